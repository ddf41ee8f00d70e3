"""Passages that are no longer in the text: one problem for each, with all of edition.yml that refers to it.

Who deletes a paragraph has to take out what the edition says of it, too: the event that rests on its words, the
correction in it, the entry on its note. Each of those steps would complain by itself; here the complaints are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from briefsite.edition.model import Edition
from briefsite.ledger.address import parse_address
from briefsite.ledger.record import Record, spoken_name
from briefsite.problems.problem import Place, Problem, Removal, Requotation, Severity
from briefsite.reading.followed import Reference
from briefsite.reading.known_text import KnownText, KnownWords
from briefsite.reading.present_text import PresentText
from briefsite.words import squeezed
from briefsite.yaml_files.located import Located, Path

#: The problems of parts of edition.yml that may only be there because a passage is gone.
_CAUSED: Final = frozenset({"M01", "N03", "O07", "O08"})


@dataclass(frozen=True)
class Withdrawals:
    """A problem (Q02) for each passage or page that is gone, and those of other steps that it makes superfluous."""

    problems: tuple[Problem, ...] = ()
    caused: frozenset[Problem] = field(default_factory=frozenset)

    def left(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems without those that were caused by others."""
        return tuple(problem for problem in problems if problem not in self.caused)


@dataclass(frozen=True)
class _Part:
    """A part of edition.yml about something of the text, and whether that was in a `wording`."""

    place: Place
    path: Path
    said: str
    words: str
    was_in: Callable[[str], bool]

    @property
    def reference(self) -> Reference:
        return Reference(self.place, self.said, self.words, self.path)


def withdrawals(
    gone: Mapping[str, Sequence[Reference]],
    edition: Edition,
    located: Located,
    known: KnownText,
    present: PresentText,
    problems: Iterable[Problem],
) -> Withdrawals:
    """What is to be said of passages that are gone.

    `gone` are the references to each, by its address, among the quotations of the edition; `edition` is as its file has
    it, `located` with its places; `problems` are those of the other steps.
    """
    problems = [problem for problem in problems if problem.code in _CAUSED]
    if not (gone or problems):
        return Withdrawals()
    references = {address: [*found] for address, found in gone.items()}
    caused = set()
    parts = {(part.place.line, part.place.column): part for part in _parts(edition, located)}
    for problem in problems:
        part = parts.get((problem.place.line, problem.place.column))
        had = [record for record in known.passages if part and part.was_in(record.wording)]
        if part and had and all(_is_gone(record, present) for record in had):
            references.setdefault(had[0].id, []).append(part.reference)
            caused.add(problem)
    grouped: dict[str, list[Reference]] = {}
    for address, found in references.items():
        grouped.setdefault(_whole(known.ledger.by_id[address], known, present), []).extend(found)
    severity: Severity = "error" if gone or any(problem.severity == "error" for problem in caused) else "warning"
    complaints = (_problem(address, listed, known, severity) for address, listed in grouped.items())
    return Withdrawals(tuple(complaints), frozenset(caused))


def _parts(edition: Edition, located: Located) -> Iterator[_Part]:
    """Those parts of an edition that are about words of the text and don't name a place of it by quoting it."""
    for index, emendation in enumerate(edition.emendations):
        path: Path = ("emendations", index)
        readings = squeezed(emendation.read), squeezed(emendation.find)
        words = f"find: {squeezed(emendation.find)}"
        yield _Part(located.place(*path), path, "a correction", words, _having(readings))
    for index, note in enumerate(edition.notes):
        path = ("notes", index)
        place = located.place(*path, "number")
        yield _Part(
            place, path, f"the entry on note {note.label}", f"number: {note.number}", _having([f"[{note.label}]"])
        )
    for index, name in enumerate(edition.names):
        path = ("names", index)
        place = located.place(*path, "name")
        yield _Part(place, path, "a name", f"name: {name.name}", _having([name.name, *name.aliases]))
    for index, omission in enumerate(edition.timeline_omits):
        path = ("timeline_omits", index)
        year = str(omission.year)
        yield _Part(located.place(*path, "year"), path, "an omission", f"year: {year}", _having([year]))


def _having(texts: Sequence[str]) -> Callable[[str], bool]:
    return lambda wording: any(text in wording for text in texts if text)


def _is_gone(record: Record, present: PresentText) -> bool:
    return present.having(KnownWords(record, record.wording, 0, len(record.wording))) is None


def _whole(record: Record, known: KnownText, present: PresentText) -> str:
    """The address of the largest thing that is gone with a passage: its page, its paragraph, or it alone."""
    if record.live and all(_is_gone(other, present) for other in known.passages if other.page == record.page):
        return record.page
    address = parse_address(record.id)
    whole = known.ledger.by_id.get(address.whole.fragment) if address else None
    return whole.id if whole and whole.kind == "paragraph" and _is_gone(whole, present) else record.id


def _problem(address: str, references: Iterable[Reference], known: KnownText, severity: Severity) -> Problem:
    listed = sorted(references, key=lambda reference: reference.place)
    name = spoken_name(known.ledger.by_id[address])
    of_page = address.startswith("/")
    said = f"no passage of {name} is left in the text" if of_page else f"{name} is no longer in the text"
    count = "something in this file refers" if len(listed) == 1 else f"{len(listed)} parts of this file refer"
    kept = {} if of_page else {each.path: each.instead for each in listed if each.instead}
    lines = [_line(each, kept) for each in listed]
    take_out = f"quote words that are in the text, or remove these with   briefsite drop {address}"
    ruling = f'\nIf a paragraph is {address} all the same, say so under addresses: {{paragraph: "…", is: {address}}}'
    help_ = "\n".join([take_out, *lines]) + ("" if of_page else ruling)
    removal = Removal(
        tuple(_whole_page(each.path) for each in listed if each.path not in kept),
        tuple(Requotation(each.quoted, each.instead) for each in listed if each.path in kept),
        tuple(lines),
    )
    return Problem(
        listed[0].place, "Q02", f"{said}, and {count} to it", help_, severity, subject=address, removal=removal
    )


def _line(reference: Reference, kept: Mapping[Path, str]) -> str:
    instead = f" (it can begin with: {kept[reference.path]})" if reference.path in kept else ""
    return f"line {reference.place.line}: {reference.said}, {reference.words}{instead}"


def _whole_page(path: Path) -> Path:
    """The path of a page instead of that of its only beginning; any other path as it is."""
    return path[:-1] if path[0] == "pages" and path[-1] == "from" else path
