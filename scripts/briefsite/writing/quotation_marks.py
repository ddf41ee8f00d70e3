"""Quotation marks of print: which of them a straight mark stands for, and where only an editor could tell.

A straight mark becomes one of print only if nothing else can be meant. A quotation mark opens or closes by what is on
its two sides, seen through other marks, emphasis and markers of notes; and it counts only if all those of a passage
pair, since a mark that is missing makes each of the others doubtful. Signs for feet, inches and minutes are no marks.
What stays doubtful stays straight.

The marks of each language are those of Unicode's *CLDR* 46 (characters, delimiters), except that Dutch has the double
ones outside, as its press does. French has no-break spaces within the outer ones (*Lexique des règles typographiques
en usage à l'Imprimerie nationale*).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

#: The marks that the rule replaces.
STRAIGHT: Final = "\"'"
APOSTROPHE: Final = "’"
#: Outer and inner marks, each as the opening and the closing one, by languages.
_MARKS: Final = {
    "en pt tr mn da": ("“”", "‘’"),
    "nl": ("“”", "‘’"),
    "de cs sk sl": ("„“", "‚‘"),
    "de-CH": ("«»", "‹›"),
    "bg": ("„“", "’’"),
    "fr es it pt-PT el": ("«»", "“”"),
    "nb no nn": ("«»", "‘’"),
    "ru uk": ("«»", "„“"),
    "pl": ("„”", "«»"),
    "hu": ("„”", "»«"),
    "ro": ("„”", "«»"),
    "sv fi": ("””", "’’"),
}
#: Those that have no-break spaces within the outer marks.
_SPACED: Final = ("fr",)
#: All signs that the rule can put in place of a straight mark.
PRINTED: Final = "".join(sorted({*APOSTROPHE, *(sign for pair in _MARKS.values() for sign in "".join(pair))}))
NO_BREAK: Final = "\u00a0"

#: What is looked through on either side of a mark: other marks, and emphasis as it is typed.
_THROUGH: Final = frozenset("\"'*_" + PRINTED)
_OPENERS: Final = frozenset("([{<¡¿")
_DASHES: Final = frozenset("-‐‑‒–—―/")
#: What can follow a closing mark. A bracket does where a marker of a note, or [sic], begins.
_ENDERS: Final = frozenset(".,;:!?…)]}>[*†‡§¶%") | _DASHES
#: Hebrew writes its own signs with the straight ones.
_HEBREW: Final = re.compile("[\u0590-\u05ff]")
#: Words that are written with an apostrophe before them: with one, what looks like an opening mark may be none.
_ELIDED: Final = frozenset(
    {
        *("tis", "twas", "twere", "twill", "twould", "em", "im", "er", "un", "til", "till", "cause", "cos"),
        *("cuz", "bout", "round", "twixt", "neath", "tween", "kay", "nuff", "ere", "gainst", "midst"),
        *("mongst", "mid", "fore", "stead", "pon", "ave", "ope", "prentice", "scape", "fraid", "nother"),
        *("n", "s", "t", "d", "ve", "ll", "re", "m"),
    }
)
#: A decade or a year without its century.
_YEAR: Final = re.compile(r"\d\d(?:s|ers?)?(?![\w])")


@dataclass(frozen=True, slots=True)
class PrintedMarks:
    """The signs that are shown in place of the straight marks `at` some positions, and the positions that are `left`.

    Signs for feet, inches, minutes and seconds are in neither.
    """

    at: Mapping[int, str]
    left: tuple[int, ...]


def has_rule(language: str) -> bool:
    """Whether the rule knows the marks of a language (a BCP 47 tag)."""
    return _marks_of(language) is not None


def marks_of_print(text: str, language: str) -> PrintedMarks:
    """The marks of print for a passage in a language. In one whose marks aren't known all straight ones are left."""
    straight = [at for at, sign in enumerate(text) if sign in STRAIGHT]
    known = _marks_of(language)
    if known is None or not straight:
        return PrintedMarks({}, tuple(straight))
    outer, inner = known
    if language.lower().split("-")[0] in _SPACED:
        outer = (f"{outer[0]}{NO_BREAK}", f"{NO_BREAK}{outer[1]}")
    primes = {at for at in straight if _is_prime(text, at)}
    found = {at: APOSTROPHE for at in straight if at not in primes and _is_within_word(text, at)}
    double = [at for at in straight if text[at] == '"' and at not in primes]
    single = [at for at in straight if text[at] == "'" and at not in primes and at not in found]
    for at in single:
        if _YEAR.match(text, at + 1) and not any(_may_close(text, other) for other in single if other > at):
            found[at] = APOSTROPHE
    for match in re.finditer(r"(?<=\s)'n'(?=\s)", text):
        found |= {match.start(): APOSTROPHE, match.end() - 1: APOSTROPHE}
    found |= _paired(text, double, outer)
    found |= _singles(text, [at for at in single if at not in found], inner)
    return PrintedMarks(found, tuple(at for at in straight if at not in found and at not in primes))


def _marks_of(language: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    tag = language.lower()
    while tag:
        for languages, (outer, inner) in _MARKS.items():
            if tag in languages.lower().split():
                return (outer[0], outer[1]), (inner[0], inner[1])
        tag = tag.rpartition("-")[0]
    return None


def _is_within_word(text: str, at: int) -> bool:
    """Whether an apostrophe has a letter on both sides, as in don't and l'homme, or a number before: the 1980's."""
    if text[at] != "'" or at == 0 or at + 1 == len(text):
        return False
    before, after = text[at - 1], text[at + 1]
    if _HEBREW.match(before) or _HEBREW.match(after):
        return False
    return (before.isalpha() or before.isdigit()) and after.isalpha()


def _is_prime(text: str, at: int) -> bool:
    """Whether a mark after a number is a sign of feet, inches, minutes or seconds: 5'10", 40°26'46", 6' by 4'."""
    if at == 0 or not text[at - 1].isdigit():
        return False
    if text[at] == "'":
        return bool(re.match(r"'\s?\d|'(?=\s*(?:by|x|×|[NSEW])\b)", text[at : at + 8]))
    return bool(re.search(r"\d+(?:\.\d+)?['′]\s?\d+(?:\.\d+)?$|[°′]\s?\d+(?:\.\d+)?$", text[max(0, at - 16) : at]))


def _sides(text: str, at: int) -> tuple[str, str]:
    """What is before and behind a mark, seen through others; empty where the passage begins or ends."""
    low, high = at - 1, at + 1
    while low >= 0 and text[low] in _THROUGH:
        low -= 1
    while high < len(text) and text[high] in _THROUGH:
        high += 1
    return text[low] if low >= 0 else "", text[high] if high < len(text) else ""


def _may_open(text: str, at: int) -> bool:
    before, after = _sides(text, at)
    free = not before or before.isspace() or before in _OPENERS or before in _DASHES
    begins = after not in {"", *")]},;:!?"} and not after.isspace() and (after != "." or ".." in text[at : at + 4])
    return free and begins


def _may_close(text: str, at: int) -> bool:
    before, after = _sides(text, at)
    ended = before != "" and not before.isspace() and before not in _OPENERS
    return ended and (not after or after.isspace() or after in _ENDERS)


def _paired(text: str, positions: list[int], marks: tuple[str, str]) -> Mapping[int, str]:
    """The signs for marks that open and close by turns; none if one of them doesn't, or is missing.

    The first mark of a passage may be left open at its very beginning: a quotation of several paragraphs has one at
    the beginning of each.
    """
    found: dict[int, str] = {}
    is_open = False
    for at in positions:
        opens, closes = _may_open(text, at), _may_close(text, at)
        if opens == closes:  # neither, or one as well as the other
            return {}
        if closes and not is_open and text[at - 1].isdigit():
            continue  # inches, it seems
        if opens == is_open:
            return {}
        found[at] = marks[0] if opens else marks[1]
        is_open = opens
    if is_open and (len(found) != 1 or text[: positions[0]].strip()):
        return {}
    return found


def _singles(text: str, positions: list[int], marks: tuple[str, str]) -> Mapping[int, str]:
    """The signs for single marks outside of words: pairs, and apostrophes at the ends of words (the dogs' bowl)."""
    found: dict[int, str] = {}
    segments: list[list[int]] = [[]]
    for at in positions:
        opens, closes = _may_open(text, at), _may_close(text, at)
        if opens == closes:
            return {}
        if opens:
            segments.append([at])
        else:
            segments[-1].append(at)
    ending, *opened = segments
    for first, *others in opened:
        word = re.match(r"[^\W\d_]*", text[first + 1 :])
        is_elided = word is not None and word[0].lower() in _ELIDED
        if is_elided and not others and len(opened) == 1:
            found[first] = APOSTROPHE
        elif is_elided or not others:
            return {}
        else:
            found |= _closed(text, first, others, marks)
    return found | {at: APOSTROPHE for at in ending if text[at - 1].isalpha()}


def _closed(text: str, first: int, others: list[int], marks: tuple[str, str]) -> Mapping[int, str]:
    """The signs for an opening mark and those that can close it: the last does, those before are apostrophes.

    Where both look the same, it doesn't matter which is which; where they don't, there must be only one.
    """
    if marks[1] != APOSTROPHE and len(others) > 1:
        return {}
    *apostrophes, last = others
    if any(not text[at - 1].isalpha() for at in apostrophes):
        return {}
    return {first: marks[0], last: marks[1], **dict.fromkeys(apostrophes, APOSTROPHE)}
