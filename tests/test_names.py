"""Names: what is a mention and what isn't, the first one on a page, addresses that last, the index."""

from __future__ import annotations

import re
from dataclasses import replace

import markdown
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.extras import IndexName
from briefsite.markup import typeset
from briefsite.pages.inline import inline
from briefsite.pages.names import names_page
from briefsite.pages.page_text import link_to_name
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.name_index import first_mentions, mentioned, mentions, name_forms, name_fragments
from briefsite.reading.publication import Publication
from briefsite.source.emendation import quotation
from briefsite.source.passage import Passage, Run

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


def name(written: str, *aliases: str, language: str | None = None, line: str = "A line.") -> IndexName:
    return IndexName(name=written, kind="term", aliases=aliases, line=line, language=language)


def found(text: str, *known: IndexName) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.name.name) for m in mentions(text, name_forms(tuple(known)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the US Congress and the US.", [("US Congress", "US Congress"), ("US", "United States")]),
        ("USA, us, BUS, US_1", []),  # whole words, in this case
        ("China's, anti-China (China), Chinas", [("China", "China")] * 3),
        ("the United\n  States’ aim", [("United\n  States", "United States")]),  # white space is white space
        ("Asia-Pacific, Asia", [("Asia-Pacific", "Asia-Pacific"), ("Asia", "Asia")]),
        ("New York City, New York, New", [("New York City", "NYC"), ("New York", "New York")]),
        ("York New York", [("New York", "New York")]),
        ("“Ö.B.” and Ö.B.C", [("Ö.B.", "Ö.B.")]),
        ("the .net and x.net", [(".net", "dotnet")]),
        ("1994 Concept of 1994", [("1994 Concept", "1994 Concept")]),
    ],
)
def test_what_is_a_mention(text: str, expected: list[tuple[str, str]]) -> None:
    known = [
        *(name("US Congress"), name("United States", "US"), name("China"), name("Asia"), name("Asia-Pacific")),
        *(name("New York"), name("NYC", "New York City"), name("Ö.B."), name("dotnet", ".net"), name("1994 Concept")),
    ]
    assert found(text, *known) == expected


WORDS = st.lists(st.sampled_from(["a", "b", "ab", "A", "a-b", "b.", "é"]), min_size=1, max_size=3).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=5, unique=True), st.lists(st.one_of(WORDS, st.just("\n")), max_size=8))
@example(["a b", "b a a"], ["a b a a"])
def test_property_mentions_are_the_longest_from_left_to_right(written: list[str], text_: list[str]) -> None:
    """Against the slow and plain way: at each position the longest form that stands there as whole words."""
    text = " ".join(text_)
    whole = {form: re.compile(rf"(?<!\w){quotation(form).pattern}(?!\w)") for form in written}
    expected, at = [], 0
    while at < len(text):
        fits = [form for form in sorted(written, key=len, reverse=True) if whole[form].match(text, at)]
        expected += [(at, form) for form in fits[:1]]
        match = whole[fits[0]].match(text, at) if fits else None
        at = match.end() if match else at + 1
    assert [(m.start, m.name.name) for m in mentions(text, name_forms(tuple(map(name, written))))] == expected


def test_every_name_of_the_index_is_in_the_brief_where_it_is_said_to_be(publication: Publication) -> None:
    places = mentioned(publication.paragraphs, publication.edition.names)
    assert [known.name for known, at in places.items() if not at] == []
    shown = {
        known.name: [publication.addresses.of(*place) for place in at]
        for known, at in places.items()
        if known.name in {"United States", "Third neighbor", "Battulga, Khaltmaagiin", "Resolution 10"}
    }
    assert shown == {
        "United States": ["p6-2", "p12"],
        "Third neighbor": ["p1", "p4", "p6-2", "p12", "p13", "p14"],
        "Battulga, Khaltmaagiin": ["p9", "p10"],
        "Resolution 10": ["p6"],
    }


def test_the_first_mention_on_a_page_is_the_first_that_nobody_emended() -> None:
    emended = Passage((Run("Of ", 0, 3), Run("China's", 3, 9, 0), Run(" and China, China", 9, 26)))
    plain = Passage((Run("China, Russia", 30, 43),))
    text = (Paragraph(emended, (plain,)), Paragraph(plain))
    known = [name("China"), name("Russia")]
    first = first_mentions(text, known, [0, 1])
    assert {place: [(m.start, m.end, m.name.name) for m in at] for place, at in first.items()} == {
        (0, None): [(15, 20, "China")],
        (0, 0): [(7, 13, "Russia")],
    }
    assert set(first_mentions(text, known, [1])) == {(1, None)}


HOSTILE = 'a "line" with `ticks`, back\\slashes \\" \\* ) ] } > <b> &amp; *stars* _x_ [7] {: #x}'


@pytest.mark.parametrize("line", [HOSTILE, "An ordinary line.", "`", "\\", '"'])
def test_marking_a_name_changes_no_word(line: str) -> None:
    text = "Of *China* and [sic] Russia's x_y_z China."
    known = name("China", line=line, language="mn-Latn")
    passage = Passage((Run(text, 0, len(text)),))
    marks = [
        link_to_name(mention, "name-china") for mention in first_mentions([Paragraph(passage)], [known], [0])[0, None]
    ]
    tree = LexborHTMLParser(markdown.markdown(inline(passage, iter(()), {}, marks), extensions=EXTENSIONS))
    (paragraph,) = tree.css("body > p")
    assert paragraph.text() == text
    (link,) = tree.css("a")
    assert link.attributes == {
        "href": "names.md#name-china",
        "title": typeset(line),
        "class": "name",
        "lang": "mn-Latn",
    }
    assert link.text() == "China"


@pytest.mark.parametrize(
    ("written", "fragment"),
    [
        ("Battulga, Khaltmaagiin", "name-battulga-khaltmaagiin"),
        ("AVİM", "name-avim"),
        ("Işık Łódź Straße", "name-isik-lodz-strasse"),
        ("Монгол", "name-mongol"),
        ("§ 9", "name-9"),
        ("…", "name-sign"),
    ],
)
def test_fragments_are_ascii(written: str, fragment: str) -> None:
    assert list(name_fragments([name("before"), name(written)]).values()) == ["name-before", fragment]


def test_fragments_are_never_shared() -> None:
    known = [name("C #"), name("c"), name("C"), name("c-2")]
    assert list(name_fragments(known).values()) == ["name-c", "name-c-2", "name-c-3", "name-c-2-2"]


def test_the_index_has_every_name_under_its_kind_with_every_place(publication: Publication) -> None:
    tree = LexborHTMLParser(markdown.markdown("\n\n".join(names_page(publication).blocks), extensions=EXTENSIONS))
    ids = name_fragments(publication.edition.names)
    places = mentioned(publication.paragraphs, publication.edition.names)
    entries = {node.attributes["id"]: node for node in tree.css("dl.names > div")}
    assert set(entries) == set(ids.values())
    for known, fragment in ids.items():
        entry = entries[fragment]
        (term,), (said,) = entry.css("dt"), entry.css("dd")
        assert (term.text(), term.attributes.get("lang")) == (typeset(known.name), known.language)
        assert " ".join(said.text().split()).startswith(typeset(known.line))
        targets = [link.attributes["href"] for link in said.css("a")]
        assert targets == [publication.target(*place) for place in places[known]]
    counted = sum(int(count) for node in tree.css("h2") for count in re.findall(r"\((\d+)\)", node.text()))
    assert counted == len(ids)


def test_a_form_that_the_text_does_not_use_is_said_to_be_known_not_to_appear(publication: Publication) -> None:
    """Such as a former spelling, by which the search is to find the name."""
    names = [
        msgspec.structs.replace(one, aliases=("Qing rule", "The Outer Name")) if "Qing rule" in one.aliases else one
        for one in publication.edition.names
    ]
    edition = msgspec.structs.replace(publication.edition, names=tuple(names))
    body = names_page(replace(publication, edition=edition)).blocks
    tree = LexborHTMLParser(markdown.markdown("\n\n".join(body), extensions=EXTENSIONS))
    said = [node.text() for node in tree.css("dd .also") if "Qing" in node.text()]
    assert said == ["Also appears as “Qing rule”. Also known as “The Outer Name”."]
