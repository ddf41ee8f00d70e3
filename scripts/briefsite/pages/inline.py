"""The author's words as inline Markdown, with the markers and the emendations at their places.

Whatever isn't the author's has the class `ed`: style sheets, the search and the check of the words tell it apart by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.edition.standing_pages import NAMES_PAGE, RECEIVED_PAGE
from briefsite.html import Markdown, inline_element, is_element
from briefsite.ledger.address import label, spoken
from briefsite.ledger.page_ids import emendation_sign_id, line_id
from briefsite.ledger.version import DRAFT, VersionId, version_named
from briefsite.markup import blanks, inner, inside, joined, line_break, link, phrase, typeset
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.reading.name_index import Mention
from briefsite.reading.note import Citation
from briefsite.source.marker import Marker, markers
from briefsite.source.passage import Passage
from briefsite.source.source import Source

#: How the signs of notes are said aloud.
SPOKEN: Final = {"*": "star", "†": "dagger", "‡": "double dagger", "§": "section sign"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage that is shown in one way: plain text, a marker, or the place of something taken out.

    `closes` is the emendation that ends with this piece: its sign is set behind it. `em`: it is emphasized. The dash of
    a group such as [3–6] is a marker for each of the notes between.
    """

    text: str
    markers: tuple[Marker, ...]
    emendation: int | None
    closes: int | None
    em: bool = False


@dataclass(frozen=True, slots=True)
class EmendationSign:
    """The sign of an emendation on a page: the letter that is shown there, and the `emendation`'s fragment."""

    letter: str
    emendation: str


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
                yield Piece(passage.text[low:high], starts.get(low, ()), run.emendation, closes, run.style == "em")
        begin = end


def inline(
    passage: Passage,
    cited: Iterator[Citation] | None,
    signs: Mapping[int, EmendationSign],
    names: Sequence[tuple[Mention, str]] = (),
    find: Callable[[Passage], Iterable[Marker]] = markers,
) -> Markdown:
    """The passage as inline Markdown.

    `cited` yields, marker by marker, what it cites; None says that markers are text here. `signs` has the sign of each
    emendation that this page lists; `names` are the mentions to be marked, with their fragments on the page of names.
    `find` gives the markers: in a note, most of what looks like one is text.
    """
    out: list[Markdown] = []
    begin = 0
    for piece in _merged(pieces(passage, find)):
        end = begin + len(piece.text)
        if piece.markers and cited is not None:
            shown = _markers(piece, cited)
        elif piece.emendation is not None and piece.text:
            shown = inline_element("span", _text(piece.text), classes=Css.EMENDED)
        else:
            inside = [(m, fragment) for m, fragment in names if begin <= m.start and m.end <= end]
            shown = _named(passage.text, begin, end, inside)
        out += [*_apart(out, shown), inline_element("em", shown) if piece.em and shown.strip() else shown]
        if piece.closes is not None and piece.closes in signs:
            sign = _sign(signs[piece.closes])
            out += [*_apart(out, sign), sign]
        begin = end
    return joined(*out)


def lined(
    passage: Passage,
    cited: Iterator[Citation] | None,
    signs: Mapping[int, EmendationSign],
    names: Sequence[tuple[Mention, str]] = (),
    indent: int = 0,
    find: Callable[[Passage], Iterable[Marker]] = markers,
) -> Markdown:
    """Verse, or a table, as inline Markdown: its lines as lines, and every blank as one that browsers keep."""
    text = passage.text
    out = [blanks(indent)]
    begin = end = 0
    ends: dict[int, int] = {}
    for run in passage.runs:
        end += len(run.text)
        if run.emendation is not None:
            ends[run.emendation] = end
    unsigned = {index: sign for index, sign in signs.items() if index in ends}
    for match in _SPACING.finditer(text + "\n"):
        own = [(replace(m, start=m.start - begin, end=m.end - begin), name) for m, name in names if m.start >= begin]
        # What was emended over several lines has its sign behind the last.
        here = {index: sign for index, sign in unsigned.items() if ends[index] <= match.start()}
        out.append(inline(passage[begin : match.start()], cited, here, own, find))
        unsigned = {index: sign for index, sign in unsigned.items() if _sign(sign) not in out[-1]}
        if match.end() <= len(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.end()].expandtabs()
            room = match[0].rpartition("\n")[2].expandtabs() if "\n" in match[0] else line[len(line.rstrip()) :]
            out += [line_break()] if "\n" in match[0] else []
            out.append(blanks(len(room)))
        begin = match.end()
    # What was emended in nothing but blanks has it at the end.
    return joined(*out, *map(_sign, unsigned.values()))


_SPACING = re.compile(r"\n *| {2,}|[ ]*\t\s*")


def _merged(found: Iterator[Piece]) -> Iterator[Piece]:
    """Plain pieces that follow one another (the lines of the source) as one."""
    held: Piece | None = None
    for piece in found:
        plain = not piece.markers and piece.emendation is None
        if plain and held is not None and held.em == piece.em:
            held = Piece(held.text + piece.text, (), None, None, piece.em)
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


def _text(text: str) -> Markdown:
    """Text inside a line: escaped, with the blanks at its ends kept."""
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return joined(inside(head), inner(text), inside(tail))


def _named(text: str, begin: int, end: int, names: Sequence[tuple[Mention, str]]) -> Markdown:
    """Plain text between two positions, with the names in it as quiet links whose title is the line on them."""
    out: list[Markdown] = []
    for mention, fragment in names:
        name = mention.name
        shown = link(
            inner(text[mention.start : mention.end]),
            f"{NAMES_PAGE.markdown}#{fragment}",
            title=typeset(name.line),
            classes=Css.NAME,
            lang=name.language or None,
        )
        out += [_text(text[begin : mention.start]), shown]
        begin = mention.end
    return joined(*out, _text(text[begin:end]))


def _markers(piece: Piece, cited: Iterator[Citation]) -> Markdown:
    """The marker that a piece is. If it is one for several notes, those after the first are only said aloud."""
    first, *others = [next(cited) for _ in piece.markers]
    return joined(_marker(piece.text, first), *(_marker(other.label, other, unseen=True) for other in others))


def _apart(out: Sequence[Markdown], shown: Markdown) -> Iterator[Markdown]:
    """Room between two markers without a word between them: a finger has to hit one of them."""
    before = next((part for part in reversed(out) if part), inner(""))
    if is_element(before, "sup") and is_element(shown, "sup"):
        yield inline_element("span", inner(""), classes=(Css.GAP, Css.ED))


def _marker(text: str, cited: Citation, *, unseen: bool = False) -> Markdown:
    said = SPOKEN.get(cited.label[:1], cited.label)
    shown = link(inner(text), f"#{cited.note}", classes=Css.FOOTNOTE_REF, role="doc-noteref", aria_label=f"note {said}")
    classes = (Css.MARKER, Css.UNSEEN, Css.ED) if unseen else Css.MARKER
    return inline_element("sup", shown, classes=classes, id=cited.address)


def _sign(sign: EmendationSign) -> Markdown:
    said = f"correction {sign.letter}"
    shown = link(inner(sign.letter), f"#{sign.emendation}", classes=Css.FOOTNOTE_REF, aria_label=said)
    classes, own = (Css.EM_REF, Css.ED), emendation_sign_id(sign.emendation)
    return inline_element("sup", shown, classes=classes, id=own, data_search_exclude="")


def pilcrow(address: str, since: VersionId, until: VersionId | None = None) -> Markdown:
    """The number of a paragraph, a link to itself. It says `since` and `until` which version the words are the same."""
    title = "" if since == DRAFT else f"unchanged since {version_named(since)}"
    if until:
        title = f"unchanged from {version_named(since)} until that of {until.shown}"
    return _beside(inside(label(address)), f"#{address}", Css.PILCROW, spoken(address), title)


def cite_link(address: str) -> Markdown:
    """The way to the page's how-to-cite block; with JavaScript it opens the references to this passage."""
    return _beside(phrase("Cite"), "#cite", Css.CITE_LINK, f"Cite {spoken(address)}")


def draft_mark(how: str) -> Markdown:
    """Beside words that wait for a release: "draft: new", "draft: changed", "draft: moved"."""
    return inline_element("span", inner(f"draft: {how}"), classes=(Css.DRAFT, Css.ED), data_search_exclude="")


def latest_link(address: str, now: str) -> Markdown:
    """From a passage in a version to the same passage as it is `now`: the path of its page, and its fragment."""
    path, _, fragment = now.partition("#")
    file = PagePath.of(path).markdown
    return _beside(phrase("Now"), f"../../{file}#{fragment}", Css.LATEST_LINK, f"{spoken(address)} as it is now")


def source_lines(source: Source, passage: Passage) -> Markdown:
    """The lines of the source that a passage was read from, a link to them."""
    first, last = source.span(passage)
    shown = f"line {first}" if first == last else f"lines {first}–{last}"
    return _beside(inner(shown), f"{RECEIVED_PAGE.markdown}#{line_id(first)}", Css.LINES, f"{shown} of the source")


def _beside(shown: Markdown, target: str, css: Css, said: str, title: str = "") -> Markdown:
    """A link beside a passage, which belongs to the editors and is left out of the search. `said`: its name aloud."""
    return link(shown, target, title=title, classes=(css, Css.ED), aria_label=said, data_search_exclude="")


def kept(lines: Markdown, kind: BlockKind) -> Markdown:
    """Lines that are kept. A table may be wider than the page: it scrolls by itself, by the keyboard as well."""
    return inline_element("span", lines, classes=Css.KEPT, tabindex=0 if kind == "table" else None)
