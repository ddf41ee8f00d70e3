"""The search as one types in it: what a query finds first, in any script, and where the keyboard goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from playwright.sync_api import Page, expect

from briefsite.writing.search_forms import search_forms

LANGUAGES: Final = yaml.safe_load((Path(__file__).parents[1] / "writing/languages.yml").read_text(encoding="utf-8"))
#: Query: the address that Enter leads to, and words that are marked in what is shown of it ("" for none).
TITLE: Final = "Mongolia’s Search for Balance in Its Foreign Policy"
FIRST: Final = {
    # phrases, with small words, in any quotation marks, whole and unfinished
    '"oasis of democracy"': ("third-neighbors/#p12", "oasis of democracy"),
    "“oasis of democracy”": ("third-neighbors/#p12", "oasis of democracy"),
    "«oasis of democracy»": ("third-neighbors/#p12", "oasis of democracy"),
    '"oasis of dem': ("third-neighbors/#p12", "oasis of democracy"),
    '"the fall of the Qing Empire"': ("history/#p2", "the fall of the Qing Empire"),
    '"Search for Balance"': ("#p14", "search for balance"),
    '"Mongolia’s Search for Balance in Its Foreign Policy"': (
        "",
        "Mongolia’s Search for Balance in Its Foreign Policy",
    ),
    "Mongolia's Search for Balance in Its Foreign Policy": ("", "Mongolia’s Search for Balance in Its Foreign Policy"),
    '"higher education institutions in addition"': ("turkey/#p13", "higher education institutions. In addition"),
    '"vulnerability of Mongolia to China\'s pressure this"': (
        "china-dependence/#p10",
        "vulnerability of Mongolia to China's pressure.[13] This",
    ),
    '"democracy of oasis"': None,
    # numbers
    "¶9": ("china-dependence/#p9", ""),
    "¶ 9": ("china-dependence/#p9", ""),
    "¶\N{NO-BREAK SPACE}9": ("china-dependence/#p9", ""),
    "p9": ("china-dependence/#p9", ""),
    "P9": ("china-dependence/#p9", ""),
    "#p9": ("china-dependence/#p9", ""),
    "par. 9": ("china-dependence/#p9", ""),
    "paragraph 9": ("china-dependence/#p9", ""),
    "¶¶ 8–10": ("china-dependence/#p8", ""),
    "p6-1": ("security-concepts/#p6-1", ""),
    "¶ 6.1": ("security-concepts/#p6-1", ""),
    "¶6.1": ("security-concepts/#p6-1", ""),
    "note 7": ("china-dependence/#n7", ""),
    "Note 7": ("china-dependence/#n7", ""),
    "footnote 7": ("china-dependence/#n7", ""),
    "n7": ("china-dependence/#n7", ""),
    "n. 7": ("china-dependence/#n7", ""),
    "n7-1": ("china-dependence/#n7", ""),
    "[7]": ("china-dependence/#n7", ""),
    "china-dependence/#p9": ("china-dependence/#p9", ""),
    "ciafactbook2020": ("bibliography/#ciafactbook2020", ""),
    "¶ 99": None,
    # spelling, here and there
    "neighbour": ("security-concepts/#p4", "neighbor"),
    "neighbouring": ("turkey/#p13", "neighboring"),
    '"China’s pressure"': ("china-dependence/#p10", "China's pressure"),
    '"China pressure"': ("china-dependence/#p10", "China's pressure"),
    "“third neighbour policy”": ("third-neighbors/#p12", "third neighbor policy"),
    "defence": ("security-concepts/#p4", "defense"),
    "normalise": ("#theme-history", "normalized"),
    "co-operation": ("turkey/#p13", "cooperation"),
    "briquettes": ("china-dependence/#p8", "briquettes"),
    "oases": None,
    # letters with signs, and without
    "AVIM": ("bibliography/#avim2020tr", "AVİM"),
    "avim": ("bibliography/#avim2020tr", "AVİM"),
    "Mogolistan": ("bibliography/#avim2020tr", "Moğolistan"),
    # names
    "Ulan Bator": ("names/#name-ulaanbaatar", "Ulan Bator"),
    "embassy Ulan Bator 1996": ("turkey/#p13", "Ulaanbaatar"),
    "Khaltmaagiin": ("china-dependence/#p9", "Khaltmaagiin"),
    "Qing Empire": ("history/#p2", "Qing Empire"),
    "United States exercises": ("third-neighbors/#p12", "US"),
    # what the source has
    "Chinas": ("china-dependence/#p10", "Chinas"),
    '"to Chinas pressure"': ("china-dependence/#p10", "to Chinas pressure"),
    "Mongolias": ("third-neighbors/#p12", "Mongolias"),
    "[51": ("security-concepts/#p6-3", "51"),
    "[Z]": ("china-dependence/#p8", "Z"),
    "incelemeleri": ("security-concepts/#p4", "incelemeleri"),
    # pages and words
    "Dependence on China": ("china-dependence/", "Dependence on China"),
    "Timeline": ("timeline/", "Timeline"),
    "coal": ("china-dependence/#p8", "coal"),
    "coal -briquettes": ("bibliography/#montsame2019coal", "Coal"),
    "coal xyzzy": ("china-dependence/#p8", "coal"),
    "xyzzy": None,
}
#: Asks each query, and gives for each: how long the first result took (ms), what is said of the number of pages, and
#: the link that Enter follows, with the words marked in it, one after the other, and its text.
ASK: Final = """async queries => {
    const field = document.querySelector(".md-search__input")
    const result = document.querySelector("[data-md-component=search-result]")
    const answers = []
    for (const query of queries) {
        field.value = query
        const start = performance.now()
        await new Promise(resolve => {
            new MutationObserver((_, observer) => { observer.disconnect(); resolve() })
                .observe(result, { childList: true, subtree: true, characterData: true })
            field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
        })
        const took = performance.now() - start
        const [best] = [...result.querySelectorAll("a")].map(link => [link.firstElementChild.dataset.mdScore, link])
            .sort(([one], [two]) => two - one).map(([, link]) => link)
        const said = result.firstElementChild.textContent.trim()
        const marks = [...best?.querySelectorAll("mark") ?? []].map(mark => mark.textContent)
        answers.push([took, said, best?.href ?? "", marks, best?.textContent ?? ""])
    }
    return answers
}"""


@pytest.fixture
def searching(watched: Callable[..., Page]) -> Page:
    """A page whose search is open, and its index loaded."""
    page = watched("turkey/")
    page.keyboard.press("/")
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("a phrase"))
    return page


def test_what_a_query_finds_first(searching: Page, address: str) -> None:
    """And that it is there within a tenth of a second, that is, at once."""
    answers = searching.evaluate(ASK, list(FIRST))
    wrong: list[tuple[Any, ...]] = []
    for (query, wanted), (_, said, href, marks, text) in zip(FIRST.items(), answers, strict=True):
        if wanted is None:
            wrong += [(query, href, said)] * (said != "No pages match" or href != "")
            continue
        found = re.sub(r"\?h=[^#]*", "", href.removeprefix(address))
        if found != wanted[0] or (wanted[1] and wanted[1] not in marks) or (not wanted[1] and marks) or len(text) < 8:
            wrong.append((query, found, marks, text[:80]))
    assert not wrong, "\n".join(map(str, wrong))
    times = sorted(took for took, *_ in answers)
    assert times[len(times) // 2] < 100, times


def test_a_result_names_the_page_and_the_paragraph_and_shows_the_words_in_context(searching: Page) -> None:
    searching.keyboard.type('"oasis of democracy"')
    expect(searching.locator(".md-search-result__meta")).to_have_text("2 pages match")
    first = searching.locator(".md-search-result__item").first
    expect(first.locator("h1")).to_have_text("Third neighbors")
    expect(first.locator("h2")).to_have_text("¶\N{NO-BREAK SPACE}12 · Third neighbors")
    shown = first.locator("p")
    expect(shown).to_have_text(re.compile(r'^… .*\bas an "oasis of democracy", and stated that .* …$'))
    assert 100 < len(shown.inner_text()) < 320
    searching.keyboard.press("ControlOrMeta+A")
    searching.keyboard.type("Mongolia")
    more = searching.locator(".md-search-result__more summary").first
    expect(more).to_have_text(re.compile(r"^\d+ more on this page$"))
    searching.keyboard.press("ControlOrMeta+A")
    searching.keyboard.type("briquettes xyzzy")
    expect(searching.locator(".md-search-result__meta")).to_have_text("1 page matches")
    expect(searching.locator(".md-search-result__terms").first).to_have_text("Missing: xyzzy")


def test_the_keyboard_walks_through_the_results_and_back_to_where_it_was(watched: Callable[..., Page]) -> None:
    page = watched("china-dependence/")
    here = page.locator("#p9 .cite-link")
    field, results = page.locator(".md-search__input"), page.locator(".md-search-result__link")
    for keys in ([], ["ArrowDown", "ArrowDown", "ArrowUp"]):
        here.focus()
        page.keyboard.press("/")
        expect(field).to_be_focused()
        field.fill("oasis")  # one query: each answer draws the list anew, and takes the focus out of it
        expect(results.first).to_be_visible()
        for key in keys:
            page.keyboard.press(key)
        expect(results.first if keys else field).to_be_focused()
        page.keyboard.press("Escape")
        expect(here).to_be_focused()
        expect(results.first).to_be_hidden()
    page.keyboard.press("/")
    expect(results.first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/third-neighbors/.*#p12$"))
    expect(page.locator("#p12 mark").first).to_have_text("oasis")


#: Asks a worker of its own: gives the location of the first result, its marked words, and all titles.
ASK_ALONE: Final = """async ([docs, queries]) => {
    const worker = new Worker() // of search.js: it has no `onmessage`
    const ask = message => new Promise(resolve => {
        worker.addEventListener("message", ({ data }) => resolve(data.data), { once: true })
        worker.postMessage(message)
    })
    await ask({ type: 0, data: { config: {}, docs } })
    const answers = []
    for (const query of queries) {
        const { items } = await ask({ type: 2, data: query })
        const [[best]] = items.length ? items : [[]]
        const marks = [...(best?.text ?? "").matchAll(/<mark>(.*?)<[/]mark>/g)].map(found => found[1])
        answers.push([best?.location ?? "", marks, items.flat().map(item => item.title)])
    }
    return answers
}"""


def _ask_alone(page: Page, docs: list[dict[str, Any]], queries: list[str]) -> Any:
    return page.evaluate(ASK_ALONE, [docs, queries])


def test_every_script_is_searched(watched: Callable[..., Page]) -> None:
    docs = []
    # Digits of any script, in whichever script one types them.
    years = {
        "fa-year": {"of": "در سال ۱۲۶۶", "find": ["1266", "۱۲۶۶", "١٢٦٦"]},
        "hi-year": {"of": "वर्ष १८८७ में", "find": ["1887", "१८८७"]},
        "en-year": {"of": "in 1904", "find": ["۱۹۰۴", "１９０４"]},
    }
    languages = {**LANGUAGES, **years}
    for tag, language in languages.items():
        forms = search_forms(language["of"])
        hidden = f" <span hidden>{forms}</span>" if forms else ""
        text = f"<p>{language['of']}{hidden}</p>"
        docs.append({"location": f"{tag}/#p1", "title": f"¶\N{NO-BREAK SPACE}1 · {tag}", "text": text, "boost": 1000})
    wanted = [(tag, query) for tag, language in languages.items() for query in language.get("find", [])]
    assert {tag for tag, _ in wanted} == set(languages)
    answers = _ask_alone(watched(), docs, [query for _, query in wanted])
    assert [
        (tag, query, found, marks)
        for (tag, query), (found, marks, _) in zip(wanted, answers, strict=True)
        if found != f"{tag}/#p1" or not marks
    ] == []


def test_what_is_pasted_is_searched(watched: Callable[..., Page]) -> None:
    page = watched("turkey/")
    query, found = page.locator("[data-md-component=search-query]"), page.locator(".md-search-result__link")
    query.press_sequentially("coal")
    expect(found.first).to_be_visible()
    query.select_text()
    page.keyboard.insert_text("oasis of democracy")  # as the menu of a mouse pastes it: without a key
    expect(found.filter(has_text="oasis of democracy")).not_to_have_count(0)


def test_a_number_means_the_paragraph_of_the_edition_that_one_reads(watched: Callable[..., Page]) -> None:
    def entries(folder: str, **more: str) -> list[dict[str, Any]]:
        own = {"title": "¶\N{NO-BREAK SPACE}9 · Turkey", "text": "<p>Words &amp; more words.</p>", "boost": 1000}
        page = {"location": f"{folder}turkey/", "title": "Turkey", "text": "", **more}
        return [page, {**own, "location": f"{folder}turkey/#p9", **more}]

    other = entries("second/", edition="The Second & Last")
    page = watched("turkey/")
    for docs in ([*entries(""), *other], [*other, *entries("")]):
        for found, _, titles in _ask_alone(page, docs, ["¶ 9", "words"]):
            assert found == "turkey/#p9"
            assert [title for title in titles if "Second" in title] == ["Turkey · The Second &amp; Last"]
