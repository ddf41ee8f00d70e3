r"""Templates of citations, with slots for what is known only when somebody cites: address, locator, date of access.

The build formats all styles; the browser fills in the slots, so it needs no citation engine. These are all the rules
(tests/exports/slots.json has test cases for both the Python and the JavaScript side).

A template is text with these slots:

    {address}                        the address
    {locator|BEFORE|AFTER}           the locator, such as "¶ 9", between BEFORE and AFTER; nothing if there is none
    {accessed|BEFORE|FORMAT|AFTER}   the date of access, between BEFORE and AFTER; nothing if there is none
    {{ and }}                        a brace

BEFORE, FORMAT and AFTER contain neither braces nor `|`, and are inserted unchanged. In FORMAT, YYYY is the year, MMMM
the name of the month, MM its number with two digits, DD the day with two digits, D the day, and MMM is one of Jan. Feb.
Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.; other text stays as it is. FORMAT is read once, from left to right.

In JavaScript, with `day` as "2001-02-03" or "":

    const fill = (template, address, locator, day) => template.replace(
      /\{\{|\}\}|\{address\}|\{locator\|([^|{}]*)\|([^|{}]*)\}|\{accessed\|([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}/g,
      (all, lead, trail, before, form, after) =>
        all === "{address}" ? address
        : lead !== undefined ? (locator && lead + locator + trail)
        : before !== undefined ? (day && before + dated(form, day) + after)
        : all[0]);

Values are escaped for the template before they are filled in, with `in_html` or `escaped`.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping
from typing import Final

from briefsite.words import squeezed
from briefsite.works.dates import MONTHS, SHORT_MONTHS
from briefsite.works.work import Date

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
#: What is formatted in the place of the address, for a template. No host under .invalid can exist (RFC 2606).
STAND_IN_ADDRESS: Final = "https://cited.invalid/"


def fill(template: str, address: str, locator: str = "", accessed: datetime.date | None = None) -> str:
    """The citation that `template` gives for an address, a locator ("" for none) and a date of access (None for none).

    The values must be escaped already.
    """

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
    """`day` in a FORMAT (see above): "MMMM D, YYYY" gives "February 3, 2001"."""
    parts = {
        "YYYY": f"{day.year:04}",
        "MMMM": MONTHS[day.month - 1],
        "MMM": SHORT_MONTHS[day.month - 1],
        "MM": f"{day.month:02}",
        "DD": f"{day.day:02}",
        "D": str(day.day),
    }
    return _PART.sub(lambda part: parts[part[0]], form)


def known_date(form: str, date: Date) -> str:
    """As much of a date as is known, in a FORMAT: the year 1887 is "1887" in each; empty if the form has nothing of it.

    A date in words is printed where the year would be. The result is escaped for HTML, and for a template.
    """
    if date.literal:
        return literal(in_html(date.literal)) if "YYYY" in form else ""
    if not date.day:
        form = form.replace(" D,", "").replace(" D", "").replace("D ", "")
    if not date.month:
        form = "YYYY" if "YYYY" in form else ""
    return formatted_date(form.strip(" ,"), datetime.date(date.year, date.month or 1, date.day or 1)) if form else ""


def literal(text: str) -> str:
    """A template without slots that gives `text`: its braces are doubled."""
    return text.replace("{", "{{").replace("}", "}}")


def escaped(value: str, escapes: Mapping[str, str]) -> str:
    """`value` with each character that is a key of `escapes` replaced. The browser escapes with the same tables."""
    return "".join(escapes.get(sign, sign) for sign in value)


def in_html(value: str) -> str:
    """`value`, escaped for an HTML template."""
    return html.escape(value)


def in_tex(value: str) -> str:
    r"""`value`, escaped for BibTeX: `\ ^ ~` as macros, a backslash before `{ } $ & # _ %`."""
    return escaped(value, TEX_ESCAPES)


def in_url_field(address: str) -> str:
    r"""A URL or DOI, escaped for a BibTeX field that isn't TeX: `{ } \` are percent-encoded."""
    return escaped(address, URL_FIELD_ESCAPES)


def in_line(value: str) -> str:
    """`value` for a format in which a line end ends a field (RIS): each run of white space becomes one space."""
    return squeezed(value)
