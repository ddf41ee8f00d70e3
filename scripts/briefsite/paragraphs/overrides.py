"""Overrides: what edition.yml says about paragraphs where the rules are wrong, located in the texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from briefsite.edition.model import Edition
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Removal
from briefsite.source.emendation import quotation
from briefsite.source.passage import Passage
from briefsite.writing.hyphenation import Vocabulary
from briefsite.yaml_files.located import Located


class ParagraphOverrides:
    """The overrides of edition.yml in the `texts` (the running text, then each note). Lives for one call.

    A place is a pair: the number of the text, and the position in it. `hyphens_used` and `width`, the measure of the
    running text, are set by `assembly`.
    """

    def __init__(self, texts: Sequence[Passage], edition: Edition, located: Located, problems: Problems) -> None:
        self.texts, self.edition, self.located, self.problems = texts, edition, located, problems
        self.splits = self._positions(("splits",), edition.splits)
        self.joins = self._positions(("joins",), edition.joins)
        self.items = [
            self._positions(("lists", number, "items"), entry.items) for number, entry in enumerate(edition.lists)
        ]
        self.blocks = self._positions(("blocks",), [block.start for block in edition.blocks], "from")
        self.hyphens_used: set[str] = set()
        self.width = 0
        for index, (number, position) in enumerate(self.splits):
            if position > 0 and re.search(r"\w-[ \t\r]*\n\s*$", texts[number].text[:position]):
                place = located.place("splits", index)
                message = f'"{edition.splits[index]}" begins in the middle of a word broken at a line end'
                problems.error(place, "P01", message, "start with a whole word", subject=edition.splits[index])

    def _positions(self, path: tuple[str | int, ...], quotations: Sequence[str], *key: str) -> list[tuple[int, int]]:
        """The place of each quotation; (-1, -1) and problem P01 if the texts don't have it exactly once."""
        positions: list[tuple[int, int]] = []
        for index, words in enumerate(quotations):
            pattern = quotation(words)
            found = [(n, m.start()) for n, text in enumerate(self.texts) for m in pattern.finditer(text.text)]
            if len(found) != 1:
                there = "not in the text" if not found else f"in the text {len(found)} times"
                place = self.located.place(*path, index, *key)
                help_ = "quote enough of the words to identify one place"
                self.problems.error(place, "P01", f'"{words}" is {there}', help_, subject=words)
            positions.append(found[0] if len(found) == 1 else (-1, -1))
        return positions

    def check_hyphens(self) -> None:
        """Problem P02 for each hyphen ruling that was not used."""
        for ruling, words in (("keep", self.edition.hyphens.keep), ("join", self.edition.hyphens.join)):
            for index, word in enumerate(words):
                if word not in self.hyphens_used:
                    path = ("hyphens", ruling, index)
                    says = f'the hyphen override for "{word}": it is not broken at a line end'
                    self.problems.error(
                        self.located.place(*path),
                        "P02",
                        f'"{word}" is not broken at a line end',
                        "delete it (`briefsite check --fix` does)",
                        subject=word,
                        removal=Removal((path,), says=(says,), sure=True),
                    )

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all texts."""
        return Vocabulary.of(text.text for text in self.texts)
