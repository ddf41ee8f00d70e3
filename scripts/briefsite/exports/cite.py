"""`briefsite cite`: the citation of an address, in a citation style or a download format."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from briefsite.exports import slots
from briefsite.exports.citable import Citable, citables
from briefsite.exports.cited_work import CitedWork, original
from briefsite.exports.formats import FORMATS, Format
from briefsite.exports.found_address import FoundAddress, find_address, locator_of, normal_address
from briefsite.exports.placeholder import is_placeholder
from briefsite.exports.short_forms import Form, no_such_form, short_form
from briefsite.exports.style_templates import style_templates
from briefsite.ledger.address import is_passage, locator_of_range, position, range_id
from briefsite.ledger.version import in_version
from briefsite.ledger.version_links import last_kept
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.works.addresses import doi_address
from briefsite.works.reference_html import reference_text
from briefsite.works.references import format_works
from briefsite.works.style import Style
from briefsite.works.styles import STYLES
from briefsite.works.work import Date, Work

#: The formats and the address alone (None), which can be asked for as a style can.
_FORMATS: Final[Mapping[str, Format | None]] = {**{form.cli: form for form in FORMATS}, "address": None}


def choices(styles: Sequence[Style] = STYLES) -> Mapping[str, Style | Format | None]:
    """The values of `--style`: styles, formats, and the address alone (None). The first is the default."""
    return {**{style.cli: style for style in styles}, **_FORMATS}


#: The values of `--style` in every edition.
CHOICES: Final = choices()

#: A range of paragraphs: "¶¶ 9–12", "pars. 9-12", "p9-p12".
_NUMBER: Final = r"(\d+[a-z]*(?:[.-]\d+)?)"
_RANGE: Final = re.compile(
    rf"(?:¶¶\s*|par(?:agraph)?s\.?\s+){_NUMBER}\s*[-–]\s*p?{_NUMBER}|(?:p|¶\s*){_NUMBER}\s*[-–]\s*(?:p|¶\s*){_NUMBER}"
)


def cite_address(
    publication: Publication,
    site_url: str,
    address: str,
    style: str = STYLES[0].cli,
    accessed: datetime.date | None = None,
    cache: Path | None = None,
    *,
    form: Form = "reference",
) -> tuple[str, tuple[str, ...]]:
    """The citation of an address in a style of `choices`, with a line end, and messages for the user.

    `address` is in any form that `find_address` accepts, or a range of paragraphs of one page ("¶¶ 9–12", "p9-p12").
    `form` is the reference, the note or the citation in the text. If the address doesn't exist, or the engine rejects
    the work, the citation is "", and the messages say why and name similar addresses.
    """
    wanted = choices(publication.styles)[style]
    if objection := _no_such_form(wanted, form):
        return "", (objection,)
    address, last = _ends(address)
    found = find_address(publication, site_url, address)
    if isinstance(found, tuple):
        return "", (_not_there(publication, address, normal_address(address, site_url), found),)
    if not found.path:
        return "", found.says
    if found.work and wanted is not None:
        return _work(publication.bibliography[found.work], wanted, cache, form), found.says
    return _cite_place(publication, site_url, (found, last), wanted, accessed, cache, form=form)


def _cite_place(
    publication: Publication,
    site_url: str,
    at: tuple[FoundAddress, str],
    wanted: Style | Format | None,
    accessed: datetime.date | None,
    cache: Path | None,
    *,
    form: Form,
) -> tuple[str, tuple[str, ...]]:
    """The citation of a page or a place on it, as `cite_address` gives it; `at` also has the last of a range."""
    found, last = at
    pages = citables(publication, site_url)
    citable = pages.get(found.path) or pages["/"]
    if last:
        cited, fragment, place, objection = _range(publication, citable, found, last)
    else:
        cited, fragment, objection = (found.fragment or found.path,), found.fragment, ""
        place = locator_of(publication, citable, fragment)
    url = f"{citable.work.url}#{fragment}" if fragment else citable.work.url
    says = found.says
    if is_placeholder(site_url):
        says += ("site_url in mkdocs.yml is a placeholder, and so is the link in the citation",)
    if objection:
        return "", (*says, objection)
    if wanted is None:
        return f"{url}\n", says
    for address in cited:
        if objection := _objection(publication, address):
            return "", (*says, objection)
    if citable.kept and not is_placeholder(site_url):
        kept = PagePath.of(citable.kept).url(site_url)
        says += (f"permanent link to this wording: {kept}{f'#{fragment}' if fragment else ''}",)
    if isinstance(wanted, Format):
        return wanted.fill(wanted.template(citable.work), url, place, accessed), says
    if form != "reference":
        return reference_text(short_form(citable.dressed, wanted, place, url)) + "\n", says
    text, objections = _styled(citable.dressed, wanted, (url, place), accessed, cache)
    return text, (*says, *objections)


def _no_such_form(wanted: Style | Format | None, form: Form) -> str:
    if isinstance(wanted, Style) or form == "reference":
        return no_such_form(wanted, form) if isinstance(wanted, Style) else ""
    return "only a style has notes and citations in the text: name one with --style"


def _ends(said: str) -> tuple[str, str]:
    """The first and the last address of a range of paragraphs, as a person writes it; what is no range, and "".

    "p6-1" is a list item, so a range has "¶¶", "pars." or a "p" before its last number, too.
    """
    page, hash_, fragment = said.strip().rpartition("#")
    if match := _RANGE.fullmatch(fragment):
        first, last = (match[1], match[2]) if match[1] else (match[3], match[4])
        return f"{page}{hash_}p{first.replace('.', '-')}", f"p{last.replace('.', '-')}"
    return said, ""


def _range(
    publication: Publication, citable: Citable, first: FoundAddress, last: str
) -> tuple[Sequence[str], str, str, str]:
    """The passages of a page's range that begins with `first`, its fragment and locator; or why it is not a range."""

    def none(objection: str) -> tuple[Sequence[str], str, str, str]:
        return (), "", "", objection

    end = find_address(publication, "", last)
    if isinstance(end, tuple) or not end.path:
        return none(f'"{last}": this edition has no such ID')
    begins, ends = first.fragment, end.fragment
    paragraphs = [record.id for record in publication.ledger.records if is_passage(record.id) and record.live]
    if end.path != first.path:
        return none(f"{begins} and {ends} are on different pages: cite each of them")
    if {begins, ends} - {*paragraphs}:
        return none(f"a range needs two paragraphs: {begins} and {ends}")
    if position(begins) >= position(ends):
        return none(f"{ends} does not follow {begins}: give the first paragraph first")
    run = next((run for run in citable.runs if begins in run), ())
    if ends not in run:
        return none(f"what is between {begins} and {ends} in the text is on another page: cite each part")
    cited = run[run.index(begins) : run.index(ends) + 1]
    return cited, range_id(begins, ends), locator_of_range(begins, ends), ""


def cite_original(
    publication: Publication,
    style: str = STYLES[0].cli,
    accessed: datetime.date | None = None,
    cache: Path | None = None,
    *,
    form: Form = "reference",
) -> tuple[str, tuple[str, ...]]:
    """The citation of the work as it was published, without this edition, as `cite_address` gives one of an address."""
    alone = original(publication)
    work = alone.work
    address = work.url or (doi_address(work.doi) if work.doi else "")
    wanted = choices(publication.styles)[style]
    if objection := _no_such_form(wanted, form):
        return "", (objection,)
    if isinstance(wanted, Style) and form != "reference":
        return reference_text(short_form(alone, wanted, "", address)) + "\n", ()
    if wanted is None:
        return (f"{address}\n", ()) if address else ("", ("edition.yml has no URL where the work was published",))
    if isinstance(wanted, Format):
        return wanted.write([replace(work, accessed=_dated(accessed))]), ()
    return _styled(alone, wanted, (address, ""), accessed, cache)


def _dated(day: datetime.date | None) -> Date | None:
    return Date(day.year, day.month, day.day) if day else None


def _styled(
    cited: CitedWork, style: Style, at: tuple[str, str], accessed: datetime.date | None, cache: Path | None
) -> tuple[str, tuple[str, ...]]:
    """The reference of a work `at` an address and a locator, and the engine's objections if there is none."""
    problems = Problems()
    template = style_templates([cited], [style], cache, problems).get((style.id, cited.work.key))
    if template is None:
        return "", tuple(problem.message for problem in problems)
    address, place = map(slots.in_html, at)
    return reference_text(slots.fill(template, address, place, accessed)) + "\n", ()


def _objection(publication: Publication, address: str) -> str:
    """Why an address has no citation, and what to do; empty if it has one.

    No citation may name a version that doesn't have what is cited: what is not released, or was withdrawn.
    """
    record, last = publication.ledger.by_id.get(address), publication.version
    if how := publication.draft_of(address):
        what = {"new": "is new", "changed": "has other words", "moved": "is on another page"}[how]
        earlier = f", or cite it as it was:   briefsite cite {address} --version {last}" if how != "new" else ""
        since = f"{address} {what} since the version of {last.shown if last else ''}"
        return f"{since}: `briefsite release` makes it citable{earlier}"
    if record is None or record.until is None:
        return ""
    kept = last_kept(publication.ledger, record, record.until)
    if kept is None:
        return "no readable version has it, so it can't be cited"
    return f"cite it as it was:   briefsite cite {address} --version {kept[0]}"


def _not_there(publication: Publication, said: str, address: str, near: Sequence[str]) -> str:
    """What is to be said of an address, as it was `said`, that an edition or a version doesn't have."""
    later = publication.current.by_id.get(address) if publication.current else None
    if later and publication.version:
        return f"{address} is not in the version of {publication.version.shown}: it came {in_version(later.since)}"
    meant = f": did you mean {' or '.join(near)}?" if near else "; `briefsite addresses` lists all permalinks"
    return f'"{said}": this edition has no such ID{meant}'


def _work(work: Work, wanted: Style | Format, cache: Path | None, form: Form) -> str:
    if isinstance(wanted, Format):
        return wanted.write([work])
    if form != "reference":
        return reference_text(short_form(CitedWork(work, work.date), wanted)) + "\n"
    references = format_works([work], [wanted], cache, Problems())
    return reference_text(references[wanted.id, work.key]) + "\n"
