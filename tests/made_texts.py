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
    """A text, its headings, how many lines of print it has beside the author's, and how many of its paragraphs.

    Of each note, in their order: the words before its marker, and its own.
    """

    text: str = ""
    headings: list[str] = field(default_factory=list)
    furniture: int = 0
    paragraphs: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)

    def marked(self, paragraph: str, marker: str, note: str) -> str:
        """A paragraph with a marker behind its first sentence, and its note kept."""
        first, blank, rest = paragraph.partition(". ")
        self.notes.append((f"{first}.", note))
        return f"{first}.{marker}{blank[1:]}{rest}"


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

    def note(self, number: int) -> str:
        said = f"See the {self.word()} of the {self.word()}, p. {number + 11}"
        return f"{said}, and what is said of the {self.word()} there." if self.dice.random() < 0.4 else f"{said}."

    def title(self) -> str:
        return f"The {self.word()} of the {self.word()} and the {self.word()}"


def letters(seed: int, size: int) -> MadeText:
    """Letters with numbers, addressees, salutations, closings and signatures, each of which comes again and again.

    Each has a note, at the end of all.
    """
    write, made = _Writer(seed), MadeText(headings=["LETTERS FROM THE HARBOUR"])
    parts = ["LETTERS FROM THE HARBOUR"]
    number = 300
    while sum(map(len, parts)) < size or number < 304:
        number += 1
        made.headings.append(f"{number}.")
        parts += [f"{number}.", "TO ANN HILL.", "DEAR ANN,--"]
        bodies = [write.paragraph() for _ in range(write.dice.randint(1, 3))]
        note = len(made.notes) + 1
        bodies[0] = made.marked(bodies[0], f"[{note}]", write.note(note))
        made.paragraphs += len(bodies)
        parts += [*map(_filled, bodies), "Your friend,", "DALE."]
    parts += ["NOTES", *(f"{number}. {note}" for number, (_, note) in enumerate(made.notes, start=1))]
    made.text = "\n\n".join(parts) + "\n"
    return made


def manual(seed: int, size: int) -> MadeText:
    """Chapters with subheadings, lists with bullets and numbers, a break, notes, and a contents list before them."""
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
        body = [write.paragraph() for _ in range(4)]
        notes = [write.note(number) for number in range(1, 4)]
        for at, note in enumerate(notes):
            body[at] = made.marked(body[at], f"[{at + 1}]", note)
        body = [_filled(one) for one in body]
        made.paragraphs += 4
        parts += [names[-1], body[0], section, body[1], bullets, body[2], steps, "* * *", body[3]]
        parts += ["NOTES", *(f"[{at}] {_filled(note, '    ')}" for at, note in enumerate(notes, 1))]
    contents = "\n".join(f"{name:<62}{30 * at + 1:>4}" for at, name in enumerate(names))
    made.text = "\n\n".join(["THE MANUAL", "CONTENTS", contents, *parts]) + "\n"
    return made


def pdf_copy(seed: int, size: int) -> MadeText:
    """The pages of a PDF: no empty lines, two lines of running head, words broken at line ends, page numbers.

    The notes at the foot of a page begin again with 1 on each.
    """
    write, made = _Writer(seed), MadeText()
    lines: list[tuple[str, str]] = []  # a line, and the note to a marker in it
    while sum(len(line) for line, _ in lines) < size or len(lines) < 150:
        if made.paragraphs % 6 == 5:
            made.headings.append(write.title())
            lines.append((made.headings[-1], ""))
        own = textwrap.wrap(write.paragraph(4, 8), 92)
        made.paragraphs += 1
        if len(own[-1]) > 60 or len(own[-1]) < 8:
            own[-1:] = textwrap.wrap(f"{own[-1]} {write.sentence()} {write.sentence()}", 92)
            while len(own[-1]) > 60:
                own[-1:] = textwrap.wrap(f"{own[-1]} {write.sentence()}", 92)
        noted = write.note(made.paragraphs) if made.paragraphs % 3 == 0 else ""
        lines += [*((line, "") for line in own[:-1]), (own[-1], noted)]
    out = []
    for number, at in enumerate(range(0, len(lines), 36), start=1):
        out += ["Department of Harbours", "Survey of the Harbour, 2019"]
        notes: list[str] = []
        for line, note in lines[at : at + 36]:
            notes += [note] if note else []
            out.append(f"{line} {len(notes)}" if note else line)
            made.notes += [(line[-20:], note)] if note else []
        out += [line for count, note in enumerate(notes, 1) for line in textwrap.wrap(f"{count} {note}", 92)]
        out.append(str(number))
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
    """A file of proofreaders: separators between the pages, in the middle of sentences, and notes between brackets."""
    write, made = _Writer(seed), MadeText()
    lines: list[str] = []
    while sum(map(len, lines)) < size or len(lines) < 90:
        paragraph, number = write.paragraph(), made.paragraphs + 1
        note = write.note(number)
        paragraph = made.marked(paragraph, f"[{number}]", note)
        lines += [*_filled(paragraph).splitlines(), "", f"[Footnote {number}: {note}]", ""]
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
    heads = ("{}   THE SURVEY OF THE HARBOUR", "THE KEEPER AND HIS BOOK   {}")
    return paged(seed, size, lambda page: heads[page % 2].format(page + 11))


def paged(seed: int, size: int, head: Callable[[int], str]) -> MadeText:
    """Pages of a book, each below its `head`, which is made of the number of pages before it."""
    write, made = _Writer(seed), MadeText()
    lines: list[str] = []
    while sum(map(len, lines)) < size or len(lines) < 150:
        lines += [*_filled(write.paragraph()).splitlines(), ""]
    out: list[str] = []
    for page, at in enumerate(range(0, len(lines), 38)):
        out += [head(page), "", *lines[at : at + 38], ""]
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
