"""What every document says of itself: the work, its publication, this edition with its version and its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefsite.documents.reference import ReferenceRun, phrase_runs
from briefsite.edition.license import License, license_of
from briefsite.exports.cited_work import editor_names, original
from briefsite.exports.placeholder import is_placeholder
from briefsite.language.strings import Strings
from briefsite.markup import typeset
from briefsite.reading.publication import Publication
from briefsite.works.addresses import doi_address, doi_in
from briefsite.works.work import Date, names_in_words


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a document. `published` says where and when the work came out; `url` is "" without a site.

    `statement` names the edition with its editors and its version, in the language of the interface. `doi` is that of
    the words as they are in the document, without a resolver.
    """

    title: str
    authors: tuple[str, ...]
    published: str
    statement: str
    url: str
    published_at: str
    rights: str
    license: License | None
    doi: str = ""


def front(publication: Publication, site_url: str) -> Front:
    """The front matter of an edition whose URL is `site_url`."""
    work, cited = publication.edition.work, original(publication)
    date = _shown_date(cited.published, publication.strings) if cited.published else ""
    said = [cited.series, work.publisher.shown, work.publisher.place, date]
    return Front(
        title=typeset(work.title),
        authors=work.authors_shown,
        published=", ".join(dict.fromkeys(part for part in said if part)),
        statement=_statement(publication),
        url="" if is_placeholder(site_url) else site_url,
        published_at=work.published_at,
        rights=work.rights,
        license=license_of(publication.edition.license),
        doi=publication.doi,
    )


def colophon(publication: Publication, site_url: str) -> Iterator[tuple[ReferenceRun, ...]]:
    """What the title page says of this edition, sentence by sentence."""
    matter, say = front(publication, site_url), publication.strings
    yield phrase_runs(say["document.sentence"], said=matter.statement)
    if matter.doi:
        yield phrase_runs(say["document.doi"], doi=[ReferenceRun(matter.doi, url=doi_address(matter.doi))])
    for key, url in (("document.published_at", matter.published_at), ("document.online", matter.url)):
        if url:
            yield phrase_runs(say[key], url=[ReferenceRun(url, url=doi_address(doi_in(url)) if doi_in(url) else url)])
    yield phrase_runs(say["document.whose"])
    if matter.rights:
        yield (ReferenceRun(matter.rights),)
    if matter.license:
        name = ReferenceRun(matter.license.name, url=matter.license.url)
        yield phrase_runs(say["document.editors_part"], license=[name])


def _statement(publication: Publication) -> str:
    say, version = publication.strings, publication.version
    editors = names_in_words(editor_names(publication), say)
    edition = say.text("document.edition_by", editors=editors) if editors else say["document.edition"]
    if version is None:
        return say.text("document.draft", edition=edition)
    return say.text("document.version", edition=edition, version=version)


def _shown_date(date: Date, say: Strings) -> str:
    """A date of publication in the language of the interface; one in words as it is."""
    if date.literal or not date.month:
        return date.shown
    if date.day:
        return say.text("date.day", day=date.day, month=say[f"date.month.{date.month}"], year=date.year)
    return f"{say[f'date.month.{date.month}']} {date.year}"
