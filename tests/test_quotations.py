"""The words that edition.yml quotes are free to change in the text: it is read all the same, and says what to quote."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from briefsite.problems.problem import Requotation, fatal
from briefsite.problems.shown import describe
from briefsite.reading.alignment import Alignment, Border, nearest_stretch
from briefsite.reading.known_text import KnownText
from briefsite.reading.quotations import quotations
from briefsite.reading.read import Reading, read_edition
from briefsite.storage.file_reading import read_project_folder
from briefsite.yaml_files.rewritten import rewritten
from tests.helpers import EDITION, call, call_release, make_project, snapshot

DATA: Final = Path(__file__).resolve().parent / "quotations"
EDITS: Final[list[dict[str, Any]]] = yaml.safe_load((DATA / "edits.yml").read_text(encoding="utf-8"))
SOURCES: Final = DATA.parent.parent / "sources/mongolia"
#: On one worker, so that each edit is read once.
pytestmark = pytest.mark.xdist_group("edits")
BRIEF: Final = {path.name: path.read_bytes() for path in SOURCES.iterdir() if path.is_file()}


def requoted(text: str, requotations: Iterable[Requotation]) -> str | None:
    """What `check --fix` makes of an edition.yml."""
    return rewritten(text, {requotation.path: requotation.words for requotation in requotations})


def read(files: Mapping[str, bytes]) -> Reading:
    return read_edition("sources/mongolia", files, None)


@functools.cache
def read_edited(number: int) -> Reading:
    """The brief with one of the edits."""
    return read({**BRIEF, "brief.txt": edited(EDITS[number]).encode()})


def edited(edit: Mapping[str, Any]) -> str:
    """The text of the brief with one edit."""
    text = BRIEF["brief.txt"].decode()
    if "move" in edit:
        blocks = re.split(r"\n\s*\n", text)
        moved = next(block for block in blocks if edit["move"] in block)
        blocks.remove(moved)
        behind = next(at for at, block in enumerate(blocks) if edit["behind"] in block)
        blocks.insert(behind + 1, moved)
        text = "\n\n".join(blocks)
    for pair in edit.get("edits", [edit] if "find" in edit else []):
        pattern = re.compile(r"\s+".join(map(re.escape, pair["find"].replace("¶", " ").split())))
        text, times = pattern.subn(pair["put"].replace("¶", "\n\n").replace("\\", r"\\"), text)
        assert times == 1 or (times and edit.get("everywhere")), f"{times} times: {pair['find']}"
    return text


def said(reading: Reading) -> list[str]:
    """What is found of the quotations, and which addresses are elsewhere than in the last version."""
    ledger = read(BRIEF).transition
    assert ledger
    assert reading.transition
    lines = []
    for problem in reading.problems:
        if problem.requotation:
            lines.append(f"{'.'.join(map(str, problem.requotation.path))}: {problem.requotation.words}")
        elif problem.code[0] == "Q":
            lines.append(f"left out: {problem.subject}")
        elif problem.code != "S08":  # that the brief is no longer what was received is true of every edit
            lines.append(f"{problem.code} {problem.subject}")
    for record in reading.transition.ledger.records:
        before = ledger.ledger.by_id.get(record.id)
        if before and not record.live:
            lines.append(f"{record.id} {record.state} {record.into}".rstrip())
        elif before and before.page != record.page:
            lines.append(f"{record.id} moved to {record.page}")
    return lines


def test_what_is_found_after_each_edit(golden: Callable[[Path, str], None]) -> None:
    made = [[edit["name"], *(f"  {line}" for line in said(read_edited(at)))] for at, edit in enumerate(EDITS)]
    golden(DATA / "found.txt", "\n\n".join("\n".join(lines) for lines in made) + "\n")


def test_there_are_forty_edits_and_some_of_each_beginning() -> None:
    assert len(EDITS) >= 40
    publication = read(BRIEF).publication
    assert publication
    edited_words = {problem.subject for number in range(len(EDITS)) for problem in read_edited(number).problems}
    beginnings = {found.words for found in quotations(publication.edition) if found.use == "opening"}
    assert len(beginnings) >= 14
    assert beginnings <= edited_words


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(at, id=edit["name"], marks=[pytest.mark.long] if at % 6 else [])  # each is read twice
        for at, edit in enumerate(EDITS)
    ],
)
def test_an_edit_of_the_text_needs_none_of_the_edition(number: int) -> None:
    reading = read_edited(number)
    assert not fatal(reading.problems), "\n".join(map(describe, reading.problems))
    assert reading.publication

    # What `check --fix` writes is what the text was read with.
    edition = BRIEF["edition.yml"].decode()
    made = requoted(edition, [problem.requotation for problem in reading.problems if problem.requotation])
    assert made is not None
    kept = re.compile(r"(?m)#.*$|^\s*$|^\s*[\w-]+:|^\s*- ")
    assert kept.findall(made) == kept.findall(edition), "a comment or the layout has changed"
    again = read({**BRIEF, "brief.txt": edited(EDITS[number]).encode(), "edition.yml": made.encode()})
    assert "Q01" not in {problem.code for problem in again.problems}
    assert len(again.problems) == sum(problem.requotation is None for problem in reading.problems)
    assert again.publication
    assert again.publication.edition == reading.publication.edition
    assert again.publication.outline == reading.publication.outline
    assert again.transition == reading.transition


def test_the_brief_itself_is_read_as_it_is_quoted() -> None:
    reading = read(BRIEF)
    assert reading.publication
    assert [problem for problem in reading.problems if problem.code[0] == "Q"] == []


def test_a_withdrawn_passage_is_one_error_with_all_that_refers_to_it() -> None:
    text = BRIEF["brief.txt"].decode()
    begin, end = text.index("While most"), text.index("In the Soviet Union, concerning")
    reading = read({**BRIEF, "brief.txt": (text[:begin] + text[end:]).encode()})
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    assert [(error.code, error.subject) for error in errors] == [("Q02", "p2")]
    assert reading.publication is None
    lines = [int(line) for line in re.findall(r"line (\d+):", errors[0].help)]
    edition = BRIEF["edition.yml"].decode().split("\n")
    wanted = ["While most of the Mongolian", "Qing Empire in 1636", "in 1691", "in 1911", "as a socialist", "Yalta"]
    quoting = [at for at, line in enumerate(edition, 1) if re.match(r"\s+(from|words): ", line)]
    assert [at for at in lines if at in quoting] == [
        at for at in quoting if any(words in edition[at - 1] for words in wanted)
    ]


# -- Addresses in place of quotations


def test_an_address_is_taken_wherever_a_quotation_is() -> None:
    publication = read(BRIEF).publication
    assert publication
    addresses = publication.addresses
    by_address = []
    for found in quotations(publication.edition):
        if found.use == "opening":
            spot: tuple[int, int | None] = (publication.assembly.quotations.begun_by(found.words)[0], None)
        else:
            spot = publication.quoted_at(found.words)
        by_address.append(Requotation(found.path, addresses.of(*spot)))
    assert len({requotation.words for requotation in by_address}) > 14
    made = requoted(BRIEF["edition.yml"].decode(), by_address)
    assert made
    reading = read({**BRIEF, "edition.yml": made.encode()})
    assert reading.publication, "\n".join(map(describe, reading.problems))
    assert reading.problems == read(BRIEF).problems
    assert reading.publication.outline.leaf_of.keys() == publication.outline.leaf_of.keys()
    paragraphs = [[leaf.paragraphs for leaf in each.outline.leaves] for each in (reading.publication, publication)]
    assert paragraphs[0] == paragraphs[1]
    for event, before in zip(reading.publication.edition.timeline, publication.edition.timeline, strict=True):
        assert reading.publication.quoted_at(event.words) == publication.quoted_at(before.words)


def test_an_address_follows_its_passage_without_a_word() -> None:
    edition = BRIEF["edition.yml"].decode().replace('from: "While most of the Mongolian tribes"', "from: p2")
    text = BRIEF["brief.txt"].decode().replace("While most of the Mongolian tribes", "Most tribes")
    reading = read({**BRIEF, "edition.yml": edition.encode(), "brief.txt": text.encode()})
    assert reading.publication
    assert [problem.subject for problem in reading.problems if problem.code == "Q01"] == [
        "most of the Mongolian tribes in Inner Mongolia surrendered to the Qing Empire in 1636"
    ]


# -- Joins, splits, lists, blocks, notes and rulings


TEXT: Final = """\
The river rose in the night, and the people of the lower town[1]

Who had not slept were the first to hear it from the bridge. The
bridge held until the morning. A second wave came at noon, and the mill
was lost with all that was in it. These were the losses of the day:

One boat of the ferry, with its oars and its two long chains.

The mill at the lower bridge, with the wheel that was new.

NOTES

[1] The parish book has the day and the hour of the flood.


The day after

Nobody counted what the second wave had taken from the fields.[1]

At the end they built the bridge again, a little higher.

NOTES

[1] The mason's bill for the bridge is in the town hall.
"""
QUOTING: Final = """\
joins: ["Who had not slept"]
splits: ["A second wave came"]
lists: [{ items: ["One boat of the ferry", "The mill at the lower bridge"] }]
blocks: [{ from: "The day after", as: heading }]
pages:
  - { slug: /, title: Overview, from: "The river rose", summary: It rose. }
  - { slug: after, title: After, from: "The day after", summary: They built. }
notes:
  - { number: 1, from: "The parish book", status: author }
  - { number: 1, from: "The mason's bill", status: author }
"""
RULING: Final = 'addresses: [{ paragraph: "At the end they built", not: p1 }]\n'
SHAPE: Final = [("prose", 0), ("prose", 2), ("heading", 0), ("prose", 0), ("prose", 0)]


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """A project that has been published once, with each kind of quotation."""
    publish(tmp_path, TEXT, QUOTING)
    return tmp_path


def publish(root: Path, text: str, edition: str) -> None:
    """Gives the passages of a text their addresses."""
    make_project(root, {"sources/x/brief.txt": text, EDITION: edition})
    call_release(root, "2026-11-24")


def read_flood(root: Path, text: str = TEXT, edition: str = QUOTING + RULING) -> Reading:
    make_project(root, {"sources/x/brief.txt": text, EDITION: edition})
    return read_edition("x", read_project_folder(root / "sources/x", []), None)


def shape(reading: Reading) -> list[tuple[str, int]]:
    """The kind of each paragraph, and how many items it has."""
    assert reading.publication, "\n".join(map(describe, reading.problems))
    return [(paragraph.kind, len(paragraph.items)) for paragraph in reading.publication.paragraphs]


#: Edits of the words that are quoted, with the words to quote then.
SLIPS: Final = {
    "Who had not slept": "That had been awake",
    "A second wave came at noon": "At noon, another wave came",
    "One boat of the ferry": "A boat of the ferry",
    "The mill at the lower": "A mill at the lower",
    "The day after": "The days after",
    "The parish book has": "A parish book has",
    "The mason's bill for": "A bill of the mason for",
    "At the end they built": "In the end they built",
    "The river rose in": "High rose the river in",
}


def with_slips(*slips: str) -> str:
    text = TEXT
    for slip in slips:
        assert text.count(slip) == 1
        text = text.replace(slip, SLIPS[slip])
    return text


@pytest.mark.parametrize(
    "slips", [[], *([slip] for slip in SLIPS), list(SLIPS)], ids=lambda slips: "+".join(slips)[:40]
)
def test_paragraphs_stay_what_they_are_while_quoted_words_change(flood: Path, slips: list[str]) -> None:
    text = with_slips(*slips)
    reading = read_flood(flood, text)
    assert shape(reading) == SHAPE
    assert {problem.code for problem in reading.problems} == ({"Q01"} if slips else set())
    subjects = {problem.subject for problem in reading.problems}
    assert len(subjects) == len(slips)
    made = requoted(
        (flood / EDITION).read_text(encoding="utf-8"),
        [problem.requotation for problem in reading.problems if problem.requotation],
    )
    assert made
    again = read_flood(flood, text, made)
    assert (again.problems, shape(again)) == ((), SHAPE)


def test_places_of_the_lines_have_addresses_too(flood: Path) -> None:
    edition = QUOTING + RULING
    for words, address in {
        '"A second wave came"': "p2",
        '"One boat of the ferry"': "p2-1",
        '"The mill at the lower bridge"': "p2-2",
        '"The day after"': "p3",
        '"The parish book"': "n1",
        '"The mason\'s bill"': "n1a",
        '"At the end they built"': "p4",
        '"The river rose"': "p1",
    }.items():
        assert words in edition
        edition = edition.replace(words, address)
    plain = [slip for slip in SLIPS if slip != "Who had not slept"]
    reading = read_flood(flood, with_slips(*plain), edition)
    assert (reading.problems, shape(reading)) == ((), SHAPE)


def test_an_emptied_border_is_left_out_and_a_withdrawn_item_is_an_error(flood: Path) -> None:
    begin, end = TEXT.index("Who had not slept"), TEXT.index("A second wave")
    reading = read_flood(flood, TEXT[:begin] + TEXT[end:])
    assert [(problem.code, problem.subject) for problem in reading.problems] == [("Q03", "Who had not slept")]
    assert shape(reading) == SHAPE
    begin, end = TEXT.index("One boat"), TEXT.index("The mill at")
    reading = read_flood(flood, TEXT[:begin] + TEXT[end:])
    assert [(problem.code, problem.subject) for problem in reading.problems] == [("Q02", "p2-1")]


def test_a_note_that_was_withdrawn_is_an_error(flood: Path) -> None:
    bill = "[1] The mason's bill for the bridge is in the town hall."
    begun_anew = TEXT.replace(bill, "[1] Lost.")
    assert told(read_flood(flood, begun_anew)) == [("Q01", "The mason's bill", "Lost.")], "it is cited where it was"
    elsewhere = begun_anew.replace("the fields.[1]", "the fields.").replace("the bridge again,", "the bridge again,[1]")
    reading = read_flood(flood, elsewhere)
    assert ("Q02", "n1a") in {(problem.code, problem.subject) for problem in reading.problems}


FIGURE: Final = "figures: [{ value: higher, label: it was built, words: a little higher }]\n"


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """Code and subject of each problem, and the words to quote."""
    return [(p.code, p.subject, p.requotation.words if p.requotation else "") for p in reading.problems]


def test_an_item_in_other_words_is_ruled_on_and_no_page_begins_with_one(flood: Path) -> None:
    ruling = 'addresses: [{ paragraph: "One boat of the ferry", not: p1 }]\n'
    reading = read_flood(flood, with_slips("One boat of the ferry"), QUOTING + ruling)
    assert [(problem.code, problem.message) for problem in reading.problems] == [
        ("Q01", '¶ 2.1 no longer has "One boat of the ferry"'),
        ("Q01", '¶ 2.1 no longer begins with "One boat of the ferry"'),
    ]
    ferry = with_slips("One boat of the ferry")
    (error,) = read_flood(flood, ferry, QUOTING.replace('"The day after", s', "p2-1, s")).problems[-1:]
    assert (error.code, error.message) == (
        "Q02",
        'p2-1 is an item of a list, and the page "after" can only begin with a paragraph',
    )


def test_a_note_that_begins_as_another_one_does_now_is_told_from_it(flood: Path) -> None:
    said = read_flood(flood, TEXT.replace("The parish book has", "The mason's bill has")).problems
    assert [(problem.message, problem.requotation and problem.requotation.words) for problem in said] == [
        ('note n1 no longer begins with "The parish book"', "The mason's bill has"),
        ('"The mason\'s bill" is now in the text 2 times, and note n1a is meant', "The mason's bill for"),
    ]


def test_a_page_that_begins_with_a_heading_follows_it(tmp_path: Path) -> None:
    text = "The river rose.\n\nTHE STONE BRIDGE\n\nIt froze.\n\nTHE STONE MILL\n\nIt froze.\n"
    page = "pages:\n  - {slug: /, title: Title, from: The river, summary: It is one.}\n"
    edition = f"{page}  - {{slug: bridge, title: Bridge, from: THE STONE BRIDGE, summary: It held.}}\n"
    publish(tmp_path, text, edition)
    reading = read_flood(tmp_path, text.replace("THE STONE BRIDGE", "THE OLD BRIDGE OF STONE"), edition)
    assert told(reading) == [("Q01", "THE STONE BRIDGE", "THE OLD BRIDGE")], "the mill is another heading"
    by_address = read_flood(tmp_path, text, f"{page}  - {{slug: mill, title: Mill, from: p3, summary: It held.}}\n")
    assert by_address.publication is None, "no words tell it from the paragraph before it"
    assert [problem.code for problem in by_address.problems] == ["O01"]


HEADED: Final = "The river rose.\n\nTHE STONE BRIDGE\n\nIt froze.\n\nTHE IRON MILL\n\nIt burned.\n"
TITLE_PAGE: Final = "pages:\n  - {slug: /, title: Title, from: The river, summary: It is one.}\n"


@pytest.mark.parametrize(
    ("edition", "bridge", "mill"),
    [
        pytest.param(
            TITLE_PAGE
            + "  - {slug: bridge, title: Bridge, from: THE STONE BRIDGE, summary: It held.}\n"
            + "  - {slug: mill, title: Mill, from: THE IRON MILL, summary: It was lost.}\n",
            'the page "bridge", from: THE STONE BRIDGE (it can begin with: It froze.)',
            'the page "mill", from: THE IRON MILL (it can begin with: It burned.)',
            id="pages",
        ),
        pytest.param(
            TITLE_PAGE + "  - {slug: both, title: Both, from: [THE STONE BRIDGE, THE IRON MILL], summary: Lost.}\n",
            'the page "both", THE STONE BRIDGE',
            'the page "both", THE IRON MILL',
            id="stretches of a page",
        ),
        pytest.param(
            TITLE_PAGE.replace(
                "one.}", "one., sections: [{id: bridge, title: Bridge, from: THE STONE BRIDGE}, SECOND]}"
            ).replace("SECOND", "{id: mill, title: Mill, from: THE IRON MILL}"),
            'the section "bridge", from: THE STONE BRIDGE',
            'the section "mill", from: THE IRON MILL',
            id="sections",
        ),
    ],
)
def test_a_heading_that_was_taken_out_is_an_error(edition: str, bridge: str, mill: str, tmp_path: Path) -> None:
    publish(tmp_path, HEADED, edition)
    without_bridge, without_mill = "THE STONE BRIDGE\n\n", "THE IRON MILL\n\n"
    for gone, said in (
        ([without_bridge], [bridge]),
        ([without_mill], [mill]),
        ([without_bridge, without_mill], [bridge, mill]),
    ):
        text = HEADED
        for heading in gone:
            text = text.replace(heading, "")
        problems = read_flood(tmp_path, text, edition).problems
        assert [problem.code for problem in problems] == ["Q02"] * len(gone)
        assert [re.findall(r"line \d+: (.*)", problem.help) for problem in problems] == [[one] for one in said]


def test_words_of_an_earlier_version_are_known(flood: Path) -> None:
    text = with_slips("The river rose in")
    publish(flood, text, QUOTING)
    reading = read_flood(flood, text.replace("High rose the river in", "High stood the river in"))
    assert told(reading) == [("Q01", "The river rose", "High stood the")]


def test_words_of_a_passage_that_was_merged_are_known(flood: Path) -> None:
    merged = TEXT.replace(" fields.[1]\n\nAt the end they", " fields.[1] At the end they")
    publish(flood, merged.replace("a little higher", "somewhat higher"), QUOTING + FIGURE)
    reading = read_flood(flood, merged.replace("a little higher", "much higher"), QUOTING + FIGURE)
    assert told(reading) == [("Q01", "a little higher", "much higher")]


def test_words_of_a_live_passage_count_more_than_those_of_a_withdrawn_one(flood: Path) -> None:
    short = TEXT.replace("\n\nAt the end they built the bridge again, a little higher.", " It lay a little higher.")
    publish(flood, short, QUOTING + FIGURE)
    reading = read_flood(flood, short.replace("a little higher", "a bit higher"), QUOTING + FIGURE)
    assert told(reading) == [("Q01", "a little higher", "a bit higher")]


def test_a_ruling_says_that_a_passage_is_there(flood: Path) -> None:
    text = TEXT.replace(
        "At the end they built the bridge again, a little higher.", "Two winters later there was a ferry."
    )
    ruling = 'addresses: [{ paragraph: "Two winters", is: p4 }]\n'
    assert told(read_flood(flood, text, QUOTING + FIGURE + ruling)) == [("Q03", "a little higher", "")]
    assert ("Q02", "p4", "") in told(read_flood(flood, text, QUOTING + FIGURE))


def test_words_over_the_end_of_a_line_are_known_without_its_hyphen(flood: Path) -> None:
    transition = read_flood(flood).transition
    assert transition
    known = KnownText(transition.ledger)
    cases = (
        ("until the morn- ing", "until the morning"),
        ("its oars- and", ""),
        ("the  lower\ntown", "the lower town"),
    )
    for words, found in cases:
        had = known.quoted(words)
        assert (had.text if had else "") == found


def test_a_page_whose_first_passage_was_merged_begins_with_the_address_of_the_next() -> None:
    edition = BRIEF["edition.yml"].decode().replace('from: "While most of the Mongolian tribes"', "from: p2", 1)
    text = BRIEF["brief.txt"].decode().replace("difficulties.\n\nWhile", "difficulties. While")
    reading = read({**BRIEF, "edition.yml": edition.encode(), "brief.txt": text.encode()})
    assert ("Q01", "p2", "p3") in told(reading)
    assert reading.publication
    assert reading.publication.outline.leaves[1].paragraphs == (1,)


def test_identical_headings_are_told_apart_by_what_follows_them(tmp_path: Path) -> None:
    text = "THE FLOOD\n\nby an eyewitness, of the lower town.\n\nTHE FLOOD\n\nThe river rose in the night.\n"
    edition = (
        "pages:\n"
        "  - {slug: /, title: Title, from: THE FLOOD by an eyewitness, summary: It is one.}\n"
        "  - {slug: flood, title: Flood, from: THE FLOOD The river, summary: It rose.}\n"
    )
    publish(tmp_path, text, edition)
    reading = read_flood(tmp_path, text.replace("an eyewitness", "one who saw it"), edition)
    assert told(reading) == [("Q01", "THE FLOOD by an eyewitness", "THE FLOOD by one who")]
    assert reading.publication
    assert [leaf.paragraphs for leaf in reading.publication.outline.leaves] == [(0, 1), (2, 3)]


def test_a_heading_in_other_words_still_begins_its_section(tmp_path: Path) -> None:
    text = (
        "The river rose in the night.\n\nTHE BRIDGE OF STONE\n\nIt held until the morning.\n\n"
        "THE FERRY BELOW THE MILL\n\nIt was lost.\n"
    )
    edition = (
        "pages:\n"
        "  - slug: /\n"
        "    title: Overview\n"
        "    from: The river\n"
        "    summary: It rose.\n"
        "    sections: [{id: bridge, title: The bridge, from: THE BRIDGE OF STONE}]\n"
    )
    publish(tmp_path, text, edition)
    reworded = text.replace("THE BRIDGE OF STONE", "THE STONE BRIDGE").replace("BELOW THE MILL", "AT THE MILL")
    reading = read_flood(tmp_path, reworded, edition)
    assert told(reading) == [("Q01", "THE BRIDGE OF STONE", "THE STONE BRIDGE")]
    assert reading.publication
    live = {record.id: record.wording for record in reading.publication.ledger.records if record.live}
    assert live["the-ferry-below-the-mill"] == "THE FERRY AT THE MILL", "a heading keeps its address"
    assert "the-ferry-at-the-mill" not in live


def test_check_fix_quotes_the_words_of_the_text_and_says_so(flood: Path) -> None:
    make_project(flood, {"sources/x/brief.txt": with_slips("A second wave came at noon"), EDITION: QUOTING})
    before = snapshot(flood / "sources")
    fixed = call(flood, "check", "--fix")
    assert 'edition.yml: quoted "At noon, another wave" instead of "A second wave came"' in fixed.output
    assert "Q01" not in fixed.output
    after = snapshot(flood / "sources")
    assert {name for name in after if after[name] != before[name]} == {"x/edition.yml"}
    assert call(flood, "check", "--fix").exit_code == 0
    assert snapshot(flood / "sources") == after


# -- The alignment of words


@pytest.mark.parametrize(
    ("old", "new", "words", "found"),
    [
        (
            "In 1636 they came, and won.[3]",
            "In 1637 they came, and won.[4]",
            "they came, and won",
            "they came, and won",
        ),
        ("one two three four five", "one two and three four five", "two three", "two and three"),
        ("one two three four five", "one two, yes, four five", "three four", "yes, four"),
        ("one two three four five", "zero one two three four five", "one two", "one two"),
        ("one two three four five", "one five", "two three", ""),
    ],
)
def test_words_are_found_in_a_later_wording(old: str, new: str, words: str, found: str) -> None:
    low = old.index(words)
    span = Alignment(old, new).span(low, low + len(words))
    assert (new[slice(*span)] if span else "") == found


@pytest.mark.parametrize(
    ("new", "border"),
    [
        ("one two three four five six seven", Border(4, 4, 4)),
        ("one two three four now five six seven", Border(4, 4, 5)),
        ("one two three four FIFTH, six seven", Border(4, 4, 7)),
        ("one two three fore five six seven", Border(3, 4, 4)),
        ("five six seven", Border(0, 0, 0)),
        ("one two three four", Border(4, 4, 4)),
    ],
)
def test_a_border_is_found_in_a_later_wording(new: str, border: Border) -> None:
    old = "one two three four five six seven"
    assert Alignment(old, new).border(old.index("five")) == border


def test_the_nearest_stretch_is_as_long_as_the_words_and_must_be_like_them() -> None:
    text = "It rained. The bridge of stone held, at last."
    span = nearest_stretch(text, "The bridge of wood held")
    assert span
    assert text[slice(*span)] == "The bridge of stone held"
    assert nearest_stretch(text, "Nothing of the kind was seen") is None
    assert nearest_stretch("", "The bridge") is None
