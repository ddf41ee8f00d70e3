"""The search index, passage by passage."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefsite.rendering import search_index
from briefsite.rendering.built_site import BuiltSite, read_site

PAGE = """<!doctype html><article class="md-content__inner">
<h1 id="top">A &amp; B<a class="headerlink" href="#top">§</a></h1>
<p class="summary">In short</p>
<p class="par" id="p1"><a data-search-exclude="" href="#p1">¶ 1</a> Less &lt; more.<sup>[1]</sup></p>
<ul class="items"><li class="item" id="p1-1">An <em>item</em></li></ul>
<h2 id="more">More</h2><p class="par" id="p1a"><span class="emended">Put in</span><sup
class="em-ref ed" data-search-exclude=""><a href="#em-a">a</a></sup></p>
<section class="notes"><h2 id="notes">Notes</h2><ol><li id="n1" value="1">
<p>Found</p>
<p class="reference">Work. https://a.test/x. <span class="to-work">see there</span></p>
<p><a class="backlink" href="#n1-1">back</a></p>
</li></ol>
</section>
<p>Behind the notes</p>
<section class="emendations"><h2 id="emendations">Emendations</h2>
<ol><li id="em-a"><p>It has “<span class="old-reading">Pnt &lt;in</span>”</p></li></ol></section>
<h2 id="cite" data-search-exclude="">How to cite</h2><p class="par" id="p9">Not this</p>
</article>"""
ENTRIES = [("", "A &amp; B"), ("#top", "A &amp; B"), ("#more", "More"), ("#notes", "Notes"), ("elsewhere/", "Kept")]


def _index(text: str = "as it was") -> str:
    docs = [{"location": location, "title": title, "text": text} for location, title in ENTRIES]
    return json.dumps({"config": {"lang": ["en"]}, "docs": docs})


def _united(index: str, site: BuiltSite, home: str = "") -> str:
    return search_index.united_index([search_index.by_passage(index, site, home)])


def _site(folder: Path, page: str = PAGE) -> BuiltSite:
    folder.joinpath("index.html").write_text(page, encoding="utf-8")
    return read_site(folder)


def test_every_passage_has_its_own_entry_behind_its_heading(tmp_path: Path) -> None:
    made = json.loads(_united(_index(), _site(tmp_path)))
    assert made["config"] == {"lang": ["en"]}
    assert [entry["location"] for entry in made["docs"] if entry.get("boost")] == ["#p1", "#p1-1", "#p1a"]
    assert [(entry["location"], entry["title"].replace("\xa0", " "), entry["text"]) for entry in made["docs"]] == [
        ("", "A &amp; B", "as it was"),
        ("#top", "A &amp; B", "<p>In short</p>"),
        ("#p1", "¶ 1 · A &amp; B", "<p>Less &lt; more.[1]</p>"),
        ("#p1-1", "¶ 1.1 · A &amp; B", "<p>An item</p>"),
        ("#more", "More", "<p>Behind the notes</p>"),
        ("#p1a", "¶ 1a · A &amp; B", "<p>Put in</p><p>As received: “Pnt &lt;in”</p>"),
        ("#n1", "Note 1 · A &amp; B", "<p>Found</p><p>Work.</p>"),
        ("elsewhere/", "Kept", "as it was"),
    ]


def test_a_page_without_passages_stays_as_it_is(tmp_path: Path) -> None:
    site = _site(tmp_path, "<article><h1 id='top'>A</h1><p>Text</p></article>")
    assert json.loads(_united(_index(), site)) == json.loads(_index())


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    site = _site(tmp_path)
    assert _united(_index(), site) == _united(_index(), site)


def test_a_heading_that_the_theme_left_out_brings_nothing_back(tmp_path: Path) -> None:
    made = _united(_index(), _site(tmp_path))
    assert "Not this" not in made
    assert "How to cite" not in made


def test_a_heading_in_a_summary_is_that_of_what_is_folded(tmp_path: Path) -> None:
    folded = (
        '<details><summary><h2 id="notes">Notes</h2></summary><p>Said in a fold</p></details>'
        '<details><summary><h2 id="cite" data-search-exclude="">Cite</h2></summary><p>Not this either</p></details>'
    )
    page = PAGE.replace('<section class="notes"><h2 id="notes">Notes</h2>', f"{folded}<section>")
    made = json.loads(_united(_index(), _site(tmp_path, page)))
    assert "Not this either" not in json.dumps(made)
    texts = {entry["location"]: entry["text"] for entry in made["docs"]}
    assert "Said in a fold" not in texts["#top"] + texts["#more"]


def test_every_note_is_found_under_the_number_or_sign_that_it_has_in_print(tmp_path: Path) -> None:
    notes = {"n1": 'value="1"', "n1a": 'value="1"', "n1z1": 'value="1"', "ns1": 'class="signed" data-sign="†"'}
    listed = "".join(f'<li id="{address}" {printed}><p>Said</p></li>' for address, printed in notes.items())
    page = PAGE.replace('<li id="n1" value="1">', f'{listed}<li id="nope">')
    made = json.loads(_united(_index(), _site(tmp_path, page)))
    found = {entry["location"]: entry["title"] for entry in made["docs"] if entry["title"].startswith("Note\xa0")}
    assert found == {
        "#n1": "Note\xa01 · A &amp; B",
        "#n1a": "Note\xa01 · A &amp; B",
        "#n1z1": "Note\xa01 · A &amp; B",
        "#ns1": "Note\xa0† · A &amp; B",
    }


@pytest.mark.parametrize(
    ("passage", "old", "said"),
    [
        ("To <span class='emended'>China’s</span>{} pressure.", "Chinas pressure", "To Chinas pressure."),
        (
            "The <b>mill <span class='emended'>sto</span>{}</b>od",
            "mill stto",
            "The mill sttood",
        ),  # shares words before it
        ("By China.[7]{} In addition", "[Z]", "By China.[7][Z] In addition"),
        ("These were{} the first", "A PAGE 3", "These were A PAGE 3 the first"),
        ("<span class='emended'>One</span>{} and <span class='emended'>two</span>", "Onne", "Onne and two"),
        (f"{'far ' * 20}<span class='emended'>b</span>{{}}{' off' * 20}", "a", f"… {'far ' * 10}a{' off' * 10} …"),
    ],
)
def test_an_original_reading_is_shown_with_the_words_around_it(
    tmp_path: Path, passage: str, old: str, said: str
) -> None:
    sign = '<sup class="em-ref" data-search-exclude=""><a href="#em-a">a</a></sup>'
    page = re.sub(r'(id="p1a">).*?</p>', lambda found: f"{found[1]}{passage.format(sign)}</p>", PAGE, flags=re.DOTALL)
    page = page.replace("Pnt &lt;in", old)
    made = json.loads(_united(_index(), _site(tmp_path, page)))
    (text,) = (entry["text"] for entry in made["docs"] if entry["location"] == "#p1a")
    assert text.endswith(f"<p>As received: “{said}”</p>")


def test_a_name_has_its_other_forms(tmp_path: Path) -> None:
    name = (
        '<div class="name-entry" id="name-u"><dt>Ulaanbaatar</dt><dd>A city. <span class="also">Also known as '
        "<span>“Ulan Bator”</span>, <span>“Urga”</span>.</span></dd></div>"
    )
    page = PAGE.replace('<section class="notes">', f"{name}<section>")
    made = json.loads(_united(_index(), _site(tmp_path, page)))
    assert [(entry["location"], entry["also"]) for entry in made["docs"] if "also" in entry] == [
        ("#name-u", ["Ulan Bator", "Urga"])
    ]


def test_pages_of_another_edition_say_whose_they_are(tmp_path: Path) -> None:
    def head(title: str) -> str:
        return f'<head><meta property="og:site_name" content="{title}"></head>'

    site = tmp_path / "site"
    for folder, title in (("", "The First"), ("elsewhere", "The Second")):
        (site / folder).mkdir()
        (site / folder / "index.html").write_text(head(title) + PAGE, encoding="utf-8")
    made = json.loads(_united(_index(), read_site(site), "The First"))
    assert {(entry["location"].partition("#")[0], entry.get("edition")) for entry in made["docs"]} == {
        ("", None),
        ("elsewhere/", "The Second"),
    }


def test_other_forms_of_words_are_in_the_paragraph_and_not_shown(tmp_path: Path) -> None:
    made = json.loads(_united(_index(), _site(tmp_path, PAGE.replace("Put in", "הנהר קפא"))))
    texts = {entry["location"]: entry["text"] for entry in made["docs"]}
    assert texts["#p1a"].startswith("<p>הנהר קפא</p>")
    assert texts["#p1a"].endswith(" <span hidden>נהר</span></p>")
    assert texts["#p1"] == "<p>Less &lt; more.[1]</p>"


def test_the_search_is_divided_as_the_scripts_of_the_site_ask_for(tmp_path: Path) -> None:
    index = json.loads(_index())
    index["config"]["separator"] = r"[\s-]+"

    def separator(words: str) -> str:
        page = PAGE.replace("Put in", words)
        made = json.loads(_united(json.dumps(index), _site(tmp_path, page)))
        return str(made["config"]["separator"])

    assert separator("It’s “Łódź”") == r"[\s-]+"
    assert separator("港が測られた。").startswith(r"[\s-]+|")


def test_the_index_of_two_parts_is_that_of_both_together(tmp_path: Path) -> None:
    index = json.loads(_index())
    index["config"]["separator"] = " "
    both = PAGE.replace("Put in", "הנהר קפא")
    site = _site(tmp_path, both)
    parts = [search_index.by_passage(json.dumps({**index, "docs": docs}), site, "") for docs in _halves(index["docs"])]
    whole = search_index.by_passage(json.dumps(index), site, "")
    assert [bool(part.signs.strip("¶\xa0·“”")) for part in parts] == [True, False]
    assert search_index.united_index(parts) == search_index.united_index([whole])
    assert json.loads(search_index.united_index(parts))["config"]["separator"] != " "


def _halves(docs: list[dict[str, str]]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    return docs[:-1], docs[-1:]
