"""PDF files: every block, note and character of a text as it was set, whatever program set it; or a clear refusal."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

import msgspec
import pytest

from briefsite.intake.derivation import derive
from briefsite.intake.document import DocumentBlock, IntakeError, NoteMark, ReceivedDocument, WordPart, pieces_of
from briefsite.intake.image_size import image_size
from briefsite.intake.pdf import isolation
from briefsite.intake.pdf.contents import PdfContents, PdfPage
from briefsite.intake.pdf.extraction import extracted
from briefsite.intake.pdf.geometry_reader import read_by_geometry
from briefsite.intake.pdf.pdf_reader import document_of_pdf, read_pdf
from briefsite.source.document_place import kind_of_place, page_link
from tests import helpers
from tests.helpers import snapshot
from tests.made_pdfs import marked, paragraph, pdf, rule, text

call = partial(helpers.call, env={"SOURCE_DATE_EPOCH": "1614643200"})

STATES = ("Harn", "Selm", "Tavia", "Marland", "Orlen")
SAID = (
    "The government of {} acknowledged the constitutional requirements of ratification at a conference held in {}.",
    "Most observers underestimated the long-term consequences of irrigation under the treaty between {} and {}.",
    "A later report from {} contradicted the river-basin secretariat, which never published its figures in {}.",
)
LOREM = " ".join(one.format("Harn", "Selm") for one in SAID)


def prose(number: int) -> str:
    chance = random.Random(number)
    return " ".join(
        chance.choice(SAID).format(chance.choice(STATES), chance.choice(STATES)) for _ in range(2 + number % 4)
    )


@cache
def long_text() -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """A text as it should be read: its blocks, "[3]" where note 3 is marked, and its notes."""
    blocks: list[tuple[str, str]] = []
    notes: list[str] = []
    for number in range(12):
        if number % 3 == 0:
            blocks.append(("heading", f"Chapter on {STATES[number // 3]}"))
        notes.append(f"See {prose(number)}" if number % 7 == 3 else f"J. Smith, *Rivers* (Harn, 2003), {number + 40}.")
        blocks.append(("prose", f"{prose(number)}[{number + 1}] {prose(number + 100)}"))
    return tuple(blocks), tuple(notes)


def in_typst(words: str) -> str:
    notes = long_text()[1]
    marked_up = words.replace("*", "_")
    return re.sub(r"\[(\d+)\]", lambda match: f"#footnote[{in_typst(notes[int(match[1]) - 1])}]", marked_up)


@cache
def set_by_typst(settings: str) -> PdfContents:
    blocks, _ = long_text()
    body = "\n\n".join(f"= {in_typst(own)}" if kind == "heading" else in_typst(own) for kind, own in blocks)
    return compiled(f"{settings}\n{body}\n")


@cache
def compiled(source: str) -> PdfContents:
    return contents_of(compiled_bytes(source))


@cache
def compiled_bytes(source: str) -> bytes:
    import typst

    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


def contents_of(data: bytes) -> PdfContents:
    parts = [*extracted(data)]
    pages = tuple(part for part in parts if isinstance(part, PdfPage))
    (found,) = (part for part in parts if isinstance(part, PdfContents))
    return msgspec.structs.replace(found, pages=pages)


def untagged(contents: PdfContents) -> PdfContents:
    pages = tuple(msgspec.structs.replace(page, tags=()) for page in contents.pages)
    return msgspec.structs.replace(contents, pages=pages, bookmarks=())


def words_of(document: ReceivedDocument, block: DocumentBlock) -> str:
    """The words of a block, with "[3]" for marks and stars around italics."""
    labels = {note.key: note.label for note in document.notes}
    out = ""
    for piece in pieces_of(block):
        if isinstance(piece, NoteMark):
            out += f"[{piece.shown or labels[piece.note]}]"
        elif isinstance(piece, WordPart):
            out += f"*{piece.text}*" if "em" in piece.faces and piece.text.strip() else piece.text
        else:
            out += "\n"
    return out.replace("**", "").replace("* *", " ")


def blocks_of(document: ReceivedDocument) -> list[tuple[str, str]]:
    return [(block.kind, words_of(document, block)) for block in document.blocks]


def notes_of(document: ReceivedDocument) -> list[tuple[str, str]]:
    return [(note.label, " // ".join(words_of(document, block) for block in note.blocks)) for note in document.notes]


def read(*pages: str) -> ReceivedDocument:
    return document_of_pdf(contents_of(pdf(pages)))


def characters(words: str) -> Counter[str]:
    return Counter(sign for sign in unicodedata.normalize("NFKC", words) if not sign.isspace() and sign not in "-‐[]•")


def assert_nothing_lost(contents: PdfContents) -> None:
    """Each visible character once: in a block, a note, a label, or among the furniture that is listed."""
    document = document_of_pdf(contents)
    shown = characters("".join(glyph.text for page in contents.pages for glyph in page.seen))
    found = Counter[str]()
    for block in document.blocks:
        found += characters(block.number + words_of(document, block).replace("*", ""))
    for label, words in notes_of(document):
        found += characters(label + words.replace("*", "").replace(" // ", ""))
    for _, line in read_by_geometry(contents).furniture:
        found += characters(line)
    assert (shown - found, found - shown) == (Counter(), Counter())


# ---- whole texts

ONE = '#set page(paper: "a5", numbering: "1", header: [Institute for Rivers #h(1fr) Sharing])\n#set par(justify: true)'
TWO = f'{ONE}\n#set page(columns: 2, paper: "a4")\n#set par(first-line-indent: 1em, spacing: 0.65em)\n#set text(9pt)'


@pytest.mark.parametrize("settings", [ONE, TWO], ids=["one column", "two columns"])
@pytest.mark.parametrize("tagged", [True, False], ids=["tags", "geometry"])
def test_a_text_is_read_as_it_was_set(settings: str, tagged: bool) -> None:
    contents = set_by_typst(settings)
    contents = contents if tagged else untagged(contents)
    document = document_of_pdf(contents)
    blocks, notes = long_text()
    assert blocks_of(document) == list(blocks)
    assert notes_of(document) == [(str(number), words) for number, words in enumerate(notes, start=1)]
    assert any("Institute for Rivers Sharing" in remark for remark in document.remarks)
    assert_nothing_lost(contents)


def test_each_block_has_its_page() -> None:
    document = document_of_pdf(set_by_typst(ONE))
    pages = [kind_of_place(block.at) for block in document.blocks]
    assert pages[0] == ("pdf_page", 1)
    assert pages == sorted(pages, key=lambda place: place[1] if place else 0)
    assert page_link("received/My report.pdf", document.blocks[0].at) == "received/My report.pdf#page=1"
    assert page_link("received/report.docx", "body/p[4]") == ""


RICH = """#set page(paper: "a5", numbering: "1")
= The agreements
#smallcaps[Keller] said it.

There are three, and H#sub[2]O, 10#super[6] and 5 m#super[3].#footnote[The first paragraph.

The second paragraph.]

+ the Treaty of 1931;
+ the Protocol of 1964;#footnote[Ibid.]

- a point
- another

#quote(block: true)[A quotation that stands as a block of its own, and has more than one line in this narrow page.]

#figure(table(columns: 3, table.header([Station], [1931], [1964]), [Harn], [410], [395], table.cell(colspan: 2)[Selm],
[371]), caption: [Flow by station])

#figure(rect(width: 3cm, height: 2cm)[#image(bytes(PNG), width: 2cm, alt: "A map")], caption: [The basin])
"""


def png() -> str:
    from briefsite.storage.png_file import png_of_rows

    data = png_of_rows(40, [bytes([10 * (at % 25), 90, 120, 255] * 40) for at in range(40)])
    return f"({', '.join(map(str, data))})"


@pytest.mark.parametrize("tagged", [True, False], ids=["tags", "geometry"])
def test_lists_quotations_tables_and_figures_are_what_they_are(tagged: bool) -> None:
    contents = compiled(RICH.replace("PNG", png()))
    document = document_of_pdf(contents if tagged else untagged(contents))
    kinds = [(block.kind, block.number) for block in document.blocks]
    assert kinds[:8] == [
        ("heading" if tagged else "title", ""),  # the only large line, at the top of the first page
        ("prose", ""),
        ("prose", ""),
        ("item", "1."),
        ("item", "2."),
        ("item", ""),
        ("item", ""),
        ("quotation", ""),
    ]
    assert sorted(kind for kind, _ in kinds[8:]) in (
        ["caption", "figure", "table"],
        ["caption", "caption", "figure", "table"],
    )
    small = "".join(p.text for p in document.blocks[1].pieces if isinstance(p, WordPart) and "sc" in p.faces)
    assert (words_of(document, document.blocks[1]), small) == ("Keller said it.", "eller")
    assert words_of(document, document.blocks[2]) == "There are three, and H2O, 106 and 5 m3.[1]"
    faces = [(p.text, p.faces) for p in document.blocks[2].pieces if isinstance(p, WordPart) and p.faces]
    assert faces == [("2", ("sub",)), ("6", ("sup",)), ("3", ("sup",))]
    assert notes_of(document) == [("1", "The first paragraph. // The second paragraph."), ("2", "Ibid.")]
    (table,) = (block for block in document.blocks if block.kind == "table")
    cells = [[(words_of_cell(cell.paragraphs), cell.across, cell.head) for cell in row] for row in table.rows]
    assert cells == [
        [("Station", 1, True), ("1931", 1, True), ("1964", 1, True)],
        [("Harn", 1, False), ("410", 1, False), ("395", 1, False)],
        [("Selm", 2, False), ("371", 1, False)],
    ]
    (figure,) = (block for block in document.blocks if block.kind == "figure")
    assert document.images[figure.image].startswith(b"\x89PNG")
    assert "The basin" in words_of(document, figure)
    assert figure.alt == ("A map" if tagged else "")


def words_of_cell(paragraphs: Sequence[Sequence[object]]) -> str:
    return " ".join("".join(p.text for p in own if isinstance(p, WordPart)) for own in paragraphs)


# ---- notes

FOOT = rule(40, 80, 80)


def test_notes_of_the_size_of_the_text_are_told_by_the_rule_above_them() -> None:
    broken = text(40, 105, "1 Smith, Rivers without owners, and words that go on up to the end of this line,") + text(
        40, 93, "3 (2011): 201, where a line was broken."
    )
    page = (
        paragraph(40, 620, LOREM * 2)
        + marked(40, 500, "A claim.", "1", " And more.", small=10)
        + rule(40, 120, 80)
        + broken
    )
    document = read(page)
    ((label, words),) = notes_of(document)
    assert (label, words[-43:]) == ("1", "this line, 3 (2011): 201, where a line was broken."[-43:])
    assert blocks_of(document)[-1] == ("prose", "A claim.[1] And more.")


def test_the_same_note_at_the_foot_of_each_page_is_no_running_foot() -> None:
    pages = [
        text(40, 660, f"Institute of Rivers {number}", 9)
        + paragraph(40, 620, LOREM * 2)
        + marked(40, 400, f"It was so in {number}.", "1")
        + FOOT
        + marked(40, 67, "", "1", " Ibid., 45.", size=8, small=5)
        for number in (11, 12, 13)
    ]
    document = read(*pages)
    assert notes_of(document) == [("1", "Ibid., 45.")] * 3
    assert [words for _, words in blocks_of(document) if words.startswith("It was so")] == [
        f"It was so in {number}.[1]" for number in (11, 12, 13)
    ]
    assert '  "Institute of Rivers 12" on page 2' in document.remarks
    assert_nothing_lost(contents_of(pdf(pages)))


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    first = paragraph(40, 620, LOREM) + marked(40, 300, "It was said.", "1") + FOOT
    first += marked(
        40, 67, "", "1", " A long note on the flow of the river and all of its neighbours who", size=8, small=5
    )
    second = paragraph(40, 620, LOREM) + marked(40, 300, "It was said again.", "2") + FOOT
    second += text(40, 67, "never agreed on a number.", 8) + marked(40, 55, "", "2", " Ibid.", size=8, small=5)
    words = "A long note on the flow of the river and all of its neighbours who never agreed on a number."
    assert notes_of(read(first, second)) == [("1", words), ("2", "Ibid.")]


def test_units_and_powers_are_no_marks() -> None:
    page = paragraph(40, 620, LOREM) + marked(40, 400, "It has 20 m", "3", " of water.", "3", " Next 10", "6", " tons.")
    document = read(page + FOOT + marked(40, 67, "", "3", " Smith, 45.", size=8, small=5))
    assert blocks_of(document)[-1] == ("prose", "It has 20 m3 of water.[3] Next 106 tons.")
    assert notes_of(document) == [("3", "Smith, 45.")]


def test_stars_and_daggers_are_marks() -> None:
    page = paragraph(40, 620, LOREM) + text(40, 400, "The Orlen rises.* And ends.†") + FOOT
    document = read(page + text(40, 67, "* The author thanks X.", 8) + text(40, 57, "† Corresponding author.", 8))
    assert notes_of(document) == [("*", "The author thanks X."), ("†", "Corresponding author.")]


def test_two_marks_side_by_side_are_two_marks() -> None:
    page = paragraph(40, 620, LOREM) + marked(40, 400, "One claim.", "1", " Another.", "23", " A third.", "4") + FOOT
    notes = "".join(text(40, 67 - 10 * number, f"{number + 1} Note {number + 1}.", 8) for number in range(4))
    document = read(page + notes)
    assert blocks_of(document)[-1][1] == "One claim.[1] Another.[2][3] A third.[4]"
    assert notes_of(document) == [(str(number), f"Note {number}.") for number in range(1, 5)]


def test_a_raised_number_without_a_note_is_asked_about() -> None:
    first = paragraph(40, 620, LOREM) + marked(40, 400, "It was so.", "1") + FOOT
    second = paragraph(40, 620, LOREM) + marked(40, 400, "10", "6", " m was not.", "2", " It ends.")
    document = read(first + marked(40, 67, "", "1", " Ibid.", size=8, small=5), second)
    assert "raised numbers that lead to no note: 2 on page 2: please check" in document.remarks


def test_a_note_without_a_mark_stays_in_the_text_with_its_number() -> None:
    page = paragraph(40, 620, LOREM) + FOOT + marked(40, 67, "", "7", " Nobody marks this.", size=8, small=5)
    document = read(page)
    assert notes_of(document) == []
    assert blocks_of(document)[-1][1] == "7 Nobody marks this."


def test_notes_at_the_end_are_read_if_each_has_a_mark() -> None:
    claims = [marked(40, 500 - 30 * number, f"Claim {number}.", str(number), " It is so.") for number in (1, 2, 3)]
    items = "".join(text(40, 300 - 12 * at, words) for at, words in enumerate(["1. One list.", "2. Of two items."]))
    notes = "".join(text(40, 200 - 20 * number, f"{number}. Note {number}.") for number in (1, 2, 3))
    page = paragraph(40, 620, LOREM) + "".join(claims) + items + text(40, 220, "Notes", 14, "B") + notes
    document = read(page)
    assert notes_of(document) == [(str(number), f"Note {number}.") for number in (1, 2, 3)]
    assert [block.number for block in document.blocks if block.kind == "item"] == ["1.", "2."]
    assert 'left out with the notes at the end: "Notes"' in document.remarks
    unmarked = read(page.replace("(3) Tj", "(9) Tj"))
    assert notes_of(unmarked) == []


# ---- lines


@pytest.mark.parametrize("raised", [True, False])
def test_endnotes_may_be_counted_as_word_does(raised: bool) -> None:
    rivers = marked(40, 640, "Rivers", "i", " rise here", "ii", " and there", "iii", " and end in the sea.")
    told = [(label, f"The note of {name}.") for label, name in (("i", "Harn"), ("ii", "Selm"), ("iii", "Tavia"))]
    parts = [("", label, f" {words}") if raised else (f"{label} {words}",) for label, words in told]
    notes = "".join(marked(40, 560 - 24 * at, *own) for at, own in enumerate(parts))
    document = read(rivers + paragraph(40, 620, LOREM) + notes)
    assert notes_of(document) == told
    first = words_of(document, document.blocks[0])
    assert first == "Rivers[i] rise here[ii] and there[iii] and end in the sea."


@pytest.mark.parametrize(
    ("head", "label", "is_note"),
    [
        ("Notes", ("1. The note of Harn.",), True),
        ("", ("", "1", " The note of Harn."), True),
        ("", ("1. A thing.",), False),
    ],
)
def test_a_single_endnote_is_below_the_head_of_notes_or_raised(
    head: str, label: tuple[str, ...], is_note: bool
) -> None:
    rivers = marked(40, 640, "Rivers rise here", "1", " and end in the sea.")
    end = (text(40, 560, head, 12, "B") if head else "") + marked(40, 530, *label)
    document = read(rivers + paragraph(40, 620, LOREM) + end)
    assert notes_of(document) == ([("1", "The note of Harn.")] if is_note else [])
    unmarked = read(paragraph(40, 620, LOREM) + end)
    assert notes_of(unmarked) == []


def test_small_notes_below_their_heading_are_no_foot_notes() -> None:
    """LaTeX's endnotes: in smaller letters, from the foot of one page to the next, with marks pages before."""

    def note(y: float, label: str, name: str) -> str:
        return marked(52, y, "", label, f" {LOREM[:80]}", size=8) + text(40, y - 10, f"and the station of {name}.", 8)

    first = marked(40, 640, "Rivers", "1", " rise here", "2", " and there", "3", " and end in the sea.")
    second = (
        paragraph(40, 640, LOREM) + text(40, 200, "Notes", 14, "B") + note(180, "1", "Harn") + note(160, "2", "Selm")
    )
    document = read(first + paragraph(40, 600, LOREM), second, note(640, "3", "Tavia"))
    assert [(label, words.replace(" // ", " ")) for label, words in notes_of(document)] == [
        (str(at), f"{LOREM[:80]} and the station of {name}.")
        for at, name in enumerate(("Harn", "Selm", "Tavia"), start=1)
    ]


def test_tables_without_rules_are_asked_about() -> None:
    def set_in(xs: tuple[int, ...], *rows: tuple[str, ...]) -> ReceivedDocument:
        cells = (
            text(x, 500 - 14 * n, own) for n, row in enumerate(rows) for x, own in zip(xs, row, strict=True) if own
        )
        return read(paragraph(40, 680, LOREM) + "".join(cells) + paragraph(40, 380, LOREM))

    table = set_in((40, 200, 300), ("Station", "1931", "1964"), ("Harn", "410", "395"), ("Selm", "388", "371"))
    assert 'tables without rules: 1; check their cells: page 1 ("Station")' in table.remarks
    words = (("Term", "What it means,"), ("", "in words"), ("River", "Water that"), ("", "flows"), ("Lake", "Water"))
    text_of = set_in((40, 140), *words)
    question = "lines with gaps, perhaps of tables, read as text; check their order: page 1"
    assert [one for one in text_of.remarks if one.startswith(question)]
    shown = " ".join(own for _, own in blocks_of(text_of)[1:-1])
    assert shown.split() == " ".join(f"{one} {other}" for one, other in words).split()
    assert not [one for one in read(paragraph(40, 680, LOREM)).remarks if "tables" in one]


def test_menus_in_the_pdf_of_a_web_page_are_named_and_kept() -> None:
    menu = "".join(text(40, 680 - 24 * at, words) for at, words in enumerate(("Home", "News of the day", "Sport")))
    page = menu + text(40, 580, "The river", 18, "B") + paragraph(40, 550, LOREM) + text(40, 300, "Imprint and privacy")
    words_of_site = ("Home", "News of the day", "Sport", "Imprint and privacy")
    for producer, asked in (("WeasyPrint 61.2", True), ("pdfTeX-1.40", False)):
        document = read_pdf(pdf([page], {"Producer": producer}))
        named = ", ".join(f'"{one}"' for one in words_of_site)
        assert [one for one in document.remarks if "site" in one or "web page" in one] == [
            "made of a web page by WeasyPrint: better supply the page itself, saved as .html",
            f"perhaps words of the site, kept in the text: {named}",
        ][: 2 * asked]
        words = " ".join(words for _, words in blocks_of(document))
        assert all(one in words for one in words_of_site)


def test_hyphens_at_line_ends_are_decided_by_the_words_of_the_text() -> None:
    lines = (
        "The long-",
        "term commission of the memoran-",
        "dum met the Asia-",
        "Pacific states on a long-term memorandum.",
    )
    page = "".join(text(40, 620 - 12 * at, line) for at, line in enumerate(lines)) + paragraph(40, 540, LOREM)
    words = "The long-term commission of the memorandum met the Asia-Pacific states on a long-term memorandum."
    assert blocks_of(read(page))[0] == ("prose", words)


def test_verse_keeps_its_lines_and_a_narrow_quotation_does_not() -> None:
    verses = (
        "O river of the upper land,",
        "that no one ever measured,",
        "you run between the stone and sand,",
        "by valleys treasured.",
    )
    page = paragraph(40, 650, LOREM, 420) + "".join(text(80, 560 - 12 * at, line) for at, line in enumerate(verses))
    page += paragraph(40, 480, LOREM, 420) + paragraph(70, 400, LOREM, 340) + paragraph(40, 300, LOREM, 420)
    found = blocks_of(read(page))
    assert found == [
        ("prose", LOREM),
        ("verse", "\n".join(verses)),
        ("prose", LOREM),
        ("quotation", LOREM),
        ("prose", LOREM),
    ]


def test_what_follows_an_item_that_was_ended_is_not_part_of_it() -> None:
    items = text(40, 300, "1. One") + text(50, 300, "item without an end") + text(40, 288, "2. ")
    items += text(50, 288, "another, and") + text(50, 276, "a second line of it")
    page = paragraph(40, 620, LOREM) + items
    for left in (40, 44, 60):
        blocks = blocks_of(read(page + paragraph(left, 264, "Words behind the list, " + LOREM[:200], 440 - left)))
        assert [words[:12] for _, words in blocks][-3:] == ["item without", "another, and", "Words behind"]


def test_paragraphs_that_may_end_with_a_page_are_named() -> None:
    full = "It ends here at the very right edge of the page with the end of a sentence in Harn."
    first = paragraph(40, 620, LOREM, 330) + paragraph(40, 500, LOREM, 330) + text(40, 440, full)
    document = read(first, text(40, 620, "The next page begins without an indentation, and nobody knows."))
    assert any(remark.startswith("paragraphs that may end with the page") for remark in document.remarks)


def test_a_table_with_level_rules_has_cells() -> None:
    rows = [("Station", "1931", "1964"), ("Harn", "410", "395"), ("Selm", "388", "371")]
    cells = "".join(
        text(60 + 90 * column, 500 - 14 * row, words)
        for row, own in enumerate(rows)
        for column, words in enumerate(own)
    )
    rules = rule(55, 513, 260) + rule(55, 494, 260) + rule(55, 465, 260)
    document = read(paragraph(40, 620, LOREM) + cells + rules + paragraph(40, 420, LOREM))
    (table,) = (block for block in document.blocks if block.kind == "table")
    assert [[words_of_cell(cell.paragraphs) for cell in row] for row in table.rows] == [[*own] for own in rows]
    assert [row[0].head for row in table.rows] == [True, False, False]


def ruled(rows: Sequence[Sequence[str]], top: float) -> str:
    """A table with a rule above and below, and one below its first row."""
    cells = "".join(
        text(60 + 90 * column, top - 14 * row, words)
        for row, own in enumerate(rows)
        for column, words in enumerate(own)
    )
    return cells + rule(55, top + 13, 260) + rule(55, top - 6, 260) + rule(55, top - 14 * len(rows) + 7, 260)


@pytest.mark.parametrize(
    ("head", "between", "sizes"),
    [
        (["Station", "1931", "1964"], "", [5]),  # the head is printed again
        (["Polna", "401", "402"], "", [6]),  # it is not, but the columns are the same
        (["Station", "1931", "1964"], LOREM, [3, 3]),  # a paragraph is between them
        (["Station", "1931"], "", [3, 3]),  # they have other columns
    ],
)
def test_a_table_that_goes_on_with_the_next_page_is_one(head: list[str], between: str, sizes: list[int]) -> None:
    rows = [["Harn", "410", "395"], ["Selm", "388", "371"]]
    first = paragraph(40, 620, LOREM) + ruled([["Station", "1931", "1964"], *rows], 500)
    second = ruled([head, ["Tavia", "388", "371"][: len(head)], ["Orlen", "12", "14"][: len(head)]], 500)
    data = pdf([first, (paragraph(40, 640, between) if between else "") + second + paragraph(40, 400, LOREM)])
    found = document_of_pdf(contents_of(data))
    tables = [block.rows for block in found.blocks if block.rows]
    assert [len(one) for one in tables] == sizes
    assert [row[0].head for one in tables for row in one].count(True) == len(sizes)
    assert any('"Station 1931 1964" on page 2' in one for one in found.remarks) == (sizes == [5])
    assert_nothing_lost(contents_of(data))


#: A curve with an axis, two words among its lines, and the same as a box around a text.
CURVE = "q 1 w 100 400 m 150 480 200 350 260 470 c S 100 400 m 260 400 l S Q\n" + text(180, 455, "a peak", 8)
BARS = "".join(f"q 0.2 0.4 0.8 rg {100 + 40 * at} 400 20 {height} re f Q\n" for at, height in enumerate((30, 70, 50)))


@pytest.mark.parametrize(
    ("drawing", "caption", "figures"),
    [
        (CURVE, "Figure 1. The flow of a year", 1),
        (BARS + text(110, 460, "a peak", 8), "Figure 1. The flow of a year", 1),
        (CURVE, "Table 1. The flow of a year", 0),  # whatever is drawn there
        (CURVE, "The flow of a year is no figure.", 0),
        (BARS.replace("70", "30").replace("50", "30") + text(110, 455, "a peak", 8), "Figure 1. The flow", 0),
        (CURVE.replace("180 455 Td (a peak)", f"102 410 Td ({LOREM[:80]})").replace("/F 8", "/F 4"), "Figure 1. A", 0),
    ],
)
def test_a_drawing_with_a_caption_is_an_image(drawing: str, caption: str, figures: int) -> None:
    words = text(100, 380, caption, 9)
    data = pdf([paragraph(40, 620, LOREM) + drawing + words + paragraph(40, 340, LOREM)])
    found = document_of_pdf(contents_of(data))
    images = [(block.kind, words_of(found, block)) for block in found.blocks if block.image]
    assert images == [("figure", caption)] * figures
    width = 328 if drawing == CURVE else 208  # two points for each, and the width of the lines
    assert [size[0] for image in found.images.values() if (size := image_size(image))] == [width] * figures
    assert ("lines", "a peak") in blocks_of(found) or not figures
    assert_nothing_lost(contents_of(data))


def test_words_in_the_margin_are_paragraphs_and_numbers_of_lines_furniture() -> None:
    said = "A first note, on two lines."
    notes = text(430, 608, said[:13], 8) + text(430, 598, said[14:], 8) + text(430, 400, "A second", 10, "I")
    numbers = "".join(text(20, 620 - 12 * at, str(5 * at + 5), 7) for at in range(4))
    lines = paragraph(40, 620, LOREM, 330) + paragraph(40, 412, LOREM, 330)
    data = pdf([lines + notes + numbers])
    found = document_of_pdf(contents_of(data))
    assert [words for _, words in blocks_of(found)] == [LOREM, said, LOREM, "*A second*"]
    assert "  numbers of lines: 4 on page 1" in found.remarks
    assert_nothing_lost(contents_of(data))


def test_the_first_chapter_is_no_title_and_a_caption_no_line_of_a_title_page() -> None:
    words = text(40, 660, "1 The river", 18, "B") + text(40, 630, "Table 1. Of the flow") + paragraph(40, 600, LOREM)
    assert [kind for kind, _ in blocks_of(read(words))] == ["heading", "caption", "prose"]
    words = text(40, 680, "On rivers", 18, "B") + text(40, 640, "Table 1. Of the flow") + paragraph(40, 600, LOREM)
    assert [kind for kind, _ in blocks_of(read(words))] == ["title", "caption", "prose"]


def test_a_table_of_contents_is_left_out_if_its_entries_are_headings() -> None:
    entries = text(40, 600, "Contents", 14, "B") + text(40, 580, "1 The river . . . . . . . . . . . . 2")
    entries += text(40, 568, "2 The dam . . . . . . . . . . . . . 3") + paragraph(40, 500, LOREM)
    chapters = [text(40, 600, title, 14, "B") + paragraph(40, 580, LOREM) for title in ("1 The river", "2 The dam")]
    document = read(entries, *chapters)
    assert [words for kind, words in blocks_of(document)] == [LOREM, "1 The river", LOREM, "2 The dam", LOREM]
    assert any(remark.startswith("table of contents: left out") for remark in document.remarks)
    other = read(entries, chapters[0])  # "The dam" is no heading: nothing proves that these lines are a list of them
    words = " ".join(words for _, words in blocks_of(other))
    assert words.startswith("Contents 1 The river . . . . . . . . . . . . 2 2 The dam . . . . . . . . . . . . . 3")


def test_text_below_the_rule_of_a_running_head_is_no_note() -> None:
    pages = [
        text(40, 660, f"Institute of Rivers {number}", 9)
        + rule(40, 655, 400)
        + paragraph(40, 620, f"and it goes on. {LOREM}", 400)
        + marked(40, 400, "It was so.", "1")
        + FOOT
        + marked(40, 67, "", "1", " Ibid., 45.", size=8, small=5)
        for number in (11, 12)
    ]
    document = read(*pages)
    assert notes_of(document) == [("1", "Ibid., 45.")] * 2
    assert [words for kind, words in blocks_of(document)] == [f"and it goes on. {LOREM}", "It was so.[1]"] * 2


def test_the_number_of_a_chapter_in_large_letters_is_no_running_head() -> None:
    pages = [
        text(40, 660, f"Chapter {at}", 20, "B") + text(40, 620, f"Of {name}", 24, "B") + paragraph(40, 580, LOREM)
        for at, name in enumerate(STATES[:3], start=1)
    ]
    running = [text(40, 660, f"Chapter {at}", 9) + paragraph(40, 580, LOREM) for at in (1, 2, 3)]
    found = read(*pages, *running)
    assert [words for kind, words in blocks_of(found) if kind == "heading"] == [
        words for at, name in enumerate(STATES[:3], start=1) for words in (f"Chapter {at}", f"Of {name}")
    ]
    assert {block.level for block in found.blocks if block.kind == "heading"} == {1}
    assert sum(words.startswith("Chapter") for _, words in blocks_of(found)) == 3


def test_a_column_of_the_last_page_may_have_one_line() -> None:
    column = " ".join([LOREM] * 3)
    first = paragraph(30, 650, column, 200) + paragraph(260, 650, column, 200)
    last = paragraph(30, 650, column, 200) + text(260, 650, "The last line of all.")
    document = read(first, last)
    assert " ".join(words for _, words in blocks_of(document)) == " ".join([column] * 3 + ["The last line of all."])


def test_a_page_that_is_turned_is_read_and_so_is_text_in_its_margin() -> None:
    page = paragraph(60, 620, LOREM) + "q 0 1 -1 0 20 300 cm " + text(0, 0, "Printed in the margin") + "Q"
    assert [words for _, words in blocks_of(read(page))] == [LOREM, "Printed in the margin"]
    assert blocks_of(read(f"q 0 1 -1 0 700 0 cm {paragraph(60, 420, LOREM)} Q")) == [("prose", LOREM)]


# ---- hidden text, refusals, damage


def test_what_nobody_sees_is_reported_and_never_published() -> None:
    seen = paragraph(40, 620, LOREM)
    hidden = text(40, 500, "SECRET", more="1 1 1 rg") + text(40, 480, "SECRET", more="3 Tr") + text(-300, 470, "SECRET")
    covered = text(40, 460, "SECRET") + rule(35, 455, 120, 14) + text(40, 440, "SECRET", 0.5)
    shade = "0 0 0.5 rg 35 420 200 14 re f 0 g\n" + text(40, 423, "White on blue", more="1 1 1 rg")
    document = read(seen + hidden + covered + shade)
    assert blocks_of(document) == [("prose", LOREM), ("prose", "White on blue")]
    told = [remark.partition(":")[0] for remark in document.remarks if remark.startswith("hidden")]
    assert told == [f"hidden text ({why})" for why in ("covered", "invisible", "off the page", "too small", "white")]


SCAN = "q 500 0 0 700 0 0 cm /Im Do Q\n"


@pytest.mark.parametrize(
    ("data", "said", "help_"),
    [
        (pdf([SCAN]), "has no text layer", "text recognition"),
        (pdf([SCAN + text(40, 600, "Recognised", more="3 Tr")]), "has no text layer", "text recognition"),
        (pdf([""]), "contains no visible text", "that has text"),
        (pdf([text(9, 9, "A page")], {"Creator": "Mozilla/5.0 Chrome/120"}), "printed from a browser", ".html"),
        (pdf([text(9, 9, "A page")], {"Creator": "wkhtmltopdf 0.12"}), "printed from a browser", ".html"),
        (pdf([text(9, 9, "A page")])[:300], "is damaged", "save it as PDF again"),
        (b"%PDF-1.4 nothing", "is damaged", "save it as PDF again"),
    ],
)
def test_a_refusal_says_what_to_supply(data: bytes, said: str, help_: str) -> None:
    with pytest.raises(IntakeError) as refused:
        document_of_pdf(contents_of(data))
    assert said in refused.value.message
    assert help_ in refused.value.help


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFSITE_LIMITS", "pages=2")
    with pytest.raises(IntakeError, match="has 3 pages, and at most 2 are read"):
        contents_of(pdf([text(9, 9, "A page")] * 3))


def test_a_document_of_a_program_that_uses_a_browser_engine_is_read() -> None:
    contents = contents_of(pdf([paragraph(40, 600, LOREM)], {"Producer": "Skia/PDF m120 Google Docs Renderer"}))
    assert blocks_of(document_of_pdf(contents)) == [("prose", LOREM)]


def test_a_file_that_stops_the_library_stops_only_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "COMMAND", ("-c", "import os; os.abort()"))
    with pytest.raises(IntakeError, match="is damaged and cannot be read"):
        isolation.pdf_contents(b"%PDF-1.4")
    monkeypatch.setattr(isolation, "COMMAND", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(isolation, "SECONDS_A_PAGE", 0.2)
    with pytest.raises(IntakeError, match="takes too long"):
        isolation.pdf_contents(b"%PDF-1.4")


def damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    if chance.random() < 0.2:
        return bytes(changed[: chance.randrange(1, len(changed))])
    for _ in range(chance.choice((1, 2, 4, 8, 30, 200))):
        at = chance.randrange(len(changed))
        end = min(len(changed), at + chance.randint(1, 60))
        kind = chance.randrange(4)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1 and len(changed) > 100:
            del changed[at:end]
        elif kind == 2:
            changed[at:at] = changed[at:end]
        else:
            changed[at:end] = bytes(chance.choice(b"<>[]()/0123456789 objR") for _ in range(end - at))
    return bytes(changed)


def take_in(data: bytes) -> None:
    try:
        document = document_of_pdf(contents_of(data))
    except (IntakeError, ValueError):  # `read_document` says of both that the file is damaged
        return
    first, again = (derive(document, "x.pdf", data, "pdf 1", {}) for _ in range(2))
    assert first == again


def small() -> list[bytes]:
    page = paragraph(40, 620, LOREM) + marked(40, 400, "It was so.", "1") + FOOT
    made = pdf([page + marked(40, 67, "", "1", " Ibid.", size=8, small=5) + "q 90 0 0 90 50 200 cm /Im Do Q"])
    return [made, compiled_bytes(RICH.replace("PNG", png()))]


def test_damaged_files_are_read_or_refused() -> None:
    chance = random.Random(5)
    for number in range(40):
        take_in(damaged(small()[number % 2], chance))


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_thousand_damaged_files_are_read_or_refused() -> None:
    chance = random.Random(6)
    files = small()
    for number in range(2000):
        take_in(damaged(files[number % 2], chance))


# ---- the commands


def test_a_pdf_becomes_an_edition_and_a_later_one_keeps_its_notes(tmp_path: Path) -> None:
    root, file, later = tmp_path / "site", tmp_path / "My report.pdf", tmp_path / "My report 2.pdf"
    root.mkdir()
    file.write_bytes(compiled_bytes(RICH.replace("PNG", png())))
    made = call(root, "init", str(file))
    assert made.exit_code == 0, made.output
    for said in ("document: read as pdf", "page numbers: 1", "notes: 2 notes of the text with their markers"):
        assert said in made.output
    folder = root / "sources/my-report"
    assert (folder / "received/My report.pdf").read_bytes() == file.read_bytes()
    assert '"at":"pdf/page[1]/box[' in (folder / "structure.jsonl").read_text(encoding="utf-8")
    changed = RICH.replace("PNG", png()).replace("There are three", "There are exactly three")
    later.write_bytes(compiled_bytes(changed))
    before = snapshot(folder)
    received = call(root, "receive", str(later))
    assert received.exit_code == 0, received.output
    assert "There are exactly three" in (folder / "brief.txt").read_text(encoding="utf-8")
    assert {name for name, data in snapshot(folder).items() if before.get(name) != data} == {
        "brief.txt",
        "edition.yml",
        "structure.jsonl",
        "received/My report 2.pdf",
    }
