"""An edition as one file: every word of the author once and in order, read back by programs that are not ours."""

from __future__ import annotations

import ctypes
import io
import json
import lzma
import re
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
import typst
from lxml import etree, html
from markdown_it import MarkdownIt
from pypdfium2 import raw as pdfium

from briefsite.documents.epub import epub
from briefsite.documents.flow import FlowBlock, FlowPassage
from briefsite.documents.flow_parts import FlowCorrection, FlowLineEnd, FlowMark, FlowPart, FlowWords
from briefsite.documents.flow_table import table_rows
from briefsite.documents.jats import jats
from briefsite.documents.kinds import DOCUMENT_KINDS
from briefsite.documents.markdown_twin import markdown_file, markdown_twins
from briefsite.documents.model_file import EditionModel, model_file
from briefsite.documents.pdf import pdf
from briefsite.documents.plain_text import text_file
from briefsite.documents.reference import reference_runs
from briefsite.documents.site_files import made_documents
from briefsite.documents.tei import received_from_tei, tei
from briefsite.documents.typesetting import pdf_set_apart
from briefsite.exports.fonts import ScriptFont, font_families, font_folders, fonts_for, in_fonts
from briefsite.language.strings import Strings, Text, cut_at_slots, slots, texts_of
from briefsite.paragraphs.grid import Cell, GridRow
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.publication import Publication
from briefsite.source.marker import markers
from briefsite.source.passage import Passage
from briefsite.works.engine import RefusedError
from tests.conftest import ROOT
from tests.helpers import call
from tests.test_texts import CASES, published

SITE: Final = "https://press.org/"
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
JATS_RULES: Final = Path(__file__).parent / "schemas/jats-publishing-1.1.tar.xz"
SCHEMA: Final = Path(__file__).parent / "schemas/tei_all.rng.xz"
RELAX: Final = "{http://relaxng.org/ns/structure/1.0}"


@cache
def publication_of(case: Path) -> Publication:
    return published((case / "text.txt").read_text(encoding="utf-8"))


@pytest.fixture(params=[None, *CASES], ids=lambda case: case.name if case else "brief")
def edition(request: pytest.FixtureRequest, publication: Publication) -> Publication:
    return publication if request.param is None else publication_of(request.param)


def author_words(publication: Publication) -> list[str]:
    """The words of all paragraphs and items, without the marks of notes."""
    found: list[str] = []
    for paragraph in publication.paragraphs:
        for _, passage in paragraph.passages():
            text, end = "", 0
            for marker in markers(passage):
                text, end = text + passage.text[end : max(end, marker.start)], max(end, marker.end)
            found += words(text + passage.text[end:])
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\xad", ""))


def texts_in(tree: etree._Element, without: Sequence[str]) -> Iterator[str]:
    """The text of a tree, without that of some elements (an ElementPath of each, from the element itself)."""
    if not isinstance(tree.tag, str):
        return
    yield tree.text or ""
    for child in tree:
        if not any(child in tree.findall(path) for path in without):
            yield from texts_in(child, without)
        yield child.tail or ""


# ---- words


def test_what_documents_say_is_in_the_language_of_the_interface(publication: Publication) -> None:
    """Every text is replaced by the slots that it has, in pointed brackets: no English is left in any document."""

    def bare(text: Text) -> Text:
        if isinstance(text, str):
            return "".join(f"‹{{{slot}}}›" for slot in sorted(slots(text))) or "‹›"
        return {form: f"‹{''.join(f'{{{slot}}}' for slot in sorted(slots(one)))}›" for form, one in text.items()}

    german = replace(publication, strings=Strings("de", {key: bare(text) for key, text in texts_of("en").items()}))
    archive = zipfile.ZipFile(io.BytesIO(epub(german, SITE)))
    book = [archive.read(name) for name in archive.namelist() if name.endswith("html")]
    shown = [*book, tei(german, SITE), text_file(german, SITE), markdown_file(german, SITE)]
    pages = pypdfium2.PdfDocument(pdf(german, SITE))
    shown.append("\n".join(page.get_textpage().get_text_range() for page in pages).encode())
    own = [
        key for key in texts_of("en") if key.startswith(("document.", "status.", "correction.changed", "notes.title"))
    ]
    pieces = {
        piece.strip(" .:,")
        for text in (texts_of("en")[key] for key in own)
        for piece in cut_at_slots(text if isinstance(text, str) else text["other"])[::2]
    }
    long = {piece for piece in pieces if len(piece) > 11}
    for data in shown:
        assert {piece for piece in long if piece in " ".join(data.decode().split())} == set()


def test_a_word_that_a_language_lacks_is_marked_as_english(publication: Publication) -> None:
    german = replace(publication, strings=Strings("de", {"page.bibliography": "Literatur"}))
    archive = zipfile.ZipFile(io.BytesIO(epub(german, SITE)))
    page = etree.fromstring(archive.read("EPUB/editors.xhtml"))
    headings = {one.text: one.get("lang") for one in page.iter("{*}h2")}
    assert headings == {"Literatur": None, "Corrections to the text": "en", "Timeline": "en", "Names": "en"}


def test_a_title_in_another_language_says_so_and_is_not_set_in_small_capitals() -> None:
    runs = list(reference_runs('A, “<span lang="tr">Bir <em>yol</em></span>.” <span>abc</span>'))
    assert [(run.text, run.styles, run.language) for run in runs[1:4]] == [
        ("Bir ", (), "tr"),
        ("yol", ("em",), "tr"),
        (".” ", (), ""),
    ]
    assert runs[4].styles == ("small-caps",)


def test_paper_and_readers_get_the_marks_of_print_where_the_edition_has_that_rule(publication: Publication) -> None:
    import msgspec

    edition = msgspec.structs.replace(publication.edition, typography="quotation_marks")
    typeset = replace(publication, edition=edition)
    shown = {
        "pdf": "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf(typeset, SITE))),
        "epub": "".join(book_pages(typeset)),
        "tei": tei(typeset, SITE).decode(),
        "txt": text_file(typeset, SITE).decode(),
    }
    straight = {name: "today's Mongolia" in " ".join(text.split()) for name, text in shown.items()}
    assert straight == {"pdf": False, "epub": False, "tei": True, "txt": True}
    assert "today’s Mongolia" in " ".join(shown["pdf"].split())
    assert "today’s Mongolia" in shown["epub"]
    assert "today's Mongolia" in "".join(book_pages(publication)), "without the rule, the author's marks stay"


def book_pages(publication: Publication) -> Iterator[str]:
    archive = zipfile.ZipFile(io.BytesIO(epub(publication, SITE)))
    yield from (archive.read(name).decode() for name in archive.namelist() if "text-" in name)


# ---- TEI


def test_tei_is_valid_by_the_schema_of_tei(edition: Publication) -> None:
    tree = etree.fromstring(tei(edition, SITE))
    schema = schema_for({etree.QName(one).localname for one in tree.iter(etree.Element)})
    assert schema.validate(tree), schema.error_log


def schema_for(used: set[str]) -> etree.RelaxNG:
    """The schema, without the elements that a file doesn't have: the whole takes seconds to be prepared."""
    schema = etree.fromstring(lzma.decompress(SCHEMA.read_bytes()))
    for define in schema.iter(f"{RELAX}define"):
        of = define.find(f"{RELAX}element")
        if of is not None and of.get("name") and of.get("name") not in used:
            define[:] = [etree.Element(f"{RELAX}notAllowed")]
    return etree.RelaxNG(schema)


def test_a_file_that_breaks_a_rule_of_tei_is_not_valid(publication: Publication) -> None:
    broken = tei(publication, SITE).replace(b"<sourceDesc>", b"<sourceDesc><p/>", 1)
    tree = etree.fromstring(broken)
    assert not schema_for({etree.QName(one).localname for one in tree.iter(etree.Element)}).validate(tree)


def test_tei_has_every_word_of_the_author_once_and_in_order(edition: Publication) -> None:
    body = etree.fromstring(tei(edition, SITE)).find(f"{TEI}text/{TEI}body")
    text = "".join(texts_in(body, [f"{TEI}sic", f"{TEI}ref[@type='note']", f"{TEI}fw"]))
    breaks = [mark.get("rend") for mark in body.iter(f"{TEI}milestone")]
    assert words(text) == [word for word in author_words(edition) if word not in {w for b in breaks for w in words(b)}]


def test_the_received_text_is_rebuilt_from_tei_byte_for_byte(edition: Publication) -> None:
    assert received_from_tei(tei(edition, SITE)) == edition.source.data


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"One.\r\nTwo.\rThree.\n\nFour, without an end", "utf-8"),
        (b"\xef\xbb\xbfWith a mark.\n", "utf-8"),
        (b"A page.\x0cAnother.\x00\x07\n \t and blanks \n", "utf-8"),
        ("Zürich — “quoted”\r\n".encode("windows-1252"), "windows-1252"),
        ("Straße\n".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "Stra\u00dfe\n".encode("utf-16-be"), "utf-16"),
        ("日本語のテキスト\n".encode("shift_jis"), "shift_jis"),
        ("日本語\n".encode("iso2022_jp"), "iso2022_jp"),
        (b"", "utf-8"),
        (b"\n\n\n", "utf-8"),
        ("a\u2028b\u0085c\ufffe\n".encode(), "utf-8"),
    ],
)
def test_any_bytes_are_rebuilt_from_tei(publication: Publication, data: bytes, encoding: str) -> None:
    stated = replace_source(publication, data, encoding)
    assert received_from_tei(tei(stated, SITE)) == data


def replace_source(publication: Publication, data: bytes, encoding: str) -> Publication:
    import msgspec

    source = msgspec.structs.replace(publication.edition.source, encoding=encoding)
    edition = msgspec.structs.replace(publication.edition, source=source)
    # The text of the edition stays what it is: only what was received is another.
    return replace(publication, edition=edition, source=replace(publication.source, data=data))


def test_tei_marks_names_corrections_and_line_ends_where_they_are(publication: Publication) -> None:
    tree = etree.fromstring(tei(publication, SITE))
    ids = {one.get("{http://www.w3.org/XML/1998/namespace}id") for one in tree.iter(etree.Element)}
    targets = [
        target.removeprefix("#")
        for one in tree.iter(etree.Element)
        for name in ("target", "ref", "ana", "resp", "corresp")
        for target in (one.get(name) or "").split()
        if target.startswith("#")
    ]
    assert set(targets) <= ids
    (paragraph,) = [one for one in tree.iter(f"{TEI}p") if one.get("n") == "8"]
    assert paragraph.get("corresp") == f"{SITE}china-dependence/#p8"
    choices = [(one.findtext(f"{TEI}sic"), one.findtext(f"{TEI}corr")) for one in tree.iter(f"{TEI}choice")]
    assert ("Chinas", "China's") in choices
    lines = [int(one.get("n")) for one in tree.iter(f"{TEI}lb")]
    assert lines == sorted(lines)
    assert {name.text for name in tree.iter(f"{TEI}name") if name.get("ref") == "#name-china"} == {"China"}


# ---- JATS


@pytest.fixture(scope="module")
def jats_rules(tmp_path_factory: pytest.TempPathFactory) -> etree.DTD:
    folder = tmp_path_factory.mktemp("jats")
    with tarfile.open(JATS_RULES) as archive:
        archive.extractall(folder, filter="data")
    return etree.DTD(str(folder / "JATS-journalpublishing1.dtd"))


def test_jats_is_valid_by_its_definition(edition: Publication, jats_rules: etree.DTD) -> None:
    tree = etree.fromstring(jats(edition, SITE))
    assert jats_rules.validate(tree), jats_rules.error_log.filter_from_errors()


def test_a_file_that_breaks_a_rule_of_jats_is_not_valid(publication: Publication, jats_rules: etree.DTD) -> None:
    file = jats(publication, SITE)
    broken = [(b"<front>", b"<front><p/>"), (b'rid="n1"', b'rid="nowhere"'), (b"<list-item", b"<p>x</p><list-item")]
    for old, new in broken:
        assert not jats_rules.validate(etree.fromstring(file.replace(old, new, 1)))


def test_jats_has_every_word_of_the_author_once_and_in_order(edition: Publication) -> None:
    body = etree.fromstring(jats(edition, SITE)).find("body")
    ours = ["named-content[@content-type='number']", "xref", "title"]
    told: list[str] = []
    for one in body.iter(etree.Element):
        # The title of a section of the author's is a heading of the text.
        if one.tag == "title" and one.getparent().get("specific-use") is None:
            told += words("".join(texts_in(one, ["xref"])))
        elif one.tag in {"p", "verse-line", "td", "th"}:
            told += words("".join(texts_in(one, ours)))
    assert told == author_words(edition)


def test_jats_says_what_is_whose(publication: Publication) -> None:
    tree = etree.fromstring(jats(publication, SITE))
    paragraph = tree.find(".//p[@id='p9']")
    number = paragraph.find("named-content")
    assert (number.text, number.get(XLINK)) == ("¶\u00a09", f"{SITE}china-dependence/#p9")
    assert {one.get("specific-use") for one in tree.iterfind("body/sec")} == {"editors"}
    assert tree.xpath("string(//article-meta//custom-meta[meta-name='version']/meta-value)") == str(publication.version)
    assert len(tree.findall(".//ref/citation-alternatives/element-citation")) == len(publication.bibliography.works)
    corrected = {one.text for one in tree.iterfind(".//named-content[@content-type='correction']")}
    assert "China's" in corrected


# ---- text, Markdown, JSON


def test_the_text_file_has_every_word_once_and_in_order(edition: Publication) -> None:
    lines = text_file(edition, SITE).decode().split("[Notes]\n")[0].splitlines()
    begin = next(at for at, line in enumerate(lines) if not line)
    text = "\n".join(line for line in lines[begin:] if not re.fullmatch(r"\[.*\]", line))
    for paragraph in edition.paragraphs:
        for _, passage in paragraph.passages():
            first = passage.text.split("\n")[0]
            assert first in text, first
            text = text[text.index(first) + len(first) :]


def test_markdown_has_every_word_once_and_in_order(edition: Publication) -> None:
    tokens = MarkdownIt("commonmark").parse(markdown_file(edition, SITE).decode())
    shown: list[str] = []
    level = ""
    for token in tokens:
        if token.type == "heading_open":
            level = token.tag
        elif token.type == "heading_close":
            level = ""
        elif token.type == "inline" and not level:
            assert token.children is not None
            shown.append("".join(one.content if one.type != "softbreak" else "\n" for one in token.children))
    text = "\n".join(shown)
    for paragraph in edition.paragraphs:
        for _, passage in paragraph.passages():
            for line in passage.text.split("\n"):
                wanted = " ".join(line.split())
                place = " ".join(text.split()).find(wanted)
                assert place >= 0, wanted
                text = " ".join(text.split())[place + len(wanted) :]


def test_a_twin_has_the_paragraphs_of_its_page_and_their_links(publication: Publication) -> None:
    (leaf,) = [leaf for leaf in publication.outline.leaves if leaf.page.slug == "china-dependence"]
    (data,) = dict(markdown_twins(publication, SITE, 1_000_000))[leaf.at]
    text = data.decode()
    assert re.findall(r"^\[(¶[^\]]+)\]\((\S+)\)", text, re.MULTILINE) == [
        (f"¶\u00a0{number}", f"{SITE}china-dependence/#p{number}") for number in (8, 9, 10)
    ]
    assert "[Note 8](https://press.org/china-dependence/#n8)" in text
    assert "[Note 1](" not in text


def test_the_model_says_where_every_word_is(edition: Publication) -> None:
    import msgspec

    data = model_file(edition, SITE)
    model = msgspec.json.decode(data, type=EditionModel)
    passages = [p for stretch in model.text for one in stretch.passages for p in (one, *one.items)]
    assert [word for p in passages for word in words(p.words or p.text)] == author_words(edition)
    assert len({p.address for p in passages}) == len(passages)
    assert json.loads(data)["format"] == 1


# ---- EPUB


def test_a_book_has_every_word_once_and_in_order_and_leads_nowhere_else(edition: Publication) -> None:
    archive = zipfile.ZipFile(io.BytesIO(epub(edition, SITE)))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, archive.read(first)) == ("mimetype", 0, b"application/epub+zip")
    pages = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")}
    trees = {name.rpartition("/")[2]: etree.fromstring(data) for name, data in pages.items()}
    ids = {name: [one.get("id") for one in tree.iter() if one.get("id")] for name, tree in trees.items()}
    assert all(len(own) == len(set(own)) for own in ids.values())
    for name, tree in trees.items():
        for link in tree.iter("{http://www.w3.org/1999/xhtml}a"):
            file, _, fragment = (link.get("href") or "").partition("#")
            assert file.startswith("http") or fragment in ids[file or name] or (file in ids and not fragment)
    told: list[str] = []
    for name in sorted((name for name in trees if name.startswith("text-")), key=lambda name: int(name[5:-6])):
        page = html.fromstring(etree.tostring(trees[name]))
        for gone in page.xpath("//aside | //sup | //*[contains(@class, 'editors') or @class = 'number'] | //head"):
            gone.drop_tree()
        for end in page.iter("br"):
            end.tail = f"\n{end.tail or ''}"
        told += words(page.text_content())
    assert told == author_words(edition)


# ---- PDF


def body_words(data: bytes) -> list[str]:
    """The words of a PDF that are set in the size of the text, as another program finds them."""
    found: list[str] = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        signs = []
        for at in range(text.count_chars()):
            size = pdfium.FPDFText_GetFontSize(text.raw, at)
            if pdfium.FPDFText_IsHyphen(text.raw, at) == 1:
                continue
            signs.append(chr(pdfium.FPDFText_GetUnicode(text.raw, at)) if round(size, 1) in {11.0, 0.0} else " ")
        found += words(re.sub(r"[\r\n]+", " ", "".join(signs)))
    return found


def test_a_pdf_has_every_word_once_in_order_and_a_destination_for_each_paragraph(publication: Publication) -> None:
    data = pdf(publication, SITE)
    assert data == pdf(publication, SITE)
    told, wanted = " ".join(body_words(data)), " ".join(author_words(publication))
    # The back of the title page and the contents come before the text.
    whole, text = re.sub(r"\s", "", told), re.sub(r"\s", "", wanted)
    assert text in whole
    document = pypdfium2.PdfDocument(data)
    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    assert {f"p{number}" for number in range(1, 15)} | {"p6-1", "index.conclusion"} <= set(destinations(document))


def destinations(document: pypdfium2.PdfDocument) -> Iterator[str]:
    import ctypes

    for at in range(pdfium.FPDF_CountNamedDests(document.raw)):
        size = ctypes.c_long(0)
        pdfium.FPDF_GetNamedDest(document.raw, at, None, ctypes.byref(size))
        name = ctypes.create_string_buffer(size.value)
        pdfium.FPDF_GetNamedDest(document.raw, at, name, ctypes.byref(size))
        yield name.raw.decode("utf-16-le").rstrip("\0")


def test_a_character_that_no_font_has_is_said_not_drawn_as_a_box(publication: Publication) -> None:
    import msgspec

    work = msgspec.structs.replace(publication.edition.work, title="日本")
    named = replace(publication, edition=msgspec.structs.replace(publication.edition, work=work))
    with pytest.raises(ValueError, match=r"without the fonts Noto Serif SC: pip install .briefsite.pdf-fonts"):
        pdf(named, SITE)


def test_what_the_engine_refuses_is_its_reason_in_a_line() -> None:
    with pytest.raises(RefusedError, match=r"^[^\n]*assertion failed: the ice rose$"):
        pdf_set_apart(b'#assert(false, message: "the ice rose")', {}, ())


def test_where_the_process_that_sets_a_pdf_is_ended_there_is_only_no_pdf(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.CompletedProcess([], -9, b"%PDF", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    pdf_kinds = [kind for kind in DOCUMENT_KINDS if kind.name == "pdf"]
    files, said = made_documents(publication, SITE, "x", pdf_kinds)
    assert (dict(files), [one.partition(": ")[2] for one in said]) == (
        {},
        ["the PDF can't be made: the process that sets it ended with status -9"],
    )


# ---- the command


def test_each_kind_is_written_for_each_version(tmp_path: Path) -> None:
    for kind in DOCUMENT_KINDS:
        if kind.name not in {"pdf", "epub"}:
            result = call(ROOT, "export", kind.name)
            assert (result.exit_code, result.stdout_bytes[:1] != b"") == (0, True), kind.name
    old = call(ROOT, "export", "txt", "--version", "2026-11-24", "--out", str(tmp_path / "old.txt"))
    assert old.exit_code == 0, old.output
    assert "version of 2026-11-24" in (tmp_path / "old.txt").read_text("utf-8")
    assert "/v/2026-11-24/history/#p2)" in call(ROOT, "export", "md", "--version", "2026-11-24").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["docx2"], "is not one of"),
        (["txt", "--edition", "nothing"], "choose one of mongolia"),
        (["txt", "--version", "2020-01-01"], "is not a readable version of sources/mongolia"),
        (["txt", "--out", "/proc/nothing/x.txt"], "Could not open file"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_line(arguments: Sequence[str], said: str) -> None:
    result = call(ROOT, "export", *arguments)
    assert result.exit_code != 0
    assert said in result.output
    assert "Traceback" not in result.output


# ---- tables

TABLE: Final = """\
THE REPORT

The boats were counted in both years, as the table below says.

Table 1: Boats and men

Year | Boats | Men
-----|-------|-----
1910 | 42    | 185 [1]
1914 | 59    |

It was a good year for both of them.

NOTES:

[1] With the men of the ferry.
"""


@cache
def with_table() -> Publication:
    return published(TABLE)


def test_a_passage_of_a_book_has_its_own_direction() -> None:
    publication = published(TABLE.replace("With the men of the ferry.", "گزارش بندر را ببینید."))
    page = etree.fromstring(zipfile.ZipFile(io.BytesIO(epub(publication, SITE))).read("EPUB/text-1.xhtml"))
    assert [one.text for one in page.iterfind(".//{*}*[@dir='rtl']")] == ["گزارش بندر را ببینید."]


def test_an_empty_cell_in_the_head_of_a_table_heads_nothing() -> None:
    publication = published(TABLE.replace("| Men", "|", 1))
    page = etree.fromstring(zipfile.ZipFile(io.BytesIO(epub(publication, SITE))).read("EPUB/text-1.xhtml"))
    article = etree.fromstring(jats(publication, SITE))
    for found in (page, article):
        first = next(found.iter("{*}tr", "tr"))
        shown = [(etree.QName(cell).localname, cell.text) for cell in first]
        assert shown == [("th", "Year"), ("th", "Boats"), ("td", None)]


def test_tables_have_cells_heads_and_captions_in_every_document() -> None:
    archive = zipfile.ZipFile(io.BytesIO(epub(with_table(), SITE)))
    page = etree.fromstring(archive.read("EPUB/text-1.xhtml"))
    (table,) = page.iter("{*}table")
    rows = [[(etree.QName(cell).localname, "".join(cell.itertext())) for cell in row] for row in table.iter("{*}tr")]
    assert rows == [
        [("th", "Year"), ("th", "Boats"), ("th", "Men")],
        [("td", "1910"), ("td", "42"), ("td", "185 [1]")],
        [("td", "1914"), ("td", "59"), ("td", "")],
    ]
    assert {cell.get("scope") for cell in table.iter("{*}th")} == {"col"}
    (caption,) = page.xpath(f"//*[@id = '{table.get('aria-labelledby')}']")
    assert "Table 1: Boats and men" in "".join(caption.itertext())
    encoded = etree.fromstring(tei(with_table(), SITE))
    assert [row.get("role") for row in encoded.iter(f"{TEI}row")] == ["label", None, None]
    assert [len(row) for row in encoded.iter(f"{TEI}row")] == [3, 3, 3]
    article = etree.fromstring(jats(with_table(), SITE))
    assert [cell.text for cell in article.iterfind(".//table-wrap/table/thead/tr/th")] == ["Year", "Boats", "Men"]
    assert article.find(".//table-wrap").findtext("label") == "¶\u00a03"
    document = pypdfium2.PdfDocument(pdf(with_table(), SITE))
    tags = [tag for page in document for tag in tags_of(page)]
    assert [tags.count(tag) for tag in ("Table", "TH", "TD", "TR")] == [1, 3, 5, 3], (
        "an empty cell has nothing on the page"
    )


def test_a_table_without_a_head_is_none_for_those_who_hear_it() -> None:
    bare = published(
        TABLE.replace("Year | Boats | Men\n-----|-------|-----\n", "").replace("1914 |", "1912 | 50    | 190\n1914 |")
    )
    document = pypdfium2.PdfDocument(pdf(bare, SITE))
    tags = [tag for page in document for tag in tags_of(page)]
    assert "Table" not in tags
    assert "190" in " ".join(page.get_textpage().get_text_range() for page in document)


def test_a_note_in_the_head_of_a_long_table_is_no_link_twice() -> None:
    rows = "\n".join(f"{year} | {year % 40} | {year % 90}" for year in range(1800, 1900))
    long = published(
        TABLE.replace("Boats | Men\n", "Boats [1] | Men\n").replace("1914 | 59    |", rows).replace("185 [1]", "185")
    )
    assert len(pypdfium2.PdfDocument(pdf(long, SITE))) > 4


def tags_of(page: pypdfium2.PdfPage) -> Iterator[str]:
    """The types of the elements in the structure of a page."""
    import ctypes

    def below(element: object) -> Iterator[str]:
        size = pdfium.FPDF_StructElement_GetType(element, None, 0)
        name = ctypes.create_string_buffer(size)
        pdfium.FPDF_StructElement_GetType(element, name, size)
        yield name.raw.decode("utf-16-le").rstrip("\0")
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
                yield from below(child)

    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        yield from below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
    pdfium.FPDF_StructTree_Close(tree)


def test_cells_that_reach_over_others_and_empty_ones_are_in_their_columns() -> None:
    cells = [
        GridRow((Cell(0, 1, column=0, down=2), Cell(1, 2, column=1, span=2)), head=True),
        GridRow((Cell(2, 3, column=2),), head=True),
        GridRow((Cell(3, 4, column=0, head=True), Cell(4, 5, column=2, number=True)), head=False),
    ]
    parts = (FlowWords("abc"), FlowMark("d", ()), FlowCorrection("e", 0, first=True))
    block = FlowBlock(
        "table", FlowPassage("p1", "p1", "¶ 1", (1, 1), parts), (), "", Paragraph(Passage()), grid=tuple(cells)
    )
    shown = [
        [("".join(words_in(part) for part in cell.parts), cell.span, cell.down) for cell in row.cells]
        for row in table_rows(block)
    ]
    assert shown == [
        [("a", 1, 2), ("b", 2, 1)],
        [("", 1, 1), ("c", 1, 1)],
        [("d", 1, 1), ("", 1, 1), ("e", 1, 1)],
    ]
    assert [cell.head for cell in table_rows(block)[2].cells] == [True, False, False]
    between = replace(block, body=replace(block.body, parts=(FlowWords("abcdef"),)))
    assert table_rows(between) == (), "words outside of the cells would be lost"


def words_in(part: FlowPart) -> str:
    assert not isinstance(part, FlowLineEnd)
    return part.text


# ---- other scripts

HEBREW: Final = """\
הדוח

הנהר עלה באביב, והסירות לא יכלו להגיע אל הגשר לפני הקרח.[1]

1910 הייתה שנה טובה: 42 סירות ו־185 אנשים.[2]

הערות

[1] ראו הדוח, עמ' 4.
[2] Hill, Anna, The River Report (London, 1911), p. 5.
"""


def test_a_hebrew_edition_runs_from_right_to_left_on_paper_and_on_a_reader() -> None:
    hebrew = published(HEBREW)
    data = pdf(hebrew, SITE)
    assert set(author_words(hebrew)) <= {word for page in pypdfium2.PdfDocument(data) for word in words_of(page)}
    # The number of a paragraph is in the margin where its lines begin.
    page = pypdfium2.PdfDocument(data)[2]
    (left, _, _, _), width = place_of(page, "¶"), page.get_width()
    assert left > width - 110
    archive = zipfile.ZipFile(io.BytesIO(epub(hebrew, SITE)))
    assert 'page-progression-direction="rtl"' in archive.read("EPUB/package.opf").decode()
    trees = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith("html")]
    assert {tree.get("dir") for tree in trees} == {"rtl"}


def words_of(page: pypdfium2.PdfPage) -> list[str]:
    return words(re.sub(r"[\u2066-\u2069]", "", page.get_textpage().get_text_range()))


def place_of(page: pypdfium2.PdfPage, sign: str) -> tuple[float, float, float, float]:
    text = page.get_textpage()
    at = text.get_text_range().index(sign)
    found: tuple[float, float, float, float] = text.get_charbox(at)
    return found


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Русский, ελληνικά, naïve", "ru", []),
        ("שלום عليكم", "he", ["Noto Serif Hebrew", "Noto Naskh Arabic"]),
        ("日本語 とひらがな", "ja", ["Noto Serif JP"]),
        ("漢字", "zh-Hant", ["Noto Serif TC"]),
        ("漢字", "zh-TW", ["Noto Serif TC"]),
        ("汉字", "zh", ["Noto Serif SC"]),
        ("한국 漢字", "ko-KR", ["Noto Serif KR"]),
        ("A title: 漢字", "en", ["Noto Serif SC"]),
    ],
)
def test_a_text_needs_the_fonts_of_its_scripts_and_no_others(text: str, language: str, wanted: list[str]) -> None:
    own = font_families(fonts_for(text, language))
    assert own == ["Libertinus Serif", *wanted, "New Computer Modern", "DejaVu Sans Mono"]


def test_words_of_a_drawing_say_the_font_of_their_script() -> None:
    drawing = "<svg><title>نهر</title><text x='1'>Mill نهر كبير 12 <tspan>הנהר</tspan></text><desc>نهر</desc></svg>"
    fonts = fonts_for(drawing, "en")
    shown = in_fonts(drawing, fonts)
    assert shown == (
        "<svg><title>نهر</title><text x='1'>Mill <tspan font-family=\"'Noto Naskh Arabic'\">نهر كبير</tspan> 12 "
        "<tspan><tspan font-family=\"'Noto Serif Hebrew'\">הנהר</tspan></tspan></text><desc>نهر</desc></svg>"
    )
    assert in_fonts(drawing, ()) == drawing
    # The engine draws them with letters, where it drew boxes.
    plain, set_in_fonts = (embedded_fonts(as_pdf(one, fonts)) for one in (drawing, shown))
    assert not any("NotoNaskhArabic" in name for name in plain)
    assert any("NotoNaskhArabic" in name for name in set_in_fonts)


def as_pdf(drawing: str, fonts: tuple[ScriptFont, ...]) -> bytes:
    svg = drawing.replace("<svg>", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40">')
    known = typst.Fonts(include_system_fonts=False, font_paths=[*font_folders(fonts)])
    return typst.compile(b'#image(bytes(sys.inputs.svg), format: "svg")', font_paths=known, sys_inputs={"svg": svg})


def embedded_fonts(data: bytes) -> set[str]:
    """The names of the fonts in which the characters of a file are set."""
    found, name = set(), ctypes.create_string_buffer(100)
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            pdfium.FPDFText_GetFontInfo(text, at, name, 100, None)
            found.add(name.value.decode())
    return found


def test_a_sign_that_no_font_has_is_named(publication: Publication) -> None:
    import msgspec

    work = msgspec.structs.replace(publication.edition.work, title="ᚠ")
    runes = replace(publication, edition=msgspec.structs.replace(publication.edition, work=work))
    with pytest.raises(ValueError, match=r"has .ᚠ. .U.16A0.\. Print"):
        pdf(runes, SITE)
