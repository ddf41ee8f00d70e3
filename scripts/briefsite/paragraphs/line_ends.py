"""Line ends: what becomes of line ends, and of the hyphens at them, where lines are joined into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefsite.paragraphs.block import LINED, UNNUMBERED
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.paragraphs.text_lines import TextInProgress, TextLine
from briefsite.source.marker import only_markers
from briefsite.source.passage import Passage, gap
from briefsite.writing.hyphenation import hyphen_stays
from briefsite.writing.script import joins_without_blank

#: The lines of a paragraph's body or of one item.
Chunk = list[TextLine]


def tiled(text: TextInProgress, groups: Sequence[Sequence[Chunk]]) -> tuple[Paragraph, ...]:
    """The paragraphs, one for each group of chunks: the first is its body, the others are its items.

    Their passages, one after the other, are the whole text. What is between two chunks goes to the end of the first.
    """
    flat = [chunk for group in groups for chunk in group]
    if not flat:
        return ()
    ends = [chunk[0].low for chunk in flat[1:]] + [len(text.passage)]
    passages: list[Passage] = []
    for number, (chunk, end) in enumerate(zip(flat, ends, strict=True)):
        runs = list(gap("", text.passage[: chunk[0].low]).runs) if number == 0 else []
        for line, following in zip(chunk, [*chunk[1:], None], strict=True):
            runs += _line_passage(text, line, following, end, chunk).runs
        passages.append(Passage(tuple(runs)))
    found = iter(passages)
    return tuple(
        replace(paragraph, items=tuple(next(found) for _ in group[1:]))
        for group in groups
        for lines in [group[0]]
        for paragraph in [_paragraph(text, next(found), lines)]
    )


def _paragraph(text: TextInProgress, body: Passage, lines: Chunk) -> Paragraph:
    kind = lines[0].kind
    numbered = bool(text.number) or kind not in UNNUMBERED
    return Paragraph(body, (), kind, _indent(text, lines[0], lines), numbered)


def _indent(text: TextInProgress, line: TextLine, chunk: Chunk) -> int:
    """The columns by which a line of verse or of a table is indented more than the leftmost of its chunk."""
    if line.kind not in LINED or line.kind == "contents":
        return 0
    own = chunk[1:] if text.number and chunk[0].low == 0 and len(chunk) > 1 else chunk
    return max(0, line.column - min(other.column for other in own))


def _line_passage(text: TextInProgress, line: TextLine, following: TextLine | None, end: int, chunk: Chunk) -> Passage:
    passage = text.passage
    if following is None:
        return passage[line.low : line.high] + gap("", passage[line.high : end])
    between = passage[line.high : following.low]
    before_end, begin = text.words(line), text.words(following)
    if text.source.structure is not None:
        return passage[line.low : line.high] + gap("\n" + " " * _indent(text, following, chunk), between)
    before = re.search(r"(\w+)-$", before_end) if before_end.endswith("-") else None
    after = re.match(r"\w+", begin)
    if before and after and line.kind not in {"contents", "index"}:
        stays = _keeps_hyphen(text, before[1], after[0], line.low + before.start())
        if stays:
            return passage[line.low : line.high] + gap("", between)
        return passage[line.low : line.high - 1] + gap("", passage[line.high - 1 : following.low])
    if line.kind in LINED:
        ending = " " if line.joins else "\n" + " " * _indent(text, following, chunk)
        return passage[line.low : line.high] + gap(ending, between)
    whole = (following.after_blank and only_markers(begin)) or joins_without_blank(before_end, begin)
    return passage[line.low : line.high] + gap("" if whole else " ", between)


def _keeps_hyphen(text: TextInProgress, before: str, after: str, position: int) -> bool:
    """Whether the hyphen between two parts of a word stays, as edition.yml or the rule of hyphens says."""
    hyphenated = f"{before}-{after}"
    stated = text.overrides.edition.hyphens
    if hyphenated in stated.keep or hyphenated in stated.join:
        text.overrides.hyphens_used.add(hyphenated)
        stays, why = hyphenated in stated.keep, "as edition.yml says"
    else:
        stays = hyphen_stays(before, after, text.overrides.vocabulary)
        why = "a compound" if stays else "a break at the line end"
    says = f'"{hyphenated}" keeps its hyphen: {why}' if stays else f'"{before + after}" without its hyphen: {why}'
    text.decide(position, says)
    return stays
