"""CommonMark for programs and people: as few escapes as the format needs, so that words can be quoted as they are.

Source of the rules: CommonMark 0.31, 2.4 (backslash escapes), 2.5 (entities), 4 and 5 (what begins a block).
"""

from __future__ import annotations

import re
from typing import Final

# What always has a meaning inside of a line; a closing bracket that a target follows; what looks like an entity.
_SIGNS: Final = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|\](?=[(\[:])|&(?=#?\w+;)|!(?=\[)|~(?=~)")
_BEGINS: Final = re.compile(r"(?:[#>=|]|[-+](?=\s|-|$)|~~~|\d{1,9}(?=[.)](?:\s|$)))")


def commonmark(text: str) -> str:
    """`text` inside of a line. White space is one blank."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split(" "))).replace("\t", " ")


def line_of_commonmark(text: str) -> str:
    """`text` as a line of its own, where a sign at the beginning is only a sign. Blanks before it are kept."""
    indent = len(text) - len(text.lstrip())
    if indent:
        return "\u00a0" * indent + commonmark(text.lstrip())
    shown = commonmark(text)
    begun = _BEGINS.match(shown)
    if not begun:
        return shown
    return f"{begun[0]}\\{shown[begun.end() :]}" if begun[0].isdigit() else f"\\{shown}"


def link_of_commonmark(text: str, url: str) -> str:
    """A link. The text is escaped here, the URL is in angle brackets if it needs them."""
    if text == url and "\n" not in url:
        return f"<{url}>"
    return f"[{commonmark(text)}]({target_of_commonmark(url)})"


def target_of_commonmark(url: str) -> str:
    """Where a link leads, in angle brackets if it needs them."""
    return f"<{url}>" if re.search(r"[()\s<>]", url) else url
