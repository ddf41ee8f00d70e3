"""Somebody cited the first version. The text was edited and released twice; they follow their links, JavaScript off.

What they cited: ¶ 9, note 3, ¶ 13, ¶ 3, a name, a work and a page, each under its live address and under that of the
version. First a word of ¶ 9 was changed, a paragraph put in before it, ¶ 13 split, a note put in before note 3, and the
page of ¶ 9 renamed; then ¶ 9 went to another page, and ¶ 3 into ¶ 2, and ¶ 13 was withdrawn with what rested on it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from briefsite.ledger.version import read_version
from tests.helpers import VERSIONS_OF_BRIEF, call_release

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import EmptyPage

FIRST, SECOND, THIRD = "2026-11-24", "2027-05-01", "2027-06-01"
BRIEF = "sources/mongolia/brief.txt"
EDITION = "sources/mongolia/edition.yml"
WORDS = "increase in the number of legal and illegal Chinese migrant workers"
EDITED = "increase in the number of Chinese workers"
OF_NOTE_3 = "The National Security Council's page tells how a working group drafted a revision".replace("'", "’")
REASON = "Its dates were found to be wrong."
COPPER = "Copper was sold to other countries as well, and more of it every year."

SINCE_SECOND = "since the version of 1 May 2027"
FROM_SECOND = "from the version of 1 May 2027 until that of 1 June 2027"
UNTIL_SECOND = "from the version of 24 November 2026 until that of 1 May 2027"
UNTIL_THIRD = "from the version of 24 November 2026 until that of 1 June 2027"

#: Opens the comments on notes and the parts around the text, as readers do.
OPEN = "() => { for (const closed of document.querySelectorAll('.comment, .fold')) closed.open = true }"
#: Opens an address on the site.
Follow = Callable[[str], "Page"]


def in_words(version: str) -> str:
    """A version as readers see it, with plain blanks."""
    return read_version(version).shown.replace("\u00a0", " ")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")


def cut(file: Path, begin: str, end: str) -> None:
    """Take out what is there from `begin` up to `end`."""
    text = file.read_text(encoding="utf-8")
    low = text.index(begin)
    file.write_text(text[:low] + text[text.index(end, low) :], encoding="utf-8")


def cut_entry(file: Path, pattern: str) -> None:
    """Take out the one entry of a list, up to the empty line behind it, that the pattern is found in."""
    text = file.read_text(encoding="utf-8")
    (entry,) = [part for part in re.findall(r"^  - (?:.+\n)+\n", text, re.MULTILINE) if re.search(pattern, part)]
    file.write_text(text.replace(entry, ""), encoding="utf-8")


def first_edits(brief: Path, edition: Path, settings: Path) -> None:
    change(brief, "legal and illegal Chinese migrant workers", "Chinese workers")
    change(brief, "Reasons such as the dependence", f"{COPPER}\n\nReasons such as the dependence")
    change(brief, "Mongolia. As for Mongolia, it is seen", "Mongolia.\n\nAs for Mongolia, it is seen")
    # A note before note 3: the author's program numbers all notes behind it anew, and so do the editors.
    text = re.sub(r"\[(\d+)\]", _one_more, brief.read_text(encoding="utf-8"))
    brief.write_text(text.replace("Concept in 2009. The", "Concept in 2009.[3] The"), encoding="utf-8")
    entries = re.sub(r"(?<=^  - number: )(\d+)$", _one_more, edition.read_text(encoding="utf-8"), flags=re.MULTILINE)
    edition.write_text(entries.replace('"[5]"', '"[6]"').replace('"[7]"', '"[8]"'), encoding="utf-8")
    change(edition, "  - number: 4\n", "  - number: 3\n    status: unidentified\n    comment: New.\n\n  - number: 4\n")
    change(edition, "  - slug: china-dependence", "  - slug: dependence")
    change(settings, "china-dependence.md", "dependence.md")


def _one_more(number: re.Match[str]) -> str:
    return number[0].replace(number[1], str(int(number[1]) + 1)) if int(number[1]) > 2 else number[0]


def second_edits(brief: Path, edition: Path, works: Path) -> None:
    change(
        brief, "countries other than China and Russia.\n\nIn 1990", "countries other than China and Russia.\n\nIn 1990"
    )
    change(brief, "supported by the Soviet Union.\n\nIn the Soviet", "supported by the Soviet Union.\nIn the Soviet")
    cut(edition, "      - id: opening-of-1986", "  - slug: security-concepts")
    # ¶ 9 and ¶ 10 go to the next page.
    cut(edition, "      - id: economic-concerns", "  - slug: russia-balance")
    change(edition, 'from: "Mongolia is taking steps to expand"', 'from: "Reasons such as the dependence"')
    cut(brief, " One of the collective third", "As for Mongolia, it is seen")
    change(brief, "As for Mongolia, it is seen", "\nAs for Mongolia, it is seen")
    change(edition, 'from: "One of the collective third neighboring countries"', 'from: "As for Mongolia, it is seen"')
    for words in (
        "Diplomatic relations between",
        "Since the 1990s, many",
        "Turkish Embassy was",
        "the Mongolian Embassy",
    ):
        cut_entry(edition, f'words: "{words}')
    for name in ("Orkhon monuments", "Ulaanbaatar", "Mongolian Embassy in Ankara", "Turkish Embassy in Ulaanbaatar"):
        cut_entry(edition, f'name: "{name}"')
    change(edition, "[bne2017battulga, lowy2017battulga]", "[lowy2017battulga]")
    cut(works, "@online{bne2017battulga", "@online{lowy2017battulga")
    rulings = f'\n\naddresses:\n  - address: p13\n    because: "{REASON}"\n    see: p13a\n'
    edition.write_text(edition.read_text(encoding="utf-8") + rulings, encoding="utf-8")


@pytest.fixture(scope="module")
def site(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with three versions: it was built for the first one, and once for each of the others."""
    checkout = tmp_path_factory.mktemp("versions") / "checkout"
    shutil.copytree(brief, checkout)
    text, edition, works = checkout / BRIEF, checkout / EDITION, checkout / "sources/mongolia/references.bib"
    first_edits(text, edition, checkout / "mkdocs.yml")
    call_release(checkout, SECOND, "--note", "A word of ¶ 9, and a new note.")
    second_edits(text, edition, works)
    call_release(checkout, THIRD, "--note", "¶ 13 is withdrawn.")
    return checkout / "site"


@pytest.fixture(scope="module")
def address(site: Path, serve_site: Callable[..., str]) -> str:
    return serve_site(site, under="/briefs/mongolia/")


@pytest.fixture
def follow(empty_page: EmptyPage, address: str) -> Iterator[Follow]:
    """A reader without JavaScript."""
    page = empty_page(address, java_script_enabled=False)

    def opened(path: str) -> Page:
        page.goto("about:blank")
        page.goto(f"{address}{path}")
        return page

    yield opened
    page.close()


def said(found: Locator) -> str:
    """The text of an element as a reader sees it, as soon as the page that has it is there."""
    expect(found, "the browser finds nothing at the address").to_have_count(1)
    found.page.evaluate(OPEN)
    return found.inner_text().replace("\u00a0", " ")


def target(page: Page) -> str:
    return said(page.locator(":target"))


# ---- live links


def test_a_changed_passage_that_moved(follow: Follow) -> None:
    page = follow("dependence/#p9")
    assert target(page) == "¶ 9 moved in the version of 1 June 2027: it is now ¶ 9 on Russia as counterweight."
    page.locator(":target a").click()
    expect(page).to_have_url(re.compile("/russia-balance/#p9$"))
    assert EDITED in target(page)
    number = page.locator("#p9 .pilcrow")
    assert number.get_attribute("title") == "unchanged since the version of 1 May 2027"
    told = page.locator("#p9 + .earlier")
    assert said(told) == "¶ 9 was revised in the version of 1 May 2027"
    told.locator("summary").click()
    assert "legal and illegal" in " ".join(told.locator("del").all_inner_texts())
    told.get_by_role("link", name=f"the version of {in_words(VERSIONS_OF_BRIEF[-1])}").click()
    expect(page).to_have_url(re.compile(f"/v/{VERSIONS_OF_BRIEF[-1]}/china-dependence/#p9$"))
    assert WORDS in target(page)


def test_the_mark_of_a_note_that_moved_with_its_passage(follow: Follow) -> None:
    page = follow("dependence/#n11-1")
    before = "The marker of note 12 was here before the version of 1 June 2027."
    assert target(page) == f"{before} It is now in ¶ 9 on Russia as counterweight."


def test_passages_that_only_have_other_numbers_of_notes_are_not_changed(follow: Follow) -> None:
    page = follow("russia-balance/#p11")
    assert "[16]" in target(page)
    assert page.locator("#p11 .pilcrow").get_attribute("title") == "unchanged since the version of 24 November 2026"
    assert page.locator("#p11 + .earlier").count() == 0
    cite = said(page.locator(".cite"))
    assert (
        "The words are unchanged since the version of 24 November 2026, those of ¶ 9 since that of 1 May 2027." in cite
    )


def test_a_renamed_page(follow: Follow, empty_page: EmptyPage, address: str) -> None:
    page = follow("china-dependence/")
    page.wait_for_url("**/dependence/")
    assert said(page.locator("h1")).startswith("Dependence on China")
    assert page.locator("link[rel=canonical]").get_attribute("href") == "https://example.org/dependence/"
    assert page.locator("link[rel=predecessor-version]").get_attribute("href") == f"../v/{SECOND}/dependence/"
    # With JavaScript the fragment comes along, also to a paragraph that has left the page.
    scripted = empty_page(address)
    scripted.goto(f"{address}china-dependence/#p9")
    scripted.wait_for_url("**/dependence/#p9")
    assert "it is now ¶ 9 on Russia as counterweight" in target(scripted)
    # The script of the theme leaves the version in the header of its pages.
    scripted.goto(f"{address}v/{FIRST}/china-dependence/#p9")
    scripted.wait_for_selector("button.cite-link")
    assert scripted.locator("header.md-header").get_by_text("Version of 24 November 2026 ·").is_visible()
    assert not scripted.locator(".md-header__title--active").count()
    scripted.close()


def test_a_paragraph_that_was_put_in(follow: Follow) -> None:
    page = follow("dependence/#p8a")
    assert COPPER in target(page)
    assert page.locator("#p8a .pilcrow").get_attribute("title") == "unchanged since the version of 1 May 2027"


def test_a_note_before_which_one_was_put_in(follow: Follow) -> None:
    page = follow("security-concepts/#n3")
    assert OF_NOTE_3 in target(page)
    assert page.locator("#n3").get_attribute("value") == "4", "it has another number in print"
    assert page.locator("#n2a").get_attribute("value") == "3"
    assert OF_NOTE_3 in target(follow("bibliography/#n3"))
    assert OF_NOTE_3 in target(follow("full-text/#n3"))


def test_a_passage_that_was_split_and_then_withdrawn(follow: Follow) -> None:
    page = follow("turkey/#p13")
    withdrawn, words = target(page).split("\n", 1)
    assert withdrawn == (
        f"¶ 13 was withdrawn in the version of 1 June 2027. {REASON} See ¶ 13a. "
        "Its wording in the version of 1 May 2027:"
    )
    assert words.strip().startswith("One of the collective third neighboring countries")
    expect(page.locator(":target.gone")).to_have_count(1)
    page.locator(":target").get_by_role("link", name="the version of 1 May 2027").click()
    expect(page).to_have_url(re.compile(f"/v/{SECOND}/turkey/#p13$"))
    told = page.locator("#p13 + .earlier")
    told.locator("summary").click()
    assert "The rest is now ¶ 13a." in said(told)
    assert "As for Mongolia" not in " ".join(told.locator("del").all_inner_texts()), "it is not gone"


def test_a_passage_that_went_into_another(follow: Follow) -> None:
    page = follow("history/#p3")
    target(page)
    assert "Mikhail Gorbachev" in page.locator(".par:has(:target)").inner_text()
    assert "¶ 3 was merged into this paragraph in the version of 1 June 2027" in page.locator(
        "article"
    ).inner_text().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("link", "name", "words"),
    [
        ("names/#name-ulaanbaatar", "The name “Ulaanbaatar” was withdrawn", "the Turkish Embassy was opened in 1996"),
        ("bibliography/#bne2017battulga", "The work “", "likely next president"),
        ("timeline/#t-1969-p13", "The event “24 June 1969", "diplomatic relations"),
    ],
)
def test_what_rested_on_it(follow: Follow, link: str, name: str, words: str) -> None:
    page = follow(link)
    assert target(page).startswith(name)
    assert "was withdrawn in the version of 1 June 2027" in target(page)
    assert words in target(page)
    page.locator(":target").get_by_role("link", name="the version of 1 May 2027").click()
    expect(page).to_have_url(re.compile(re.escape(f"/v/{SECOND}/{link}")))
    assert target(page)


# ---- links to the versions


@pytest.mark.parametrize(
    ("version", "link", "words", "same", "now"),
    [
        (FIRST, "china-dependence/#p9", WORDS, UNTIL_SECOND, "russia-balance/#p9"),
        (SECOND, "dependence/#p9", EDITED, SINCE_SECOND, "russia-balance/#p9"),
        (THIRD, "russia-balance/#p9", EDITED, SINCE_SECOND, "russia-balance/#p9"),
        (FIRST, "turkey/#p13", "almost two thousand Mongolians graduated", UNTIL_SECOND, "turkey/#p13"),
        (SECOND, "turkey/#p13", "Turkey attaches importance", FROM_SECOND, "turkey/#p13"),
        (FIRST, "history/#p3", "Mikhail Gorbachev", UNTIL_THIRD, "history/#p2"),
    ],
)
def test_a_passage_of_a_version(follow: Follow, version: str, link: str, words: str, same: str, now: str) -> None:
    page = follow(f"v/{version}/{link}")
    assert words in target(page)
    assert page.locator(":target .pilcrow").get_attribute("title") == f"unchanged {same}"
    assert re.match(r"Version of \d+ \w+ 20\d\d", said(page.locator("header .md-header__title"))), "seen from anywhere"
    page.locator(":target .latest-link").click()
    # Pages of versions name the file, for copies on a disk.
    expect(page, "the way to the passage now").to_have_url(
        re.compile(f"/mongolia/{now}$".replace("/#", "/(index.html)?#"))
    )
    target(page)


def test_what_else_a_version_has(follow: Follow) -> None:
    page = follow(f"v/{FIRST}/security-concepts/#n3")
    assert OF_NOTE_3 in target(page)
    assert page.locator("#n3").get_attribute("value") == "3"
    assert "Ulaanbaatar" in target(follow(f"v/{FIRST}/names/#name-ulaanbaatar"))
    assert "Likely Next President" in target(follow(f"v/{FIRST}/bibliography/#bne2017battulga"))


def test_a_renamed_page_and_its_neighbors(follow: Follow, site: Path) -> None:
    page = follow(f"v/{FIRST}/china-dependence/")
    links = {
        rel: page.locator(f"link[rel={rel}]").get_attribute("href") for rel in ("latest-version", "successor-version")
    }
    after = f"{VERSIONS_OF_BRIEF[1]}/china-dependence/"
    assert links == {"latest-version": "../../../dependence/", "successor-version": f"../../{after}"}
    assert page.locator("link[rel=canonical]").get_attribute("href") == "https://example.org/dependence/"
    assert "version+of+2026-11-24" in str(page.locator(".Z3988").get_attribute("title"))
    page.evaluate(OPEN)
    styles = page.locator(".cite dd").all_inner_texts()
    assert len(styles) == 5
    assert all(re.search(r"version of (24 Nov(\.|ember)|Nov(\.|ember) 24,) 2026", style) for style in styles)
    # From a copy of the site on a disk.
    page.goto(f"{site.as_uri()}/v/{FIRST}/china-dependence/index.html")
    others = [f"Later: version of {in_words(version)}" for version in (*VERSIONS_OF_BRIEF[1:], SECOND, THIRD)]
    for name in (*others, "Earlier: version of 1 May 2027"):
        page.get_by_role("link", name=name).click()
        assert said(page.locator("h1")).startswith("Dependence on China")
    page.goto(f"{site.as_uri()}/v/{SECOND}/china-dependence/index.html")
    page.wait_for_url(f"**/v/{SECOND}/dependence/index.html")


# ---- what no reader is to see


def test_changes_has_all_versions_the_newest_first(follow: Follow) -> None:
    page = follow("changes/")
    titles = page.locator("h2").evaluate_all("nodes => nodes.map(node => node.firstChild.data)")
    assert [title.replace("\u00a0", " ") for title in titles] == [
        in_words(version) for version in (THIRD, SECOND, *reversed(VERSIONS_OF_BRIEF))
    ]
    text = page.locator("article").inner_text().replace("\u00a0", " ")
    for line in (
        "¶ 13 is withdrawn.",
        "¶ 9 on Russia as counterweight moved from Dependence on China to Russia as counterweight.",
        "¶ 3 on History was merged into ¶ 2 on History.",
        "The page “Dependence on China” has a new link.",
        "¶ 8a on Dependence on China is new.",
        "¶ 13a on Turkey was split off from ¶ 13 on Turkey.",
        "Note 3 on Security concepts is new.",
        "Only note numbers changed in ¶ 6.3 on Security concepts, ",
    ):
        assert line in text, line
    assert "from Dependence on China to Dependence on China" not in text, "it was only renamed"


@pytest.mark.parametrize(
    "path", ["dependence/", "turkey/", "history/", "names/", "bibliography/", "full-text/", "changes/"]
)
def test_no_reader_sees_an_id_or_a_path(follow: Follow, path: str) -> None:
    page = follow(f"{path}/")
    told = page.locator(".trace, .earlier").all_inner_texts() or page.locator("article").all_inner_texts()
    assert told
    for text in told:
        assert not re.search(r"\b[pn]\d+[a-z]?(-\d+)?\b|\b(em|name|t)-[a-z0-9]|(?<!\S)/[\w-]+/", text), text
