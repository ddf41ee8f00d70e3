"""The version files of an edition: `versions/2026-12-01.jsonl`, with what has changed since another version.

So the files grow with what was changed, and git shows it. A file that the ledger doesn't list is no version: a release
that was killed has left it there, and the next one replaces it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from briefsite.file_names import VERSION_FILES
from briefsite.versions.lines import changes, with_changes, written

if TYPE_CHECKING:
    from briefsite.ledger.ledger import Ledger
    from briefsite.ledger.version import VersionId

#: The form of the files.
_FORM: Final = 1


def version_file(version: VersionId) -> str:
    """The path of a version's file in the folder of the edition."""
    return f"{VERSION_FILES}/{version}.jsonl"


def stored_version(version: VersionId, state: Sequence[str], ledger: Ledger, files: Mapping[str, bytes]) -> bytes:
    """The file of a version with this `state`, based on the one before it that is among the `files` of the edition."""
    earlier = [each.id for each in ledger.versions if each.id < version and version_file(each.id) in files]
    head: dict[str, object] = {"form": _FORM, "version": str(version)}
    if not earlier:
        return _as_file([written(head), *state])
    base = read_state(earlier[-1], files)
    return _as_file([written({**head, "base": str(earlier[-1])}), *changes(base, state)])


def _as_file(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def read_state(
    version: VersionId, files: Mapping[str, bytes], known: tuple[VersionId, Sequence[str]] | None = None
) -> list[str]:
    """The state of a version. ValueError, with the reason, if its file, or one that it is based on, can't be right.

    `known` is a version with its state: what is based on it is not read from the first version again.
    """
    begin, lines = (str(known[0]), [*known[1]]) if known else ("", [])
    bases, last = _chain(str(version), files, begin)
    if not last:
        lines = []
    for steps in reversed(bases):
        lines = with_changes(lines, steps)
    return lines


def _chain(version: str, files: Mapping[str, bytes], known: str) -> tuple[Sequence[list[str]], str]:
    """The lines of the files of a version, of the one that it is based on, and so on, to the first or the `known` one.

    The second value is the version at which it ended: the known one, or "" after the first.
    """
    found: dict[str, list[str]] = {}
    while version and version != known:
        name = f"{VERSION_FILES}/{version}.jsonl"
        if version in found:
            raise ValueError(f"{name} is based on itself")
        if name not in files:
            raise ValueError(f"{name} is not there")
        # Not splitlines: U+2028 and the like are no line ends here. A carriage return is git's, with core.autocrlf.
        first, *rest = files[name].decode().replace("\r\n", "\n").removesuffix("\n").split("\n")
        found[version] = rest
        version = _base(first, version, name)
    return [*found.values()], version


def based_on(version: VersionId, files: Mapping[str, bytes]) -> str:
    """The version that another one is based on, by its file; empty if there is none, or it can't be read."""
    name = version_file(version)
    try:
        return _base(files[name].partition(b"\n")[0].decode(), str(version), name)
    except (KeyError, ValueError):
        return ""


def _base(first: str, version: str, name: str) -> str:
    """The version that another one is based on, by the first line of its file; empty if there is none."""
    try:
        head = json.loads(first)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("form") != _FORM or head.get("version") != version:
        raise ValueError(f"{name} does not begin as the file of this version")
    return str(head.get("base", ""))


def renamed_version(data: bytes, names: Mapping[VersionId, VersionId]) -> bytes:
    """The file of a version when versions, this one or the one that it is based on, have other names.

    A file that can't be right is left as it is.
    """
    first, line_end, rest = data.partition(b"\n")
    try:
        head = json.loads(first)
        own, base = str(head["version"]), str(head.get("base", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return data
    others = {str(was): str(now) for was, now in names.items()}
    if own not in others and base not in others:
        return data
    changed = {**head, "version": others.get(own, own), **({"base": others.get(base, base)} if base else {})}
    return written(changed).encode() + line_end + rest
