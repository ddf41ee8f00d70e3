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
from briefsite.paragraphs.block import LINED
from briefsite.problem import describe, fatal
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.source.furniture import words_taken_out
from briefsite.source.page_breaks import page_furniture, recurring
from tests.made_texts import SHAPES

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
    made = SHAPES[shape](seed, 6_000)
    publication = published(made.text)
    assert lost_words(made.text, publication) == Counter()
    assert len(publication.furniture) == made.furniture
    headings = [paragraph.body.text for paragraph in publication.paragraphs if paragraph.kind == "heading"]
    assert headings == made.headings
    if made.paragraphs:
        prose = [paragraph.body.text for paragraph in publication.paragraphs if paragraph.kind == "prose"]
        assert len(prose) == made.paragraphs


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_of_a_long_text_no_word_is_lost(shape: str) -> None:
    made = SHAPES[shape](0, 120_000)
    publication = published(made.text)
    assert lost_words(made.text, publication) == Counter()
    assert len(publication.furniture) == made.furniture


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
    return re.findall(r"\w+", plain.replace("—", " ").replace("--", " "))


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
