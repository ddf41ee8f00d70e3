"""Bibliographies as large and as damaged as they come: each is read, and each work of it has a reference."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefsite.exports.downloads import download_files
from briefsite.init.draft import first_edition
from briefsite.pages.works import works_page
from briefsite.problems.collector import Problems
from briefsite.problems.problem import fatal
from briefsite.problems.shown import describe
from briefsite.reading.read import read_edition
from briefsite.works.bibliography import Bibliography, bibtex_text, read_bibliography
from briefsite.works.reference_html import reference_text
from briefsite.works.references import format_works
from briefsite.works.styles import STYLES
from tests.helpers import call, call_build, collect, make_project
from tests.libraries import Generated, library

CASES = Path(__file__).parent / "bibliography"
TEXT = "THE SURVEY\n\nThe harbour was measured.[1]\n\nThe bridge held.\n"
#: What can be said of a damaged file.
KINDS = {"B01", "B02", "B03", "B04", "B05", "B06"}


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _check_references(bibliography: Bibliography, entries: tuple[Generated, ...], style: int = 0) -> None:
    chosen = STYLES[style]
    references, problems = collect(format_works, bibliography.works, [chosen], None)
    assert not problems
    for entry in entries:
        shown = _letters(reference_text(references[chosen.id, entry.key]))
        assert not [said for said in entry.shows if _letters(said) not in shown], entry.text


def test_a_library_of_a_thousand_entries_is_read() -> None:
    text, entries = library(1_000)
    bibliography, problems = collect(read_bibliography, "references.bib", text, None)
    assert [work.key for work in bibliography.works] == [entry.key for entry in entries]
    assert not fatal(problems)
    # As many warnings as there are oddities in it, not as there are entries.
    assert {problem.code for problem in problems} == {"B03", "B04"}
    assert len(problems) == 5, [describe(problem) for problem in problems]
    tenth = Bibliography(bibliography.works[::10])
    _check_references(tenth, entries[::10])


@pytest.mark.long
@pytest.mark.parametrize("style", range(len(STYLES)), ids=[style.cli for style in STYLES])
def test_each_of_a_thousand_works_is_shown_in_each_style(style: int) -> None:
    text, entries = library(1_000, seed=2)
    _check_references(read_bibliography("references.bib", text, None, Problems()), entries, style)


@pytest.mark.long
def test_a_site_with_a_thousand_works_is_built(tmp_path: Path) -> None:
    text, entries = library(1_000, seed=3)
    page = _built(tmp_path, text.encode())
    assert len(re.findall(r'<li id="[^"]+" class="work', page)) == len(entries)


def test_a_site_is_built_with_all_that_is_odd(tmp_path: Path) -> None:
    cases = ("any-key", "every-type", "languages", "addresses", "unbalanced", "unsafe-address", "unbraced-bodies")
    text = "\n".join((CASES / case / "references.bib").read_text("utf-8") for case in cases)
    page = _built(tmp_path, text.encode("utf-16"))
    addresses = (
        "twice-2",
        "twice-2-2",
        "muller-2001",
        "muller-2001-2",
        "10-1000-xyz-1",
        "work-notes",
        "work-p9",
        "myuller",
    )
    for address in addresses:
        assert f'id="{address}"' in page, address
    assert 'href="javascript' not in page
    assert '19:4%3C377::AID-JCC1%3E3.0.CO;2-P"' in page
    assert 'href="https://arxiv.org/abs/1706.99999"' in page
    said = re.findall(r">In ([A-Z][a-z]+(?: English)?)\.<", page)
    assert {"Dutch", "German", "Icelandic", "Akkadian", "Latin", "Turkish"} <= {*said}
    assert "American English" not in said


def _built(root: Path, bib: bytes) -> str:
    """The bibliography of a site that `init` makes with a file of works."""
    make_project(root)
    (root / "survey.txt").write_text(TEXT, encoding="utf-8")
    (root / "works.bib").write_bytes(bib)
    made = call(root, "init", str(root / "survey.txt"), "--bib", str(root / "works.bib"))
    assert made.exit_code == 0, made.output
    call_build(root)
    return (root / "site/survey/bibliography/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        ("@misc{a, author={Müller, Jörg}, title={A}}".encode("windows-1252"), "Müller", "windows-1252"),
        ("% Encoding: Cp1250\n@misc{a, author={Łukasz, Ž.}, title={A}}".encode("cp1250"), "Łukasz", "cp1250"),
        ("@misc{a, author={Öztürk, Ayşe}, title={A}}".encode("utf-16"), "Öztürk", "utf-16"),
        ("@misc{a, author={Öztürk, Ayşe}, title={A}}".encode("utf-16-le"), "Öztürk", "utf-16-le"),
        ("@misc{a, author={Öztürk, Ayşe}, title={A}}".encode("utf-8-sig"), "Öztürk", ""),
        (b"% Encoding: Klingon\n@misc{a, author={M\xfcller, J.}, title={A\x81}}", "Müller", "windows-1252"),
        ("@misc{a, author={Öztürk, Ayşe}, title={".encode() + b"M\xfcller}}", "Öztürk", "windows-1252"),
        (b"% Encoding: UTF-8\r\n@misc{a, author={M\xfcller, J.},\r\n title={A}}", "Müller", "windows-1252"),
    ],
    ids=["windows", "stated", "utf-16", "utf-16 without a mark", "mark", "unknown", "mixed", "wrong"],
)
def test_a_file_in_another_encoding_is_read_with_a_warning(data: bytes, name: str, said: str) -> None:
    text, problems = collect(bibtex_text, "references.bib", data)
    bibliography = read_bibliography("references.bib", text, None, Problems())
    assert bibliography["a"].authors[0].family == name
    assert [(problem.severity, problem.subject) for problem in problems] == ([("warning", said)] if said else [])


# -- Damage ----------------------------------------------------------------------------------------------------------

_SIGNS = "{}\",=@#%\\~$&()\n \t\0\x85ü–'"


def _damaged(draw: random.Random) -> str:
    """A piece of a bibliography with some characters, lines or halves lost, doubled, moved or put in."""
    text, _ = library(draw.randrange(1, 6), seed=draw.randrange(10_000))
    if draw.random() < 0.3:
        text = draw.choice(_cases())
    for _ in range(draw.randrange(1, 8)):
        at = draw.randrange(len(text) + 1)
        end = min(len(text), at + draw.choice((1, 1, 2, 10, 80)))
        text = draw.choice(
            (
                text[:at] + text[end:],
                text[:at] + draw.choice(_SIGNS) + text[at:],
                text[:at] + text[at:end] * 2 + text[end:],
                text[:at] + draw.choice(_SIGNS) * draw.randrange(1, 40) + text[end:],
                text[: max(at, 1)],
                text[at:end] + text[:at] + text[end:],
            )
        )
    return text


def _cases() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(CASES.glob("*/references.bib"))]


def _seeds(first: int, count: int) -> Iterator[int]:
    yield from range(first, first + count)


def _check_damaged(seeds: Iterator[int], *, formatted: bool) -> None:
    for seed in seeds:
        text = _damaged(random.Random(seed))
        bibliography, problems = collect(read_bibliography, "references.bib", text, None)
        assert not fatal(problems), seed
        assert all(describe(problem) for problem in problems)
        assert {problem.code for problem in problems} <= KINDS
        assert len(bibliography.keys) == len(bibliography.works), seed
        if formatted:
            references, refused = collect(format_works, bibliography.works, STYLES[:1], None)
            assert not refused, (seed, [describe(problem) for problem in refused])
            assert len(references) == len(bibliography.works)


def test_a_damaged_file_gives_warnings_and_works() -> None:
    _check_damaged(_seeds(0, 200), formatted=False)
    _check_damaged(_seeds(200, 10), formatted=True)


@pytest.mark.long
def test_two_thousand_damaged_files_give_warnings_and_works() -> None:
    _check_damaged(_seeds(1_000, 2_000), formatted=True)


@pytest.mark.long
def test_a_site_is_built_with_a_damaged_file(tmp_path: Path) -> None:
    for seed in range(40):
        _built(tmp_path / str(seed), _damaged(random.Random(seed)).encode())


# -- Order -----------------------------------------------------------------------------------------------------------

_LISTED = """\
@book{o1, author={{\\"O}berg, Ann}, title={Ett}}
@book{o2, author={Olsson, Ann}, title={Två}}
@book{o3, author={{\\AA}berg, Ann}, title={Tre}}
@book{o4, author={de Zeeuw, Ann}, title={Fyra}}
@book{o5, title={De Öster}, langid={dutch}}
@misc{o6, title={Bro}, publisher={Press}, url={https://a.b/c}}
"""


@pytest.mark.parametrize(
    ("language", "expected"),
    [("sv", "o2 o6 o4 o3 o1 o5"), ("en", "o3 o1 o2 o5 o6 o4"), ("de", "o3 o1 o2 o5 o6 o4")],
)
def test_works_are_in_the_order_of_the_language_as_they_are_printed(language: str, expected: str) -> None:
    made = first_edition(
        "t.txt", TEXT.encode(), bib=_LISTED.encode(), today=datetime.date(2026, 1, 1), folder="sources/t"
    )
    assert made is not None
    edition = re.sub(rb"(?m)^(\s+language:).*", rb"\1 " + language.encode(), made.files["edition.yml"], count=1)
    publication = read_edition("sources/t", {**made.files, "edition.yml": edition}, None).publication
    assert publication is not None
    assert publication.edition.work.language == language
    page = "".join(map(str, works_page(publication).blocks))
    assert re.findall(r'id="(o\d)"', page) == expected.split()
    written = download_files(publication, "https://a.b/")["cite/bibliography.bib"].decode()
    assert re.findall(r"^@\w+\{(\w+),", written, re.MULTILINE) == expected.split()
