"""A cache of files: what takes long to make, under the checksum of everything that it depends on.

As in `storage.cache`, a damaged one counts as empty, and a failed write is ignored.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from briefsite.storage.cache import put_in_cache
from briefsite.storage.checksum import checksum


class CachedFiles(msgspec.Struct, frozen=True):
    """Files by their paths, the checksum of what they were made from, and what there is to say of them."""

    key: str
    files: Mapping[str, bytes]
    says: tuple[str, ...] = ()


def read_cached_files(file: Path | None, key: str) -> CachedFiles | None:
    """The files in a cache, if they were made from what has this `key`."""
    if file is None:
        return None
    try:
        sealed, _, body = file.read_bytes().partition(b"\n")
        found = msgspec.msgpack.decode(body, type=CachedFiles) if sealed.decode() == checksum(body) else None
    except (OSError, UnicodeDecodeError, msgspec.DecodeError):
        return None
    return found if found is not None and found.key == key else None


def write_cached_files(file: Path | None, made: CachedFiles) -> None:
    """Writes a cache as a whole. If that fails, the old one stays."""
    if file is None:
        return
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    body = msgspec.msgpack.encode(made)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(b"%s\n%s" % (checksum(body).encode(), body))
        put_in_cache(unfinished, file)
