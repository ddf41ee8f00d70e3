"""A passage in pieces: stretches that are shown in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefsite.source.marker import Marker, marked, markers
from briefsite.source.passage import Face, Passage


@dataclass(frozen=True, slots=True)
class Piece:
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


def pieces(passage: Passage, find: Callable[[Passage], Iterable[Marker]] = markers) -> Iterator[Piece]:
    """The passage, cut wherever the way of showing changes. `find` gives its markers."""
    found = tuple(find(passage))
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
        borders = [begin, *(cut for cut in cuts if begin < cut < end), end]
        for low, high in pairwise(borders):
            if low < high:
                closes = last if high == end else None
                shown = passage.text[low:high]
                yield Piece(shown, starts.get(low, ()), run.emendation, closes, run.faces, run.link)
        begin = end


def in_one_piece(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The longest stretch between two positions of a passage that is shown in one way, without blanks at its ends."""
    begin, best = 0, (start, start)
    for piece in merged(pieces(passage, marked)):
        low, high = max(start, begin), min(end, begin + len(piece.text))
        begin += len(piece.text)
        if not piece.markers and piece.emendation is None and high - low > best[1] - best[0]:
            best = (low, high)
    words = passage.text[slice(*best)]
    return best[1] - len(words.lstrip(" ,")), best[0] + len(words.rstrip(" ,"))


def merged(found: Iterator[Piece]) -> Iterator[Piece]:
    """Plain pieces that follow one another (the lines of the source) as one."""
    held: Piece | None = None
    for piece in _over_line_ends(list(found)):
        plain = not piece.markers and piece.emendation is None
        if plain and held is not None and (held.faces, held.link) == (piece.faces, piece.link):
            held = replace(held, text=held.text + piece.text)
        elif plain:
            if held is not None:
                yield held
            held = piece
        else:
            if held is not None:
                yield held
                held = None
            yield piece
    if held is not None:
        yield held


def _over_line_ends(found: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with a blank between two that are set alike set so as well: the end of a line ends no italics."""
    for at, piece in enumerate(found):
        around = [found[at - 1], found[at + 1]] if 0 < at < len(found) - 1 else []
        alike = len({(one.faces, one.link, bool(one.markers), one.emendation) for one in around}) == 1
        if alike and around[0].faces and piece.text.isspace() and not piece.markers and piece.emendation is None:
            yield replace(piece, faces=around[0].faces, link=around[0].link)
        else:
            yield piece
