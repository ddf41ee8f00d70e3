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
from briefsite.edition.standing_pages import RECEIVED_PAGE
from briefsite.html import Markdown, inline_element, is_element
from briefsite.language.strings import ENGLISH, Strings
from briefsite.ledger.address import label, spoken
from briefsite.ledger.page_ids import emendation_sign_id, line_id
from briefsite.ledger.version import DRAFT, VersionId, shown_version, version_named
from briefsite.markup import blanks, inner, inside, joined, line_break, link, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.source_lines import shown_lines, shown_place
from briefsite.pages.text_link import TextLink
from briefsite.reading.note import Citation
from briefsite.source.document_place import page_link
from briefsite.source.marker import Marker, marked, markers
from briefsite.source.passage import Face, Passage
from briefsite.source.source import Source
from briefsite.writing.quotation_marks import NO_BREAK

#: The signs of notes that have a name to be said aloud, with its key.
SPOKEN: Final = {"*": "star", "†": "dagger", "‡": "double_dagger", "§": "section_sign"}


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
                shown = passage.text[low:high]
                yield Piece(shown, starts.get(low, ()), run.emendation, closes, run.faces, run.link)
        begin = end


def in_one_piece(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The longest stretch between two positions of a passage that is shown in one way, without blanks at its ends."""
    begin, best = 0, (start, start)
    for piece in _merged(pieces(passage, marked)):
        low, high = max(start, begin), min(end, begin + len(piece.text))
        begin += len(piece.text)
        if not piece.markers and piece.emendation is None and high - low > best[1] - best[0]:
            best = (low, high)
    words = passage.text[slice(*best)]
    return best[1] - len(words.lstrip(" ,")), best[0] + len(words.rstrip(" ,"))


def inline(
    passage: Passage,
    cited: Iterator[Citation] | None,
    signs: Mapping[int, EmendationSign],
    links: Sequence[TextLink] = (),
    find: Callable[[Passage], Iterable[Marker]] = markers,
    *,
    say: Strings = ENGLISH,
) -> Markdown:
    """The passage as inline Markdown.

    `cited` yields, marker by marker, what it cites; None says that markers are text here. `signs` has the sign of each
    emendation that this page lists; `links` are those on words that are in one piece.
    `find` gives the markers: in a note, most of what looks like one is text.
    """
    out: list[Markdown] = []
    begin = 0
    for piece in _merged(pieces(passage, find)):
        end = begin + len(piece.text)
        if piece.markers and cited is not None:
            shown = _markers(piece, cited, say)
        elif piece.emendation is not None and piece.text:
            shown = inline_element("span", _text(piece.text), classes=Css.EMENDED)
        else:
            inside = [one for one in links if begin <= one.start and one.end <= end]
            shown = _linked(passage.text, begin, end, inside)
        out += [*_apart(out, shown), _set(shown, piece) if piece.faces or piece.link else shown]
        if piece.closes is not None and piece.closes in signs:
            sign = _sign(signs[piece.closes], say)
            out += [*_apart(out, sign), sign]
        begin = end
    return joined(*out)


def lined(
    passage: Passage,
    cited: Iterator[Citation] | None,
    signs: Mapping[int, EmendationSign],
    links: Sequence[TextLink] = (),
    indent: int = 0,
    find: Callable[[Passage], Iterable[Marker]] = markers,
    *,
    say: Strings = ENGLISH,
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
        own = [one.shifted(begin) for one in links if one.start >= begin]
        # What was emended over several lines has its sign behind the last.
        here = {index: sign for index, sign in unsigned.items() if ends[index] <= match.start()}
        out.append(inline(passage[begin : match.start()], cited, here, own, find, say=say))
        unsigned = {index: sign for index, sign in unsigned.items() if _sign(sign, say) not in out[-1]}
        if match.end() <= len(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.end()].expandtabs()
            room = match[0].rpartition("\n")[2].expandtabs() if "\n" in match[0] else line[len(line.rstrip()) :]
            out += [line_break()] if "\n" in match[0] else []
            out.append(blanks(len(room)))
        begin = match.end()
    # What was emended in nothing but blanks has it at the end.
    return joined(*out, *(_sign(sign, say) for sign in unsigned.values()))


_SPACING = re.compile(r"\n *| {2,}|[ ]*\t\s*")


def _merged(found: Iterator[Piece]) -> Iterator[Piece]:
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


_TAGS: Final[Mapping[Face, str]] = {"em": "em", "strong": "strong", "sc": "span", "sup": "sup", "sub": "sub"}


def _set(shown: Markdown, piece: Piece) -> Markdown:
    """What a piece shows as the author has set it: in italics, raised, as a link."""
    if not piece.text.strip():
        return shown
    for face in reversed(piece.faces):
        shown = inline_element(_TAGS[face], shown, classes=Css.SMALL_CAPS if face == "sc" else None)
    return link(shown, piece.link) if piece.link and not piece.markers else shown


def _text(text: str) -> Markdown:
    """Text inside a line: escaped, with the blanks at its ends kept, and no-break spaces within quotation marks."""
    return inside(_WHITE_SPACE.sub(" ", text))


#: White space that is shown as a blank.
_WHITE_SPACE: Final = re.compile(rf"(?:(?!(?<=«){NO_BREAK}|{NO_BREAK}(?=»))\s)+")


def _linked(text: str, begin: int, end: int, links: Sequence[TextLink]) -> Markdown:
    """Plain text between two positions, with links on words in it."""
    out: list[Markdown] = []
    for one in links:
        shown = link(
            inner(text[one.start : one.end]),
            one.target,
            title=one.title,
            classes=one.classes,
            lang=one.language or None,
            aria_label=one.said or None,
        )
        out += [_text(text[begin : one.start]), shown]
        begin = one.end
    return joined(*out, _text(text[begin:end]))


def _markers(piece: Piece, cited: Iterator[Citation], say: Strings) -> Markdown:
    """The marker that a piece is. If it is one for several notes, those after the first are only said aloud."""
    first, *others = [next(cited) for _ in piece.markers]
    return joined(_marker(piece.text, first, say), *(_marker(other.label, other, say, unseen=True) for other in others))


def _apart(out: Sequence[Markdown], shown: Markdown) -> Iterator[Markdown]:
    """Room between two markers without a word between them: a finger has to hit one of them."""
    before = next((part for part in reversed(out) if part), inner(""))
    if is_element(before, "sup") and is_element(shown, "sup"):
        yield inline_element("span", inner(""), classes=(Css.GAP, Css.ED))


def _marker(text: str, cited: Citation, say: Strings, *, unseen: bool = False) -> Markdown:
    sign = SPOKEN.get(cited.label[:1])
    said = say.text("spoken.note", number=say[f"spoken.{sign}"] if sign else cited.label)
    shown = link(inner(text), f"#{cited.note}", classes=Css.FOOTNOTE_REF, role="doc-noteref", aria_label=said)
    classes = (Css.MARKER, Css.UNSEEN, Css.ED) if unseen else Css.MARKER
    return inline_element("sup", shown, classes=classes, id=cited.address)


def _sign(sign: EmendationSign, say: Strings) -> Markdown:
    said = say.text("passage.correction", letter=sign.letter)
    shown = link(inner(sign.letter), f"#{sign.emendation}", classes=Css.FOOTNOTE_REF, aria_label=said)
    classes, own = (Css.EM_REF, Css.ED), emendation_sign_id(sign.emendation)
    return inline_element("sup", shown, classes=classes, id=own, data_search_exclude="")


def pilcrow(address: str, since: VersionId, until: VersionId | None = None, say: Strings = ENGLISH) -> Markdown:
    """The number of a paragraph, a link to itself. It says `since` and `until` which version the words are the same."""
    named = version_named(since, say)
    title = "" if since == DRAFT else say.text("passage.unchanged_since", version=named)
    if until:
        title = say.text("passage.unchanged_until", version=named, later=shown_version(until, say))
    return _beside(inside(label(address)), f"#{address}", Css.PILCROW, spoken(address, say), title)


def cite_link(address: str, say: Strings) -> Markdown:
    """The way to the page's how-to-cite block; with JavaScript it opens the references to this passage."""
    return _beside(
        phrase(say["passage.cite"]), "#cite", Css.CITE_LINK, say.text("passage.cite_it", place=spoken(address, say))
    )


def draft_mark(how: str, say: Strings) -> Markdown:
    """Beside words that wait for a release: "draft: new", "draft: changed", "draft: moved"."""
    return inline_element(
        "span", phrase(say[f"passage.draft_{how}"]), classes=(Css.DRAFT, Css.ED), data_search_exclude=""
    )


def latest_link(address: str, now: str, say: Strings) -> Markdown:
    """From a passage in a version to the same passage as it is `now`: the path of its page, and its fragment."""
    path, _, fragment = now.partition("#")
    file = PagePath.of(path).markdown
    said = say.text("passage.as_it_is_now", place=spoken(address, say))
    return _beside(phrase(say["passage.now"]), f"../../{file}#{fragment}", Css.LATEST_LINK, said)


def source_lines(source: Source, passage: Passage, say: Strings, *, frozen: bool = False) -> Markdown:
    """The lines of the source that a passage was read from, or its place in the document; a link to them.

    A version is `frozen`: it doesn't have the document.
    """
    first, last = source.span(passage)
    block = source.structure.block_at(first) if source.structure is not None else None
    if block is not None and source.structure is not None:
        place = shown_place(say, block.at)
        said = say.text("passage.place_as_received", place=place)
        shown = "" if frozen else page_link(source.structure.head.document, block.at)
        return _beside(inner(place), shown or f"{RECEIVED_PAGE.markdown}#{line_id(first)}", Css.LINES, said)
    if first == last:
        said = say.text("passage.line_of_source", line=first)
    else:
        said = say.text("passage.lines_of_source", first=first, last=last)
    shown = inner(shown_lines(say, first, last))
    return _beside(shown, f"{RECEIVED_PAGE.markdown}#{line_id(first)}", Css.LINES, said)


def _beside(shown: Markdown, target: str, css: Css, said: str, title: str = "") -> Markdown:
    """A link beside a passage, which belongs to the editors and is left out of the search. `said`: its name aloud."""
    return link(shown, target, title=title, classes=(css, Css.ED), aria_label=said, data_search_exclude="")


def kept(lines: Markdown, kind: BlockKind) -> Markdown:
    """Lines that are kept. A table may be wider than the page: it scrolls by itself, by the keyboard as well."""
    return inline_element("span", lines, classes=Css.KEPT, tabindex=0 if kind == "table" else None)
