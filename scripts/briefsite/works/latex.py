"""The values of BibTeX fields: TeX decoded to text.

Each function takes the value of one field, without its outer delimiters, and raises nothing. What a macro holds is
text, whatever the macro is; only the macro's own effect is lost.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final

_TEX = re.compile(r"[\\{}$~]")
_MACRO = re.compile(r"\\([A-Za-z]+)")
#: A macro right before a group (`\emph`, `\"`, `\v `). The group is its argument, so its braces protect nothing.
_ARGUMENT = re.compile(r"\\(?:[A-Za-z]+\*?\s*|[^A-Za-z\s])(?:\[[^\]]*\])?$")
#: Macros that pylatexenc doesn't have or decodes differently; `%s` is the argument.
_MACROS: Final = {
    "copyright": "©",
    "textunderscore": "_",
    "slash": "/",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "S": "§",
    "pounds": "£",
    "euro": "€",
}
#: TeX's input for quotation marks and dashes, and the Unicode characters for it.
_LIGATURES: Final = (("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("---", "—"), ("--", "–"))
#: Words between straight marks, which TeX would print as two closing ones.
_STRAIGHT: Final = re.compile(r"(?<![\w'])'(?=[^\W\d_])([^']*[\w.,!?])'(?![\w'])")
#: Exceptions of pylatexenc, for macros without their arguments and for deeply nested braces.
_BREAKDOWNS: Final = (AttributeError, LookupError, TypeError, ValueError, RecursionError)
#: Macros whose first argument is an instruction to TeX: a color, a language, a length.
_INSTRUCTIONS: Final = re.compile(
    r"\\(?:foreignlanguage|selectlanguage|textcolor|color|fontsize|fontfamily|hspace|vspace|noopsort|printfirst"
    r"|switchargs|label|raisebox|rule|phantom|enlargethispage|setlength)\*?\s*(?:\[[^\]]*\])?\{[^{}]*\}"
)
_HREF: Final = re.compile(r"\\href\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_URL: Final = re.compile(r"\\(?:url|nolinkurl|path)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
#: A macro before a group that is its argument.
_GROUPED: Final = re.compile(r"\\([A-Za-z]+)\*?\s*(?=\{)")
#: TeX's old switches to other fonts.
_SWITCHES: Final = {"em", "bf", "it", "sl", "sc", "rm", "sf", "tt", "cal", "mit"}
_CODE: Final = {"texttt", "code", "lstinline", "verb", "tt", "mathtt", "url"}
_MATH: Final = re.compile(r"\$([^$]*)\$")
_SHIFT: Final = re.compile(r"([_^])(?:\{([^{}]*)\}|(\\circ|[0-9n]))")
_RAISED: Final = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
#: Macros that print their argument in quotation marks.
_QUOTING: Final = ("enquote", "mkbibquote", "textquote", "uquote")
#: Macros that pylatexenc replaces by something else than what they hold.
_HOLDING: Final = (
    *("today", "input", "include", "includegraphics", "title", "author", "date", "part", "chapter", "section", "item"),
    *("subsection", "subsubsection", "paragraph", "subparagraph", "cite", "citet", "citep", "ref", "eqref"),
    *(
        "pageref",
        "frac",
        "nicefrac",
        "institute",
        "maketitle",
        "verb",
        "uppercase",
        "lowercase",
        "noindent",
        "url",
        "nolinkurl",
        "path",
        "href",
    ),
)
#: A private-use character for each address in a text, which isn't TeX.
_ADDRESS: Final = 0xE100
_MOST: Final = 0xF00


def plain_text(value: str) -> str:
    """`value` as text: macros and accents decoded, braces removed, typographic quotation marks and dashes.

    Each run of white space becomes one space. A bare `%` is a percent sign: in a field it is never meant as a comment.
    """
    return text_and_protected(value)[0]


@lru_cache(maxsize=10_000)
def text_and_protected(value: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`value` as text, and the spans (begin, end) of it that were in braces: no style may change their case."""
    if not _TEX.search(value):
        return re.sub(r"\s+", " ", _with_marks(value)).strip(" "), ()
    out = ""
    kept: list[tuple[int, int]] = []
    addresses: list[str] = []
    for piece, protected in _pieces(_without_instructions(value, addresses)):
        decoded = re.sub(r"\s+", " ", _decoded(piece))
        shift = len(out)
        for number, address in enumerate(addresses):
            if (at := decoded.find(chr(_ADDRESS + number))) >= 0:
                decoded = decoded.replace(chr(_ADDRESS + number), address)
                kept += [] if protected else [(shift + at, shift + at + len(address))]
        if not out or out.endswith(" "):
            decoded = decoded.lstrip(" ")
        if protected and decoded:
            kept.append((len(out), len(out) + len(decoded)))
        out += decoded
    out = out.rstrip(" ")
    return out, tuple((begin, min(end, len(out))) for begin, end in kept if begin < len(out))


def unknown_macros(value: str) -> tuple[str, ...]:
    """The names of the macros in `value` that are unknown. `plain_text` shows what they hold."""
    if "\\" not in value:
        return ()
    macros = dict.fromkeys(_MACRO.findall(_INSTRUCTIONS.sub("", _URL.sub("", _HREF.sub("", value)))))
    return tuple(name for name in macros if not _is_known(name))


@cache
def _is_known(macro: str) -> bool:
    """Whether TeX's own distribution has a macro, or pylatexenc knows how to decode it."""
    if macro in _SWITCHES:
        return True
    text, syntax = _decoder().latex_context, _syntax()
    return any(macro in known.d[category]["macros"] for known in (text, syntax) for category in known.categories())


def page_range(value: str) -> str:
    """`value` as page numbers, with en dashes in ranges: "753--763" and "753-763" are "753–763"."""
    bare = re.sub(r"^(?:pp?\.|pages?)\s*(?=\d)", "", plain_text(value), flags=re.IGNORECASE)
    return re.sub(r"(?<=[\divxlc])\s*[-–—]+\s*(?=\w)", "–", bare)


def _pieces(value: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `value`, each with whether it was in outermost protecting braces, which are removed."""
    begin = index = depth = 0
    protecting = math = False
    while index < len(value):
        sign = value[index]
        if sign == "\\":
            index += 1
        elif sign == "$" and depth == 0:
            math = not math
        elif sign == "{" and not math:
            if depth == 0:
                # TeX's own exception: `{\"u}` is one accented letter, not a protected word.
                protecting = not value.startswith("\\", index + 1) and not _ARGUMENT.search(value[:index])
                if protecting:
                    yield value[begin:index], False
                    begin = index + 1
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0 and protecting:
                yield value[begin:index], True
                begin = index + 1
        index += 1
    yield value[begin:], False


def _decoded(piece: str) -> str:
    if _TEX.search(piece):
        # pylatexenc would read these as a comment, a table cell and a parameter. In a field they are plain characters.
        plain = re.sub(r"(?<!\\)([%&#])", r"\\\1", piece)
        try:
            piece = _decoder().latex_to_text(plain, latex_context=_syntax())
        except _BREAKDOWNS:
            piece = re.sub(r"[\\{}$]", "", piece)
    return _with_marks(piece)


def _with_marks(text: str) -> str:
    text = _STRAIGHT.sub("‘\\1’", text) if "'" in text else text
    for written, meant in _LIGATURES:
        text = text.replace(written, meant)
    return text


def _without_instructions(value: str, addresses: list[str]) -> str:
    """`value` without what only TeX needs. Addresses in it are put into `addresses`, and a character in their place."""

    def kept(address: str) -> str:
        if len(addresses) == _MOST:
            return address
        addresses.append(re.sub(r"\\([%#&_$~])", r"\1", address.strip()))
        return chr(_ADDRESS + len(addresses) - 1)

    def shown(link: re.Match[str]) -> str:
        same = re.sub(r"\W", "", link[1]) == re.sub(r"\W", "", link[2])
        return kept(link[1]) if same else f"{link[2]} ({kept(link[1])})"

    def as_written(macro: re.Match[str]) -> str:
        # What is typeset as code is not for a style to capitalize, nor what a macro holds that nobody knows.
        return "" if macro[1] in _CODE or not _is_known(macro[1]) else macro[0]

    if "\\" in value:
        value = _HREF.sub(shown, value)
        value = _INSTRUCTIONS.sub("", _URL.sub(lambda match: kept(match[1]), value))
        value = _GROUPED.sub(as_written, value)
    return _MATH.sub(_shifted, value)


def _shifted(math: re.Match[str]) -> str:
    """A formula with raised and lowered numbers as characters of their own: x², H₂O, 20 °C."""

    def moved(match: re.Match[str]) -> str:
        said = match[2] or match[3] or ""
        if said == r"\circ":
            return "°"
        known = _RAISED if match[1] == "^" else _LOWERED
        return said.translate(known) if all(ord(sign) in known for sign in said) else match[0]

    return "$" + _SHIFT.sub(moved, math[1]) + "$"


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    known = get_default_latex_context_db()
    extra = [MacroTextSpec(name, simplify_repl=said) for name, said in _MACROS.items()]
    extra += [MacroTextSpec(name, simplify_repl="“%s”") for name in _QUOTING]
    extra += [MacroTextSpec(name, discard=False) for name in _HOLDING]
    extra += [
        MacroTextSpec("textsuperscript", simplify_repl=_raised),
        MacroTextSpec("textsubscript", simplify_repl=_lowered),
    ]
    known.add_context_category("bibliography", macros=extra, prepend=True)
    known.set_unknown_macro_spec(MacroTextSpec("", discard=False))
    # It would print to standard error that a macro lacks its argument.
    logging.getLogger("pylatexenc.latex2text").setLevel(logging.CRITICAL)
    return LatexNodes2Text(latex_context=known, math_mode="text")


def _raised(node: Any, l2tobj: Any) -> str:
    return _moved(node, l2tobj, _RAISED)


def _lowered(node: Any, l2tobj: Any) -> str:
    return _moved(node, l2tobj, _LOWERED)


def _moved(node: Any, decoder: Any, known: dict[int, int]) -> str:
    said: str = decoder.nodelist_to_text(node.nodeargd.argnlist) if node.nodeargd else ""
    return said.translate(known) if all(ord(sign) in known for sign in said) else said


@cache
def _syntax() -> Any:
    """Which macros have arguments."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    known = get_default_latex_context_db()
    one = [MacroSpec(name, "{") for name in (*_QUOTING, "textsuperscript", "textsubscript")]
    known.add_context_category("bibliography", macros=one, prepend=True)
    return known
