"""Where the words of a note name the works that it is known to cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from briefsite.citations.authors import families
from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.entries import as_citation
from briefsite.citations.full_citation import full_citation
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, parts
from briefsite.citations.recognize import marked_note
from briefsite.citations.same_work import means_work, same_work, title_fits
from briefsite.citations.short_citation import ShortCitation, short_citation, without_lead_in
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.words import fold


@dataclass(frozen=True, slots=True)
class NamedWork:
    """The words from `start` to `end` of a note name the work with a `key`; `titled`: they are of its title."""

    start: int
    end: int
    key: str
    titled: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a note, where it begins, and what it is."""

    words: MarkedNote
    begin: int
    short: ShortCitation | None
    full: FullCitation | None


def named_works(note: MarkedNote, cited: Mapping[str, FullCitation]) -> tuple[NamedWork, ...]:
    """Where a note names the works `cited` by it, in the order of its words. A work that it doesn't name is left out.

    What says only "the same" is of the work that no other words of the note name, if there is just one of each.
    """
    found: dict[int, str] = {}
    read = list(_parts(note))
    for at, part in enumerate(read):
        meant = [key for key, work in cited.items() if _means(part, work)]
        if len(meant) == 1:
            found[at] = meant[0]
    pointing = [at for at, part in enumerate(read) if at not in found and part.short and not part.short.title]
    others = [key for key in cited if key not in found.values()]
    if len(pointing) == len(others) == 1:
        found[pointing[0]] = others[0]
    return tuple(_naming(read[at], key, cited[key]) for at, key in sorted(found.items()))


def named_in_note(publication: Publication, note: Note) -> Iterator[tuple[NamedWork, ...]]:
    """For each passage of the author's words of a note, where they name its works: positions in the passage."""
    cited = tuple((one.key, as_citation(publication.bibliography[one.key])) for one in note.works)
    found = _named(marked_note(note), cited) if cited and note.text else ()
    begin = 0
    for passage in (passage for block in note.text for _, passage in block.passages()):
        end = begin + len(passage.text)
        inside = (one for one in found if begin <= one.start and one.end <= end)
        yield tuple(replace(one, start=one.start - begin, end=one.end - begin) for one in inside)
        begin = end + bool(end)  # `marked_note` puts a blank between passages


@lru_cache(maxsize=4_000)  # the site and each document ask the same
def _named(note: MarkedNote, cited: tuple[tuple[str, FullCitation], ...]) -> tuple[NamedWork, ...]:
    return named_works(note, dict(cited))


def _parts(note: MarkedNote) -> Iterator[_Part]:
    begin = 0
    for part in parts(note):
        begin = note.text.index(part.text, begin)
        yield _Part(part, begin, short_citation(part), full_citation(part))
        begin += len(part.text)


def _means(part: _Part, work: FullCitation) -> bool:
    """Whether a part names a work: in full, perhaps with another subtitle or year than the bibliography, or short."""
    if part.short and (part.short.title or part.short.names) and means_work(part.short, work):
        return True
    full = part.full
    if full is None:
        # The author says more ("_The Mill Book_, 12, and her letter"), but the whole title is marked.
        return bool(work.title) and any(fold(title) == fold(work.title) for title in part.words.marked_texts)
    if same_work(full, [work]) is not None:
        return True
    alike = title_fits(full.title, work.title) or title_fits(work.title, full.title)
    return bool(full.title and work.title) and alike and families(full.authors)[:1] == families(work.authors)[:1]


def _naming(part: _Part, key: str, work: FullCitation) -> NamedWork:
    """The words of the title, if a part has them, else all that it says before the place in the work."""
    text = part.words.text
    titles = (title for title in (part.full and part.full.title, part.short and part.short.title, work.title) if title)
    for title in titles:
        low = text.find(title) if title else -1
        if low >= 0:
            return NamedWork(part.begin + low, part.begin + low + len(title), key, titled=True)
    low = len(text) - len(without_lead_in(part.words).text)
    _, high = locator_at_end(text)
    said = text[low:high].rstrip(" ,:;(")
    return NamedWork(part.begin + low, part.begin + low + len(said), key, titled=fold(said) == fold(work.title))
