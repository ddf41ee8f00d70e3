"""`briefsite init` of documents: a site that builds, the file as received, and refusals that write nothing."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest

from briefsite.file_names import DERIVED_TEXT
from briefsite.init.document_source import document_source
from briefsite.init.draft import first_edition
from briefsite.intake.derivation import derive
from briefsite.intake.document import IntakeError
from briefsite.intake.readers import read_document
from briefsite.intake.work_keys import work_keys
from tests import helpers
from tests.helpers import snapshot
from tests.made_documents import docx, par
from tests.test_intake import FORMATS
from tests.test_structure_file import TODAY

call = partial(helpers.call, env={"SOURCE_DATE_EPOCH": "1614643200"})


def test_a_word_file_becomes_a_site(tmp_path: Path) -> None:
    root, file = tmp_path / "site", tmp_path / "My report.docx"
    root.mkdir()
    file.write_bytes(FORMATS["report.docx"])
    made = call(root, "init", str(file))
    assert made.exit_code == 0, made.output
    for said in ("title: Sharing the Orlen", "notes: 3 notes of the text with their markers", "Ready to build"):
        assert said in made.output
    folder = root / "sources/my-report"
    assert (folder / "received/My report.docx").read_bytes() == FORMATS["report.docx"]
    built = call(root, "build")
    assert built.exit_code == 0, built.output
    assert "3 of 3 notes linked; 3 are the author’s own" in built.output
    assert (root / "site/received/My report.docx").read_bytes() == FORMATS["report.docx"]
    page = (root / "site/introduction/index.html").read_text(encoding="utf-8")
    assert "<em>in name</em>" in page
    assert ">paragraph 4</a>" in page
    received = (root / "site/received/index.html").read_text(encoding="utf-8")
    assert 'href="My%20report.docx"' in received
    assert "footnote 3" in received
    # In a fresh clone, the build knows the copy of the document for its own, and changes nothing.
    shutil.rmtree(root / ".briefsite")
    before = snapshot(root / "docs")
    assert call(root, "build", "--locked").exit_code == 0
    assert snapshot(root / "docs") == before


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save the document as .docx"),
        ("x.docx", docx(par("a"), more={"word/vbaProject.bin": b"x"}), "has macros"),
        ("x.docx", docx("<w:p/>"), "contains no visible text"),
        ("x.pdf", b"%PDF-1.7\n", "is damaged and cannot be read as PDF"),
    ],
)
def test_a_refusal_writes_nothing(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    root, file = tmp_path / "site", tmp_path / name
    root.mkdir()
    file.write_bytes(data)
    made = call(root, "init", str(file))
    assert made.exit_code == 1
    assert f"{name}: error S01" in made.output
    assert said in made.output
    assert "No files were written." in made.output
    assert snapshot(root) == {}


def test_nothing_in_a_web_page_runs_on_the_site() -> None:
    link, image = "<a href='javascript:x'>a link</a>", "<img src=x onerror=x>"
    page = f"<html><body><p onclick=x>So <script>alert(1)</script>{link} {image}.</p>"
    source = document_source("x.html", page.encode(), None)
    assert source is not None
    assert source.text.decode() == "So a link .\n"
    assert b"javascript" not in source.structure


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A damaged copy of a file: bytes changed, cut out or doubled, in the file itself or in a part of an archive."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        parts = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {one.filename: archive.read(one) for one in archive.infolist()}
        name = chance.choice([one for one in parts if parts[one]])
        parts[name] = _changed(parts[name], chance)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for one, content in parts.items():
                archive.writestr(one, content)
        return out.getvalue()
    return _changed(data, chance)


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        end = min(len(changed), at + chance.randint(1, 40))
        kind = chance.randrange(5)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at:end]
        elif kind == 2:
            changed[at:at] = changed[at:end]
        elif kind == 3:
            tags = [i for i, byte in enumerate(changed) if byte == ord("<")]
            other = chance.choice(tags) if tags else at
            changed[at:at] = changed[other : other + 60]
        else:
            changed[at:end] = bytes(chance.choice(b'<>&"/=0123456789abcw:') for _ in range(end - at))
    return bytes(changed)


def take_in(name: str, data: bytes, *, whole: bool) -> None:
    """Takes a document in as far as it goes: either it is read, or refused with a reason."""
    try:
        found = read_document(name, data)
        if found is None:
            return
        document, reader = found
        first = derive(document, name, data, reader, work_keys(document.works))
        again = derive(document, name, data, reader, work_keys(document.works))
        assert first == again
        if whole and first.text.strip():
            source = document_source(name, data, None)
            made = first_edition(DERIVED_TEXT, b"", bib=None, today=TODAY, folder="sources/x", document=source)
            assert made is None or made.files[DERIVED_TEXT] == first.text
    except IntakeError as refused:
        if not (refused.message and refused.help):
            raise


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files_are_read_or_refused(name: str) -> None:
    chance = random.Random(name)
    for number in range(40):
        take_in(name, damaged(FORMATS[name], chance), whole=number % 20 == 0)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", FORMATS)
def test_two_thousand_damaged_files_are_read_or_refused(name: str) -> None:
    chance = random.Random(f"long {name}")
    for number in range(2000):
        take_in(name, damaged(FORMATS[name], chance), whole=number % 10 == 0)
