"""Works from the entries of a BibTeX file, with all checks.

Every problem is reported at its place, and a faulty entry doesn't affect the others. Whatever is left out is reported:
a field that no reference shows, an unknown macro.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from briefsite.problems import Problems
from briefsite.words import fold, squeezed
from briefsite.works import biblatex, latex
from briefsite.works.bibtex import BibEntry, BibField, read_bibtex
from briefsite.works.work import Date, Name, Work, WorkKind

_T = TypeVar("_T")

_SUBTYPES: Final[dict[str, WorkKind]] = {"magazine": "magazine", "news": "news", "newspaper": "newspaper"}
_KEY = re.compile(r"[^\W_][\w.:+/-]*")


def read_works(file: str, text: str, problems: Problems) -> tuple[tuple[Work, ...], frozenset[str]]:
    """The works in a BibTeX file, and the keys of entries that could not be read. Raises nothing.

    `file` is the file's name for messages, `text` its contents.

    Problems: B01 what cannot be read, B02 a duplicate key (the first entry counts), B03 an unknown type, B04 a field
    that is missing, empty, invalid or unknown, B05 an invalid URL or DOI, B06 a key that other programs don't read.
    """
    entries, unread = read_bibtex(file, text, problems)
    by_key: dict[str, BibEntry] = {}
    for entry in entries:
        _check_key(entry, by_key.get(entry.key), problems)
        by_key.setdefault(entry.key, entry)
    works = []
    for entry in by_key.values():
        work = _work(entry, by_key, problems)
        works += [work] if work is not None and work.key else []
    broken = (unread | by_key.keys()) - {work.key for work in works} - {""}
    return tuple(works), frozenset(broken)


def _check_key(entry: BibEntry, first: BibEntry | None, problems: Problems) -> None:
    key = entry.key
    if first is not None:
        said = f'the key "{key}" is taken by the entry in line {first.key_place.line}'
        help_ = "give one of the two works another key, or take it out"
        problems.error(entry.key_place, "B02", said, help_, subject=key)
    elif not _KEY.fullmatch(key):
        better = re.sub(r"[^a-z0-9]+", "_", fold(latex.plain_text(key))).strip("_")
        said = f'the key "{key}" is not one that other programs read' if key else "the entry has no key"
        rule = "a key is a letter or digit, then letters, digits, and any of - _ . : + /"
        help_ = f"{rule}, for instance {better}" if better else rule
        problems.error(entry.key_place, "B06", said, help_, subject=key or f"@{entry.type}")


def _work(entry: BibEntry, by_key: Mapping[str, BibEntry], problems: Problems) -> Work | None:
    """The work that an entry describes, or None if it has no title: every reference needs one."""
    shape, genre = biblatex.entry_shape(entry, problems)
    fields = biblatex.entry_fields(entry, shape, by_key, problems)
    read = _Reading(fields, problems)
    if "title" not in fields:
        return None
    title, protected = _title(read)
    authors, others = read.names("author")
    url, doi = _addresses(read)
    journal, organization = read.text("journaltitle"), read.text("organization")
    # A site without a name goes by that of its organization.
    site = "" if journal or shape.kind != "online" else organization
    article = shape.kind == "article"
    number = read.text("number")
    work = Work(
        key=entry.key,
        type=_SUBTYPES.get(read.text("entrysubtype"), shape.kind),
        title=title,
        protected=protected,
        authors=authors,
        others=others,
        editors=read.names("editor")[0],
        translators=read.names("translator")[0],
        date=_date(read),
        accessed=read.value("urldate", latex.date, "a date looks like 2020-08-28"),
        container=journal or site or _joined(read.text("booktitle"), read.text("booksubtitle")),
        event=read.text("eventtitle"),
        publisher=read.text("institution") or read.text("publisher") or ("" if site else organization),
        publisher_place=read.text("location"),
        series=read.text("series"),
        number="" if article else number,
        volume=read.text("volume"),
        issue=(number or read.text("issue")) if article else "",
        edition=read.text("edition"),
        version=read.text("version"),
        chapter=read.text("chapter"),
        pages=read.value("pages", latex.page_range) or "",
        url=url,
        doi=doi,
        isbn=read.text("isbn"),
        issn=read.text("issn"),
        language=read.value("langid", latex.language_tag, "say english, turkish, …, or a tag such as tr") or "",
        genre=biblatex.GENRES.get(read.text("type"), read.text("type")) or genre,
        note=". ".join(filter(None, (read.text(name) for name in ("titleaddon", "howpublished", "note")))),
        addendum=read.text("addendum"),
        annotation=read.text("annotation"),
        keywords=tuple(filter(None, (word.strip() for word in re.split("[,;]", read.text("keywords"))))),
        place=entry.place,
        key_place=entry.key_place,
    )
    if (subtype := fields.get("entrysubtype")) and read.text("entrysubtype") not in _SUBTYPES:
        read.complain(subtype, "is not known here", f"one of {', '.join(_SUBTYPES)}")
    macros = ((name, latex.unknown_macros(found.value)) for name, found in fields.items() if name not in {"url", "doi"})
    for name, unknown_macros in macros:
        for macro in unknown_macros:
            said = f"nobody here knows the macro \\{macro}: it was dropped, what it holds was kept"
            problems.warning(fields[name].place, "B04", said, "write the signs themselves", subject=f"\\{macro}")
    return work


@dataclass(frozen=True, slots=True)
class _Reading:
    """The values of the fields of an entry. A field that cannot be read is reported to `problems`."""

    fields: Mapping[str, BibField]
    problems: Problems

    def text(self, name: str) -> str:
        return latex.plain_text(self.fields[name].value) if name in self.fields else ""

    def value(self, name: str, read: Callable[[str], _T | None], help_: str = "") -> _T | None:
        found = self.fields.get(name)
        value = None if found is None else read(found.value)
        if found is not None and value is None:
            self.complain(found, "cannot be read", help_)
        return value

    def names(self, name: str) -> tuple[tuple[Name, ...], bool]:
        if name not in self.fields:
            return (), False
        try:
            return latex.read_names(self.fields[name].value)
        except ValueError as error:
            help_ = "a person: Family, Given; a body: {{Its Name}}; several: … and …"
            self.problems.error(self.fields[name].place, "B04", str(error), help_, subject=name)
            return (), False

    def complain(self, field_: BibField, what: str, help_: str, code: str = "B04") -> None:
        value = squeezed(field_.value)
        subject = value if code == "B05" else field_.name
        self.problems.error(field_.place, code, f'{field_.name} "{value}" {what}', help_, subject=subject)


def _title(read: _Reading) -> tuple[str, tuple[tuple[int, int], ...]]:
    title, protected = latex.text_and_protected(read.fields["title"].value)
    if "subtitle" not in read.fields:
        return title, protected
    subtitle, more = latex.text_and_protected(read.fields["subtitle"].value)
    joined = _joined(title, subtitle)
    shift = len(joined) - len(subtitle)
    return joined, protected + tuple((begin + shift, end + shift) for begin, end in more)


def _joined(title: str, subtitle: str) -> str:
    return title + (" " if title.endswith(("?", "!", ":")) else ": ") + subtitle if subtitle else title


def _date(read: _Reading) -> Date | None:
    """The date from the field `date`, or else from `year` and `month`."""
    year, month = read.fields.get("year"), read.fields.get("month")
    date = read.value("date", latex.date, "a date looks like 2020-08-28, 2020-08 or 2020, or is a word: forthcoming")
    by_year = read.value("year", latex.date, "a year looks like 2020, or is a word: forthcoming")
    by_month = read.value("month", latex.month, "a month looks like 8, aug or August")
    if date is not None or by_year is None:
        if year and date and by_year and by_year.year != date.year:
            read.complain(year, f"is another year than the date {date.iso or date.literal}", "keep the right one")
        if month and not year and not date:
            read.complain(month, "has no year", "add year = {…},")
        return date
    return Date(by_year.year, by_month, None, by_year.literal) if by_year.year else by_year


def _addresses(read: _Reading) -> tuple[str, str]:
    """The URL and the DOI of a work, each "" if unknown. The URL of a DOI resolver counts as a DOI."""
    found: list[tuple[str, str]] = []
    for name in ("url", "doi"):
        written = read.fields.get(name)
        address = latex.address(written.value) if written else ("", "")
        if written and (address is None or (name == "doi" and not address[1])):
            what = "is no DOI" if name == "doi" else "is no address that a reader could follow"
            web = "http, https, mailto or doi, without blanks; % only before two hexadecimal digits"
            help_ = "a DOI begins with 10." if name == "doi" else web
            read.complain(written, what, help_, "B05")
        found.append(address or ("", ""))
    (url, doi), (_, own) = found
    return url, own or doi
