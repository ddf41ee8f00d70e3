"""A later version of a document: the text is derived from it anew, and what edition.yml says of notes goes with these.

Passages and notes keep their addresses by their wording, as after any change of a text (`ledger`). The numbers of notes
in edition.yml are those that the document prints, which change when a note is put in: they are changed along.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briefsite.file_names import BIBLIOGRAPHY, EDITION_FILE, LEDGER, RECEIVED_FILES, STRUCTURE
from briefsite.init.document_source import DocumentSource, document_source
from briefsite.init.draft_file import CitingNote, citing_entry
from briefsite.intake.document import IntakeError
from briefsite.ledger.version import Version, VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.problem import Place, Problem
from briefsite.problems import Problems
from briefsite.publish.unwritten import report_unwritten
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.site.inputs import Inputs
from briefsite.storage.file_reading import read_file, report_unread
from briefsite.storage.project import exclusive
from briefsite.storage.replacement import Replacement, replace_together
from briefsite.works.dates import today
from briefsite.yaml_files.located import Located
from briefsite.yaml_files.reader import read_yaml
from briefsite.yaml_files.rewritten import rewritten

#: What is wrong with a reading without which the notes can still be matched: entries about the words of the text.
_OF_WORDS: Final = frozenset({"M01", "M02", "M03", "N03", "N06", "N09"})
#: How many emendations that no longer apply are left out to match the notes.
_ROUNDS: Final = 20


@dataclass(frozen=True)
class Receipt:
    """What was received, as lines to print, and the problems if nothing was written."""

    says: tuple[str, ...]
    problems: tuple[Problem, ...]


def receive_version(inputs: Inputs, file: Path, name: str = "", *, accepts: bool = True) -> Receipt:
    """Writes what is derived from a later version of the document of the edition in `sources/name`.

    Without a name, it is the only edition with a document. `accepts`: tracked changes are accepted. Problems: S01 the
    file can't be read or taken in, or no edition is meant; S03 one can't be written.
    """
    problems = Problems().step("init")
    try:
        data = read_file(file, "published")
    except OSError as error:
        report_unread(error, str(file), "check the file name", problems)
        return Receipt((), problems.in_order())
    folder = _folder(inputs, name, problems)
    if folder is None:
        return Receipt((), problems.in_order())
    files = inputs.sources[folder]
    try:
        document = document_source(_free_name(file.name, data, files), data, files.get(BIBLIOGRAPHY), accepts=accepts)
    except IntakeError as error:
        problems.error(Place(str(file)), "S01", error.message, error.help, subject=str(file))
        return Receipt((), problems.in_order())
    if document is None:
        help_ = "supply it in the format in which the first version came"
        problems.error(Place(str(file)), "S01", "is plain text, which has no structure", help_, subject=str(file))
        return Receipt((), problems.in_order())
    made, says = _files(folder, files, document)
    try:
        with exclusive(inputs.root) as scratch:
            replacement = Replacement({inputs.root / folder / own: content for own, content in made.items()})
            replace_together(inputs.root, replacement, scratch, "receipt")
    except OSError as error:
        report_unwritten(error, inputs.root, "nothing was changed", problems)
        return Receipt((), problems.in_order())
    return Receipt((*document.says, *says), ())


def _folder(inputs: Inputs, name: str, problems: Problems) -> str | None:
    found = [folder for folder, files in inputs.sources.items() if STRUCTURE in files]
    meant = [folder for folder in found if not name or folder.rpartition("/")[2] == name]
    if len(meant) == 1:
        return meant[0]
    names = ", ".join(folder.rpartition("/")[2] for folder in found)
    message = "several editions came as documents" if meant else "no edition of this name came as a document"
    help_ = f"choose one:   --name …   ({names})" if found else "`briefsite init FILE` makes an edition of a document"
    problems.error(Place("sources"), "S01", message, help_, subject=name or "sources")
    return None


def _free_name(name: str, data: bytes, files: Mapping[str, bytes]) -> str:
    """The name of the document in received/: its own, with a number if another document has that."""
    name = "".join(sign for sign in name if sign.isprintable() and sign not in '\\:"<>|?*~').lstrip(" .").rstrip()
    stem, dot, ending = name.rpartition(".")
    tries = (name, *(f"{stem}-{number}{dot}{ending}" for number in range(2, 1000)))
    return next(one for one in tries if files.get(f"{RECEIVED_FILES}/{one}", data) == data)


def _files(
    folder: str, files: Mapping[str, bytes], document: DocumentSource
) -> tuple[Mapping[str, bytes], Sequence[str]]:
    """The files to write, and the lines to print."""
    located = read_yaml(EDITION_FILE, files[EDITION_FILE].decode("utf-8"), Problems())
    text_file = str(located.data["source"]["file"])
    derived = {text_file: document.text, STRUCTURE: document.structure, document.file: document.data}
    derived |= document.images
    if document.works:
        derived[BIBLIOGRAPHY] = files.get(BIBLIOGRAPHY, b"").rstrip() + b"\n\n" + document.works.encode()
    if all(files.get(name) == content for name, content in derived.items()):
        return {}, ["nothing has changed: the document is the one that is here already"]
    old = read_edition(folder, files, None).publication
    edition = _with_date(files[EDITION_FILE].decode("utf-8"), document.data)
    if old is not None and old.source.structure is not None:
        edition = edition.replace(
            f"derived from {old.source.structure.head.document};", f"derived from {document.file};"
        )
    says: list[str] = []
    if old is None:
        says.append("the edition had errors: check the numbers under notes in edition.yml, which may have changed")
    else:
        new = _matched(folder, {**files, **derived}, edition, old)
        if new is None:
            says.append("notes: could not be matched: check the numbers under notes in edition.yml")
        else:
            edition, changed = _renumbered(edition, old, new)
            says += changed
    edition, added = _with_citing(edition, document.citing)
    return {**derived, EDITION_FILE: edition.encode()}, [*says, *added]


def _with_date(edition: str, data: bytes) -> str:
    """The text of edition.yml with the checksum of the document, and the day on which it came in."""
    sha256 = hashlib.sha256(data).hexdigest()
    values: dict[tuple[str | int, ...], str] = {
        ("source", "received", "sha256"): sha256,
        ("source", "received", "date"): today().isoformat(),
    }
    return rewritten(edition, values) or edition


def _matched(folder: str, files: Mapping[str, bytes], edition: str, old: Publication) -> Publication | None:
    """The new text as a publication in which passages and notes have the addresses of the old one."""
    ledger = old.ledger if old.ledger == old.released else old.ledger.released(Version(VersionId(today())))
    bare = rewritten(edition, {}, [("notes",)]) if "\nnotes:" in edition else edition
    for _ in range(_ROUNDS):
        given = {**files, EDITION_FILE: (bare or edition).encode(), LEDGER: write_ledger(ledger).encode()}
        reading = read_edition(folder, given, None)
        gone = _at_fault(reading)
        if reading.publication is not None or not gone:
            return reading.publication
        bare = rewritten(bare or edition, {}, gone)
    return None


def _at_fault(reading: Reading) -> list[tuple[str | int, ...]]:
    """The emendations that no longer apply."""
    found = (problem for problem in reading.problems if problem.severity == "error" and problem.removal)
    return [path for problem in found if problem.code in _OF_WORDS for path in problem.removal.paths][:1]  # type: ignore[union-attr]


def _renumbered(edition: str, old: Publication, new: Publication) -> tuple[str, Sequence[str]]:
    """The text of edition.yml with the numbers that its notes have now, and a line for each that has changed."""
    now = {note.address: note.label for note in new.notes}
    before = {note.label: note.address for note in old.notes}
    located = read_yaml(EDITION_FILE, edition, Problems())
    lines = edition.split("\n")
    says = []
    for index, entry in enumerate(located.data.get("notes") or ()):
        label = str(entry.get("number")).removeprefix("^") if isinstance(entry, dict) else ""
        if sum(note.label == label for note in old.notes) != 1 or before[label] not in now:
            if before.get(label) and before[label] not in now:
                says.append(f"note {label} is gone, but edition.yml says something of it")
            continue
        other = now[before[label]]
        place = located.place("notes", index, "number")
        line, at = place.line - 1, place.column - 1
        if other != label and lines[line][at:].startswith(label) and re.fullmatch(r"[0-9]+", f"{label}{other}"):
            lines[line] = f"{lines[line][:at]}{other}{lines[line][at + len(label) :]}"
            says.append(f"note {label} is now printed as {other}: changed in edition.yml")
    return "\n".join(lines), says


def _with_citing(edition: str, citing: Sequence[CitingNote]) -> tuple[str, Sequence[str]]:
    """The text of edition.yml with entries for the notes that cite works and have none yet."""
    located = read_yaml(EDITION_FILE, edition, Problems())
    notes = located.data.get("notes") or []
    having = {str(entry.get("number")) for entry in notes if isinstance(entry, dict)}
    new = [note for note in citing if note.label not in having]
    if not new:
        return edition, ()
    entries = [citing_entry(note) for note in new]
    lines = edition.split("\n")
    if not notes and "notes" not in located.data:
        at = len(lines) - 1 if lines[-1] == "" else len(lines)
        lines[at:at] = ["", "notes:", *entries]
    else:
        end = _end_of_notes(located, lines)
        if end is None:
            return edition, [f"add to edition.yml, under notes: {entry.strip()}" for entry in entries]
        lines[end:end] = entries
    labels = ", ".join(note.label for note in new)
    return "\n".join(lines), [f"works cited by notes {labels}: added to edition.yml"]


def _end_of_notes(located: Located, lines: Sequence[str]) -> int | None:
    """The line before which an entry can be added to the list of notes; None where its layout is another."""
    last = len(located.data["notes"]) - 1
    line = located.place("notes", last).line - 1
    if last < 0 or not re.match(r"  - \{.*\}\s*(?:#.*)?$", lines[line]):
        return None
    return line + 1
