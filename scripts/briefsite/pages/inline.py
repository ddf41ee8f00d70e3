"""The author's words as inline Markdown, with the markers and the emendations at their places.

Whatever isn't the author's has the class `ed`: style sheets, the search and the check of the words tell it apart by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.html import Markdown, inline_element, is_element
from briefsite.language.strings import ENGLISH, Strings
from briefsite.ledger.page_ids import emendation_sign_id
from briefsite.markup import blanks, inner, inside, joined, line_break, link
from briefsite.pages.classes import Css
from briefsite.pages.pieces import Piece, shown_pieces
from briefsite.pages.text_link import TextLink
from briefsite.reading.note import Citation
from briefsite.source.marker import Marker, markers
from briefsite.source.passage import Face, Passage
from briefsite.words import has_single_blanks
from briefsite.writing.quotation_marks import NO_BREAK

#: The signs of notes that have a name to be said aloud, with its key.
SPOKEN: Final = {"*": "star", "†": "dagger", "‡": "double_dagger", "§": "section_sign"}


@dataclass(frozen=True, slots=True)
class EmendationSign:
    """The sign of an emendation on a page: the letter that is shown there, and the `emendation`'s fragment."""

    letter: str
    emendation: str


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
    for piece in shown_pieces(passage, find):
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
    return inside(text if has_single_blanks(text) else _WHITE_SPACE.sub(" ", text))


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
    return joined(_marker(piece.text, first, say), *(_marker(other.shown, other, say, unseen=True) for other in others))


def _apart(out: Sequence[Markdown], shown: Markdown) -> Iterator[Markdown]:
    """Room between two markers without a word between them: a finger has to hit one of them."""
    before = next((part for part in reversed(out) if part), inner(""))
    if is_element(before, "sup") and is_element(shown, "sup"):
        yield inline_element("span", inner(""), classes=(Css.GAP, Css.ED))


def _marker(text: str, cited: Citation, say: Strings, *, unseen: bool = False) -> Markdown:
    sign = SPOKEN.get(cited.label[:1])
    said = say.text("spoken.note", number=say[f"spoken.{sign}"] if sign else cited.shown)
    shown = link(inner(text), f"#{cited.note}", classes=Css.FOOTNOTE_REF, role="doc-noteref", aria_label=said)
    classes = (Css.MARKER, Css.UNSEEN, Css.ED) if unseen else Css.MARKER
    return inline_element("sup", shown, classes=classes, id=cited.address)


def _sign(sign: EmendationSign, say: Strings) -> Markdown:
    said = say.text("passage.correction", letter=sign.letter)
    shown = link(inner(sign.letter), f"#{sign.emendation}", classes=Css.FOOTNOTE_REF, aria_label=said)
    classes, own = (Css.EM_REF, Css.ED), emendation_sign_id(sign.emendation)
    return inline_element("sup", shown, classes=classes, id=own, data_search_exclude="")


def kept(lines: Markdown, kind: BlockKind) -> Markdown:
    """Lines that are kept. A table may be wider than the page: it scrolls by itself, by the keyboard as well."""
    return inline_element("span", lines, classes=Css.KEPT, tabindex=0 if kind == "table" else None)
