"""The reading of an edition: from the bytes of its files to a publication, with every problem on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from briefsite import ledger_file
from briefsite.address import assigned
from briefsite.apparatus import separate
from briefsite.assembly import assemble
from briefsite.atlas import outlines
from briefsite.bibliography import Bibliography, read_bibliography
from briefsite.chronology import idle, untold
from briefsite.convention import conventional
from briefsite.csl import format_works
from briefsite.edition import UNSTATED, Edition
from briefsite.edition_file import read_edition
from briefsite.emendation import emend
from briefsite.ledger_check import lost
from briefsite.located import Located
from briefsite.located import Path as Keys
from briefsite.marker import near_markers
from briefsite.mention import mentioned
from briefsite.note import resolve
from briefsite.outline import locate, outline
from briefsite.paragraph import Decision, Paragraph
from briefsite.passage import Passage
from briefsite.permalink import Ledger
from briefsite.problem import Place, Problem, fatal, in_order
from briefsite.publication import Publication
from briefsite.ruling import Ruling
from briefsite.source import Source, decode, unprintable
from briefsite.suspicion import suspicions
from briefsite.transition import Transition, transition
from briefsite.unit import units

#: The style of the bibliography and of the note lists. Its entries are the fullest of the five that the site offers.
STYLE = "chicago-notes"
#: The ledger of addresses, next to edition.yml. Only a build writes it.
LEDGER = "permalinks.yml"


@dataclass(frozen=True)
class Reading:
    """What came of reading: the publication (None where problems forbid one), the emended text, the decisions."""

    publication: Publication | None
    emended: Passage
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    transition: Transition | None = None


def read(folder: str, files: Mapping[str, bytes], cache: Path | None, committed: str | None = None) -> Reading:
    """Reads the edition whose files are `files` (names as in its folder, shown to people as `folder`/name).

    `cache` is where formatted references are kept; None keeps nothing. `committed` is the ledger as it was last
    committed: what that has, the ledger must have.
    """
    text, problems = _text(folder, "edition.yml", files)
    if text is None:
        return Reading(None, Passage(), (), problems)
    edition, located, problems = read_edition(f"{folder}/edition.yml", text)
    if edition is None:
        return Reading(None, Passage(), (), in_order(problems))
    name = edition.source.file
    if name not in files:
        missing = Problem(
            located.place("source", "file"),
            "S01",
            f"{folder}/{name} is not there",
            f"put the text as received there, or name one that is: {', '.join(sorted(files))}",
        )
        return Reading(None, Passage(), (), (missing,))
    source, found = decode(f"{folder}/{name}", files[name], edition.source.encoding)
    works, work_problems = _works(folder, edition, located, files, cache)
    problems += found + work_problems
    if fatal(found):
        return Reading(None, Passage(), (), in_order(problems))

    places = [located.place("emendations", index) for index in range(len(edition.emendations))]
    emended, corrections, found = emend(source, edition.emendations, places)
    problems += found + unprintable(source, emended) + suspicions(source, emended)
    problems += tuple(_unfinished(edition, located))
    emended, used = conventional(emended, edition.conventions)
    apparatus, found = separate(source, emended, edition, located)
    problems += found + near_markers(source, apparatus.text) + near_markers(source, apparatus.printed)
    assembly, found = assemble(source, apparatus.text, edition, located, [note.passage for note in apparatus.notes])
    problems += found
    contents, found = outline(assembly.paragraphs, edition, located)
    problems += found
    old, broken = _ledger(folder, files, committed)
    problems += broken
    notes, found = resolve(source, assembly, apparatus.notes, edition, located, works, ledger=old)
    # A key that is misspelled, or a work that can't be read, is one mistake, not two.
    problems += found if fatal(found + work_problems) else (*found, *_uncited(edition, works))
    problems += tuple(_unquoted(assembly.paragraphs, edition, located))
    problems += tuple(_untold(source, assembly.paragraphs, edition, located))
    problems += tuple(_unmentioned(assembly.paragraphs, edition, located)) + tuple(_unmapped(edition, located))
    references: Mapping[tuple[str, str], str] = {}
    if not fatal(work_problems):
        references, found = format_works(works.works, (STYLE,), cache)
        problems += found
    if fatal(problems):
        return Reading(None, emended, assembly.decisions, in_order(problems))
    known = units(assembly.paragraphs, contents, notes, works, edition, located)
    moved = transition(old, known, edition.site.date, _rulings(edition, located))
    problems += tuple(_in_folder(problem, f"{folder}/{LEDGER}") for problem in moved.problems)
    publication = None
    if not fatal(problems):
        publication = Publication(
            edition,
            source,
            corrections,
            apparatus,
            assembly,
            contents,
            notes,
            works,
            {key: text for (_, key), text in references.items()},
            assigned(known, moved.assignment),
            moved.ledger,
            used,
        )
    return Reading(publication, emended, assembly.decisions, in_order(problems), moved)


def _text(folder: str, name: str, files: Mapping[str, bytes]) -> tuple[str | None, tuple[Problem, ...]]:
    """A file that is ours to prescribe the encoding of: UTF-8."""
    if name not in files:
        help_ = "`briefsite init TEXT` writes a first one"
        return None, (Problem(Place(f"{folder}/{name}"), "S01", "the file is not there", help_),)
    source, problems = decode(f"{folder}/{name}", files[name], "utf-8", "save the file as UTF-8")
    return (None if problems else source.text.replace("\r\n", "\n")), problems


def _works(
    folder: str, edition: Edition, located: Located, files: Mapping[str, bytes], cache: Path | None
) -> tuple[Bibliography, tuple[Problem, ...]]:
    name = edition.bibliography
    if name not in files and not any(entry.works for entry in edition.notes):
        return read_bibliography(f"{folder}/{name}", "")
    if name not in files:
        missing = Problem(
            located.place("bibliography"), "S01", f"{folder}/{name} is not there", "the notes cite works: add the file"
        )
        return read_bibliography(f"{folder}/{name}", "")[0], (missing,)
    text, problems = _text(folder, name, files)
    works, found = read_bibliography(f"{folder}/{name}", text or "", cache)
    return works, problems + found


def _uncited(edition: Edition, works: Bibliography) -> Iterator[Problem]:
    """B08, a warning, for every work that no note cites, but for the document itself. Without notes none is missed."""
    cited = {entry.key for note in edition.notes for entry in note.cited}
    for work in works.works if edition.notes else ():
        if work.key not in cited and "source-document" not in work.keywords:
            help_ = "name it in a note, or take it out; for the text itself, add   keywords = {source-document}"
            yield Problem(work.place, "B08", f'no note cites "{work.key}"', help_, "warning")


def _ledger(folder: str, files: Mapping[str, bytes], committed: str | None) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger as it is in the folder, held against the one that was last committed."""
    file = f"{folder}/{LEDGER}"
    if LEDGER not in files and committed is None:
        return Ledger(), ()
    if LEDGER not in files:
        help_ = f"it is committed: bring it back with   git restore {file}"
        return Ledger(), (Problem(Place(file), "A04", "the ledger is gone, and with it all addresses", help_),)
    text, problems = _text(folder, LEDGER, files)
    if text is None:
        return Ledger(), problems
    here = ledger_file.read(text, file)
    problems += here.problems
    if committed is not None and committed != text:
        problems += lost(ledger_file.read(committed, file).ledger, here.ledger, here.places)
    # The ledger's own modules know it without its folder.
    return here.ledger, tuple(_in_folder(problem, file) for problem in problems)


def _in_folder(problem: Problem, file: str) -> Problem:
    return replace(problem, place=replace(problem.place, file=file)) if problem.place.file == LEDGER else problem


def _rulings(edition: Edition, located: Located) -> tuple[Ruling, ...]:
    """The editors' rulings on addresses."""
    verbs: tuple[tuple[Literal["is", "not", "into"], str], ...] = (("is", "is_"), ("not", "not_"), ("into", "into"))
    return tuple(
        Ruling(verb, entry.paragraph or entry.address, getattr(entry, name), located.place("addresses", index))
        for index, entry in enumerate(edition.addresses)
        for verb, name in verbs
        if getattr(entry, name)
    )


def _unfinished(edition: Edition, located: Located) -> Iterator[Problem]:
    """What a first edition leaves to its editors: E06 facts of the work, M05 proposals to confirm, O11 summaries."""
    work = edition.work
    for path, said in (("title", work.title), ("rights", work.rights), ("publisher", work.publisher.name)):
        if said == UNSTATED:
            message = f"the {path} of the work is not stated yet"
            place = located.place("work", path)
            yield Problem(place, "E06", message, "state it, or that nobody knows it", "warning")
    for index, emendation in enumerate(edition.emendations):
        if emendation.proposed:
            place = located.place("emendations", index, "find")
            message = f'"{" ".join(emendation.find.split())}" was emended by a program'
            help_ = "if it is right, take out   proposed: true"
            yield Problem(place, "M05", message, help_, "warning")
    for index, page in enumerate(edition.pages):
        if not page.summary.strip():
            place = located.place("pages", index, "summary")
            message = f'the page "{page.title}" has no summary yet'
            yield Problem(place, "O11", message, "say in a sentence what its text says", "warning")


def _unquoted(paragraphs: tuple[Paragraph, ...], edition: Edition, located: Located) -> Iterator[Problem]:
    """O06 for every quotation that a figure or an event rests on and that isn't in the text, just once."""
    quoted: list[tuple[Keys, str]] = [(("figures", i, "words"), f.words) for i, f in enumerate(edition.figures)]
    quoted += [(("timeline", i, "words"), event.words) for i, event in enumerate(edition.timeline)]
    quoted += [
        (("charts", i, part, "words"), quantity.words)
        for i, chart in enumerate(edition.charts)
        for part, quantity in chart.parts
        if quantity.words
    ]
    if edition.map:
        quoted += [(("map", "groups", i, "words"), g.words) for i, g in enumerate(edition.map.groups) if g.words]
    whole = " ".join(paragraph.body.text for paragraph in paragraphs)
    for path, words in quoted:
        times = len(locate(paragraphs, words))
        if times != 1:
            there = "not in the text" if not times else f"in the text {times} times"
            near = not times and " ".join(words.split()) in whole
            help_ = "the words run over two paragraphs: quote from one" if near else "quote words that are there, once"
            yield Problem(located.place(*path), "O06", f'"{words}" is {there}', help_)


def _untold(source: Source, paragraphs: tuple[Paragraph, ...], edition: Edition, located: Located) -> Iterator[Problem]:
    """O07, a warning, for every year of the text that the timeline passes over, and for omissions of no use."""
    if not edition.timeline:
        return
    omitted = [omission.year for omission in edition.timeline_omits]
    for found in untold(paragraphs, edition.timeline, omitted):
        paragraph = paragraphs[found.paragraph]
        passage = paragraph.body if found.item is None else paragraph.items[found.item]
        yield Problem(
            source.place(passage.place(found.start), len(found.year)),
            "O07",
            f"{found.year} is not on the timeline",
            f'add an event to timeline, or to timeline_omits\n- {{year: "{found.year}", because: "…"}}',
            "warning",
        )
    for year in idle(paragraphs, edition.timeline, omitted):
        place = located.place("timeline_omits", omitted.index(year), "year")
        yield Problem(
            place, "O07", f"{year} is on the timeline, or not in the text", "take the omission out", "warning"
        )


def _unmentioned(paragraphs: tuple[Paragraph, ...], edition: Edition, located: Located) -> Iterator[Problem]:
    """O08, a warning, for every name of the index that the text doesn't have under any of its forms."""
    places = mentioned(paragraphs, edition.names)
    for index, name in enumerate(edition.names):
        if not places[name]:
            help_ = "add to aliases how the text writes it, or take the name out"
            yield Problem(
                located.place("names", index, "name"), "O08", f'"{name.name}" is nowhere in the text', help_, "warning"
            )


def _unmapped(edition: Edition, located: Located) -> Iterator[Problem]:
    """O09 for every country of the map for which there is no outline."""
    for number, group in enumerate(edition.map.groups if edition.map else ()):
        for index, country in enumerate(group.countries):
            if country.outline not in outlines():
                place = located.place("map", "groups", number, "countries", index, "outline")
                known = ", ".join(sorted(set(outlines()) - {"land"}))
                yield Problem(place, "O09", f'there is no outline "{country.outline}"', f"there are {known}")
