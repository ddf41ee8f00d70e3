"""`works --write`: puts what is certain into references.bib and edition.yml, what isn't into citations.jsonl.

Nothing that is there is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefsite.citations.entries import entries
from briefsite.citations.recognize import RecognizedCitations, note_entries
from briefsite.edition.emendation_file import with_entries
from briefsite.exports.biblatex_file import biblatex
from briefsite.file_names import CITATIONS, EDITION_FILE
from briefsite.problems.collector import Problems
from briefsite.reading.citation_review import ReviewLine, read_review
from briefsite.reading.publication import Publication
from briefsite.reading.read import read_edition
from briefsite.site.inputs import Inputs
from briefsite.storage.project import exclusive
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import Replacement


def write_works(
    inputs: Inputs, folder: str, publication: Publication, recognized: RecognizedCitations
) -> Iterator[str]:
    """Appends the certain works to the bibliography, and an entry to `notes` for each note that is certain.

    Gives a line for each file. Both files are written or none: what would cause a new problem is left alone.
    """
    files = inputs.sources[folder]
    made = dict(files)
    new, proposals = recognized.certain_works, list(_proposals(files, recognized))
    name = publication.edition.bibliography
    if new:
        text = "\n".join(entries([one.work for one in new], [one.words for one in new]))
        made[name] = appended(files.get(name, b""), text.encode(), b"\n")
    noted = note_entries(publication.edition, recognized)
    if noted:
        amended = with_entries(files[EDITION_FILE].decode("utf-8"), "notes", list(noted.values()))
        if amended is None:
            yield f"{folder}/{EDITION_FILE} not changed: its notes are laid out in a way that only a person should edit"
            return
        made[EDITION_FILE] = amended.encode()
    if proposals:
        made[CITATIONS] = appended(files.get(CITATIONS, b""), b"".join(proposals))
    if made == files:
        yield "nothing to write"
        return
    if objection := _objection(folder, files, made):
        yield f"nothing was written: {objection}"
        return
    changed = {inputs.root / folder / each: made[each] for each in (name, EDITION_FILE, CITATIONS) if each in made}
    with exclusive(inputs.root) as scratch:
        replace_together(inputs.root, Replacement(changed), scratch, "addition of works")
    if new:
        yield f"{folder}/{name}: {len(new)} works added"
    if noted:
        yield f"{folder}/{EDITION_FILE}: {len(noted)} notes added"
    if proposals:
        yield f"{folder}/{CITATIONS}: {len(proposals)} works proposed; briefsite works --review   asks about them"


def _proposals(files: Mapping[str, bytes], recognized: RecognizedCitations) -> Iterator[bytes]:
    """A line for each uncertain work whose words have none yet."""
    review = read_review(files, Problems())
    for one in recognized.works:
        if not one.certain and review.about(one.words) is None:
            yield ReviewLine(one.words, "proposed", because=one.because, entry=biblatex([one.work])).line


def appended(before: bytes, more: bytes, gap: bytes = b"") -> bytes:
    """A file with more lines at its end, after a line end and the `gap`."""
    if not before:
        return more
    return before + (b"" if before.endswith(b"\n") else b"\n") + (b"" if before.endswith(b"\n" + gap) else gap) + more


def _objection(folder: str, files: Mapping[str, bytes], made: Mapping[str, bytes]) -> str:
    """What is wrong with the files that wasn't before, in a line."""
    before = {(problem.code, problem.subject) for problem in read_edition(folder, files, None).problems}
    after = read_edition(folder, made, None).problems
    new = [
        problem for problem in after if problem.severity == "error" and (problem.code, problem.subject) not in before
    ]
    return str(new[0].message) if new else ""
