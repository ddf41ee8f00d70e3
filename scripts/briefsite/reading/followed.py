"""What became of quotations that no longer hold: the edition with others in their place, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from briefsite.edition.model import Edition
from briefsite.ledger.address import parse_address
from briefsite.ledger.record import Record, spoken_name
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem, Requotation
from briefsite.reading.quotations import Quotation
from briefsite.scalar import quoted
from briefsite.source.marker import MARKER
from briefsite.words import squeezed
from briefsite.yaml_files.located import Located, Path
from briefsite.yaml_files.revised import is_inside, revised

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Reference:
    """Something in edition.yml that refers to a passage: its place, what it is, and its key with the words.

    `path` is that of what cannot be used without the passage. `instead` are the words with which it can begin instead,
    at the path `quoted`; empty if there are none.
    """

    place: Place
    said: str
    words: str
    path: Path
    instead: str = ""
    quoted: Path = ()


@dataclass(frozen=True)
class Followed:
    """An edition whose quotations hold, the places of its parts, and what refers to each passage that is gone."""

    edition: Edition
    located: Located
    gone: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)


class Findings:
    """Collects what becomes of the quotations of an edition. Lives for one call.

    Paths are those of the file as long as no list loses entries in one call and has quotations in a later one.
    """

    def __init__(self, followed: Followed, problems: Problems) -> None:
        self.followed, self.problems = followed, problems
        self.values: dict[Path, str] = {}
        self.without: set[Path] = set()
        self.gone = {address: list(references) for address, references in followed.gone.items()}

    def address(self, found: Quotation, words: str) -> None:
        """Takes words for an address, which means them whatever they are."""
        self.values[found.path] = words

    def words(self, found: Quotation, record: Record, words: str, *, times: int, now: str = "") -> None:
        """Goes on with other words (Q01): those quoted are now in the text 0, 2, 3 … `times`.

        `now` are the words in their place, if more had to be quoted to tell them from others.
        """
        self.values[found.path] = words
        was, name = squeezed(found.words), spoken_name(record)
        had = "has" if found.use in {"border", "evidence"} else "begins with"
        if times:
            message = f'"{was}" is now in the text {times} times, and {name} is meant'
        else:
            message = f'{name} no longer {had} "{was}"'
        self._warn(found, message, words, _numbers(found, was, now or words))

    def elsewhere(self, found: Quotation, record: Record, words: str, fix: str) -> None:
        """Lets a page or section begin with the next passage of its own (Q01): its first one was merged."""
        self.values[found.path] = words
        message = f"{spoken_name(record)}, with which {found.said} began, is now inside another paragraph"
        self._warn(found, message, fix)

    def _warn(self, found: Quotation, message: str, words: str, more: str = "") -> None:
        entry = f"{found.key}: {quoted(words)}" if found.key else f"- {quoted(words)}"
        help_ = f"quote the current words (`briefsite check --fix` does this):\n{entry}{more}"
        place = self.followed.located.place(*found.path)
        requotation = Requotation(found.path, words)
        problem = Problem(place, "Q01", message, help_, "warning", found.words, requotation=requotation)
        self.problems.add([problem])

    def left_out(self, found: Quotation, record: Record, now: str = "") -> None:
        """Leaves out what rests on words of which nothing is left, or on the beginning of a merged passage (Q03).

        `now` are the words that are in the place of those quoted.
        """
        self.without.add(found.owner)
        place = self.followed.located.place(*found.path)
        message = f'nothing is left of "{squeezed(found.words)}" in {spoken_name(record)}'
        if found.use in {"opening", "ruling"}:
            message = f"{spoken_name(record)} is now inside another paragraph, which does not begin with it"
        instead = f". Current words:\n{now}" if now else ""
        help_ = f"{found.said} is left out until you quote other words or remove it from this file{instead}"
        self.problems.warning(place, "Q03", message, help_, subject=found.words)

    def without_text(self, found: Quotation, record: Record) -> None:
        """Complains of a page of which no passage is left (Q02): its only one was merged."""
        name = spoken_name(record)
        message = f"{found.said} has no text: {name}, with which it began, is now inside another paragraph"
        help_ = f"make {name} a paragraph again (splits), quote another start for the page, or delete the page"
        place = self.followed.located.place(*found.path)
        self.problems.error(place, "Q02", message, help_, subject=found.words)

    def withdrawn(self, found: Quotation, record: Record, instead: str = "") -> None:
        """Notes that a passage is gone to which something refers: `withdrawals` says so of each passage.

        `instead` are the words with which a page or section can begin instead.
        """
        self._out(found)
        words = f"{found.key}: {squeezed(found.words)}" if found.key else squeezed(found.words)
        place = self.followed.located.place(*found.path)
        reference = Reference(place, found.said, words, found.owner, instead, found.path)
        self.gone.setdefault(record.id, []).append(reference)

    def unusable(self, found: Quotation) -> None:
        """Complains of an address that no version has, or of an item's where only a paragraph can be (Q02)."""
        self._out(found)
        address = parse_address(found.words)
        if found.use == "opening" and address is not None and address.kind == "item":
            message = f"{found.words} is an item of a list, and {found.said} can only begin with a paragraph"
            help_ = f"begin it with {address.whole.fragment}, or with another paragraph"
        else:
            message = f"{found.words} has never been issued to a passage"
            help_ = "quote words of the text: a passage has an ID of its own once it is released"
        place = self.followed.located.place(*found.path)
        self.problems.error(place, "Q02", message, help_, subject=found.words)

    def _out(self, found: Quotation) -> None:
        # Without its beginning, a page or section has no place in the outline: none is made.
        if found.use != "opening":
            self.without.add(found.owner)

    def result(self) -> Followed:
        """The edition as found."""
        edition, located = self.followed.edition, self.followed.located
        if self.values or self.without:
            kept = {path: words for path, words in self.values.items() if not is_inside(path, self.without)}
            located = revised(located, kept, self.without)
            edition = msgspec.convert(located.data, Edition)
        return Followed(edition, located, {address: tuple(found) for address, found in self.gone.items()})


def _numbers(found: Quotation, was: str, words: str) -> str:
    """A warning where the numbers in quoted words have changed: what rests on them may be wrong now."""
    old, new = (_NUMBER.findall(MARKER.sub("", text)) for text in (was, words))
    if found.use != "evidence" or old == new:
        return ""
    return f"\nThe numbers in these words have changed: see whether {found.said} is still right."


def meant_address(found: Quotation) -> str:
    """The address that is given in place of words; empty if it has not the form of one."""
    address = parse_address(found.words.strip())
    kinds = {"note"} if found.use == "note" else {"paragraph", "item"}
    return address.fragment if address is not None and address.kind in kinds else ""
