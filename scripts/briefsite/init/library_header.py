"""The header and the licence that a library of electronic texts puts around a text: Project Gutenberg and the like.

Of the header come title, author, language and first publication. It is taken out where the library marks its end
(`*** START OF …`), and what is from `*** END OF …` on is the library's, not the author's. Without these marks nothing
is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

#: A header is looked for in so many lines.
_LINES: Final = 120
#: The names of the libraries whose headers are known, as they occur in them.
_LIBRARY: Final = re.compile(
    r"project\s+gutenberg|distributed\s+proofreaders|faded\s*page|\be-?(?:book|text)\b", re.IGNORECASE
)
_FIELD: Final = re.compile(
    r"[*\s]*(title|author|editor|translator|language|original publication|date of first publication"
    r"|release date|posting date|most recently updated|credits|produced by|character set encoding)\s*:\s*(.*)",
    re.IGNORECASE,
)
_START: Final = re.compile(r"\*{2,3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_END: Final = re.compile(r"\*{2,3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
#: The line that older texts have before the mark of the end.
_LAST: Final = re.compile(r"\s*End of (?:the |this )?Project Gutenberg", re.IGNORECASE)
_CREDITS: Final = re.compile(r"\s*(?:Produced by|E-?text prepared by|This e-?text was prepared) ", re.IGNORECASE)
#: A line of a header that is so long may go on in the next one; a shorter one has said what it says.
_FULL: Final = 55
#: So many lines before the mark of the end may say the same in another form.
_NEAR: Final = 6
_NOBODY: Final = frozenset({"various", "anonymous", "unknown", "none"})


@dataclass(frozen=True, slots=True)
class LibraryHeader:
    """What a header states, and where its text begins and ends: lines, counted from 0.

    `begin` is the first line of the author's text (0 if nothing marks it), `end` the first after it (None if nothing
    marks it).
    """

    title: str
    authors: tuple[str, ...]
    language: str
    publication: str
    begin: int
    end: int | None


def library_header(lines: Sequence[str]) -> LibraryHeader | None:
    """The header of a text; None if the lines have none."""
    start = next((number for number, line in enumerate(lines[: _LINES * 3]) if _START.search(line)), None)
    head = lines[: _LINES if start is None else start]
    fields: dict[str, list[str]] = {}
    for name, said in _fields(head):
        fields.setdefault(name, said)
    stated = fields.get("title") and ("author" in fields or "language" in fields or "release date" in fields)
    if start is None and not (stated and _LIBRARY.search("\n".join(head))):
        return None
    published = fields.get("original publication") or fields.get("date of first publication") or []
    return LibraryHeader(
        title=_title(fields.get("title", [])),
        authors=tuple(_authors(fields.get("author", []))),
        language=" ".join(fields.get("language", [])),
        publication=" ".join(published),
        begin=0 if start is None else _text_begins(lines, start),
        end=_text_ends(lines),
    )


def _fields(head: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The fields of a header: the name of each, and its lines."""
    name, said = "", list[str]()
    for line in [*head, ""]:
        found = _FIELD.match(line)
        if found or not line.strip():
            if name:
                yield name, said
            name, said = (found[1].lower(), [found[2].strip()]) if found else ("", [])
        elif name:
            said.append(line.strip())


def _title(said: Sequence[str]) -> str:
    """The first line of a title, with those into which it runs over."""
    title = ""
    for line in said:
        title = f"{title} {line}".strip()
        if len(line) < _FULL:
            break
    return title


def _authors(said: Sequence[str]) -> Iterator[str]:
    for line in said:
        for name in re.split(r"\s+and\s+|;\s*", line):
            if name and name.casefold() not in _NOBODY:
                yield re.sub(r"\s*,?\s*\d{4}\??\s*-\s*(?:\d{4}\??)?$", "", name).strip()


def _text_begins(lines: Sequence[str], start: int) -> int:
    """The line after the mark of the beginning, which may run over, and after a paragraph on who made the file."""
    begin = start + 1
    if not re.search(r"\*{2,3}\s*$", lines[start]):
        ends = (number + 1 for number in range(begin, min(begin + _NEAR, len(lines))) if "**" in lines[number])
        begin = next(ends, begin)
    first = next((number for number in range(begin, len(lines)) if lines[number].strip()), begin)
    if first < len(lines) and _CREDITS.match(lines[first]):
        begin = next((number for number in range(first, len(lines)) if not lines[number].strip()), begin)
    return begin


def _text_ends(lines: Sequence[str]) -> int | None:
    end = next((number for number, line in enumerate(lines) if _END.search(line)), None)
    if end is None:
        return None
    return next((number for number in range(max(0, end - _NEAR), end) if _LAST.match(lines[number])), end)


def published_in(publication: str) -> Mapping[str, str]:
    """Place, publisher and date of "London: Macmillan & Co., 1887"; a date alone; or nothing."""
    found = re.fullmatch(r"\s*(?:([^:,\d]+?)\s*:\s*)?(?:(.+?)\s*,\s*)?(?:c|\[)?(\d{4})\]?\.?\s*", publication)
    if found is None:
        return {}
    return {"place": found[1] or "", "publisher": found[2] or "", "date": found[3]}
