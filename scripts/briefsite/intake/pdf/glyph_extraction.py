"""Characters of a page, with their places and fonts, as PDFium finds them; and which of them nobody sees."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw as pdfium

from briefsite.intake.document import IntakeError
from briefsite.intake.pdf.contents import Glyph, GlyphStyle
from briefsite.intake.pdf.drawing_extraction import Drawings, is_clear, is_white
from briefsite.intake.pdf.library_text import wide_text
from briefsite.intake.pdf.upright import Upright
from briefsite.intake.symbol_font import symbol

#: The most characters of a page.
_MOST: Final = 100_000
#: Smaller letters, in points, nobody can read.
_SMALLEST: Final = 1.0
_BOLD: Final = re.compile(r"bold|black|heavy|demi|cmbx|sfbx|ecbx|\bbx\d|lmroman\d+-bold|-bd\b|lmbx", re.IGNORECASE)
_ITALIC: Final = re.compile(
    r"ital|obli|slant|kursiv|cmti|cmsl|sfti|sfsl|ecti|ecsl|cmmi|cmbxti|[-,]it\b|[-,](?:bd|med|semi)it\b|-i\b|regularita|txi\d?$",
    re.IGNORECASE,
)
_CAPS: Final = re.compile(r"cmcsc|small.?cap|smallcap|[-_]sc\b|caps\d|csc\d", re.IGNORECASE)
_UNSEEN: Final = frozenset({3, 7})
#: Letters that a font has as one sign. TeX sets the stars of notes by one for formulas.
_LIGATURES: Final = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st", "∗": "*",
}  # fmt: skip
_HYPHEN: Final = "\x02"
_BLANKS: Final = " \t\r\n\xa0\u2002\u2003\u2009\u202f\u3000"
_NOTHING: Final = "\x00\ufeff\u200b\ufffe\uffff\u200c\u2060"
#: Characters that mean something in one font only: bullets, mostly.
_PRIVATE: Final = (0xE000, 0xF8FF)
_BULLETS: Final = frozenset({0xF0B7, 0xF0A7, 0xF06C, 0xF06E, 0xF076, 0xF0A8, 0xF0D8, 0xF0FC, 0xE00A, 0xE00C, 0xF09F})
_GUESSED: Final = 0.1
_OUTSIDE: Final = 1.0
_FLAG_ITALIC: Final = 1 << 6


@dataclass(slots=True)
class _Text:
    """What is known of a text object: its style, when it is drawn, whether it is white, how it is turned."""

    style: GlyphStyle
    order: int
    white: bool
    place: Upright
    number: int = -1


class GlyphFinder:
    """Finds the characters of a page. `styles` is the list of their styles, `unread` counts those without a meaning."""

    def __init__(self, text: pypdfium2.PdfTextPage, place: Upright, drawings: Drawings) -> None:
        self.text, self.place, self.drawings = text, place, drawings
        self.page = drawings.page
        self.places = {place.turn: place}
        self.styles: list[GlyphStyle] = []
        self.unread = 0
        self._numbers: dict[GlyphStyle, int] = {}
        self._texts: dict[int, _Text] = {}

    def glyphs(self) -> Iterator[Glyph]:
        """The characters in the order of the file, without white space and line ends."""
        before: Glyph | None = None
        for glyph in self._single():
            if before is not None and _is_of_ligature(before, glyph):
                before = Glyph(before.text + glyph.text, *_rest(before))
            else:
                if before is not None:
                    yield before
                before = glyph
        if before is not None:
            yield before

    def _single(self) -> Iterator[Glyph]:
        raw = self.text.raw
        count = pdfium.FPDFText_CountChars(raw)
        if count > _MOST:
            raise IntakeError(f"has a page with {count:,} characters", "divide it")
        x, y = ctypes.c_double(), ctypes.c_double()
        left, right, low, high = (ctypes.c_double() for _ in range(4))
        loose = pdfium.FS_RECTF()
        blank = guessed = False
        end = 0.0
        for at in range(count):
            code = pdfium.FPDFText_GetUnicode(raw, at)
            sign = chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\0"
            if sign in _BLANKS:
                blank = blank or pdfium.FPDFText_IsGenerated(raw, at) == 0
                guessed = True
                continue
            sign = "-" if sign == _HYPHEN else sign
            one = pdfium.FPDFText_GetTextObject(raw, at)
            if sign in _NOTHING or not one:
                self.unread += bool(one) and sign in "\0\ufffe\uffff"
                continue
            about = self._about(ctypes.addressof(one.contents), one, at)
            if _PRIVATE[0] <= code <= _PRIVATE[1]:
                sign = "•" if code in _BULLETS else symbol(f"{code:04X}", about.style.font)
                self.unread += sign == chr(code) or not sign.isprintable()
            elif pdfium.FPDFText_HasUnicodeMapError(raw, at) == 1:
                self.unread += 1
            pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
            pdfium.FPDFText_GetCharBox(raw, at, left, right, low, high)
            pdfium.FPDFText_GetLooseCharBox(raw, at, loose)
            # Text that is turned on the page has places as if the page were turned along.
            base_x, base = about.place.point(x.value, y.value)
            drawn = about.place.box(left.value, low.value, right.value, high.value)
            whole = about.place.box(loose.left, loose.bottom, loose.right, loose.top)
            style = self._style(about, self.place.box(left.value, low.value, right.value, high.value))
            begin = min(base_x, drawn[0]) if drawn[0] < drawn[2] else base_x
            yield Glyph(
                _LIGATURES.get(sign, sign),
                round(begin, 2),
                round(max(whole[2], drawn[2]), 2),
                round(base, 2),
                drawn[1],
                drawn[3],
                style,
                at,
                # Where the file has no blank, the library has put one in: only the distance can prove it.
                blank or (guessed and begin - end > _GUESSED * about.style.size),
            )
            blank = guessed = False
            end = max(whole[2], drawn[2])

    def _about(self, address: int, one: Any, at: int) -> _Text:
        found = self._texts.get(address)
        if found is None:
            found = self._texts[address] = self._read(address, one, at)
        return found

    def _read(self, address: int, one: Any, at: int) -> _Text:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text.raw, at, matrix)
        size = pdfium.FPDFText_GetFontSize(self.text.raw, at) * math.hypot(matrix.c, matrix.d)
        turn = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        place = self.places.setdefault(turn, Upright(self.page, turn))
        font = pdfium.FPDFTextObj_GetFont(one)
        name = _font_name(font).partition("+")[2] or _font_name(font)
        slope = ctypes.c_int(0)
        pdfium.FPDFFont_GetItalicAngle(font, slope)
        flags = pdfium.FPDFFont_GetFlags(font)
        slanted = abs(matrix.c) > 0.1 * abs(matrix.d) and abs(matrix.b) < 0.01 * abs(matrix.a)
        italic = bool(_ITALIC.search(name)) or slope.value < 0 or bool(flags > 0 and flags & _FLAG_ITALIC) or slanted
        mode = pdfium.FPDFTextObj_GetTextRenderMode(one)
        why = "invisible" if mode in _UNSEEN or (is_clear(one) and mode in {0, 4}) else ""
        why = why or ("too small" if size < _SMALLEST else "")
        style = GlyphStyle(
            name,
            round(size, 1),
            italic,
            bool(_BOLD.search(name)),
            bool(_CAPS.search(name)),
            place is not self.place,
            why,
            pdfium.FPDFPageObj_GetMarkedContentID(one),
            "Artifact" in _marks(one),
        )
        return _Text(style, self.drawings.order.get(address, 0), mode in {0, 4} and is_white(one), place)

    def _style(self, about: _Text, box: tuple[float, float, float, float]) -> int:
        """The number of the style of a character that is drawn in a box."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        why = about.style.hidden
        if not why and not (
            -_OUTSIDE <= x <= self.place.width + _OUTSIDE and -_OUTSIDE <= y <= self.place.height + _OUTSIDE
        ):
            why = "off the page"
        if not why and self.drawings.areas:
            on = [
                area
                for area in self.drawings.areas
                if area.box[0] <= x <= area.box[2] and area.box[1] <= y <= area.box[3]
            ]
            if any(about.order and area.order > about.order for area in on):
                why = "covered"
            elif about.white and not any(not area.white for area in on):
                why = "white"
        elif not why and about.white:
            why = "white"
        if not why:
            if about.number < 0:
                about.number = self._number(about.style)
            return about.number
        style = about.style
        return self._number(
            GlyphStyle(
                style.font,
                style.size,
                style.italic,
                style.bold,
                style.caps,
                style.turned,
                why,
                style.tag,
                style.artifact,
            )
        )

    def _number(self, style: GlyphStyle) -> int:
        number = self._numbers.setdefault(style, len(self.styles))
        if number == len(self.styles):
            self.styles.append(style)
        return number


def _is_of_ligature(before: Glyph, glyph: Glyph) -> bool:
    """Whether a letter is drawn by the same sign as the one before: both have its place."""
    same = (before.left, before.base, before.low, before.high) == (glyph.left, glyph.base, glyph.low, glyph.high)
    return (
        same
        and before.style == glyph.style
        and not glyph.blank
        and glyph.at - before.at < 4
        and before.low < before.high
    )


def _rest(glyph: Glyph) -> tuple[float, float, float, float, float, int, int, bool]:
    return glyph.left, glyph.right, glyph.base, glyph.low, glyph.high, glyph.style, glyph.at, glyph.blank


def _font_name(font: Any) -> str:
    room = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, room, 200)
    return room.value.decode("utf-8", "replace")


def _marks(one: Any) -> set[str]:
    found = set()
    for number in range(min(max(0, pdfium.FPDFPageObj_CountMarks(one)), 20)):
        mark = pdfium.FPDFPageObj_GetMark(one, number)
        found.add(wide_text(partial(_named, mark)))
    return found


def _named(mark: Any, room: Any, size: int) -> int:
    needed = ctypes.c_ulong(0)
    pdfium.FPDFPageObjMark_GetName(mark, room and ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size, needed)
    return needed.value
