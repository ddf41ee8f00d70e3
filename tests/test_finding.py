"""Finding one's way: what other themes say of the same, how long a page takes, in which language a title is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.extras import IndexName
from briefsite.markup import from_fragment
from briefsite.reading.related import MOST_NAMES, MOST_RELATED, related
from briefsite.works.reference_html import in_its_language
from briefsite.works.work import Work


def _name(written: str) -> IndexName:
    return IndexName(name=written, kind="term", line="A line.")


COAL, CHINA, MINING, OIL = (_name(written) for written in ("Coal", "China", "Mining", "Oil"))


def _places(*paragraphs: int) -> frozenset[int]:
    return frozenset(paragraphs)


def test_rare_names_count_and_common_ones_do_not() -> None:
    mentioned = {COAL: _places(0, 5), CHINA: _places(0, 1, 2, 3, 4, 5), MINING: _places(1, 3, 4), OIL: _places(5)}
    found = related([0, 1], 9, mentioned)
    assert [(each.paragraph, [name.name for name in each.names]) for each in found] == [
        (5, ["Coal"]),  # two of nine paragraphs name it
        (3, ["Mining"]),  # three do; of equals the earlier one comes first
        (4, ["Mining"]),
    ]


def test_without_a_name_in_common_nothing_is_related() -> None:
    assert related([0], 3, {COAL: _places(0), OIL: _places(1)}) == ()
    assert related([0], 3, {CHINA: _places(0, 1, 2)}) == ()
    assert related([], 1, {COAL: _places(0)}) == ()


@given(
    st.sets(st.integers(0, 8)),
    st.dictionaries(st.sampled_from([COAL, CHINA, MINING, OIL]), st.lists(st.integers(0, 8), unique=True)),
)
def test_what_is_related_is_elsewhere_and_shares_what_it_says(
    page: set[int], where: dict[IndexName, list[int]]
) -> None:
    mentioned = {name: _places(*found) for name, found in where.items()}
    found = related(page, 9, mentioned)
    assert found == related(page, 9, dict(reversed(mentioned.items())))
    assert len(found) <= MOST_RELATED
    assert len({each.paragraph for each in found}) == len(found)
    for each in found:
        assert each.paragraph not in page
        assert 0 < len(each.names) <= MOST_NAMES
        for name in each.names:
            assert each.paragraph in where[name]
            assert page & set(where[name])


def test_every_theme_leads_to_others_and_no_link_to_itself(brief: Path) -> None:
    leading = 0
    for slug in ("history", "security-concepts", "china-dependence", "russia-balance", "third-neighbors", "turkey"):
        tree = LexborHTMLParser((brief / "site" / slug / "index.html").read_text(encoding="utf-8"))
        for row in tree.css("details.elsewhere li"):
            links = [node.attributes["href"] or "" for node in row.css("a")]
            assert links[0].startswith("../")
            assert not links[0].startswith(f"../{slug}/")
            assert all(link.startswith("../names/#name-") for link in links[2:])
            assert len(links) > 2
            leading += 1
        assert "about" in tree.css(".series")[0].text()
    assert leading > 10


def test_how_long_it_takes_is_said_where_a_page_begins(brief: Path) -> None:
    """1,621 words in all, at 238 a minute."""
    said = {}
    for slug in ("full-text", "russia-balance", "china-dependence", "bibliography"):
        tree = LexborHTMLParser((brief / "site" / slug / "index.html").read_text(encoding="utf-8"))
        said[slug] = " ".join(tree.css(".series")[0].text().split())
    assert "· about 7 minutes to read ·" in said["full-text"]
    assert "· about 1 minute to read ·" in said["russia-balance"]
    assert "· about 2 minutes to read ·" in said["china-dependence"]
    assert "minute" not in said["bibliography"]


def _work(title: str, language: str) -> Work:
    return Work(key="k", type="online", title=title, language=language)


@pytest.mark.parametrize(
    ("title", "language", "fragment", "expected"),
    [
        ("Bir", "tr", "A. “Bir.” 2020.", 'A. “<span lang="tr">Bir</span>.” 2020.'),
        ("Bir & iki", "tr", "“Bir &amp; iki.”", '“<span lang="tr">Bir &amp; iki</span>.”'),
        ('Bir "iki"', "tr", "“Bir ‘iki’.”", '“<span lang="tr">Bir ‘iki’</span>.”'),
        ("Один", "ru", "<em>Один</em>.", '<em><span lang="ru">Один</span></em>.'),
        ("One", "en", "“One.”", "“One.”"),
        ("One", "en-GB", "“One.”", "“One.”"),
        ("One", "", "“One.”", "“One.”"),
        ("Bir", "tr", "Bir. “Bir.”", "Bir. “Bir.”"),  # which of them?
        ("Bir", "tr", "<em>Bir</em>. Bir.", "<em>Bir</em>. Bir."),
        ("Bir", "tr", "Nowhere.", "Nowhere."),
        ("doi", "tr", '<a href="https://doi.org/1">1</a>', '<a href="https://doi.org/1">1</a>'),  # no word of the title
    ],
)
def test_a_title_in_another_language_is_marked(title: str, language: str, fragment: str, expected: str) -> None:
    assert in_its_language(fragment, _work(title, language), "en") == expected


def test_marks_of_language_come_through_markdown() -> None:
    assert from_fragment('“<span lang="tr">B_r</span>.”') == '“<span lang="tr">B\\_r</span>.”'
    assert from_fragment('<span lang="&quot;&gt;x">y</span>') == '<span lang="&quot;&gt;x">y</span>'


def test_every_foreign_title_of_the_brief_says_what_it_is(brief: Path) -> None:
    tree = LexborHTMLParser((brief / "site/bibliography/index.html").read_text(encoding="utf-8"))
    foreign = [node for node in tree.css(".works li") if node.css_first(".language")]
    assert len(foreign) == 3
    for node in foreign:
        assert [mark.attributes["lang"] for mark in node.css(".reference [lang]")] in (["tr"], ["ru"])
