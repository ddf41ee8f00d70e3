"""The typesetting of a PDF, in a process of its own.

While the engine (Typst) sets a book of 600 pages, it needs half a gigabyte. In the process of the build, that would add
to what rendering needs at the same time, and little of it would go back to the system.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from briefsite.works.engine import RefusedError, refusals

#: What the file promises to its readers and to archives.
_STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
#: The exit status of a process whose engine refused the document. It writes the reason in the place of the PDF.
_REFUSED: Final = 3


class _Task(msgspec.Struct, frozen=True):
    """A document in Typst's language, its inputs by their names, and the folders of its fonts."""

    document: str
    inputs: dict[str, str]
    fonts: list[str]


def pdf_set_apart(document: bytes, inputs: Mapping[str, str], fonts: Iterable[Path]) -> bytes:
    """The PDF of a document in Typst's language, with its `inputs` by their names and the folders of its `fonts`.

    ValueError if the engine refuses it, or if its process was ended, as a system does that runs out of memory.
    """
    task = _Task(document.decode(), dict(inputs), [*map(str, fonts)])
    # -P: a file in the present folder is never taken for a module.
    run = subprocess.run(
        [sys.executable, "-P", "-m", __name__], input=msgspec.json.encode(task), capture_output=True, check=False
    )
    if run.returncode == _REFUSED:
        raise RefusedError(run.stdout.decode())
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise ValueError(said or f"the process that sets it ended with status {run.returncode}")
    return run.stdout


def _main() -> None:
    """Sets the document of the task that comes in, and writes the PDF."""
    import typst

    task = msgspec.json.decode(sys.stdin.buffer.read(), type=_Task)
    status = 0
    try:
        with refusals():
            made = typst.compile(
                task.document.encode(),
                format="pdf",
                font_paths=typst.Fonts(include_system_fonts=False, font_paths=[*task.fonts]),
                sys_inputs=task.inputs,
                pdf_standards=[*_STANDARDS],
            )
    except RefusedError as error:
        made, status = str(error).encode(), _REFUSED
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    sys.exit(status)


if __name__ == "__main__":
    _main()
