"""A release: the draft becomes a version, with permanent addresses, its date, and a frozen state.

The version, the ledger, docs/ and site/ are replaced together (`storage.replacement`): a release that is killed has
happened or it has not, and the next command says which. What a build makes of a ledger, any later build makes as well;
so the ledger comes before docs/ and site/, and the file of a version before the ledger that lists it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefsite.file_names import LEDGER, SOURCES
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.version import Version, VersionId, checksum_of_state
from briefsite.ledger.writer import write_ledger
from briefsite.limits import LAST_YEAR
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, fatal, in_order
from briefsite.progress import Clock
from briefsite.publish.build import Release, Result, alone, publish
from briefsite.publish.state import last_build
from briefsite.publish.unwritten import check_targets
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading
from briefsite.site.compose import read_one
from briefsite.site.continuity import check_dropped, check_history
from briefsite.site.inputs import Inputs, gather
from briefsite.site.missing_files import check_missing
from briefsite.site.renderers import RENDERER
from briefsite.versions.freeze import freeze, words_of
from briefsite.versions.store import stored_version, version_file


def release(
    root: Path,
    day: datetime.date,
    note: str = "",
    names: Collection[str] = (),
    *,
    dry_run: bool = False,
    renderer: str = RENDERER,
    clock: Clock | None = None,
) -> Result:
    """Makes a version, dated `day`, of every edition in which something waits for a release; or only of those named.

    `names` are folders in sources/. With `dry_run` nothing is written. `renderer` has to be installed. Never raises for
    what a user can cause.
    """
    told = clock or Clock()

    def act(scratch: Path) -> Result:
        return _release(root, scratch, day, note, names, told, dry_run=dry_run, renderer=renderer)

    return alone(root, act)


def _release(
    root: Path,
    scratch: Path,
    day: datetime.date,
    note: str,
    names: Collection[str],
    clock: Clock,
    *,
    dry_run: bool,
    renderer: str,
) -> Result:
    problems = Problems()
    before = last_build(root)
    inputs = gather(root, before.written, problems.step("inputs"), renderer)
    if inputs is None:
        return Result((), problems.in_order())
    check_missing(inputs, before.by_hand, problems.step("inputs"))
    check_targets(root, inputs.sources, problems.step("publish"))
    check_dropped(inputs, dropped := problems.step("history"))
    made = prepared(inputs, day, note, names, problems)
    if fatal(problems):
        return Result((), problems.in_order())
    if not made.files:
        said = "Nothing to release: nothing has changed since the last version."
        return Result((said,), problems.in_order())
    if dry_run:
        return Result(made.says, problems.in_order())
    release = Release(made.files, _made_from(inputs, made.files))
    result = publish(with_files(inputs, made.files), scratch, clock, {}, Problems(), release=release)
    return replace(result, says=(*made.says, *result.says), problems=in_order([*result.problems, *dropped]))


@dataclass(frozen=True, slots=True)
class PreparedRelease:
    """What a release is to write: the `files` by their paths from the root, the ledgers after their versions.

    `says` are lines for a person. Both are empty if there is nothing to release.
    """

    files: Mapping[str, bytes]
    says: tuple[str, ...]


def prepared(
    inputs: Inputs, day: datetime.date, note: str, names: Collection[str], problems: Problems
) -> PreparedRelease:
    """A release dated `day` of every edition in which something waits for it; or only of those named.

    With an error among the problems nothing of it must be written: those of the readings; A04 and A10 of the history;
    A08 an unknown edition, or a day before the last version.
    """
    chosen = _chosen(inputs, names, problems.step("release"))
    readings = {folder: read_one(inputs, folder) for folder in chosen}
    for reading in readings.values():
        problems.add(reading.problems)
    check_history(inputs, problems.step("history"))
    files: dict[str, bytes] = {}
    says: list[str] = []
    if fatal(problems):
        return PreparedRelease(files, ())
    for folder, reading in readings.items():
        if (publication := reading.publication) and (ledger := next_ledger(publication, day, note)):
            _check_day(folder, publication.released, day, problems.step("release"))
            files |= _files(folder, publication, ledger, inputs.sources[folder])
            says += _says(folder, reading, ledger, several=len(chosen) > 1)
    return PreparedRelease(files, tuple(says))


def next_ledger(publication: Publication, day: datetime.date, note: str) -> Ledger | None:
    """The ledger with a version of the `day`, or None if there is nothing to release.

    A last version that was recorded before versions were kept whole is completed, as long as nothing has changed since.
    """
    latest = publication.released.latest
    is_new = publication.waiting or publication.edited_in_draft or latest is None
    if latest is not None and latest.words and not is_new:
        return None
    version = Version(next_id(publication.released, day), note=note) if latest is None or is_new else latest
    words, state = words_of(publication), checksum_of_state(freeze(publication))
    whole = replace(version, words=words, lines=len(publication.source.lines), state=state)
    if is_new:
        return publication.ledger.released(whole)
    return replace(publication.ledger, versions=(*publication.released.versions[:-1], whole))


def next_id(ledger: Ledger, day: datetime.date) -> VersionId:
    """The id of the next version on a day."""
    numbers = [version.id.number for version in ledger.versions if version.id.day == day]
    return VersionId(day, 1 + max(numbers, default=0))


def with_files(inputs: Inputs, files: Mapping[str, bytes]) -> Inputs:
    """The inputs with other `files`, given by their paths from the root."""

    def below(folder: str) -> Mapping[str, bytes]:
        return {name.removeprefix(folder): data for name, data in files.items() if name.startswith(folder)}

    sources = {folder: {**own, **below(f"{folder}/")} for folder, own in inputs.sources.items()}
    return replace(inputs, sources=sources)


def _made_from(inputs: Inputs, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of the editions to release that the release leaves as they are."""
    folders = [folder for folder in inputs.sources if any(name.startswith(f"{folder}/") for name in files)]
    own = {f"{folder}/{name}": data for folder in folders for name, data in inputs.sources[folder].items()}
    return {name: data for name, data in own.items() if name not in files}


def _chosen(inputs: Inputs, names: Collection[str], problems: Problems) -> Sequence[str]:
    folders = {folder.rpartition("/")[2]: folder for folder in inputs.sources}
    for name in names:
        if name not in folders:
            message = f'there is no edition "{name}"'
            problems.error(Place(SOURCES), "A08", message, f"there are: {', '.join(folders)}", subject=name)
    return [folder for name, folder in folders.items() if not names or name in names]


def _check_day(folder: str, ledger: Ledger, day: datetime.date, problems: Problems) -> None:
    if day.year > LAST_YEAR:
        message = f"{day} is too far in the future for the date of a version"
        problems.error(Place(f"{folder}/{LEDGER}"), "A08", message, "give another date", subject=str(day))
    if ledger.latest and day < ledger.latest.id.day:
        message = f"a version of {day} would come before the last one, of {ledger.latest.id}"
        help_ = f"give a later date:   briefsite release --date {ledger.latest.id.day}"
        problems.error(Place(f"{folder}/{LEDGER}"), "A08", message, help_, subject=str(day))


def _files(folder: str, publication: Publication, ledger: Ledger, sources: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of the release by their paths from the root, the ledger as the last."""
    assert ledger.latest is not None  # noqa: S101 - a version was just made
    version = ledger.latest.id
    state = stored_version(version, freeze(publication), ledger, sources)
    return {
        f"{folder}/{version_file(version)}": state,
        f"{folder}/{LEDGER}": write_ledger(ledger).encode(),
    }


def _says(folder: str, reading: Reading, ledger: Ledger, *, several: bool) -> Iterator[str]:
    before = f"{folder}: " if several else ""
    yield from (f"{before}{line}" for line in (reading.transition.decisions if reading.transition else ()))
    if reading.publication:
        yield from (f"{before}{change.says}" for change in reading.publication.edited_in_draft)
    if ledger.latest:
        yield f"{before}Version {ledger.latest.id}."
