"""The source of a first edition that is a document: the files that are derived from it, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.file_names import BIBLIOGRAPHY, RECEIVED_FILES
from briefsite.init.draft_file import CitingNote
from briefsite.init.language import guessed_language, named_language
from briefsite.init.nearby_bibliography import with_nearby_works
from briefsite.init.nearby_images import with_nearby_images
from briefsite.init.title_page import TitlePage
from briefsite.intake.csl_bibtex import bibtex_entries
from briefsite.intake.derivation import derive
from briefsite.intake.document import ReceivedDocument, words_of_parts
from briefsite.intake.readers import read_document
from briefsite.intake.work_keys import csl_year, work_keys
from briefsite.problems.collector import Problems
from briefsite.storage.nearby_files import NearbyFiles
from briefsite.words import fold
from briefsite.works.bibliography import read_bibliography

_KEY: Final = re.compile(rb"@\s*\w+\s*[{(]\s*([^,\s{}()]+)\s*,")
_DATE: Final = re.compile(r"(?:1[4-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?")
#: How a note can be named in edition.yml: see `edition.base.Sign`.
_NAMED: Final = re.compile(r"\d+|[A-Za-z]|[ivxlc]{2,7}|[IVXLC]{2,7}|\*{1,3}|†{1,3}|‡{1,3}|§")


@dataclass(frozen=True)
class DocumentSource:
    """A document that came in: its path in the edition's folder and its bytes, and what was derived from it.

    `images` are files by their paths in the folder, `works` are entries of a references.bib, `citing` the notes that
    cite them. `says` are lines for the terminal.
    """

    file: str
    data: bytes
    text: bytes
    structure: bytes
    page: TitlePage
    images: Mapping[str, bytes]
    works: str
    citing: tuple[CitingNote, ...]
    says: tuple[str, ...]


def document_source(
    name: str, data: bytes, bib: bytes | None, *, accepts: bool = True, nearby: NearbyFiles | None = None
) -> DocumentSource | None:
    """The source that is in the file `name` with the bytes `data`; None for plain text.

    `bib` is the bibliography that is there already: works that it has keep their keys, and no other gets one of these.
    `accepts`: tracked changes are accepted. `nearby` are the files beside it, which it may name. IntakeError.
    """
    nearby = nearby or NearbyFiles()
    found = read_document(name, data, accepts=accepts, nearby=nearby)
    if found is None:
        return None
    document, reader = found
    citing_document = with_nearby_works(with_nearby_images(document, nearby), bib, nearby)
    document = citing_document.document
    taken = {match[1].decode("utf-8", "replace") for match in _KEY.finditer(bib or b"")}
    known = _known(document, bib)
    new = {id_: item for id_, item in document.works.items() if id_ not in known}
    keys = {**known, **work_keys(new, taken), **{key: key for key in citing_document.keys}}
    derived = derive(document, name, data, reader, keys)
    works = "\n\n".join(filter(None, (bibtex_entries(new, derived.keys), citing_document.entries)))
    labels = [label for label, _ in derived.cited]
    citing = tuple(
        CitingNote(label, "" if labels.count(label) == 1 else start, places)
        for (label, places), start in zip(derived.cited, derived.starts, strict=True)
        if places and _NAMED.fullmatch(label)
    )
    return DocumentSource(
        f"{RECEIVED_FILES}/{name}",
        data,
        derived.text,
        derived.structure,
        _title_page(document, derived.text.decode()),
        {f"{RECEIVED_FILES}/{image}": content for image, content in derived.images.items()},
        works,
        citing,
        (*_says(document, reader, len(new), len(citing_document.keys)), *derived.remarks),
    )


def _known(document: ReceivedDocument, bib: bytes | None) -> Mapping[str, str]:
    """The keys of works that the bibliography has already, by their ids: the same DOI, or the same title and year."""
    if not bib or not document.works:
        return {}
    works = read_bibliography(BIBLIOGRAPHY, bib.decode("utf-8", "replace"), None, Problems()).works
    by_doi = {work.doi.lower(): work.key for work in works if work.doi}
    by_title = {(fold(work.title), work.date.iso[:4] if work.date else ""): work.key for work in works}
    found = {}
    for id_, item in document.works.items():
        doi = str(item.get("DOI") or "").lower()
        title = fold(re.sub(r"<[^>]*>", "", str(item.get("title") or "")))
        key = by_doi.get(doi) or by_title.get((title, csl_year(item)))
        if key:
            found[id_] = key
    return found


def _title_page(document: ReceivedDocument, text: str) -> TitlePage:
    tag = named_language(document.language.partition("-")[0]) if document.language else ""
    why = f"the document says {document.language}"
    if not tag:
        tag, why = guessed_language(text)
    title = " ".join(document.title.split())
    return TitlePage(re.sub(r"[<>&]", "", title), document.authors, document.date or _date(document), tag, why)


def _date(document: ReceivedDocument) -> str:
    """The date that a line of the title page is; empty if none is one."""
    lines = (words_of_parts(block.pieces).strip() for block in document.blocks if block.kind == "front")
    return next((line for line in lines if _DATE.fullmatch(line)), "")


def _says(document: ReceivedDocument, reader: str, count: int, by_key: int) -> Sequence[str]:
    works = [f"works: {count} from the reference manager, put into references.bib"] if count else []
    works += [f"works: {by_key} cited by their keys, put into references.bib"] if by_key else []
    return [f"document: read as {reader.split(maxsplit=1)[0]}", *document.remarks, *works]
