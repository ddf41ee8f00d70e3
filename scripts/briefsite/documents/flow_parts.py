"""What is inside of a line: words, the marks of notes, corrections, and where lines of the source end.

Every document is made from these parts. TEI has the ends of lines, others leave them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from briefsite.reading.note import Citation
from briefsite.reading.publication import Publication
from briefsite.source.marker import Marker, markers
from briefsite.source.passage import Face, Passage, Run


@dataclass(frozen=True, slots=True)
class FlowWords:
    """Words of the author, as the edition reads them, and how they are set.

    `link` is the address to which they are linked, `work` the key of the work that they name, if they are in a note.
    """

    text: str
    faces: tuple[Face, ...] = ()
    link: str = ""
    work: str = ""

    @property
    def em(self) -> bool:
        """Whether they are emphasized."""
        return "em" in self.faces

    def is_set_as(self, other: FlowWords) -> bool:
        """Whether other words are set in the same way, with the same links."""
        return (self.faces, self.link, self.work) == (other.faces, other.link, other.work)


@dataclass(frozen=True, slots=True)
class FlowMark:
    """The mark of notes, as printed (`text`); `citations` are the places that it is, one for each note."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class FlowCorrection:
    """`text` is read instead of what the source has. `index` is the position of the emendation in edition.yml.

    What was emended across the border of two blocks is in both; `first` is its beginning.
    """

    text: str
    index: int
    first: bool


@dataclass(frozen=True, slots=True)
class FlowLineEnd:
    """The place where lines of the source end: the numbers of those that begin there, counted from 1.

    `within` is true if a word goes on over the end. `page` is true if a form feed is there.
    """

    lines: tuple[int, ...]
    within: bool
    page: bool


FlowPart: TypeAlias = FlowWords | FlowMark | FlowCorrection | FlowLineEnd


def flow_parts(
    publication: Publication,
    passage: Passage,
    cited: Iterator[Citation],
    find: Callable[[Passage], Iterable[Marker]] = markers,
) -> Iterator[FlowPart]:
    """What is inside of a passage, in order. `cited` gives what each marker cites, `find` the markers."""
    held: FlowPart | None = None
    for part in _ended(publication, [*_parts(publication, passage, cited, list(find(passage)))]):
        both = _united(held, part) if held is not None else part
        if held is not None and both is None:
            yield held
        held = both or part
    if held is not None:
        yield held


def _ended(publication: Publication, parts: list[FlowPart]) -> list[FlowPart]:
    """The parts without the line ends behind the last words: the next passage begins there. Page furniture stays."""
    furniture = {one.line for one in publication.furniture}
    last = max((at for at, part in enumerate(parts) if not isinstance(part, FlowLineEnd)), default=-1)
    behind = (part for part in parts[last + 1 :] if isinstance(part, FlowLineEnd))
    kept = ((tuple(line for line in part.lines if line in furniture), part.page) for part in behind)
    return [*parts[: last + 1], *(FlowLineEnd(lines, within=False, page=page) for lines, page in kept if lines)]


def _united(held: FlowPart, part: FlowPart) -> FlowPart | None:
    """Two parts as one, if they are of one kind."""
    if isinstance(held, FlowWords) and isinstance(part, FlowWords) and held.is_set_as(part):
        return replace(held, text=held.text + part.text)
    if isinstance(held, FlowCorrection) and isinstance(part, FlowCorrection) and held.index == part.index:
        return FlowCorrection(held.text + part.text, held.index, held.first)
    return None


def _parts(
    publication: Publication, passage: Passage, cited: Iterator[Citation], found: Sequence[Marker]
) -> Iterator[FlowPart]:
    own: dict[int, list[Marker]] = {}
    for marker in found:
        own.setdefault(marker.start, []).append(marker)
    begin = until = 0
    for run in passage.runs:
        at, end = begin, begin + len(run.text)
        while at < end:
            if at < until:  # the rest of a marker that is in several runs
                at = min(until, end)
                continue
            here = own.get(at)
            if here:
                until = max(marker.end for marker in here)
                places = tuple(place for _, place in zip(here, cited, strict=False))
                yield FlowMark(passage.text[at:until], places)
                at = min(until, end)
                continue
            stop = min([start for start in own if at < start < end], default=end)
            yield from _words(publication, run, passage.text[at:stop])
            at = stop
        if not run.text and run.emendation is not None:
            yield _correction(publication, run, "")
        yield from _line_end(publication, run)
        begin = end


def _words(publication: Publication, run: Run, text: str) -> Iterator[FlowPart]:
    if run.emendation is not None:
        yield _correction(publication, run, text)
    else:
        yield FlowWords(text, run.faces, run.link)


def _correction(publication: Publication, run: Run, text: str) -> FlowCorrection:
    index = run.emendation or 0
    return FlowCorrection(text, index, run.start <= publication.correction[index].start)


def _line_end(publication: Publication, run: Run) -> Iterator[FlowLineEnd]:
    """The lines of the source that begin in a run that stands for white space, or for a hyphen at a line end."""
    source = publication.source
    raw = source.text[run.start : run.end]
    if run.emendation is None and "\n" in raw and not raw.strip().strip("-\xad"):
        lines = tuple(range(source.line(run.start) + 1, source.line(run.end) + 1))
        yield FlowLineEnd(lines, not run.text.strip() and not run.text, "\f" in raw)


def naming_works(parts: Iterable[FlowPart], named: Sequence[tuple[int, int, str]]) -> Iterator[FlowPart]:
    """The parts of a passage, with the key of a work on the words that name it: (start, end, key) in the passage."""
    begin = 0
    for part in parts:
        end = begin if isinstance(part, FlowLineEnd) else begin + len(part.text)
        if isinstance(part, FlowWords):
            inside = [(max(low, begin), min(high, end), key) for low, high, key in named if low < end and high > begin]
            at = begin
            for start, high, key in inside:
                low = max(start, at)
                if at < low:
                    yield replace(part, text=part.text[at - begin : low - begin])
                yield replace(part, text=part.text[low - begin : high - begin], work=key)
                at = high
            if at < end or not inside:
                yield replace(part, text=part.text[at - begin :])
        else:
            yield part
        begin = end
