"""A passage in pieces: stretches that are shown in one way."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from briefsite.source.marker import Marker, marked, markers
from briefsite.source.passage import Face, Passage


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a passage that is shown in one way: plain text, a marker, or the place of something taken out.

    `closes` is the emendation that ends with this piece: its sign is set behind it. `faces` and `link` are those of its
    run. The dash of a group such as [3–6] is a marker for each of the notes between.
    """

    text: str
    markers: tuple[Marker, ...]
    emendation: int | None
    closes: int | None
    faces: tuple[Face, ...] = ()
    link: str = ""


def shown_pieces(passage: Passage, find: Callable[[Passage], Iterable[Marker]] = markers) -> Iterable[Piece]:
    """The passage, cut wherever the way of showing changes. `find` gives its markers."""
    found = tuple(find(passage))
    if not found and not any(run.emendation is not None or run.faces or run.link for run in passage.runs):
        return [Piece(passage.text, (), None, None)] if passage.text else []
    return _merged(_over_line_ends(list(_pieces(passage, found))))


def _pieces(passage: Passage, found: Sequence[Marker]) -> Iterator[Piece]:
    """The passage, cut at the ends of its runs and markers."""
    starts: dict[int, tuple[Marker, ...]] = {}
    for marker in found:
        starts[marker.start] = (*starts.get(marker.start, ()), marker)
    cuts = sorted({cut for marker in found for cut in (marker.start, marker.end)})
    begin = 0
    runs = passage.runs
    for index, run in enumerate(runs):
        end = begin + len(run.text)
        last = run.emendation if index + 1 == len(runs) or runs[index + 1].emendation != run.emendation else None
        if not run.text and run.emendation is not None:
            yield Piece("", (), run.emendation, last)
        borders = [begin, *cuts[bisect_right(cuts, begin) : bisect_left(cuts, end)], end]
        for low, high in pairwise(borders):
            if low < high:
                closes = last if high == end else None
                shown = passage.text[low:high]
                yield Piece(shown, starts.get(low, ()), run.emendation, closes, run.faces, run.link)
        begin = end


def in_one_piece(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The longest stretch between two positions of a passage that is shown in one way, without blanks at its ends."""
    begin, best = 0, (start, start)
    for piece in shown_pieces(passage, marked):
        low, high = max(start, begin), min(end, begin + len(piece.text))
        begin += len(piece.text)
        if not piece.markers and piece.emendation is None and high - low > best[1] - best[0]:
            best = (low, high)
    words = passage.text[slice(*best)]
    return best[1] - len(words.lstrip(" ,")), best[0] + len(words.rstrip(" ,"))


def _merged(found: Iterable[Piece]) -> Iterator[Piece]:
    """Plain pieces that follow one another (the lines of the source) as one."""
    held: list[Piece] = []
    for piece in found:
        plain = not piece.markers and piece.emendation is None
        if held and not (plain and (held[0].faces, held[0].link) == (piece.faces, piece.link)):
            yield _in_one(held)
            held = []
        if plain:
            held.append(piece)
        else:
            yield piece
    if held:
        yield _in_one(held)


def _in_one(held: Sequence[Piece]) -> Piece:
    return held[0] if len(held) == 1 else replace(held[0], text="".join(piece.text for piece in held))


def _over_line_ends(found: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with a blank between two that are set alike set so as well: the end of a line ends no italics."""
    for at, piece in enumerate(found):
        around = [found[at - 1], found[at + 1]] if 0 < at < len(found) - 1 else []
        alike = len({(one.faces, one.link, bool(one.markers), one.emendation) for one in around}) == 1
        if alike and around[0].faces and piece.text.isspace() and not piece.markers and piece.emendation is None:
            yield replace(piece, faces=around[0].faces, link=around[0].link)
        else:
            yield piece
