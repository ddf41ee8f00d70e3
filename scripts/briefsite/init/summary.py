"""The summary of a first edition: what was read, and what is left to the editors, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.problems.problem import Problem
from briefsite.reading.checks import ALL_PAGES
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading

#: At most so many lines, and questions of one kind, are named; `briefsite check` has the others.
_NAMED: Final = 8
_PAGES: Final = 40
#: A page without a summary is no question about the text.
_OF_EVERY_PAGE: Final = frozenset({"O11"})
_KINDS: Final = {
    "prose": "paragraph",
    "quotation": "block quotation",
    "verse": "passage of verse",
    "lines": "block of short lines",
    "contents": "table of contents",
    "index": "passage of an index",
}


def summary_lines(reading: Reading) -> Iterator[str]:
    """What was read, as lines for the terminal, and then what is left."""
    if reading.publication is not None:
        yield f"read: {_counted_kinds(reading.publication)}"
        yield from _pages(reading.publication)
        yield from _notes(reading.publication)
    yield from _left(reading.problems)


def _counted_kinds(publication: Publication) -> str:
    counts: dict[str, int] = {}
    for paragraph in publication.paragraphs:
        kind = "list" if paragraph.items else paragraph.kind
        name = _KINDS.get(kind, kind)
        counts[name] = counts.get(name, 0) + 1
    return ", ".join(counted(count, name) for name, count in counts.items())


def counted(count: int, name: str) -> str:
    """A number with its noun: "1 paragraph", "12 passages of verse"."""
    first, *rest = name.split(" ", 1) if " of " in name else [name]
    return f"{count:,} {' '.join([first + 's' * (count != 1), *rest])}"


def _pages(publication: Publication) -> Iterator[str]:
    """The pages that headings begin."""
    source = publication.source
    leaves = [leaf for leaf in publication.outline.leaves if leaf.page.slug != "/" and leaf.paragraphs]
    for leaf in leaves[:_PAGES]:
        body = publication.paragraphs[leaf.paragraphs[0]].body
        sections = f", with {counted(len(leaf.page.sections), 'section')}" if leaf.page.sections else ""
        yield f"page /{leaf.page.slug}/: {leaf.page.title}, from line {source.line(body.place(0))}{sections}"
    if len(leaves) > _PAGES:
        yield f"… and {counted(len(leaves) - _PAGES, 'more page')}, all of them in edition.yml"


def _notes(publication: Publication) -> Iterator[str]:
    source, notes = publication.source, publication.notes
    printed = [note for note in notes if note.text]
    unmarked = [note for note in printed if not note.citations]
    unknown = [note for note in notes if not note.text and note.citations]
    if not notes:
        yield "notes: none found (no list of notes, no marker)"
        return
    if len(printed) > len(unmarked):
        count = len(printed) - len(unmarked)
        yield f"notes: {counted(count, 'note')} of the text with {'its marker' if count == 1 else 'their markers'}"
    if unmarked:
        lines = [source.line(note.text[0].body.place(0)) for note in unmarked]
        yield f"notes: {counted(len(unmarked), 'note')} of the text without a marker: {_at(lines)}"
    if unknown:
        first = [note.citations[0] for note in unknown]
        passages = [publication.paragraphs[place.paragraph].passage(place.item) for place in first]
        lines = [source.line(body.place(place.start)) for body, place in zip(passages, first, strict=True)]
        named = ", ".join(note.label for note in unknown[:_NAMED]) + (", …" if len(unknown) > _NAMED else "")
        yield f"notes: {counted(len(unknown), 'marker')} without a note in the text: {named} ({_at(lines)})"


def _at(found: Sequence[int]) -> str:
    lines = list(dict.fromkeys(found))
    shown = ", ".join(map(str, lines[:_NAMED])) + (", …" if len(lines) > _NAMED else "")
    return f"line{'s' * (len(lines) != 1)} {shown}"


def _left(problems: Sequence[Problem]) -> Iterator[str]:
    """The questions of `briefsite check`, by their kinds: the first ones of each with their lines."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.code, []).append(problem)
    if not kinds:
        yield "open questions: none"
        return
    yield "open questions (`briefsite check` explains each):"
    for code, found in kinds.items():
        if code in _OF_EVERY_PAGE:
            place = found[0].place
            of_all = found[0].subject == ALL_PAGES
            said = found[0].message if of_all else f"{counted(len(found), 'page')} without a summary"
            yield f"  {place.file}:{place.line}: {said}"
            continue
        for problem in found[:_NAMED]:
            place = problem.place
            where = f"{place.file}:{place.line}" if place.line else place.file
            yield f"  {where}: {problem.message}"
        if len(found) > _NAMED:
            yield f"  … and {len(found) - _NAMED:,} more of this kind ({code})"
