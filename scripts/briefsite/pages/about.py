"""About the text: where it comes from, what was emended and why, what is missing, what is editorial."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from briefsite.edition.base import ORCID_SITE
from briefsite.edition.license import license_of
from briefsite.edition.standing_pages import (
    ABOUT_PAGE,
    BIBLIOGRAPHY_PAGE,
    QUOTATION_PAGE,
    RECEIVED_PAGE,
    STANDING_TITLES,
)
from briefsite.exports.cited_work import editor_names
from briefsite.html import Markdown, PageBlock, inline_element
from briefsite.ledger.page_ids import line_id
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
from briefsite.pages.emendations import EMENDATION_KINDS, emendation_sentence
from briefsite.pages.language import tongue
from briefsite.pages.note_list import STATUS
from briefsite.pages.page import GeneratedPage
from briefsite.pages.page_end import earlier_addresses
from briefsite.pages.work_filters import status_counts
from briefsite.reading.publication import Publication
from briefsite.source.furniture import lines_by_form
from briefsite.works.dates import long_date
from briefsite.works.work import names_in_words

#: What each convention does, as the page says it.
CONVENTIONS: Final = {
    "dashes": phrase("Two hyphens ({}) are shown as a dash", code("--")),
    "italics": phrase("Words between underscores ({}) are shown in italics", code("_so_")),
    "ligatures": phrase("Ligatures (ﬁ, ﬂ) are shown as separate letters"),
    "soft_hyphens": phrase("Soft hyphens are left out"),
    "headings": phrase("Signs that mark a heading ({}, or a rule below it) are left out", code("#")),
}


def about_page(publication: Publication) -> GeneratedPage:
    """The page that says how far the edition can be trusted."""
    body = [
        *_prose(publication),
        *_editors(publication),
        *_license(publication),
        *_published(publication),
        *_source(publication),
        *_emended(publication),
    ]
    body += [*_notes(publication), *earlier_addresses(publication, ABOUT_PAGE.path)]
    description = f"{publication.edition.work.title}: the source of the text, its corrections, and the editors’ part."
    return GeneratedPage(ABOUT_PAGE, STANDING_TITLES[ABOUT_PAGE], description, tuple(body), {"colophon": True})


def _prose(publication: Publication) -> Iterator[PageBlock]:
    for part in publication.edition.about:
        yield heading(2, editorial(part.title), id=part.id)
        yield from (escape(typeset(words)) for words in part.text.split("\n\n") if words.strip())


def _editors(publication: Publication) -> Iterator[PageBlock]:
    editors = publication.edition.editors
    if not editors:
        return
    yield heading(2, phrase("Editors"), id="editors")
    rows = []
    for editor, name in zip(editors, editor_names(publication), strict=True):
        parts = [inner(names_in_words([name])), *([editorial(editor.role)] if editor.role else [])]
        if editor.orcid:
            parts.append(link(inner(f"ORCID {editor.orcid}"), f"{ORCID_SITE}{editor.orcid}"))
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
        yield heading(2, phrase("License"), id="license")
        name = inner(found.name)
        yield phrase(
            "What the editors wrote (summaries, notes, corrections, headings): {}. The {} itself is not part of it.",
            link(name, found.url) if found.url else name,
            inner(publication.edition.work.noun),
        )


def _published(publication: Publication) -> Iterator[PageBlock]:
    versions = publication.edition.work.published
    if not versions:
        return
    yield heading(2, phrase("Publication"), id="published")
    yield bullet_list(
        phrase(
            "{}, {}",
            inline_element(
                "span",
                link(editorial(version.title), version.url),
                lang=version.language,
                dir=tongue(version.language, version.title)["dir"],
            ),
            inner(", ".join(filter(None, (version.number, long_date(version.date))))),
        )
        for version in versions
    )
    if rights := publication.edition.work.rights.strip():
        yield escape(typeset(rights))


def _source(publication: Publication) -> Iterator[PageBlock]:
    source = publication.source
    yield heading(2, phrase("The source file"), id="received-text")
    yield phrase(
        "{}: {} bytes, {} lines, SHA-256 {}. Every paragraph gives its line numbers in this file.",
        link(phrase("{}, line by line", inner(source.file.rsplit("/", 1)[-1])), RECEIVED_PAGE.markdown),
        inner(f"{len(source.data):,}"),
        len(source.lines),
        code(source.sha256),
    )
    if not publication.frozen:
        check = link(phrase("Check a quotation"), QUOTATION_PAGE.markdown)
        yield phrase("{} finds quoted words in the text, in the source file, and in earlier versions.", check)
    rows = [phrase("{}: {}", CONVENTIONS[name], count) for name, count in publication.conventions.items() if count]
    if rows:
        yield phrase("Conventions of typed text, shown as in print and not listed as corrections:")
        yield bullet_list(rows)

    if publication.furniture:
        yield phrase("Page headers and page numbers, removed where a page ends:")
        yield bullet_list(
            phrase("“{}”: {}", inner(form), joined(*map(_line_link, lines), by=", "))
            for form, lines in lines_by_form(publication.furniture).items()
        )


def _line_link(line: int) -> Markdown:
    return link(inner(str(line)), f"{RECEIVED_PAGE.markdown}#{line_id(line)}")


def _emended(publication: Publication) -> Iterator[PageBlock]:
    corrections = publication.corrections
    yield heading(2, phrase("Corrections to the text"), id="emended")
    if not corrections:
        yield phrase("None.")
        return
    counts = Counter(correction.emendation.kind for correction in corrections)
    kinds = ", ".join(f"{count} × {EMENDATION_KINDS[kind]}" for kind, count in sorted(counts.items()))
    yield phrase(
        "{} places ({}). At its place in the text each of them is marked with a letter, which leads to the reading of "
        "the source.",
        len(corrections),
        inner(kinds),
    )
    rows = []
    for correction in corrections:
        address, target = publication.emended_at(correction.index)
        rows.append(
            phrase(
                "{}: {}",
                link(inside(publication.called(address)), target),
                emendation_sentence(publication, correction),
            )
        )
    yield numbered_list(rows)


def _notes(publication: Publication) -> Iterator[PageBlock]:
    if not publication.notes:
        return
    yield heading(2, phrase("The notes"), id="about-the-notes")
    rows = [inner(f"{STATUS[status]}: {count}") for status, count in status_counts(publication)]
    yield from _printed(publication)
    bibliography = link(phrase("the bibliography"), BIBLIOGRAPHY_PAGE.markdown)
    yield phrase("The text has {} notes, all listed in {}.", len(publication.notes), bibliography)
    yield bullet_list(rows)


def _printed(publication: Publication) -> Iterator[PageBlock]:
    """Where the source has the notes itself, and what of it is not shown as text."""
    apparatus = publication.apparatus
    if not apparatus.notes:
        return
    lines = [publication.source.line(part.passage.extent[0]) for part in apparatus.parts if part.kind == "label"]
    labeled = {publication.source.line(note.start) for note in apparatus.notes}
    shown = [line for line in lines if line not in labeled]
    headings = joined(*(link(inner(str(line)), f"{RECEIVED_PAGE.markdown}#{line_id(line)}") for line in shown), by=", ")
    yield phrase(
        "{} of them are the author’s own. Their printed numbers{} are not counted in the word check.",
        len(apparatus.notes),
        phrase(" and the headings above them (lines {})", headings) if shown else inner(""),
    )
