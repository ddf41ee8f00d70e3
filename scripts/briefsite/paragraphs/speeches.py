"""Speeches: the lines of a play that name who speaks, told from the others because the names come again.

"KEEPER.", "WÄRTER: Das Eis …", "ANNA (leise):", "LE GARDIEN, à part.", or the name alone above its speech. Names in
small letters ("Keeper.", "First Boatman:") tell a play only if most of its blocks begin with one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import Line
from briefsite.paragraphs.heading import (
    begins_upper,
    is_contents,
    is_heading,
    is_index,
    is_persons,
)
from briefsite.words import squeezed
from briefsite.writing.headings import is_numbered_heading
from briefsite.writing.roman import is_numeral

_NAME: Final = r"(?P<name>[^\W\d_](?:[^\W\d_]|[ .'’-]){1,30}?)"
#: With a stage direction between the name and the point or colon.
_SPEAKER: Final = re.compile(
    rf"{_NAME}(?:,?\s*[(\[][^()\[\]]{{1,60}}[)\]]|,\s[^.:]{{1,40}}|_[^_]{{1,60}}_)?[.:](?:\s|$)"
)
_ALONE: Final = re.compile(rf"{_NAME}(?:,?\s*[(\[][^()\[\]]{{1,60}}[)\]])?")
#: A name of up to three words, each with a capital but for those between them.
_SMALL_NAME: Final = re.compile(
    r"(?P<name>[^\W\d_a-z][^\W\d_]+\.?(?: (?:[^\W\d_]{1,3} )?[^\W\d_a-z][^\W\d_]*){0,2})"
    r"(?: ?[(\[][^()\[\]]{1,60}[)\]])?[.:]\s+\S"
)
#: So often a name speaks at least, or a line in capitals comes; so many names come again in a play.
_TIMES: Final = 3
_NAMES: Final = 2


def find_speeches(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Turns the kinds `found` of speeches into `verse`, and of lines in capitals that head nothing into `lines`.

    The list of persons before a play keeps its lines as well.
    """
    _find_recurring_lines(blocks, found)
    speakers = [speaker_of(block) for block in blocks]
    counts = Counter(filter(None, speakers))
    play = sum(count >= _NAMES for count in counts.values()) >= _NAMES and max(counts.values()) >= _TIMES
    for index, (block, speaker) in enumerate(zip(blocks, speakers, strict=True)):
        speaks = counts[speaker] >= (1 if play else _TIMES) if speaker else False
        if speaks and found[index] in {"prose", "heading", "quotation"}:
            found[index] = "lines" if len(block) == 1 and squeezed(block[0][1]).rstrip(".:") == speaker else "verse"
    if play:
        _find_persons(blocks, found)
    else:
        _find_small_names(blocks, found)


def speaker_of(block: Sequence[Line]) -> str:
    """The name in capitals with which a block begins as a speech would; empty if there is none."""
    text = squeezed(block[0][1])
    match = _SPEAKER.match(text) or (_ALONE.fullmatch(text) if len(block) > 1 else None)
    name = match["name"].strip(" .") if match else ""
    known = is_numbered_heading(text) or is_numbered_heading(name) or is_contents(name) or is_index(name)
    spelled = name.isupper() and re.search(r"[^\W\d_]{2}", name) and not is_numeral(name)
    return name if spelled and not known and not is_persons(text) else ""


def _find_small_names(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Speeches under names that aren't in capitals keep their lines if these are verses: they begin with capitals."""
    prose = [index for index, kind in enumerate(found) if kind in {"prose", "verse", "quotation"}]
    names = {index: match["name"] for index in prose if (match := _SMALL_NAME.match(squeezed(blocks[index][0][1])))}
    counts = Counter(names.values())
    several = sum(count >= _NAMES for count in counts.values()) >= _NAMES and max(counts.values()) >= _TIMES
    if not several or 2 * sum(count for count in counts.values() if count >= _NAMES) <= len(prose):
        return
    for index in names:
        lines = [text for _, text in blocks[index][1:]]
        if found[index] == "prose" and lines and all(map(begins_upper, lines)):
            found[index] = "verse"


def _find_recurring_lines(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """A line in capitals that a text has three times signs letters, or names a speaker."""
    texts = [squeezed(block[0][1]) if len(block) == 1 else "" for block in blocks]
    counts = Counter(text for text, kind in zip(texts, found, strict=True) if kind == "heading")
    for index, text in enumerate(texts):
        if (
            found[index] == "heading"
            and counts[text] >= _TIMES
            and not (is_numbered_heading(text) or is_contents(text) or is_index(text))
            and text.isupper()
            and len(text) > _TIMES
        ):
            found[index] = "lines"


def _find_persons(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    listed = False
    for index, block in enumerate(blocks):
        if found[index] == "heading":
            listed = is_persons(squeezed(block[0][1])) or (listed and not is_heading([text for _, text in block]))
        elif listed and found[index] in {"prose", "quotation"}:
            found[index] = "lines"
