"""Checks of the ids that editors give: sections, works, charts, the map, parts of the page about the text.

Two elements with one id break the build, at a place that tells an editor nothing. So an id that is, or may come to be,
twice on a page is refused where it is written, before it is first published: its address is for good.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefsite.edition.model import Edition
from briefsite.edition.standing_pages import ABOUT_PAGE, BIBLIOGRAPHY_PAGE
from briefsite.ledger.addressable import PASSAGES, AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.page_ids import PAGE_IDS, PageWithIds, drawing_ids, is_reserved, looks_numbered, theme_id
from briefsite.problems.collector import Problems
from briefsite.reading.listings import drawn_on
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.related import related_to_page
from briefsite.works.work import Work
from briefsite.yaml_files.located import Located
from briefsite.yaml_files.located import Path as Keys

_ITSELF = "an ID that the page already uses"


def check_ids(edition: Edition, located: Located, ledger: Ledger, problems: Problems) -> None:
    """Problems O04 for each new section whose id its page uses itself, or may come to use.

    An id that the `ledger` has was published and continues to work: it is refused only where it meets another
    (`check_met_ids`).
    """

    def is_new(name: str, kind: AddressKind) -> bool:
        return name not in ledger.by_id or ledger.by_id[name].kind != kind

    for keys, name, page in _sections(edition):
        if is_new(name, "section") and is_reserved(name, page):
            _complain_of_section(located, keys, name, problems, numbered=looks_numbered(name, page))


def check_met_ids(publication: Publication, located: Located, problems: Problems) -> None:
    """Problems O04 and B06 for each id given by an editor that its page has already.

    A new chart, map or part of the page about the text must not have one either that its page may come to use.
    """
    for number, leaf in enumerate(publication.outline.leaves):
        taken = dict.fromkeys(_of_leaf(publication, leaf), _ITSELF)
        for position, section in enumerate(leaf.page.sections):
            if section.id in taken:
                _complain_of_section(located, _section_keys(number, position), section.id, problems, numbered=False)
        taken |= {
            record.id: f"the ID of a {record.kind} on the page"
            for record in publication.ledger.by_page.get(leaf.at.path, ())
            if not (record.kind == "figure" and record.live)
        }
        kind: PageWithIds = "first" if leaf.page.slug == "/" else "theme"
        for keys, name in _drawings(publication, leaf):
            own = drawing_ids(name)
            if _is_new(publication, name, "figure"):
                taken |= {each: _ITSELF for each in own if is_reserved(each, kind)}
            if met := next((each for each in own if each in taken), None):
                _complain_of_drawing(located, keys, name, f'"{met}", which is {taken[met]}', problems)
            taken |= dict.fromkeys(own, "that of another drawing on the page")
    _check_met_on_about(publication, located, problems)
    here = _of_bibliography(publication)
    for work in publication.bibliography.works:
        if publication.work_address(work.key) in here:
            _complain_of_work(work, problems)


def _check_met_on_about(publication: Publication, located: Located, problems: Problems) -> None:
    taken = dict.fromkeys(_of_about(publication), _ITSELF)
    for number, part in enumerate(publication.edition.about):
        if _is_new(publication, part.id, "part") and is_reserved(part.id, "about"):
            taken.setdefault(part.id, _ITSELF)
        if part.id in taken:
            _complain_of_part(located, number, part.id, taken[part.id], problems)
        taken[part.id] = "the ID of another part of the page"


def _is_new(publication: Publication, name: str, kind: AddressKind) -> bool:
    record = publication.released.by_id.get(name)
    return record is None or record.kind != kind


def _complain_of_section(located: Located, keys: Keys, name: str, problems: Problems, *, numbered: bool) -> None:
    message, help_ = f'"{name}" is {_ITSELF}', f"choose another, for example {name}-section"
    if numbered:
        message, help_ = f'"{name}" looks like a paragraph, note or list', "choose another"
    problems.error(located.place(*keys), "O04", message, help_, subject=name)


def _complain_of_drawing(located: Located, keys: Keys, name: str, met: str, problems: Problems) -> None:
    what = "map" if keys[0] == "map" else "chart"
    help_ = f"choose another, for example {name}-{what}"
    problems.error(located.place(*keys), "O04", f"the {what} adds the ID {met}", help_, subject=name)


def _complain_of_part(located: Located, number: int, name: str, taken: str, problems: Problems) -> None:
    help_ = f"choose another, for example {name}-part"
    problems.error(located.place("about", number, "id"), "O04", f'"{name}" is {taken}', help_, subject=name)


def _complain_of_work(work: Work, problems: Problems) -> None:
    year = work.date.year if work.date and work.date.year else "-work"
    help_ = f"give the work another key, for example {work.key}{year}"
    problems.error(work.key_place, "B06", f'"{work.key}" is {_ITSELF}', help_, subject=work.key)


def _sections(edition: Edition) -> Iterator[tuple[Keys, str, PageWithIds]]:
    for number, page in enumerate(edition.pages):
        for position, section in enumerate(page.sections):
            yield _section_keys(number, position), section.id, "first" if page.slug == "/" else "theme"


def _section_keys(page: int, section: int) -> Keys:
    return "pages", page, "sections", section, "id"


def _drawings(publication: Publication, leaf: Leaf) -> Iterator[tuple[Keys, str]]:
    """The charts and the map on a page, as (path of the id in edition.yml, the id)."""
    edition = publication.edition
    if leaf.page.slug == "/":
        if edition.map:
            yield ("map", "id"), edition.map.id
        return
    for number, chart in drawn_on(leaf, edition, publication.assembly, publication.outline):
        yield ("charts", number, "id"), chart.id


def _there(page: PageWithIds, conditions: Mapping[str, bool]) -> frozenset[str]:
    """The ids that a page uses itself, without those whose condition doesn't hold."""
    return PAGE_IDS[page] - {name for name, holds in conditions.items() if not holds}


def _of_leaf(publication: Publication, leaf: Leaf) -> Iterator[str]:
    edition = publication.edition
    cited = {citation.note for index in leaf.paragraphs for citation in publication.citations_in[index]}
    emended = any(publication.corrections_in[index] for index in leaf.paragraphs)
    emended = emended or any(publication.corrections_of[note] for note in cited)
    conditions = {
        "notes": bool(cited),
        "emendations": emended,
        "traces": _has_traces(publication, leaf.at.path),
        "editions": False,  # only the site knows the other editions: `lists_editions`
    }
    others = [other for other in publication.outline.leaves if other is not leaf]
    if leaf.page.slug == "/":
        given = {
            "themes": bool(others),
            "key-figures": bool(edition.figures),
            "on-the-map": bool(edition.map),
            "timeline-start": bool(edition.timeline),
        }
        yield from _there("first", conditions | given)
        yield from (theme_id(other.page.slug) for other in others)
    else:
        given = {"drawn-to-scale": bool([*_drawings(publication, leaf)]), "elsewhere": _has_related(publication, leaf)}
        yield from _there("theme", conditions | given)


def _of_about(publication: Publication) -> frozenset[str]:
    edition = publication.edition
    given = {
        "published": bool(edition.work.published),
        "about-the-notes": bool(publication.notes),
        "traces": _has_traces(publication, ABOUT_PAGE.path),
    }
    return _there("about", given)


def _of_bibliography(publication: Publication) -> frozenset[str]:
    own = any("source-document" in work.keywords for work in publication.bibliography.works)
    given = {"the-brief": own, "traces": _has_traces(publication, BIBLIOGRAPHY_PAGE.path)}
    return _there("bibliography", given)


def _has_traces(publication: Publication, path: str) -> bool:
    """Whether a page lists former addresses other than those of passages."""
    return any(found.record.kind not in PASSAGES for found in publication.former.get(path, ()))


def _has_related(publication: Publication, leaf: Leaf) -> bool:
    given = {section.id for section in leaf.page.sections} | {chart.id for chart in publication.edition.charts}
    # Finding related passages takes a search through the text: needed only where an editor gives this very id.
    return "elsewhere" in given and bool(related_to_page(publication, leaf))
