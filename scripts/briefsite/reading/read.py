"""The reading of an edition: from the bytes of its files to a publication, with every problem on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from briefsite.edition.file import parse_edition
from briefsite.edition.model import Edition
from briefsite.ledger.check import losses
from briefsite.ledger.file import read_ledger
from briefsite.ledger.overrides import Ruling
from briefsite.ledger.record import Ledger
from briefsite.ledger.update import LedgerUpdate, update_ledger
from briefsite.paragraphs.assembly import assemble
from briefsite.paragraphs.paragraph import Decision
from briefsite.problem import Place, Problem, fatal, in_order
from briefsite.reading.addressables import addressables, assigned
from briefsite.reading.checks import check_edition, uncited
from briefsite.reading.given_ids import met_ids, reserved_ids
from briefsite.reading.note import resolve_notes
from briefsite.reading.outline import outline
from briefsite.reading.publication import Publication
from briefsite.source.emendation import emend
from briefsite.source.marker import near_markers
from briefsite.source.misreadings import misreadings
from briefsite.source.passage import Passage
from briefsite.source.source import decode, unprintable
from briefsite.source.source_notes import separate_notes
from briefsite.source.typewriting import apply_conventions
from briefsite.works.bibliography import Bibliography, read_bibliography
from briefsite.works.references import format_works
from briefsite.works.styles import STYLES
from briefsite.yaml_files.located import Located

#: The style of the bibliography and of the note lists. Its entries are the fullest of the five that the site offers.
STYLE = "chicago-notes"
#: The ledger of addresses, next to edition.yml. Only a build writes it.
LEDGER = "permalinks.yml"


@dataclass(frozen=True)
class Reading:
    """What came of reading: the publication (None where problems forbid one), the emended text, the decisions."""

    publication: Publication | None
    emended: Passage
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    transition: LedgerUpdate | None = None


def read_edition(folder: str, files: Mapping[str, bytes], cache: Path | None, committed: str | None = None) -> Reading:
    """Reads the edition whose files are `files` (names as in its folder, shown to people as `folder`/name).

    `cache` is where formatted references are kept; None keeps nothing. `committed` is the ledger as it was last
    committed: what that has, the ledger must have.
    """
    text, problems = _text(folder, "edition.yml", files)
    if text is None:
        return Reading(None, Passage(), (), problems)
    edition, located, problems = parse_edition(f"{folder}/edition.yml", text)
    if edition is None:
        return Reading(None, Passage(), (), in_order(problems))
    name = edition.source.file
    if name not in files:
        missing = Problem(
            located.place("source", "file"),
            "S01",
            f"{folder}/{name} is not there",
            f"put the text as received there, or name one that is: {', '.join(sorted(files))}",
        )
        return Reading(None, Passage(), (), (missing,))
    source, found = decode(f"{folder}/{name}", files[name], edition.source.encoding)
    works, work_problems = _works(folder, edition, located, files, cache)
    problems += found + work_problems
    if fatal(found):
        return Reading(None, Passage(), (), in_order(problems))

    places = [located.place("emendations", index) for index in range(len(edition.emendations))]
    emended, corrections, found = emend(source, edition.emendations, places)
    problems += found + unprintable(source, emended) + misreadings(source, emended)
    emended, used = apply_conventions(emended, edition.conventions)
    apparatus, found = separate_notes(source, emended, edition, located)
    problems += found + near_markers(source, apparatus.text) + near_markers(source, apparatus.printed)
    assembly, found = assemble(source, apparatus.text, edition, located, [note.passage for note in apparatus.notes])
    problems += found
    contents, found = outline(assembly.paragraphs, edition, located)
    problems += found
    old, broken = _ledger(folder, files, committed)
    problems += broken
    problems += tuple(reserved_ids(edition, located, works.works, old))
    notes, found = resolve_notes(source, assembly, apparatus.notes, edition, located, works, ledger=old)
    # A key that is misspelled, or a work that can't be read, is one mistake, not two.
    problems += found if fatal(found + work_problems) else (*found, *uncited(edition, works))
    problems += check_edition(source, assembly.paragraphs, edition, located)
    references: Mapping[tuple[str, str], str] = {}
    if not fatal(work_problems):
        references, found = format_works(works.works, STYLES[:1], cache)
        problems += found
    if fatal(problems):
        return Reading(None, emended, assembly.decisions, in_order(problems))
    known = addressables(assembly.paragraphs, contents, notes, works, edition, located)
    moved = update_ledger(old, known, edition.site.date, _rulings(edition, located))
    problems += tuple(_in_folder(problem, f"{folder}/{LEDGER}") for problem in moved.problems)
    publication = None
    if not fatal(problems):
        publication = Publication(
            edition,
            source,
            corrections,
            apparatus,
            assembly,
            contents,
            notes,
            works,
            {key: text for (_, key), text in references.items()},
            assigned(known, moved.assignment),
            moved.ledger,
            used,
        )
        problems += tuple(met_ids(publication, located))
    return Reading(None if fatal(problems) else publication, emended, assembly.decisions, in_order(problems), moved)


def _text(folder: str, name: str, files: Mapping[str, bytes]) -> tuple[str | None, tuple[Problem, ...]]:
    """A file that is ours to prescribe the encoding of: UTF-8."""
    if name not in files:
        help_ = "`briefsite init TEXT` writes a first one"
        return None, (Problem(Place(f"{folder}/{name}"), "S01", "the file is not there", help_),)
    source, problems = decode(f"{folder}/{name}", files[name], "utf-8", "save the file as UTF-8")
    return (None if problems else source.text.replace("\r\n", "\n")), problems


def _works(
    folder: str, edition: Edition, located: Located, files: Mapping[str, bytes], cache: Path | None
) -> tuple[Bibliography, tuple[Problem, ...]]:
    name = edition.bibliography
    if name not in files and not any(entry.works for entry in edition.notes):
        return read_bibliography(f"{folder}/{name}", "")
    if name not in files:
        missing = Problem(
            located.place("bibliography"), "S01", f"{folder}/{name} is not there", "the notes cite works: add the file"
        )
        return read_bibliography(f"{folder}/{name}", "")[0], (missing,)
    text, problems = _text(folder, name, files)
    works, found = read_bibliography(f"{folder}/{name}", text or "", cache)
    return works, problems + found


def _ledger(folder: str, files: Mapping[str, bytes], committed: str | None) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger as it is in the folder, held against the one that was last committed."""
    file = f"{folder}/{LEDGER}"
    if LEDGER not in files and committed is None:
        return Ledger(), ()
    if LEDGER not in files:
        help_ = f"it is committed: bring it back with   git restore {file}"
        return Ledger(), (Problem(Place(file), "A04", "the ledger is gone, and with it all addresses", help_),)
    text, problems = _text(folder, LEDGER, files)
    if text is None:
        return Ledger(), problems
    here = read_ledger(text, file)
    problems += here.problems
    if committed is not None and committed != text:
        problems += losses(read_ledger(committed, file).ledger, here.ledger, here.places)
    # The ledger's own modules know it without its folder.
    return here.ledger, tuple(_in_folder(problem, file) for problem in problems)


def _in_folder(problem: Problem, file: str) -> Problem:
    return replace(problem, place=replace(problem.place, file=file)) if problem.place.file == LEDGER else problem


def _rulings(edition: Edition, located: Located) -> tuple[Ruling, ...]:
    """The editors' rulings on addresses."""
    verbs: tuple[tuple[Literal["is", "not", "into"], str], ...] = (("is", "is_"), ("not", "not_"), ("into", "into"))
    return tuple(
        Ruling(verb, entry.paragraph or entry.address, getattr(entry, name), located.place("addresses", index))
        for index, entry in enumerate(edition.addresses)
        for verb, name in verbs
        if getattr(entry, name)
    )
