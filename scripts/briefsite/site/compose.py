"""The composition: all editions are read, and all pages made, with those that belong to no edition.

An edition that has not changed since it was last proven is not read again: its pages are taken over from docs/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from briefsite.checksum import checksum_of_files
from briefsite.edition.model import Edition
from briefsite.edition.standing_pages import QUOTATION_PAGE
from briefsite.file_names import SOURCES
from briefsite.files import WORK_FOLDER
from briefsite.ledger.listing import ListedSite
from briefsite.page_path import PagePath
from briefsite.problem import Problem
from briefsite.problems import Problems
from briefsite.progress import Clock
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.reading.summary import CARD, EditionSummary, summarize
from briefsite.site.address_files import ALL_WORKS, address_files, address_schema_files, listed_site, quotation_files
from briefsite.site.continuity import check_history
from briefsite.site.inputs import MARK, Inputs
from briefsite.site.kept_versions import (
    KeptVersion,
    check_versions,
    kept_versions,
    known_versions,
)
from briefsite.site.navigation import check_navigation, listed_files
from briefsite.site.placement import check_paths, check_places
from briefsite.site.robots import ROBOTS, robots_file
from briefsite.site.supplied_strings import read_supplied_strings
from briefsite.source.conflict import RESOLVE, find_conflicts
from briefsite.source.direction_signs import ask_about_file
from briefsite.source.source import decode
from briefsite.versions.editorial import editorial_changes


class KnownEdition(msgspec.Struct, frozen=True):
    """What the last build wrote down about an edition.

    `inputs`, `others`, `pages` and `site` are checksums: of its sources, of the other editions as it lists them, of its
    files in docs/ (whose names are `files`), and of what these became in the built site. While all four are the same,
    the edition need not be proven again, and `says` (lines for a person) and `warnings` still hold.
    """

    inputs: str
    others: str
    pages: str
    site: str
    card: EditionSummary
    files: tuple[str, ...]
    says: tuple[str, ...]
    warnings: tuple[Problem, ...]
    versions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComposedEdition:
    """One edition, with its pages by their names in docs/.

    It was either read, then `reading` has the result, or taken over from the last build, then `known` has what that
    wrote down. `others` is the checksum of the other editions as it lists them.
    """

    card: EditionSummary
    pages: Mapping[str, bytes]
    others: str
    reading: Reading | None
    known: KnownEdition | None
    versions: tuple[KeptVersion, ...] = ()


@dataclass(frozen=True)
class Composition:
    """All editions by folder, the pages that belong to none of them (`own`), and what was read by folder."""

    editions: Mapping[str, ComposedEdition]
    own: Mapping[str, bytes]
    readings: Mapping[str, Reading] = field(default_factory=dict)

    @property
    def pages(self) -> Mapping[str, bytes]:
        """All generated files by their names in docs/."""
        return {**self.own, **{name: data for one in self.editions.values() for name, data in one.pages.items()}}

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions about addresses, a line each; with its folder where there are several editions."""
        several = len(self.editions) > 1
        return tuple(
            f"{folder}: {line}" if several else line
            for folder, reading in self.readings.items()
            for line in (reading.transition.decisions if reading.transition else ())
        )


def compose(inputs: Inputs, clock: Clock, known: Mapping[str, KnownEdition], problems: Problems) -> Composition:
    """Reads the editions that are not `known`, and makes all pages.

    With an error among the problems, editions may be missing, and nothing must be written.

    Problems: those of the readings; R04 a file written by hand in the place of a generated one, R07 settings, O05 the
    navigation, O10 two editions in one place, A04 and A10 addresses that the history has and the ledgers haven't, or
    under another path.
    """
    clock.stage("start")
    taken = {folder: entry for folder, entry in known.items() if _unchanged(inputs, folder, entry)}
    readings: dict[str, Reading] = {}
    fresh = [folder for folder in inputs.sources if folder not in taken]
    for number, folder in enumerate(fresh):
        clock.step("reading", number, len(fresh))
        readings[folder] = read_one(inputs, folder)
    cards = {folder: entry.card for folder, entry in taken.items()}
    cards |= {folder: summarize(reading.publication) for folder, reading in readings.items() if reading.publication}
    for folder in [folder for folder, entry in taken.items() if entry.others != _others(inputs, cards, folder)]:
        del taken[folder]
        readings[folder] = read_one(inputs, folder)
    readings = dict(sorted(readings.items()))
    clock.stage("read")
    for reading in readings.values():
        problems.add(reading.problems)
    for entry in taken.values():
        problems.add(entry.warnings)
    of_site = problems.step("site")
    inputs.settings.check(of_site)
    if inputs.strings:
        read_supplied_strings(inputs.strings, of_site)
    check_history(inputs, problems.step("history"))
    check_paths(inputs, cards, readings, of_site)
    if len(cards) < len(inputs.sources):
        return Composition({}, {}, readings)
    editions = {}
    for folder in inputs.sources:
        others = _others(inputs, cards, folder)
        if folder in taken:
            known_pages = {name: inputs.docs[name] for name in taken[folder].files}
            kept = tuple(known_versions(folder, cards[folder].path, taken[folder].versions))
            editions[folder] = ComposedEdition(cards[folder], known_pages, others, None, taken[folder], kept)
        else:
            clock.step("writing", len(editions), len(inputs.sources))
            publication = readings[folder].publication
            assert publication is not None  # noqa: S101 - there is a card of it
            listed = [] if cards[folder].path else [card for name, card in cards.items() if name != folder]
            check_versions(folder, publication, inputs.sources[folder], of_site, lambda: inputs.committed_files)
            pages = {
                **edition_pages(inputs, folder, publication, of_site.below(folder), others=listed),
                **address_files(folder, publication, _listed_site(inputs, cards, folder)),
                **quotation_files(folder, publication),
            }
            kept = kept_versions(folder, publication)
            editions[folder] = ComposedEdition(cards[folder], pages, others, readings[folder], None, kept)
    own = _own(inputs, cards)
    check_places(inputs, cards, {folder: one.pages for folder, one in editions.items()}, own, of_site)
    _check_by_hand(inputs, of_site)
    tools = {QUOTATION_PAGE.under(card.path).markdown for card in cards.values()}
    check_navigation(inputs.settings, tuple(cards.values()), {*inputs.written_by_hand, *own, *tools}, of_site)
    clock.stage("write pages")
    return Composition(editions, own, readings)


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
    reading = read_edition(folder, files, cache_of(inputs.root, folder))
    if reading.publication is None:
        return reading
    edited = editorial_changes(reading.publication, files)
    strings = inputs.strings_for(reading.publication.edition.work.language)
    return replace(reading, publication=replace(reading.publication, edited=edited, strings=strings))


def cache_of(root: Path, folder: str) -> Path:
    """The folder of the caches of an edition's formatted references."""
    return root / WORK_FOLDER / "references" / folder.rpartition("/")[2]


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
        and known.pages == checksum_of_files({name: inputs.docs.get(name, b"") for name in known.files})
    )


def _others(inputs: Inputs, cards: Mapping[str, EditionSummary], folder: str) -> str:
    """The checksum of the rest of the site as an edition lists it. The first page of one at the root does, too."""
    if folder not in cards:
        return ""
    at = repr(_listed_site(inputs, cards, folder)).encode()
    listed = {} if cards[folder].path else {card.path: card.listed for name, card in cards.items() if name != folder}
    return checksum_of_files({"/": at, **{path: repr(each).encode() for path, each in listed.items()}})


def _listed_site(inputs: Inputs, cards: Mapping[str, EditionSummary], folder: str) -> ListedSite:
    return listed_site(inputs, cards[folder].path, [card.path for card in cards.values()])


def edition_pages(
    inputs: Inputs,
    folder: str,
    publication: Publication,
    problems: Problems,
    *,
    others: Sequence[EditionSummary] = (),
) -> Mapping[str, bytes]:
    """The pages of an edition, its files for reference managers and those of its figures, by their names in docs/.

    `others` are the editions that its first page lists.
    """
    from briefsite.exports.downloads import download_files
    from briefsite.exports.metadata import page_metadata
    from briefsite.exports.signposting import linkset_file
    from briefsite.exports.social_card import social_card
    from briefsite.exports.style_templates import page_templates
    from briefsite.pages.all_pages import edition_files
    from briefsite.pages.figure_files import figure_files
    from briefsite.pages.fragment import fragment_html
    from briefsite.pages.how_to_cite import how_to_cite
    from briefsite.pages.mark import data_mark
    from briefsite.pages.version_feed import version_feed

    path = publication.edition.site.path
    address = inputs.address_of(path)
    templates = page_templates(publication, cache_of(inputs.root, folder), problems)
    metadata = page_metadata(publication, address, templates)
    cited = how_to_cite(publication, address, templates)
    texts = edition_files(publication, f"{folder}/", metadata, cited, others)
    pictures = figure_files(publication, address, cache_of(inputs.root, folder))
    downloads = {**download_files(publication, address), **linkset_file(publication, address), **pictures}
    below = f"{path}/" if path else ""
    files = {name: text.encode() for name, text in texts.items()}
    if not publication.frozen:
        downloads |= version_feed(publication, address, f"{folder}/", fragment_html)
        if f"{below}{CARD}" not in inputs.written_by_hand:
            before = inputs.docs.get(f"{below}{CARD}")
            downloads[CARD] = social_card(publication, inputs.mark, before, data_mark(f"{folder}/"))
    return files | {f"{below}{name}": data for name, data in downloads.items()}


def _own(inputs: Inputs, cards: Mapping[str, EditionSummary]) -> Mapping[str, bytes]:
    """The files that belong to no edition: a home, all works, the schema of addresses, robots.txt, icons.

    A home is made where no edition is at the root, the list of all works if the navigation has it, icons if the site
    has a mark of its own. Neither a home nor robots.txt nor an icon takes the place of one that was made by hand.
    """
    from briefsite.exports.icons import icon_files
    from briefsite.pages.home import all_works_page, home_page
    from briefsite.pages.mark import data_mark
    from briefsite.pages.page import page_files
    from briefsite.pages.site_head import site_head
    from briefsite.pages.string_files import string_files
    from briefsite.pages.version_feed import feed_of_site

    pages = []
    if all(card.path for card in cards.values()) and PagePath().markdown not in inputs.written_by_hand:
        pages.append(home_page(tuple(cards.values()), inputs.site_strings))
    if ALL_WORKS.markdown in listed_files(inputs.settings):
        pages.append(all_works_page(tuple(cards.values()), ALL_WORKS, inputs.site_strings))
    files = {name: text.encode() for name, text in page_files(pages, f"{SOURCES}/").items()}
    robots = robots_file(inputs.site_url) if ROBOTS not in inputs.written_by_hand else {}
    by_hand = inputs.written_by_hand
    icons = icon_files(by_hand[MARK], inputs.docs, data_mark(f"docs/{MARK}")) if MARK in by_hand else {}
    icons = {name: data for name, data in icons.items() if name not in by_hand}
    site_name = str(inputs.settings.data.get("site_name", ""))
    feed = feed_of_site(tuple(cards.values()), site_name, inputs.site_url, f"{SOURCES}/", inputs.site_strings)
    head = site_head(tuple(cards.values()), inputs.site_url, f"{SOURCES}/", inputs.site_strings)
    interfaces = {card.path: inputs.strings_for(card.language) for card in cards.values()}
    strings = string_files(interfaces.get("", inputs.site_strings), interfaces.values(), f"{SOURCES}/")
    return {**files, **address_schema_files(), **robots, **icons, **feed, **head, **strings}
