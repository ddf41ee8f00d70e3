"""`works --write`: puts what is certain into references.bib and edition.yml, and changes nothing that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefsite.citations.entries import entries
from briefsite.citations.recognize import RecognizedCitations, note_entries
from briefsite.edition.emendation_file import with_entries
from briefsite.file_names import EDITION_FILE
from briefsite.reading.publication import Publication
from briefsite.reading.read import read_edition
from briefsite.site.inputs import Inputs
from briefsite.storage.project import exclusive
from briefsite.storage.replacement import Replacement, replace_together


def write_works(
    inputs: Inputs, folder: str, publication: Publication, recognized: RecognizedCitations
) -> Iterator[str]:
    """Appends the certain works to the bibliography, and an entry to `notes` for each note that is certain.

    Gives a line for each file. Both files are written or none: what would cause a new problem is left alone.
    """
    files = inputs.sources[folder]
    made = dict(files)
    new = recognized.certain_works
    name = publication.edition.bibliography
    if new:
        before = files.get(name, b"").decode("utf-8")
        gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
        text = "\n".join(entries([one.work for one in new], [one.words for one in new]))
        made[name] = f"{before}{gap}{text}".encode()
    noted = note_entries(publication.edition, recognized)
    if noted:
        amended = with_entries(files[EDITION_FILE].decode("utf-8"), "notes", list(noted.values()))
        if amended is None:
            yield f"{folder}/{EDITION_FILE} not changed: its notes are laid out in a way that only a person should edit"
            return
        made[EDITION_FILE] = amended.encode()
    if made == files:
        yield "nothing to write"
        return
    if objection := _objection(folder, files, made):
        yield f"nothing was written: {objection}"
        return
    changed = {inputs.root / folder / each: made[each] for each in (name, EDITION_FILE) if each in made}
    with exclusive(inputs.root) as scratch:
        replace_together(inputs.root, Replacement(changed), scratch, "addition of works")
    if new:
        yield f"{folder}/{name}: {len(new)} works added"
    if noted:
        yield f"{folder}/{EDITION_FILE}: {len(noted)} notes added"


def _objection(folder: str, files: Mapping[str, bytes], made: Mapping[str, bytes]) -> str:
    """What is wrong with the files that wasn't before, in a line."""
    before = {(problem.code, problem.subject) for problem in read_edition(folder, files, None).problems}
    after = read_edition(folder, made, None).problems
    new = [
        problem for problem in after if problem.severity == "error" and (problem.code, problem.subject) not in before
    ]
    return str(new[0].message) if new else ""
