"""The composition: all editions are read, and all pages made, with those that belong to no edition.

An edition that has not changed since it was last proven is not read again: its pages are taken over from docs/.
"""

from __future__ import annotations

import pickle
import shutil
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from briefsite.edition.model import Edition
from briefsite.edition.standing_pages import QUOTATION_PAGE
from briefsite.ledger.listing import ListedSite
from briefsite.problems.collector import Problems
from briefsite.progress import Clock
from briefsite.reading.read import Reading, read_edition
from briefsite.reading.summary import EditionSummary, summarize
from briefsite.site.address_files import address_files, around, quotation_files
from briefsite.site.committed import added_elsewhere
from briefsite.site.composition import ComposedEdition, Composition, EditionTask, FreshEdition, KnownEdition
from briefsite.site.continuity import check_history
from briefsite.site.docs_files import cache_of, edition_pages, own_files
from briefsite.site.inputs import Inputs
from briefsite.site.kept_versions import check_versions, kept_versions, known_versions
from briefsite.site.navigation import check_navigation
from briefsite.site.offered import check_offered
from briefsite.site.placement import check_paths, check_places
from briefsite.site.seen_files import FileSet
from briefsite.site.supplied_strings import read_supplied_strings
from briefsite.site.workers import OneWorker, Workers
from briefsite.source.conflict import RESOLVE, find_conflicts
from briefsite.source.direction_signs import ask_about_file
from briefsite.source.source import decode
from briefsite.storage.checksum import checksum_of_files
from briefsite.versions.editorial import editorial_changes


def compose(
    inputs: Inputs,
    clock: Clock,
    known: Mapping[str, KnownEdition],
    problems: Problems,
    workers: Workers | None = None,
) -> Composition:
    """Reads the editions that are not `known`, and makes all pages.

    With an error among the problems, editions may be missing, and nothing must be written.

    Problems: those of the readings; R04 a file written by hand in the place of a generated one, R07 settings, O05 the
    navigation, O10 two editions in one place, A04 and A10 addresses that the history has and the ledgers haven't, or
    under another path.
    """
    workers = workers or OneWorker()
    clock.stage("start")
    taken = {folder: entry for folder, entry in known.items() if _unchanged(inputs, folder, entry)}
    unread = [folder for folder in inputs.sources if folder not in taken]
    expected = {entry.card.path for entry in taken.values()} | {inputs.stated_path(folder) for folder in unread}
    fresh = _made(inputs, unread, around(inputs, expected), clock, workers)
    cards = {folder: entry.card for folder, entry in taken.items()}
    cards |= {folder: one.card for folder, one in fresh.items() if one.card}
    cards = dict(sorted(cards.items()))  # whatever was read again
    sites = around(inputs, {card.path for card in cards.values()})
    again = [folder for folder, entry in taken.items() if entry.others != _others(sites, cards, folder)]
    taken = {folder: entry for folder, entry in taken.items() if folder not in again}
    fresh = dict(sorted((fresh | _made(inputs, again, sites, clock, workers)).items()))
    clock.stage("read")
    for one in fresh.values():
        problems.add(one.problems)
    for entry in taken.values():
        problems.add(entry.warnings)
    of_site = problems.step("site")
    inputs.settings.check(of_site)
    check_offered(inputs.settings, of_site)
    if inputs.strings:
        read_supplied_strings(inputs.strings, of_site)
    check_history(inputs, problems.step("history"))
    check_paths(inputs, cards, fresh, of_site)
    if len(cards) < len(inputs.sources):
        return Composition({}, FileSet({}), fresh)
    editions = {}
    for folder in inputs.sources:
        others = _others(sites, cards, folder)
        if folder in taken:
            known_pages = inputs.docs.only(taken[folder].files)
            kept = tuple(known_versions(folder, cards[folder].path, taken[folder].versions))
            editions[folder] = ComposedEdition(cards[folder], known_pages, others, None, taken[folder], kept)
            continue
        clock.step("writing", len(editions), len(inputs.sources))
        one = fresh[folder]
        if one.pages is None or one.at != sites(cards[folder].path):
            listed = [] if cards[folder].path else [card for name, card in cards.items() if name != folder]
            one = fresh[folder] = _with_pages(one, inputs, folder, sites(cards[folder].path), listed)
        of_site.add(one.of_pages)
        editions[folder] = ComposedEdition(
            cards[folder], FileSet.united([one.pages or {}]), others, one, None, one.versions
        )
    own = FileSet(own_files(inputs, cards))
    check_places(inputs, cards, {folder: one.pages for folder, one in editions.items()}, own, of_site)
    _check_by_hand(inputs, of_site)
    tools = {QUOTATION_PAGE.under(card.path).markdown for card in cards.values()}
    check_navigation(inputs.settings, tuple(cards.values()), {*inputs.written_by_hand, *own, *tools}, of_site)
    clock.stage("write pages")
    return Composition(editions, own, fresh)


def _made(
    inputs: Inputs, folders: Sequence[str], sites: Callable[[str], ListedSite], clock: Clock, workers: Workers
) -> dict[str, FreshEdition]:
    """The editions in `folders`, made by the workers. The one at the root has no pages yet: it lists the others."""
    tasks = [EditionTask(folder, inputs.of_edition(folder), sites(inputs.stated_path(folder))) for folder in folders]
    cache = inputs.root if workers.share_files else None
    made: dict[str, FreshEdition] = {}
    for task, one in zip(tasks, workers.do(make_edition, (cache, len(tasks) > PACKED_FROM), tasks), strict=True):
        made[task.folder] = one
        clock.step("reading", len(made), len(tasks))
    return made


#: From so many editions on, what was read and made of each is kept packed: it takes a fraction of the memory.
PACKED_FROM: Final = 4


def make_edition(common: tuple[Path | None, bool], task: EditionTask) -> FreshEdition:
    """Reads an edition, and makes its pages if it isn't at the root of the site.

    `common` are the root of the project, whose caches are used (None for none), and whether the reading is packed.
    """
    root, packed = common
    inputs = task.inputs if root else replace(task.inputs, root=Path(mkdtemp(prefix="briefsite-")))
    try:
        reading = read_one(inputs, task.folder)
        publication = reading.publication
        decisions = reading.transition.decisions if reading.transition else ()
        card = summarize(publication) if publication else None
        made = FreshEdition(reading, card, reading.problems, decisions, task.at)
        if publication is not None and publication.edition.site.path == task.at.path != "":
            made = _with_pages(made, inputs, task.folder, task.at, ())
        if not packed:
            return made
        pages = None if made.pages is None else FileSet(made.pages).packed
        return replace(made, said=zlib.compress(pickle.dumps(reading), 1), pages=pages)
    finally:
        if root is None:
            shutil.rmtree(inputs.root, ignore_errors=True)


def _with_pages(
    one: FreshEdition, inputs: Inputs, folder: str, at: ListedSite, listed: Sequence[EditionSummary]
) -> FreshEdition:
    """An edition with its pages. `listed` are the editions that its first page lists."""
    publication, problems = one.reading.publication, Problems(step="site")
    assert publication is not None  # noqa: S101 - there is a card of it
    check_versions(
        folder,
        publication,
        inputs.sources[folder],
        problems,
        lambda: inputs.committed_files,
        elsewhere=lambda path: added_elsewhere(inputs.root, path),
        proven=cache_of(inputs.root, folder) / "versions.json",
        program=inputs.program,
    )
    pages = {
        **edition_pages(inputs, folder, publication, problems.below(folder), others=listed),
        **address_files(folder, publication, at),
        **quotation_files(folder, publication),
    }
    kept = kept_versions(folder, publication)
    return replace(one, at=at, pages=pages, of_pages=problems.in_order(), versions=kept)


def _check_by_hand(inputs: Inputs, problems: Problems) -> None:
    """Problems of files that people write in docs/: S02 a page that is not UTF-8, S07 a conflict, L04."""
    for name, data in inputs.written_by_hand.items():
        if name.endswith(".md"):
            page = decode(f"docs/{name}", data, "utf-8", problems, help_="save the file as UTF-8")
            if page is not None:
                ask_about_file(page, (), problems, otherwise="delete it, or write it so that it can be seen: &#x{};")
        if b"\0" not in data:  # as git tells text from other data
            find_conflicts(f"docs/{name}", data, RESOLVE, problems)


def read_one(inputs: Inputs, folder: str) -> Reading:
    """Reads one edition."""
    files = inputs.sources[folder]
    cache = cache_of(inputs.root, folder)
    reading = read_edition(folder, files, cache, with_proposed=inputs.with_proposed)
    if reading.publication is None:
        return reading
    edited = editorial_changes(reading.publication, files)
    strings = inputs.strings_for(reading.publication.edition.work.language)
    return replace(reading, publication=replace(reading.publication, edited=edited, strings=strings))


def meant(inputs: Inputs, editions: Mapping[str, Edition], address: str) -> tuple[str, str]:
    """The folder of the edition that an address belongs to, as a person wrote it, and the address within that edition.

    It is the edition whose path the address begins with; without a path the one at the root, or else the first.
    """
    local = address.removeprefix(inputs.site_url) if inputs.site_url else address
    paths = {folder: edition.site.path for folder, edition in editions.items()}
    for folder in sorted(paths, key=lambda folder: -len(paths[folder])):
        rest = local.lstrip("/").removeprefix(paths[folder])
        if paths[folder] and rest != local.lstrip("/") and rest[:1] in {"", "/", "#"}:
            return folder, rest or "/"
    return min(paths, key=lambda folder: (len(paths[folder]), folder)), address


def _unchanged(inputs: Inputs, folder: str, known: KnownEdition) -> bool:
    drawn, by_hand = (known.card.social_card in files for files in (known.files, inputs.written_by_hand))
    return (
        folder in inputs.sources
        and drawn != by_hand
        and known.inputs == inputs.checksum_of(folder)
        and known.pages == inputs.docs.only(known.files).total
    )


def _others(sites: Callable[[str], ListedSite], cards: Mapping[str, EditionSummary], folder: str) -> str:
    """The checksum of the rest of the site as an edition lists it. The first page of one at the root does, too."""
    if folder not in cards:
        return ""
    at = repr(sites(cards[folder].path)).encode()
    listed = {} if cards[folder].path else {card.path: card.listed for name, card in cards.items() if name != folder}
    return checksum_of_files({"/": at, **{path: repr(each).encode() for path, each in listed.items()}})
