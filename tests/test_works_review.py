"""An editor is asked about each uncertain work once; every answer is kept, and no file is rewritten."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from briefsite.problems.collector import Problems
from briefsite.publish.works_review import shown_fields, with_field
from briefsite.reading.citation_review import CitationReview, ReviewLine, read_review
from briefsite.reading.read import read_edition
from briefsite.works.work import Date, Name, Work
from tests.helpers import call, make_project, snapshot

TEXT: Final = """\
The mill stood by the river.[1] It was old.[2] The wheel was gone.[3] So was the weir.[4] And so on.[5]

NOTES

[1] See Ada Brandt, The Mill Book (Leeds: Weir Press, 1999), 12.

[2] Ibid., 14.

[3] The author saw it in 1999.

[4] Tom Oak, Weirs and Wheels (York: Oak, 2001), 3.

[5] Author’s interview with a miller, Leeds, 7 June 2018.
"""
EDITION: Final = """\
version: 1
work: {title: Mills, language: en}
site: {title: Mills, description: On mills.}
source: {file: brief.txt}
pages: [{slug: /, title: Overview, from: The mill stood, summary: It stood.}]
"""
BIBLIOGRAPHY: Final = "% Ours.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = make_project(tmp_path)
    for name, text in (("brief.txt", TEXT), ("edition.yml", EDITION), ("references.bib", BIBLIOGRAPHY)):
        (root / "sources/x" / name).write_text(text, encoding="utf-8")
    return root


def test_what_the_model_reads_is_proposed_and_in_no_bibliography(project: Path) -> None:
    result = call(project, "works", "--write")
    assert result.exit_code == 0, result.output
    assert "0 citations resolved, with 0 new works." in result.output
    assert "citations.jsonl: 3 works proposed" in result.output
    after = snapshot(project / "sources/x")
    assert after["references.bib"] == BIBLIOGRAPHY.encode()
    assert after["edition.yml"] == EDITION.encode()
    lines = read_review(after, Problems()).waiting
    assert [line.words[:14] for line in lines] == ["Ada Brandt, Th", "Tom Oak, Weirs", "Author’s inter"]
    assert "title 0.9" in lines[0].because or "title 1.0" in lines[0].because
    # Each is a question of `check`, at its note.
    said = call(project, "check").output
    assert said.count("warning N12") == 3
    assert "brief.txt:5:5: warning N12 note 1 seems to cite a work" in said
    assert "nothing to write" in call(project, "works", "--write").output
    # The preview, which is for editors, has them.
    for with_proposed, keys in ((False, []), (True, ["brandt1999mill", "oak2001weirs", "author2018"])):
        reading = read_edition("x", after, None, with_proposed=with_proposed)
        assert reading.publication is not None
        works = reading.publication.bibliography.works
        assert [work.key for work in works if work.proposed] == keys


def test_each_answer_is_kept_and_nothing_is_asked_twice(project: Path) -> None:
    asked = call(project, "works", "--review", typed="a\n").output
    assert "1 of 3. Note 1: Ada Brandt, The Mill Book (Leeds: Weir Press, 1999), 12." in asked
    first = (project / "sources/x/references.bib").read_bytes()
    assert first.startswith(BIBLIOGRAPHY.encode())
    assert b"Ada Brandt, The Mill Book (Leeds: Weir Press, 1999), 12.\n@book{brandt1999mill" in first
    # The input ended: what was answered is there, and the next time begins with the next one.
    asked = call(project, "works", "--review", typed="l\nn\n").output
    assert "1 of 2. Note 4: Tom Oak" in asked
    assert "2 of 2. Note 5: Author’s interview" in asked
    asked = call(project, "works", "--review", typed="c\ntitle = Weirs\nplace =\nyear = soon\n\na\n").output
    assert "1 of 1. Note 4: Tom Oak" in asked
    assert "not changed: year = soon" in asked
    second = (project / "sources/x/references.bib").read_bytes()
    assert second.startswith(first)
    entry = second.removeprefix(first).decode()
    assert "title     = {Weirs}," in entry
    assert "location" not in entry
    assert "nothing to review" in call(project, "works", "--review").output
    # The notes are linked, with the note that says "Ibid.".
    assert call(project, "works", "--write").exit_code == 0
    edition = (project / "sources/x/edition.yml").read_text(encoding="utf-8")
    assert edition.startswith(EDITION)
    assert '{number: 1, works: [{key: brandt1999mill, locator: "12"}]' in edition
    assert '{number: 2, works: [{key: brandt1999mill, locator: "14"}]' in edition
    assert "number: 5" not in edition
    assert "warning N12" not in call(project, "check").output


def test_a_work_that_was_deleted_is_asked_about_again(project: Path) -> None:
    call(project, "works", "--review", typed="a\nq\n")
    (project / "sources/x/references.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    assert "1 of 3. Note 1: Ada Brandt" in call(project, "works", "--review", typed="q\n").output


def test_a_proposal_is_asked_about_even_if_the_model_does_not_make_it_any_more(project: Path) -> None:
    line = ReviewLine("The author saw it in 1999.", "proposed", entry="@book{a, title = {It}, date = {1999}}")
    (project / "sources/x/citations.jsonl").write_bytes(line.line)
    said = call(project, "works", "--review", typed="l\nl\nn\nq\n").output
    assert "Note 3: The author saw it in 1999." in said
    assert "title = It" in said


def test_the_last_line_about_some_words_holds() -> None:
    data = b"".join(
        line.line
        for line in (
            ReviewLine("A  book.", "proposed"),
            ReviewLine("A book.", "none"),
            ReviewLine("Another.", "accepted", key="k"),
        )
    )
    review = read_review({"citations.jsonl": data}, problems := Problems())
    assert not problems
    assert review.waiting == []
    found = review.about("A\nbook.")
    assert found is not None
    assert found.status == "none"
    assert CitationReview().about("A book.") is None


WORK: Final = Work("k", "book", "Rivers", authors=(Name("Oak", "Tom"),), date=Date(2001), publisher="Oak")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("title = Mills: A {History}", "title = Mills: A {History}"),
        ("author = Ada Brandt and {World Bank}", "author = Brandt, Ada and World Bank"),
        ("container = Water & Co.", "container = Water & Co."),
        ("year = 1999", "year = 1999"),
        ("type = article", "type = article"),
    ],
)
def test_a_field_is_corrected_as_it_is_typed(line: str, shown: str) -> None:
    assert shown in list(shown_fields(with_field(WORK, line)))


@pytest.mark.parametrize("line", ["titel = x", "title", "year = 12x", "type = novel"])
def test_what_cannot_be_a_field_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"field|type is one of"):
        with_field(WORK, line)


def test_an_empty_value_takes_the_field_away() -> None:
    assert with_field(with_field(WORK, "publisher ="), "year =") == Work("k", "book", "Rivers", authors=WORK.authors)
