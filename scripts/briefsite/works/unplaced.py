"""What a reference has no place for, as sentences at its end: the chapter of a book, an introduction, an event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefsite.works.entry_fields import EntryFields
from briefsite.works.languages import language_name, language_tag
from briefsite.works.work import ON_SITES, PARTS, PERIODICALS, Work, bracketed_title, names_in_words

#: A word that gets a capital where it begins a sentence; an address doesn't.
_WORD: Final = re.compile(r"[^\W\d_]+(?:\s|$)")
#: Pages by number, in contrast with the name of an article.
_NUMBERED: Final = re.compile(r"\d|[ivxlc]+\b")
_IN_BOOKS: Final = {"book", *PARTS}
#: People, and what they did.
_ROLES: Final = {
    "introduction": "Introduction by",
    "foreword": "Foreword by",
    "afterword": "Afterword by",
    "commentator": "Commentary by",
    "annotator": "Annotated by",
    "illustrator": "Illustrated by",
    "collaborator": "In collaboration with",
    "holder": "Held by",
}


def unplaced(work: Work, read: EntryFields, said: Sequence[str]) -> Work:
    """`work` with sentences for what its reference would not show, and for what was `said` of it besides.

    Facts that the styles leave out on purpose for a kind of work (the publisher of a journal) have no sentence.
    """
    if work.type in {"case", "law"} and work.container:  # a reporter or gazette: "347 U.S. 483"
        cited = " ".join(filter(None, (work.volume, work.container, work.number, work.pages)))
        work, said = replace(work, container="", volume="", number="", pages=""), [cited, *said]
    sentences = [*_of_people(work, read), *_of_book(work, read), *_of_others(work, read)]
    parts = work.type in PARTS and bool(work.container)
    work = replace(
        work,
        # The styles say "Introduction to" a book, with whatever a part of a book is said to be.
        genre="" if parts or work.type in PERIODICALS else work.genre,
        container="" if work.type not in PERIODICALS | PARTS | ON_SITES else work.container,
        volume=work.volume if work.type in PERIODICALS | _IN_BOOKS else "",
        part=work.part if work.type in _IN_BOOKS else "",
        editors=() if work.type in PERIODICALS else work.editors,
        event=work.event if parts else "",
        number="" if work.type == "thesis" else work.number,
        # The place of a journal is its own; an address is that of a publisher, if there is one.
        publisher_place="" if work.type == "article" and work.publisher else work.publisher_place,
    )
    known = [sentence for sentence in [*sentences, *said] if sentence and sentence not in work.note]
    said = [work.addendum, *(f"{part[0].upper()}{part[1:]}" if _WORD.match(part) else part for part in known)]
    markup = tuple(mark for mark in work.markup if getattr(work, mark.field))
    return replace(work, markup=markup, addendum=". ".join(part.rstrip(".") for part in said if part))


def _of_people(work: Work, read: EntryFields) -> Iterator[str]:
    for name in ("editora", "editorb", "editorc"):
        if name in read.fields:
            yield f"{read.role_of(name)} {names_in_words(read.all_names(name))}"
    for name, role in _ROLES.items():
        if name in read.fields:
            yield f"{role} {names_in_words(read.all_names(name))}"
    if "bookauthor" in read.fields and work.type in PARTS:
        names = read.all_names("bookauthor")
        yield f"The book is by {names_in_words(names)}" if names != work.authors else ""
    if work.type in PERIODICALS and work.editors:
        yield f"Edited by {names_in_words(work.editors)}"
    yield read.text("nameaddon")


def _of_book(work: Work, read: EntryFields) -> Iterator[str]:
    ranged = re.search(r"[–,]", work.pages) is not None
    if work.type not in PERIODICALS and work.chapter:
        yield f"Chap. {work.chapter}" if work.chapter[0].isdecimal() else work.chapter
    if work.type not in PERIODICALS | PARTS and work.pages:
        numbered = _NUMBERED.match(work.pages) is not None
        alone = "" if work.type in {"book", "report", "thesis"} else f"P. {work.pages}"  # how many pages it has
        yield (f"Pp. {work.pages}" if ranged else alone) if numbered else f"Article {work.pages}"
    if work.part:
        yield f"Pt. {work.part}" if work.part[0].isalnum() else work.part
    if "volumes" in read.fields:
        volumes = read.text("volumes")
        yield f"{volumes} vols" if volumes.isdecimal() else volumes
    for name in ("maintitleaddon", "booktitleaddon", "journaltitleaddon"):
        yield read.text(name)
    if "issuetitle" in read.fields:
        yield ": ".join(filter(None, (read.text("issuetitle"), read.text("issuesubtitle"))))
    if work.type in _IN_BOOKS and work.number and not work.series:
        yield f"No. {work.number}" if work.number[0].isdecimal() else work.number


def _of_others(work: Work, read: EntryFields) -> Iterator[str]:
    if work.type not in PERIODICALS | PARTS | ON_SITES:
        whole = work.type in _IN_BOOKS | {"report", "thesis"} and work.container
        yield f"In {work.container}" if whole else work.container
    yield from _of_numbers(work)
    if work.type in PERIODICALS and work.genre.casefold() not in bracketed_title(work).casefold():  # "Review of …"
        yield work.genre
    held = work.type in PARTS and bool(work.container)
    if not held:
        yield ", ".join(filter(None, (work.event, read.text("venue"), _event_date(read))))
    yield from _of_original(read)


def _of_numbers(work: Work) -> Iterator[str]:
    if work.type == "thesis" and work.number:
        yield f"No. {work.number}"
    if work.type not in PERIODICALS | _IN_BOOKS and work.volume:
        yield f"Vol. {work.volume}"
    if work.type not in _IN_BOOKS and work.edition:
        yield f"Edition {work.edition}" if work.edition.isdecimal() else work.edition
    if work.type != "software" and work.version:
        yield f"Version {work.version}" if work.version[0].isdecimal() else work.version
    if work.type not in _IN_BOOKS and work.series and (work.type != "report" or work.genre):
        yield work.series


def _event_date(read: EntryFields) -> str:
    date = read.other_date("eventdate")
    return date.shown if date else ""


def _of_original(read: EntryFields) -> Iterator[str]:
    title, place, publisher = (read.text(name) for name in ("origtitle", "origlocation", "origpublisher"))
    yield f"Originally published as {title}" if title else ""
    yield f"First published by {publisher}{f' in {place}' if place else ''}" if publisher else ""
    yield f"First published in {place}" if place and not publisher else ""
    for language in [read.text("origlanguage")] if "origlanguage" in read.fields else []:
        yield f"Translated from {language_name(tag) if (tag := language_tag(language)) else language}"
