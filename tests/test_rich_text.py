"""Markup in titles: from a .bib file to references, citations and exports."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsite.exports.biblatex_file import biblatex
from briefsite.exports.bibtex_file import bibtex
from briefsite.exports.cited_work import CitedWork
from briefsite.exports.coins import coins
from briefsite.exports.csl_json import csl_json
from briefsite.exports.ris import ris
from briefsite.exports.short_forms import short_form
from briefsite.problems.collector import Problems
from briefsite.works.bibliography import read_bibliography
from briefsite.works.latex import marks_of_tex
from briefsite.works.reference_html import in_its_language, reference_text
from briefsite.works.references import format_works
from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END, MarkedText, TextMark, html_of_signs, kept_spans, signed
from briefsite.works.styles import STYLES
from briefsite.works.work import Work


@pytest.mark.parametrize(
    ("value", "plain", "html"),
    [
        (r"the \emph{Iliad}", "the Iliad", "the <em>Iliad</em>"),
        (r"the \mkbibemph{\textsc{Iliad}}", "the Iliad", '<em><span class="small-caps">Iliad</span></em>'),
        (r"of {\it E. coli} and {\em B.~subtilis}", "of E. coli and B. subtilis", "<em>B. subtilis</em>"),
        ("of <i>E. coli</i> & <jats:italic>x</jats:italic>", "of E. coli & x", "of <em>E. coli</em> &amp; <em>x</em>"),
        (r'a <span style="font-variant: small-caps;">nato</span>', "a nato", '<span class="small-caps">nato</span>'),
        ("H$_2$O", "H₂O", "H<sub>2</sub>O"),
        ("{CO}<sub>2</sub>", "CO₂", "CO<sub>2</sub>"),
        (r"\ce{SO4^2-}", "SO₄²⁻", "SO<sub>4</sub><sup>2-</sup>"),
        (r"10\textsuperscript{-3} at 20$^\circ$C", "10⁻³ at 20°C", "10<sup>-3</sup> at 20°C"),
        (r"$x_{max}^{n+1} = \alpha_i$", "xmaxⁿ⁺¹ = αi", "x<sub>max</sub><sup>n+1</sup> = α<sub>i</sub>"),
        (r"10$^{10^2}$ and $x_{n^{2}}$", "1010^2 and xn²", "10<sup>10^2</sup> and x<sub>n<sup>2</sup></sub>"),
        (r"the 19\textsuperscript{th} a_b c^d", "the 19th a_b c^d", "the 19<sup>th</sup> a_b c^d"),
        (r"\emph{a \emph{b} c}", "a b c", "<em>a b c</em>"),
        (r"\textit{x <b> \& y}", "x <b> & y", "<em>x &lt;b&gt; &amp; y</em>"),
        (r"\emph{open and {more}", "open and more", "<em>open and more</em>"),
        ("a ²", "a ²", "a ²"),
        ("\ufdd0a\ufdd1", "�a�", "�a�"),
    ],
)
def test_markup_is_read_and_shown(value: str, plain: str, html: str) -> None:
    marked = marks_of_tex(value)
    assert marked.text == plain
    assert html in html_of_signs(signed(marked))


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (r"on \emph{in vivo} and {de novo} work", ["in vivo", "de novo"]),
        (r"on \emph{{Homo} sapiens} {\it or {not}}", ["Homo sapiens", "or not"]),
        (r"\emph{in vivo} work", ["vivo"]),  # a first word may need a capital
        (r"\emph{{in} vivo} work", ["in", "vivo"]),
        (r"\emph{the whole}", []),
    ],
)
def test_what_is_marked_or_in_braces_keeps_its_case(value: str, kept: list[str]) -> None:
    marked = marks_of_tex(value)
    assert [marked.text[begin:end].strip() for begin, end in kept_spans(marked.marks)] == kept


BIB = r"""
@book{b, author = {Hill, Ann}, title = {Reading \emph{Dam {\&} Weir} in H$_2$O}, publisher = {Weir}, year = 2001,
  titleaddon = {a \textit{{\"U}bersicht}}, langid = {english}}
@incollection{c, author = {Hill, Ann}, title = {<i>in vivo</i>: on {\em Bos taurus}}, booktitle = {studies of {de facto} \textsc{unesco}},
  publisher = {Weir}, year = 2001, pages = {1--2}, langid = {english}}
"""  # noqa: E501


def _works() -> tuple[Work, ...]:
    return read_bibliography("b", BIB, None, Problems()).works


def test_all_formats_have_what_they_can_of_it() -> None:
    for text in (bibtex(_works()), biblatex(_works())):
        title = r"Reading \emph{{Dam \& Weir}} in {H\textsubscript{2}O} [a \emph{Übersicht}]"
        assert f"= {{{title}}}" in text
        assert r"= {\emph{in {vivo}}: on \emph{{Bos taurus}}}" in text
        assert r"= {studies of {de facto} \textsc{{unesco}}}" in text
    book, chapter = json.loads(csl_json(_works()))
    assert (
        re.sub("<(/?)span[^>]*>", "", book["title"])
        == "Reading <i>Dam & Weir</i> in H<sub>2</sub>O [a <i>Übersicht</i>]"
    )
    assert '<span style="font-variant:small-caps;">' in chapter["container-title"]
    plain = "Reading Dam & Weir in H₂O [a Übersicht]"
    assert f"TI  - {plain}\r\n" in ris(_works())
    assert "Dam+%26+Weir+in+H%E2%82%82O+" in coins(_works()[0])


def test_italics_are_roman_within_italics_in_every_style() -> None:
    works = _works()
    references = format_works(works, STYLES, None, Problems())
    for style in STYLES:
        book, chapter = (references[style.id, key] for key in "bc")
        assert "<em>Reading </em>Dam &amp; Weir<em> in H<sub>2</sub>O [a </em>Übersicht<em>]</em>" in book
        assert "n <em>Bos taurus</em>" in chapter
        assert re.search(r"<em>(S|s)tudies (O|o)f de facto <span class=\"small-caps\">unesco</span></em>", chapter)
        assert ("<em>In vivo</em>: On" in chapter) == style.title_case
        assert "H₂O" in reference_text(book)
    note = short_form(CitedWork(works[0], works[0].date), STYLES[0])
    assert note.startswith("Ann Hill, <em>Reading </em>Dam &amp; Weir<em> in H<sub>2</sub>O [a </em>")


def test_a_title_with_markup_is_named_in_its_language() -> None:
    shown = in_its_language("A. <em>B </em>C<em> D<sub>2</sub></em>.", Work("k", "book", "B C D₂", language="de"), "en")
    assert re.sub(r'<span lang="de">(.*?)</span>', r"[\1]", shown) == "A. <em>[B ]</em>[C]<em>[ D]<sub>[2]</sub></em>."


MARKS = st.builds(
    TextMark, st.integers(0, 8), st.integers(0, 9), st.sampled_from(["kept", "italic", "raised", "lowered"])
)


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab <&²"), max_size=8), st.lists(MARKS, max_size=4), st.booleans())
def test_whatever_is_marked_no_word_is_lost_and_no_tags_cross(text: str, marks: list[TextMark], emphasis: bool) -> None:
    said = signed(MarkedText(text, tuple(marks)))
    html = html_of_signs(f"{EMPHASIS}{said}{EMPHASIS_END}" if emphasis else said)
    assert reference_text(html).replace("²", "2") == text.replace("²", "2")
    opened: list[str] = []
    for end, tag in re.findall(r"<(/?)(\w+)>", html):
        if end:
            assert opened.pop() == tag
        else:
            opened.append(tag)
    assert not opened
