"""permalinks.yml: the same text back for any ledger, small differences for small edits, and no damage unseen."""

from __future__ import annotations

import datetime
import difflib
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefsite.ledger.addressable import Addressable
from briefsite.ledger.check import check_ledger
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.record import Change, FormerId, Record, order
from briefsite.ledger.sentences import earlier_wording
from briefsite.ledger.version import Version, VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.problems.shown import describe
from tests.helpers import collect, updated

DAY = VersionId(datetime.date(2026, 11, 24))
LATER = VersionId(datetime.date(2027, 3, 1))
AGAIN = VersionId(datetime.date(2027, 3, 1), 2)

# ---- a text for each ledger, a ledger for each text

IDS = st.builds(VersionId, st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 12))
AWKWARD = st.text(" .\n\t\r\"'\\#:-?,[]{}&*!|>%@`aA1\x00\x85\xa0\u2028\ufeff\U0001f600")
SENTENCES = st.lists(st.text() | AWKWARD, max_size=3).map(". ".join)
EVENTS = st.one_of(
    st.builds(Change, st.just("edited"), IDS, SENTENCES),
    st.builds(Change, st.just("moved"), IDS, st.just("/history/")),
    st.builds(Change, st.just("renamed"), IDS, st.just("no")),
    st.builds(Change, st.sampled_from(["withdrawn", "back"]), IDS),
)
WORKS = st.builds(
    Record,
    st.just("work"),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)
    | st.sampled_from(["no", "y", "null", "1e3"]),
    st.sampled_from(["/", "/history/"]),
    IDS,
    SENTENCES,
    st.lists(EVENTS, max_size=3).map(tuple),
    formerly=st.lists(st.builds(FormerId, st.sampled_from(["p9a", "no", "-"]), IDS), max_size=2).map(tuple),
)
WITHOUT = st.lists(IDS, max_size=2).map(tuple)
VERSIONS = st.lists(st.builds(Version, IDS, st.text("0123456789abcdef"), SENTENCES, WITHOUT), max_size=3).map(tuple)


@given(st.lists(WORKS, max_size=4, unique_by=lambda record: record.id), VERSIONS)
def test_any_ledger_is_read_as_it_was_written(records: list[Record], versions: tuple[Version, ...]) -> None:
    ledger = Ledger(tuple(sorted(records, key=order)), versions)
    text = write_ledger(ledger)
    assert read_ledger(text, Problems()).ledger == ledger
    assert write_ledger(read_ledger(text, Problems()).ledger) == text
    entries = yaml.safe_load(text)["addresses"]
    assert [entry["id"] for entry in entries] == [record.id for record in ledger.records], "others read it so, too"


@given(SENTENCES)
def test_other_readers_of_yaml_read_the_same_words(text: str) -> None:
    written = write_ledger(Ledger((Record("paragraph", "p1", "/", DAY, text),)))
    assert yaml.safe_load(written)["addresses"][0]["wording"] == text
    assert yaml.load(written, Loader=yaml.SafeLoader)["addresses"][0]["wording"] == text


@given(st.text())
def test_no_text_is_a_crash(text: str) -> None:
    reading, problems = collect(read_ledger, text)
    assert problems or reading.ledger.records == ()
    for problem in problems:
        assert describe(problem)


@given(st.data())
def test_no_damage_is_a_crash_or_goes_unseen(data: st.DataObject) -> None:
    text = write_ledger(LEDGER)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    damaged = text[:start] + data.draw(st.text(max_size=5)) + text[end:]
    reading, problems = collect(read_ledger, damaged)
    # What is neither a complaint nor what was written must have been changed into another ledger that can be true:
    # that is what the comparison with the committed one is for.
    if not problems and reading.ledger != LEDGER:
        assert write_ledger(reading.ledger) != text


# ---- what a person sees

LEDGER = Ledger(
    (
        Record("page", "/", "/", DAY, "Overview"),
        Record("page", "/turkey/", "/turkey/", DAY, "Turkey", (Change("renamed", LATER, "/tr/"),)),
        Record("page", "/tr/", "/tr/", LATER, "Turkey"),
        Record(
            "paragraph",
            "p1",
            "/",
            DAY,
            'Exports were "large".[7] In 2018, e.g. coal was sold. The rest # is: small.',
            (Change("edited", LATER, "Exports were large. Coal was sold."), Change("moved", LATER, "/turkey/")),
        ),
        Record("item", "p1-1", "/", DAY, "To maintain relations.", (Change("merged", LATER, "p1"),)),
        Record("paragraph", "p2", "/", DAY, " Kept: its blanks\nand its line end ", (Change("withdrawn", LATER),)),
        Record("work", "kerry", "/", DAY, "", (Change("withdrawn", LATER), Change("back", AGAIN))),
    ),
    (
        Version(DAY),
        Version(LATER, "6f1c", "The figures of 2026. A slip."),
        Version(AGAIN, "90ab", lines=154, state="77aa"),
    ),
)
HEAD = """\
# The versions of this edition, its addresses, and what has become of each. Only `briefsite release` writes this file;
# commit it with the sources. Nothing here is ever taken out: people cite these addresses.
form: 2
versions:
- version: 2026-11-24
- version: 2027-03-01
  words: 6f1c
  note: >-
    The figures of 2026.
    A slip.
- version: 2027-03-01.2
  words: 90ab
  state: 77aa
  lines: 154
addresses:
"""
ADDRESSES = """\
- id: /
  kind: page
  page: /
  since: 2026-11-24
  wording: >-
    Overview
- id: /turkey/
  kind: page
  page: /turkey/
  since: 2026-11-24
  wording: >-
    Turkey
  history:
  - renamed: 2027-03-01
    into: /tr/
- id: /tr/
  kind: page
  page: /tr/
  since: 2027-03-01
  wording: >-
    Turkey
- id: p1
  kind: paragraph
  page: /
  since: 2026-11-24
  wording: >-
    Exports were "large".[7]
    In 2018, e.g. coal was sold.
    The rest # is: small.
  history:
  - edited: 2027-03-01
    before: >-
      Exports were large.
      Coal was sold.
  - moved: 2027-03-01
    from: /turkey/
- id: p1-1
  kind: item
  page: /
  since: 2026-11-24
  wording: >-
    To maintain relations.
  history:
  - merged: 2027-03-01
    into: p1
- id: p2
  kind: paragraph
  page: /
  since: 2026-11-24
  wording: " Kept: its blanks\\u000aand its line end "
  history:
  - withdrawn: 2027-03-01
- id: kerry
  kind: work
  page: /
  since: 2026-11-24
  wording: ""
  history:
  - withdrawn: 2027-03-01
  - back: 2027-03-01.2
"""
WRITTEN = HEAD + ADDRESSES
FIRST_HEAD = """\
# The addresses of this edition, and what has become of each. Written by `briefsite build`; commit it with the sources.
# Nothing here is ever taken out: people cite these addresses.
version: 1
addresses:
"""
NEXT_DAY = VersionId(datetime.date(2027, 3, 2))


def test_the_file_reads_well() -> None:
    assert write_ledger(LEDGER) == WRITTEN
    reading, problems = collect(read_ledger, WRITTEN)
    assert (reading.ledger, problems) == (LEDGER, ())


def test_a_file_of_the_first_form_is_read_for_good() -> None:
    first = FIRST_HEAD + ADDRESSES.replace("2027-03-01.2", "2027-03-02")
    reading, problems = collect(read_ledger, first)
    assert problems == ()
    assert reading.ledger.versions == (Version(DAY), Version(LATER), Version(NEXT_DAY))
    kerry = replace(LEDGER.by_id["kerry"], history=(Change("withdrawn", LATER), Change("back", NEXT_DAY)))
    assert reading.ledger.records == (*LEDGER.records[:-1], kerry)
    second = write_ledger(reading.ledger)
    assert "form: 2\nversions:\n- version: 2026-11-24\n- version: 2027-03-01\n" in second
    assert second.partition("addresses:\n")[2] == first.partition("addresses:\n")[2], "no address changes"
    assert collect(read_ledger, second)[0].ledger == reading.ledger


def test_an_edit_changes_few_lines_and_an_insertion_only_adds() -> None:
    texts = [
        f"Paragraph {n} begins here. It goes on with its {n}th matter. It ends with word {n}." for n in range(1, 9)
    ]
    units = [Addressable("paragraph", text, "/") for text in texts]
    before = updated(Ledger(), units, DAY).ledger
    edited = [*units[:3], replace(units[3], text=texts[3].replace("4th", "fourth")), *units[4:]]
    added, removed = difference(before, updated(before, edited, LATER).ledger)
    assert removed == ["    It goes on with its 4th matter."]
    assert added[0] == "- version: 2027-03-01"
    assert len(added) == 7
    inserted = [*units[:3], Addressable("paragraph", "Of something else.", "/"), *units[3:]]
    added, removed = difference(before, updated(before, inserted, LATER).ledger)
    assert removed == []
    assert added[:2] == ["- version: 2027-03-01", "- id: p3a"]


def difference(before: Ledger, after: Ledger) -> tuple[list[str], list[str]]:
    lines = list(difflib.ndiff(write_ledger(before).splitlines(), write_ledger(after).splitlines()))
    return [line[2:] for line in lines if line[0] == "+"], [line[2:] for line in lines if line[0] == "-"]


# ---- damage and contradiction


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (WRITTEN, "", "", "the file is empty, so all permalinks would be lost"),
        (WRITTEN, "- a\n- b\n", "- a", "expected addresses, form, versions"),
        ("form: 2", "form: 3", "form: 3", "form 3 is not known here, only 2 is"),
        (HEAD, "version: 2\naddresses:\n", "version: 2", "version 2 is not known here"),
        (HEAD, f"form: 2\n{FIRST_HEAD}", "form: 2", "form is not known here"),
        ("form: 2\n", "", "versions:", "form missing"),
        ("form: 2\n", "form: 2\nx: y\n", "x: y", "x is not known here"),
        ("form: 2\n", "form: 2\n? [x]\n", "? [x]", "expected text"),
        ("- version: 2026-11-24\n", "", "- id: /", "/ names the version 2026-11-24, which is not among the versions"),
        ("- version: 2026-11-24\n", "- version: 2028-01-01\n", "", "version 2027-03-01 is listed after 2028-01-01"),
        ("- version: 2026-11-24\n", "- version: 2027-03-01\n", "", "version 2027-03-01 is listed after 2027-03-01"),
        ("  words: 90ab", "  word: 90ab", "word: 90ab", "word is not known here"),
        ("  lines: 154", "  lines: 0", "lines: 0", "0 is not a number of lines"),
        ("  lines: 154", "  lines: many", "lines: many", "many is not a number of lines"),
        ("2027-03-01.2", "2027-03-01.1", "- version: 2027-03-01.1", "2027-03-01.1 is not a version such as 2026-12-01"),
        ("2027-03-01.2", "draft", "- version: draft", "draft is not a version such as 2026-12-01"),
        ("- id: /\n", "- id: /\n<<<<<<< HEAD\n", "kind: page", "this is not valid YAML: could not find expected ':'"),
        ("Overview\n", "Overv\0iew\n", "Overv\0iew", "this is not valid YAML: unacceptable character"),
        ("kind: item", "kind: caption", "kind: caption", "p1-1: caption is not a kind of ID; expected one of: page, "),
        ("since: 2027-03-01", "since: 2027-02-30", "since: 2027-02-30", "/tr/: 2027-02-30 is not a version: "),
        ("since: 2027-03-01", "since: 20270301", "since: 20270301", "/tr/: 20270301 is not a version such as 20"),
        ("kind: item", "kind: *x", "kind: *x", "this is not valid YAML: an alias has no place here"),
        ("kind: item", "kind: [[[[[[[[[[[[[[[[[[[[[[", "kind: " + "[" * 22, "this is not valid YAML: a list in a list"),
        (WRITTEN, "--- a\n--- b", "--- b", "this is not valid YAML: a second document begins"),
        ("- back", "- vanished", "- vanished: 2027-03-01.2", "kerry: unknown event; expected one of: "),
        ("from: /turkey/", "into: /turkey/", "into: /turkey/", "p1: into is not known here"),
        ("    from: /turkey/\n", "", "- moved: 2027-03-01", "p1: from missing"),
        ("  kind: work", "  kind: work\n  kind: work", "kind: work", "kerry: kind appears twice here"),
        (">-\n    To maintain relations.", "[a]", "wording: [a]", "p1-1: expected text"),
        ("id: kerry\n  kind", "kind", "- kind: work", "id missing"),
        ("id: kerry", "id: p2", "- id: p2", "p2 is recorded twice, also in line 61"),
        ("id: p1-1", "id: p9-1", "- id: p9-1", "p9-1 is an item of a paragraph that has no record"),
        ("id: p1-1", "id: p1-01", "- id: p1-01", "p1-01 is not an ID: '01' is not a number such as 9, 9a or 9aa"),
        ("id: p2", "id: p2z0", "- id: p2z0", "p2z0 is not an ID: '2z0' is not a number as we write them"),
        ("id: kerry", "id: kérry", "- id: kérry", "kérry is not the ID of a work"),
        ("- id: /tr/", "- id: tr", "- id: tr", "tr is not the ID of a page"),
        ("into: /tr/", "into: /x/", "- id: /turkey/", "/turkey/ leads to /x/, which has no record"),
        ("into: p1\n", "into: p3\n", "- id: p1-1", "p1-1 leads to p3, which has no record"),
        ("into: p1\n", "into: p1-1\n", "- id: p1-1", "p1-1 leads in a circle, by way of p1-1"),
        ("id: p1\n", "id: p1\n  after: p2\n", "- id: p1", "p1 is listed after p2, which is not in the ledger"),
        ("id: p1\n", "id: p1\n  after: p1\n", "- id: p1", "p1 is listed after p1, which is not in the ledger"),
        ("page: /tr/", "page: /", "- id: /tr/", "/tr/ is on /, but a page is where it is"),
        ("work\n  page: /", "work\n  page: x", "- id: kerry", 'kerry is on "x", which is not the path of a page, such as '),  # noqa: E501
        ("withdrawn: 2027-03-01\n  -", "back: 2027-03-01\n  -", "- id: kerry", "kerry is back on 2027-03-01, but "),
        ("back: 2027", "withdrawn: 2027", "- id: kerry", "kerry is withdrawn on 2027-03-01.2, but was"),
        ("back: 2027-03-01", "back: 2026-12-01", "- id: kerry", "kerry has 2026-12-01.2 in its history behind "),
        ("back: 2027-03-01", "moved: 2027-03-01\n    from: /tr/", "- id: kerry", "kerry is moved on 2027-03-01, but "),
    ],
)  # fmt: skip
def test_a_contradiction_is_a_problem_at_its_place(old: str, new: str, line: str, message: str) -> None:
    assert old in WRITTEN
    problems = Problems("sources/mongolia")
    read_ledger(WRITTEN.replace(old, new, 1), problems)
    assert any(p.message.startswith(message) and p.place.text.strip() == line for p in problems), problems
    assert {(p.code, p.place.file) for p in problems} == {("A03", "sources/mongolia/permalinks.yml")}
    assert not any("\n" in p.message for p in problems)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_complaint_shows_the_line_from_where_it_is_wrong_to_its_end(line_end: str) -> None:
    text = WRITTEN.replace("kind: item", "kind: caption").replace("\n", line_end)
    _, (problem,) = collect(read_ledger, text)
    assert (problem.place.line, problem.place.column) == (53, 9)
    assert (problem.place.text, problem.place.width) == ("  kind: caption", 7)


def test_a_contradiction_of_which_no_place_is_known_is_one_of_the_file() -> None:
    _, (problem,) = collect(check_ledger, Ledger((Record("page", "/tr/", "/", DAY, "Turkey"),), (Version(DAY),)), {})
    assert problem.place == Place("permalinks.yml")


def test_all_complaints_come_at_once_each_with_what_helps() -> None:
    text = WRITTEN.replace("kind: item", "kind: caption").replace("id: kerry", "id: p2")
    printed = """\
permalinks.yml:53:9: error A03 p1-1: caption is not a kind of ID; expected one of: page, paragraph, item, section, note, place, work, name, event, emendation, figure, part, heading, title
   53 |   kind: caption
      |         ^^^^^^^
  help: correct it, or let   briefsite merge-ledger   rebuild it from the commits
permalinks.yml:68:3: error A03 p2 is recorded twice, also in line 61
   68 | - id: p2
      |   ^^^^^^
  help: correct it, or let   briefsite merge-ledger   rebuild it from the commits"""  # noqa: E501
    assert "\n".join(map(describe, collect(read_ledger, text)[1])) == printed


WORDINGS = st.lists(
    st.sampled_from(
        ["It rained.", "It rained.[1]", "The river rose!", "“Why?” Nobody knew.", "no end", "", " ", "A\nB."]
    ),
    max_size=6,
).map(" ".join)


@given(WORDINGS, WORDINGS)
def test_an_earlier_wording_is_read_from_what_it_had_instead_of_the_next(before: str, after: str) -> None:
    assert earlier_wording(before, after).before(after) == before


def test_an_earlier_wording_that_does_not_fit_the_next_one_is_a_problem() -> None:
    record = Record("paragraph", "p1", "/", DAY, "One. Two.", (Change("edited", LATER, "One. Three."),))
    written = write_ledger(Ledger((record,), (Version(DAY), Version(LATER))))
    assert "same: [1, 0]" in written
    _, (problem,) = collect(read_ledger, written.replace("[1, 0]", "[2, 1]"))
    assert (problem.code, problem.message) == ("A03", "p1: the wording after it has only 2 sentences")
