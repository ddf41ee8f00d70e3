"""Texts that PDFium gives: it is asked for their size first, and fills a buffer then."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any


def wide_text(ask: Callable[[Any, int], int]) -> str:
    """A text that PDFium writes as UTF-16: `ask` says how many bytes it needs, and fills a buffer."""
    size = ask(None, 0)
    if size <= 2 or size > 1_000_000:
        return ""
    room = ctypes.create_string_buffer(size)
    ask(room, size)
    return room.raw[:size].decode("utf-16-le", "replace").partition("\0")[0]


def narrow_text(ask: Callable[[Any, int], int]) -> str:
    """A text that PDFium writes as UTF-8."""
    size = ask(None, 0)
    if size <= 1 or size > 10_000:
        return ""
    room = ctypes.create_string_buffer(size)
    ask(room, size)
    return room.raw[:size].decode("utf-8", "replace").partition("\0")[0]
