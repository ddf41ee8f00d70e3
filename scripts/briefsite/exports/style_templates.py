"""Citations of pages in each style, as HTML templates with slots (`slots`).

The engine formats every work twice in one run, without and with a date of access that occurs nowhere else (3 February
2001). What only the second reference has is the style's wording for access. If they are the same, the style asks for no
date of access (Chicago, APA and MLA don't, if the work has a date). The engine gets the date of publication as a word,
which is then replaced by the full date: Chicago, APA and Harvard would print only the year of a report, but the brief
has a full date.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from briefsite.exports import slots
from briefsite.exports.citable import citables
from briefsite.exports.cited_work import CitedWork, original
from briefsite.ledger.version import VersionId
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.words import common_start
from briefsite.works.addresses import doi_address
from briefsite.works.references import format_works
from briefsite.works.style import Style
from briefsite.works.work import Date, Work

#: Stand-ins for the dates.
_DATE: Final = "dateofpublication"
_ACCESSED: Final = Date(2001, 2, 3)
_SENTINEL: Final = datetime.date(2001, 2, 3)
#: What a style of a CSL file may have before a URL: "Available at: ", "Retrieved from ".
_BEFORE_LINK: Final = r"(?:\[[A-Z]\w+\]\.?\s*)?[A-Z][a-z]+(?: [a-z]+)*(?::\s*| from\s+|\s+)"
_LINK: Final = f'<a href="{slots.STAND_IN_ADDRESS}">{slots.STAND_IN_ADDRESS}</a>'


def style_templates(
    citables: Sequence[CitedWork], styles: Sequence[Style], cache: Path | None, problems: Problems
) -> Mapping[tuple[str, str], str]:
    """An HTML template for every style and work, by (id of the style, key of the work).

    `cache` is the folder of the cache, or None. All templates that aren't cached are made in one run of the engine.
    Problems: those of `references.format_works`; a work that the engine rejects has no template.
    """
    plain = [_for_the_engine(citable) for citable in citables]
    visited = [replace(work, key=f"{work.key}+", accessed=_ACCESSED) for work in plain]
    made = format_works([*plain, *visited], styles, cache, problems)
    return {
        (style.id, citable.work.key): _template(
            made[style.id, citable.work.key], made[style.id, f"{citable.work.key}+"], citable, style
        )
        for style in styles
        for citable in citables
        if (style.id, citable.work.key) in made and (style.id, f"{citable.work.key}+") in made
    }


def page_templates(publication: Publication, cache: Path | None, problems: Problems) -> Mapping[tuple[str, str], str]:
    """The `style_templates` of every page, and of the original alone.

    They contain no URL, so they don't depend on that of the site.
    """
    cited = (*(citable.dressed for citable in citables(publication, "").values()), original(publication))
    found = {one.work.key: one for one in cited}
    return style_templates(list(found.values()), publication.styles, cache, problems)


def _for_the_engine(citable: CitedWork) -> Work:
    """The work with stand-ins for date and URL. Its number is part of the series: "Analysis No. 2020/23"."""
    work = citable.work
    report = work.type == "report"
    return replace(
        work,
        date=Date(literal=_DATE) if citable.published else None,
        url=slots.STAND_IN_ADDRESS,
        doi="",
        editors=(),
        series="" if report else citable.series,
        genre=(citable.series or work.genre) if report else work.genre,
        number="",
        note="",
        annotation="",
        accessed=None,
    )


def _template(plain: str, visited: str, citable: CitedWork, style: Style) -> str:
    text = _with_access(plain, visited, style)
    if citable.published is not None:
        text = text.replace(_DATE, slots.known_date(style.dates.published, citable.published), 1)
    text = text.replace(_LINK, '<a href="{address}">{address}</a>')
    series = slots.literal(html.escape(citable.series, quote=False))
    if citable.work.number:  # the engine takes the number for a part of what the report is called
        text = text.replace(f"[{series}]", f"({series})")
    lead = _lead(style).search(text)
    if lead is None:  # a style that prints no address
        return text
    head, tail = text[: lead.start()], text[lead.start() :]
    if not (citable.work.url or citable.work.doi):
        tail = "."
    if citable.published and (rest := slots.known_date(style.dates.rest, citable.published)):
        head += f", {rest}"
    if series and series not in text:
        head += f" ({series})" if style.series_in_brackets else f"{_stop(head)} {series}"
    if citable.statement:
        statement = f"{citable.statement}, {version_in_words(citable.version, style.dates.day)}"
        head += f"{_stop(head)} {slots.literal(html.escape(statement, quote=False))}"
        if citable.work.doi:
            doi = slots.literal(html.escape(doi_address(citable.work.doi)))
            head += f', <a href="{doi}">{doi}</a>'
    return f"{head}{{locator|, |}}{tail}"


def without_address(template: str, style: Style) -> str:
    """The template without its address and the words that lead to it, for a site that has none of its own yet."""
    lead = _lead(style).search(template)
    return f"{template[: lead.start()]}." if lead else template


def version_in_words(version: VersionId | None, form: str) -> str:
    """The version, its day in a FORMAT of `slots`: "version of November 24, 2026"; "draft" before the first."""
    if version is None:
        return "draft"
    again = f" ({version.number})" if version.number > 1 else ""
    return f"version of {slots.formatted_date(form, version.day)}{again}"


def _lead(style: Style) -> re.Pattern[str]:
    """A pattern for what is between a reference and the link to its URL."""
    access = r"(?:\{accessed\|[^{}]*\}\s*)?"
    before = _BEFORE_LINK if style.csl else re.escape(style.before_link)
    return re.compile(rf'[.,]?\s*{access}(?:{before})?{access}(?=<a href="\{{address\}}">)')


def _stop(text: str) -> str:
    """A full stop, or "" if `text` ends with a punctuation mark."""
    return "" if re.sub(r"(?:</\w+>|[”’)])+$", "", text).endswith((".", "?", "!")) else "."


def _with_access(plain: str, visited: str, style: Style) -> str:
    """`plain` as a template, with a slot for the date of access where `visited` has it.

    `plain` and `visited` are the references without and with a date of access.
    """
    begin = common_start(plain, visited)
    end = min(common_start(plain[::-1], visited[::-1]), len(plain) - begin)
    more = visited[begin : len(visited) - end]
    before, said, after = more.partition(slots.formatted_date(style.dates.day, _SENTINEL))
    # The added text must be the only difference, and must contain no markup, which a slot can't hold.
    if not said or begin + end != len(plain) or re.search(r"[<>{}|]", more):
        return slots.literal(plain)
    slot = f"{{accessed|{before}|{style.dates.day}|{after}}}"
    return slots.literal(plain[:begin]) + slot + slots.literal(plain[begin:])
