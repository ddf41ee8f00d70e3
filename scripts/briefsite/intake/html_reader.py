"""Web pages (.html): from their bytes to a document.

What belongs to the site is left out: navigation, forms, headers, footers and asides outside the article, and whatever
is hidden. Everything else stays.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefsite.intake.document import DocumentBlock, DocumentNote, ReceivedDocument, words_of_parts
from briefsite.intake.html_blocks import HtmlBlocks
from briefsite.intake.html_notes import LinkedNotes, linked_notes
from briefsite.intake.html_tree import HtmlTree, ancestors, closed, decoded
from briefsite.intake.tidy import tidy
from briefsite.intake.typed_notes import with_typed_notes
from briefsite.writing.book_words import book_names, name_key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_META_AUTHORS: Final = frozenset({"author", "citation_author", "dc.creator", "article:author"})
_META_DATES: Final = frozenset({"citation_publication_date", "dc.date", "date", "article:published_time"})


def read_html(data: bytes) -> ReceivedDocument:
    """The document in a web page. Never raises for what is in it: browsers read anything, too."""
    text = decoded(data)
    return document_of_page(HtmlTree(closed(text) if text.lstrip("\ufeff \n\r\t").startswith("<?xml") else text))


def document_of_page(tree: HtmlTree) -> ReceivedDocument:
    """The document in a parsed page."""
    links = linked_notes(tree)
    counts: Counter[str] = Counter()
    reader = HtmlBlocks(tree, links, counts)
    root = _root(tree)
    around = len(tree.body.text().split()) - len(root.text().split())
    counts["words of the site"] += around - sum(_words_outside(root, note.node) for note in links.notes.values())
    blocks = _without_heads_of_notes(tidy(reader.blocks(root)), links, counts)
    notes = tuple(DocumentNote(note.key, note.label, tuple(reader.note_blocks(note))) for note in links.notes.values())
    remarks = [*_remarks(counts)]
    if not notes:
        blocks, notes = with_typed_notes(blocks)
        remarks += ["notes: found by the numbers in brackets or raised: please check"] if notes else []
    first = " ".join(words_of_parts(blocks[0].pieces).split()) if blocks and blocks[0].kind == "prose" else ""
    if first and first == _title(tree):
        blocks[0] = replace(blocks[0], kind="title")
    titles = [one for one in blocks if one.kind == "title" or (one.kind == "heading" and one.level == 1)]
    stated = len(titles) == 1 or any(one.kind == "title" for one in titles)
    title = words_of_parts(titles[0].pieces) if stated else _title(tree)
    language = next((one.attributes.get("lang") or "" for one in tree.parser.css("html")), "")
    authors = tuple(dict.fromkeys(_meta(tree, _META_AUTHORS)))
    date = next(iter(_meta(tree, _META_DATES)), "")[:10].replace("/", "-")
    return ReceivedDocument(tuple(blocks), notes, title, authors, date, language, {}, tuple(remarks))


def _root(tree: HtmlTree) -> LexborNode:
    """Where the text is: the article or the main part, if there is one; else the whole body."""
    for name in ("article", "main", "[role='main']"):
        found = tree.body.css(name)
        if len(found) == 1:
            return found[0]
    return tree.body


def _words_outside(root: LexborNode, note: LexborNode) -> int:
    """The number of words of a note, if it is outside the text."""
    inside = root.mem_id in {one.mem_id for one in ancestors(note)}
    return 0 if inside or note.mem_id == root.mem_id else len(note.text().split())


def _title(tree: HtmlTree) -> str:
    found = tree.parser.css_first("title")
    return " ".join(found.text().split()) if found is not None else ""


def _meta(tree: HtmlTree, names: frozenset[str]) -> list[str]:
    found = []
    for one in tree.parser.css("meta[content]"):
        name = (one.attributes.get("name") or one.attributes.get("property") or "").lower()
        if name in names and (said := " ".join((one.attributes.get("content") or "").split())):
            found.append(said)
    return found


def _without_heads_of_notes(
    blocks: list[DocumentBlock], links: LinkedNotes, counts: Counter[str]
) -> list[DocumentBlock]:
    """The blocks without what heads the list of notes: a rule, and a heading "Notes" with nothing else below it."""
    names = book_names("notes", "note") | {"footnotes", "endnotes"}
    kept: list[DocumentBlock] = []
    for number, block in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        last = after is None or (after.kind == "heading" and after.level <= block.level)
        if (
            links.bodies
            and block.kind == "heading"
            and last
            and name_key(words_of_parts(block.pieces).strip()) in names
        ):
            counts["heads of notes"] += 1
        else:
            kept.append(block)
    while links.bodies and kept and kept[-1].kind == "break":
        kept.pop()
    return kept


def _remarks(counts: Counter[str]) -> list[str]:
    said = []
    left_out = {"words of the site": "menus, headers, footers and the like", "hidden words": "hidden text"}
    for name, what in left_out.items():
        if counts[name] > 0:
            said.append(f"{what}: {counts[name]} words, left out")
    if counts["comments"]:
        said.append(f"comments in the margin: {counts['comments']}, left out")
    if counts["formulas"]:
        said.append(f"formulas: {counts['formulas']}, read as plain letters: please check")
    if counts["struck"]:
        said.append(f"struck text: {counts['struck']} places, left out")
    if counts["heads of notes"]:
        said.append("the heading of the notes: left out, the site has its own")
    return said
