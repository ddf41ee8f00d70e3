"""The kinds of blocks: headings by their size and weight, items, quotations and verse by where their lines are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefsite.intake.pdf.body_style import BodyStyle
from briefsite.intake.pdf.contents import PdfBookmark, PdfContents
from briefsite.intake.pdf.contents_list import compared_words
from briefsite.intake.pdf.line_blocks import CAPTION, LineBlock, fits
from briefsite.intake.pdf.tag_places import TagPlace, TagPlaces
from briefsite.intake.pdf.text_line import PageLine
from briefsite.intake.pdf.title_blocks import StyleKey, front_lines, style_key, title_block
from briefsite.source.structure import BlockRole

_LARGER: Final = 1.06
_LONGEST: Final = 250
_MOST_LINES: Final = 5
_SENTENCE: Final = re.compile(r"[.;:,]\s*$")
_NUMBERED: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\.?\s+\S")
#: What stands alone above the heading of a chapter.
_CHAPTER: Final = re.compile(
    r"(?:chapter|part|kapitel|teil|chapitre|partie|cap[ií]tulo|parte|bölüm|kısım|глава|часть)\s+(?:\d{1,3}|[IVXLC]{1,7})",
    re.IGNORECASE,
)
_INDENT: Final = 0.9


@dataclass(frozen=True)
class BlockKinds:
    """What each block is, by its position: the kind, and the level of a heading."""

    kinds: Mapping[int, tuple[BlockRole, int]]
    title: str


def kinds_of_blocks(blocks: Sequence[object], style: BodyStyle, contents: PdfContents, tags: TagPlaces) -> BlockKinds:
    """The kinds of the blocks that are lines."""
    own = {at: block for at, block in enumerate(blocks) if isinstance(block, LineBlock)}
    tagged = {at: place for at, block in own.items() if (place := tags.of_line(block.lines[0])) is not None}
    marked, headings = _headings(own, tagged, style, contents, tags)
    title = title_block(own, headings, marked, style, contents)
    headings -= {title}
    if title is not None:
        headings -= front_lines(title, headings, marked, own, contents)
    levels = _levels({at: own[at] for at in headings}, marked)
    levels |= {at: levels[at + 1] for at in levels if at + 1 in levels and _CHAPTER.fullmatch(own[at].text.strip())}
    kinds: dict[int, tuple[BlockRole, int]] = {at: ("heading", level) for at, level in levels.items()}
    if title is not None:
        kinds[title] = "title", 0
    first = min((at for at, block in own.items() if at in levels or _is_prose(block, style)), default=0)
    for at, block in own.items():
        if at in kinds:
            continue
        if at in tagged and (kind := _tagged_kind(tagged[at])) is not None:
            kinds[at] = kind
            continue
        if title is not None and title < at < first and block.lines[0].page == 1 and not CAPTION.match(block.text):
            kinds[at] = "front", 0
        elif block.label[1]:
            kinds[at] = "item", 1
        else:
            kinds[at] = _set_in(block), 0
    for at, block in own.items():
        if kinds[at][0] in {"prose", "quotation"} and _is_caption(at, block, blocks, style):
            kinds[at] = "caption", 0
    return BlockKinds(kinds, own[title].text if title is not None else "")


def _headings(
    own: Mapping[int, LineBlock],
    tagged: Mapping[int, TagPlace],
    style: BodyStyle,
    contents: PdfContents,
    tags: TagPlaces,
) -> tuple[dict[int, int], set[int]]:
    """The levels of the headings that tags or the outline have, and all headings: where these are tagged, no others.

    What is before the first of them may be a title.
    """
    if tags.has_headings:
        marked = {at: level for at, place in tagged.items() if (level := _heading_level(place, own[at]))}
        first = min(marked, default=0)
        others = {at for at in own if at < first or at not in tagged}
    else:
        marked = {at: level for at, block in own.items() if (level := _bookmarked(block, contents.bookmarks))}
        others = {*own}
    return marked, {*marked, *(at for at in others if _is_heading(own[at], style))}


def _heading_level(place: TagPlace, block: LineBlock) -> int:
    """The level of a tagged heading; 0 for other blocks."""
    if place.role == "H":
        return 1
    level = int(place.role[1]) if place.role.startswith("H") else 0
    return level if any(map(str.isalnum, block.text)) else 0


def _tagged_kind(place: TagPlace) -> tuple[BlockRole, int] | None:
    """The kind of a block that its tags state; None if they only say that it is a paragraph."""
    if place.role == "LI":
        return "item", max(1, place.depth)
    if place.role == "Caption":
        return "caption", 0
    return ("quotation", 0) if place.quoted else None


def _is_caption(at: int, block: LineBlock, blocks: Sequence[object], style: BodyStyle) -> bool:
    """Whether a short block next to a table or an image is set unlike the text: smaller, italic, in the middle."""
    beside = [blocks[other] for other in (at - 1, at + 1) if 0 <= other < len(blocks)]
    if (
        all(isinstance(one, LineBlock) for one in beside)
        or len(block.lines) > _MOST_LINES
        or len(block.text) > _LONGEST
    ):
        return False
    lines = block.lines
    centered = all(abs((line.begin - line.left) - (line.right - line.end)) < line.size / 2 for line in lines)
    set_in = all(line.begin - line.left > _INDENT * line.size for line in lines)
    other = all(line.italic for line in lines) or all(line.size < 0.96 * style.size for line in lines)
    return other or (centered and set_in)


def _bookmarked(block: LineBlock, bookmarks: Sequence[PdfBookmark]) -> int:
    """The level of the entry of the outline that has the words of a block, on its page; 0 if there is none."""
    if len(block.lines) > _MOST_LINES:
        return 0
    text = compared_words(block.text)
    page = block.lines[0].page
    for one in bookmarks:
        title = compared_words(one.title)
        if (
            title
            and abs(one.page - page) <= 1
            and text in {title, compared_words(re.sub(r"^[\d.]+\s+", "", block.text))}
        ):
            bare = re.sub(r"\d+$", "", text)
            if title in {text, bare} or compared_words(re.sub(r"^[\d.]+\s+", "", block.text)) == title:
                return one.level
        if title and abs(one.page - page) <= 1 and re.fullmatch(re.escape(title) + r"\d{1,3}", text):
            return one.level
    return 0


def _is_heading(block: LineBlock, style: BodyStyle) -> bool:
    text = block.text.strip()
    if len(block.lines) > _MOST_LINES or len(text) > _LONGEST or CAPTION.match(text) or not any(map(str.isalpha, text)):
        return False
    larger = all(line.size > _LARGER * style.size for line in block.lines)
    bold = all(line.bold for line in block.lines) and not style.bold
    smaller = any(line.size < 0.94 * style.size for line in block.lines)
    if larger:
        return not (_SENTENCE.search(text) and len(block.lines) > 2)
    if bold and not smaller:
        return not _SENTENCE.search(text) or bool(re.fullmatch(r"[\d.]+", text))
    return bool(
        all(line.caps for line in block.lines)
        and not smaller
        and len(text) < 100
        and block.gap > 1.2
        and not _SENTENCE.search(text)
    )


def _levels(headings: Mapping[int, LineBlock], marked: Mapping[int, int]) -> dict[int, int]:
    """The level of each heading: that of the outline, else by its style, larger ones above smaller ones."""
    known: dict[StyleKey, int] = {}
    for at, level in marked.items():
        if at in headings:
            known.setdefault(style_key(headings[at]), level)
    order = sorted({style_key(block) for block in headings.values()}, key=lambda key: (-key[0], not key[1], not key[2]))
    by_style: dict[StyleKey, int] = {}
    level = 0
    for key in order:
        level = known[key] if key in known else level + 1
        by_style[key] = level
    found = {at: marked.get(at) or by_style[style_key(block)] for at, block in headings.items()}
    least = min(found.values(), default=1)
    return {at: min(6, level - least + 1) for at, level in found.items()}


def _is_prose(block: LineBlock, style: BodyStyle) -> bool:
    return len(block.lines) > 1 and len(block.text) > 160 and abs(block.lines[0].size - style.size) < 1


def _varies(lines: Sequence[PageLine]) -> bool:
    """Whether lines end where their author ended them: the next word would have fitted into the block's own width."""
    end = max(line.end for line in lines)
    ended = sum(fits(line.within(line.left, end), following) for line, following in pairwise(lines))
    return ended > 1 and 2 * ended >= len(lines) - 1


def _set_in(block: LineBlock) -> BlockRole:
    """What a block without a label is: verse or a quotation if its lines are away from the edge, else prose."""
    lines = block.lines
    inner = [line.begin - line.left > _INDENT * line.size for line in lines]
    if CAPTION.match(block.text):
        return "caption"
    if len(lines) > 2 and sum(block.ends) >= len(block.ends) - 1 and sum(block.ends) > 1 and _varies(lines):
        return "verse" if all(inner) else "lines"
    narrow = all(inner) and (len(lines) > 1 or lines[0].right - lines[0].end > _INDENT * lines[0].size)
    if len(lines) == 1:
        centered = abs((lines[0].begin - lines[0].left) - (lines[0].right - lines[0].end)) < 2
        narrow = narrow and not centered and block.gap > 1.15
        if (
            narrow
            and lines[0].begin - lines[0].left < 2.2 * lines[0].size
            and not lines[0].right - lines[0].end > 2 * lines[0].size
        ):
            narrow = False
    return "quotation" if narrow else "prose"
