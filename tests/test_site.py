"""The site of the brief as a visitor gets it: whole, honest, and nothing in it that leads nowhere."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefsite.exports.formats import FORMATS
from tests.helpers import BY_HAND, VERSIONS_OF_BRIEF, build, copy_repository, published

ADDRESS = "https://example.org/"
SHA256 = "76c9ff77681bc4bdde75e182ac700d3fdd52b0a798ca8ff9f7c79ed5ad686af5"
#: Where each paragraph and list item of the brief stands in brief.txt.
LINES = {
    "p1": (1, 6),
    "p2": (8, 13),
    "p3": (15, 22),
    "p4": (24, 42),
    "p5": (44, 50),
    "p6": (52, 53),
    "p6-1": (55, 57),
    "p6-2": (59, 60),
    "p6-3": (62, 66),
    "p7": (68, 71),
    "p8": (73, 84),
    "p9": (86, 96),
    "p10": (98, 106),
    "p11": (108, 115),
    "p12": (117, 131),
    "p13": (132, 149),
    "p14": (151, 154),
}
THEMES = {
    "/": ["p1", "p14"],
    "/history/": ["p2", "p3"],
    "/security-concepts/": ["p4", "p5", "p6", "p6-1", "p6-2", "p6-3", "p7"],
    "/china-dependence/": ["p8", "p9", "p10"],
    "/russia-balance/": ["p11"],
    "/third-neighbors/": ["p12"],
    "/turkey/": ["p13"],
}


@dataclass(frozen=True)
class Page:
    """A page of the built site."""

    url: str
    tree: LexborHTMLParser

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(node.attributes.get("id") or "" for node in self.tree.css("[id]"))

    def one(self, selector: str) -> LexborNode:
        """The only element that answers to `selector`."""
        found = self.tree.css(selector)
        assert len(found) == 1, f"{len(found)} × {selector} on {self.url}"
        return found[0]

    def attribute(self, selector: str, name: str) -> str:
        return self.one(selector).attributes[name] or ""

    def text(self, selector: str) -> str:
        return " ".join(self.one(selector).text().split())


@pytest.fixture(scope="module")
def site(brief: Path) -> Path:
    return brief / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[str, Page]:
    """Every page by its URL."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        url = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        found[url] = Page(url, LexborHTMLParser(path.read_text(encoding="utf-8")))
    return found


def _words_of_the_author(node: LexborNode) -> str:
    """The text of a paragraph without its number, its lines and the signs of the editors."""
    copy = LexborHTMLParser(node.html or "")
    for ours in copy.css(".ed"):
        ours.decompose()
    return copy.text()


# -- the text --------------------------------------------------------------------------------------------------------


def test_the_build_says_what_it_proved(brief: Path) -> None:
    result = build(brief)
    assert (
        "All 1,621 words of sources/mongolia/brief.txt appear exactly once, in order, on 7 pages (6 corrections)."
        in result.stdout
    )
    assert "20 of 20 notes linked; 19 have sources; note 6 marked “none found”." in result.stdout
    assert result.stderr == ""


def test_every_paragraph_is_on_its_theme_page_and_names_its_lines(pages: Mapping[str, Page]) -> None:
    for url, addresses in [*THEMES.items(), ("/full-text/", list(LINES))]:
        page = pages[url]
        assert [node.attributes["id"] for node in page.tree.css("article .par, article .item")] == addresses
        for address in addresses:
            first, last = LINES[address]
            assert page.text(f"[id={address}] .lines") == f"lines {first}–{last}"
            assert urljoin(url, page.attribute(f"[id={address}] .lines", "href")) == f"/received/#l{first}"
            assert page.attribute(f"[id={address}] .pilcrow", "href") == f"#{address}"


def test_the_theme_pages_hold_the_words_of_the_source_once_in_order(root: Path, pages: Mapping[str, Page]) -> None:
    """Proven here from brief.txt alone: none of the program's own reading is trusted."""
    text = (root / "sources/mongolia/brief.txt").read_text(encoding="utf-8")
    emended = {
        "AVI Avrasya incelemeleri Merkezi\nCenter for Eurasian Studies": "",
        "[51": "[5]",
        "[Z]": "[7]",
        "Asia-\nPacific": "Asia-Pacific",
        "support given the people": "support given by the people",
        "Chinas pressure": "China's pressure",
        "Mongolias geographical": "Mongolia's geographical",
    }
    for old, new in emended.items():
        text = text.replace(old, new)
    shown = [
        word
        for url, addresses in sorted(THEMES.items(), key=lambda theme: list(LINES).index(theme[1][-1]))
        for address in addresses
        if url != "/"
        for word in _split(_words_of_the_author(pages[url].one(f"[id={address}]")))
    ]
    opening, closing = (_split(_words_of_the_author(pages["/"].one(f"[id={address}]"))) for address in ("p1", "p14"))
    assert [*opening, *shown, *closing] == _split(text)
    assert len(_split(text)) == 1621


def _split(text: str) -> list[str]:
    return re.sub(r"(\[\d+\])", r" \1 ", text).split()


def test_the_full_text_says_the_same_as_the_theme_pages(pages: Mapping[str, Page]) -> None:
    for url, addresses in THEMES.items():
        for address in addresses:
            here, there = (_words_of_the_author(pages[u].one(f"[id={address}]")) for u in (url, "/full-text/"))
            assert here.split() == there.split()


def test_the_full_text_says_on_which_page_each_paragraph_is_and_so_does_its_menu(pages: Mapping[str, Page]) -> None:
    page = pages["/full-text/"]
    said: dict[str, list[str]] = {}
    turns = []
    addresses: list[str] = []
    for node in page.tree.css("article .whereabouts, article .par, article .item"):
        if "whereabouts" in (node.attributes["class"] or ""):
            link = node.css("a")[0]
            turns.append((f"#{node.attributes['id']}", link.text(strip=True)))
            addresses = said.setdefault(urljoin("/full-text/", link.attributes["href"]), [])
        else:
            addresses.append(node.attributes["id"] or "")
    assert said == THEMES
    menu = [(link.attributes["href"], link.text(strip=True)) for link in page.tree.css(".md-nav--secondary a")]
    assert menu[: len(turns)] == turns


def test_the_received_text_is_shown_line_by_line_with_its_checksum(root: Path, pages: Mapping[str, Page]) -> None:
    data = (root / "sources/mongolia/brief.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    page = pages["/received/"]
    lines = data.decode().split("\n")
    shown = page.tree.css("ol.received > li")
    assert len(shown) == len(lines) - (lines[-1] == "")
    for number, (node, line) in enumerate(zip(shown, lines, strict=False), 1):
        assert node.attributes == {"id": f"l{number}"}  # the list counts them itself
        assert node.text().strip() == line.strip()
    for url in ("/received/", "/about/"):
        assert SHA256 in pages[url].text("article")


def test_every_emendation_shows_the_old_reading_and_its_reason_at_its_place_and_on_the_page_about_the_text(
    root: Path, pages: Mapping[str, Page]
) -> None:
    edition = yaml.safe_load((root / "sources/mongolia/edition.yml").read_text(encoding="utf-8"))
    about = pages["/about/"].text("article")
    lists = {
        url: page.one("details.emendations")
        for url, page in pages.items()
        if page.tree.css("details.emendations") and url in THEMES
    }
    assert len(edition["emendations"]) == 6
    shown = " ".join(" ".join(node.text().split()) for node in lists.values())
    for emendation in edition["emendations"]:
        for said in (emendation["find"], emendation["because"]):
            plain = _typographic(said)
            assert plain in _typographic(about)
            assert plain in _typographic(shown)
    for url, node in lists.items():
        for entry in node.css("li"):
            name = entry.attributes["id"]
            assert pages[url].attribute(f"[id={name}-ref] a", "href") == f"#{name}"
            assert pages[url].ids[f"{name}-ref"] == 1
            assert [a.attributes["href"] for a in entry.css("a.backlink")] == [f"#{name}-ref"]


def _typographic(text: str) -> str:
    """A text with the signs that may be set in another way, in one way."""
    return re.sub(r"[“”\"]", '"', re.sub(r"[‘’']", "'", " ".join(text.split())))


# -- the notes -------------------------------------------------------------------------------------------------------


def test_every_note_is_listed_where_it_is_cited_under_the_number_as_printed(pages: Mapping[str, Page]) -> None:
    cited = {}
    for url in THEMES:
        for marker in pages[url].tree.css("article sup.marker a"):
            number = int(marker.text().strip().strip("[]"))
            assert marker.text().strip() == f"[{number}]"
            assert marker.attributes["href"] == f"#n{number}"
            entry = pages[url].one(f"li[id=n{number}]")
            assert entry.attributes["value"] == str(number)
            cited[number] = url
    assert sorted(cited) == list(range(1, 21))
    bibliography = pages["/bibliography/"]
    assert [node.attributes["value"] for node in bibliography.tree.css("section.notes > ol > li")] == [
        str(number) for number in range(1, 21)
    ]


def test_every_note_has_a_work_or_says_that_none_was_found(pages: Mapping[str, Page]) -> None:
    bibliography = pages["/bibliography/"]
    with_works = set()
    for number in range(1, 21):
        entry = bibliography.one(f"li[id=n{number}]")
        assert entry.css(".status")
        works = {
            link.attributes["href"] for link in entry.css(".reference a") if "#" in (link.attributes["href"] or "")
        }
        for target in works:
            key = (target or "").partition("#")[2]
            assert bibliography.ids[key] == 1
        if works:
            with_works.add(number)
        else:
            assert "No source found" in entry.css(".status")[0].text()
    assert with_works == set(range(1, 21)) - {6}


def test_every_note_and_work_leads_back_to_each_place_that_cites_it(pages: Mapping[str, Page]) -> None:
    places = {
        (int(node.text().strip("[] \n")), f"{url}#{node.parent.attributes['id']}")
        for url in THEMES
        for node in pages[url].tree.css("sup.marker a")
        if node.parent
    }
    bibliography = pages["/bibliography/"]
    back = {
        (number, urljoin(bibliography.url, link.attributes["href"] or ""))
        for number in range(1, 21)
        for link in bibliography.one(f"li[id=n{number}]").css("a.backlink")
    }
    assert back == places
    for url in THEMES:
        for marker in pages[url].tree.css("sup.marker"):
            number = marker.text().strip("[] \n")
            entry = pages[url].one(f"li[id=n{number}]")
            assert [a.attributes["href"] for a in entry.css("a.backlink")] == [f"#{marker.attributes['id']}"]


def test_the_works_of_each_page_and_of_all_can_be_had_in_every_format(site: Path, pages: Mapping[str, Page]) -> None:
    """Beside the notes and in the bibliography, and no file is left that no page offers."""
    offered = {"bibliography"}
    everything = _offered(site, pages["/bibliography/"], "p.files a")
    assert everything == _offered(site, pages["/full-text/"], "section.notes .files a")
    for url in THEMES:
        cited = {node.attributes["href"] for node in pages[url].tree.css("section.notes a.to-work")}
        files = _offered(site, pages[url], "section.notes .files a")
        assert bool(files) == bool(cited)
        if files:
            (name,) = {path.partition(".")[0] for path in files}
            offered.add(name.removeprefix("/cite/"))
            assert len(json.loads((site / f"{name[1:]}.json").read_text(encoding="utf-8"))) == len(cited)
            assert f" {len(cited)} works " in pages[url].text(".files") or len(cited) == 1
    (folded,) = pages["/bibliography/"].tree.css("details.files")
    links = {urljoin("/bibliography/", link.attributes["href"]) for link in folded.css("a[download]")}
    assert len(links) == 4 * (len(offered) - 1)
    there = {path.name.partition(".")[0] for path in (site / "cite").glob("*-works.*")} | {"bibliography"}
    assert {link.removeprefix("/cite/").partition(".")[0] for link in links} | {"bibliography"} == offered == there


def _offered(site: Path, page: Page, selector: str) -> set[str]:
    """The paths of the files that the links of a page offer: each is said aloud with what is in it, and saved."""
    found = set()
    for link, form in zip(page.tree.css(selector), [*FORMATS] * len(page.tree.css(selector)), strict=False):
        path = urljoin(page.url, link.attributes["href"])
        assert path.endswith(f".{form.ending}")
        assert (site / path[1:]).is_file()
        assert (link.text(), link.attributes["type"]) == (form.label, form.media_type)
        assert "download" in link.attributes
        assert (link.attributes["aria-label"] or "").startswith(f"{form.label}: ")
        found.add(path)
    return found


def test_the_theme_can_preview_every_note(pages: Mapping[str, Page]) -> None:
    """Material clones the element children of what a `.footnote-ref` leads to, on the same page: text would be lost."""
    found = 0
    for page in pages.values():
        for reference in page.tree.css("a.footnote-ref"):
            target = reference.attributes["href"] or ""
            assert target.startswith("#"), f"{page.url}: {target}"
            entry = page.one(f"[id={target[1:]}]")
            assert entry.tag == "li"
            assert [child for child in entry.iter() if child.tag == "p"], f"{page.url}: {target} has no paragraph"
            loose = [child for child in entry.iter(include_text=True) if child.is_text_node and child.text().strip()]
            assert not loose, f"{page.url}: {target} has text outside a paragraph"
            found += 1
    assert found > 40


def test_what_notes_are_is_said_to_those_who_hear_the_page(pages: Mapping[str, Page]) -> None:
    for url in [*THEMES, "/full-text/"]:
        page = pages[url]
        for reference in page.tree.css("sup.marker a"):
            assert reference.attributes["role"] == "doc-noteref"
            assert reference.attributes["aria-label"] == f"note {reference.text().strip('[] ')}"
        for back in page.tree.css("section.notes a.backlink"):
            assert back.attributes["role"] == "doc-backlink"
            assert re.fullmatch(r"back to the text, paragraph \d+(\.\d+)?", back.attributes["aria-label"] or "")
        for section in page.tree.css("section.notes"):
            assert section.attributes["role"] == "doc-endnotes"
            assert page.text(f"[id={section.attributes['aria-labelledby']}]").startswith("Notes")


# -- links, ids, requests --------------------------------------------------------------------------------------------


def _links(page: Page) -> Iterator[str]:
    for node in page.tree.css("a[href], area[href], link[href]"):
        yield node.attributes["href"] or ""


def test_every_link_and_fragment_leads_somewhere(site: Path, pages: Mapping[str, Page]) -> None:
    for page in pages.values():
        for link in _links(page):
            parts = urlsplit(link)
            if parts.scheme and not link.startswith(ADDRESS):
                assert parts.scheme in {"https", "http", "mailto"}, f"{page.url}: {link}"
                continue
            url = "/" + link.removeprefix(ADDRESS) if link.startswith(ADDRESS) else urljoin(page.url, link)
            path, _, fragment = unquote(url).partition("#")
            target = site / path.lstrip("/")
            assert (target / "index.html" if path.endswith("/") else target).is_file(), f"{page.url}: {link}"
            if fragment and not fragment.startswith(":~:"):
                there = pages[path.removesuffix("index.html")]
                assert there.ids[fragment.partition(":~:")[0]] == 1, f"{page.url}: {link}"


def test_no_id_is_there_twice(pages: Mapping[str, Page]) -> None:
    for page in pages.values():
        assert not {name for name, count in page.ids.items() if count > 1 and not name.startswith("__")}, page.url
        assert not {name for name in page.ids if re.search(r"[\s:A-Z]", name) and not name.startswith("__")}


def test_no_page_asks_another_host_for_anything(site: Path, pages: Mapping[str, Page]) -> None:
    asking = "[src], [srcset], [poster], [data], [action], [background], image[href], use[href], base[href], iframe"
    for page in pages.values():
        for node in page.tree.css(asking):
            for name in ("src", "srcset", "poster", "data", "action", "background", "href"):
                assert not _elsewhere(node.attributes.get(name)), f"{page.url}: {node.html}"
        for node in page.tree.css("link[href]"):
            if node.attributes.get("rel") not in {"canonical", "license", "cite-as", "type", "author"}:
                assert not _elsewhere(node.attributes["href"]), f"{page.url}: {node.html}"
        for node in page.tree.css("[style], style"):
            assert not _fetched(node.attributes.get("style") or node.text()), f"{page.url}: {node.html}"
    for path in site.rglob("*.css"):
        assert not _fetched(path.read_text(encoding="utf-8")), path
    for path in site.rglob("*.svg"):
        assert not re.search(r"(?:href|src)=[\"'](?:https?:)?//", path.read_text(encoding="utf-8")), path


def _elsewhere(address: str | None) -> bool:
    return bool(address and re.match(r"\s*(?:[a-z]+:)?//", address)) and not (address or "").startswith(ADDRESS)


def _fetched(style: str) -> list[str]:
    return [url for url in re.findall(r"url\(\s*[\"']?([^)\"']+)", style) if _elsewhere(url)] + re.findall(
        r"@import", style
    )


def test_every_page_has_a_title_a_description_and_its_address(pages: Mapping[str, Page]) -> None:
    titles, descriptions = Counter[str](), Counter[str]()
    for url, page in pages.items():
        assert page.attribute("html", "lang") == "en"
        assert page.text("h1")
        title = page.text("head > title")
        assert title
        if url == "/404.html":
            assert page.attribute('meta[name="robots"]', "content") == "noindex"
            continue
        if url.startswith("/v/"):
            # People find the page as it is now.
            assert page.attribute('meta[name="robots"]', "content") == "noindex"
            latest = url.split("/", 3)[3]
            assert page.attribute('link[rel="canonical"]', "href") == f"{ADDRESS}{latest}"
            continue
        titles[title] += 1
        description = page.attribute('meta[name="description"]', "content")
        assert 40 <= len(description) <= 220, f"{url}: {description}"
        descriptions[description] += 1
        assert page.attribute('link[rel="canonical"]', "href") == f"{ADDRESS}{url.lstrip('/')}"
    assert set(titles.values()) == {1}
    assert set(descriptions.values()) == {1}


def test_the_menu_of_a_version_has_its_pages_and_sections(pages: Mapping[str, Page]) -> None:
    versions = {url: page for url, page in pages.items() if url.startswith("/v/")}
    assert len(versions) > 12
    for url, page in versions.items():
        path = "/".join(url.split("/")[:3])
        menu = page.tree.css(".md-nav--primary > .md-nav__list > .md-nav__item > a")
        listed = [
            (urljoin(url, link.attributes["href"]).removesuffix("index.html"), link.text(strip=True)) for link in menu
        ]
        assert listed[0] == (f"{path}/", "Overview")
        assert all(target in versions for target, _ in listed)
        now = pages[url.removeprefix(path)]
        # One page is always there: its sections are those under its name at the left. It has no later versions.
        sections = [link.attributes["href"] or "" for link in now.tree.css(".md-nav--secondary a")]
        own = path.removeprefix("/v/").partition("/")[0]
        later = {f"#changes-{version}" for version in VERSIONS_OF_BRIEF if version > own}
        assert [link.attributes["href"] for link in page.tree.css(".md-nav--secondary a")] == [
            section for section in sections if section not in later
        ]


def test_the_sitemap_lists_every_page(site: Path, pages: Mapping[str, Page]) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall(r"<loc>(.*?)</loc>", text)
    dated = re.findall(r"<loc>(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", text)
    assert {day for _, day in dated} == {VERSIONS_OF_BRIEF[-1].partition(".")[0]}
    undated = {url.removeprefix(ADDRESS).strip("/") for url in {*listed} - {url for url, _ in dated}}
    assert undated == {*BY_HAND, "check-a-quotation"}
    assert sorted(listed) == sorted(
        f"{ADDRESS}{url.lstrip('/')}" for url in pages if not url.startswith(("/404", "/v/"))
    )
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == (site / "sitemap.xml").read_bytes()


def test_the_old_readings_are_found_by_the_search(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    for wanted in ("Chinas", "[51", "Mongolias", "AVI Avrasya", "[Z]"):
        found = {entry["location"].partition("#")[0] for entry in index["docs"] if wanted in entry["text"]}
        assert found - {"about/"}, f"{wanted} is found on no page of the text"
    for entry in index["docs"]:
        # Every word of these is on a theme page too: a search would find it twice.
        assert not entry["location"].startswith(("received", "full-text"))


def test_the_search_has_every_passage_and_every_note_once_under_its_number(
    site: Path, pages: Mapping[str, Page]
) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    entries = {entry["location"]: entry for entry in index["docs"]}
    assert len(entries) == len(index["docs"])
    wanted: dict[str, str] = {}
    for url, addresses in THEMES.items():
        title = entries[url.lstrip("/")]["title"]
        for address in addresses:
            number = address.removeprefix("p").replace("-", ".")
            wanted[f"{url.lstrip('/')}#{address}"] = f"¶ {number} · {title}"
            words = entries[f"{url.lstrip('/')}#{address}"]["text"].partition("</p>")[0].removeprefix("<p>")
            assert html.unescape(words).split() == _words_of_the_author(pages[url].one(f"[id={address}]")).split()
        for node in pages[url].tree.css("section.notes li[value]"):
            wanted[f"{url.lstrip('/')}#{node.attributes['id']}"] = f"Note {node.attributes['value']} · {title}"
    for location, title in wanted.items():
        assert " ".join(entries[location]["title"].split()) == title
    others = [entry for location, entry in entries.items() if location not in wanted]
    assert not [entry for entry in others if "¶" in entry["title"]]
    # What has an entry of its own is nowhere else.
    for words in ("More than fifty percent of foreign investments", "amounts of the transit fees"):
        assert [place for place, entry in entries.items() if words in entry["text"]] != []
        assert not [
            entry["location"] for entry in others if words in entry["text"] and "timeline" not in entry["location"]
        ]


def test_a_passage_is_found_by_what_it_said_as_received(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    texts = {entry["location"]: entry["text"] for entry in index["docs"]}
    for location, old in [
        ("china-dependence/#p10", "Chinas pressure"),
        ("china-dependence/#p8", "[Z]"),
        ("security-concepts/#p6-3", "[51"),
        ("security-concepts/#p4", "AVI Avrasya incelemeleri Merkezi Center for Eurasian Studies"),
        ("third-neighbors/#p12", "Mongolias geographical"),
    ]:
        assert old in texts[location].rpartition("<p>As received: ")[2], location


def test_the_404_page_helps_from_any_depth(pages: Mapping[str, Page]) -> None:
    page = pages["/404.html"]
    targets = {urljoin("/", node.attributes["href"] or "") for node in page.tree.css("article a[href]")}
    assert set(THEMES) <= targets
    for node in page.tree.css("link[rel=stylesheet], script[src], article a[href]"):
        address = node.attributes.get("href") or node.attributes.get("src") or ""
        assert address.startswith(("/", "https:", "http:", "#")), f"{address} is missing from /a/b/c/"


# -- the repository --------------------------------------------------------------------------------------------------


def test_docs_in_the_repository_are_what_the_sources_give(root: Path, tmp_path: Path) -> None:
    checkout = copy_repository(root, tmp_path / "checkout")
    before = published(checkout)
    build(checkout, "--locked")
    after = published(checkout)
    assert (after["docs"], after["sources"]) == (before["docs"], before["sources"])


def test_generated_pages_say_so_and_where_to_edit(brief: Path) -> None:
    for path in sorted((brief / "docs").glob("*.md")):
        if path.stem in BY_HAND:
            continue
        assert "<!-- Generated by `briefsite build` from sources/mongolia/." in path.read_text(encoding="utf-8"), path
