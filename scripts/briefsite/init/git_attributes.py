"""What git has to know of an edition: that the program merges its ledger, and that nothing merges its versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefsite.reading.read import LEDGER
from briefsite.versions.store import VERSION_FILES

#: The file that says how git merges which files.
GIT_ATTRIBUTES: Final = ".gitattributes"
_LINES: Final = f"""\
# The ledger is merged by the program, so that no address is given twice. Each clone has to be told once how:
# git config merge.briefsite.driver 'briefsite merge-ledger %O %A %B %P'
sources/*/{LEDGER} merge=briefsite
# A version is what it is: git must not merge its lines with those of another one.
sources/*/{VERSION_FILES}/*.jsonl -merge
"""


def git_attributes(known: bytes | None) -> tuple[str, Sequence[str]]:
    """The text of .gitattributes for a project that has none, else empty; and what to say of the one that is there.

    `known` is the content of the file, None if it is not there.
    """
    if known is None:
        return _LINES, ()
    there = [line.split() for line in known.decode("utf-8", "replace").splitlines()]
    rules = [line for line in _LINES.splitlines() if not line.startswith("#")]
    lacking = [f"  {rule}" for rule in rules if rule.split() not in there]
    if not lacking:
        return "", ()
    return "", (f"so that git merges releases of two branches, add to {GIT_ATTRIBUTES}:", *lacking)
