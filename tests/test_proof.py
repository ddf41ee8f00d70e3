"""The proof: a site in which a word, a note or an address is wrong does not pass."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefsite.problems.collector import Problems
from briefsite.proof.checks import (
    addresses_kept,
    links_arrive,
    links_lead,
    notes_resolved,
    parts_printed,
    words_kept,
)
from briefsite.reading.read import Reading
from briefsite.rendering.built_site import read_site
from briefsite.site.compose import read_one
from briefsite.site.inputs import gather
from briefsite.source.passage import Passage, Run
from tests.helpers import call, call_build, call_release, collect, make_project

TEXT = """\
The river rose.[1]

The bridge held[2] for:

Rain fell.

Rain froze.[3]

NOTES

[1] It was of oak.

[2] For a year.
"""
FILES = {
    "sources/x/brief.txt": TEXT,
    "sources/x/edition.yml": "notes: [{ number: 3, status: supplied, works: [press] }]\n",
    "sources/x/references.bib": "@online{press, title = {Press}, url = {https://x.y/}}\n",
}
FAULT = "this is an error in the program, not in your text: docs/ and site/ are unchanged; please report it"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reading, Path]:
    """A small edition, and its site."""
    root = make_project(tmp_path_factory.mktemp("built"), FILES)
    call_build(root)
    inputs, problems = collect(gather, root, {})
    assert inputs, problems
    return read_one(inputs, "sources/x"), root / "site"


def _proven(reading: Reading, site: Path, emended: Passage | None = None) -> tuple[int, list[str]]:
    """The number of words that were checked, and the problems."""
    assert reading.publication
    problems = Problems()
    publication, built = reading.publication, read_site(site)
    count = words_kept(publication.source, emended or reading.emended, publication, built, problems)
    notes_resolved(publication, built, problems)
    assert {problem.help for problem in problems} <= {FAULT}
    return count, _listed(problems)


def _listed(problems: Problems) -> list[str]:
    return [f"{p.place.file}:{p.place.line} {p.code} {p.subject}: {p.message}" for p in problems.in_order()]


def test_every_word_of_the_text_and_of_its_notes_is_counted(built: tuple[Reading, Path]) -> None:
    assert _proven(*built) == (14 + 4 + 3, [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "Rain fell.",
            "Rain fell. Twice.",
            ['brief.txt:7 W01 Rain: the word "Rain" should come here; the page has "Twice." (/#p2-1)'],
        ),
        (
            "[3]</a></sup>",
            "[3]</a></sup> again",
            ['brief.txt:13 W01 again: after the last word the page has "again" (/#p2-2)'],
        ),
        (
            '<section aria-labelledby="notes"',
            '<p class="par">Rain fell.</p><section aria-labelledby="notes"',
            [
                (
                    "brief.txt:0 W01 brief.txt: the pages hold 16 words of the text, "
                    "the source has 14: a paragraph appears twice"
                )
            ],
        ),
        (
            "It was of oak.",
            "It was of",
            ['brief.txt:11 W01 oak.: the word "oak." should come here; the note ends before it (/#n1)'],
        ),
        (
            "It was of oak.",
            "It was of oak",
            ['brief.txt:11 W01 oak.: the word "oak." should come here; the page has "oak" (/#n1)'],
        ),
        (
            '<li id="n1"',
            '<li id="n9"',
            [
                'brief.txt:11 W01 It: the word "It" should come here; the note ends before it (/#n1)',
                "index.html:0 W02 1: note 1 is not listed, or has another number",
            ],
        ),
        (
            '<li id="n1" value="1"',
            '<li id="n1" value="7"',
            ["index.html:0 W02 1: note 1 is not listed, or has another number"],
        ),
        ('id="n1-1"', 'id="n9-1"', ["index.html:0 W02 1: the marker of note 1 is missing or leads elsewhere"]),
        (
            'id="p1"',
            'id="p9"',
            ['brief.txt:1 W01 river: the word "river" should come here; the page has "bridge" (/#p2)'],
        ),
        ('id="p2"', 'id="p1"', ['brief.txt:1 W01 The: the word "The" should come here; the page has "Rain" (/#p2-1)']),
        ("[1]</a>", "</a>[1]", ["index.html:0 W02 1: the marker of note 1 is missing or leads elsewhere"]),
        (
            'href="bibliography/#press"',
            'href="bibliography/"',
            ["index.html:0 W02 press: note 3 does not lead to press"],
        ),
        ('href="#n3-1"', 'href="#n1-1"', ["index.html:0 W02 3: note 3 has no link back to n3-1"]),
        ('href="#n2"', 'href="#n1"', ["index.html:0 W02 2: the marker of note 2 is missing or leads elsewhere"]),
    ],
)
def test_a_damaged_page_is_not_published(
    built: tuple[Reading, Path], tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    reading, site = built
    shutil.copytree(site, tmp_path / "site")
    page = tmp_path / "site/index.html"
    whole = page.read_text(encoding="utf-8")
    assert old in whole
    page.write_text(whole.replace(old, new, 1), encoding="utf-8")
    assert _proven(reading, tmp_path / "site")[1] == said


def test_a_word_that_is_in_neither_the_text_nor_the_notes_is_lost(built: tuple[Reading, Path]) -> None:
    reading, site = built
    message = "W01 brief.txt: the text is in neither the running text nor the notes from here on"
    emended = reading.emended
    for whole, line in (
        (emended[: TEXT.index("held")] + emended[TEXT.index("held") + 1 :], 3),
        (emended + Passage((Run("x", len(TEXT) - 1, len(TEXT)),)), 13),
        (emended[: TEXT.index("For") + 1], 13),
    ):
        assert _proven(reading, site, whole) == (0, [f"brief.txt:{line} {message}"])


def test_a_work_that_is_not_in_the_bibliography_is_missed(built: tuple[Reading, Path], tmp_path: Path) -> None:
    reading, site = built
    shutil.copytree(site, tmp_path / "site")
    said = ["bibliography/index.html:0 W02 press: press is not in the bibliography"]
    page = tmp_path / "site/bibliography/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('id="press"', 'id="other"'), encoding="utf-8")
    assert _proven(reading, tmp_path / "site")[1] == said
    page.unlink()
    assert _proven(reading, tmp_path / "site")[1] == said


def test_an_address_whose_page_was_not_built_is_missed(built: tuple[Reading, Path]) -> None:
    problems = Problems()
    addresses_kept(["/", "/#p1", "/gone/#p1", "/#p9"], read_site(built[1]), problems)
    assert {problem.help for problem in problems} == {FAULT}
    assert _listed(problems) == [
        "gone/index.html:0 A01 /gone/#p1: the page /gone/ was not built",
        "index.html:0 A01 /#p9: the permalink #p9 appears 0 times",
    ]


@pytest.mark.parametrize(("parts", "named"), [("abc", "a, b, c"), ("abcde", "a, b, c and of 2 more")])
def test_three_of_the_parts_that_a_page_lacks_are_named(tmp_path: Path, parts: str, named: str) -> None:
    (tmp_path / "index.html").write_text("".join(f"<!-- {part} -->" for part in parts), encoding="utf-8")
    problems = Problems()
    parts_printed({*parts}, read_site(tmp_path), problems)
    assert _listed(problems) == [f"index.html:0 R08 a: the templates print nothing for {named}"]


def test_what_a_server_shows_for_a_missing_page_may_link_from_the_root_of_the_server(tmp_path: Path) -> None:
    twice = '<p id="__name"><p id="__name"><p id="a"><p id="a"><a href="/sub/gone/">Gone</a>'
    for name in ("404.html", "index.html"):
        (tmp_path / name).write_text(twice, encoding="utf-8")
    problems = Problems()
    leaving = links_lead(read_site(tmp_path), problems)
    links_arrive(leaving, lambda _: True, problems)
    assert len(_listed(problems)) == 2
    links_arrive(leaving, lambda _: False, problems)
    assert _listed(problems) == [
        "404.html:0 A01 a: the ID a appears 2 times",
        "index.html:0 A01 a: the ID a appears 2 times",
        'index.html:0 R02 /sub/gone/: the link "Gone" leads to /sub/gone/, which is not there',
    ]


# ---- what is proven of a whole site

PAGES = """\
pages:
  - { slug: /, title: Overview, from: The river, summary: It rains. }
  - { slug: bridge, title: Bridge, from: The bridge, summary: It holds. }
  - { slug: snow, title: Snow, from: Snow fell., summary: It snows. }
"""
SUPPLIED = "- { number: 3, status: supplied, works: [press, other] }"
NONE_FOUND = "- { number: 1, status: unidentified }\n- { number: 2, status: unidentified }"
OTHER = FILES["sources/x/references.bib"] + "@book{other, title = {Other}, date = {2001}}\n"


WITHOUT_NOTES = {
    "sources/x/a.txt": TEXT.replace("NOTES", "Snow fell.\n\nNOTES").partition("NOTES")[0],
    "sources/x/edition.yml": f"source: {{ file: a.txt }}\n{PAGES}notes:\n{NONE_FOUND}\n{SUPPLIED}\n",
    "sources/x/references.bib": OTHER,
}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            FILES,
            [
                "All 21 words of sources/x/brief.txt appear exactly once, in order, on 1 page (0 corrections).",
                "3 of 3 notes linked; 2 are the author’s own, 1 has sources.",
                "No permalinks have been released yet: 31 are provisional until a release.",
            ],
            id="notes of the author",
        ),
        pytest.param(
            WITHOUT_NOTES,
            [
                "All 16 words of sources/x/a.txt appear exactly once, in order, on 3 pages (0 corrections).",
                "3 of 3 notes linked; 1 has sources; notes 1, 2 marked “none found”.",
                "No permalinks have been released yet: 40 are provisional until a release.",
            ],
            id="notes of the edition",
        ),
    ],
)
def test_what_was_proven_is_said(files: Mapping[str, str], said: list[str], tmp_path: Path) -> None:
    root = make_project(tmp_path, files)
    assert call_build(root).output.splitlines()[1:4] == said


SPOILED = """\
<!doctype html>
<title>{{ page.title }}</title>
<article>
{% set other = 'href="#n1"' if page.url.startswith("v/") else 'href="#n2"' %}
{% set first = 'id="p9"' if page.url.startswith("v/") else 'id="p1"' %}
{% set content %}{{ page.content | replace('href="#n2"', other) | replace('id="p1"', first) }}{% endset %}
{% include "parts.html" %}
</article>
"""


def test_versions_are_proven_once_and_kept(tmp_path: Path) -> None:
    root = make_project(tmp_path, FILES)
    text, kept = root / "sources/x/brief.txt", root / ".briefsite/parts"
    call_release(root, "2026-11-24")
    text.write_text(TEXT.replace("river rose", "river froze"), encoding="utf-8")
    call_release(root, "2026-11-25")
    pages = {day: root / f"site/v/2026-11-{day}/index.html" for day in (24, 25)}
    for day, words in ((24, "river rose"), (25, "river froze")):
        html = pages[day].read_text(encoding="utf-8")
        assert words in html
        assert 'href="bibliography/index.html#press"' in html, "a version can be read from a folder"
    assert 'href="bibliography/#press"' in (root / "site/index.html").read_text(encoding="utf-8")
    folders = {*kept.glob("v+*")}
    assert len(folders) == 2
    files = [page.stat().st_ino for page in pages.values()]
    text.write_text(TEXT.replace("river rose", "river ran"), encoding="utf-8")
    call_build(root)
    assert {*kept.glob("v+*")} == folders
    assert [page.stat().st_ino for page in pages.values()] == files, "the same files, linked again"
    (root / "docs/templates").mkdir(exist_ok=True)
    (root / "docs/templates/main.html").write_text(SPOILED, encoding="utf-8")
    spoiled = call(root, "build")
    assert spoiled.exit_code == 1
    found = re.findall(r"^v/2026-11-(\d+)/index.html: error (\w+) (.*)", spoiled.output, re.MULTILINE)
    assert [one for one in found if one[1] != "R02"] == [
        (day, code, message)
        for day in ("24", "25")
        for code, message in (
            ("A01", "the permalink #p1 appears 0 times"),
            ("W01", f"p1 has other words than the version 2026-11-{day}"),
            ("W02", "the marker of note 2 is missing or leads elsewhere"),
        )
    ]
    assert {*kept.glob("v+*")} == folders, "nothing is kept that was not proven"


def test_an_edition_that_was_taken_over_is_proven_again_if_its_pages_are_built_otherwise(tmp_path: Path) -> None:
    root = make_project(tmp_path, FILES)
    proven = call_build(root).output.splitlines()[1:4]
    (root / "docs/other.md").write_text("# Other\n", encoding="utf-8")
    assert call_build(root).output.splitlines()[1:4] == proven, "what was proven is said again"
    template = root / "docs/templates/main.html"
    template.parent.mkdir(exist_ok=True)
    template.write_text(SPOILED.replace('page.url.startswith("v/")', "true"), encoding="utf-8")
    spoiled = call(root, "build").output
    assert "index.html: error W02 the marker of note 2 is missing or leads elsewhere" in spoiled.splitlines()
