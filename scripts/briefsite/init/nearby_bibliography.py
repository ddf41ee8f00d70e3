"""A bibliography beside a document, whose works Markdown and LaTeX cite by their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from briefsite.file_names import BIBLIOGRAPHY
from briefsite.intake.document import DocumentBlock, InlinePart, ReceivedDocument, WordPart, pieces_of
from briefsite.intake.pandoc_citations import citation_shown
from briefsite.problems.collector import Problems
from briefsite.storage.nearby_files import NearbyFiles
from briefsite.works.bibliography import bibtex_text, read_bibliography
from briefsite.works.bibtex_blocks import blocks, splittable
from briefsite.works.label import work_label
from briefsite.works.work import Work

_BIB: Final = ".bib"
_PARENTS: Final = ("crossref", "xdata", "xref")


@dataclass(frozen=True)
class CitingDocument:
    """A document whose citations are as they are printed, the `entries` of the works that it cites, their keys."""

    document: ReceivedDocument
    entries: str = ""
    keys: tuple[str, ...] = ()


def with_nearby_works(document: ReceivedDocument, bib: bytes | None, nearby: NearbyFiles) -> CitingDocument:
    """The document with the citations by keys as they are printed; remarks for keys that no entry has.

    `bib` is the bibliography of the edition, whose entries go before those of the files beside the document.
    """
    parts = [piece for block in _blocks(document) for piece in pieces_of(block) if isinstance(piece, WordPart)]
    cited = dict.fromkeys(place.id for part in parts for place in part.cites if place.id not in document.works)
    if not cited:
        return CitingDocument(document)
    own = _works(bib or b"")
    found: dict[str, Work] = {}
    entries: list[str] = []
    names, remarks = _names(document, nearby)
    for name in names:
        data = nearby.read(name)
        if data is None:
            remarks.append(f"the bibliography {name} is not beside the document")
            continue
        works = {key: work for key, work in _works(data).items() if key in cited and key not in {*own, *found}}
        found |= works
        entries += _entries(data, works, {*own})
    known = {key: _name_and_year(work) for key, work in {**found, **own}.items() if key in cited}
    lacking = [key for key in cited if key not in known]
    # A name behind an @ may be that of a person on the web; in brackets, it cites a work.
    if lacking and (names or own or any(part.cites and part.text.startswith("[") for part in parts)):
        where = f"in {' or '.join(names)}" if names else "beside the document, where no bibliography (.bib) is"
        remarks.append(f"citations left as they were typed, because no entry is {where}: {', '.join(lacking)}")
    shown = replace(
        document,
        blocks=tuple(_printed(block, known) for block in document.blocks),
        notes=tuple(
            replace(note, blocks=tuple(_printed(one, known) for one in note.blocks)) for note in document.notes
        ),
        remarks=(*document.remarks, *remarks),
    )
    return CitingDocument(shown, "\n\n".join(entries), tuple(known))


def _blocks(document: ReceivedDocument) -> Iterator[DocumentBlock]:
    yield from document.blocks
    yield from (block for note in document.notes for block in note.blocks)


def _names(document: ReceivedDocument, nearby: NearbyFiles) -> tuple[list[str], list[str]]:
    """The bibliographies that the document names, else the only one beside it; remarks."""
    if document.bibliographies:
        return [name if name.lower().endswith(_BIB) else f"{name}{_BIB}" for name in document.bibliographies], []
    there = nearby.named(_BIB)
    if len(there) > 1:
        return [], [f"bibliographies beside the document: {', '.join(there)}: name the one that is meant in its head"]
    return [*there], []


def _works(data: bytes) -> Mapping[str, Work]:
    text = bibtex_text(BIBLIOGRAPHY, data, Problems()) if data.strip() else ""
    works = read_bibliography(BIBLIOGRAPHY, text, None, Problems()).works if text else ()
    return {work.key: work for work in works}


def _name_and_year(work: Work) -> tuple[str, str]:
    label = work_label(work)
    year = str(work.date.year) if work.date and work.date.year > 0 else work.date.literal if work.date else ""
    return (label.removesuffix(year).rstrip() if year else label), year


def _entries(data: bytes, works: Iterable[str], known: set[str]) -> Iterator[str]:
    """The entries of works as the file has them, with those on which they depend, and the abbreviations."""
    text = splittable(bibtex_text(BIBLIOGRAPHY, data, Problems()))
    found: dict[str, tuple[str, Any]] = {}
    abbreviations: list[str] = []
    for _, block, raw in blocks(text):
        key = getattr(block, "key", None)
        if hasattr(block, "fields") and isinstance(key, str):
            found.setdefault(key, (raw.strip(), block))
        elif raw.lstrip().lower().startswith("@string"):
            abbreviations.append(raw.strip())
    wanted = [*works]
    for key in wanted:
        fields = found[key][1].fields if key in found else ()
        for one in fields:
            if one.key.lower() in _PARENTS:
                named = [part.strip(' {}"') for part in str(one.value).split(",")]
                wanted += [part for part in named if part in found and part not in {*wanted, *known}]
    used = [found[key][0] for key in wanted if key in found]
    yield from (one for one in abbreviations if used)
    yield from used


def _printed(block: DocumentBlock, known: Mapping[str, tuple[str, str]]) -> DocumentBlock:
    rows = tuple(
        tuple(replace(cell, paragraphs=tuple(_shown(own, known) for own in cell.paragraphs)) for cell in row)
        for row in block.rows
    )
    return replace(block, pieces=_shown(block.pieces, known), rows=rows)


def _shown(pieces: Iterable[InlinePart], known: Mapping[str, tuple[str, str]]) -> tuple[InlinePart, ...]:
    """Pieces with citations as they are printed. A citation of which one work isn't known cites nothing."""
    out: list[InlinePart] = []
    for piece in pieces:
        keyed = isinstance(piece, WordPart) and any(not one.id.startswith("http") for one in piece.cites)
        if isinstance(piece, WordPart) and keyed and "@" in piece.text:
            cites = piece.cites if all(one.id in known for one in piece.cites) else ()
            out.append(replace(piece, text=citation_shown(piece.text, known), cites=cites))
        else:
            out.append(piece)
    return tuple(out)
