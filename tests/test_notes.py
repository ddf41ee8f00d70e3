"""Notes that the source prints itself: whole builds of small texts, and addresses that hold when notes are put in."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.file import parse_edition
from briefsite.ledger.record import Ledger, Record
from briefsite.ledger.version import VersionId
from briefsite.problems import Problems
from briefsite.reading.note_address import note_addresses
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.source.source_notes import NoteText, separate_notes
from tests.helpers import DEFAULT, EDITION, build, collect, make_project

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
    assert "The overview holds all 26 words" in result.stdout
    assert "4 of 4 notes resolve, 4 are the author’s own, 1 has a work" in result.stdout
    shown = notes_of(tmp_path / "site/index.html")
    assert list(shown) == ["n1", "n2", "n1a", "ns1"]
    assert "Author’s note" in shown["n1"]
    assert "In 1913, or *later*." in shown["n1"]
    assert "Supplied by the editors" in shown["n1"]
    assert "A Work" in shown["n1"]
    assert "See Smirnaa." in shown["n2"]
    assert "Supplied" not in shown["n1a"]
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'id="n1a" value="1"' in page
    assert 'data-sign="*"' in page
    assert 'aria-label="note star"' in page
    assert 'id="em-n2"' in page, "what was emended in a note is listed with the page's emendations"


def ledger(**notes: str) -> Ledger:
    day = VersionId(datetime.date(2021, 3, 2))
    return Ledger(tuple(Record("note", address, "/", day, wording) for address, wording in notes.items()))


def printed(*labels: str) -> list[NoteText]:
    return [NoteText(label, Passage(), index, 1, (0, 0)) for index, label in enumerate(labels)]


@pytest.mark.parametrize(
    ("labels", "texts", "known", "addresses"),
    [
        (["1", "2"], ["of wood", "of stone"], {}, ["n1", "n2"]),
        (["1", "1", "1"], ["of wood", "of stone", "of clay"], {}, ["n1", "n1a", "n1b"]),
        (["*", "†", "*"], ["of wood", "of stone", "of clay"], {}, ["ns1", "ns2", "ns3"]),
        # A chapter is put in before the second one: its note takes no other's address.
        (
            ["1", "1", "1"],
            ["of wood", "of clay", "of stone"],
            {"n1": "of wood", "n1a": "of stone"},
            ["n1", "n1b", "n1a"],
        ),
        # One is edited, one is gone, one is new.
        (
            ["*", "*"],
            ["of the wood of oak", "Cf. Miller, p. 3"],
            {"ns1": "of stone", "ns2": "of wood of oak"},
            ["ns2", "ns3"],
        ),
        # A number that is there once is the address, whatever its note says now.
        (["1"], ["of clay"], {"n1": "of wood"}, ["n1"]),
        # The other note of the number is gone.
        (["1"], ["of stone"], {"n1": "of wood", "n1a": "of stone"}, ["n1a"]),
    ],
)
def test_a_note_keeps_its_address(
    labels: list[str], texts: list[str], known: dict[str, str], addresses: list[str]
) -> None:
    assert list(note_addresses(printed(*labels), texts, ledger(**known))) == addresses


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
    ]
)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_property_running_text_and_notes_are_the_whole_text(text: str) -> None:
    edition, located = parse_edition("edition.yml", (DEFAULT / EDITION).read_text("utf-8"), Problems())
    assert edition is not None
    source = Source("brief.txt", text.encode(), text)
    apparatus = separate_notes(source, source.passage, edition, located, Problems())
    assert "".join(part.passage.text for part in apparatus.parts) == text
    notes = [part.passage for part in apparatus.parts if part.kind == "note"]
    assert [note.passage for note in apparatus.notes] == notes
    running = "".join(part.passage.text for part in apparatus.parts if part.kind == "text")
    made = [run for run in apparatus.text.runs if run.text and text[run.start : run.end] != run.text]
    assert len(apparatus.text.text) == len(running) + sum(len(run.text) for run in made)
    assert all(run.text.startswith("[") for run in made), "only the place of a note between brackets is read otherwise"
    assert all(text[run.start : run.end].startswith("[Footnote") for run in made), "it stands where its label stood"
