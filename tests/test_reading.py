"""From lines to paragraphs: one small source per rule, and what must hold for any text."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from briefsite.edition.file import parse_edition
from briefsite.edition.model import Edition, Emendation, Hyphens
from briefsite.paragraphs.assembly import assemble
from briefsite.paragraphs.block import block_kind, is_break, measure
from briefsite.paragraphs.block_kinds import block_kinds
from briefsite.paragraphs.paragraph import Assembly
from briefsite.paragraphs.quotation_index import Spot, quotation_index
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Fix, Place
from briefsite.problems.shown import describe
from briefsite.proof.checks import WordReader, source_words
from briefsite.reading.note import marker_places
from briefsite.reading.read import read_edition
from briefsite.source.emendation import emend
from briefsite.source.marker import find_near_markers
from briefsite.source.note_headings import is_note_heading
from briefsite.source.note_text import TextAndNotes
from briefsite.source.source import Source, decode
from briefsite.source.source_notes import separate_notes
from briefsite.source.typewriting import apply_conventions
from briefsite.words import squeezed
from briefsite.writing.headings import is_numbered_heading
from briefsite.writing.hyphenation import Vocabulary, hyphen_stays
from briefsite.writing.segmentation import PRINTED_WORD
from tests.helpers import DEFAULT, EDITION, GOLDEN, collect, make_project

if TYPE_CHECKING:
    from briefsite.source.passage import Passage, Run
    from briefsite.yaml_files.located import Located

CASES = sorted(GOLDEN.glob("reading/*"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reading(case: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    root = make_project(tmp_path, case)
    problems = Problems()
    edition, located = parse_edition("edition.yml", (root / EDITION).read_text(encoding="utf-8"), problems)
    assert edition is not None, "\n".join(map(describe, problems))
    name = edition.source.file
    source = decode(name, (root / "sources/x" / name).read_bytes(), edition.source.encoding, problems)
    assert source is not None, "\n".join(map(describe, problems))
    places = [located.place("emendations", index) for index in range(len(edition.emendations))]
    emended, corrections = emend(source, edition.emendations, places, problems)
    emended, _ = apply_conventions(emended, edition.conventions)
    apparatus = separate_notes(source, emended, edition, located, problems)
    passages = [note.passage for note in apparatus.notes]
    assembly = assemble(source, apparatus.text, passages, edition, located, problems)
    find_near_markers(source, apparatus.text, problems)
    find_near_markers(source, apparatus.printed, problems)
    listed = [
        "PARAGRAPHS",
        *_paragraphs(source, assembly),
        *_notes(source, apparatus, assembly),
        "CORRECTIONS",
        *(f"line {source.line(c.start)}: {c.old!r} is read {c.new!r}" for c in corrections),
        "DECISIONS",
        *(f"{d.place.file}:{d.place.line}:{d.place.column}: {d.says}" for d in assembly.decisions),
        "PROBLEMS",
        *map(describe, problems.in_order()),
    ]
    golden(case / "reading.txt", "\n".join(listed) + "\n")


@pytest.mark.parametrize(
    ("text", "find", "read", "sure"),
    [
        ("It rained.[1] It froze.[Z] It thawed.[3]", "[Z]", "[2]", True),
        ("It rained.[1] It froze.[Z] It thawed.", "[Z]", "[2]", False),
        ("It rained.[1] It froze.[Z] It thawed.[2]", "[Z]", "[…]", False),
        ("It rained. It froze.[Z] It thawed.", "[Z]", "[1]", False),
    ],
)
def test_a_near_marker_is_put_right_unasked_only_between_its_neighbours(
    text: str, find: str, read: str, sure: bool
) -> None:
    source, _, _ = _as_received(text)
    (problem,) = collect(find_near_markers, source, source.passage)[1]
    assert problem.fix == Fix(find, read, "scanning error", sure)


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("NOTES", True),
        ("  Footnotes:", True),
        ("Notes and References", True),
        ("Notes of a miller", False),
        ("", False),
    ],
)
def test_the_heading_of_a_list_of_notes_says_no_more_than_that(line: str, is_heading: bool) -> None:
    assert is_note_heading(line) is is_heading


@pytest.mark.parametrize("find", ["[3", "[3 mills"])
def test_an_editor_can_say_that_a_near_marker_is_text(find: str) -> None:
    source, _, _ = _as_received("It rained.[1] In all there were [3 mills and 4 bridges.")
    as_it_stands = Emendation(find=find, read=find, because="the bracket is the author’s", kind="print")
    assert collect(find_near_markers, source, source.passage)[1]
    (emended, _), problems = collect(emend, source, [as_it_stands], [Place("edition.yml")])
    assert (emended.text, problems) == (source.text, ())
    assert collect(find_near_markers, source, emended) == (None, ())


def test_breaks_one_after_the_other_stay_apart_and_a_short_line_runs_on_from_itself() -> None:
    source, text, edition = _as_received("* * *\n\n* * *\n\nThe river rose to\n5\n\nfeet.")
    assembly = assemble(source, text, (), edition, LOCATED, Problems())
    assert [paragraph.body.text for paragraph in assembly.paragraphs] == ["* * *", "* * *", "The river rose to 5 feet."]
    assert assembly.decisions[-1].says == "runs on from line 6, which does not end a sentence"


def test_notes_have_the_measure_of_the_running_text() -> None:
    running = f"{'The river rose. ' * 5}\n" * 3
    source, text, edition = _as_received(
        f"{running}    The bridge held for forty years and a day.\n" + "    It fell.\n"
    )
    assembly = assemble(source, text[: len(running)], [text[len(running) :]], edition, LOCATED, Problems())
    assert [paragraph.kind for paragraph in assembly.notes[0]] == ["verse"]


def test_the_indents_of_verse_are_counted_without_the_line_that_begins_a_note() -> None:
    verse = "  Rain\n    on the river.\n\n"
    notes = ["[1] Rain,\n\n       and rain\n         again.\n\nIt ended.\n", "[2] Rain on it,\n       and rain.\n"]
    source, text, edition = _as_received(verse + "".join(notes))
    ends = len(verse), len(verse) + len(notes[0]), len(source.text)
    passages = [text[begin + len("[1] ") : end] for begin, end in pairwise(ends)]
    assembly = assemble(source, text[: ends[0]], passages, edition, LOCATED, Problems())
    read = [[(paragraph.indent, paragraph.body.text) for paragraph in own] for own in assembly.notes]
    assert read == [[(0, "Rain,"), (0, "and rain\n  again."), (0, "It ended.")], [(0, "Rain on it,\nand rain.")]]
    assert [(paragraph.indent, paragraph.body.text) for paragraph in assembly.paragraphs] == [
        (0, "Rain\n  on the river.")
    ]


# -- kinds of blocks -------------------------------------------------------------------------------------------------


def test_the_measure_is_the_length_that_nine_of_ten_full_lines_at_the_margin_keep_to() -> None:
    at_the_margin = [(1, "x" * length) for length in (*range(51, 71), 99)]
    indented = [(2, "x" * 99)] * 20
    assert measure([at_the_margin, indented]) == 69
    assert measure([at_the_margin[:1]]) == 50


def test_a_block_is_verse_beside_verse_and_no_heading_in_a_note() -> None:
    verse = [(4, "The river rose,"), (4, "the bridge held.")]
    prose = [(0, "It rained.")]
    line = [(4, "And then?")]
    beside = block_kinds([line, verse, line, prose, line, prose], 50, headings=True)
    assert beside == ["verse", "verse", "verse", "prose", "prose", "prose"]
    assert block_kinds([verse, line], 50, headings=True) == ["verse", "verse"]
    assert block_kinds([[(3, "And then?")], verse], 50, headings=True) == ["prose", "verse"]
    assert block_kinds([[(0, "THE RIVER")]], 50, headings=False) == ["prose"]


@pytest.mark.parametrize(
    ("lengths", "kind"),
    [((36, 27, 5), "quotation"), ((36, 26, 5), "verse"), ((35, 35, 5), "verse")],
)
def test_indented_lines_are_a_quotation_if_they_fill_their_measure(lengths: tuple[int, ...], kind: str) -> None:
    assert block_kind([(4, "x" * length) for length in lengths], 50) == kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Part", "1"], "heading"),
        (["Chapter IV deals with rivers."], "prose"),
        (["chapter IV"], "prose"),
        (["THE", "RIVER", "ROSE"], "heading"),
        (["THE", "RIVER", "ROSE", "AGAIN"], "prose"),
        (["A" * 60], "heading"),
        (["A" * 61], "prose"),
        (["SEA"], "heading"),
        (["U.S."], "prose"),
        *((["THE RIVER" + end], "prose") for end in ",;:!?…"),
    ],
)
def test_a_heading_is_numbered_or_short_and_in_capitals(lines: list[str], kind: str) -> None:
    assert block_kind([(0, line) for line in lines], 50) == kind


@pytest.mark.parametrize(
    ("line", "numbered", "breaks"),
    [
        ("Chapter IV. The river", True, False),
        ("IV.", True, False),
        ("* * *", False, True),
        ("* * * *and so on", False, False),
        ("The river", False, False),
    ],
)
def test_a_line_is_told_by_its_form(line: str, numbered: bool, breaks: bool) -> None:
    assert (is_numbered_heading(line), is_break(line)) == (numbered, breaks)


# -- quotations ------------------------------------------------------------------------------------------------------

QUOTED = st.lists(st.text("ab. \n", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=6)


@given(st.lists(QUOTED, max_size=4), st.data())
def test_property_words_are_quoted_from_where_they_are(texts: list[list[str]], data: st.DataObject) -> None:
    passages = [
        ((paragraph, item - 1 if item else None), text)
        for paragraph, own in enumerate(texts)
        for item, text in enumerate(own)
    ]
    index = quotation_index(passages)
    row = squeezed(" ".join(text for _, text in passages))
    low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(row))] * 2)))
    words = squeezed(row[low:high])
    assert index.places(f" {words}\n") == tuple(
        spot for spot, text in passages for _ in range(squeezed(text).count(words) if words else 0)
    )
    assert index.begun_by(f" {words}\n") == _begun_by(passages, words)


def test_a_paragraph_of_the_words_alone_comes_before_those_that_go_on() -> None:
    index = quotation_index([((0, None), "Rain."), ((1, None), "Rain"), ((2, None), "Rainy"), ((3, None), "A storm.")])
    assert (index.begun_by("Rain"), index.begun_by("Rai")) == ((1,), (0, 1, 2))


def _begun_by(passages: list[tuple[Spot, str]], words: str) -> tuple[int, ...]:
    """What `QuotationIndex.begun_by` promises, sought from each paragraph on its own."""
    rest = {
        paragraph: squeezed(text)[len(words) :]
        for (paragraph, item), text in passages
        if item is None and squeezed(text).startswith(words)
    }
    alone = tuple(paragraph for paragraph in rest if not rest[paragraph])
    apart = tuple(paragraph for paragraph in rest if not rest[paragraph][:1].isalnum())
    over = tuple(
        paragraph
        for at, ((paragraph, item), _) in enumerate(passages)
        if item is None and words and squeezed(" ".join(text for _, text in passages[at:])).startswith(words)
    )
    return alone or apart or tuple(rest) or over


def _paragraphs(source: Source, assembly: Assembly) -> list[str]:
    notes = marker_places(assembly.paragraphs)
    listed = []
    for index, paragraph in enumerate(assembly.paragraphs):
        for item, passage in ((None, paragraph.body), *enumerate(paragraph.items)):
            name = f"{index + 1}" if item is None else f"{index + 1}.{item + 1}"
            first, last = source.span(passage)
            cited = [note.label for note in notes if (note.paragraph, note.item) == (index, item)]
            said = f" (notes {', '.join(cited)})" if cited else ""
            kind = "" if paragraph.kind == "prose" else f" {paragraph.kind}"
            shown = passage.text.replace("\n", "\n    ") if kind else passage.text
            emphasized = [f"«{run.text}»" for run in passage.runs if "em" in run.faces and run.text.strip()]
            listed.append(f"¶ {name}{kind}, lines {first}-{last}{said}: {shown}")
            listed += [f"    emphasized: {' '.join(emphasized)}"] if emphasized else []
    return listed


def _notes(source: Source, apparatus: TextAndNotes, assembly: Assembly) -> list[str]:
    listed = ["NOTES"] if apparatus.notes else []
    for note, paragraphs in zip(apparatus.notes, assembly.notes, strict=True):
        for passage in (passage for paragraph in paragraphs for passage in (paragraph.body, *paragraph.items)):
            first, last = source.span(passage)
            listed.append(f"note {note.label} of series {note.series}, lines {first}-{last}: {passage.text}")
    return listed


# -- any text --------------------------------------------------------------------------------------------------------


def _default() -> tuple[Edition, Located]:
    (edition, located), problems = collect(parse_edition, "edition.yml", (DEFAULT / EDITION).read_text("utf-8"))
    assert edition is not None, problems
    return edition, located


PLAIN, LOCATED = _default()

#: What lines are made of: all that a rule looks for, and words that have it elsewhere in another form.
PIECES = st.sampled_from(
    [
        *(
            "river",
            "Bridge",
            "to",
            "To",
            "well",
            "known",
            "well-known",
            "wellknown",
            "Asia-",
            "Pacific",
            "1914",
            "1918",
        ),
        *("-", "well-", "1914-", "re-", "²-", "x", ".", "end.", "end,", "so:", "why?", 'he said."', "[sic]", "…"),
        *("[1]", "[12]", "(", ")", "»", "é", "ﬁ", "中文", "\u00ad", "\u00a0", "\t", " ", "  "),
    ]
)
LINES = st.builds(
    lambda indent, pieces, end: indent + "".join(pieces) + end,
    st.sampled_from(["", "", "", " ", "\t", "    ", "\f"]),
    st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", ""])).map("".join), max_size=5),
    st.sampled_from(["\n", "\n", "\n", "\n\n", "\n \n", "\r\n", "\r\n\r\n", " \n", ""]),
)
TEXTS = st.one_of(st.lists(LINES, max_size=12).map("".join), st.text(max_size=60))


@st.composite
def sources(draw: st.DrawFn) -> tuple[Source, Passage, Edition]:
    """A text, emended somewhere, with overrulings somewhere."""
    text = draw(TEXTS)
    quotations = st.builds(
        lambda word, cut: word[cut:] or word, st.sampled_from(text.split() or ["-"]), st.integers(0, 2)
    )
    emendations = draw(
        st.lists(
            st.builds(
                lambda find, read: Emendation(find=find, read=read, because="", kind="scan"),
                quotations,
                st.sampled_from(["", "another", "[3]", "two words", "."]),
            ),
            max_size=3,
        )
    )
    source = Source("brief.txt", text.encode("utf-8", "surrogatepass"), text)
    emended, _ = emend(source, emendations, [Place("edition.yml")] * len(emendations), Problems())
    quoted = st.sampled_from(emended.text.split() or ["nothing"])
    edition = msgspec.structs.replace(
        PLAIN,
        joins=tuple(draw(st.lists(quoted, max_size=2))),
        splits=tuple(draw(st.lists(quoted, max_size=2))),
        hyphens=draw(st.sampled_from([Hyphens(), Hyphens(keep=("well-known",)), Hyphens(join=("Asia-Pacific",))])),
    )
    return source, emended, edition


def _as_received(text: str) -> tuple[Source, Passage, Edition]:
    source = Source("brief.txt", text.encode(), text)
    return source, source.passage, PLAIN


def _emended(text: str, find: str, read: str) -> tuple[Source, Passage, Edition]:
    source, _, edition = _as_received(text)
    emendation = Emendation(find=find, read=read, because="", kind="scan")
    return source, emend(source, [emendation], [Place("edition.yml")], Problems())[0], edition


def _runs(assembly: Assembly) -> list[Run]:
    return [run for p in assembly.paragraphs for passage in (p.body, *p.items) for run in passage.runs]


@given(sources())
@example(_emended("The river rose.XX", "XX", ""))
@example(_as_received("The river was flood-\ning."))
def test_property_the_paragraphs_tile_the_source_and_lose_no_character(case: tuple[Source, Passage, Edition]) -> None:
    source, emended, edition = case
    assembly = assemble(source, emended, (), edition, LOCATED, Problems())
    position = 0
    before = None
    for run in _runs(assembly):
        if before is None or run.emendation is None or run.emendation != before.emendation:
            assert run.start == position, "a stretch of the source is in no paragraph, or in two"
        else:  # parts of one emended reading, each of which stands for all that it replaced
            assert (run.start, run.end) == (before.start, before.end)
        position, before = run.end, run
        stood = source.text[run.start : run.end]
        if run.emendation is not None or run.text == stood:
            continue
        assert run.text in {"", " "} or (run.text[0] == "\n" and not run.text.strip() and "\n" in stood)
        assert not stood.removeprefix("-").strip(), f"{stood!r} was lost"
        assert not stood.startswith("-") or (run.text == "" and "\n" in stood), "only a hyphen at a line end may go"
    assert position == (len(source.text) if assembly.paragraphs else 0)
    assert assembly.paragraphs or not emended.text.strip()


@given(sources())
def test_property_every_word_knows_its_line(case: tuple[Source, Passage, Edition]) -> None:
    source, emended, edition = case
    assembly = assemble(source, emended, (), edition, LOCATED, Problems())
    for paragraph in assembly.paragraphs:
        for passage in (paragraph.body, *paragraph.items):
            first, last = source.span(passage)
            for match in re.finditer(r"\S", passage.text):
                place = passage.place(match.start())
                if all(run.is_verbatim for run in passage[match.start() : match.end()].runs if run.text):
                    assert source.text[place] == match[0]
                line = source.line(place)
                assert first <= line <= last
                assert source.text.split("\n")[line - 1].strip()


@given(sources())
@example(_as_received("From 1914-\n1918 it rained."))
@example(_as_received("The merry-\ngo-\nround stood."))
def test_property_the_proof_counts_the_words_as_the_reading_does(case: tuple[Source, Passage, Edition]) -> None:
    """Else an honest text would be called a fault of the program."""
    source, emended, edition = case
    assume(not edition.splits)  # between the halves of a broken word an editor may cut, and is told so by W01
    assembly = assemble(source, emended, (), edition, LOCATED, Problems())
    read = [w for p in assembly.paragraphs for _, passage in p.passages() for w in PRINTED_WORD.findall(passage.text)]
    wanted = list(source_words(emended, WordReader()))
    assert len(read) == len(wanted)
    for seen, expected in zip(read, wanted, strict=True):
        assert seen in expected.spellings


@given(sources(), st.data())
def test_property_an_emendation_changes_what_it_quotes_and_nothing_else(
    case: tuple[Source, Passage, Edition], data: st.DataObject
) -> None:
    source, _, _ = case
    assume(source.text.split())
    quoted = st.integers(0, len(source.text) - 1)
    low, high = sorted(data.draw(st.tuples(quoted, quoted)))
    find = source.text[low : high + 1]
    read = data.draw(
        st.one_of(st.just(find), TEXTS, st.just(find + " more"), st.just(find.upper()), st.just(find[:-1]))
    )
    assume(find.split())
    emendation = Emendation(find=find, read=read, because="", kind="print")
    (emended, corrections), problems = collect(emend, source, [emendation], [Place("edition.yml")])
    if problems:
        assert emended.text == source.text
        return
    wanted = source.text[: low + len(find) - len(find.lstrip())], read, source.text[low + len(find.rstrip()) :]
    assert "".join(emended.text.split()) == "".join("".join(wanted).split())
    assert [c.new for c in corrections] == [run.text for run in emended.runs if run.emendation is not None]
    for correction in corrections:
        assert source.text[correction.start : correction.end] == correction.old


@given(TEXTS)
def test_property_a_source_spells_what_its_bytes_spell(text: str) -> None:
    assume(not text.startswith("\ufeff"))
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    source, problems = collect(decode, "brief.txt", data, "utf-8")
    assert source is not None, problems
    # Only a text without any line feed has other line ends.
    read = text if "\n" in text else re.sub("[\r\v\x85\u2028\u2029]", "\n", text)
    assert source.text == read
    assert "\n".join(source.lines) == re.sub(r"\r$", "", read.removesuffix("\n"), flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("before", "after", "text", "stays"),
    [
        ("merry", "go", "A merry-go came.", True),
        ("Merry", "go", "A MERRY-GO came.", True),
        ("merry", "go", "A merry-go came to a merrygo.", False),
        ("merry", "go", "A merry-\ngo came.", False),
        ("term", "plan", "A long-term-plan.", True),
        ("Asia", "Pacific", "", True),
        ("1914", "and", "", True),
        ("e", "mail", "", False),
        ("1a", "mill", "", False),
        ("sub", "pH", "", False),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_the_text_has_the_compound(
    before: str, after: str, text: str, stays: bool
) -> None:
    assert hyphen_stays(before, after, Vocabulary.of([text])) is stays


LONG = "The river rose in the spring of the year and stood over the meadows by the mill"
AFTER = "Nobody had seen it so high, and the bridge held."


@pytest.mark.parametrize(
    ("between", "more", "asked"),
    [
        ("\n\n", "", True),
        (",\n\n", "", False),
        (".\n\n", "", False),
        (":--\n\n", "", False),
        ("\n\n\f", "", False),
        ("\n\nas before. ", "", False),
        ("\n\n", 'joins: ["Nobody had seen"]\n', False),
        ("\n\n", 'splits: ["Nobody had seen"]\n', False),
    ],
)
def test_a_block_that_is_joined_and_may_be_a_paragraph_is_asked_about(between: str, more: str, asked: bool) -> None:
    head = f"work: {{title: T, language: en}}\nsite: {{title: T, description: D}}\nsource: {{file: text.txt}}\n{more}"
    pages = f'pages: [{{slug: /, title: O, from: "{LONG[:30]}", summary: S}}]\n'
    files = {"text.txt": f"{LONG}{between}{AFTER}\n".encode(), "edition.yml": (head + pages).encode()}
    found = [problem.code for problem in read_edition("x", files, None).problems]
    assert found == (["P03"] if asked else [])
