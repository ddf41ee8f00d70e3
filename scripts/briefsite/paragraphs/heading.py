"""Headings: what a line says that heads a part of a text.

A heading is told by its words ("CHAPTER IV.—THE ARMY", "Foreword", "8. References"), by its capitals, or, where a
script has none, by its place alone. `block` decides with what is around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.source.sentence import ends_sentence
from briefsite.words import squeezed
from briefsite.writing.headings import is_chapter_heading
from briefsite.writing.roman import NUMERAL, is_numeral

_ORDINAL: Final = (
    r"(?:the\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|last|premier|première|deuxième|primero|segundo|eins|zwei|drei)"
)
_PART: Final = (
    r"chapter|part|book|volume|appendix|section|act|scene|canto|letter|lecture|article|kapitel|teil|buch|band|"
    r"abschnitt|anhang|akt|szene|chapitre|partie|livre|tome|acte|scène|capítulo|parte|libro|capitolo|atto|scena|"
    r"hoofdstuk|deel|bedrijf|глава|часть|книга|том|bölüm|kısım|cilt"
)
_NUMBERED: Final = re.compile(rf"(?:{_PART})\s+(?:{NUMERAL}|\d+|[A-Z]|{_ORDINAL})\b.{{0,60}}", re.IGNORECASE)
_NUMBERED_BEFORE: Final = re.compile(
    r"(?:\w+(?:es|er|te)\s+(?:kapitel|teil|buch|abschnitt)|\w+\s+(?:bölüm|kısım)|第.{1,5}[章节節部回卷])\b.{0,60}",
    re.IGNORECASE,
)
_STAGE: Final = re.compile(r"(?:act|scene|akt|szene|acte|scène|atto|scena|bedrijf)\b", re.IGNORECASE)
_ROMAN_TITLE: Final = re.compile(rf"{NUMERAL}(?:\.\s*[—–-]*|\s*[—–:)]|\s+[—–-])\s*\S.*")
_DECIMAL_TITLE: Final = re.compile(r"(?:§+\s*)?\d+(?:\.\d+)+\.?\s+\S.*|§+\s*\d+\S*\s+\S.*")
_LABEL_TITLE: Final = re.compile(r"(?:\d{1,3}|[A-Z])[.):]?(?:\s*[—–-]+)?\s+(?=[^\W\d_])\S.*")
_NUMBER: Final = re.compile(r"(?:no\.?\s*|nr\.?\s*|№\s*)?\d{1,4}\.", re.IGNORECASE)
#: Parts of a book that begin a page of their own, and other headings that are known by their word.
_OUTER: Final = (
    r"foreword|preface|prologue|epilogue|afterword|appendix|appendices|index|general index|index of \w+|bibliography|"
    r"glossary|vorwort|nachwort|anhang|register|sachregister|personenregister|namenregister|literaturverzeichnis|"
    r"avant-propos|préface|annexe|annexes|postface|bibliographie|prólogo|epílogo|apéndice|índice|índice alfabético|"
    r"bibliografía|prefazione|appendice|indice analitico|indice dei nomi|bibliografia|voorwoord|nawoord|bijlage|"
    r"предисловие|послесловие|приложение|указатель|библиография|önsöz|sonsöz|ekler?|dizin|kaynakça"
)
_INNER: Final = (
    r"introduction|conclusions?|abstract|summary|acknowledge?ments?|dedication|notes|references|works cited|sources|"
    r"einleitung|schluss|fazit|zusammenfassung|danksagung|literatur|quellen|résumé|remerciements|références|"
    r"introducción|conclusión|conclusiones|resumen|agradecimientos|introduzione|conclusione|riassunto|inleiding|"
    r"conclusie|samenvatting|введение|заключение|литература|giriş|sonuç|özet"
)
_CONTENTS: Final = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|índice(?: general)?|contenido|indice|"
    r"sommario|inhoud(?:sopgave)?|содержание|оглавление|içindekiler|目次|目录",
    re.IGNORECASE,
)
_INDEX: Final = re.compile(
    r"(?:general )?index(?: of \w+)?|(?:sach|personen|namen)?register|índice(?: alfabético| onomástico)?|"
    r"indice(?: analitico| dei nomi)?|dizin|(?:именной |предметный )?указатель|索引",
    re.IGNORECASE,
)
_OUTER_PART: Final = re.compile(rf"(?:{_OUTER})\W{{0,2}}", re.IGNORECASE)
_KNOWN: Final = re.compile(rf"(?:{_OUTER}|{_INNER}|{_CONTENTS.pattern})[.:]?", re.IGNORECASE)
_SHORT = 60
_MOST_LINES = 3
_MOST_WORDS = 12


def is_numbered_heading(text: str) -> bool:
    """Whether a line is the heading of a numbered chapter, or its number alone."""
    own = _NUMBERED.fullmatch(text) or _NUMBERED_BEFORE.fullmatch(text) or is_numeral(text)
    return bool(own) or is_chapter_heading(text)


def is_outer_part(text: str) -> bool:
    """Whether a line heads a part of a book beside its chapters: a foreword, an appendix, an index."""
    return bool(_OUTER_PART.fullmatch(text.strip()))


def is_contents(text: str) -> bool:
    """Whether a line heads a table of contents."""
    return bool(_CONTENTS.fullmatch(squeezed(text).rstrip(".:")))


def is_index(text: str) -> bool:
    """Whether a line heads an index."""
    return bool(_INDEX.fullmatch(squeezed(text).rstrip(".:")))


def is_heading(texts: Sequence[str]) -> bool:
    """Whether the lines of a block say themselves that they are a heading."""
    if len(texts) > _MOST_LINES or max(map(len, texts)) > _SHORT:
        return False
    text = squeezed(" ".join(texts))
    if is_numeral(text) or (_KNOWN.fullmatch(text) and text[0].isupper()):
        return True
    if is_numbered_heading(text):
        return begins_upper(text) and bool(_STAGE.match(text) or not re.search(r"[a-z][.!?]$", text))
    if _DECIMAL_TITLE.fullmatch(text) or _ROMAN_TITLE.fullmatch(text):
        return not ends_sentence(text) or text.rstrip(".").isupper()
    letters = [sign for sign in text if sign.isalpha()]
    capital = sum(map(str.isupper, letters))
    # "U.S." is no heading, and a caseless script has no capitals.
    return capital > 2 and capital == len(letters) and not text.endswith((",", ";", ":", "!", "?", "…", "—", "-"))  # noqa: PLR2004


def is_number_alone(texts: Sequence[str]) -> bool:
    """Whether a block is nothing but a number with a point: that of a letter or a paragraph of laws."""
    return len(texts) == 1 and bool(_NUMBER.fullmatch(texts[0]))


def may_be_heading(text: str, width: int) -> bool:
    """Whether a line can be a heading if the text around it agrees. `width` is the measure of the text."""
    if len(text) > min(_SHORT, 4 * max(width, 1) // 5) or len(text.split()) > _MOST_WORDS or ends_sentence(text):
        return False
    if text.endswith((",", ";", "-", "—", "–", "、", "，")) or re.search(r" {3,}|\t|_{2,}", text):
        return False
    if _LABEL_TITLE.fullmatch(text):
        return bool(re.match(r"\S+\s+\W*[^\W\d_]", text)) and not re.match(r"\S+\s+\W*[a-zà-ÿ]", text)
    first = next((sign for sign in text if sign.isalnum()), "")
    return begins_upper(text) and first.isalpha() and not re.search(r"\d\W*$", text)


def begins_upper(text: str) -> bool:
    """Whether a line begins as a sentence does: with a capital or a digit, or with a letter that has no case."""
    first = next((sign for sign in text if sign.isalnum()), "")
    return bool(first) and not first.islower()
