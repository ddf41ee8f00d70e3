"""The source: the text as it was received, byte for byte, and the places in it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from briefsite.limits import check_limit
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Fix, Place
from briefsite.source.mixed_encoding import MIXED, decoded_mixed
from briefsite.source.passage import Passage, Run
from briefsite.source.structure import Structure


@dataclass(frozen=True)
class Source:
    """A text as received: `file` as shown to people, its bytes (`data`), and the `text` decoded from them.

    `text` has the line ends as received (but see `decode`), `lines` are without them. A text that was derived from a
    document has its `structure`.
    """

    file: str
    data: bytes
    text: str
    structure: Structure | None = None

    @cached_property
    def sha256(self) -> str:
        """The checksum of the bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their line ends. No line begins after the last line end."""
        lines = [line.removesuffix("\r") for line in self.text.split("\n")]
        return tuple(lines[:-1] if lines[-1] == "" else lines)

    def line(self, offset: int) -> int:
        """The line, counted from 1, of the character at `offset`."""
        return bisect_right(self._starts, offset)

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; `line` and `column` are counted from 1."""
        return self._starts[line - 1] + column - 1

    def column(self, offset: int) -> int:
        """The column of the character at `offset`, counted from 0; a tab runs to the next multiple of eight."""
        start = self._starts[self.line(offset) - 1]
        return len(self.text[start:offset].expandtabs())

    def span(self, passage: Passage) -> tuple[int, int]:
        """The first and the last line, counted from 1, from which the passage was read."""
        start, end = passage.extent
        return self.line(start), self.line(max(start, end - 1))

    def place(self, offset: int, width: int = 1) -> Place:
        """The place of `width` characters at `offset`, for a problem; behind the end it is the last character."""
        offset = min(offset, max(0, len(self.text.rstrip()) - 1)) if offset >= len(self.text) else offset
        number = self.line(offset)
        text = self.lines[number - 1] if number <= len(self.lines) else ""
        return Place(self.file, number, offset - self._starts[number - 1] + 1, text, width)

    @property
    def passage(self) -> Passage:
        """The whole text as one passage, before any emendation."""
        return Passage((Run(self.text, 0, len(self.text)),)) if self.text else Passage()


def find_unprintable(source: Source, text: Passage, problems: Problems) -> None:
    """Problem S04 for every character of the emended text that cannot be shown, such as a control character."""
    emended = [run for run in text.runs if run.emendation is not None]
    end = 0
    around = ""
    count = len(_UNPRINTABLE.findall(text.text))
    if count and not check_limit(
        source.place(text.place(next(_UNPRINTABLE.finditer(text.text)).start())),
        "questions",
        count,
        "the text has {} control characters",
        "it may be in another encoding, or no text",
        problems,
    ):
        return
    for match in _UNPRINTABLE.finditer(text.text):
        offset = text.place(match.start())
        if offset >= end:  # else the emendation for the character before takes this one out as well
            low = max((run.end for run in emended if run.end <= offset), default=0)
            high = min((run.start for run in emended if run.start > offset), default=len(source.text))
            begin, end = surroundings(source.text, offset, max(low, end), high)
            around = source.text[begin:end]
        fix = Fix(around, printable(around), "control character")
        sign = f"U+{ord(match[0]):04X}"
        message, help_ = f"the character {sign} is not printable", f"add to edition.yml   - {fix.entry}"
        problems.error(source.place(offset), "S04", message, help_, subject=sign, fix=fix)


def printable(text: str) -> str:
    """A text without the characters that cannot be shown."""
    return _UNPRINTABLE.sub("", text)


def surroundings(text: str, offset: int, low: int, high: int) -> tuple[int, int]:
    """The start and end of a quotation around `offset` that occurs once: on its line, or else in `low`..`high`."""
    line_end = text.find("\n", offset)
    begin = max(low, text.rfind("\n", 0, offset) + 1, offset - _AROUND)
    end = min(high, line_end if line_end >= 0 else high, offset + _AROUND)
    width = _AROUND
    while text.count(text[begin:end]) > 1 and (begin, end) != (low, high):
        width *= 2
        begin, end = max(low, offset - width), min(high, offset + width)
    return begin, end


_AROUND = 8
#: Separators of ASCII beside a blank or an end. They are blanks by Unicode's rules, so that no emendation could quote
#: them; within a word they are damage (S04).
_SEPARATORS = re.compile(r"(?:(?<=[ \t\n\r\f\v])|\A)[\x1c-\x1f]+|[\x1c-\x1f]+(?=[ \t\n\r\f\v]|\Z)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


#: Line ends of old Macs, of Unicode and of old terminals, where a text has no other. No character changes its place.
_OTHER_ENDS = str.maketrans(dict.fromkeys("\r\v\x85\u2028\u2029", "\n"))


def decode(file: str, data: bytes, encoding: str, problems: Problems, *, help_: str = "") -> Source | None:
    """The source decoded from `data`; the `encoding` is stated, never guessed.

    None and problem S02 for bytes that are invalid in the encoding, and for an unknown encoding. A byte order mark
    belongs to the encoding, not to the text. `help_` replaces the usual advice on invalid bytes.
    """
    try:
        if encoding.lower() == MIXED:
            text = decoded_mixed(data)
        else:
            text = data.decode("utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding)
    except LookupError:
        message = f'unknown encoding "{encoding}"'
        help_ = "in edition.yml, under source, set encoding to utf-8, latin-1, windows-1252 …"
        problems.error(Place(file), "S02", message, help_, subject=encoding)
        return None
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        bad = data[error.start]
        shown = data[start:].split(b"\n", 1)[0].decode("ascii", "replace")
        place = Place(file, line, error.start - start + 1, shown)
        help_ = help_ or (
            "in edition.yml, under source, set the encoding of the file, for example\n"
            f"source: {{file: {file.rsplit('/', 1)[-1]}, encoding: windows-1252}}"
        )
        problems.error(place, "S02", f"byte 0x{bad:02x} is not {encoding}", help_, subject=f"0x{bad:02x}")
        return None
    if "\n" not in text:
        text = text.translate(_OTHER_ENDS)
    if any(sign in text for sign in "\x1c\x1d\x1e\x1f"):
        text = _SEPARATORS.sub(lambda signs: " " * len(signs[0]), text)
    return Source(file, data, text)
