"""Rare parts of documents: no word in them is lost, none comes twice, and none before one that is above it."""

# ruff: noqa: E501 - XML as programs write it
from __future__ import annotations

import pytest

from briefsite.intake.document import words_of_parts
from briefsite.intake.readers import read_document
from tests.made_documents import docx, odt, par, row, run, table
from tests.test_intake import read

_A = "http://schemas.openxmlformats.org/drawingml/2006/"
_CHART = f'<a:graphic><c:chart xmlns:c="{_A}chart"/></a:graphic>'
_PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr descr="A hill"/><a:blip r:embed="p"/></wp:inline></w:drawing></w:r>'
_FRACTION = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>a+b</m:t></m:r></m:den></m:f>"
_POWER = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def pictured(body: str) -> bytes:
    return docx(body, links={"p": "media/p.png"}, more={"word/media/p.png": b"\x89PNG\r\n\x1a\n"})


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            par(
                "<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            ),
            ["prose 漢(kan)"],
        ),
        (f"<m:oMathPara><m:oMath>{_POWER}{_FRACTION}</m:oMath></m:oMathPara>", ["prose 10{sup:6}1/(a+b)"]),
        (par('<w:r><w:pict><v:shape><v:textpath string="On a path"/></v:shape></w:pict></w:r>'), ["prose On a path"]),
        (
            f"<mc:AlternateContent><mc:Choice>{par('One')}</mc:Choice><mc:Fallback>{par('Two')}</mc:Fallback></mc:AlternateContent>",
            ["prose One"],
        ),
        (
            table(f"<w:tr>{cell(par('a'))}{cell(par('gone'), '<w:cellDel/>')}</w:tr>", row("b", "c")),
            ["table a\t\nb\tc"],
        ),
        (
            table("<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p/></w:tc></w:tr>", row("b", "c"), row("d", "e")),
            ["table b\tc\nd\te"],
        ),
        (
            par('<w:r><w:t>a </w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t xml:space="preserve"> b</w:t></w:r>'),
            ["prose a → b"],
        ),
        (par("<w:r><w:t>soft</w:t></w:r>" + run("ly\u00ad")), ["prose softly"]),
    ],
)
def test_each_is_read_in_its_place(body: str, shown: list[str]) -> None:
    assert read("x.docx", docx(body)).shown == shown


def test_charts_and_parts_in_other_files_are_asked_for() -> None:
    remarks = read(
        "x.docx", docx(par(f"<w:r><w:drawing>{_CHART}</w:drawing></w:r>") + "<w:altChunk/>")
    ).document.remarks
    assert [one.partition(":")[0] for one in remarks] == [
        "charts and diagrams",
        "parts of the text that are other files",
    ]


def test_images_in_cells_come_behind_their_table_and_its_caption() -> None:
    rows = row("a", f"<w:tc>{par(_PICTURE)}</w:tc>") + row("b", "c")
    for caption, kinds in (
        ("Table 1. Hills", ["table", "caption", "figure"]),
        ("Figure 1. A hill", ["table", "figure"]),
    ):
        found = read("x.docx", pictured(table(rows) + par(caption, "Caption"))).document.blocks
        assert [(one.kind, one.alt) for one in found if one.kind == "figure"] == [("figure", "A hill")]
        assert [one.kind for one in found] == kinds


def test_a_table_that_only_sets_images_beside_one_another_is_none() -> None:
    one = f"<w:tc>{par(_PICTURE)}{par('Figure 1. A hill', 'Caption')}</w:tc>"
    found = read("x.docx", pictured(table(row(one, one)))).document.blocks
    assert [(block.kind, len(block.pieces)) for block in found] == [("figure", 1), ("figure", 1)]


STYLE = (
    '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
    '</w:tblStylePr><w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
)


@pytest.mark.parametrize(
    ("look", "heads"),
    [
        ('w:firstRow="1" w:firstColumn="1"', ["11", "10", "10"]),
        ('w:val="0080"', ["10", "10", "10"]),
        ('w:val="0020"', ["11", "00", "00"]),
        ('w:val="0000"', ["00", "00", "00"]),
    ],
)
def test_the_style_of_a_table_sets_its_heads_apart(look: str, heads: list[str]) -> None:
    rows = row("", "1931") + row("Harn", "410") + row("Selm", "388")
    body = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook {look}/></w:tblPr>{rows}</w:tbl>'
    data = docx(body, more={"word/styles.xml": docx_styles(STYLE)})
    assert heads_of(data) == heads


def test_bold_letters_set_heads_apart_too() -> None:
    bold = [f"<w:tc>{par(run(words, '<w:b/>'))}</w:tc>" for words in ("Station", "1931", "Harn", "Selm")]
    assert heads_of(docx(table(row(*bold[:2]), row(bold[2], "410"), row(bold[3], "388")))) == ["11", "10", "10"]
    assert heads_of(docx(table(row(*bold[:2]), row("Harn", "410")))) == ["11", "00"]
    assert heads_of(docx(table(row(*bold[:2]), row(*bold[2:])))) == ["00", "00"]


def docx_styles(styles: str) -> str:
    return f'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{styles}</w:styles>'


def heads_of(data: bytes) -> list[str]:
    (found,) = read("x.docx", data).document.blocks
    return ["".join(str(int(cell.head)) for cell in own) for own in found.rows]


SHAPES = """<text:p>a<draw:custom-shape><text:p>in a shape</text:p></draw:custom-shape></text:p>
<text:p><draw:frame><draw:object><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mfrac><mn>1</mn>
<mn>2</mn></mfrac><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation>1 over 2</annotation></semantics></math>
</draw:object></draw:frame></text:p><text:alphabetical-index><text:index-body><text:p>Harn 12</text:p></text:index-body>
</text:alphabetical-index><text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text>
</text:ruby></text:p>"""


def test_shapes_formulas_and_indexes_of_opendocument_are_read() -> None:
    shown = ["prose a", "prose in a shape", "prose 1/2x{sup:2}", "prose Harn 12", "prose 漢(kan)"]
    assert read("x.odt", odt(SHAPES)).shown == shown


ITEMS = {
    "x.odt": odt(
        '<text:list text:style-name="L1"><text:list-item><text:p>a</text:p><text:list text:style-name="L2">'
        "<text:list-item><text:p>b</text:p></text:list-item></text:list><text:p>c</text:p></text:list-item>"
        "<text:list-item><text:p>d</text:p><text:p>e</text:p></text:list-item></text:list>"
    ),
    "x.html": b"<ol><li><p>a</p><ul><li>b</li></ul><p>c</p></li><li><p>d</p><p>e</p></li></ol>",
    "x.md": b"1. a\n\n   - b\n\n   c\n2. d\n\n   e\n",
}


@pytest.mark.parametrize("name", ITEMS)
def test_paragraphs_behind_a_list_in_an_item_stay_behind_it(name: str) -> None:
    assert read(name, ITEMS[name]).shown == ["item1 1. a", "item2 b", "prose c", "item1 2. d\ne"]


GRID = """\
+---------------------+----------+
| Property            | Earth[^g]|
+=============+=======+==========+
|             | min   | - two    |
| Temperature +-------+ - items  |
| 1961        | *mean*|          |
|             +-------+----------+
|             | max   | One.     |
|             |       |          |
|             |       | 二 |     |
+-------------+-------+----------+

: Of *grids*

[^g]: The note.
"""
MULTILINE = """\
------------------------
 Centered   Right
  Header    Aligned
----------- ------------
   First    Row of
            two lines

  Second    row
------------------------
"""
HEADLESS = "----- -----\n a    b\n c    d\n----- -----\n"
SPANNED = "|  | Of two ||\nOne | Two | Three |\n--- | --- | ---\na | *b* ||\nc | `||` | d\\|e |\n"
QUOTED = "> +---+---+\n> | a | b |\n> +---+---+\n\n- c\n\n  +---+\n  | d |\n  +---+\n"


@pytest.mark.parametrize(
    ("text", "shown", "cells"),
    [
        (
            GRID,
            [
                "table Property\tEarth{mark 1:[1]}\nTemperature 1961\tmin\ttwo\nitems\n{em:mean}\nmax\tOne.\n二 |",
                "caption Of {em:grids}",
                "note 1 prose [1] The note.",
            ],
            [["21h", "11h"], ["13", "11", "12"], ["11"], ["11", "11"]],
        ),
        (
            MULTILINE,
            ["table Centered Header\tRight Aligned\nFirst\tRow of two lines\nSecond\trow"],
            [["11h", "11h"], ["11", "11"], ["11", "11"]],
        ),
        (HEADLESS, ["table a\tb\nc\td"], [["11", "11"], ["11", "11"]]),
        (
            SPANNED,
            ["table \tOf two\nOne\tTwo\tThree\na\t{em:b}\nc\t||\td|e"],
            [["11h", "21h"], ["11h", "11h", "11h"], ["11", "21"], ["11", "11", "11"]],
        ),
        (QUOTED, ["table a\tb", "item1 c", "table d"], [["11", "11"], ["11"]]),
    ],
)
def test_tables_that_are_drawn_in_markdown(text: str, shown: list[str], cells: list[list[str]]) -> None:
    found = read("x.md", text.encode())
    assert found.shown == shown
    rows = [row for block in found.document.blocks for row in block.rows]
    assert [[f"{cell.across}{cell.down}{'h' * cell.head}" for cell in row] for row in rows] == cells


@pytest.mark.parametrize(
    "text",
    [
        "+---+\n| a\n+---+",
        "+---+---+\n| a | b |\n+---+--+",
        "---\n\nWords.\n\n---\n\nMore.",
        "----- -----\n abcdefg\n----- -----",
        "+" * 90 + ("\n" + "|" * 90) * 60,
    ],
)
def test_what_only_looks_like_one_is_text(text: str) -> None:
    assert "table" not in [block.kind for block in read("x.md", text.encode()).blocks]


def test_images_in_the_cells_and_headings_of_markdown_stay_where_they_are() -> None:
    text = "# On ![a](a.png) rivers\n\n| b | ![c](c.png) |\n|---|---|\n| d | e |\n\nWords.\n"
    found = [(one.kind, one.image) for one in read("x.md", text.encode()).document.blocks]
    assert found == [("heading", ""), ("figure", "a.png"), ("table", ""), ("figure", "c.png"), ("prose", "")]


FLAVOURS = """\
---
title: On *rivers*[^t]
author: {name: A. Mill}
abstract: |
  One paragraph.

  Another.
keywords: [water]
---

Term
:   What it *means*

    more of it

| A line
|   another
  goes on

<p>In a page<sup>[^t]</sup> [^none]</p>

0. nought

[^t]: The note.
"""


def test_what_flavours_of_markdown_add() -> None:
    found = read("x.md", FLAVOURS.encode())
    assert found.shown == [
        "title On {em:rivers}{mark 1:[1]}",
        "front A. Mill",
        "prose One paragraph.",
        "prose Another.",
        "prose Term",
        "prose What it {em:means}",
        "prose more of it",
        "verse A line\nanother goes on",
        "prose In a page{mark 1:[1]} [^none]",
        "item1 0. nought",
        "note 1 prose [1] The note.",
    ]
    assert found.document.title == "On rivers"
    assert found.document.remarks == ("head of the file: not read: keywords",)


_STRUCK = (
    "<text:changed-region text:id='{}'><text:deletion><office:change-info/>{}</text:deletion></text:changed-region>"
)
_PUT_IN = "<text:changed-region text:id='{}'><text:{}/></text:changed-region>"
_FROM, _TO, _AT = (f"<text:change{kind} text:change-id='{{}}'/>" for kind in ("-start", "-end", ""))
TRACKED = (
    f"<text:tracked-changes>{_PUT_IN.format('i', 'insertion')}{_PUT_IN.format('j', 'insertion')}"
    f"{_PUT_IN.format('f', 'format-change')}{_STRUCK.format('d', '<text:p>struck </text:p>')}"
    f"{_STRUCK.format('e', '<text:p> end.</text:p><text:p>Between.</text:p><text:p>New </text:p>')}</text:tracked-changes>"
    f"<text:p>One {_FROM.format('i')}two {_TO.format('i')}three {_AT.format('d')}{_FROM.format('f')}four.{_TO.format('f')}</text:p>"
    f"<text:p>Five{_FROM.format('j')} six.</text:p><text:p>Seven.</text:p><text:p>Eight {_TO.format('j')}nine.</text:p>"
    f"<text:p>Ten{_AT.format('e')}eleven <text:span>twelve</text:span>.</text:p>"
)


@pytest.mark.parametrize(
    ("accepts", "words"),
    [
        (True, ["One two three four.", "Five six.", "Seven.", "Eight nine.", "Teneleven twelve."]),
        (False, ["One three struck four.", "Fivenine.", "Ten end.", "Between.", "New eleven twelve."]),
    ],
)
def test_tracked_changes_of_opendocument_are_accepted_or_rejected(accepts: bool, words: list[str]) -> None:
    found = read_document("x.odt", odt(TRACKED), accepts=accepts)
    assert found is not None
    assert [words_of_parts(block.pieces) for block in found[0].blocks] == words
    assert found[0].remarks == (f"tracked changes: 5; all of them were {'accepted' if accepts else 'rejected'}",)
