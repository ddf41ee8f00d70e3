"""The passages and notes of an edition as the PDF's document takes them: JSON, with nothing that is read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from briefsite.documents.flow import FlowBlock, FlowPassage, FlowStretch, note_passages, stretches
from briefsite.documents.flow_parts import FlowCorrection, FlowMark, FlowPart, FlowWords
from briefsite.documents.flow_table import FlowRow, table_rows
from briefsite.documents.note_words import locator_in_words, says_status, status_runs
from briefsite.documents.plain_text import text_of
from briefsite.documents.reference import ReferenceRun, phrase_runs, reference_runs, text_of_runs
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.words import fold, squeezed
from briefsite.works.languages import main_language
from briefsite.works.sites import with_sites
from briefsite.writing.script import other_direction

#: How characters are set, as the document names it.
_STYLES: Final = {"em": "em", "strong": "strong", "sc": "small-caps", "sup": "sup", "sub": "sub"}
#: A run, as JSON has it: text, styles, URL, language.
_Run: TypeAlias = tuple[str, Sequence[str], str, str]


class PrintedPassages:
    """Makes the passages of the text, in order: a note's own text is at the first of its marks."""

    def __init__(self, publication: Publication, signs: Mapping[int, str], *, linked: bool) -> None:
        self.publication = publication
        self.signs = signs
        self.linked = linked
        self.seen: set[str] = set()

    def text(self, site_url: str) -> Iterator[Mapping[str, Any]]:
        """The stretches of the text. The title of a theme is said where the text comes to it."""
        for stretch in stretches(self.publication, site_url, printed=True):
            # A theme that only repeats the author's own heading is that heading.
            repeats = _repeats_title(stretch)
            level = 3 if stretch.heading else 2
            first, *others = stretch.blocks
            blocks = [*self.block(first, 1 if repeats else level)]
            blocks += [block for one in others for block in self.block(one, level)]
            yield {
                "theme": "" if repeats else stretch.theme,
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
        found = [_plain("\u00a0" * indent)] if indent else []
        return {
            "id": passage.id,
            "number": passage.number,
            "url": f"{page}#{passage.address}" if self.linked else "",
            "parts": [*found, *(shown for part in passage.parts for shown in self.part(part))],
        }

    def part(self, part: FlowPart) -> Iterator[Mapping[str, Any]]:
        """A part of a passage; nothing for a line end."""
        if isinstance(part, FlowWords):
            url = self.work(part.work) if part.work else part.link
            styles = [_STYLES[face] for face in part.faces]
            yield {"kind": "words", "text": _kept(part.text), "styles": styles, "url": url}
        elif isinstance(part, FlowCorrection):
            yield {"kind": "correction", "text": _kept(part.text), "letter": self.signs[part.index]}
        elif isinstance(part, FlowMark):
            marks = []
            for citation in part.citations:
                first = citation.note not in self.seen
                self.seen.add(citation.note)
                note = self.publication.note[citation.note]
                marks.append({"address": citation.note} | ({"note": self.note(note)} if first else {}))
            yield {"kind": "mark", "text": part.text, "notes": marks}

    def work(self, key: str) -> str:
        """The place of a work in the bibliography of the file, as the document names it."""
        return f"#work-{self.publication.work_address(key)}"

    def note(self, note: Note) -> Mapping[str, Any]:
        """A note: the author's words, passage by passage, and what the editors say, with links to the bibliography."""
        publication = self.publication
        works = [
            [run if run.url else replace(run, url=self.work(cited.key)) for run in reference]
            for cited in note.works
            for reference in [printed_reference(publication, cited.key, locator_in_words(publication, cited))]
        ]
        listed = [run for at, work in enumerate(works) for run in [*([ReferenceRun(" ")] if at else []), *work]]
        said: Sequence[ReferenceRun] = listed
        if says_status(note):
            say = publication.strings
            status = phrase_runs(say[f"status.{note.status}"])
            said = status_runs(publication, note)
            said = phrase_runs(say["common.labelled"], label=status, value=listed) if listed else said
        own = note_passages(publication, note, printed=True, linked=True)
        return {"label": note.shown, "text": [self.own_words(passage) for passage in own], "runs": runs_in_json(said)}

    def own_words(self, passage: FlowPassage) -> Sequence[Mapping[str, Any]]:
        """The parts of a passage of a note, in its direction. Marks in it are words: no note is in a note."""
        text = text_of(passage)
        isolated = in_own_direction(text, self.publication.edition.work.language)
        shown = [
            one
            for part in passage.parts
            for one in ([_plain(part.text)] if isinstance(part, FlowMark) else self.part(part))
        ]
        return [_plain(isolated[0]), *shown, _plain(isolated[-1])] if isolated != text else shown


def _repeats_title(stretch: FlowStretch) -> bool:
    """Whether a stretch begins with a heading of the author's that is the title of its page."""
    first = stretch.blocks[0]
    same = squeezed(fold(first.body.text)) == squeezed(fold(stretch.theme))
    return bool(stretch.theme) and not stretch.heading and first.kind == "heading" and same


def _plain(text: str) -> Mapping[str, Any]:
    return {"kind": "words", "text": text, "styles": [], "url": ""}


def _kept(text: str) -> str:
    """Text whose blanks on end are all shown."""
    return text.replace("  ", "\u00a0\u00a0").replace("\t", "\u00a0\u00a0\u00a0\u00a0")


def printed_reference(publication: Publication, key: str, locator: str = "") -> Sequence[ReferenceRun]:
    """The reference of a work, with the place in it that is cited, in its own direction."""
    runs = [*reference_runs(with_sites(publication.reference(key))), *([ReferenceRun(locator)] if locator else [])]
    return isolated_runs(runs, publication.edition.work.language)


def isolated_runs(runs: Iterable[ReferenceRun], language: str) -> Sequence[ReferenceRun]:
    """Runs in their own direction in a document of a `language`: what `in_own_direction` does with a text."""
    found = [*runs]
    text = text_of_runs(found)
    isolated = in_own_direction(text, language)
    return [ReferenceRun(isolated[0]), *found, ReferenceRun(isolated[-1])] if isolated != text else found


def in_own_direction(text: str, language: str) -> str:
    """A text that runs in the other direction than the document, so that its punctuation stays with it (UAX #9)."""
    found = other_direction(text, language)
    if found is None:
        return text
    begin = "\u2066" if found == "ltr" else "\u2067"
    return f"{begin}{text}\u2069"


def runs_in_json(runs: Iterable[ReferenceRun]) -> list[_Run]:
    """Runs as the document takes them."""
    return [(run.text, run.styles, run.url, main_language(run.language)) for run in runs]
