"""A first edition: from a received text to an edition.yml, with the decisions that were made, and why.

Nothing is asked. In doubt, the decision is the one that changes least: a heading that can't be told from another begins
no page, a note without a marker stays text. All of them are in edition.yml for an editor to change.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final

from briefsite.edition.file import parse_edition
from briefsite.init import detect
from briefsite.init.bib_skeleton import bib_skeleton
from briefsite.init.chapters import Chapter, chapters, opening
from briefsite.init.draft_file import Draft, edition_text
from briefsite.page_path import PagePath
from briefsite.paragraphs.assembly import assemble, ends_block
from briefsite.paragraphs.block import is_numbered_heading
from briefsite.paragraphs.paragraph import Assembly
from briefsite.problem import Fix, Problem, describe, fatal
from briefsite.problems import Problems
from briefsite.reading.read import Reading, read_edition
from briefsite.source import typewriting
from briefsite.source.emendation import emend, lead, quotation
from briefsite.source.source import Source, decode, printable
from briefsite.source.source_notes import TextAndNotes, separate_notes
from briefsite.source.typewriting import apply_conventions
from briefsite.words import squeezed
from briefsite.writing.capitals import cased
from briefsite.writing.segmentation import first_words, word_spans
from briefsite.writing.sentence_end import is_unmarked

#: How often the errors of a draft are corrected before the rest is left to the editors.
_ROUNDS: Final = 8
_TITLE = 90
_TITLE_LINES = 60
#: Letters of an honor or a degree after a name, which would be taken for a given name: ", C.B.", ", M.A., F.R.S.".
_LETTERS: Final = re.compile(r"(?:,\s*(?:[A-Z][A-Za-z]{0,3}\.\s?)+)+$")
_BY: Final = re.compile(r"[Bb][Yy](?:\s+[A-Z]|$)")
_YEAR: Final = re.compile(r"[\[(]?(1[0-9]{3}|20[0-9]{2})[\])]?\.?")


@dataclass(frozen=True)
class FirstEdition:
    """The files of the folder by name, the pages (file in docs/, title) for a navigation, and the lines to print."""

    files: Mapping[str, bytes]
    pages: tuple[tuple[str, str], ...]
    title: str
    says: tuple[str, ...]
    builds: bool


@dataclass
class _Work:
    """The draft as it grows, and the lines to print about it. Lives for one call."""

    draft: Draft
    says: list[str] = field(default_factory=list)


def first_edition(
    file: str, data: bytes, *, bib: bytes | None, today: datetime.date, path: str = "", extra: str = ""
) -> FirstEdition:
    """The first edition of the text `data` of the file `file`.

    `bib` is the bibliography, if there is one already; `path` is the edition's path on its site; `today` is the date of
    the edition, and of the work if no year is found in the text. `extra` is put at the head of edition.yml.
    """
    encoding, why = detect.encoding(data)
    problems = Problems()
    source = decode(file, data, encoding, problems)
    count = len(source.lines) if source else 0
    lines = f"{count:,} line{'s' * (count != 1)}"
    says = [f"encoding: {encoding}, since {why}", f"line ends: {detect.line_ends(data)}; {lines}"]
    if source is None or not printable(source.text).strip():
        says += map(describe, problems)
        return FirstEdition({}, (), "", (*says, f"{file} has no text to make an edition of"), builds=False)
    work = _Work(_draft(source, file, encoding, today, path), says)
    _about_the_text(work, source)
    reading, files = _grown(work, source, data, bib, extra)
    pages = [(PagePath.of(page.slug).markdown, page.title) for page in work.draft.pages]
    builds = not fatal(reading.problems)
    left = [problem for problem in reading.problems if problem.severity == "error"]
    work.says += [f"left to you: {describe(problem)}" for problem in left]
    return FirstEdition(files, tuple(pages), work.draft.title, tuple(work.says), builds)


def _draft(source: Source, file: str, encoding: str, today: datetime.date, path: str) -> Draft:
    title, author, date = _title_page(source)
    named = file.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("-", " ").replace("_", " ").strip().capitalize()
    title = title or named or "A text"
    return Draft(file, encoding, source.sha256, title, author, date, today, path)


def _title_page(source: Source) -> tuple[str, str, str]:
    """Title, author and date, as far as the first lines state them; else empty."""
    lines = [printable(line).strip() for line in source.lines[:_TITLE_LINES]]
    first, second = next(((line, after) for line, after in pairwise([*lines, ""]) if line), ("", ""))
    heading = len(first) <= _TITLE and not (
        (ends_block(first) and not is_unmarked(first)) or first.endswith((",", ";")) or second
    )
    heading = heading and not is_numbered_heading(first)
    words = [line for line in lines if line]
    named = ((line, after) for line, after in pairwise([*words, ""]) if _BY.match(line))
    author = next((after if line.casefold() == "by" else line[len("by ") :] for line, after in named), "")
    author = _LETTERS.sub("", author)
    year = next((match[1] for line in words if (match := _YEAR.fullmatch(line))), "")
    return cased(first) if heading else "", cased(author), year


def _about_the_text(work: _Work, source: Source) -> None:
    """Adds what the source alone can tell: the page furniture and the conventions."""
    found, fixes = detect.furniture(source)
    for entry in found:
        shown = ", ".join(map(str, entry.lines[:5])) + (", …" if len(entry.lines) > len(entry.lines[:5]) else "")
        work.says.append(f'page furniture: "{entry.form}" {len(entry.lines)} times (lines {shown}), taken out')
    work.draft.emendations += fixes
    counted = typewriting.convention_counts(source.text)
    for name, count in counted.items():
        if count:
            work.draft.conventions.append(name)
            work.says.append(f"conventions: {name} on, since the text has {count} such")


def _grown(
    work: _Work, source: Source, data: bytes, bib: bytes | None, extra: str
) -> tuple[Reading, Mapping[str, bytes]]:
    """Corrects the draft until no error is left or none can be corrected. Gives the last reading, and the files."""
    rounds = 0
    while True:
        rounds += 1
        assembly, separated = _read_so_far(work.draft, source)
        _pages(work.draft, assembly)
        files = {source.file: data, "edition.yml": edition_text(work.draft, extra).encode()}
        files["references.bib"] = bib if bib is not None else bib_skeleton(work.draft.notes).encode()
        reading = read_edition("first", files, None)
        if not fatal(reading.problems) or rounds == _ROUNDS or not _corrected(work, source, reading.problems):
            _tell(work, assembly, separated)
            return reading, files


def _read_so_far(draft: Draft, source: Source) -> tuple[Assembly, TextAndNotes]:
    problems = Problems()
    edition, located = parse_edition("edition.yml", edition_text(draft, ""), problems)
    if edition is None:
        raise ValueError("\n".join(map(describe, problems)))
    places = [located.place("emendations", index) for index in range(len(edition.emendations))]
    emended, _ = emend(source, edition.emendations, places, problems)
    text, _ = apply_conventions(emended, edition.conventions)
    separated = separate_notes(source, text, edition, located, problems)
    passages = [note.passage for note in separated.notes]
    return assemble(source, separated.text, passages, edition, located, problems), separated


def _pages(draft: Draft, assembly: Assembly) -> None:
    paragraphs = assembly.paragraphs
    first = opening(assembly, 0) or squeezed(paragraphs[0].body.text) if paragraphs else "…"
    draft.pages = [Chapter("/", "Overview", first, 0, ()), *chapters(assembly)]
    if len(draft.pages) > 1 and draft.pages[1].paragraph == 0:
        draft.pages[0:2] = [Chapter("/", draft.pages[1].title, first, 0, draft.pages[1].sections)]


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
    here = source.offset(place.line, place.column) if place.file == f"first/{source.file}" and place.line else -1
    where = f"line {place.line}"
    if problem.code == "N01":
        if problem.subject not in draft.notes:
            draft.notes.append(problem.subject)
    elif problem.fix is not None:
        fix = problem.fix
        if not fix.sure:  # the number is uncertain: the text stays as it is, and the emendation says so
            fix = Fix(fix.find, fix.find, "it looks like the number of a note, and which is not clear", sure=False)
        if fix not in draft.emendations:
            draft.emendations.append(fix)
            read = f"read {fix.read}" if fix.read != fix.find else "left as it stands"
            yield f'{where}: {problem.message}: "{fix.find}" {read}'
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
    """The words from `start` on, enough to occur only once; empty if 400 characters don't."""
    text = source.text[start : start + 400]
    least = len(first_words(text, 2))
    for end in (high for _, high in word_spans(text) if high >= least):
        quoted = squeezed(text[:end])
        if len(list(islice(quotation(quoted).finditer(source.text), 2))) == 1:
            return quoted
    return ""


def _tell(work: _Work, assembly: Assembly, separated: TextAndNotes) -> None:
    kinds: dict[str, int] = {}
    for paragraph in assembly.paragraphs:
        kinds[paragraph.kind] = kinds.get(paragraph.kind, 0) + 1
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    work.says.append(f"paragraphs: {len(assembly.paragraphs)} ({counted}); `briefsite check -v` lists each decision")
    if separated.notes:
        series = separated.notes[-1].series
        work.says.append(f"notes: {len(separated.notes)} stand in the text, in {series} list{'s' * (series > 1)}")
    if work.draft.notes:
        labels = ", ".join(sorted(work.draft.notes, key=lambda label: label.zfill(4)))
        work.says.append(f"notes: not in the text, and entered as not identified: {labels}")
    for page in work.draft.pages[1:]:
        work.says.append(f'page /{page.slug}/: "{page.start}" looks like a heading')
    headings = sum(paragraph.kind == "heading" for paragraph in assembly.paragraphs)
    begun = sum(1 + len(page.sections) for page in work.draft.pages)
    if headings > begun:
        work.says.append(f"headings: {headings}, of which some begin no page or section of their own")
    work.says.append("language: en, which is a guess: if the text has another, put in its tag (de, tr, mn)")
