"""Style rules that no page of the site can use: the theme's style sheet has several times what a site needs.

Material's sheet has rules for code, admonitions, tabs, consent forms, versions and much else; half of it, after
compression, is for what most sites don't have. A rule stays if each class in its selector is the class of an element on
some page, or a word of some script, which may give it to one. So what a page or a script of the site uses, is styled.

The syntax is that of *CSS Syntax Level 3* and *Selectors Level 4* (W3C), as minified sheets have it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from briefsite.storage.cache import FolderCache, code_checksum

#: The theme's own sheets in a built site. Those of a site, and ours, have no rule too many.
_SHEETS: Final = "assets/stylesheets/*.css"

#: Strings and comments are one piece, whatever is in them; the address in `url(…)` is one in all sheets that quote it.
_PIECE: Final = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]|(?:[^"'{};/]|/(?!\*))+""", re.DOTALL)
#: At-rules that have rules in them.
_GROUP: Final = re.compile(r"@(media|supports|container|layer)\b")
_CLASS: Final = re.compile(r"\.((?:[\w-]|\\.)+)")
#: The colors of the palette, which the page's body has as attributes.
_COLOR: Final = re.compile(r"""\[(data-md-color-\w+)=["']?([\w-]+)""")
_COLOR_OF_PAGE: Final = re.compile(rb"""(data-md-color-\w+)=["']?([\w-]+)""")
_BRACKETS: Final = re.compile(r"""\[(?:[^\]"']|"[^"]*"|'[^']*')*\]""")
_PARENTHESES: Final = re.compile(r"\([^()]*\)")  # the innermost
_CLASSES: Final = rb"""class\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)"""
_OF_ELEMENT: Final = re.compile(_CLASSES)  # several times as fast as the other
_OF_ELEMENT_IN_CAPITALS: Final = re.compile(_CLASSES, re.IGNORECASE)
_INLINE: Final = re.compile(rb"<script\b(?![^>]*\b(?:json|src)\b)[^>]*>(.*?)</script", re.DOTALL)
_WORD: Final = re.compile(rb"[\w-]+")


def drop_unused_rules(site: Path, known: Collection[str], cache: FolderCache | None = None) -> None:
    """Takes from the theme's style sheets in the folder of a built site the rules that none of its pages can use.

    `known` are the names that its parts use (`BuiltSite.names`). Raises OSError if a file can't be read or written.
    The `cache` keeps what is left of a sheet, by these.
    """
    program = code_checksum((__name__,), ())
    for sheet in sorted(site.glob(_SHEETS)):
        style = sheet.read_text(encoding="utf-8")
        make = partial(used_rules, style, known)
        used = cache.made(sheet.name, (program, style, *sorted(known)), make, str) if cache else make()
        if used != style:
            sheet.unlink()  # it can be a link to the last site's
            sheet.write_bytes(used.encode())


@lru_cache(maxsize=512)
def names_on(page: bytes) -> frozenset[str]:
    """The classes of all elements on a page (HTML), its colors as "name=color", and the words of its own scripts."""
    in_capitals = b"CLASS" in page or b"Class=" in page
    classes = set((_OF_ELEMENT_IN_CAPITALS if in_capitals else _OF_ELEMENT).findall(page))
    found = {name for said in classes for name in said.decode(errors="replace").strip("\"'").split()}
    found |= {f"{name.decode()}={color.decode()}" for name, color in _COLOR_OF_PAGE.findall(page)}
    return frozenset(found).union(*map(names_in, _INLINE.findall(page)))


@lru_cache(maxsize=128)
def names_in(script: bytes) -> frozenset[str]:
    """The words of a script, among which are the classes that it can give to an element."""
    return frozenset(word.decode(errors="replace") for word in set(_WORD.findall(script)))


def used_rules(style: str, known: Collection[str]) -> str:
    """A style sheet without the rules, and without the selectors of a list, that have a class which is not `known`.

    Everything that isn't a plain rule stays. A group of rules that has none left goes, too.
    """
    said: list[str] = []
    #: Where in `said` each open group begins.
    groups: list[int] = []
    for opening, body in _blocks(style):
        if body is not None:
            if opening.startswith("@"):
                said.append(f"{opening}{{{body}}}")
            elif kept := _kept(opening, known):
                said.append(f"{kept}{{{body}}}")
        elif opening == "}":
            begun = groups.pop() if groups else 0
            if begun == len(said) - 1 and said[begun].endswith("{"):
                said.pop()
            else:
                said.append("}")
        else:
            if opening.endswith("{"):
                groups.append(len(said))
            said.append(opening)
    return "".join(said)


@lru_cache(maxsize=8)
def _blocks(style: str) -> tuple[tuple[str, str | None], ...]:
    """The rules of a sheet as (what is before the braces, what is in them), and the rest as it is with None."""
    found: list[tuple[str, str | None]] = []
    opening, body, depth = "", "", 0
    for piece in _PIECE.findall(style):
        if depth:
            depth += (piece == "{") - (piece == "}")
            if depth:
                body += piece
            else:
                found.append((opening, body))
                opening, body = "", ""
        elif piece == "{":
            if _GROUP.match(opening.lstrip()):
                found.append((f"{opening}{{", None))
                opening = ""
            else:
                depth = 1
        elif piece == "}":
            found.append((f"{opening}}}" if opening.strip() else "}", None))
            opening = ""
        elif piece == ";" or piece.startswith("/*"):
            found.append((opening + piece, None))
            opening = ""
        else:
            opening += piece
    if opening or body:
        found.append((f"{opening}{{{body}" if depth else opening, None))
    return tuple(found)


@lru_cache(maxsize=4096)
def _selectors(opening: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The selectors of a rule, each with the names that it needs; what is in parentheses needs none."""
    bare, fewer = "", _BRACKETS.sub(lambda found: "[" * len(found[0]), opening)
    while bare != fewer:
        bare, fewer = fewer, _PARENTHESES.sub(lambda found: " " * len(found[0]), fewer)
    found, start = [], 0
    for end in [*(at for at, letter in enumerate(bare) if letter == ","), len(bare)]:
        names = {re.sub(r"\\(.)", r"\1", name) for name in _CLASS.findall(bare, start, end)}
        colors = (color for color in _COLOR.finditer(opening, start, end) if bare[color.start()] == "[")
        names |= {f"{color[1]}={color[2]}" for color in colors}
        found.append((opening[start:end], frozenset(names)))
        start = end + 1
    return tuple(found)


def _kept(opening: str, known: Collection[str]) -> str:
    """The selectors of a rule that can match; empty if none can."""
    return ",".join(selector for selector, names in _selectors(opening) if all(name in known for name in names))
