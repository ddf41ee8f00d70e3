"""The forms of notes: small texts, each as `init` reads it, and no word of any lost.

`note_forms/<kind>/text.txt` is a text, `read.txt` what comes of it: the paragraphs with the markers in them, the notes
with the places that cite them, and what `init` says of notes. New ones are written with `scripts/test --update`.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from briefsite.edition.file import parse_edition
from briefsite.init.draft import FirstEdition, first_edition
from briefsite.ledger.marks import marked_words
from briefsite.problems.problem import Problem
from briefsite.problems.shown import describe
from briefsite.reading.publication import Publication
from briefsite.reading.read import read_edition
from briefsite.source.marker import markers
from briefsite.source.note_headings import is_note_heading
from tests.helpers import call, call_build, collect

KINDS = sorted((Path(__file__).parent / "note_forms").iterdir())
TODAY = datetime.date(2026, 11, 28)
#: What `init` says of notes begins with one of these, or is more of that.
SAID = re.compile(r"notes: |line \d+: note|line \d+: near")


@cache
def made(kind: Path) -> tuple[FirstEdition, Publication, tuple[Problem, ...]]:
    edition = first_edition("text.txt", (kind / "text.txt").read_bytes(), bib=None, today=TODAY, folder="first")
    assert edition is not None
    reading = read_edition("first", edition.files, None)
    assert reading.publication is not None, "what init writes builds"
    return edition, reading.publication, reading.problems


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_notes_are_read_in_this_form(kind: Path, golden: Callable[[Path, str], None]) -> None:
    edition, publication, problems = made(kind)
    lines = ["PARAGRAPHS"]
    for paragraph in publication.paragraphs:
        for _, passage in paragraph.passages():
            lines.append(f"{paragraph.kind}: {passage.text}")
            lines += [f"    {passage.text[m.start : m.end]} marks {m.label}" for m in markers(passage)]
    lines.append("NOTES")
    for note in publication.notes:
        lines.append(f"{note.label}, {note.address}, {note.status}, cited {len(note.citations)} times")
        lines += [f"    in note {publication.note[c.within].label}" for c in note.citations if c.within]
        lines += [f"    {part.kind}: {passage.text}" for part in note.text for _, passage in part.passages()]
    lines.append("SAID")
    lines += [says for says in edition.says if SAID.match(says)]
    lines += [says for says in edition.summary if says.startswith("notes: ")]
    lines += [describe(asked) for asked in problems if asked.code.startswith("N")]
    golden(kind / "read.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_word_is_lost_and_none_is_there_twice(kind: Path) -> None:
    """Counted without the program: blanks and signs divide words, and nothing else is known of them."""
    _, publication, _ = made(kind)
    shown = [passage.text for paragraph in publication.paragraphs for _, passage in paragraph.passages()]
    shown += [passage.text for note in publication.notes for part in note.text for _, passage in part.passages()]
    labels = [part.passage.text for part in publication.apparatus.parts if part.kind == "label"]
    labels += [one.words for one in publication.furniture]
    text = re.sub("</?(?:sup|sub|a)[^<>]*>", "", (kind / "text.txt").read_text(encoding="utf-8"), flags=re.IGNORECASE)
    assert words(text) - words("\n".join([*shown, *labels])) == Counter()
    # Only a note between brackets leaves its label twice: in the list, and as a marker.
    twice = words("\n".join(shown)) - words(text)
    assert twice - words(" ".join(re.findall(r"\[Footnote (\w+):", text))) == Counter()


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_emendation_replaces_a_reading_with_itself(kind: Path) -> None:
    edition, _, _ = made(kind)
    text = edition.files["edition.yml"].decode()
    (read, _), _ = collect(parse_edition, "edition.yml", text)
    assert read is not None
    assert not [one for one in read.emendations if one.find == one.read]


@pytest.mark.parametrize(
    "heading",
    [
        *("Notes", "ENDNOTES", "Footnotes:", "References", "Works Cited", "Sources", "Bibliography", "Citations"),
        *("References Cited", "Notes and Sources", "8. References", "VII. Notes", "## Notes", "**Notes**"),
        *("* Footnotes", "NOTES TO CHAPTER I", "Notes to Chapter One: The Harbour", "Notes on Part 2"),
        *("Chapter 3 Notes", "Notes to the Introduction"),
        *("Literatur", "Anmerkungen", "Anmerkungen zu Kapitel 1", "Fußnoten", "Einzelnachweise", "Quellen"),
        *("Kaynakça", "KAYNAKÇA", "Dipnotlar", "Notlar", "Sonnotlar", "Notas", "Notas al pie", "Referencias"),
        *("Notes et références", "Références", "Notes du chapitre I", "Примечания", "Список литературы", "Сноски"),
        *("Примечания к главе 1", "Noten", "Voetnoten", "Bronnen", "Note", "Riferimenti", "Fonti", "Bibliografia"),
        *("参考文献", "註", "הערות", "هوامش", "Notes and Bibliography", "SELECTED REFERENCES", "Explanatory Notes"),
        *("N O T E S", "--- Notes ---", "[Notes]", "Anmerkungen zum 1. Kapitel", "Przypisy końcowe", "Notas finales"),
        *("Notes, Sources and References", "Anmerkungen und Literatur", "Works consulted", "Σημειώσεις", "DİPNOTLAR"),
    ],
)  # fmt: skip
def test_lists_of_notes_have_headings_in_many_languages(heading: str) -> None:
    assert is_note_heading(heading)


@pytest.mark.parametrize(
    "line",
    [
        "Notes of a miller",
        "Sources of the Nile",
        "The references",
        "Note that it froze.",
        "Literature is long",
        "Notes and queries",
        "",
    ],
)
def test_a_heading_says_no_more_than_what_the_list_is(line: str) -> None:
    assert not is_note_heading(line)


def test_check_and_the_build_ask_about_what_is_not_read_as_notes(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("THE SURVEY\n\nIt rained.¹ It froze.² It was [1829] then.\n", encoding="utf-8")
    assert "look like markers of notes" in call(tmp_path, "init", str(tmp_path / "text.txt")).output
    for output in (call(tmp_path, "check").output, call_build(tmp_path).output):
        assert 'warning N11 "¹", "²" look like markers of notes' in output
        assert 'warning N11 "[1829]" may be a year' in output


EVERY_FORM = """THE SURVEY

The harbour was measured [1]. The river rose [2–6], and it froze.[i] It thawed.[^two] It stood.[7]

It fell.^[In May.] The end [1, 6]. So it was.*

Notes

[1] See the Report.[8]
[2] From the book.
[3] Three.
[4] Four.
[5] Five.
[6] Six.
[7] Seven.
[8] Printed twice.
[i] A roman note.
[^two]: A named note.

* A star.
"""


def test_every_marker_leads_to_its_note_and_back(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(EVERY_FORM, encoding="utf-8")
    call(tmp_path, "init", str(tmp_path / "text.txt"))
    output = call_build(tmp_path).output
    assert "12 of 12 notes linked" in output, "the proof of the built site found every marker and the way back"
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert '<sup class="marker" id="n3-1"><a aria-label="note 3" class="footnote-ref" href="#n3"' in page
    assert '<sup class="marker unseen ed" id="n5-1">' in page, "a note between others is only said aloud"
    own = page[page.index('<li id="n1"') :]
    assert re.search(r'id="n8-1"><a [^>]*href="#n8"', own), "a marker in a note leads to the note to the note"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "It rose.¹ It fell.²",
            "It rose.[^1] It fell.[^2]",
            "It rose [1, 2].",
            "It rose (1). It fell (2).",
            "[1]–[2]",
        ),
        *("It rose.{1} It fell.{2}", "It rose.<1> It fell.<2>", "It rose [Note 1]. It fell (see note 2).", "起①，落②"),
        *("起（注1）落（注2）", "起［１］落〔2〕", "ارتفع[١] وهبط[٢]"),
    ],
)
def test_a_place_that_cites_a_note_is_found_again_in_any_form(text: str) -> None:
    found = marked_words(text, [("1", "n1-1"), ("2", "n2-1")])
    assert [place for group in found.groups for place in group] == ["n1-1", "n2-1"]


def test_what_check_advises_on_a_list_makes_notes_of_it(tmp_path: Path) -> None:
    text = "THE SURVEY\n\nIt was measured.[1] It froze.[2]\n\n1. See the report.\n\n2. In May.\n"
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    call(tmp_path, "init", str(tmp_path / "text.txt"))
    advice = re.search(r"help: .*add to edition.yml   (note_blocks: .*)", call(tmp_path, "check").output)
    assert advice is not None
    edition = tmp_path / "sources/text/edition.yml"
    edition.write_text(f"{edition.read_text(encoding='utf-8')}{advice[1]}\n", encoding="utf-8")
    assert "2 of 2 notes linked; 2 are the author’s own" in call_build(tmp_path).output
