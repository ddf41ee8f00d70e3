"""Values in BibTeX: braces, quotation marks, numbers, abbreviations, and `#` between them."""

from __future__ import annotations

import re
from typing import Final

from briefsite.limits import limits

_BARE = re.compile(r"[^\s#{}\",=]+")
#: The name of a field and the sign behind it, at the beginning of a text.
FIELD: Final = re.compile(r"[\s;]*([A-Za-z_][\w-]*)\s*=\s*")
#: A field at the beginning of a line, which ends the value before it.
NEXT_LINE: Final = re.compile(r"\n[ \t]*,?[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\w]")
#: The signs that begin a value, and those that end it.
CLOSING: Final = {"{": "}", '"': '"'}

#: A fault in a value: its offset in the value, the word or character at fault, the message, the remedy.
Fault = tuple[int, str, str, str]


#: In place of the message of a fault: the value is longer than the limit. The remedy is then its length so far.
TOO_LONG: Final = "with its abbreviations the value has {} characters and more"


def resolved(raw: str, abbreviations: dict[str, str]) -> tuple[str, Fault | None]:
    """The value that `raw` stands for, as far as it can be read, and the first fault in it or None.

    `raw` is `{…}`, `"…"`, a number, an abbreviation, or several of these joined by `#`. An abbreviation that isn't
    defined stands for itself, and is a fault once: it is added to `abbreviations`.
    """
    parts: list[str] = []
    first: Fault | None = None
    at = length = 0
    while at < len(raw.rstrip()):
        at = skip(raw, at)
        if raw[at] in CLOSING:
            end = value_end(raw[at:]) + at
            parts.append(raw[at + 1 : end - 1])
        elif bare := _BARE.match(raw, at):
            word, end = bare[0], bare.end()
            if not word.isdecimal() and word.lower() not in abbreviations:
                help_ = f'write {{{word}}}, or define it before: @string{{{word} = "…"}}'
                first = first or (at, word, f'the abbreviation "{word}" is not defined, and stands for itself', help_)
                abbreviations[word.lower()] = word
            parts.append(abbreviations.get(word.lower(), word))
            length += len(parts[-1])
            if length > limits().value:  # abbreviations that hold each other ten times grow to any length
                return "", (at, word, TOO_LONG, str(length))
        else:
            fault = (at, raw[at], f'"{raw[at]}" cannot be used here', "put the value in braces")
            return "".join(parts) + re.sub(r"[{}\"#]", "", raw[at:]).strip(), first or fault
        at = skip(raw, end)
        if at < len(raw) and raw[at] != "#":
            following = FIELD.match(raw, at)
            said = f"a comma is missing before {following[1] if following else 'this'}"
            fault = (at, following[1] if following else ",", said, "put a comma after each value")
            return "".join(parts) + ("" if following else _rest(raw[at:])), first or fault
        at += 1
    return "".join(parts), first


def _rest(raw: str) -> str:
    """Text behind a value, which belongs to it if anything does; up to the next field."""
    ended = NEXT_LINE.search(raw)
    text = re.sub(r"[{}\"#,\s]+", " ", raw[: ended.start()] if ended else raw).rstrip()
    return f" {text.lstrip()}" if text.strip() else ""


def skip(raw: str, at: int) -> int:
    """The offset of the first character from `at` on that is not white space."""
    return len(raw) - len(raw[at:].lstrip())


def value_end(raw: str) -> int:
    """The offset after the value at the start of `raw`; `len(raw) + 1` if the value is not closed."""
    if raw[:1] not in CLOSING:
        bare = _BARE.match(raw)
        return bare.end() if bare else 0
    depth = 0
    signs = iter(enumerate(raw))
    for index, sign in signs:
        if sign == "\\":
            next(signs, None)
            continue
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and index and sign == CLOSING[raw[0]]:
            return index + 1
    return len(raw) + 1
