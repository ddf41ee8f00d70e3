"""Detects the encoding of a received text and its line ends.

Used once, for a first edition: what is found is written into edition.yml, where an editor may change it. After that
nothing is guessed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import Final

from briefsite.init.language import guessed_language
from briefsite.init.other_scripts import encoding_of_script
from briefsite.init.refused import is_mostly_beyond_ascii
from briefsite.init.single_byte import cyrillic_encoding, western_encoding
from briefsite.source.mixed_encoding import MIXED, read_byte

_NAMES: Final = {
    codecs.BOM_UTF8: ("utf-8", "a byte order mark says so"),
    codecs.BOM_UTF16_LE: ("utf-16", "a byte order mark says so"),
    codecs.BOM_UTF16_BE: ("utf-16", "a byte order mark says so"),
}
_ENDS: Final = re.compile(rb"\r\n|\r|\n")
#: A character of several bytes in UTF-8; other encodings have such bytes side by side by a rare chance.
_SEQUENCE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: What Python has for a byte that isn't UTF-8.
_SURROGATE: Final = re.compile("[\udc80-\udcff]")
#: So many damaged bytes are named.
_NAMED: Final = 5


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
    damaged = damaged_bytes(data)
    if not damaged:
        return "utf-8", "the file is valid UTF-8"
    bad = f"byte {_named(data, damaged[0])} is not UTF-8"
    if len(_SEQUENCE.findall(data)) >= len(damaged):
        return MIXED, f"{_few(data, damaged)} not UTF-8, as all others are, and read as in windows-1252: please check"
    if is_mostly_beyond_ascii(data) and (other := _of_other_script(data, bad)):
        return other
    name = western_encoding(data, guessed_language(data.decode("latin-1"))[0])
    if name == "windows-1252":
        return name, f"{bad}, and there are quotation marks or dashes that only windows-1252 has"
    if name == "latin-1":
        return name, f"{bad}; in latin-1 every byte is a character"
    return name, f"{bad}, and in {name} fewer letters and signs are where they can't be: please check"


def _of_other_script(data: bytes, bad: str) -> tuple[str, str] | None:
    if name := cyrillic_encoding(data):
        return name, f"{bad}, and in {name} the text has the letters of Russian or of another Slavic language"
    if name := encoding_of_script(data):
        return name, f"{bad}, and in {name} the text is of one script and language: please check"
    return None


def damaged_bytes(data: bytes) -> list[int]:
    """Where bytes are that aren't UTF-8: all of them, counted in bytes."""
    text = data.decode("utf-8", "surrogateescape")
    found: list[int] = []
    at, last = 0, 0
    for match in _SURROGATE.finditer(text):
        at += len(text[last : match.start()].encode())
        found.append(at)
        at, last = at + 1, match.end()
    return found


def _few(data: bytes, damaged: Sequence[int]) -> str:
    """The first of damaged bytes, with their lines and what they are read as, and how many more there are."""
    named = ", ".join(f"{_named(data, at)} ({read_byte(data[at])})" for at in damaged[:_NAMED])
    more = f" and {len(damaged) - _NAMED} more" if len(damaged) > _NAMED else ""
    return f"{'bytes' if len(damaged) > 1 else 'byte'} {named}{more} {'are' if len(damaged) > 1 else 'is'}"


def _named(data: bytes, at: int) -> str:
    return f"0x{data[at]:02x} in line {data.count(bytes([10]), 0, at) + 1}"


def line_ends(data: bytes) -> str:
    """The line ends of `data`, in words: "1,204 CRLF and 3 LF"."""
    kinds = {b"\r\n": "CRLF", b"\n": "LF", b"\r": "CR"}
    counts = dict.fromkeys(kinds.values(), 0)
    for match in _ENDS.finditer(data):
        counts[kinds[match[0]]] += 1
    found = [f"{count:,} {name}" for name, count in counts.items() if count]
    return " and ".join(found) if found else "none"
