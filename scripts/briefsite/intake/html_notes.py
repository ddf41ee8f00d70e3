"""The notes of a web page: links with text like a mark whose target comes later and belongs to it.

A target belongs to a link if it leads back to it, begins with the same mark, or is said to be a note. What it is in, a
list item or a division with nothing else, is the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from briefsite.intake.document import DocumentBlock, WordPart
from briefsite.intake.html_tree import BLOCKS, HtmlTree, ancestors, classes

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MARK: Final = re.compile(r"[\[({]?\s*(\d{1,4}|[a-zA-Z]|[ivxlcIVXLC]{1,7}|\*{1,3}|[†‡§¶#]{1,3})\s*[\])}.]?")
_LONGEST: Final = 12
#: The names of comments in web pages of Google Docs and of Word.
_COMMENT: Final = re.compile(r"cmnt\d+|_msocom_\d+")
#: Names of roles and classes by which a link or an element is said to be one of a note.
_NOTEREF: Final = frozenset({"noteref", "doc-noteref", "footnote-ref", "sdfootnoteanc", "footnoteref"})
_NOTE: Final = frozenset({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote", "note"})
_TOOLTIPS: Final = ("data-footnote", "data-tooltip", "data-note", "data-tippy-content", "title")
_WORDS_OF_TOOLTIP: Final = 3
_CONTAINERS: Final = frozenset({"div", "li", "aside", "dd", "tr", "td", "p"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADS: Final = "h1, h2, h3, h4, h5, h6, hr"
_RETURNS: Final = re.compile(r"[\s↩↑⤴⏎\ufe0e\ufe0f^]*")


@dataclass(frozen=True, slots=True)
class LinkedNote:
    """A note: the element that has its words, its label, the ids of the links to it; or the words of a tooltip."""

    key: str
    label: str
    node: LexborNode
    callers: frozenset[str]
    said: str = ""


@dataclass(frozen=True)
class LinkedNotes:
    """The notes by their keys; `marks` has the key of the note for each link, `bodies` for each element of words.

    `comments` are the marks of comments in the margin, and the elements with their words.
    """

    notes: Mapping[str, LinkedNote]
    marks: Mapping[int, str]
    bodies: Mapping[int, str]
    comments: frozenset[int] = frozenset()


def linked_notes(tree: HtmlTree) -> LinkedNotes:
    """All notes of a page that are linked to their marks, or are tooltips."""
    callers: dict[str, list[LexborNode]] = {}
    for link in tree.body.css("a[href]"):
        href = link.attributes.get("href") or ""
        name = unquote(href[1:]) if href.startswith("#") else ""
        if name in tree.targets and _is_mark(link):
            callers.setdefault(name, []).append(link)
    accepted = {name: links for name, links in callers.items() if _belongs(tree, name, links)}
    marks_of = {link.mem_id for links in accepted.values() for link in links}
    owners = {name: tree.targets[name].mem_id for name in accepted}
    notes: dict[str, LinkedNote] = {}
    marks: dict[int, str] = {}
    bodies: dict[int, str] = {}
    comments: set[int] = set()
    for name, links in accepted.items():
        body = _container(tree.targets[name], marks_of, {*owners.values()} - {owners[name]})
        if _COMMENT.fullmatch(name):
            comments |= {body.mem_id, *(link.mem_id for link in links)}
            continue
        key = bodies.setdefault(body.mem_id, name)
        label = _label(links[0])
        known = notes.get(key)
        ids = frozenset(one for link in links for one in _ids_of(link)) | (known.callers if known else frozenset())
        notes[key] = LinkedNote(key, known.label if known else label, body, ids)
        marks |= {link.mem_id: key for link in links}
    for number, (node, words) in enumerate(_tooltips(tree, marks), start=1):
        key = f"tooltip {number}"
        notes[key] = LinkedNote(key, _label(node) or str(number), node, frozenset(), words)
        marks[node.mem_id] = key
    return LinkedNotes(notes, marks, bodies, frozenset(comments))


def is_way_back(link: LexborNode, note: LinkedNote) -> bool:
    """Whether a link in a note only leads back to its marks."""
    href = link.attributes.get("href") or ""
    return href.startswith("#") and unquote(href[1:]) in note.callers


def is_return_sign(text: str) -> bool:
    """Whether a text is nothing but arrows that lead back."""
    return bool(_RETURNS.fullmatch(text))


def mark_of(text: str) -> str:
    """The label that a text is as a mark, without brackets; empty if it can't be one."""
    match = _MARK.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return match[1] if match else ""


def _label(link: LexborNode) -> str:
    return mark_of(link.text()) or "".join(link.text().split())[:_LONGEST].strip("[]()")


def _said_of(node: LexborNode) -> frozenset[str]:
    """What the roles and classes of an element say that it is."""
    stated = (node.attributes.get(name) or "" for name in ("role", "epub:type", "rel"))
    return classes(node) | frozenset(" ".join(stated).lower().split())


def _is_mark(link: LexborNode) -> bool:
    said = not _NOTEREF.isdisjoint(_said_of(link)) and len(link.text().strip()) <= _LONGEST
    return said or bool(mark_of(link.text()))


def _ids_of(node: LexborNode) -> Iterator[str]:
    """The ids by which others can link to a link: its own, and those of what is tightly around or in it."""
    around = [node, *(one for one, _ in zip(ancestors(node), range(2), strict=False) if one.tag not in BLOCKS)]
    for one in (*around, *node.css("[id], [name]")):
        yield from filter(None, (one.attributes.get("id"), one.attributes.get("name")))
    before = node.prev
    if before is not None and before.tag in {"a", "span"} and not before.text().strip():
        yield from filter(None, (before.attributes.get("id"), before.attributes.get("name")))


def _belongs(tree: HtmlTree, name: str, links: list[LexborNode]) -> bool:
    """Whether a target comes after its links and is a note of theirs."""
    target = tree.targets[name]
    first = links[0]
    if tree.order.get(target.mem_id, 0) <= tree.order.get(first.mem_id, 0):
        return False
    if any(one.mem_id == first.mem_id for one in target.css("a")):
        return False
    block = next((one for one in (target, *ancestors(target)) if one.tag in BLOCKS), target)
    if block.tag in _HEADINGS:
        return False
    ids = {one for link in links for one in _ids_of(link)}
    hrefs = {unquote((one.attributes.get("href") or "")[1:]) for one in block.css("a[href^='#']")}
    own = target.attributes.get("href") or ""
    if not ids.isdisjoint(hrefs) or (own.startswith("#") and unquote(own[1:]) in ids):
        return True
    if not _NOTE.isdisjoint(_said_of(target)) or not _NOTEREF.isdisjoint(_said_of(first)):
        return True
    words = " ".join(block.text().split())
    return bool(re.match(rf"[\[(]?{re.escape(_label(first))}(?:[\]).:\s]|$)", words))


def _container(target: LexborNode, marks: set[int], others: set[int]) -> LexborNode:
    """The element with the words of a note: the block around its target, and what is around that with nothing else."""
    found = next((one for one in (target, *ancestors(target)) if one.tag in BLOCKS), target)
    for around in ancestors(found):
        inside = {one.mem_id for one in around.traverse()}
        if around.tag not in _CONTAINERS or not inside.isdisjoint(marks | others) or around.css_first(_HEADS):
            break
        found = around
    return found


def _tooltips(tree: HtmlTree, marks: Mapping[int, str]) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.body.css("a, sup, span, abbr, button"):
        if node.mem_id in marks or not mark_of(node.text()) or any(one.mem_id in marks for one in node.css("a")):
            continue
        words = next((said for name in _TOOLTIPS if (said := (node.attributes.get(name) or "").strip())), "")
        inner = any(one.tag in {"sup", "span", "a"} and mark_of(one.text()) for one in node.iter())
        if len(words.split()) >= _WORDS_OF_TOOLTIP and not inner:
            yield node, words


def without_label(blocks: Sequence[DocumentBlock], note: LinkedNote) -> Iterator[DocumentBlock]:
    """The blocks of a note without the label before its first words."""
    for number, block in enumerate(blocks):
        pieces = [*block.pieces]
        first = next((at for at, one in enumerate(pieces) if isinstance(one, WordPart) and one.text.strip()), None)
        words = pieces[first] if first is not None else None
        if number == 0 and first is not None and isinstance(words, WordPart):
            label = re.match(rf"\s*[\[(]?{re.escape(note.label)}(?:[\]).:]+\s*|\s+|$)", words.text)
            pieces[first] = replace(words, text=words.text[label.end() :] if label else words.text.lstrip("\xa0"))
        yield replace(block, pieces=tuple(pieces))
