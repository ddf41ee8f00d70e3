"""The fields of a citation, as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from briefsite.citations.authors import is_certain_name

#: What kind of thing a work is, as far as its citation shows it.
WorkForm = Literal["book", "article", "chapter", "thesis", "online", "misc"]


@dataclass(frozen=True, slots=True)
class FullCitation:
    """A work as a note names it. `words` are the author's, as they are; empty fields are not known.

    `others`: there are more authors ("et al."). `edited`: the authors are editors. `by_same`: the author is the one of
    the citation before ("idem", "ders."). `doubts` is not empty if an editor has to look at it: why, or which fields
    the model has read, and how surely.
    """

    words: str
    form: WorkForm
    title: str = ""
    authors: tuple[str, ...] = ()
    container: str = ""
    place: str = ""
    publisher: str = ""
    year: str = ""
    url: str = ""
    doi: str = ""
    accessed: str = ""
    locator: str = ""
    others: bool = False
    edited: bool = False
    by_same: bool = False
    editors: tuple[str, ...] = ()
    volume: str = ""
    number: str = ""
    pages: str = ""
    doubts: str = ""

    @property
    def certain(self) -> bool:
        """Whether nobody needs to look at an entry: a marked title with authors and a year, or with an address."""
        if self.doubts or self.form == "misc" or not self.title or not all(map(is_certain_name, self.authors)):
            return False
        return bool(self.authors and self.year) or bool((self.url or self.doi) and (self.authors or self.container))


class KnownFields(TypedDict):
    """What the whole of a citation says, wherever its other fields are."""

    url: str
    doi: str
    year: str
    accessed: str
