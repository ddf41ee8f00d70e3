"""Each citation style and download format, compared with its golden file in tests/cited.

A file has every kind of work (tests/bibliography/kinds) and then every kind of address of the brief, as
`briefsite cite` prints them. Each line was compared by eye with the rules of the Chicago Manual of Style (18th ed.,
bibliography form), the Publication Manual of the APA (7th ed.), the MLA Handbook (9th ed.), Cite Them Right (Harvard)
and the IEEE Reference Guide, as they are commonly known: the books were not at hand, so where you have one, believe it
and not this.

Known to differ still, and left so:
- APA and Harvard want sentence case. Titles stay as they were published: no program knows which words are names.
- Harvard begins an unsigned article of a journal with the journal; its manual, with the title.
- Harvard leaves out which volume of a work a book is. APA puts the year of an unsigned manuscript before its kind.
- IEEE leaves translators out, abbreviates no names of journals and says "Master’s thesis" for "M.S. thesis".
- MLA has the month, not the day, of a journal's article, and shows "https://", which may be left out.
- A report that is dated to the day has its year alone in Chicago, APA and Harvard, as their manuals have it. The brief
  and its pages have the day, which tells the English brief from the Turkish one. Chicago, APA and MLA ask for no day of
  access where a work is dated; Harvard and IEEE do.
- A note and an addendum close the reference in every style, also where a manual has a place of its own for them. In
  APA and IEEE they come before an address, which has no full stop behind it.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefsite.cli.main import main
from briefsite.exports.cite import CHOICES, cite_address
from briefsite.exports.formats import FORMATS, Format
from briefsite.exports.short_forms import Form
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.works.bibliography import read_bibliography
from briefsite.works.references import format_works
from briefsite.works.style import Style
from briefsite.works.styles import STYLES
from tests.helpers import collect, of_one_day

FOLDER = Path(__file__).parent / "cited"
KINDS = Path(__file__).parent / "bibliography" / "kinds" / "references.bib"
SITE = "https://mongolia.press.test/brief/"
DAY = datetime.date(2026, 12, 3)
ADDRESSES = ("/", "china-dependence", "p1", "p9", "p6-1", "economic-concerns", "n7", "n7-1", "full-text", "about")


@pytest.fixture(scope="module", name="publication")
def publication_of_one_day(publication: Publication) -> Publication:
    return of_one_day(publication)


@pytest.mark.parametrize("choice", CHOICES)
def test_every_kind_of_work_and_of_address(
    choice: str, publication: Publication, golden: Callable[[Path, str], None]
) -> None:
    golden(FOLDER / f"{choice}.txt", "".join(_cited(choice, publication)).replace("\r\n", "\n"))


def _cited(choice: str, publication: Publication) -> Iterator[str]:
    works = read_bibliography("references.bib", KINDS.read_text("utf-8"), None, Problems()).works
    wanted = CHOICES[choice]
    if isinstance(wanted, Style):
        references, problems = collect(format_works, works, [wanted], None)
        assert not problems
        yield from (f"{work.key}: {references[wanted.id, work.key]}\n" for work in works)
    elif isinstance(wanted, Format):
        yield wanted.write(works)
    for address in ADDRESSES:
        text, problems_ = cite_address(publication, SITE, address, choice, DAY)
        assert not problems_
        yield f"\n--- {address}\n{text}"
    if isinstance(wanted, Style):
        form: Form = "text" if wanted.in_text else "note"
        for address in ("/", "p9", "¶¶ 9–10", "n7"):
            yield f"\n--- {address}, as {form}\n{cite_address(publication, SITE, address, choice, form=form)[0]}"


def test_there_is_no_file_of_a_style_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(CHOICES)


def test_each_style_and_format_has_names_of_its_own() -> None:
    assert len(CHOICES) == len(STYLES) + len(FORMATS) + 1
    for rows in (
        [style.id for style in STYLES],
        [style.label for style in STYLES] + [form.label for form in FORMATS],
        [form.ending for form in FORMATS],
    ):
        assert len(set(rows)) == len(rows)


def test_the_command_line_knows_their_names_but_starts_without_them() -> None:
    code = "import briefsite.cli.main, sys; print(*(name for name in sys.modules if name.startswith('briefsite.')))"
    started = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = {name for name in started.stdout.split() if not name.startswith("briefsite.cli")}
    assert loaded <= {"briefsite.site", "briefsite.site.renderers"}, "the names of renderers, and nothing that works"
    shown = " ".join(CliRunner().invoke(main, ["cite", "--help"]).output.split())
    assert f"--style [{'|'.join(CHOICES)}]" in shown
