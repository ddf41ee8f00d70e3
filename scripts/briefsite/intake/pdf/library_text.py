"""Texts that PDFium gives: it is asked for their size first, and fills a buffer then."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

#: Says how many bytes a text needs, its end included, and fills a buffer of that size.
Ask = Callable[[Any, int], int]


def wide_text(ask: Ask) -> str:
    """A text that PDFium writes as UTF-16; empty if it is longer than a million bytes."""
    return _text(ask, "utf-16-le", end=2, most=1_000_000)


def narrow_text(ask: Ask) -> str:
    """A text that PDFium writes as UTF-8; empty if it is longer than 10,000 bytes."""
    return _text(ask, "utf-8", end=1, most=10_000)


def _text(ask: Ask, encoding: str, *, end: int, most: int) -> str:
    size = ask(None, 0)
    if size <= end or size > most:
        return ""
    room = ctypes.create_string_buffer(size)
    ask(room, size)
    return room.raw[:size].decode(encoding, "replace").partition("\0")[0]
