"""A first edition: from a received text to an edition.yml, with the decisions that were made, and why.

Nothing is asked. In doubt, the decision is the one that changes least: a heading that can't be told from another begins
no page, a note without a marker stays text. All of them are in edition.yml for an editor to change.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from briefsite.edition.file import parse_edition
from briefsite.edition.model import Edition
from briefsite.init import detect
from briefsite.init.bib_skeleton import bib_skeleton
from briefsite.init.chapters import Chapter, chapters, opening
from briefsite.init.draft_file import Draft, edition_text
from briefsite.init.marker_forms import stated_forms
from briefsite.init.retreat import over_line, without_faults, without_pages
from briefsite.init.summary import summary_lines
from briefsite.init.title_page import title_page
from briefsite.page_path import PagePath
from briefsite.paragraphs.assembly import assemble
from briefsite.paragraphs.heading import is_numbered_heading
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.problem import Fix, Problem, describe, fatal
from briefsite.problems import Problems
from briefsite.reading.read import Reading, read_edition
from briefsite.source import typewriting
from briefsite.source.emendation import emend, lead, quotation
from briefsite.source.furniture import without_furniture
from briefsite.source.note_forms import FORMS
from briefsite.source.page_breaks import page_furniture
from briefsite.source.passage import Passage
from briefsite.source.source import Source, decode, printable
from briefsite.source.source_notes import TextAndNotes, separate_notes
from briefsite.source.typewriting import apply_conventions
from briefsite.words import squeezed
from briefsite.writing.capitals import cased
from briefsite.writing.segmentation import first_words, word_spans
from briefsite.yaml_files.located import Located

#: How often the errors of a draft are corrected before the rest is left to the editors.
_ROUNDS: Final = 8
#: In the place of the first words, if there is no paragraph.
_NOTHING: Final = "…"
#: The problems of notes and markers.
_OF_NOTES: Final = frozenset({"N01", "N02", "N03", "N06", "N07", "N08", "N09", "N10"})
#: How often what is at fault is then left out, before the rest is left to the editors.
_LAST_ROUND: Final = _ROUNDS + 6
#: The most words of a line of a title page that is no heading: "by", "author of the same".
_OF_TITLE_PAGE: Final = 6
_SENTENCE: Final = re.compile(r"[.!?…。！？][\"'’”»)]*(?:\[[^\[\]]{1,4}\])*$")
#: The page of a library's licence.
_LICENCE: Final = ("library-licence", "Licence of the library")


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


def first_edition(
    file: str, data: bytes, *, bib: bytes | None, today: datetime.date, folder: str, path: str = "", extra: str = ""
) -> FirstEdition | None:
    """The first edition of the text `data` of the file `file`; None if there is no paragraph in it.

    `bib` is the bibliography, if there is one already; `folder` is the edition's folder from the root, `path` its path
    on the site; `today` is the day on which the text came in. `extra` is put at the head of edition.yml.
    """
    encoding, why = detect.encoding(data)
    source = decode(file, data, encoding, Problems())
    if source is None or not printable(source.text).strip():
        return None
    count = len(source.lines)
    lines = f"{count:,} line{'s' * (count != 1)}"
    says = [f"encoding: {encoding}, since {why}", f"line ends: {detect.line_ends(data)}; {lines}"]
    work = _Work(_draft(source, file, encoding, today, path), folder, says)
    _about_the_work(work)
    _library(work, source)
    _about_the_text(work, source)
    reading, files = _grown(work, source, data, bib, extra)
    if all(page.start == _NOTHING for page in work.draft.pages):
        return None
    pages = [(PagePath.of(page.slug).markdown, page.title) for page in work.draft.pages]
    builds = not fatal(reading.problems)
    summary = tuple(summary_lines(reading))
    return FirstEdition(files, tuple(pages), work.draft.title, tuple(work.says), summary, builds=builds)


def _draft(source: Source, file: str, encoding: str, today: datetime.date, path: str) -> Draft:
    page = title_page(source)
    named = cased(file.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("-", " ").replace("_", " "))
    title = page.title or f"{named[:1].upper()}{named[1:]}" or "A text"
    return Draft(file, encoding, source.sha256, title, page, today, path)


def _about_the_work(work: _Work) -> None:
    page = work.draft.work
    named = "" if page.title else ", after the file: no title was found"
    work.says.append(f"title: {work.draft.title}{named}")
    stated = {"author": ", ".join(page.authors), "publisher": page.publisher, "date": page.date}
    work.says += [f"{name}: {said}" for name, said in stated.items() if said]
    work.says.append(f"language: {page.language}, since {page.why}")


def _library(work: _Work, source: Source) -> None:
    """Takes out the header of a library, and puts its licence on a page of its own."""
    page = work.draft.work
    header = "\n".join(source.lines[: page.begin])
    if header.strip():
        because = "the header of the library that the file is from, not the author's words"
        work.draft.certain.append(Fix(squeezed(header), "", because, kind="furniture"))
        work.says.append(f"lines 1–{page.begin}: the header of the library that the file is from, taken out")
    if page.end is not None:
        if words := _quoted(source, source.offset(page.end + 1, 1)):
            work.draft.splits.append(words)
            work.draft.licence = words
        work.says.append(f"line {page.end + 1}: the licence of the library begins, which gets a page of its own")


def _about_the_text(work: _Work, source: Source) -> None:
    """Adds what the source alone can tell: the page furniture and the conventions."""
    for entry in page_furniture(source.text.split("\n")):
        shown = ", ".join(map(str, entry.lines[:5])) + (", …" if len(entry.lines) > len(entry.lines[:5]) else "")
        work.says.append(f'page furniture: "{entry.form}" {len(entry.lines)} times (lines {shown}), taken out')
        work.draft.furniture.append(entry.form)
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
        if licence and _begin_of(licence, assembly) is None and licence not in work.draft.note_ends:
            work.draft.note_ends.append(licence)  # it comes behind the last note
            assembly, _ = _read_so_far(work.draft, source)
        if rounds < _LAST_ROUND:
            _pages(work.draft, assembly)
        else:
            without_pages(work.draft)
        files = {source.file: data, "edition.yml": edition_text(work.draft, extra).encode()}
        files["references.bib"] = bib if bib is not None else bib_skeleton(work.draft.notes).encode()
        reading = read_edition(work.folder, files, None)
        if not fatal(reading.problems) or rounds == _LAST_ROUND:
            return reading, files
        if rounds >= _ROUNDS or not _corrected(work, source, reading.problems):
            rounds = max(rounds, _ROUNDS)
            if rounds == _ROUNDS + 2:  # those for single words are in each other's way
                work.draft.emendations.clear()
            _retreat(work, source, files["edition.yml"].decode(), reading.problems)


def _retreat(work: _Work, source: Source, text: str, problems: Sequence[Problem]) -> None:
    """Leaves out what is at fault in the draft, and emends by whole lines what can't be emended by words."""
    for problem in problems:
        if problem.severity == "error" and problem.fix is not None:
            for fix in over_line(work.draft, source, problem):
                work.draft.emendations.append(fix)
                work.says.append(f"line {problem.place.line}: {problem.message}: emended as a whole")
    found = without_faults(work.draft, text, problems)
    left = {problem.code for problem in problems if problem.severity == "error"}
    nothing = all(page.start == _NOTHING for page in work.draft.pages)  # all of it was taken for notes
    if not found and (left <= _OF_NOTES or nothing) and not work.draft.unread:
        work.draft.unread = True
        work.says.append("notes: what looks like notes and markers doesn't go together, and was left in the text")


def _emended_so_far(draft: Draft, source: Source) -> tuple[Source, Passage, Edition, Located]:
    problems = Problems()
    edition, located = parse_edition("edition.yml", edition_text(draft, ""), problems)
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


def _pages(draft: Draft, assembly: Assembly) -> None:
    paragraphs = assembly.paragraphs
    licence = _begin_of(draft.licence, assembly) if draft.licence else None
    text = assembly if licence is None else replace(assembly, paragraphs=paragraphs[:licence])
    first = opening(assembly, 0) or squeezed(paragraphs[0].body.text) if paragraphs else _NOTHING
    draft.pages = [
        Chapter("/", "Overview", first, 0, ()),
        *_without_title_page(chapters(text, draft.work.language), paragraphs),
    ]
    if len(draft.pages) > 1 and draft.pages[1].paragraph == 0:
        draft.pages[0:2] = [Chapter("/", draft.pages[1].title, first, 0, draft.pages[1].sections)]
    if licence and (start := opening(assembly, licence)):
        taken = {page.slug for page in draft.pages}
        slug = _LICENCE[0] if _LICENCE[0] not in taken else f"{_LICENCE[0]}-terms"
        draft.pages.append(Chapter(slug, _LICENCE[1], start, licence, ()))


def _without_title_page(found: Sequence[Chapter], paragraphs: Sequence[Paragraph]) -> list[Chapter]:
    """The chapters without those that headings of the title page would begin: none of them has a sentence."""
    first = next((n for n, one in enumerate(paragraphs) if one.kind != "heading" and _is_text(one)), 0)
    ends = [*(chapter.paragraph for chapter in found), len(paragraphs)][1:]
    return [
        chapter
        for chapter, end in zip(found, ends, strict=False)
        if chapter.paragraph == 0 or end > first or is_numbered_heading(chapter.start)
    ]


def _is_text(paragraph: Paragraph) -> bool:
    """Whether it is more than a line of a title page, such as "by", "author of the same", "London, 1887."."""
    text = squeezed(paragraph.body.text)
    count = len(text.split())
    return count > _OF_TITLE_PAGE or (count > 2 and bool(_SENTENCE.search(text)))  # noqa: PLR2004 - "London, 1887."


def _begin_of(words: str, assembly: Assembly) -> int | None:
    """The paragraph that begins with the words; None if none does."""
    begun = assembly.quotations.begun_by(words)
    return begun[0] if len(begun) == 1 else None


def _corrected(work: _Work, source: Source, problems: Sequence[Problem]) -> bool:
    """Corrects the errors that can be corrected. Says whether there was any."""
    before = work.draft.size
    # Damage comes first: a marker may look broken only because of a control character in it, and may lack its note
    # only because the note was not recognized yet.
    errors = [problem for problem in problems if problem.severity == "error"]
    for some in ([p for p in errors if p.code == "S04"], [p for p in errors if p.code != "N01"], errors):
        for problem in some:
            work.says += _remedy(work.draft, source, problem)
        if work.draft.size > before:
            return True
    return False


def _remedy(draft: Draft, source: Source, problem: Problem) -> Iterator[str]:
    place = problem.place
    here = source.offset(place.line, place.column) if place.file.endswith(f"/{source.file}") and place.line else -1
    where = f"line {place.line}"
    if problem.code == "N01":
        if problem.subject not in draft.notes:
            draft.notes.append(problem.subject)
    elif problem.fix is not None:
        fix = problem.fix
        if fix.sure and fix not in draft.emendations:
            draft.emendations.append(fix)
            yield f'{where}: {problem.message}: "{fix.find}" read {fix.read}'
    elif problem.code in {"N07", "N08"} and here >= 0:
        words = _quoted(source, here)
        if words and words not in draft.note_ends:
            draft.note_ends.append(words)
            yield f"{where}: {problem.message}: left in the text"
    elif problem.code == "N10" and here >= 0:
        end = source.text.find("\n\n", here)
        end = len(source.text.rstrip()) if end < 0 else end
        words = lead(source.text, end, end) or ""
        fix = Fix(words, f"{words}]", "the bracket that begins the note is never closed", sure=False)
        if words and fix not in draft.emendations:
            draft.emendations.append(fix)
            yield f"{where}: {problem.message}: taken to end with its paragraph"


def _quoted(source: Source, start: int) -> str:
    """The words from `start` on, enough to occur only once, or up to the end; empty if 400 characters don't do."""
    text = source.text[start : start + 400]
    least = len(first_words(text, 2))
    for end in (high for _, high in word_spans(text) if high >= least):
        quoted = squeezed(text[:end])
        if len(list(islice(quotation(quoted).finditer(source.text), 2))) == 1:
            return quoted
    return squeezed(text) if start + len(text) == len(source.text) else ""
