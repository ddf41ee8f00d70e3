"""The blocks of a BibTeX file: its entries, definitions and comments, and the text between them.

bibtexparser splits the file. What it would stumble over and BibTeX accepts is changed before, without moving anything.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from briefsite.works.field_names import SHOWN

#: An @ with blanks before the type, which BibTeX allows.
_AFTER_AT: Final = re.compile(r"^([ \t]*)(@)([ \t]+)(?=[A-Za-z]+\s*[{(])", re.MULTILINE)
#: The beginning of an entry, and its key as BibTeX reads it: up to a blank, a comma or a closing brace.
_KEYED: Final = re.compile(
    r"^[ \t]*@(?!string\b|comment\b|preamble\b)[a-z]+\s*[{(]\s*([^\s,}]+)(?=\s*,)", re.MULTILINE | re.IGNORECASE
)
#: Signs that BibTeX allows in a key, and bibtexparser doesn't.
_NOT_IN_KEYS: Final = str.maketrans(dict.fromkeys('"{=', "-"))


def splittable(text: str) -> str:
    """`text` with entries as bibtexparser knows them: in braces, with the type right after the @."""
    return _in_braces(_AFTER_AT.sub(r"\1\3\2", text))


def _with_plain_keys(text: str) -> str:
    """`text` with other signs in place of those in keys that bibtexparser would stumble over. No place changes."""

    def plain(begun: re.Match[str]) -> str:
        name, is_, _ = begun[1].partition("=")
        missing = is_ and name.lower() in SHOWN  # the entry has no key, and begins with its first field
        return begun[0] if missing else begun[0][: -len(begun[1])] + begun[1].translate(_NOT_IN_KEYS)

    return _KEYED.sub(plain, text)


def _in_braces(text: str) -> str:
    """`text` with the entries that are in parentheses, as BibTeX allows, in braces. No place changes."""
    others = {match.end() - 1 for match in re.finditer(r"^[ \t]*@", text, re.MULTILINE)}
    changed: dict[int, str] = {}
    for begin in re.finditer(r"^[ \t]*@[A-Za-z]+[ \t]*(\()", text, re.MULTILINE):
        depth = nested = 0
        for at in range(begin.start(1), len(text)):
            sign = text[at]
            depth += (sign == "{") - (sign == "}")
            nested += ((sign == "(") - (sign == ")")) * (depth == 0)
            if depth == nested == 0:
                changed |= {begin.start(1): "{", at: "}"}
                break
            if depth < 0 or at in others:
                break
    return "".join(changed.get(at, sign) for at, sign in enumerate(text)) if changed else text


def blocks(text: str) -> Iterator[tuple[int, Any, str]]:
    """The blocks into which bibtexparser splits `text`, each with its offset in characters and its whole text.

    In the keys of entries, signs that it would stumble over are replaced by hyphens.
    """
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    text = _with_plain_keys(text)
    logger = logging.getLogger("bibtexparser.splitter")
    before, logger.disabled = logger.disabled, True  # it would print to standard error what is reported here
    try:
        split = Splitter(text).split().blocks
    finally:
        logger.disabled = before
    cursor = 0
    found: list[tuple[int, Any]] = []
    for block in split:
        whole: Any = block
        while isinstance(whole, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
            whole = whole.ignore_error_block
        offset = max(text.find(whole.raw, cursor), cursor)
        cut = bool(found) and isinstance(found[-1][1], model.ParsingFailedBlock)
        if not (cut and isinstance(whole, model.ImplicitComment)):  # otherwise it is the rest of an unclosed entry
            found.append((offset, whole))
        # An unclosed block may end with the character at which the next block begins.
        failed = isinstance(whole, model.ParsingFailedBlock)
        cursor = offset + (max(len(whole.raw) - 1, 1) if failed else len(whole.raw))
    ends = [*(offset for offset, _ in found[1:]), len(text)]
    for (offset, whole), end in zip(found, ends[: len(found)], strict=True):
        yield offset, whole, text[offset:end] if isinstance(whole, model.ParsingFailedBlock) else whole.raw
