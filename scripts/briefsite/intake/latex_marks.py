r"""Marks of notes in LaTeX whose text is elsewhere, in a form that Pandoc reads: it would leave them out.

`\footnotemark` takes its text from the next `\footnotetext`; both become a `\footnote` at the place of the mark. With a
number (`\footnotemark[3]`), a mark repeats that of another note: it is printed as that number, raised.
"""

from __future__ import annotations

import re
from typing import Final

_MARK: Final = re.compile(r"\\footnotemark(?![A-Za-z\[])[ \t]*")
_NUMBERED: Final = re.compile(r"\\footnotemark[ \t]*\[([^\[\]{}\\]*)\]")
_TEXT: Final = re.compile(r"\\footnotetext(?![A-Za-z])[ \t]*\{")


def with_notes_at_marks(text: str) -> str:
    """The text of a LaTeX document with the text of each note at its mark. A mark without a text stays as it is."""
    text = _NUMBERED.sub(lambda match: rf"\textsuperscript{{{match[1]}}}", text)
    at = 0
    while (mark := _MARK.search(text, at)) is not None:
        following = _MARK.search(text, mark.end())
        note = _TEXT.search(text, mark.end(), following.start() if following else len(text))
        end = _closing(text, note.end()) if note else None
        at = mark.end()
        if note and end is not None:
            words = text[note.end() : end]
            text = f"{text[: mark.start()]}\\footnote{{{words}}}{text[mark.end() : note.start()]}{text[end + 1 :]}"
            at = mark.start() + len("\\footnote{") + len(words)
    return text


def _closing(text: str, start: int) -> int | None:
    """Where the brace is that closes one opened before `start`."""
    depth = 1
    for sign in re.finditer(r"\\.|[{}]", text[start:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if not depth:
            return start + sign.start()
    return None
