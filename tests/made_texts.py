"""Texts in the shapes in which people have them, made by a generator that knows what is in them."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_NOUNS: Final = (
    *("river", "harbour", "bridge", "keeper", "boat", "winter", "town", "mill"),
    *("book", "wall", "ice", "tower", "flood", "stone", "ferry", "spring"),
)
_VERBS: Final = ("rose", "held", "saw", "built", "kept", "measured", "crossed", "carried", "followed", "watched")
_SMALL: Final = ("and", "but", "while the", "before the", "after the", "until the", "with the", "for the", "as the")


@dataclass
class MadeText:
    """A text, its headings, how many lines of print it has beside the author's, and how many of its paragraphs."""

    text: str = ""
    headings: list[str] = field(default_factory=list)
    furniture: int = 0
    paragraphs: int = 0


class _Writer:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def sentence(self) -> str:
        parts = [f"the {self.word()} {self.dice.choice(_VERBS)} the {self.word()}"]
        parts += [
            f"{self.dice.choice(_SMALL)} {self.word()} {self.dice.choice(_VERBS)} {self.word()}"
            for _ in range(self.dice.randint(1, 4))
        ]
        said = " ".join(parts)
        return f"{said[0].upper()}{said[1:]}."

    def word(self) -> str:
        return self.dice.choice(_NOUNS)

    def paragraph(self, least: int = 3, most: int = 7) -> str:
        return " ".join(self.sentence() for _ in range(self.dice.randint(least, most)))

    def title(self) -> str:
        return f"The {self.word()} of the {self.word()} and the {self.word()}"


def letters(seed: int, size: int) -> MadeText:
    """Letters with numbers, addressees, salutations, closings and signatures, each of which comes again and again."""
    write, made = _Writer(seed), MadeText(headings=["LETTERS FROM THE HARBOUR"])
    parts = ["LETTERS FROM THE HARBOUR"]
    number = 300
    while sum(map(len, parts)) < size or number < 304:
        number += 1
        made.headings.append(f"{number}.")
        parts += [f"{number}.", "TO ANN HILL.", "DEAR ANN,--"]
        bodies = [write.paragraph() for _ in range(write.dice.randint(1, 3))]
        made.paragraphs += len(bodies)
        parts += [*map(_filled, bodies), "Your friend,", "DALE."]
    made.text = "\n\n".join(parts) + "\n"
    return made


def manual(seed: int, size: int) -> MadeText:
    """Chapters with subheadings, lists with bullets and numbers, a break, and a contents list before them."""
    write, made = _Writer(seed), MadeText(headings=["THE MANUAL", "CONTENTS"])
    parts: list[str] = []
    names: list[str] = []
    while sum(map(len, parts)) < size or len(names) < 3:
        number = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][len(names) % 10]
        names.append(f"CHAPTER {number}.--{write.title().upper()}")
        section = f"{len(names)}.1 {write.title()}"
        made.headings += [names[-1].replace("--", "—"), section]
        bullets = "\n".join(f"- {_filled(write.sentence(), '  ')}" for _ in range(3))
        steps = "\n\n".join(f"{step}. {write.sentence()[:60].rstrip('.')}." for step in range(1, 4))
        body = [_filled(write.paragraph()) for _ in range(4)]
        made.paragraphs += 4
        parts += [names[-1], body[0], section, body[1], bullets, body[2], steps, "* * *", body[3]]
    contents = "\n".join(f"{name:<62}{30 * at + 1:>4}" for at, name in enumerate(names))
    made.text = "\n\n".join(["THE MANUAL", "CONTENTS", contents, *parts]) + "\n"
    return made


def pdf_copy(seed: int, size: int) -> MadeText:
    """The pages of a PDF: no empty lines, two lines of running head, words broken at line ends, page numbers."""
    write, made = _Writer(seed), MadeText()
    lines: list[str] = []
    while sum(map(len, lines)) < size or len(lines) < 150:
        if made.paragraphs % 6 == 5:
            made.headings.append(write.title())
            lines.append(made.headings[-1])
        lines += textwrap.wrap(write.paragraph(4, 8), 92)
        made.paragraphs += 1
        if len(lines[-1]) > 60 or len(lines[-1]) < 8:
            lines[-1:] = textwrap.wrap(f"{lines[-1]} {write.sentence()} {write.sentence()}", 92)
            while len(lines[-1]) > 60:
                lines[-1:] = textwrap.wrap(f"{lines[-1]} {write.sentence()}", 92)
    pages = [lines[at : at + 36] for at in range(0, len(lines), 36)]
    out = []
    for number, page in enumerate(pages, start=1):
        out += ["Department of Harbours", "Survey of the Harbour, 2019", *page, str(number)]
        made.furniture += 3
    made.text = "\n".join(out) + "\n"
    return made


def play(seed: int, size: int) -> MadeText:
    """A play: acts and scenes, speakers in lines of their own, and their speeches."""
    write, made = _Writer(seed), MadeText(headings=["THE FERRY"])
    parts = ["THE FERRY"]
    act = 0
    while sum(map(len, parts)) < size or act < 2:
        act += 1
        made.headings += [f"ACT {'I' * act}" if act < 4 else f"ACT {act}"]
        parts.append(made.headings[-1])
        for _ in range(8):
            speaker = write.dice.choice(["KEEPER", "MILLER", "ANN"])
            parts.append(f"{speaker}.\n" + _filled(write.paragraph(1, 3)))
    made.text = "\n\n".join(parts) + "\n"
    return made


def proofread(seed: int, size: int) -> MadeText:
    """A file of proofreaders: separators between the pages, in the middle of sentences."""
    write, made = _Writer(seed), MadeText()
    lines: list[str] = []
    while sum(map(len, lines)) < size or len(lines) < 90:
        lines += [*_filled(write.paragraph()).splitlines(), ""]
        made.paragraphs += 1
    out = []
    for number, at in enumerate(range(0, len(lines), 30), start=1):
        out += [f"-----File: {number:03}.png---\\ann\\bob\\-----------", *lines[at : at + 30]]
        made.furniture += 1
    made.text = "\n".join(out)
    return made


def book(seed: int, size: int) -> MadeText:
    """A scanned book: running heads with numbers, left and right, and sentences that go on over them.

    How many paragraphs it has cannot be told where a page ends with a sentence.
    """
    write, made = _Writer(seed), MadeText()
    lines: list[str] = []
    while sum(map(len, lines)) < size or len(lines) < 150:
        lines += [*_filled(write.paragraph()).splitlines(), ""]
    out: list[str] = []
    for number, at in enumerate(range(0, len(lines), 38), start=11):
        head = f"{number}   THE SURVEY OF THE HARBOUR" if number % 2 else f"THE KEEPER AND HIS BOOK   {number}"
        out += [head, "", *lines[at : at + 38], ""]
        made.furniture += 1
    made.text = "\n".join(out)
    return made


SHAPES: Final[Mapping[str, Callable[[int, int], MadeText]]] = {
    "letters": letters,
    "manual": manual,
    "PDF copy": pdf_copy,
    "play": play,
    "proofread": proofread,
    "book": book,
}


def _filled(text: str, indent: str = "") -> str:
    return "\n".join(_lines(textwrap.wrap(text, 70), indent))


def _lines(lines: Sequence[str], indent: str) -> Iterator[str]:
    yield from (line if not number else indent + line for number, line in enumerate(lines))
