"""What an edition has put into a Word file that it exported, and that comes back: see `edition_signs`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.intake.docx_parts import WordFile, value, w
from briefsite.intake.edition_signs import NUMBER_SIGN, NUMBER_STYLE, edition_bookmark, named_by_edition

_NOTE_MARKS: Final = frozenset({w("footnoteReference"), w("endnoteReference")})
_MOST_NOTES: Final = 3000


class EditionPlaces:
    """Finds the edition's additions in paragraphs.

    `numbered` has, for each run, how many of its first characters are a number of the edition. `received` has, for each
    mark of a note that corrects what was received, those words and the label of the note.
    """

    def __init__(self, file: WordFile) -> None:
        self.styles = {id_ for id_, one in file.styles.items() if one.name == NUMBER_STYLE}
        self.numbered: dict[Element, int] = {}
        self.received: dict[Element, tuple[str, str]] = {}

    def begin(self, paragraph: Element) -> None:
        """Finds the numbers in a paragraph: there are several in it where the author has joined some."""
        self.numbered.clear()
        self.received.clear()
        if not self.styles:
            return
        runs = groupby(paragraph.iter(w("r")), lambda run: value(run.find(w("rPr")), "rStyle") in self.styles)
        for own in (list(group) for is_number, group in runs if is_number):
            texts = [_characters(run) for run in own]
            match = NUMBER_SIGN.match("".join(texts))
            left = match.end() if match else 0
            for run, text in zip(own, texts, strict=True):
                self.numbered[run] = min(left, len(text))
                left -= self.numbered[run]

    def without_corrections(self, parent: Element) -> Iterator[Element]:
        """The children of an element. Where the edition's words are still its own, those that it received instead."""
        children = [*_hoisted(parent)]
        at = 0
        while at < len(children):
            child = children[at]
            name = named_by_edition(child.get(w("name"), "")) if child.tag == w("bookmarkStart") else ""
            within = _until_end(children[at + 1 :], child.get(w("id"))) if name else None
            written = _written(within, name) if within is not None else None
            if within is not None and written is not None:
                yield from self._received(within, written)
                at += len(within)
            else:
                yield child
            at += 1

    def _received(self, within: Sequence[Element], written: str) -> Iterator[Element]:
        """What stood there: the struck words as text, or a mark that had them."""
        marks = [one for part in within for one in part.iter() if one.tag in _NOTE_MARKS]
        if marks:
            self.received[marks[0]] = (_texts(within, "delText"), written)
            yield from (run for part in within if part.tag == w("ins") for run in part)
            return
        for part in within:
            if part.tag == w("del"):
                yield from part


def _written(within: Sequence[Element], name: str) -> str | None:
    """What the edition wrote in a bookmark with this name, or the number of a note; None if it was changed."""
    struck, shown = _texts(within, "delText"), _texts(within, "t")
    changes = [one for part in within for one in part.iter() if one.tag in {w("ins"), w("del")}]
    if not all(one in within for one in changes):
        return None
    mark = not shown and any(one.tag in _NOTE_MARKS for part in within for one in part.iter())
    tries = map(str, range(1, _MOST_NOTES)) if mark else [shown]
    return next((one for one in tries if edition_bookmark(struck, one) == name), None)


def _hoisted(parent: Element) -> Iterator[Element]:
    """The children of an element. LibreOffice has the ends of bookmarks at the borders of changes inside these."""
    for child in parent:
        if child.tag not in {w("ins"), w("del")} or child.find(w("bookmarkStart")) is child.find(w("bookmarkEnd")):
            yield child
            continue
        inner = [*child]
        yield from (one for one in inner if one.tag == w("bookmarkStart"))
        yield child
        yield from (one for one in inner if one.tag == w("bookmarkEnd"))


def is_by_edition(paragraph: Element) -> bool:
    """Whether a paragraph in the editors' style has nothing but what the edition wrote there."""
    words = "".join(one.text or "" for one in paragraph.iter() if one.tag in {w("t"), w("delText")})
    names = {named_by_edition(one.get(w("name"), "")) for one in paragraph.iter(w("bookmarkStart"))}
    return not words.strip() or edition_bookmark("", words) in names


def _until_end(following: Sequence[Element], id_: str | None) -> Sequence[Element] | None:
    for at, one in enumerate(following):
        if one.tag == w("bookmarkEnd") and one.get(w("id")) == id_:
            return following[:at]
    return None


def _texts(within: Sequence[Element], name: str) -> str:
    return "".join(one.text or "" for part in within for one in part.iter(w(name)))


def _characters(run: Element) -> str:
    """The characters of a run as they are read: a tab is a blank."""
    signs = (one for one in run if one.tag in {w("t"), w("tab")})
    return "".join(one.text or "" if one.tag == w("t") else " " for one in signs)
