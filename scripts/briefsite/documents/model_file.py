"""The whole model of an edition as JSON, with a schema: for programs that quote, search and cite.

`FORMAT` is the number of the format. It grows with a change that a reader of the file could stumble over; new keys
don't change it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from sys import intern
from typing import Any, Final

import msgspec

from briefsite.documents.flow import FlowPassage, FlowStretch, note_passages, page_url, stretches
from briefsite.documents.front import front
from briefsite.documents.plain_text import text_of
from briefsite.documents.swhid import swhid, swhid_of_lines
from briefsite.edition.schema import JSON_SCHEMA
from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.exports.csl_json import item
from briefsite.ledger.version import DRAFT
from briefsite.ledger.wordings import unchanged_since
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.works.reference_html import reference_text

FORMAT: Final = 1


class ModelPassage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A passage with an address: `text` has the marks of notes as printed, `words` is without them, if there are any.

    `label` is how it is cited ("¶ 9"), `since` the version since which its words are the same ("draft": since none),
    `line` its first line in the received text. `notes` are the addresses of the notes that it cites.
    """

    address: str
    label: str = ""
    url: str
    kind: str = "prose"
    text: str
    words: str = ""
    since: str = ""
    lines: tuple[int, int]
    swhid: str
    notes: tuple[str, ...] = ()
    items: tuple[ModelPassage, ...] = ()


class ModelStretch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Passages on end that are on one page of the site; `title` and `section` (an address) are the editors'."""

    page: str
    title: str
    section: str = ""
    url: str
    passages: tuple[ModelPassage, ...]


class ModelCited(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A work that a note cites, by its address, at a place in it."""

    work: str
    locator: str = ""


class ModelNote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A note: `text` is the author's, `comment` the editors'; `status` says whose the reference is.

    "author": the author's note. "supplied": the editors found the source. "partial": it supports the claim in part.
    "unidentified": none was found. `cited_in` are the addresses of the passages that cite it.
    """

    address: str
    label: str
    url: str
    status: str
    text: str = ""
    comment: str = ""
    works: tuple[ModelCited, ...] = ()
    cited_in: tuple[str, ...] = ()


class ModelWork(msgspec.Struct, frozen=True, kw_only=True):
    """A work of the bibliography: its reference as the site prints it, and its fields as CSL-JSON."""

    address: str
    url: str
    reference: str
    csl: Mapping[str, Any]


class ModelCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """A correction: `source` is what the received text has at `line`, `read` what the edition reads, and why."""

    source: str
    read: str
    kind: str
    because: str
    line: int


class ModelVersion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A version: its name (a date), and what the editors say of it."""

    version: str
    note: str = ""


class EditionModel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An edition. `version` is its last version; `draft` says that something waits for the next.

    A large edition is in several files: the first has `parts`, the URLs of the others relative to its own, and no text;
    each of the others has a part of the text, with the notes, works and corrections that belong to it.
    """

    schema: str = msgspec.field(default="", name="$schema")
    format: int
    title: str
    authors: tuple[str, ...] = ()
    published: str = ""
    published_at: str = ""
    language: str
    url: str = ""
    doi: str = ""
    version: str = ""
    draft: bool = False
    rights: str = ""
    license: str = ""
    sha256: str
    text: tuple[ModelStretch, ...] = ()
    parts: tuple[str, ...] = ()
    notes: tuple[ModelNote, ...] = ()
    works: tuple[ModelWork, ...] = ()
    corrections: tuple[ModelCorrection, ...] = ()
    versions: tuple[ModelVersion, ...] = ()


def model_file(publication: Publication, site_url: str) -> bytes:
    """The JSON file of an edition, in UTF-8."""
    return model_as_json(edition_model(publication, site_url))


def model_as_json(model: EditionModel) -> bytes:
    """A model as a JSON file, in UTF-8."""
    return f"{json.dumps(msgspec.to_builtins(model), ensure_ascii=False, indent=1)}\n".encode()


def model_schema() -> Mapping[str, Any]:
    """The JSON Schema of the file. data/paragraphs.schema.json has it, for the wheel and the site."""
    made = {"$schema": JSON_SCHEMA, "title": "The model of an edition", **msgspec.json.schema(EditionModel)}
    for type_ in made["$defs"].values():  # as every Python gives the docstring
        type_["description"] = " ".join(type_["description"].split())
    return made


def edition_model(publication: Publication, site_url: str) -> EditionModel:
    """The model of an edition whose URL is `site_url`."""
    matter, content = front(publication, site_url), swhid(publication.source.data)
    return EditionModel(
        format=FORMAT,
        title=matter.title,
        authors=matter.authors,
        published=matter.published,
        published_at=matter.published_at,
        language=publication.edition.work.language,
        url=matter.url,
        doi=matter.doi,
        version=str(publication.version or ""),
        draft=publication.is_draft,
        rights=matter.rights,
        license=matter.license.cited if matter.license else "",
        sha256=publication.source.sha256,
        text=tuple(_stretch(publication, content, stretch) for stretch in stretches(publication, site_url)),
        notes=tuple(_note(publication, note, site_url) for note in publication.notes),
        works=tuple(_works(publication, site_url)),
        corrections=tuple(
            ModelCorrection(
                source=one.old,
                read=one.new,
                kind=one.emendation.kind,
                because=one.emendation.because,
                line=publication.source.line(one.start),
            )
            for one in publication.corrections
        ),
        versions=tuple(ModelVersion(version=str(one.id), note=one.note) for one in publication.ledger.versions),
    )


def _stretch(publication: Publication, content: str, stretch: FlowStretch) -> ModelStretch:
    """A stretch of the text whose source has the SWHID `content`."""
    passages = []
    for block in stretch.blocks:
        items = tuple(_passage(publication, content, item, stretch.url, "item") for item in block.items)
        passages.append(_passage(publication, content, block.body, stretch.url, block.kind, items))
    return ModelStretch(
        page=stretch.leaf.at.path,
        title=stretch.title,
        section=stretch.section,
        url=stretch.url,
        passages=tuple(passages),
    )


def _passage(
    publication: Publication,
    content: str,
    passage: FlowPassage,
    url: str,
    kind: str,
    items: tuple[ModelPassage, ...] = (),
) -> ModelPassage:
    record = publication.ledger.by_id.get(passage.address)
    since = unchanged_since(publication.ledger, record) if record and record.live else None
    shown = text_of(passage)
    return ModelPassage(
        address=passage.address,
        label=passage.number,
        url=f"{url.partition('#')[0]}#{passage.address}",
        kind=intern(kind),  # msgspec leaves out a default if it is the same object, not an equal one
        text=shown,
        words=passage.text if passage.text != shown else "",
        since="draft" if since == DRAFT else str(since or ""),
        lines=passage.lines,
        swhid=swhid_of_lines(content, *passage.lines),
        notes=passage.notes,
        items=items,
    )


def _note(publication: Publication, note: Note, site_url: str) -> ModelNote:
    page = page_url(publication, publication.home(note).at.path, site_url)
    cited_in = (publication.addresses.of(citation.paragraph, citation.item) for citation in note.citations)
    return ModelNote(
        address=note.address,
        label=note.shown,
        url=f"{page}#{note.address}",
        status=note.status,
        text="\n".join(text_of(passage) for passage in note_passages(publication, note)),
        comment=note.comment,
        works=tuple(
            ModelCited(work=publication.work_address(cited.key), locator=cited.locator) for cited in note.works
        ),
        cited_in=tuple(dict.fromkeys(cited_in)),
    )


def _works(publication: Publication, site_url: str) -> Iterator[ModelWork]:
    page = page_url(publication, BIBLIOGRAPHY_PAGE.path, site_url)
    for work in publication.bibliography.works:
        address = publication.work_address(work.key)
        reference = reference_text(publication.reference(work.key))
        yield ModelWork(address=address, url=f"{page}#{address}", reference=reference, csl=item(work))
