"""Documents into texts: what each reader makes of what authors and their programs put into a file."""

# ruff: noqa: E501, S314 - XML and HTML as programs write them, made here
from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from briefsite.intake.csl_bibtex import bibtex_entries
from briefsite.intake.derivation import Derived, derive
from briefsite.intake.document import IntakeError, ReceivedDocument, words_of_parts
from briefsite.intake.readers import read_document
from briefsite.intake.work_keys import work_keys
from briefsite.source.structure import StructureBlock
from tests.made_documents import docx, epub, item, mark, note, odt, odt_note, packed, par, row, run, table, word_field

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Read:
    """A document as read: its blocks with their words, and what was derived."""

    document: ReceivedDocument
    derived: Derived

    @property
    def text(self) -> str:
        return self.derived.text.decode()

    @property
    def blocks(self) -> list[StructureBlock]:
        lines = self.derived.structure.splitlines()[1:-1]
        return [msgspec.json.decode(line, type=StructureBlock) for line in lines]

    def words(self, block: StructureBlock) -> str:
        first, last = block.lines
        return "\n".join(self.text.split("\n")[first - 1 : last])

    @property
    def shown(self) -> list[str]:
        """Each block in a line: its kind, and its words with spans in brackets: "prose 10{sup 6}"."""
        return [f"{self._kind(block)} {self._shown(block)}" for block in self.blocks]

    def _kind(self, block: StructureBlock) -> str:
        name = f"{block.kind}{block.level or ''}{f' {block.number}' if block.number else ''}"
        return f"note {block.note} {name}" if block.note else name

    def _shown(self, block: StructureBlock) -> str:
        words = self.words(block)
        for span in sorted(block.spans, key=lambda span: (-span.low, span.high)):
            value = f" {span.value}" if span.value else ""
            words = f"{words[: span.low]}{{{span.kind}{value}:{words[span.low : span.high]}}}{words[span.high :]}"
        return words


def read(name: str, data: bytes) -> Read:
    found = read_document(name, data)
    assert found is not None
    document, reader = found
    return Read(document, derive(document, name, data, reader, work_keys(document.works)))


REPORT = """\
---
title: "Sharing the Orlen"
author: The Institute
---

# Introduction

The Orlen rises in Upper Tavia.[^a] Four states share it, *in name*, and "**none** of them" has measured it.[^b]

There are two agreements:

1. the Treaty of 1931;
2. the Protocol of 1964.[^c]

- a bullet

> A quotation.

Table: Flow by station

| Station | 1931 |
|---------|-----:|
| Harn    |  410 |

## What follows

It ends with H~2~O and 10^6^ m.

[^a]: J. Smith, *Rivers* (2003), 45.
[^b]: Ibid., <https://rivers.example/a--b>.

    A second paragraph.
[^c]: Protocol, art. 3.
"""
HTML = """<!DOCTYPE html><html lang="en"><head><title>x</title><meta name="author" content="The Institute"></head><body>
<nav><a href="/">Home</a></nav><header id="title-block-header"><h1 class="title">Sharing the Orlen</h1>
<p class="author">The Institute</p></header>
<h1 id="i">Introduction</h1>
<p>The Orlen rises in Upper Tavia.<a href="#fn1" class="footnote-ref" id="r1" role="doc-noteref"><sup>1</sup></a>
Four states share it, <em>in name</em>, and “<strong>none</strong> of them” has measured it.<sup id="r2"><a href="#fn2">2</a></sup></p>
<p>There are two agreements:</p><ol><li>the Treaty of 1931;</li>
<li><p>the Protocol of 1964.<a href="#fn3" id="r3">[3]</a></p></li></ol>
<ul><li>a bullet</li></ul><blockquote><p>A quotation.</p></blockquote>
<table><caption>Flow by station</caption><thead><tr><th>Station</th><th>1931</th></tr></thead>
<tbody><tr><td>Harn</td><td>410</td></tr></tbody></table>
<h2>What follows</h2><p>It ends with H<sub>2</sub>O and 10<sup>6</sup> m.</p>
<section class="footnotes"><hr><ol>
<li id="fn1"><p>J. Smith, <i>Rivers</i> (2003), 45.<a href="#r1" class="footnote-back">↩︎</a></p></li>
<li id="fn2"><p>Ibid., <a href="https://rivers.example/a--b">https://rivers.example/a--b</a>.</p><p>A second paragraph. <a href="#r2">↩</a></p></li>
<li id="fn3">Protocol, art. 3. <a href="#r3">back</a></li></ol></section><footer>© 2020</footer></body></html>"""


def report_docx() -> bytes:
    table_ = table(row("Station", "1931", head=True), row("Harn", "410"))
    body = (
        par("Sharing the Orlen", "Title")
        + par("The Institute", "Author")
        + par("Introduction", "Heading1")
        + par(
            run("The Orlen rises in Upper ")
            + run("Tavia.")
            + mark(2)
            + run(" Four states share it, ")
            + run("in ", "<w:i/>")
            + run("name", '<w:rStyle w:val="Emphasis"/>')
            + run(", and “")
            + run("none", "<w:b/>")
            + run(" of them” has measured it.")
            + mark(3)
        )
        + par("There are two agreements:")
        + item("the Treaty of 1931;")
        + item(run("the Protocol of 1964.") + mark(4))
        + item("a bullet", 2)
        + par("A quotation.", "Quote")
        + par("Flow by station", "Caption")
        + table_
        + par("What follows", "Heading2")
        + par(
            run("It ends with H")
            + run("2", '<w:vertAlign w:val="subscript"/>')
            + run("O and 10")
            + run("6", '<w:vertAlign w:val="superscript"/>')
            + run(" m.")
        )
    )
    link = f'<w:hyperlink r:id="rId9">{run("https://rivers.example/a--b")}</w:hyperlink>'
    notes = {
        2: note(run(" J. Smith, ") + run("Rivers", "<w:i/>") + run(" (2003), 45.")),
        3: note(run(" Ibid., ") + link + run(".")) + par("A second paragraph."),
        4: note("Protocol, art. 3."),
    }
    relations = {
        "word/_rels/footnotes.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="rId9" Type="x" Target="https://rivers.example/a--b"/></Relationships>'
    }
    return docx(body, notes, more=relations)


def report_odt() -> bytes:
    second = (
        '<text:p>Ibid., <text:a xlink:href="https://rivers.example/a--b">https://rivers.example/a--b</text:a>.</text:p>'
        "<text:p>A second paragraph.</text:p>"
    )
    first = '<text:p>J. Smith, <text:span text:style-name="I">Rivers</text:span> (2003), 45.</text:p>'
    return odt(
        '<text:p text:style-name="Title">Sharing the Orlen</text:p><text:p text:style-name="Author">The Institute</text:p>'
        '<text:h text:outline-level="1">Introduction</text:h>'
        f"<text:p>The Orlen rises in Upper<text:s/>Tavia.{odt_note(1, first)} Four states share it, "
        '<text:span text:style-name="I">in name</text:span>, and “<text:span text:style-name="B">none</text:span>'
        f" of them” has measured it.{odt_note(2, second)}</text:p><text:p>There are two agreements:</text:p>"
        '<text:list text:style-name="L1"><text:list-item><text:p>the Treaty of 1931;</text:p></text:list-item>'
        f"<text:list-item><text:p>the Protocol of 1964.{odt_note(3, '<text:p>Protocol, art. 3.</text:p>')}</text:p>"
        '</text:list-item></text:list><text:list text:style-name="L2"><text:list-item><text:p>a bullet</text:p>'
        '</text:list-item></text:list><text:p text:style-name="P1">A quotation.</text:p>'
        '<text:p text:style-name="Table">Flow by station</text:p><table:table><table:table-header-rows><table:table-row>'
        "<table:table-cell><text:p>Station</text:p></table:table-cell><table:table-cell><text:p>1931</text:p>"
        "</table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell>"
        "<text:p>Harn</text:p></table:table-cell><table:table-cell><text:p>410</text:p></table:table-cell>"
        '</table:table-row></table:table><text:h text:outline-level="2">What follows</text:h>'
        '<text:p>It ends with H<text:span text:style-name="SUB">2</text:span>O and 10'
        '<text:span text:style-name="SUP">6</text:span> m.</text:p>'
    )


def report_epub() -> bytes:
    body = HTML[HTML.index("<header") : HTML.index("<footer")]
    front, rest = body.split("</header>")
    text, notes = rest.split('<section class="footnotes"><hr>')
    text = re.sub(r'href="#(fn\d)"', r'href="notes.xhtml#\1"', text)
    notes = re.sub(r'href="#(r\d)"', r'href="text.xhtml#\1"', notes.removesuffix("</section>"))
    return epub({"title.xhtml": f"{front}</header>", "text.xhtml": text, "notes.xhtml": f"<h2>Notes</h2>{notes}"})


TRUTH = """\
title Sharing the Orlen
front The Institute
heading1 Introduction
prose The Orlen rises in Upper Tavia.{mark 1:[1]} Four states share it, {em:in name}, and “{strong:none} of them” \
has measured it.{mark 2:[2]}
prose There are two agreements:
item1 1. the Treaty of 1931;
item1 2. the Protocol of 1964.{mark 3:[3]}
item1 a bullet
quotation A quotation.
caption Flow by station
table Station\t1931
Harn\t410
heading2 What follows
prose It ends with H{sub:2}O and 10{sup:6} m.
note 1 prose [1] J. Smith, {em:Rivers} (2003), 45.
note 2 prose [2] Ibid., {link https://rivers.example/a--b:https://rivers.example/a--b}.
note 2 prose A second paragraph.
note 3 prose [3] Protocol, art. 3."""

FORMATS = {
    "report.md": REPORT.encode(),
    "report.html": HTML.encode(),
    "report.docx": report_docx(),
    "report.odt": report_odt(),
    "report.epub": report_epub(),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_text_with_the_same_structure(name: str) -> None:
    found = read(name, FORMATS[name])
    assert "\n".join(found.shown) == TRUTH
    begins = [found.words(block) for block in found.blocks if block.begins]
    assert begins == ["the Treaty of 1931;", "a bullet"], "a list ends where another begins"
    heads = [[cell.head for cell in row] for block in found.blocks for row in block.rows]
    assert heads == [[True, True], [False, False]]
    assert found.document.title == "Sharing the Orlen"
    assert found.derived == read(name, FORMATS[name]).derived, "again, it is the same, byte for byte"
    assert all(block.at for block in found.blocks), "each block has its place"


def test_places_are_those_of_the_file() -> None:
    found = {name: [block.at for block in read(name, data).blocks] for name, data in FORMATS.items()}
    assert found["report.docx"][3] == "body/p[4]"
    assert found["report.docx"][10] == "body/tbl[1]"
    assert found["report.docx"][-1] == "footnotes/footnote[3]/p[1]"
    assert found["report.md"][3] == "line 8"
    assert found["report.html"][3] == "/html/body/p[1]"
    assert found["report.epub"][3] == "OPS/text.xhtml/p[1]"
    tree = ET.fromstring(
        f"<html>{HTML[HTML.index('<body') : HTML.index('<footer')]}</body></html>".replace("<hr>", "<hr/>")
    )
    paragraph = tree.find("body/p[1]")
    assert paragraph is not None
    assert "".join(paragraph.itertext()).startswith("The Orlen")


ZOTERO = {
    "citationItems": [
        {
            "uris": ["http://zotero.org/users/0/items/K"],
            "itemData": {
                "id": "K",
                "type": "article-journal",
                "title": "Counting Water & Ice",
                "author": [{"family": "Keller", "given": "Anna"}],
                "issued": {"date-parts": [["2011", 3]]},
                "container-title": "Journal of Rivers",
                "page": "201-219",
                "DOI": "10.1000/j_r",
            },
            "locator": "45-47",
            "label": "page",
        }
    ]
}
ENDNOTE = (
    '<EndNote><Cite><Author>Smith</Author><RecNum>7</RecNum><Pages>12</Pages><record><ref-type name="Book">6</ref-type>'
    "<contributors><authors><author>Smith, J.</author></authors></contributors><titles><title>"
    "<style>Rivers without Owners</style></title></titles><dates><year>2003</year></dates></record></Cite></EndNote>"
)


def test_word_citations_are_works_with_places_in_them() -> None:
    zotero = f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(ZOTERO).replace('&', '&amp;')} "
    endnote = f" ADDIN EN.CITE {ENDNOTE.replace('<', '&lt;')} "
    stored = base64.b64encode(ENDNOTE.encode()).decode()
    beside = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ADDIN EN.CITE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{stored}</w:fldData></w:fldChar></w:r>'
        '<w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("(Smith again)")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    mendeley = base64.b64encode(json.dumps(ZOTERO).encode()).decode()
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{mendeley}"/></w:sdtPr>'
        f"<w:sdtContent>{run('(Keller)')}</w:sdtContent></w:sdt>"
    )
    body = par(run("A.") + mark(2)) + par(word_field(endnote, run("(Smith)"))) + par(beside) + par(control)
    found = read("x.docx", docx(body, {2: note(word_field(zotero, run("Keller, 45–47")))}))
    assert found.shown == [
        "prose A.{mark 1:[1]}",
        "prose {cite smith2003 p. 12:(Smith)}",
        "prose {cite smith2003 p. 12:(Smith again)}",
        "prose {cite keller2011 pp. 45-47:(Keller)}",
        "note 1 prose [1] {cite keller2011 pp. 45-47:Keller, 45–47}",
    ]
    assert [[place.id for place in places] for _, places in found.derived.cited] == [["keller2011"]]
    entries = bibtex_entries(found.document.works, found.derived.keys)
    assert "title = {Counting Water \\& Ice}" in entries
    assert "doi = {10.1000/j_r}" in entries
    assert "date = {2011-03}" in entries
    assert "@book{smith2003," in entries


def test_word_changes_are_accepted_and_hidden_text_is_never_read() -> None:
    body = (
        par(
            run("The flow is ")
            + f"<w:del>{run('small').replace('w:t ', 'w:delText ').replace('w:t>', 'w:delText>')}</w:del>"
            + f"<w:ins>{run('large')}{mark(3)}</w:ins><w:del>{mark(2)}</w:del>"
            + run("SECRET", "<w:vanish/>")
            + run("CODE", '<w:rStyle w:val="Hidden"/>')
            + run(" shown", '<w:rStyle w:val="Hidden"/><w:vanish w:val="0"/>')
        )
        + par("In two ", "", "<w:rPr><w:del/></w:rPr>")
        + par("parts.")
        + par(word_field(' TOC \\o "1-3" ', run("Introduction 1")), "TOC1")
        + table(row("a", "b"), row("c", "d").replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>"))
    )
    data = docx(body, {2: note("Struck."), 3: note("Put in.")})
    found = read("x.docx", data)
    assert found.shown == [
        "prose The flow is large{mark 1:[1]} shown",
        "prose In two parts.",
        "table a\tb",
        "note 1 prose [1] Put in.",
    ]
    rejected = read_document("x.docx", data, accepts=False)
    assert rejected is not None
    assert rejected[1] == "docx 1, tracked changes rejected"
    assert words_of_parts(rejected[0].blocks[0].pieces) == "The flow is small shown"
    assert [words_of_parts(one.pieces) for one in rejected[0].blocks[1:3]] == ["In two ", "parts."]
    assert [note.key for note in rejected[0].notes] == ["footnote-2"]
    said = " | ".join(found.document.remarks)
    for expected in (
        "tracked changes: 1 put in, 3 struck",
        "hidden text: 2 words",
        "table of contents",
        "without a mark in the text: 1",
    ):
        assert expected in said
    assert not re.search("SECRET|CODE|Struck|small", found.text + found.derived.structure.decode() + said)


def test_word_headings_are_told_by_their_level_alone() -> None:
    body = (
        par("By a style based on one", "Chapter")
        + par("Only called so", "Lookalike")
        + par(run("Only bold", "<w:b/>"))
        + par("By itself", "", '<w:outlineLvl w:val="1"/>')
        + par("Made text", "Heading1", '<w:outlineLvl w:val="9"/>')
    )
    assert read("x.docx", docx(body)).shown == [
        "heading1 By a style based on one",
        "prose Only called so",
        "prose {strong:Only bold}",
        "heading2 By itself",
        "prose Made text",
    ]


def test_word_text_is_whole_whatever_holds_it() -> None:
    box = f"<w:txbxContent>{par('In a box.')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = (
        par("O", "", '<w:framePr w:dropCap="drop"/>')
        + par("nce upon a time.")
        + par(
            run("a non-breaking")
            + "<w:r><w:noBreakHyphen/><w:t>hyphen, soft</w:t><w:softHyphen/><w:t>hyphen</w:t></w:r>"
        )
        + par(
            run("one line")
            + "<w:r><w:br/></w:r>"
            + run("another")
            + '<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>'
        )
        + par(drawn + run("The anchor."))
        + f"<w:sdt><w:sdtContent>{par('In a control.')}</w:sdtContent></w:sdt>"
        + par(f'<w:fldSimple w:instr=" SEQ Table ">{run("1")}</w:fldSimple>' + run(". A number"))
        + par(run("x = ") + "<m:oMath><m:r><m:t>y+1</m:t></m:r></m:oMath>")
        + "<w:p/>"
        + table(f"<w:tr><w:tc>{par('A frame of one cell.')}</w:tc></w:tr>")
    )
    found = read("x.docx", docx(body))
    assert found.shown == [
        "prose Once upon a time.",
        "prose a non-breaking\u2011hyphen, softhyphen",
        "prose one line\nanother°",
        "prose The anchor.",
        "prose In a box.",
        "prose In a control.",
        "prose 1. A number",
        "prose x = y+1",
        "prose A frame of one cell.",
    ]
    assert any("F0B0" in remark for remark in found.document.remarks)


def test_a_field_that_never_ends_takes_no_words_with_it() -> None:
    body = par(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>' + run("a")
    ) + par("b")
    assert read("x.docx", docx(body)).text == "a\n\nb\n"


def test_word_notes_have_the_numbers_that_are_printed() -> None:
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    body = (
        par(
            run("One")
            + mark(2)
            + run(" two")
            + custom
            + run(" three")
            + mark(2, "endnote")
            + run(" four")
            + mark(4)
            + mark(5)
        )
        + table(row(f"<w:tc>{par(run('Harn') + mark(6))}</w:tc>", "410"))
        + par(run("A head") + mark(7), "Heading1")
        + par(run("again") + mark(2))
    )
    notes = {n: note(f"Note {n}.") for n in (2, 4, 5, 6, 7)} | {3: par("* Thanks.")}
    found = read("x.docx", docx(body, notes, {2: note("At the end.")}))
    assert [shown for shown in found.shown if not shown.startswith("note")] == [
        "prose One{mark 1:[1]} two{mark 2:*} three{mark 3:[i]} four{mark 4:[2]}{mark 5:[3]}",
        "table Harn{mark 6:[4]}\t410",
        "heading1 A head{mark 7:[5]}",
        "prose again{mark 1:[1]}",
    ]
    assert [shown for shown in found.shown if shown.startswith("note")] == [
        "note 1 prose [1] Note 2.",
        "note 2 prose [*] Thanks.",
        "note 3 prose [i] At the end.",
        "note 4 prose [2] Note 4.",
        "note 5 prose [3] Note 5.",
        "note 6 prose [4] Note 6.",
        "note 7 prose [5] Note 7.",
    ]


def test_cells_reach_over_columns_and_rows() -> None:
    def cell(words: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(words)}</w:tc>"

    merged = table(
        row(cell("A", '<w:gridSpan w:val="2"/>'), "B"),
        row(cell("C", '<w:vMerge w:val="restart"/>'), "D", "E"),
        row(cell("", "<w:vMerge/>"), "F", "G"),
    )
    html = "<table><tr><td colspan=2>A<td>B</tr><tr><td rowspan=2>C<td>D<td>E</tr><tr><td>F<td>G</tr></table>"
    for name, data in {"x.docx": docx(merged), "x.html": f"<html><body>{html}</body></html>".encode()}.items():
        (block,) = read(name, data).blocks
        placed = [[(c.column, c.across, c.down) for c in one] for one in block.rows]
        assert placed == [[(0, 2, 1), (2, 1, 1)], [(0, 1, 2), (1, 1, 1), (2, 1, 1)], [(1, 1, 1), (2, 1, 1)]], name


NOTES_OF_PAGES = {
    "wordpress": '<p>Tavia<sup><a id="r1" href="#f1">1</a></sup> and.<sup id="r2"><a href="#f2">2</a></sup></p><h3>Notes</h3>'
    '<ol><li id="f1">One. <a href="#r1">↩</a></li><li id="f2">Two. <a href="#r2">↩</a></li></ol>',
    "word": '<p>Tavia<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> and.<a href="#_ftn2" name="_ftnref2">[2]</a></p>'
    '<div><hr><div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> One.</p></div>'
    '<div id=ftn2><p><a href="#_ftnref2" name="_ftn2">[2]</a> Two.</p></div></div>',
    "typed": "<p>Tavia[1] and.<sup>2</sup></p><p>-----<br>[1] One.<br>[2] Two.</p>",
    "tooltips": '<p>Tavia<sup title="One. And so on.">1</sup> and.<span class="tip" data-tooltip="Two. And so on.">2</span></p>',
    "encyclopedia": '<p>Tavia<sup id="c1" class="reference"><a href="#n1">[1]</a></sup> and.<sup id="c2"><a href="#n2">[2]</a></sup>'
    '</p><ol class="references"><li id="n1"><a href="#c1">^</a> <span>One.</span></li>'
    '<li id="n2"><b><a href="#c2">^</a></b> Two.</li></ol>',
    "ebook": '<p>Tavia<a epub:type="noteref" href="#n1">1</a> and.<a epub:type="noteref" href="#n2">2</a></p>'
    '<aside epub:type="footnote" id="n1"><p>One.</p></aside><aside epub:type="footnote" id="n2"><p>Two.</p></aside>',
    "office": '<p>Tavia<a class="sdfootnoteanc" name="s1anc" href="#s1sym"><sup>1</sup></a> and.<a class="sdfootnoteanc"'
    ' name="s2anc" href="#s2sym"><sup>2</sup></a></p><div id="s1"><p><a class="sdfootnotesym" name="s1sym" href="#s1anc">1</a>One.'
    '</p></div><div id="s2"><p><a class="sdfootnotesym" name="s2sym" href="#s2anc">2</a>Two.</p></div>',
}


@pytest.mark.parametrize("shape", NOTES_OF_PAGES)
def test_notes_of_web_pages_in_every_shape(shape: str) -> None:
    found = read("x.html", f"<html><body><h1>Title</h1>{NOTES_OF_PAGES[shape]}</body></html>".encode())
    assert found.shown[:2] == ["heading1 Title", "prose Tavia{mark 1:[1]} and.{mark 2:[2]}"]
    assert [re.sub(" And so on.", "", shown) for shown in found.shown[2:]] == [
        "note 1 prose [1] One.",
        "note 2 prose [2] Two.",
    ]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<p>See <a href="#later">2</a> below.</p><h2 id="later">2 Later</h2><p>x</p>', "prose See 2 below."),
        ("<p>A year [1931] and m<sup>2</sup>.</p><p>[2] is no note.</p>", "prose A year [1931] and m{sup:2}."),
        ("<p>Top <a id=t>x</a></p><p><a href='#t'>1</a> back</p>", "prose Top x"),
    ],
)
def test_what_only_looks_like_a_note_stays_in_the_text(body: str, shown: str) -> None:
    found = read("x.html", f"<html><body>{body}</body></html>".encode())
    assert shown in found.shown
    assert not found.document.notes


def test_what_belongs_to_a_site_is_left_out_and_said() -> None:
    page = (
        "<html><body><nav>Menu here</nav><article><h1>T</h1><p>Words.</p><p hidden>SECRET one</p><aside>Beside.</aside>"
        '<p style="display: none">SECRET</p></article><aside>Related</aside><script>SECRET</script></body></html>'
    )
    found = read("x.html", page.encode())
    assert found.shown == ["heading1 T", "prose Words.", "prose Beside."]
    assert any("hidden text: 3 words" in remark for remark in found.document.remarks)
    assert any("menus" in remark for remark in found.document.remarks)


def test_bytes_of_web_pages_are_read_as_they_say_or_as_they_can() -> None:
    for data in (
        "<html><meta charset=windows-1252><p>Zürich – “so”".encode("windows-1252"),
        "<html><p>Zürich – “so”".encode("windows-1252"),
        "<html><p>Zürich – “so”".encode("utf-16"),
        "<html><p>Zürich – “so”".encode(),
    ):
        assert read("x.html", data).text == "Zürich – “so”\n"


def test_markdown_notes_within_the_text_and_in_one_another() -> None:
    text = "One^[An *inner* note.] two[^x] and [^gone].\n\n[^x]: Outer.[^y]\n[^y]: Within.\n[^z]: Unmarked.\n"
    found = read("x.md", text.encode())
    assert found.shown == [
        "prose One{mark 1:[1]} two{mark 2:[2]} and [^gone].",
        "note 1 prose [1] An {em:inner} note.",
        "note 2 prose [2] Outer.{mark 3:[3]}",
        "note 3 prose [3] Within.",
    ]
    assert found.document.remarks == ("notes without a mark in the text: 1, left out",)


def independent_words(data: bytes) -> list[str]:
    """The words of a file of Word, counted another way: every `w:t` that is neither hidden nor struck."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
        roots = [ET.fromstring(archive.read(name)) for name in parts]
    words: list[str] = []
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            struck = {id(one) for block in paragraph.iter(f"{W}del") for one in block.iter()}
            texts = []
            for one in paragraph.iter(f"{W}r"):
                hidden = one.find(f"{W}rPr/{W}vanish") is not None or id(one) in struck
                texts += [] if hidden else [t.text or "" for t in one.findall(f"{W}t")]
            words += "".join(texts).split()
    return words


def test_no_word_of_a_word_file_is_lost_or_added() -> None:
    data = report_docx()
    found = read("x.docx", data)
    shown = []
    for block in found.blocks:
        words = found.words(block)[block.label :]
        for span in sorted(block.spans, key=lambda span: -span.low):
            if span.kind == "mark":
                low, high = span.low - block.label, span.high - block.label
                words = words[:low] + words[high:]
        shown += words.split()
    assert shown == independent_words(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "before 2007"),
        ("x.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("x.docx", docx(par("a"), more={"word/vbaProject.bin": b"x"}), "macros"),
        ("x.docx", docx(par("a"), more={"../../x": b"x"}), "leads out"),
        ("x.docx", docx(par("a"), more={"/etc/x": b"x"}), "leads out"),
        ("x.docx", docx(par("a"), more={"word/styles.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "DOCTYPE"),
        ("x.docx", docx(par("a"), more={"word/styles.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), "DOCTYPE"),
        ("x.docx", docx(par("a"))[:-30], "damaged"),
        ("x.docx", docx("<w:p>"), "damaged"),
        ("x.docx", packed({"xl/workbook.xml": "<a/>"}), "spreadsheet"),
        ("x.docx", packed({"word/other.xml": "<a/>"}), "no text"),
        ("x.odt", odt("<text:p>a</text:p>", {"Basic/Standard/Module1.xml": "<a/>"}), "macros"),
        ("x.odt", odt("", {"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "password"),
        ("x.zip", packed({"a.txt": "a"}), "zip file"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(IntakeError) as refused:
        read_document(name, data)
    assert said in refused.value.message + refused.value.help
    assert refused.value.help


def test_what_is_too_large_once_unpacked_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefsite.intake.archive.MOST_BYTES", 10_000)
    with pytest.raises(IntakeError, match="larger than"):
        read_document("x.docx", docx(par("a"), more={"word/media/x": b"\0" * 20_000}))
    # A file that states smaller sizes than it has is noticed while it is read.
    bomb = bytearray(docx(par("a" * 9_000)))
    at = bomb.rindex(b"word/document.xml") - 46 + 24
    bomb[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(IntakeError):
        read_document("x.docx", bytes(bomb))


def test_keys_of_works_are_given_once() -> None:
    def of(name: str, year: int) -> dict[str, Any]:
        return {"author": [{"family": name}], "issued": {"date-parts": [[year]]}, "title": "T"}

    works = {"1": of("Müller", 2001), "2": of("Müller", 2001), "3": {"title": "The Rivers"}, "4": {"title": "—"}}
    assert list(work_keys(works, {"the"}).values()) == ["muller2001", "muller2001b", "theb", "work"]
