"""The search of an archive that is too large for one index: shards, each with an index of Pagefind and its passages.

A shard has whole editions. Its index only says which pages may answer a query; the passages of those pages are fetched,
and our own search (theme/assets/search_engine.js) finds the query in them, as it does in a small site: paragraph by
paragraph, with exact phrases. So what a search fetches hardly grows with the archive.

    search/search_index.json                     {"config": {…, "shards": 8}, "docs": []}
    search/shards/pagefind.js, wasm.en.pagefind  Pagefind's script and program
    search/shards/3/…                            its index of the fourth shard
    search/shards/3/pages/en_1a2b3c4.gz          the passages of a page, packed, by the id of the page in the index

After an edit only the shard of that edition is made anew. Which one that is depends on the edition's path alone, so
that another edition moves none; theme/assets/search_shards.js computes the same.
"""

from __future__ import annotations

import gzip
import html
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import regex

from briefsite.rendering.kept_parts import SITE, KeptPart, PartReport, forget_parts, keep_part, kept_part, put_in_site
from briefsite.rendering.pagefind_index import pagefind_index
from briefsite.rendering.search_index import SHARDS
from briefsite.storage.cache import code_checksum
from briefsite.storage.checksum import checksum
from briefsite.writing.script import BLANKLESS

#: How many bytes of entries a shard has on the average, at most. Pagefind needs 40 times as much memory.
SHARD_SIZE: Final = 3_000_000
#: What all shards have in common.
_COMMON: Final = ("pagefind.js", "wasm.")
#: A word as search_engine.js has it: a note's marker is none, and in scripts without blanks each character is one.
_WORD: Final = regex.compile(
    rf"\[\p{{Nd}}{{1,4}}\p{{L}}?\](*SKIP)(*FAIL)|[{BLANKLESS}]\p{{M}}*|(?:(?![{BLANKLESS}])[\p{{L}}\p{{Nd}}\p{{Nl}}\p{{M}}\p{{Cf}}])+"
)
#: An address that is found by itself: one with a number.
_ADDRESS: Final = regex.compile(r"[A-Za-z][\w-]*\d[\w-]*")


@dataclass(frozen=True, slots=True)
class SearchedPart:
    """A part of the site: its path (that of the edition), and the file with its entries in the search.

    That has JSON with commas between; `checksum` is that of its content.
    """

    path: str
    file: Path
    checksum: str


def shard_count(size: int) -> int:
    """How many shards an archive has whose entries have `size` bytes: a power of two, so that it rarely changes."""
    return 1 << max(0, -(-size // SHARD_SIZE) - 1).bit_length()


def shard_of(path: str, count: int) -> int:
    """The number of the shard that has the edition with this path. `count` is that of all shards."""
    return _hash(path) % count


def path_word(path: str) -> str:
    """The word that all pages of an edition have in the index, and no others."""
    return f"e{_hash(path):08x}z"


def address_word(address: str) -> str:
    """The word for an address of a passage, a note or a work: no other one begins with it ("p6-1": "p6x1z")."""
    return f"{address.lower().replace('-', 'x')}z"


def put_shards(
    parts: Sequence[SearchedPart], count: int, language: str, kept: Path, site: Path, program: str
) -> frozenset[str]:
    """Puts `count` shards into the folder `site`, and gives the paths of their files there (`/search/shards/…`).

    `language` is that of the search. In the folder `kept` is what the last build made; `program` is the version of
    Pagefind. PagefindError if Pagefind fails.
    """
    names: set[str] = set()
    for number in range(count):
        own = [part for part in parts if shard_of(part.path, count) == number]
        shard = _shard(number, own, language, kept, program)
        put_in_site(shard, kept / str(number), site, SHARDS)
        names.update(f"/{SHARDS}/{name}" for name, _ in shard.of_site)
    forget_parts(kept, {str(number) for number in range(count)})
    return frozenset(names)


def _shard(number: int, parts: Sequence[SearchedPart], language: str, kept: Path, program: str) -> KeptPart:
    """A shard, as it is kept or made now."""
    code = code_checksum((__name__, "briefsite.rendering.pagefind_index"), ())
    key = checksum(code, program, language, *(text for part in parts for text in (part.path, part.checksum)))
    shard = kept_part(kept / str(number))
    if shard is not None and shard.report.key == key:
        return shard
    new = kept / f"{number}.new"
    shutil.rmtree(new, ignore_errors=True)
    pages = [(part.path, page) for part in parts for page in _pages(part)] or [("", [])]  # Pagefind needs one
    index = pagefind_index([words_of_page(*each) for each in pages], language, new / "pagefind")
    shutil.rmtree(new / "pagefind")
    packed = {f"pages/{id_}.gz": _packed(page) for id_, (_, page) in zip(index.ids, pages, strict=True)}
    for name, data in {**index.files, **packed}.items():
        file = new / SITE / (name if name.startswith(_COMMON) else f"{number}/{name}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return keep_part(new, kept / str(number), PartReport(key, ()))


def _pages(part: SearchedPart) -> list[list[dict[str, Any]]]:
    """The entries of each page. Those of a page follow one another."""
    entries: list[dict[str, Any]] = json.loads(f"[{part.file.read_text('utf-8')}]")
    return [list(own) for _, own in groupby(entries, lambda entry: str(entry["location"]).partition("#")[0])]


def _packed(page: Sequence[dict[str, Any]]) -> bytes:
    return gzip.compress(json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def words_of_page(path: str, page: Sequence[dict[str, Any]]) -> str:
    """What the index has of a page of the edition with this path, given as its entries.

    That is all of its words, those that are not shown too, and its addresses, each before what it leads to.
    """
    said = [path_word(path)]
    for entry in page:
        address = str(entry["location"]).partition("#")[2]
        if _ADDRESS.fullmatch(address):
            said.append(address_word(address))
        title = str(entry["title"]).partition(" · ")[0] if address else entry["title"]
        text = html.unescape(regex.sub(r"<[^>]*>", " ", f"{title} {entry['text']} {' '.join(entry.get('also', ()))}"))
        said += _WORD.findall(text)
    return " ".join(said)


def _hash(text: str) -> int:
    """FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv): a few lines in any language."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value
