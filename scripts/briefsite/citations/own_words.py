"""What stays in the author's words, because each court, archive and state has forms of its own for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.citations.lead_ins import REMARK
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, quoted_spans
from briefsite.citations.year_form import YEAR

_INTERVIEW: Final = re.compile(
    r"\b(?:interview|röportaj|mülakat|entretien|entrevista|intervista|wywiad|[\w-]*gespräch|беседа|интервью)\w*",
    re.IGNORECASE,
)
#: Whatever small words are in it, a date ends it: "Entrevista concedida por uma professora, 8 de março de 2009".
_DATED_INTERVIEW: Final = re.compile(
    rf"^{_INTERVIEW.pattern}\s[^.;:]*, \d{{1,2}}\.? (?:de )?[^\W\d_]+\.? (?:de )?\d{{4}}\.?$", re.IGNORECASE
)
_LEGAL: Final = re.compile(
    r"\bI\.?C\.?J\.|\bECLI:|\bU\.N\.T\.S\.|\b[A-Z][\w.]+\)? [Vv]s?\.? [A-Z]|\b(?:Judgment|Advisory Opinion|Treaty|"
    r"Convention|Constitution|Act of \d{4}|U\.S\.C\.|BGBl\.|BVerfGE?|Urteil|Arrêt|Resmî? Gazete)\b|"
    r"^(?:Charter of|Anayasa Mahkemesi|Yargıtay|Danıştay|Постановление|Определение|Решение|Федеральный закон|Договор|"
    r"Конвенция|Wyrok|Postanowienie|Uchwała|Ustawa|Traktat|Corte cost\.|Cass\.|Cons\. Stato|Corte IDH|STC \d|STS \d|"
    r"CE, |Cons\. const\.|CEDH|CJUE|HR \d|ABRvS|STF,|STJ,|TJ[A-Z]{2},|BGH|BAG|EuGH|Vertrag |Trattato |Tratado |"
    r"Traité |Verdrag )|^[\w’ ]{0,40}(?:Antlaşması|Sözleşmesi|Kanunu),"
)
_ARCHIVE: Final = re.compile(
    r"^(?:The )?(?:[\w’]+ ){0,2}(?:Archiv(?:es?|o|io|um)?|Bundesarchiv|Archief|Arquivo|Arşivi|Архив)\b|"
    r"^(?:TNA|BArch|PA AA|NARA|AGI|AHN|ANTT|AHU|AN|ACS|AAN|BOA|BCA|РГАСПИ|ГАРФ|РГИА|РГАЛИ|РГВИА|АВПРФ|PRO)[,.:] |"
    r"\bФ\. ?[\w-]+\. Оп\. ?\d|\b(?:fonds|inv\.\s?nr\.|sygn\.|legajo|leg\.|busta|b\.) \d"
)


def in_own_words(part: MarkedNote) -> bool:
    """Whether a citation is of a case, a treaty, an act, a record of an archive or an interview, by what it says."""
    quotes = quoted_spans(part.text)
    text = _without(part.text, quotes)
    outside = _without(part.text, [*part.italics, *quotes])
    if _DATED_INTERVIEW.match(outside):
        return True
    if REMARK.search(_OF_TREATIES.sub("", outside)) or len(outside.split()) > _MOST_WORDS:
        return False
    return bool(_INTERVIEW.search(text[:60]) or _LEGAL.search(text) or _ARCHIVE.search(text))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return "".join(sign for at, sign in enumerate(text) if not any(low <= at < high for low, high in spans))


_MOST_WORDS: Final = 40
#: What is in the names of treaties, courts, days and persons, and no sentence.
_OF_TREATIES: Final = re.compile(
    r"\b\d{1,2} de \w+ de \d{4}|\b(?:con|mit|with|avec|с) .*|\bz dnia\b|\bof the\b|\bо \w+ \w+ \w+|\bvom\b|"
    r"\bl’\w+|\b(?:and|in|against)\b"
)


def day_in_own_words(text: str) -> str:
    """The year of the first day that such a document names, its own; a case may be reported in a later year."""
    match = _DAY.search(text)
    return match["year"] if match else ""


#: "19. Dezember 1978", "8 de março de 2009".
_DAY: Final = re.compile(rf"\b\d{{1,2}}\.? (?:de )?[^\W\d_]{{3,}}\.? (?:de )?(?P<year>{YEAR})\b")


def place_in_own_words(text: str) -> str:
    """The place in such a document: an article, a paragraph, a leaf, the page behind that where a case begins."""
    if match := _ARTICLE.search(text):
        return match["place"]
    if match := _REPORTED.search(text):
        return match["page"] or match["side"] or match["paragraph"]
    locator, at = locator_at_end(text)
    return locator if _LEAF.match(text[at:].lstrip(" ,:")) else ""


_ARTICLE: Final = re.compile(
    r"(?P<place>(?:¶|§|\b(?:[Aa]rt|[Pp]aras?|párrs?|md|ст|Rn|cl)\.|\b[Aa]rticle) ?\d+(?:[–-]\d+)?(?:\(\d+\))?)"
    r"(?=[.,;) ]|$)"
)
#: "347 U.S. 483, 495 (1954)", "BVerfGE 65, 1 (43)", "[2017] UKSC 5, [43]".
_REPORTED: Final = re.compile(
    r"\b\d+ [A-Z][\w. ]*?(?: \([^)]*\))? \d+, (?P<page>\d+(?:[–-]\d+)?) \(\d{4}\)|\b[A-Z]\w+E \d+, \d+ \((?P<side>\d+)|"
    r"\[\d{4}\] [A-Z]+(?: [A-Z]\w+)? \d+(?: \([A-Z]\w+\))?,? (?:at )?\[(?P<paragraph>\d+)\]"
)
_LEAF: Final = re.compile(r"Л\.|л\.|fols?\.|S\. ?\d|at ")
