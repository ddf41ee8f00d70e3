"""About the text: where it comes from, what was emended and why, what is missing, what is editorial."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from briefsite.edition.base import ORCID_SITE
from briefsite.edition.dois import bare_doi
from briefsite.edition.license import license_of
from briefsite.edition.standing_pages import (
    ABOUT_PAGE,
    BIBLIOGRAPHY_PAGE,
    QUOTATION_PAGE,
    RECEIVED_PAGE,
    standing_title,
)
from briefsite.exports.cited_work import editor_names
from briefsite.html import Markdown, PageBlock, inline_element
from briefsite.ledger.page_ids import line_id
from briefsite.ledger.version import read_version, shown_version
from briefsite.markup import (
    bullet_list,
    code,
    editorial,
    escape,
    heading,
    inner,
    inside,
    joined,
    link,
    numbered_list,
    phrase,
    typeset,
)
from briefsite.pages.emendations import emendation_sentence, typography_sentence
from briefsite.pages.language import tongue
from briefsite.pages.page import GeneratedPage
from briefsite.pages.page_end import earlier_addresses
from briefsite.pages.work_filters import status_counts
from briefsite.reading.publication import Publication
from briefsite.reading.typography import is_typeset
from briefsite.source.furniture import lines_by_form
from briefsite.source.typewriting import Convention
from briefsite.works.addresses import doi_address
from briefsite.works.work import names_in_words

#: The signs of conventions, as the page shows them.
_SIGNS: Final[Mapping[Convention, str]] = {"dashes": "--", "italics": "_so_", "headings": "#", "raised": "sup"}


def about_page(publication: Publication) -> GeneratedPage:
    """The page that says how far the edition can be trusted."""
    body = [
        *_prose(publication),
        *_editors(publication),
        *_license(publication),
        *_published(publication),
        *_dois(publication),
        *_source(publication),
        *_emended(publication),
    ]
    body += [*_notes(publication), *earlier_addresses(publication, ABOUT_PAGE.path)]
    say = publication.strings
    description = say.text("about.description", title=publication.edition.work.title)
    return GeneratedPage(ABOUT_PAGE, standing_title(ABOUT_PAGE, say), description, tuple(body), {"colophon": True})


def _prose(publication: Publication) -> Iterator[PageBlock]:
    for part in publication.edition.about:
        yield heading(2, editorial(part.title), id=part.id)
        yield from (escape(typeset(words)) for words in part.text.split("\n\n") if words.strip())


def _editors(publication: Publication) -> Iterator[PageBlock]:
    editors = publication.edition.editors
    if not editors:
        return
    yield heading(2, phrase(publication.strings["about.editors"]), id="editors")
    rows = []
    for editor, name in zip(editors, editor_names(publication), strict=True):
        parts = [inner(names_in_words([name])), *([editorial(editor.role)] if editor.role else [])]
        if editor.orcid:
            parts.append(
                link(
                    phrase(publication.strings["about.orcid"], number=inner(editor.orcid)),
                    f"{ORCID_SITE}{editor.orcid}",
                )
            )
        if editor.contact:
            web = editor.contact.startswith(("http://", "https://", "mailto:"))
            parts.append(
                link(
                    inner(editor.contact.removeprefix("mailto:")), editor.contact if web else f"mailto:{editor.contact}"
                )
            )
        rows.append(joined(*parts, by=", "))
    yield bullet_list(rows)


def _license(publication: Publication) -> Iterator[PageBlock]:
    if found := license_of(publication.edition.license):
        say = publication.strings
        yield heading(2, phrase(say["about.license"]), id="license")
        name = inner(found.name)
        yield phrase(
            say["about.licensed"],
            license=link(name, found.url) if found.url else name,
            text=inner(publication.edition.work.noun),
        )


def _dois(publication: Publication) -> Iterator[PageBlock]:
    """The DOIs of the edition and its versions; of an earlier version, its own."""
    dois, say = publication.edition.dois, publication.strings
    if publication.frozen:
        own = publication.doi
        stated = [(str(publication.version), own)] if own else []
    else:
        stated = [(one.version, bare_doi(one.doi)) for one in reversed(dois.versions)]
    rows = [
        phrase(
            say["about.doi_of_version"],
            version=inner(say.text("feed.entry", version=shown_version(read_version(version), say))),
            doi=link(inner(doi), doi_address(doi)),
        )
        for version, doi in stated
    ]
    if dois.of_all and not publication.frozen:
        way = link(inner(dois.of_all), doi_address(dois.of_all))
        rows.insert(0, phrase(say["about.doi_of_all"], doi=way))
    if rows:
        yield heading(2, phrase(say["about.doi"]), id="doi")
        yield bullet_list(rows)


def _published(publication: Publication) -> Iterator[PageBlock]:
    versions, say = publication.edition.work.published, publication.strings
    if not versions:
        return
    yield heading(2, phrase(say["about.publication"]), id="published")
    yield bullet_list(
        phrase(
            say["about.published"],
            title=inline_element(
                "span",
                link(editorial(version.title), version.url),
                lang=version.language,
                dir=tongue(version.language, version.title)["dir"],
            ),
            details=inner(", ".join(filter(None, (version.number, say.date(version.date))))),
        )
        for version in versions
    )
    if rights := publication.edition.work.rights.strip():
        yield escape(typeset(rights))


def _source(publication: Publication) -> Iterator[PageBlock]:
    source, say = publication.source, publication.strings
    yield heading(2, phrase(say["about.source"]), id="received-text")
    name = phrase(say["about.line_by_line"], file=inner(source.file.rsplit("/", 1)[-1]))
    yield phrase(
        say["about.file"],
        file=link(name, RECEIVED_PAGE.markdown),
        bytes=inner(say.number(len(source.data))),
        lines=len(source.lines),
        checksum=code(source.sha256),
    )
    if not publication.frozen:
        check = link(phrase(standing_title(QUOTATION_PAGE, say)), QUOTATION_PAGE.markdown)
        yield phrase(say["about.check"], check=check)
    rows = [
        phrase(say[f"about.convention.{name}"], sign=code(_SIGNS.get(name, "")), count=count)
        for name, count in publication.conventions.items()
        if count
    ]
    if rows:
        yield phrase(say["about.conventions"])
        yield bullet_list(rows)

    if publication.furniture:
        yield phrase(say["about.furniture"])
        yield bullet_list(
            phrase(
                say["about.furniture_lines"],
                words=inner(form),
                lines=joined(*map(_line_link, lines), by=say["list.between"]),
            )
            for form, lines in lines_by_form(publication.furniture).items()
        )


def _line_link(line: int) -> Markdown:
    return link(inner(str(line)), f"{RECEIVED_PAGE.markdown}#{line_id(line)}")


def _emended(publication: Publication) -> Iterator[PageBlock]:
    corrections, say = publication.corrections, publication.strings
    yield heading(2, phrase(say["about.corrections"]), id="emended")
    by_rule = [typography_sentence(publication)] if is_typeset(publication.edition) else []
    if not (corrections or by_rule):
        yield phrase(say["about.no_corrections"])
        return
    if count := len(corrections):
        counts = Counter(correction.emendation.kind for correction in corrections)
        kinds = say["list.between"].join(
            say.count(f"correction.count.{kind}", number) for kind, number in sorted(counts.items())
        )
        yield phrase(say.form("about.corrected", count), count=count, kinds=inner(kinds))
    rows = []
    for correction in corrections:
        address, target = publication.emended_at(correction.index)
        rows.append(
            phrase(
                say["common.labelled"],
                label=link(inside(publication.called(address)), target),
                value=emendation_sentence(publication, correction),
            )
        )
    yield numbered_list([*rows, *by_rule])


def _notes(publication: Publication) -> Iterator[PageBlock]:
    if not publication.notes:
        return
    say, count = publication.strings, len(publication.notes)
    yield heading(2, phrase(say["about.notes"]), id="about-the-notes")
    rows = [
        inner(say.text("common.labelled", label=say[f"status.{status}"], value=number))
        for status, number in status_counts(publication)
    ]
    bibliography = link(phrase(say["about.the_bibliography"]), BIBLIOGRAPHY_PAGE.markdown)
    yield phrase(say.form("about.has_notes", count), count=count, bibliography=bibliography)
    yield bullet_list(rows)
    yield from _printed(publication)


def _printed(publication: Publication) -> Iterator[PageBlock]:
    """Where the source has the notes itself, and what of it is not shown as text."""
    apparatus = publication.apparatus
    if not apparatus.notes:
        return
    lines = [publication.source.line(part.passage.extent[0]) for part in apparatus.parts if part.kind == "label"]
    labeled = {publication.source.line(note.start) for note in apparatus.notes}
    shown = [line for line in lines if line not in labeled]
    say, count = publication.strings, len(apparatus.notes)
    there = joined(*map(_line_link, shown), by=say["list.between"])
    headings = phrase(say.form("about.own_headings", len(shown)), lines=there) if shown else inner("")
    yield phrase(say.form("about.own_notes", count), count=count, headings=headings)
