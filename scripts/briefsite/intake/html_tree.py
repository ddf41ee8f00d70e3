"""The tree of a web page: its elements in order, their ids and places."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefsite.intake.html_styles import PageStyles

#: Elements that have no words of the text.
WITHOUT_WORDS: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "button",
        "select",
        "option",
        "textarea",
        "iframe",
        "canvas",
        "audio",
        "video",
        "datalist",
    ]
)
#: Elements that begin a block of their own.
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "details",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_SITE_ROLES: Final = frozenset({"navigation", "search", "dialog", "alertdialog"})
#: Classes of MediaWiki and WordPress.
_SITE_CLASSES: Final = frozenset(
    {"noprint", "mw-editsection", "mw-jump-link", "mw-cite-backlink", "navbox", "catlinks", "printfooter"}
    | {"screen-reader-text", "sr-only", "visually-hidden", "skip-link", "sharedaddy", "jp-relatedposts"}
)
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)""", re.IGNORECASE)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


_SELF_CLOSED: Final = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|m[a-z]+|svg|path|g|use|image)\b)"
    r"([a-zA-Z][\w:-]*)((?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'))?)*)\s*/>"
)


def decoded(data: bytes) -> str:
    """The text of a web page: by its byte order mark, by what it declares, as UTF-8, else as windows-1252."""
    names = [name for mark, name in _MARKS if data.startswith(mark)]
    declared = _DECLARED.match(data[:1000]) or _CHARSET.search(data[:4000])
    for name in [*names, *([declared[1].decode("ascii", "replace")] if declared else []), "utf-8"]:
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("windows-1252", "replace")


class HtmlTree:
    """A parsed page. Nodes are told apart by `mem_id`."""

    def __init__(self, text: str, sheets: str = "") -> None:
        """Parses a page, to which style `sheets` belong; without a body, its root is what there is."""
        self.parser = LexborHTMLParser(text)
        own = (one.text() for one in self.parser.css("style") if _is_for_screen(one.attributes.get("media") or ""))
        self.styles = PageStyles("\n".join((sheets, *own)))
        body = self.parser.body
        root = self.parser.root
        if root is None:
            raise ValueError("no element")
        self.body: LexborNode = body if body is not None else root

    @cached_property
    def base(self) -> str:
        """The address from which the page says that its links start (`<base>`); empty if it says none."""
        found = self.parser.css_first("base[href]")
        said = (found.attributes.get("href") or "").strip() if found is not None else ""
        return said if said.startswith(("https://", "http://")) else ""

    @cached_property
    def order(self) -> dict[int, int]:
        """The positions of all elements of the body in the order of the page, by `mem_id`."""
        return {node.mem_id: at for at, node in enumerate(self.body.traverse())}

    @cached_property
    def targets(self) -> dict[str, LexborNode]:
        """The elements to which links can lead, by id, or by name of an anchor."""
        found: dict[str, LexborNode] = {}
        for node in self.body.traverse():
            attributes = node.attributes
            for name in (attributes.get("id"), attributes.get("name") if node.tag == "a" else None):
                if name:
                    found.setdefault(name, node)
        return found

    @cached_property
    def _places(self) -> dict[int, str]:
        found = {self.body.mem_id: "/html/body"}
        counts: dict[tuple[int, str], int] = {}
        for node in self.body.traverse():
            parent = node.parent
            if parent is None or node.mem_id in found or parent.mem_id not in found:
                continue
            tag = node.tag or "*"
            number = counts[parent.mem_id, tag] = counts.get((parent.mem_id, tag), 0) + 1
            found[node.mem_id] = f"{found[parent.mem_id]}/{tag}[{number}]"
        return found

    def place(self, node: LexborNode) -> str:
        """The XPath of an element."""
        return self._places.get(node.mem_id, "/html/body")


def closed(text: str) -> str:
    """A page of XML as one of HTML: elements that close themselves there have an end of their own."""
    return _SELF_CLOSED.sub(lambda match: f"<{match[1]}{match[2]}></{match[1]}>", text)


def _is_for_screen(media: str) -> bool:
    return media.strip().lower() in {"", "all", "screen"}


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The children of a node, texts included."""
    yield from node.iter(include_text=True)


def is_of_site(node: LexborNode) -> bool:
    """Whether an element says that it belongs to the site, or to programs that read aloud, and not to the text."""
    return (node.attributes.get("role") or "") in _SITE_ROLES or not _SITE_CLASSES.isdisjoint(classes(node))


def heading_level(node: LexborNode) -> int:
    """The level of a heading, which is an element or has that role; 0 for what is none."""
    attributes = node.attributes
    if node.tag not in {"p", "div"} or attributes.get("role") != "heading":
        return _HEADINGS.get(node.tag or "", 0)
    stated = attributes.get("aria-level") or ""
    return min(int(stated), len(_HEADINGS)) if stated.isdecimal() and int(stated) else 2


def holds_blocks(node: LexborNode) -> bool:
    """Whether an element that is no block has blocks in it."""
    return node.tag not in {"-text", "-comment", "_comment"} and any(one.tag in BLOCKS for one in node.traverse())


def classes(node: LexborNode) -> frozenset[str]:
    """The classes of an element, in small letters."""
    return frozenset((node.attributes.get("class") or "").lower().split())


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, from inside out."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
