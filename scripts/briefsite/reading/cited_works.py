"""The works that the entries on notes cite: those that the bibliography lacks, and what goes with a work."""

from __future__ import annotations

from briefsite.edition.model import Edition
from briefsite.language.strings import ENGLISH
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Removal, Requotation
from briefsite.words import did_you_mean
from briefsite.works.bibliography import Bibliography
from briefsite.yaml_files.located import Located


def check_cited_works(edition: Edition, located: Located, works: Bibliography, problems: Problems) -> None:
    """N04, an error, for each work that the entries on notes cite and the bibliography lacks."""
    citing: dict[str, list[tuple[int, int]]] = {}
    for number, entry in enumerate(edition.notes):
        for index, cited in enumerate(entry.cited):
            if works.lacks(cited.key):
                citing.setdefault(cited.key, []).append((number, index))
    for key, places in citing.items():
        labels = list(dict.fromkeys(str(edition.notes[number].number) for number, _ in places))
        citers = f"note {labels[0]} cites" if len(labels) == 1 else f"notes {ENGLISH.sequence(labels)} cite"
        number, index = places[0]
        place = located.place("notes", number, "works", index)
        otherwise = f"add the work to the bibliography, or remove the key with   briefsite drop {key}"
        help_ = did_you_mean(key, works.keys, otherwise)
        message = f'{citers} "{key}", which is not in the bibliography'
        if any(work.key == key for work in works.proposed):
            message = f'{citers} "{key}", which is only proposed'
            help_ = f"compare it with the note, and delete   status = {{proposed}}   in {edition.bibliography}"
        problems.error(place, "N04", message, help_, subject=key, removal=without_work(edition, key))


def without_work(edition: Edition, key: str) -> Removal:
    """What goes out of the entries on notes with a work: its key, and a status that says that works were found."""
    paths: list[tuple[str | int, ...]] = []
    instead: list[Requotation] = []
    says: list[str] = []
    for number, entry in enumerate(edition.notes):
        own = [index for index, cited in enumerate(entry.cited) if cited.key == key]
        if not own:
            continue
        paths += [("notes", number, "works", index) for index in own]
        line = f"the entry on note {entry.label}, works: {key}"
        if len(own) == len(entry.cited) and entry.status in {"supplied", "partial"}:
            instead.append(Requotation(("notes", number, "status"), "unidentified"))
            line += " (it cites no other: its status becomes unidentified)"
        says.append(line)
    return Removal(tuple(paths), tuple(instead), tuple(says))
