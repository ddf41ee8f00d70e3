"""The version files that a united ledger needs: each under the name of its version there, and as it was released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from briefsite.file_names import VERSION_FILES
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.merge import MergedLedger
from briefsite.site.branches import Sides
from briefsite.site.committed import git_says, merge_heads, objects
from briefsite.site.kept_versions import objection
from briefsite.versions.store import renamed_version, version_file

#: Where git keeps new files of the last state that was put away (git-stash(1), "Discussion").
_STASHED: Final = "refs/stash^3"


def files_of_sides(
    root: Path, folder: str, merged: MergedLedger, sides: Sides, ours: Ledger, theirs: Ledger
) -> Mapping[str, bytes]:
    """The files of the versions that were renamed, and of those whose names they had or have."""
    if not merged.versions:
        return {}
    if merged.swapped:
        sides, ours, theirs = sides.swapped, theirs, ours
    names = {version.id: merged.versions.get(version.id, version.id) for version in theirs.versions if version.words}
    own = {version.id for version in ours.versions if version.words}
    new = {now: version_file(was) for was, now in names.items() if now not in own}
    kept = {version: version_file(version) for version in own & {*names, *names.values()}}
    asked = [*(f"{sides.theirs}{name}" for name in new.values()), *(f"{sides.ours}{name}" for name in kept.values())]
    found = dict(zip([*new, *kept], objects(root, asked), strict=True))
    stashed = objects(root, [f"{_STASHED}:{folder}/{name}" for name in new.values()])
    found |= {version: data for version, data in zip(new, stashed, strict=True) if found[version] is None}
    return {
        f"{folder}/{version_file(version)}": renamed_version(data, merged.versions) if version in new else data
        for version, data in found.items()
        if data is not None
    }


def lost_files(
    root: Path, folders: Sequence[str], ledger: Ledger, known: Mapping[str, bytes], further: str = ""
) -> Mapping[str, bytes]:
    """The files of versions that are not here as they were released, as a commit has them, the last one first.

    `folders` are those that the edition has, and had. `known` are files that are to be written. The commits are those
    of HEAD and of a merge in progress, or else up to `further`.
    """
    folder, own = folders[0], root / folders[0] / VERSION_FILES
    files = {f"{VERSION_FILES}/{path.name}": path.read_bytes() for path in sorted(own.glob("*.jsonl"))}
    files |= {name.removeprefix(f"{folder}/"): data for name, data in known.items()}
    found = {}
    for version in (version for version in ledger.versions if version.words):
        name = version_file(version.id)
        if not objection(version, ledger, files):
            continue
        before = dict(files)
        for data in _committed(root, [f"{one}/{name}" for one in folders], further):
            files[name] = data
            if not objection(version, ledger, files):
                found[f"{folder}/{name}"] = data
                break
        else:
            files = before
    return found


def _committed(root: Path, names: Sequence[str], further: str) -> Iterator[bytes]:
    """What commits have under some names, the last one first."""
    ends = ["HEAD", *merge_heads(root), *([further] if further else [])]
    # A merge may be the only one that has it under this name.
    how = ("--full-history", "--diff-merges=separate", "--diff-filter=AM", "--format=%H", "--ignore-missing")
    listed = git_says(root, "log", *how, *ends, "--", *names)
    commits = dict.fromkeys((listed or b"").decode().split())
    yield from (data for data in objects(root, [f"{at}:{name}" for at in commits for name in names]) if data)
    yield from (data for data in objects(root, [f"{_STASHED}:{name}" for name in names]) if data)
