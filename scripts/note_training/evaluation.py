"""Precision and recall of what is found in the labelled footnotes, per field, and what would be published wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.marked_note import MarkedNote
from briefsite.citations.resolve import ResolvedCitation, ResolvedNotes, resolve
from briefsite.words import fold
from note_training.labelled import IN_OWN_WORDS, UNDECIDED, Label, LabelledNote

#: What reads the notes of a text, each with its number.
Resolver = Callable[[Sequence[tuple[str, MarkedNote]]], ResolvedNotes]


@dataclass(slots=True)
class Measure:
    """How many values are right, how many were given, how many there are; what was wrong or missed, for a person."""

    right: int = 0
    given: int = 0
    wanted: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, given: str, wanted: str, *, right: bool, where: str) -> None:
        """Counts a value that was given, or is wanted, or both."""
        self.given += bool(given)
        self.wanted += bool(wanted)
        self.right += bool(given) and right
        if bool(given or wanted) and not (given and right):
            self.faults.append(f"{where}: {given or '-'} for {wanted or '-'}")

    @property
    def precision(self) -> float:
        """The share of what was given that is right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was given and is right."""
        return self.right / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Measures:
    """A measure for each thing that is asked, by its name, and the works that are resolved but wrong."""

    of: Mapping[str, Measure]
    false_works: list[str]

    def table(self) -> Iterator[str]:
        """The figures in lines, a measure in each."""
        yield f"{'':<24}{'precision':>10}{'recall':>8}{'right':>7}{'given':>7}{'wanted':>7}"
        for name, it in self.of.items():
            yield f"{name:<24}{it.precision:>10.3f}{it.recall:>8.3f}{it.right:>7}{it.given:>7}{it.wanted:>7}"
        yield f"works resolved but wrong: {len(self.false_works)}"


#: What is measured, in the order of the table.
NAMES: Final = (
    "citation",
    "link to a work before",
    "link by ibid. alone",
    "title, marked",
    "author, title marked",
    "title, unmarked",
    "author, title unmarked",
    "container",
    "place",
    "publisher",
    "volume",
    "pages",
    "year",
    "url",
    "doi",
    "locator",
)


def measure(texts: Iterable[Sequence[LabelledNote]], resolver: Resolver = resolve) -> Measures:
    """What is found in the notes of each text, compared with their labels."""
    measures = Measures({name: Measure() for name in NAMES}, [])
    for notes in texts:
        _measure_text(notes, resolver, measures)
    return measures


_SAME_PERSON: Final = re.compile(r"(?:Id|Ders|Dies)\.|Idem|Tenże|Он же")


def _measure_text(notes: Sequence[LabelledNote], resolver: Resolver, into: Measures) -> None:
    resolved = resolver([(str(at), note.marked) for at, note in enumerate(notes, 1)])
    named: dict[int, str] = {}
    author = ""
    for at, note in enumerate(notes, 1):
        for label, found in _aligned(note, resolved.notes[str(at)]):
            if label and label.author and not label.refers:  # "Id., Title": the person named before
                author = author if _SAME_PERSON.fullmatch(label.author) else label.author
                label = replace(label, author=author)  # noqa: PLW2901 - as it is meant
            where = f"{note.text or note.lang} {at} “{(label.words if label else note.note)[:60]}”"
            into.of["citation"].add("found" * bool(found), "one" * bool(label), right=bool(label), where=where)
            _measure_link(label, found, named, where, into)
            if found and found.decision == "new" and found.work is not None:
                named[found.work] = label.id if label else "no work"
                work = resolved.works[found.work]
                if label and not label.refers:
                    _measure_work(note, label, work, where, into)
                if work.certain and (fault := _fault(label, work)):
                    into.false_works.append(f"{where}: {fault}")
            elif label and not label.refers:
                _measure_work(note, label, FullCitation("", "misc"), where, into)
            if label and not (label.pages and not label.locator):  # the pages of the whole are no particular place
                given, wanted = (found.locator if found else ""), label.locator
                if label.refers and not wanted and given not in label.words:  # "Ibid." says: at the same place
                    given = ""
                into.of["locator"].add(given, wanted, right=_place(given) == _place(wanted), where=where)


def _measure_link(
    label: Label | None, found: ResolvedCitation | None, named: Mapping[int, str], where: str, into: Measures
) -> None:
    given = named.get(found.work, "?") if found and found.decision == "known" and found.work is not None else ""
    wanted = label.refers if label and label.refers != UNDECIDED else ""
    into.of["link to a work before"].add(given, wanted, right=given == wanted, where=where)
    if label and label.refers and not label.author and not label.title:
        into.of["link by ibid. alone"].add(given, wanted, right=given == wanted, where=where)


def _measure_work(note: LabelledNote, label: Label, work: FullCitation, where: str, into: Measures) -> None:
    if label.type not in IN_OWN_WORDS:
        kind = "marked" if note.is_marked(label.title) else "unmarked"
        authors = " & ".join(work.authors)
        into.of[f"title, {kind}"].add(
            work.title, label.title, right=_words(work.title) == _words(label.title), where=where
        )
        into.of[f"author, title {kind}"].add(
            authors, label.author, right=_same_names(authors, label.author), where=where
        )
        for name in ("container", "place", "publisher"):
            given, wanted = getattr(work, name), getattr(label, name)
            into.of[name].add(given, wanted, right=_words(given) == _words(wanted), where=where)
        into.of["volume"].add(work.volume or work.number, label.volume, right=_issue_fits(work, label), where=where)
        into.of["pages"].add(work.pages, label.pages, right=_words(work.pages) == _words(label.pages), where=where)
    for name in ("year", "url", "doi"):
        given, wanted = getattr(work, name), getattr(label, name)
        into.of[name].add(given, wanted, right=given == wanted, where=where)


def _fault(label: Label | None, work: FullCitation) -> str:
    """What is wrong with a work that is published without anybody having looked at it."""
    if label is None:
        return f"not a citation: {work}"
    if label.refers:
        return f"a work of its own for {label.refers}"
    for name in ("title", "container", "place", "publisher", "year", "url", "doi"):
        given, wanted = getattr(work, name), getattr(label, name)
        if given and _words(given) != _words(wanted):
            return f"{name}: {given} for {wanted or '-'}"
    if (work.volume or work.number) and not _issue_fits(work, label):
        return f"volume: {work.volume}, number: {work.number} for {label.volume or '-'}"
    if work.pages and _words(work.pages) != _words(label.pages):
        return f"pages: {work.pages} for {label.pages or '-'}"
    authors = " & ".join(work.authors)
    return "" if not authors or _same_names(authors, label.author) else f"author: {authors} for {label.author}"


def _issue_fits(work: FullCitation, label: Label) -> bool:
    """Whether the volume, or the number of an issue without one, is as labelled."""
    return _words(work.volume or work.number) == _words(label.volume)


def _aligned(
    note: LabelledNote, found: Sequence[ResolvedCitation]
) -> Iterator[tuple[Label | None, ResolvedCitation | None]]:
    """Each citation that is labelled with what was found at its words; then what was found elsewhere."""
    text, at = note.marked.text, 0
    spans: list[tuple[int, int]] = []
    for one in found:
        low = text.index(one.words, at if text.find(one.words, at) >= 0 else 0)
        spans.append((low, low + len(one.words)))
        at = low + len(one.words)
    free, low = list(range(len(found))), 0
    for label in note.citations:
        plain = label.words.replace("*", "")
        low = text.index(plain, low)
        high = low + len(plain)
        overlap = {each: min(high, spans[each][1]) - max(low, spans[each][0]) for each in free}
        best = max(overlap, key=overlap.__getitem__, default=-1)
        if best >= 0 and overlap[best] > 0:
            free.remove(best)
            yield label, found[best]
        else:
            yield label, None
        low = high
    for each in free:
        yield None, found[each]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


_BETWEEN = frozenset({"and", "und", "et", "al", "ve", "vd", "y", "e", "i", "и", "др", "en"})


def _same_names(given: str, wanted: str) -> bool:
    """Whether names have the same words, in whatever order."""
    return sorted(set(_words(given)) - _BETWEEN) == sorted(set(_words(wanted)) - _BETWEEN)


def _place(locator: str) -> str:
    """A locator as it is compared: "17 f." and "17-18" without what each language adds to it."""
    return re.sub(r"\s|ff?\.?$", "", locator).replace("-", "–")
