"""Pandoc, which reads LaTeX for us: an optional extra, since the program has 155 MB."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from typing import Any, Final

from briefsite.intake.document import IntakeError

_INSTALL: Final = 'pip install "briefsite[latex]", or supply the document as .docx, .odt or .html'
#: How long a document may take, in seconds, and how much memory.
_LONGEST: Final = 120
_MEMORY: Final = "1G"
_OPTIONS: Final = ("--sandbox", "--verbose", "--to=json", "+RTS", f"-M{_MEMORY}", "-RTS")


def pandoc_program() -> Path:
    """The program of the package `pypandoc_binary`. IntakeError if it isn't installed, with what to do."""
    found = importlib.util.find_spec("pypandoc")
    for folder in found.submodule_search_locations or () if found else ():
        for name in ("pandoc", "pandoc.exe"):
            program = Path(folder) / "files" / name
            if program.is_file():
                return program
    raise IntakeError("is LaTeX, which needs Pandoc to be read", _INSTALL)


def pandoc_json(text: str, form: str) -> tuple[dict[str, Any], list[str]]:
    """A text in a format of Pandoc's as its tree, and the lines of its log. IntakeError if it can't read it.

    It neither reads other files nor has access to the network: --sandbox.
    """
    command = [str(pandoc_program()), f"--from={form}", *_OPTIONS]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_LONGEST, check=False)
    except subprocess.TimeoutExpired as error:
        raise IntakeError(f"takes Pandoc more than {_LONGEST} seconds to read", "divide it") from error
    log = done.stderr.decode("utf-8", "replace").splitlines()
    if done.returncode:
        said = " ".join(" ".join(log[-4:]).split())[:200]
        raise IntakeError(f"cannot be read by Pandoc ({said})", "correct the place that is named, and try again")
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree, log
