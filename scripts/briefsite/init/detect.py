"""Detects the encoding of a received text and its line ends.

Used once, for a first edition: what is found is written into edition.yml, where an editor may change it. After that
nothing is guessed.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final, get_args

import msgspec

from briefsite.edition.model import Edition, StatedForm
from briefsite.problems import Problems
from briefsite.source.marker import marked
from briefsite.source.note_forms import FORMS, is_note_heading, marks_in
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.source.source_notes import separate_notes
from briefsite.yaml_files.located import Located

_NAMES: Final = {
    codecs.BOM_UTF8: ("utf-8", "a byte order mark says so"),
    codecs.BOM_UTF16_LE: ("utf-16", "a byte order mark says so"),
    codecs.BOM_UTF16_BE: ("utf-16", "a byte order mark says so"),
}
_ENDS: Final = re.compile(rb"\r\n|\r|\n")
#: Bytes that are letters or quotation marks in windows-1252 and control characters in latin-1.
_WINDOWS: Final = re.compile(rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
#: How many notes a list without a heading has at least.
_FEWEST_NOTES: Final = 2


def encoding(data: bytes) -> tuple[str, str]:
    """The name of the encoding of `data`, and the reason to take it for that, in words."""
    for mark, found in _NAMES.items():
        if data.startswith(mark):
            return found
    try:
        data.decode("ascii")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", "every byte of it is ASCII"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = f"byte 0x{data[error.start]:02x} in line {data.count(bytes([10]), 0, error.start) + 1} is not UTF-8"
        if _WINDOWS.search(data):
            try:
                data.decode("windows-1252")
            except UnicodeDecodeError:
                pass
            else:
                return "windows-1252", f"{bad}, and there are quotation marks or dashes that only windows-1252 has"
        return "latin-1", f"{bad}; in latin-1 every byte is a character"
    return "utf-8", "it is valid UTF-8, which no other encoding is by chance"


def line_ends(data: bytes) -> str:
    """The line ends of `data`, in words: "1,204 CRLF and 3 LF"."""
    kinds = {b"\r\n": "CRLF", b"\n": "LF", b"\r": "CR"}
    counts = dict.fromkeys(kinds.values(), 0)
    for match in _ENDS.finditer(data):
        counts[kinds[match[0]]] += 1
    found = [f"{count:,} {name}" for name, count in counts.items() if count]
    return " and ".join(found) if found else "none"


def note_forms(source: Source, text: Passage, edition: Edition, located: Located) -> tuple[StatedForm, ...]:
    """The forms of markers that the edition of a text should state: those that lead to all notes of a list.

    A list has a heading, or two notes or more.
    """
    return tuple(name for name in get_args(StatedForm) if _is_form(name, source, text, edition, located))


def _is_form(name: StatedForm, source: Source, text: Passage, edition: Edition, located: Located) -> bool:
    first = next((low for label, low, _ in marks_in(text.text, FORMS[name]) if label == "1"), None)
    if first is None:
        return False
    without = separate_notes(source, text, edition, located, Problems())
    stated = msgspec.structs.replace(edition, note_forms=(name,))
    found = separate_notes(source, text, stated, located, Problems())
    own = Counter(marker.label for marker in marked(found.text)) - Counter(m.label for m in marked(without.text))
    gained = Counter(note.label for note in found.notes)
    headed = any(is_note_heading(part.passage.text.strip()) for part in found.parts if part.kind == "label")
    few = sum(gained.values()) < _FEWEST_NOTES - headed
    return not few and bool(own) and all(own[label] >= count for label, count in gained.items())
