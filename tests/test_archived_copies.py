"""Archived copies of pages: read from the fields of an entry or from its address, and shown beside the live link."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from briefsite.exports.biblatex_file import biblatex
from briefsite.exports.bibtex_file import bibtex
from briefsite.exports.coins import coins
from briefsite.exports.csl_json import item
from briefsite.exports.ris import ris
from briefsite.problems.collector import Problems
from briefsite.works.archived_copies import copy_at, web_sources_in_words
from briefsite.works.bibliography import read_bibliography
from briefsite.works.reference_html import reference_text
from briefsite.works.references import format_works
from briefsite.works.styles import STYLES
from briefsite.works.work import ArchivedCopy, Date, Work
from tests.helpers import call, make_project

PAGE = "https://dams.example/news?id=3"
COPY = f"https://web.archive.org/web/20200503124500/{PAGE}"

ADDRESSES = {
    COPY: ("2020-05-03", PAGE),
    f"http://web.archive.org/web/20200503124500id_/{PAGE}": ("2020-05-03", PAGE),
    "https://web.archive.org/web/2020/http://dams.example": ("2020", "http://dams.example"),
    "https://web.archive.org/web/20200503/dams.example/news": ("2020-05-03", "http://dams.example/news"),
    "https://web.archive.org/web/20200503124500/http:/dams.example/": ("2020-05-03", "http://dams.example/"),
    "https://web.archive.org/web/20201332124500/http://dams.example/": ("2020", "http://dams.example/"),
    "https://web.archive.org/web/20200231124500/http://dams.example/": ("2020-02", "http://dams.example/"),
    f"https://archive.ph/2020.05.03-124500/{PAGE}": ("2020-05-03", PAGE),
    f"https://archive.today/20200503124500/{PAGE}": ("2020-05-03", PAGE),
    f"https://wayback.archive-it.org/123/20200503124500/{PAGE}": ("2020-05-03", PAGE),
    f"https://webarchive.nationalarchives.gov.uk/ukgwa/20200503124500mp_/{PAGE}": ("2020-05-03", PAGE),
    "https://archive.ph/abcDE": ("", ""),
    "https://web.archive.org/web/*/dams.example": ("", ""),
    "https://perma.cc/AB12-CD34": ("", ""),
    "https://dams.example/2020/report.html": ("", ""),
    "https://dams.example/20200503/news.example/3": ("", ""),
    "https://archive.org/details/riverbook1900": ("", ""),
}


@pytest.mark.parametrize(("url", "says"), ADDRESSES.items(), ids=range(len(ADDRESSES)))
def test_the_address_of_a_copy_says_its_day_and_the_original(url: str, says: tuple[str, str]) -> None:
    copy = copy_at(url)
    assert (copy.url, copy.date.iso if copy.date else "", copy.original) == (url, *says)


def read(fields: str) -> tuple[Work, list[str]]:
    problems = Problems()
    entry = f"@online{{dams, author = {{Hill, Ann}}, title = {{Dams}}, date = {{2019}}, {fields}}}"
    (work,) = read_bibliography("references.bib", entry, None, problems).works
    return work, [f"{problem.code} {problem.message}" for problem in problems]


FIELDS = {
    f"url = {{{PAGE}}}, archived = {{{COPY}}}": (COPY, "2020-05-03"),
    f"url = {{{PAGE}}}, archiveurl = {{{COPY}}}, archive-date = {{2020-05-04}}": (COPY, "2020-05-04"),
    f"url = {{{PAGE}}}, archived = {{\\url{{https://perma.cc/AB12-CD34}}}}, archivedate = {{2020-05}}": (
        "https://perma.cc/AB12-CD34",
        "2020-05",
    ),
    f"url = {{{PAGE}}}, archived = {{https://perma.cc/AB12-CD34}}": ("https://perma.cc/AB12-CD34", ""),
    f"url = {{{COPY}}}": (COPY, "2020-05-03"),
    f"url = {{{PAGE}}}": None,
}


@pytest.mark.parametrize(("fields", "expected"), FIELDS.items(), ids=range(len(FIELDS)))
def test_an_entry_names_its_copy(fields: str, expected: tuple[str, str] | None) -> None:
    work, problems = read(fields)
    copy = work.archived
    assert (copy and (copy.url, copy.date.iso if copy.date else "")) == expected
    assert problems == []


def test_what_is_no_address_is_shown_as_it_is_written() -> None:
    work, problems = read(f"url = {{{PAGE}}}, archived = {{in my files}}")
    assert (work.archived, work.addendum) == (None, "Archived copy: in my files")
    assert problems == ['B05 archived "in my files" is not the URL of an archived copy: it is shown as it is written']
    work, problems = read(f"url = {{{PAGE}}}, archivedate = {{2020-05-03}}")
    assert (work.addendum, problems) == ("Archived on May 3, 2020", [])


def test_every_style_has_the_copy_beside_the_link() -> None:
    beside, alone = read(f"url = {{{PAGE}}}, archived = {{{COPY}}}")[0], read(f"url = {{{COPY}}}")[0]
    noted = replace(beside, key="noted", note=f"See {COPY}")
    made = format_works((beside, replace(alone, key="alone"), noted), STYLES, None, Problems())
    for style in STYLES:
        day = "3 May 2020" if style.region == "GB" else "May 3, 2020"
        assert made[style.id, "dams"].endswith(f' <a href="{COPY}">Archived copy of {day}</a>.')
        assert reference_text(made[style.id, "dams"]).endswith(f"Archived copy of {day}, at {COPY}.")
        own = made[style.id, "alone"]
        assert own.endswith(f'Archived copy of {day}, of <a href="{PAGE}">{PAGE}</a>.')
        assert own.count(f'href="{COPY}"') == 1
        assert "Archived copy" not in made[style.id, "noted"]


def test_every_file_says_where_the_copy_is_and_ours_read_it_back() -> None:
    work, _ = read(f"url = {{{PAGE}}}, archived = {{{COPY}}}")
    words = f"Archived copy of May 3, 2020, at {COPY}"
    assert f"N1  - {words}" in ris([work])
    assert item(work)["note"] == words
    assert "archive" not in item(work), "which is an archive of papers"
    for text in (biblatex([work]), bibtex([work])):
        again = read_bibliography("again.bib", text, None, Problems()).works[0]
        assert words.replace("_", "\\_") in text.replace("\\_", "_")
        assert COPY in again.addendum + again.note
        assert again.archived == ArchivedCopy(COPY, Date(2020, 5, 3), PAGE)
    assert re.search(r"rft\.description=Archived\+copy", str(coins(work)).replace("%20", "+"))


def test_check_names_the_works_on_the_web_that_may_be_lost(tmp_path: Path) -> None:
    bib = "".join(
        f"@online{{{key}, author = {{Hill, Ann}}, title = {{Dams}}, date = {{2019}}, {fields}}}\n"
        for key, fields in {
            "lost": f"url = {{{PAGE}}}",
            "seen": f"url = {{{PAGE}}}, urldate = {{2020-05-03}}",
            "kept": f"url = {{{PAGE}}}, archived = {{{COPY}}}",
            "both": f"url = {{{COPY}}}, urldate = {{2020-05-03}}",
            "book": "doi = {10.1000/182}",
        }.items()
    )
    works = read_bibliography("references.bib", bib, None, Problems()).works
    said = (
        "sources/x: of 4 works on the web, 1 has neither archived copy nor date of access (lost); 1 has no archived "
        "copy (seen); 1 has no date of access (kept): "
        "archived = {https://web.archive.org/web/…}, urldate = {2020-05-03}"
    )
    assert web_sources_in_words("sources/x", works) == said
    assert web_sources_in_words("sources/x", works[3:]) == ""
    many = [replace(works[0], key=f"k{number}") for number in range(20)]
    assert "k11 and 8 others)" in web_sources_in_words("sources/x", many)
    assert "k19)" in web_sources_in_words("sources/x", many, all_keys=True)
    root = make_project(tmp_path, {"sources/x/brief.txt": "The river rose.\n", "sources/x/references.bib": bib})
    result = call(root, "check")
    assert said in result.output
    assert result.exit_code == 0
