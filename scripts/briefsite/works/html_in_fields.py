"""HTML that databases and reference managers leave in the fields of BibTeX: `<i>`, `<sub>`, `&amp;`, `&#8211;`.

Only inline tags that come in pairs are markup; any others are text, and so are `&lt;` and `&gt;`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

#: Angle brackets as they are, and in the TeX of Zotero and Mendeley.
_LESS: Final = r"(?:<|\{?\$<\$\}?|\{\\textless\s*\}|\\textless(?:\{\}|\s)?)"
_GREATER: Final = r"(?:>|\{?\$>\$\}?|\{\\textgreater\s*\}|\\textgreater(?:\{\}|\s)?)"
_TAG: Final = re.compile(
    rf"{_LESS}\s*(/?)(i|em|b|strong|u|sub|sup|sc|scp|span|jats:\w+)((?:\s[^<>$\\]*)?){_GREATER}", re.IGNORECASE
)
#: A character by its name or number, with the & as TeX has it.
_CHARACTER: Final = re.compile(r"(?:\{\\&\}|\\?&)(#x[0-9A-Fa-f]{1,6}|#\d{1,7}|[A-Za-z]{2,8}\d{0,2});")
#: What TeX has for tags that are markup of a title; the others only set a font.
_IN_TEX: Final = {
    **dict.fromkeys(("i", "em", "jats:italic"), r"\emph{"),
    **dict.fromkeys(("sub", "jats:sub"), r"\textsubscript{"),
    **dict.fromkeys(("sup", "jats:sup"), r"\textsuperscript{"),
    **dict.fromkeys(("sc", "scp", "jats:sc"), r"\textsc{"),
}


def without_html(value: str) -> str:
    """The value of a field with TeX in place of its HTML."""
    value = _CHARACTER.sub(_character, value) if "&" in value else value
    tags = list(_TAG.finditer(value)) if "<" in value or "textless" in value else []
    out, end = "", 0
    for tag, meant in _paired(tags):
        out += value[end : tag.start()] + meant
        end = tag.end()
    return out + value[end:]


def _character(match: re.Match[str]) -> str:
    sign = html.unescape(f"&{match[1]};")
    if sign in {"&", "#", "%", "$", "_", "{", "}"}:
        return f"\\{sign}"
    return match[0] if sign in {"<", ">", "\\", "~", "^"} or len(sign) > 1 else sign


def _paired(tags: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """The tags that have partners, in order, each with the TeX for it."""
    meant: dict[int, str] = {}
    begun: list[int] = []
    for number, tag in enumerate(tags):
        name = tag[2].lower()
        if not tag[1]:
            begun.append(number)
        elif begun and tags[begun[-1]][2].lower() == name:
            first = begun.pop()
            meant[first] = _of_span(tags[first][3]) if name == "span" else _IN_TEX.get(name, "")
            meant[number] = "}" if meant[first] else ""
    return ((tags[number], meant[number]) for number in sorted(meant))


def _of_span(attributes: str) -> str:
    """The TeX for a span of a reference manager: words whose case is kept, or small capitals."""
    if "nocase" in attributes:
        return "{"
    return r"\textsc{" if re.search(r"small-?caps", attributes) else ""
