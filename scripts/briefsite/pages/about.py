"""About the text: where it comes from, what was emended and why, what is missing, what is editorial."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from briefsite.dates import long_date
from briefsite.ledger.address import label, line_id
from briefsite.markup import editorial, escape, link, typeset
from briefsite.page_path import PagePath
from briefsite.pages.blocks import KIND, emendation
from briefsite.pages.note_list import STATUS
from briefsite.pages.page import GeneratedPage
from briefsite.reading.publication import Publication

#: What each convention does, as the page says it.
CONVENTIONS: Final = {
    "dashes": "Two hyphens (`--`) are shown as a dash",
    "italics": "What stands between low lines (`_so_`) is shown in italics, without them",
    "ligatures": "Letters that are one sign in the source (ﬁ, ﬂ) are shown as letters",
    "soft_hyphens": "Hyphens that show only at a line’s end are left out elsewhere",
}


def about_page(publication: Publication) -> GeneratedPage:
    """The page that says how far the edition can be trusted."""
    body = [*_prose(publication), *_published(publication), *_source(publication), *_emended(publication)]
    body += [*_notes(publication)]
    description = f"{publication.edition.work.title}: where the text comes from, what was emended, what is editorial."
    return GeneratedPage(PagePath("about"), "About the text", description, tuple(body))


def _prose(publication: Publication) -> Iterator[str]:
    for part in publication.edition.about:
        yield f"## {editorial(part.title)} {{ #{part.id} }}"
        yield from (escape(typeset(paragraph)) for paragraph in part.text.split("\n\n") if paragraph.strip())


def _published(publication: Publication) -> Iterator[str]:
    versions = publication.edition.work.published
    if not versions:
        return
    yield "## Where it was published { #published }"
    yield "\n".join(
        f'- <span lang="{version.language}">{link(editorial(version.title), version.url)}</span>, '
        f"{escape('.' + ', '.join(p for p in (version.number, long_date(version.date)) if p))[1:]}"
        for version in versions
    )
    yield escape(typeset(publication.edition.work.rights))


def _source(publication: Publication) -> Iterator[str]:
    source = publication.source
    yield "## The received text { #received-text }"
    yield (
        f"[{escape(source.file.rsplit('/', 1)[-1])}, line by line](received.md): {len(source.data):,} bytes, "
        f"{len(source.lines)} lines, SHA-256 `{source.sha256}`. Every paragraph on this site names the lines that it "
        "was read from."
    )
    rows = [f"- {CONVENTIONS[name]}: {count}" for name, count in publication.conventions.items() if count]
    if rows:
        yield "Ways of writing that are shown as print would have them, and are no emendations:"
        yield "\n".join(rows)


def _emended(publication: Publication) -> Iterator[str]:
    corrections = publication.corrections
    yield "## What was emended { #emended }"
    if not corrections:
        yield "Nothing: the text stands as it was received."
        return
    counts = Counter(correction.emendation.kind for correction in corrections)
    kinds = ", ".join(f"{count} × {KIND[kind]}" for kind, count in sorted(counts.items()))
    yield (
        f"{len(corrections)} places ({kinds}). At its place in the text each of them is marked with a letter, which "
        "leads to the reading of the source."
    )
    rows = []
    for correction in corrections:
        address, target = publication.emended_at(correction.index)
        where = link(label(address), target)
        rows.append(f"1. {where}: {emendation(publication, correction)}")
    yield "\n".join(rows)


def _notes(publication: Publication) -> Iterator[str]:
    if not publication.notes:
        return
    yield "## The notes { #about-the-notes }"
    counts: Counter[str] = Counter(note.status for note in publication.notes)
    rows = [f"- {STATUS[status]}: {counts[status]}" for status in STATUS if counts[status]]
    yield from _printed(publication)
    yield f"The text has {len(publication.notes)} notes. [The bibliography](bibliography.md) has each of them."
    yield "\n".join(rows)


def _printed(publication: Publication) -> Iterator[str]:
    """Where the source has the notes itself, and what of it is not shown as text."""
    apparatus = publication.apparatus
    if not apparatus.notes:
        return
    lines = [publication.source.line(part.passage.extent[0]) for part in apparatus.parts if part.kind == "label"]
    shown = [line for line in lines if line not in {publication.source.line(note.start) for note in apparatus.notes}]
    headings = ", ".join(link(str(line), f"received.md#{line_id(line)}") for line in shown)
    said = f" So are the headings of its lists of notes (lines {headings})." if shown else ""
    yield (
        f"The source prints {len(apparatus.notes)} of them itself: these are shown in the author’s words. The numbers "
        f"and signs before them are shown as those of our lists, and are not counted as words.{said}"
    )
