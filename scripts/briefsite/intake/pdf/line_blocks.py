"""Blocks of lines: where a paragraph ends and the next begins, by distance, indentation and what would have fitted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from briefsite.intake.pdf.body_style import BodyStyle
from briefsite.intake.pdf.contents import PagePicture
from briefsite.intake.pdf.page_margins import MarginText
from briefsite.intake.pdf.ruled_tables import PdfTable
from briefsite.intake.pdf.tag_places import TagPlaces
from briefsite.intake.pdf.text_line import PageLine, has_blank

#: What has a place among the lines, and is none of them.
PlacedItem = PdfTable | PagePicture | MarginText
FlowItem = PageLine | PlacedItem

_INDENT: Final = 0.75
#: A line that ends in the middle of a word.
_BROKEN: Final = re.compile(r"[^\W\d_][-‐\xad]$")
_TERMINAL: Final = re.compile(r"[.!?…:][\d*†‡”’\"')\]»\s]*$")
CAPTION: Final = re.compile(
    r"(?:fig(?:ure|\.)?|abb(?:ildung|\.)?|table|tab(?:elle|leau|\.)|tablo|şekil|рис(?:унок|\.)|таблица|chart|map|box|plate)"
    r"\s*[\dIVXLA]{1,4}(?:[.:–-]\S*)?(?:\s|$)",
    re.IGNORECASE,
)
BULLETS: Final = "•◦▪‣●○■□–—·∙*➢➤✓-\uf0b7"
ITEM: Final = re.compile(
    r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5}|[IVXLC]{1,5})[.)]|\(\d{1,3}\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?"
)


@dataclass
class LineBlock:
    """Lines that belong together. `gap` is the distance from what is before, in usual distances of lines.

    `ends` says for each line but the last whether the next word would have fitted on it. `label` has the number or
    bullet of an item of a list with the number of its characters.
    """

    lines: list[PageLine]
    gap: float = 1.0
    ends: list[bool] = field(default_factory=list)
    label: tuple[str, int] = ("", 0)

    @property
    def text(self) -> str:
        """The words of all lines."""
        return " ".join(line.text for line in self.lines)


def list_label(line: PageLine) -> tuple[str, int]:
    """The number or bullet at the beginning of a line, with how many characters it has; "" and 0 if there is none."""
    signs = line.signs
    word = 1
    while word < len(signs) and not has_blank(signs[word - 1], signs[word]):
        word += 1
    if word >= len(signs):
        return "", 0
    first = "".join(sign.glyph.text for sign in signs[:word])
    gap = signs[word].glyph.left - signs[word - 1].glyph.right
    if first in BULLETS and gap > 0.2 * line.size:
        return "•", word
    return (first, word) if ITEM.fullmatch(first) else ("", 0)


def line_blocks(flow: Sequence[FlowItem], style: BodyStyle, tags: TagPlaces) -> list[LineBlock | PlacedItem]:
    """What is on the pages as blocks; a table or an image in the middle of a sentence comes behind its paragraph."""
    out: list[LineBlock | PlacedItem] = []
    waiting: list[PlacedItem] = []
    lines = [one for one in flow if isinstance(one, PageLine)]
    position = -1
    current: LineBlock | None = None
    floated = False
    for one in flow:
        if not isinstance(one, PageLine):
            waiting.append(one)
            floated = floated or not isinstance(one, MarginText)
            continue
        position += 1
        before = lines[position - 1] if position else None
        following = lines[position + 1] if position + 1 < len(lines) else None
        if (
            current is not None
            and before is not None
            and not _divides(tags, current, before, one, following, style, floated=floated)
        ):
            current.ends.append(False if _is_apart(before, one) else fits(before, one))
            current.lines.append(one)
            continue
        if current is not None:
            out.append(current)
        out += waiting
        waiting, floated = [], False
        current = LineBlock([one], _gap(before, one, style), label=list_label(one))
    return [*out, *([current] if current is not None else []), *waiting]


def _is_apart(before: PageLine, line: PageLine) -> bool:
    """Whether a line is in another column or on another page than the one before."""
    return before.page != line.page or line.base > before.base - 0.3 * before.size or line.begin > before.right


def _gap(before: PageLine | None, line: PageLine, style: BodyStyle) -> float:
    if before is None or _is_apart(before, line):
        return 2.0
    return (before.base - line.base) / max(style.lead(line), style.lead(before), 1)


def fits(before: PageLine, line: PageLine) -> bool:
    """Whether the first word of a line would have fitted on the line before, which was ended on purpose then."""
    if before.text.endswith(("-", "\xad")):
        return False
    signs = line.signs
    word = 1
    while (
        word < len(signs) and not has_blank(signs[word - 1], signs[word]) and signs[word - 1].glyph.text not in "-–—/"
    ):
        word += 1
    needed = signs[word - 1].glyph.right - signs[0].glyph.left
    return before.right - before.end > needed + (0.35 if _ended(before) else 0.75) * line.size


def _divides(
    tags: TagPlaces,
    block: LineBlock,
    before: PageLine,
    line: PageLine,
    following: PageLine | None,
    style: BodyStyle,
    *,
    floated: bool,
) -> bool:
    """Whether a line begins a new block: as the tags say, or else as the lines look."""
    upper, own = tags.of_line(before), tags.of_line(line)
    if upper is not None and own is not None and min(upper.number, own.number) >= 0:
        return upper.number != own.number
    return _breaks(block, before, line, following, style, floated=floated)


def _breaks(  # noqa: C901, PLR0911, PLR0912 - a rule a line
    block: LineBlock, before: PageLine, line: PageLine, following: PageLine | None, style: BodyStyle, *, floated: bool
) -> bool:
    """Whether a line begins a new block."""
    if abs(before.size - line.size) > 0.06 * style.size and not _is_tiny(before, line):
        return True
    if _BROKEN.search(before.text) and line.text[:1].islower():
        return False
    if before.bold != line.bold and not (style.bold or _is_sentence(block)):
        return True
    if list_label(line)[1] and (block.label[1] or list_label(line)[0] == "•") and _is_item(line, block):
        return True
    indent = line.begin - line.left
    if CAPTION.match(line.text) and (floated or _is_apart(before, line) or _ended(before) or CAPTION.match(block.text)):
        return True
    if _is_apart(before, line) and CAPTION.match(block.text) and (_ended(before) or floated):
        return True
    if _is_apart(before, line):
        if fits(before, line.within(before.left, before.right)) or (
            indent > _INDENT * line.size and not block.label[1] and _ended(before)
        ):
            return True
        return _ended(before) and (floated or indent > _INDENT * line.size) and not block.label[1]
    if floated and _ended(before):
        return True
    if before.base - line.base > style.lead(line) + _widening(before, line):
        return True
    if block.label[1] and abs(line.begin - _text_begin(block)) > 0.3 * line.size and fits(before, line):
        return True
    moved = line.begin - before.begin
    step = _INDENT * line.size
    if moved > step and len(block.lines) >= 1 and not block.label[1]:
        hanging = following is not None and not _is_apart(line, following) and abs(following.begin - line.begin) < step
        if len(block.lines) == 1 and hanging and not _ended(before):
            return False
        return (_ended(before) or fits(before, line)) and not (
            hanging and len(block.lines) == 1 and not fits(before, line)
        )
    if moved < -step:
        first = len(block.lines) == 1 and before.begin - before.left > step
        return fits(before, line) if first else (_ended(before) or fits(before, line))
    return fits(before, line) and _ended(before) and not _is_set_in(block, line)


def _text_begin(item: LineBlock) -> float:
    """Where the last line of an item begins: behind the number or bullet in its first line."""
    return item.lines[-1].begin if len(item.lines) > 1 else item.lines[0].signs[item.label[1]].glyph.left


def _widening(before: PageLine, line: PageLine) -> float:
    """How much wider the distance of two lines may be than usual: raised marks push lines apart in some programs."""
    marks = any(line.is_raised(sign) for sign in line.signs) or any(before.is_lowered(sign) for sign in before.signs)
    return (0.5 if marks else 0.3) * max(line.size, before.size)


def _is_set_in(block: LineBlock, line: PageLine) -> bool:
    """Whether lines are all away from the left edge, as those of verse are."""
    return min(one.begin for one in (*block.lines, line)) - line.left > _INDENT * line.size


def _is_item(line: PageLine, block: LineBlock) -> bool:
    if block.label[1]:
        return abs(line.begin - block.lines[0].begin) < 3 * line.size or _ended(block.lines[-1])
    return _ended(block.lines[-1]) or fits(block.lines[-1], line)


def _is_tiny(before: PageLine, line: PageLine) -> bool:
    """Whether one of two lines has so few characters that its size says nothing."""
    return min(len(before.signs), len(line.signs)) < 3


def _is_sentence(block: LineBlock) -> bool:
    return any(not line.bold for line in block.lines)


def _ended(line: PageLine) -> bool:
    return bool(_TERMINAL.search(line.text))


def doubtful_joins(blocks: Sequence[LineBlock | PlacedItem]) -> list[tuple[int, str]]:
    """Where a paragraph goes on on the next page behind the end of a sentence, and nothing shows that it does.

    In a text whose paragraphs begin with an indentation that is certain. Each is the page, and the last words on it.
    """
    own = [block for block in blocks if isinstance(block, LineBlock) and len(block.lines) > 1 and not block.label[1]]
    indented = sum(block.lines[0].begin - block.lines[1].begin > _INDENT * block.lines[0].size for block in own)
    if 3 * indented > len(own):
        return []
    found = []
    for block in own:
        for before, line in pairwise(block.lines):
            if _is_apart(before, line) and _ended(before) and not line.text[:1].islower():
                found.append((before.page, " ".join(before.text.split()[-4:])))
    return found
