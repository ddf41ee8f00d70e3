"""Scalars: a text as YAML has it between double quotes. JSON is YAML, except for characters that YAML forbids."""

from __future__ import annotations

import json


def quoted(text: str) -> str:
    """A text between double quotes, with an escape for every character that cannot be seen."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() or sign == " " else as_number(sign) for sign in written)


def as_number(sign: str) -> str:
    """One character as the escape that names it by its number."""
    code = ord(sign)
    return f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"
