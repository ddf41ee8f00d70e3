"""Sealed files, in which caches keep what they have: the checksum of the content on the first line, then the content.

A damaged file counts as none, and one that can't be written is left out: a cache only saves time. A seal is against
damage, not against people: whoever can write into the folder of the caches could also seal (`storage.project` refuses
such a folder where it comes with the repository).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from briefsite.storage.checksum import checksum


def sealed(body: bytes) -> bytes:
    """A content with its seal."""
    return b"%s\n%s" % (checksum(body).encode(), body)


def unsealed(data: bytes) -> bytes | None:
    """The content of what was `sealed`; None if it is damaged."""
    seal, _, body = data.partition(b"\n")
    return body if seal == checksum(body).encode() else None


def read_sealed(file: Path) -> bytes | None:
    """The content of a sealed file; None if it is missing, can't be read or is damaged."""
    try:
        return unsealed(file.read_bytes())
    except OSError:
        return None


def write_sealed(file: Path, body: bytes) -> None:
    """Writes a sealed file as a whole, and the folders that it is in.

    The old one is deleted before. If it were replaced, some file systems (ext4) would write the new one to the disk at
    once, so that one of the two survives a loss of power. A cache needs neither, and there are several for each page.
    """
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(sealed(body))
        file.unlink(missing_ok=True)
        unfinished.replace(file)
