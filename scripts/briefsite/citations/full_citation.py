"""Full citations: a work in its fields, as far as the words and their marks say them with certainty.

A title is what is in quotation marks or italics; what has neither is not taken for one. A field that isn't certain is
left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, TypedDict

from briefsite.citations.authors import are_names, authors_of, is_certain_name
from briefsite.citations.lead_ins import REMARK
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, quoted_spans
from briefsite.citations.own_words import in_own_words, place_in_own_words
from briefsite.citations.short_citation import without_lead_in
from briefsite.words import fold

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
_WORDS: Final = r"[^\W\d_a-z][^():,;\d]{1,59}?"
_BETWEEN: Final = r"(?:(?:(?:t|vol|Bd|dl|cilt)\. ?[\dIVX]+|(?:çev|trad)\. [^,\d]+|a cura di [^,\d]+), )*"
#: "(Leeds: Weir Press, 1999)", "Köln: Weir 1999", "Paris, Weir, 1999".
_IMPRINTS: Final = (
    re.compile(r"\((?P<place>[^():]{2,40}): (?P<publisher>[^():]{2,60}), (?:1[5-9]\d\d|20\d\d)\)"),
    re.compile(rf"(?:^|[,.] )(?P<place>’?{_WORDS}): (?P<publisher>{_WORDS}),? (?:1[5-9]\d\d|20\d\d)\b"),
    re.compile(rf"^[”»]?, {_BETWEEN}(?P<place>{_WORDS}), (?P<publisher>{_WORDS}), (?:1[5-9]\d\d|20\d\d)\b"),
)

#: Where a mark begins and ends, and which it is.
Mark: TypeAlias = tuple[int, int, str]
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
    if in_own_words(text):
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
    return replace(found, words=text)


def _around(body: str, marks: Sequence[Mark], known: _Known) -> FullCitation | None:
    """The work whose title is marked in `body`; None if what is around it is not what a reference has."""
    title = next((mark for mark in marks[:2] if mark[2] == "quoted" and _close(body, marks[0], mark)), marks[0])
    if re.search(r"\w", body[: marks[0][0]]):  # otherwise the first names the author or the site
        title = marks[0]
    low, high, how = title
    before, rest = _YEARED_NAMES.sub("", body[:low].rstrip('“„«"‘『「 ')), body[high:].lstrip('”“»"’』」')
    if REMARK.search(_ROLES.sub("", _unmarked(body, marks, high))) or len(body[low:high].split()) > _LONGEST_TITLE:
        return None
    before = _after_remark(before)
    if len(before.split()) > _MOST_BEFORE or not are_names(before) or fold(before.strip(" ,:")) in _ALONE:
        return None
    found = FullCitation(body, "book", title=body[low:high].strip(" ,.;"), authors=authors_of(before), **known)
    if law := _IN_REVIEW.match(rest):
        return replace(found, form="article", container=law["container"], locator=law["place"] or "")
    if law := _AFTER_TITLE.match(rest):
        return replace(found, locator=law["place"])
    others = [mark for mark in marks if mark[0] >= high]
    if others and how == "italic" and not _TO_CONTAINER.match(body[high : others[0][0]]):
        if re.search(r"\d", body[high : others[0][0]]):
            return replace(found, form="misc", title="", authors=())
        others = []  # the series, or a part of the publisher's name
    container = ""
    if others:
        between = body[high : others[0][0]]
        # Behind a number there is another work, or one that this one is about.
        if re.search(r"\d", between) and not _NUMBERED.match(between):
            return replace(found, form="misc", title="", authors=())
        container = body[others[0][0] : others[0][1]].strip(" ,.;")
    imprint = (
        next((match for form in _IMPRINTS if (match := form.search(rest))), None)
        if not others or _IN.search(body[high : others[0][0]])
        else None
    )
    locator, _ = locator_at_end(_without_year(rest, known["year"])) if rest.strip(" ,.”»") else ("", 0)
    return replace(
        found,
        form="article" if container else "book" if how == "italic" else "online",
        container=container,
        place=imprint["place"] if imprint else "",
        publisher=imprint["publisher"] if imprint else "",
        locator=locator,
    )


def _after_remark(before: str) -> str:
    """The names that a remark before a title ends with: "The best guide to this is, as ever, Ada Brandt, "."""
    if are_names(before):
        return before
    last = _LAST_NAMES.search(before)
    return last["names"] if last and " " in last["names"] and are_names(last["names"]) else before


#: A colon, or a comma behind a word in small letters (behind another it may be between two authors).
_LAST_NAMES: Final = re.compile(r"(?::|[\s-][^\W\d_A-ZÀ-ÞА-ЯЁ]+,)\s+(?P<names>[^\W\d_a-zß-ÿа-яё][^,:;]*?)[,:.]?\s*$")
#: What is no author by itself before a title.
_ALONE: Final = frozenset({"in", "im", "the", "le", "la", "die", "der", "das", "el", "il", "dans", "en", "see"})
#: What is between a title in italics and the book or journal that holds the work.
_TO_CONTAINER: Final = re.compile(
    r"^[\s,.:”»\"’』」]*(?:(?:in|In|dans|en|w|em|В|в)\b:?\s"
    r"(?:[^\d]{0,80}?(?:\((?:eds?\.|Hg\.|Hrsg\.|a cura di|dir\.|red\.)\)|"
    r"ders\.|id\.),?\s)?)?[„“«\"『]?\s?$"
)


def _signed(text: str, match: re.Match[str], marks: Sequence[Mark], known: _Known) -> FullCitation | None:
    """A work whose title only the form shows: "Family, G. (1973). Title. _Journal_", "FAMILY, G. Title. _Book_"."""
    inside = next((mark for mark in marks if mark[0] == match.end()), None)
    if (
        inside is None
        or inside[2] != "italic"
        or REMARK.search(_ROLES.sub("", _unmarked(match.string, marks, inside[1])))
    ):
        return _around(match.string, marks, known) if marks else None
    locator, _ = locator_at_end(_without_year(match.string[inside[1] :], known["year"]))
    return FullCitation(
        text,
        "article",
        title=match["title"].strip(" ."),
        authors=authors_of(match["names"]),
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
    rf"\. (?:— |– )?(?P<imprint>(?:М|СПб|Л|[А-ЯЁ][а-яё]+)\.?(?:; Л\.)?: [^,]+),) (?P<rest>.*(?:1[5-9]\d\d|20\d\d).*)$"
)


def _unmarked(body: str, marks: Sequence[Mark], begin: int) -> str:
    """What follows `begin` in a body, without what is in italics or quotation marks."""
    inside = [(low, high) for low, high, _ in marks if low >= begin]
    return "".join(sign for at, sign in enumerate(body) if at >= begin and not any(a <= at < b for a, b in inside))


def _close(body: str, first: Mark, other: Mark) -> bool:
    """Whether only signs are between two marks: then the first names the author or the site, the other the title."""
    return not re.search(r"\w", body[first[1] : other[0]])


_MOST_BEFORE: Final = 14
_LONGEST_TITLE: Final = 40
#: What is said of a work besides its fields: who edited or translated it, what kind of thesis or report it is.
_ROLES: Final = re.compile(
    r"\b(?:a cura di|edited by|translated by|hrsg\. von|sous la direction de|trad\. de|thèse|tesi|tesis|tese|rapport|"
    r"PhD|master’s|nouvelle série|Faculté|Université|Universidade?|Università|Facultad|Faculdade)\b[^,()]*|"
    r"\b\d{1,2} de \w+ de \d{4}",
    re.IGNORECASE,
)
#: "71 Harv. L. Rev. 630, 645 (1958)", "89 (1961)": the forms of American law.
_IN_REVIEW: Final = re.compile(
    r"^, (?P<volume>\d+) (?P<container>[A-Z][A-Za-z.&’ ]+?) \d+(?:, (?P<place>\d+(?:[–-]\d+)?))? \(\d{4}\)$"
)
_AFTER_TITLE: Final = re.compile(r"^ (?P<place>\d+(?:[–-]\d+)?) \(\d{4}\)$")
_NUMBERED: Final = re.compile(r"^[”“»\"’』」\s,.]*$")
_IN: Final = re.compile(r"(?:^|[\s,.”“»])(?:in|In|dans|en|w|W|em|içinde)\b[\s:]")
#: "FAMILY, Given. Title. " and "Family, G. (1973). Title. ", with a journal or a book in italics behind it.
_SIGNED: Final = re.compile(
    r"(?P<names>(?:[A-ZÀ-Þ]{2,}(?:[ -][A-ZÀ-Þ]{2,})*, [A-ZÀ-Þ][^,.()*“«]{1,40}\. )|"
    r"(?:[^\d()*“«]{3,120}\.,? )\((?:1[5-9]\d\d|20\d\d)[a-z]?\)\. )"
    r"(?P<title>[A-ZÀ-Þ][^*“«]*?[.?!]) (?:In: (?:_{3,}\. )?)?"
)
_YEARED_NAMES: Final = re.compile(r"[\s,(]*(?:1[5-9]\d\d|20\d\d)[a-z]?\)?[.,:]?\s*$")


_PAGED: Final = re.compile(r"\b(?:pp?|S|s|С|с|págs?|blz)\. ?\d+(?:[–-]\d+)?")


def _year(body: str) -> str:
    """The year of publication: the last in the body that is not inside of a title."""
    outside = body
    for low, high in quoted_spans(body):
        outside = outside[:low] + " " * (high - low) + outside[high:]
    found = [match["year"] for match in _YEAR.finditer(_PAGED.sub("", outside))]
    return found[-1] if found else ""


def _without_year(rest: str, year: str) -> str:
    """What follows a title, with the year as no number of a page."""
    return re.sub(rf"\b{year}\b", "–", rest) if year else rest
