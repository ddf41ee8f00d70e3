"""Full citations: a work in its fields, as far as the words and their marks say them with certainty.

A title is what is in quotation marks or italics; what has neither is not taken for one. A field that isn't certain is
left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypedDict

from briefsite.citations.authors import are_names, authors_of, is_certain_name
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, quoted_spans
from briefsite.citations.short_citation import without_lead_in

_URL: Final = re.compile(r"(?:URL:\s*)?(?P<url>https?://[^\s<>“”«»]+?)(?=[.,;:)\]]*(?:\s|$))")
_DOI: Final = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)(?P<doi>10\.\d{4,9}/[^\s,;]+?)(?=[.,;)]*(?:\s|$))", re.IGNORECASE
)
_ACCESSED: Final = re.compile(
    r"[\s,(]*(?:accessed(?: on)?|last (?:accessed|visited|modified)|retrieved|visited|abgerufen(?: am)?|consulté le|"
    r"erişim(?: tarihi)?:?|дата обращения:?|zugriff(?: am)?:?)\s*(?P<when>[^;()]*?\d{4})\)?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<![\d/.-])(?P<year>1[5-9]\d\d|20\d\d)[a-z]?(?![\d/–-])")
_IMPRINT: Final = re.compile(r"\((?P<place>[^():]{2,40}): (?P<publisher>[^():]{2,60}), (?P<year>1[5-9]\d\d|20\d\d)\)")
_INTERVIEW: Final = re.compile(r"\b(?:interview|röportaj|mülakat|entretien|беседа|интервью)\b", re.IGNORECASE)

WorkForm = Literal["book", "article", "online", "misc"]


@dataclass(frozen=True, slots=True)
class FullCitation:
    """A work as a note names it. `words` are the author's, as they are; empty fields are not known."""

    words: str
    form: WorkForm
    title: str = ""
    authors: tuple[str, ...] = ()
    container: str = ""
    place: str = ""
    publisher: str = ""
    year: str = ""
    url: str = ""
    doi: str = ""
    accessed: str = ""
    locator: str = ""

    @property
    def certain(self) -> bool:
        """Whether nobody needs to look at an entry: a marked title with authors and a year, or with an address."""
        if self.form == "misc" or not self.title or not all(map(is_certain_name, self.authors)):
            return False
        return bool(self.authors and self.year) or bool((self.url or self.doi) and (self.authors or self.container))


class _Known(TypedDict):
    url: str
    doi: str
    year: str
    accessed: str


def full_citation(part: MarkedNote) -> FullCitation | None:
    """The work that a part of a note names in full, or None."""
    text = without_lead_in(part).text
    part = without_lead_in(part)
    if _INTERVIEW.search(text[:60]) and (when := _YEAR.search(text)):
        return FullCitation(text, "misc", year=when["year"])
    doi, url, accessed = _DOI.search(text), _URL.search(text), _ACCESSED.search(text)
    cuts = [match.start() for match in (doi, url, accessed) if match]
    body = text[: min(cuts, default=len(text))].rstrip(" ,.(")
    known: _Known = {
        "url": url["url"].rstrip(".,;") if url and not doi else "",
        "doi": doi["doi"] if doi else "",
        "year": _year(body),
        "accessed": accessed["when"].strip() if accessed else "",
    }
    addressed = bool(known["url"] or known["doi"])
    marks = sorted(
        [(low, high, "italic") for low, high in part.italics if low < len(body)]
        + [(low, high, "quoted") for low, high in quoted_spans(body)]
    )
    if not marks:
        if gost := _GOST.match(body):
            return _gost(text, gost, known)
        return FullCitation(text, "misc" if body else "online", **known) if addressed else None
    found = _around(body, marks, known) if known["year"] or addressed else None
    if found is None:
        return FullCitation(text, "misc", **known) if addressed else None
    return FullCitation(text, "misc", **known) if _LEGAL.search(text) else replace(found, words=text)


def _around(body: str, marks: Sequence[tuple[int, int, str]], known: _Known) -> FullCitation | None:
    """The work whose title is marked in `body`; None if what is around it is not what a reference has."""
    title = next((mark for mark in marks[:2] if mark[2] == "quoted" and _close(body, marks[0], mark)), marks[0])
    low, high, how = title
    before, rest = _YEARED_NAMES.sub("", body[:low].rstrip('“„«"‘ ')), body[high:]
    if _SENTENCE.search(_unmarked(body, marks, high)) or len(body[low:high].split()) > _LONGEST_TITLE:
        return None
    if len(before.split()) > _MOST_BEFORE or not are_names(before):
        return None
    container = next((body[a:b] for a, b, kind in marks if kind == "italic" and a >= high), "")
    imprint = _IMPRINT.search(rest)
    locator, _ = locator_at_end(_without_year(rest, known["year"])) if rest.strip(" ,.”»") else ("", 0)
    return FullCitation(
        body,
        "article" if container else "book" if how == "italic" else "online",
        title=body[low:high].strip(" ,.;"),
        authors=authors_of(before),
        container=container.strip(" ,.;"),
        place=imprint["place"] if imprint else "",
        publisher=imprint["publisher"] if imprint else "",
        locator=locator,
        **known,
    )


def _gost(text: str, match: re.Match[str], known: _Known) -> FullCitation:
    """A work in the form of Russian bibliographies, which sets its parts apart by signs alone (GOST R 7.0.5-2008)."""
    locator, _ = locator_at_end(match["rest"])
    container = (match["container"] or "").strip(" .")
    place, _, publisher = (match["imprint"] or "").partition(":")
    return FullCitation(
        text,
        "article" if container else "book",
        title=match["title"].strip(" ."),
        authors=authors_of(_comma_initials(match["names"])),
        container=container,
        place=place.strip(" ."),
        publisher=publisher.strip(" ,"),
        locator=locator,
        **known,
    )


def _comma_initials(names: str) -> str:
    """Names with "; " between them, where a comma is between persons."""
    return re.sub(r"(?<=\.),\s+", "; ", names.strip())


_NAME: Final = r"[А-ЯЁA-Z][^\W\d_]+(?:-[А-ЯЁA-Z][^\W\d_]+)?,? (?:[А-ЯЁA-Z]\. ?){1,2}"
_GOST: Final = re.compile(
    rf"(?P<names>{_NAME}(?:, {_NAME})*) ?(?P<title>[А-ЯЁ][^/]*?)(?: // (?P<container>[^/.]+)\.|"
    rf"\. (?:— |– )?(?P<imprint>(?:М|СПб|Л|[А-ЯЁ][а-яё]+)\.?: [^,]+),) (?P<rest>.*(?:1[5-9]\d\d|20\d\d).*)$"
)


def _unmarked(body: str, marks: Sequence[tuple[int, int, str]], begin: int) -> str:
    """What follows `begin` in a body, without what is in italics or quotation marks."""
    inside = [(low, high) for low, high, _ in marks if low >= begin]
    return "".join(sign for at, sign in enumerate(body) if at >= begin and not any(a <= at < b for a, b in inside))


def _close(body: str, first: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether only signs are between two marks: then the first names the author or the site, the other the title."""
    return not re.search(r"\w", body[first[1] : other[0]])


#: Cases, treaties and acts have forms of their own: they stay in the author's words.
_LEGAL: Final = re.compile(
    r"\bI\.?C\.?J\.|\bECLI:|\bU\.N\.T\.S\.|\b[A-Z][\w.]+ v\.? [A-Z]|\b(?:Judgment|Advisory Opinion|Treaty|Convention|"
    r"Constitution|Act of \d{4}|U\.S\.C\.|BGBl\.|BVerfG|Urteil|Arrêt|Resmî? Gazete)\b"
)
_MOST_BEFORE: Final = 14
_LONGEST_TITLE: Final = 40
#: Words in small letters on end, as no reference has them behind its title: what follows is a sentence of the author's.
_SENTENCE: Final = re.compile(r"(?:\b[^\W\d_A-ZÄÖÜА-Я][^\W\d_]*\s+){3}")
_YEARED_NAMES: Final = re.compile(r"[\s,(]*(?:1[5-9]\d\d|20\d\d)[a-z]?\)?[.,:]?\s*$")


def _year(body: str) -> str:
    """The year of publication: the last in the body that is not inside of a title."""
    outside = body
    for low, high in quoted_spans(body):
        outside = outside[:low] + " " * (high - low) + outside[high:]
    found = [match["year"] for match in _YEAR.finditer(outside)]
    return found[-1] if found else ""


def _without_year(rest: str, year: str) -> str:
    """What follows a title, with the year as no number of a page."""
    return re.sub(rf"\b{year}\b", "–", rest) if year else rest
