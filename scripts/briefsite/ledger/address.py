"""Addresses that are made of numbers: how they are written, read, shown and said.

Numbers (briefsite.ledger.numbering) run through the whole text as lawyers number.

| what                            | fragment             | shown        | said aloud     |
|---------------------------------|----------------------|--------------|----------------|
| a paragraph                     | `p9`, `p9a`          | ¶ 9, ¶ 9a    | paragraph 9a   |
| a list item                     | `p6-1`, `p6-1a`      | ¶ 6.1        | paragraph 6.1  |
| a note                          | `n7`, `n7a`          | as printed   |                |
| a note that a sign marks        | `ns1`                | as printed   |                |
| a place that cites a note       | `n7-1`, `ns1-1`      |              |                |
| a range of paragraphs or items  | `p9-p12`             | ¶¶ 9–12      |                |

Their grammar is defined here only. All other fragments are those of `page_ids`. A range is no address of its own: it
is made of the addresses of its first and last passage, and leads where they lead. Because of its second `p` it can't
be the address of a list item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from briefsite.language.strings import ENGLISH, Strings
from briefsite.ledger.numbering import Number, read_number, write_number
from briefsite.words import squeezed

#: The things whose addresses are made of numbers.
NumberedKind = Literal["paragraph", "item", "note", "place"]
_NUMBERED: Final = re.compile(r"(p|ns?)([^-]*)(?:-(.*))?", re.DOTALL)
_SAID: Final = re.compile(r"(¶|par\.|paragraph)?\s*([0-9][0-9a-z]*)(?:[.-]([0-9][0-9a-z]*))?")
_RANGE: Final = re.compile(r"(p.+?)-(p.+)", re.DOTALL)
_NOTE_SAID: Final = re.compile(r"(?:editors[’']\s*)?note\s*(\S+)", re.IGNORECASE)
#: Keeps the mark and the number on one line.
_BLANK: Final = "\N{NO-BREAK SPACE}"
#: The locator of a range, with the numbers of its ends as they are shown. The browser fills it in, too.
RANGE_LOCATOR: Final = f"¶¶{_BLANK}{{first}}–{{last}}"


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is made of numbers.

    `series` is what is counted: paragraphs (`p`), notes that have a number (`n`), notes that a sign marks (`ns`).
    `part` is the number of a list item in its paragraph, or of a place among those that cite a note; `()` for the
    paragraph or the note itself.
    """

    series: Literal["p", "n", "ns"]
    number: Number
    part: Number = ()

    @property
    def kind(self) -> NumberedKind:
        """The kind of thing that has the address."""
        if self.series == "p":
            return "item" if self.part else "paragraph"
        return "place" if self.part else "note"

    @property
    def fragment(self) -> str:
        """The address as it is written: `p6-1a`."""
        return f"{self.series}{write_number(self.number)}" + (f"-{write_number(self.part)}" if self.part else "")

    @property
    def shown(self) -> str:
        """The number as it is shown: "9a", "6.1a", "7"; "s1" for a note that a sign marks."""
        sign = "s" * (self.series == "ns")
        return f"{sign}{write_number(self.number)}" + (f".{write_number(self.part)}" if self.part else "")

    @property
    def whole(self) -> Address:
        """The paragraph of a list item, the note of a place; otherwise the address itself."""
        return replace(self, part=())


# A ledger is sorted and checked by its addresses, so each is read several times.
@lru_cache(maxsize=1 << 15)
def read_address(fragment: str) -> Address:
    """The address that `fragment` writes. ValueError, with the reason, if it isn't an address made of numbers."""
    match = _NUMBERED.fullmatch(fragment)
    if match is None:
        raise ValueError(f"{fragment!r} is not an ID such as p9, p9a or p6-1")
    series: Literal["p", "n", "ns"] = match[1]  # type: ignore[assignment]
    part = match[3]
    address = Address(series, read_number(match[2]), read_number(part) if part is not None else ())
    # Signs are counted, and so are the places that cite a note: nothing is ever put in between those.
    counted = (address.number if series == "ns" else ()), (address.part if series != "p" else ())
    if any(len(number) > 1 for number in counted):
        raise ValueError(f"{fragment!r} has a letter where only whole numbers are counted")
    return address


def parse_address(fragment: str) -> Address | None:
    """The address that `fragment` writes; None if it isn't made of numbers: a section's id, a work's key, a path."""
    try:
        return read_address(fragment)
    except ValueError:
        return None


def position(fragment: str) -> tuple[Number, Number]:
    """The place of a paragraph or list item: (number of the paragraph, number of the item or `()`).

    This is the key that sorts addresses in reading order. ValueError if `fragment` is neither.
    """
    address = read_address(fragment)
    if address.series != "p":
        raise ValueError(f"{fragment!r} is not an ID such as p9, p9a or p6-1")
    return address.number, address.part


def is_passage(fragment: str) -> bool:
    """Whether a fragment is the ID of a paragraph or list item."""
    address = parse_address(fragment)
    return address is not None and address.series == "p"


def range_id(first: str, last: str) -> str:
    """The fragment of the range from one passage to another: `p9-p12`, `p6-1-p6-3`."""
    return f"{first}-{last}"


def range_ends(fragment: str) -> tuple[str, str] | None:
    """The first and the last passage of the range that a fragment writes; None if it doesn't write one."""
    match = _RANGE.fullmatch(fragment)
    if match is None or not (is_passage(match[1]) and is_passage(match[2])):
        return None
    return (match[1], match[2]) if position(match[1]) < position(match[2]) else None


def whole_of(fragment: str) -> str:
    """The paragraph of a list item, the note of a place that cites it; any other fragment as it is."""
    address = parse_address(fragment)
    return address.whole.fragment if address else fragment


def meant_by(said: str) -> str:
    """The fragment of a passage that a person means by "¶ 9a", "par. 6.1", "paragraph 9a" or "9a"; empty if none."""
    match = _SAID.fullmatch(squeezed(said).lower())
    address = parse_address(f"p{match[2]}" + (f"-{match[3]}" if match[3] else "")) if match else None
    return address.fragment if address else ""


def note_meant_by(said: str) -> str:
    """The number or sign, as printed, of the note that a person means by "note 7" or "note *"; empty if none."""
    match = _NOTE_SAID.fullmatch(squeezed(said))
    return match[1].strip("[]") if match else ""


@lru_cache(maxsize=1 << 15)
def label(fragment: str) -> str:
    """How an address is shown on a page: `p9a` is "¶ 9a", the item `p6-1` is "¶ 6.1"; others as they are."""
    address = parse_address(fragment)
    return f"¶{_BLANK}{address.shown}" if address and address.series == "p" else fragment


def label_of_range(first: str, last: str) -> str:
    """How consecutive paragraphs are shown: "¶ 9–14"; a single one as by `label`."""
    end = parse_address(last)
    return label(first) + (f"–{end.shown}" if end and first != last else "")


def locator_of_range(first: str, last: str) -> str:
    """The locator with which two different passages and all between them are cited: "¶¶ 9–12"."""
    return RANGE_LOCATOR.format(first=read_address(first).shown, last=read_address(last).shown)


def locator_of_ranges(ranges: Sequence[tuple[str, str]]) -> str:
    """How ranges of paragraphs (first, last) are cited: "¶ 9", "¶¶ 9–14", "¶¶ 9, 12–14"; "" if there are none."""
    several = len(ranges) > 1 or any(first != last for first, last in ranges)
    first, *others = [label_of_range(*ends) for ends in ranges] or [""]
    return ("¶" if several else "") + ", ".join([first, *(shown.partition(_BLANK)[2] for shown in others)])


def plain_label(fragment: str) -> str:
    """`label` with an ordinary blank, for lines in a terminal, where people search for what they type."""
    return label(fragment).replace(_BLANK, " ")


def spoken(fragment: str, say: Strings = ENGLISH) -> str:
    """How an address is said aloud: "paragraph 9", "paragraph 6.1"; others as they are.

    The number is said as it is shown, so that users of voice control can name what they see.
    """
    address = parse_address(fragment)
    if address is None or address.series != "p":
        return fragment
    return say.text("spoken.paragraph", number=address.shown)


def paragraph_id(number: Number) -> str:
    """The address of a paragraph: `p9a`."""
    return Address("p", number).fragment


def item_id(paragraph: str, number: Number) -> str:
    """The address of a list item under the paragraph with that address: `p6-1`."""
    return f"{paragraph}-{write_number(number)}"


def note_id(number: Number) -> str:
    """The address of a note that has a number: `n7`; `n7a` for another note with the number 7."""
    return Address("n", number).fragment


def sign_note_id(count: int) -> str:
    """The address of a note that a sign marks, the `count`-th of them: `ns1`."""
    return Address("ns", (count,)).fragment


def place_id(note: str, occurrence: int) -> str:
    """The address of the place that cites a note for the `occurrence`-th time: `n7-1`."""
    return f"{note}-{occurrence}"
