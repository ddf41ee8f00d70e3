"""The model that says which field each word of a note belongs to: a linear-chain conditional random field.

Its weights are data of the package (`data/note_model.json`), made by `scripts/train_notes.py` from invented notes. Here
is only what reads them. (J. Lafferty, A. McCallum, F. Pereira: Conditional Random Fields, 2001.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import mul
from typing import Final, TypeAlias

import msgspec

from briefsite.citations.marked_note import MarkedNote
from briefsite.citations.note_features import LABELS, Features, Token, features_of, tokens_of

MODEL_FILE: Final = "note_model.json"
#: A score for each label, in the order of `LABELS`.
Scores: TypeAlias = Sequence[float]
#: The labels that a token may have; None for all.
Allowed: TypeAlias = frozenset[str] | None
_NEVER: Final = -1e4


class NoteModel(msgspec.Struct, frozen=True):
    """Weights in hundredths: `features` has pairs of a label's number and a weight, `transitions` a row for each label.

    `lexicon` has the words that the features know, by their classes; those of the class "" stand for themselves.
    """

    labels: tuple[str, ...]
    lexicon: Mapping[str, str]
    transitions: tuple[tuple[int, ...], ...]
    features: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class LabelledToken:
    """A token with the label that fits best in its note, and how sure that is: the share of all readings that agree."""

    token: Token
    label: str
    confidence: float


@cache
def note_model() -> NoteModel:
    """The model that comes with the program."""
    data = msgspec.json.decode((files("briefsite") / "data" / MODEL_FILE).read_bytes())
    lexicon = {word: name for name, words in data["lexicon"].items() for word in words.split()}
    return msgspec.convert({**data, "lexicon": lexicon}, NoteModel)


def labelled(note: MarkedNote, allowed: Sequence[Allowed] = (), model: NoteModel | None = None) -> list[LabelledToken]:
    """The tokens of a note with their labels. `allowed`, one for each token, outranks what the model would say.

    Where no token is part of a citation, no share is worked out: the confidence is 1.
    """
    model = model or note_model()
    tokens = tokens_of(note.text)
    if not tokens:
        return []
    rows = list(_emissions(model, features_of(note, tokens, model.lexicon), allowed))
    moves = [[weight / 100 for weight in row] for row in model.transitions]
    path = _best_path(rows, moves)
    if not any(path):  # nothing but "O", as most remarks are
        return [LabelledToken(token, LABELS[0], 1.0) for token in tokens]
    shares = _shares(rows, moves)
    return [
        LabelledToken(token, LABELS[label], share[label])
        for token, label, share in zip(tokens, path, shares, strict=True)
    ]


def _emissions(model: NoteModel, features: Sequence[Features], allowed: Sequence[Allowed]) -> Iterator[Scores]:
    """The scores of each token by itself; what tokens share is added up once."""
    shared, sums = None, [0] * len(LABELS)
    for at, each in enumerate(features):
        if each.shared is not shared:
            shared, sums = each.shared, [0] * len(LABELS)
            _add(model.features, each.shared, sums)
        scores = sums.copy()
        _add(model.features, each.own, scores)
        may = allowed[at] if allowed else None
        yield [s / 100 if may is None or label in may else _NEVER for label, s in zip(LABELS, scores, strict=True)]


def _add(weights: Mapping[str, Sequence[int]], features: Sequence[str], scores: list[int]) -> None:
    for feature in features:
        if found := weights.get(feature):
            for at in range(0, len(found), 2):
                scores[found[at]] += found[at + 1]


def _best_path(rows: Sequence[Scores], moves: Sequence[Scores]) -> list[int]:
    """The labels with the highest sum of scores (Viterbi)."""
    into, steps = list(zip(*moves, strict=True)), []
    best = list(rows[0])
    for row in rows[1:]:
        step, scores = [], []
        for label, own in enumerate(row):
            sums = [one + move for one, move in zip(best, into[label], strict=True)]
            top = max(sums)
            step.append(sums.index(top))
            scores.append(top + own)
        steps.append(step)
        best = scores
    path = [best.index(max(best))]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return path[::-1]


def _shares(rows: Sequence[Scores], moves: Sequence[Scores]) -> list[list[float]]:
    """The share of each label at each place among all readings, weighted as the model does (forward-backward)."""
    out = [[exp(move) for move in row] for row in moves]
    into = list(zip(*out, strict=True))
    weights = [[exp(max(score - max(row), _NEVER)) for score in row] for row in rows]
    ahead = [_scaled(weights[0])]
    for row in weights[1:]:
        last = ahead[-1]
        ahead.append(_scaled([own and own * sum(map(mul, last, into[label])) for label, own in enumerate(row)]))
    back = [[1.0] * len(LABELS)]
    for row in reversed(weights[1:]):
        behind = list(map(mul, row, back[-1]))
        back.append(_scaled([sum(map(mul, behind, move)) for move in out]))
    return [_scaled(list(map(mul, a, b))) for a, b in zip(ahead, reversed(back), strict=True)]


def _scaled(values: Sequence[float]) -> list[float]:
    total = sum(values) or 1.0
    return [value / total for value in values]
