"""Invented footnotes with their labels: citations in many forms, with lead-ins, comments, and faults of scanning.

The same seed gives the same notes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from briefsite.citations.marked_note import MarkedNote
from briefsite.citations.note_features import LABELS
from note_training.fields import day, field
from note_training.material import Material, languages, material_of

FORMS: Final = Path(__file__).resolve().parent / "forms.txt"
_PIECE: Final = re.compile(r"\{(?P<field>\w+)(?::(?P<how>\w+))?\}|<(?P<word>\w+)>|(?P<sign>[\[\]*\"])")
#: What rules read, and the model needn't learn.
RULED: Final = frozenset({"accessed", "url", "doi"})
_YEAR: Final = re.compile(r"(?:1[6-9]|20)\d\d")
#: Publishers and places that are left out in a form are left out in this share of its notes.
_KEPT: Final = 0.65


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a note, the label of all of it, and whether it is in italics."""

    text: str
    label: str = "O"
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citations: its kind, the type of the work, the languages that use it, and its pattern."""

    kind: str
    type: str
    languages: str
    pattern: str


@dataclass(frozen=True, slots=True)
class InventedNote:
    """A note with the language, the kinds of its citations, and its pieces in order."""

    language: str
    kinds: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words of the note."""
        return "".join(piece.text for piece in self.pieces)


@cache
def forms() -> Sequence[Form]:
    """All forms, in the order of their file."""
    lines = FORMS.read_text(encoding="utf-8").splitlines()
    rows = (line.split(" | ", 3) for line in lines if line and not line.startswith("#"))
    return [Form(*(part.strip() for part in row)) for row in rows]


@cache
def _forms_of(language: str) -> tuple[Sequence[Form], Sequence[float]]:
    """The forms of a language with their weights: its own ones are as frequent as all others."""
    found = [form for form in forms() if form.languages == "*" or language in form.languages.split()]
    own = sum(form.languages != "*" for form in found)
    rare = {"short": 0.6, "web": 0.7}
    share = (len(found) - own) / own * 0.7 if own else 1.0
    return found, [share if form.languages != "*" else rare.get(form.kind, 1.0) for form in found]


def invented_notes(seed: int, count: int) -> Iterator[InventedNote]:
    """`count` notes in all languages, English more often than each of the others."""
    chance = random.Random(seed)
    codes = languages()
    shares = [3.0 if code == "en" else 0.5 if code == "sv" else 1.0 for code in codes]
    for _ in range(count):
        yield _note(material_of(chance.choices(codes, shares)[0]), chance)


def _note(material: Material, chance: random.Random) -> InventedNote:
    if chance.random() < 0.2:
        return InventedNote(material.language, (), tuple(_noisy(_comment(material, chance), chance)))
    found, weights = _forms_of(material.language)
    pieces: list[Piece] = []
    kinds: list[str] = []
    count = chance.choices([1, 2, 3], [86, 11, 3])[0]
    if chance.random() < 0.12:
        pieces += [*_comment(material, chance), Piece(" ")]
    for at in range(count):
        if chance.random() < 0.22 and not (at and chance.random() < 0.5):
            pieces.append(Piece(material.filled(material.phrase("leads", chance), chance) + " "))
        form = chance.choices(found, weights)[0]
        kinds.append(form.kind)
        pieces += _citation(form, material, chance)
        if at + 1 < count:
            last = pieces[-1]
            pieces[-1] = replace(last, text=last.text.rstrip("."))
            pieces.append(Piece(chance.choice(["; ", "; ", ". "])))
    if chance.random() < 0.12:
        pieces += [Piece(" "), *_comment(material, chance)]
    return InventedNote(material.language, tuple(kinds), tuple(_noisy(pieces, chance)))


def _comment(material: Material, chance: random.Random) -> list[Piece]:
    """A sentence or two of the author's own."""
    said = []
    for _ in range(chance.choice([1, 1, 1, 1, 2, 2, 3])):
        words = material.phrase("prose", chance)
        if chance.random() < 0.6:
            words = material.prose(chance.choice([chance.randint(4, 12), chance.randint(8, 45)]), chance)
        words = material.filled(words, chance).replace(" ,", ",").replace(" ’", "’")
        said.append(words + chance.choice([".", ".", ".", ".", f" ({day(material, chance, year='1987')}).", ":"]))
    text = " ".join(said)
    return [Piece(text[:1].upper() + text[1:])]


def _citation(form: Form, material: Material, chance: random.Random) -> Iterator[Piece]:
    """The pieces of a citation in a form."""
    pattern = re.sub(r"\[([^\[\]]*)\]", lambda m: m[1] if chance.random() < _KEPT else "", form.pattern)
    pattern = re.sub(r"\[([^\[\]]*)\]", lambda m: m[1] if chance.random() < _KEPT else "", pattern)
    quotes = chance.choice(material.phrases["quotes"])
    # Full stops and commas are inside of quotation marks in America only.
    if chance.random() < 0.4 or material.language != "en":
        pattern = re.sub(r'([,.])"', r'"\1', pattern)
    italic, opened, at = False, False, 0
    for match in [*_PIECE.finditer(pattern), None]:
        if literal := pattern[at : match.start() if match else len(pattern)]:
            yield Piece(literal, "O", italic)
        if match is None:
            return
        at = match.end()
        match match.lastgroup, match["sign"]:
            case "sign", "*":
                italic = not italic
            case "sign", _:
                half = len(quotes) // 2
                yield Piece(quotes[half:] if opened else quotes[:half], "O", italic)
                opened = not opened
            case "word", _:
                text = _word(match["word"], material, chance)
                yield Piece(text, "O", italic)
            case _:
                how = match["how"] or ""
                name = match["field"]
                yield from _field(name, how, italic, material, chance)


def _word(kind: str, material: Material, chance: random.Random) -> str:
    match kind:
        case "noun":
            return material.filled("N et n", chance)
        case "num":
            return chance.choice(["", "", f"No. {chance.randint(1, 900)}", str(chance.randint(1, 99))])
        case "again":
            return str(chance.randint(1750, 1960))
        case "month":
            return material.phrase("months", chance)
        case "presented":
            return material.filled(material.phrase(kind, chance), chance)
        case _:
            return chance.choice(material.phrases[kind])


def _field(name: str, how: str, italic: bool, material: Material, chance: random.Random) -> Iterator[Piece]:  # noqa: FBT001
    if name == "pages" and how == "to":
        yield Piece(field("pages", "", material, chance), "pages", italic)
        return
    text = field(name, how, material, chance)
    if name == "date":  # its year is the work's
        year = _YEAR.search(text) if how != "day" else None
        low, high = year.span() if year else (len(text), len(text))
        parts = [(text[:low], "O"), (text[low:high], "year"), (text[high:], "O")]
        yield from (Piece(part, label, italic) for part, label in parts if part)
        return
    if name not in {*LABELS, *RULED}:
        raise ValueError(f"no label {name}")
    yield Piece(text, name, italic)


def _noisy(pieces: Sequence[Piece], chance: random.Random) -> Iterator[Piece]:
    """The pieces as texts have them: often without italics, with spaces that scanning or carelessness put in."""
    plain = chance.random() < 0.6
    unquoted = chance.random() < 0.12
    spaced = chance.random() < 0.06
    tight = chance.random() < 0.03
    before = ""
    for piece in pieces:
        text = piece.text.lstrip() if before.endswith(" ") else piece.text
        before = text or before
        if unquoted and piece.label == "O":
            text = re.sub(r"[“”„«»\"‘’]", "", text) if len(text) < 3 else text
        if spaced and piece.label not in RULED and chance.random() < 0.3:
            text = re.sub(r"(?<=\w)([,.;:])", r" \1", text)
        if tight and piece.label == "O":
            text = text.replace(", ", ",") if chance.random() < 0.5 else text
        if text:
            yield replace(piece, text=re.sub(r"  +", " ", text), italic=piece.italic and not plain)


def marked(note: InventedNote) -> MarkedNote:
    """The words of an invented note with what is in italics."""
    italics, at = list[tuple[int, int]](), 0
    for piece in note.pieces:
        high = at + len(piece.text)
        if piece.italic:
            if italics and italics[-1][1] == at:
                italics[-1] = (italics[-1][0], high)
            else:
                italics.append((at, high))
        at = high
    return MarkedNote(note.text, tuple(italics))
