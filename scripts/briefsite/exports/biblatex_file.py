r"""Works as BibTeX, in the types and fields of biblatex (P. Lehman et al., *The biblatex Package*, chapter 2).

Characters with a meaning in TeX are escaped, except in URLs and DOIs, which biblatex doesn't read as TeX ("verbatim
fields"). `bibliography.read_bibliography` reads the same works back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefsite.exports.slots import in_tex, in_url_field
from briefsite.words import squeezed
from briefsite.works.languages import biblatex_name, is_english
from briefsite.works.work import Date, Name, Work, WorkKind

_TYPES: Final[dict[WorkKind, str]] = {
    "article": "article",
    "newspaper": "article",
    "magazine": "article",
    "news": "online",
    "online": "online",
    "report": "report",
    "thesis": "thesis",
    "book": "book",
    "chapter": "incollection",
    "paper": "inproceedings",
    "entry": "inreference",
    "dataset": "dataset",
    "software": "software",
    "manuscript": "unpublished",
    "patent": "patent",
    "video": "video",
    "audio": "audio",
    "image": "image",
    "law": "legislation",
    "case": "jurisdiction",
    "letter": "letter",
    "standard": "standard",
    "document": "misc",
}
_SUBTYPES: Final = {"newspaper", "magazine", "news"}
_WORD: Final = re.compile(r"\w+(?:[.’'-]\w+)*")
#: Between two characters that TeX would join into one. An empty group there keeps them apart.
_LIGATURE: Final = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)")


def bibtex(works: Sequence[Work]) -> str:
    """A BibTeX file: an entry for each work, separated by empty lines."""
    return "\n".join(bibtex_entry(work) for work in works)


def bibtex_entry(work: Work) -> str:
    """The entry of a work, with a line end."""
    fields = [(name, value) for name, value in _fields(work) if value]
    width = max((len(name) for name, _ in fields), default=0)
    lines = [f"  {name:{width}} = {{{value}}}," for name, value in fields]
    return "\n".join([f"@{_TYPES[work.type]}{{{work.key},", *lines, "}"]) + "\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    journal = work.type in {"article", "newspaper", "magazine"}
    site = work.type in {"online", "news"}
    part = work.type in {"chapter", "paper", "entry"}
    yield "author", _names(work.authors, others=work.others)
    yield "title", _title(work)
    yield "entrysubtype", work.type if work.type in _SUBTYPES else ""
    yield "journaltitle", tex(work.container) if journal or (site and work.publisher) else ""
    yield "booktitle", _title(replace(work, title=work.container, protected=())) if part else ""
    yield "eventtitle", tex(work.event) if work.type == "paper" else ""
    yield "editor", _names(work.editors)
    yield "translator", _names(work.translators)
    yield "type", tex(work.genre)
    yield "series", tex(work.series)
    yield "number", tex(work.issue or work.number)
    yield "volume", tex(work.volume)
    yield "edition", tex(work.edition)
    yield "version", tex(work.version)
    yield "chapter", tex(work.chapter)
    yield "pages", tex(work.pages).replace("–", "--")
    if site:  # the publisher of the site, whose name a site without one has
        yield "organization", tex(work.publisher or work.container)
    else:
        yield ("institution" if work.type in {"report", "thesis"} else "publisher"), tex(work.publisher)
    yield "location", tex(work.publisher_place)
    yield "date", _date(work.date)
    yield "origdate", _date(work.original)
    yield "isbn", tex(work.isbn)
    yield "issn", tex(work.issn)
    yield "doi", in_url_field(work.doi)
    if work.eprint:
        yield "eprint", in_url_field(work.eprint.number)
        yield "eprinttype", tex(work.eprint.archive)
        yield "eprintclass", tex(work.eprint.subject)
    yield "url", in_url_field(work.url)
    yield "urldate", _date(work.accessed)
    yield "langid", biblatex_name(work.language)
    yield "note", tex(work.note)
    yield "addendum", tex(work.addendum)
    yield "annotation", tex(work.annotation)


def tex(text: str) -> str:
    """`text` as TeX source that prints it. Each run of white space becomes one space."""
    # Straight quotation marks aren't escaped: the curved ones that TeX prints for them mean the same.
    return _stretch(squeezed(text))


def _title(work: Work) -> str:
    """The title as TeX source, with braces around the spans whose case must not change.

    Many biblatex styles lowercase English titles, and no program knows which words are names. So every word with a
    capital is protected; of the first word, only what follows its first letter counts.
    """
    kept = _capitals(work.title, work.protected) if is_english(work.language) else work.protected
    out, at = "", 0
    for begin, end in kept:
        out += f"{_stretch(work.title[at:begin])}{{{_stretch(work.title[begin:end])}}}"
        at = end
    return out + _stretch(work.title[at:])


def _capitals(title: str, protected: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The spans (begin, end) to protect: those in `protected`, and all other words that have a capital."""
    words = [match.span() for match in _WORD.finditer(title)]
    found = [
        (begin, end)
        for number, (begin, end) in enumerate(words)
        if title[begin + (number == 0) : end].casefold() != title[begin + (number == 0) : end]
        and not any(begin < stop and start < end for start, stop in protected)
    ]
    return tuple(sorted([*protected, *found]))


def _stretch(text: str) -> str:
    """A part of a text as TeX source, including the spaces at its ends."""
    return "{}".join(_LIGATURE.split(in_tex(text)))


def _names(names: Sequence[Name], *, others: bool = False) -> str:
    return " and ".join([*map(_name, names), *(["others"] if others and names else [])])


def _name(name: Name) -> str:
    """A body in an extra pair of braces; a person as "von Family, Jr., Given"."""
    if name.literal or not (name.given or name.prefix or name.suffix):
        return f"{{{tex(name.literal or name.family)}}}"
    family = " ".join(filter(None, [_part(name.prefix), _part(name.family, group=" " in name.family)]))
    return ", ".join([family, *([_part(name.suffix)] if name.suffix else []), _part(name.given)])


def _part(text: str, *, group: bool = False) -> str:
    """A part of a name, in braces if `group` is set or if a comma or an "and" would split it."""
    grouped = group or "," in text or re.search(r"\band\b", text, re.IGNORECASE)
    return f"{{{tex(text)}}}" if grouped else tex(text)


def _date(date: Date | None) -> str:
    """The date in ISO 8601-2, as biblatex has it; or in words, if it can't be written so."""
    if date is None:
        return ""
    return date.edtf or tex(date.literal) or date.iso
