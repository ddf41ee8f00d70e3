"""Reading an edition: from the bytes of its files to a publication, with every problem on the way.

The steps, by their names in `STEPS` (briefsite.problems.codes), with the problems that each can give:

1. conflicts: what a merge left undecided in any file. S07
2. ledger: the addresses given until now. S02 A03
3. edition: edition.yml as a value, with the place of each of its parts. S01 S02 L01 E01 E02 E03 E04 E05 E07
4. source: the text as received, with its structure if it came in a document. S01 S02 S08 S10 S11 L01
5. works: those of the bibliography. S01 S02 L01 B01 B02 B03 B04 B05 B06 B10
6. emendations: the text as emended, without page furniture. M01 M02 M03 M04 S04 S05 S09 S14 L01 L04
7. directions: invisible characters in what the editors write. L04
8. printed notes: the notes of the source, taken out of the running text. L01 N02 N08 N10 N11 P01 S13
9. quotations: the edition with those words that its passages have now, before and after step 10. Q01 Q02 Q03
10. paragraphs: those of the text and of its notes. L01 P01 P02 P03
11. outline: which paragraph is on which page. O01 O02 O03 O04
12. ids: those that editors give, held against those that the pages use themselves. O04 B06 E05
13. notes: what the markers lead to. N01 N03 N04 N05 N06 N07 N09 N12 N13 B08
14. checks: what else the edition says of the text. E06 M05 M06 O06 O07 O08 O09 O11 O12 O13 O14
15. styles: the CSL files of the edition. B09
16. references: the works in the site's style. B07
17. addresses: one for everything that can be cited, and the ledger with the draft. A05 A06

With a conflict, without a ledger that can be read, without an edition or a source, reading ends there: what the
other steps would find were consequences. Otherwise all steps but the last are taken whatever problems the others
had, so that an editor sees everything at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefsite.edition.model import Edition
from briefsite.file_names import EDITION_FILE
from briefsite.ledger.update import LedgerUpdate, update_ledger
from briefsite.paragraphs.assembly import assemble
from briefsite.paragraphs.paragraph import Assembly, Decision
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem, fatal
from briefsite.reading.addressables import addressables, assigned, edition_rulings
from briefsite.reading.border_following import follow_borders
from briefsite.reading.checks import check_citing, check_edition
from briefsite.reading.citation_review import check_review
from briefsite.reading.citation_styles import citation_styles
from briefsite.reading.edition_files import begin, images_of, source_of, works_of
from briefsite.reading.followed import Followed
from briefsite.reading.given_dois import check_dois
from briefsite.reading.given_ids import check_ids, check_met_ids
from briefsite.reading.known_text import KnownText
from briefsite.reading.note_entries import resolve_notes
from briefsite.reading.note_units import addressed_notes
from briefsite.reading.outline import Outline, outline
from briefsite.reading.passage_following import follow_passages
from briefsite.reading.present_text import PresentText
from briefsite.reading.proposed_works import check_statuses, citing_proposed, proposed_works
from briefsite.reading.publication import Publication
from briefsite.reading.typography import typography_decisions
from briefsite.reading.withdrawal import withdrawals
from briefsite.source.direction_signs import (
    ask_about_directions,
    ask_about_file,
    ask_about_values,
    find_unused,
    name_of,
    signs_in,
)
from briefsite.source.emendation import Correction, emend
from briefsite.source.furniture import TakenOut, ask_about_recurring, without_furniture
from briefsite.source.garbled import ask_about_garbled
from briefsite.source.marker import find_near_markers
from briefsite.source.misreadings import find_misreadings
from briefsite.source.note_text import TextAndNotes
from briefsite.source.passage import Passage
from briefsite.source.size import check_paragraph
from briefsite.source.source import Source, find_unprintable
from briefsite.source.source_notes import separate_notes
from briefsite.source.typewriting import Convention, apply_conventions
from briefsite.source.unread_notes import find_unread_notes
from briefsite.source.web_markup import ask_about_markup
from briefsite.works.references import format_works
from briefsite.works.styles import STYLES
from briefsite.yaml_files.located import Located


@dataclass(frozen=True)
class Reading:
    """The result: the publication (None where errors forbid one), the emended text, and the ledger's report."""

    publication: Publication | None
    emended: Passage
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    transition: LedgerUpdate | None = None


def read_edition(
    folder: str, files: Mapping[str, bytes], cache: Path | None, *, with_proposed: bool = False
) -> Reading:
    """Reads the edition whose files are `files` (names as in its folder, shown to people as `folder`/name).

    `cache`, the folder of cached works and references or None, is all that is read besides, and all that is written.
    `with_proposed`: for editors, the bibliography has the works that are only proposed, too, and notes cite them.
    """
    problems = Problems(folder)
    step = problems.step
    old, edition, located = begin(files, problems)
    if edition is None:
        return Reading(None, Passage(), (), problems.in_order())
    source = source_of(files, edition, located, step("source"))
    works = works_of(files, edition, located, cache, of_works := step("works"))
    check_statuses(works := works.reviewed, of_works)
    proposed = proposed_works(files, works) if with_proposed else {}
    works = replace(works, works=(*works.works, *proposed.values()))
    if source is None:
        return Reading(None, Passage(), (), problems.in_order())
    emended = _emended(source, edition, located, step("emendations"))
    _check_directions(files, edition, located, emended.text, step("directions"))
    if any(problem.code == "L01" for problem in problems):
        return Reading(None, emended.text, (), problems.in_order())
    apparatus = _printed_notes(source, emended.text, edition, located, step("printed notes"))
    known, of_quotations, of_paragraphs = KnownText(old), step("quotations"), step("paragraphs")
    followed, assembly = _paragraphs(Followed(edition, located), known, source, apparatus, of_quotations, of_paragraphs)
    for paragraph in (*assembly.paragraphs, *(one for note in assembly.notes for one in note)):
        for _, passage in paragraph.passages():
            check_paragraph(source, passage, of_paragraphs)
    if any(problem.code == "L01" for problem in of_paragraphs):
        return Reading(None, emended.text, assembly.decisions, problems.in_order())
    as_written, edition, located = (edition, located), followed.edition, followed.located
    of_outline = step("outline")
    # A page whose beginning is gone is one mistake; the order of the others, which it upsets, is not another.
    contents = Outline(()) if followed.gone or fatal(of_quotations) else outline(assembly, edition, located, of_outline)
    check_ids(edition, located, old, of_ids := step("ids"))
    check_dois(edition, located, old, of_ids)
    of_notes = step("notes")
    notes = resolve_notes(source, assembly, apparatus.notes, edition, located, works, problems=of_notes)
    # A misspelled key, or a work that can't be read, is one mistake, not two.
    if not (fatal(of_notes) or fatal(of_works)):
        check_citing(source, edition, works, of_notes)
    check_review(files, source, notes, frozenset(work.key for work in works.works), of_notes)
    notes = citing_proposed(notes, proposed) if proposed else notes
    check_edition(source, assembly, edition, located, step("checks"))
    styles = citation_styles(files, edition, located, cache, step("styles"))
    references = {} if fatal(of_works) else format_works(works.works, STYLES[:1], cache, step("references"))
    present = PresentText(known, assembly, apparatus.notes, edition_rulings(edition, located))
    gone = withdrawals(followed.gone, *as_written, known, present, problems.in_order())
    of_quotations.add(gone.problems)
    if fatal(problems):
        return Reading(None, emended.text, assembly.decisions, gone.left(problems.in_order()))
    units = addressables(assembly, contents, notes, works, edition, corrections=emended.corrections, located=located)
    update = update_ledger(old, units, edition_rulings(edition, located), step("addresses"))
    publication = None
    if not fatal(problems):
        publication = Publication(
            edition,
            source,
            emended.corrections,
            apparatus,
            assembly,
            contents,
            addressed_notes(notes, units, update.assignment),
            works,
            {key: reference for (_, key), reference in references.items()},
            assigned(units, update.assignment, assembly, contents.section_at),
            old,
            update.ledger,
            emended.conventions,
            emended.furniture,
            styles=styles,
            images=images_of(files, assembly),
        )
        check_met_ids(publication, located, of_ids)
    given = None if fatal(problems) else publication
    decisions = (*assembly.decisions, *typography_decisions(edition, source, assembly))
    return Reading(given, emended.text, decisions, gone.left(problems.in_order()), update)


def _check_directions(
    files: Mapping[str, bytes], edition: Edition, located: Located, text: Passage, problems: Problems
) -> None:
    """Asks about invisible characters in what the editors and reference managers write."""
    stated = edition.direction_signs
    bib = files.get(edition.bibliography, b"").decode("utf-8", "replace")
    ask_about_file(Source(edition.bibliography, b"", bib), stated, problems)
    ask_about_file(Source(EDITION_FILE, b"", "\n".join(located.lines)), stated, problems)
    ask_about_values(located, stated, problems)
    if stated:
        everywhere = "".join([text.text, bib, *located.lines])
        find_unused(located, stated, {*map(name_of, signs_in(everywhere))}, problems)


@dataclass(frozen=True, slots=True)
class _EmendedText:
    """The text as emended, without page furniture and with its typewriting read, and what was done to it."""

    text: Passage
    corrections: tuple[Correction, ...]
    conventions: Mapping[Convention, int]
    furniture: tuple[TakenOut, ...]


def _emended(source: Source, edition: Edition, located: Located, problems: Problems) -> _EmendedText:
    places = [located.place("emendations", index) for index in range(len(edition.emendations))]
    emended, corrections = emend(source, edition.emendations, places, problems)
    find_unprintable(source, emended, problems)
    ask_about_directions(source, emended, edition.direction_signs, problems)
    find_misreadings(source, emended, problems)
    ask_about_garbled(source, emended, problems)
    bare, furniture = without_furniture(source, emended, edition.furniture)
    ask_about_recurring(source, bare, edition.recurring, located, problems)
    text, conventions = apply_conventions(bare, edition.conventions)
    return _EmendedText(text, corrections, conventions, furniture)


def _printed_notes(
    source: Source, text: Passage, edition: Edition, located: Located, problems: Problems
) -> TextAndNotes:
    apparatus = separate_notes(source, text, edition, located, problems)
    if source.structure is not None:
        return apparatus
    if edition.note_blocks.read:
        for passage in (apparatus.text, apparatus.printed):
            find_near_markers(source, passage, problems)
    find_unread_notes(source, apparatus, edition, problems)
    ask_about_markup(source, (apparatus.text, *(note.passage for note in apparatus.notes)), problems)
    return apparatus


def _paragraphs(
    followed: Followed,
    known: KnownText,
    source: Source,
    apparatus: TextAndNotes,
    of_quotations: Problems,
    of_paragraphs: Problems,
) -> tuple[Followed, Assembly]:
    """The paragraphs, made between the two parts of the step before: borders are followed without them."""
    followed = follow_borders(followed, known, source, apparatus.text, apparatus.notes, problems=of_quotations)
    passages = [note.passage for note in apparatus.notes]
    assembly = assemble(source, apparatus.text, passages, followed.edition, followed.located, of_paragraphs)
    return follow_passages(followed, known, assembly, apparatus.notes, of_quotations), assembly
