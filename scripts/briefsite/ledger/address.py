"""Addresses: the fragments by which the parts of a page are cited. Their grammar is defined here only.

Numbers (briefsite.ledger.numbering) run through the whole text as lawyers number.

| what                            | fragment             | shown        | said aloud     |
|---------------------------------|----------------------|--------------|----------------|
| a paragraph                     | `p9`, `p9a`          | ¶ 9, ¶ 9a    | paragraph 9a   |
| a list item                     | `p6-1`, `p6-1a`      | ¶ 6.1        | paragraph 6.1  |
| a note                          | `n7`, `n7a`          | as printed   |                |
| a note that a sign marks        | `ns1`                | as printed   |                |
| a place that cites a note       | `n7-1`, `ns1-1`      |              |                |
| a line of the text as received  | `l12`                |              |                |
| an emendation, its sign         | `em-p9`, `em-p9-ref` | a letter     |                |
| an event                        | `t-1636-p2`          |              |                |
| a name of the index             | `name-khalkha`       |              |                |
| the card of a theme             | `theme-turkey`       |              |                |
| the heading before another page | `from-p9`            |              |                |
| a heading of the author's       | `the-army`           | its words    |                |

The last six are what a new one gets; a second one gets a number at its end (`numbered_again`). Each keeps it while the
text is edited, also when the year, name or paragraph that it was made of is another (briefsite.ledger.listed).

Sections, works, charts, a map and the parts of the page about the text have ids of their own, which must differ from
those that their page uses itself (`is_reserved`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from briefsite.ledger.numbering import Number, read_number, write_number
from briefsite.words import squeezed
from briefsite.writing.transliteration import slug_of

#: The things whose addresses are made of numbers.
NumberedKind = Literal["paragraph", "item", "note", "place"]
#: The pages with ids that editors give: the first page, a theme's, the bibliography, the page about the text.
PageWithIds = Literal["first", "theme", "bibliography", "about"]

#: The ids that every page uses itself, and those that every page with passages uses.
ON_EVERY_PAGE: Final = frozenset({"top", "citation-data"})
ON_TEXT_PAGES: Final = ON_EVERY_PAGE | {"cite", "notes", "emendations", "traces"}
#: The ids that pages use themselves, besides those that are made below. The theme's begin with `__`, as no other can.
PAGE_IDS: Final[Mapping[PageWithIds, frozenset[str]]] = {
    "first": ON_TEXT_PAGES | {"themes", "key-figures", "on-the-map", "timeline-start", "editions"},
    "theme": ON_TEXT_PAGES | {"drawn-to-scale", "elsewhere"},
    "bibliography": ON_EVERY_PAGE | {"the-brief", "works", "notes", "traces"},
    "about": ON_EVERY_PAGE | {"published", "received-text", "emended", "about-the-notes", "traces"},
}

_NUMBERED: Final = re.compile(r"(p|ns?)([^-]*)(?:-(.*))?", re.DOTALL)
_SAID: Final = re.compile(r"(¶|par\.|paragraph)?\s*([0-9][0-9a-z]*)(?:[.-]([0-9][0-9a-z]*))?")
_NOTE_SAID: Final = re.compile(r"(?:editors[’']\s*)?note\s*(\S+)", re.IGNORECASE)
_EDITION: Final = "edition-"
_LONGEST_SLUG = 48
_SIGN: Final = "-ref"
_EMENDATION: Final = re.compile(r"em-[a-z0-9]+(-[a-z0-9]+)*")
#: What is made below, except the addresses that the ledger gives.
_OF_PAGE: Final = re.compile(r"l[1-9][0-9]*|break-[1-9][0-9]*|edition-.+")
#: Keeps the mark and the number on one line.
_BLANK: Final = "\N{NO-BREAK SPACE}"


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
        raise ValueError(f"{fragment!r} is not an address such as p9, p9a or p6-1")
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
        raise ValueError(f"{fragment!r} is not an address such as p9, p9a or p6-1")
    return address.number, address.part


def is_passage(fragment: str) -> bool:
    """Whether a fragment is the address of a paragraph or list item."""
    address = parse_address(fragment)
    return address is not None and address.series == "p"


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


def is_reserved(fragment: str, page: PageWithIds) -> bool:
    """Whether `fragment` is an id that such a page uses itself, or may come to use as the text grows."""
    if page == "first" and lists_editions(fragment):
        return True
    return fragment in PAGE_IDS[page] or (page != "about" and looks_numbered(fragment, page))


def is_of_page(fragment: str) -> bool:
    """Whether pages make such an id for something of theirs that has no permanent address: a line, an event."""
    return fragment in frozenset().union(*PAGE_IDS.values()) or _OF_PAGE.fullmatch(fragment) is not None


def lists_editions(fragment: str) -> bool:
    """Whether the first page may use `fragment` for the list of the site's other editions, whichever there are."""
    return fragment == "editions" or fragment.startswith(_EDITION)


def looks_numbered(fragment: str, page: PageWithIds) -> bool:
    """Whether `fragment` is the address of a paragraph, item, note or place, or, where the text is, an emendation's."""
    of_text = page in {"first", "theme"}
    return parse_address(fragment) is not None or (of_text and _EMENDATION.fullmatch(fragment) is not None)


def label(fragment: str) -> str:
    """How an address is shown on a page: `p9a` is "¶ 9a", the item `p6-1` is "¶ 6.1"; others as they are."""
    address = parse_address(fragment)
    return f"¶{_BLANK}{address.shown}" if address and address.series == "p" else fragment


def label_of_range(first: str, last: str) -> str:
    """How consecutive paragraphs are shown: "¶ 9–14"; a single one as by `label`."""
    end = parse_address(last)
    return label(first) + (f"–{end.shown}" if end and first != last else "")


def plain_label(fragment: str) -> str:
    """`label` with an ordinary blank, for lines in a terminal, where people search for what they type."""
    return label(fragment).replace(_BLANK, " ")


def spoken(fragment: str) -> str:
    """How an address is said aloud: "paragraph 9", "paragraph 6.1"; others as they are.

    The number is said as it is shown, so that users of voice control can name what they see.
    """
    address = parse_address(fragment)
    return f"paragraph {address.shown}" if address and address.series == "p" else fragment


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


def line_id(line: int) -> str:
    """The fragment of a line of the text as received: `l12`."""
    return f"l{line}"


def numbered_again(fragment: str, occurrence: int) -> str:
    """The fragment of a second or later one that is made of the same: `name-khalkha-2`; of the first as it is."""
    return fragment + (f"-{occurrence}" if occurrence > 1 else "")


def emendation_id(passage: str) -> str:
    """The fragment of an emendation in the list of its page: `em-p9`, made of its paragraph, item or note."""
    return f"em-{passage}"


def emendation_sign_id(emendation: str) -> str:
    """The fragment of an emendation's sign in the text: `em-p9-ref`."""
    return f"{emendation}{_SIGN}"


def emendation_of_sign(fragment: str) -> str:
    """The emendation whose sign in the text has the fragment: `em-p9` for `em-p9-ref`; empty if none."""
    return fragment.removesuffix(_SIGN) if fragment.startswith("em-") and fragment.endswith(_SIGN) else ""


def event_id(year: int, paragraph: str) -> str:
    """The fragment of an event: `t-1636-p2`."""
    return f"t-{year}-{paragraph}"


def name_id(letters: str) -> str:
    """The fragment of a name of the index: `name-khalkha`."""
    return f"name-{letters}"


def turn_id(paragraph: str) -> str:
    """The fragment of the heading in the full text before a paragraph that begins another page: `from-p9`."""
    return f"from-{paragraph}"


def theme_id(slug: str) -> str:
    """The fragment of a theme in the list of the first page: `theme-turkey`."""
    return f"theme-{slug}"


def edition_id(path: str) -> str:
    """The fragment of an edition in a list of them: `edition-reports--dams`; `edition-root` at the root."""
    return f"{_EDITION}{path.replace('/', '--') or 'root'}"


def title_id(words: str) -> str:
    """The fragment of a heading in the author's text, made of its words: `the-army`. It is none that pages use."""
    named = re.sub(r"^[\W\d_]+(?=[^\W\d_]{2})", "", words)  # "3. Annual payments", "1.2 Methods"
    slug = slug_of(named)
    slug = slug if len(slug) <= _LONGEST_SLUG else slug[:_LONGEST_SLUG].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    if not slug[:1].isalpha() or parse_address(slug) or _EMENDATION.fullmatch(slug) or _OF_PAGE.fullmatch(slug):
        slug = f"part-{slug}".rstrip("-")
    used = slug == "index" or is_reserved(slug, "first") or is_reserved(slug, "theme")
    return f"{slug}-2" if used else slug


def break_id(count: int) -> str:
    """The fragment of the `count`-th break of a text. It leads nowhere, and is in no ledger."""
    return f"break-{count}"


def drawing_ids(name: str) -> tuple[str, str, str]:
    """The fragments of a chart or map: its own, its title's, its description's."""
    return name, f"{name}-t", f"{name}-d"
