"""Citations whose parts only the form of a bibliography shows: APA and ABNT, the Russian standard, and web pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.citations.around_title import TitleMark, is_remark
from briefsite.citations.authors import are_names, authors_of, has_others
from briefsite.citations.citation_fields import FullCitation, KnownFields
from briefsite.citations.imprint import Imprint, Issue, imprint_of, issue_of, whole_pages
from briefsite.citations.lead_ins import REMARK
from briefsite.citations.locator import locator_at_end
from briefsite.citations.year_form import YEAR
from briefsite.citations.years import without_year

#: "FAMILY, Given. Title. " and "Family, G. (1973). Title. ", with a journal or a book in italics behind it.
SIGNED: Final = re.compile(
    r"(?P<names>(?:[A-ZÀ-Þ]{2,}(?:[ -][A-ZÀ-Þ]{2,})*, [A-ZÀ-Þ][^,.()*“«]{1,40}\. )|"
    rf"(?:[^\d()*“«]{{3,120}}\.,? )\({YEAR}[a-z]?\)\. )"
    r"(?P<title>[A-ZÀ-Þ][^*“«]*?[.?!]) (?P<into>In: (?:_{3,}\. )?)?"
)
_NAME: Final = r"[А-ЯЁA-Z][^\W\d_]+(?:-[А-ЯЁA-Z][^\W\d_]+)?,? (?:[А-ЯЁA-Z]\. ?){1,2}"
#: GOST R 7.0.5-2008, which sets the parts apart by signs alone.
GOST: Final = re.compile(
    rf"(?P<names>{_NAME}(?:, {_NAME})*(?: ?и др\.)?) ?(?P<title>(?![А-ЯЁA-Z]\. )[А-ЯЁ][^/]*?)"
    # A full stop inside of the name of a journal only shortens a word.
    rf"(?: // (?P<container>[^/]+?)\.(?= (?:— |– )?(?:{YEAR}|Т\.|Вып|Сер|№|[А-ЯЁ][а-яё]*\.?[:,;]))|"
    rf"\. (?:— |– )?(?P<imprint>(?:М|СПб|Л|[А-ЯЁ][а-яё]+)\.?(?:; Л\.)?: [^,]+),) (?P<rest>.*{YEAR}.*)$"
)


def signed_work(text: str, match: re.Match[str], marks: Sequence[TitleMark], known: KnownFields) -> FullCitation | None:
    """A work in the form of `SIGNED`; None if what is behind the title is not the journal or book that it is in."""
    inside = next((mark for mark in marks if mark[0] == match.end()), None)
    if inside is None or inside[2] != "italic" or is_remark(match.string, marks, inside[1]):
        return None
    behind = match.string[inside[1] :]
    locator, _ = locator_at_end(without_year(behind, known["year"]))
    numbered = issue_of(behind, known["year"])
    printed = imprint_of(behind, known["year"]) if match["into"] else Imprint()
    return FullCitation(
        text,
        "chapter" if match["into"] else "article",
        title=match["title"].strip(" ."),
        authors=authors_of(match["names"]),
        others=has_others(match["names"]),
        container=match.string[inside[0] : inside[1]].strip(" ,."),
        place=printed.place,
        publisher=printed.publisher,
        locator=locator if re.search(r"\b(?:pp?\.|S\.|s\.)", behind) else "",
        volume=printed.volume if match["into"] else numbered.volume,
        number="" if match["into"] else numbered.number,
        pages=numbered.pages,
        **known,
    )


def gost_work(text: str, match: re.Match[str], known: KnownFields) -> FullCitation:
    """A work in the form of `GOST`."""
    locator, _ = locator_at_end(match["rest"])
    container = (match["container"] or "").strip(" .")
    place, _, publisher = (match["imprint"] or "").partition(":")
    printed = imprint_of(match["rest"], known["year"]) if container else Imprint(place.strip(), publisher.strip(" ,"))
    numbered = issue_of(match["rest"], known["year"]) if container else Issue()
    in_book = bool(printed.publisher) and not numbered.number
    return FullCitation(
        text,
        ("chapter" if in_book else "article") if container else "book",
        title=match["title"].strip(" ."),
        authors=authors_of(_comma_initials(match["names"])),
        others=has_others(match["names"]),
        container=container,
        place=printed.place,
        publisher=printed.publisher,
        locator=locator,
        volume=numbered.volume if container else _volume(match["rest"]),
        number=numbered.number,
        pages=whole_pages(match["rest"]) if container else "",
        **known,
    )


def _volume(rest: str) -> str:
    """The volume of a book: "1963. Т. 1. С. 60"."""
    match = re.search(r"\bТ\. ?(\d+|[IVXL]+)\b", rest)
    return match[1] if match else ""


def _comma_initials(names: str) -> str:
    """Names with "; " between them, where a comma is between persons."""
    return re.sub(r"(?<=\.),\s+", "; ", names.strip())


def online_work(text: str, body: str, known: KnownFields) -> FullCitation | None:
    """A web page in a form that names only author and title before the address. None if `body` isn't of the form.

    No mark shows where the title begins, and a year may be a part of it, so that an editor looks at it.
    """
    match = _ONLINE.match(body)
    head = match["head"].strip(" .,–—:") if match else ""
    if not head or "//" in head or len(head.split()) > _MOST_WORDS or REMARK.search(f"{head} "):
        return None
    first, stop, rest = head.partition(". ")
    named = bool(stop) and are_names(first) and (first.isupper() or bool(re.match(r"[A-ZÀ-Þ]{2,}", first)))
    return FullCitation(
        text,
        "online",
        title=(rest if named else head).strip(" ."),
        authors=authors_of(first) if named else (),
        doubts="the title is not marked",
        url=known["url"],
        doi=known["doi"],
        accessed=known["accessed"],
    )


_MOST_WORDS: Final = 25
#: "Title. Disponível em:", "Title [Электронный ресурс]. URL:", with the address behind it.
_ONLINE: Final = re.compile(
    r"(?P<head>[^“„«*]+?)(?:\s?\[(?:Электронный ресурс|online|en línea|em linha|en ligne)\][^/]*|"
    r"[.,] (?:Disponível em|Disponible en|Disponible sur|Available (?:at|from)|Режим доступа|Erişim adresi|URL):?\s*)$"
)
