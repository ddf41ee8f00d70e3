"""The library: the editions that can be asked about, and how an answer begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from briefsite.exports.placeholder import is_placeholder
from briefsite.ledger.listing import ListedSite
from briefsite.ledger.record import Record
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication
from briefsite.words import nearest

Answer: TypeAlias = dict[str, Any]
#: What can be wrong with a question: nothing has the address, the edition isn't known, or it can't be answered so.
ErrorCode = Literal["not-found", "ambiguous", "unknown-edition", "refused"]


class AnswerError(Exception):
    """A question without an answer: `code`, a sentence, and addresses or names that are near."""

    def __init__(self, code: ErrorCode, message: str, near: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.near = tuple(near)

    def as_answer(self) -> Answer:
        """The error as a value of JSON."""
        return {"error": {"code": self.code, "message": str(self), "near": list(self.near)}}


@dataclass(frozen=True, slots=True)
class LibraryEdition:
    """An edition of the library: the `name` of its folder, its `url`, and the `site` around it."""

    name: str
    publication: Publication
    url: str
    site: ListedSite

    def link(self, record: Record) -> str:
        """The link to an address."""
        page = PagePath.of(record.id if record.kind == "page" else record.page).url(self.url)
        return page if record.kind == "page" else f"{page}#{record.id}"

    def begun(self, link: str) -> Answer:
        """The beginning of an answer: the link with which its words are cited, and the version that has them."""
        version = self.publication.version
        found: Answer = {"link": link, "version": str(version) if version else "draft"}
        if is_placeholder(self.url):
            found["link_is_provisional"] = True
        return found


@dataclass(frozen=True, slots=True)
class Library:
    """All editions of a project, by the names of their folders."""

    editions: Mapping[str, LibraryEdition]

    def edition(self, name: str = "") -> LibraryEdition:
        """An edition by its name; without one, the only edition. AnswerError if that isn't clear."""
        if not name and len(self.editions) == 1:
            return next(iter(self.editions.values()))
        if name not in self.editions:
            known = list(self.editions)
            message = f"there is no edition {name!r}" if name else "say which edition is meant"
            raise AnswerError(
                "unknown-edition", f"{message}; the editions are {', '.join(known)}", nearest(name, known)
            )
        return self.editions[name]

    def searched(self, name: str = "") -> tuple[LibraryEdition, ...]:
        """The edition of this name, or all."""
        return (self.edition(name),) if name else tuple(self.editions.values())
