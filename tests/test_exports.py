"""The files that reference managers import, read back by programs that were not written here."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from briefsite.exports.biblatex_file import biblatex, biblatex_entry
from briefsite.exports.csl_json import item
from briefsite.exports.downloads import download_files
from briefsite.exports.formats import FORMATS
from briefsite.exports.ris import record
from briefsite.problems.collector import Problems
from briefsite.problems.shown import describe
from briefsite.reading.publication import Publication
from briefsite.works.bibliography import read_bibliography
from briefsite.works.rich_text import TextMark
from briefsite.works.work import Date, Name, Work, WorkKind
from tests.helpers import VERSIONS_OF_BRIEF, collect, printed_markup

CASES = Path(__file__).parent / "exports"
KINDS = Path(__file__).parent / "bibliography" / "kinds" / "references.bib"
SITE = "https://mongolia.press.test/brief/"
ENDINGS = [form.ending for form in FORMATS]


def _works(path: Path) -> tuple[Work, ...]:
    works, _ = collect(read_bibliography, "references.bib", path.read_text("utf-8"), None)
    return works.works


@pytest.fixture(scope="module")
def exported(publication: Publication) -> Mapping[str, bytes]:
    return download_files(publication, SITE)


# -- BibTeX ----------------------------------------------------------------------------------------------------------


def _kept(work: Work) -> Work:
    """A work without what exports leave out (the editors' keywords) and put in (words that keep their case)."""
    return replace(work, keywords=(), markup=printed_markup(work))


def test_our_own_reader_reads_the_works_that_went_in(root: Path) -> None:
    for path in (KINDS, root / "sources" / "mongolia" / "references.bib"):
        works = _works(path)
        text = biblatex(works)
        again, problems = collect(read_bibliography, "exported.bib", text, None)
        assert not [describe(problem) for problem in problems]
        for work, read in zip(works, again.works, strict=True):
            assert _kept(read) == _kept(work)


PLAIN = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"])
    | st.sampled_from(" \\{}$&#_%^~-`?!,<>"),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()))


@given(PLAIN.filter(lambda text: re.search(r"\w", text) is not None), PLAIN)
def test_a_property_of_any_text_is_that_tex_does_not_change_it(title: str, note: str) -> None:
    # Straight quotation marks are TeX's for curved ones, in any reader: they may come back so.
    work = Work("k", "online", title, authors=(Name(literal=title),), url="https://example.net/", note=note)
    again, problems = collect(read_bibliography, "b", biblatex_entry(work), None)
    assert not [problem for problem in problems if problem.severity == "error"], [describe(p) for p in problems]
    (read,) = again.works
    curved = str.maketrans(
        {"'": "’", "`": "‘", "ˆ": "^"}
    )  # our reader has a sign of its own for TeX's \\textasciicircum
    assert read.title.translate(curved) == title.translate(curved)
    assert read.authors[0].literal.translate(curved) == title.translate(curved)
    assert read.note.translate(curved) == note.translate(curved)


def test_bibtexparser_reads_every_file(exported: Mapping[str, bytes]) -> None:
    for name, data in exported.items():
        if name.endswith(".bib"):
            library = parse_string(data.decode())
            assert not library.failed_blocks, name
            assert library.entries, name
            assert not library.comments, name
    one = parse_string(exported["cite/china-dependence.bib"].decode()).entries[0]
    assert (one.entry_type, one.key) == ("techreport", "avim2020-china-dependence")
    assert (one["year"], one["month"]) == ("2020", "aug")
    (one,) = parse_string(exported["cite/china-dependence.biblatex.bib"].decode()).entries
    assert one["author"] == "{AVİM (Center for Eurasian Studies)}"
    assert one["url"] == f"{SITE}china-dependence/"
    assert one["date"] == "2020-08-28"


def test_no_style_may_make_a_name_in_a_title_small() -> None:
    work = Work("k", "online", "Dalai Lama visits Inner Mongolia: a NATO view", language="en")
    assert "  title    = {Dalai {Lama} visits {Inner} {Mongolia}: a {NATO} view}" in biblatex_entry(work)
    assert "title    = {Dış Politika {AB}}" in biblatex_entry(
        replace(work, title="Dış Politika AB", markup=(TextMark(13, 15, "kept"),), language="tr")
    )
    assert "{{MIT}" not in biblatex_entry(replace(work, title="The MIT Press", markup=(TextMark(4, 7, "kept"),)))


def test_persons_whose_names_have_parts_and_bodies_whose_names_have_commas_stay_whole() -> None:
    names = (
        Name("Beethoven", "Ludwig", "van"),
        Name("King", "Martin Luther", "", "Jr."),
        Name(literal="Barnes and Noble, Inc."),
        Name("García Márquez", "Gabriel"),
    )
    work = Work("k", "book", "T", authors=names, others=True)
    (read,) = read_bibliography("b", biblatex_entry(work), None, Problems()).works
    assert read.authors == names
    assert read.others


# -- RIS -------------------------------------------------------------------------------------------------------------

LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n]*")
ANYTHING = st.text(max_size=20) | st.sampled_from(["a\r\nER  - \r\nTY  - JOUR", "\u2028", "x\ny"])


@given(
    st.builds(
        Work,
        key=st.just("k"),
        type=st.sampled_from(get_args(WorkKind)),
        **dict.fromkeys(("title", "container", "publisher", "note", "annotation", "series", "number"), ANYTHING),
    )
)
def test_a_property_of_ris_is_that_no_value_can_begin_another_line(work: Work) -> None:
    lines = record(work).split("\r\n")
    assert lines[-1] == ""
    assert all(LINE.fullmatch(line) for line in lines[:-1])
    assert [line[:2] for line in lines if line.startswith(("TY", "ER"))] == ["TY", "ER"]


def test_rispy_reads_every_file(exported: Mapping[str, bytes], publication: Publication) -> None:
    for name, data in exported.items():
        if name.endswith(".ris"):
            text = data.decode()
            assert text.count("\n") == text.count("\r\n")
            assert all(LINE.fullmatch(line) for line in text.split("\r\n") if line)
            read = rispy.loads(text.replace("\r\n", "\n"))
            assert read, name
            # Zotero's tags for the number in a series and for rights aren't in the specification.
            assert all(reference.get("unknown_tag", {}).keys() <= {"SV", "CR"} for reference in read), name
    works = {work.key: work for work in publication.bibliography.works}
    for reference in rispy.loads(exported["cite/bibliography.ris"].decode().replace("\r\n", "\n")):
        work = works.pop(reference["id"])
        assert reference["title"] == work.title
        assert reference["urls"] == [work.url]
        assert reference.get("authors", []) == [
            f"{name.literal.replace(',', '')}," if name.literal else str(name) for name in work.authors
        ]
    assert not works
    (page,) = rispy.loads(exported["cite/china-dependence.ris"].decode().replace("\r\n", "\n"))
    assert page["type_of_reference"] == "RPRT"
    assert page["title"] == "Mongolia’s Search for Balance in Its Foreign Policy"
    assert page["notes"] == [f"Annotated web edition, version of {VERSIONS_OF_BRIEF[-1]}, ¶¶ 8–10"]
    assert page["date"] == "2020/08/28/"


# -- CSL-JSON --------------------------------------------------------------------------------------------------------

#: What CSL 1.0.2 lists as standard variables of each sort, of those that are used here.
_TEXTS = {
    *("id", "type", "title", "container-title", "event-title", "publisher", "publisher-place", "collection-title"),
    *("collection-number", "number", "volume", "issue", "edition", "version", "chapter-number", "page", "genre"),
    *("URL", "DOI", "ISBN", "ISSN", "language", "note", "annote", "archive", "archive_location"),
    *("license", "authority", "number-of-pages"),
}
_TYPES = {
    *("article-journal", "article-magazine", "article-newspaper", "book", "chapter", "dataset", "document", "entry"),
    *("manuscript", "paper-conference", "report", "software", "thesis", "webpage", "patent", "motion_picture", "song"),
    *("graphic", "legislation", "legal_case", "personal_communication", "standard"),
}


def _is_csl(entry_: Mapping[str, Any]) -> None:
    assert {"id", "type"} <= entry_.keys()
    assert entry_["type"] in _TYPES
    for name, value in entry_.items():
        if name in {"author", "editor", "translator"}:
            assert all(set(each) <= {"family", "given", "non-dropping-particle", "suffix", "literal"} for each in value)
        elif name in {"issued", "accessed", "original-date"}:
            assert set(value) - {"circa", "season"} in ({"date-parts"}, {"literal"})
            for parts in value.get("date-parts", []):
                assert 1 <= len(parts) <= 3
                assert all(isinstance(part, int) for part in parts)
        else:
            assert name in _TEXTS
            assert isinstance(value, str)
            assert value


def test_every_item_is_csl_json(exported: Mapping[str, bytes]) -> None:
    items = [each for name, data in exported.items() if name.endswith(".json") for each in json.loads(data)]
    for each in [*items, *map(item, _works(KINDS))]:
        _is_csl(each)


# -- all of them -----------------------------------------------------------------------------------------------------


def test_there_is_a_file_for_every_page_for_its_works_and_for_all_works(exported: Mapping[str, bytes]) -> None:
    names = {name.removeprefix("cite/").partition(".")[0] for name in exported}
    assert {"index", "bibliography", "china-dependence", "china-dependence-works", "full-text", "turkey"} <= names
    for name in names:
        assert {f"cite/{name}.{ending}" for ending in ENDINGS} <= exported.keys()


def test_the_same_edition_gives_the_same_bytes(publication: Publication, exported: Mapping[str, bytes]) -> None:
    assert download_files(publication, SITE) == exported
    assert list(exported) == sorted(exported)


def test_an_address_that_is_nobodys_is_not_exported(publication: Publication) -> None:
    for name, data in download_files(publication, "https://example.org/").items():
        assert b"example.org" not in data, name


@pytest.mark.parametrize("accessed", [None, datetime.date(2026, 2, 3)])
def test_what_the_browser_fills_in_is_valid_in_every_format(accessed: datetime.date | None) -> None:
    authors = (Name(literal="A {Body} & Söhne"),)
    note = "50% {more}"
    work = Work("k", "chapter", "A {title} & ~more", authors=authors, container="C", date=Date(2020, 8, 28), note=note)
    address, locator = "https://example.net/a_b/?c=%7B{d}#p9", "sec. R&D {50%}"
    made = {form.cli: form.fill(form.template(work), address, locator, accessed) for form in FORMATS}
    (read,) = read_bibliography("b", made["biblatex"], None, Problems()).works
    day = Date(2026, 2, 3) if accessed else None
    assert read == replace(
        work, url="https://example.net/a_b/?c=%7B%7Bd%7D#p9", note=f"{note}, {locator}", accessed=day
    )
    (reference,) = rispy.loads(made["ris"].replace("\r\n", "\n"))
    assert reference["notes"] == [f"{note}, {locator}"]
    assert reference["urls"] == [address]
    assert reference.get("access_date") == ("2026/02/03/" if accessed else None)
    (each,) = json.loads(made["csl-json"])
    _is_csl(each)
    assert (each["URL"], each["note"], each["title"]) == (address, f"{note}, {locator}", work.title)
