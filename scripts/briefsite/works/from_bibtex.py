"""Works from the entries of a BibTeX file.

Whatever can be shown is shown, as well as may be. What is doubtful, and what is left out, is said in warnings; nothing
in a bibliography is an error that keeps a site from being built.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from briefsite.problems.collector import Problems
from briefsite.works import biblatex
from briefsite.works.addresses import doi_in, eprint_in, is_address, url_in, web_address
from briefsite.works.archived_copies import copy_at, is_copy
from briefsite.works.bibtex import read_bibtex
from briefsite.works.bibtex_entry import BibEntry, BibField
from briefsite.works.entry_fields import EntryFields
from briefsite.works.entry_keys import usable_key
from briefsite.works.entry_types import GENRES, NO_GENRES, NO_WORKS, entry_shape
from briefsite.works.numbering import edition_number, number_alone, series_in_words, version_alone
from briefsite.works.remarks import Remarks
from briefsite.works.rich_text import MarkedText, TextMark
from briefsite.works.unplaced import unplaced
from briefsite.works.work import PARTS, PERIODICALS, ArchivedCopy, Date, Eprint, Work, WorkKind
from briefsite.works.written_dates import STATES

_SUBTYPES: Final[dict[str, WorkKind]] = {
    "magazine": "magazine",
    "news": "news",
    "newspaper": "newspaper",
    "dataset": "dataset",
    "standard": "standard",
}
#: The fields that can stand for a title that is missing, the likeliest first.
_TITLES: Final = ("booktitle", "maintitle", "issuetitle", "eventtitle", "howpublished", "note", "type", "shorttitle")
#: The `status` of an entry that was parsed from the author's notes and that no editor has looked at.
PROPOSED: Final = "proposed"
_NO_TITLE: Final = "[Untitled]"


def read_works(file: str, text: str, problems: Problems) -> tuple[tuple[Work, ...], frozenset[str]]:
    """The works in a BibTeX file, and the keys of entries that could not be read. Raises nothing.

    `file` is the file's name for messages, `text` its contents.

    Problems, all warnings: B01 what cannot be read, B02 a duplicate key, B03 an unknown type, B04 a field that is
    missing, doubtful or shown nowhere, B05 an invalid URL or DOI, B06 a key that BibTeX doesn't accept.
    """
    entries, unread = read_bibtex(file, text, problems)
    remarks = Remarks()
    by_key: dict[str, BibEntry] = {}
    for entry in entries:
        key = usable_key(entry, by_key, problems, remarks)
        if key:
            by_key[key] = entry
    works = [
        _work(key, entry, by_key, problems, remarks) for key, entry in by_key.items() if entry.type not in NO_WORKS
    ]
    remarks.report(problems)
    return tuple(works), frozenset(unread - {work.key for work in works} - {""})


def _work(key: str, entry: BibEntry, by_key: Mapping[str, BibEntry], problems: Problems, remarks: Remarks) -> Work:
    """The work that an entry describes."""
    shape = entry_shape(_first_of_set(entry, by_key), remarks)
    fields = dict(biblatex.entry_fields(entry, shape, by_key, remarks))
    read = EntryFields(key, fields, remarks)
    kind = _SUBTYPES.get(read.text("entrysubtype"), shape.kind)
    whole_book = entry.type == "inbook" and "booktitle" not in fields  # as in BibTeX: the title is the book's
    if whole_book:
        kind = "book"
    if "howpublished" in fields and "url" not in fields and is_address(fields["howpublished"].value):
        fields["url"] = fields.pop("howpublished")
    authors, others = read.names("author")
    if not authors and kind != "patent":
        authors, others = read.names("bookauthor") if "booktitle" not in fields else ((), False)
    titled, stand_in = _title(read, main=kind not in PARTS)
    title = titled.text
    journal = read.journal()
    organization = read.text("organization")
    organization = "" if organization == journal.text else organization  # our own files name a site in both
    # A site without a name goes by that of its organization.
    site = "" if journal.text or shape.kind != "online" else organization
    article = kind in PERIODICALS or (kind == "news" and shape.kind == "article")
    url, doi, eprint, no_address = _addresses(entry, read, problems)
    archived, no_copy = _archived(read, url, problems)
    editors, their_role = read.editors()
    date, state = _date(read)
    language, in_languages = read.language()
    if in_languages and "English" not in in_languages:  # in which no style has rules for capitals
        titled = MarkedText(title, (*titled.marks, TextMark(0, len(title), "kept")))
    described = "" if read.text("type").lower() in NO_GENRES else read.text("type")
    genre = GENRES.get(described.lower(), described) or shape.genre
    number = _without_genre(number_alone(read.text("number")), genre)
    container = journal if journal.text else MarkedText(site)
    if not container.text and stand_in != "booktitle":
        container = read.book_title(besides=title)
    named = series_in_words(read.text("series"), of_journal=article)
    series = read.marked("series") if named == read.text("series") else MarkedText()
    work = Work(
        key=key,
        type=kind,
        title=title,
        markup=(
            *titled.of("title"),
            *read.marked("titleaddon").of("title_addon"),
            *container.of("container"),
            *series.of("series"),
        ),
        title_addon=read.text("titleaddon"),
        authors=authors,
        others=others,
        editors=editors,
        translators=read.all_names("translator"),
        date=date,
        original=read.other_date("origdate"),
        accessed=read.other_date("urldate"),
        container=container.text,
        event=read.text("eventtitle"),
        publisher=read.listed("institution") or read.listed("publisher") or ("" if site else organization),
        publisher_place=read.listed("location"),
        series=named,
        number="" if article else number,
        volume=number_alone(read.text("volume")),
        part=read.text("part"),
        issue=(number or number_alone(read.text("issue"))) if article else "",
        edition=edition_number(read.text("edition")),
        version=version_alone(read.text("version")),
        chapter=read.text("chapter"),
        pages=read.pages(),
        url=url,
        doi=doi,
        eprint=eprint,
        archived=archived,
        isbn=read.text("isbn"),
        issn=read.text("issn"),
        language=language,
        genre=genre,
        note=_note(read, date),
        addendum=read.text("addendum"),
        annotation=read.text("annotation"),
        keywords=tuple(filter(None, (word.strip() for word in re.split("[,;]", read.text("keywords"))))),
        proposed=read.text("status").casefold() == PROPOSED,
        place=entry.place,
        key_place=entry.key_place,
    )
    read.remark_macros()
    return unplaced(work, read, [their_role, state if read.has_date else "", in_languages, no_address, no_copy])


def _title(read: EntryFields, *, main: bool) -> tuple[MarkedText, str]:
    """The title, and the field that stands in for it, if one does.

    That field is taken out of those of the entry. `main`: it is the title of the whole.
    """
    titled = read.title(main=main)
    title = titled.text.rstrip(" ,")
    stand_in = "" if title else next((name for name in _TITLES if name in read.fields), "")
    title = title or (read.text(stand_in) if stand_in else "")
    read.fields.pop(stand_in, None)
    if title:
        return MarkedText(title, titled.marks), stand_in
    title = _NO_TITLE if read.fields else read.key
    return MarkedText(title, (TextMark(0, len(title), "kept"),)), stand_in


def _date(read: EntryFields) -> tuple[Date | None, str]:
    """The date, or else how far the publication is, which is given as well."""
    date = read.date()
    state = STATES.get(read.text("pubstate"), read.text("pubstate"))
    return (Date(literal=state) if date is None and state else date), state


def _note(read: EntryFields, date: Date | None) -> str:
    """What the notes of an entry say, except that it is "in press" if the date says so."""
    notes = [read.text(name) for name in ("howpublished", "note")]
    dated = date.literal.rstrip(".").casefold() if date is not None else None
    return ". ".join(said for said in notes if said and said.rstrip(".").casefold() != dated)


def _without_genre(number: str, genre: str) -> str:
    """A number without the kind of document before it: "1234" for "RFC 1234" of the type "RFC"."""
    if genre and number.casefold().startswith(genre.casefold()):
        return number[len(genre) :].strip(" -:") or number
    return number


def _first_of_set(entry: BibEntry, by_key: Mapping[str, BibEntry]) -> BibEntry:
    """The first entry of a set, of which it is shown as one; another entry is itself."""
    members = entry.fields["entryset"].value.split(",") if entry.type == "set" and "entryset" in entry.fields else []
    return by_key.get(members[0].strip(), entry) if members else entry


def _addresses(entry: BibEntry, read: EntryFields, problems: Problems) -> tuple[str, str, Eprint | None, str]:
    """The URL, the DOI and the eprint of a work, each empty if unknown, and the words of an address that is none.

    The URL of a DOI resolver counts as a DOI.
    """
    fields = read.fields
    url, from_url, doi = "", "", ""
    no_address: list[str] = []
    if "url" in fields and not fields["url"].value.strip().startswith("<Go to ISI>"):  # EndNote's, which leads nowhere
        found = web_address(fields["url"].value)
        url, from_url = found or ("", "")
        if found is None:
            no_address.append(url_in(fields["url"].value))
            help_ = "a single URL that begins with http:// or https://"
            _complain(fields["url"], "is not a usable URL", help_, problems)
    if "doi" in fields:
        doi = doi_in(fields["doi"].value)
        elsewhere = None if doi else web_address(fields["doi"].value)
        if not doi and elsewhere and not url:
            url = elsewhere[0]
        elif not doi:
            no_address.append(f"DOI {url_in(fields['doi'].value)}")
            _complain(fields["doi"], "is not a DOI", "a DOI begins with 10.", problems)
    eprint = None
    number = url_in(fields["eprint"].value) if "eprint" in fields else ""
    if number and doi_in(number) not in {"", doi, from_url}:
        number, doi = "", doi or doi_in(number)
    if number and not doi_in(number):
        archive = read.text("eprinttype") or ("arXiv" if "arxivid" in entry.fields else "")
        eprint = eprint_in(number, archive, read.text("eprintclass"))
    return url, doi or from_url, eprint, ". ".join(no_address)


def _archived(read: EntryFields, url: str, problems: Problems) -> tuple[ArchivedCopy | None, str]:
    """The archived copy of a work, and what is said of one without an address. The work's own may be that of a copy."""
    date = read.other_date("archivedate")
    if "archived" in read.fields:
        field = read.fields["archived"]
        found = web_address(field.value)
        if found and found[0]:
            return copy_at(found[0], date), ""
        help_ = "the URL of the copy: archived = {https://web.archive.org/web/20200503124500/https://…}"
        _complain(field, "is not the URL of an archived copy", help_, problems)
        return None, f"Archived copy: {url_in(field.value)}"
    if is_copy(url):
        return copy_at(url, date), ""
    return None, f"Archived on {date.shown}" if date else ""


def _complain(field: BibField, what: str, help_: str, problems: Problems) -> None:
    value = " ".join(field.value.split())
    said = f'{field.name} "{value}" {what}: it is shown as it is written'
    problems.warning(field.place, "B05", said, help_, subject=value)
