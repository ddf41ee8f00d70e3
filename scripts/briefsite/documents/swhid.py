"""SWHIDs, the identifiers of Software Heritage: of the bytes of a text, and of lines in it, computed offline.

Source of the format: SWHID 1.2 (ISO/IEC 18670:2025). A content is named by the SHA-1 that git gives it.
"""

from __future__ import annotations

import hashlib


def swhid(data: bytes) -> str:
    """The identifier of these bytes: swh:1:cnt: and 40 hexadecimal digits."""
    named = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False)
    return f"swh:1:cnt:{named.hexdigest()}"


def swhid_of_lines(content: str, first: int, last: int) -> str:
    """The identifier of lines, counted from 1, of the bytes with the identifier `content`."""
    return f"{content};lines={first}-{last}" if last > first else f"{content};lines={first}"
