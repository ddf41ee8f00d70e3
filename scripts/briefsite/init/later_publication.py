"""A later version as a publication, to know its passages and notes by the addresses that they have.

What edition.yml says of words that are no longer in the text is left out for that, one part after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from briefsite.file_names import EDITION_FILE, LEDGER
from briefsite.ledger.version import Version, VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.works.dates import today
from briefsite.yaml_files.reader import read_yaml
from briefsite.yaml_files.rewritten import rewritten

#: What is wrong with a reading without which the notes can still be matched: entries about the words of the text.
_OF_WORDS: Final = frozenset({"M01", "M02", "M03", "N03", "N06", "N09", "Q02"})
#: How many emendations that no longer apply are left out to match the notes.
_ROUNDS: Final = 20


def later_publication(folder: str, files: Mapping[str, bytes], edition: str, old: Publication) -> Publication | None:
    """The new text as a publication in which passages and notes have the addresses of the old one.

    Without what edition.yml says that no longer applies; None if it can't be read all the same.
    """
    ledger = old.ledger if old.ledger == old.released else old.ledger.released(Version(VersionId(today())))
    bare = _without(edition, [("notes",)])
    for _ in range(_ROUNDS):
        given = {**files, EDITION_FILE: bare.encode(), LEDGER: write_ledger(ledger).encode()}
        reading = read_edition(folder, given, None)
        if reading.publication is not None:
            return reading.publication
        fewer = _without(bare, _at_fault(reading) or _of_outline(bare))
        if fewer == bare:
            fewer = _from_the_beginning(bare, reading)
        if fewer == bare:
            return None
        bare = fewer
    return None


def _without(edition: str, paths: Sequence[tuple[str | int, ...]]) -> str:
    """The text of edition.yml without what is at some paths; as it is if that can't be taken out."""
    data = read_yaml(EDITION_FILE, edition, Problems()).data
    there = [path for path in paths if len(path) > 1 or path[0] in data]
    return (rewritten(edition, {}, there) if there else None) or edition


def _from_the_beginning(edition: str, reading: Reading) -> str:
    """The text of edition.yml in which the first page begins with the text, or with what is left of that page."""
    first = ("pages", 0, "from")
    errors = [one for one in reading.problems if one.severity == "error"]
    known = (say.words for one in errors if one.removal for say in one.removal.instead if say.path == first)
    begun = next(known, None) or next((one.subject for one in errors if one.code == "O03"), "")
    return (rewritten(edition, {first: begun}) if begun else None) or edition


def _of_outline(edition: str) -> list[tuple[str | int, ...]]:
    """All pages but the first, and its sections: passages are matched without them where they no longer fit."""
    pages = read_yaml(EDITION_FILE, edition, Problems()).data.get("pages") or ()
    sections: list[tuple[str | int, ...]] = [("pages", 0, "sections")] if pages and "sections" in pages[0] else []
    return [*sections, *(("pages", number) for number in range(1, len(pages)))]


def _at_fault(reading: Reading) -> list[tuple[str | int, ...]]:
    """The first thing in edition.yml that no longer applies, with all that belongs to it."""
    found = (problem for problem in reading.problems if problem.severity == "error" and problem.removal)
    return next(([*problem.removal.paths] for problem in found if problem.removal and problem.code in _OF_WORDS), [])
