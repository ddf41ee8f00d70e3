"""Kept versions: each is an edition of its own under v/, made from its file and never read again by later rules.

Its pages are not in docs/: they follow from the version files, and the repository need not keep both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import msgspec

from briefsite.edition.dois import stated_dois
from briefsite.file_names import EDITION_FILE, LEDGER, VERSION_FILES
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.version import Version, VersionId, checksum_of_state, read_version
from briefsite.ledger.version_links import version_path
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.reading.publication import Publication
from briefsite.site.committed import is_blob
from briefsite.site.inputs import Inputs
from briefsite.storage.cache import read_cache, write_cache
from briefsite.storage.checksum import checksum, checksum_of_files
from briefsite.versions.editorial import editorial_changes_of_versions
from briefsite.versions.freeze import words_of
from briefsite.versions.store import based_on, read_state, version_file
from briefsite.versions.thaw import thaw

#: What to do about a version file that is not as it was released: where the last commit has it, and where it hasn't.
_RESTORE: Final = "restore it with   git restore"
_AGAIN: Final = "run   briefsite merge-ledger   to restore it from the commits"
#: What to do where only a part of a branch's releases came here, as by `git cherry-pick`.
_WITH: Final = "another branch released it, and only a part came here: merge all with   briefsite merge-ledger --with"


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version of the edition in `folder`, which has the path `edition` on the site."""

    folder: str
    edition: str
    version: VersionId

    @property
    def path(self) -> str:
        """Its path on the site, without slashes around it."""
        return version_path(self.version, self.edition)


def kept_versions(folder: str, publication: Publication) -> tuple[KeptVersion, ...]:
    """The versions of an edition that were kept whole."""
    path = publication.edition.site.path
    return tuple(KeptVersion(folder, path, each.id) for each in publication.released.versions if each.words)


def key_of(inputs: Inputs, kept: KeptVersion) -> str:
    """The checksum of all that the pages of a version depend on."""
    files = inputs.sources[kept.folder]
    own = {name: data for name, data in files.items() if name == LEDGER or name.startswith(f"{VERSION_FILES}/")}
    templates = {name: data for name, data in inputs.written_by_hand.items() if name.startswith("templates/")}
    dois = repr(stated_dois(files.get(EDITION_FILE, b"")))
    further = (
        inputs.program,
        inputs.settings.checksum,
        kept.path,
        checksum_of_files({"strings": inputs.strings}),
        dois,
    )
    return checksum(checksum_of_files(own), checksum_of_files(templates), *further)


def check_versions(
    folder: str,
    publication: Publication,
    files: Mapping[str, bytes],
    problems: Problems,
    last_commit: Callable[[], Mapping[str, str]] = dict,
    *,
    elsewhere: Callable[[str], str] = lambda _: "",
    proven: Path | None = None,
    program: str = "",
) -> None:
    """Problem A09 for each version whose file is missing, can't be read, or is not as it was released.

    What a damaged file does to the versions that are based on it is no problem of theirs: it goes with the damage.
    `files` are those of the edition. `last_commit` gives those of all editions in the last commit: git's hashes.
    `elsewhere` gives the commit of another branch that has added a file (`committed.added_elsewhere`). `proven` is the
    file of a cache, or None for no cache: it has the hash of a ledger and version files that were right for the
    `program` (its fingerprint), so that a build need not read what no build changes.
    """
    own_files = {name: data for name, data in files.items() if name == LEDGER or name.startswith(f"{VERSION_FILES}/")}
    key = checksum(program, checksum_of_files(own_files))
    if key in read_cache(proven):
        return
    damaged: set[str] = set()
    for version in publication.released.versions:
        if not version.words:
            continue
        name = version_file(version.id)
        if said := objection(version, publication.released, files):
            own, path, committed = files.get(name), f"{folder}/{name}", last_commit()
            is_committed = own is not None and path in committed and is_blob(own, committed[path])
            follows = based_on(version.id, files) in damaged and (is_committed or path not in committed)
            damaged.add(str(version.id))
            if follows:
                continue
            help_ = f"{_RESTORE} {path}"
            if is_committed or (committed and path not in committed):
                commit = elsewhere(path)
                help_ = f"{_WITH} {commit}" if commit else _AGAIN
            problems.error(Place(path), "A09", said, help_, subject=str(version.id))
    if proven is not None and not damaged:
        write_cache(proven, {key: ""})


def objection(version: Version, ledger: Ledger, files: Mapping[str, bytes]) -> str:
    """Why a version is not as it was released, in a sentence without its full stop; empty if it is.

    `ledger` is the one with all versions, `files` are those of the edition.
    """
    try:
        lines = read_state(version.id, files)
        publication = thaw(lines, ledger.at(version.id))
    except ValueError as error:
        return f"the version {version.id} can't be read: {error}"
    if words_of(publication) != version.words:
        return f"the words of the version {version.id} are not those that were released"
    if version.state and checksum_of_state(lines) != version.state:
        return f"what the editors say in the version {version.id} is not what was released"
    return ""


def present_ledger(inputs: Inputs, folder: str) -> Ledger:
    """The ledger of an edition, with all its versions."""
    data = inputs.sources[folder].get(LEDGER)
    return Ledger() if data is None else read_ledger(data.decode(), Problems()).ledger


def version_publication(inputs: Inputs, kept: KeptVersion, ledger: Ledger) -> Publication:
    """The publication of a version, at its path on the site. `ledger` is the one with all versions."""
    files, then = inputs.sources[kept.folder], ledger.at(kept.version)
    publication = thaw(read_state(kept.version, files), then)
    site = msgspec.structs.replace(publication.edition.site, path=kept.path)
    # A version gets its DOI after its release.
    edition = msgspec.structs.replace(publication.edition, site=site, dois=stated_dois(files.get(EDITION_FILE, b"")))
    edited, strings = editorial_changes_of_versions(then, files), inputs.strings_for(edition.work.language)
    return replace(publication, edition=edition, current=ledger, edited=edited, strings=strings)


def publication_of(inputs: Inputs, folder: str, publication: Publication, version: str) -> Publication:
    """A version of an edition, by the name of the version. ValueError, with what to do, if it was not kept."""
    kept = {str(each.version): each for each in kept_versions(folder, publication)}
    if version not in kept:
        there = f"there are {', '.join(kept)}" if kept else "`briefsite release` makes one"
        raise ValueError(f"{version} is not a readable version of {folder}: {there}")
    return version_publication(inputs, kept[version], publication.released)


def known_versions(folder: str, edition: str, ids: tuple[str, ...]) -> Iterator[KeptVersion]:
    """The versions that the last build found in an edition that hasn't changed since."""
    yield from (KeptVersion(folder, edition, read_version(each)) for each in ids)
