"""The page "Check a quotation": it says of a quotation what `briefsite quote` says, and people can use it."""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from briefsite.ledger.listing import ListedSite
from briefsite.ledger.version import DRAFT
from briefsite.quotations.find import check_quotation
from briefsite.quotations.letters import folding_table, letters, usual_letters
from briefsite.quotations.quotation_report import quotation_as_json
from briefsite.quotations.quoted_words import read_quotation
from briefsite.quotations.wording_file import quotations_as_json
from briefsite.quotations.wording_index import wording_index
from briefsite.quotations.wordings import WordingBlock, searched_wordings
from briefsite.reading.publication import Publication
from tests.test_quoting import OTHER_WORDINGS, OTHERS, QUOTED, generated, read_book, with_history

SCRIPT: Final = Path(__file__).resolve().parents[2] / "scripts/briefsite/theme/assets/quotation.js"
AT: Final = ListedSite("", "reports/brief")
#: In the page: what the script says of some quotations, without what only the page shows.
SAID: Final = """([data, quotations]) => {
    const check = quotationChecker(JSON.parse(data));
    return quotations.map(check).map((said) => ({ ...said, facts: said.facts.map(({ shown, ...fact }) => fact) }));
}"""
#: Quotations that bring out differences between the two programs: signs beyond the first plane of Unicode, marks
#: typed apart from their letters, brackets and ellipses where nothing is, several differences, words of two passages.
TELLING: Final = (
    "𝐃𝐮𝐞 𝐭𝐨 𝐢𝐭𝐬 𝐠𝐞𝐨𝐠𝐫𝐚𝐩𝐡𝐢𝐜𝐚𝐥 location 🌍",
    "Mongolia 🌍 as a landlocked country",
    "… … landlocked country … …",
    "[...] [the country] … has limited options due to",
    "as a [coastal] country … by two [great] powers",
    "landlocked, surrounded by great and small powers, has very limited options",
    "pursuing an independent foreign policy has some difficulties. While much of the Mongolian tribes",
    "DUE TO ITS GEOGRAPHİCAL LOCATİON",
    "the the the the the the the the",
    "of the and to in a of the and to",
    "[sic] [7] [A] [...]",
    "-5 -5 -5 -5 -5 -5 -5 -5",
    "’’’’’’’’’’’’’’’’",
    "\u0301\u0301 due to its geographical\u00ad location \u200b",
    "Mongolia's dependence on Russia stands in, the energy sector, not mining",
    "the dependence of its economy on mineral exports",
    "〈人民币〉 and more words than these are",
)


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page with the script."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def compare(script: Page, name: str, blocks: Iterable[WordingBlock], quotations: Sequence[str]) -> int:
    """How many quotations were found, after both programs have said the same of each."""
    made = [*blocks]
    index = wording_index(made)
    versions = dict.fromkeys(v for b in made for w in b for v in (w.since, *([w.until] if w.until else ())))
    said = script.evaluate(
        SAID, [quotations_as_json(name, "", sorted(versions.keys() - {DRAFT}), AT, made), quotations]
    )
    expected: list[Any] = [
        json.loads(quotation_as_json(check_quotation(read_quotation(words), index), [name])) for words in quotations
    ]
    assert said == expected
    return sum(bool(each["facts"]) for each in expected)


def test_the_page_says_what_the_command_says(script: Page, publication: Publication) -> None:
    random_ = random.Random(7)
    passages = [each.whole.text for each in publication.paragraphs if len(each.whole.text.split()) > 40]
    quotations = [*QUOTED, *TELLING]
    for text in random_.choices(passages, k=12):
        quotations += generated(text, random_).values()
    blocks = searched_wordings("mongolia", with_history(publication), AT)
    assert compare(script, "mongolia", blocks, quotations) > 80


@pytest.mark.long
def test_the_page_says_what_the_command_says_of_a_book(script: Page, tmp_path: Path) -> None:
    book = read_book(tmp_path / "book")
    random_ = random.Random(13)
    passages = [each.whole.text for each in book.paragraphs if len(each.whole.text.split()) > 40]
    quotations = [words for text in random_.choices(passages, k=200) for words in generated(text, random_).values()]
    assert compare(script, "keynes", searched_wordings("keynes", book, AT), quotations) > 790


@pytest.mark.long
def test_the_table_has_each_character_with_letters_of_its_own() -> None:
    signs = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert {sign: letters(sign) for sign in signs if letters(sign) != usual_letters(sign)} == folding_table()


def test_the_page_knows_other_scripts_numbers_and_letters_as_the_command_does(script: Page) -> None:
    assert compare(script, "x", [(wording,) for wording in OTHER_WORDINGS], [*OTHERS]) == len(OTHERS)


def test_a_reader_checks_a_quotation(watched: Callable[..., Page]) -> None:
    page = watched("check-a-quotation/")
    finding = page.locator(".finding")
    page.get_by_role("textbox", name="Quotation").fill("of China")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#said")).to_have_text("Enter at least 12 characters: this quotation has 8.")
    page.get_by_role("textbox", name="Quotation").fill("the moon is made of green cheese")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#said")).to_have_text("Not found in Mongolia's Search for Balance in Its Foreign Policy.")
    expect(finding).to_have_count(0)
    page.get_by_role("textbox", name="Quotation").fill("the dependence of its economy on mineral exports")
    page.get_by_role("textbox", name="Quotation").press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("¶ 9: with these differences; unchanged since the version of")
    expect(finding.locator("del")).to_have_text(" (only in the quotation: its) ")
    expect(finding.locator("ins")).to_have_text(" (only in the text: Mongolia's) ")
    expect(page.locator("#said")).to_have_class("said unseen")  # the finding itself says the same
    expect(page).to_have_url(re.compile(r"\?words=the\+dependence\+of\+its\+economy\+on\+mineral\+exports$"))
    finding.get_by_role("link", name="In the text now").click()
    expect(page).to_have_url(re.compile(r"/briefs/mongolia/china-dependence/#p9$"))


def test_a_quotation_in_the_address_is_checked_and_each_link_leads_to_its_passage(watched: Callable[..., Page]) -> None:
    page = watched("check-a-quotation/?words=support+given+the+people+to+Battulga")
    finding = page.locator(".finding")
    expect(finding).to_contain_text("in the uncorrected source only")
    links = finding.get_by_role("link")
    expect(links).to_have_text(["the correction", "In the text now", "Permanent link to the current wording"])
    for link in links.all():
        url = link.evaluate("link => link.href")
        assert page.request.get(url).ok
        assert f'id="{url.partition("#")[2]}"' in page.request.get(url).text()


def test_without_javascript_the_page_names_the_command(watched: Callable[..., Page]) -> None:
    page = watched("check-a-quotation/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_hidden()
    expect(page.locator("noscript p")).to_contain_text('use the command briefsite quote "…"')
