"""Notes that the source prints itself: whole builds of small texts, and addresses that hold when notes are put in."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from briefsite.documents.jats import jats
from briefsite.documents.model_file import edition_model
from briefsite.documents.note_words import note_name
from briefsite.documents.tei import tei
from briefsite.documents.word_file import docx
from briefsite.edition.file import parse_edition
from briefsite.exports.found_address import FoundAddress, find_address
from briefsite.exports.locators import note_locator
from briefsite.init.draft import first_edition
from briefsite.pages.note_list import note_entry
from briefsite.problems.collector import Problems
from briefsite.reading.read import read_edition
from briefsite.source.label_digits import in_digits_of
from briefsite.source.source import Source
from briefsite.source.source_notes import separate_notes
from tests.helpers import DEFAULT, EDITION, build, call, call_build, call_release, collect, make_project

TEXT = """The river rose.[1] It rained.[2]

NOTES

[1] In 1913, or *later*.

[2] See Smyrna.


The bridge held.[1] It broke.*

NOTES

[1] It was of wood.

[*] Not at once.
"""


def notes_of(page: Path) -> dict[str, str]:
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    return {node.attributes["id"] or "": " ".join(node.text().split()) for node in tree.css(".notes li")}


def test_notes_of_the_source_are_shown_as_the_authors_with_what_the_editors_add(tmp_path: Path) -> None:
    make_project(
        tmp_path,
        {
            "sources/x/brief.txt": TEXT,
            "sources/x/edition.yml": "notes:\n- { number: 1, from: In 1913, status: supplied, works: [a] }\n"
            "emendations: [{ find: See Smyrna, read: See Smirna, because: so spelled, kind: print }]\n",
            "sources/x/references.bib": "@online{a, title = {A Work}, url = {https://x.y/}}\n",
        },
    )
    result = build(tmp_path)
    assert "All 26 words of sources/x/brief.txt appear exactly once, in order, on 1 page" in result.stdout
    assert "4 of 4 notes linked; 4 are the author’s own, 1 has sources" in result.stdout
    shown = notes_of(tmp_path / "site/index.html")
    assert list(shown) == ["n1", "n2", "n1a", "ns1"]
    assert "Author’s note" in shown["n1"]
    assert "In 1913, or *later*." in shown["n1"]
    assert "Source found by the editors" in shown["n1"]
    assert "A Work" in shown["n1"]
    assert "See Smirnaa." in shown["n2"]
    assert "Supplied" not in shown["n1a"]
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'id="n1a" value="1"' in page
    assert 'data-sign="*"' in page
    assert 'aria-label="note star"' in page
    assert 'id="em-n2"' in page, "what was emended in a note is listed with the page's emendations"


BIB = (
    "@online{a, title = {A Work}, url = {https://x.y/}}\n@online{Smith:1913, title = {B Work}, url = {https://x.z/}}\n"
)
ENTRY = "notes:\n- { number: 1, from: In 1913, status: supplied, works: [a, 'Smith:1913'] }\n"
PUT_IN = TEXT.replace("rained.[2]", "rained.[3]").replace("river rose.[1]", "river[1] rose.[2]")
PUT_IN = PUT_IN.replace("[2] See Smyrna", "[3] See Smyrna").replace("[1] In 1913", "[1] The Orkhon.\n\n[2] In 1913")


def written(root: Path, text: str, entry: str, works: str) -> Path:
    return make_project(
        root,
        {"sources/x/brief.txt": text, "sources/x/edition.yml": entry, "sources/x/references.bib": works},
    )


def test_a_note_that_is_put_in_shifts_no_address(tmp_path: Path) -> None:
    call_release(written(tmp_path, TEXT, ENTRY, BIB), "2026-11-24")
    works = BIB.replace("Smith:1913", "smith1914")
    entry = ENTRY.replace("number: 1", "number: 2").replace("Smith:1913", "smith1914")
    output = call_build(written(tmp_path, PUT_IN, entry, works)).output
    assert "note n1b new before note n1\n" in output
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    tree = LexborHTMLParser(page)
    entries = {node.attributes["id"]: node for node in tree.css(".notes li")}
    assert {id_: node.attributes.get("value") for id_, node in entries.items()} == {
        "n1b": "1",
        "n1": "2",
        "n2": "3",
        "n1a": "1",
        "ns1": None,
    }
    marks = {node.attributes["id"]: node.text() for node in tree.css("sup.marker")}
    assert marks == {"n1b-1": "[1]", "n1-1": "[2]", "n2-1": "[3]", "n1a-1": "[1]", "ns1-1": "*"}
    ways = [(node.attributes["href"] or "").rpartition("bibliography/#") for node in entries["n1"].css("a")]
    assert [key for _, way, key in ways if way] == ["a", "smith-1913"], "a renamed key keeps its address"
    assert {node.attributes["id"] for node in bibliography(tmp_path).css("li.work")} >= {"a", "smith-1913"}
    ledger = (tmp_path / "sources/x/permalinks.yml").read_text(encoding="utf-8")
    assert "n1b" not in ledger, "a build gives no address for good"
    call_release(tmp_path, "2026-12-01")
    call_build(written(tmp_path, TEXT, ENTRY, BIB))
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    left = LexborHTMLParser(page).css_first("aside#n1b")
    earlier = (tmp_path / "site/v/2026-11-24/index.html").read_text(encoding="utf-8")
    assert 'id="n1" value="1"' in earlier, "a version has the numbers of its day"
    assert left is not None
    assert (
        left.text()
        .strip()
        .startswith("Note 1 was withdrawn in the draft. Its wording in the version of 1 December 2026:")
    ), "it is called as it was printed"


def bibliography(root: Path) -> LexborHTMLParser:
    return LexborHTMLParser((root / "site/bibliography/index.html").read_text(encoding="utf-8"))


def test_a_note_is_cited_by_what_it_has_in_print(tmp_path: Path) -> None:
    call_release(written(tmp_path, TEXT, ENTRY, BIB), "2026-11-24")
    written(tmp_path, PUT_IN, ENTRY.replace("number: 1", "number: 2"), BIB)
    cited = call(tmp_path, "cite", "note 2")
    assert cited.exit_code == 0
    assert "note 2 has the ID n1\n" in cited.stderr
    assert ", note 2," in cited.stdout or ", note 2." in cited.stdout
    assert "#n1" in cited.stdout
    several = call(tmp_path, "cite", "note 1")
    assert several.exit_code == 1
    assert several.stderr == (
        "2 notes have the number 1 in print; name one by its ID:\n"
        "  n1b on Overview: The Orkhon.\n  n1a on Overview: It was of wood.\n"
    )
    assert call(tmp_path, "cite", "note *").stderr.startswith("note * has the ID ns1\n")
    assert call(tmp_path, "cite", "note n1a").exit_code == 1
    assert call(tmp_path, "cite", "n1a").exit_code == 0


def test_markers_begin_again_where_the_first_number_comes_after_a_higher_one() -> None:
    edition, located = parse_edition("edition.yml", (DEFAULT / EDITION).read_text("utf-8"), Problems())
    assert edition is not None
    text = "One.[1] Again.[1] Two.[2] Chapter.[1] Two.[2]\n\nNOTES\n\n[1] A.\n[2] B.\n[1] C.\n[2] D.\n"
    source = Source("brief.txt", text.encode(), text)
    apparatus, problems = collect(separate_notes, source, source.passage, edition, located)
    assert not problems
    first, *_, last = apparatus.notes
    assert text[slice(*first.scope)] == "One.[1] Again.[1] Two.[2] Chapter."
    assert text[slice(*last.scope)].strip() == "[1] Two.[2]\n\nNOTES"


LINES = st.sampled_from(
    [
        *(
            "The river rose.[1]",
            "It* was[2]",
            "and [A] held.",
            "NOTES",
            "FOOTNOTES:",
            "CHAPTER II",
            "",
            "",
            "",
            "* * *",
        ),
        *(
            "[1] In 1913.",
            "[2] See below",
            "* Of oak.",
            "[A] Of wood.",
            "1. In 1913.",
            "12. In 1914.",
            "[Footnote 1: a",
        ),
        *("it[Footnote 2: Of [sic] oak.] was", "b]", "  [Footnote *: c]", "[3", "x†", "† Of clay, †"),
        *("It rose.[^1] Fell.¹", "[^1]: Of oak.", "    Of wood.", "¹ Of clay.", "It rose [1, 2], [2–4].", "_____"),
        *("1 Of oak.", "2", "It held.^[In 1913.]", "*[Footnote: more]", "It rose.1 It fell.2", "(1) Of oak.[2]"),
    ]
)


@given(st.lists(LINES, max_size=14).map("\n".join), st.sampled_from(["", "note_forms: [bare, parentheses]\n"]))
def test_property_running_text_and_notes_are_the_whole_text(text: str, forms: str) -> None:
    stated = (DEFAULT / EDITION).read_text("utf-8") + forms
    edition, located = parse_edition("edition.yml", stated, Problems())
    assert edition is not None
    source = Source("brief.txt", text.encode(), text)
    apparatus = separate_notes(source, source.passage, edition, located, Problems())
    assert "".join(part.passage.text for part in apparatus.parts) == text
    notes = [part.passage.text for part in apparatus.parts if part.kind == "note"]
    # Between a note and what *[Footnote: …] adds to it, there is a blank that the text doesn't have.
    own = [run for note in apparatus.notes for run in note.passage.runs if run.start < run.end or not run.text]
    assert "".join(run.text for run in own) == "".join(notes)
    running = "".join(part.passage.text for part in apparatus.parts if part.kind == "text")
    made = [run for run in apparatus.text.runs if run.text and text[run.start : run.end] != run.text]
    assert len(apparatus.text.text) == len(running) + sum(len(run.text) for run in made)
    assert all(run.text[0] in "[^" for run in made), "only the place of a note between brackets is read otherwise"
    labels = [text[run.start : run.end] for run in made]
    assert all(label.startswith(("[Footnote", "^[")) for label in labels), "it is where its label was"


def test_everything_shows_notes_in_the_digits_that_the_text_prints() -> None:
    """Lists, citations and documents count in the same digits as the marks in the text."""
    arabic = "بندر در بهار اندازه‌گیری شد.[۱] رودخانه بالا آمد.[۲]\n\nیادداشت‌ها\n\n[۱] گزارش را ببینید.\n[۲] از کتاب.\n"
    chinese = "河水在春天上涨。〔一〕到秋天又退去。〔二〕\n\n注释\n\n〔一〕见报告。\n〔二〕见书。\n"
    for text, shown in ((arabic, "۱۲"), (chinese, "一二")):
        made = first_edition("text.txt", text.encode(), bib=None, today=datetime.date(2021, 3, 2), folder="x")
        assert made is not None
        publication = read_edition("x", made.files, None).publication
        assert publication is not None
        first, second = publication.notes
        assert (first.label, first.shown, second.shown) == ("1", *shown)
        assert note_locator(second) == f"note {shown[1]}"
        assert note_name(publication, second).endswith(shown[1])
        assert f'data-sign="{shown[1]}"' in str(note_entry(publication, second, None))
        assert f"<label>{shown[1]}</label>" in jats(publication, "").decode()
        assert f'xml:id="n2" n="{shown[1]}"' in tei(publication, "").decode()
        assert [note.label for note in edition_model(publication, "").notes] == [*shown]
        with zipfile.ZipFile(io.BytesIO(docx(publication, ""))) as file:
            assert f">{shown[1]}</w:t>" in file.read("word/footnotes.xml").decode()
        found = find_address(publication, "", f"note {shown[1]}")
        assert isinstance(found, FoundAddress)
        assert found.fragment == "n2"
    assert [in_digits_of("[۳، ۴]", "4"), in_digits_of("〔十、十二〕", "12")] == ["۴", "十二"]
    assert [in_digits_of(mark, "4") for mark in ("⁴", "④", "［４］", "[^4]", "")] == ["4"] * 5
