"""The persons and bodies in BibTeX's fields for names.

BibTeX separates names with "and", and splits each into parts, unless braces enclose it. Files made by hand have bodies
without braces, semicolons, and names in the order of a title page; where BibTeX would print nonsense, the names are
printed as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.works.latex import plain_text
from briefsite.works.work import Name

_BEGUN: Final = re.compile(r"(\band\s+)(\\(?:[A-Za-z]+\s*|[^A-Za-z\s])(?:\{[^{}]*\}|\w))")
_OTHERS: Final = re.compile(r"(?:others|et\.?\s*al(?:ii|\.)?|al\.|u\.\s?a\.|and others)", re.IGNORECASE)
_ET_AL: Final = re.compile(r",?\s+et\.?\s*al\.?$", re.IGNORECASE)
_JUNIOR: Final = re.compile(
    r"(?:jr|sr|jnr|snr|esq|ph\.?d|md|m\.d|[ivx]+|\d(?:nd|rd|th)|fils|père|junior|senior)\.?,?", re.IGNORECASE
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
#: biblatex's form "given=Ann, family=Hill".
_KEYED: Final = re.compile(r"\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
#: Small words that are in names of bodies, and of persons only where no part of it is a family name ("of Ockham").
_JOINING: Final = {"of", "for", "the", "on", "für", "pour", "&"}
#: Words of which a family name has none.
_OF_BODIES: Final = re.compile(
    r"""(?:
    (?:ministry|department|dept\.?|universit\w*|commission\w*|committee|council|institut\w*|association|society
    |organi[sz]ation\w*|agenc(?:y|ies)|federation|corporation|secretariat|parliament|bureau|authorit(?:y|ies)|government
    |nations|inc\.?|ltd\.?|llc|gmbh|plc|company|laborator(?:y|ies)|consortium|programme|congress|senate
    |tribunal|embassy|alliance|academy|assembly|directorate|registry|archives?|foundation|administration|services?
    |bundes\w+|ministeri\w+|minist[eè]re\w*|gesellschaft|verein|stiftung|verband|akademie|\w+anstalt|\w+ministerium
    |conseil|comit[eé]|acad[eé]mie|soci[eé]t[eé]|minist[eé]rio|ministero|instituto|consejo|comisi[oó]n|asociaci[oó]n
    |sociedad|academia|instituut|vereniging|ministerie|bakanl\w+|kurumu|derne\w+|vakf\w+|üniversite\w*|müdürlü\w+
    |министерство|институт|университет|академия|комитет))""",
    re.IGNORECASE | re.VERBOSE,
)
#: Words of bodies that are family names, too: they count at the end of three or more words.
_OFTEN_OF_BODIES: Final = re.compile(
    r"(?:church|bank|house|college|press|court|board|office|cent(?:er|re)|group|union|fund|museum|library|team|project"
    r"|league|party|times|news|network|trust|school|collaboration|initiative|forum|station|hospital|club|band|studio)",
    re.IGNORECASE,
)
#: The beginning of a name such as "Ministry of Water", which may go on with "and Ice".
_IS_OF: Final = re.compile(r"\S+ (?:of|for|für|de|of the|de la)\b", re.IGNORECASE)
_LEADING: Final = {
    *("world", "national", "international", "european", "african", "asian", "united", "american", "royal", "state"),
    *("federal", "central", "associated", "islamic", "supreme", "global", "amnesty", "general", "editorial"),
}
_ORDINARY: Final = 3


@dataclass(frozen=True, slots=True)
class NameList:
    """The `names` in a field; whether there are `others`; and those, as written, that BibTeX would read otherwise."""

    names: tuple[Name, ...] = ()
    others: bool = False
    doubtful: tuple[str, ...] = ()


def read_names(value: str) -> NameList:
    """The persons and bodies in the value of a field. Raises nothing: what can't be split is a name as written."""
    names: list[Name] = []
    doubtful: list[str] = []
    others = False
    for written, sure in _parts(value):
        if _OTHERS.fullmatch(shown := plain_text(written)):
            others = others or bool(names)
            names += [] if names else [Name(literal=shown)]
            continue
        ended = None if _is_group(written) else _ET_AL.search(written)
        others = others or ended is not None
        part = written[: ended.start()] if ended else written
        if not (shown := plain_text(part)):
            continue
        name, split = _name(part)
        names.append(name)
        doubtful += [] if sure and split else [shown]
    return NameList(tuple(names), others, tuple(doubtful))


def _parts(value: str) -> Iterator[tuple[str, bool]]:
    """The names in a field, as they are written there, and whether BibTeX has the same ones."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    # bibtexparser 2.1 drops a macro right after "and", unless the macro is in braces.
    value = _BEGUN.sub(r"\1{\2}", re.sub(r"(?:\s+and)+\s*$|^\s*and\s+", "", f"{value.strip()} "))
    for part in _rejoined(split_multiple_persons_names(value.strip())):
        found = part.strip().rstrip(",;").strip()
        if not found or found.casefold() == "and":
            continue
        others = [each for sign in (";", " & ", r" \& ") for each in _split_at(sign, found)]
        for each in others or [found]:
            pairs = _pairs(each)
            yield from ((pair, False) for pair in pairs or ([each] if others else []))
            if not (pairs or others):
                yield each, True


def _rejoined(parts: Sequence[str]) -> Iterator[str]:
    """`parts`, with the names of bodies that have an "and" in one piece: "Department of Health and Human Services"."""
    body = ""
    for part in parts:
        words = part.split()
        alone = len(words) == 1 and "{" not in part and not _OTHERS.fullmatch(part)
        ending = len(words) > 1 and _OF_BODIES.fullmatch(words[-1]) and not _OF_BODIES.fullmatch(words[0])
        if body and (alone or (ending and words[0].casefold() not in _LEADING and "," not in part)):
            body = f"{body} and {part}"
            continue
        if body:
            yield body
        body = part if _IS_OF.match(part) and "{" not in part and "," not in part and _is_body(part) else ""
        if not body:
            yield part
    if body:
        yield body


def _split_at(sign: str, value: str) -> list[str]:
    """The names in "Hill, A.; Dale, B." or "Ann Hill & Bo Dale"; none if it is a single one, such as that of a firm."""
    if sign not in value or "{" in value:
        return []
    parts = [part.strip() for part in value.split(sign)]
    persons = all(re.search(r"\S[\s,]+\S", part) and not _is_body(part) for part in parts if part)
    return [part for part in parts if part] if persons else []


def _pairs(value: str) -> list[str]:
    """The names in "Hill, A., Dale, B."; none if it isn't such a list."""
    parts = [part.strip() for part in value.split(",")]
    even = len(parts) > _ORDINARY and len(parts) % 2 == 0
    if not even or "{" in value or not all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return []
    return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]


def _name(value: str) -> tuple[Name, bool]:
    """The name, and whether BibTeX would split it in the same way."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    shown = plain_text(value)
    if _is_group(value):
        return Name(literal=shown), True
    keyed = [_KEYED.fullmatch(part) for part in value.split(",")]
    if all(keyed) and any(match and match[1].lower() == "family" for match in keyed):
        said = {match[1].lower(): plain_text(match[2].strip(' "')) for match in keyed if match}
        return Name(said["family"], said.get("given", ""), said.get("prefix", ""), said.get("suffix", "")), True
    if _is_body(value):
        return Name(literal=shown), " " not in shown
    try:
        parts = parse_single_name_into_parts(value)
    except InvalidNameError:
        return Name(literal=shown), False
    first, von, last, junior = (plain_text(" ".join(part)) for part in (parts.first, parts.von, parts.last, parts.jr))
    if _JUNIOR.fullmatch(first) and junior:  # "Knuth, Donald E., III"
        first, junior = junior, first
    if (junior and not _JUNIOR.fullmatch(junior) and not _is_group(" ".join(parts.jr))) or not last:
        return Name(literal=shown), False
    return (Name(last, first, von, junior) if first or von or junior else Name(literal=last)), True


def _is_body(value: str) -> bool:
    """Whether an unbraced name is that of a body, or of a person without a family name ("William of Ockham")."""
    bare = plain_text(re.sub(r"\{[^{}\\]*\}", "x", value))
    family, comma, given = bare.partition(",")
    words = family.split()
    if comma and (len(words) < _ORDINARY or not given.strip()):
        return False
    if _JOINING.intersection(words[1:-1]) or any(sign in family for sign in "0123456789()[]:/"):
        return True
    if words[:1] == ["The"] and not comma:
        return len(words) > 1
    if any(_OF_BODIES.fullmatch(word) for word in words):
        return len(words) > 1
    last = bool(words) and not comma and _OFTEN_OF_BODIES.fullmatch(words[-1]) is not None
    person = any(_INITIALS.fullmatch(word) for word in words[:-1])
    return last and not person and (len(words) >= _ORDINARY or words[0].casefold() in _LEADING)


def _is_group(value: str) -> bool:
    """Whether one pair of braces encloses all of `value`."""
    depth = 0
    for index, sign in enumerate(value):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return index > 0 and index == len(value) - 1
    return False
