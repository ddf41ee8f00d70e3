"""A cache of files: what takes long to make, under the checksum of everything that it depends on.

As in `storage.cache`, a damaged one counts as empty, and a failed write is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from briefsite.storage.sealed_file import read_sealed, write_sealed


class CachedFiles(msgspec.Struct, frozen=True):
    """Files by their paths, the checksum of what they were made from, and what there is to say of them."""

    key: str
    files: Mapping[str, bytes]
    says: tuple[str, ...] = ()


def read_cached_files(file: Path | None, key: str) -> CachedFiles | None:
    """The files in a cache, if they were made from what has this `key`."""
    body = read_sealed(file) if file else None
    try:
        found = msgspec.msgpack.decode(body, type=CachedFiles) if body else None
    except msgspec.DecodeError:
        return None
    return found if found is not None and found.key == key else None


def write_cached_files(file: Path | None, made: CachedFiles) -> None:
    """Writes a cache as a whole. If that fails, there is none."""
    if file is not None:
        write_sealed(file, msgspec.msgpack.encode(made))
