"""LaTeX, as Pandoc reads it. What Pandoc made of `rivers.tex` is in `rivers.json`: a tree and its log for each run."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefsite.init.document_source import document_source
from briefsite.intake import latex_reader
from briefsite.intake.document import IntakeError
from briefsite.intake.latex_marks import with_notes_at_marks
from briefsite.intake.pandoc import pandoc_json
from briefsite.storage.nearby_files import NearbyFiles
from tests.test_intake import read

FOLDER = Path(__file__).parent / "pandoc"
HILL = "{hill1995}"
CITED = f"{{cite hill1995 pp. 12–14:[see @{HILL}, 12–14]}}"
AGAIN = f"{{cite hill1995 p. 3:@{HILL} [3]}}"
TEX = (FOLDER / "rivers.tex").read_bytes()


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that Pandoc is given. It answers as it did."""
    texts: list[str] = []
    answers: Iterator[dict[str, Any]] = iter(json.loads((FOLDER / "rivers.json").read_text(encoding="utf-8")))

    def answer(text: str, form: str) -> tuple[dict[str, Any], list[str]]:
        assert form == "latex"
        texts.append(text)
        own = next(answers)
        return own["tree"], own["log"]

    monkeypatch.setattr(latex_reader, "pandoc_json", answer)
    return texts


def test_a_document_is_read_with_all_that_it_has(given: list[str]) -> None:
    found = read("rivers.tex", TEX)
    assert found.shown == [
        "title On Rivers",
        "front An Author",
        "front 2024-03-05",
        "heading1 The source",
        f"prose It {{em:rises}} in {{sc:Tavia}}{{mark 1:[1]}}, see {CITED}, “quoted” and {AGAIN}.",
        "quotation A quotation.",
        "item1 a",
        "item1 b",
        "item2 1. c",
        "figure The map",
        "caption Depths",
        "table A\tB\n1\t2",
        "verse line one\nline two",
        "prose x^2 and H{sub:2}O, {link https://y.example:there}. Words of a command.",
        "note 1 prose [1] A note {cite mill2003 p. 4:[@{mill2003}, p.\xa04]}.",
        "note 1 prose Second paragraph.",
    ]
    assert found.document.bibliographies == ("works.bib",)
    assert (found.document.title, found.document.authors, found.document.date) == (
        "On Rivers",
        ("An Author",),
        "2024-03-05",
    )
    assert found.document.remarks == (
        "commands that Pandoc does not know, whose words are in the text: \\foo: please check",
        "formulas: 1, left as they are in LaTeX: please check",
    )
    assert [block.at for block in found.blocks][3:6] == ["line 5", "line 6", "line 9"]
    assert r"\newcommand{\foo}[1]{#1}\begin{document}" in given[1]


def test_works_and_images_are_those_beside_it(given: list[str], tmp_path: Path) -> None:
    works = (("Mill", 2003), ("Hill", 1995))
    entry = "@book{{{0}{1}, author={{{2}, A.}}, title={{B}}, year={{{1}}}}}\n"
    bib = "".join(entry.format(name.lower(), year, name) for name, year in works)
    (tmp_path / "works.bib").write_text(bib, encoding="utf-8")
    found = document_source("rivers.tex", TEX, None, nearby=NearbyFiles(tmp_path))
    assert found is not None
    assert "see (see Hill 1995, pp. 12–14), “quoted” and Hill (1995, p. 3)." in found.text.decode()
    assert [place.locator for one in found.citing for place in one.places] == ["p. 4"]
    assert "the image map.png is not beside the document, and was left out" in found.says
    assert len(given) == 2


def test_the_abstract_and_labels_of_items_are_kept_and_drawings_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [{"t": "Para", "c": [{"t": "Str", "c": "Short."}]}]
    log = [r"[INFO] Skipped '\begin{tikzpicture}\node{a};", r"\end{tikzpicture}' at line 1 column 3"]
    log += [r"[INFO] Skipped '\begin{foo}' at line 2 column 1"]
    texts: list[str] = []

    def answer(text: str, _: str) -> tuple[dict[str, Any], list[str]]:
        texts.append(text)
        return {"meta": {"abstract": {"t": "MetaBlocks", "c": words}}, "blocks": words}, log

    monkeypatch.setattr(latex_reader, "pandoc_json", answer)
    source = r"\begin{enumerate}\item[\textbf{Q 1}] a \item[--] b\end{enumerate}"
    source += r"\begin{description}\item[c] d\end{description}"
    found = read("x.tex", source.encode())
    assert found.shown == ["prose Short.", "prose Short."]
    assert found.document.remarks == (
        "drawings and the like that Pandoc does not read: tikzpicture (1): put them in as pictures",
    )
    assert texts[0] == source.replace(r"\item[\textbf{Q 1}]", r"\item \textbf{Q 1} ")


def test_files_are_put_in_from_the_folder_only(given: list[str], tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "parts").mkdir(parents=True)
    (own / "parts/one.tex").write_text("Part one. \\input{parts/two}", encoding="utf-8")
    (own / "parts/two.tex").write_text("Part two. \\input{parts/one}", encoding="utf-8")
    (tmp_path / "secret.tex").write_text("Secret.", encoding="utf-8")
    text = TEX.replace(
        b"\\bibliography{works}", b"\\input{parts/one} \\include{../secret} % \\input{parts/two}\n\\input{/etc/passwd}"
    )
    document = latex_reader.read_latex(text, NearbyFiles(own))
    assert given[0].count("Part one.") == given[0].count("Part two.") == 5, "ten files deep, and no further"
    assert "Secret" not in given[0]
    assert "% \\input{parts/two}" in given[0]
    left = [line for line in document.remarks if line.startswith("the file")]
    assert left == [
        "the file parts/one is not in the folder of the document, and was left out",
        "the file ../secret is not in the folder of the document, and was left out",
        "the file /etc/passwd is not in the folder of the document, and was left out",
    ]


def test_without_pandoc_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(IntakeError) as raised:
        read("rivers.tex", TEX)
    assert raised.value.message == "is LaTeX, which needs Pandoc to be read"
    assert 'pip install "briefsite[latex]"' in raised.value.help


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'Error at (line 3, column 1): unexpected end of input' >&2; exit 64", "unexpected end of input"),
        ("exec sleep 9", "more than 0.2 seconds"),
    ],
)
def test_what_pandoc_cannot_read_is_refused(
    script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("briefsite.intake.pandoc.pandoc_program", lambda: program)
    monkeypatch.setattr("briefsite.intake.pandoc._LONGEST", 0.2)
    with pytest.raises(IntakeError, match=message):
        pandoc_json("x", "latex")


@pytest.mark.parametrize("name", ["x.tex", "x.md"])
def test_another_encoding_is_said(name: str) -> None:
    with pytest.raises(IntakeError, match="is not in UTF-8"):
        read(name, "Zürich".encode("latin-1"))


def test_pandoc_is_kept_from_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefsite.intake.pandoc.pandoc_program", lambda: tmp_path / "pandoc")
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, b'{"blocks":[]}', b"[INFO] x")

    monkeypatch.setattr(subprocess, "run", run)
    assert pandoc_json("x", "latex") == ({"blocks": []}, ["[INFO] x"])
    assert "--sandbox" in asked[0]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (r"A\footnotemark B.\footnotetext{One {\em x} \}.} C", r"A\footnote{One {\em x} \}.}B. C"),
        (r"A\footnotemark[2] B", r"A\textsuperscript{2} B"),
        (
            r"A\footnotemark{}, B\footnotemark.\footnotetext{Of B.}",
            r"A\footnotemark{}, B\footnote{Of B.}.",
        ),
        (r"A\footnotemark B\footnotetext{never closed", r"A\footnotemark B\footnotetext{never closed"),
    ],
)
def test_a_note_is_at_its_mark(text: str, made: str) -> None:
    assert with_notes_at_marks(text) == made
