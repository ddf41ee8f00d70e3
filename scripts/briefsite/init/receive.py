"""A later version of a document or text: what edition.yml says of notes goes with these.

The text is derived from a document anew. A plain text takes the place of the one before.

Passages and notes keep their addresses by their wording, as after any change of a text (`ledger`). The numbers of notes
in edition.yml are those that the document prints, which change when a note is put in: they are changed along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briefsite.file_names import BIBLIOGRAPHY, DERIVED_TEXT, EDITION_FILE, RECEIVED_FILES, STRUCTURE
from briefsite.init import detect
from briefsite.init.document_source import DocumentSource, document_source
from briefsite.init.later_publication import later_publication
from briefsite.init.note_numbers import renumbered, with_citing
from briefsite.init.openings import with_openings
from briefsite.init.refused import refusal
from briefsite.init.section_places import with_sections_in_place
from briefsite.init.stated_source import DERIVED_ENCODING, with_source
from briefsite.intake.document import IntakeError
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem
from briefsite.publish.unwritten import report_unwritten
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.site.inputs import Inputs
from briefsite.storage.file_reading import read_file, report_unread
from briefsite.storage.nearby_files import NearbyFiles
from briefsite.storage.project import exclusive
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import Replacement
from briefsite.yaml_files.reader import read_yaml
from briefsite.yaml_files.rewritten import rewritten

#: The names of a text that is derived from a document, where the usual one is that of the author's text.
_FURTHER: Final = tuple(f"text{number or ''}.txt" for number in range(1000))

#: The problems of sections that are on another page, or in another order, than their words.
_PLACES: Final = frozenset({"O01", "O02"})


@dataclass(frozen=True)
class Receipt:
    """What was received, as lines to print, and the problems if nothing was written."""

    says: tuple[str, ...]
    problems: tuple[Problem, ...]


def receive_version(inputs: Inputs, file: Path, name: str = "", *, accepts: bool = True) -> Receipt:
    """Writes what is derived from a later version of the document of the edition in `sources/name`.

    Without a name, it is the only edition with a document, or the only one. `accepts`: tracked changes are accepted.
    Problems: S01 the file can't be read or taken in, or no edition is meant; S03 one can't be written.
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
        name = _free_name(file.name, data, files)
        nearby = NearbyFiles(file.parent)
        document = document_source(name, data, files.get(BIBLIOGRAPHY), accepts=accepts, nearby=nearby)
    except IntakeError as error:
        problems.error(Place(str(file)), "S01", error.message, error.help, subject=str(file))
        return Receipt((), problems.in_order())
    if document is not None:
        made, says = _files(folder, files, document)
    elif fault := _fault_of_text(data, files):
        problems.error(Place(str(file)), "S01", *fault, subject=str(file))
        return Receipt((), problems.in_order())
    else:
        made, says = _files_of_text(folder, files, data)
    try:
        with exclusive(inputs.root) as scratch:
            replacement = Replacement({inputs.root / folder / own: content for own, content in made.items()})
            replace_together(inputs.root, replacement, scratch, "receipt")
    except OSError as error:
        report_unwritten(error, inputs.root, "nothing was changed", problems)
        return Receipt((), problems.in_order())
    return Receipt((*(document.says if document is not None else ()), *says), ())


def _fault_of_text(data: bytes, files: Mapping[str, bytes]) -> tuple[str, str] | None:
    """What speaks against a plain text as the later version, and what to do."""
    if STRUCTURE in files:
        return "is plain text, which has no structure", "supply it in the format in which the first version came"
    return refusal(data)


def _folder(inputs: Inputs, name: str, problems: Problems) -> str | None:
    found = [folder for folder, files in inputs.sources.items() if STRUCTURE in files] or [*inputs.sources]
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
    if STRUCTURE not in files:  # the first version was plain text, which stays as it is
        text_file = next(name for name in (DERIVED_TEXT, *_FURTHER) if name not in files)
    derived = {text_file: document.text, STRUCTURE: document.structure, document.file: document.data}
    derived |= document.images
    if document.works:
        derived[BIBLIOGRAPHY] = files.get(BIBLIOGRAPHY, b"").rstrip() + b"\n\n" + document.works.encode()
    if all(files.get(name) == content for name, content in derived.items()):
        return {}, ["nothing has changed: the document is the one that is here already"]
    old = read_edition(folder, files, None).publication
    edition = with_source(files[EDITION_FILE].decode("utf-8"), text_file, document.data, DERIVED_ENCODING)
    if old is not None and old.source.structure is not None:
        edition = edition.replace(
            f"derived from {old.source.structure.head.document};", f"derived from {document.file};"
        )
    edition, says = _with_notes(folder, {**files, **derived}, edition, old)
    edition, added = with_citing(edition, document.citing)
    edition, taken = _without_fulfilled(folder, {**files, **derived}, edition)
    edition, begun = _with_openings(folder, {**files, **derived}, edition, old)
    return {**derived, EDITION_FILE: edition.encode()}, [*says, *added, *taken, *begun]


def _files_of_text(folder: str, files: Mapping[str, bytes], data: bytes) -> tuple[Mapping[str, bytes], Sequence[str]]:
    """The files to write for a later version that is plain text, as the first was, and the lines to print."""
    text_file = str(read_yaml(EDITION_FILE, files[EDITION_FILE].decode("utf-8"), Problems()).data["source"]["file"])
    if files.get(text_file) == data:
        return {}, ["nothing has changed: the text is the one that is here already"]
    encoding, why = detect.encoding(data)
    old = read_edition(folder, files, None).publication
    edition = with_source(files[EDITION_FILE].decode("utf-8"), text_file, data, encoding)
    made = {**files, text_file: data}
    edition, says = _with_notes(folder, made, edition, old)
    edition, taken = _without_fulfilled(folder, made, edition)
    edition, begun = _with_openings(folder, made, edition, old)
    return {text_file: data, EDITION_FILE: edition.encode()}, [f"encoding: {encoding} ({why})", *says, *taken, *begun]


def _with_notes(
    folder: str, files: Mapping[str, bytes], edition: str, old: Publication | None
) -> tuple[str, Sequence[str]]:
    """The text of edition.yml with the numbers that the notes have in the new `files`, and the lines to print."""
    says: list[str] = []
    if not read_yaml(EDITION_FILE, edition, Problems()).data.get("notes"):
        return edition, says
    if old is None:
        says.append("the edition had errors: check the numbers under notes in edition.yml, which may have changed")
    else:
        new = later_publication(folder, files, edition, old)
        if new is None:
            says.append("notes: could not be matched: check the numbers under notes in edition.yml")
        else:
            edition, changed = renumbered(edition, old, new)
            says += changed
    return edition, says


def _without_fulfilled(folder: str, files: Mapping[str, bytes], edition: str) -> tuple[str, Sequence[str]]:
    """The text of edition.yml without the emendations whose reading the document has itself now."""
    if "\nemendations:" not in edition:
        return edition, ()
    problems = _read(folder, files, edition).problems
    sure = [one for one in problems if one.code == "M01" and one.removal and one.removal.sure]
    made = rewritten(edition, {}, [path for one in sure if one.removal for path in one.removal.paths]) if sure else None
    if made is None:
        return edition, ()
    says = [said for one in sure if one.removal for said in one.removal.says]
    return made, [f"an emendation is taken out of edition.yml: {said}" for said in says]


def _with_openings(
    folder: str, files: Mapping[str, bytes], edition: str, old: Publication | None
) -> tuple[str, Sequence[str]]:
    """The text of edition.yml with the words with which pages and sections begin now, each section on its page.

    Second, the lines to print.
    """
    if old is None:
        return edition, ()
    begun: Sequence[str] = ()
    reading = _read(folder, files, edition)
    if reading.publication is None and (new := later_publication(folder, files, edition, old)) is not None:
        edition, begun = with_openings(edition, old, new, reading.problems)
        reading = _read(folder, files, edition) if begun else reading
    if not any(problem.code in _PLACES for problem in reading.problems):
        return edition, begun
    edition, moved = with_sections_in_place(folder, files, edition, old)
    return edition, [*begun, *moved]


def _read(folder: str, files: Mapping[str, bytes], edition: str) -> Reading:
    """The reading of the `files` with another edition.yml."""
    return read_edition(folder, {**files, EDITION_FILE: edition.encode()}, None)
