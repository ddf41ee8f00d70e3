"""What a reference has no place for, as sentences at its end: the chapter of a book, an introduction, an event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefsite.works.entry_fields import EntryFields, names_in_words
from briefsite.works.work import Work

_PERIODICALS: Final = {"article", "newspaper", "magazine"}
_PARTS: Final = {"chapter", "paper", "entry"}
_IN_BOOKS: Final = {"book", *_PARTS}
#: People, and what they did.
_ROLES: Final = {
    "introduction": "Introduction by",
    "foreword": "Foreword by",
    "afterword": "Afterword by",
    "commentator": "Commentary by",
    "annotator": "Annotated by",
    "holder": "Held by",
}


def unplaced(work: Work, read: EntryFields, said: Sequence[str]) -> Work:
    """`work` with sentences for what its reference would not show, and for what was `said` of it besides.

    Facts that the styles leave out on purpose for a kind of work (the publisher of a journal) have no sentence.
    """
    sentences = [*_of_people(work, read), *_of_book(work, read), *_of_others(work, read)]
    parts = work.type in _PARTS and bool(work.container)
    work = replace(
        work,
        # The styles say "Introduction to" a book, with whatever a part of a book is said to be.
        genre="" if parts or work.type in _PERIODICALS else work.genre,
        container="" if work.type not in _PERIODICALS | _PARTS | {"online", "news"} else work.container,
        volume=work.volume if work.type in _PERIODICALS | _IN_BOOKS else "",
        editors=() if work.type in _PERIODICALS else work.editors,
        event=work.event if parts else "",
    )
    known = [sentence for sentence in [*sentences, *said] if sentence and sentence not in work.note]
    return replace(work, addendum=". ".join(part.rstrip(".") for part in [work.addendum, *known] if part))


def _of_people(work: Work, read: EntryFields) -> Iterator[str]:
    for name in ("editora", "editorb", "editorc"):
        if name in read.fields:
            yield f"{read.role_of(name)} {names_in_words(read.names(name)[0])}"
    for name, role in _ROLES.items():
        if name in read.fields:
            yield f"{role} {names_in_words(read.names(name)[0])}"
    if "bookauthor" in read.fields and work.type in _PARTS:
        names = read.names("bookauthor")[0]
        yield f"The book is by {names_in_words(names)}" if names != work.authors else ""
    if work.type in _PERIODICALS and work.editors:
        yield f"Edited by {names_in_words(work.editors)}"
    yield read.text("nameaddon")


def _of_book(work: Work, read: EntryFields) -> Iterator[str]:
    ranged = re.search(r"[–,]", work.pages) is not None
    if work.type in _PARTS | {"book"} and work.chapter:
        yield f"Chap. {work.chapter}" if work.chapter[0].isdecimal() else work.chapter
    if work.type == "book" and ranged:
        yield f"Pp. {work.pages}"
    elif work.type not in _PERIODICALS | _IN_BOOKS | {"report", "thesis"} and work.pages:
        yield f"Pp. {work.pages}" if ranged else f"P. {work.pages}"
    if "part" in read.fields:
        yield f"Pt. {read.text('part')}"
    if "volumes" in read.fields:
        volumes = read.text("volumes")
        yield f"{volumes} vols" if volumes.isdecimal() else volumes
    for name in ("maintitleaddon", "booktitleaddon", "journaltitleaddon"):
        yield read.text(name)
    if "issuetitle" in read.fields:
        yield ": ".join(filter(None, (read.text("issuetitle"), read.text("issuesubtitle"))))


def _of_others(work: Work, read: EntryFields) -> Iterator[str]:
    if work.type not in _PERIODICALS | _PARTS | {"online", "news"}:
        yield f"In {work.container}" if work.type in _IN_BOOKS | {"report", "thesis"} and work.container else ""
        yield work.container if work.type not in _IN_BOOKS | {"report", "thesis"} else ""
    if work.type not in _PERIODICALS | _IN_BOOKS and work.volume:
        yield f"Vol. {work.volume}"
    if work.type not in _IN_BOOKS and work.edition:
        yield f"{work.edition} ed." if not work.edition.isdecimal() else f"Edition {work.edition}"
    if work.type != "software" and work.version:
        yield f"Version {work.version}" if work.version[0].isdecimal() else work.version
    if work.type not in _IN_BOOKS and work.series and (work.type != "report" or work.genre):
        yield work.series
    if work.type in _PERIODICALS and work.genre:
        yield work.genre
    held = work.type in _PARTS and bool(work.container)
    if not held and (work.event or "venue" in read.fields):
        yield ", ".join(filter(None, (work.event, read.text("venue"), read.text("eventdate"))))
    original = [read.text(name) for name in ("origtitle", "origlocation", "origpublisher")]
    if any(original):
        yield f"Originally published as {original[0]}" if original[0] else ""
        yield f"First publisher: {', '.join(filter(None, original[1:]))}" if any(original[1:]) else ""
    if "origlanguage" in read.fields:
        yield f"Translated from {read.text('origlanguage')}"
