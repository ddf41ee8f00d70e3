"""Files that are no plain text, or none that can be read: what each is, and what to do instead."""

from __future__ import annotations

import re
from typing import Final

from briefsite.init.other_scripts import encoding_of_script
from briefsite.init.single_byte import cyrillic_encoding

#: The most bytes of a text: some twenty long books.
LARGEST_TEXT: Final = 20_000_000
#: How files begin that are no plain text, and what they are.
_KINDS: Final = (
    (b"%PDF", "a PDF file", "save it as plain text (.txt) first, or copy its text into a new file"),
    (b"%!PS", "a PostScript file", "save it as plain text (.txt) first, or copy its text into a new file"),
    (b"PK\x03\x04", "a Word, OpenDocument, EPUB or zip file", "save the document as plain text (.txt, UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "a file of an older Office", "save the document as plain text (.txt, UTF-8)"),
    (b"{\\rtf", "a file in rich text format", "save the document as plain text (.txt, UTF-8)"),
    (b"\x89PNG", "an image", "a text file is needed: run text recognition (OCR) on the image first"),
    (b"\xff\xd8\xff", "an image", "a text file is needed: run text recognition (OCR) on the image first"),
    (b"GIF8", "an image", "a text file is needed: run text recognition (OCR) on the image first"),
    (b"II*\x00", "an image", "a text file is needed: run text recognition (OCR) on the image first"),
    (b"MM\x00*", "an image", "a text file is needed: run text recognition (OCR) on the image first"),
    (b"RIFF", "an image or a sound", "a text file is needed"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"BZh", "a compressed file", "unpack it first"),
    (b"\xfd7zXZ", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf", "a compressed file", "unpack it first"),
    (b"Rar!", "a compressed file", "unpack it first"),
    (b"\x7fELF", "a program", "choose a text file"),
    (b"SQLite", "a database", "choose a text file"),
)
_WEB_PAGE: Final = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE\s+html|<html\b)", re.IGNORECASE)
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_UTF32: Final = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_UTF16: Final = "looks like UTF-16 without the mark that says so"
#: How much of a text are bytes beyond ASCII if its letters aren't Latin ones, blanks not counted; per cent.
_OF_OTHER_SCRIPTS: Final = 40
#: Control characters that no text has.
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
#: The most of them in a damaged text, per cent, and in one that isn't UTF-8.
_MOST: Final = 30
#: Of so many bytes every second is 0 in UTF-16, if there are so many at least.
_HEAD: Final = 400
_LEAST: Final = 12
_MOST_OF_OTHERS: Final = 3
_ASCII: Final = 0x80
#: One byte in so many may be damaged.
_RARELY: Final = 100
_SAVE: Final = "save it as UTF-8"
_HZ: Final = re.compile(rb"~\{(?:[!-}]{2})+~\}")

_BASE64: Final = re.compile(rb"\s*(?:[A-Za-z0-9+/]+\s+)*[A-Za-z0-9+/]+={0,2}\s*")
_BASE64_LINE: Final = 60
_UU: Final = re.compile(rb"\s*begin [0-7]{3} \S[^\r\n]*\r?\n[ -`]{10,61}\r?\n")


def refusal(data: bytes) -> tuple[str, str] | None:
    """What a file is, and what to do, if no edition can be made of it; else None."""
    if not data.strip():
        return "is empty", "choose a file that contains text"
    if len(data) > LARGEST_TEXT:
        return f"has {len(data) / 1e6:,.0f} MB: more than {LARGEST_TEXT / 1e6:,.0f} MB is too long", "divide it"
    if kind := binary(data):
        return kind
    if _WEB_PAGE.match(_bare(data)):
        return "is a web page, not plain text", "save the page as text in the browser"
    return _undecodable(data)


def _undecodable(data: bytes) -> tuple[str, str] | None:
    """What speaks against any text being in these bytes, or says that its encoding can't be told."""
    if data.startswith(_UTF32):
        return "is in UTF-32", _SAVE
    if data.startswith(_MARKS):
        if not data.startswith(_MARKS[-1]) and not _is(data, "utf-16"):
            return "is damaged: its first bytes say UTF-16, and some of the others can't be read as that", _SAVE
        return None
    head = data[:_HEAD]
    if len(head) >= _LEAST and max(head[::2].count(0), head[1::2].count(0)) > len(head) // 4:
        return _UTF16, _SAVE
    utf8 = _is(data, "utf-8")
    share = 100 * len(_CONTROLS.findall(data)) / len(data)
    if share > (_MOST if utf8 else _MOST_OF_OTHERS):
        if any(len(data) % 2 == 0 and _reads(data, name) for name in ("utf-16-le", "utf-16-be")):
            return _UTF16, _SAVE
        return "is no plain text: it has bytes that no text has", "save the document as plain text (.txt, UTF-8)"
    if not utf8 and is_mostly_beyond_ascii(data):
        known = decodes_mostly(data) or cyrillic_encoding(data) or encoding_of_script(data)
        return None if known else ("is neither UTF-8 nor in an encoding that can be told", _SAVE)
    return _in_seven_bits(data)


def _in_seven_bits(data: bytes) -> tuple[str, str] | None:
    """Encodings of Japanese and Chinese in bytes of ASCII."""
    if b"\x1b$B" in data or b"\x1b$@" in data:
        return "is in ISO-2022-JP", _SAVE
    if _in_base64(data) or _UU.match(data):
        return "is encoded for e-mail (base64 or uuencode)", "decode it first, with the program that received it"
    return ("is in HZ, an encoding of Chinese", _SAVE) if len(_HZ.findall(data)) > 1 else None


def _in_base64(data: bytes) -> bool:
    """Whether all lines are base64: of one length but for the last, with digits and capitals among small letters."""
    lines = data.split()
    if not lines or min(map(len, lines[:-1]), default=len(lines[0])) < _BASE64_LINE or not _BASE64.fullmatch(data):
        return False
    kinds = (rb"[0-9+/]", rb"[A-Z]", rb"[a-z]")
    return len({*map(len, lines[:-1])}) <= 1 and all(re.search(kind, lines[0]) for kind in kinds)


def is_mostly_beyond_ascii(data: bytes) -> bool:
    """Whether so much of a text are bytes beyond ASCII that its letters are no Latin ones."""
    beyond, seen = sum(byte >= _ASCII for byte in data), len(data) - sum(map(data.count, b" \t\r\n"))
    return 100 * beyond > _OF_OTHER_SCRIPTS * seen


def decodes_mostly(data: bytes) -> bool:
    """Whether hardly any byte of a text isn't UTF-8."""
    return data.decode("utf-8", "replace").count("\ufffd") * _RARELY < len(data)


def binary(data: bytes) -> tuple[str, str] | None:
    """What a file is by its first bytes, and what to do, if it is of a kind that is no plain text; else None."""
    bare = _bare(data)
    found = ((f"is {kind}, not plain text", help_) for begin, kind, help_ in _KINDS if bare.startswith(begin))
    return next(found, None)


def _bare(data: bytes) -> bytes:
    """The bytes without a byte order mark and the white space at their beginning."""
    return data.removeprefix(_MARKS[-1]).lstrip()


def _reads(data: bytes, encoding: str) -> bool:
    """Whether bytes are a text in an encoding: letters of few scripts, with blanks between them."""
    if not _is(data, encoding):
        return False
    text = data.decode(encoding)
    return " " in text and all(sign.isprintable() or sign.isspace() for sign in text)


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
