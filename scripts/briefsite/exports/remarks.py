"""The remarks of a work in a file: its notes, and in words what the format has no field for. So nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from briefsite.works.addresses import doi_address, eprint_address
from briefsite.works.archived_copies import copy_in_words
from briefsite.works.work import Work, names_in_words

#: The facts that a format may lack a field for, and the words for each; "" if the work hasn't got it.
#: The words of those that a reference lacks a place for are those of `works.unplaced`. No words begin with a label and
#: a colon ("Edition: 2"): Zotero would take such a note in RIS for a field of ProCite's.
_IN_WORDS: Final[Mapping[str, Callable[[Work], str]]] = {
    "genre": lambda work: work.genre,
    "editors": lambda work: f"Edited by {names_in_words(work.editors)}" if work.editors else "",
    "translators": lambda work: f"Translated by {names_in_words(work.translators)}" if work.translators else "",
    "others": lambda work: "With other authors" if work.others else "",
    "container": lambda work: f"In {work.container}" if work.container else "",
    "event": lambda work: work.event,
    "series": lambda work: work.series,
    "number": lambda work: f"No. {work.number}" if work.number[:1].isdecimal() else work.number,
    "volume": lambda work: f"Vol. {work.volume}" if work.volume else "",
    "part": lambda work: f"Pt. {work.part}" if work.part[:1].isalnum() else work.part,
    "edition": lambda work: f"Edition {work.edition}" if work.edition.isdecimal() else work.edition,
    "version": lambda work: f"Version {work.version}" if work.version[:1].isdecimal() else work.version,
    "chapter": lambda work: f"Chap. {work.chapter}" if work.chapter[:1].isdecimal() else work.chapter,
    "pages": lambda work: f"Pp. {work.pages}" if {*"–,"} & {*work.pages} else f"P. {work.pages}" if work.pages else "",
    "publisher": lambda work: work.publisher,
    "publisher_place": lambda work: work.publisher_place,
    "date": lambda work: work.date.shown[:1].upper() + work.date.shown[1:] if work.date else "",
    "original": lambda work: f"First published {work.original.shown}" if work.original else "",
    "accessed": lambda work: f"Accessed {work.accessed.shown}" if work.accessed else "",
    "eprint": lambda work: str(work.eprint) if work.eprint else "",
    "subject": lambda work: str(work.eprint) if work.eprint and work.eprint.subject else "",
    "archived": lambda work: (
        copy_in_words(work.archived, work.url, work.archived.date.shown if work.archived.date else "")
        if work.archived
        else ""
    ),
    "doi": lambda work: doi_address(work.doi) if work.doi else "",
    "isbn": lambda work: f"ISBN {work.isbn}" if work.isbn else "",
    "issn": lambda work: f"ISSN {work.issn}" if work.issn else "",
    "rights": lambda work: work.rights,
}


def remarks(work: Work, lacking: frozenset[str]) -> str:
    """The note and addendum of a work, with a sentence for each fact that the format is `lacking` a field for.

    Facts have the names of the fields of `Work`; `subject` is that of the eprint. The addendum is left without the
    sentences about facts that have a field.
    """
    addendum = work.addendum
    # Most works have none, and each sentence is a pattern to compile.
    had = (in_words(work) for fact, in_words in _IN_WORDS.items() if fact not in lacking and addendum)
    for words in had:
        addendum = re.sub(rf"(?:^|(?<=\. )){re.escape(words)}(?:\. |\.?$)", "", addendum) if words else addendum
    sentences = [work.note.rstrip("."), addendum.rstrip(". ")]
    for fact in (fact for fact in _IN_WORDS if fact in lacking):
        words = _IN_WORDS[fact](work).rstrip(".")
        if words and not any(words in sentence for sentence in sentences):
            sentences.append(words)
    return ". ".join(filter(None, sentences))


def lasting_address(work: Work) -> str:
    """The URL of a work, or else that of its place in an archive; "" if there is none."""
    return work.url or (eprint_address(work.eprint) if work.eprint else "")
