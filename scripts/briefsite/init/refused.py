"""Files that are no plain text: what each is, and what to do instead."""

from __future__ import annotations

import re
from typing import Final

#: The most bytes of a text: some twenty long books.
LARGEST_TEXT: Final = 20_000_000
#: How files begin that are no plain text, and what they are.
_KINDS: Final = (
    (b"%PDF", "a PDF file", "copy its text into a file of its own, or save it as plain text"),
    (b"PK\x03\x04", "a Word, OpenDocument, EPUB or zip file", "save the document as plain text (.txt, UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "a file of an older Office", "save the document as plain text (.txt, UTF-8)"),
    (b"{\\rtf", "a file in rich text format", "save the document as plain text (.txt, UTF-8)"),
    (b"\x89PNG", "an image", "a text is needed: have the image read by a program for recognizing text"),
    (b"\xff\xd8\xff", "an image", "a text is needed: have the image read by a program for recognizing text"),
    (b"GIF8", "an image", "a text is needed: have the image read by a program for recognizing text"),
    (b"II*\x00", "an image", "a text is needed: have the image read by a program for recognizing text"),
    (b"MM\x00*", "an image", "a text is needed: have the image read by a program for recognizing text"),
    (b"RIFF", "an image or a sound", "a text is needed"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"BZh", "a compressed file", "unpack it first"),
    (b"\xfd7zXZ", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf", "a compressed file", "unpack it first"),
    (b"Rar!", "a compressed file", "unpack it first"),
    (b"\x7fELF", "a program", "name a text"),
    (b"SQLite", "a database", "name a text"),
)
_WEB_PAGE: Final = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE\s+html|<html\b)", re.IGNORECASE)
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
#: Control characters that no text has.
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
#: The most of them in a damaged text, per cent, and in one that isn't UTF-8.
_MOST: Final = 30
#: Of so many bytes every second is 0 in UTF-16, if there are so many at least.
_HEAD: Final = 400
_LEAST: Final = 12
_MOST_OF_OTHERS: Final = 3


def refusal(data: bytes) -> tuple[str, str] | None:
    """What a file is, and what to do, if no edition can be made of it; else None."""
    if not data.strip():
        return "is empty", "name a file that has a text in it"
    if len(data) > LARGEST_TEXT:
        return f"has {len(data) / 1e6:,.0f} MB: more than {LARGEST_TEXT / 1e6:,.0f} MB are no text", "divide it"
    if kind := binary(data):
        return kind
    if _WEB_PAGE.match(data):
        return "is a web page, and no plain text", "save the page as text in the browser"
    if data.startswith(_MARKS):
        return None
    head = data[:_HEAD]
    if len(head) >= _LEAST and max(head[::2].count(0), head[1::2].count(0)) > len(head) // 4:
        return "looks like UTF-16 without the mark that says so", "save it as UTF-8"
    share = 100 * len(_CONTROLS.findall(data)) / len(data)
    if share > (_MOST if _is_utf8(data) else _MOST_OF_OTHERS):
        return "is no plain text: it has bytes that no text has", "save the document as plain text (.txt, UTF-8)"
    return None


def binary(data: bytes) -> tuple[str, str] | None:
    """What a file is by its first bytes, and what to do, if it is of a kind that is no plain text; else None."""
    found = ((f"is {kind}, and no plain text", help_) for begin, kind, help_ in _KINDS if data.startswith(begin))
    return next(found, None)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
