"""The works that were read from the author's notes and that no editor has answered yet, for the editors' preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefsite.edition.model import Cited
from briefsite.file_names import CITATIONS
from briefsite.problems.collector import Problems
from briefsite.reading.citation_review import note_words, read_review
from briefsite.reading.note import Note
from briefsite.works.bibliography import Bibliography, read_bibliography
from briefsite.works.work import Work


def proposed_works(files: Mapping[str, bytes], works: Bibliography) -> Mapping[str, Work]:
    """The works of `citations.jsonl` that wait for an answer, by the words that cite them.

    Their keys are none of `works`. Proposals without an entry that can be read are left out.
    """
    found: dict[str, Work] = {}
    taken = {*works.keys, *works.broken, *(work.key for work in works.proposed)}
    for words, line in read_review(files, Problems()).lines.items():
        entry = line.entry if line.status == "proposed" else ""
        for work in read_bibliography(CITATIONS, entry, None, Problems()).works[:1] if entry else ():
            number, key = 1, work.key
            while key in taken:
                number += 1
                key = f"{work.key}-{number}"
            taken.add(key)
            found[words] = replace(work, key=key, proposed=True)
    return found


def check_statuses(works: Bibliography, problems: Problems) -> None:
    """B10, a warning, for each entry of the bibliography with the status "proposed": it is left out.

    Earlier versions of the program kept proposals there. Nobody's work is published because the form has changed.
    """
    for work in works.proposed:
        message = f'"{work.key}" has the status "proposed" and is left out; proposals are kept in {CITATIONS} now'
        help_ = "compare it with its note; if it is right, delete   status = {proposed}, if not, the entry"
        problems.warning(work.key_place, "B10", message, help_, subject=work.key)


def citing_proposed(notes: Sequence[Note], proposed: Mapping[str, Work]) -> tuple[Note, ...]:
    """The notes, each with the works that its words are proposed to cite."""
    return tuple(_citing(note, proposed) for note in notes)


def _citing(note: Note, proposed: Mapping[str, Work]) -> Note:
    if not note.text:
        return note
    own = note_words(note)
    more = (Cited(key=work.key) for words, work in proposed.items() if words in own)
    return replace(note, works=(*note.works, *more))
