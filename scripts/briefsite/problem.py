"""Problems: what is wrong, where, and what to do about it.

A problem is a value. Every step reports its problems to a collector (briefsite.problems), and only the command line
prints them, so that an editor sees all of them at once, in the order of the file. The layout is that of compilers
(`file:line:column: severity code message`), because text editors and code hosts make such lines clickable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Final, Literal

from briefsite.scalar import as_number, quoted

Severity = Literal["error", "warning"]

#: Every code that can be printed, with what it means in one line. Codes are never reused: people search for them.
#: The letter names the file or step at fault: S source, L any file that is not safe to read, E edition, M emendation,
#: P paragraph, O outline, N note, Q quotation, B bibliography, A address, R renderer, W words and notes of the built
#: site.
CODES: Final[dict[str, str]] = {
    "S01": "a required file is missing or cannot be read",
    "S02": "the source is not in the encoding that edition.yml states",
    "S03": "a file could not be written",
    "S04": "the text contains an unprintable character",
    "S05": "a word looks misread by a scanner",
    "S06": "a file that `init` would write already exists",
    "S07": "a file has an unresolved merge conflict",
    "S08": "the text has changed since it was received",
    "S09": "a line recurs like a page header, but may be the author's",
    "S10": "a file that was derived from the document has been changed by hand",
    "S11": "the structure of a derived text cannot be read",
    "S12": "a change was interrupted and could be neither completed nor undone",
    "S13": "the text contains tags or entities of a web page",
    "L01": "something is larger, longer or deeper than a stated limit",
    "L02": "a symbolic link, a device or something else is in the place of a file or folder",
    "L03": "a file has a name that other systems cannot have",
    "L04": "the text contains invisible characters that change the direction of writing",
    "E01": "edition.yml is not valid YAML",
    "E02": "a key of edition.yml is unknown, missing or of the wrong type",
    "E03": "a path points outside the edition's folder",
    "E04": "a key appears twice in one mapping",
    "E05": "a URL or a DOI in edition.yml cannot be used",
    "E06": "a detail of the work is not filled in",
    "E07": "a key of edition.yml is no longer used",
    "M01": "the words that an emendation quotes are not in the source",
    "M02": "the words that an emendation quotes occur more than once in the source",
    "M03": "two emendations change the same characters",
    "M04": "an emendation repeats another",
    "M05": "an emendation was proposed automatically and has not been reviewed",
    "M06": "no rule of typography is known for the language of the text",
    "P01": "a join, split or list quotes words that don't begin a block",
    "P02": "a hyphen override names a word that is not broken at a line end",
    "P03": "a block was joined to an unfinished sentence before it, but may be a paragraph",
    "O01": "the first words of a page or section match no paragraph, or several",
    "O02": "pages or sections are out of order, or two begin at one paragraph",
    "O03": "a paragraph is on no page",
    "O04": "a slug or id is used twice or is not ASCII lower case",
    "O05": "the navigation in mkdocs.yml and the pages of the edition differ",
    "O06": "words quoted as evidence don't occur in the text, or occur more than once",
    "O07": "a year in the text is neither on the timeline nor in timeline_omits",
    "O08": "a name in the index does not occur in the text",
    "O09": "the map names an outline that its data does not have",
    "O10": "two editions, or an edition and the site, use the same path",
    "O11": "a page has no summary yet",
    "O12": "a chart has a number that is not a share of its whole, or is larger than it",
    "O13": "a key figure doesn't say whose number it is",
    "O14": "an image has no text for people who don't see it",
    "N01": "a marker has no note",
    "N02": "a damaged note number: a marker misread in the scan",
    "N03": "a note has no marker in the text",
    "N04": "a note cites a work that is not in references.bib",
    "N05": "a note's status contradicts its works",
    "N06": "a note number appears twice in edition.yml",
    "N07": "a note of the source has no marker in the text",
    "N08": "a number appears twice in one list of notes in the source",
    "N09": "an entry of notes does not say which note of the source it is about",
    "N10": "a note of the source opens a bracket that is never closed",
    "N11": "something looks like markers or notes but is not read as such",
    "N12": "a citation was read from the words of a note and has not been reviewed",
    "N13": "a line of citations.jsonl cannot be read",
    "Q01": "words quoted in edition.yml have changed in the text; the new words are used",
    "Q02": "edition.yml refers to a passage that is no longer in the text, or to an unknown ID",
    "Q03": "quoted words are no longer in their passage; what depends on them is left out",
    "B01": "references.bib cannot be read at this place",
    "B02": "two works have the same key",
    "B03": "the type of a work is unknown",
    "B04": "a field of a work is missing, not understood or not shown",
    "B05": "a work's URL is not http(s), mailto or doi, and is not linked",
    "B06": "a key that BibTeX would cut short, or that the page already uses",
    "B07": "the citation engine refused the works",
    "B08": "a work is never cited",
    "B09": "a citation style of the edition cannot be used",
    "A01": "a permalink of the edition is missing from the built site, or appears twice",
    "A02": "site_url is still the placeholder",
    "A03": "permalinks.yml cannot be read, or contradicts itself",
    "A04": "permalinks.yml has lost a permalink, or part of its history, that a commit has",
    "A05": "an override under `addresses` in edition.yml does not apply",
    "A06": "a permalink is claimed twice, or meant something else before",
    "A07": "changes are waiting for a release, and --released forbids that",
    "A08": "a version cannot have this date, or the edition to release does not exist",
    "A09": "a version cannot be read as it was released",
    "A10": "a permalink had different words in an earlier ledger",
    "A11": "the git history is incomplete, so earlier ledgers could not be compared",
    "A12": "a permalink was issued in a commit that the branch no longer has",
    "R01": "the renderer reported a warning",
    "R02": "a link in the built site leads nowhere, or a file that a page loads is missing",
    "R03": "docs/ does not match the sources",
    "R04": "a handwritten file is in the place of a generated page",
    "R05": "a setting in mkdocs.yml would change every permalink",
    "R06": "a generated file was edited by hand",
    "R07": "a setting in mkdocs.yml cannot be used",
    "R08": "the site's templates leave out part of a page",
    "R09": "generated files have merge conflicts",
    "R10": "a text in sources/strings.yml cannot be used",
    "R11": "a page would run or load something that is not part of the site",
    "W01": "a word of the source is lost, added or out of order on the pages",
    "W02": "a note's marker, text and works do not match in the built site",
}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is: `file` as shown to people, `line` and `column` counted from 1 (0: the file as a whole).

    `text` is the line itself without its line end, `width` the number of its characters that are meant.
    """

    file: str
    line: int = 0
    column: int = 0
    text: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Fix:
    """An emendation that would solve a problem. `sure`: it needs no judgment, and may be written by a program."""

    find: str
    read: str
    because: str
    sure: bool = True
    kind: Literal["scan", "furniture"] = "scan"

    @property
    def entry(self) -> str:
        """The entry for `emendations` in edition.yml, in one line."""
        find, read, because = map(quoted, (self.find, self.read, self.because))
        return f"{{find: {find}, read: {read}, because: {because}, kind: {self.kind}}}"

    @property
    def proposal(self) -> str:
        """The entry, marked as proposed by a program."""
        return f"{self.entry[:-1]}, proposed: true}}"


@dataclass(frozen=True, slots=True, order=True)
class Requotation:
    """The words that should be quoted at `path` (keys and positions) of edition.yml. A program may write them."""

    path: tuple[str | int, ...]
    words: str


@dataclass(frozen=True, slots=True, order=True)
class Removal:
    """What a program may take out of edition.yml: the parts at `paths`.

    `instead` are parts that stay, with other words.

    `sure`: it needs no judgment. Otherwise an editor has to say so. `says` has a line for each part, or the reason.
    """

    paths: tuple[tuple[str | int, ...], ...]
    instead: tuple[Requotation, ...] = ()
    says: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One complaint: its place, its stable `code` (a key of `CODES`), one sentence, the remedy.

    `fix` and `requotation` are what a program may write to solve it, `removal` what it may take out, if there is that.

    `subject` is what it is about, as data: a note's label, a key, a slug, a name, a year, an address, a quotation, a
    file. Programs read that; the sentence is for people, and may be reworded. ValueError for a code not in `CODES`.
    """

    place: Place
    code: str
    message: str
    help: str = ""
    severity: Severity = "error"
    subject: str = ""
    fix: Fix | None = field(default=None, compare=False)
    requotation: Requotation | None = field(default=None, compare=False)
    removal: Removal | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code} is not in problem.CODES")


#: The most characters of a message that are shown, and how many of these are from its end.
_LONGEST: Final = 1200
_END: Final = 200


def describe(problem: Problem) -> str:
    """The problem as a person reads it: the head line, the line at fault with a caret, and the help.

    Ends without a line end. A place with line 0 means the file as a whole, so no line is quoted.
    """
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    head = f"{where}: {problem.severity} {problem.code} {problem.message}"
    if len(head) > _LONGEST:
        head = f"{head[: _LONGEST - _END]} … {head[-_END:]}"
    lines = [visible(head).replace("\n", visible_sign("\n")), *quoted_line(place)]
    if problem.help:
        first, *rest = visible(problem.help).split("\n")
        lines.append(f"  help: {first}")
        lines.extend(f"        {line}".rstrip() for line in rest)
    return "\n".join(lines)


def quoted_line(place: Place) -> list[str]:
    """The line of a place with carets below what is meant; nothing for a file as a whole."""
    if not (place.line and place.text):
        return []
    # Tabs are one column for us and eight for a terminal: show them as one blank so that the caret fits the line.
    # Far from what is meant, nothing is shown of a line that is very long.
    cut = max(0, place.column - 1 - _FAR)
    text, start = place.text[cut : place.column - 1 + _FAR], place.column - 1 - cut
    width = max(1, min(place.width, len(text) - start))
    before, meant, after = (
        _in_line(part) for part in (text[:start], text[start : start + width], text[start + width :])
    )
    quoted, start, width = before + meant + after, len(before), max(1, len(meant))
    shown, start = _window(quoted, start)
    carets = f"      | {' ' * start}{'^' * min(width, max(1, len(shown) - start))}"
    return [f"{place.line:5} | {shown}".rstrip(), carets]


#: So many characters before and behind what is meant are looked at: more than `_window` shows.
_FAR: Final = 1000


def _in_line(text: str) -> str:
    return "".join(c if c.isprintable() else visible_sign(c) if c in DIRECTION_SIGNS else " " for c in text)


def _window(line: str, start: int, limit: int = 120) -> tuple[str, int]:
    """A long line cut down to `limit` characters around `start`, and the new position of `start`."""
    if len(line) <= limit:
        return line, start
    left = max(0, min(start - 30, len(line) - limit))
    right = min(len(line), left + limit)
    head, tail = ("…" if left else ""), ("…" if right < len(line) else "")
    return f"{head}{line[left:right]}{tail}", start - left + len(head)


#: The invisible characters that change the direction of writing (UAX #9), and so can make a line read as other words.
DIRECTION_SIGNS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE: Final = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{DIRECTION_SIGNS}]")


def visible(text: str) -> str:
    """A text for a terminal: what would be invisible there, or change what is seen, is named: `⟨U+202E⟩`."""
    return _INVISIBLE.sub(lambda found: visible_sign(found[0]), text)


def visible_sign(sign: str) -> str:
    """The name of a character, as a text. What stands for a byte that is not in UTF-8 is shown as the byte."""
    code = ord(sign)
    return f"⟨0x{code - 0xDC00:02X}⟩" if 0xDC80 <= code <= 0xDCFF else f"⟨U+{code:04X}⟩"  # noqa: PLR2004 - PEP 383


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted by place, then code."""
    return tuple(sorted(set(problems)))


def fatal(problems: Iterable[Problem]) -> bool:
    """Whether any of them is an error, not only a warning."""
    return any(problem.severity == "error" for problem in problems)


def problems_as_json(problems: Iterable[Problem]) -> str:
    """The problems as a JSON array of objects, for programs."""
    written = json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"
    return _INVISIBLE.sub(lambda found: as_number(found[0]), written)


def problems_as_github(problems: Iterable[Problem]) -> str:
    """The problems as the annotation commands that code hosts read from a log, a line each."""
    lines = []
    for problem in problems:
        place = problem.place
        # The format's own escapes: https://docs.github.com/actions, "workflow commands".
        where = f"file={_escaped(visible(place.file), ':,')}"
        if place.line:
            where += f",line={place.line},col={place.column}"
        text = _escaped(visible(f"{problem.message}\n{problem.help}".strip()), "")
        lines.append(f"::{problem.severity} {where},title={problem.code}::{text}\n")
    return "".join(lines)


def _escaped(text: str, also: str) -> str:
    for sign in ("%", "\r", "\n", *also):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
