"""Escaping is proven: whatever text goes through a constructor comes out as that text, and nothing else makes Markdown.

The first half is what mypy can't do: hostile text through every public function of `briefsite.html` and
`briefsite.markup`, read back by Python-Markdown and by markdown-it-py. The second holds what mypy's proof rests on.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefsite import html
from briefsite.html import (
    Markdown,
    PageBlock,
    attr_list,
    block_element,
    element,
    html_phrase,
    html_text,
    inline_element,
    list_item,
)
from briefsite.language.strings import Untranslated
from briefsite.markup import (
    bullet_list,
    code,
    escape,
    heading,
    inner,
    inside,
    joined,
    link,
    numbered_list,
    paragraph,
    phrase,
    strong,
    table,
)
from tests.test_markup import HOSTILE, TEXTS, commonmark, plain, python_markdown, texts

PACKAGE: Final = Path(html.__file__).parent
#: The modules that may say of a string that it is Markdown or HTML; the last for JSON in a script.
MAKERS: Final = {PACKAGE / name for name in ("html.py", "markup.py", "exports/template.py")}
#: Characters that a page can't hold, or that Python-Markdown keeps for itself; white space is the last.
CONTROLS: Final = "".join(map(chr, [*range(1, 32), *range(127, 160)])) + "\u2028\u2029\u200b\u202e\ufeff"
ATTACKS: Final = [
    *HOSTILE,
    *('" onload="x', "' onload='x", '"><b>', "</span>", "</p></li>", "{: #x }", "{ .x }", '{ x="y" }', "}", "{", "}}"),
    *(
        "a\n\nb",
        "\n{: #x }",
        "a\\",
        "\\\\",
        "`",
        "``a`",
        "&quot;",
        "&#34;",
        "&",
        "]",
        "](x)",
        "]:",
        "[x]: y",
        "a|b",
        "|",
    ),
    *(
        "_x_",
        "**x**",
        "~~~",
        "-->",
        "<!--",
        "]]>",
        "=",
        "a=b",
        "a b",
        " ",
        "#",
        ".x",
        "\u202ex",
        "\u200b",
        "\u00a0",
        ".",
    ),
]
WORDS: Final = st.one_of(TEXTS, st.sampled_from(ATTACKS))


def both(source: str) -> tuple[LexborHTMLParser, LexborHTMLParser]:
    return python_markdown(source), commonmark(source)


def one(tree: LexborHTMLParser, selector: str) -> LexborNode:
    (node,) = tree.css(selector)
    return node


def tags(tree: LexborHTMLParser) -> list[str]:
    return [str(node.tag) for node in tree.css("body *")]


@texts
@example("\x0b\x1c\x85")
def test_property_any_text_is_the_text_and_the_attribute_of_an_element(text: str) -> None:
    shown = element(
        "p", html_text(text), element("br"), title=text, hidden=True, lang=None, inert=False, classes=("a", "b")
    )
    for tree in (LexborHTMLParser(shown), *both(f"Before.\n\n{shown}\n\nAfter.")):
        node = one(tree, "p[title]")
        assert node.attributes == {"title": plain(text), "hidden": None, "class": "a b"}
        assert plain(node.text()) == plain(text)
        assert [child.tag for child in node.css("*")] == ["p", "br"]


@texts
def test_property_any_text_is_the_attribute_of_an_element_in_a_line(text: str) -> None:
    inside_it = inline_element("span", inner(text), title=text, data_x="", classes="quoted")
    for tree in both(joined(escape("Before"), inside_it, escape("after."), by=" ")):
        node = one(tree, "body > p > span.quoted")
        assert node.attributes == {"title": plain(text), "data-x": "", "class": "quoted"}
        assert plain(node.text()) == plain(text)
        assert tags(tree) == ["p", "span"]


@given(WORDS, WORDS)
@example("[1", "]: https://x.y")
@example("1918", ". The war")
@example("a", "{ .x }")
@example("\\", "*")
@example("&", "amp;")
@example("<", "b>")
@example("*", "a*")
@example("[a]", "(b)")
@example("[a]", ": b")
@example("", "\n1. ")
def test_property_texts_side_by_side_stay_texts(one_: str, other: str) -> None:
    for line in (joined(inside(one_), inside(other)), phrase("{a}{b}", a=inside(one_), b=inside(other))):
        if not line.split():
            return
        for tree in both(f"{paragraph(line)}\n\nAfter."):
            first, _ = tree.css("body > p")
            assert plain(first.text()) == plain(one_ + other)
            assert tags(tree) == ["p", "p"]


@texts
def test_property_what_a_sentence_says_is_text(text: str) -> None:
    said = re.sub(r"[{}]", "", text)
    for tree in both(paragraph(phrase(f"x {said} {{it}}", it=strong(escape("7"))))):
        assert plain(one(tree, "body > p").text()) == plain(f"x {said} 7")
        assert tags(tree) == ["p", "strong"]


def test_a_sentence_has_a_part_for_each_slot() -> None:
    with pytest.raises(KeyError, match="two"):
        phrase("{one} and {two}", one=1)
    assert phrase("{two} is {one}, not {two}", one=1, two=9) == "9 is 1, not 9"
    assert phrase("¶\u00a0{number}", number=9) == "¶\u00a09"


def test_a_sentence_in_another_language_than_the_interface_is_marked() -> None:
    foreign = Untranslated("{count} <notes>")
    assert phrase(foreign, count=9) == '<span lang="en">9 &lt;notes&gt;</span>'
    assert html_phrase(foreign, count=html_text("9")) == '<span lang="en">9 &lt;notes&gt;</span>'
    assert html_text(Untranslated("Notes")) == '<span lang="en">Notes</span>'
    assert html_phrase("{count} <notes>", count=html_text("9")) == "9 &lt;notes&gt;"


@texts
def test_property_any_text_is_code(text: str) -> None:
    if not text.strip():
        return
    for tree in both(joined(escape("Before"), code(text), escape("after."), by=" ")):
        assert plain(one(tree, "body > p > code").text()) == plain(text)
        assert tags(tree) == ["p", "code"]


@given(WORDS, WORDS)
@example("a b", 'x" }')
@example("=", "a}b")
@example("x_y_z", "_x_ *y* ~~z~~")
def test_property_attribute_lists_hold_any_text(name: str, text: str) -> None:
    lists = attr_list(id=name, classes=("a", "b"), aria_label=text, data_x="", inert=True)
    wanted = {"class": "a b", "aria-label": plain(text), "data-x": "", "inert": None}
    if name.split():
        wanted["id"] = plain(name)
    linked = link(inner("x"), "#p1", classes=("a", "b"), aria_label=text, data_x="", inert=True)
    sources = {
        "a": joined(escape("Before"), linked, escape("after."), by=" "),
        "em": joined(escape("Before"), Markdown(f"*x*{lists}"), escape("after."), by=" "),
        "h2": Markdown(f"## Title {lists}"),
    }
    for selector, source in sources.items():
        tree = python_markdown(source)
        got = dict(one(tree, selector).attributes)
        if selector == "a":
            got["id"] = wanted.get("id")
            assert got.pop("href") == "#p1"
        if not name.split():
            got.pop("id", None)  # a heading has one from its title
        # What has a name alone gets it as its value, too, where the dialect knows it for no such attribute.
        got["inert"] = None
        assert {key: value for key, value in got.items() if value is not None or key == "inert"} == wanted
        assert "{" not in tree.text()
    for tree in map(commonmark, sources.values()):
        assert {*tags(tree)} <= {"p", "a", "em", "h2"}, "in CommonMark it is text"


@texts
def test_property_blocks_hold_any_text(text: str) -> None:
    if not text.split():
        return
    title = heading(2, escape(text), id="fixed", classes="section", data_search_exclude="")
    tree = python_markdown(title)
    assert one(tree, "h2").attributes == {"id": "fixed", "class": "section", "data-search-exclude": ""}
    assert (plain(one(tree, "h2").text()), tags(tree)) == (plain(text), ["h2"])
    tree = python_markdown(f"{paragraph(escape(text), id='p1', classes='par')}\n\nAfter.")
    assert plain(one(tree, "p[id=p1].par").text()) == plain(text)
    assert tags(tree) == ["p", "p"]
    for list_ in (bullet_list, numbered_list):
        for tree in both(list_([inner(text), inner("x")])):
            assert [plain(node.text()) for node in tree.css("body > * > li")] == [plain(text), "x"]
            assert tags(tree)[1:] == ["li", "li"]
    for tree in both(table([inner("A"), inner("B")], [[inner(text), inner("x")]])):
        assert [plain(node.text()) for node in tree.css("td")] == [plain(text), "x"]


@texts
def test_property_elements_of_blocks_hold_any_text(text: str) -> None:
    item = list_item(paragraph(inner(text) or inner("x"), classes="comment"), id="n1", title=text)
    cells = [
        block_element("dt", inner(text), markdown="span", title=text),
        block_element("dd", inner("x"), markdown="span"),
    ]
    blocks: list[PageBlock] = [
        block_element("ol", item, gap="\n", title=text),
        block_element("dl", *cells, gap="\n", classes="names"),
        element("p", html_text(text), classes="label"),
    ]
    tree = python_markdown(f"{block_element('section', *blocks, classes='notes', title=text)}\n\nAfter.")
    assert plain(one(tree, "section.notes > ol > li[id=n1] > p.comment").text()) == (plain(text) or "x")
    assert plain(one(tree, "section.notes > dl > dt").text()) == plain(text)
    assert plain(one(tree, "section.notes > p.label").text()) == plain(text)
    titles = [node.attributes["title"] for node in tree.css("[title]")]
    assert titles == [plain(text)] * 4
    assert tags(tree) == ["section", "ol", "li", "p", "dl", "dt", "dd", "p", "p"]
    assert "markdown" not in (tree.html or "")


@pytest.mark.parametrize("sign", CONTROLS)
def test_no_control_character_does_harm(sign: str) -> None:
    text = f"a{sign}b"
    node = inline_element("span", inner(text), title=text)
    blocks: list[PageBlock] = [
        paragraph(joined(node, link(inner(text), "#x", aria_label=text), code(text), by=" ")),
        heading(2, inner(text), id="x"),
        bullet_list([inner(text)]),
        block_element("p", inner(text), markdown="span", title=text),
    ]
    for tree in both("\n\n".join(blocks)):
        assert tags(tree) == ["p", "span", "a", "code", "h2", "ul", "li", "p"]
        for word in plain((tree.body and tree.body.text()) or "").split():
            assert set(word) <= {*"ab", sign, *"{#x}", *'.aria-label="', "}"}


# ---- what the proof by mypy rests on


def test_only_three_modules_make_markdown_and_html() -> None:
    """A `NewType` can be called by anyone: `Markdown(text)` would say of any text that it was escaped."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path in MAKERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node) if ast.unparse(node.func).endswith("cast") else ast.unparse(node.func)
                assert not re.search(r"\b(Markdown|Html)\b", called), f"{path.relative_to(PACKAGE)}:{node.lineno}"


def test_no_page_writes_a_tag_or_an_attribute_itself() -> None:
    mark = re.compile(r'<[a-z/!]|="|\{:|\{ ?[#.]|markdown=|\]\(|\*\*')
    for path in sorted((PACKAGE / "pages").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        prose = {
            node.body[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose:
                assert not mark.search(node.value), f"{path.name}:{node.lineno}: {node.value}"
