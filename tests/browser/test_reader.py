"""What a reader meets in a browser: with a mouse, with a keyboard, in the dark, and without JavaScript."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.conftest import pages_of_versions, pages_to_open

THEME = "china-dependence/"
FITS = "width => innerWidth === width && document.documentElement.scrollWidth <= width"


def _is_in_view(page: Page, selector: str) -> bool:
    """Whether the element begins below the header, in the visible part of the page."""
    top = page.locator(selector).evaluate("node => node.getBoundingClientRect().top")
    header = page.locator(".md-header").evaluate("node => node.getBoundingClientRect().bottom")
    return bool(header - 1 <= top <= page.evaluate("innerHeight"))


#: The widths at which no page may be wider than the window; the normal run tries the ends and one between.
WIDTHS = (320, 600, 780, 980, 1024, 1240, 2560)


def test_every_page_opens_in_silence(watched: Callable[..., Page], brief: Path) -> None:
    _expect_silence(watched(), pages_to_open(brief / "site"), WIDTHS[::3])


@pytest.mark.long
def test_every_page_opens_in_silence_at_each_width(watched: Callable[..., Page], brief: Path) -> None:
    _expect_silence(watched(), pages_to_open(brief / "site"), WIDTHS)


@pytest.mark.long
def test_every_page_of_a_version_opens_in_silence(watched: Callable[..., Page], brief: Path) -> None:
    _expect_silence(watched(), pages_of_versions(brief / "site"), WIDTHS)


def _expect_silence(page: Page, paths: list[str], widths: Sequence[int]) -> None:
    root = _root(page)
    for url in paths:
        page.goto(f"{root}{url}")
        assert page.locator("h1").count() == 1
        for width in widths:
            page.set_viewport_size({"width": width, "height": 700})
            try:  # the page is drawn anew, which takes a moment
                page.wait_for_function(FITS, arg=width, timeout=5_000)
            except PlaywrightTimeoutError:
                pytest.fail(f"{url}: sideways at {width} px")


def _root(page: Page) -> str:
    return re.sub(r"(/briefs/mongolia/).*", r"\1", page.url)


def test_no_name_in_the_row_of_pages_is_cut(watched: Callable[..., Page]) -> None:
    """In the narrowest window that has the row; in a version, too, whose pages the site's menu does not have."""
    for path in (THEME, "changes/", "v/2026-11-24/turkey/"):
        page = watched(path, viewport={"width": 1220, "height": 700})
        row = page.locator(".md-tabs")
        expect(row).to_be_visible()
        cut = "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth).map(node => node.textContent)"
        assert row.locator(".md-tabs__list, .md-tabs__link").evaluate_all(cut) == [], path
        expect(row.locator(".md-tabs__item--active")).to_have_count(1)


def test_a_paragraphs_number_leads_to_its_address(watched: Callable[..., Page]) -> None:
    page = watched(THEME)
    page.get_by_role("link", name="paragraph 9", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/china-dependence/#p9$"))
    page.reload()
    page.wait_for_function("() => document.querySelector('#p9').matches(':target')")
    assert _is_in_view(page, "#p9")


#: A window without a margin in which notes are beside the text: only there is a note previewed.
NO_MARGIN = {"width": 1024, "height": 800}


def test_a_note_is_previewed_under_the_mouse(watched: Callable[..., Page]) -> None:
    page = watched(THEME, viewport=NO_MARGIN)
    page.locator("#n8-1 a").hover()
    _expect_preview(page, "#n8")


def test_a_note_is_previewed_for_the_keyboard(watched: Callable[..., Page]) -> None:
    page = watched(THEME, viewport=NO_MARGIN)
    page.locator("#n8-1 a").focus()
    _expect_preview(page, "#n8")


def _expect_preview(page: Page, note: str) -> None:
    preview = page.locator(".md-tooltip2--active")
    expect(preview).to_be_visible()
    for paragraph in page.locator(f"{note} > p:not(:has(.backlink))").all_inner_texts():
        assert " ".join(paragraph.split()) in " ".join(preview.inner_text().split())


def test_a_notes_number_leads_to_the_note_and_back_to_the_sentence(watched: Callable[..., Page]) -> None:
    page = watched(THEME)
    page.locator("#n8-1 a").click()
    expect(page).to_have_url(re.compile(r"#n8$"))
    assert _is_in_view(page, "#n8")
    page.locator("#n8 a.backlink").click()
    expect(page).to_have_url(re.compile(r"#n8-1$"))
    assert _is_in_view(page, "#n8-1")


def test_the_dark_scheme_is_dark_and_the_light_one_light(watched: Callable[..., Page]) -> None:
    light, dark = (
        _luminance(watched(THEME, color_scheme=scheme).locator("body"), "background-color")
        for scheme in ("light", "dark")
    )
    assert light > 0.8
    assert dark < 0.1
    page = watched(THEME, color_scheme="dark")
    for selector in ("#p9", "#n8 .comment", "h1", "#n8-1 a"):
        assert _luminance(page.locator(selector), "color") > 0.3, f"{selector} cannot be read in the dark"


def _luminance(located: Locator, name: str) -> float:
    """How light a color is, from 0 to 1, as WCAG counts it."""
    numbers: list[float] = located.evaluate(
        """(node, name) => {
            const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
            context.fillStyle = getComputedStyle(node)[name === 'color' ? 'color' : 'backgroundColor']
            context.fillRect(0, 0, 1, 1)
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
        }""",
        name,
    )
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (n / 255 for n in numbers)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_person_can_choose_the_scheme_and_it_stays(watched: Callable[..., Page]) -> None:
    page = watched(THEME, color_scheme="light")
    before = _luminance(page.locator("body"), "background-color")
    for _ in range(2):
        page.locator("form[data-md-component=palette] label:visible").click()
    assert before > 0.8
    assert _luminance(page.locator("body"), "background-color") < 0.1
    page.goto(f"{_root(page)}turkey/")
    assert _luminance(page.locator("body"), "background-color") < 0.1


@pytest.mark.parametrize(
    ("words", "found"), [("Chinas", "China"), ("Battulga", "Battulga"), ("Khanquest", "Khanquest")]
)
def test_the_search_finds(watched: Callable[..., Page], words: str, found: str) -> None:
    page = watched()
    page.keyboard.press("/")
    page.keyboard.type(words)
    results = page.locator(".md-search-result__item")
    expect(results.first).to_be_visible()
    assert found in results.first.inner_text()
    results.first.locator("a").first.click()
    page.wait_for_url(re.compile(r"/(china-dependence|third-neighbors|names|about)/"))


def test_a_result_of_the_search_says_the_paragraphs_number_and_leads_to_it(watched: Callable[..., Page]) -> None:
    page = watched("turkey/")
    page.keyboard.press("/")
    page.keyboard.type("coal")
    # In the first group: the author's words come before what is said about them.
    result = page.locator('.md-search-result__item:first-child a[href$="#p8"]')
    expect(result.get_by_role("heading")).to_have_text(re.compile(r"^¶\s8 · Dependence on China$"))
    expect(result).to_be_visible()
    expect(result.locator("mark").first).to_have_text(re.compile("^coal$", re.IGNORECASE))
    result.click()
    page.wait_for_url(re.compile(r"/china-dependence/.*#p8$"))
    expect(page.locator("#p8")).to_be_in_viewport()
    expect(page.locator("#p8:target")).to_have_count(1)


def test_the_menu_says_which_section_one_is_in(watched: Callable[..., Page]) -> None:
    page = watched(THEME, viewport={"width": 1440, "height": 700})
    here = page.locator(".md-nav--secondary .md-nav__link--active")
    for section in ("#pressure-from-china", "#economic-concerns"):
        page.locator(section).evaluate("node => node.scrollIntoView()")
        expect(here).to_have_attribute("href", section)
        assert int(here.evaluate("node => getComputedStyle(node).fontWeight")) >= 600


def test_without_javascript_everything_is_there_to_read(watched: Callable[..., Page]) -> None:
    page = watched(THEME, java_script_enabled=False)
    for selector in ("#p8", "#p9", "#p10", "#n7 .comment", "#n7 .reference", "#n7 .status", "details.emendations"):
        expect(page.locator(selector).first).to_be_visible()
    page.locator("#n8-1 a").click()
    expect(page).to_have_url(re.compile(r"#n8$"))
    expect(page.locator("#n8")).to_be_in_viewport()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Full text").click()
    expect(page).to_have_url(re.compile(r"/full-text/$"))
    expect(page.locator(".par")).to_have_count(14)


def test_a_small_screen_shows_all_of_it(watched: Callable[..., Page]) -> None:
    page = watched(THEME, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for selector in ("#p9", "#n8 .comment", "#p9 .pilcrow"):
        expect(page.locator(selector)).to_be_visible()


def test_a_lost_reader_is_helped(browser: Browser, address: str) -> None:
    """Outside of the watched pages: that the address isn't there is an error in the console."""
    with browser.new_context() as context:
        page = context.new_page()
        response = page.goto(f"{address}no/such/page/")
        assert response is not None
        assert response.status == 404
        assert page.get_by_role("heading", level=1).inner_text() == "Page not found"
        assert "noindex" in (page.locator("meta[name=robots]").get_attribute("content") or "")


def test_a_page_looks_like_one(watched: Callable[..., Page], tmp_path: Path) -> None:
    for scheme in ("light", "dark"):
        page = watched(THEME, color_scheme=scheme, viewport={"width": 1280, "height": 900})
        picture = tmp_path / f"{scheme}.png"
        page.screenshot(path=picture)
        # Counted on an empty page: the site's own policy lets nothing be fetched, not even a picture of it.
        page.goto("about:blank")
        colors = page.evaluate(
            """async data => {
                const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
                const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
                context.drawImage(image, 0, 0)
                const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)
                const counts = new Map()
                for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
                return [counts.size, Math.max(...counts.values()) / pixels.length]
            }""",
            base64.b64encode(picture.read_bytes()).decode(),
        )
        assert colors[0] > 100, "a blank picture"
        assert colors[1] < 0.98, "next to nothing is on it"


def test_the_filters_of_the_bibliography_combine(watched: Callable[..., Page]) -> None:
    page = watched("bibliography/")
    works = page.locator(".register .work")
    for chosen, hidden in (("Partly supports the claim", "Theme"), ("Dependence on China", "Status")):
        page.get_by_role("radio", name=chosen).check()
        expect(page.get_by_role("group", name=hidden).locator("small").first).to_be_hidden()
    expect(works.filter(visible=True)).to_have_count(len(page.query_selector_all(".work.facet-2.facet-5")))
    expect(page.locator(".shown")).to_be_visible()
    for group in ("Status", "Theme"):
        page.get_by_role("group", name=group).get_by_role("radio", name="All").check()
    expect(works.filter(visible=True)).to_have_count(works.count())
    expect(page.locator(".shown")).to_be_hidden()
