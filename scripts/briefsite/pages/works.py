"""The bibliography: every work once, every note in order, with the way back to each place that cites it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE, standing_title
from briefsite.html import Markdown, PageBlock, block_element, inline_element, list_item
from briefsite.markup import (
    bullet_list,
    editorial,
    from_fragment,
    heading,
    inner,
    joined,
    paragraph,
    phrase,
    strong,
)
from briefsite.pages.classes import Css
from briefsite.pages.note_list import note_entry, note_parts
from briefsite.pages.page import GeneratedPage, part_place
from briefsite.pages.page_end import earlier_addresses
from briefsite.pages.work_filters import buttons, facets, relied_on, status_counts, work_classes
from briefsite.pages.works_files import files_by_page, files_of_all
from briefsite.reading.publication import Publication
from briefsite.works.languages import language_name, main_language
from briefsite.works.order import sort_key
from briefsite.works.work import Work


def works_page(publication: Publication) -> GeneratedPage:
    """The page of the works, as a list of works is sorted, and of the notes."""
    language, say = publication.edition.work.language, publication.strings
    ordered = sorted(publication.bibliography.works, key=lambda work: sort_key(work, language))
    own = [work for work in ordered if "source-document" in work.keywords]
    others = [work for work in ordered if work not in own]
    body: list[PageBlock] = list(_about(publication))
    files = (*files_of_all(publication), *files_by_page(publication))
    body += [part_place(part.name) for part in files]
    if own:
        body += [
            heading(2, phrase(say["works.original"]), id="the-brief"),
            _list(publication, own),
        ]
    if others:
        shown = phrase(say.form("works.shown", len(others)), count=len(others))
        body += [
            heading(2, phrase(say["works.works"]), id="works"),
            block_element(
                "div",
                *(filters := list(buttons(publication, others))),
                _list(publication, others),
                # The style sheet puts before it how many are shown.
                *([paragraph(shown, classes=Css.SHOWN)] if filters else []),
                classes=Css.REGISTER,
            ),
        ]
    if publication.notes:
        entries = (note_entry(publication, note, None) for note in publication.notes)
        body.append(
            block_element(
                "section",
                # Every note is on the page that cites it, too, and is found there.
                heading(2, phrase(say["notes.title"]), id="notes", data_search_exclude=""),
                block_element("ol", *entries, gap="\n"),
                classes=Css.NOTES,
                role="doc-endnotes",
                aria_labelledby="notes",
            )
        )
    elif not ordered:
        body.append(paragraph(phrase(say["works.none"]), classes=Css.ED))
    body += earlier_addresses(publication, BIBLIOGRAPHY_PAGE.path)
    description = say.text("works.description", title=publication.edition.work.title)
    return GeneratedPage(
        BIBLIOGRAPHY_PAGE,
        standing_title(BIBLIOGRAPHY_PAGE, say),
        description,
        tuple(body),
        {"filters": True},
        parts=(*files, *note_parts(publication, publication.notes)),
    )


def _about(publication: Publication) -> Iterator[Markdown]:
    notes, say = publication.notes, publication.strings
    counts = dict(status_counts(publication))
    if notes and "author" not in counts:
        lead = [phrase(say.count("works.numbers_only", len(notes)))]
        lead += [phrase(say["works.supplied_below"])] if publication.bibliography.works else []
        yield paragraph(joined(*lead, by=" "), classes=Css.LEAD)
    rows = [
        phrase(say["common.labelled"], label=phrase(say[f"status.{status}"]), value=strong(inner(str(count))))
        for status, count in counts.items()
    ]
    if rows:
        yield bullet_list(rows)


def _list(publication: Publication, ordered: Sequence[Work]) -> Markdown:
    offered = facets(publication, ordered)
    entries = (
        list_item(
            *_entry(publication, work), id=publication.work_address(work.key), classes=work_classes(offered, work)
        )
        for work in ordered
    )
    return block_element("ol", *entries, gap="\n", classes=Css.WORKS)


def _entry(publication: Publication, work: Work) -> Iterator[Markdown]:
    """A work: its reference, the editors' remark on it, where it is cited."""
    reference = [from_fragment(publication.reference(work.key))]
    if main_language(work.language) not in {"", main_language(publication.edition.work.language)}:
        said = phrase(publication.strings["works.language"], language=inner(language_name(work.language)))
        reference.append(inline_element("span", said, classes=Css.LANGUAGE))
    yield paragraph(joined(*reference, by=" "), classes=Css.REFERENCE)
    if work.proposed:
        yield paragraph(phrase(publication.strings["works.proposed"]), classes=Css.REMARK)
    if work.annotation:
        whose = inline_element("span", phrase(publication.strings["works.remark"]), classes=Css.LABEL)
        yield paragraph(joined(whose, editorial(work.annotation), by=" "), classes=Css.REMARK)
    if links := list(relied_on(publication, work)):
        say = publication.strings
        places = joined(*links, by=say["list.between"])
        yield paragraph(phrase(say["works.cited_in"], places=places), classes=Css.CITED_BY)
