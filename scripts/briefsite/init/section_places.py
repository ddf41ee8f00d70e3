"""Sections in edition.yml on the pages where their words are in a later version, in the order of the text.

An author may move a section into another chapter. Its words say where it is, so its entry is moved there, with the
comments of the editors. What is not certain stays as it is: entries whose words begin nothing, or several paragraphs,
and lists in another layout than an entry to a line or more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from briefsite.file_names import EDITION_FILE
from briefsite.init.later_publication import later_publication
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.yaml_files.located import Located
from briefsite.yaml_files.reader import read_yaml
from briefsite.yaml_files.rewritten import rewritten

_COMMENT: Final = re.compile(r"\s*#")
#: A section by the positions of its page and of itself in the list of that.
_Entry = tuple[int, int]


def with_sections_in_place(
    folder: str, files: Mapping[str, bytes], edition: str, old: Publication
) -> tuple[str, Sequence[str]]:
    """The text of edition.yml with each section on the page that has its words, and a line for each that was moved."""
    located = read_yaml(EDITION_FILE, edition, Problems())
    pages = located.data["pages"]
    paths = [("pages", at, "sections") for at, page in enumerate(pages) if page.get("sections")]
    bare = rewritten(edition, {}, paths) if paths else None
    new = later_publication(folder, files, bare, old) if bare else None
    if new is None or [page.slug for page in new.edition.pages] != [page["slug"] for page in pages]:
        return edition, ()
    before = [[(at, number) for number in range(len(page.get("sections") or ()))] for at, page in enumerate(pages)]
    after = _by_page(pages, new)
    if after == before:
        return edition, ()
    made = _with_lists(located, before, after)
    says = [
        f'the sections of the page "{page["slug"]}" are in the order of the text now: moved in edition.yml'
        for at, page in enumerate(pages)
        if before[at] != after[at] and set(before[at]) == set(after[at])
    ]
    says += [
        f'the section "{pages[at]["sections"][number]["id"]}" is on the page "{pages[page]["slug"]}" now: '
        "moved in edition.yml"
        for page, entries in enumerate(after)
        for at, number in entries
        if at != page
    ]
    return (made, says) if made is not None else (edition, ())


def _by_page(pages: Sequence[Mapping[str, Any]], new: Publication) -> list[list[_Entry]]:
    """The sections of each page in the order of the text; one of which nothing is certain stays behind its neighbor."""
    numbers = {leaf.page.slug: number for number, leaf in enumerate(new.outline.leaves)}
    found: list[list[tuple[int, _Entry]]] = [[] for _ in pages]
    for at, page in enumerate(pages):
        last = -1
        for number, section in enumerate(page.get("sections") or ()):
            begun = new.assembly.quotations.begun_by(section["from"])
            owner = numbers[new.outline.leaf_of[begun[0]].page.slug] if len(begun) == 1 else at
            last = begun[0] if len(begun) == 1 and owner == at else last
            found[owner].append((begun[0] if len(begun) == 1 else last, (at, number)))
    return [[entry for _, entry in sorted(entries, key=lambda one: one[0])] for entries in found]


def _with_lists(located: Located, before: Sequence[Sequence[_Entry]], after: Sequence[Sequence[_Entry]]) -> str | None:
    """The text with other lists of sections, in the lines of their entries; None if that changes anything else."""
    lines = [*located.lines]
    pages = located.data["pages"]
    spans = {entry: _span(located, entry) for entries in before for entry in entries}
    known = {entry: span for entry, span in spans.items() if span is not None}
    if len(known) < len(spans):
        return None
    kept = {entry: lines[low:high] for entry, (low, high) in known.items()}
    for at in reversed(range(len(pages))):
        if before[at] == after[at]:
            continue
        column = located.key_place("pages", at, "slug").column - 1
        if before[at]:
            low, high = known[before[at][0]][0], known[before[at][-1]][1]
            indent = _indent(kept[before[at][0]])
            heads = [lines[low - 1]] if not after[at] else []
            if heads and heads[0].strip() != "sections:":
                return None
            low -= len(heads)
            new: list[str] = []
        else:
            low = high = _end(located, located.place("pages", at).line - 1, column)
            indent, new = column + 2, [f"{' ' * column}sections:"]
        for entry in after[at]:
            shift = indent - _indent(kept[entry])
            new += [f"{' ' * shift}{line}" if shift > 0 and line.strip() else line[-shift:] for line in kept[entry]]
        lines[low:high] = new if after[at] else []
    made = "\n".join(lines)
    expected = [
        {key: value for key, value in page.items() if key != "sections"}
        | ({"sections": [pages[p]["sections"][number] for p, number in after[at]]} if after[at] else {})
        for at, page in enumerate(pages)
    ]
    try:
        same = read_yaml(EDITION_FILE, made, Problems()).data == {**located.data, "pages": expected}
    except yaml.YAMLError:
        return None
    return made if same else None


def _span(located: Located, entry: _Entry) -> tuple[int, int] | None:
    """The lines of an entry, with the comments right above it; None if it shares a line with another."""
    place = located.place("pages", entry[0], "sections", entry[1])
    first = low = place.line - 1
    if not re.fullmatch(r" *- +", located.lines[first][: place.column - 1]):
        return None
    indent = located.lines[first].index("-")
    while _COMMENT.match(located.lines[low - 1]):
        low -= 1
    return low, _end(located, first, indent + 1)


def _indent(chunk: Sequence[str]) -> int:
    """The column of the hyphen of an entry, below its comments."""
    first = next(line for line in chunk if not _COMMENT.match(line))
    return first.index("-")


def _end(located: Located, first: int, column: int) -> int:
    """The line behind the last one of what begins in the line `first`: its others begin at `column` or behind."""
    end = first + 1
    for number in range(end, len(located.lines)):
        line = located.lines[number]
        if line.strip() and not _COMMENT.match(line):
            if len(line) - len(line.lstrip()) < column:
                break
            end = number + 1
    return end
