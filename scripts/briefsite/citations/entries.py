"""Works for references.bib, from citations whose fields are certain; and the works of references.bib as citations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from briefsite.citations.authors import families
from briefsite.citations.citation_fields import FullCitation, WorkForm
from briefsite.exports.biblatex_file import biblatex
from briefsite.works.name_lists import read_names
from briefsite.works.work import Date, Name, Work, WorkKind
from briefsite.writing.transliteration import slug_of

_KINDS: Final[Mapping[WorkForm, WorkKind]] = {
    "book": "book",
    "article": "article",
    "chapter": "chapter",
    "thesis": "thesis",
    "online": "online",
    "misc": "document",
}
_SMALL: Final = frozenset({"a", "an", "the", "der", "die", "das", "le", "la", "les", "of", "on", "zur", "zum"})


def as_citation(work: Work) -> FullCitation:
    """A work that the bibliography has, as a citation that others can be compared with."""
    authors = tuple(str(name) if not name.literal else f"{{{name.literal}}}" for name in work.authors or work.editors)
    year = str(work.date.year) if work.date and work.date.year else ""
    return FullCitation("", "misc", work.title, authors, work.container, year=year, url=work.url, doi=work.doi)


def entry_key(citation: FullCitation, taken: Collection[str]) -> str:
    """A key that is free: family name, year, and the first word of the title that says something.

    Without a name, the word comes first; without a title, it is one of the author's words.
    """
    family = next(iter(families(citation.authors)), "")
    words = (word for word in slug_of(citation.title or citation.words).split("-") if word not in _SMALL)
    name, word = re.sub(r"[^a-z0-9]", "", slug_of(family).replace("-", ""))[:20], next(words, "")[:20]
    parts = [name, citation.year, word] if name else [word, citation.year]
    base = "".join(parts) or "work"
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def as_work(citation: FullCitation, key: str) -> Work:
    """A citation as a work, with the fields that are certain and no others."""
    return Work(
        key=key,
        type=_KINDS[citation.form],
        title=citation.title or citation.words.rstrip("."),
        authors=() if citation.edited else tuple(_name(name) for name in citation.authors),
        editors=tuple(_name(name) for name in (citation.authors if citation.edited else citation.editors)),
        others=citation.others,
        date=Date(int(citation.year)) if citation.year else None,
        container=citation.container,
        volume=citation.volume,
        issue=citation.number,
        pages=citation.pages,
        publisher=citation.publisher,
        publisher_place=citation.place,
        url=citation.url,
        doi=citation.doi,
    )


def _name(written: str) -> Name:
    if written.startswith("{"):
        return Name(literal=written.strip("{}"))
    names = read_names(written).names
    return names[0] if len(names) == 1 else Name(literal=written)


def entries(works: Sequence[Work], words: Sequence[str]) -> Iterator[str]:
    """The text of an entry for each work, with the author's words above it as a comment that BibTeX passes over."""
    for work, said in zip(works, words, strict=True):
        yield f"{' '.join(said.split()).replace('@', '(at)')}\n{biblatex([work])}"
