"""Signs of direction: invisible characters that turn the order in which letters are shown (Unicode, UAX #9).

A text in Hebrew or Arabic can need them. Anywhere else they make readers see other words than the source has, and a
person who reviews a change sees these as well. So each kind of them is asked about, and edition.yml answers: the ones
that it lists under `direction_signs` belong to the edition, in the text and in what the editors write.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Fix, Place
from briefsite.problems.shown import DIRECTION_SIGNS
from briefsite.source.passage import Passage
from briefsite.source.source import Source, surroundings
from briefsite.yaml_files.located import Located, Path

_SIGNS: Final = re.compile(f"[{DIRECTION_SIGNS}]")
#: How HTML writes them, which reference managers copy.
_ENTITY: Final = re.compile(r"&(?:#(\d{4})|#[xX]0?([0-9A-Fa-f]{3,4})|(lrm|rlm));")
_NAMED: Final = {"lrm": 0x200E, "rlm": 0x200F}
#: Those that only tell to which side a blank or a point belongs. They move no letter, so that they are a warning.
_MARKS: Final = "\u061c\u200e\u200f"
#: How many places of one sign are listed.
_SHOWN: Final = 5


def name_of(sign: str) -> str:
    """The name of a sign as edition.yml has it: U+202E."""
    return f"U+{ord(sign):04X}"


def signs_in(text: str) -> Mapping[str, list[int]]:
    """The signs of direction in a text, each with the offsets where it is."""
    found: dict[str, list[int]] = {}
    for match in _SIGNS.finditer(text):
        found.setdefault(match[0], []).append(match.start())
    return found


def without_signs(text: str) -> str:
    """A text without signs of direction, for what is said about it in edition.yml."""
    return _SIGNS.sub("", text)


def ask_about_directions(source: Source, text: Passage, stated: Collection[str], problems: Problems) -> None:
    """Problem L04 for each sign that the emended text has and that is not `stated` (U+202E), at its first place."""
    for sign, places in signs_in(text.text).items():
        if name_of(sign) not in stated:
            offsets = [text.place(at) for at in places]
            fixes = [f"- {fix.entry}" for fix in direction_fixes(source, offsets[:_SHOWN])]
            help_ = f"{_declared(sign)}\nif not, add to emendations\n" + "\n".join(fixes)
            _complain(source.place(offsets[0]), sign, len(offsets), help_, problems)


def direction_fixes(source: Source, offsets: Collection[int]) -> Iterator[Fix]:
    """The emendations that take out the signs at some offsets of the source."""
    end = 0
    for offset in offsets:
        if offset >= end:
            begin, end = surroundings(source.text, offset, end, len(source.text))
            around = source.text[begin:end]
            yield Fix(around, without_signs(around), "an invisible character that turns the order of letters")


def ask_about_file(source: Source, stated: Collection[str], problems: Problems, *, otherwise: str = "") -> None:
    """Problem L04 for each sign that a file has, also as HTML writes it, and that is not `stated`.

    `otherwise` is what to do in a file for which edition.yml can state none, with {} for the number of the sign.
    """
    found = {sign: list(places) for sign, places in signs_in(source.text).items()}
    if source.file.endswith(".bib"):
        for match in _ENTITY.finditer(source.text):
            code = int(match[1] or 0) or int(match[2] or "0", 16) or _NAMED[match[3]]
            if chr(code) in DIRECTION_SIGNS:
                found.setdefault(chr(code), []).append(match.start())
    for sign, places in found.items():
        if name_of(sign) not in stated:
            help_ = otherwise.format(f"{ord(sign):04x}") or f"delete it; {_declared(sign)}"
            _complain(source.place(min(places)), sign, len(places), help_, problems)


def ask_about_values(located: Located, stated: Collection[str], problems: Problems) -> None:
    """Problem L04 for each sign that edition.yml has as an escape only, and that is not `stated`.

    Not for what emendations quote, who take it out.
    """
    asked = {*stated, *map(name_of, signs_in("\n".join(located.lines)))}
    for path, value in _texts(located.data, ()):
        for sign in signs_in(value):
            if name_of(sign) not in asked and not (path[0] == "emendations" and path[-1] == "find"):
                asked.add(name_of(sign))
                _complain(located.place(*path), sign, 1, f"delete it; {_declared(sign)}", problems)


def _texts(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))


def find_unused(located: Located, stated: Collection[str], used: Collection[str], problems: Problems) -> None:
    """Problem L04, a warning, for each sign that edition.yml states and that is nowhere (`used` has their names)."""
    for index, name in enumerate(stated):
        if name not in used:
            place = located.place("direction_signs", index)
            problems.warning(place, "L04", f"{name} does not occur", "delete it", subject=name)


def _declared(sign: str) -> str:
    return f"if it belongs there, add to edition.yml\ndirection_signs: [{name_of(sign)}]"


def _complain(place: Place, sign: str, count: int, help_: str, problems: Problems) -> None:
    where = f", {count} times in this file" if count > 1 else ""
    effect = "changes the direction of what is beside it" if sign in _MARKS else "changes the order of letters"
    message = f"{name_of(sign)} is invisible and {effect}{where}"
    complain = problems.warning if sign in _MARKS else problems.error
    complain(place, "L04", message, help_, subject=name_of(sign))
