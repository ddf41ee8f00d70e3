"""The renderer's successors: of the same docs/ and mkdocs.yml they make the same addresses and the same text.

They ignore without a word what they don't know (hooks, plugins, a filter of a template): only a comparison tells.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

BIN = Path(sys.executable).parent
#: An id that Zensical adds to the article: where its link past the menu leads.
OWN = {"__skip"}


def _said(page: Path) -> tuple[str, list[str], str]:
    """What a reader gets of a page: its title, its addresses in their order, the words of its article."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    (title,), (article,) = tree.css("head > title"), tree.css("article.md-content__inner")
    ids = [node.attributes["id"] or "" for node in article.css("[id]")]
    return (
        title.text(),
        [address for address in ids if address not in OWN],
        " ".join(article.text(separator=" ").split()),
    )


@pytest.mark.parametrize("command", [("properdocs", "build", "--quiet"), ("zensical", "build")])
def test_another_renderer_gives_the_same_addresses_and_the_same_text(
    brief: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    shutil.copytree(brief / "docs", tmp_path / "docs")
    shutil.copy(brief / "mkdocs.yml", tmp_path)
    made = subprocess.run([BIN / command[0], *command[1:]], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    pages = sorted((brief / "site").rglob("*.html"))
    assert len(pages) > 12
    for page in pages:
        name = page.relative_to(brief / "site")
        assert _said(tmp_path / "site" / name) == _said(page), name
