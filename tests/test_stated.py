"""What an edition states of its work is shown as precisely as it is stated, and what it doesn't state is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefsite.edition.file import parse_edition
from briefsite.problems.collector import Problems
from briefsite.works.stated_date import date_in_words, first_day, stated_date
from tests.helpers import EDITION, call, call_build, make_project

WORK = "work: {{ title: The Survey, language: en{} }}\n"
STYLES = ("chicago", "apa", "mla", "harvard", "ieee", "bibtex", "ris", "csl-json")


def stated(date: str) -> str:
    """The date of the work in an edition.yml that states it so."""
    text = f"{WORK.format(f', date: {date}')}site: {{ title: S, description: D }}\nsource: {{ file: a.txt }}\n"
    problems = Problems()
    edition, _ = parse_edition(
        "edition.yml", f"{text}pages: [{{ slug: /, title: T, from: x, summary: s }}]\n", problems
    )
    assert edition, problems.in_order()
    return edition.work.date


@pytest.mark.parametrize(
    ("written", "words", "first"),
    [
        ("1887", "1887", "1887-01-01"),
        ("0987", "0987", "0001-01-01"),
        ("1887-05", "May 1887", "1887-05-01"),
        ("2020-08-28", "28 August 2020", "2020-08-28"),
        ("2020-08-28T10:00:00Z", "28 August 2020", "2020-08-28"),
        ("1887-1889", "1887–1889", "1887-01-01"),
        ("1887/1889", "1887–1889", "1887-01-01"),
        ("1887~", "c. 1887", "1887-01-01"),
        ("c. 1887", "c. 1887", "1887-01-01"),
        ("Spring 1887", "Spring 1887", None),
        ("", "", "0001-01-01"),
        ("Not stated yet", "", "0001-01-01"),
    ],
)
def test_a_date_is_as_precise_as_it_is_stated(written: str, words: str, first: str | None) -> None:
    date = stated_date(stated(written))
    if written != "0987":  # YAML takes that for a number
        assert date_in_words(date) == words
    if first and written != "0987":
        assert first_day(date).isoformat() == first


@pytest.mark.parametrize("written", ["soon", "[1887]", "true", "{ year: 1887 }"])
def test_what_names_no_year_is_no_date(written: str) -> None:
    problems = Problems()
    parse_edition("edition.yml", WORK.format(f", date: {written}"), problems)
    assert any(problem.code == "E02" and problem.subject == "date" for problem in problems)


def made(root: Path, more: str) -> Path:
    return make_project(root, {EDITION: WORK.format(more)})


def citations(root: Path) -> Iterator[str]:
    for address in ("/", "p1"):
        for style in STYLES:
            result = call(root, "cite", address, "--style", style)
            assert result.exit_code == 0, result.output
            yield result.output


def test_what_is_not_stated_is_left_out_of_pages_citations_and_metadata(tmp_path: Path) -> None:
    root = made(tmp_path, "")
    assert "E06" not in call(root, "check").output, "an editor who leaves a key out knows no better"
    call_build(root)
    cited = list(citations(root))
    files = [*(root / "site").rglob("*.html"), *(root / "docs").rglob("*.*")]
    empty = r'content=""|datePublished|copyright|"publisher"|publisher +=|PB  - *\n|DA  - *\n|tated yet|None(?!\.)|0001'
    for text in (*cited, *(path.read_text("utf-8", "replace") for path in files)):
        assert not re.search(empty, text), text
    for text in cited:
        assert not re.search(r"[,.:] [,.:]|\(\)|“”|= \{\{?\}", text), text


def test_what_was_never_filled_in_counts_as_not_stated(tmp_path: Path) -> None:
    root = made(tmp_path, ', publisher: { name: "Not stated yet" }, date: "", rights: Not stated yet')
    checked = call(root, "check").output
    assert re.findall(r"E06 the (\w+) of", checked) == ["publisher", "date", "rights"]
    call_build(root)
    pages = "".join(path.read_text("utf-8", "replace") for path in (root / "docs").rglob("*.*"))
    assert "tated yet" not in pages + "".join(citations(root))


def test_a_year_is_cited_as_a_year(tmp_path: Path) -> None:
    root = made(tmp_path, ', date: 1887, authors: ["Hill, Ann"], publisher: { name: Sands Press }')
    call_build(root)
    for text in citations(root):
        assert "1887" in text
        assert not re.search(r"January|Jan\.|1887[-/,]? ?0?1\b", text), text
    head = (root / "docs/templates/heads/index.html").read_text(encoding="utf-8")
    assert 'name="citation_publication_date" content="1887"' in head
    assert '"datePublished": "1887"' in head or '"datePublished":"1887"' in head
