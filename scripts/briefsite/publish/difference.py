"""The difference: what a release would change, for a person who reads it in a terminal or beside a pull request.

The present sources are read with the ledger of the base, so that each passage is known again as a release would know
it. A base that is a commit counts as if it had been released.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from briefsite.file_names import LEDGER
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.version import DRAFT, Version, VersionId, version_named
from briefsite.ledger.version_links import kept_page
from briefsite.ledger.wordings import is_reworded
from briefsite.ledger.writer import write_ledger
from briefsite.limits import LAST_YEAR
from briefsite.page_path import PagePath
from briefsite.reading.editorial_change import EditorialChange
from briefsite.reading.read import Reading, read_edition
from briefsite.site.committed import files_at
from briefsite.site.inputs import Inputs
from briefsite.versions.editorial import editorial_difference
from briefsite.writing.changes import stretch_text, word_changes

#: A stretch of words: those that both have (""), those that only the earlier one has, those that only the later has.
WordChange = tuple[Literal["", "-", "+"], str]
#: Of words that both have, so many are shown at each side of a change.
_AROUND: Final = 12
#: The version of a base that was not released, where its ledger needs one.
_BASE: Final = Version(VersionId(date(LAST_YEAR, 12, 31)))


@dataclass(frozen=True, slots=True)
class ChangedAddress:
    """What would change at an `address`: the decisions, the words, and where they can be read.

    `now` is its URL on the site; `then` the URL of the words in the last version, "" where there is none.
    """

    address: str
    says: tuple[str, ...]
    words: tuple[WordChange, ...]
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """All that would change in the edition in `folder`, since `base` ("the version of 24 November 2026").

    `edited` are the changes of what the editors say.
    """

    folder: str
    base: str
    changes: tuple[ChangedAddress, ...]
    edited: tuple[EditorialChange, ...] = ()
    first: str = ""


def edition_difference(folder: str, reading: Reading, base: str, site: str) -> EditionDifference | None:
    """The difference that a reading shows; None if the edition has errors. `site` is the URL of the edition."""
    publication, transition = reading.publication, reading.transition
    if publication is None or transition is None:
        return None
    said: dict[str, list[str]] = {}
    for decision in transition.decided:
        said.setdefault(decision.address, []).append(decision.says)
    first = " ".join(said.pop("", []))
    changes = tuple(
        _changed(publication.released, publication.ledger, address, lines, site) for address, lines in said.items()
    )
    return EditionDifference(folder, base, changes, publication.edited_in_draft, first)


def differences(inputs: Inputs, readings: Mapping[str, Reading], base: str) -> Sequence[EditionDifference]:
    """What has changed in each edition since its last version, or since the commit `base`.

    `readings` are those of the editions as they are. ValueError if `base` is no commit that has all of them.
    """
    found = []
    for folder, present in readings.items():
        reading, named = present, base
        if base:
            before = files_at(inputs.root, base, folder)
            if not before:
                raise ValueError(f"{base} has no {folder}: is it a commit of this repository?")
            reading = read_against(folder, inputs.sources[folder], before)
        if (publication := reading.publication) is None:
            continue
        if not base:
            named = version_named(publication.version) if publication.version else "the beginning"
        one = edition_difference(folder, reading, named, inputs.address_of(publication.edition.site.path))
        found += [one] if one else []
    return found


def read_against(folder: str, files: Mapping[str, bytes], base: Mapping[str, bytes]) -> Reading:
    """Reads the edition with these `files` as what follows the edition that had the files `base`."""
    before = read_edition(folder, base, None).publication
    if before is None:
        return read_edition(folder, files, None)
    ledger = before.ledger if not before.is_draft else before.ledger.released(_BASE)
    reading = read_edition(folder, {**files, LEDGER: write_ledger(ledger).encode()}, None)
    if reading.publication is None:
        return reading
    edited = {DRAFT: editorial_difference(before, reading.publication)}
    return replace(reading, publication=replace(reading.publication, edited=edited))


def _changed(released: Ledger, draft: Ledger, address: str, says: Sequence[str], site: str) -> ChangedAddress:
    was, record = released.by_id.get(address), draft.by_id[address]
    before = was.wording if was is not None and was.live else ""
    after = record.wording if record.live else ""
    is_other = not (before and after) or is_reworded(draft, record)  # not so if only numbers of notes are others
    words = tuple(shown_changes(before, after)) if is_other and record.kind != "place" else ()
    fragment = f"#{record.id}" if record.kind != "page" else ""
    kept = kept_page(released, was.page, released.latest.id) if was and released.latest else None
    return ChangedAddress(
        record.id,
        tuple(says),
        words,
        PagePath.of(record.page).url(site) + fragment,
        PagePath.of(kept.path).url(site) + fragment if kept else "",
    )


def shown_changes(before: str, after: str) -> Iterator[WordChange]:
    """The words of two wordings in their order; of long stretches that both have, only the ends ("…")."""
    stretches = [*word_changes(before, after)]
    for at, (sign, words) in enumerate(stretches):
        shown = stretch_text(words) if sign else _shortened(words, first=at == 0, last=at == len(stretches) - 1)
        yield sign, shown


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> str:
    head, tail = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(words) <= head + tail + 1:
        return stretch_text(words)
    return " ".join(filter(None, [stretch_text(words[:head]), "…", stretch_text(words[len(words) - tail :])]))
