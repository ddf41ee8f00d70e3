"""Works that were parsed from notes and that no editor has looked at: for editors, in the preview, and nobody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from briefsite.language.strings import ENGLISH
from briefsite.pages.works import works_page
from briefsite.progress import Clock
from briefsite.publish.build import Preview, build_preview
from briefsite.reading.read import read_edition
from tests.helpers import call, make_project, snapshot

TEXT: Final = "The mill stood by the river.[1] It was old.[2]\n\n[1] A. Brandt, Mills, 1999.\n\n[2] Oak, Weirs.\n"
EDITION: Final = """\
version: 1
work: {title: Mills, language: en}
site: {title: Mills, description: On mills.}
source: {file: brief.txt}
pages: [{slug: /, title: Overview, from: The mill stood, summary: It stood.}]
notes:
  - {number: 1, works: [brandt], status: author}
"""
WORKS: Final = """\
@book{brandt, author = {Brandt, Ada}, title = {Mills}, date = {1999}}
"""
#: A proposal as earlier versions of the program wrote it.
FORMER: Final = "@book{oak, author = {Oak, Tom}, title = {Weirs}, date = {2001}, status = {proposed}}\n"
PROPOSAL: Final = {
    "words": "Oak, Weirs.",
    "status": "proposed",
    "entry": "@book{oak, author = {Oak, Tom}, title = {Weirs}, date = {2001}}",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    line = json.dumps(PROPOSAL) + "\n"
    files = {"brief.txt": TEXT, "edition.yml": EDITION, "references.bib": WORKS, "citations.jsonl": line}
    return make_project(tmp_path, {f"sources/x/{name}": text for name, text in files.items()})


def test_readers_get_no_work_that_is_only_proposed(project: Path) -> None:
    reading = read_edition("x", snapshot(project / "sources/x"), None)
    assert reading.publication is not None
    assert [work.key for work in reading.publication.bibliography.works] == ["brandt"]
    assert [problem.code for problem in reading.problems] == ["N12"]
    assert 'id="oak"' not in "".join(works_page(reading.publication).blocks)


def test_editors_have_a_filter_for_them(project: Path) -> None:
    reading = read_edition("x", snapshot(project / "sources/x"), None, with_proposed=True)
    assert reading.publication is not None
    page = "".join(works_page(reading.publication).blocks)
    assert 'id="oak"' in page
    # As a filter, and beside the work.
    assert page.count(ENGLISH["works.proposed"]) == 2


def test_editors_see_what_waits_for_an_answer_with_the_notes_that_cite_it(project: Path) -> None:
    files = snapshot(project / "sources/x")
    entry = "@book{brandt, author = {Oak, Tom}, title = {Dams}, date = {2002}}"
    lines = [
        {"words": "Oak, Weirs.", "status": "proposed", "entry": entry},
        {"words": "A. Brandt, Mills, 1999.", "status": "none", "entry": entry},
    ]
    files["citations.jsonl"] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    publication = read_edition("x", files, None, with_proposed=True).publication
    assert publication is not None
    # The key is the bibliography's own, and another work's.
    proposed = [(work.key, work.title) for work in publication.bibliography.works if work.proposed]
    assert proposed == [("brandt-2", "Dams")]
    assert [cited.key for cited in publication.note["n2"].works] == ["brandt-2"]
    page = "".join(works_page(publication).blocks)
    assert 'id="brandt-2"' in page
    public = read_edition("x", files, None).publication
    assert public is not None
    assert public.bibliography.get("brandt-2") is None
    assert public.note["n2"].works == ()


def test_a_proposal_in_the_bibliography_is_left_out_and_the_editor_is_told(project: Path) -> None:
    (project / "sources/x/references.bib").write_text(WORKS + FORMER, encoding="utf-8")
    result = call(project, "check")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    said = result.output
    assert 'references.bib:2:7: warning B10 "oak" has the status "proposed" and is left out' in said
    assert "delete   status = {proposed}, if not, the entry" in said
    for with_proposed, keys in ((False, ["brandt"]), (True, ["brandt", "oak-2"])):
        reading = read_edition("x", snapshot(project / "sources/x"), None, with_proposed=with_proposed)
        assert reading.publication is not None
        assert [work.key for work in reading.publication.bibliography.works] == keys
    # It is not asked about, nor written a second time.
    assert "1 of 1. Note 2" in call(project, "works", "--review", typed="l\n").output
    before = (project / "sources/x/references.bib").read_bytes()
    call(project, "works", "--write")
    assert (project / "sources/x/references.bib").read_bytes() == before


def test_a_note_that_cites_a_proposed_work_is_told_how_to_approve_it(project: Path) -> None:
    (project / "sources/x/references.bib").write_text(WORKS + FORMER, encoding="utf-8")
    edition = project / "sources/x/edition.yml"
    edition.write_text(edition.read_text().replace("works: [brandt]", "works: [oak]"))
    said = call(project, "check").output
    assert 'note 1 cites "oak", which is only proposed' in said
    assert "delete   status = {proposed}   in references.bib" in said


def test_the_preview_has_them_and_the_site_has_not(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert call(project, "build").exit_code == 0
    assert 'id="oak"' not in (project / "site/bibliography/index.html").read_text(encoding="utf-8")
    shown = tmp_path_factory.mktemp("preview")
    _, result = build_preview(project, shown / "site", Preview(), Clock())
    assert not result.failed, result.problems
    page = (shown / "site/bibliography/index.html").read_text(encoding="utf-8")
    assert 'id="oak"' in page
    assert ENGLISH["works.proposed"] in page
    assert 'id="oak"' not in (project / "docs/bibliography.md").read_text(encoding="utf-8")
