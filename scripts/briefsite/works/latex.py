"""The values of BibTeX fields: TeX decoded to text, names, dates, addresses, languages.

Each function takes the value of one field, without its outer delimiters. Where a value can be invalid, the function
returns None for it, except `read_names`, which raises ValueError.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as calendar_date
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from briefsite.works.dates import MONTHS
from briefsite.works.languages import tag_of
from briefsite.works.work import Date, Name

_MACRO = re.compile(r"\\([A-Za-z]+)")
#: A macro right before a group (`\emph`, `\"`, `\v `). The group is its argument, so its braces protect nothing.
_ARGUMENT = re.compile(r"\\(?:[A-Za-z]+\*?\s*|[^A-Za-z\s])(?:\[[^\]]*\])?$")
#: Macros that pylatexenc doesn't have or decodes differently; `%s` is the argument.
_MACROS: Final = {"LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "S": "§", "pounds": "£", "euro": "€", "url": "%s"}
#: TeX's input for quotation marks and dashes, and the Unicode characters for it.
_LIGATURES: Final = (("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("---", "—"), ("--", "–"))
#: Exceptions of pylatexenc, for macros without their arguments and for deeply nested braces.
_BREAKDOWNS: Final = (AttributeError, LookupError, TypeError, ValueError, RecursionError)
_MONTHS: Final = tuple(month[:3].casefold() for month in MONTHS)

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SPAN = re.compile(r"(\d{4})(?:-\d\d){0,2}\s*(?:/|--?|–)\s*(?:(\d{4})(?:-\d\d){0,2})?")
_WEB = re.compile(r"https?://[^\s/?#\"<>\\{}]+[^\s\"<>\\{}]*", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s\"<>\\{}]+@[^\s\"<>\\{}]+", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}\\]+")
_DOI_LEAD = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_BEGUN: Final = re.compile(r"(\band\s+)(\\(?:[A-Za-z]+\s*|[^A-Za-z\s])(?:\{[^{}]*\}|\w))")


def plain_text(value: str) -> str:
    """`value` as text: macros and accents decoded, braces removed, typographic quotation marks and dashes.

    Each run of white space becomes one space. A bare `%` is a percent sign: in a field it is never meant as a comment.
    """
    return text_and_protected(value)[0]


def text_and_protected(value: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`value` as text, and the spans (begin, end) of it that were in braces: no style may change their case."""
    out = ""
    kept: list[tuple[int, int]] = []
    for piece, protected in _pieces(value):
        decoded = re.sub(r"\s+", " ", _decoded(piece))
        if not out or out.endswith(" "):
            decoded = decoded.lstrip(" ")
        if protected and decoded:
            kept.append((len(out), len(out) + len(decoded)))
        out += decoded
    out = out.rstrip(" ")
    return out, tuple((begin, min(end, len(out))) for begin, end in kept if begin < len(out))


def unknown_macros(value: str) -> tuple[str, ...]:
    """The names of the macros in `value` that are unknown. `plain_text` drops these and keeps their arguments."""
    if "\\" not in value:
        return ()
    known = _decoder().latex_context
    macros = tuple(dict.fromkeys(_MACRO.findall(value)))
    try:
        _decoder().latex_to_text(value)
    except _BREAKDOWNS:
        return macros
    return tuple(name for name in macros if known.get_macro_spec(name) is None)


def page_range(value: str) -> str:
    """`value` as page numbers, with en dashes in ranges: "753--763" and "753-763" are "753–763"."""
    return re.sub(r"(?<=[\divxlc])\s*[-–]+\s*(?=\w)", "–", plain_text(value))


def date(value: str) -> Date | None:
    """`value` as a date: "2020", "2020-08", "2020-08-28", "1998/2001", "1995~", "1995?", or words ("forthcoming").

    The notation is that of biblatex, which follows ISO 8601-2. None for an impossible date.
    """
    value = value.strip()
    if match := _ISO.fullmatch(value):
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            calendar_date(year or 1, month or 1, day or 1)
        except ValueError:
            return None
        return Date(year or 0, month, day)
    if match := _SPAN.fullmatch(value):
        return Date(int(match[1]), literal=f"{match[1]}–{match[2] or ''}")
    if match := re.fullmatch(r"(\d{4})([~?%])", value):
        return Date(int(match[1]), literal=f"{match[1]}?" if match[2] == "?" else f"c. {match[1]}")
    words = plain_text(value)
    return Date(literal=words) if any(sign.isalpha() for sign in words) else None


def month(value: str) -> int | None:
    """`value` ("8", "aug", "August") as the number of a month, 1 to 12, or None."""
    word = plain_text(value).casefold().rstrip(".")
    number = int(word) if word.isdecimal() else next((n for n, m in enumerate(_MONTHS, 1) if word.startswith(m)), 0)
    return number if 1 <= number <= len(_MONTHS) else None


def language_tag(value: str) -> str | None:
    """`value` (biblatex's name of a language, or a tag) as a BCP 47 tag, or None."""
    word = plain_text(value)
    tag = word if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", word) else None
    return tag_of(word) or tag


def address(value: str) -> tuple[str, str] | None:
    """`value` as a URL (http, https or mailto) and a DOI, one of them "". None if it is neither.

    Characters that are escaped for TeX are unescaped. Nothing else changes: a `%` in a URL is part of it.
    """
    wrapped = re.fullmatch(r"\s*\\url\s*\{(.*)\}\s*", value, re.DOTALL)
    plain = re.sub(r"\\~(?:\{\})?", "~", (wrapped[1] if wrapped else value).strip())
    plain = re.sub(r"\\([%#&_$])", r"\1", plain)
    lead = _DOI_LEAD.match(plain)
    if _DOI.fullmatch(plain, lead.end() if lead else 0):
        return "", plain[lead.end() if lead else 0 :]
    # A % without two hexadecimal digits is a typing error, or was meant to begin a comment.
    if re.search(r"%(?![0-9A-Fa-f]{2})", plain):
        return None
    try:
        urlsplit(plain)
    except ValueError:
        return None
    return (plain, "") if _WEB.fullmatch(plain) or _MAIL.fullmatch(plain) else None


def read_names(value: str) -> tuple[tuple[Name, ...], bool]:
    """The persons and bodies in `value`, and whether it ends with "and others".

    Raises ValueError, with a message for the user, if a name cannot be read.
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names

    # bibtexparser 2.1 drops a macro right after "and", unless the macro is in braces.
    value = _BEGUN.sub(r"\1{\2}", value)
    parts = [part.strip() for part in split_multiple_persons_names(value)]
    others = len(parts) > 1 and parts[-1] == "others"
    return tuple(_name(part) for part in (parts[:-1] if others else parts)), others


def _name(value: str) -> Name:
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    if not plain_text(value):
        raise ValueError("a name is empty")
    if _is_group(value):
        return Name(literal=plain_text(value))
    try:
        parts = parse_single_name_into_parts(value)
    except InvalidNameError as error:
        raise ValueError(f'the name "{plain_text(value)}" cannot be read: {error.reason.lower()}') from error
    first, von, last, junior = (plain_text(" ".join(part)) for part in (parts.first, parts.von, parts.last, parts.jr))
    if "," not in value and {"of", "for", "the", "on"}.intersection(parts.von):
        raise ValueError(f'the body "{plain_text(value)}" would be split into first and last name')
    return Name(family=last, given=first, prefix=von, suffix=junior) if first or von or junior else Name(literal=last)


def _is_group(value: str) -> bool:
    """Whether one pair of braces encloses all of `value`."""
    depth = 0
    for index, sign in enumerate(value):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return index > 0 and index == len(value) - 1
    return False


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
    if re.search(r"[\\{}$~]", piece):
        # pylatexenc would read these as a comment, a table cell and a parameter. In a field they are plain characters.
        plain = re.sub(r"(?<!\\)([%&#])", r"\\\1", piece)
        try:
            piece = _decoder().latex_to_text(plain)
        except _BREAKDOWNS:
            piece = re.sub(r"[\\{}$]", "", piece)
    for written, meant in _LIGATURES:
        piece = piece.replace(written, meant)
    return piece


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    known = get_default_latex_context_db()
    extra = [MacroTextSpec(name, simplify_repl=said) for name, said in _MACROS.items()]
    known.add_context_category("bibliography", macros=extra, prepend=True)
    return LatexNodes2Text(latex_context=known, math_mode="text")
