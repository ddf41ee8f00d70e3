"""Figures: what the program reads in labelled notes, against their labels, for each field and language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from briefsite.citations.authors import authors_of, families
from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.resolve import ResolvedCitation, resolve
from briefsite.words import fold
from note_training.labelled import UNDECIDED, LabelledCitation, LabelledNote

#: The fields that are compared, in the order of the table.
FIELDS: Final = (
    *("citation", "title", "author", "year", "url", "doi", "locator", "container", "place", "publisher"),
    *("volume", "pages", "link"),
)
#: Types of works that stay in the author's words, and the fields that they don't have then.
IN_OWN_WORDS: Final = frozenset({"archive", "legal", "treaty", "interview", "misc"})
_PARTS: Final = frozenset({"title", "author", "container", "place", "publisher", "volume", "pages"})


@dataclass(slots=True)
class Figures:
    """For each field and language how often it was found as labelled, found otherwise, and missed.

    `false_resolved` has the words of works that would be published without review, and are not as labelled.
    """

    hits: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    false_resolved: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def precision(self, name: str, language: str = "") -> float | None:
        """The share of what was found that is as labelled; None if nothing was."""
        return _share(self.hits[name, language], self.wrong[name, language])

    def recall(self, name: str, language: str = "") -> float | None:
        """The share of what is labelled that was found; None if nothing is."""
        return _share(self.hits[name, language], self.missed[name, language])

    def count(self, name: str, language: str, *, found: bool, there: bool, same: bool) -> None:
        """Counts a field of a citation, for its language and for all of them."""
        for each in (language, ""):
            self.hits[name, each] += found and there and same
            self.wrong[name, each] += found and not (there and same)
            self.missed[name, each] += there and not (found and same)


def _share(one: int, other: int) -> float | None:
    return one / (one + other) if one + other else None


def figures(texts: Iterable[Sequence[LabelledNote]]) -> Figures:
    """What the program finds in the notes of each text, compared with their labels."""
    found = Figures()
    for notes in texts:
        _compare_text(notes, found)
    return found


def _compare_text(notes: Sequence[LabelledNote], counted: Figures) -> None:
    resolved = resolve([(note.id, note.note) for note in notes])
    first: dict[int, tuple[str, int]] = {}
    meant = _meant(notes)
    for note in notes:
        own = resolved.notes[note.id]
        pairs, unpaired = _pairs(note, own)
        for at in range(len(note.citations)):
            if (other := pairs.get(at)) is not None and other.decision == "new" and other.work is not None:
                first[other.work] = (note.id, at)
        for one in unpaired:
            work = resolved.works[one.work] if one.work is not None else None
            if work is not None and work.certain and one.decision == "new":
                counted.false_resolved.append(f"{note.language} {note.id}: {one.words}")
            counted.count("citation", note.language, found=one.decision != "undecided", there=False, same=False)
            counted.faults.append(f"{note.language} {note.id} no citation: {one.words}")
        for at, label in enumerate(note.citations):
            match = pairs.get(at)
            counted.count("citation", note.language, found=match is not None, there=True, same=True)
            if match is None:
                counted.faults.append(f"{note.language} {note.id} missed: {label.words}")
            work = resolved.works[match.work] if match and match.work is not None else None
            _compare_link(note, label, match, meant.get((note.id, at)), first, counted)
            _compare_fields(note, label, match, work, counted)


def _pairs(
    note: LabelledNote, found: Sequence[ResolvedCitation]
) -> tuple[Mapping[int, ResolvedCitation], Sequence[ResolvedCitation]]:
    """The labelled citations, by their position, with those found at the same place; and those found elsewhere."""
    pairs: dict[int, ResolvedCitation] = {}
    unpaired, begin = [], 0
    labelled = [(low := note.note.text.index(each.words), low + len(each.words)) for each in note.citations]
    for one in found:
        low = max(note.note.text.find(one.words, begin), 0)
        high = begin = low + len(one.words)
        overlaps = {at: min(high, b) - max(low, a) for at, (a, b) in enumerate(labelled) if at not in pairs}
        best = max(overlaps, key=lambda at: overlaps[at], default=None)
        if best is None or overlaps[best] <= 0:
            unpaired.append(one)
        else:
            pairs[best] = one
    return pairs, unpaired


def _meant(notes: Sequence[LabelledNote]) -> Mapping[tuple[str, int], tuple[str, int]]:
    """For each citation that refers to another the one that names its work in full."""
    known: dict[str, tuple[str, int]] = {}
    meant: dict[tuple[str, int], tuple[str, int]] = {}
    for note in notes:
        for at, label in enumerate(note.citations):
            own = (note.id, at)
            if label.refers == UNDECIDED:
                continue
            if label.refers:
                meant[own] = known.get(label.refers, (label.refers, 0))
                own = meant[own]
            known.setdefault(note.id, own)
            if label.id:
                known[label.id] = own
    return meant


def _compare_link(
    note: LabelledNote,
    label: LabelledCitation,
    match: ResolvedCitation | None,
    meant: tuple[str, int] | None,
    first: Mapping[int, tuple[str, int]],
    counted: Figures,
) -> None:
    linked = match is not None and match.decision == "known" and match.work is not None
    target = first.get(match.work) if linked and match is not None and match.work is not None else None
    same = meant is not None and target == meant
    counted.count("link", note.language, found=linked, there=meant is not None, same=same)
    if (linked or meant) and not same:
        counted.faults.append(f"{note.language} {note.id} link: {label.words} -> {target}, labelled {meant}")


def _compare_fields(
    note: LabelledNote,
    label: LabelledCitation,
    match: ResolvedCitation | None,
    work: FullCitation | None,
    counted: Figures,
) -> None:
    """Compares the fields of a citation; of a short one, only the place."""
    found = _found(match, work if not label.refers else None)
    wanted = dict(label.fields)
    if "pages" in wanted and "locator" not in wanted and _same("pages", found["locator"], wanted["pages"]):
        # Where a note gives nothing but the pages of an article, these are the place as well.
        found["pages"], found["locator"] = found["locator"], ""
    if found["pages"] == found["locator"] and "pages" not in wanted:
        found["pages"] = ""
    right, whole = True, wanted.get("type") in IN_OWN_WORDS
    for name in FIELDS[1:-1]:
        if (label.refers and name != "locator") or (whole and name in _PARTS):
            continue
        said, there = found[name], wanted.get(name, "")
        same = _same(name, said, there)
        counted.count(name, note.language, found=bool(said), there=bool(there), same=same)
        if (said or there) and not same:
            counted.faults.append(f"{note.language} {note.id} {name}: {said!r}, labelled {there!r}")
            right = right and name not in {"title", "author", "year", "url", "doi"}
    if work is not None and work.certain and match is not None and match.decision == "new" and not right:
        counted.false_resolved.append(f"{note.language} {note.id}: {label.words}")


def _found(match: ResolvedCitation | None, work: FullCitation | None) -> dict[str, str]:
    if work is None:
        return dict.fromkeys(FIELDS, "") | {"locator": match.locator if match else ""}
    return {
        "title": work.title,
        "author": "; ".join(work.authors),
        "year": work.year,
        "url": work.url,
        "doi": work.doi,
        "locator": match.locator if match else "",
        "container": work.container,
        "place": work.place,
        "publisher": work.publisher,
        "volume": work.volume,
        "pages": work.pages,
    }


def _same(name: str, found: str, wanted: str) -> bool:
    """Whether two spellings of a field say the same, signs and names of units aside."""
    if not found or not wanted:
        return found == wanted
    match name:
        case "author":
            own = tuple(found.split("; "))
            return families(own) == families(authors_of(wanted)) or fold(found.strip("{}")) == fold(wanted)
        case "locator" | "pages" | "volume" | "year":
            return _numbers(found) == _numbers(wanted)
        case "url" | "doi":
            bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s?)", "", wanted, flags=re.IGNORECASE)
            return found.rstrip("/.").casefold() in {bare.rstrip("/.").casefold(), wanted.rstrip("/.").casefold()}
    return re.sub(r"\W+", " ", fold(found)).strip() == re.sub(r"\W+", " ", fold(wanted)).strip()


def _numbers(text: str) -> Sequence[str]:
    return re.findall(r"\d+|\b[ivxlc]+\b", text.casefold())


def table(found: Figures) -> Iterator[str]:
    """The figures in lines: precision and recall of each field, for all languages and for each, and how many."""
    languages = sorted({language for _, language in [*found.hits, *found.missed] if language})
    yield f"{'':10}" + "".join(f"{language or 'all':>12}" for language in ["", *languages])
    for name in FIELDS:
        cells = []
        for language in ["", *languages]:
            there = found.hits[name, language] + found.missed[name, language]
            one, other = found.precision(name, language), found.recall(name, language)
            cells.append(f"{_shown(one)}/{_shown(other)}" + (f" {there:<3}" if not language else "") if there else "-")
        yield f"{name:10}" + "".join(f"{cell:>12}" for cell in cells)
    yield f"{len(found.false_resolved)} works would be published without review, and are not as labelled"
    yield from (f"  {words}" for words in found.false_resolved)


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}".removeprefix("0")
