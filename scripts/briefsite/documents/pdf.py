"""An edition as a PDF for paper and for archives: tagged, PDF/UA-1 and PDF/A-2a, with fonts of the program.

Typst sets it from data/document.typ; everything that is said comes to it as JSON and is never read as markup. Every
paragraph and note is a named destination: `file.pdf#p9`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from briefsite.documents.correction_words import correction_in_words, correction_letters
from briefsite.documents.front import colophon, front
from briefsite.documents.note_words import note_name
from briefsite.documents.pdf_passages import (
    PrintedPassages,
    in_own_direction,
    isolated_runs,
    printed_reference,
    runs_in_json,
)
from briefsite.documents.reference import ReferenceRun, phrase_runs, text_of_runs
from briefsite.documents.typesetting import pdf_set_apart
from briefsite.exports.drawing import program_file
from briefsite.exports.fonts import EXTRA, font_families, font_folders, fonts_for, in_fonts, lacking
from briefsite.ledger.address import locator_of_ranges
from briefsite.markup import typeset
from briefsite.pages.figure_files import figures_of_page
from briefsite.pages.picture import svg_file
from briefsite.reading.publication import Publication
from briefsite.works.languages import main_language
from briefsite.writing.script import direction_of_language

_DOCUMENT: Final = "data/document.typ"
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
    shown = _shown(publication, site_url)
    fonts = fonts_for(json.dumps(shown, ensure_ascii=False), publication.edition.work.language)
    figures = [{**figure, "svg": in_fonts(figure["svg"], fonts)} for figure in shown["figures"]]
    data = json.dumps({**shown, "figures": figures}, ensure_ascii=False)
    if missing := lacking(fonts):
        raise ValueError(f"the PDF can't be made without the fonts {', '.join(missing)}: {EXTRA}")
    inputs = {"data": data, "fonts": json.dumps(font_families(fonts))}
    try:
        return pdf_set_apart(program_file(_DOCUMENT), inputs, font_folders(fonts))
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
    writer = PrintedPassages(publication, signs, linked=bool(matter.url))
    return {
        "lang": main_language(language),
        "rtl": direction_of_language(language) == "rtl",
        "title": matter.title,
        "authors": list(matter.authors),
        "date": {"year": day.year, "month": day.month, "day": day.day} if day else {"year": 1, "month": 1, "day": 1},
        "imprint": [line for line in (matter.published,) if line],
        "colophon": [runs_in_json(isolated_runs(line, language)) for line in _back_of_title(publication, site_url)],
        "description": text_of_runs(next(colophon(publication, site_url)))
        + (f" doi:{matter.doi}" if matter.doi else ""),
        "footer": ", ".join(in_own_direction(said, language) for said in (matter.statement, matter.url) if said),
        "kinds": {
            kind: runs_in_json(phrase_runs(say[f"names.{kind}"]))
            for kind in dict.fromkeys(name.kind for name in publication.mentioned)
        },
        "words": {name: runs_in_json(phrase_runs(say[key])) for name, key in _HEADINGS.items()},
        "text": list(writer.text(site_url)),
        "comments": [
            {"label": note_name(publication, note), "text": typeset(note.comment)}
            for note in publication.notes
            if note.comment
        ],
        "works": [
            {
                "address": publication.work_address(work.key),
                "runs": runs_in_json(printed_reference(publication, work.key)),
            }
            for work in publication.bibliography.works
        ],
        "corrections": [
            {"letter": signs[one.index], "runs": runs_in_json(correction_in_words(publication, one))}
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


def _places(publication: Publication, places: Sequence[tuple[int, int | None]]) -> str:
    paragraphs = dict.fromkeys(publication.addresses.of(index) for index, _ in places)
    return locator_of_ranges([(address, address) for address in paragraphs])


def _back_of_title(publication: Publication, site_url: str) -> Iterator[Iterable[ReferenceRun]]:
    yield from colophon(publication, site_url)
    yield phrase_runs(publication.strings["document.margin"])
