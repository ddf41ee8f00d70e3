"""Full citations: a work in its fields, as far as the words and their marks say them with certainty.

A title is what is in quotation marks or italics; what has neither is not taken for one. A field that isn't certain is
left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypedDict

from briefsite.citations.around_title import (
    TitleMark,
    in_review,
    is_remark,
    names_before,
    names_behind,
    place_and_publisher,
    role_of_next,
)
from briefsite.citations.authors import are_editors, authors_of, has_others, is_certain_name
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, quoted_spans
from briefsite.citations.own_words import in_own_words, place_in_own_words
from briefsite.citations.short_citation import SAME_PERSON_AND, without_lead_in

_URL: Final = re.compile(r"(?:URL:\s*)?(?P<url>https?://[^\s<>“”«»]+?)(?=[.,;:)\]]*(?:\s|$))")
_DOI: Final = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)(?P<doi>10\.\d{4,9}/[^\s,;]+?)(?=[.,;)]*(?:\s|$))", re.IGNORECASE
)
_ACCESSED: Final = re.compile(
    r"[\s,(]*(?:accessed(?: on)?|last (?:accessed|visited|modified)|retrieved|visited|abgerufen(?: am)?|consulté le|"
    r"consultado el|consultato il|acesso em:?|dostęp:?|geraadpleegd(?: op)?|erişim(?: tarihi)?:?|дата обращения:?|"
    r"zugriff(?: am)?:?)\s*(?P<when>[^;()]*?\d{4})\)?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:(?<![\d/.-])|(?<=\s\d/)|(?<=\s\d\d/))(?P<year>1[5-9]\d\d|20\d\d)[a-z]?(?![\d/–-])")
WorkForm = Literal["book", "article", "chapter", "thesis", "online", "misc"]


@dataclass(frozen=True, slots=True)
class FullCitation:
    """A work as a note names it. `words` are the author's, as they are; empty fields are not known.

    `others`: there are more authors ("et al."). `edited`: the authors are editors. `by_same`: the author is the one of
    the citation before ("idem", "ders."). `doubts` is not empty if an editor has to look at it: why, or which fields
    the model has read, and how surely.
    """

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
    others: bool = False
    edited: bool = False
    by_same: bool = False
    editors: tuple[str, ...] = ()
    volume: str = ""
    number: str = ""
    pages: str = ""
    doubts: str = ""

    @property
    def certain(self) -> bool:
        """Whether nobody needs to look at an entry: a marked title with authors and a year, or with an address."""
        if self.doubts or self.form == "misc" or not self.title or not all(map(is_certain_name, self.authors)):
            return False
        return bool(self.authors and self.year) or bool((self.url or self.doi) and (self.authors or self.container))


class _Known(TypedDict):
    url: str
    doi: str
    year: str
    accessed: str


def addressed_ranges(text: str) -> Sequence[tuple[int, int]]:
    """Where addresses, identifiers and days of access are in a text: no other field can be there."""
    return [match.span() for pattern in (_DOI, _URL, _ACCESSED) for match in pattern.finditer(text)]


def full_citation(part: MarkedNote) -> FullCitation | None:
    """The work that a part of a note names in full, or None."""
    part = without_lead_in(part)
    text = part.text
    if same := SAME_PERSON_AND.match(text):
        found = full_citation(part.cut(same.end(), len(text)))
        return replace(found, words=text, by_same=True) if found and found.title and not found.authors else found
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
    own = FullCitation(text, "misc", **known)
    if in_own_words(part):
        return replace(own, locator=place_in_own_words(body))
    marks = sorted(
        [(low, high, "italic") for low, high in part.italics if low < len(body)]
        + [(low, high, "quoted") for low, high in quoted_spans(body)]
    )
    if gost := None if marks else _GOST.match(body):
        return _gost(text, gost, known)
    if signed := _SIGNED.match(body):
        return _signed(text, signed, marks, known)
    if not marks:
        return replace(own, form="misc" if body else "online", year="") if addressed else None
    # An article of a volume of several years has no year that is certain.
    dated = known["year"] or (marks[0][2] == "quoted" and len(marks) > 1 and re.search(r"\b1[5-9]\d\d[–/-]", body))
    found = _around(body, marks, known) if dated or addressed else None
    if found is None:
        return own if addressed else None
    doubts = "several years" if len(_years(body, part.italics)) > 1 else ""
    if found.form == "online" and not addressed:
        doubts = doubts or "what the work is in is not marked"
    return replace(found, words=text, doubts=doubts)


def _around(body: str, marks: Sequence[TitleMark], known: _Known) -> FullCitation | None:
    """The work whose title is marked in `body`; None if what is around it is not what a reference has."""
    low, high, how = _title(body, marks)
    before, rest = _YEARED_NAMES.sub("", body[:low].rstrip("“„«»\"'‘『「 ")), body[high:].lstrip("”“»«\"'’』」")
    names = names_before(before)
    if names is None or is_remark(body, marks, high) or len(body[low:high].split()) > _LONGEST_TITLE:
        return None
    if not names:
        names, rest = names_behind(rest)
    found = FullCitation(body, "book", title=body[low:high].strip(" ,.;"), authors=authors_of(names), **known)
    found = replace(found, others=has_others(names), edited=are_editors(names))
    if review := in_review(rest):
        return replace(found, form="article" if review[0] else "book", container=review[0], locator=review[1])
    next_mark = next((mark for mark in marks if mark[0] >= high), None)
    between = body[high : next_mark[0]] if next_mark else ""
    role = role_of_next(between, in_italics=how == "italic") if next_mark else "series"
    if role == "work":
        return replace(found, form="misc", title="", authors=(), year="")
    container = body[next_mark[0] : next_mark[1]].strip(" ,.;") if next_mark and role != "series" else ""
    place, publisher = ("", "") if role == "journal" else place_and_publisher(rest)
    locator, _ = locator_at_end(_without_year(rest, known["year"])) if rest.strip(" ,.”»") else ("", 0)
    return replace(
        found,
        form="article" if container else "book" if how == "italic" else "online",
        container=container,
        place=place,
        publisher=publisher,
        locator=locator,
    )


def _title(body: str, marks: Sequence[TitleMark]) -> TitleMark:
    """The mark of the title: the first, or a quoted one just behind if the first names the author or the site."""
    if re.search(r"\w", body[: marks[0][0]]):
        return marks[0]
    return next((mark for mark in marks[1:2] if mark[2] == "quoted" and _close(body, marks[0], mark)), marks[0])


def _signed(text: str, match: re.Match[str], marks: Sequence[TitleMark], known: _Known) -> FullCitation | None:
    """A work whose title only the form shows: "Family, G. (1973). Title. _Journal_", "FAMILY, G. Title. _Book_"."""
    inside = next((mark for mark in marks if mark[0] == match.end()), None)
    if inside is None or inside[2] != "italic" or is_remark(match.string, marks, inside[1]):
        return _around(match.string, marks, known) if marks else None
    locator, _ = locator_at_end(_without_year(match.string[inside[1] :], known["year"]))
    return FullCitation(
        text,
        "article",
        title=match["title"].strip(" ."),
        authors=authors_of(match["names"]),
        others=has_others(match["names"]),
        container=match.string[inside[0] : inside[1]].strip(" ,."),
        locator=locator if re.search(r"\b(?:pp?\.|S\.|s\.)", match.string[inside[1] :]) else "",
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
        place=place.strip(),
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
    rf"\. (?:— |– )?(?P<imprint>(?:М|СПб|Л|[А-ЯЁ][а-яё]+)\.?(?:; Л\.)?: [^,]+),) (?P<rest>.*(?:1[5-9]\d\d|20\d\d).*)$"
)


def _close(body: str, first: TitleMark, other: TitleMark) -> bool:
    """Whether only signs are between two marks: then the first names the author or the site, the other the title."""
    return not re.search(r"\w", body[first[1] : other[0]])


_LONGEST_TITLE: Final = 40
#: "FAMILY, Given. Title. " and "Family, G. (1973). Title. ", with a journal or a book in italics behind it.
_SIGNED: Final = re.compile(
    r"(?P<names>(?:[A-ZÀ-Þ]{2,}(?:[ -][A-ZÀ-Þ]{2,})*, [A-ZÀ-Þ][^,.()*“«]{1,40}\. )|"
    r"(?:[^\d()*“«]{3,120}\.,? )\((?:1[5-9]\d\d|20\d\d)[a-z]?\)\. )"
    r"(?P<title>[A-ZÀ-Þ][^*“«]*?[.?!]) (?:In: (?:_{3,}\. )?)?"
)
_YEARED_NAMES: Final = re.compile(r"[\s,(]*(?:1[5-9]\d\d|20\d\d)[a-z]?\)?[.,:]?\s*$")


_PAGED: Final = re.compile(r"\b(?:pp?|S|s|С|с|págs?|blz)\. ?\d+(?:[–-]\d+)?")


def _years(body: str, italics: Sequence[tuple[int, int]]) -> set[str]:
    """The years outside of titles. Of two, one may be of an earlier edition, or of what the author remarks."""
    outside = body
    for low, high in (*quoted_spans(body), *((low, min(high, len(body))) for low, high in italics)):
        outside = outside[:low] + " " * (high - low) + outside[high:]
    return {match["year"] for match in _YEAR.finditer(_PAGED.sub("", outside))}


def _year(body: str) -> str:
    """The year of publication: the last in the body that is not inside of a title."""
    outside = body
    # "1972 [1961]": what is in square brackets is the year of another edition.
    original = [match.span() for match in re.finditer(r"(?<=\d) \[\d{4}\]", body)]
    for low, high in [*quoted_spans(body), *original]:
        outside = outside[:low] + " " * (high - low) + outside[high:]
    found = [match["year"] for match in _YEAR.finditer(_PAGED.sub("", outside))]
    return found[-1] if found else ""


def _without_year(rest: str, year: str) -> str:
    """What follows a title, with the year as no number of a page."""
    return re.sub(rf"\b{year}\b", "–", rest) if year else rest
