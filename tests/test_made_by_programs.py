"""What programs write in ways of their own: Word's sections, LibreOffice's web pages, Pandoc's Markdown."""

from __future__ import annotations

import pytest

from tests.made_documents import docx, libreoffice_epub, mark, note, par, run
from tests.test_intake import read


def test_numbers_of_notes_begin_again_in_each_section_of_a_word_file() -> None:
    def section(restart: str) -> str:
        return f'<w:sectPr><w:footnotePr><w:numRestart w:val="{restart}"/></w:footnotePr></w:sectPr>'

    notes = {number: note(f"Note {number}.") for number in (2, 3, 4, 5)}
    for restart, labels in (("eachSect", "1212"), ("continuous", "1234")):
        body = (
            par(run("One.") + mark(2) + run(" Two.") + mark(3))
            + par(run("End."), "", section(restart))
            + par(run("Three.") + mark(4))
            + par(run("Four.") + mark(5))
            + section(restart)
        )
        found = read("x.docx", docx(body, notes))
        assert "".join(one.label for one in found.document.notes) == labels


def test_a_web_page_of_libreoffice_has_its_title_and_its_quotations() -> None:
    page = (
        '<html><head><title>On rivers</title></head><body><p align="center"><font size="6">On\nrivers</font></p>'
        '<p>Words.</p><p class="block-text">A quotation.</p></body></html>'
    )
    assert read("x.html", page.encode()).shown == ["title On rivers", "prose Words.", "quotation A quotation."]


SIMPLE = """\
Before.

  Station     1931   1964
  --------- ------ ------
  Harn         410    395
  Selm *it*    388

  : Flow

*Over
two lines*.
"""


def test_simple_tables_of_pandoc_are_tables() -> None:
    found = read("x.md", SIMPLE.encode())
    assert found.shown == [
        "prose Before.",
        "table Station\t1931\t1964\nHarn\t410\t395\nSelm {em:it}\t388\t",
        "caption Flow",
        "prose {em:Over two lines}.",
    ]
    assert [block.at for block in found.blocks] == ["line 1", "lines 3–6", "line 8", "lines 10–11"]
    assert [cell.head for cell in found.blocks[1].rows[0]] == [True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "```\na b\n--- ---\nc d\n```",
        "Words that are\nlong and go on\n--- ---\nmore",
        "  across   all\n  ------ -----\n  words words",
        "a | b\n--- ---\nc d",
    ],
)
def test_what_only_looks_like_one_stays_text(text: str) -> None:
    assert "table" not in [block.kind for block in read("x.md", text.encode()).blocks]


PANDOC = """\
% On rivers
% A. Mill; B. Hill
% 2024-03-05

# The source {#source .unnumbered key="a b"}

::: {.note}
It is [Mill]{.smallcaps}'s [own]{lang=en} river, 10<sup>6</sup> [there](https://x.example){target=_blank} {sic}.
:::

<!-- Nobody should read this. -->

Before <!-- or this --> and<br>after. `::: x`{.code}

<div><p>In a <i>division</i>.</p></div>

```
::: {.kept}
```
"""


def test_what_pandoc_sets_around_words_is_none_of_them() -> None:
    found = read("x.md", PANDOC.encode())
    assert found.shown == [
        "title On rivers",
        "front A. Mill",
        "front B. Hill",
        "front 2024-03-05",
        "heading1 The source",
        "prose It is {sc:Mill}’s own river, 10{sup:6} {link https://x.example:there} {sic}.",
        "prose Before and\nafter. ::: x",
        "prose In a {em:division}.",
        "lines ::: {.kept}",
    ]
    assert "comments: 6 words, left out" in found.document.remarks


LIBREOFFICE_SHEET = """
.para0 { margin: 0.1665in 0px 0.0835in 0px; text-align: center; }
.para1 { margin: 0.1665in 0px 0.0835in 0px; }
.para2 { margin: 0.0598in 0px 0.0598in 0px; }
.para3 { margin: 0.1in 0.3937in 0.1in 0.3937in; text-indent: 0in; }
.para4 { margin: 0in 0px 0in 0.5in; }
.para5 { margin: 0in 0px 0in 0.5in; text-indent: -0.5in; }
.span0 { font-size: 28pt; font-weight: bold; }
.span1 { font-size: 115%; font-weight: bold; }
.span2 { }
.span3 { font-style: italic; }
.span4 { font-size: 14pt; font-style: italic; font-weight: bold; }
.span5 { font-size: 85%; font-style: italic; font-weight: bold; }
.span6 { font-weight: bold; }
"""


def test_epub_files_of_libreoffice_have_headings_and_quotations_by_their_styles() -> None:
    def par_of(style: int, words: str) -> str:
        spans = "".join(f'<span class="span{one[0]}">{one[1:]}</span>' for one in words.split("|"))
        return f'<p class="para{style}">{spans}</p>'

    chapters = {
        "a.xhtml": par_of(0, "0On rivers") + par_of(0, "1A. Mill"),
        "b.xhtml": par_of(1, "1One")
        + par_of(2, "2Much prose with |3italics|2 in it, at least as much as there is of anything else.")
        + par_of(1, "4Two")
        + par_of(2, "6Bold prose.")
        + par_of(1, "5Three, |3so|5 to speak")
        + par_of(3, "2A quotation.")
        + par_of(4, "2first")
        + par_of(5, "2Keller, A.")
        + par_of(1, "4Four")
        + f"<table><tr><td>{par_of(2, '1x')}<td>{par_of(2, '2y')}</table>",
        "c.xhtml": par_of(1, "1Five") + par_of(2, "2More prose."),
    }
    found = read("x.epub", libreoffice_epub(chapters, LIBREOFFICE_SHEET, {"b.xhtml": "One", "c.xhtml": "Five"}))
    assert found.shown == [
        "title On rivers",
        "prose {strong:A. Mill}",
        "heading1 One",
        "prose Much prose with {em:italics} in it, at least as much as there is of anything else.",
        "heading2 Two",
        "prose {strong:Bold prose.}",
        "heading3 Three, {em:so} to speak",
        "quotation A quotation.",
        "prose first",
        "prose Keller, A.",
        "heading2 Four",
        "table {strong:x}\ty",
        "heading1 Five",
        "prose More prose.",
    ]
    assert [one.partition(":")[0] for one in found.document.remarks] == [
        "LibreOffice leaves bullets and numbers out of EPUB files",
        "set in from the left",
    ]


def test_a_heading_may_be_one_by_its_role() -> None:
    page = '<main><div role="heading" aria-level="3">A</div><p role="heading">B</p><p role="note">C</p></main>'
    blocks = read("x.html", page.encode()).document.blocks
    assert [(one.kind, one.level) for one in blocks] == [("heading", 3), ("heading", 2), ("prose", 0)]
