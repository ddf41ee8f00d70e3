"""What each note cites: works that are new, works that were cited before, or neither, with the reason.

The rules are strict. What could be of two works stays undecided, and so does "Ibid." behind a note that cites several
works or none: a wrong link is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from briefsite.citations.authors import families, named_as
from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.full_citation import full_citation
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, parts, quoted_spans
from briefsite.citations.modelled_citation import modelled_citation
from briefsite.citations.same_work import means_work, same_work, title_words
from briefsite.citations.short_citation import ShortCitation, short_citation, without_lead_in
from briefsite.words import squeezed

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
    #: Whether the note before names something that wasn't understood, so that "Ibid." may mean that.
    unclear: bool = False
    places: dict[WorkNumber, str] = field(default_factory=dict)
    answers: Mapping[str, WorkNumber | None] = field(default_factory=dict)


def resolve(
    notes: Sequence[tuple[str, MarkedNote]],
    known: Sequence[FullCitation] = (),
    answers: Mapping[str, WorkNumber | None] | None = None,
) -> ResolvedNotes:
    """The citations of notes (label, words), in their order. `known` are works that the bibliography has already.

    `answers` are an editor's: for words of notes (with single spaces) which of the known works they cite, or None.
    """
    seen = _Seen(works=list(known), answers=answers or {})
    for label, note in notes:
        found: list[ResolvedCitation] = []
        unclear = False
        for part in parts(note):
            words = squeezed(without_lead_in(part).text)
            own = _answered(part, seen.answers[words]) if words in seen.answers else _citation(part, seen, found)
            unclear = unclear or (not own and _names_something(part))
            found += own
        seen.unclear = unclear
        seen.notes[label] = tuple(found)
        for one in found:
            if one.work is not None and one.locator:
                seen.places[one.work] = one.locator
        seen.last = label
    return ResolvedNotes(tuple(seen.works), seen.notes)


def _answered(part: MarkedNote, work: WorkNumber | None) -> list[ResolvedCitation]:
    """What an editor has said of a part of a note."""
    return [] if work is None else [ResolvedCitation(part.text, "known", work, locator_at_end(part.text)[0])]


def _citation(part: MarkedNote, seen: _Seen, here: Sequence[ResolvedCitation]) -> list[ResolvedCitation]:
    if short := short_citation(part):
        found = _short(part.text, short, seen, here)
        # A name with a title may be the first mention of a work, too.
        if found.decision != "undecided" or (short.kind != "named" and not short.title):
            return [found]
        if full_citation(part) is None:
            return _unmarked(part, seen) or ([] if short.remark else [found])
    full = full_citation(part)
    if full is None and (found_before := _unmarked(part, seen)):
        return found_before
    if full is not None and full.by_same:
        full = replace(full, authors=_same_person(seen, here))
    elif full is None or not full.certain:
        full = modelled_citation(part, full)
    if full is None:
        return []
    same = same_work(full, seen.works)
    if same is not None:
        if full.certain and seen.works[same].doubts:
            seen.works[same] = full
        return [ResolvedCitation(part.text, "known", same, full.locator)]
    seen.works.append(full)
    return [ResolvedCitation(part.text, "new", len(seen.works) - 1, full.locator)]


def _same_person(seen: _Seen, here: Sequence[ResolvedCitation]) -> tuple[str, ...]:
    """The authors that "idem" means before a title: of the citation before it, or of all those of the note before."""
    before = here[-1:] or (() if seen.unclear else seen.notes.get(seen.last, ()))
    people = {seen.works[one.work].authors if one.work is not None else () for one in before}
    return next(iter(people)) if len(people) == 1 else ()


def _names_something(part: MarkedNote) -> bool:
    """Whether a part that isn't understood may name a work: by italics, quotation marks, or a page."""
    locator, end = locator_at_end(part.text)
    paged = (
        bool(locator)
        and part.text[:end].rstrip(" ,:;")[-1:].isalpha()
        and not part.text[end:].strip(" ,:")[0].isdigit()
    )
    return bool(part.italics or quoted_spans(part.text) or paged)


def _unmarked(part: MarkedNote, seen: _Seen) -> list[ResolvedCitation]:
    """A work cited before, without marks: its authors and the beginning of its title, or all of a long title."""
    locator, end = locator_at_end(part.text)
    said = title_words(without_lead_in(part.cut(0, end)).text)
    saying = [number for number, work in enumerate(seen.works) if work.title and _says(said, work)]
    return [ResolvedCitation(part.text, "known", saying[0], locator)] if len(saying) == 1 else []


def _says(said: Sequence[str], work: FullCitation) -> bool:
    """Whether words are authors of a work and two or more words that its title begins with, or that title alone."""
    title, names = title_words(work.title), {word for name in work.authors for word in title_words(name)}
    family = {word for name in families(work.authors) for word in title_words(name)}
    at = next((at for at, word in enumerate(said) if word not in names), len(said))
    rest = list(said[at:])
    if at == 0:
        return len(title) >= _LONG and (rest == title or (len(title) > _LONG and rest[-len(title) :] == title))
    return bool(family & set(said[:at])) and len(rest) > 1 and title[: len(rest)] == rest


_LONG = 3


def _short(words: str, short: ShortCitation, seen: _Seen, here: Sequence[ResolvedCitation]) -> ResolvedCitation:
    """A short citation with its work, if there is just one that it can mean."""

    def undecided(because: str) -> ResolvedCitation:
        return ResolvedCitation(words, "undecided", None, short.locator, because)

    before = here or seen.notes.get(seen.last, ())
    if short.kind == "same":
        if doubt := _doubt(before, seen, inside=bool(here)):
            return undecided(doubt)
        return ResolvedCitation(words, "known", before[-1].work, short.locator or before[-1].locator)
    if short.kind == "note":
        return _of_note(words, short, seen)
    fitting = [number for number, work in enumerate(seen.works) if means_work(short, work)]
    if short.by_same:
        person = seen.works[before[-1].work].authors if before and before[-1].work is not None else ()
        fitting = [number for number in fitting if families(seen.works[number].authors) == families(person)]
    if short.kind in {"again", "place"} or not short.title:
        best = max((named_as(short.names, seen.works[number].authors) for number in fitting), default=0)
        fitting = [number for number in fitting if named_as(short.names, seen.works[number].authors) == best]
    if len(fitting) != 1:
        return undecided("several works fit" if fitting else "no work cited before fits")
    locator = short.locator or (seen.places.get(fitting[0], "") if short.kind == "place" else "")
    return ResolvedCitation(words, "known", fitting[0], locator)


def _doubt(before: Sequence[ResolvedCitation], seen: _Seen, *, inside: bool) -> str:
    """Why "Ibid." can't be decided behind these citations, of the note before or `inside` of its own; or nothing."""
    if not before:
        return "the note before cites nothing"
    if seen.unclear and not inside:
        return "the note before names something that was not understood"
    if len(before) > 1 and not inside:
        return "the note before cites several works"
    return "" if before[-1].work is not None else "what the note before cites is undecided"


def _of_note(words: str, short: ShortCitation, seen: _Seen) -> ResolvedCitation:
    cited = [one for one in seen.notes.get(short.note, ()) if one.work is not None]
    works = dict.fromkeys(one.work for one in cited if one.work is not None)
    if short.names:
        works = {work: None for work in works if named_as(short.names, seen.works[work].authors)}
    if len(works) != 1:
        because = f"note {short.note} cites {'several works' if works else 'no such work'}"
        return ResolvedCitation(words, "undecided", None, short.locator, because)
    return ResolvedCitation(words, "known", next(iter(works)), short.locator)
