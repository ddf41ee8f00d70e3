"""Citations by keys, as Markdown and LaTeX have them: into references.bib, with locators, as they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefsite.init.document_source import DocumentSource, document_source
from briefsite.intake.document import CitedPlace
from briefsite.intake.pandoc_citations import citation_shown, citations_in
from briefsite.pages.page_text import PageText
from briefsite.reading.read import read_edition
from briefsite.site.inputs import _read_sources
from briefsite.storage.nearby_files import NearbyFiles
from tests.helpers import call

BIB = """\
@string{press = "River Press"}
@book{mill2003, author = {Mill, Anna}, title = {Bridges and Boats}, year = 2003, publisher = press}
@incollection{hill1995, author = {Hill, Bo and Dale, Cy}, title = {Depths}, crossref = {depths}}
@book{depths, editor = {Sea, D.}, title = {All Depths}, year = {1995}, publisher = {Shore}}
@book{unused, author = {Nobody, N.}, title = {Nothing}, year = {2000}, publisher = {None}}
"""
MARKDOWN = """\
---
title: Rivers
bibliography: works.bib
---

# One

The river is long [see @mill2003, pp. 12--14; @hill1995]. As @mill2003 [p. 3] says, "it" is.[^1] Write to
a@b.example, or [-@hill1995, chap. 2]. Nobody knows [@nobody2020, p. 1].

[^1]: @hill1995, 45, and others.
"""
KNOWN = {
    "a": ("Mill", "2003"),
    "b": ("Hill and Dale", "1995"),
    "a_b:c.d-e": ("X", ""),
    "http://x.example/y": ("Y", "1"),
}


@pytest.mark.parametrize(
    ("typed", "shown", "places"),
    [
        ("[@a]", "(Mill 2003)", ["a"]),
        ("[@a, p. 12]", "(Mill 2003, p. 12)", ["a p. 12"]),
        ("[@a, 12]", "(Mill 2003, p. 12)", ["a p. 12"]),
        ("[@a, 12-14 and passim]", "(Mill 2003, pp. 12–14 and passim)", ["a pp. 12–14"]),
        (
            "[see @a, pp. 3-4; also @b, 3]",
            "(see Mill 2003, pp. 3–4; also Hill and Dale 1995, p. 3)",
            ["a pp. 3–4", "b p. 3"],
        ),
        ("[-@a, § 5]", "(2003, § 5)", ["a § 5"]),
        ("@a [p. 3]", "Mill (2003, p. 3)", ["a p. 3"]),
        ("@a says", "Mill (2003)", ["a"]),
        ("-@a [p. iv]", "2003, p. iv", ["a p. iv"]),
        ("@a, and", "Mill (2003)", ["a"]),
        ("[@a_b:c.d-e, fol. 7]", "(X, fol. 7)", ["a_b:c.d-e fol. 7"]),
        ("[@{http://x.example/y}, p. 2]", "(Y 1, p. 2)", ["http://x.example/y p. 2"]),
        ("[@a, who disagrees]", "(Mill 2003, who disagrees)", ["a"]),
        ("[@a; @zzz]", "[@a; @zzz]", ["a", "zzz"]),
    ],
)
def test_a_citation_is_read_as_pandoc_reads_it(typed: str, shown: str, places: list[str]) -> None:
    citation = next(citations_in(f"x {typed}"))
    assert [f"{one.id} {one.locator}".strip() for one in citation.places] == places
    assert citation_shown(typed[: citation.end - 2], KNOWN) == shown


@pytest.mark.parametrize("text", ["a@b.example", "[a@b.example]", "[no key; @a](http://x)", "@", "[@]", "x@a"])
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert not [one for one in citations_in(text) if text[one.start] == "["]


def source(folder: Path, text: str = MARKDOWN, bib: bytes | None = None) -> DocumentSource:
    found = document_source("x.md", text.encode(), bib, nearby=NearbyFiles(folder))
    assert found is not None
    return found


def test_works_go_into_the_bibliography_and_notes_cite_them(tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text(BIB, encoding="utf-8")
    found = source(tmp_path)
    text = found.text.decode()
    assert "long (see Mill 2003, pp. 12–14; Hill and Dale 1995). As Mill (2003, p. 3) says, “it” is.[1]" in text
    assert "a@b.example, or (1995, chap. 2). Nobody knows [@nobody2020, p. 1]." in text
    assert "[1] Hill and Dale (1995), 45, and others." in text
    assert found.works.count("@") == 4, "the abbreviation, two works, and the book in which one is"
    assert "Nobody" not in found.works
    assert [(one.label, one.places) for one in found.citing] == [("1", (CitedPlace("hill1995"),))]
    assert b'"cite","hill1995 chap. 2"' in found.structure
    assert "citations left as they were typed, because no entry is in works.bib: nobody2020" in found.says
    # What the edition has already keeps its entry.
    assert (
        "mill2003" not in source(tmp_path, bib=b"@book{mill2003, title={Other}, author={Mill, Z.}, year={1999}}").works
    )


def test_the_only_bibliography_beside_the_document_is_meant(tmp_path: Path) -> None:
    bare = MARKDOWN.replace("bibliography: works.bib\n", "")
    assert any("no bibliography (.bib) is: mill2003" in line for line in source(tmp_path, bare).says)
    assert not any("citations" in line for line in source(tmp_path, "Ask @somebody there.").says)
    (tmp_path / "own.bib").write_text(BIB, encoding="utf-8")
    assert "@book{mill2003" in source(tmp_path, bare).works
    (tmp_path / "second.bib").write_text(BIB, encoding="utf-8")
    assert any("own.bib, second.bib: name the one" in line for line in source(tmp_path, bare).says)
    assert any("works.bib is not beside the document" in line for line in source(tmp_path).says)


def test_an_edition_with_such_citations_builds_and_cites_them(tmp_path: Path) -> None:
    root, folder = tmp_path / "root", tmp_path / "own"
    root.mkdir()
    folder.mkdir()
    (folder / "works.bib").write_text(BIB, encoding="utf-8")
    (folder / "rivers.md").write_text(MARKDOWN, encoding="utf-8")
    made = call(root, "init", str(folder / "rivers.md"))
    assert made.exit_code == 0, made.output
    assert "works: 2 cited by their keys, put into references.bib" in made.output
    assert "Ready to build" in made.output
    edition = yaml.safe_load((root / "sources/rivers/edition.yml").read_text(encoding="utf-8"))
    assert edition["notes"] == [{"number": 1, "status": "author", "works": ["hill1995"]}]
    assert "not cited" not in call(root, "check").output
    found = read_edition("sources/rivers", _read_sources(root / "sources/rivers", []), None).publication
    assert found is not None
    text = PageText(found, tuple(range(len(found.paragraphs))), "/")
    paragraph = next(one for one in found.paragraphs if "long" in one.body.text)
    shown = {paragraph.body.text[one.start : one.end]: (one.target, one.title) for one in text.links["p1"]}
    assert shown == {
        "(see Mill 2003, pp. 12–14; Hill and Dale 1995)": ("bibliography.md#mill2003", "Mill 2003, pp. 12–14"),
        "Mill (2003, p. 3)": ("bibliography.md#mill2003", "Mill 2003, p. 3"),
        "(1995, chap. 2)": ("bibliography.md#hill1995", "Hill and Dale 1995, chap. 2"),
    }
