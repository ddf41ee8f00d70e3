"""One record for each work, whichever way it takes to a reference manager.

Works of more than a hundred kinds are exported in each format, and as COinS, and read by programs that were not written
here, by Zotero's rules (tests/zotero.py). What a way makes of a work is compared with the work, field by field. The
differences are those in tests/references/differences.txt, each with its reason, and no others.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from bibtexparser.entrypoint import parse_string
from pybtex import format_from_string

from briefsite.exports.biblatex_file import biblatex
from briefsite.exports.bibtex_file import bibtex
from briefsite.exports.coins import coins
from briefsite.exports.csl_json import csl_json
from briefsite.exports.ris import ris
from briefsite.problems.collector import Problems
from briefsite.works.addresses import eprint_address
from briefsite.works.bibliography import read_bibliography
from briefsite.works.languages import biblatex_name
from briefsite.works.work import Date, Name, Work
from tests.helpers import printed_markup
from tests.zotero import FIRST, Record, from_bib, from_coins, from_csl, from_ris

FOLDER: Final = Path(__file__).parent / "references"
WAYS: Final = ("COinS", "BibTeX", "biblatex", "RIS", "CSL-JSON")
TYPES: Final = {
    "article": "journalArticle",
    "newspaper": "newspaperArticle",
    "magazine": "magazineArticle",
    "news": "newspaperArticle",
    "online": "webpage",
    "report": "report",
    "thesis": "thesis",
    "book": "book",
    "chapter": "bookSection",
    "paper": "conferencePaper",
    "entry": "encyclopediaArticle",
    "dataset": "dataset",
    "software": "computerProgram",
    "manuscript": "manuscript",
    "patent": "patent",
    "video": "film",
    "audio": "audioRecording",
    "image": "artwork",
    "law": "statute",
    "case": "case",
    "letter": "letter",
    "standard": "standard",
    "document": "document",
}
_PERIODICALS: Final = {"article", "newspaper", "magazine"}
_OF_SERIES: Final = {"book", "chapter", "paper", "entry"}
_COUNTED: Final = {"book", "thesis", "manuscript"}


@cache
def works() -> tuple[Work, ...]:
    """The works of tests/references/kinds.bib, and a few of shapes that none of them has."""
    text = (FOLDER / "kinds.bib").read_text("utf-8")
    more = (
        Work(
            "mixed", "report", "T", authors=(Name("Doe", "Jane"), Name(literal="Board of Trade"), Name("Poe", "B.P."))
        ),
        Work("many-bodies", "dataset", "T", authors=tuple(Name(literal=f"Body {sign}") for sign in "ABC")),
        Work("initials", "article", "T", authors=(Name("Doe", "JD"), Name("Roe", "J.-P."), Name("Li", "X"))),
        Work("one-name", "book", "T", authors=(Name("Sophocles"), Name("Eyck", "Jan", "van"))),
        Work(
            "commas",
            "online",
            "A & B; <C>",
            authors=(Name(literal="Smith, Jones, and Co."),),
            url="https://a.test/?a=b&c",
        ),
        Work("edited-page", "online", "T", editors=(Name("Doe", "Jane"),), container="S", url="https://a.test/1"),
        Work("translated-thesis", "thesis", "T", authors=(Name("Roe", "Jo"),), translators=(Name("Doe", "Jane"),)),
        Work("words", "book", "T", date=Date(literal="forthcoming")),
        Work("term", "book", "T", date=Date(1998, literal="Spring term 1998")),
    )
    return (*read_bibliography("kinds.bib", text, None, Problems()).works, *more)


def described(work: Work) -> Record:
    """The record that a reference manager should have of a work, by Zotero's names of fields."""
    kind = work.type
    role = FIRST.get(TYPES[kind], "author")
    people = [(role, work.authors), ("editor", work.editors), ("translator", work.translators)]
    counted = kind in _COUNTED and not re.search("[–,]", work.pages)
    record: Record = {
        "itemType": TYPES[kind],
        "title": f"{work.title} [{work.title_addon}]" if work.title_addon else work.title,
        "creators": [(as_, *_parts(name)) for as_, names in people for name in names],
        "publicationTitle": work.container or (work.publisher if kind in {"online", "news"} else ""),
        "conferenceName": work.event,
        "authority" if kind == "case" else "publisher": work.publisher,
        "place": work.publisher_place,
        "date": _written(work.date),
        "originalDate": _written(work.original),
        "seriesTitle" if kind == "report" else "series": work.series,
        "seriesNumber" if kind in _OF_SERIES else "number": work.number,
        "volume": work.volume,
        "issue": work.issue,
        "numPages" if counted else "pages": work.pages.replace("–", "-"),
        "edition": work.edition,
        "versionNumber": work.version,
        "medium" if kind == "image" else "type": work.genre,
        "url": work.url or (eprint_address(work.eprint) if work.eprint else ""),
        "DOI": work.doi,
        "ISBN": work.isbn,
        "ISSN": work.issn,
        "language": work.language,
        "accessDate": _written(work.accessed),
        "archive": work.eprint.archive if work.eprint else "",
        "archiveLocation": work.eprint.number if work.eprint else "",
        "rights": work.rights,
    }
    return {name: value for name, value in record.items() if value}


def _parts(name: Name) -> tuple[str, str]:
    family = " ".join(filter(None, (name.prefix, name.family)))
    return name.literal or family, ", ".join(filter(None, (name.given, name.suffix)))


def _written(date: Date | None) -> str:
    if date is None:
        return ""
    # What Zotero's notation has no form for is in words: seasons, spans without an end, centuries.
    return date.literal or date.iso if re.search(r"-2\d|X|/$", date.edtf) else date.edtf or date.literal or date.iso


def read_by(way: str, given: Sequence[Work]) -> list[Record | None]:
    """What a reference manager has of works that take this way to it."""
    match way:
        case "COinS":
            return [from_coins(coins(work)) for work in given]
        case "BibTeX":
            return list(from_bib(bibtex(given)))
        case "biblatex":
            return list(from_bib(biblatex(given)))
        case "RIS":
            return list(from_ris(ris(given)))
        case _:
            return list(from_csl(csl_json(given)))


def differences(way: str, work: Work, found: Record) -> Iterator[tuple[str, str, Any, Any]]:
    """(field, "lost", "in words", "other" or "more", what should be there, what is there) for each difference."""
    wanted = described(work)
    free = " ".join(found.get(name, "") for name in ("free", "series", "seriesTitle")).casefold()
    for field in sorted((wanted.keys() | found.keys()) - {"free"}):
        should, there = wanted.get(field, ""), found.get(field, "")
        if way == "biblatex" and field == "language":
            there = there if there != biblatex_name(should) else should
        if field == "title":  # Zotero has raised characters as markup, where plain formats have those of Unicode
            should, there = (unicodedata.normalize("NFKC", text) for text in (should, there))
        if field == "pages":  # a hyphen or a dash
            there = there.replace("–", "-")
        if should == there or (field == "creators" and [*should] == [*there]):
            continue
        how = "other" if should and there else "more" if there else "lost"
        if field == "creators":
            how = _of_creators(should, there, free)
        if how == "lost" and all(word in free for word in re.findall(r"[\w./-]+", str(should).casefold())):
            how = "in words"
        yield field, how, should, there


def _of_creators(should: Sequence[Sequence[str]], there: Sequence[Sequence[str]], free: str) -> str:
    """How creators differ: in their roles alone, by an author with the name "others", in words, or otherwise."""
    if [name[1:] for name in should] == [name[1:] for name in there]:
        return "roles"
    left = [part.casefold() for name in should if name not in there for part in name[1:]]
    if left and [name for name in should if name in there] == there and all(part in free for part in left):
        return "in words"
    return "others" if [*should, ("author", "others", "")] == [*there] else "other"


Rule = tuple[str, str, str, frozenset[str]]


@cache
def rules() -> Mapping[Rule, str]:
    """The differences that are known, each with its reason."""
    found = {}
    for line in (FOLDER / "differences.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            ways, field, how, kinds, reason = (part.strip() for part in line.split("|"))
            for way in WAYS if ways == "all" else ways.split(", "):
                found[way, field, how, frozenset(kinds.split(", "))] = reason
    return found


@pytest.mark.parametrize("way", WAYS)
def test_each_way_gives_the_same_record_but_for_known_differences(way: str) -> None:
    given = works()
    assert len(given) > 85
    known = {rule for rule in rules() if rule[0] == way}
    used, new = set(), []
    for work, found in zip(given, read_by(way, given), strict=True):
        assert found is not None, f"{work.key} is dropped"
        for field, how, should, there in differences(way, work, found):
            ways = {(field, how), (field, f"as {there}")}
            these = {rule for rule in known if rule[1:3] in ways and rule[3] & {"*", work.type, work.key}}
            used |= these
            if not these:
                new.append(f"{way} | {field} | {how} | {work.type} ({work.key}): {should!r} is {there!r}")
    assert not new, "\n".join(new)
    assert used == known


# -- the two kinds of .bib files -------------------------------------------------------------------------------------


def test_the_plain_style_of_bibtex_prints_every_work() -> None:
    given = works()
    printed = format_from_string(bibtex(given), style="plain", output_backend="plaintext")
    assert printed.count("\n[") + printed.startswith("[") == len(given)
    said = re.sub(r"\W+", " ", printed).casefold()
    for work in given:
        words = re.sub(
            r"\W+",
            " ",
            f"{work.title} {work.authors[0].literal or work.authors[0].family}" if work.authors else work.title,
        )
        words = unicodedata.normalize("NFKC", words)
        assert all(word in said for word in words.casefold().split()), work.key
    assert "phd thesis habilitationsschrift" not in said


def test_each_kind_of_bib_file_is_what_it_is_called() -> None:
    old, new = (
        [(entry.entry_type, {field.key for field in entry.fields}) for entry in parse_string(text).entries]
        for text in (bibtex(works()), biblatex(works()))
    )
    of_biblatex = {"date", "location", "journaltitle", "organization", "langid", "eprinttype", "pubstate", "addendum"}
    of_bibtex = {"year", "month", "address", "journal", "school", "howpublished", "archiveprefix"}
    standard = {
        *("article", "book", "incollection", "inproceedings", "manual", "mastersthesis", "misc", "phdthesis"),
        *("techreport", "unpublished"),
    }
    assert {type_ for type_, _ in old} <= standard
    assert {"report", "online", "thesis", "inreference"} <= {type_ for type_, _ in new}
    for type_, fields in old:
        assert not fields & (of_biblatex - ({"organization"} if type_ == "manual" else set()))
    for _, fields in new:
        assert not fields & (of_bibtex - {"year"})


def test_our_own_reader_reads_biblatex_back() -> None:
    given = works()
    again = read_bibliography("b", biblatex(given), None, Problems()).works
    for work, read in zip(given, again, strict=True):
        # A single name is read as that of a body, which is printed the same.
        authors = tuple(name if name.given or name.literal else Name(literal=name.family) for name in work.authors)
        bracketed = replace(
            work,
            title=described(work)["title"],
            title_addon="",
            authors=authors,
            markup=printed_markup(work),
            keywords=(),
        )
        assert replace(read, markup=printed_markup(read), keywords=()) == bracketed, work.key


def test_more_authors_than_are_named_are_no_author() -> None:
    work = Work("k", "article", "T", authors=(Name("Doe", "Jane"),), others=True, container="J")
    (item,) = json.loads(csl_json([work]))
    assert item["author"] == [{"family": "Doe", "given": "Jane"}]
    assert item["note"] == "With other authors"
    assert "others" not in ris([work]).replace("With other authors", "")
    assert "and others" in bibtex([work])
    assert from_coins(coins(work))["creators"] == [("author", "Doe", "Jane")]
