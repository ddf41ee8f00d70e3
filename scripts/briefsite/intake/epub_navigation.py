"""The table of contents of an EPUB file. LibreOffice sets headings as paragraphs: only this says which ones they are.

A paragraph is a heading if an entry has its words and leads to its chapter, in the order of the entries.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefsite.intake.document import DocumentBlock, words_of_parts
from briefsite.intake.html_tree import ancestors
from briefsite.intake.tidy import without_bold

_MOST: Final = 5_000
_DEEPEST: Final = 6
#: What holds an entry: of EPUB 3, of EPUB 2.
_HOLDERS: Final = frozenset({"ol", "navpoint"})


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """An entry: its words, the path of the chapter to which it leads, its level from 1."""

    words: str
    path: str
    level: int


def navigation_entries(text: str, folder: str) -> Iterator[NavigationEntry]:
    """The entries in a file of navigation that is in a folder, in order."""
    parser = LexborHTMLParser(text)
    links = parser.css("nav a[href]")
    points = parser.css("navpoint > navlabel") if not links else []
    for node in [*links, *points][:_MOST]:
        target = node if node.tag == "a" else _content_of(node)
        address = (target.attributes.get("href") or target.attributes.get("src") or "") if target is not None else ""
        path = posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))
        words = " ".join(node.text().split())
        level = sum(one.tag in _HOLDERS for one in ancestors(node))
        if words and address:
            yield NavigationEntry(words, path, min(max(1, level), _DEEPEST))


def _content_of(label: LexborNode) -> LexborNode | None:
    parent = label.parent
    return next((one for one in parent.iter() if one.tag == "content"), None) if parent is not None else None


def with_named_headings(
    blocks: Sequence[DocumentBlock], entries: Sequence[NavigationEntry]
) -> tuple[DocumentBlock, ...]:
    """The blocks, which have their places in chapters, with those as headings that the entries name.

    As they are if there are headings among them.
    """
    out = [*blocks]
    at = 0
    for entry in entries if not any(one.kind == "heading" for one in blocks) else ():
        found = next((n for n in range(at, len(out)) if _is_named(out[n], entry)), None)
        if found is not None:
            out[found] = replace(out[found], kind="heading", level=entry.level, pieces=without_bold(out[found].pieces))
            at = found + 1
    return tuple(out)


def _is_named(block: DocumentBlock, entry: NavigationEntry) -> bool:
    inside = block.at.startswith(f"{entry.path}/")
    return inside and block.kind == "prose" and " ".join(words_of_parts(block.pieces).split()) == entry.words
