"""Links to words: what a browser highlights that opens one are the words that were selected, or it has no fragment.

No API tells what a browser highlights, so it is painted in a color of its own, and a picture of the page is searched
for the words whose middle has that color. A selection is made where a reader makes one; the link is the one that the
bar above it copies.
"""

from __future__ import annotations

import base64
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Every page with passages or notes, and one that is made to be hard.
PATHS = (
    "",
    "history/",
    "security-concepts/",
    "china-dependence/",
    "russia-balance/",
    "third-neighbors/",
    "turkey/",
    "full-text/",
    "bibliography/",
    "hard/",
)
SEED = 13
#: A paragraph and a note with what confuses a search for words.
HARD = """<p class="par" id="p8"><a class="pilcrow ed" href="#p8">¶ 8</a> Mongolia's search for balance, MONGOLIA’S
 SEARCH
 again; “quoted” and "quoted", 'single' and ‘single’. Ulán Bator, Ulan Bator; İstanbul, Istanbul; Strasse,
 Straße; cœur,
 coeur. The same words twice. The same words twice. One <em>em</em>phatic word, <a class="name"
 href="#top">Mongolia</a>'s
 name,<sup class="marker"><a class="footnote-ref" href="#n7">[7]</a></sup> a note<sup class="marker"><a
 class="footnote-ref" href="#n8">[8]</a></sup>.<sup class="em-ref ed"><a class="footnote-ref"
 href="#top">a</a></sup> Then
 a line<br>another line<br>another line at the end, non&nbsp;breaking&nbsp;space, soft&shy;hyphen, ﬁre and
 fire, ½ and 1/2,
 e.g. U.S. 3.5 and 3,5; well-known, so–called — dashed… <span class="emended">by the</span><sup
 class="em-ref ed"><a
 class="footnote-ref" href="#top">b</a></sup> people. 漢字の文章がここにあります。漢字の文章がここにあります。
 ภาษาไทยไม่มีช่องว่าง (<i>Skip to content</i>) Table of contents <a class="lines ed" href="#top">lines
 73–84</a> <a
 class="cite-link ed" href="#cite">Cite</a></p>
<details><summary>More</summary><p>hidden words of a closed part, so–called — dashed</p></details>
<p class="par grid" id="p9"><a class="pilcrow ed" href="#p9">¶ 9</a> <span
 class="kept">first&nbsp;row</span><br> <span
 class="kept">second row</span> The same words twice. hidden words of a closed part</p>
<ul><li class="item" id="p6-1"><a class="pilcrow ed" href="#p6-1">¶ 6.1</a> Oil</li><li class="item"
 id="p6-2"><a
 class="pilcrow ed" href="#p6-2">¶ 6.2</a> Oil</li></ul>
<p class="par" id="p10"><a class="pilcrow ed" href="#p10">¶ 10</a> Oil</p>
<table><tbody><tr><td class="par" id="n7">Oil</td><td>Gas</td><td>Oil</td></tr></tbody></table>"""

#: The words of a page, one after the other, each with the place of its middle on the page; those in passages and notes
#: by their numbers. Words are what the browser's own segmentation of a block says.
WORDS = """
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" })
const left = "script, style, noscript, template, .passage, .sidenotes, dialog, body > [role=status], .md-tooltip2"
const blocks = ".ed:not(sup), p, li, td, th, h1, h2, h3, div, label, dt, dd, figcaption, a.md-nav__link"
const groups = new Map()
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(left)) continue
    const around = node.parentElement.closest(blocks)
    groups.set(around, [...groups.get(around) ?? [], node])
}
const words = []
for (const nodes of groups.values()) {
    const starts = []
    let whole = ""
    for (const node of nodes) {
        starts.push(whole.length)
        whole += node.data
    }
    for (const { segment, index, isWordLike } of segmenter.segment(whole)) {
        if (!isWordLike) continue
        const [first, last] = [index, index + segment.length - 1].map(at => starts.findLastIndex(start => start <= at))
        const own = index + segment.length - starts[last]
        words.push({ node: nodes[first], from: index - starts[first], last: nodes[last], to: own, text: segment })
    }
}
const inOrder = (one, other) =>
    one.node === other.node ? one.from - other.from
        : one.node.compareDocumentPosition(other.node) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
words.sort(inOrder)
const rangeOf = ({ node, from, last, to }) => {
    const range = document.createRange()
    range.setStart(node, from)
    range.setEnd(last, to)
    return range
}
const isOurs = ({ node }) => Boolean(node.parentElement.closest(".ed, .marker, .to-work, .backlink"))
const locators = JSON.parse(document.querySelector("#citation-data").textContent).locators
const blockOf = ({ node }) => {
    const block = node.parentElement.closest(".par, .item, li[id]")
    return block && block.id in locators ? block : null
}
"""
#: Where the words between two heights of a page are: [number, x, y] of those that can be seen.
PLACES = f"""([top, bottom]) => {{ {WORDS}
    const boxes = new Map()
    const near = ({{ parentElement: parent }}) => {{
        if (!boxes.has(parent)) boxes.set(parent, parent.getBoundingClientRect())
        const box = boxes.get(parent)
        if (!parent.checkVisibility() || box.right < 0) return false // in a closed part, or a menu beside the page
        return box.bottom + scrollY >= top && box.top + scrollY <= bottom
    }}
    return words.map((word, number) => {{
        const box = near(word.node) && !isOurs(word) && rangeOf(word).getClientRects()[0]
        return box?.width ? [number, box.x + scrollX + box.width / 2, box.y + scrollY + box.height / 2] : null
    }}).filter(Boolean)
}}"""
TEXTS = f"() => {{ {WORDS} return words.map(word => [word.text, blockOf(word)?.id ?? '', isOurs(word)]) }}"
#: Selects from a letter of one word to a letter of another; gives the numbers of the words that are meant.
SELECT = f"""([first, skip, last, upTo]) => {{ {WORDS}
    const range = document.createRange()
    range.setStart(words[first].node, words[first].from + Math.min(skip, words[first].text.length - 1))
    if (upTo) range.setEnd(words[last].node, Math.min(words[last].from + upTo, words[last].node.length))
    else range.setEnd(words[last].last, words[last].to)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    const meant = words.map((word, number) => [word, number]).filter(([word, number]) =>
        number >= first && number <= last && !isOurs(word))
    while (meant.length && !blockOf(meant[0][0])) meant.shift()
    while (meant.length && !blockOf(meant.at(-1)[0])) meant.pop()
    return meant.map(([, number]) => number)
}}"""
#: The link that the bar copies for the selection, without waiting for the bar.
LINK = """async () => {
    const range = getSelection().getRangeAt(0)
    const locators = JSON.parse(document.querySelector("#citation-data").textContent).locators
    const has = block => {
        const part = range.cloneRange()
        if (!range.intersectsNode(block) || !(block.id in locators)) return false
        if (!block.contains(part.startContainer)) part.setStart(block, 0)
        if (!block.contains(part.endContainer)) part.setEnd(block, block.childNodes.length)
        const words = part.cloneContents()
        for (const node of words.querySelectorAll(".ed, .marker, .to-work, .backlink")) node.remove()
        return /[\\p{L}\\p{N}]/u.test(words.textContent)
    }
    const blocks = [...document.querySelectorAll(".par, .item, li[id]")].filter(has)
    const script = document.querySelector("script[src$='reader.js']").src
    const { linkTo } = await import(new URL("citing.js", script))
    return blocks.length ? linkTo({ range, blocks }).address : ""
}"""
#: Nothing else has a color: so the picture is quickly made, and as quickly read.
PAINT = """
*, ::before, ::after { color: #0000 !important; background: none !important; border-color: #0000 !important; }
svg, img { opacity: 0; }
::target-text { background: #f0f !important; color: #f0f !important }"""
SCALE = 0.5
#: Reads a picture; gives the heights between which it has that color, or null.
READ = """async ([picture, scale]) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob())
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true })
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    window.isPainted = at => data[at] > 200 && data[at + 1] < 80 && data[at + 2] > 200
    window.indexOf = (x, y) => 4 * (Math.floor(y * scale) * image.width + Math.floor(x * scale))
    const lines = new Set()
    for (let at = 0; at < data.length; at += 4) if (isPainted(at)) lines.add(Math.floor(at / 4 / image.width))
    return lines.size ? [Math.min(...lines) / scale - 2, Math.max(...lines) / scale + 2] : null
}"""
#: Which of the places have that color in the picture that was read.
PAINTED = "places => places.filter(([, x, y]) => isPainted(indexOf(x, y))).map(([number]) => number)"


@dataclass(frozen=True)
class Selection:
    """From the letter `skip` of one word of a page to the letter `up_to` (0: the last) of another, by their numbers."""

    path: str
    first: int
    last: int
    skip: int = 0
    up_to: int = 0


@dataclass
class Found:
    """What became of the links: how many of each kind, and what is wrong with some."""

    count: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def address(brief: Path, tmp_path_factory: pytest.TempPathFactory, serve_site: Callable[..., str]) -> str:
    """The site of the brief with one page more, the hard one."""
    site = tmp_path_factory.mktemp("words") / "site"
    shutil.copytree(brief / "site", site)
    page = (site / "china-dependence" / "index.html").read_text("utf-8")
    begin, end = page.index('<p class="par" id="p8">'), page.index('<h2 class="section" id="economic-concerns">')
    page = page[:begin] + HARD + page[end:]
    page = re.sub(r'<p class="par" id="p(?:9|10)"><a aria.*?</p>', "", page, flags=re.DOTALL)
    page = page.replace('"locators": {', '"locators": {"p6-1": "¶ 6.1", "p6-2": "¶ 6.2",', 1)
    with (site / "assets" / "reader.css").open("a", encoding="utf-8") as styles:
        styles.write(PAINT)
    (site / "hard").mkdir()
    (site / "hard" / "index.html").write_text(page, "utf-8")
    return serve_site(site, under="/briefs/mongolia/")


class Reader:
    """A reader in a browser, who selects words in one window and opens links in another one."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        context = browser.new_context(
            viewport={"width": 1000, "height": 6000}, device_scale_factor=SCALE, reduced_motion="reduce"
        )
        self.selecting, self.opening, self.looking = (context.new_page() for _ in range(3))
        self.looking.goto("about:blank")
        self.close = context.close
        self.texts: dict[str, list[tuple[str, str, bool]]] = {}
        self.open_path = "?"
        self.opened = 0

    def words(self, path: str) -> list[tuple[str, str, bool]]:
        """The words of a page: text, id of the block or "", whether it is the editors'."""
        if self.open_path != path:
            self.selecting.goto(self.address + path)
            self.open_path = path
            height = self.selecting.evaluate("document.documentElement.scrollHeight")
            # Room for a part that opens: what is scrolled is elsewhere in the picture.
            self.opening.set_viewport_size({"width": 1000, "height": height + 1000})
        if path not in self.texts:
            self.texts[path] = self.selecting.evaluate(TEXTS)
        return self.texts[path]

    def check(self, selection: Selection, found: Found) -> None:
        words = self.words(selection.path)
        where = [selection.first, selection.skip, selection.last, selection.up_to]
        meant = self.selecting.evaluate(SELECT, where)
        link = self.selecting.evaluate(LINK)
        if ":~:text=" not in link:
            found.count["without a fragment"] += 1
            found.without.append(" ".join(words[number][0] for number in meant))
            return
        found.count["with a fragment"] += 1
        painted = self.highlighted(link)
        if painted != meant:
            found.count["wrong"] += 1
            shown = [" ".join(words[number][0] for number in numbers) for numbers in (meant, painted)]
            found.wrong.append(f"{unquote(link)}\n  selected:    {shown[0]}\n  highlighted: {shown[1]}")

    def highlighted(self, link: str) -> list[int]:
        """The numbers of the words that the browser highlights when it opens a link."""
        page = self.opening
        self.opened += 1
        page.goto(link.replace("#", f"?{self.opened}#", 1))  # another page each time: a link is opened, not followed
        for wait in (0, 100, 400):
            page.wait_for_timeout(wait)
            picture = base64.b64encode(page.screenshot()).decode()
            if heights := self.looking.evaluate(READ, [picture, SCALE]):
                painted: list[int] = self.looking.evaluate(PAINTED, page.evaluate(PLACES, heights))
                return painted
        return []


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    made = Reader(browser, address)
    yield made
    made.close()


def _at_random(reader: Reader, paths: Sequence[str], count: int) -> Iterator[Selection]:
    """Selections of one to sixty words, whole and half, anywhere in passages and notes."""
    chance = random.Random(SEED)
    for number in range(count):
        path = paths[number * len(paths) // count]
        words = reader.words(path)
        inside = [place for place, (_, block, _) in enumerate(words) if block]
        first = chance.choice(inside)
        last = min(first + chance.choice((0, 0, 1, 2, 4, 8, 20, 60)), inside[-1])
        yield Selection(path, first, last, chance.choice((0, 0, 1)), chance.choice((0, 0, 1)))


def _to_break_it(reader: Reader, path: str) -> Iterator[Selection]:
    """Selections where a search for words goes wrong: each kind of place, with one word and with a few."""
    words = reader.words(path)
    furniture = {text.lower() for text, block, _ in words[:150] if not block}
    for place, (text, block, ours) in enumerate(words[:-6]):
        if not block:
            continue
        behind_ours = not ours and words[place - 1][2]
        if behind_ours:  # the beginning of a paragraph, or right behind a marker or a sign
            yield from (Selection(path, place, place + more) for more in (0, 3))
        if ours and not words[place - 1][2] and words[place - 1][1] == block:  # across one
            yield from (Selection(path, place - back, place + back) for back in (1, 3))
        if text.lower() in furniture:  # a word that header, menu or notes have
            yield Selection(path, place, place)
        if text in {"s", "Mongolia’s", "Mongolia's"}:  # ends within it
            yield Selection(path, place - 2, place, 0, 8)
        if words[place + 1][1] not in {block, ""}:  # across paragraphs
            yield Selection(path, place - 2, place + 4)


def _chosen(reader: Reader, paths: Sequence[str], count: int) -> list[Selection]:
    """As many of those that are made to break it, of each of the pages some."""
    chance = random.Random(SEED)
    chosen: list[Selection] = []
    for number, path in enumerate(paths):
        many = count * (number + 1) // len(paths) - len(chosen)
        found = list(_to_break_it(reader, path))
        chosen += chance.sample(found, min(many, len(found)))
    return chosen


def test_words_that_are_highlighted_are_those_that_were_selected(reader: Reader) -> None:
    found = Found()
    for selection in _chosen(reader, ("china-dependence/", "hard/"), 10):
        reader.check(selection, found)
    for selection in _at_random(reader, ("hard/",), 4):
        reader.check(selection, found)
    assert not found.wrong, "\n".join(found.wrong)
    assert found.count["with a fragment"] > 10


@pytest.mark.long
def test_three_hundred_links_land_on_their_words(reader: Reader) -> None:
    found = Found()
    for selection in [*_at_random(reader, PATHS, 120), *_chosen(reader, PATHS, 180)]:
        reader.check(selection, found)
    print(json.dumps(found.count))  # noqa: T201 - the figures are what is asked for
    assert not found.wrong, "\n".join(found.wrong)
    assert found.count["with a fragment"] > 240


@pytest.mark.parametrize("word", ["Oil", "twice"])
def test_where_no_fragment_is_sure_the_link_is_that_of_the_passage(reader: Reader, word: str) -> None:
    words = reader.words("hard/")
    places = [place for place, (text, block, _) in enumerate(words) if text == word and block]
    found = Found()
    for place in places:
        reader.check(Selection("hard/", place, place), found)
    assert not found.wrong, "\n".join(found.wrong)
