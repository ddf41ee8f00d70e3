"""Checksums (SHA-256, 64 hexadecimal digits) of texts, of files with their names, of whole folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefsite.storage.files import read_tree


def checksum(*parts: str | bytes) -> str:
    """The checksum of some texts or bytes; where one ends and the next begins counts too.

    Text is hashed as UTF-8, lone surrogates included: a damaged file has a checksum as well.
    """
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(f"{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def checksum_of_files(files: Mapping[str, bytes]) -> str:
    """The checksum of many files and their names, in whatever order they are given."""
    return checksum(*(part for name in sorted(files) for part in (name, files[name])))


def look_of_folder(folder: Path) -> str:
    """The checksum of the names, sizes, times and inodes of all files in a folder, which are not read.

    While it is the same, so are the files; if it is another, they may still be the same.
    """
    return checksum(*sorted(_looks(os.fspath(folder), ""))) if folder.is_dir() else ""


def _looks(folder: str, start: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _looks(entry.path, f"{start}{entry.name}/")
            else:
                found = entry.stat()
                yield f"{start}{entry.name} {found.st_size} {found.st_mtime_ns} {found.st_ino}"


def checksum_of_folder(folder: Path, *, without: str = "") -> str:
    """The checksum of all files in a folder, as `files.read_tree` reads them."""
    return checksum_of_files(read_tree(folder, without=without))
