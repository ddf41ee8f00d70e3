"""The search index, with an entry for each passage, note, work, name and event: a result says which, and leads to it.

MkDocs makes one entry for each heading, with all the text under it. Here whatever has an address of its own under a
heading gets an entry, and what hasn't (a summary, a table) stays with the heading. A passage of the text is found by
what it said as received, too, wherever that was emended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from briefsite.html import Html, element, verbatim_html
from briefsite.ledger.address import label, parse_address
from briefsite.pages.classes import Css
from briefsite.rendering.built_site import BuiltPage, BuiltSite
from briefsite.words import squeezed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Where MkDocs puts the index, in the folder of the site.
FILE: Final = "search/search_index.json"
_HEADINGS: Final = {f"h{level}" for level in range(1, 7)}
_EXCLUDED: Final = "data-search-exclude"
#: The author's words come before what is said about them, where both have the word that is looked for: the theme's
#: search counts a word in a title a thousand times.
_BOOST: Final = 1000
_LONGEST: Final = 60
#: Of an entry that isn't the author's, what the search is to find.
_SAID: Final = f"p:not(.{Css.WHEN}, .{Css.CITED_BY}, :has(.{Css.BACKLINK})), dd"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A piece of a page under the heading with the id `section`: one with an address, or (no `id`) what else is there.

    `title` is what it is called, `own` whether it is the author's.
    """

    section: str
    text: str
    id: str = ""
    title: str = ""
    own: bool = False


def by_passage(index: str, site: BuiltSite) -> str:
    """The index (JSON, as the theme's search reads it) with the passages of `site` as entries of their own.

    Pages that aren't in the index stay out of it.
    """
    data = json.loads(index)
    entries: dict[str, list[dict[str, Any]]] = {}
    for entry in data["docs"]:
        entries.setdefault(entry["location"].partition("#")[0], []).append(entry)
    data["docs"] = [
        entry
        for url, own in entries.items()
        for entry in (_of_page(own, site.pages[f"/{url}"]) if f"/{url}" in site.pages else own)
    ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _of_page(entries: Sequence[dict[str, Any]], page: BuiltPage) -> Iterator[dict[str, Any]]:
    article = page.tree.css_first("article")
    found = list(search_entries(article)) if article else []
    divided = {part.section for part in found if part.id}
    title = entries[0]["title"]
    for entry in entries:
        section = entry["location"].partition("#")[2]
        if not section or section not in divided:
            yield entry
            continue
        under = [part for part in found if part.section == section]
        left = " ".join(part.text for part in under if not part.id)
        if left or any(part.own for part in under):  # a list's heading has no text of its own
            yield {**entry, "text": left}
        for part in under:
            if part.id:
                location = f"{page.url.removeprefix('/')}#{part.id}"
                text = part.text + (_as_received(page.tree, part.id) if part.own else "")
                made = {"location": location, "title": f"{part.title} · {title}", "text": text}
                yield {**made, "boost": _BOOST} if part.own else made


def _as_received(tree: LexborHTMLParser, address: str) -> str:
    """The readings of the source where a passage was emended, from the page's list of emendations."""
    signs = tree.css(f'[id="{address}"] .{Css.EM_REF} a')
    found = (tree.css_first(f'[id="{(sign.attributes["href"] or "")[1:]}"] .{Css.OLD_READING}') for sign in signs)
    said = ", ".join(f"“{reading.text()}”" for reading in found if reading is not None)
    return element("p", _escaped(f"As received: {said}")) if said else ""


def search_entries(node: LexborNode, section: str | None = "") -> Iterator[SearchEntry]:
    """What the search is to find below `node`, in order.

    A heading holds for what comes behind it in the same element; None: it is one that the search leaves out.
    """
    for child in node.iter(include_text=True):
        address = (child.attributes.get("id") or "") if child.is_element_node else ""
        if child.tag in _HEADINGS and address:
            section = None if _EXCLUDED in child.attributes else address
        elif section is None or child.is_comment_node or (child.is_element_node and _EXCLUDED in child.attributes):
            continue
        elif child.is_text_node:
            if said := _escaped(child.text_content or ""):
                yield SearchEntry(section, said)
        elif address and (title := _title(child, address)):
            own = bool(_classes(child) & {Css.PAR, Css.ITEM})
            paragraphs = [child] if own else child.css(_SAID)
            text = "".join(map(_paragraph, paragraphs))
            yield SearchEntry(section, text, address, title, own)
        elif child.tag == "p":
            yield SearchEntry(section, _paragraph(child))
        else:
            yield from search_entries(child, section)


def _title(node: LexborNode, address: str) -> str:
    """What an element with an address is called: "¶ 8", "Note 7", a name, a year, the beginning of a reference.

    Empty if the element is not an entry of its own.
    """
    classes = _classes(node)
    if classes & {Css.PAR, Css.ITEM}:
        return label(address)
    if node.tag == "li" and (note := parse_address(address)) and note.kind == "note":
        # As it is printed, which two notes with one number are alike.
        printed = node.attributes.get("data-sign") or node.attributes.get("value") or note.shown
        return f"Note\N{NO-BREAK SPACE}{_escaped(printed)}"
    head = {Css.NAME_ENTRY.value: "dt", Css.EVENT.value: "time", Css.WORK.value: f".{Css.REFERENCE}"}
    for kind in classes & head.keys():
        found = node.css_first(head[kind])
        return _escaped(shorten(_said(found), _LONGEST, placeholder="…")) if found else ""
    return ""


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _paragraph(node: LexborNode) -> str:
    return element("p", _escaped(_said(node)))


def _said(node: LexborNode) -> str:
    """The text of a node without what the search leaves out: numbers, lines, addresses of the web in their letters."""
    said = "".join(
        (child.text_content or "") if child.is_text_node else _said(child)
        for child in node.iter(include_text=True)
        if _EXCLUDED not in child.attributes and Css.TO_WORK not in _classes(child)
    )
    return re.sub(r"\s*https?://\S+\.?", "", said) if Css.REFERENCE in _classes(node) else said


def _escaped(text: str) -> Html:
    return verbatim_html(squeezed(text))
