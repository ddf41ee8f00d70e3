"""Styles: each citable thing in each style of `csl.STYLES`, as an HTML template with slots.

The engine formats every work twice in one run, without and with a day of access that nobody else uses (3 February
2001). What the second has more is the style's own words about access; where there is no more, the style asks for none
(Chicago, APA and MLA ask for none where the work itself has a date). The date of publication goes in as a word and
comes out as the style writes full dates: Chicago, APA and Harvard would print a report's year alone, and the brief is
dated to the day.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from briefsite.exports import slots
from briefsite.exports.citable import CitedWork, citables
from briefsite.problem import Problem
from briefsite.reading.publication import Publication
from briefsite.works.references import STYLES, format_works
from briefsite.works.work import Date, Work

#: In the place of the address and of the date. A host under .invalid belongs to nobody.
_ADDRESS: Final = "https://cited.invalid/"
_DATE: Final = "dateofpublication"
_ACCESSED: Final = Date(2001, 2, 3)
_SENTINEL: Final = datetime.date(2001, 2, 3)
#: Every way in which a style may write a day, the longer before what it contains.
_FORMATS: Final = ("MMMM D, YYYY", "YYYY, MMMM D", "MMM D, YYYY", "D MMMM YYYY", "D MMM YYYY", "YYYY-MM-DD")
_LINK: Final = f'<a href="{_ADDRESS}">{_ADDRESS}</a>'
#: What stands between the reference and its address; the rest of a template is before or behind it.
_LEAD: Final = re.compile(
    r"[.,]?\s*(?:\{accessed\|[^{}]*\}\s*)?(?:\[Online\]\. Available: |Available at: )?(?:\{accessed\|[^{}]*\})?"
    r'(?=<a href="\{address\}">)'
)


@dataclass(frozen=True, slots=True)
class DateForms:
    """How a style writes the date of publication, what that leaves out, and any other day."""

    published: str
    rest: str
    day: str


_MANNERS: Final[Mapping[str, DateForms]] = {
    "chicago-notes": DateForms("MMMM D, YYYY", "", "MMMM D, YYYY"),
    "apa": DateForms("YYYY, MMMM D", "", "MMMM D, YYYY"),
    "mla": DateForms("D MMM YYYY", "", "D MMM YYYY"),
    # The year stands behind the author, day and month where Cite Them Right has them for what is dated to the day.
    "harvard-cite-them-right": DateForms("YYYY", "D MMMM", "D MMMM YYYY"),
    "ieee": DateForms("MMM D, YYYY", "", "MMM D, YYYY"),
}


def style_templates(
    citables: Sequence[CitedWork], cache: Path | None = None
) -> tuple[Mapping[tuple[str, str], str], tuple[Problem, ...]]:
    """An HTML template for every style and work, by (style, key). One run of the engine, or none if `cache` has all."""
    plain = [_for_the_engine(citable) for citable in citables]
    visited = [replace(work, key=f"{work.key}+", accessed=_ACCESSED) for work in plain]
    made, problems = format_works([*plain, *visited], STYLES, cache)
    return {
        (style, citable.work.key): _template(
            made[style, citable.work.key], made[style, f"{citable.work.key}+"], citable, style
        )
        for style in STYLES
        for citable in citables
        if (style, citable.work.key) in made and (style, f"{citable.work.key}+") in made
    }, problems


def page_templates(
    publication: Publication, cache: Path | None = None
) -> tuple[Mapping[tuple[str, str], str], tuple[Problem, ...]]:
    """`style_templates` for every page. They hold no address, so the site's own has no part in them."""
    found = {citable.work.key: citable.dressed for citable in citables(publication, "").values()}
    return style_templates(list(found.values()), cache)


def _for_the_engine(citable: CitedWork) -> Work:
    """The work with words in the place of date and address. The number belongs to the series: "Analysis No 2020/23"."""
    work = citable.work
    report = work.type == "report"
    return replace(
        work,
        date=Date(literal=_DATE),
        url=_ADDRESS,
        series="" if report else citable.series,
        genre=(citable.series or work.genre) if report else work.genre,
        number="",
        note="",
        annotation="",
        accessed=None,
    )


def _template(plain: str, visited: str, citable: CitedWork, style: str) -> str:
    manner = _MANNERS[style]
    published = slots.formatted_date(manner.published, citable.published)
    text = _with_access(plain, visited).replace(_DATE, published, 1)
    text = text.replace(_LINK, '<a href="{address}">{address}</a>')
    series = slots.literal(html.escape(citable.series, quote=False))
    if style == "ieee" and series:  # which takes it for a book of books
        text = re.sub(rf", in {re.escape(series)}\.?,", lambda _: f", {series},", text)
    lead = _LEAD.search(text)
    if lead is None:  # a style that prints no address
        return text
    head, tail = text[: lead.start()], text[lead.start() :]
    if manner.rest and citable.work.date is not None:
        head += f", {slots.formatted_date(manner.rest, citable.published)}"
    if series and series not in text:
        head += f" ({series})" if style == "apa" else f"{_stop(head)} {series}"
    if citable.statement and citable.edition:
        statement = f"{citable.statement}, {slots.formatted_date(manner.day, citable.edition)}"
        head += f"{_stop(head)} {slots.literal(html.escape(statement, quote=False))}"
    return f"{head}{{locator|, |}}{tail}"


def _stop(text: str) -> str:
    """The full stop that `text` still needs."""
    return "" if re.sub(r"(?:</\w+>|[”’)])+$", "", text).endswith((".", "?", "!")) else "."


def _with_access(plain: str, visited: str) -> str:
    """`plain` as a template, with a slot where `visited` speaks of the access besides; neither is one yet."""
    begin = _common(plain, visited)
    end = min(_common(plain[::-1], visited[::-1]), len(plain) - begin)
    more = visited[begin : len(visited) - end]
    for form in _FORMATS:
        said = slots.formatted_date(form, _SENTINEL)
        # What the second has more must be all that they differ in, and words: a slot holds no markup.
        if said in more and begin + end == len(plain) and not re.search(r"[<>{}|]", more):
            before, _, after = more.partition(said)
            slot = f"{{accessed|{before}|{form}|{after}}}"
            return slots.literal(plain[:begin]) + slot + slots.literal(plain[begin:])
    return slots.literal(plain)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
