"""Fonts for scripts that the engine's own fonts lack: Hebrew, Arabic, Devanagari, Thai, Chinese, Japanese, Korean.

They are packages of the optional extra `pdf-fonts`: Noto, under the SIL Open Font License. A text needs the font of
each script that it has, and no other is ever used. So a document is the same on every machine, or it can't be made.
The fonts of the system are never used: each machine has others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import regex

#: The fonts that the engine brings along, in the order in which they are tried.
OWN_FONTS: Final = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
#: What installs those below.
EXTRA: Final = 'pip install "briefsite[pdf-fonts]"'


@dataclass(frozen=True, slots=True)
class ScriptFont:
    """The font of a script: its `family`, the module in whose folder it is, and a pattern of its characters."""

    family: str
    module: str
    signs: str

    @property
    def folder(self) -> Path | None:
        """Where it is installed; None if it isn't."""
        found = find_spec(self.module)
        return Path(found.origin).parent if found and found.origin else None


_CHINESE: Final = ScriptFont("Noto Serif SC", "pylopdf_fonts_zh_cn", r"\p{Han}")
_FONTS: Final = (
    ScriptFont("Noto Serif Hebrew", "pylopdf_fonts_he", r"\p{Hebrew}"),
    ScriptFont("Noto Naskh Arabic", "pylopdf_fonts_ar", r"\p{Arabic}"),
    ScriptFont("Noto Serif Devanagari", "pylopdf_fonts_hi", r"\p{Devanagari}"),
    ScriptFont("Noto Serif Thai", "pylopdf_fonts_th", r"\p{Thai}"),
    ScriptFont("Noto Serif JP", "pylopdf_fonts_jp", r"[\p{Hiragana}\p{Katakana}]"),
    ScriptFont("Noto Serif KR", "pylopdf_fonts_ko", r"\p{Hangul}"),
)
#: The font of Chinese characters, which look different in each language.
_HAN: Final = {
    "ja": ScriptFont("Noto Serif JP", "pylopdf_fonts_jp", r"\p{Han}"),
    "ko": ScriptFont("Noto Serif KR", "pylopdf_fonts_ko", r"\p{Han}"),
    "zh-tw": ScriptFont("Noto Serif TC", "pylopdf_fonts_zh_tw", r"\p{Han}"),
}
_TRADITIONAL: Final = regex.compile(r"zh-(?:.*-)?(?:hant|tw|hk|mo)\b")


def fonts_for(text: str, language: str) -> tuple[ScriptFont, ...]:
    """The fonts that a text needs besides those of the engine, in the order in which they are tried.

    `language` is the BCP 47 tag of the work: it says in whose form Chinese characters are printed.
    """
    return tuple(dict.fromkeys(font for font in _in_order(language) if regex.search(font.signs, text)))


def font_families(fonts: tuple[ScriptFont, ...]) -> list[str]:
    """The names of the fonts for a document: the engine's first one, those of other scripts, then its others."""
    first, *others = OWN_FONTS
    return [first, *dict.fromkeys(font.family for font in fonts), *others]


def font_folders(fonts: tuple[ScriptFont, ...]) -> list[Path]:
    """The folders of those of the fonts that are installed."""
    return [folder for folder in dict.fromkeys(font.folder for font in fonts) if folder is not None]


def lacking(fonts: tuple[ScriptFont, ...]) -> list[str]:
    """The font_families of the fonts that are not installed."""
    return [*dict.fromkeys(font.family for font in fonts if font.folder is None)]


def in_fonts(drawing: str, fonts: tuple[ScriptFont, ...]) -> str:
    """An SVG whose words in other scripts say their font: in drawings, the engine looks for no other font than said."""
    if not fonts:
        return drawing
    return _TEXT.sub(lambda text: _SAID.sub(lambda words: _spanned(words[0], fonts), text[0]), drawing)


#: The `<text>` elements of a drawing, and what is said in them.
_TEXT: Final = regex.compile(r"<text\b.*?</text>", regex.DOTALL)
_SAID: Final = regex.compile(r"(?<=>)[^<>]+(?=<)")


def _spanned(words: str, fonts: tuple[ScriptFont, ...]) -> str:
    for font in fonts:
        one = rf"(?:{font.signs}|\p{{M}})"
        said = f"<tspan font-family=\"'{font.family}'\">\\g<0></tspan>"
        # What is in a span already is said in the font before.
        pieces = regex.split(r"(<tspan.*?</tspan>)", words)
        pieces[::2] = (regex.sub(rf"{font.signs}(?:\s*{one})*", said, piece) for piece in pieces[::2])
        words = "".join(pieces)
    return words


def _in_order(language: str) -> Iterator[ScriptFont]:
    tag = language.lower()
    key = "zh-tw" if _TRADITIONAL.match(tag) else tag.partition("-")[0]
    yield from (*_FONTS, _HAN.get(key, _CHINESE))
