"""Web pages whose words are set, or hidden, by style sheets and classes; and what programs put around the words."""

# ruff: noqa: E501 - HTML as programs write it
from __future__ import annotations

import pytest

from tests.made_documents import epub, packed
from tests.test_intake import Read, read


def page(body: str, sheet: str = "") -> Read:
    return read("x.html", f"<html><head><style>{sheet}</style></head><body>{body}</body></html>".encode())


SHEET = (
    ".c3{font-style:italic} .c1 , span.c2{font-weight:700}/* .c5{} */.c7{vertical-align:super} .c9{display:none}"
    "@import url(x.css); @media print{.c4{display:none}} @media (max-width:9em){.c4{display:none}}"
    "@media screen{#x{visibility:hidden}} nav .c4{display:none} i.up{font-style:normal} .sc{font-variant:small-caps}"
    ".raised{position:relative;top:-0.33em;vertical-align:baseline} .lowered{position:relative;top:.33em}"
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<p>a <span class="c3">b</span> c<span class="c7">d</span></p>', "prose a {em:b} c{sup:d}"),
        (
            '<p>a <span class="c2">b</span> <b class="c2">c</b> <span class="sc">d</span></p>',
            "prose a {strong:b} {strong:c} {sc:d}",
        ),
        ('<p>a <i class="up">b</i> <span style="font-style: italic">c</span></p>', "prose a b {em:c}"),
        ('<p>a <span class="c4">b</span><span class="c9">SECRET</span> <span id="x">SECRET</span></p>', "prose a b"),
        ('<h1>a</h1><p class="c9">SECRET</p>', "heading1 a"),
        ('<h2><span class="c1">a</span></h2>', "heading2 a"),
        ('<p>a <cite class="citation">B. <i>c</i></cite>, <cite>d</cite></p>', "prose a B. {em:c}, {em:d}"),
        (
            '<p><a href="https://www.google.com/url?q=https://a.example/b&amp;sa=D">a</a></p>',
            "prose {link https://a.example/b:a}",
        ),
        (
            '<base href="https://a.example/x/"><p><a href="b">a</a> <a href="#c">d</a> <a href="//[">e</a></p>',
            "prose {link https://a.example/x/b:a} d e",
        ),
        ("<p>a <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math></p>", "prose a 1/2"),
        (
            "<p><math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation>x^2</annotation></semantics></math></p>",
            "prose x{sup:2}",
        ),
        (
            '<p>a <span class="mwe-math-element"><span style="display:none"><math><mi>x</mi></math></span><img src="x.svg" alt="x"></span></p>',
            "prose a x",
        ),
        ("<p><ruby>漢<rt>kan</rt></ruby> <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby></p>", "prose 漢(kan) 字(ji)"),
        (
            '<h2>a<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><div role="navigation">x</div>',
            "heading2 a",
        ),
        (
            '<p>10<span class="raised">6</span> H<span class="lowered">2</span>O a<span style="vertical-align: 33%">b</span></p>',
            "prose 10{sup:6} H{sub:2}O a{sup:b}",
        ),
        (
            '<blockquote><footer>By somebody</footer></blockquote><div role="dialog">x</div><footer>x</footer>',
            "quotation By somebody",
        ),
        ("<p>Ver&shy;fassung</p>", "prose Verfassung"),
    ],
)
def test_words_are_as_the_page_shows_them(body: str, shown: str) -> None:
    found = page(body, SHEET)
    assert found.shown == [shown]
    assert "SECRET" not in found.text


def test_what_is_hidden_is_counted() -> None:
    found = page('<p>a <b class="c9">one two</b></p><ul><li class="c9">three</li><li>b</li></ul>', SHEET)
    assert found.document.remarks == ("hidden text: 3 words, left out",)


def test_comments_of_google_docs_are_no_notes() -> None:
    marks = '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
    notes = '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Note.</p></div><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>SECRET</p></div>'
    found = page(f'<p class="title">On rivers</p><p>a{marks} b</p>{notes}')
    assert found.shown == ["title On rivers", "prose a{mark 1:[1]} b", "note 1 prose [1] Note."]
    assert found.document.remarks == ("comments in the margin: 1, left out",)


def test_the_figures_of_a_gallery_keep_their_captions() -> None:
    one = "<figure><img src='{0}.png'><figcaption>{0}</figcaption></figure>"
    found = page(f"<p>x</p><figure>{one.format('a')}{one.format('b')}</figure>")
    assert found.shown == ["prose x", "figure a", "figure b"]


def test_elements_that_close_themselves_in_xml_hold_nothing() -> None:
    chapter = (
        '<script src="x"/><p>a<a id="x"/><i/> b <b class="h">SECRET</b><br/>c <span class="i">d</span></p><p>e</p>'
    )
    data = epub({"a.xhtml": chapter, "b.xhtml": "<p>f</p>"})
    found = read("x.epub", data)
    assert found.shown == ["prose a b {strong:SECRET}\nc d", "prose e", "prose f"]
    assert read("x.xhtml", f'<?xml version="1.0"?><html><body>{chapter}</body></html>'.encode()).text == found.text[:-3]


def test_the_style_sheets_of_an_epub_are_read() -> None:
    parts = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
        "O/b.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="s" href="s.css" media-type="text/css"/></manifest><spine><itemref idref="a"/></spine></package>',
        "O/s.css": ".i {font-style: italic}",
        "O/a.xhtml": '<html><head><style>.h {display: none}</style></head><body><p>a <b class="h">SECRET</b> <span class="i">d</span></p></body></html>',
    }
    assert read("x.epub", packed(parts)).shown == ["prose a {em:d}"]


NAVIGATION = {
    "nav.xhtml": (
        ' properties="nav"',
        '<nav><ol><li><a href="a.xhtml">One</a><ol><li><a href="a.xhtml#x">Two</a></li></ol></li></ol></nav>',
    ),
    "toc.ncx": (
        "",
        '<ncx><navPoint><navLabel><text>One</text></navLabel><content src="a.xhtml"/><navPoint><navLabel><text>Two</text></navLabel><content src="a.xhtml#x"/></navPoint></navPoint></ncx>',
    ),
}


@pytest.mark.parametrize("name", NAVIGATION)
def test_paragraphs_that_the_table_of_contents_of_an_epub_names_are_headings(name: str) -> None:
    properties, content = NAVIGATION[name]
    kind = "application/x-dtbncx+xml" if name.endswith("ncx") else "application/xhtml+xml"
    parts = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
        "O/b.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        f'<item id="n" href="{name}" media-type="{kind}"{properties}/></manifest><spine><itemref idref="a"/></spine></package>',
        f"O/{name}": content,
        "O/a.xhtml": "<html><body><p><b>One</b></p><p>Words.</p><p>Two</p><p>One</p><p>Two</p></body></html>",
    }
    assert read("x.epub", packed(parts)).shown == [
        "heading1 One",
        "prose Words.",
        "heading2 Two",
        "prose One",
        "prose Two",
    ]
