"""Links in documents: from the words of a note to the work that they name, and where the author had links."""

from __future__ import annotations

import ctypes
import io
import zipfile
from itertools import pairwise
from typing import Final

import pypdfium2
import pytest
from lxml import etree, html
from pypdfium2 import raw as pdfium

from briefsite.documents.epub import epub
from briefsite.documents.flow_parts import FlowCorrection, FlowLineEnd, FlowPart, FlowWords, naming_works
from briefsite.documents.jats import jats
from briefsite.documents.markdown_twin import markdown_file
from briefsite.documents.pdf import pdf
from briefsite.documents.tei import tei
from briefsite.reading.publication import Publication
from tests.test_structure_file import files_of, publication_of

SITE: Final = "https://press.org/"
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
TEXT: Final = """\
# Mills

The mill stood by [the river](https://rivers.example/a).[^1] It was old.[^2]

[^1]: See Ada Brandt, *The Mill Book*, 12, and [her letter](https://rivers.example/b).

    And so on.
[^2]: Ibid., 14.
"""
WORK: Final = b"@book{brandt1999, author = {Brandt, Ada}, title = {The Mill Book}, date = {1999}}\n"
NOTES: Final = """
notes:
  - {number: 1, works: [{key: brandt1999, locator: "12"}], status: author}
  - {number: 2, works: [{key: brandt1999, locator: "14"}], status: author}
"""
RIVER: Final = ("the river", "https://rivers.example/a")
LETTER: Final = ("her letter", "https://rivers.example/b")


@pytest.fixture(scope="module")
def mills() -> Publication:
    files = files_of(TEXT, "mills.md", NOTES)
    return publication_of({**files, "references.bib": WORK})


def test_tei_has_them_as_references_to_the_work_and_to_the_web(mills: Publication) -> None:
    tree = etree.fromstring(tei(mills, SITE))
    found = [("".join(ref.itertext()), ref.get("target")) for ref in tree.iter(f"{TEI}ref") if ref.get("target")]
    ids = {one.get(XML_ID) for one in tree.iter() if one.get(XML_ID)}
    works = [
        ("".join(ref.itertext()), ref.get("target", "")) for ref in tree.iter(f"{TEI}ref") if ref.get("type") == "work"
    ]
    assert [words for words, _ in works] == ["The Mill Book", "Ibid."]
    assert {target.removeprefix("#") in ids for _, target in works} == {True}
    assert {RIVER, LETTER} <= set(found)


def test_jats_has_them_as_references_to_the_work_and_to_the_web(mills: Publication) -> None:
    tree = etree.fromstring(jats(mills, SITE))
    ids = {one.get("id") for one in tree.iter()}
    words = [("".join(one.itertext()), one.get("rid")) for one in tree.iter("xref") if one.get("ref-type") == "bibr"]
    assert [words[0][0], words[2][0]] == ["The Mill Book", "Ibid."]
    assert {target in ids for _, target in words} == {True}
    assert {RIVER, LETTER} <= {("".join(one.itertext()), one.get(XLINK)) for one in tree.iter("ext-link")}


def test_a_book_has_them_as_links_to_its_bibliography(mills: Publication) -> None:
    with zipfile.ZipFile(io.BytesIO(epub(mills, SITE))) as book:
        pages = {name.rpartition("/")[2]: book.read(name) for name in book.namelist() if name.endswith(".xhtml")}
    text = html.fromstring(pages["text-1.xhtml"])
    links = [(one.text_content(), one.get("href", "")) for one in text.iter("a")]
    to_works = [(words, to) for words, to in links if to.startswith("editors.xhtml#work-")]
    assert [words for words, _ in to_works if words in {"The Mill Book", "Ibid."}] == ["The Mill Book", "Ibid."]
    # The words, and the reference under each note.
    assert len(to_works) == 4
    ids = html.fromstring(pages["editors.xhtml"]).xpath("//@id")
    assert {to.partition("#")[2] in ids for _, to in to_works} == {True}
    assert {RIVER, LETTER} <= set(links)


def links_of_pdf(data: bytes) -> list[tuple[str, str]]:
    """Each link with the words under it, and where it leads: an address, or "page N"."""
    found = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, ctypes.byref(at), ctypes.byref(link)):
            box = pdfium.FS_RECTF()
            pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box))
            words = text.get_text_bounded(box.left, box.bottom, box.right, box.top).strip()
            dest = pdfium.FPDFLink_GetDest(document, link)
            action = pdfium.FPDFLink_GetAction(link)
            buffer = ctypes.create_string_buffer(500)
            if dest:
                found.append((words, f"page {pdfium.FPDFDest_GetDestPageIndex(document, dest)}"))
            elif pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
                pdfium.FPDFAction_GetURIPath(document, action, buffer, 500)
                found.append((words, buffer.value.decode()))
    return found


def test_a_pdf_has_them_as_links_and_its_notes_have_their_paragraphs(mills: Publication) -> None:
    data = pdf(mills, SITE)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    works = f"page {max(at for at, text in enumerate(pages) if 'Bibliography' in text)}"
    links = links_of_pdf(data)
    assert any(words.startswith("The Mill Book") and to == works for words, to in links)
    assert any("Ibid." in words and to == works for words, to in links)
    assert any(words.startswith("the river") and to == RIVER[1] for words, to in links)
    assert any(words.startswith("her letter") and to == LETTER[1] for words, to in links)
    assert "letter.And" not in "".join(pages)


def test_markdown_has_the_links_of_the_author(mills: Publication) -> None:
    shown = markdown_file(mills, SITE).decode()
    assert "[the river](https://rivers.example/a)." in shown
    assert "[her letter](https://rivers.example/b)." in shown


def test_words_that_name_a_work_are_cut_out_and_nothing_is_lost() -> None:
    parts: list[FlowPart] = [
        FlowWords("See "),
        FlowLineEnd((2,), within=False, page=False),
        FlowWords("Mills, ", ("em",)),
    ]
    parts += [FlowCorrection("and", 0, first=True), FlowWords(" Weirs.")]
    named = [(4, 9, "a"), (8, 10, "b"), (15, 20, "c")]
    found = list(naming_works(parts, named))
    assert "".join(part.text for part in found if not isinstance(part, FlowLineEnd)) == "See Mills, and Weirs."
    keyed = [(part.text, part.work) for part in found if isinstance(part, FlowWords) and part.work]
    assert keyed == [("Mills", "a"), (",", "b"), ("Weirs", "c")]


# ---- what is hard to set on paper

HARD: Final = f"""\
# Mills

The mill stood.[^1]

## {"A long heading of the author " * 4}

| {" | ".join(f"Column {number}" for number in range(11))} |
|{"---|" * 11}
| {" | ".join(["Internationalisierungsbestrebungen"] * 11)} |

[^1]: See https://example.org/{"x" * 160} and *Mills*, 3.
"""


@pytest.fixture(scope="module")
def hard_pages() -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(pdf(publication_of(files_of(HARD, "mills.md")), SITE)))


def test_no_word_leaves_the_page_or_lies_on_another(hard_pages: list[pypdfium2.PdfPage]) -> None:
    seen = ""
    for page in hard_pages:
        text, boxes = page.get_textpage(), []
        for at in range(text.count_chars()):
            sign = text.get_text_range(at, 1)
            if sign.strip():
                left, bottom, right, top = text.get_charbox(at)
                assert left > 0
                assert right < page.get_width() - 50, text.get_text_range(max(at - 20, 0), 40)
                boxes.append((round(bottom), left, right, top))
                seen += sign
        for one, other in pairwise(boxes):
            if one[0] == other[0] and other[1] > one[1]:
                assert one[2] - other[1] < 1.5, "letters of one line lie on each other"
    assert "x" * 160 in seen
    assert seen.count("Internationalisierungsbestrebungen") == 11


def test_a_heading_of_the_author_is_said_once_and_upright(hard_pages: list[pypdfium2.PdfPage]) -> None:
    text = hard_pages[2].get_textpage()
    at = text.get_text_range().index("Mills")
    # The contents are on the page before; the editors' title of the page would be the same word.
    assert text.get_text_range().count("Mills") == 2  # with the title in the note
    style = ctypes.create_string_buffer(80)
    pdfium.FPDFText_GetFontInfo(text, at, style, 80, None)
    assert b"Italic" not in style.value
    pdfium.FPDFText_GetFontInfo(text, text.get_text_range().rindex("Mills"), style, 80, None)
    assert b"Italic" in style.value
