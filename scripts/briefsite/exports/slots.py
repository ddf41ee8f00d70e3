r"""Slots: a citation with gaps for what is known only when somebody cites: the address, the place in the page, the day.

All styles are formatted at build time; the browser fills in the gaps and needs no citation engine for it. It does so
by the rules of this page, which are the whole of them (tests/exports/slots.json has cases for both sides).

A template is text with these slots:

    {address}                        the address
    {locator|BEFORE|AFTER}           the place, such as "¶ 9", between BEFORE and AFTER; nothing if there is no place
    {accessed|BEFORE|FORMAT|AFTER}   the day of access, between BEFORE and AFTER; nothing if no day is given
    {{ and }}                        a brace

BEFORE, FORMAT and AFTER hold neither braces nor `|`, and go into the text as they are. In FORMAT, which is read once
from the left, YYYY is the year, MMMM the month's name, MM its number with two digits, DD the day with two
digits, D the day, and MMM is one of Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.; everything else is
itself.

In JavaScript, with `day` as "2001-02-03" or "":

    const fill = (template, address, locator, day) => template.replace(
      /\{\{|\}\}|\{address\}|\{locator\|([^|{}]*)\|([^|{}]*)\}|\{accessed\|([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}/g,
      (all, lead, trail, before, form, after) =>
        all === "{address}" ? address
        : lead !== undefined ? (locator && lead + locator + trail)
        : before !== undefined ? (day && before + dated(form, day) + after)
        : all[0]);

What goes into a slot is written as the form of the template wants it: `in_html`, `in_tex` and `in_line` say how.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping
from typing import Final

from briefsite.words import squeezed
from briefsite.works.dates import MONTHS, SHORT_MONTHS

_SLOT: Final = re.compile(
    r"\{\{|\}\}|\{address\}|\{locator\|([^|{}]*)\|([^|{}]*)\}|\{accessed\|([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}"
)
_PART: Final = re.compile(r"YYYY|MMMM|MMM|MM|DD|D")
#: Characters that have a meaning in TeX, and what prints each of them.
TEX_ESCAPES: Final[Mapping[str, str]] = {
    "\\": "\\textbackslash{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "{}$&#_%"},
}
#: Characters that would end a BibTeX field that isn't TeX, percent-encoded.
URL_FIELD_ESCAPES: Final[Mapping[str, str]] = {sign: f"%{ord(sign):02X}" for sign in "{}\\"}

ADDRESS: Final = "{address}"


def fill(template: str, address: str, locator: str = "", accessed: datetime.date | None = None) -> str:
    """The citation that `template` becomes for an address, a place in the page ("" for none) and a day of access."""

    def filled(slot: re.Match[str]) -> str:
        lead, trail, before, form, after = slot.groups()
        if slot[0] == ADDRESS:
            return address
        if lead is not None:
            return f"{lead}{locator}{trail}" if locator else ""
        if before is not None:
            return f"{before}{formatted_date(form, accessed)}{after}" if accessed else ""
        return slot[0][0]

    return _SLOT.sub(filled, template)


def formatted_date(form: str, day: datetime.date) -> str:
    """`day` in a FORMAT: "MMMM D, YYYY" is "February 3, 2001"."""
    parts = {
        "YYYY": f"{day.year:04}",
        "MMMM": MONTHS[day.month - 1],
        "MMM": SHORT_MONTHS[day.month - 1],
        "MM": f"{day.month:02}",
        "DD": f"{day.day:02}",
        "D": str(day.day),
    }
    return _PART.sub(lambda part: parts[part[0]], form)


def literal(text: str) -> str:
    """`text` as a template without slots: filled, it is `text` again."""
    return text.replace("{", "{{").replace("}", "}}")


def escaped(value: str, escapes: Mapping[str, str]) -> str:
    """`value` with each character that is a key of `escapes` replaced. The browser escapes with the same tables."""
    return "".join(escapes.get(sign, sign) for sign in value)


def in_html(value: str) -> str:
    """A value for a template that is HTML."""
    return html.escape(value)


def in_tex(value: str) -> str:
    r"""A text for a template that is BibTeX: `\ ^ ~` as macros, a backslash before `{ } $ & # _ %`."""
    return escaped(value, TEX_ESCAPES)


def in_url_field(address: str) -> str:
    r"""An address for a template that is BibTeX, where an address is not TeX: only `{ } \` are percent-encoded."""
    return escaped(address, URL_FIELD_ESCAPES)


def in_line(value: str) -> str:
    """A value for a template in which a line end would end a field (RIS): white space becomes one blank."""
    return squeezed(value)
