"""A deposit is enough: the site is built from it again, and archives can read what it is."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import yaml

from briefsite.deposit.crate import CRATE
from briefsite.deposit.folder import CHECKSUMS, deposit_files, write_deposit
from briefsite.documents.kinds import DOCUMENT_KINDS
from briefsite.documents.swhid import swhid, swhid_of_lines
from briefsite.reading.publication import Publication
from tests.helpers import call, call_build, call_release, git, make_project, snapshot
from tests.processes import KILLED, killed_before

EDITION = """\
version: 1
work: {title: "Mills: A Report", publisher: {name: The Press}, language: en, date: 2001-05-04, authors: ["Hill, Anna"]}
editors: [{name: "van der Berg, Jan", orcid: 0000-0002-1825-0097, role: notes}]
license: CC BY 4.0
site: {title: Mills, description: On mills.}
source: {file: brief.txt}
pages: [{slug: /, title: Overview, from: The mill stood, summary: It stood.}]
"""
TEXT = "The mill stood by the river for a hundred years.\n\nThen the river rose, and the mill was gone.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("project"))
    (root / "sources/x/brief.txt").write_text(TEXT, encoding="utf-8")
    (root / "sources/x/edition.yml").write_text(EDITION, encoding="utf-8")
    assert call_release(root, "2026-12-01").exit_code == 0
    assert call_build(root).exit_code == 0
    return root


@pytest.fixture(scope="module")
def deposited(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deposits") / "mills"
    result = call(project, "deposit", str(folder))
    assert result.exit_code == 0, result.output
    return folder


def test_the_site_is_built_from_it_again_byte_for_byte(project: Path, deposited: Path) -> None:
    assert call_build(deposited / "project").exit_code == 0
    assert snapshot(deposited / "project/site") == snapshot(project / "site")


def test_the_checksums_are_those_of_all_files(deposited: Path) -> None:
    lines = (line.split("  ") for line in (deposited / CHECKSUMS).read_text("utf-8").splitlines())
    stated = {name: digest for digest, name in lines}
    there = {
        path.relative_to(deposited).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in deposited.rglob("*")
        if path.is_file() and not path.is_relative_to(deposited / "project/site")
    }
    listed = {name for name in there if not name.startswith("project/.briefsite")} - {CHECKSUMS}
    assert stated == {name: there[name] for name in listed}


def test_archives_read_who_wrote_and_who_edited_it(deposited: Path) -> None:
    cff = yaml.safe_load((deposited / "CITATION.cff").read_text("utf-8"))
    assert cff["authors"] == [{"family-names": "Hill", "given-names": "Anna"}]
    assert (cff["version"], cff["date-released"], cff["license"]) == ("2026-12-01", "2026-12-01", "CC-BY-4.0")
    zenodo = json.loads((deposited / ".zenodo.json").read_text("utf-8"))
    assert zenodo["contributors"] == [{"name": "van der Berg, Jan", "type": "Editor", "orcid": "0000-0002-1825-0097"}]
    meta = json.loads((deposited / "codemeta.json").read_text("utf-8"))
    assert meta["editor"][0]["familyName"] == "van der Berg"
    graph = {one["@id"]: one for one in json.loads((deposited / CRATE).read_text("utf-8"))["@graph"]}
    parts = {one["@id"] for one in graph["./"]["hasPart"]}
    assert parts == {name for name, one in graph.items() if one["@type"] == "File"} | {"project/"}
    own = {one["@id"] for one in graph["project/"]["hasPart"]}
    assert own == {name for name in parts if name.startswith("project/")} - {"project/"}
    named = re.findall(r'"@id": "([^"]+)"', (deposited / CRATE).read_text("utf-8"))
    assert {name for name in named if not name.startswith("https://w3id.org/ro/crate/")} == graph.keys()
    assert {"documents/x.tei.xml", "documents/x.json", "documents/x.csl.json", "project/sources/x/brief.txt"} <= parts
    assert graph[graph["./"]["license"]["@id"]]["name"] == "CC BY 4.0"


def test_a_draft_is_not_deposited_and_nothing_is_written_over(project: Path, deposited: Path, tmp_path: Path) -> None:
    result = call(project, "deposit", str(deposited))
    assert (result.exit_code, "is not an empty folder" in result.output) == (1, True)
    fresh = make_project(tmp_path)
    result = call(fresh, "deposit", str(tmp_path / "out"))
    assert (result.exit_code, "`briefsite release`" in result.output) == (1, True)
    assert not (tmp_path / "out").exists()


FILES = {"README.md": b"read", "documents/x.txt": b"words", "project/sources/x/brief.txt": b"text"}


def test_a_deposit_that_is_killed_is_whole_or_not_there_and_the_next_one_is_whole(tmp_path: Path) -> None:
    begun = []
    for number in itertools.count(1):
        folder = tmp_path / str(number) / "deposit"
        if number % 2:
            folder.mkdir(parents=True)
        if killed_before(number, lambda folder=folder: write_deposit(folder, FILES)) != KILLED:  # type: ignore[misc]
            break
        there = folder.is_dir() and snapshot(folder)
        assert there in (False, {}, FILES), f"operation {number}"
        begun.append(there)
        if there != FILES:
            (folder.parent / ".deposit-new").mkdir(exist_ok=True)
            (folder.parent / ".deposit-new/README.md.old").write_text("of an earlier one")
            write_deposit(folder, FILES)
        assert snapshot(folder) == FILES
        assert [path.name for path in folder.parent.iterdir()] == ["deposit"], "nothing is left beside it"
    assert len(begun) > 8
    assert FILES in begun


def test_what_lies_where_a_deposit_is_prepared_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("mine")
    (tmp_path / ".deposit-new").symlink_to(tmp_path / "mine")
    write_deposit(tmp_path / "deposit", FILES)
    assert (tmp_path / "mine/letter.txt").read_text() == "mine"
    assert snapshot(tmp_path / "deposit") == FILES


def test_a_document_that_cannot_be_made_is_left_out_and_named(publication: Publication) -> None:
    work = msgspec.structs.replace(publication.edition.work, title="漢字")
    edition = msgspec.structs.replace(publication.edition, work=work)
    chinese = replace(publication, edition=edition, ledger=publication.released, edited={})
    said: list[str] = []
    files = deposit_files(chinese, "x", "https://press.org/", "briefsite 1", {}, warn=said.append)
    assert ("documents/x.tei.xml" in files, "documents/x.pdf" in files) == (True, False)
    (line,) = said
    assert line.startswith(
        "the deposit has no PDF: the PDF can't be made without the fonts Noto Serif SC: pip install "
    )
    assert "PDF" not in files["README.md"].decode()


def test_a_deposit_has_every_document(deposited: Path) -> None:
    documents = {path.name for path in (deposited / "documents").iterdir()}
    assert documents == {f"x.{kind.ending}" for kind in DOCUMENT_KINDS}


def test_a_swhid_is_the_name_that_git_gives(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(TEXT, encoding="utf-8")
    named = git(tmp_path, "hash-object", "brief.txt").strip()
    assert swhid(TEXT.encode()) == f"swh:1:cnt:{named}"
    assert swhid_of_lines(f"swh:1:cnt:{named}", 3, 3) == f"swh:1:cnt:{named};lines=3"
    assert swhid_of_lines(f"swh:1:cnt:{named}", 1, 3) == f"swh:1:cnt:{named};lines=1-3"
