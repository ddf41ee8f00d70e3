"""The headings of lists of notes: "Notes", "8. Notes and references", "ANMERKUNGEN zu Kapitel 3", "Chapter II: Notes".

The words of each language are in `writing.book_words`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from briefsite.writing.book_words import book_names, book_pattern, name_key
from briefsite.writing.headings import is_numbered_heading

_LONGEST: Final = 120
#: The most words of a heading with a number in words: "Drittes Kapitel: Das Eis".
_MOST_WORDS: Final = 8
_SENTENCE_ENDS: Final = frozenset(".!?。")
#: What a list of notes is called, and what may be said of it before and behind.
_NAMES: Final = ("notes", "note", "works", "bibliography")
#: Signs around a heading: "**Notes**", "--- Notes ---", "[NOTES]".
_ORNAMENT: Final = r"[*_=~–—\[\]()<>-]{0,6}\s?"
_NUMBER: Final = r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,7}|[A-Z])[.):]?\s+|(?:#{1,6}|\*{1,3})\s+)?"
_WORD: Final = re.compile(r"[^\s*_=~#.:：,;()<>\[\]–—-]+")
#: The first word of a name is among so many at the beginning of a line: "8. Notes", "# A. Notes".
_FIRST: Final = 2
_AT_END: Final = " \t\r\n\f.:*_=~)]"
_SPACED: Final = re.compile(r"\s*(?:\w ){3,}\w\s*[.:]?\s*")
_CAPITALS: Final = re.compile(r"\s*[^a-z]*[A-Z]{2}[^a-z]*\s*")
#: A rule above the notes at the foot of a page.
RULE: Final = re.compile(r"\s*(?:_{4,}|—{3,}|–{4,}|-{5,}|─{3,}|={5,})\s*")


# Each line is asked about by several readers, and in every round of a first edition.
@lru_cache(maxsize=1 << 14)
def is_note_heading(line: str) -> bool:
    """Whether a line is no more than the heading of a list of notes."""
    if len(line) > _LONGEST:
        return False
    words = line.replace(" ", "") if _SPACED.fullmatch(line) else line
    # Most lines end here: the patterns are looked at only if a word of such a heading is where it should be.
    said = [name_key(match[0]) for match in _WORD.finditer(words)]
    if _words_of_names().isdisjoint(said):
        return False
    if not _first_words().isdisjoint(said[:_FIRST]) and (match := _heading().fullmatch(words)):
        names = match["names"]
        if _is_name(names) or all(map(_is_name, _and().split(names))):
            return True
    last = name_key(words.rstrip(_AT_END).rpartition(" ")[2])
    return last in _last_words() and bool((match := _of_chapter().fullmatch(words)) and _is_name(match["names"]))


def is_part_heading(line: str) -> bool:
    """Whether a line in a list of notes heads those of one chapter: by its number, or by its capitals."""
    words = line.strip()
    worded = len(words.split()) <= _MOST_WORDS and words[-1:] not in _SENTENCE_ENDS and is_numbered_heading(words)
    return worded or bool(_CAPITALS.fullmatch(line) or _numbered_part().fullmatch(line))


def names_part(line: str) -> bool:
    """Whether a line says which part of the text the notes below it are for: "Zum 1. Kapitel", "Preface"."""
    if len(line) > _LONGEST:
        return False
    named = name_key(line.strip()) in book_names("outer", "inner")
    return named or bool(is_part_heading(line) or _named_part().fullmatch(line.strip()))


def _is_name(words: str) -> bool:
    """Whether words are the name of such a list, with or without what is said of it: "selected references"."""
    key = name_key(words)
    names = book_names(*_NAMES)
    if key in names:
        return True
    before = [key.removeprefix(f"{kind} ") for kind in book_names("kind") if key.startswith(f"{kind} ")]
    found = [one.removesuffix(f" {kind}") for one in (key, *before) for kind in ("", *book_names("kind_after"))]
    return not names.isdisjoint(found)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_words_of(name)[0] for name in book_names(*_NAMES, "kind"))


@cache
def _words_of_names() -> frozenset[str]:
    return frozenset(word for name in book_names(*_NAMES) for word in _words_of(name))


@cache
def _last_words() -> frozenset[str]:
    return frozenset(_words_of(name)[-1] for name in book_names("notes", "note"))


def _words_of(name: str) -> list[str]:
    return [name_key(word) for word in _WORD.findall(name)]


# Compiling these takes longer than reading a short text, and few lines need them.
@cache
def _heading() -> re.Pattern[str]:
    """The name, and which part of the text the list is for: "Chapter I", "to Chapter I", "zu Kapitel 1"."""
    of = (
        rf"(?:\s*[,:.(–—-]?\s*(?:(?:{book_pattern('of_part')})\s+)?(?:the\s+)?(?:\w{{1,12}}\.?\s+)??"
        rf"(?:{book_pattern('chapter', 'outer', 'inner')})\b\s*[\w.]{{0,12}}(?:\s*[).:–—-].{{0,60}})?)?"
    )
    return re.compile(
        rf"\s*{_ORNAMENT}{_NUMBER}[*_]{{0,3}}(?P<names>\S.*?){of}\s*[.:：]?{_ORNAMENT}\s*#*\s*", re.IGNORECASE
    )


@cache
def _of_chapter() -> re.Pattern[str]:
    """The part of the text, and the name: "Chapter II: Notes"."""
    return re.compile(
        rf"\s*(?:{book_pattern('chapter')})\s+[\w.]{{1,12}}\s*[:.,–—-]?\s*(?P<names>\S.*?)\s*[.:]?\s*", re.IGNORECASE
    )


@cache
def _numbered_part() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{book_pattern('chapter')})\s+(?-i:[\dIVXLC]+)\b.*\s*", re.IGNORECASE)


@cache
def _named_part() -> re.Pattern[str]:
    part, number = book_pattern("chapter", "outer", "inner"), r"(?:\d{1,3}|[IVXLC]{1,7})"
    return re.compile(
        rf"(?:(?:{book_pattern('of_part')})\s+)?(?:the\s+)?(?:{number}\.?\s+(?:{part})|(?:{part})\s+(?:{number}|[^\W\d_]{{3,9}}))"
        r"\s*(?:[.:–—-].{0,60})?",
        re.IGNORECASE,
    )


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s*[,&+/]\s*|\s+(?:{book_pattern('and_')})\s+", re.IGNORECASE)
