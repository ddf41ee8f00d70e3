"""Full citations: a work in its fields, as far as the words and their marks say them with certainty.

A title is what is in quotation marks or italics; what has neither is not taken for one. A field that isn't certain is
left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefsite.citations.around_title import (
    TitleMark,
    in_review,
    is_remark,
    names_before,
    names_behind,
    role_of_next,
)
from briefsite.citations.authors import are_editors, authors_of, has_others
from briefsite.citations.citation_fields import FullCitation, KnownFields, WorkForm
from briefsite.citations.citation_forms import GOST, SIGNED, gost_work, online_work, signed_work
from briefsite.citations.imprint import imprint_of, is_thesis, issue_of, whole_pages
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, quoted_spans
from briefsite.citations.own_words import day_in_own_words, in_own_words, place_in_own_words
from briefsite.citations.short_citation import SAME_PERSON_AND, without_lead_in
from briefsite.citations.year_form import YEAR
from briefsite.citations.years import without_year, year_of, years_outside_titles

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
    known: KnownFields = {
        "url": url["url"].rstrip(".,;") if url and not doi else "",
        "doi": doi["doi"] if doi else "",
        "year": year_of(body),
        "accessed": accessed["when"].strip() if accessed else "",
    }
    addressed = bool(known["url"] or known["doi"])
    own = FullCitation(text, "misc", **known)
    if in_own_words(part):
        return replace(own, locator=place_in_own_words(body), year=day_in_own_words(body) or own.year)
    marks = sorted(
        [(low, high, "italic") for low, high in part.italics if low < len(body)]
        + [(low, high, "quoted") for low, high in quoted_spans(body)]
    )
    if formal := None if marks else GOST.match(body):
        return gost_work(text, formal, known)
    if formal := SIGNED.match(body):
        return signed_work(text, formal, marks, known) or (_around(body, marks, known) if marks else None)
    if not marks:
        titled = online_work(text, text[: url.start("url")], known) if url else None
        return titled or (replace(own, form="misc" if body else "online", year="") if addressed else None)
    # An article of a volume of several years has no year that is certain.
    dated = known["year"] or (marks[0][2] == "quoted" and len(marks) > 1 and re.search(r"\b1[5-9]\d\d[–/-]", body))
    found = _around(body, marks, known) if dated or addressed else None
    if found is None:
        return own if addressed else None
    doubts = "several years" if len(years_outside_titles(body, part.italics)) > 1 else ""
    if found.form == "online" and not addressed:
        doubts = doubts or "what the work is in is not marked"
    return replace(found, words=text, doubts=doubts)


def _around(body: str, marks: Sequence[TitleMark], known: KnownFields) -> FullCitation | None:
    """The work whose title is marked in `body`; None if what is around it is not what a reference has."""
    low, high, how = _title(body, marks)
    before, rest = _YEARED_NAMES.sub("", body[:low].rstrip("“„«»\"'‘『「 ")), body[high:].lstrip("”“»«\"'’』」")
    names, title = names_before(before), body[low:high].strip(" ,.;")
    if subtitle := _SUBTITLE.match(rest) if _CAPITALS.match(before) else None:
        rest, high = rest[subtitle.end() :], high + subtitle.end()
    if (
        names is None
        or _IN_ANOTHER.search(before)
        or is_remark(body, marks, high)
        or len(title.split()) > _LONGEST_TITLE
        or (how == "italic" and names and _ISSUE.match(rest))
    ):
        return None
    if not names:
        names, rest = names_behind(rest)
    found = FullCitation(body, "book", title=title, authors=authors_of(names), **known)
    found = replace(found, others=has_others(names), edited=are_editors(names))
    if review := in_review(rest):
        form: WorkForm = "article" if review[0] else "book"
        return replace(found, form=form, container=review[0], volume=review[1], locator=review[2])
    next_mark = next((mark for mark in marks if mark[0] >= high), None)
    between = body[high : next_mark[0]] if next_mark else ""
    role = role_of_next(between, in_italics=how == "italic") if next_mark else "series"
    if role == "work":
        return replace(found, form="misc", title="", authors=(), year="")
    locator, _ = locator_at_end(without_year(rest, known["year"])) if rest.strip(" ,.”»") else ("", 0)
    found = replace(found, form="book" if how == "italic" else "online", locator=locator)
    if next_mark is None or role == "series":
        if is_thesis(rest):
            found = replace(found, form="thesis")
        printed = imprint_of(rest, known["year"])
        return replace(found, place=printed.place, publisher=printed.publisher, volume=printed.volume)
    return _inside(found, body[next_mark[0] : next_mark[1]].strip(" ,.;"), body[next_mark[1] :], between)


def _inside(found: FullCitation, container: str, rest: str, between: str) -> FullCitation:
    """A work in a book, which has an editor or an imprint, or in a periodical, which has neither."""
    printed, volume = imprint_of(rest, found.year), issue_of(rest, found.year)
    edited = are_editors(between.strip('”»"’』 ,:„“«')) or bool(_EDITED.search(rest))
    if edited or (printed.publisher and not (volume.volume or volume.number)):
        return replace(
            found,
            form="chapter",
            container=container,
            place=printed.place,
            publisher=printed.publisher,
            volume=printed.volume,
            pages=whole_pages(rest),
        )
    return replace(
        found, form="article", container=container, volume=volume.volume, number=volume.number, pages=volume.pages
    )


#: Who edited the book that a chapter is in, behind its title.
_EDITED: Final = re.compile(
    r"\b(?:eds?\.|edited by|hg\. v|hrsg\. v|sous la dir|dir\.|a cura di|red\.|comps?\.|org\.|coord\.|ред\.|der\.)",
    re.IGNORECASE,
)


def _title(body: str, marks: Sequence[TitleMark]) -> TitleMark:
    """The mark of the title: the first, or a quoted one just behind if the first names the author or the site."""
    if re.search(r"\w", body[: marks[0][0]]):
        return marks[0]
    return next((mark for mark in marks[1:2] if mark[2] == "quoted" and _close(body, marks[0], mark)), marks[0])


def _close(body: str, first: TitleMark, other: TitleMark) -> bool:
    """Whether only signs are between two marks: then the first names the author or the site, the other the title."""
    return not re.search(r"\w", body[first[1] : other[0]])


#: What follows a periodical: the title of the article in it isn't marked. A book of law has no page behind the year.
_ISSUE: Final = re.compile(rf",? (?:vol\. ?)?\d{{1,4}}(?:[./:]\d{{1,3}})? ?\({YEAR}\)[,:] ?(?:\w{{1,3}}\. ?)?\d")
_LONGEST_TITLE: Final = 40
#: "A. Brandt, Wheels, in: B. Oak (Hg.), _Mills_": the mark is of what holds the work, whose own title has none.
_IN_ANOTHER: Final = re.compile(
    r"\w.*[,.”“»] in: |\w.*, (?:in|dans|en|w) .*\((?:eds?|hg|hrsg|dir|red|comp|coord)\.\)", re.IGNORECASE
)
#: "FAMILY, Given. _Title_: what it is about. Place": a subtitle that isn't in italics (ABNT).
_CAPITALS: Final = re.compile(r"[A-ZÀ-Þ]{2,}(?:[ -][A-ZÀ-Þ]{2,})*, [^,]+\. ?$")
_SUBTITLE: Final = re.compile(r": [^.:;“«]{3,120}\. ")
_YEARED_NAMES: Final = re.compile(rf"[\s,(]*{YEAR}[a-z]?\)?[.,:]?\s*$")
