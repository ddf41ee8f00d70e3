"""Feeds (Atom, RFC 4287): an entry for each version, with what changed in it. Drafts are in none.

An entry keeps its id wherever the site moves: it is made of the edition's path, the version, and the checksum of its
words, which are written down in the ledger and never change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefsite.exports.placeholder import is_placeholder
from briefsite.ledger.version import Version, VersionId
from briefsite.works.languages import SITE_LANGUAGE

#: The feed of an edition, from its path, and of all editions of a site with several.
FEED: Final = "feed.xml"
FEED_OF_SITE: Final = "all-versions.xml"
FEED_TYPE: Final = "application/atom+xml"
_NAMESPACE: Final = UUID("4c4d22a9-6e47-4555-bd35-aa6b4c8a3a9a")
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A version as a feed has it: an id, the version, its note, and its content as HTML (empty for none).

    `path` leads to its pages, `changes` to what the page of the changes says of it: both count from the feed's folder.
    """

    id: str
    title: str
    version: VersionId
    note: str
    path: str
    changes: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its id, title and subtitle, authors, file, the page that says the same, entries, and its language."""

    id: str
    title: str
    subtitle: str
    authors: Sequence[str]
    file: str
    page: str
    entries: Sequence[FeedEntry]
    language: str = SITE_LANGUAGE


def entry_id(path: str, version: Version) -> str:
    """The id of a version of the edition at `path`, as a URN."""
    return uuid5(_NAMESPACE, f"{path} {version.id} {version.words}").urn


def feed_id(name: str) -> str:
    """The id of the feed with this name, as a URN."""
    return uuid5(_NAMESPACE, f"feed {name}").urn


def atom(feed: Feed, address: str, mark: str) -> bytes:
    """The file of a feed, the newest version first. `mark` is the comment with which it begins.

    `address` is that of its folder. While it is a placeholder the links are relative, and lead on from wherever the
    feed is. ValueError if there is no entry: a feed must say when it was updated.
    """
    base = "" if is_placeholder(address) else address
    entries = sorted(feed.entries, key=lambda entry: entry.version, reverse=True)
    if not entries:
        raise ValueError("a feed needs a version")
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language})
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "id", feed.id)
    _add(root, "updated", _midnight(entries[0].version))
    _authors(root, feed.authors)
    if base:
        _link(root, "self", urljoin(base, feed.file), FEED_TYPE)
    _link(root, "alternate", urljoin(base, feed.page), "text/html")
    for entry in entries:
        one = SubElement(root, "entry")
        _add(one, "title", entry.title)
        _add(one, "id", entry.id)
        _add(one, "updated", _midnight(entry.version))
        _link(one, "alternate", urljoin(base, entry.path), "text/html")
        if entry.changes != entry.path:
            _link(one, "related", urljoin(base, entry.changes), "text/html")
        if entry.note:
            _add(one, "summary", entry.note)
        if entry.html:
            _add(one, "content", entry.html).set("type", "html")
    indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>{mark}\n{tostring(root, encoding="unicode")}\n'.encode()


def _midnight(version: VersionId) -> str:
    return f"{version.day.isoformat()}T00:00:00Z"


def _authors(parent: Element, names: Iterable[str]) -> None:
    for name in names:
        _add(SubElement(parent, "author"), "name", name)


def _link(parent: Element, rel: str, href: str, media_type: str) -> None:
    SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})


def _add(parent: Element, tag: str, text: str) -> Element:
    child = SubElement(parent, tag)
    child.text = _FORBIDDEN.sub("", text)
    return child
