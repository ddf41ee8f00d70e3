"""An edition as a PDF for paper and for archives: tagged, PDF/UA-1 and PDF/A-2a, with fonts of the program.

Typst sets it from data/document.typ; everything that is said comes to it as JSON and is never read as markup. Every
paragraph and note is a named destination: `file.pdf#p9`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal, TypeAlias

from briefsite.documents.correction_words import correction_in_words, correction_letters
from briefsite.documents.flow import FlowBlock, FlowPassage, note_passages, stretches
from briefsite.documents.flow_parts import FlowCorrection, FlowMark, FlowPart, FlowWords
from briefsite.documents.flow_table import FlowRow, table_rows
from briefsite.documents.front import colophon, front
from briefsite.documents.note_words import locator_in_words, note_name, says_status, status_runs
from briefsite.documents.plain_text import text_of
from briefsite.documents.reference import ReferenceRun, phrase_runs, reference_runs, text_of_runs
from briefsite.exports.drawing import program_file
from briefsite.exports.fonts import EXTRA, font_families, font_folders, fonts_for, lacking
from briefsite.ledger.address import locator_of_ranges
from briefsite.markup import typeset
from briefsite.pages.figure_files import figures_of_page
from briefsite.pages.picture import svg_file
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.works.engine import refusals
from briefsite.works.languages import main_language
from briefsite.works.sites import with_sites
from briefsite.writing.script import direction_of_language, direction_of_text

_DOCUMENT: Final = "data/document.typ"
#: How characters are set, as the document names it.
_STYLES: Final = {"em": "em", "strong": "strong", "sc": "small-caps", "sup": "sup", "sub": "sub"}
#: What the file promises to its readers and to archives.
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
#: A run, as JSON has it: text, styles, URL, language.
_Run: TypeAlias = tuple[str, Sequence[str], str, str]
#: The headings of the file, as the document names them, by their keys in the language table.
_HEADINGS: Final = {
    "contents": "document.contents",
    "figures": "document.figures",
    "comments": "document.comments",
    "bibliography": "page.bibliography",
    "corrections": "about.corrections",
    "timeline": "page.timeline",
    "names": "page.names",
}


def pdf(publication: Publication, site_url: str) -> bytes:
    """The PDF of an edition; the same edition gives the same bytes.

    ValueError, with what to do, if no font has a character of the text: none is ever printed as a box.
    """
    import typst

    data = json.dumps(_shown(publication, site_url), ensure_ascii=False)
    fonts = fonts_for(data, publication.edition.work.language)
    if missing := lacking(fonts):
        raise ValueError(f"the PDF can't be made without the fonts {', '.join(missing)}: {EXTRA}")
    try:
        with refusals():
            return typst.compile(
                program_file(_DOCUMENT),
                format="pdf",
                font_paths=typst.Fonts(include_system_fonts=False, font_paths=[*font_folders(fonts)]),
                sys_inputs={"data": data, "fonts": json.dumps(font_families(fonts))},
                pdf_standards=[*STANDARDS],
            )
    except ValueError as error:
        raise ValueError(_reason(str(error))) from error


def _reason(said: str) -> str:
    """What the engine says, for people: most often that its fonts lack a character."""
    lacking = re.search(r'the text `"(.+?)"` could not be displayed', said)
    if not lacking:
        return f"the PDF can't be made: {said}"
    signs = ", ".join(f"U+{ord(sign):04X}" for sign in lacking[1])
    message = f'the PDF can\'t be made: no font of the program has "{lacking[1]}" ({signs}).'
    return f"{message} Print the page of the full text from a browser instead."


def _shown(publication: Publication, site_url: str) -> Mapping[str, Any]:
    matter = front(publication, site_url)
    language = publication.edition.work.language
    day = publication.version.day if publication.version else None
    signs, say = correction_letters(publication), publication.strings
    writer = _Passages(publication, signs, linked=bool(matter.url))
    return {
        "lang": main_language(language),
        "rtl": direction_of_language(language) == "rtl",
        "title": matter.title,
        "authors": list(matter.authors),
        "date": {"year": day.year, "month": day.month, "day": day.day} if day else {"year": 1, "month": 1, "day": 1},
        "imprint": [line for line in (matter.published,) if line],
        "colophon": [_in_json(line) for line in _back_of_title(publication, site_url)],
        "description": text_of_runs(next(colophon(publication, site_url)))
        + (f" doi:{matter.doi}" if matter.doi else ""),
        "footer": ", ".join(_isolated(said, language) for said in (matter.statement, matter.url) if said),
        "kinds": {
            kind: _in_json(phrase_runs(say[f"names.{kind}"]))
            for kind in dict.fromkeys(name.kind for name in publication.mentioned)
        },
        "words": {name: _in_json(phrase_runs(say[key])) for name, key in _HEADINGS.items()},
        "text": list(writer.text(site_url)),
        "notes": {note.address: _note(publication, note) for note in publication.notes},
        "comments": [
            {"label": note_name(publication, note), "text": typeset(note.comment)}
            for note in publication.notes
            if note.comment
        ],
        "works": [
            {"address": publication.work_address(work.key), "runs": _in_json(_reference(publication, work.key))}
            for work in publication.bibliography.works
        ],
        "corrections": [
            {"letter": signs[one.index], "runs": _in_json(correction_in_words(publication, one))}
            for one in publication.corrections
        ],
        "events": [
            {"when": dated.event.when, "what": typeset(dated.event.what), "places": _places(publication, [dated.place])}
            for dated in publication.events
        ],
        "names": [
            {
                "kind": name.kind,
                "name": name.name,
                "line": typeset(name.line),
                "places": _places(publication, places),
            }
            for name, places in publication.mentioned.items()
        ],
        "figures": [
            {"svg": svg_file(picture), "alt": picture.drawing.findtext("desc") or picture.title}
            for leaf in publication.outline.leaves
            for _, _, picture in figures_of_page(publication, leaf, site_url)
        ],
    }


class _Passages:
    """Makes the passages of the text, in order: a note's own text is at the first of its marks."""

    def __init__(self, publication: Publication, signs: Mapping[int, str], *, linked: bool) -> None:
        self.publication = publication
        self.signs = signs
        self.linked = linked
        self.seen: set[str] = set()

    def text(self, site_url: str) -> Iterator[Mapping[str, Any]]:
        """The stretches of the text. The title of a theme is said where the text comes to it."""
        for stretch in stretches(self.publication, site_url, printed=True):
            blocks = [block for one in stretch.blocks for block in self.block(one, 3 if stretch.heading else 2)]
            yield {
                "theme": stretch.theme,
                "section": stretch.heading,
                "id": stretch.section_id,
                "blocks": blocks,
            }

    def block(self, block: FlowBlock, level: int) -> Iterator[Mapping[str, Any]]:
        """A block with its items. `level` is that of the author's headings under the editors' ones."""
        page = block.url.partition("#")[0]
        rows = table_rows(block)
        # The words of a table are in its cells.
        body = replace(block.body, parts=()) if rows else block.body
        yield {
            "kind": block.kind,
            "level": level,
            "body": self.passage(body, page, 0 if rows else block.indent),
            "items": [self.passage(item, page) for item in block.items],
            "rows": [self.row(row) for row in rows],
        }

    def row(self, row: FlowRow) -> Mapping[str, Any]:
        """A row of a table."""
        cells = [
            {
                "parts": [shown for part in cell.parts for shown in self.part(part)],
                "span": cell.span,
                "down": cell.down,
                "number": cell.number,
                "head": cell.head,
            }
            for cell in row.cells
        ]
        return {"head": row.head, "cells": cells}

    def passage(self, passage: FlowPassage, page: str, indent: int = 0) -> Mapping[str, Any]:
        """A passage with its number, which is a link if the site has an address."""
        found = [{"kind": "words", "text": "\u00a0" * indent, "styles": []}] if indent else []
        return {
            "id": passage.id,
            "number": passage.number,
            "url": f"{page}#{passage.address}" if self.linked else "",
            "parts": [*found, *(shown for part in passage.parts for shown in self.part(part))],
        }

    def part(self, part: FlowPart) -> Iterator[Mapping[str, Any]]:
        """A part of a passage; nothing for a line end."""
        if isinstance(part, FlowWords):
            yield {"kind": "words", "text": _kept(part.text), "styles": [_STYLES[face] for face in part.faces]}
        elif isinstance(part, FlowCorrection):
            yield {"kind": "correction", "text": _kept(part.text), "letter": self.signs[part.index]}
        elif isinstance(part, FlowMark):
            marks = []
            for citation in part.citations:
                marks.append({"address": citation.note, "first": citation.note not in self.seen})
                self.seen.add(citation.note)
            yield {"kind": "mark", "text": part.text, "notes": marks}


def _kept(text: str) -> str:
    """Text whose blanks on end are all shown."""
    return text.replace("  ", "\u00a0\u00a0").replace("\t", "\u00a0\u00a0\u00a0\u00a0")


def _note(publication: Publication, note: Note) -> Mapping[str, Any]:
    language = publication.edition.work.language
    works = [_reference(publication, cited.key, locator_in_words(publication, cited)) for cited in note.works]
    listed = [run for at, work in enumerate(works) for run in ([ReferenceRun(" ")] if at else []) + work]
    said: Sequence[ReferenceRun] = listed
    if says_status(note):
        say = publication.strings
        status = phrase_runs(say[f"status.{note.status}"])
        said = status_runs(publication, note)
        said = phrase_runs(say["common.labelled"], label=status, value=listed) if listed else said
    return {
        "label": note.label,
        "text": [_isolated(text_of(passage), language) for passage in note_passages(publication, note, printed=True)],
        "runs": _in_json(said),
    }


def _reference(publication: Publication, key: str, locator: str = "") -> list[ReferenceRun]:
    runs = [*reference_runs(with_sites(publication.reference(key))), *([ReferenceRun(locator)] if locator else [])]
    text = text_of_runs(runs)
    begin, _, end = _isolated(text, publication.edition.work.language).partition(text)
    return [ReferenceRun(begin), *runs, ReferenceRun(end)] if begin else runs


def _isolated(text: str, language: str) -> str:
    """A text that runs in the other direction than the document, so that its punctuation stays with it (UAX #9)."""
    own = direction_of_language(language)
    found = direction_of_text(text, own)
    if found == own:
        return text
    begin = "\u2066" if found == "ltr" else "\u2067"
    return f"{begin}{text}\u2069"


def _in_json(runs: Iterable[ReferenceRun]) -> list[_Run]:
    return [(run.text, run.styles, run.url, main_language(run.language)) for run in runs]


def _places(publication: Publication, places: Sequence[tuple[int, int | None]]) -> str:
    paragraphs = dict.fromkeys(publication.addresses.of(index) for index, _ in places)
    return locator_of_ranges([(address, address) for address in paragraphs])


def _back_of_title(publication: Publication, site_url: str) -> Iterator[Iterable[ReferenceRun]]:
    yield from colophon(publication, site_url)
    yield phrase_runs(publication.strings["document.margin"])
