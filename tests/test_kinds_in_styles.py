"""Works of more than a hundred kinds in our own styles, as golden references, compared with citeproc-js.

`references/styles.txt` has our references. `references/citeproc.txt` has those of citeproc-js, as they were when both
were compared. Each difference is in `references/style_differences.txt` with its reason, and no other is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from briefsite.exports.cite import cite_address, cite_original
from briefsite.exports.cited_work import CitedWork
from briefsite.exports.short_forms import short_form
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.works.bibliography import read_bibliography
from briefsite.works.references import format_works
from briefsite.works.styles import STYLES
from briefsite.works.work import Work

FOLDER: Final = Path(__file__).parent / "references"
_OF_CITEPROC: Final = (FOLDER / "citeproc.txt").read_text("utf-8")
#: The styles of which there are references by citeproc-js. The golden files of all styles are in tests/cited.
COMPARED: Final = tuple(style for style in STYLES if f"\n{style.cli}:" in _OF_CITEPROC)


@cache
def _works(file: str = "kinds.bib") -> tuple[Work, ...]:
    return read_bibliography(file, (FOLDER / file).read_text("utf-8"), None, Problems()).works


@cache
def _references(file: str = "kinds.bib") -> dict[tuple[str, str], str]:
    """All references, by the key of the work and the name of the style, with <em> as the only markup."""
    works = _works(file)
    made = format_works(works, COMPARED, None, Problems())
    return {
        (work.key, style.cli): html.unescape(re.sub(r"</?a\b[^>]*>", "", made[style.id, work.key]))
        for work in works
        for style in COMPARED
    }


def test_every_kind_in_every_style(golden: Callable[[Path, str], None]) -> None:
    golden(FOLDER / "styles.txt", _in_lines(_references()))


def test_chapters_and_particles_have_their_places(golden: Callable[[Path, str], None]) -> None:
    golden(FOLDER / "chapters.txt", _in_lines(_references("chapters.bib")))


def test_uncommon_works_lose_nobody_and_nothing(golden: Callable[[Path, str], None]) -> None:
    golden(FOLDER / "uncommon.txt", _in_lines(_references("uncommon.bib")))


def _in_lines(references: Mapping[tuple[str, str], str]) -> str:
    lines = []
    for (key, style), reference in references.items():
        lines += ["", key] if style == COMPARED[0].cli else []
        lines.append(f"{style}: {reference}")
    return "\n".join(lines[1:]) + "\n"


def _of_citeproc() -> Iterator[tuple[tuple[str, str], str]]:
    key = ""
    for line in _OF_CITEPROC.splitlines():
        style, found, reference = line.partition(":")
        if found and style in {style.cli for style in COMPARED}:
            yield (key, style), reference.strip()
        elif line and not line.startswith("#"):
            key = line


def test_each_difference_from_citeproc_has_its_reason_and_each_reason_a_difference() -> None:
    explained: dict[tuple[str, str], str] = {}
    for line in (FOLDER / "style_differences.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            styles, keys, why = (part.strip() for part in line.split("|"))
            named = [style.cli for style in COMPARED] if styles == "*" else styles.split(", ")
            explained |= {(key, style): why for key in keys.split(", ") for style in named}
    theirs = dict(_of_citeproc())
    ours = _references()
    assert theirs.keys() == ours.keys()
    differing = {at for at, reference in ours.items() if reference != theirs[at]}
    assert not sorted(differing - explained.keys()), "differences without a reason in style_differences.txt"
    assert not sorted(explained.keys() - differing), "reasons in style_differences.txt for what doesn't differ"


def test_every_kind_in_a_note_and_in_the_text(golden: Callable[[Path, str], None]) -> None:
    lines = []
    for work in _works():
        lines += ["", work.key]
        for style in COMPARED:
            fragment = short_form(CitedWork(work, work.date), style, "¶\N{NO-BREAK SPACE}9")
            lines.append(f"{style.cli}: {html.unescape(re.sub('</?a[^>]*>', '', fragment))}")
    golden(FOLDER / "forms.txt", "\n".join(lines[1:]) + "\n")


def _cited(publication: Publication, *named: str) -> str:
    address, style, form = named
    text, says = cite_address(publication, "https://a.test/", address, style, form="note" if form == "note" else "text")
    return (text or says[-1]).replace("\N{NO-BREAK SPACE}", " ").strip()


@pytest.mark.parametrize(
    ("address", "style", "expected"),
    [
        ("p9", "apa", "(AVİM [Center for Eurasian Studies], 2020, para. 9)"),
        ("p9", "mla", "(AVİM [Center for Eurasian Studies], par. 9)"),
        ("¶¶ 9–10", "apa", "(AVİM [Center for Eurasian Studies], 2020, paras. 9–10)"),
        ("pars. 9-10", "mla", "(AVİM [Center for Eurasian Studies], pars. 9–10)"),
        ("p9-p10", "harvard", "(AVİM [Center for Eurasian Studies], 2020, paras. 9–10)"),
        ("/china-dependence/#p9-p10", "ieee", "[1, paras. 9–10]"),
        ("p6-1", "apa", "(AVİM [Center for Eurasian Studies], 2020, para. 6.1)"),
        ("n7", "ieee", "[1, editors’ note 7]"),
        ("p10-p9", "apa", "p9 does not follow p10: give the first paragraph first"),
        ("p9-p99", "apa", '"p99": this edition has no such ID'),
        ("p8-p14", "apa", "p8 and p14 are on different pages: cite each of them"),
        ("p9", "chicago", "Chicago cites in notes: `--form note`, or another style, such as `--style apa`"),
        ("p9", "ris", "only a style has notes and citations in the text: name one with --style"),
    ],
)
def test_places_are_cited_in_the_text(publication: Publication, address: str, style: str, expected: str) -> None:
    assert _cited(publication, address, style, "text") == expected


def test_a_note_names_the_work_the_edition_and_the_place(publication: Publication) -> None:
    note = _cited(publication, "p9-p10", "chicago", "note")
    assert note.startswith(
        "AVİM (Center for Eurasian Studies), Mongolia’s Search for Balance in Its Foreign Policy, Analysis No. 2020/23 "
        "(AVİM, August 28, 2020), annotated web edition, "
    )
    assert note.endswith(", ¶¶ 9–10, https://a.test/china-dependence/#p9-p10.")
    assert _cited(publication, "p9", "apa", "note").startswith("APA cites in the text")
    assert "web edition" not in cite_original(publication, form="note")[0]
