"""One index of Pagefind (https://pagefind.app), made by its program, which the extra `search` installs.

Its files are for a browser: a script, a program for it (WebAssembly), and the index in pieces, of which a search
fetches only those with the words that it asks for. It says which pages have the words. What the pages say is left out,
since our own files have that (`search_shards`).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

#: How the extra is installed.
HOW_TO_INSTALL: Final = 'pip install "briefsite[search]"'
#: What of Pagefind's files a search needs: its script, its program, and the parts of the index.
_NEEDED: Final = re.compile(r"pagefind\.js|wasm\.[\w-]+\.pagefind|pagefind-entry\.json|.*\.pf_meta|index/.*")
#: What Pagefind knows of all pages, and of each: JSON, packed, after a sign.
_ENTRY: Final = "pagefind-entry.json"
_FRAGMENTS: Final = "fragment/*.pf_fragment"
_SIGN: Final = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class PagefindIndex:
    """An index: its files by their paths in its folder, and the id that it gives to each page, in their order."""

    files: dict[str, bytes]
    ids: tuple[str, ...]


class PagefindError(Exception):
    """Pagefind's program can't be run, or has refused something. The message says what it says."""


def has_pagefind() -> bool:
    """Whether the extra is installed."""
    return find_spec("pagefind_bin") is not None


def pagefind_index(pages: Sequence[str], language: str, scratch: Path) -> PagefindIndex:
    """The index of some pages, each given as its words with blanks between them: letters and digits only.

    `language` says how words are reduced to their stems ("en"). `scratch` is a folder that doesn't exist yet; it is
    left behind with what was written there. PagefindError if Pagefind fails.
    """
    made = scratch / "index"
    _write(pages, language, scratch / "pages", made)
    names = [file.relative_to(made).as_posix() for file in sorted(made.rglob("*")) if file.is_file()]
    wasm = f"wasm.{_program(made)}.pagefind"
    wanted = (name for name in names if _NEEDED.fullmatch(name) and (name == wasm or not name.startswith("wasm.")))
    ids = dict(_page_and_id(file) for file in sorted(made.glob(_FRAGMENTS)))
    files = {name: (made / name).read_bytes() for name in wanted}
    return PagefindIndex(files, tuple(ids[number] for number in range(len(pages))))


def _write(pages: Sequence[str], language: str, folder: Path, made: Path) -> None:
    from pagefind_bin import get_executable

    folder.mkdir(parents=True)
    for number, text in enumerate(pages):
        (folder / f"{number}.html").write_bytes(f"<!doctype html><html><body>{text}</body></html>".encode())
    settings = ["--force-language", language, "--output-path", str(made), "--silent"]
    try:
        run = subprocess.run(
            [str(get_executable()), "--site", str(folder), *settings],
            cwd=folder,  # where nobody has put a file of settings
            env={key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")},
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise PagefindError(str(error)) from error
    if run.returncode or not (made / _ENTRY).is_file():
        said = " ".join((run.stderr or run.stdout).decode("utf-8", "replace").split())
        raise PagefindError(said[-300:] or f"it ended with status {run.returncode}")


def _program(made: Path) -> str:
    """The name of the program that reads the index: that of its language, if Pagefind knows its stems."""
    entry = json.loads((made / _ENTRY).read_bytes())
    return next((str(one["wasm"] or "unknown") for one in entry["languages"].values()), "unknown")


def _page_and_id(file: Path) -> tuple[int, str]:
    """The number of a page, and the id that Pagefind has given to it."""
    about = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_SIGN))
    return int(about["url"].strip("/").removesuffix(".html")), file.stem
