"""What is odd about many entries of a bibliography at once, said in one warning for each oddity.

A file from a reference manager has thousands of entries, and the same oddity in hundreds of them. Each warning is at
the first place, and names the others by their lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place

#: `missing`: fields that a type needs; `unshown`: fields of no reference; `double`: fields under two names; `names`:
#: names that BibTeX reads otherwise; `dates`: dates in words; `macros`: TeX that only a typesetter knows; `values`:
#: values that can't be what their field is for; `parents`: entries to inherit from that aren't there; `keys`:
#: entries without a key.
Oddity = Literal["missing", "unshown", "double", "names", "dates", "macros", "values", "parents", "keys"]

#: The code, the sentence (with the number of cases, and the cases), and the remedy for each oddity.
_SAID: Final[dict[Oddity, tuple[str, str]]] = {
    "missing": (
        "fields that the type of a work needs are missing, and it is shown without them: {}",
        "add them, or take another type; @misc needs only a title",
    ),
    "unshown": ("fields that no reference shows are left out: {}", "note = {…} is shown at the end of a reference"),
    "double": ("fields appear under two names; the first is used: {}", "keep one of the two"),
    "names": (
        "names are not as BibTeX needs them, and were read as well as may be: {}",
        "a person: Family, Given; a body: {{Its Name}}; several: … and …",
    ),
    "dates": (
        "dates are shown in words, since they are not understood for certain: {}",
        "a date looks like 2020-08-28, 2020-08, 2020, 1998/2001 or 1905~ (circa)",
    ),
    "macros": ("macros of TeX are not known here; the text that they hold is shown: {}", "write the signs themselves"),
    "parents": (
        "fields name entries that are not in this file: {}",
        "add the entries, or delete the fields; what an entry would inherit is missing from it",
    ),
    "keys": (
        "entries have no key, and get one after their lines: {}",
        "write a key before the first comma: @book{hill2001, …",
    ),
    "values": ("values are shown as they are written, since they are not what their field is for: {}", "correct them"),
}
#: The most cases that a warning names.
_NAMED: Final = 12


@dataclass(frozen=True, slots=True)
class _Case:
    place: Place
    key: str
    what: str


@dataclass(slots=True)
class Remarks:
    """Collects oddities, to report each kind once."""

    cases: dict[Oddity, list[_Case]] = field(default_factory=lambda: defaultdict(list))
    types: dict[str, list[tuple[Place, str, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, oddity: Oddity, place: Place, key: str, what: str) -> None:
        """Records a case: where it is, the key of its entry, and what it is about (a field, a name, a macro)."""
        self.cases[oddity].append(_Case(place, key, what))

    def add_type(self, place: Place, type_: str, meant: str, help_: str) -> None:
        """Records an entry of an unknown type, the type that it is read as, and the remedy."""
        self.types[type_].append((place, meant, help_))

    def report(self, problems: Problems) -> None:
        """Reports a warning for each kind of oddity (B04, for keys B06) and for each unknown type (B03)."""
        for type_, entries in self.types.items():
            place, meant, help_ = entries[0]
            also = _lines([place for place, *_ in entries])
            said = f"@{type_} is not a known type{also}: it is read as @{meant}"
            problems.warning(place, "B03", said, help_, subject=type_)
        for oddity, cases in self.cases.items():
            said, help_ = _SAID[oddity]
            first = cases[0]
            by_what: defaultdict[str, list[Place]] = defaultdict(list)
            for case in cases:
                by_what[case.what].append(case.place)
            shown = [f"{what} ({_line_list(places)})" for what, places in list(by_what.items())[:_NAMED]]
            more = len(by_what) - len(shown)
            shown += [f"and {more} others"] if more else []
            subject = first.what if oddity == "unshown" else first.key
            code = "B06" if oddity == "keys" else "B04"
            problems.warning(first.place, code, said.format(", ".join(shown)), help_, subject=subject)


def _lines(places: Sequence[Place]) -> str:
    return f" ({_line_list(places)})" if len(places) > 1 else ""


def _line_list(places: Sequence[Place]) -> str:
    """The lines of places: "line 3", "lines 3, 9 and 40 others"."""
    lines = list(dict.fromkeys(place.line for place in places))
    if len(lines) == 1:
        return f"line {lines[0]}"
    shown, more = lines[:3], len(lines) - 3
    listed = ", ".join(map(str, shown))
    return f"lines {listed} and {more} others" if more > 0 else f"lines {listed}"
