"""The persons and bodies in BibTeX's fields for names.

BibTeX separates names with "and", and splits each into parts, unless braces enclose it. Files made by hand have bodies
without braces, semicolons, and names in the order of a title page; where BibTeX would print nonsense, the names are
printed as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from briefsite.works.bodies import is_body, rejoined
from briefsite.works.latex import plain_text
from briefsite.works.work import Name

_BEGUN: Final = re.compile(r"(\band\s+)(\\(?:[A-Za-z]+\s*|[^A-Za-z\s])(?:\{[^{}]*\}|\w))")
_OTHERS: Final = re.compile(
    r"(?:others|et\.?\s*al(?:ii|\.)?|al\.|u\.\s?a\.|and others|andere|autres|otros|outros|altri|anderen|diğerleri|vd\."
    r"|др\.?)",
    re.IGNORECASE,
)
_ET_AL: Final = re.compile(r",?\s+et\.?\s*al\.?$", re.IGNORECASE)
_JUNIOR: Final = re.compile(
    r"(?:jr|sr|jnr|snr|esq|ph\.?d|md|m\.d|[ivx]+|\d(?:nd|rd|th)|fils|père|junior|senior)\.?,?", re.IGNORECASE
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
#: The signs of other scripts that stand between names or their parts, and the Latin ones.
_SIGNS: Final = str.maketrans({"،": ",", "，": ",", "؛": ";", "；": ";"})
#: What stands behind a name, or before it, in a list such as "Hill A, Dale BC" or "A. Hill, B. C. Dale".
_ABBREVIATED: Final = (
    re.compile(r"[^\W\d_][^\s.]+(?:\s\S+){0,2}\s(?:[A-ZÀ-Þ]{1,2}|(?:[A-ZÀ-Þ]\.\s?-?){1,3})"),
    re.compile(r"(?:[A-ZÀ-Þ]\.[\s-]?)+(?:[^\W\d_][\w'’-]+\s){0,2}[^\W\d_][\w'’-]+"),
)
#: "And" in other languages, which BibTeX takes for a particle of a name.
_AND: Final = re.compile(r"\s(?:und|et|ve|и|och|oraz|sowie)\s(?!al\b)")
#: Words that are part of no name, and those of an editor or translator behind one.
_NO_PARTS: Final = re.compile(r"with|mit|avec|con", re.IGNORECASE)
_ROLES: Final = re.compile(r"\(?(?:eds?|editors?|trans(?:l|lators?)?|hrsg|hg|comps?|compilers?)\.?\)?", re.IGNORECASE)
_JUNIOR_LAST: Final = re.compile(r"(.*[^\s,]),?\s+((?:Jr|Sr|Jnr|Snr|Esq)\.?)")
#: A number at the end of a name: that of a monarch or pope, or what isn't one for certain ("Malcolm X").
_NUMBERED: Final = re.compile(r".*\s(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})", re.DOTALL)
#: The same behind a name with initials, so that it is that of a person's family: "Harry B. Hunt III".
_NUMBERED_LAST: Final = re.compile(r"((?=.*\b[A-ZÀ-Þ]\.).*[^\s,])\s+(I{2,3}|IV)")
#: The number with which DBLP tells persons of one name apart.
_NUMBER: Final = re.compile(r"\s+0\d{3}$")
#: Particles between two family names, which stay in their place: "Ortega y Gasset", "Costa e Silva".
_BETWEEN: Final = {"y", "e", "i"}
#: biblatex's form "given=Ann, family=Hill".
_KEYED: Final = re.compile(r"\s*(family|given|prefix|suffix|[a-z]+)(?:-i)?\s*=\s*(.*)", re.IGNORECASE | re.DOTALL)
_FAMILY_FIRST: Final = re.compile("[\u1100-\u11ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
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
    value = re.sub(r"\band(?:\s+and)+\b", "and", value if "{" in value else value.translate(_SIGNS))
    for part in rejoined(split_multiple_persons_names(value.strip())):
        found = _NUMBER.sub("", part.strip(" \t\n,;"))
        if not found or found.casefold() == "and":
            continue
        others = [each for sign in (";", " & ", r" \& ") for each in _split_at(sign, found)] or _split_at_word(found)
        for each in others or [found]:
            pairs = _pairs(each)
            yield from ((pair, False) for pair in pairs or ([each] if others else []))
            if not (pairs or others):
                yield each, True


def _split_at(sign: str, value: str) -> list[str]:
    """The names in "Hill, A.; Dale, B." or "Ann Hill & Bo Dale"; none if it is a single one, such as that of a firm."""
    if sign not in value or "{" in value:
        return []
    parts = [part.strip() for part in value.split(sign)]
    persons = all(re.search(r"\S[\s,]+\S", part) and not is_body(part) for part in parts if part)
    return [part for part in parts if part] if persons else []


def _split_at_word(value: str) -> list[str]:
    """The names in "Ann Hill und Bo Dale"; none if it has no such word, or is the name of a body."""
    parts = [] if "{" in value or "=" in value or is_body(value) else _AND.split(value)
    # In "von und zu" it is within a name.
    return parts if len(parts) > 1 and not any(part.rpartition(" ")[2][:1].islower() for part in parts[:-1]) else []


def _pairs(value: str) -> list[str]:
    """The names in "Hill, A., Dale, B.", "Hill A, Dale B" or "A. Hill, B. Dale"; none if it isn't such a list."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) > 1 and any(all(form.fullmatch(part) for part in parts) for form in _ABBREVIATED):
        return parts
    even = len(parts) > _ORDINARY and len(parts) % 2 == 0
    if not even or "{" in value or not all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        return []
    return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]


def _name(value: str) -> tuple[Name, bool]:
    """The name, and whether BibTeX would split it in the same way."""
    shown = plain_text(value)
    if _is_group(value):
        return Name(literal=shown), True
    keyed = [_KEYED.fullmatch(part) for part in value.split(",")]
    if all(keyed) and any(match and match[1].lower() == "family" for match in keyed):
        said = {match[1].lower(): plain_text(match[2].strip(' "')) for match in keyed if match}
        return Name(said["family"], said.get("given", ""), said.get("prefix", ""), said.get("suffix", "")), True
    if is_body(value):
        return Name(literal=shown), " " not in shown
    numbered = _NUMBERED.fullmatch(shown) and not _NUMBERED_LAST.fullmatch(value)
    if "," not in value and (numbered or _ABBREVIATED[0].fullmatch(shown) or _is_whole(shown)):
        return Name(literal=shown), False
    suffixed = None if "{" in value else _JUNIOR_LAST.fullmatch(value) or _NUMBERED_LAST.fullmatch(value)
    if suffixed and "," not in suffixed[1]:
        name = _person(suffixed[1])
        return (replace(name, suffix=suffixed[2]) if name else Name(literal=shown)), False
    name = _person(value)
    return name or Name(literal=shown), name is not None


def _person(value: str) -> Name | None:
    """The parts of a person's name, as BibTeX splits them; None if there is no sense in that."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(value)
    except InvalidNameError:
        return None
    first, von, last, junior = (plain_text(" ".join(part)) for part in (parts.first, parts.von, parts.last, parts.jr))
    if _JUNIOR.fullmatch(first) and junior:  # "Knuth, Donald E., III"
        first, junior = junior, first
    odd = _NO_PARTS.fullmatch(von.rpartition(" ")[2]) or _ROLES.fullmatch(first)
    if (junior and not _JUNIOR.fullmatch(junior) and not _is_group(" ".join(parts.jr))) or not last or odd:
        return None
    if not junior and (found := _JUNIOR_LAST.fullmatch(first)):  # "King, Martin Luther Jr."
        first, junior = found.groups()
    *before, joining = von.split() or [""]
    if von[:1].isupper():  # "De la Cruz, Ana", "Ortega y Gasset, José"
        von, last = "", f"{von} {last}"
    elif joining in _BETWEEN and (before or " " in first):  # "José Ortega y Gasset", "João da Costa e Silva"
        before, (*given, name) = ([], first.split()) if not before else (before[:-1], [*first.split(), before[-1]])
        first, von, last = " ".join(given), " ".join(before), f"{name} {joining} {last}"
    return Name(last, first, von, junior) if first or von or junior else Name(literal=last)


def _is_whole(name: str) -> bool:
    """Whether a name is in a script in which the family name usually comes first, so that none of it may move."""
    letters = [sign for sign in name if sign.isalpha()]
    return " " in name and bool(letters) and all(_FAMILY_FIRST.match(sign) for sign in letters)


def _is_group(value: str) -> bool:
    """Whether one pair of braces encloses all of `value`."""
    depth = 0
    for index, sign in enumerate(value):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return index > 0 and index == len(value) - 1
    return False
