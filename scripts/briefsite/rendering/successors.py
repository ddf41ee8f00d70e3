"""The successors of MkDocs, each run as a program of its own: ProperDocs would take MkDocs' place in this process.

The program gets the staged pages as a project whose settings are those of the site, by the INHERIT of mkdocs.yml. All
its paths (docs/, site/, docs/templates) are then those of the stage.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from briefsite.file_names import SETTINGS

_COLOR: Final = re.compile(r"\x1b\[[\d;]*m")
#: A complaint in a log: ProperDocs has a line for each, Zensical has the place (`[ editing.md:176:5 ]`) in the next.
_COMPLAINT: Final = re.compile(
    r"^\s*(?:WARNING|ERROR)\s+-\s+(?P<line>.+)|^(?:Warning|Error): (?P<said>.+)\n\W*\[ (?P<file>\S+?):", re.MULTILINE
)
#: What Zensical copies from the folder of a theme, and the others don't.
_UNPUBLISHED: Final = ("__init__.py", "__pycache__", "mkdocs_theme.yml")


def render_by_successor(renderer: str, config: Path, stage: Path, epoch: int) -> list[str]:
    """Renders `stage`/docs into `stage`/site with the settings of `config`. Returns the warnings and errors.

    `renderer` is the name of an installed package that can be run, "properdocs" or "zensical". `epoch` is the date of
    the build, in seconds since 1970.
    """
    (stage / SETTINGS).write_bytes(f"INHERIT: {json.dumps(str(config))}\n".encode())
    run = subprocess.run(
        [sys.executable, "-m", renderer, "build", "--config-file", SETTINGS, "--strict"],
        cwd=stage,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    for name in _UNPUBLISHED:
        if not (stage / "docs" / name).exists():
            shutil.rmtree(stage / "site" / name, ignore_errors=True)
            (stage / "site" / name).unlink(missing_ok=True)
    return [*complaints(run.stdout)] or ([_last_line(run.stdout)] if run.returncode else [])


def complaints(log: str) -> Iterator[str]:
    """The warnings and errors in the log of a successor, each with its file where the log has it."""
    for found in _COMPLAINT.finditer(_COLOR.sub("", log)):
        yield found["line"] or f"{found['file']}: {found['said']}"


def _last_line(log: str) -> str:
    return next(filter(None, reversed(_COLOR.sub("", log).splitlines())), "the program ended with an error")
