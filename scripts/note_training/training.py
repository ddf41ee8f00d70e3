"""Learning: weights from labelled notes, pruned, rounded, and written as the data file that the program reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pycrfsuite

from briefsite.citations.note_features import LABELS, features_of, tokens_of
from note_training.material import languages, material_of
from note_training.notes import RULED, InventedNote, forms, invented_notes, marked

#: The notes to learn from: the number of the first for the dice, and how many.
SEED, COUNT = 1, 9000
#: The most rounds.
ROUNDS: Final = 110
#: Penalties for large weights (L1 leaves most features out).
PENALTIES: Final = {"c1": 0.6, "c2": 0.02, "feature.possible_transitions": True}
#: Weights smaller than this, in hundredths, are left out.
LEAST: Final = 6
#: The phrases whose own words the model may know; names are none of these.
_SPOKEN: Final = (
    *("titles", "publishers", "journals", "newspapers", "bodies", "prose", "leads", "page", "volume", "number", "in"),
    *("editor", "translator", "accessed", "thesis", "report", "edition", "and", "others", "archive", "box"),
    *("interview", "forthcoming", "cases", "presented"),
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’‐-][^\W_]+)*")


def lexicon() -> Mapping[str, str]:
    """The words that the features know: names, cities and months by their class, words of the forms as they are."""
    found: dict[str, str] = {}
    for material in map(material_of, languages()):
        spoken = [phrase.replace("~", "") for kind in _SPOKEN for phrase in material.phrases[kind]]
        for word in (*material.words["small"], *(word for phrase in spoken for word in _WORD.findall(phrase))):
            if len(word) > 1 or word not in "NAPSYna":
                found[word.casefold()] = ""
    for form in forms():
        literal = re.sub(r"\{[^}]*\}|<\w+>", " ", form.pattern)
        found |= {word.casefold(): "" for word in _WORD.findall(literal)}
    for material in map(material_of, languages()):
        for kind, name in (("given", "<given>"), ("cities", "<city>")):
            for word in (part for phrase in material.words[kind] for part in phrase.split()):
                if word[0].isupper() and word.casefold() not in found:
                    found[word.casefold()] = name
        months = {word.casefold() for month in material.phrases["months"] for word in _WORD.findall(month)}
        found |= dict.fromkeys(months, "<month>")
    return found


def labels_of(note: InventedNote) -> Sequence[str]:
    """The label of each token of an invented note."""
    by_letter = ["O" if piece.label in RULED else piece.label for piece in note.pieces for _ in piece.text]
    return [by_letter[token.low] for token in tokens_of(note.text)]


def examples(
    seed: int, count: int, known: Mapping[str, str]
) -> Iterator[tuple[Sequence[Sequence[str]], Sequence[str]]]:
    """For each invented note the features and labels of its tokens."""
    for note in invented_notes(seed, count):
        read = marked(note)
        features = features_of(read, tokens_of(read.text), known)
        yield [[*each.own, *each.shared] for each in features], labels_of(note)


def trained(seed: int, count: int, rounds: int = ROUNDS) -> bytes:
    """The data file of a model that has learned from `count` notes. The same machine gives the same bytes again."""
    known = lexicon()
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, labels in examples(seed, count, known):
        trainer.append(features, labels)
    trainer.set_params({**PENALTIES, "max_iterations": rounds})
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "notes.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return _data_file(known, info.transitions, info.state_features)


def _data_file(
    known: Mapping[str, str],
    transitions: Mapping[tuple[str, str], float],
    states: Mapping[tuple[str, str], float],
) -> bytes:
    rows = [[round(100 * transitions.get((one, two), -10.0)) for two in LABELS] for one in LABELS]
    weights: dict[str, list[int]] = {}
    for (feature, label), weight in sorted(states.items()):
        if abs(rounded := round(100 * weight)) >= LEAST:
            weights.setdefault(feature, []).extend((LABELS.index(label), rounded))
    classes = sorted(set(known.values()))
    words = {name: " ".join(sorted(word for word, own in known.items() if own == name)) for name in classes}
    return "".join(_lines(words, rows, weights)).encode()


def _lines(
    words: Mapping[str, str], rows: Sequence[Sequence[int]], weights: Mapping[str, Sequence[int]]
) -> Iterable[str]:
    """JSON with a line for each feature, so that versions can be compared."""
    yield f'{{"labels": {json.dumps(LABELS)},\n"lexicon": {json.dumps(words, ensure_ascii=False, indent=0)},\n'
    yield f'"transitions": {json.dumps(rows)},\n"features": {{\n'
    lines = (
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(own, separators=(',', ':'))}"
        for name, own in weights.items()
    )
    yield ",\n".join(lines)
    yield "\n}}\n"
