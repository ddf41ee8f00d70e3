"""Works as COinS: OpenURL ContextObjects in spans, from which Zotero saves the works of a page.

The format is that of ANSI/NISO Z39.88-2004, with the metadata formats `info:ofi/fmt:kev:mtx:book`, `…:journal` and
`…:dc`. Where the standard leaves a choice, or has no key, the keys are those that Zotero reads:

- It tells kinds of works apart by `rft.genre`, and by the name of its own type in `rft.type`. The keys before that are
  read as those of the format, and a few (`rft.degree`, `rft.number`) only behind it.
- An address in `rft_id` would leave the date of access empty. In `rft.identifier` it gives both.
- `rft.aucorp` is a body, with its name whole. Each is put before all authors that were read until then. So the bodies
  that come first are in reverse order here, and one behind a person is `rft.au` with a comma at its end.
- A person is `rft.au`, or a pair of `rft.aulast` and `rft.aufirst` where splitting `rft.au` would lose something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final
from urllib.parse import urlencode

from briefsite.exports.notation import date_as_read
from briefsite.exports.remarks import lasting_address, remarks
from briefsite.exports.type_names import TYPE_NAMES
from briefsite.works.work import ON_SITES, PARTS, Name, Work, bracketed_title

#: The class by which reference managers find the spans. It is the number of the standard.
COINS_CLASS: Final = "Z3988"

#: What Zotero takes a context object for, by its format and genre.
_READ_AS: Final = {
    "journal article": "journalArticle",
    "book book": "book",
    "book bookitem": "bookSection",
    "book proceeding": "conferencePaper",
    "book report": "report",
}
#: Given names that come back as they are: words, and initials with a full stop each and a blank between them.
_SPLIT_SAFELY: Final = re.compile(r"(?:[^\W_]\.|[^\W_][\w’'-]+)(?: (?:[^\W_]\.|[^\W_][\w’'-]+))*")
_INITIALS: Final = re.compile(r"[A-ZА-Я]{1,3}")


def coins(work: Work) -> str:
    """The `title` attribute of a COinS span, URL-encoded but not yet escaped for HTML."""
    return urlencode([(name, value) for name, value in _fields(work) if value])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    names = TYPE_NAMES[work.type]
    format_, _, genre = names.openurl.partition(" ")
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{format_}"
    yield "rft.genre", genre
    yield from _titles(work, format_)
    yield from _authors(work.authors)
    yield from (("rft.contributor", _in_one(name)) for name in (*work.editors, *work.translators))
    yield "rft.volume", work.volume if format_ != "dc" or work.type == "news" else ""
    yield "rft.issue", work.issue
    yield "rft.issn", work.issn
    yield "rft.edition", work.edition if format_ == "book" else ""
    yield "rft.isbn", work.isbn
    yield "rft.series", _series(work)
    yield "rft.publisher" if format_ == "dc" else "rft.pub", work.publisher
    yield "rft.place", work.publisher_place
    counted = work.type in {"book", "thesis", "manuscript"} and not _ranged(work)
    yield "rft.tpages" if counted else "rft.pages", _pages(work) if counted or _has_pages(work) else ""
    yield "rft.date", date_as_read(work.date)
    yield "rft.language", work.language
    yield "rft.description", remarks(work, frozenset(_lacking(work, format_)))
    yield "rft.rights", work.rights
    yield "rft_id", f"info:doi/{work.doi}" if work.doi else ""
    yield "rft.identifier", lasting_address(work)
    yield "rft.type", names.zotero if _READ_AS.get(names.openurl) != names.zotero else ""
    yield "rft.degree", work.genre if work.type == "thesis" else ""
    yield "rft.number", work.number if work.type == "patent" else ""


def _titles(work: Work, format_: str) -> Iterator[tuple[str, str]]:
    if format_ == "dc":
        yield "rft.title", bracketed_title(work)
        # An item of a news agency, or a page of a site without a name, has its publisher as container.
        yield "rft.source", work.container or (work.publisher if work.type in ON_SITES else "")
    elif format_ == "journal":
        yield "rft.atitle", bracketed_title(work)
        yield "rft.jtitle", work.container
    else:
        part = work.type in PARTS
        yield "rft.atitle", bracketed_title(work) if part else ""
        yield "rft.btitle", work.container if part else bracketed_title(work)


def _authors(names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    leading = list(takewhile(lambda name: name.literal, names))
    yield from (("rft.aucorp", body.literal) for body in reversed(leading))
    for number, name in enumerate(names[len(leading) :]):
        if name.literal:
            yield ("rft.aucorp", name.literal) if "," in name.literal else ("rft.au", f"{name.literal},")
            continue
        whole = _is_split_safely(name)
        if number == 0 or not whole:
            yield "rft.aulast", " ".join(filter(None, (name.prefix, name.family)))
            yield "rft.aufirst", ", ".join(filter(None, (name.given, name.suffix)))
        if whole:
            yield "rft.au", str(name)


def _is_split_safely(name: Name) -> bool:
    """Whether Zotero finds family name and given name in "Family, Given" and changes neither."""
    given = _SPLIT_SAFELY.fullmatch(name.given) is not None and not _INITIALS.fullmatch(name.given)
    return given and not name.suffix and not {*",."} & {*name.prefix, *name.family}


def _in_one(name: Name) -> str:
    """The name for a key without parts. A body has a comma at its end, without which it would be split at a blank."""
    return f"{name.literal.replace(',', '')}," if name.literal else str(name)


def _series(work: Work) -> str:
    """The series, with the number, which has no key; for a report, with what it is called: "Analysis No. 2020/23"."""
    if work.type == "report":
        named = ", ".join(filter(None, dict.fromkeys((work.genre, work.series))))
        return " ".join(filter(None, (named, f"No. {work.number}" if work.number else "")))
    return work.series + (f" No. {work.number}" if work.series and work.number else "")


def _pages(work: Work) -> str:
    return work.pages.replace("–", "-")


def _ranged(work: Work) -> bool:
    return bool({*"–,"} & {*work.pages})


def _has_pages(work: Work) -> bool:
    return TYPE_NAMES[work.type].openurl not in {"dc", "book book"} or work.type == "news"


def _lacking(work: Work, format_: str) -> Iterator[str]:
    """The facts that have no key in a work of this kind."""
    yield from ("others", "original", "event", "version", "part", "chapter", "eprint", "archived")
    if work.type not in {"report", "thesis"}:
        yield "genre"
    if work.type not in {"report", "patent"} and not work.series:
        yield "number"
    if format_ != "book":
        yield "edition"
    if format_ == "dc" and work.type != "news":
        yield "volume"
    counted = work.type in {"book", "thesis", "manuscript"} and not _ranged(work)
    if not counted and not _has_pages(work):
        yield "pages"
