"""What is found quickly, because most of a text can't have it, is what a search through all of the text finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsite.paragraphs import block, contents
from briefsite.source import inline_notes, marker_forms, note_groups, sentence
from briefsite.source.marker import marked, markers, numbered
from briefsite.source.passage import Passage, Run
from briefsite.words import spaced
from briefsite.writing import hyphenation

#: The signs on which the quick answers depend, and some that are alike.
SIGNS = "ab1⁵ᵃ .,;:!?…-–—[](){}<>^\\*†|\t\n\r\f\x1c\u00a0\u202f\u3000“”«»vx７١①（）［］。"
PARTS = ("[Footnote 1: x]", "[fn: b", " \\footnote{c}", "a\\footnote{d}", "x <ref>e</ref>", "^[f]", "[1]–[4]", "³⁻⁵")
texts = st.lists(st.sampled_from([*SIGNS, *PARTS]), max_size=24).map("".join)


@settings(max_examples=300)
@given(texts)
def test_it_is_what_the_whole_search_finds(text: str) -> None:
    found = [match.span() for match in inline_notes._INLINE.finditer(text)]
    assert [match.span() for match in inline_notes._openings(text)] == found
    assert bool([*note_groups.grouped_by_dash(text)]) <= bool(note_groups._SPANNED.search(text))
    if not any(sign in text for sign in note_groups._SPANS):
        assert not note_groups._SPANNED.search(text)
    for form in marker_forms.MARKER_FORMS:
        match = form.pattern.search(text)
        assert match is None or not form.signs or any(sign in match[0] for sign in form.signs)
    line = text.strip()
    assert contents.is_entry(line) == bool(contents._LEADER.search(line))
    assert block._has_columns(line) == bool(block._COLUMNS.search(line))
    assert sentence.ends_sentence(text) == bool(sentence._ENDED.search(text[-80:]))
    hyphenated = re.findall(r"(?<!\w)(?=(\w+)-(\w+))", text)
    assert [*hyphenation._hyphenated(text)] == hyphenated
    assert spaced(text) == re.sub(r"[^\S\u00a0]+", " ", text)


def test_every_sign_at_an_end_is_looked_at() -> None:
    for sign in map(chr, range(32, 0x2100)):
        assert contents.is_entry(f"The rise ... {sign}") == bool(contents._LEADER.search(f"The rise ... {sign}")), sign
        for text in (f"It rose.{sign}", f"It rose.[{sign}]", f"It rose{sign}"):
            assert sentence.ends_sentence(text) == bool(sentence._ENDED.search(text)), text


@pytest.mark.parametrize("style", ["", "mark", "plain"])
def test_a_number_in_brackets_is_a_marker_where_its_run_says_nothing_else(style: str) -> None:
    passage = Passage((Run("It rose.", 0, 8), Run("[1]", 8, 11, None, style), Run(" So.[2]", 11, 18)))  # type: ignore[arg-type]
    labels = {"": ["1", "2"], "mark": ["1", "2"], "plain": ["2"]}[style]
    assert [marker.label for marker in markers(passage)] == labels
    assert {*marked(passage)} <= {*markers(passage)} <= {*numbered(passage.text), *marked(passage)}
