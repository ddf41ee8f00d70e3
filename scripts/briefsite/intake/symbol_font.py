"""The font Symbol: the characters that its codes stand for. Adobe's table, as Unicode publishes it (VENDORS/ADOBE)."""

from __future__ import annotations

from typing import Final

_FIRST: Final = 0x21
_UPPER_FIRST: Final = 0xA1
_LOWER: Final = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_UPPER: Final = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
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
    return chr(number) if _FIRST < number < _SURROGATES or _PRIVATE <= number <= _LAST else "\ufffd"


_SURROGATES: Final = 0xD800
_LAST: Final = 0xFDCF
