"""The edited work: what was published, by whom, who edits it, and the site on which the edition is shown."""

from __future__ import annotations

import datetime

from briefsite.edition.base import Contact, EditionPart, Language, Noun, Orcid, SitePath, StatedDate, Title, WebAddress


class Publisher(EditionPart, frozen=True, kw_only=True):
    """Who published the work; `short` is the usual abbreviation."""

    name: str = ""
    short: str = ""
    place: str = ""

    @property
    def shown(self) -> str:
        """The abbreviation with the name in full, or the one that is stated."""
        return f"{self.short} ({self.name})" if self.short and self.name else self.name or self.short

    @property
    def cited(self) -> str:
        """The name as the publisher's in every citation and in metadata: the abbreviation, or else the full name."""
        return self.short or self.name


class PublishedVersion(EditionPart, frozen=True, kw_only=True):
    """One place where the work itself was published.

    One in another language is a translation; or, if it is the `original`, the text here is the translation.
    """

    title: str
    language: Language
    date: datetime.date
    number: str = ""
    url: WebAddress
    original: bool = False


class EditedWork(EditionPart, frozen=True, kw_only=True):
    """The work that is edited. `noun` is what sentences of the site call it: "elsewhere in the brief".

    An author is a person ("Family, Given" or "Given Family"), or a body, in braces: "{World Bank}". What is not stated
    (empty) is left out of pages, citations and metadata.
    """

    title: Title
    noun: Noun = "text"
    publisher: Publisher = Publisher()
    series: str = ""
    number: str = ""
    date: StatedDate = ""
    language: Language
    rights: str = ""
    authors: tuple[str, ...] = ()
    published: tuple[PublishedVersion, ...] = ()

    @property
    def authors_shown(self) -> tuple[str, ...]:
        """The names of the authors as stated, without braces."""
        return tuple(name.strip("{}") for name in self.authors)

    @property
    def published_at(self) -> str:
        """The address of the first publication in the language of the text, or ""."""
        return next((version.url for version in self.published if version.language == self.language), "")

    @property
    def in_series(self) -> str:
        """The series with the number: "Analysis No. 2020/23"."""
        return " ".join(part for part in (self.series, f"No. {self.number}" if self.number else "") if part)


class Editor(EditionPart, frozen=True, kw_only=True):
    """A person or body that edits the edition, named as authors are ("Family, Given"; "{Body}").

    `role` is what they did ("notes and index"); `contact` an address on the web or for mail.
    """

    name: Title
    role: str = ""
    orcid: Orcid = ""
    contact: Contact = ""


class Site(EditionPart, frozen=True, kw_only=True):
    """The edition on the site: its title, a description, its path (empty: root).

    `date` is no longer used: an edition has the date of its last version.
    """

    title: str
    date: datetime.date | None = None
    description: str
    path: SitePath = ""
