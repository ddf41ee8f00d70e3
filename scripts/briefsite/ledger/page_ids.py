"""Page ids: the fragments of pages that aren't made of numbers, and those that pages keep to themselves.

| what                            | fragment             |
|---------------------------------|----------------------|
| a line of the text as received  | `l12`                |
| an emendation, its sign         | `em-p9`, `em-p9-ref` |
| an event                        | `t-1636-p2`          |
| a name of the index             | `name-khalkha`       |
| the card of a theme             | `theme-turkey`       |
| the heading before another page | `from-p9`            |
| a heading of the author's       | `the-army`           |

All but the first are what a new one gets; a second one gets a number at its end (`numbered_again`). Each keeps it while
the text is edited, also when the year, name or paragraph that it was made of is another (briefsite.ledger.listed).

Sections, works, charts, a map and the parts of the page about the text have ids of their own, which must differ from
those that their page uses itself (`is_reserved`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from briefsite.ledger.address import parse_address, range_ends
from briefsite.writing.transliteration import slug_of

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
    "about": ON_EVERY_PAGE | {"published", "doi", "received-text", "emended", "about-the-notes", "traces"},
}

_EDITION: Final = "edition-"
_LONGEST_SLUG: Final = 48
_SIGN: Final = "-ref"
_EMENDATION: Final = re.compile(r"em-[a-z0-9]+(-[a-z0-9]+)*")
#: What is made below, except the addresses that the ledger gives.
_OF_PAGE: Final = re.compile(r"l[1-9][0-9]*|break-[1-9][0-9]*|edition-.+")


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
    """Whether `fragment` is an address made of numbers, a range of such, or, where the text is, an emendation's."""
    of_text = page in {"first", "theme"}
    numbered = parse_address(fragment) is not None or range_ends(fragment) is not None
    return numbered or (of_text and _EMENDATION.fullmatch(fragment) is not None)


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
    """The fragment of a heading in the author's text, made of its words: `the-army`. It is never one that pages use."""
    named = re.sub(r"^[\W\d_]+(?=[^\W\d_]{2})", "", words)  # "3. Annual payments", "1.2 Methods"
    slug = slug_of(named)
    slug = slug if len(slug) <= _LONGEST_SLUG else slug[:_LONGEST_SLUG].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    numbered = parse_address(slug) or range_ends(slug)
    if not slug[:1].isalpha() or numbered or _EMENDATION.fullmatch(slug) or _OF_PAGE.fullmatch(slug):
        slug = f"part-{slug}".rstrip("-")
    used = slug == "index" or is_reserved(slug, "first") or is_reserved(slug, "theme")
    return f"{slug}-2" if used else slug


def break_id(count: int) -> str:
    """The fragment of the `count`-th break of a text. It leads nowhere, and is in no ledger."""
    return f"break-{count}"


def drawing_ids(name: str) -> tuple[str, str, str]:
    """The fragments of a chart or map: its own, its title's, its description's."""
    return name, f"{name}-t", f"{name}-d"
