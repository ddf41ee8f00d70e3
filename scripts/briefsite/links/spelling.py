r"""Spelling: how each kind of file writes a URL, with its escapes (`\#`, `&amp;`), and what divides its entries."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

KindName = Literal["Markdown", "HTML", "BibTeX", "text"]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the `endings` of its names, its `escapes`, and what is `between` two entries or paragraphs of it.

    `plain` gives the text that an escape stands for.
    """

    name: KindName
    endings: tuple[str, ...]
    between: re.Pattern[str]
    escapes: re.Pattern[str] | None = None
    plain: Callable[[re.Match[str]], str] = lambda match: match[0]


# Without its semicolon an entity is none here: a query such as ?a=1&copy=2 stays what it is.
_ENTITY: Final = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
_EMPTY_LINE: Final = r"\n[^\S\n]*(?=\n)"
_LIST_ITEM: Final = r"^[^\S\n]*(?:[-*+•]|\(?\d{1,4}[.)]|\[\d{1,4}\])[^\S\n]"
_BLOCKS: Final = (
    *("address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
    *("footer", "h[1-6]", "head", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "script", "section", "table"),
    *("td", "th", "title", "tr", "ul"),
)
_LATEX_WORDS: Final = {"textasciitilde": "~", "textunderscore": "_", "textnumbersign": "#", "sim": "~", "slash": "/"}


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0]) if match[0][0] == "&" else match[0][1:]


def _of_latex(match: re.Match[str]) -> str:
    return _LATEX_WORDS[match["word"]] if match["word"] else match["sign"]


KINDS: Final = (
    FileKind(
        "Markdown",
        (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"),
        re.compile(rf"{_EMPTY_LINE}|{_LIST_ITEM}|^ {{0,3}}(?=\[[^\]\n]+\]:)|^#", re.MULTILINE),
        re.compile(rf"{_ENTITY}|\\[!-/:-@\[-`{{-~]"),
        _unescaped,
    ),
    FileKind(
        "HTML",
        (".html", ".htm", ".xhtml", ".xml"),
        re.compile(rf"</?(?:{'|'.join(_BLOCKS)})\b", re.IGNORECASE),
        re.compile(_ENTITY),
        _unescaped,
    ),
    FileKind(
        "BibTeX",
        (".bib", ".bbl", ".tex"),
        re.compile(rf"^[^\S\n]*(?=@\w+\s*[{{(])|{_EMPTY_LINE}|\\(?:bib)?item\b", re.MULTILINE),
        re.compile(
            r"(?P<open>\{)?\$?\\(?:(?P<word>textasciitilde|textunderscore|textnumbersign|sim\b|slash)(?:\{\}|\$| )?"
            r"|(?P<sign>[#%&_$~{}:/.?=-])(?:\{\})?)(?(open)\})"
        ),
        _of_latex,
    ),
    FileKind("text", (), re.compile(rf"{_EMPTY_LINE}|{_LIST_ITEM}", re.MULTILINE)),
)


def kind_of(file: str) -> FileKind:
    """The kind of a file, by the ending of its name; plain text if the ending is of no other kind."""
    return next((kind for kind in KINDS if file.lower().endswith(kind.endings or "\0")), KINDS[-1])


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file's text without escapes. `jumps` are offsets in it, with the same place in the file as it is written."""

    text: str
    jumps: tuple[tuple[int, int], ...] = ((0, 0),)

    def written(self, offset: int) -> int:
        """The offset in the file as it is written."""
        plain, raw = self.jumps[bisect_right(self.jumps, offset, key=lambda jump: jump[0]) - 1]
        return raw + offset - plain


def without_escapes(text: str, kind: FileKind) -> PlainText:
    """The text of a file of this kind, without escapes."""
    if kind.escapes is None:
        return PlainText(text)
    parts: list[str] = []
    jumps = [(0, 0)]
    length = end = 0
    for match in kind.escapes.finditer(text):
        parts += [text[end : match.start()], said := kind.plain(match)]
        length += match.start() - end + len(said)
        end = match.end()
        jumps.append((length, end))
    return PlainText("".join([*parts, text[end:]]), tuple(jumps))
