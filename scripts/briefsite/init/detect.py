"""Detects the encoding of a received text and its line ends.

Used once, for a first edition: what is found is written into edition.yml, where an editor may change it. After that
nothing is guessed.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_NAMES: Final = {
    codecs.BOM_UTF8: ("utf-8", "a byte order mark says so"),
    codecs.BOM_UTF16_LE: ("utf-16", "a byte order mark says so"),
    codecs.BOM_UTF16_BE: ("utf-16", "a byte order mark says so"),
}
_ENDS: Final = re.compile(rb"\r\n|\r|\n")
#: Bytes that are letters or quotation marks in windows-1252 and control characters in latin-1.
_WINDOWS: Final = re.compile(rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")


def encoding(data: bytes) -> tuple[str, str]:
    """The name of the encoding of `data`, and the reason to take it for that, in words."""
    for mark, found in _NAMES.items():
        if data.startswith(mark):
            return found
    try:
        data.decode("ascii")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", "every byte of it is ASCII"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = f"byte 0x{data[error.start]:02x} in line {data.count(bytes([10]), 0, error.start) + 1} is not UTF-8"
        if _WINDOWS.search(data):
            try:
                data.decode("windows-1252")
            except UnicodeDecodeError:
                pass
            else:
                return "windows-1252", f"{bad}, and there are quotation marks or dashes that only windows-1252 has"
        return "latin-1", f"{bad}; in latin-1 every byte is a character"
    return "utf-8", "the file is valid UTF-8"


def line_ends(data: bytes) -> str:
    """The line ends of `data`, in words: "1,204 CRLF and 3 LF"."""
    kinds = {b"\r\n": "CRLF", b"\n": "LF", b"\r": "CR"}
    counts = dict.fromkeys(kinds.values(), 0)
    for match in _ENDS.finditer(data):
        counts[kinds[match[0]]] += 1
    found = [f"{count:,} {name}" for name, count in counts.items() if count]
    return " and ".join(found) if found else "none"
