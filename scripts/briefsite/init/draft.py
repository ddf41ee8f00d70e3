"""A first edition: from a received text to an edition.yml, with the decisions that were made, and why.

Nothing is asked. In doubt, the decision is the one that changes least: a heading that can't be told from another begins
no page, a note without a marker stays text. All of them are in edition.yml for an editor to change.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from briefsite.edition.file import parse_edition
from briefsite.edition.model import Edition
from briefsite.file_names import BIBLIOGRAPHY, EDITION_FILE, STRUCTURE
from briefsite.init import detect
from briefsite.init.bib_skeleton import bib_skeleton
from briefsite.init.chapters import NOTHING
from briefsite.init.corrections import corrected, quoted_once
from briefsite.init.document_source import DocumentSource
from briefsite.init.draft_file import Draft, edition_text
from briefsite.init.draft_pages import begin_of, put_pages
from briefsite.init.marker_forms import stated_forms
from briefsite.init.retreat import over_line, without_faults, without_pages
from briefsite.init.summary import summary_lines
from briefsite.init.title_page import TitlePage, title_page
from briefsite.page_path import PagePath
from briefsite.paragraphs.assembly import assemble
from briefsite.paragraphs.paragraph import Assembly
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Fix, Problem, fatal
from briefsite.problems.shown import describe
from briefsite.reading.read import Reading, read_edition
from briefsite.source import typewriting
from briefsite.source.direction_signs import direction_fixes, name_of, signs_in
from briefsite.source.emendation import emend, quotation
from briefsite.source.furniture import without_furniture
from briefsite.source.marker_forms import FORMS
from briefsite.source.note_text import TextAndNotes
from briefsite.source.page_breaks import page_furniture
from briefsite.source.passage import Passage
from briefsite.source.source import Source, decode
from briefsite.source.source_notes import separate_notes
from briefsite.source.structure import read_structure
from briefsite.source.typewriting import apply_conventions
from briefsite.words import squeezed
from briefsite.writing.capitals import cased
from briefsite.writing.script import direction_of_text
from briefsite.yaml_files.located import Located

#: How often the errors of a draft are corrected before the rest is left to the editors.
_ROUNDS: Final = 8
#: The problems of notes and markers.
_OF_NOTES: Final = frozenset({"N01", "N02", "N03", "N06", "N07", "N08", "N09", "N10"})
#: How often what is at fault is then left out, before the rest is left to the editors.
_LAST_ROUND: Final = _ROUNDS + 6
#: The most words of a library behind a text that are no licence.
_CLOSING: Final = 30
#: More signs of direction than that belong to the text.
_MANY_SIGNS: Final = 40
#: Categories of characters that nobody sees: controls, formats, blanks.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Zs", "Zl", "Zp"})


@dataclass(frozen=True)
class FirstEdition:
    """The files of the folder by name, the pages (file in docs/, title) for a navigation, and the lines to print.

    `says` is what was decided, `summary` what was read and what is left to the editors; `builds`: whether a build makes
    a site of it as it is.
    """

    files: Mapping[str, bytes]
    pages: tuple[tuple[str, str], ...]
    title: str
    says: tuple[str, ...]
    summary: tuple[str, ...]
    builds: bool


@dataclass
class _Work:
    """The draft as it grows, and the lines to print about it. Lives for one call."""

    draft: Draft
    folder: str
    says: list[str] = field(default_factory=list)
    others: Mapping[str, bytes] = field(default_factory=dict)


def first_edition(
    file: str,
    data: bytes,
    *,
    bib: bytes | None,
    today: datetime.date,
    folder: str,
    path: str = "",
    extra: str = "",
    document: DocumentSource | None = None,
) -> FirstEdition | None:
    """The first edition of the text `data` of the file `file`; None if there is no paragraph in it.

    `bib` is the bibliography, if there is one already; `folder` is the edition's folder from the root, `path` its path
    on the site; `today` is the day on which the text came in. `extra` is put at the head of edition.yml. `document` is
    where the text comes from, if it was derived.
    """
    if document is not None:
        return _of_document(file, document, bib, today, folder, path, extra)
    encoding, why = detect.encoding(data)
    source = decode(file, data, encoding, Problems())
    if source is None or all(unicodedata.category(sign) in _UNSEEN for sign in source.text):
        return None
    count = len(source.lines)
    lines = f"{count:,} line{'s' * (count != 1)}"
    says = [f"encoding: {encoding} ({why})", f"line ends: {detect.line_ends(data)}; {lines}"]
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    work = _Work(_draft(source, file, encoding, today, path, title_page(source), stem), folder, says)
    _about_the_work(work)
    _library(work, source)
    _about_the_text(work, source)
    reading, files = _grown(work, source, data, bib, extra)
    if all(page.start == NOTHING for page in work.draft.pages):
        return None
    return _made(work, reading, files)


def _of_document(  # noqa: PLR0917
    file: str, document: DocumentSource, bib: bytes | None, today: datetime.date, folder: str, path: str, extra: str
) -> FirstEdition | None:
    """The first edition of a text that was derived from a document, called `file`: nothing is looked for in it."""
    source = decode(file, document.text, "utf-8", problems := Problems())
    if source is None or not source.text.strip():
        return None
    others = {STRUCTURE: document.structure, document.file: document.data, **document.images}
    structure = read_structure({file: document.text, **others}, file, len(source.lines), problems)
    if structure is None:
        raise ValueError("\n".join(map(describe, problems.in_order())))
    source = replace(source, structure=structure)
    stem = document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    draft = _draft(source, file, "utf-8", today, path, document.page, stem)
    draft.sha256, draft.document, draft.citing = structure.head.sha256, document.file, document.citing
    work = _Work(draft, folder, [*document.says], others)
    _about_the_work(work)
    works = b"\n".join(filter(None, (bib, document.works.encode())))
    reading, files = _grown(work, source, document.text, works if bib or document.works else None, extra)
    if all(page.start == NOTHING for page in work.draft.pages):
        return None
    return _made(work, reading, files)


def _made(work: _Work, reading: Reading, files: Mapping[str, bytes]) -> FirstEdition:
    pages = tuple((PagePath.of(page.slug).markdown, page.title) for page in work.draft.pages)
    says, summary = tuple(work.says), tuple(summary_lines(reading))
    return FirstEdition(files, pages, work.draft.title, says, summary, builds=not fatal(reading.problems))


def _draft(  # noqa: PLR0917
    source: Source, file: str, encoding: str, today: datetime.date, path: str, page: TitlePage, stem: str
) -> Draft:
    named = cased(stem.replace("-", " ").replace("_", " "))
    title = page.title or f"{named[:1].upper()}{named[1:]}" or "A text"
    return Draft(file, encoding, source.sha256, title, page, today, path)


def _about_the_work(work: _Work) -> None:
    page = work.draft.work
    named = "" if page.title else ", after the file: no title was found"
    work.says.append(f"title: {work.draft.title}{named}")
    stated = {"author": ", ".join(page.authors), "publisher": page.publisher, "date": page.date}
    work.says += [f"{name}: {said}" for name, said in stated.items() if said]
    work.says.append(f"language: {page.language}: {page.why}")
    work.says += [
        f"{other}, who is no author: put it into the description, if readers should know" for other in page.others
    ]


def _library(work: _Work, source: Source) -> None:
    """Takes out the header of a library, and puts its licence on a page of its own. A closing line goes as well."""
    page = work.draft.work
    header = squeezed("\n".join(source.lines[: page.begin]))
    if header:
        because = "the header of the library that the file is from, not the author's words"
        work.draft.certain.append(Fix(header, "", because, kind="furniture"))
        work.says.append(f"lines 1–{page.begin}: the header of the library that the file is from, taken out")
    if page.end is None:
        return
    closing = squeezed("\n".join(source.lines[page.end :]))
    if len(closing.split()) <= _CLOSING and len(quotation(closing).findall(source.text)) == 1:
        because = "a line of the library that the file is from, not the author's words"
        work.draft.certain.append(Fix(closing, "", because, kind="furniture"))
        work.says.append(f"line {page.end + 1}: the closing line of the library that the file is from, taken out")
    else:
        if words := quoted_once(source, source.offset(page.end + 1, 1)):
            work.draft.splits.append(words)
            work.draft.licence = words
        work.says.append(f"line {page.end + 1}: the licence of the library begins, which gets a page of its own")


def _about_the_text(work: _Work, source: Source) -> None:
    """Adds what the source alone can tell: the page furniture and the conventions."""
    for entry in page_furniture(source.text.split("\n")):
        shown = ", ".join(map(str, entry.lines[:5])) + (", …" if len(entry.lines) > len(entry.lines[:5]) else "")
        work.says.append(f'page header: "{entry.form}" {len(entry.lines)} times (lines {shown}), removed')
        work.draft.furniture.append(entry.form)
    signs = signs_in(source.text)
    places = sorted(at for found in signs.values() for at in found)
    if signs and (direction_of_text(source.text) == "rtl" or len(places) > _MANY_SIGNS):
        work.draft.direction_signs += map(name_of, signs)
        work.says.append(f"direction signs: {', '.join(map(name_of, signs))} are in the text, and kept")
    else:
        work.draft.emendations += direction_fixes(source, places)
    counted = typewriting.convention_counts(source.text)
    for name, count in counted.items():
        if count:
            work.draft.conventions.append(name)
            work.says.append(f"conventions: {name} on, since the text has {count} such")


def _grown(
    work: _Work, source: Source, data: bytes, bib: bytes | None, extra: str
) -> tuple[Reading, Mapping[str, bytes]]:
    """Corrects the draft until no error is left or none can be corrected. Gives the last reading, and the files."""
    work.draft.note_forms += stated_forms(*_emended_so_far(work.draft, source))
    examples = (FORMS[name].example for name in work.draft.note_forms)
    work.says += [f"notes: markers such as {example} are read, as a list has their numbers" for example in examples]
    rounds = 0
    while True:
        rounds += 1
        assembly, _ = _read_so_far(work.draft, source)
        licence = work.draft.licence
        if licence and begin_of(licence, assembly) is None and licence not in work.draft.note_ends:
            work.draft.note_ends.append(licence)  # it comes behind the last note
            assembly, _ = _read_so_far(work.draft, source)
        if rounds < _LAST_ROUND:
            put_pages(work.draft, assembly, source)
        else:
            without_pages(work.draft)
        files = {source.file: data, **work.others, EDITION_FILE: edition_text(work.draft, extra).encode()}
        files[BIBLIOGRAPHY] = bib if bib is not None else bib_skeleton(work.draft.notes).encode()
        reading = read_edition(work.folder, files, None)
        if not fatal(reading.problems) or rounds == _LAST_ROUND:
            return reading, files
        if rounds >= _ROUNDS or not corrected(work.draft, work.says, source, reading.problems):
            rounds = max(rounds, _ROUNDS)
            if rounds == _ROUNDS + 2:  # those for single words are in each other's way
                work.draft.emendations.clear()
            _retreat(work, source, files[EDITION_FILE].decode(), reading.problems)


def _retreat(work: _Work, source: Source, text: str, problems: Sequence[Problem]) -> None:
    """Leaves out what is at fault in the draft, and emends by whole lines what can't be emended by words."""
    for problem in problems:
        if problem.severity == "error" and problem.fix is not None:
            for fix in over_line(work.draft, source, problem):
                work.draft.emendations.append(fix)
                work.says.append(f"line {problem.place.line}: {problem.message}: emended as a whole")
    found = without_faults(work.draft, text, problems)
    left = {problem.code for problem in problems if problem.severity == "error"}
    nothing = all(page.start == NOTHING for page in work.draft.pages)  # all of it was taken for notes
    if not found and (left <= _OF_NOTES or nothing) and not work.draft.unread:
        work.draft.unread = True
        work.says.append("notes: possible notes and markers don't match, so they were left in the text")


def _emended_so_far(draft: Draft, source: Source) -> tuple[Source, Passage, Edition, Located]:
    problems = Problems()
    edition, located = parse_edition(EDITION_FILE, edition_text(draft, ""), problems)
    if edition is None and without_faults(draft, edition_text(draft, ""), problems.in_order()):
        return _emended_so_far(draft, source)
    if edition is None:
        raise ValueError("\n".join(map(describe, problems)))
    places = [located.place("emendations", index) for index in range(len(edition.emendations))]
    emended, _ = emend(source, edition.emendations, places, problems)
    bare, _ = without_furniture(source, emended, edition.furniture)
    text, _ = apply_conventions(bare, edition.conventions)
    return source, text, edition, located


def _read_so_far(draft: Draft, source: Source) -> tuple[Assembly, TextAndNotes]:
    problems = Problems()
    _, text, edition, located = _emended_so_far(draft, source)
    separated = separate_notes(source, text, edition, located, problems)
    passages = [note.passage for note in separated.notes]
    return assemble(source, separated.text, passages, edition, located, problems), separated
