"""Passages: however text is cut and put together again, nothing is lost and every character knows its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.source.passage import Passage, Run, gap


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Runs that tile a source: taken over as they are, emended, dropped, or read as nothing."""
    runs: list[Run] = []
    position = 0
    for index, (kind, text) in enumerate(
        draw(st.lists(st.tuples(st.sampled_from("vvvedn"), st.text("ab \n", min_size=1, max_size=4)), max_size=8))
    ):
        end = position + len(text)
        match kind:
            case "v":
                runs.append(Run(text, position, end))
            case "e":
                runs.append(Run(draw(st.text("xyz ", min_size=1, max_size=5)), position, end, index))
            case "d":
                runs.append(Run("", position, end, index))
            case _:
                runs.append(Run("", position, end))
        position = end
    return Passage(tuple(runs))


def _joined(passage: Passage) -> list[Run]:
    """The runs with what was cut put together again: parts of one run stand side by side."""
    runs: list[Run] = []
    for run in passage.runs:
        last = runs[-1] if runs else None
        if last and last.text and run.text and last.emendation == run.emendation:
            if run.emendation is not None:
                runs[-1] = Run(last.text + run.text, last.start, last.end, last.emendation)
                continue
            if last.is_verbatim and run.is_verbatim and last.end == run.start:
                runs[-1] = Run(last.text + run.text, last.start, run.end)
                continue
        runs.append(run)
    return runs


@given(passages(), st.data())
def test_property_cutting_and_joining_is_lossless(passage: Passage, data: st.DataObject) -> None:
    # Also at the ends: a part may be empty.
    cuts = sorted(data.draw(st.lists(st.integers(0, len(passage)), max_size=4 if len(passage) else 0)))
    parts = [passage[low:high] for low, high in zip([0, *cuts], [*cuts, len(passage)], strict=True)]
    again = Passage()
    for part in parts:
        again += part
    assert again.text == passage.text
    assert _joined(again) == _joined(passage)
    assert [again.place(at) for at in range(len(again))] == [passage.place(at) for at in range(len(passage))]


@given(passages(), st.data())
def test_property_a_part_is_what_stands_there(passage: Passage, data: st.DataObject) -> None:
    low, high = sorted(data.draw(st.tuples(st.integers(0, len(passage)), st.integers(0, len(passage)))))
    part = passage[low:high]
    assert part.text == passage.text[low:high]
    assert len(part) == high - low
    assert [part.place(at) for at in range(len(part))] == [passage.place(low + at) for at in range(len(part))]
    for at in range(len(part)):
        assert part.extent[0] <= part.place(at) < part.extent[1]


@given(passages(), st.sampled_from(["", " "]))
def test_property_a_gap_reads_as_asked_and_keeps_every_place(between: Passage, text: str) -> None:
    read = gap(text, between)
    assert read.text == text
    if between:
        assert read.runs[0].start == 0
        assert max(run.end for run in read.runs) == between.runs[-1].end
    assert all(one.end == other.start for one, other in zip(read.runs, read.runs[1:], strict=False))
    dropped = [(run.start, run.end, run.emendation) for run in between.runs if run.emendation is not None]
    assert [(run.start, run.end, run.emendation) for run in read.runs if run.emendation is not None] == dropped


def test_after_the_last_character_a_passage_is_at_its_end() -> None:
    passage = Passage((Run("The", 0, 3), Run("", 3, 5, 0), Run(" river", 5, 11)))
    assert passage.place(len(passage)) == 11
    assert Passage((Run("The", 0, 3),)).place(3) == 3
    assert Passage().place(0) == 0


def test_a_part_of_an_emended_mark_is_a_mark() -> None:
    assert Run("**", 4, 5, 0, "mark").cut(0, 1) == Run("*", 4, 5, 0, "mark")


def test_white_space_in_a_row_is_one_run_and_a_blank_for_what_was_dropped_comes_after_it() -> None:
    assert gap("", Passage((Run(" ", 3, 4), Run("\n", 4, 5)))) == Passage((Run("", 3, 5),))
    dropped = Run("", 3, 5, 0), Run("", 5, 8, 1), Run("", 8, 9, 2)
    assert gap(" ", Passage(dropped)) == Passage((*dropped, Run(" ", 9, 9)))
    assert gap(" ", Passage()) == Passage((Run(" ", 0, 0),))


def test_a_passage_is_not_read_backwards() -> None:
    with pytest.raises(ValueError, match=r"^a passage is read forwards, one character after the other$"):
        Passage((Run("The", 0, 3),))[::-1]
