"""Somebody cited ¶ 9 of the first edition. The text was edited since; they follow their citation, JavaScript off."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers import call_release

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DAY = "2027-05-01"
CITED = "china-dependence/#p9"
WORDS = "increase in the number of legal and illegal Chinese migrant workers"
BRIEF = "sources/mongolia/brief.txt"
EDITION = "sources/mongolia/edition.yml"


@pytest.fixture
def later(brief: Path, tmp_path: Path) -> Path:
    """The first edition, to be edited."""
    checkout = tmp_path / "later"
    shutil.copytree(brief, checkout)
    return checkout


@pytest.fixture
def reader(browser: Browser, serve_site: Callable[..., str]) -> Iterator[Callable[[Path], Page]]:
    """Somebody who follows the old citation into the site of a checkout."""
    context = browser.new_context(java_script_enabled=False)

    def follow(checkout: Path) -> Page:
        page = context.new_page()
        page.goto(serve_site(checkout / "site") + CITED)
        return page

    yield follow
    context.close()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")


def cut(file: Path, begin: str, end: str) -> str:
    """Take out what stands from `begin` up to `end`, and give it."""
    text = file.read_text(encoding="utf-8")
    low = text.index(begin)
    high = text.index(end, low)
    file.write_text(text[:low] + text[high:], encoding="utf-8")
    return text[low:high]


def target(page: Page) -> str:
    found = page.locator(":target")
    assert found.count() == 1, "the browser finds nothing at the address"
    return found.inner_text()


def test_the_first_edition(brief: Path, reader: Callable[[Path], Page]) -> None:
    assert WORDS in target(reader(brief))


def test_a_word_was_changed(later: Path, reader: Callable[[Path], Page]) -> None:
    change(later / BRIEF, "legal and illegal Chinese migrant workers", "Chinese workers")
    assert "¶ 9 edited" in call_release(later, DAY).output
    page = reader(later)
    assert "increase in the number of Chinese workers" in target(page)
    told = page.locator("#p9 + .earlier")
    assert "¶ 9 was changed in the version of 1 May 2027" in told.inner_text().replace("\u00a0", " ")
    told.locator("summary").click()
    assert "legal and illegal" in " ".join(told.locator("del").all_inner_texts())
    page.goto(re.sub(r"china-dependence/.*", "changes/", page.url))
    assert "legal and illegal" in page.locator("article").inner_text()


def test_a_paragraph_was_put_in_before(later: Path, reader: Callable[[Path], Page]) -> None:
    new = "Copper was sold to other countries as well, and more of it every year.\n\n"
    change(later / BRIEF, "Reasons such as the dependence", new + "Reasons such as the dependence")
    assert "¶ 8a new after ¶ 8" in call_release(later, DAY).output
    assert WORDS in target(reader(later))


def test_the_paragraph_was_moved_to_another_page(later: Path, reader: Callable[[Path], Page]) -> None:
    cut(later / EDITION, "      - id: economic-concerns", "  - slug: russia-balance")
    change(later / EDITION, 'from: "Mongolia is taking steps to expand"', 'from: "Reasons such as the dependence"')
    assert "¶ 9 moved from /china-dependence/ to /russia-balance/" in call_release(later, DAY).output
    page = reader(later)
    assert "¶ 9 moved in the version of 1 May 2027: it is now" in target(page).replace("\u00a0", " ")
    page.locator("#p9 a").click()
    assert page.url.endswith("/russia-balance/#p9")
    assert WORDS in target(page)


def test_the_paragraph_went_into_another(later: Path, reader: Callable[[Path], Page]) -> None:
    change(later / BRIEF, "from Mongolia.[10]\n\nReasons such as", "from Mongolia.[10]\nReasons such as")
    cut(later / EDITION, "      - id: economic-concerns", "      - id: pressure-from-china")
    assert "¶ 8 and ¶ 9 merged: ¶ 9 is now inside ¶ 8" in call_release(later, DAY).output
    page = reader(later)
    target(page)
    assert WORDS in page.locator(".par:has(:target)").inner_text()


def test_the_paragraph_was_withdrawn(later: Path, reader: Callable[[Path], Page]) -> None:
    cut(later / BRIEF, "Reasons such as the dependence", "However, it is thought that Battulga's")
    edition = later / EDITION
    cut(edition, "      - id: economic-concerns", "      - id: pressure-from-china")
    cut(edition, "  - number: 11\n", "  - number: 13\n")
    cut(edition, '  - find: "support given the people"', '  - find: "Chinas pressure"')
    # What happened in it is on the timeline no more.
    words = re.search(r"  - when:(?:(?!  - when:).)*conducted a campaign.*?\n\n", edition.read_text("utf-8"), re.DOTALL)
    assert words is not None
    change(edition, words[0], "")
    assert "¶ 9 withdrawn" in call_release(later, DAY).output
    said = target(reader(later)).replace("\u00a0", " ")
    assert "¶ 9 was withdrawn in the version of 1 May 2027" in said
    assert WORDS in said


def test_the_page_got_another_slug(later: Path, reader: Callable[[Path], Page], browser: Browser) -> None:
    change(later / EDITION, "  - slug: china-dependence", "  - slug: dependence")
    change(later / "mkdocs.yml", "china-dependence.md", "dependence.md")
    assert "page /china-dependence/ renamed /dependence/" in call_release(later, DAY).output
    page = reader(later)
    page.wait_for_url("**/dependence/")
    assert WORDS in page.locator("#p9").inner_text()
    # With JavaScript the paragraph comes along.
    address = page.url.removesuffix("dependence/") + CITED
    scripted = browser.new_page()
    scripted.goto(address)
    scripted.wait_for_url("**/dependence/#p9")
    assert WORDS in target(scripted)
    scripted.close()
