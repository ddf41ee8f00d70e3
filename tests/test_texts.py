"""Texts that people bring, read as `briefsite init` and a build read them: which blocks they have, and no word lost.

A case more: a folder in texts/ with a `text.txt`. `scripts/test -k NAME --update` writes what comes out.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefsite.init.draft import first_edition
from briefsite.pages.all_pages import edition_files
from briefsite.paragraphs.block import LINED
from briefsite.paragraphs.table_grid import table_grid
from briefsite.problems.problem import fatal
from briefsite.problems.shown import describe
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.source.furniture import words_taken_out
from briefsite.source.page_breaks import page_furniture, recurring
from tests.made_texts import SHAPES, MadeText, paged

CASES = sorted(path for path in (Path(__file__).parent / "texts").iterdir() if path.is_dir())
#: What every first edition is asked about.
USUAL = {"E06", "O11", "M05"}


def read(text: str) -> Reading:
    """The text as its first edition is read."""
    made = first_edition("text.txt", text.encode(), bib=None, today=datetime.date(2021, 3, 2), folder="x")
    assert made is not None
    return read_edition("x", made.files, None)


def published(text: str) -> Publication:
    reading = read(text)
    assert not fatal(reading.problems), "\n".join(map(describe, reading.problems))
    assert reading.publication is not None
    return reading.publication


def listed(publication: Publication) -> Iterator[str]:
    """Each paragraph with its page, address and kind, line by line."""
    for index, paragraph in enumerate(publication.paragraphs):
        leaf = publication.leaf(index)
        own = f"/{leaf.page.slug.strip('/')} #{publication.addresses.of(index)} {paragraph.kind}"
        body = " " * paragraph.indent + paragraph.body.text
        yield f"{own}: {body}" if paragraph.kind not in LINED else "\n    | ".join([own, *body.split("\n")])
        yield from (
            f"    #{address}: {item.text}"
            for address, item in zip(publication.addresses.items[index], paragraph.items, strict=True)
        )
    for note in publication.notes:
        yield f"note {note.label}: {' / '.join(paragraph.body.text for paragraph in note.text)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_text(case: Path, golden: Callable[[Path, str], None]) -> None:
    text = (case / "text.txt").read_text(encoding="utf-8")
    reading = read(text)
    publication = reading.publication
    assert publication is not None, "\n".join(map(describe, reading.problems))
    questions = [
        describe(problem) for problem in reading.problems if problem.code not in USUAL and problem.code[0] != "B"
    ]
    menu = [f"{leaf.page.slug}: {leaf.page.title}" for leaf in publication.outline.leaves]
    taken = [words_taken_out(publication.furniture) or "Nothing was taken out."]
    parts = [*listed(publication), "", "PAGES", *menu, "", *taken, *questions]
    golden(case / "read.txt", "\n".join(parts) + "\n")
    assert lost_words(text, publication) == Counter()
    slugs = [publication.addresses.of(index) for index in range(len(publication.paragraphs))]
    assert len(set(slugs)) == len(slugs)
    assert "index" not in slugs


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", SHAPES)
def test_of_a_made_text_every_part_is_what_it_was_made_to_be(shape: str, seed: int) -> None:
    check_made(SHAPES[shape](seed, 6_000))


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_of_a_long_text_every_part_is_what_it_was_made_to_be(shape: str) -> None:
    check_made(SHAPES[shape](0, 120_000))


def check_made(made: MadeText) -> None:
    """Every word once, every heading, paragraph and note as it was made, and no question about any."""
    reading = read(made.text)
    publication = reading.publication
    assert publication is not None
    assert lost_words(made.text, publication) == Counter()
    assert len(publication.furniture) == made.furniture
    headings = [paragraph.body.text for paragraph in publication.paragraphs if paragraph.kind == "heading"]
    assert headings == made.headings
    if made.paragraphs:
        prose = [paragraph.body.text for paragraph in publication.paragraphs if paragraph.kind == "prose"]
        assert len(prose) == made.paragraphs
    notes = [
        (publication.paragraphs[place.paragraph].passage(place.item).text[: place.start].rstrip(), note)
        for note in publication.notes
        for place in note.citations
    ]
    assert len(notes) == len(made.notes) == len(publication.notes)
    for (before, note), (words, text) in zip(notes, made.notes, strict=True):
        assert before.endswith(words)
        assert [paragraph.body.text for paragraph in note.text] == [text]
    asked = [problem for problem in reading.problems if problem.code not in USUAL and problem.code[0] != "B"]
    assert not asked, "\n".join(map(describe, asked))


def _front(page: int) -> str:
    number = ("iii", "iv", "v", "vi")[page] if page < 4 else str(page - 3)
    return f"{number}      THE SURVEY OF THE HARBOUR" if page % 2 == 0 else f"OF THE KEEPER      {number}"


@pytest.mark.parametrize(
    "head",
    [
        _front,
        lambda page: f"[Page {page + 7}]",
        lambda page: f"{{{page + 7}}}",
        lambda page: f"{page + 33} Ann Hill" if page % 2 else f"Harbour Studies 12 (2001), pp. 33-60 {page + 33}",
        lambda page: f"Seite {page + 7} von 90",
        lambda page: f"- {page + 7} -",
    ],
)
def test_pages_with_such_heads_are_proven(head: Callable[[int], str]) -> None:
    made = paged(1, 16_000, head)
    publication = published(made.text)
    assert [one.words for one in publication.furniture] == [" ".join(head(n).split()) for n in range(made.furniture)]
    assert lost_words(made.text, publication) == Counter()


# -- tables


def cells_of(text: str) -> list[list[str]]:
    """The cells of a table, row by row: "2:" before those of a head, with the columns over which it reaches."""
    grid = table_grid(text, 0)
    return [
        [f"{cell.span}:{text[cell.low : cell.high]}" if row.head else text[cell.low : cell.high] for cell in row.cells]
        for row in grid or ()
    ]


def test_the_head_of_a_table_is_known_by_its_rule_its_empty_corner_or_its_words() -> None:
    assert cells_of("Boat | Men\n---- | ---\nAnn  | 3")[0] == ["1:Boat", "1:Men"]
    assert cells_of("Boat\tMen\nAnn\t3\nBo\t4")[0] == ["1:Boat", "1:Men"]
    assert cells_of("Boat      Owner\nAnn       Hill\nBo        Dale")[0] == ["Boat", "Owner"]
    corner = "           North coast\n           1910   1911\nBoats        42     43\nMen         185    187"
    assert cells_of(corner)[:3] == [["2:North coast"], ["1:1910", "1:1911"], ["Boats", "42", "43"]]


@pytest.mark.parametrize(
    "text", ["Boats   42|43\nMen   185|187", "one    two\n   and   more   of it\nthree", "Boat\nMen"]
)
def test_a_table_whose_columns_are_uncertain_has_no_cells(text: str) -> None:
    assert table_grid(text, 0) is None


def test_columns_of_numbers_are_known_and_those_with_words_are_not() -> None:
    grid = table_grid("Boat | Men | Built\n---- | --- | ---\nAnn  | 1,042 | 1829\nBo | 3 | unknown\nCy | | 1840", 0)
    assert grid is not None
    assert [[cell.number for cell in row.cells] for row in grid] == [[False, True, False]] * 4


def test_a_table_on_a_page_has_header_cells_and_its_caption() -> None:
    table = "Table 1. Boats\n\nBoat | Men\n-----|----\nAnn  | 3[1]"
    files = edition_files(published(f"THE SURVEY\n\nIt was counted.\n\n{table}\n\n[1] Or 4.\n"), "x")
    (page,) = [text for name, text in files.items() if "<table" in text and name != "full-text.md"]
    assert '<figure class="grid" tabindex="0"><table aria-labelledby="p2"><tr><th scope="col">Boat</th>' in page
    assert re.search(r'<th scope="col" class="number">.{40,80} Men</th>', page)
    assert re.search(r'<tr><td><span class="cell-bar" aria-hidden="true">\s*-----\|----\s*</span> Ann</td>', page)
    assert "(#n1)" in page.partition("<td>")[2].partition("</table>")[0]


def test_headings_and_lists_have_the_language_and_direction_of_their_text() -> None:
    text = "דוח הנמל\n\nמבוא\n\nהנמל נמדד באביב של שנת 1887.\n\nסוף\n\n1. איש אינו זוכר.\n\n2. הנהר עלה.\n"
    files = edition_files(published(text), "x")
    (page,) = [text for name, text in files.items() if name.startswith("svf")]
    assert '.unnumbered .heading lang="he" dir="rtl" }' in page
    assert '<ul class="items list" dir="rtl"' in page
    assert page.count('class="item" lang="he" dir="rtl"') == 2


# -- an independent count ---------------------------------------------------------------------------------------------


def lost_words(text: str, publication: Publication) -> Counter[str]:
    """The words of a text that are neither on the pages, nor taken out, nor the labels of notes; and words added.

    Counted without the program's own words, runs or places. Hyphens and dashes are left out of both.
    """
    passages = [passage.text for paragraph in publication.paragraphs for _, passage in paragraph.passages()]
    passages += [
        passage.text for note in publication.notes for paragraph in note.text for _, passage in paragraph.passages()
    ]
    passages += [one.words for one in publication.furniture]
    passages += [part.passage.text for part in publication.apparatus.parts if part.kind == "label"]
    here = sum((Counter(words_of(passage)) for passage in passages), Counter[str]())
    there = Counter(words_of(re.sub(r"(?<=\w)-[ \t]*\n\s*", "", text)))
    return (there - here) + (here - there)


def words_of(text: str) -> list[str]:
    plain = re.sub("[\u00ad_‐‑-]|(?<=\\w)-(?=\\w)", "", unicodedata.normalize("NFKC", text))
    # In Chinese and Japanese, where no blank divides words, each character counts.
    return re.findall(r"[぀-ヿ㐀-鿿]|(?:(?![぀-ヿ㐀-鿿])\w)+", plain.replace("—", " ").replace("--", " "))


# -- what is no page furniture ----------------------------------------------------------------------------------------


REFRAIN = "  We went to sea,\n  and were not seen,\n" * 7 + "\n  O the boats\n\n"
RAIN = "It rained, and then it froze.\n"
RECURRING = {
    "refrain": REFRAIN * 6,
    "sonnets": "".join(f"{n}\n\n" + "Shall I compare thee to a day?\n" * 14 + "\n" for n in range(1, 8)),
    "poems": "".join(f"{n}\n\n" + "shall i compare thee to a day\n" * 14 + "\n" for n in range(1, 8)),
    "diary": "".join(f"May {n}\n\n{RAIN * 14}\n" for n in range(1, 8)),
    "chapters": "".join(f"Chapter {n}\n{RAIN * 20}" for n in range(1, 8)),
    "questions": "".join(f"Question {n}\n{RAIN * 14}" for n in range(1, 8)),
    "last lines": f"{RAIN * 14}\nHere ends the lesson\n\n" * 6,
    "play": "".join(f"HAMLET.\nIt rained {n}.\n\nGHOST.\nSwear!\n\n" for n in range(40)),
    "numbers": "".join(f"{n}\n" for n in range(1, 60)),
}


@pytest.mark.parametrize("name", RECURRING)
def test_what_comes_again_is_not_taken_out_for_that(name: str) -> None:
    assert page_furniture(RECURRING[name].splitlines()) == ()


def test_what_may_be_page_furniture_is_a_question() -> None:
    page = "It rose in the year above the bridge, and the men of the town, who had seen it,\n" * 3
    rest = "The bridge held on for the whole of the winter, and it was built of stone and wood.\n" * 12
    text = "".join(f"{page}\nTHE MILL\n\n{'and' if n == 1 else 'They'} rose.\n\n{rest}\n" for n in range(3))
    assert page_furniture(text.splitlines()) == ()
    assert [one.form for one in recurring(text.splitlines())] == ["THE MILL"]


def test_a_line_beside_numbers_that_rise_as_those_of_pages_do_is_a_question() -> None:
    line = "It rose in the year above the bridge, and the men of the town, who had seen it, rose.\n"
    lengths = list(enumerate([12, 44, 9, 30, 60, 20], start=1))
    text = "".join(f"Annual Report\n{n}\n{line * length}" for n, length in lengths)
    poems = "".join(f"Sonnet\n{n}\n\n{line * length}\n" for n, length in lengths)
    assert page_furniture(text.splitlines()) == ()
    assert [one.form for one in recurring(text.splitlines())] == ["Annual Report"]
    assert recurring(poems.splitlines()) == ()
