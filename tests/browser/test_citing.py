"""Citing: every style of a page, a section, a paragraph, an item and of words, as it arrives on the clipboard."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from briefsite.exports import slots
from briefsite.exports.cite import cite_address
from briefsite.exports.formats import FORMATS
from briefsite.exports.short_forms import form_of
from briefsite.reading.publication import Publication
from briefsite.works.reference_html import reference_text
from briefsite.works.styles import STYLES

THEME = "china-dependence/"
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"], "timezone_id": "UTC"}
TODAY = dt.date(2027, 9, 3)
# Formats that the program doesn't have: the script must offer whatever the page names.
FOREIGN: list[dict[str, Any]] = [
    {
        "label": "Text",
        "template": "T\r\n{address}{locator|, |}\r\n{accessed|Seen |D MMM YYYY|.\r\n}",
        "address": {"#": "%23", "/": "//"},
        "locator": {"¶": "par."},
    },
    {
        "label": "Items",
        "template": {"id": "x", "title": "T {{T}}", "URL": "{address}", "note": ["Web{locator|, |}", 1]},
        "address": {":": "%3A"},
        "locator": {},
    },
]


@pytest.fixture(scope="module")
def address(brief: Path, tmp_path_factory: pytest.TempPathFactory, serve_site: Callable[..., str]) -> str:
    """The site of the brief, every page of which names two more formats."""
    site = tmp_path_factory.mktemp("citing") / "site"
    shutil.copytree(brief / "site", site)
    more = ",".join(map(json.dumps, FOREIGN))
    for path in site.rglob("index.html"):
        page = path.read_text(encoding="utf-8")
        path.write_text(page.replace('"formats": [', f'"formats": [{more},', 1), encoding="utf-8")
    return serve_site(site, under="/briefs/mongolia/")


@pytest.fixture
def citing(watched: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a page on a day we know, with leave to read the clipboard."""

    def opened(path: str = THEME, **options: object) -> Page:
        page = watched(path, **{**CLIPBOARD, **options})
        # The day alone: a whole clock that stands still would confuse the theme's own timers.
        page.evaluate(
            "([y, m, d]) => { const Now = Date; window.Date = class extends Now { constructor(...at) {"
            " super(...(at.length ? at : [y, m - 1, d, 12])) } } }",
            [TODAY.year, TODAY.month, TODAY.day],
        )
        return page

    return opened


def _references(page: Page, address: str, place: str) -> dict[str, str]:
    """What each style is to give, by its label, as briefsite.exports fills the templates."""
    data = json.loads(page.locator("#citation-data").text_content() or "")
    locator = data["locators"].get(place, "")
    here, mark, part = address.partition("#")

    def style(template: str) -> str:
        return slots.fill(template, slots.in_html(address), slots.in_html(locator), TODAY)

    def file(form: dict[str, Any]) -> str:
        row = replace(FORMATS[0], address_escapes=form["address"], locator_escapes=form["locator"])
        return row.fill(form["template"], address, locator, TODAY)

    return {
        **{label: style(template) for _, label, template in data["styles"]},
        **{form["label"]: file(form) for form in data["formats"]},
        "Link": address,
        "Permanent link to this wording": urljoin(here, data["kept"]) + mark + part,
    }


def _clipboard(page: Page, kind: str = "text/plain") -> str:
    read = "async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()"
    text: str = page.evaluate(read, kind)
    return text


def _dialog(page: Page) -> Locator:
    return page.locator("dialog[open]")


def _expect_every_style_to_be_copied(page: Page, address: str, place: str) -> None:
    dialog = _dialog(page)
    references = _references(page, address, place)
    assert references.keys() > {form["label"] for form in FOREIGN}
    expect(dialog.get_by_role("group", name="Format").get_by_role("radio")).to_have_count(len(references))
    for label, reference in references.items():
        dialog.get_by_role("radio", name=label, exact=True).check()
        formatted = label in {style.label for style in STYLES}
        if formatted:
            dialog.get_by_role("radio", name="Reference", exact=True).check()
        dialog.get_by_role("button", name="Copy").click()
        copied = "Link to " if "ink" in label else f"Copied: {label}, "
        expect(dialog.get_by_role("status")).to_have_text(re.compile(f"^{re.escape(copied)}"))
        text = reference_text(reference) if formatted else reference
        assert dialog.get_by_role("region").text_content() == text
        assert _clipboard(page).replace("\r\n", "\n") == text.replace("\r\n", "\n")
        if formatted:  # the browser may write the markup in its own way; the words are what counts
            copied = html.unescape(re.sub(r"<[^>]+>", "", _clipboard(page, "text/html")))
            assert copied.split() == text.split()


@pytest.mark.parametrize(
    ("path", "place", "control"),
    [
        (THEME, "", ".series .cite-link"),
        pytest.param("", "", ".imprint .cite-link", marks=pytest.mark.long),
        pytest.param(THEME, "economic-concerns", "#economic-concerns .cite-link", marks=pytest.mark.long),
        (THEME, "p9", "#p9 .cite-link"),
        pytest.param("security-concepts/", "p6-1", "#p6-1 .cite-link", marks=pytest.mark.long),
        pytest.param("full-text/", "p9", "#p9 .cite-link", marks=pytest.mark.long),
    ],
)
def test_every_style_is_copied(citing: Callable[..., Page], address: str, path: str, place: str, control: str) -> None:
    page = citing(path)
    page.locator(control).click()
    _expect_every_style_to_be_copied(page, f"{address}{path}{place and '#'}{place}", place)


def test_the_original_is_cited_alone(citing: Callable[..., Page]) -> None:
    page = citing()
    original = json.loads(page.locator("#citation-data").text_content() or "")["original"]
    page.locator("#p9 .cite-link").click()
    reference = _dialog(page).get_by_role("region")
    expect(reference).to_contain_text("Annotated web edition")
    _dialog(page).get_by_role("checkbox", name="Original publication only").check()
    there = original["address"]
    for _, label, template in original["styles"]:
        _dialog(page).get_by_role("radio", name=label, exact=True).check()
        expect(reference).to_have_text(reference_text(slots.fill(template, slots.in_html(there), "", TODAY)).strip())
        expect(reference).not_to_contain_text("Annotated web edition")
    for form in original["formats"]:
        _dialog(page).get_by_role("radio", name=form["label"], exact=True).check()
        expect(reference).to_contain_text(there)
    _dialog(page).get_by_role("radio", name="Link", exact=True).check()
    _dialog(page).get_by_role("button", name="Copy").click()
    expect(_dialog(page).get_by_role("status")).to_have_text("Link to the original copied.")
    assert _clipboard(page) == there
    page.keyboard.press("Escape")
    page.locator("#p8 .cite-link").click()
    expect(_dialog(page).get_by_role("checkbox")).not_to_be_checked()


def test_a_published_site_is_cited_under_its_own_address(citing: Callable[..., Page], address: str) -> None:
    page = citing("about/")

    def publish(route: Route) -> None:
        body = re.sub(r'("address":\s*")"', r'\1https://brief.test/m/china-dependence/"', route.fetch().text())
        route.fulfill(body=body, content_type="text/html")

    page.route(f"{address}{THEME}*", publish)
    page.goto(f"{address}{THEME}?from=elsewhere")
    page.locator("#p9 .cite-link").click()
    _dialog(page).get_by_role("radio", name="Link", exact=True).check()
    expect(_dialog(page).get_by_role("region")).to_have_text("https://brief.test/m/china-dependence/#p9")


def test_citing_with_the_keyboard_alone(citing: Callable[..., Page], address: str) -> None:
    page = citing()
    control = page.locator("#p8 .cite-link")
    _tab_to(page, control)
    page.keyboard.press("Enter")
    label, second = list(_references(page, f"{address}{THEME}#p8", "p8").items())[1]
    expect(_dialog(page).get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(_dialog(page).get_by_role("status")).to_have_text(f"Copied: {label}, ¶ 8.")
    assert _clipboard(page) == reference_text(second)
    page.keyboard.press("Escape")
    expect(_dialog(page)).to_have_count(0)
    expect(control).to_be_focused()


def _tab_to(page: Page, located: Locator) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if located.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"the Tab key doesn't come to {located}")


SELECT = """([block, from, to]) => {
    const walker = document.createTreeWalker(document.querySelector(block), NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    let started = false
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!started && node.data.includes(from)) { range.setStart(node, node.data.indexOf(from)); started = true }
        if (started && node.data.includes(to)) { range.setEnd(node, node.data.indexOf(to) + to.length); break }
    }
    getSelection().removeAllRanges()
    getSelection().addRange(range)
}"""


def _select(page: Page, block: str, start: str, end: str | None = None) -> Locator:
    page.evaluate(SELECT, [block, start, end or start])
    bar = page.get_by_role("group", name="Selected words")
    expect(bar).to_be_visible()
    return bar


def _link(page: Page, block: str, start: str, end: str | None = None) -> str:
    _select(page, block, start, end).get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    return _clipboard(page)


def test_words_are_cited_in_every_style(citing: Callable[..., Page], address: str) -> None:
    page = citing()
    bar = _select(page, "#p8", "More than fifty percent of foreign investments")
    bar.get_by_role("button", name="Quote and cite").click()
    expect(_dialog(page).get_by_role("heading")).to_have_text("Cite words of ¶ 8")
    fragment = ":~:text=More%20than%20fifty%20percent%20of%20foreign%20investments"
    _expect_every_style_to_be_copied(page, f"{address}{THEME}#p8{fragment}", "p8")


@pytest.mark.parametrize(
    ("block", "start", "end", "fragment"),
    [
        # A drawing’s table has the same words: so what is behind them is named, too.
        ("#p8", "foreign investments in Mongolia", None, "foreign investments in Mongolia,-are"),
        # Half words become whole ones: browsers look for nothing else.
        ("#p8", "reign investments in Mong", None, "foreign investments in Mongolia,-are"),
        # Over a note's marker and an emendation's letter: those aren't the author's words, but they are in the page.
        ("#p8", "held by China", "stands out", "are-,held by China.,dependence on China stands out"),
        (
            "#p9",
            "contributed to the support",
            "people to Battulga",
            "contributed to the support given,people to Battulga",
        ),
        # Long: the words at both ends.
        ("#p9", "As a matter of fact", "elections in 2017", "As a matter of fact,before the elections in 2017"),
        ("#p9", "Mongolia's economy", None, "Mongolia's economy"),
        ("#p8", "China as a security", None, "China as a security"),
        # Words that the page has elsewhere, too, in its menu or its notes: what is behind them, or before them.
        ("#p8", "Mongolia's concerns", None, "Mongolia's concerns"),
        ("#p10", "commodity", None, "commodity"),
        ("#p10", "China", None, "China,-stance cannot"),
    ],
)
def test_a_link_to_words(
    citing: Callable[..., Page], address: str, block: str, start: str, end: str | None, fragment: str
) -> None:
    page = citing()
    link = _link(page, block, start, end)
    base, _, words = link.partition(":~:text=")
    assert base == f"{address}{THEME}{block}"
    assert [unquote(part) for part in words.split(",")] == _parts(fragment)
    _expect_browser_to_find_it(page, link)


def _parts(fragment: str) -> list[str]:
    """The parts of a fragment as written above, where “,,” is a comma of the text."""
    return [part.replace("\0", ",") for part in fragment.replace(",,", "\0,").split(",")]


def _expect_browser_to_find_it(page: Page, link: str) -> None:
    """Words that are found stand in the middle of the window; a paragraph stands at its top."""
    page.set_viewport_size({"width": 900, "height": 300})
    paragraph = link.split(":~:", maxsplit=1)[0]
    landed, found = _landing(page, paragraph), _landing(page, link)
    assert found != landed, f"the browser doesn't find the words: {link}"


def _landing(page: Page, url: str) -> float:
    page.goto("about:blank")
    page.goto(url)
    page.wait_for_function("() => scrollY > 0")
    top: float = page.evaluate("scrollY")
    return top


def test_words_that_are_gone_leave_the_reader_at_the_paragraph(citing: Callable[..., Page], address: str) -> None:
    page = citing()
    page.set_viewport_size({"width": 900, "height": 300})
    paragraph = f"{address}{THEME}#p9"
    assert _landing(page, f"{paragraph}:~:text=words%20that%20were%20edited") == _landing(page, paragraph)


def test_signs_with_a_meaning_in_a_fragment_are_escaped(citing: Callable[..., Page]) -> None:
    page = citing()
    page.locator("#p9").evaluate("node => { node.childNodes[1].data = ' Asia-Pacific, R&D: 50% (of “all”) #1 '; }")
    link = _link(page, "#p9", "Asia", "#1")
    assert link.endswith("#p9:~:text=Asia%2DPacific%2C%20R%26D%3A%2050%25%20%28of%20%E2%80%9Call%E2%80%9D%29%20%231")


def test_words_with_the_keyboard_alone(citing: Callable[..., Page]) -> None:
    page = citing()
    # A first word, as the browser's own search leaves it selected; from here on only keys.
    page.evaluate(SELECT, ["#p9", "Reasons", "Reasons"])
    for _ in range(3):
        page.keyboard.press("Control+Shift+ArrowRight")
    said = page.locator("body > [role=status]")
    expect(said).to_contain_text("Press Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Quote and cite")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Link to words of ¶ 9 copied.")
    assert ":~:text=Reasons%20such%20as" in _clipboard(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(_dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Quote and cite")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Selected words")).to_have_count(0)
    expect(page.locator("#p9 .cite-link")).to_be_focused()


def test_a_mouse_selects_and_the_bar_leaves_the_words_free(citing: Callable[..., Page]) -> None:
    page = citing()
    page.locator("#p9").scroll_into_view_if_needed()
    box = page.locator("#p9").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 70, steps=5)
    page.wait_for_timeout(250)
    bar = page.get_by_role("group", name="Selected words")
    expect(bar).to_have_count(0)  # not while the button is down
    page.mouse.up()
    expect(bar).to_be_visible()
    assert not page.evaluate(COVERED)
    page.mouse.click(box["x"] + 200, box["y"] + box["height"] + 12)
    expect(bar).to_have_count(0)


COVERED = """() => {
    const bar = document.querySelector('.passage').getBoundingClientRect()
    return [...getSelection().getRangeAt(0).getClientRects()].some(line =>
        line.top < bar.bottom && line.bottom > bar.top && line.left < bar.right && line.right > bar.left)
}"""


@pytest.mark.parametrize("place", ["start", "center", "end"])
def test_on_touch_the_bar_leaves_the_words_free(citing: Callable[..., Page], place: str) -> None:
    page = citing(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    expect(page.locator("#p9 .cite-link")).to_have_css("opacity", "1")
    page.locator("#p9").evaluate("(node, block) => node.scrollIntoView({ block })", place)
    page.wait_for_timeout(200)
    bar = _select(page, "#p9", "contributed to the support")
    expect(bar).to_be_in_viewport(ratio=1)
    assert not page.evaluate(COVERED)


def test_words_of_two_paragraphs_are_offered_with_their_range(citing: Callable[..., Page], address: str) -> None:
    page = citing()
    link = _link(page, ".md-content__inner", "come second in China", "such as the dependence")
    base, _, words = link.partition(":~:text=")
    assert base == f"{address}{THEME}#p8-p9"  # without JavaScript, the browser finds the words alone
    assert unquote(words) == "come second in China's imports,Reasons such as the dependence"
    _expect_browser_to_find_it(page, link)
    bar = _select(page, ".md-content__inner", "come second in China", "such as the dependence")
    bar.get_by_role("button", name="Cite ¶¶ 8–9").click()
    expect(_dialog(page).get_by_role("heading")).to_have_text("Cite ¶¶ 8–9")
    expect(_dialog(page).get_by_role("region")).to_contain_text(f", ¶¶ 8–9. {address}{THEME}#p8-p9.")


def test_words_are_quoted_with_their_citation(citing: Callable[..., Page]) -> None:
    page = citing()
    # Over a marker and an emendation's letter, a half word, marks within marks, two paragraphs.
    bar = _select(page, "#p9", "also stated that", "hese discourses")
    bar.get_by_role("button", name="Quote and cite").click()
    quotation = _dialog(page).get_by_role("radio", name="Quotation", exact=True)
    expect(quotation).to_be_checked()
    _dialog(page).get_by_role("radio", name="APA", exact=True).check()
    reference = _dialog(page).get_by_role("region")
    expect(reference).to_have_text(
        "“also stated that ‘Our wealth is shipped outside of the country’ and that the Mongolians should own the "
        "strategic mines in the country. These discourses” (AVİM [Center for Eurasian Studies], 2020, para. 9)"
    )
    _dialog(page).get_by_role("button", name="Copy").click()
    expect(_dialog(page).get_by_role("status")).to_have_text("Copied: APA, quotation, words of ¶ 9.")
    assert _clipboard(page) == reference.text_content()
    page.keyboard.press("Escape")
    page.locator("#p9 .cite-link").click()
    expect(quotation).to_be_hidden()
    expect(_dialog(page).get_by_role("radio", name="Reference", exact=True)).to_be_checked()


def test_notes_and_citations_in_the_text_are_those_of_the_command(
    citing: Callable[..., Page], address: str, publication: Publication
) -> None:
    page = citing()
    page.locator("#p8 .cite-link").click()
    dialog = _dialog(page)
    reach = dialog.get_by_role("combobox", name="From ¶ 8 to")
    expect(reach.locator("option")).to_have_text(["¶ 8", "¶ 9", "¶ 10"])
    for last, place in (("p8", "p8"), ("p10", "p8-p10")):
        reach.select_option(last)
        for style in STYLES:
            dialog.get_by_role("radio", name=style.label, exact=True).check()
            form = form_of(style)
            dialog.get_by_role("radio", name={"note": "Note", "text": "In the text"}[form], exact=True).check()
            expected, _ = cite_address(publication, address, place, style.cli, form=form)
            expect(dialog.get_by_role("region")).to_have_text(expected.strip())
    dialog.get_by_role("radio", name="Link", exact=True).check()
    expect(dialog.get_by_role("group", name="Form", exact=True)).to_be_hidden()
    expect(dialog.get_by_role("region")).to_have_text(f"{address}{THEME}#p8-p10")
    dialog.get_by_role("radio", name="Permanent link to this wording", exact=True).check()
    expect(dialog.get_by_role("region")).to_have_text(re.compile(r"/v/[\d.-]+/china-dependence/#p8-p10$"))
    expect(dialog.get_by_role("heading")).to_have_text("Cite ¶¶ 8–10")


RANGE = "nodes => nodes.map(node => node.id)"


@pytest.mark.parametrize(
    ("path", "fragment", "blocks"),
    [
        (THEME, "p8-p9", ["p8", "p9"]),
        (THEME, "p9-p10", ["p9", "p10"]),
        ("security-concepts/", "p6-1-p6-3", ["p6-1", "p6-2", "p6-3"]),
        ("security-concepts/", "p5-p6-1", ["p5", "p6", "p6-1"]),
        (THEME, "p9-p99", ["p9"]),  # as far as there is something
        (THEME, "p9", []),
    ],
)
def test_a_range_is_shown(
    citing: Callable[..., Page], address: str, path: str, fragment: str, blocks: list[str]
) -> None:
    page = citing("about/")
    page.goto(f"{address}{path}#{fragment}")
    shown = page.locator(".in-range")
    expect(shown).to_have_count(len(blocks))
    assert shown.evaluate_all(RANGE) == blocks
    if blocks:
        expect(shown.first).to_be_in_viewport()
        # The first line is below the header.
        assert shown.first.evaluate("node => node.getBoundingClientRect().top") > 40
        page.evaluate("location.hash = 'top'")
        expect(shown).to_have_count(0)


def test_without_the_clipboard_the_old_way_serves(citing: Callable[..., Page], address: str) -> None:
    page = citing()
    page.evaluate(
        """window.kept = navigator.clipboard
        Object.defineProperty(navigator, 'clipboard', { value: undefined })"""
    )
    page.locator("#p9 .cite-link").click()
    _dialog(page).get_by_role("radio", name="Link", exact=True).check()
    _dialog(page).get_by_role("button", name="Copy").click()
    expect(_dialog(page).get_by_role("status")).to_have_text("Link to ¶ 9 copied.")
    assert page.evaluate("kept.readText()") == f"{address}{THEME}#p9"
    page.evaluate("document.execCommand = () => false")
    _dialog(page).get_by_role("button", name="Copy").click()
    expect(_dialog(page).get_by_role("status")).to_contain_text("selected")
    assert page.evaluate("`${getSelection()}`") == f"{address}{THEME}#p9"


def test_without_javascript_a_cite_leads_to_how_to_cite(watched: Callable[..., Page]) -> None:
    page = watched(THEME, java_script_enabled=False)
    for control in (page.locator("#p9 .cite-link"), page.get_by_role("link", name="Cite this page")):
        control.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"#cite$"))
        expect(page.locator("#cite")).to_be_in_viewport()
        page.go_back()


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_moves_when_the_script_comes(watched: Callable[..., Page], address: str, width: int) -> None:
    places = (
        "nodes => nodes.map(node => { const box = node.getBoundingClientRect(); return [box.x, box.y, box.width] })"
    )
    page = watched("about/", viewport={"width": width, "height": 900})
    page.route("**/reader.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    found = []
    for path in (THEME, "security-concepts/"):
        page.goto(f"{address}{path}")
        found.append(page.locator(":is(.par, h1, h2, .item)").evaluate_all(places))
    page.unroute_all()
    for path, without in zip((THEME, "security-concepts/"), found, strict=True):
        page.goto(f"{address}{path}")
        assert page.locator("button.cite-link").count() > 0
        assert page.locator(":is(.par, h1, h2, .item)").evaluate_all(places) == without


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1440, "light"),
        (390, "dark"),
        pytest.param(1440, "dark", marks=pytest.mark.long),
        pytest.param(390, "light", marks=pytest.mark.long),
    ],
)
def test_nothing_is_in_the_way_of_anybody(citing: Callable[..., Page], width: int, scheme: str) -> None:
    page = citing(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    page.locator("#p9 .cite-link").hover()
    _expect_no_barriers(page, "#p9")
    _select(page, "#p9", "contributed to the support")
    _expect_no_barriers(page, ".passage")
    page.locator("#p9 .cite-link").click()
    for style in ("Chicago", "BibTeX"):
        _dialog(page).get_by_role("radio", name=style, exact=True).check()
        _expect_no_barriers(page, "dialog[open]")


def _expect_no_barriers(page: Page, inside: str) -> None:
    """Inside of what is new in the page; axe looks at all else in test_everyone.py."""
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page, inside)
    assert results.response["passes"], "axe has looked at nothing"
    assert results.violations_count == 0, results.generate_report()


def test_a_strict_policy_has_nothing_to_object_to(watched: Callable[..., Page], address: str) -> None:
    page = watched("about/")
    page.add_init_script(
        "window.objections = []; addEventListener('securitypolicyviolation', event => objections.push(event))"
    )
    policy = "script-src 'self'; style-src 'self'"

    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy-report-only": policy})

    page.route(f"{address}{THEME}", strict)
    page.goto(f"{address}{THEME}")
    page.locator("#p9 .cite-link").click()
    page.keyboard.press("Escape")
    ours = "objections.filter(said => /reader|citing|words/.test(said.sourceFile)).map(said => said.violatedDirective)"
    assert page.evaluate(ours) == []
