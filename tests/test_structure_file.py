"""Texts with a structure file: the assembler, the notes and the pages obey it, and edition.yml may overrule it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest

from briefsite.exports import drawing as pictures
from briefsite.file_names import DERIVED_TEXT, EDITION_FILE, STRUCTURE
from briefsite.init.document_source import document_source
from briefsite.init.draft import first_edition
from briefsite.intake.derivation import derive
from briefsite.intake.readers import read_document
from briefsite.pages.all_pages import edition_files
from briefsite.pages.document_images import image_files
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.source.passage import Passage, Run
from briefsite.source.positions import SourcePositions
from briefsite.versions.freeze import freeze
from briefsite.versions.thaw import thaw
from tests.helpers import NO_PICTURE, of_one_day
from tests.made_documents import docx, par
from tests.test_intake import FORMATS

TODAY = datetime.date(2026, 3, 2)

MARKDOWN = """\
# The river

It runs under the bridge[^1] and *never* stops; Mill says [3] of it

that it is “old”.[^2]

- one
- two

1. first
2. second

> Whose water is it?

| Station | 1931 |
|---|---:|
| Harn[^2] | 410 |

## The bridge

A line without an end

Another paragraph, with H~2~O and [a link](https://rivers.example/).

[^1]: A. Mill, *Bridges*, 4.

    His second paragraph.
[^2]: Ibid.
"""


def files_of(text: str = MARKDOWN, name: str = "river.md", more: str = "") -> dict[str, bytes]:
    """The files of a first edition of a document, with lines added to edition.yml."""
    source = document_source(name, text.encode(), None)
    assert source is not None
    made = first_edition(DERIVED_TEXT, b"", bib=None, today=TODAY, folder="sources/x", document=source)
    assert made is not None
    assert made.builds
    files = dict(made.files)
    files[EDITION_FILE] += more.encode()
    return files


def reading_of(files: Mapping[str, bytes]) -> Reading:
    return read_edition("sources/x", files, None)


def publication_of(files: Mapping[str, bytes]) -> Publication:
    found = reading_of(files)
    assert found.publication is not None, found.problems
    return found.publication


def kinds(publication: Publication) -> list[str]:
    return [f"{one.kind}{len(one.items) or ''}: {one.body.text[:14]}" for one in publication.paragraphs]


def test_blocks_are_what_the_document_says() -> None:
    found = publication_of(files_of())
    assert kinds(found) == [
        "heading: The river",
        "prose: It runs under ",
        "prose4: that it is “ol",
        "quotation: Whose water is",
        "table: Station\t1931\nH"[:21],
        "heading: The bridge",
        "prose: A line without",
        "prose: Another paragr",
    ], "neither is a line without an end joined to the next, nor is a short line a heading"
    assert [(form.number, form.begins) for form in found.paragraphs[2].forms] == [
        ("", True),
        ("", False),
        ("1.", True),
        ("2.", False),
    ]
    assert [one.level for one in found.paragraphs if one.kind == "heading"] == [1, 2]


def test_notes_are_at_their_marks_and_a_typed_number_is_text() -> None:
    found = publication_of(files_of())
    assert [(note.address, note.label, len(note.citations)) for note in found.notes] == [("n1", "1", 1), ("n2", "2", 2)]
    assert [block.body.text for block in found.notes[0].text] == ["A. Mill, Bridges, 4.", "His second paragraph."]
    cited = [(one.label, one.paragraph) for note in found.notes for one in note.citations]
    assert cited == [("1", 1), ("2", 2), ("2", 4)]
    assert "[3]" in found.paragraphs[1].body.text


def test_notes_with_the_same_number_are_told_apart_by_their_places() -> None:
    parts = "".join(
        f'<h1>Part {part}</h1><p>Words{part}<a href="#f{part}" id="r{part}">1</a> here.</p>'
        f'<ol><li id="f{part}">Note of {part}. <a href="#r{part}">↩</a></li></ol>'
        for part in "abc"
    )
    found = publication_of(files_of(f"<html><body>{parts}</body></html>", "river.html"))
    assert [(note.address, note.label, note.wording) for note in found.notes] == [
        ("n1", "1", "Note of a."),
        ("n1a", "1", "Note of b."),
        ("n1b", "1", "Note of c."),
    ]
    assert [found.paragraphs[note.citations[0].paragraph].body.text for note in found.notes] == [
        f"Words{part}[1] here." for part in "abc"
    ]


def test_emendations_move_no_border_and_lose_no_mark() -> None:
    emendations = (
        "emendations:\n"
        '  - {find: "runs under the bridge", read: "ran below", because: "x", kind: print}\n'
        '  - {find: "never", read: "hardly ever", because: "x", kind: print}\n'
        '  - {find: "Harn[2]", read: "Harns[2]", because: "x", kind: print}\n'
        '  - {find: "Ibid.", read: "Ibidem.", because: "x", kind: print}\n'
    )
    found = publication_of(files_of(more=emendations))
    assert found.paragraphs[1].body.text.startswith("It ran below[1] and hardly ever stops;")
    assert [note.address for note in found.notes] == ["n1", "n2"]
    assert [len(note.citations) for note in found.notes] == [1, 2]
    assert found.notes[1].wording == "Ibidem."
    emphasized = [run.text for run in found.paragraphs[1].body.runs if "em" in run.faces]
    assert emphasized == ["hardly ever"]
    cells = [found.paragraphs[4].body.text[c.low : c.high] for one in found.paragraphs[4].grid for c in one.cells]
    assert cells == ["Station", "1931", "Harns[2]", "410"]


def test_editors_overrule_the_document() -> None:
    more = 'splits:\n  - "Mill says"\njoins:\n  - "that it is"\nblocks:\n  - {from: "Whose water", as: verse}\n'
    found = publication_of(files_of(more=more))
    shown = [one for one in kinds(found) if not one.startswith("heading")]
    assert shown[:3] == ["prose: It runs under ", "prose4: Mill says [3] ", "verse: Whose water is"]
    assert "of it\nthat it is" in found.paragraphs[2].body.text


def test_a_mark_that_is_emended_away_is_a_problem_of_its_note() -> None:
    more = 'emendations:\n  - {find: "under the bridge[1] and", read: "on and", because: "x", kind: print}\n'
    found = reading_of(files_of(more=more))
    assert [problem.code for problem in found.problems if problem.severity == "error"] == ["N07"]


def test_pages_show_what_the_document_has() -> None:
    pages = edition_files(publication_of(files_of()), "sources/x/")
    text = "\n".join(pages[name] for name in pages if name.endswith(".md"))
    for expected in (
        "and <em>never</em> stops",
        "H<sub>2</sub>O",
        "[a link](https://rivers.example/)",
        '<ol class="items"',
        '<th scope="col" class="number">1931</th>',
        "A. Mill, <em>Bridges</em>, 4.",
        "[line 3](received.md#l3)",
        "[river.md](received/river.md.txt)",
    ):
        assert expected in text, expected


def test_what_the_document_says_is_kept_in_versions() -> None:
    publication = of_one_day(publication_of(files_of()))
    thawed = thaw(freeze(publication), publication.ledger)
    assert thawed.paragraphs == publication.paragraphs
    assert [note.text for note in thawed.notes] == [note.text for note in publication.notes]
    assert thawed.source.structure is not None
    assert thawed.source.structure.head.document == "received/river.md"


@pytest.mark.parametrize("name", FORMATS)
def test_the_words_of_every_format_are_all_in_the_edition(name: str) -> None:
    source = document_source(name, FORMATS[name], None)
    assert source is not None
    made = first_edition(DERIVED_TEXT, b"", bib=None, today=TODAY, folder="sources/x", document=source)
    assert made is not None
    found = publication_of(made.files)
    parts = "".join(part.passage.text for part in found.apparatus.parts)
    assert parts == made.files[DERIVED_TEXT].decode()
    assert [note.label for note in found.notes] == ["1", "2", "3"]
    assert [page.title for page in found.edition.pages] == ["Overview", "Introduction"]
    assert made.files[f"received/{name}"] == FORMATS[name], "byte for byte"


def test_positions_follow_changed_readings() -> None:
    passage = Passage((Run("abc", 0, 3), Run("XYZZY", 3, 5, 0), Run("", 5, 6, 1), Run("f", 6, 7)))
    at = SourcePositions(passage)
    assert [at.begin(offset) for offset in range(8)] == [0, 1, 2, 3, 3, 8, 8, 9]
    assert [at.end(offset) for offset in range(8)] == [0, 1, 2, 3, 8, 8, 8, 9]


def test_a_document_that_was_derived_again_is_the_same() -> None:
    read = read_document("river.md", MARKDOWN.encode())
    assert read is not None
    document, reader = read
    again = derive(document, "river.md", MARKDOWN.encode(), reader, {})
    files = files_of()
    assert (again.text, again.structure) == (files[DERIVED_TEXT], files[STRUCTURE])


def test_an_image_is_shown_with_its_caption_or_alone() -> None:
    drawing = '<w:r><w:drawing><wp:docPr descr="{}"/><a:blip r:embed="rId5"/></w:drawing></w:r>'
    body = (
        par("Words.")
        + par(drawing.format("A [map] *x*"))
        + par("Figure 1. The river.", "Caption")
        + par(drawing.format(""))
    )
    data = docx(body, links={"rId5": "media/i.png"}, more={"word/media/i.png": NO_PICTURE})
    source = document_source("x.docx", data, None)
    assert source is not None
    (name,) = source.images
    made = first_edition(DERIVED_TEXT, b"", bib=None, today=TODAY, folder="sources/x", document=source)
    assert made is not None
    found = publication_of(made.files)
    assert [(one.body.text, one.alt) for one in found.paragraphs if one.image] == [
        ("Figure 1. The river.", "A [map] *x*"),
        ("▢", ""),
    ]
    page = edition_files(found, "sources/x/")["index.md"]
    assert f"![A \\[map\\] \\*x\\*]({name})" in page
    assert f"![]({name})" in page
    assert '<span class="cell-bar" aria-hidden="true">▢</span>' in page
    assert image_files("sources/x", made.files, {}, "") == {name: NO_PICTURE}
    changed = {**made.files, name: NO_PICTURE + b"x"}
    assert [problem.code for problem in reading_of(changed).problems] == ["S10"]


def test_an_image_that_is_too_large_for_a_page_is_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    large = pictures.drawn(b"#set page(width: 300pt, height: auto)\n#for n in range(60) [word #n ]", {}, 300)
    name = "received/figure-0123456789ab.png"
    monkeypatch.setattr("briefsite.pages.document_images._MOST_BYTES", 20_000)
    (shown,) = image_files("sources/x", {name: large, "received/x.docx": b""}, {}, "").values()
    assert len(shown) < len(large)
    assert int.from_bytes(shown[16:20], "big") <= 1000, "its width in pixels"
    again = image_files("sources/x", {name: large}, {name: shown}, "")
    assert again == {name: shown}
