"""`briefsite receive`: a later version of a document, in which every passage and note keeps its address."""

from __future__ import annotations

import datetime
import hashlib
import json
from functools import partial
from pathlib import Path

import pytest
import yaml

from briefsite.file_names import EDITION_FILE, LEDGER
from briefsite.ledger.version import Version, VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.reading.publication import Publication
from briefsite.reading.read import read_edition
from briefsite.site.inputs import _read_sources
from tests import helpers
from tests.helpers import snapshot
from tests.made_documents import docx, mark, note, par, run, word_field
from tests.test_intake import ZOTERO

call = partial(helpers.call, env={"SOURCE_DATE_EPOCH": "1614643200"})
FOLDER = "sources/river"


def zotero(shown: str) -> str:
    return word_field(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(ZOTERO).replace('&', '&amp;')} ", run(shown))


FIRST = docx(
    par("The river", "Heading1")
    + par(run("The river rises in the mountains of the north.") + mark(2))
    + par(run("Nobody has ever measured how much water it has.") + mark(3) + run(" It is thought to be much."))
    + par("The third paragraph speaks of boats."),
    {2: note("A. Mill, Bridges and Boats, 4."), 3: note("Protocol on the river, article 3.")},
)
SECOND = docx(
    par("The river", "Heading1")
    + par(run("The river rises in the mountains of the north.") + mark(2))
    + par(run("This paragraph was put in by the author last year.") + mark(9))
    + par(run("Nobody has ever measured how much water it has.") + mark(3) + run(" It is thought to be too much."))
    + f"<w:ins>{par('A tracked paragraph at the end of it all.')}</w:ins>"
    + par("The third paragraph speaks of boats."),
    {
        2: note("A. Mill, Bridges and Boats, 4."),
        9: note(zotero("Keller, Counting Water")),
        3: note("Protocol on the river, article 3."),
    },
)


def publication(root: Path) -> Publication:
    found = read_edition(FOLDER, _read_sources(root / FOLDER, []), None)
    assert found.publication is not None, found.problems
    return found.publication


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """An edition of the first version, with addresses, and with what an editor says of its second note."""
    root, file = tmp_path / "root", tmp_path / "river.docx"
    root.mkdir()
    file.write_bytes(FIRST)
    assert call(root, "init", str(file)).exit_code == 0
    edition = root / FOLDER / EDITION_FILE
    more = 'notes:\n  - {number: 2, status: author, comment: "The protocol."} # mine\n'
    edition.write_text(edition.read_text(encoding="utf-8") + more, encoding="utf-8")
    ledger = publication(root).ledger.released(Version(VersionId(datetime.date(2021, 3, 1))))
    (root / FOLDER / LEDGER).write_text(write_ledger(ledger), encoding="utf-8")
    return root


def addresses(found: Publication) -> dict[str, str]:
    paragraphs = {
        found.addresses.of(number): one.body.text[:12] for number, one in enumerate(found.paragraphs) if one.numbered
    }
    return paragraphs | {one.address: f"{one.label} {one.wording[:7]} {one.comment}".strip() for one in found.notes}


def test_every_passage_and_note_keeps_its_address(released: Path, tmp_path: Path) -> None:
    assert addresses(publication(released)) == {
        "p1": "The river ri",
        "p2": "Nobody has e",
        "p3": "The third pa",
        "n1": "1 A. Mill",
        "n2": "2 Protoco The protocol.",
    }
    (tmp_path / "river.docx").write_bytes(SECOND)
    made = call(released, "receive", str(tmp_path / "river.docx"))
    assert made.exit_code == 0, made.output
    assert "note 2 is now printed as 3: changed in edition.yml" in made.output
    assert "¶ 1a new after ¶ 1" in made.output
    assert "tracked changes" not in made.output
    assert "It is thought to be {+too+} much." in made.output
    found = publication(released)
    assert addresses(found) == {
        "p1": "The river ri",
        "p1a": "This paragra",
        "p2": "Nobody has e",
        "p2a": "A tracked pa",
        "p3": "The third pa",
        "n1": "1 A. Mill",
        "n1a": "2 Keller,",
        "n2": "3 Protoco The protocol.",
    }
    folder = released / FOLDER
    assert (folder / "received/river.docx").read_bytes() == FIRST
    assert (folder / "received/river-2.docx").read_bytes() == SECOND
    edition = (folder / EDITION_FILE).read_text(encoding="utf-8")
    assert '{number: 3, status: author, comment: "The protocol."} # mine' in edition
    assert "derived from received/river-2.docx;" in edition
    data = yaml.safe_load(edition)
    assert data["source"]["received"]["sha256"] == hashlib.sha256(SECOND).hexdigest()
    cited = [one for one in data["notes"] if one.get("works")]
    assert cited == [{"number": 2, "status": "author", "works": [{"key": "keller2011", "locator": "pp. 45-47"}]}]
    assert "@article{keller2011," in (folder / "references.bib").read_text(encoding="utf-8")
    # The same file again changes nothing.
    before = snapshot(folder)
    again = call(released, "receive", str(folder / "received/river-2.docx"))
    assert "nothing has changed" in again.output
    assert snapshot(folder) == before


def test_tracked_changes_may_be_rejected(released: Path, tmp_path: Path) -> None:
    (tmp_path / "river.docx").write_bytes(SECOND)
    made = call(released, "receive", str(tmp_path / "river.docx"), "--track", "reject")
    assert made.exit_code == 0, made.output
    assert "A tracked pa" not in addresses(publication(released)).values()
    assert "tracked changes rejected" in (released / FOLDER / "structure.jsonl").read_text(encoding="utf-8")


TEXT = """THE RIVER

The river rises in the mountains of the north.[1]

Nobody has ever measured how much water it has.[2] It is thought to be much.

The third paragraph speaks of boats.

Notes

[1] A. Mill, Bridges and Boats, 4.
[2] Protocol on the river, article 3.
"""
#: A note is put in before the second one, and a word has changed.
LATER = (
    TEXT.replace("Nobody", "The mill was added later.[2]\n\nNobody")
    .replace("has.[2]", "has.[3]")
    .replace("be much", "be too much")
    .replace("[2] Protocol", "[2] Mill Book.\n[3] Protocol")
)


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """An edition of a plain text, with addresses, and with what an editor says of its second note."""
    root, file = tmp_path / "root", tmp_path / "river.txt"
    root.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    assert call(root, "init", str(file)).exit_code == 0
    edition = root / FOLDER / EDITION_FILE
    checksum = hashlib.sha256(TEXT.encode()).hexdigest()
    changed = f'  changed: {{because: "A word.", sha256: "{checksum}"}}\n  received:'
    text = edition.read_text(encoding="utf-8").replace("  received:", changed)
    notes = 'notes:\n  - {number: 2, status: author, comment: "The protocol."}\n'
    edition.write_text(text + notes, encoding="utf-8")
    ledger = publication(root).ledger.released(Version(VersionId(datetime.date(2021, 3, 1))))
    (root / FOLDER / LEDGER).write_text(write_ledger(ledger), encoding="utf-8")
    return root


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_later_plain_text_takes_the_place_of_the_first(typed: Path, tmp_path: Path, encoding: str) -> None:
    before = addresses(publication(typed))
    data = LATER.replace("boats", "“boats”").encode(encoding)
    (tmp_path / "river-2.txt").write_bytes(data)
    made = call(typed, "receive", str(tmp_path / "river-2.txt"))
    assert made.exit_code == 0, made.output
    assert "note 2 is now printed as 3: changed in edition.yml" in made.output
    folder = typed / FOLDER
    assert (folder / "river.txt").read_bytes() == data
    source = yaml.safe_load((folder / EDITION_FILE).read_text(encoding="utf-8"))["source"]
    assert {**source["received"], "date": str(source["received"]["date"])} == {
        "date": "2021-03-02",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    assert (source["file"], source["encoding"]) == ("river.txt", encoding)
    assert "changed" not in source
    now = publication(typed)
    kept = {address: words for address, words in addresses(now).items() if address in before}
    assert kept == {**before, "n2": before["n2"].replace("2", "3", 1)}
    assert [entry.label for entry in now.edition.notes] == ["3"]
    assert not [one for one in read_edition(FOLDER, _read_sources(folder, []), None).problems if one.code == "S08"]
    again = snapshot(folder)
    assert "nothing has changed" in call(typed, "receive", str(tmp_path / "river-2.txt")).output
    assert snapshot(folder) == again


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n", "is an image"),
        ("여름에 항구가 측량되었다.\n".encode("johab"), "nor in an encoding that can be told"),
    ],
)
def test_a_plain_text_that_cannot_be_read_changes_nothing(typed: Path, tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "river-2.txt").write_bytes(data)
    before = snapshot(typed)
    made = call(typed, "receive", str(tmp_path / "river-2.txt"))
    assert made.exit_code == 1
    assert said in made.output
    assert snapshot(typed) == before


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.txt", b"Only text.", "is plain text"),
        ("x.docx", FIRST[:-40], "is damaged"),
        ("x.doc", b"\xd0\xcf\x11\xe0", "before 2007"),
    ],
)
def test_a_version_that_cannot_be_read_changes_nothing(
    name: str, data: bytes, said: str, released: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    before = snapshot(released)
    made = call(released, "receive", str(tmp_path / name))
    assert made.exit_code == 1
    assert said in made.output
    assert snapshot(released) == before
    assert "no edition of this name" in call(released, "receive", str(tmp_path / name), "--name", "other").output


def chapters(*heads: str, section: str = "A section") -> list[tuple[str, str]]:
    """A text of three chapters of three paragraphs, with a section in the second: (style, words)."""
    found: list[tuple[str, str]] = []
    for number, head in enumerate(heads):
        found += [("Heading1", head)] if head else []
        for at, thing in enumerate(("boats", "dams", "seasons")):
            found += [("Heading2", section)] if (number, at) == (1, 1) and section else []
            found.append(
                ("", f"{thing} of the {('first', 'second', 'third')[number]} kind were {thing * (number + 2)}.")
            )
    return found


def document(found: list[tuple[str, str]]) -> bytes:
    return docx("".join(par(words, style) for style, words in found))


HEADS = ("Source", "Middle", "Mouth")
NEW_PARAGRAPH = ("", "Nothing like this was ever said about anything before in these pages.")


@pytest.mark.parametrize(
    ("later", "begins"),
    [
        (chapters("Source", "On lakes", "Estuary"), {"middle": "On lakes", "mouth": "Estuary"}),
        (
            chapters("", "", "", section=""),
            {"/": "boats", "middle": "boats", "mouth": "boats", "a-section": "dams"},
        ),
        (chapters("Part", "Part", "Part"), {"/": "Part boats", "middle": "Part boats", "mouth": "Part boats"}),
        (chapters(*HEADS, section="Other words"), {"a-section": "Other words"}),
        ([("Heading1", "Preface"), NEW_PARAGRAPH, *chapters(*HEADS)], {"/": "Preface"}),
        (
            [*chapters("Source", "Middle", "")[:8], ("Heading1", "Sea"), NEW_PARAGRAPH, *chapters(*HEADS)[-2:]],
            {"mouth": "Sea"},
        ),
    ],
)
def test_pages_begin_where_they_began_under_other_headings(
    tmp_path: Path, later: list[tuple[str, str]], begins: dict[str, str]
) -> None:
    root, file = tmp_path / "root", tmp_path / "river.docx"
    root.mkdir()
    file.write_bytes(document(chapters(*HEADS)))
    assert call(root, "init", str(file)).exit_code == 0
    ledger = publication(root).ledger.released(Version(VersionId(datetime.date(2021, 3, 1))))
    (root / FOLDER / LEDGER).write_text(write_ledger(ledger), encoding="utf-8")
    before = openings(root)
    file.write_bytes(document(later))
    made = call(root, "receive", str(file))
    assert made.exit_code == 0, made.output
    changed = {name: words for name, words in openings(root).items() if words != before[name]}
    assert changed.keys() == begins.keys()
    assert all(changed[name].startswith(words) for name, words in begins.items())
    assert made.output.count(": changed in edition.yml") == len(begins)


PARTS = [
    ("Heading1", "Source"),
    ("", "Boats were built in the country of boats, and boats lasted."),
    ("Heading2", "Springs"),
    ("", "Wells were dug in the country of wells by those who drank from wells."),
    ("Heading2", "Snow"),
    ("", "Sleds were drawn in the country of sleds when nothing else than sleds went."),
    ("Heading1", "Mouth"),
    ("", "Ports were opened in the country of ports, where ships came."),
]
SPRINGS, SNOW = PARTS[2:4], PARTS[4:6]


@pytest.mark.parametrize(
    ("later", "sections", "said"),
    [
        ([*PARTS[:2], *SNOW, *PARTS[6:], *SPRINGS], {"/": ["snow"], "mouth": ["springs"]}, 1),
        (
            [*PARTS[:2], *SNOW, *PARTS[6:], ("Heading2", "Wells"), SPRINGS[1]],
            {"/": ["snow"], "mouth": ["springs"]},
            1,
        ),
        ([*PARTS[:2], *PARTS[6:], *SNOW, *SPRINGS], {"mouth": ["snow", "springs"]}, 2),
        ([*PARTS[:2], *SNOW, *SPRINGS, *PARTS[6:]], {"/": ["snow", "springs"]}, 1),
    ],
)
def test_a_moved_section_takes_its_entry_along(
    tmp_path: Path, later: list[tuple[str, str]], sections: dict[str, list[str]], said: int
) -> None:
    root, file = tmp_path / "root", tmp_path / "river.docx"
    root.mkdir()
    file.write_bytes(document(PARTS))
    assert call(root, "init", str(file)).exit_code == 0
    edition = root / FOLDER / EDITION_FILE
    entry = '      - {id: springs, title: "Springs", from: "Springs"}'
    own = '      # Ours: keep.\n      - id: springs # yes\n        title: "Springs"\n        from: "Springs"'
    edition.write_text(edition.read_text(encoding="utf-8").replace(entry, own), encoding="utf-8")
    before = publication(root)
    (root / FOLDER / LEDGER).write_text(
        write_ledger(before.ledger.released(Version(VersionId(datetime.date(2021, 3, 1))))), encoding="utf-8"
    )
    file.write_bytes(document(later))
    made = call(root, "receive", str(file))
    assert made.exit_code == 0, made.output
    assert made.output.count("now: moved in edition.yml") == said
    pages = yaml.safe_load(edition.read_text(encoding="utf-8"))["pages"]
    assert {page["slug"]: [one["id"] for one in page["sections"]] for page in pages if "sections" in page} == sections
    assert '# Ours: keep.\n      - id: springs # yes\n        title: "Springs"\n        from: ' in edition.read_text(
        encoding="utf-8"
    )
    assert addresses(publication(root)) == addresses(before)
    assert edition.read_text(encoding="utf-8").endswith("\n")


def test_a_chapter_that_is_gone_is_left_to_the_editor(tmp_path: Path) -> None:
    root, file = tmp_path / "root", tmp_path / "river.docx"
    root.mkdir()
    file.write_bytes(document(chapters(*HEADS)))
    assert call(root, "init", str(file)).exit_code == 0
    ledger = publication(root).ledger.released(Version(VersionId(datetime.date(2021, 3, 1))))
    (root / FOLDER / LEDGER).write_text(write_ledger(ledger), encoding="utf-8")
    file.write_bytes(document(chapters(*HEADS)[:8]))
    before = openings(root)
    made = call(root, "receive", str(file))
    assert made.exit_code == 1
    assert "no passage of page /mouth/ is left in the text" in made.output
    assert openings(root) == before


def openings(root: Path) -> dict[str, str]:
    """The words with which the pages and sections of edition.yml begin."""
    pages = yaml.safe_load((root / FOLDER / EDITION_FILE).read_text(encoding="utf-8"))["pages"]
    sections = [section for page in pages for section in page.get("sections", ())]
    return {page["slug"]: page["from"] for page in pages} | {section["id"]: section["from"] for section in sections}
