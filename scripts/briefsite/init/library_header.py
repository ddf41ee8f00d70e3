"""The header and the licence that a library of electronic texts puts around a text: Project Gutenberg and the like.

Of the header come title, author, language and first publication. It is taken out where the library marks its end
(`*** START OF …`), or where a block closes it that each header of that library has (`_LIBRARIES`). What is from
`*** END OF …` on is the library's, not the author's. Without these marks nothing is taken out.
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
    r"[*\s]*(title|author|editor|translator|illustrator|contributor|commentator|compiler|language"
    r"|original publication|date of first publication|year"
    r"|release date|posting date|date first posted|most recently updated|credits|produced by"
    r"|character set encoding)\s*:\s*(.*)",
    re.IGNORECASE,
)
#: A field of a header that says nothing about the work.
_OTHER_FIELD: Final = re.compile(r"[*\s]*[^\W\d_][\w .#-]{1,40}:\s|[*\s]*(?:faded page|exported from)\b", re.IGNORECASE)
_START: Final = re.compile(r"\*{2,3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\*END\W*THE SMALL PRINT!", re.IGNORECASE)
_END: Final = re.compile(r"\*{2,3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
#: The line that older texts have before the mark of the end.
_LAST: Final = re.compile(r"\s*End of (?:the |this )?Project Gutenberg", re.IGNORECASE)
#: The first line of older files: "The Project Gutenberg Etext of A Survey, by Ann Hill".
_NAMED: Final = re.compile(
    r"\W*(?:The\s+)?Project\s+Gutenberg(?:['’]s\s+(?:e-?(?:text|book)\s+of\s+)?|\s+e-?(?:text|book)\s+(?:of\s+)?)"
    r"(?P<title>.+?)(?:(?:,?\s+by|,\s+(?:von|par|di|por|van|af|av))\s+(?P<author>.+?))?\W*",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\s*by\s+(?P<author>\S.*?)\W*", re.IGNORECASE)
_FULL_TEXT: Final = re.compile(r"\s*Full text of [\"“](?P<title>.+)[\"”]\s*", re.IGNORECASE)
#: The beginning of a paragraph on who made the file, and from what.
_CREDITS: Final = re.compile(
    r"\s*(?:produced by|e-?(?:text|book) (?:prepared|produced) by"
    r"|(?:this|the) e-?(?:text|book) (?:was|is) (?:prepared|produced)"
    r"|scanned (?:and proof-?read )?by|proof-?read by|html version by"
    r"|transcribed (?:from the \d{4} .{3,90}? edition )?by"
    r"|note: project gutenberg (?:also )?has|note: images of the original|images of the original pages are available)",
    re.IGNORECASE | re.DOTALL,
)
#: A title of honor or a degree behind a name, which is no given name.
_HONOR: Final = re.compile(
    r"(?:jr|sr|[a-z]\.\s?)+\.?|(?:sir|lady|lord|baron|count|earl|duke|saint|père|fils)\b.*", re.IGNORECASE
)
#: The people of a header that are no authors.
_OTHER_PEOPLE: Final = ("editor", "translator", "illustrator", "contributor", "commentator", "compiler")


@dataclass(frozen=True, slots=True)
class _Library:
    """A library that marks no end of its header.

    How it is known, the blocks of which the last one closes the header, and the line behind the text with which the
    library's own words begin again.
    """

    known: re.Pattern[str]
    closing: re.Pattern[str]
    after: re.Pattern[str]


_LIBRARIES: Final = (
    _Library(
        re.compile(r"faded\s*page|distributed proofreaders canada", re.IGNORECASE),
        re.compile(r"produced by|pgdpcanada", re.IGNORECASE),
        re.compile(r"\[The end of .+\]"),
    ),
    _Library(
        re.compile(r"project gutenberg (?:of )?australia", re.IGNORECASE),
        re.compile(r"gutenberg\.net\.au|project gutenberg (?:of )?australia", re.IGNORECASE),
        re.compile(r".*\bproject gutenberg (?:of )?australia\b.*", re.IGNORECASE),
    ),
    _Library(
        re.compile(r"\bwikisource\b", re.IGNORECASE),
        re.compile(r"exported from wikisource|wikisource\.org", re.IGNORECASE),
        re.compile(r"About this digital edition", re.IGNORECASE),
    ),
    _Library(
        re.compile(_FULL_TEXT.pattern + r"$|copy of a book that was preserved", re.IGNORECASE | re.MULTILINE),
        re.compile(_FULL_TEXT.pattern + r"$|see other formats|\bgoogle\b", re.IGNORECASE | re.MULTILINE),
        re.compile(r"(?!)"),
    ),
)
#: So many lines at the end of a file are looked at for what a library puts there.
_LAST_LINES: Final = 60
#: A line of a header that is so long may go on in the next one; a shorter one has said what it says.
_FULL: Final = 55
#: So many lines before the mark of the end may say the same in another form.
_NEAR: Final = 6
_NOBODY: Final = frozenset({"various", "anonymous", "unknown", "none"})


@dataclass(frozen=True, slots=True)
class LibraryHeader:
    """What a header states, and where its text begins and ends: lines, counted from 0.

    `begin` is the first line of the author's text (0 if nothing marks it), `end` the first after it (None if nothing
    marks it). `others` are the people who aren't authors: "translator: Ann Hill".
    """

    title: str
    authors: tuple[str, ...]
    language: str
    publication: str
    begin: int
    end: int | None
    others: tuple[str, ...] = ()


def library_header(lines: Sequence[str]) -> LibraryHeader | None:
    """The header of a text; None if the lines have none."""
    start = next((number for number, line in enumerate(lines[: _LINES * 3]) if _START.search(line)), None)
    head = lines[: _LINES if start is None else start]
    fields: dict[str, list[str]] = {}
    for name, said in _fields(head):
        fields.setdefault(name, said)
    whole = "\n".join(head)
    library = next((one for one in _LIBRARIES if one.known.search(whole)), None) if start is None else None
    named = _named(head, fields) if start is not None or library else {}
    stated = fields.get("title") and fields.keys() & {"author", "language", "release date", "date first posted"}
    if start is None and not (named or (stated and (library or _LIBRARY.search(whole)))):
        return None
    published = fields.get("original publication") or fields.get("date of first publication") or fields.get("year")
    begin = _closed(lines, library) if library else 0 if start is None else _text_begins(lines, start)
    return LibraryHeader(
        title=_title(fields.get("title", [])) or named.get("title", ""),
        authors=tuple(_authors(fields.get("author", []) or [named.get("author", "")])),
        language=" ".join(fields.get("language", [])),
        publication=" ".join(published or []),
        begin=begin,
        end=_text_ends(lines) if library is None else _end_for(lines, begin, library) if begin else None,
        others=tuple(f"{role}: {name}" for role in _OTHER_PEOPLE for name in _authors(fields.get(role, []))),
    )


def _named(head: Sequence[str], fields: Mapping[str, object]) -> Mapping[str, str]:
    """Title and author as the first line of a file names them, if no field does."""
    first, second = [*[line for line in head if line.strip()][:2], "", ""][:2]
    found = None if "title" in fields else _FULL_TEXT.fullmatch(first) or _NAMED.fullmatch(first)
    below = _BY.fullmatch(second)
    known = {name: said for name, said in found.groupdict().items() if said} if found else {}
    return (below.groupdict() if below and known else {}) | known


def _closed(lines: Sequence[str], library: _Library) -> int:
    """The line after the last block that closes the header of a library; 0 if none does."""
    written = [number for number, line in enumerate(lines) if line.strip()][
        :-_NEAR
    ]  # the last ones are behind the text
    head = [number for number in written if number < _LINES]
    last = max((number for number in head if library.closing.search(lines[number])), default=-1)
    return next((number for number in range(last + 1, len(lines)) if not lines[number].strip()), 0) * (last >= 0)


def _end_for(lines: Sequence[str], begin: int, library: _Library) -> int | None:
    """The line with which the words of a library begin again behind a text; None if there are none."""
    last = range(max(begin, len(lines) - _LAST_LINES), len(lines))
    return next((number for number in last if library.after.fullmatch(lines[number].strip())), None)


def _fields(head: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The fields of a header: the name of each, and its lines."""
    name, said = "", list[str]()
    for line in [*head, ""]:
        found = _FIELD.match(line)
        if found or not line.strip():
            if name:
                yield name, said
            name, said = (found[1].lower(), [found[2].strip()]) if found else ("", [])
        elif name and (line[0].isspace() or len(said[-1]) >= _FULL) and not _OTHER_FIELD.match(line):
            said.append(line.strip())
        elif name:
            yield name, said
            name = ""


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
        parts = re.split(r",?\s+and\s+|,\s+|;\s*", line)
        if " and " not in line or not all(" " in part for part in parts):  # a comma may be within a name
            parts = re.split(r"\s+and\s+|;\s*", line)
        for part in parts:
            name = re.sub(r"\s*,?\s*[(\[]?(?:\d{4}\??)?\s*[-–]\s*(?:\d{4}\??)?[)\]]?$", "", part).strip()
            if name and name.casefold() not in _NOBODY:
                family, comma, given = name.partition(", ")
                # "Hill, Ann" is a name in the order of an index.
                inverted = comma and " " not in family and "," not in given and not _HONOR.fullmatch(given)
                yield f"{given} {family}" if inverted and given.istitle() else name


def _text_begins(lines: Sequence[str], start: int) -> int:
    """The line after the mark of the beginning, which may run over, and after paragraphs on who made the file."""
    begin = start + 1
    if not re.search(r"\*{2,3}\s*$", lines[start]):
        ends = (number + 1 for number in range(begin, min(begin + _NEAR, len(lines))) if "**" in lines[number])
        begin = next(ends, begin)
    while True:
        first = next((number for number in range(begin, len(lines)) if lines[number].strip()), len(lines))
        end = next((number for number in range(first, len(lines)) if not lines[number].strip()), len(lines))
        if first == end or not _CREDITS.match(" ".join(lines[first:end])):
            return begin
        begin = end


def _text_ends(lines: Sequence[str]) -> int | None:
    end = next((number for number, line in enumerate(lines) if _END.search(line)), None)
    if end is None:  # older files have only the line before the mark
        last = range(max(0, len(lines) - _LAST_LINES), len(lines))
        return next((number for number in last if _LAST.match(lines[number])), None)
    return next((number for number in range(max(0, end - _NEAR), end) if _LAST.match(lines[number])), end)


def published_in(publication: str) -> Mapping[str, str]:
    """Place, publisher and date of "London: Macmillan & Co., 1887"; a date alone; or nothing."""
    found = re.fullmatch(r"\s*(?:([^:\d]+?)\s*:\s*)?(?:(.+?)\s*,\s*)?(?:c|\[)?(\d{4})\]?\.?\s*", publication)
    if found is None:
        return {}
    return {"place": re.sub(r",(?=\S)", ", ", found[1] or ""), "publisher": found[2] or "", "date": found[3]}
