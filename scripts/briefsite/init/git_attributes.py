"""What git has to know of an edition: that it has no line ends to change, and what it must not merge by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefsite.file_names import LEDGER, SOURCES, VERSION_FILES

#: The file that says how git merges which files.
GIT_ATTRIBUTES: Final = ".gitattributes"
_LINES: Final = f"""\
# The text is kept as it was received, and pages are compared byte by byte: git must not change line ends.
sources/** -text
docs/** -text
# The ledger is merged by the program, so that no address is given twice. Each clone has to be told once how:
# git config merge.briefsite.driver 'briefsite merge-ledger %O %A %B %P'
{SOURCES}/*/{LEDGER} merge=briefsite
# A version is what it is: git must not merge its lines with those of another one.
{SOURCES}/*/{VERSION_FILES}/*.jsonl -merge
"""


def git_attributes(known: bytes | None) -> tuple[str, Sequence[str]]:
    """The text of .gitattributes for a project that has none, else empty; and what to say of the one that is there.

    `known` is the content of the file, None if the file does not exist.
    """
    if known is None:
        return _LINES, ()
    there = [line.split() for line in known.decode("utf-8", "replace").splitlines()]
    rules = [line for line in _LINES.splitlines() if not line.startswith("#")]
    lacking = [f"  {rule}" for rule in rules if rule.split() not in there]
    if not lacking:
        return "", ()
    why = "so that git merges releases of two branches, and changes no line ends"
    return "", (f"{why}, add to {GIT_ATTRIBUTES}:", *lacking)
