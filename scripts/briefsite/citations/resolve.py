"""What each note cites: works that are new, works that were cited before, or neither, with the reason.

The rules are strict. What could be of two works stays undecided, and so does "Ibid." behind a note that cites several
works or none: a wrong link is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from briefsite.citations.authors import families, named_as
from briefsite.citations.full_citation import FullCitation, full_citation
from briefsite.citations.marked_note import MarkedNote, parts
from briefsite.citations.short_citation import ShortCitation, short_citation
from briefsite.words import fold

CitationDecision = Literal["new", "known", "undecided"]
#: The position of a work in the list of works.
WorkNumber: TypeAlias = int


@dataclass(frozen=True, slots=True)
class ResolvedCitation:
    """A citation in a note. `work` is the position of its work, None if undecided; `because` says why that is so."""

    words: str
    decision: CitationDecision
    work: WorkNumber | None = None
    locator: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedNotes:
    """The works in the order in which they are named first, and the citations of each note, by its label."""

    works: tuple[FullCitation, ...]
    notes: Mapping[str, tuple[ResolvedCitation, ...]]


@dataclass(slots=True)
class _Seen:
    """What was read so far."""

    works: list[FullCitation] = field(default_factory=list)
    notes: dict[str, tuple[ResolvedCitation, ...]] = field(default_factory=dict)
    last: str = ""
    places: dict[WorkNumber, str] = field(default_factory=dict)


def resolve(notes: Sequence[tuple[str, MarkedNote]], known: Sequence[FullCitation] = ()) -> ResolvedNotes:
    """The citations of notes (label, words), in their order. `known` are works that the bibliography has already."""
    seen = _Seen(works=list(known))
    for label, note in notes:
        found: list[ResolvedCitation] = []
        for part in parts(note):
            found += _citation(part, seen, found)
        seen.notes[label] = tuple(found)
        for one in found:
            if one.work is not None and one.locator:
                seen.places[one.work] = one.locator
        seen.last = label
    return ResolvedNotes(tuple(seen.works), seen.notes)


def _citation(part: MarkedNote, seen: _Seen, here: Sequence[ResolvedCitation]) -> list[ResolvedCitation]:
    if short := short_citation(part):
        found = _short(part.text, short, seen, here)
        # A name with a title may be the first mention of a work, too.
        if found.decision != "undecided" or short.kind != "named" or full_citation(part) is None:
            return [found]
    full = full_citation(part)
    if full is None:
        return []
    same = _same_work(full, seen.works)
    if same is not None:
        return [ResolvedCitation(part.text, "known", same, full.locator)]
    seen.works.append(full)
    return [ResolvedCitation(part.text, "new", len(seen.works) - 1, full.locator)]


def _short(words: str, short: ShortCitation, seen: _Seen, here: Sequence[ResolvedCitation]) -> ResolvedCitation:
    """A short citation with its work, if there is just one that it can mean."""

    def undecided(because: str) -> ResolvedCitation:
        return ResolvedCitation(words, "undecided", None, short.locator, because)

    if short.kind == "same":
        before = here or seen.notes.get(seen.last, ())
        if not before:
            return undecided("the note before cites nothing")
        if len(before) > 1 and not here:
            return undecided("the note before cites several works")
        one = before[-1]
        if one.work is None:
            return undecided("what the note before cites is undecided")
        return ResolvedCitation(words, "known", one.work, short.locator or one.locator)
    if short.kind == "note":
        return _of_note(words, short, seen)
    fits = [number for number, work in enumerate(seen.works) if _fits(short, work)]
    if short.kind in {"again", "place"} or not short.title:
        best = max((named_as(short.names, seen.works[number].authors) for number in fits), default=0)
        fits = [number for number in fits if named_as(short.names, seen.works[number].authors) == best]
    if len(fits) != 1:
        return undecided("several works fit" if fits else "no work cited before fits")
    locator = short.locator or (seen.places.get(fits[0], "") if short.kind == "place" else "")
    return ResolvedCitation(words, "known", fits[0], locator)


def _of_note(words: str, short: ShortCitation, seen: _Seen) -> ResolvedCitation:
    cited = [one for one in seen.notes.get(short.note, ()) if one.work is not None]
    works = dict.fromkeys(one.work for one in cited if one.work is not None)
    if short.names:
        works = {work: None for work in works if named_as(short.names, seen.works[work].authors)}
    if len(works) != 1:
        because = f"note {short.note} cites {'several works' if works else 'no such work'}"
        return ResolvedCitation(words, "undecided", None, short.locator, because)
    return ResolvedCitation(words, "known", next(iter(works)), short.locator)


def _fits(short: ShortCitation, work: FullCitation) -> bool:
    """Whether a work may be meant: by its authors, and by its title or year if these are said."""
    by_title = bool(short.title) and _title_fits(short.title, work.title)
    if short.title:
        whole = fold(short.title) == fold(work.title)
        return by_title and (bool(named_as(short.names, work.authors)) or (whole and not short.names))
    if short.year:
        return work.year == short.year.rstrip("abcdefgh") and named_as(short.names, work.authors) > 1
    return bool(named_as(short.names, work.authors))


def _title_fits(short: str, title: str) -> bool:
    """Whether a short title has only words of the title, in their order."""
    wanted, words = _words(short), iter(_words(title))
    return bool(wanted) and all(word in words for word in wanted)


def _words(title: str) -> list[str]:
    return [word for word in "".join(s if s.isalnum() else " " for s in fold(title)).split() if word not in _ARTICLES]


_ARTICLES = frozenset({"a", "an", "the", "der", "die", "das", "le", "la", "les", "l"})


def _same_work(full: FullCitation, works: Sequence[FullCitation]) -> WorkNumber | None:
    """The work that was cited before and is this one: the same address, or the same title, authors and year."""
    for number, work in enumerate(works):
        if full.doi and full.doi.casefold() == work.doi.casefold():
            return number
        if full.url and _address(full.url) == _address(work.url):
            return number
        if full.title and fold(full.title) == fold(work.title) and full.year == work.year:
            own, other = families(full.authors), families(work.authors)
            if not own or not other or own == other:
                return number
    return None


def _address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/").casefold()
