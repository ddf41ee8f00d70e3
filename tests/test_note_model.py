"""The model that reads notes: its decoder, what rules forbid it, what it reads, and how it was trained."""

from __future__ import annotations

import json
import random
from itertools import pairwise, product
from math import exp
from pathlib import Path

import pytest

from briefsite.citations.marked_note import MarkedNote
from briefsite.citations.modelled_citation import modelled_citation
from briefsite.citations.note_features import LABELS, features_of, tokens_of
from briefsite.citations.note_model import MODEL_FILE, NoteModel, labelled, note_model
from note_training.evaluation import measure
from note_training.labelled import as_labelled, labelled_notes, texts_of
from note_training.notes import forms, invented_notes, marked
from note_training.training import labels_of, trained


def dice(chance: random.Random, note: MarkedNote) -> NoteModel:
    """A model with weights by lot, for the features of a note and four labels."""
    few = range(4)
    moves = tuple(tuple(chance.randint(-200, 200) if {i, j} <= set(few) else -9999 for j in few) for i in few)
    rest = len(LABELS) - 4
    rows = tuple((*row, *(-9999,) * rest) for row in moves) + ((-9999,) * len(LABELS),) * rest
    names = {name for one in features_of(note, tokens_of(note.text), {}) for name in (*one.own, *one.shared)}
    weights = {name: tuple(n for label in few for n in (label, chance.randint(-60, 60))) for name in sorted(names)}
    return NoteModel(LABELS, {}, rows, weights)


@pytest.mark.parametrize("seed", range(6))
def test_the_decoder_finds_the_best_of_all_readings_and_their_shares(seed: int) -> None:
    note = MarkedNote("Oak, Weirs (1999)"[: 12 if seed % 2 else 17])
    model = dice(random.Random(seed), note)
    found = labelled(note, (), model)
    every = features_of(note, tokens_of(note.text), {})
    own = [
        [sum(model.features[name][2 * label + 1] for name in (*one.own, *one.shared)) / 100 for label in range(4)]
        for one in every
    ]
    scores = {
        path: sum(row[label] for row, label in zip(own, path, strict=True))
        + sum(model.transitions[a][b] / 100 for a, b in pairwise(path))
        for path in product(range(4), repeat=len(own))
    }
    best = max(scores, key=lambda path: scores[path])
    assert [token.label for token in found] == [LABELS[label] for label in best]
    total = sum(map(exp, scores.values()))
    for at, token in enumerate(found):
        share = sum(exp(score) for path, score in scores.items() if path[at] == best[at]) / total
        assert token.confidence == pytest.approx(share, abs=1e-6)


def test_rules_outrank_the_model() -> None:
    note = MarkedNote("Ada Brandt, The Mill Book (Leeds: Weir Press, 1999), 12.")
    free = labelled(note)
    assert free[0].label == "author"
    held = labelled(note, [frozenset({"place"})] * len(free))
    assert {token.label for token in held} == {"place"}
    # What is in italics is no author, however much it looks like one.
    named = "John Oak, The Mills of Leeds, Leeds: Weir Press, 1999, p. 4."
    for italics, authors in (((), ("Oak, John",)), (((0, 8),), ())):
        found = modelled_citation(MarkedNote(named, italics), None)
        assert (found.authors if found else ()) == authors
    # No address is a part of a title.
    part = MarkedNote("Ada Brandt: Wheels. In: Journal of Mills, https://mills.example/a.", ((24, 40),))
    found = modelled_citation(part, None)
    assert found is not None
    assert (found.title, found.container) == ("Wheels", "Journal of Mills")


@pytest.mark.parametrize(
    ("text", "authors", "title", "year"),
    [
        ("J. Brandt, Rivers without Mills (London: Weir, 2003), 45.", ("Brandt, J.",), "Rivers without Mills", "2003"),
        (
            "Brandt, J. A., & Oak, A. (2003). Rivers and their owners. Water Notes, 5(2), 101–120.",
            ("Brandt, J. A.", "Oak, A."),
            "Rivers and their owners",
            "2003",
        ),
        (
            "Vgl. Lena Vogt, Mühlen zählen, in: Zeitschrift für Flussgeschichte 12 (2011), S. 201–219, hier S. 210.",
            ("Vogt, Lena",),
            "Mühlen zählen",
            "2011",
        ),
        (
            "Voir Paul Roche, Rapport sur les eaux partagées, Paris, La Roue, 2014, p. 12.",
            ("Roche, Paul",),
            "Rapport sur les eaux partagées",
            "2014",
        ),
        ("Deniz Kaya, Değirmenler Üzerine, Su Yayınları, Ankara 2010, s. 40.", ("Kaya, Deniz",), None, "2010"),
        ("Орлов П. С. Мельницы на реке. М.: Наука, 1990. С. 12.", ("Орлов, П. С.",), "Мельницы на реке", "1990"),
        ("Luisa Conti, Storia dei mulini, Roma, Il Ponte, 1987, p. 9.", ("Conti, Luisa",), "Storia dei mulini", "1987"),
        ("P. de Wit, De molen en het dorp (Leiden 1959) 69.", ("de Wit, P.",), "De molen en het dorp", "1959"),
        ("A. Zając, Dzieje młynów, Kraków 1999, s. 17.", ("Zając, A.",), "Dzieje młynów", "1999"),
        (
            "Inés Cano, Historia del molino, Madrid, Editorial Río, 1992, p. 7.",
            ("Cano, Inés",),
            "Historia del molino",
            "1992",
        ),
    ],
)
def test_plain_notes_in_many_forms_are_read(text: str, authors: tuple[str, ...], title: str | None, year: str) -> None:
    found = modelled_citation(MarkedNote(text), None)
    assert found is not None
    assert (found.authors, found.year) == (authors, year)
    assert title is None or found.title == title
    assert found.doubts
    assert not found.certain


@pytest.mark.parametrize(
    "text",
    [
        "In 1913 there were 25,843 emigrants, of whom 19,124 went overseas.",
        "The two ministries disagreed about this at the time, as the miller of Leeds says himself.",
        "Art. 119.",
        "Die Zahlen für 1988 sind nicht vergleichbar, weil die Mühle damals noch stand.",
        "Other estimates vary from $12,100,000,000 to $13,400,000,000.",
        "I owe this remark to the miller, who saw the wheel in 1999 (before it was gone).",
        "",
    ],
)
def test_what_an_author_remarks_is_not_proposed(text: str) -> None:
    assert modelled_citation(MarkedNote(text), None) is None


@pytest.mark.parametrize(
    "text",
    [
        "Author’s interview with a miller, Leeds, 7 June 2018.",
        "BGH, Urteil vom 12.3.2001, Az. 4 ZR 12/00.",
        "РГИА. Ф. 12. Оп. 3. Д. 45. Л. 6.",
        "Loi n° 78-17 du 6 janvier 1978, art. 3.",
    ],
)
def test_what_has_no_fields_stays_in_the_words_of_the_author(text: str) -> None:
    found = modelled_citation(MarkedNote(text), None)
    assert found is not None
    assert (found.form, found.title, found.words) == ("misc", "", text)


def test_the_model_is_small_and_of_these_features(root: Path) -> None:
    assert (root / "scripts/briefsite/data" / MODEL_FILE).stat().st_size < 500_000
    assert note_model().labels == LABELS
    assert note_model().lexicon["verlag"] == ""


def test_the_generator_knows_many_forms_and_languages_and_repeats_itself() -> None:
    assert len({form.kind for form in forms()}) >= 16
    notes = list(invented_notes(7, 200))
    assert len({note.language for note in notes}) >= 10
    assert notes == list(invented_notes(7, 200))
    for note in notes[:50]:
        assert len(labels_of(note)) == len(tokens_of(marked(note).text))
        assert "".join(piece.text for piece in note.pieces) == note.text


def test_training_gives_the_same_bytes_again() -> None:
    data = trained(3, 15, rounds=4)
    assert data == trained(3, 15, rounds=4)
    assert json.loads(data)["labels"] == list(LABELS)


def test_invented_notes_that_it_has_not_learned_from_are_read_well() -> None:
    found = measure([note] for note in as_labelled(invented_notes(5_000_011, 120)))
    for name, precision, recall in (
        ("citation", 0.97, 0.8),
        ("title, marked", 0.9, 0.8),
        ("author, title marked", 0.9, 0.75),
        ("title, unmarked", 0.85, 0.75),
        ("author, title unmarked", 0.85, 0.7),
        ("year", 0.93, 0.8),
    ):
        assert found.of[name].precision >= precision, name
        assert found.of[name].recall >= recall, name


BOOK = (
    '{"lang": "en", "note": "Ada Brandt, *The Mill Book* (Leeds: Weir Press, 1999), 12.", "citations": '
    '[{"id": "1", "words": "Ada Brandt, *The Mill Book* (Leeds: Weir Press, 1999), 12", "author": "Ada Brandt", '
    '"title": "The Mill Book", "year": "1999", "place": "Leeds", "publisher": "Weir Press", "locator": "12"}]}'
)
SHORT = '{"lang": "en", "note": "%s", "citations": [{"id": "%s", "words": "%s", "locator": "%s", "refers": "1"}]}'
LABELLED = [
    BOOK,
    SHORT % ("Ibid., 14.", "2", "Ibid., 14", "14"),
    '{"lang": "en", "note": "Oak doubts it.", "citations": []}',
    SHORT % ("Brandt, op. cit.", "3", "Brandt, op. cit", ""),
    SHORT % ("Ibid., 15.", "4", "Ibid., 15", "3"),
]


def test_labelled_notes_are_compared_field_by_field() -> None:
    found = measure(texts_of(labelled_notes(LABELLED)))
    assert found.false_works == []
    for name in ("title, marked", "author, title marked", "year", "place", "publisher", "link to a work before"):
        assert (found.of[name].precision, found.of[name].recall, found.of[name].wanted > 0) == (1.0, 1.0, True), name
    assert found.of["citation"].right == 4
    assert found.of["locator"].precision == pytest.approx(2 / 3)
    assert any("15 for 3" in fault for fault in found.of["locator"].faults)


def test_a_work_that_would_be_published_with_a_wrong_title_is_named() -> None:
    wrong = BOOK.replace('"title": "The Mill Book"', '"title": "The Mill"')
    found = measure(texts_of(labelled_notes([wrong])))
    assert ["title: The Mill Book for The Mill" in line for line in found.false_works] == [True]
    assert all(found.of[name].right == 0 for name in ("title, marked", "title, unmarked"))


def test_a_line_that_is_not_labelled_is_named() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(labelled_notes([BOOK, '{"lang": "en"}']))
    with pytest.raises(ValueError, match="not in the note"):
        list(labelled_notes(['{"lang": "en", "note": "a", "citations": [{"id": "1", "words": "b"}]}']))
