"""Text stays text: whatever stands in a source comes out of the renderers as those characters."""

from __future__ import annotations

import html
from collections.abc import Callable
from urllib.parse import unquote

import markdown
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mkdocs.utils.meta import get_data
from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefsite.ledger.version import DRAFT
from briefsite.markup import escape, from_fragment, front_matter, inner, link
from briefsite.pages.beside_passage import pilcrow

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]  # what mkdocs.yml has

#: What the two dialects read in one place or another, alone and joined to what gives it its meaning.
SIGNS = [
    *"*_`#>+-!|~^=:&<>[](){}\\\"'$%@.,;/ ",
    *("**", "__", "~~", "``", "```", "---", "===", "***", "- ", "* ", "+ ", "# ", "## ", "> ", "1. ", "1918. ", "2) "),
    *("<b>", "</b>", "<br/>", "<!--", "-->", "<script>", "<?", "<![CDATA[", "]]>", "</p>", "</li>", "<https://x.y>"),
    *(
        "&amp;",
        "&#42;",
        "&#x2a;",
        "&copy",
        "&lt;b&gt;",
        "[x](y)",
        "![x](y)",
        "[1]: https://x.y",
        "[^1]",
        "[TOC]",
        "[[x]]",
    ),
    *("{: #x}", "{ .x }", "{#x}", "{: ", " }", "| a | b |", "|---|", "::: x", "!!! x", "=== x", ": x", "*[x]: y"),
    *(
        "\n",
        "  \n",
        "\n\n",
        "\\\n",
        "    ",
        "\t",
        "\u00a0",
        "\u2028",
        "\u200b",
        "\u00ad",
        "é",
        "ﬁ",
        "中",
        "🐎",
        "x",
        "x_y_z",
    ),
    *("http://x.y/a_b_c", "a@b.c", "klzzwxh:0000", "wzxhzdk:0", "0", "9", "&", "#"),
]
#: No control characters: HTML has none but white space.
TEXTS = st.one_of(
    st.lists(st.sampled_from(SIGNS), max_size=8).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)
HOSTILE = [
    *("*", "_", "<b>", "[x](y)", "1918. The war", "# no heading", "&amp;", "{: #x}", "[1]: https://x.y"),
    *("*x*", "_x_", "`x`", "[x]", "~~x~~", "{x}", "a & b", "a &amp; b", "<x@y.z>", "\\", "x\\_y", "C#", "a]: b"),
    *("- no item", "> no quotation", "| no | table |", "```", "    no code", "http://x.y", "a \\* b"),
]


def plain(text: str) -> str:
    """A text as far as a page can show it: white space is one blank."""
    return " ".join(text.split())


def python_markdown(source: str) -> LexborHTMLParser:
    return LexborHTMLParser(markdown.markdown(source, extensions=EXTENSIONS))


def commonmark(source: str) -> LexborHTMLParser:
    return LexborHTMLParser(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source))


def text_of(tree: LexborHTMLParser, selector: str) -> str:
    """The text of the one element that answers to `selector`."""
    (node,) = tree.css(selector)
    return plain(node.text())


def texts(check: Callable[[str], None]) -> Callable[..., None]:
    """Any text, and the worst that we know."""
    for text in HOSTILE:
        check = example(text)(check)
    return given(TEXTS)(check)


@texts
def test_property_any_text_is_a_paragraph(text: str) -> None:
    if not text.split():
        return
    for tree in (python_markdown(escape(text)), commonmark(escape(text))):
        assert text_of(tree, "body > p") == plain(text)
        (body,) = tree.css("body")
        assert plain(body.text()) == plain(text)
        assert len(body.css("*")) == 2, f"more than a paragraph: {body.html}"


@texts
def test_property_any_text_is_a_list_item(text: str) -> None:
    if not text.split():
        return
    for sign in ("-", "1."):
        source = f"{sign} {escape(text)}\n{sign} the next"
        for tree in (python_markdown(source), commonmark(source)):
            assert [plain(node.text()) for node in tree.css("body > * > li")] == [plain(text), "the next"]
            assert not tree.css("li *")


@texts
def test_property_any_text_is_a_heading(text: str) -> None:
    if not text.split():
        return
    source = f"## {escape(text)} {{ #fixed .section }}\n\nText."
    tree = python_markdown(source)
    assert text_of(tree, "h2[id=fixed].section") == plain(text)
    assert not tree.css("h2 *")
    assert text_of(commonmark(source), "h2") == f"{plain(text)} {{ #fixed .section }}"


@texts
def test_property_any_text_stands_between_a_paragraphs_number_and_its_lines(text: str) -> None:
    lines = "[line 1](received.md#l1){ .lines .ed }"
    tree = python_markdown(f"{pilcrow('p9', DRAFT)} {inner(text)} {lines}\n{{: #p9 .par }}\n\nThe next.")
    assert text_of(tree, "p[id=p9].par") == plain(f"¶ 9 {text} line 1")
    assert len(tree.css("p[id=p9] *")) == 2
    (number,) = tree.css('p > a.pilcrow[href="#p9"]')
    assert number.attributes["aria-label"] == "paragraph 9"


@texts
def test_property_any_text_stands_inside_html(text: str) -> None:
    block = f'<ul class="items" markdown="1">\n<li id="p9-1" class="item" markdown="span">{inner(text)}</li>\n</ul>'
    paragraph = f"{escape(text) or 'x'}\n{{: .comment }}"
    note = f'<ol markdown="1">\n<li id="n1" value="1" markdown="block">\n\n{paragraph}\n</li>\n</ol>'
    tree = python_markdown(f"{block}\n\n{note}\n\nThe next.")
    assert text_of(tree, "body > ul.items > li[id=p9-1]") == plain(text)
    assert text_of(tree, 'body > ol > li[id=n1][value="1"] > p.comment') == (plain(text) or "x")
    assert not tree.css("li[id=p9-1] *")
    assert not tree.css("p.comment *")
    assert text_of(tree, "body > p") == "The next."


@texts
def test_property_any_text_is_the_text_of_a_link(text: str) -> None:
    if not text.split():
        return
    for tree in (python_markdown(link(escape(text), "history.md#p9")), commonmark(link(escape(text), "history.md#p9"))):
        assert text_of(tree, "body > p > a[href='history.md#p9']") == plain(text)
        assert text_of(tree, "body > p") == plain(text)


@given(
    st.dictionaries(st.sampled_from(["title", "description", "other"]), st.one_of(TEXTS, st.lists(TEXTS)), min_size=1)
)
@example({"other": ["- x: y", "#", ""]})
@example({"other": []})
@example({"title": "---\nx: y"})
@example({"title": "\x7f\x85\u2028\ufeff\ufffe"})
def test_property_front_matter_comes_back(values: dict[str, object]) -> None:
    body, read = get_data(front_matter(values) + "# Title\n")
    assert read == values
    assert body.strip() == "# Title"


ADDRESSES = st.builds(
    lambda scheme, host, rest: f"{scheme}{host}/{rest}",
    st.sampled_from(["https://", "http://"]),
    st.sampled_from(["x.y", "moğol.example", "x.y:80"]),
    st.text("ab09-._~!$'()*+,;=:@/?#%[]{}|^`<>\"\\ éß&", max_size=15),
)


@given(ADDRESSES)
@example("https://x.y/a_b_c?d=(e)&copy=1#{f}")
@example("https://x.y/?a=1&lt=2&amp;b=3")
def test_property_a_link_leads_where_it_should(address: str) -> None:
    address = address.strip()
    (anchor,) = python_markdown(f"Before {link(inner('x'), address)} after.").css("a")
    assert unquote(anchor.attributes["href"] or "") == unquote(address)
    assert anchor.text() == "x"
    assert plain(anchor.parent.text() if anchor.parent else "") == "Before x after."


@given(ADDRESSES)
@example("https://x.y/a_b_c/?d=(*e*)&copy=1&lt=2&amp;b#~f~")
@example("https://x.y/='a'/")
def test_property_an_address_that_is_its_own_text_comes_out_as_both(address: str) -> None:
    address = address.strip()
    for text in (
        f"Before {link(inner(address), address)} after.",
        f"<ul markdown>\n<li markdown>{link(inner(address), address)} after.</li>\n</ul>",
    ):
        (anchor,) = python_markdown(text).css("a")
        assert unquote(anchor.attributes["href"] or "") == unquote(address)
        assert plain(anchor.text()) == plain(address)
        assert (anchor.parent.text() if anchor.parent else "").endswith(" after.")


def fragments() -> st.SearchStrategy[str]:
    """HTML such as the citation engine gives: text, `<em>`, links, nested."""
    text = TEXTS.map(html.escape)
    marked = st.builds("<em>{}</em>".format, text)
    linked = st.builds('<a href="https://x.y/?a=b&amp;c=d">{}</a>'.format, st.one_of(text, marked))
    return st.lists(st.one_of(text, marked, linked), max_size=4).map("".join)


@given(fragments())
@example("<em>a</em>b <em> c </em>d")
@example("A. B.<em>C.</em>")
def test_property_a_reference_comes_out_as_the_engine_wrote_it(fragment: str) -> None:
    wanted = LexborHTMLParser(f"<p>{fragment}</p>")
    tree = python_markdown(f"Before {from_fragment(fragment)} after.")
    (paragraph,) = tree.css("body > p")
    assert plain(paragraph.text()) == plain(f"Before {text_of(wanted, 'p')} after.")
    assert _marked(tree) == _marked(wanted)


def _marked(tree: LexborHTMLParser) -> list[tuple[str | None, str]]:
    marked: list[LexborNode] = [node for node in tree.css("em, a") if node.text().strip()]
    return [(node.tag, plain(node.text())) for node in marked]
