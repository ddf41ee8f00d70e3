"""Where pages and sections begin in a later version, if the words with which they began are no longer in it.

A heading may have other words in the later version, or be gone. What followed it is known by its address: a page
begins with the first of its passages that is still there, or with the nearest heading above that if only new paragraphs
are between, and with other headings right above. So does a section, with one heading. Where nothing of a page or
section is left, its entry stays as it is: whether it goes is for the editors to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from briefsite.file_names import EDITION_FILE
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem
from briefsite.reading.publication import Publication
from briefsite.words import squeezed
from briefsite.writing.segmentation import word_spans
from briefsite.yaml_files.located import Path
from briefsite.yaml_files.reader import read_yaml
from briefsite.yaml_files.rewritten import rewritten

#: How many words are quoted, if they name one place.
_WORDS: Final = 6
#: How many paragraphs are quoted at most to tell one heading from others.
_BELOW: Final = 3
#: The length of the path of a page in edition.yml, and of a section of it.
_OF_PAGE: Final = 2
_OF_SECTION: Final = 4


@dataclass(frozen=True)
class _LaterVersion:
    """The later version: where the passages of the earlier one are in it, and which paragraphs begin something."""

    old: Publication
    new: Publication

    def start(self, path: Path, begun: Collection[int]) -> int | None:
        """The position of the paragraph with which a page or section begins; None if nothing of it is left."""
        own = (self.old.addresses.of(at) for at in self._before(path) if self.old.paragraphs[at].numbered)
        found = [self._now[address] for address in own if address in self._now]
        if not found or found[0] in begun:
            return None
        start = self._heading_of(found[0], {*self._now.values()} - {found[0]})
        while len(path) == _OF_PAGE and start and self._is_heading(start - 1) and start - 1 not in begun:
            start -= 1
        return found[0] if start in begun else start

    def _heading_of(self, at: int, known: Collection[int]) -> int:
        """The nearest heading above a paragraph that has only new ones between; the paragraph itself without one."""
        above = at
        while above and above - 1 not in known:
            above -= 1
            if self._is_heading(above):
                return above
        return at

    def _is_heading(self, at: int) -> bool:
        return self.new.paragraphs[at].kind == "heading"

    @cached_property
    def _now(self) -> Mapping[str, int]:
        """The passages of the earlier version by their addresses, with their positions in the later one."""
        had = {self.old.addresses.of(at) for at, one in enumerate(self.old.paragraphs) if one.numbered}
        now = {self.new.addresses.of(at): at for at, one in enumerate(self.new.paragraphs) if one.numbered}
        return {address: at for address, at in now.items() if address in had}

    def _before(self, path: Path) -> Iterator[int]:
        """The paragraphs of a page or section in the earlier version."""
        leaf = self.old.outline.leaves[int(path[1])]
        divisions = [division for stretch in leaf.stretches for division in stretch]
        if len(path) == _OF_SECTION:
            section = leaf.page.sections[int(path[3])]
            divisions = [one for one in divisions if one.section == section]
        yield from (at for division in divisions for at in division.paragraphs)

    def _is_repeated(self, at: int) -> bool:
        return len(self.new.assembly.quotations.begun_by(squeezed(self.new.paragraphs[at].body.text))) > 1

    def begun(self, edition: Sequence[str]) -> set[int]:
        """The paragraphs with which something begins that quotes them."""
        return {at for words in edition for at in self.new.assembly.quotations.begun_by(words)}

    def first_words(self, at: int) -> str | None:
        """The first words of a paragraph, and of those below, as many as name no other place; None if all don't."""
        text = squeezed(" ".join(one.body.text for one in self.new.paragraphs[at : at + _BELOW]))
        text = text if self._is_heading(at) and self._is_repeated(at) else squeezed(self.new.paragraphs[at].body.text)
        ends = [end for _, end in word_spans(text)]
        for words in (*(text[:end] for end in ends[_WORDS - 1 :]), text):
            if at == 0 or len(self.new.assembly.quotations.begun_by(words)) == 1:
                return words
        return None


def with_openings(
    edition: str, old: Publication, new: Publication, problems: Sequence[Problem]
) -> tuple[str, Sequence[str]]:
    """The text of edition.yml with the words with which its pages and sections begin now, and a line for each change.

    `problems` are those of the later version with that edition.yml, `new` is that version without what is at fault.
    """
    later = _LaterVersion(old, new)
    data = read_yaml(EDITION_FILE, edition, Problems()).data
    values: dict[Path, str] = {}
    says: list[str] = []
    pages = [*_lost(problems)]
    stated = [str(page.get("from")) for at, page in enumerate(data["pages"]) if ("pages", at) not in pages]
    begun = later.begun(stated)
    for path in sorted(pages, key=lambda path: (len(path), *map(str, path))):
        entry = data["pages"][path[1]]
        entry = entry["sections"][path[3]] if len(path) == _OF_SECTION else entry
        before = entry.get("from")
        first = path == ("pages", 0)
        start = 0 if first else later.start(path, begun if len(path) == _OF_PAGE else ())
        words = later.first_words(start) if start is not None and isinstance(before, str) else None
        if words is None or start is None or words == before:
            continue
        if len(path) == _OF_PAGE:
            begun.add(start)
        values[*path, "from"] = words
        name = f'the page "{entry["slug"]}"' if len(path) == _OF_PAGE else f'the section "{entry["id"]}"'
        says.append(f'{name} began with "{before}" and begins with "{words}" now: changed in edition.yml')
    made = rewritten(edition, values) if values else None
    return (made, says) if made is not None else (edition, ())


def _lost(problems: Sequence[Problem]) -> dict[Path, None]:
    """The pages and sections whose beginning is not in the text; the first page if there is text before it."""
    found: dict[Path, None] = {}
    for problem in problems:
        if problem.severity == "error" and problem.code == "O03":
            found["pages", 0] = None
        removal = problem.removal if problem.severity == "error" and problem.code == "Q02" else None
        for path in (*removal.paths, *(one.path for one in removal.instead)) if removal else ():
            if path[0] == "pages":
                found[path[:_OF_SECTION] if "sections" in path else path[:_OF_PAGE]] = None
    return found
