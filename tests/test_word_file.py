"""`briefsite export docx`: every word of the author once, and what comes back keeps its addresses."""

from __future__ import annotations

import datetime
import io
import shutil
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from briefsite.documents.word_file import docx
from briefsite.documents.word_lists import WordNumbering
from briefsite.documents.word_runs import WordRuns
from briefsite.file_names import LEDGER, SETTINGS
from briefsite.intake.docx_parts import w
from briefsite.intake.edition_signs import NUMBER_SIGN
from briefsite.intake.image_size import image_size
from briefsite.ledger.version import Version, VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.paragraphs.paragraph import ItemForm
from briefsite.reading.publication import Publication
from briefsite.reading.read import read_edition
from briefsite.site.inputs import _read_sources
from tests import helpers
from tests.conftest import ROOT
from tests.made_documents import docx as made_docx
from tests.made_documents import item, mark, note, par, row, run, table, word_field
from tests.test_documents import SITE, author_words, publication_of, words
from tests.test_intake import read
from tests.test_texts import CASES

call = partial(helpers.call, env={"SOURCE_DATE_EPOCH": "1795780800"})
MONGOLIA = "sources/mongolia"
RIVERS = "sources/rivers"


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml"))


def accepted(tree: etree._Element) -> Iterator[str]:
    """The words of a part as Word prints them: without struck ones, numbers of the edition and repeated marks."""
    for paragraph in tree.iter(w("p")):
        for one in paragraph.iter(w("t"), w("br")):
            styles = {style.get(w("val")) for style in one.getparent().iter(w("rStyle"))}
            if not styles & {"EditionNumber", "FootnoteReference"}:
                yield one.text or "\n"
        yield "\n"


#: All of them only now and then: an edition of each takes a while to be made.
CHOSEN = [None, *(case if at % 6 == 0 else pytest.param(case, marks=pytest.mark.long) for at, case in enumerate(CASES))]


@pytest.fixture(params=CHOSEN, ids=lambda case: case.name if case else "brief")
def edition(request: pytest.FixtureRequest, publication: Publication) -> Publication:
    return publication if request.param is None else publication_of(request.param)


def test_every_word_is_there_once_and_in_order(edition: Publication) -> None:
    data = docx(edition, SITE)
    parts = zipfile.ZipFile(io.BytesIO(data))
    for name in parts.namelist():
        etree.fromstring(parts.read(name))
    body = part(data, "document")
    told = words("".join(accepted(body)))
    only_in_notes = sum(1 for one in edition.notes if all(citation.within for citation in one.citations))
    wanted = author_words(edition)
    assert told[: len(wanted)] == wanted
    assert bool(told[len(wanted) :]) == bool(only_in_notes)
    marks = [one.get(w("id")) for one in body.iter(w("footnoteReference"))]
    assert len(marks) == len(set(marks)) == len(edition.notes) - only_in_notes
    assert {one.get(w("id")) for one in part(data, "footnotes").iter(w("footnote"))} - {"-1", "0"} == set(marks)
    names = [one.get(w("name")) for one in body.iter(w("bookmarkStart")) if "edition" not in one.get(w("name"))]
    assert len(names) == len(set(names))


def test_the_same_edition_gives_the_same_bytes(publication: Publication) -> None:
    assert docx(publication, SITE) == docx(publication, SITE)
    shown = "".join(part(docx(publication, SITE), "header1").itertext())
    assert shown.startswith("Mongolia’s Search for Balance in Its Foreign Policy. ")
    assert shown.endswith(SITE)


def test_a_bookmark_has_the_name_of_its_address_and_each_name_is_given_once(publication: Publication) -> None:
    runs, long = WordRuns(publication), "p" * 50
    assert [runs.name_of(address) for address in ("p6-1", "p6.1", "6", long, long)] == [
        *("p6_1", "p6_1_2", "a6"),
        *("p" * 40, f"{'p' * 35}_2"),
    ]


def test_names_for_the_bookmarks_of_a_large_text_take_no_time(publication: Publication) -> None:
    runs, began = WordRuns(publication), time.process_time()
    for number in range(3_000):
        runs.name_of(f"p{number}")
    assert time.process_time() - began < 1


# ---- what comes back

HARN, SELM = (f"<w:tc>{par(run(name, '<w:b/>'))}</w:tc>" for name in ("Harn", "Selm"))
#: A document with all that a file can have.
RICH = made_docx(
    par("On rivers", "Title")
    + par("An Author", "Author")
    + par("The sources", "Heading1")
    + par(run("It rises ") + run("here", "<w:i/>") + run(" at 10") + run("6", '<w:vertAlign w:val="superscript"/>'))
    + par(run("It is deep.") + mark(2) + run(" Very, ") + run("Mill", "<w:smallCaps/>") + run(" says.") + mark(3))
    + par("There are two:")
    + item("the first")
    + item("an inner one", level=1)
    + item("another", level=1)
    + item("the second")
    + item("a bullet", 2)
    + par("A quotation of somebody.", "Quote")
    + par("A table", "Caption")
    + table(row("Place", "Depth", head=True), row(HARN, "12"), row(SELM, "9"))
    + par("The mouth", "Heading2")
    + par("It ends in the sea.")
    + par("Ships sail there in all the months of summer, and none of them in winter.")
    + par("Whoever lives at the coast has other cares, and other ways to earn a living.")
    + par("Birds come in thousands when the ice has gone. Nobody counts them.")
    + par("Swamps begin on the other bank, and go on for two hundred miles.")
    + par("Boats are rare in these waters, whatever the old books may say of them.")
    + par("Most of them belong to fishermen from the south, who come for a month or two."),
    {2: note("Mill, 4."), 3: note("A star.")},
)


def publication_in(root: Path, folder: str) -> Publication:
    found = read_edition(folder, _read_sources(root / folder, []), None)
    assert found.publication is not None, [one for one in found.problems if one.severity == "error"]
    return found.publication


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released edition of that document."""
    root, file = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("file") / "rivers.docx"
    file.write_bytes(RICH)
    assert call(root, "init", str(file)).exit_code == 0
    released(root, RIVERS)
    return root


def released(root: Path, folder: str) -> None:
    ledger = publication_in(root, folder).ledger.released(Version(VersionId(datetime.date(2026, 11, 1))))
    (root / folder / LEDGER).write_text(write_ledger(ledger), encoding="utf-8")


def test_a_document_comes_back_as_it_was(rich: Path) -> None:
    back = docx(publication_in(rich, RIVERS), SITE)
    assert read("rivers.docx", back).shown == read("rivers.docx", RICH).shown
    main = zipfile.ZipFile(io.BytesIO(back)).read("word/document.xml").decode()
    assert 'w:firstRow="1"' in main
    assert 'w:firstColumn="1"' in main  # not only because its words are bold
    heads = [[cell.head for row in one.rows for cell in row] for one in read("rivers.docx", back).document.blocks]
    assert [one for one in heads if one] == [[True, True, True, False, True, False]]
    assert read("rivers.docx", back).document.remarks == ()


def changed(data: bytes, changes: dict[str, list[tuple[str, str]]]) -> bytes:
    """A Word file with other text in its parts: each is there once."""
    old, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8", "surrogateescape")
            for find, read_ in changes.get(name, []):
                assert text.count(find) == 1, find
                text = text.replace(find, read_)
            new.writestr(name, text.encode("utf-8", "surrogateescape"))
    return out.getvalue()


def test_addresses_stay_whatever_the_author_does(rich: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(rich, root)
    before = publication_in(root, RIVERS)
    file = tmp_path / "rivers.docx"
    file.write_bytes(docx(before, SITE))
    assert "nothing has changed since" in call(root, "receive", str(file)).output
    text = zipfile.ZipFile(file).read("word/document.xml").decode()
    end, begin = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'
    ships, gone, swamps = (paragraph_at(text, address) for address in ("p8", "p9", "p11"))
    body = [
        ("The mouth", "The mouths of the river"),
        ("It is deep.", "It is very deep."),
        ("It ends in the sea.", f"It ends in the {end}{run('wide', '<w:i/>')}{begin} sea."),
        (gone, par("A paragraph that the author has put in.")),
        (ships, ""),
        (swamps, swamps + ships),
        (" Nobody counts them.", f"{end}</w:p><w:p>{begin}Nobody counts them."),
        (f"say of them.{end}</w:p><w:p>", f"say of them. {end}"),
        ("A quotation of ", f'{end}<w:r><w:footnoteReference w:id="99"/></w:r>{begin}A quotation of '),
        ("of somebody.", f'of somebody{end}<w:ins w:id="900" w:author="A">{run(" famous")}</w:ins>{begin}.'),
    ]
    added = f'<w:footnote w:id="99">{par("A note put in.")}</w:footnote></w:footnotes>'
    notes = [("Mill, 4.", "Mill, 4 and 5."), ("</w:footnotes>", added)]
    file.write_bytes(changed(docx(before, SITE), {"word/document.xml": body, "word/footnotes.xml": notes}))
    made = call(root, "receive", str(file))
    assert made.exit_code == 0, made.output
    assert "tracked changes: 1 put in" in made.output
    after = publication_in(root, RIVERS)
    shown = {after.addresses.of(at): one.body.text[:20] for at, one in enumerate(after.paragraphs) if one.numbered}
    assert shown == {
        "p1": "It rises here at 106",
        "p2": "It is very deep.[1] ",
        "p3": "There are two:",
        "p4": "[3]A quotation of so",
        "p5": "A table",
        "p6": "Place\tDepth\nHarn\t12\n",
        "p7": "It ends in the wide ",
        "p7a": "A paragraph that the",
        "p10": "Birds come in thousa",
        "p10a": "Nobody counts them.",
        "p11": "Swamps begin on the ",
        "p8": "Ships sail there in ",
        "p12": "Boats are rare in th",
    }
    (joined,) = after.ledger.by_id["p13"].history
    assert (joined.what, joined.before) == ("merged", "p12")
    notes_now = [(one.address, one.wording) for one in after.notes]
    assert notes_now == [("n1", "Mill, 4 and 5."), ("n2", "A star."), ("n3", "A note put in.")]
    assert "The mouths of the river" in [one.body.text for one in after.paragraphs]


def paragraph_at(text: str, address: str) -> str:
    at = text.index(f'w:name="{address}"')
    begin, end = text.rindex("<w:p>", 0, at), text.index("</w:p>", at) + len("</w:p>")
    return text[begin:end]


@pytest.mark.long  # the brief is read many times
def test_the_brief_keeps_its_addresses_whatever_the_author_does(tmp_path: Path, publication: Publication) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOT / MONGOLIA, root / MONGOLIA, ignore=shutil.ignore_patterns("versions"))
    shutil.copy(ROOT / SETTINGS, root)
    data = docx(publication, SITE)
    text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    end, begin = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'
    ten = paragraph_at(text, "p10")
    four = paragraph_at(text, "p3")[-6:] + paragraph_at(text, "p4")
    own = '<w:r><w:footnoteReference w:id="99"/></w:r><w:r><w:t xml:space="preserve"> '
    body = [
        ("an independent foreign policy", "a wholly independent foreign policy"),  # a word in ¶ 1
        (
            " After the fall of the Qing Empire",
            f"{end}</w:p><w:p>{begin}After the fall of the Qing Empire",
        ),  # ¶ 2 split
        (four, four.removeprefix("</w:p>").replace("<w:p>", f"{begin} {end}", 1)),
        (ten, ""),  # ¶ 10 deleted
        (paragraph_at(text, "p13"), par("The author has put in a paragraph.") + paragraph_at(text, "p13")),
        ("It is thought that these goals", f"{end}{own}It is thought that these goals"),  # a note in ¶ 8
        (
            "multi-party elections",
            f"{end}{run('multi-party', '<w:i/>')}{begin} elections",
        ),
        (
            "the economy. At this point",
            f'the economy{end}<w:ins w:id="900" w:author="A">{run(" of the country")}</w:ins>{begin}. At this point',
        ),
    ]
    notes = [
        ("</w:footnotes>", f'<w:footnote w:id="99">{par("A note of the author.")}</w:footnote></w:footnotes>'),
        ('<w:footnote w:id="1">', f'<w:footnote w:id="1">{par("See also chapter 2.")}'),
    ]
    file = tmp_path / "back.docx"
    file.write_bytes(changed(data, {"word/document.xml": body, "word/footnotes.xml": notes}))
    made = call(root, "receive", str(file))
    assert "tracked changes: 1 put in" in made.output
    assert "note 15 is now printed as 14" in made.output
    assert "¶ 10 is no longer in the text, and 5 parts of this file refer to it" in made.output
    assert "note 13 is gone, but edition.yml says something of it: now as a comment" in made.output
    dropped = call(root, "drop", "p10", "--yes")
    assert dropped.exit_code == 0, dropped.output
    found = publication_in(root, MONGOLIA)
    addresses = [found.addresses.of(number) for number, one in enumerate(found.paragraphs) if one.numbered]
    assert addresses == ["p1", "p2", "p2a", "p3", "p5", "p6", "p7", "p8", "p9", "p11", "p12", "p12a", "p13", "p14"]
    (joined,) = [change for change in found.ledger.by_id["p4"].history if change.what == "merged"]
    assert joined.before == "p3"
    assert [one.address for one in found.notes if one.text] == ["n1", "n6a"]
    # The edition's own corrections are still its own, but for that of a number which is another one now.
    assert [one.new for one in found.corrections] == ["", "[5]", "by the", "Mongolia's"]
    assert 'the source now has "[7]"' in made.output
    assert (root / MONGOLIA / "brief.txt").read_bytes() == (ROOT / MONGOLIA / "brief.txt").read_bytes()
    spans = [run_.faces for one in found.paragraphs for run_ in one.body.runs if run_.text == "multi-party"]
    assert spans == [("em",)]


# ---- the edition's signs


def test_what_the_author_changes_in_the_editions_signs_is_text(publication: Publication) -> None:
    data = docx(publication, SITE)
    edits = {
        "word/document.xml": [
            ("China's</w:t></w:r></w:ins>", "China's own</w:t></w:r></w:ins>"),
            ("¶ 9<", "¶ 9 Thus<"),
        ],
        "word/footnotes.xml": [("Reproduced at photius.com. ", "Reproduced elsewhere. ")],
    }
    found = read("back.docx", changed(data, edits))
    assert "to China's own pressure" in found.text
    assert "Thus Reasons such as" in found.text
    assert "Reproduced elsewhere." in found.text
    assert "words of the editors: 1 paragraphs were changed, and are read as the author's" in found.document.remarks
    assert "tracked changes: 1 put in, 1 struck; all of them were accepted" in found.document.remarks
    assert "¶" not in found.text


@pytest.mark.parametrize(
    ("text", "left"),
    [("¶ 9\tWords", "Words"), ("¶\u00a06a.1 Words", "Words"), ("¶ 12", ""), ("¶ 9Words", None), ("9 Words", None)],
)
def test_a_number_of_the_edition_is_told_from_the_authors(text: str, left: str | None) -> None:
    match = NUMBER_SIGN.match(text)
    assert (text[match.end() :] if match else None) == left


def test_a_mark_that_repeats_a_note_is_one_of_it_and_a_number_in_a_sentence_is_not() -> None:
    marked = f'<w:bookmarkStart w:id="1" w:name="_Ref1"/>{mark(2)}<w:bookmarkEnd w:id="1"/>'
    body = (
        par(run("One.") + marked + run(" Two.") + word_field(" NOTEREF _Ref1 \\f \\h ", run("1")))
        + par(run("Three.") + word_field(" NOTEREF _Ref1 \\h ", run("1", '<w:vertAlign w:val="superscript"/>')))
        + par(run("See note ") + word_field(" NOTEREF _Ref1 \\h ", run("1")) + run(" above."))
    )
    assert read("x.docx", made_docx(body, {2: note("A note.")})).shown == [
        "prose One.{mark 1:[1]} Two.{mark 1:[1]}",
        "prose Three.{mark 1:[1]}",
        "prose See note 1 above.",
        "note 1 prose [1] A note.",
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        ["1.", "2.", "3."],
        ["a)", "b)", "d)"],
        ["(i)", "(ii)", "(iii)"],
        ["7.", "8."],
        ["h.", "i.", "j."],
        ["1.1.", "1.2."],
        ["IV", "V"],
        ["01.", "02."],
        ["§ 5"],
    ],
)
def test_items_are_printed_with_the_numbers_of_the_text(numbers: list[str]) -> None:
    lists = WordNumbering()
    body = ""
    for at, number in enumerate(numbers):
        place = ElementTree.tostring(lists.place(ItemForm(1, number, at == 0)), encoding="unicode")
        body += par(run("words"), "", place)
    data = made_docx(body)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, lists.part() if name == "word/numbering.xml" else old.read(name))
    assert [block.number for block in read("x.docx", out.getvalue()).blocks] == numbers
    counted = numbers[0] in {"1.", "(i)", "7.", "h.", "IV"}  # Word goes on where an author adds one
    assert not counted or lists.part().count(b"<w:num ") == 2 + 1


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x05\0\0\0\x06", (5, 6)),
        (b"GIF89a\x05\x00\x06\x00", (5, 6)),
        (b"\xff\xd8\xff\xe0\x00\x04AB\xff\xc2\x00\x08\x08\x00\x07\x00\x09\x01", (9, 7)),
        (b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x04\0\0\x05\0\0", (5, 6)),
        (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x04\x40\x01\x00", (5, 6)),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8\xff\xe0\x00", None),
        (b"BM", None),
    ],
)
def test_the_size_of_an_image_is_in_its_first_bytes(data: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(data) == size
