"""The encoding of a text in UTF-8 with a few bytes of Windows-1252, as it comes of texts that were put together."""

from __future__ import annotations

import codecs
from typing import Final

#: The name of the encoding in edition.yml.
MIXED: Final = "utf-8+windows-1252"
_HANDLER: Final = "briefsite.windows-1252"


def decoded_mixed(data: bytes) -> str:
    """The text of bytes in UTF-8, each byte that isn't read as in Windows-1252."""
    return data.decode("utf-8-sig", _HANDLER)


def read_byte(byte: int) -> str:
    """The character of a byte in Windows-1252; a control character for one that it hasn't got."""
    return bytes([byte]).decode("windows-1252", "replace") if byte not in _FREE else chr(byte)


def _of_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(read_byte, error.object[error.start : error.end])), error.end


_FREE: Final = frozenset(b"\x81\x8d\x8f\x90\x9d")
codecs.register_error(_HANDLER, _of_windows)
