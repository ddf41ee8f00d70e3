"""The names in a citation: by whom a work is, and whether a name that is written short means one of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from briefsite.citations.lead_ins import NO_NAMES
from briefsite.citations.year_form import YEAR
from briefsite.words import fold

_BETWEEN: Final = re.compile(r"\s*(?:,?\s+(?:and|und|et|ve|y|e|и|i|en)\s+|\s*&\s*|;\s*|(?<=\w)/(?=\w))")
_INITIALS: Final = re.compile(r"^(?:[^\W\d_]\.\s?-?)+$")
_APA: Final = re.compile(r"([^\s,][^,]*?),\s*((?:[^\W\d_]\.[\s-]?)+)(?:,\s*|$)")
#: A name with a comma has so many parts.
_PAIR: Final = 2
_YEARED: Final = re.compile(rf"[\s,]*\({YEAR}[a-z]?\)[.,:]?$")
_OTHERS: Final = re.compile(r",?\s+(?:et al\.?|u\.\s?a\.|vd\.|и др\.|and others)$", re.IGNORECASE)
_ROLE: Final = re.compile(
    # Many names end with these letters: Reed, Ahmed, "Snyder.", "Alfred.".
    r"(?:,\s*|\s+|,?\s*\()(?:eds?\.?|hrsg\.|hg\.|der\.|ред\.|dir\.|red\.|oprac\.|a cura di|coord\.|org\.)\)?$",
    re.IGNORECASE,
)
#: Small words that belong to a family name.
_PARTICLES: Final = frozenset(
    {"van", "von", "de", "der", "den", "la", "le", "di", "da", "del", "zu", "al", "el", "bin"}
)


def authors_of(written: str) -> tuple[str, ...]:
    """The names as "Family, Given", in their order; a body as it is written, in braces."""
    text = _ROLE.sub("", _OTHERS.sub("", written.strip(" ,:;"))).strip(" ,:;")
    text = _YEARED.sub("", text)
    # A full stop behind a name ends it; behind an initial it belongs to it.
    text = re.sub(r"(?<=[^\W\d_]{2})\.$", "", text)
    if not text:
        return ()
    listed = text.replace(", &", ",").replace(" & ", ", ").replace(", and ", ", ")
    pairs = _APA.findall(listed)
    if pairs and not _APA.sub("", listed).strip():
        return tuple(f"{family.strip(' &')}, {given.strip()}" for family, given in pairs)
    parts = [part.strip(" ,") for part in _BETWEEN.split(text) if part.strip(" ,")]
    names = [name for part in parts for name in _listed(part, more=len(parts) > 1)]
    return tuple(_person(name, first=not at) for at, name in enumerate(names))


def _listed(names: str, *, more: bool) -> list[str]:
    """Names between which are commas, of which the first may have the family name first; `more`: others follow."""
    found = [name.strip() for name in names.split(",") if name.strip()]
    if len(found) < _PAIR:
        return found
    words = found[0].split()
    if all(len(name.split()) > 1 and _INITIALS.match(name.split()[-1]) for name in found):
        return found  # "Иванов И. И., Петров П. П."
    inverted = len(words) == 1 or words[0].casefold() in _PARTICLES or len(found[1].split()) == 1
    if inverted or (len(found) == _PAIR and not more and not _INITIALS.match(words[0])):
        first = ", ".join(found[:_PAIR])
        return [first, *found[_PAIR:]] if all(len(name.split()) > 1 for name in found[_PAIR:]) else [names]
    return found


def _person(name: str, *, first: bool) -> str:
    words = name.split()
    if "," in name:
        family, _, given = name.partition(",")
        return f"{family.strip()}, {given.strip()}"
    if len(words) > 1 and len(words[0]) > 1 and words[0].isalpha() and words[0].isupper() and words[1][1:2].islower():
        return f"{words[0]}, {' '.join(words[1:])}" if len(words[0]) >= _LONG_CAPITALS else f"{{{name}}}"
    # "Иванов И. И.": the initials follow the family name.
    behind = [word for word in words if not _INITIALS.match(word)]
    if len(words) > len(behind) > 0 and not _INITIALS.match(words[0]) and _INITIALS.match(words[-1]):
        return f"{' '.join(behind)}, {' '.join(words[len(behind) :])}"
    if len(words) == 1 or not _is_person(words):
        return f"{{{name}}}" if first or not _is_person(words) else name
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}"


#: Shorter words in capitals may be abbreviations of bodies ("BBC News"), longer ones are family names ("DUPONT Marie").
_LONG_CAPITALS: Final = 4
#: Small words in the names of bodies.
_IN_BODIES: Final = frozenset(
    {
        "of",
        "for",
        "the",
        "on",
        "and",
        "&",
        "et",
        "ve",
        "und",
        "für",
        "des",
        "du",
        "d’",
        "и",
        "по",
        "voor",
        "het",
        "do",
        "dla",
    }
)


def has_others(written: str) -> bool:
    """Whether names end with "et al." or the like."""
    return bool(_OTHERS.search(_ROLE.sub("", written.strip(" ,:;"))))


def are_editors(written: str) -> bool:
    """Whether names are said to be those of editors: "(eds.)", "Hg."."""
    return bool(_ROLE.search(written.strip(" ,:;")))


def are_names(written: str) -> bool:
    """Whether words may be nothing but names: capitals, particles, initials, and what is between names."""
    text = _ROLE.sub("", _OTHERS.sub("", written.strip(" ,:;.")))
    words = [word for name in _BETWEEN.split(text) for word in re.split(r"[\s,]+", name) if word]
    return not re.search(r"\d", text) and all(
        word.strip("[]’")[:1].isupper() or word.casefold() in _PARTICLES | _IN_BODIES or _HAN.match(word)
        for word in words
    )


#: A name in a script without capitals, and with no sign that only a sentence has.
_HAN: Final = re.compile(r"^[\u3400-\u9fff・]{2,8}$")


def _is_person(words: list[str]) -> bool:
    """Whether these words may be the name of a person: two to five, each with a capital or a particle."""
    small = (word for word in words if not word[:1].isupper() and word.casefold() not in _PARTICLES)
    return 1 < len(words) <= _MOST_WORDS and not any(small) and not _BODY.search(" ".join(words))


_MOST_WORDS: Final = 5
_BODY: Final = re.compile(
    r"\b(?:ministry|ministère|ministerium|bakanlığı|university|université|universität|council|committee|commission|"
    r"bank|nations|organi[sz]ation|institute?|agency|office|department|government|embassy|secretariat|assembly|"
    r"association|society|union|center|centre|court|parliament|press|group|network|foundation|party)\b",
    re.IGNORECASE,
)


def is_certain_name(name: str) -> bool:
    """Whether a name of `authors_of` is a person's with a given name, or a body's: by its words, or an abbreviation."""
    if not name.startswith("{"):
        family, comma, given = name.partition(", ")
        # "Ann Hill, Bo Dale" may be two persons, and "Ann Hill, Rivers" one with a title.
        several = any(word.casefold() not in _PARTICLES for word in family.split()[:-1])
        clear = not several or bool(_INITIALS.match(given.replace(" ", "")))
        return bool(comma) and clear and not any(map(_is_no_name, given.split()))
    body = name.strip("{}")
    return bool(_BODY.search(body)) or (len(body) > 1 and body.isalpha() and body.isupper())


def _is_no_name(word: str) -> bool:
    """Whether a word before a family name is rather one that leads to a citation: a long abbreviation, a small word."""
    return bool(re.search(r"[^\W\d_]{3,}\.$", word)) or fold(word.strip(".,:")) in NO_NAMES


@lru_cache(maxsize=50_000)  # each note is compared with every work before it
def families(authors: tuple[str, ...]) -> tuple[str, ...]:
    """The family names, folded; of a body its whole name."""
    return tuple(fold(name.strip("{}").partition(",")[0]) for name in authors)


def named_as(written: str, authors: tuple[str, ...]) -> int:
    """How well a short name fits the authors: 0 not at all, 1 one of them, 2 the first, 3 all of them."""
    known = families(authors)
    wanted = fold(_OTHERS.sub("", written))
    if not wanted or not known:
        return 0
    names = [fold(name) for name in _BETWEEN.split(_OTHERS.sub("", written)) if name.strip()]
    fits = [any(_same(name, family) for name in names) for family in known]
    if all(fits) and len(names) == len(known):
        return 3
    if len(names) > 1:
        return 2 if fits[0] and sum(fits) >= len(names) else 0
    return 2 if fits[0] else int(any(fits))


def _same(name: str, family: str) -> bool:
    """Whether a name, with or without given names, has this family name; of a body, whether it begins so."""
    name = name.strip(" ,.[]")
    if _HAN.match(family):
        return bool(_HAN.match(name)) and family.startswith(name)
    pseudonym, bracket, real = family.partition(" [")
    if bracket:
        return _same(name, pseudonym) or _same(name, real.rstrip("]").split()[-1])
    head, _, last = family.rpartition(" ")
    if head and all(word in _PARTICLES for word in head.split()) and name == last:
        return True
    if " " in family:
        return bool(name) and (name == family or family.startswith(f"{name} ") or name.endswith(f" {family}"))
    words = re.split(r"[\s,]+", name)
    return family in words and (words[-1] == family or words[0] == family)
