"""How well the works in the author's notes are found, measured on footnotes that were labelled by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, get_args

import msgspec
import pytest

from note_training.evaluation import Measures, measure
from note_training.labelled import UNDECIDED, LabelledNote, LabelledType, labelled_notes, texts_of

#: A file for each language, and those of three rounds that were labelled before the program had seen their notes.
FOLDER: Final = Path(__file__).parent / "citations/labelled"
LANGUAGES: Final = {"de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "tr"}


@pytest.fixture(scope="module")
def notes() -> list[LabelledNote]:
    files = sorted(FOLDER.glob("*.jsonl"))
    return [note for file in files for note in labelled_notes(file.read_text(encoding="utf-8").splitlines())]


def test_the_labels_are_the_notes_own_words(notes: list[LabelledNote]) -> None:
    assert len(notes) >= 602
    assert {note.lang for note in notes} == LANGUAGES
    for note in notes:
        at = 0
        for label in note.citations:
            assert label.words in note.note[at:], note
            at = note.note.index(label.words, at) + len(label.words)
            fields = msgspec.structs.asdict(label)
            for name in set(fields) - {"id", "words", "type", "refers"}:
                assert fields[name] in label.words, (note, name)
            assert (label.type is None) == (label.refers == UNDECIDED)


def test_each_kind_of_work_is_named_and_each_reference_leads_back(notes: list[LabelledNote]) -> None:
    all_labels = [label for note in notes for label in note.citations]
    assert len({label.id for label in all_labels}) == len(all_labels)
    assert {label.type for label in all_labels if not label.refers} == set(get_args(LabelledType))
    for chain in texts_of(notes):
        known: dict[str, str | None] = {}
        for label in (label for note in chain for label in note.citations):
            if not label.refers:
                known[label.id] = label.type
            elif label.refers != UNDECIDED:
                assert known[label.refers] == label.type, label


@pytest.fixture(scope="module")
def measures(notes: list[LabelledNote]) -> Measures:
    found = measure(texts_of(notes))
    sys.stdout.write("\n".join(["", *found.table(), ""]))  # shown with -s or -rP
    return found


def test_no_wrong_work_is_published_as_resolved(measures: Measures) -> None:
    assert measures.false_works == []


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("citation", 0.97, 0.85),
        ("link to a work before", 0.99, 0.80),
        ("link by ibid. alone", 0.99, 0.80),
        ("year", 0.99, 0.95),
        ("url", 0.99, 0.95),
        ("doi", 0.99, 0.95),
        ("locator", 0.95, 0.90),
        ("place", 0.99, 0.90),
        ("publisher", 0.99, 0.90),
        ("volume", 0.90, 0.85),
        ("pages", 0.99, 0.75),
        ("title, marked", 0.93, 0.90),
        ("author, title marked", 0.93, 0.90),
    ],
)
def test_what_notes_cite_is_found(measures: Measures, name: str, precision: float, recall: float) -> None:
    it = measures.of[name]
    faults = "\n".join(it.faults)
    assert it.precision >= precision, f"precision {it.precision:.3f}\n{faults}"
    assert it.recall >= recall, f"recall {it.recall:.3f}\n{faults}"
