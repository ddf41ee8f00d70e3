"""What one permalinks.yml has that another hasn't, told from their texts, so that only that needs to be read."""

from __future__ import annotations

from collections.abc import Sequence

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.problems.collector import Problems

_ADDRESSES = "\naddresses:\n"
_VERSION = "\n- version: "
_RECORD = "\n- id: "


def read_difference(text: str, other: str) -> Ledger:
    """The ledger in `text`, without most of what `other` has in the same words. Of what can't be read, nothing.

    For comparing the two: whatever `other` may have lost of it is in the result.
    """
    part = excerpt(text, other)
    if not part:
        return Ledger()
    ledger = read_ledger(part, Problems()).ledger
    # A person may have written the file in another layout: then it is read as a whole.
    return ledger if len(ledger.records) == part.count(_RECORD) else read_ledger(text, Problems()).ledger


def excerpt(text: str, other: str) -> str:
    """The file `text` without the records that are in the file `other` as well; empty if all its content is there.

    If all versions are there, too, it has only the last of them; and one record stays, since neither may be empty.
    """
    top, versions, records = _parts(text)
    _, other_versions, other_records = _parts(other)
    new_versions, new_records = _without(versions, other_versions), _without(records, other_records)
    if not records or not (new_versions or new_records):
        return "" if records else text
    kept = [_VERSION + version for version in (versions if new_versions else versions[-1:])]
    return "".join([top, *kept, _ADDRESSES.rstrip("\n"), *(_RECORD + one for one in new_records or records[-1:]), "\n"])


def _parts(text: str) -> tuple[str, Sequence[str], Sequence[str]]:
    """What a file begins with, its versions and its records; nothing of these where it isn't laid out as we do."""
    head, _, tail = text.partition(_ADDRESSES)
    top, *versions = head.split(_VERSION)
    return top, versions, f"\n{tail}".rstrip("\n").split(_RECORD)[1:]


def _without(entries: Sequence[str], others: Sequence[str]) -> list[str]:
    known = set(others)
    return [entry for entry in entries if entry not in known]
