"""The search index, with an entry for each passage, note, work, name and event, so that a result leads right to it.

MkDocs makes one entry for each heading, with all the text below it. Here everything with an address of its own gets an
entry, and the rest (a summary, a table) stays with the heading. An emended passage is also found by its original
reading, a word by its other forms (`writing.search_forms`), and a name by the other names in its entry.

The index stays as the theme's own search reads it. Our search (theme/assets/search_engine.js) reads two keys more:
`also`, the other forms of a name, and `edition`, the title of an edition that isn't at the root of the site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from briefsite.html import Html, element, verbatim_html
from briefsite.ledger.address import label, parse_address
from briefsite.pages.classes import Css
from briefsite.rendering.built_site import BuiltPage, BuiltSite
from briefsite.words import squeezed
from briefsite.writing.search_forms import search_forms, separator_for

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from briefsite.storage.cache import FolderCache

#: The path of the index in the folder of the site.
FILE: Final = "search/search_index.json"
#: The folder with the shards of an index that is too large for one file (`search_shards`).
SHARDS: Final = "search/shards"
_HEADINGS: Final = {f"h{level}" for level in range(1, 7)}
_HEADING: Final = ", ".join(sorted(_HEADINGS))
_EXCLUDED: Final = "data-search-exclude"
#: The weight of the author’s passages. Our search lists them first, whatever it is; in the theme’s own it has to be as
#: large as that of a word in a title.
_BOOST: Final = 1000
_LONGEST: Final = 60
#: How many characters of a passage are around an original reading, at least.
_AROUND: Final = 40
#: In the text of a passage: the sign of an emendation, and the beginning and end of an emended reading.
_SIGN: Final = "\ue000"
_OURS: Final = ("\ue001", "\ue002")
#: The elements whose text is indexed, in an entry that isn't the author's.
_SAID: Final = f"p:not(.{Css.WHEN}, .{Css.CITED_BY}, :has(.{Css.BACKLINK})), dd"


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A part of a page, below the heading with the id `section` ("" for none).

    `text` is HTML. An element with an address has its `id` and `title`; other text has neither. `own`: whether it is a
    passage of the author's text. `also`: the other forms of a name.
    """

    section: str
    text: str
    id: str = ""
    title: str = ""
    own: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """The index of a part of the site: the settings of the theme's search, the entries, as JSON with commas between.

    `signs` are all characters of the entries that aren't ASCII.
    """

    config: Mapping[str, Any]
    entries: str
    signs: str


def by_passage(
    index: str, site: BuiltSite, home: str, cache: FolderCache | None = None, program: str = ""
) -> PassageIndex:
    """`index` with an entry for each element of `site` that has an address.

    `index` is JSON in the form that the theme's search reads. Pages that aren't in `index` aren't added. `home` is the
    title of the site: entries of an edition with another title have that, too. The `cache` keeps what the `program` has
    made of each page.
    """
    data = json.loads(index)
    entries: dict[str, list[dict[str, Any]]] = {}
    for entry in data["docs"]:
        entries.setdefault(entry["location"].partition("#")[0], []).append(entry)
    made = []
    for url, own in entries.items():
        page = site.pages.get(f"/{url}")
        if page is None or cache is None:
            made.append(_made(own, page, home))
            continue
        key = (program, home, json.dumps(own), page.path.read_bytes())
        made.append(cache.made(f"entries {url}", key, partial(_made, own, page, home), PassageIndex))
    signs = "".join(sorted(frozenset[str]().union(*(index.signs for index in made))))
    return PassageIndex(data.get("config", {}), ",".join(index.entries for index in made if index.entries), signs)


def _made(own: Sequence[dict[str, Any]], page: BuiltPage | None, home: str) -> PassageIndex:
    """The index of one page, empty for a file that is not a page; without settings."""
    entries = list(map(_with_forms, _of_page(own, page, home) if page else own))
    said = "".join(f"{entry['title']} {entry['text']}" for entry in entries)
    signs = "".join(sorted(sign for sign in set(said) if not sign.isascii()))
    texts = (json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    return PassageIndex({}, ",".join(texts), signs)


def united_index(indexes: Sequence[PassageIndex]) -> str:
    """The index of the whole site, as JSON in the form that the theme's search reads; the first has the settings."""
    return _index_file(indexes, ",".join(index.entries for index in indexes if index.entries))


def index_of_shards(indexes: Sequence[PassageIndex], count: int) -> str:
    """The same file for a site whose entries are in `count` shards: it has none, and says so in its settings.

    The theme hands on nothing else of it.
    """
    return _index_file(indexes, "", shards=count)


def _index_file(indexes: Sequence[PassageIndex], entries: str, **more: int) -> str:
    config = {**indexes[0].config, **more}
    if "separator" in config:
        config["separator"] = separator_for(config["separator"], "".join(index.signs for index in indexes))
    settings = json.dumps(config, ensure_ascii=False, separators=(",", ":"))
    return f'{{"config":{settings},"docs":[{entries}]}}'


def _with_forms(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with the other forms of its words, which are found and not shown."""
    forms = search_forms(re.sub(r"<[^>]*>", " ", f"{entry['title']} {entry['text']}"))
    if not forms:
        return entry
    # Inside the last paragraph: a result shows those in which something was found.
    before, end, _ = entry["text"].rpartition("</p>")
    hidden = element("span", _escaped(forms), hidden=True)
    said = f"{before} {hidden}{end}" if entry["text"].endswith("</p>") else entry["text"] + element("p", hidden)
    return {**entry, "text": said}


def _edition(page: BuiltPage) -> str:
    """The title of the edition that a page belongs to, as its head states it."""
    meta = page.tree.css_first('meta[property="og:site_name"]')
    return (meta.attributes["content"] or "") if meta else ""


def _of_page(entries: Sequence[dict[str, Any]], page: BuiltPage, home: str) -> Iterator[dict[str, Any]]:
    title = _edition(page)
    other = {"edition": title} if title and title != home else {}
    return ({**entry, **other} for entry in _divided(entries, page))


def _divided(entries: Sequence[dict[str, Any]], page: BuiltPage) -> Iterator[dict[str, Any]]:
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
        if left or any(part.own for part in under):  # the heading of a list has no other text
            yield {**entry, "text": left}
        for part in under:
            if part.id:
                location = f"{page.url.removeprefix('/')}#{part.id}"
                text = part.text + (_as_received(page.tree, part.id) if part.own else "")
                made = {"location": location, "title": f"{part.title} · {title}", "text": text}
                yield {**made, **({"boost": _BOOST} if part.own else {}), **({"also": part.also} if part.also else {})}


def _as_received(tree: LexborHTMLParser, address: str) -> str:
    """The original readings of an emended passage, each in its context, as an HTML paragraph, or ""."""
    passage = tree.css_first(f'[id="{address}"]')
    readings = [
        tree.css_first(f'[id="{(sign.attributes["href"] or "")[1:]}"] .{Css.OLD_READING}')
        for sign in (passage.css(f".{Css.EM_REF} a") if passage else ())
    ]
    # One piece more than there are signs.
    pieces = [_spaced(piece) for piece in _with_signs(passage).split(_SIGN)] if passage and readings else []
    said = [
        f"“{_in_context(''.join(pieces[: n + 1]), squeezed(reading.text()), ''.join(pieces[n + 1 :]))}”"
        for n, reading in enumerate(readings)
        if reading is not None
    ]
    return element("p", _escaped(f"As received: {', '.join(said)}")) if said else ""


def _with_signs(node: LexborNode) -> str:
    """The text of a passage with `_SIGN` for each sign of an emendation, and emended readings in `_OURS`."""
    said = ""
    for child in node.iter(include_text=True):
        classes = _classes(child)
        if child.is_text_node:
            said += child.text_content or ""
        elif Css.EM_REF in classes:
            said += _SIGN
        elif _EXCLUDED not in child.attributes:
            text = _with_signs(child)
            said += f"{_OURS[0]}{text}{_OURS[1]}" if Css.EMENDED in classes else text
    return said


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _in_context(before: str, old: str, after: str) -> str:
    """An original reading with some words of the passage around it. `before` ends with the emended reading.

    The original reading may begin and end with words that were not emended: they aren't said twice.
    """
    if before.endswith(_OURS[1]):
        before = before.rpartition(_OURS[0])[0]
    elif " " in old and before[-1:].isalnum():  # lines that were taken out
        old = f" {old}"
    before, after = (re.sub(f"[{''.join(_OURS)}]", "", text) for text in (before, after))
    # Whole words only: that two words share a letter means nothing.
    ends = [n for n in range(len(old), 0, -1) if not old[n - 1].isalnum() and before.endswith(old[:n])]
    starts = [n for n in range(len(old)) if not old[n].isalnum() and after.startswith(old[n:])]
    before = before[: len(before) - ends[0]] if ends else before
    after = after[len(old) - starts[0] :] if starts else after
    before, after = before.lstrip(), after.rstrip()
    first = before.rfind(" ", 0, len(before) - _AROUND) + 1 if len(before) > _AROUND else 0
    last = after.find(" ", _AROUND)
    return ("… " if first else "") + before[first:] + old + (f"{after[:last]} …" if last >= 0 else after)


def search_entries(node: LexborNode, section: str | None = "") -> Iterator[SearchEntry]:
    """The entries for the content of `node`, in order.

    `section` is the id of the heading above it, or None if that heading is excluded from the search. A heading applies
    to what follows it in the same element; one in a `<summary>`, to the rest of what is folded.
    """
    for child in node.iter(include_text=True):
        head = child.css_first(_HEADING) if child.tag == "summary" else child
        address = (child.attributes.get("id") or "") if child.is_element_node else ""
        if head is not None and head.tag in _HEADINGS and (named := head.attributes.get("id")):
            section = None if _EXCLUDED in head.attributes else named
        elif section is None or child.is_comment_node or (child.is_element_node and _EXCLUDED in child.attributes):
            continue
        elif child.is_text_node:
            if said := _escaped(child.text_content or ""):
                yield SearchEntry(section, said)
        elif address and (title := _title(child, address)):
            own = bool(_classes(child) & {Css.PAR, Css.ITEM})
            paragraphs = [child] if own else child.css(_SAID)
            text = "".join(map(_paragraph, paragraphs))
            also = tuple(form.text().strip("“”") for form in child.css(f".{Css.ALSO} span"))
            yield SearchEntry(section, text, address, title, own, also)
        elif child.tag == "p":
            yield SearchEntry(section, _paragraph(child))
        else:
            yield from search_entries(child, section)


def _title(node: LexborNode, address: str) -> str:
    """The title of an element with an address: "¶ 8", "Note 7", a name, a year, the beginning of a reference.

    "" if the element isn't an entry of its own.
    """
    classes = _classes(node)
    if classes & {Css.PAR, Css.ITEM}:
        return label(address)
    if node.tag == "li" and (note := parse_address(address)) and note.kind == "note":
        # The number as printed: two notes can have the same.
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
    """The text of a node, without elements that are excluded from the search, and without URLs in references."""
    said = "".join(
        (child.text_content or "") if child.is_text_node else _said(child)
        for child in node.iter(include_text=True)
        if _EXCLUDED not in child.attributes and Css.TO_WORK not in _classes(child)
    )
    return re.sub(r"\s*https?://\S+\.?", "", said) if Css.REFERENCE in _classes(node) else said


def _escaped(text: str) -> Html:
    return verbatim_html(squeezed(text))
