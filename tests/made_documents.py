"""Documents made for tests: files of Word, OpenDocument and EPUB from a few lines of XML, as the programs write them."""

# ruff: noqa: E501 - XML as programs write it
from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_STYLES = """
<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Author"><w:name w:val="Author"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
 <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>
 <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Chapter"><w:name w:val="My chapter"/>
 <w:basedOn w:val="Heading1"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Lookalike"><w:name w:val="heading 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hidden"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
_NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
"""
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these parts, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 5, 0, 0, 0)), content)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of Word: characters with properties (`<w:i/>`)."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of Word from runs, or from bare words."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content if content.startswith('<') else run(content)}</w:p>"


def item(content: str, number: int = 1, level: int = 0) -> str:
    """An item of a list of Word: 1 is numbered, 2 has bullets."""
    return par(content, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def mark(number: int, kind: str = "footnote") -> str:
    """The mark of a note of Word."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def word_field(code: str, result: str) -> str:
    """A field of Word: its code, divided over two runs, and the runs of its result."""
    half = len(code) // 2
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in (code[:half], code[half:])
    )
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{codes}{separate}{result}{end}"


def table(*rows: str) -> str:
    """A table of Word from its rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, head: bool = False) -> str:
    """A row of a table of Word. A cell is its words, or XML that begins with its properties."""
    own = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    made = (cell if cell.startswith("<w:tc>") else f"<w:tc>{par(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{own}{''.join(made)}</w:tr>"


def docx(
    body: str,
    footnotes: Mapping[int, str] | None = None,
    endnotes: Mapping[int, str] | None = None,
    links: Mapping[str, str] | None = None,
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A file of Word. `footnotes` and `endnotes` have the XML of their paragraphs, `links` targets by their ids."""
    relationships = "".join(f'<Relationship Id="{id_}" Type="x" Target="{to}"/>' for id_, to in (links or {}).items())
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{_STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMESPACES}>{_NUMBERING}</w:numbering>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONSHIPS}">{relationships}</Relationships>',
    }
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            separator = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
            made = "".join(f'<w:{kind} w:id="{id_}">{content}</w:{kind}>' for id_, content in notes.items())
            parts[f"word/{kind}s.xml"] = f"<w:{kind}s {_NAMESPACES}>{separator}{made}</w:{kind}s>"
    return packed({**parts, **(more or {})})


def note(content: str) -> str:
    """A paragraph of a note of Word, with the sign that stands for its number."""
    return par(f"<w:r><w:footnoteRef/></w:r>{content if content.startswith('<') else run(f' {content}')}")


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMESPACES = " ".join(
    [f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "style", "text", "table")]
    + [f'xmlns:draw="{_ODF}drawing:1.0"', f'xmlns:svg="{_ODF}svg-compatible:1.0"']
    + [f'xmlns:fo="{_ODF}xsl-fo-compatible:1.0"', 'xmlns:xlink="http://www.w3.org/1999/xlink"']
)
_ODF_STYLES = """
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="SUP" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="SUB" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="SC" style:family="text"><style:text-properties fo:font-variant="small-caps"/></style:style>
<style:style style:name="HID" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def odt(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text with this body."""
    content = (
        f"<office:document-content {_ODF_NAMESPACES}><office:automatic-styles>{_ODF_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(more or {})})


def odt_note(number: int, content: str) -> str:
    """A footnote of an OpenDocument text, at its mark."""
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{content}</text:note-body></text:note>"
    )


def epub(chapters: Mapping[str, str], title: str = "", language: str = "en") -> bytes:
    """An EPUB file with the bodies of these chapters."""
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    references = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    facts = f"<dc:title>{title}</dc:title><dc:language>{language}</dc:language>"
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{facts}</metadata><manifest>{items}</manifest><spine>{references}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    pages = {
        f"OPS/{name}": f"<html><head><title>x</title></head><body>{body}</body></html>"
        for name, body in chapters.items()
    }
    return packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": package, **pages}
    )


def libreoffice_epub(chapters: Mapping[str, str], sheet: str, entries: Mapping[str, str]) -> bytes:
    """An EPUB file as LibreOffice makes them, with a style sheet and a table of contents: words by the chapter."""
    links = "".join(f'<li><a href="{name}">{words}</a></li>' for name, words in entries.items())
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters)
    references = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        '<dc:title>On rivers</dc:title><meta content="LibreOffice/7.4 (libepubgen/0.1.1)" name="generator"/></metadata>'
        f'<manifest>{items}<item id="css" href="s.css" media-type="text/css"/>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        f"<spine>{references}</spine></package>"
    )
    container = "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>"
    pages = {f"OPS/{name}": f"<html><body>{body}</body></html>" for name, body in chapters.items()}
    pages["OPS/nav.xhtml"] = f"<html><body><nav><ol>{links}</ol></nav></body></html>"
    return packed({"META-INF/container.xml": container, "OPS/book.opf": package, "OPS/s.css": sheet, **pages})
