"""For everyone: the accessibility rules of axe on every page, and a reader who has nothing but a keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import pages_of_versions, pages_to_open

WIDTHS = (390, 1440)
SCHEMES = {"light": "default", "dark": "slate"}
#: All rules: those of WCAG 2.2 AA, a target's size among them, and what axe calls best practice.
CHECK = """async only => {
    const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }
    if (only.length) options.runOnly = { type: "rule", values: only }
    const { violations } = await axe.run(options)
    return violations.flatMap(({ id, nodes }) => nodes.map(node => [id, node.target.join(" "), node.failureSummary]))
}"""
#: The rules about colors. For all others the schemes differ only in the button that chooses the other scheme.
COLORS = ["color-contrast", "link-in-text-block"]


@pytest.fixture(scope="module")
def address(brief: Path, serve_site: Callable[..., str]) -> str:
    """At the root of a host, where the page for what isn't there finds its styles."""
    return serve_site(brief / "site")


def test_axe_finds_no_barrier_on_any_page_in_either_scheme(
    watched: Callable[..., Page], brief: Path, address: str
) -> None:
    _expect_no_barrier(watched, address, 390, [*pages_to_open(brief / "site"), "404.html"])


@pytest.mark.long
def test_axe_finds_no_barrier_beside_the_text_of_a_wide_page(watched: Callable[..., Page], address: str) -> None:
    _expect_no_barrier(watched, address, 1440, ["", "full-text/", "bibliography/"])


@pytest.mark.long
def test_axe_finds_no_barrier_on_any_wide_page(watched: Callable[..., Page], brief: Path, address: str) -> None:
    _expect_no_barrier(watched, address, 1440, [*pages_to_open(brief / "site"), "404.html"])


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_barrier_on_any_page_of_a_version(
    watched: Callable[..., Page], brief: Path, address: str, width: int
) -> None:
    _expect_no_barrier(watched, address, width, pages_of_versions(brief / "site"))


def _expect_no_barrier(watched: Callable[..., Page], address: str, width: int, paths: list[str]) -> None:
    # Without motion: a color on its way from one scheme to the other is neither.
    page = watched(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    script = Axe().axe_script
    found: list[str] = []
    for path in paths:
        page.goto(f"{address}{path}")
        page.evaluate(script)
        for scheme, attribute in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", attribute)
            only = COLORS if scheme == "dark" and path not in {"", "404.html"} else []
            found += [json.dumps([path, scheme, *said], ensure_ascii=False) for said in page.evaluate(CHECK, only)]
    assert not found, "\n".join(found)


def test_a_walk_with_the_keyboard_and_by_what_is_said_aloud(watched: Callable[..., Page]) -> None:
    """From the overview to a theme, a note, its work, back, and by the search to a paragraph.

    At each stop the keyboard is on what a screen reader says next, by the role and name with which it says it.
    """
    page = watched()
    article = page.get_by_role("article")
    _expect_order(page.locator("body"), ["link:Skip to content", "banner", "navigation:Pages", "main", "contentinfo"])
    _tab_to(page, article.get_by_role("link", name="Dependence on China", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/china-dependence/$"))
    expect(page.get_by_role("navigation", name="Pages").locator("[aria-current]")).to_have_text("Dependence on China")
    # Once the script has put in its buttons.
    expect(article.get_by_role("button", name="Cite paragraph 10", exact=True)).to_be_attached()
    _expect_order(
        article,
        [
            *("heading:Dependence on China", "heading:China’s weight in investment, trade and mining"),
            *("link:paragraph 8", "link:note 7", "link:correction a", "link:note 10", "button:Cite paragraph 8"),
            *("heading:Concerns about economic security", "link:paragraph 9", "link:paragraph 10", "heading:Notes"),
            *("group:Source found by the editors – partly supports the claim", "heading:Charts", "heading:How to cite"),
        ],
    )

    _tab_to(page, article.get_by_role("link", name="note 8", exact=True).first)
    expect(page.locator(".sidenote--near")).to_contain_text("[8]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#n8$"))
    # From the note on, not from where the page begins: the next stop is inside of it.
    _tab_to(
        page, page.locator("#n8").get_by_role("link", name="Central Intelligence Agency 2020", exact=True), at_most=4
    )
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/bibliography/#ciafactbook2020$"))
    work = page.locator(":target")
    expect(work).to_be_in_viewport()
    _tab_to(page, work.get_by_role("link", name="paragraph 8, note 8", exact=True), at_most=4)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/china-dependence/#n8-1$"))
    expect(page.locator("#n8-1")).to_be_in_viewport()
    _tab_to(page, article.get_by_role("button", name="Cite paragraph 8", exact=True), at_most=12)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/bibliography/#ciafactbook2020$"))

    page.keyboard.press("/")
    search = page.get_by_role("search")
    expect(search.get_by_role("textbox", name="Search", exact=True)).to_be_focused()
    page.keyboard.type("anti-China stance")
    passage = page.get_by_role("heading", name=re.compile(r"^¶\s10 · Dependence on China$"))
    found = search.get_by_role("link").filter(has=passage)
    expect(found).to_be_visible()
    for _ in range(2):  # behind the page that it is on
        page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/china-dependence/.*#p10$"))
    expect(page.locator("#p10")).to_be_in_viewport()
    _tab_to(page, page.locator("#p10").get_by_role("link", name="Tibet", exact=True), at_most=3)


def _expect_order(part: Locator, said: list[str]) -> None:
    """Expects the roles and names in what a screen reader reads of a part of the page, in this order."""
    tree = part.aria_snapshot()
    at = 0
    for one in said:
        role, _, name = one.partition(":")
        quoted = re.escape(name)
        found = re.compile(rf"^ *- '?{role}(?: \"{quoted}\"|: {quoted}$)" if name else rf"^ *- {role}\b", re.MULTILINE)
        match = found.search(tree, at)
        assert match, f"{one} is not said, or not in its place:\n{tree[at:]}"
        at = match.end()


def test_escape_leads_back_to_where_one_was(watched: Callable[..., Page]) -> None:
    """Out of the search, by its key or by the mouse, and out of the menu on a phone."""
    page = watched("china-dependence/", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    number, search = page.locator("#p9 .pilcrow"), page.get_by_role("textbox", name="Search")
    for key in ("/", ""):
        number.focus()
        if key:
            page.keyboard.press(key)
        else:
            search.click()
        expect(search).to_be_focused()
        page.keyboard.press("Escape")
        expect(number).to_be_focused()
    # A person who has only scrolled goes on with what is on the screen.
    number.blur()
    page.locator("#p10").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.press("Escape")
    expect(search).not_to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("article :focus")).to_be_in_viewport()
    assert page.evaluate("scrollY") == before

    page = watched("china-dependence/", viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    menu = page.locator(".md-header [for=__drawer]")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-nav--primary a:focus")).to_have_text("Overview")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator(".md-nav--primary a").first).to_be_hidden()


def test_wherever_the_keyboard_is_it_is_seen(watched: Callable[..., Page]) -> None:
    page = watched("china-dependence/", reduced_motion="reduce")
    stops = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
                const focused = document.activeElement
                if (focused === document.body) return null
                // Of a button for the colors its label is what one sees.
                const node = focused.matches(".md-option") ? focused.nextElementSibling : focused
                const box = node.getBoundingClientRect()
                const header = document.querySelector(".md-header").getBoundingClientRect()
                const hidden = box.bottom <= header.bottom && !node.closest(".md-header, .md-skip")
                const style = getComputedStyle(node)
                const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
                const marked = style.outlineStyle !== "none" || node.matches(".md-search__input")
                return [seen && !hidden && style.visibility === "visible" && marked, node.outerHTML.slice(0, 120)]
            }"""
        )
        if where is None:
            break
        assert where[0], f"the focus is on something that isn’t seen: {where[1]}"
        stops += 1
    assert stops > 40


def _tab_to(page: Page, located: Locator, at_most: int = 80) -> None:
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if located.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"{at_most} times the Tab key don’t come to {located}")
