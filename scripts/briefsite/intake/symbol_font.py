"""The fonts Symbol and Wingdings: the characters that their codes stand for.

Sources: Adobe's table of Symbol, as Unicode publishes it (VENDORS/ADOBE); for Wingdings the characters of Unicode 7.0
that were taken over from it, or older ones that look alike: the arrows, bullets, ticks and boxes that texts have.
"""

from __future__ import annotations

from typing import Final

_FIRST: Final = 0x21
_UPPER_FIRST: Final = 0xA1
_LOWER: Final = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_UPPER: Final = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
_WINGDINGS: Final = {
    **dict(zip(range(0xDF, 0xE3), "←→↑↓", strict=True)),
    **dict(zip(range(0xEF, 0xF3), "⇦⇨⇧⇩", strict=True)),
    **dict(zip(range(0xFB, 0xFF), "✘✔☒☑", strict=True)),
    0x28: "☎",
    0x2A: "✉",
    0x4A: "☺",
    0x4C: "☹",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xE8: "➔",
}
_PRIVATE: Final = 0xF000
_BYTE: Final = 0xFF


def symbol(code: str, font: str) -> str:
    """The character with a hexadecimal code of a font ("F0B0"); of an unknown font, the one with that code."""
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    own = number & _BYTE if _PRIVATE <= number <= _PRIVATE + _BYTE else number
    if font.strip().lower() == "symbol":
        for first, table in ((_FIRST, _LOWER), (_UPPER_FIRST, _UPPER)):
            if first <= own < first + len(table):
                return table[own - first]
    if font.strip().lower() == "wingdings" and own in _WINGDINGS:
        return _WINGDINGS[own]
    return chr(number) if _FIRST < number < _SURROGATES or _PRIVATE <= number <= _LAST else "\ufffd"


_SURROGATES: Final = 0xD800
_LAST: Final = 0xFDCF
