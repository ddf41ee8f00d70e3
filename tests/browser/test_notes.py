"""Notes beside the text: in the margin of wide screens, as a preview on all, and always in the list at the end."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

THEME = "china-dependence/"
THEMES = ("history/", "security-concepts/", THEME, "russia-balance/", "third-neighbors/", "turkey/")
TOUCH = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}


def _wide(width: int = 1600) -> dict[str, object]:
    return {"viewport": {"width": width, "height": 900}}


def _boxes(located: Locator) -> list[dict[str, float]]:
    boxes: list[dict[str, float]] = located.evaluate_all(
        """nodes => nodes.map(node => {
            const { left, right, top, bottom } = node.getBoundingClientRect()
            return { left, right, top, bottom }
        })"""
    )
    return boxes


@pytest.mark.parametrize(
    "width", [1280, 2560, pytest.param(1440, marks=pytest.mark.long), pytest.param(1600, marks=pytest.mark.long)]
)
@pytest.mark.parametrize("path", [THEME, "security-concepts/", "third-neighbors/", "full-text/", ""])
def test_the_notes_stand_beside_the_text(watched: Callable[..., Page], path: str, width: int) -> None:
    page = watched(path, **_wide(width))
    notes = page.locator(".sidenote:visible")
    listed = page.locator("section.notes ol > li")
    # Beside tables and drawings there may be no room for one.
    assert listed.count() - 1 <= notes.count() <= listed.count()
    boxes = _boxes(notes)
    edge = max((box["right"] for box in _boxes(page.locator(".par"))), default=0)
    for box in boxes:
        assert box["left"] > edge, "over the text"
        assert box["right"] <= width, "out of the window"
    _expect_no_overlap([*boxes, *_boxes(page.locator(":is(.cards, .figures, .drawing):visible"))])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _expect_no_overlap(boxes: list[dict[str, float]]) -> None:
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
            aside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or aside, f"{one} is over {other}"


#: How far each note is below its marker, or null where one is cut off or has no place yet.
DISTANCES = """() => {
    const top = node => node.getBoundingClientRect().top
    const markers = [...document.querySelectorAll(":is(.par, .item) .marker > a")]
    const notes = [...document.querySelectorAll(".sidenote")].filter(note => note.offsetHeight)
    const whole = note => note.scrollHeight <= note.clientHeight + 1
    return markers.map((marker, at) => notes[at] && whole(notes[at]) ? top(notes[at]) - top(marker) : null)
}"""


@pytest.mark.parametrize("path", THEMES)
def test_a_note_is_at_its_marker_and_has_all_its_words(watched: Callable[..., Page], path: str) -> None:
    page = watched(path, **_wide(1280))
    expect(page.locator(":is(.par, .item) .marker > a").first).to_be_visible()
    for width in (1280, 1366, 1440, 1920, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        at_markers = f"({DISTANCES})().every(far => far !== null && far >= -2 && far <= 24)"
        try:  # the notes follow the window a moment later
            page.wait_for_function(f"width => innerWidth === width && {at_markers}", arg=width, timeout=5_000)
        except PlaywrightTimeoutError:
            pytest.fail(f"at {width}: {page.evaluate(DISTANCES)}")


def test_notes_that_crowd_say_less_and_have_a_line_to_their_marker(watched: Callable[..., Page]) -> None:
    page = watched("third-neighbors/", **_wide(1280))
    page.evaluate(
        """() => {
            const [first] = document.querySelectorAll(".par .marker > a")
            for (const marker of document.querySelectorAll(".par .marker")) first.parentElement.after(marker)
        }"""
    )
    for width in (1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
    expect(page.locator(".sidenote--late").first).to_be_visible()
    boxes = _boxes(page.locator(".sidenote"))
    _expect_no_overlap(boxes)
    assert [box["top"] for box in boxes] == sorted(box["top"] for box in boxes)
    for marker, note in zip(_boxes(page.locator(".par .marker > a")), boxes, strict=True):
        assert note["top"] >= marker["top"] - 2
    line = "node => getComputedStyle(node, '::before').height"
    assert page.locator(".sidenote--late").first.evaluate(line) != "auto"


#: Of phones, of tablets on either side of the places where the layout changes, and of desks.
WIDTHS_OF_THE_TEXT = (320, 390, 480, 600, 767, 768, 1024, 1280, 1440, 1920)


@pytest.mark.parametrize("path", THEMES)
def test_the_text_of_a_theme_has_at_least_45_percent_of_its_page_to_the_end_of_its_notes(
    watched: Callable[..., Page], path: str
) -> None:
    page = watched(path)
    for width in WIDTHS_OF_THE_TEXT:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("width => innerWidth === width", arg=width)
        share = page.evaluate(
            """() => {
                const height = nodes => [...nodes].reduce((sum, node) => sum + node.getBoundingClientRect().height, 0)
                const page = document.querySelector(".md-content__inner"), notes = page.querySelector(".notes ol")
                const whole = notes.getBoundingClientRect().bottom - page.getBoundingClientRect().top
                return height(page.querySelectorAll(":scope > :is(.par, .items)")) / whole
            }"""
        )
        assert share >= 0.45, f"at {width}: {share:.0%}"


def test_a_screen_reader_and_the_keyboard_meet_each_note_once(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **_wide())
    expect(page.locator(".sidenotes")).to_have_attribute("aria-hidden", "true")
    reachable = "nodes => nodes.filter(node => node.tabIndex >= 0).length"
    assert page.locator(".sidenotes :is(a, button, [tabindex])").evaluate_all(reachable) == 0
    ids = page.locator("[id]").evaluate_all("nodes => nodes.map(node => node.id)")
    assert len(ids) == len(set(ids))
    expect(page.locator("#n8")).to_be_attached()


def test_a_note_in_the_margin_has_works_and_status(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **_wide())
    note = page.locator(".sidenote").filter(has_text="[13]")
    expect(note).to_contain_text("AP News 2016; Reuters 2016")
    expect(note).to_contain_text("supports the claim")
    expect(note).not_to_contain_text("Source found by the editors")  # there is room for what matters
    page.locator("#n13-1 a").hover()
    expect(note).to_have_class(re.compile("sidenote--near"))


def test_the_margin_follows_the_window(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **_wide(1024))
    expect(page.locator(".sidenote:visible")).to_have_count(0)
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".sidenote:visible")).to_have_count(8)
    _expect_no_overlap(_boxes(page.locator(".sidenote")))
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".sidenote:visible")).to_have_count(0)


def test_paper_has_the_list_alone(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **_wide())
    page.emulate_media(media="print")
    expect(page.locator(".sidenote:visible")).to_have_count(0)
    expect(page.locator(".cite-link:visible")).to_have_count(0)
    expect(page.locator("#n8")).to_be_visible()


def test_paper_has_the_address_at_the_foot_of_each_sheet(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **_wide())
    article = page.locator(".md-content__inner")
    made = "Object.assign(document.createElement('p'), { className: 'address', textContent: 'A' })"
    article.evaluate(f"article => article.append({made})")
    expect(article.locator("> .address")).to_be_hidden()
    page.emulate_media(media="print")
    # Browsers repeat the foot of a table, and nothing else that takes room.
    expect(article).to_have_css("display", "table")
    expect(article.locator("> .address")).to_have_css("display", "table-footer-group")


def _preview(page: Page) -> Locator:
    return page.locator(".md-tooltip2--active:not([hidden])")


def _expect_whole(page: Page, preview: Locator, note: str) -> None:
    expect(preview).to_be_visible()
    expect(preview).to_have_attribute("aria-label", f"note {note[2:]}")
    text = " ".join(preview.inner_text().split())
    for paragraph in page.locator(f"{note} > p:not(:has(.backlink))").all_inner_texts():
        assert " ".join(paragraph.split()) in text
    for closed in preview.locator("details").all():
        expect(closed).to_have_attribute("open", "")
    expect(preview.locator("a.to-work").first).to_have_attribute("href", re.compile(r"bibliography/#"))


def test_no_preview_opens_where_the_note_is_beside_the_text(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **_wide())
    for act in ("hover", "focus"):
        getattr(page.locator("#n8-1 a"), act)()
        expect(page.locator(".sidenote").filter(has_text="[8]")).to_have_class(re.compile("sidenote--near"))
        page.wait_for_timeout(600)
        expect(_preview(page)).to_have_count(0)


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_preview_has_all_of_the_note_and_goes_at_escape(watched: Callable[..., Page], way: str) -> None:
    page = watched(THEME, **_wide(1024))
    marker = page.locator("#n8-1 a")
    marker.scroll_into_view_if_needed()
    before = page.evaluate("scrollY"), _boxes(page.locator(".par"))
    getattr(marker, way)()
    _expect_whole(page, _preview(page), "#n8")
    after = page.evaluate("scrollY"), _boxes(page.locator(".par"))
    assert after == before, "something jumped"
    page.keyboard.press("Escape")
    expect(_preview(page)).to_have_count(0)
    if way == "focus":
        expect(marker).to_be_focused()
    page.wait_for_timeout(400)
    expect(_preview(page)).to_have_count(0)
    # And the next time it comes again.
    page.mouse.move(5, 5)
    marker.blur()
    expect(page.locator("body > .md-tooltip2")).to_have_count(0)
    getattr(marker, way)()
    _expect_whole(page, _preview(page), "#n8")


def test_a_preview_stays_under_the_pointer(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **_wide(1024))
    page.locator("#n13-1 a").hover()
    preview = _preview(page)
    expect(preview).to_be_visible()
    page.wait_for_timeout(400)  # no hand is faster, and the theme has to notice that it is there
    preview.hover()
    page.wait_for_timeout(800)
    expect(preview).to_be_visible()
    preview.locator("a.to-work").first.click()
    expect(page).to_have_url(re.compile(r"/bibliography/#"))


def test_a_tap_previews_and_a_second_one_follows(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **TOUCH)
    marker = page.locator("#n9-1 a")
    marker.evaluate("node => node.scrollIntoView({ block: 'center' })")
    before = page.evaluate("scrollY")
    marker.tap()
    _expect_whole(page, _preview(page), "#n9")
    box = _boxes(_preview(page).locator(".md-tooltip2__inner"))[0]
    assert box["left"] >= 0
    assert box["right"] <= 390
    assert page.evaluate("scrollY") == before
    expect(page).to_have_url(re.compile(r"/china-dependence/$"))
    page.touchscreen.tap(200, 70)
    expect(_preview(page)).to_have_count(0)
    marker.tap()
    expect(_preview(page)).to_be_visible()
    marker.tap()
    expect(page).to_have_url(re.compile(r"#n9$"))


def test_an_emendation_is_previewed_too(watched: Callable[..., Page]) -> None:
    page = watched(THEME, **_wide(1024))
    page.locator("#em-p9-ref a").focus()
    expect(_preview(page)).to_contain_text("corrected from")
    expect(_preview(page)).to_have_attribute("aria-label", "correction b")


def test_without_javascript_the_list_has_it_all(watched: Callable[..., Page]) -> None:
    page = watched(THEME, java_script_enabled=False, **_wide())
    expect(page.locator(".sidenote")).to_have_count(0)
    page.locator("#n8-1 a").click()
    expect(page.locator("#n8")).to_be_in_viewport()
    expect(page.locator("#n8 .status")).to_be_visible()


def test_each_marker_is_hit_in_24_pixels_around_it(watched: Callable[..., Page]) -> None:
    """Also where two follow one another: none takes the other's place (WCAG 2.5.8)."""
    page = watched(THEME, viewport={"width": 390, "height": 800})
    missed = page.evaluate(
        """() => [...document.querySelectorAll("article :is(.par, .item) .footnote-ref")].flatMap(link => {
            link.scrollIntoView({ block: "center" })
            const { left, right, top, bottom } = link.getBoundingClientRect()
            return [[0, 0], [-11, 0], [11, 0], [0, -11], [0, 11]].filter(([x, y]) =>
                document.elementFromPoint((left + right) / 2 + x, (top + bottom) / 2 + y)?.closest("a") !== link
            ).map(at => [link.textContent, at])
        })"""
    )
    assert page.locator(".gap").count() == 1
    assert missed == []
