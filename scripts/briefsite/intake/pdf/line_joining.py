"""Joining: the lines of a paragraph as its words, with italics, links and the marks of notes; hyphens decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from briefsite.intake.document import InlinePart, LineBreak, NoteMark, WordPart
from briefsite.intake.pdf.contents import PageLink
from briefsite.intake.pdf.note_matching import FootNote
from briefsite.intake.pdf.text_line import PageLine, PlacedGlyph, has_blank
from briefsite.source.passage import FACES, Face
from briefsite.writing.hyphenation import Vocabulary, hyphen_stays

_HYPHENS: Final = "-‐"
_SOFT: Final = "\xad"
_SCHEMES: Final = ("http://", "https://", "mailto:")
_WORD_END: Final = re.compile(r"(\w+)$")
_WORD_BEGIN: Final = re.compile(r"\w+")
#: Accents that old fonts have beside the letters: the combining characters that they are.
_ACCENTS: Final = {
    "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306",
    "¯": "\u0304", "˙": "\u0307", "˚": "\u030a", "¸": "\u0327", "˛": "\u0328", "˝": "\u030b",
}  # fmt: skip


@dataclass
class Joiner:
    """Makes words of lines. `shown` has the note of each mark, `vocabulary` the words of the text.

    `taken` has the words at whose broken places a hyphen was taken out although the text has the joined word nowhere.
    `used` has the keys of all characters that have been put into words, and of those that are marks or cut hyphens.
    """

    vocabulary: Vocabulary
    shown: Mapping[tuple[int, int], tuple[FootNote, int]]
    links: Mapping[int, Sequence[PageLink]]
    taken: list[str] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    _usual: frozenset[Face] = frozenset()

    def pieces(self, lines: Sequence[PageLine], *, breaks: bool = False, plain: bool = False) -> tuple[InlinePart, ...]:
        """The words of some lines as one paragraph. `breaks`: its lines stay lines.

        `plain`: looks that all of it has belong to its kind, as bold letters to headings.
        """
        out: list[InlinePart] = []
        self._usual = _shared_by_all(lines) if plain else frozenset()
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else None
            out += self._line(line, following, breaks=breaks)
        return tuple(out)

    def _line(self, line: PageLine, following: PageLine | None, *, breaks: bool) -> Iterator[InlinePart]:
        signs = list(line.signs)
        self.used.update(sign.key for sign in signs)
        end, joint = "", ""
        if following is not None:
            end, joint = ("", "\n") if breaks else self._joint(line, following)
        if end == "cut":
            signs = signs[:-1]
        small = _small_capitals(line)
        at = 0
        before: tuple[tuple[Face, ...], str] = (), ""
        while at < len(signs):
            sign = signs[at]
            note = self.shown.get(sign.key)
            looks = self._faces(line, sign, small=at in small), self._link(sign)
            if at and has_blank(signs[at - 1], sign):
                yield _blank(before, looks)
            before = looks
            if note is not None:
                yield NoteMark(note[0].key, "" if note[0].label.isdigit() else note[0].label)
                at += note[1]
                continue
            text = sign.glyph.text
            if text in _ACCENTS and at + 1 < len(signs) and _overlap(sign, signs[at + 1]):
                text = signs[at + 1].glyph.text + _ACCENTS[text]
                at += 1
            yield WordPart(text, *looks)
            at += 1
        if joint == "\n":
            yield LineBreak()
        elif joint and following is not None:
            behind = self._faces(following, following.signs[0]), self._link(following.signs[0])
            yield _blank((self._faces(line, signs[-1]), self._link(signs[-1])), behind)

    def _joint(self, line: PageLine, following: PageLine) -> tuple[str, str]:
        """What happens at the end of a line: whether its last character is cut, and what is put between the lines."""
        last = line.signs[-1].glyph.text
        if last == _SOFT:
            return "cut", ""
        if last not in _HYPHENS or len(line.signs) < 2 or not line.signs[-2].glyph.text[-1:].isalnum():
            return "", " "
        before = _WORD_END.search(line.text[:-1])
        behind = _WORD_BEGIN.match(following.text)
        if before is None or behind is None:
            return "", " " if behind is None else ""
        if hyphen_stays(before[1], behind[0], self.vocabulary):
            return "", ""
        if not self.vocabulary.has(before[1] + behind[0]):
            self.taken.append(f"{before[1]}-{behind[0]}")
        return "cut", ""

    def _faces(self, line: PageLine, sign: PlacedGlyph, *, small: bool = False) -> tuple[Face, ...]:
        style = sign.style
        found: set[Face] = set()
        if style.italic:
            found.add("em")
        if style.bold:
            found.add("strong")
        if style.caps or small:
            found.add("sc")
        if line.is_raised(sign):
            found.add("sup")
        elif line.is_lowered(sign):
            found.add("sub")
        elif style.size < 0.88 * line.size and sign.glyph.text.isupper():
            found.add("sc")
        return tuple(face for face in FACES if face in found and face not in self._usual)

    def _link(self, sign: PlacedGlyph) -> str:
        glyph = sign.glyph
        x, y = (glyph.left + glyph.right) / 2, (glyph.low + glyph.high) / 2
        for link in self.links.get(sign.page, ()):
            left, low, right, high = link.box
            if link.address.startswith(_SCHEMES) and left <= x <= right and low - 1 <= y <= high + 1:
                return link.address
        return ""


def _shared_by_all(lines: Sequence[PageLine]) -> frozenset[Face]:
    """The looks that all letters of some lines have."""
    styles = {sign.style for line in lines for sign in line.signs if sign.glyph.text[:1].isalpha()}
    said: Mapping[Face, bool] = {
        "em": all(one.italic for one in styles),
        "strong": all(one.bold for one in styles),
        "sc": all(one.caps for one in styles),
    }
    return frozenset(face for face, all_have in said.items() if all_have)


def _small_capitals(line: PageLine) -> frozenset[int]:
    """The letters of words in small capitals that a font draws in the place of small letters: without any ascender."""
    found: set[int] = set()
    word: list[int] = []
    for at, sign in enumerate((*line.signs, None)):
        if sign is not None and sign.glyph.text.isalpha() and (not word or not has_blank(line.signs[at - 1], sign)):
            word.append(at)
            continue
        small = [one for one in word if line.signs[one].glyph.text.islower()]
        if small and _are_capitals(line, [line.signs[one] for one in small]):
            found.update(small)
        word = [at] if sign is not None and sign.glyph.text.isalpha() else []
    return frozenset(found)


def _are_capitals(line: PageLine, signs: Sequence[PlacedGlyph]) -> bool:
    """Whether small letters are drawn as capitals: b, d, h … no higher than the others, g, p, q not below the line."""
    high = [sign for sign in signs if sign.glyph.text in "bdfhkl"]
    low = [sign for sign in signs if sign.glyph.text in "gpqy"]
    if not (high or low) or any(sign.glyph.low >= sign.glyph.high for sign in signs):
        return False
    tops = [sign.glyph.high - line.base for sign in signs]
    return (
        max(tops) - min(tops) < 0.08 * line.size
        and max(tops) < 0.6 * line.size
        and all(sign.glyph.low - line.base > -0.08 * line.size for sign in low)
        and not any(line.is_raised(sign) or line.is_lowered(sign) for sign in signs)
    )


def _blank(before: tuple[tuple[Face, ...], str], behind: tuple[tuple[Face, ...], str]) -> WordPart:
    """A blank between two characters, with the looks and the link that both have."""
    faces = tuple(face for face in before[0] if face in behind[0] and face not in {"sup", "sub"})
    return WordPart(" ", faces, before[1] if before[1] == behind[1] else "")


def _overlap(accent: PlacedGlyph, letter: PlacedGlyph) -> bool:
    return letter.glyph.text.isalpha() and letter.glyph.left < (accent.glyph.left + accent.glyph.right) / 2


def vocabulary_of(lines: Iterable[PageLine]) -> Vocabulary:
    """The words of some lines, without those that a line end divides."""
    return Vocabulary.of(_without_broken(lines))


def _without_broken(lines: Iterable[PageLine]) -> Iterator[str]:
    broken = False
    for line in lines:
        text = line.text
        if broken:
            text = text.partition(" ")[2]
        broken = line.signs[-1].glyph.text in {*_HYPHENS, _SOFT}
        yield text.rpartition(" ")[0] if broken else text
