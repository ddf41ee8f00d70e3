"""The values of BibTeX fields: TeX decoded to text.

Each function takes the value of one field, without its outer delimiters, and raises nothing. What a macro holds is
text, whatever the macro is; only the macro's own effect is lost.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from typing import Any, Final

from briefsite.works.html_in_fields import without_html
from briefsite.works.rich_text import MarkedText, unsigned
from briefsite.works.tex_fonts import FONTS, with_signs
from briefsite.works.tex_macros import (
    FRACTIONS,
    HOLDING,
    INSTRUCTIONS,
    JOURNALS,
    QUOTING,
    SILENT,
    SWITCHES,
    TEX_ACCENTS,
    TEXTS,
)

_TEX = re.compile(r"[\\{}$~]")
_MACRO = re.compile(r"(?<!\\)\\([A-Za-z]+)")
#: A macro right before a group (`\emph`, `\"`, `\v `). The group is its argument, so its braces protect nothing.
_ARGUMENT = re.compile(rf"\\(?:[A-Za-z]+\*?\s*|[^A-Za-z\s]|(?:{'|'.join(FRACTIONS)})\{{[^{{}}]*\}}\s*)(?:\[[^\]]*\])?$")
#: So many characters before a group can be a macro whose argument it is.
_BEFORE: Final = 200
#: TeX's input for quotation marks and dashes, and the Unicode characters for it.
_LIGATURES: Final = (("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("---", "—"), ("--", "–"))
#: Words between straight marks, which TeX would print as two closing ones.
_STRAIGHT: Final = re.compile(r"(?<![\w'])'(?=[^\W\d_])([^']*[\w.,!?])'(?![\w'])")
#: Exceptions of pylatexenc, for macros without their arguments and for deeply nested braces.
_BREAKDOWNS: Final = (AttributeError, LookupError, TypeError, ValueError, RecursionError)
_HREF: Final = re.compile(r"\\href\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_URL: Final = re.compile(r"\\(?:url|nolinkurl|path)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
#: A macro that has no argument.
_BARE: Final = re.compile(r"(?<!\\)(\{\s*|\A\s*)?(?<!\\)\\([A-Za-z]++)(\s*\{\s*\}|\s*(?=[},.;:)]|\Z))?(?!\*?\s*\{)")
#: A character by its number or sign: \symbol{126}, \char126, \char`\~, \string~.
_BY_NUMBER: Final = re.compile(r"\\(?:symbol\s*\{(\d{2,3})\}|char\s*(\d{2,3})|(?:char`\\?|string)([^\sA-Za-z\\]))")
#: A macro before a group that is its argument.
_GROUPED: Final = re.compile(r"\\([A-Za-z]+)\*?\s*(?=\{)")
_CODE: Final = {"texttt", "code", "lstinline", "verb", "tt", "mathtt", "url"}
#: Noncharacters, which are signs of markup here (`rich_text`).
_NO_TEXT: Final = re.compile("[\ufdd0-\ufddf]")
#: A private-use character for each address in a text, which isn't TeX.
_ADDRESS: Final = 0xE100
_MOST: Final = 0xF00


def plain_text(value: str) -> str:
    """`value` as text: macros and accents decoded, braces removed, typographic quotation marks and dashes.

    Each run of white space becomes one space. A bare `%` is a percent sign: in a field it is never meant as a comment.
    """
    return marks_of_tex(value).text


@lru_cache(maxsize=10_000)
def marks_of_tex(value: str) -> MarkedText:
    """`value` as text with its markup. The case of what was in braces must not change, nor that of what is marked."""
    value = without_html(_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", value))
    if not _TEX.search(value):
        return MarkedText(re.sub(r"\s+", " ", _with_marks(value)).strip(" "))
    out = ""
    kept: list[tuple[int, int]] = []
    addresses: list[str] = []
    for piece, protected in _pieces(_without_instructions(value, addresses)):
        decoded = re.sub(r"\s+", " ", _decoded(piece))
        if not out or out.endswith(" "):
            decoded = decoded.lstrip(" ")
        begin = len(out)
        for part in re.split(rf"([{chr(_ADDRESS)}-{chr(_ADDRESS + _MOST - 1)}])", decoded):
            number = ord(part) - _ADDRESS if len(part) == 1 else -1
            held = addresses[number] if 0 <= number < len(addresses) else ""
            kept += [(len(out), len(out) + len(held))] if held and not protected else []
            out += held or part
        if protected and len(out) > begin:
            kept.append((begin, len(out)))
    return unsigned(out, kept)


def unknown_macros(value: str) -> tuple[str, ...]:
    """The names of the macros in `value` that are unknown. `plain_text` shows what they hold."""
    if "\\" not in value:
        return ()
    macros = dict.fromkeys(_MACRO.findall(INSTRUCTIONS.sub("", _URL.sub("", _HREF.sub("", value)))))
    return tuple(name for name in macros if not _is_known(name))


@cache
def _is_known(macro: str) -> bool:
    """Whether TeX's own distribution has a macro, or pylatexenc knows how to decode it."""
    if macro in SWITCHES or macro in SILENT or macro in FONTS or macro == "ce":
        return True
    text, syntax = _decoder().latex_context, _syntax()
    return any(macro in known.d[category]["macros"] for known in (text, syntax) for category in known.categories())


def _pieces(value: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `value`, each with whether it was in outermost protecting braces, which are removed."""
    begin = index = depth = 0
    protecting = math = False
    while index < len(value):
        sign = value[index]
        if sign == "\\":
            index += 1
        elif sign == "$" and depth == 0:
            # A formula is no word that a style may write with a capital.
            math = not math
            yield value[begin : index + (not math)], not math
            begin = index + (not math)
        elif sign == "{" and not math:
            if depth == 0:
                # TeX's own exception: `{\"u}` is one accented letter, not a protected word.
                protecting = not value.startswith("\\", index + 1) and not _ARGUMENT.search(
                    value, max(0, index - _BEFORE), index
                )
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
        value = INSTRUCTIONS.sub("", _URL.sub(lambda match: kept(match[1]), value))
        value = _BY_NUMBER.sub(lambda match: kept(match[3] or chr(int(match[1] or match[2]))), value)
        value = _BARE.sub(_named, value)
        value = _GROUPED.sub(as_written, value)
    return with_signs(value)


def _named(macro: re.Match[str]) -> str:
    """A macro that nobody knows, by its name; unless it begins a group, and so may be about what follows in it."""
    begun, name, ended = macro.groups()
    if _is_known(name) or (begun is not None and ended is None):
        return macro[0]
    return ("" if begun is None else begun) + (" " if macro.string[: macro.start()][-1:].isalnum() else "") + name


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    known = get_default_latex_context_db()
    texts = TEXTS | JOURNALS | dict.fromkeys(QUOTING, "“%s”")
    extra = [MacroTextSpec(name, simplify_repl=partial(_filled, form=said)) for name, said in texts.items()]
    extra += [MacroTextSpec(name, simplify_repl=_fraction) for name in FRACTIONS]
    extra += [MacroTextSpec(name, discard=False) for name in HOLDING]
    extra += [MacroTextSpec(name, simplify_repl="") for name in SILENT]
    extra += [MacroTextSpec(name, simplify_repl=partial(_marked, mark=mark)) for name, mark in TEX_ACCENTS.items()]
    known.add_context_category("bibliography", macros=extra, prepend=True)
    known.set_unknown_macro_spec(MacroTextSpec("", discard=False))
    # It would print to standard error that a macro lacks its argument.
    logging.getLogger("pylatexenc.latex2text").setLevel(logging.CRITICAL)
    return LatexNodes2Text(latex_context=known, math_mode="text")


def _marked(node: Any, l2tobj: Any, mark: str) -> str:
    said = _argument(node, l2tobj)
    return unicodedata.normalize("NFC", said[:1] + mark + said[1:]) if said else ""


def _filled(node: Any, l2tobj: Any, form: str) -> str:
    return form.replace("%s", said) if (said := _argument(node, l2tobj)) or "%s" not in form else ""


def _fraction(node: Any, l2tobj: Any) -> str:
    parts = node.nodeargd.argnlist if node.nodeargd else []
    return "/".join(filter(None, (l2tobj.nodelist_to_text([part]) for part in parts)))


def _argument(node: Any, l2tobj: Any) -> str:
    said: str = l2tobj.nodelist_to_text(node.nodeargd.argnlist) if node.nodeargd else ""
    return said


@cache
def _syntax() -> Any:
    """Which macros have arguments."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    known = get_default_latex_context_db()
    holding = (name for name, said in TEXTS.items() if "%s" in said)
    one = [MacroSpec(name, "{") for name in (*QUOTING, *holding, *TEX_ACCENTS)]
    two = [MacroSpec(name, "{{") for name in FRACTIONS]
    known.add_context_category("bibliography", macros=one + two, prepend=True)
    return known
