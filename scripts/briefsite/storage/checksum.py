"""Checksums (SHA-256, 64 hexadecimal digits) of texts, of files with their names, of whole folders."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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


def checksum_of_folder(folder: Path, *, without: str = "") -> str:
    """The checksum of all files in a folder, as `files.read_tree` reads them."""
    return checksum_of_files(read_tree(folder, without=without))
