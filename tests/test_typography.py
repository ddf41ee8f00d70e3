"""Typographic quotation marks by a rule of the edition: never a wrong guess, and never another word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from briefsite.problems.collector import Problems
from briefsite.proof.checks import words_kept
from briefsite.rendering.built_site import read_site
from briefsite.site.compose import read_one
from briefsite.site.inputs import gather
from briefsite.writing.quotation_marks import NO_BREAK, PRINTED, STRAIGHT, has_rule, marks_of_print
from tests.helpers import call, call_build, call_release, collect, make_project


def shown(text: str, language: str = "en") -> str:
    signs = marks_of_print(text, language).at
    return "".join(signs.get(at, letter) for at, letter in enumerate(text))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('He said "go" and left.', "He said “go” and left."),
        ('"Go," he said, "and don\'t."', "“Go,” he said, “and don’t.”"),
        # One within the other, on both levels, and where they touch.
        ("\"He said 'go'.\"", "“He said ‘go’.”"),
        ("'I heard \"stop\",' he said.", "‘I heard “stop”,’ he said."),
        # Beside brackets, dashes, dots, markers of notes and signs of emphasis.
        ('("so") a—"b"—c "...and" ["sic"] "A"/"B"', "(“so”) a—“b”—c “...and” [“sic”] “A”/“B”"),
        ('"held."[7] "Next,"* she said', "“held.”[7] “Next,”* she said"),
        ('_"so"_ and *"so"*', "_“so”_ and *“so”*"),
        # Apostrophes: in a word, after a number, at the end of a word, at its beginning.
        ("don't, O'Neil's, l'homme, the 1980's", "don’t, O’Neil’s, l’homme, the 1980’s"),
        ("the dogs' bowl and the 'third neighbors' policy", "the dogs’ bowl and the ‘third neighbors’ policy"),
        ("rock 'n' roll in the '90s", "rock ’n’ roll in the ’90s"),
        ("'Tis the season", "’Tis the season"),
        # The beginning of a quotation of several paragraphs.
        ('"It rained. And more', "“It rained. And more"),
        # Marks that are there already.
        ('‘so’ and "so"', "‘so’ and “so”"),
    ],
)
def test_marks_whose_meaning_is_certain_are_those_of_print(text: str, printed: str) -> None:
    assert shown(text) == printed
    assert marks_of_print(text, "en").left == ()


@pytest.mark.parametrize(
    ("text", "printed", "left"),
    [
        # Feet, inches and minutes are no marks.
        ("5'10\" tall, 40°26'46\" N", "5'10\" tall, 40°26'46\" N", 0),
        ('"It is 5\'10"," she said', "“It is 5'10\",” she said", 0),
        # These may be inches.
        ('a 12" plank and "hits"', 'a 12" plank and “hits”', 1),
        ('"a 12" plank"', '"a 12" plank"', 3),
        # A mark that is missing, or too many, makes the others doubtful; single and double ones apart.
        ('it\'s "here and "there"', 'it’s "here and "there"', 3),
        ('"a." "b.', '"a." "b.', 3),
        ('said "here and more', 'said "here and more', 1),
        # Ditto, marks in a word, and two single ones for a double one.
        ('" ditto "', '" ditto "', 2),
        ('letter"letter', 'letter"letter', 1),
        ("''so''", "''so''", 4),
        # An apostrophe before a word, or a quotation?
        ("'prentice boys' club", "'prentice boys' club", 2),
    ],
)
def test_what_is_not_certain_stays_as_it_is_and_is_counted(text: str, printed: str, left: int) -> None:
    assert shown(text) == printed
    assert len(marks_of_print(text, "en").left) == left


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en-GB", "“a ‘b’ c’s”"),
        ("de", "„a ‚b‘ c’s“"),
        ("de-CH", "«a ‹b› c’s»"),
        ("fr", f"«{NO_BREAK}a “b” c’s{NO_BREAK}»"),
        ("it", "«a “b” c’s»"),
        ("pt-BR", "“a ‘b’ c’s”"),
        ("pt-PT", "«a “b” c’s»"),
        ("ru", "«a „b“ c’s»"),
        ("pl", "„a «b» c’s”"),
        ("sv", "”a ’b’ c’s”"),
    ],
)
def test_each_language_has_its_own_marks(language: str, printed: str) -> None:
    assert shown("\"a 'b' c's\"", language) == printed


def test_where_the_marks_of_a_pair_look_different_two_that_may_close_leave_all() -> None:
    assert shown("Hans' Haus und 'das'", "de") == "Hans’ Haus und ‚das‘"
    assert shown("'Hans' Haus' ist's", "de") == "'Hans' Haus' ist’s"
    assert not has_rule("ja")
    assert marks_of_print('"a"', "ja").left == (0, 2)


@given(st.text("ab1 \"'.,-—([])s\n", max_size=40), st.sampled_from(["en", "de", "fr", "sv", "ja"]))
def test_property_nothing_but_straight_marks_is_replaced_and_by_marks_alone(text: str, language: str) -> None:
    found = marks_of_print(text, language)
    for at, sign in found.at.items():
        assert text[at] in STRAIGHT
        assert len(sign.strip(NO_BREAK)) == 1
        assert sign.strip(NO_BREAK) in PRINTED
    assert not found.at.keys() & set(found.left)
    assert [text[at] for at in found.left] == [sign for sign in (text[at] for at in found.left) if sign in STRAIGHT]
    if "'" not in text:  # no opening mark without a closing one, except at the beginning
        opened = sum(sign.strip(NO_BREAK) in "“„«" for sign in found.at.values())
        assert language == "sv" or opened - len(found.at) / 2 in {0, 0.5}


# -- an edition -------------------------------------------------------------------------------------------------------

TEXT = """\
The river wasn't high. "It is 5'10"," she said,[1] "and the 'old' bridge holds in 1990."

A 12" plank came, and "the mill".

Bridge | "

NOTES

[1] So "they" say.
"""
EDITION = """\
work: {{ title: The Bridge, publisher: {{ name: The Press }}, date: 2020-02-01, language: {language} }}
emendations: [{{ find: mill, read: mill's, because: so, kind: print }}]
notes: [{{ number: 1, status: author }}]
blocks: [{{ from: "Bridge |", as: table }}]
names: [{{ kind: place, name: Bridge, aliases: [bridge holds], line: It holds. }}]
timeline: [{{ year: 1990, when: "1990", what: It held., words: the 'old' bridge holds }}]
"""


def _edition(language: str = "en", more: str = "") -> dict[str, str]:
    return {"sources/x/brief.txt": TEXT, "sources/x/edition.yml": EDITION.format(language=language) + more}


def _words(site: Path, path: str) -> str:
    tree = LexborHTMLParser((site / path / "index.html").read_text("utf-8"))
    for node in tree.css("article .ed, article .lines"):
        node.decompose()
    return " ".join(tree.css("article")[0].text().replace("\n", " ").split(" "))


RULE = "typography: quotation_marks\n"


def test_a_rule_of_the_edition_changes_the_marks_and_nothing_else(tmp_path: Path) -> None:
    root, site = make_project(tmp_path, _edition()), tmp_path / "site"
    call_release(root, "2026-01-01")
    ledger = (root / "sources/x/permalinks.yml").read_bytes()
    received = (root / "docs/received.md").read_bytes()
    make_project(root, _edition(more=RULE))
    said = call_build(root).output
    assert "1 change waits for a release" in said  # the rule itself, and no passage
    assert "exactly once, in order" in said
    for path in ("", "full-text"):
        words = _words(site, path)
        assert "The river wasn’t high. “It is 5'10\",” she said,[1] “and the ‘old’ bridge holds in 1990.”" in words
        assert 'A 12" plank came, and “the' in words
        assert "mill’s" in words
    assert "So “they” say." in _words(site, "")
    assert "the ‘old’ bridge holds" in _words(site, "timeline")
    names = LexborHTMLParser((site / "index.html").read_text("utf-8")).css("#p1 a[href^='names/']")
    assert [node.text() for node in names] == ["bridge holds"]
    # The text as received is on its own page, and the rule is one of the corrections.
    assert (root / "docs/received.md").read_bytes() == received
    (entry,) = [line for line in (root / "docs/about.md").read_text("utf-8").splitlines() if "typographic ones" in line]
    assert "12 straight quotation marks" in entry
    assert "not certain ([line 3](received.md#l3))." in entry
    decided = call(root, "check", "-v").output
    assert decided.count("straight quotation mark") == 1
    assert "brief.txt:3:5" in decided
    # The words are the same: no wording, no address and no quotation changes.
    full_text = (root / "docs/full-text.md").read_text("utf-8")
    assert "draft: " not in full_text
    assert full_text.count("unchanged since the version of 1 January 2026") == 3
    call_release(root, "2026-01-02")
    after = (root / "sources/x/permalinks.yml").read_bytes()
    version, state = [line for line in after.splitlines() if line not in ledger.splitlines()]
    assert (version, state.split(b":")[0]) == (b"- version: 2026-01-02", b"  state")
    for words in (
        "“and the ‘old’ bridge holds in 1990.”",
        "\"and the 'old' bridge holds in 1990.\"",
        "The river wasn’t high",
        "The river wasn't high",
    ):
        assert call(root, "quote", words).exit_code == 0, words
    # A version shows the marks that readers saw on its day.
    assert "The river wasn't high. \"It is" in _words(site, "v/2026-01-01")
    assert "The river wasn’t high. “It is" in _words(site, "v/2026-01-02")


def test_the_proof_sees_a_word_that_is_lost_beside_a_mark(tmp_path: Path) -> None:
    root = make_project(tmp_path, _edition("fr", RULE))
    call_build(root)
    words = _words(root / "site", "")
    assert f"et «{NO_BREAK}" not in words
    assert f"«{NO_BREAK}and the “old” bridge holds in 1990.{NO_BREAK}»" in words
    inputs, problems = collect(gather, root, {})
    assert inputs, problems
    reading = read_one(inputs, "sources/x")
    assert reading.publication is not None
    page = root / "site/index.html"
    for old, new in (("wasn’t", "was’t"), ("old”", "bold”"), (f"{NO_BREAK}»", f" so{NO_BREAK}»")):
        html = page.read_text("utf-8")
        page.write_text(html.replace(old, new), "utf-8")
        found = Problems()
        words_kept(reading.publication.source, reading.emended, reading.publication, read_site(root / "site"), found)
        assert [problem.code for problem in found.in_order()] == ["W01"], new
        page.write_text(html, "utf-8")
