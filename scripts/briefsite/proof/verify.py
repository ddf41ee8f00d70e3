"""The proof: renders the pages, and checks every edition on the site as a visitor will get it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefsite.checksum import checksum_of_files
from briefsite.file_names import SETTINGS
from briefsite.files import WORK_FOLDER
from briefsite.limits import LAST_YEAR
from briefsite.page_path import PagePath
from briefsite.pages.page import part_names
from briefsite.problem import fatal
from briefsite.problems import Problems
from briefsite.progress import Clock
from briefsite.site.compose import ComposedEdition, Composition, edition_pages, read_one
from briefsite.site.inputs import Inputs
from briefsite.site.kept_versions import KeptVersion, key_of, present_ledger, version_publication
from briefsite.source.furniture import words_taken_out

if TYPE_CHECKING:
    from briefsite.ledger.ledger import Ledger
    from briefsite.reading.publication import Publication
    from briefsite.reading.read import Reading
    from briefsite.rendering.built_site import BuiltSite
    from briefsite.rendering.renderer import Templates

#: A site map has no earlier day; before its first release, an edition has the date of its work.
_FIRST_DAY: Final = datetime.date(1970, 1, 1)
#: A packed site map dates itself in 32 bits; a work may be of a later year, if only by a slip.
_LAST_DAY: Final = datetime.date(LAST_YEAR, 12, 31)


@dataclass(frozen=True)
class Proof:
    """The result, by folder of the edition: `says`, lines for the terminal; `sites`, checksums of the pages."""

    says: Mapping[str, tuple[str, ...]]
    sites: Mapping[str, str]


def prove(
    inputs: Inputs, made: Composition, scratch: Path, clock: Clock, templates: Templates, problems: Problems
) -> Proof:
    """Renders docs/ in the folder `scratch`, into its subfolder `site`, and proves it.

    An edition taken over from the last build is proven again only if the bytes of its built pages have changed.

    Problems: R01 the renderer's warnings (then nothing is proven); W01, A01 and W02 broken promises; R02 broken links;
    R08 parts that the templates don't print; R11 what the policy of the pages forbids.
    """
    from briefsite.rendering.renderer import PageCaches, render

    shelf = _Shelf(inputs, made, problems.step("site"))
    docs = scratch / "docs"
    staged = {**inputs.written_by_hand, **made.pages, **shelf.to_render}
    files = {docs / name: data for name, data in staged.items()}
    for parent in {path.parent for path in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        path.write_bytes(data)
    date = min(_LAST_DAY, max(_FIRST_DAY, *(one.card.date for one in made.editions.values())))
    epoch = int(datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC).timestamp())
    clock.stage("stage")
    of_rendering = problems.step("rendering")
    config, caches = inputs.root / SETTINGS, PageCaches(inputs.root / WORK_FOLDER, shelf.fresh_paths)
    render(config, docs, scratch / "site", epoch, templates, of_rendering, clock=clock, caches=caches)
    clock.stage("render")
    if fatal(of_rendering):
        return Proof({}, {})
    from briefsite.proof import checks
    from briefsite.proof.loaded_files import files_there
    from briefsite.proof.policed_site import PolicedSite
    from briefsite.rendering import search_index, unused_rules
    from briefsite.rendering.built_site import read_site, with_index_files
    from briefsite.rendering.white_space import without_indentation

    policed = PolicedSite(inputs, scratch / "site", staged)
    for page in sorted((scratch / "site").rglob("*.html")):
        html = policed.page(page, without_indentation(page.read_text(encoding="utf-8")))
        in_version = page.relative_to(scratch / "site").as_posix().startswith(shelf.fresh_paths)
        page.write_bytes((with_index_files(html) if in_version else html).encode())
    policed.report(problems.step("proof"))
    site = shelf.with_kept(read_site(scratch / "site"), scratch / "site")
    unused_rules.drop_unused_rules(scratch / "site")
    clock.stage("read site")
    index = scratch / "site" / search_index.FILE
    if index.is_file():  # mkdocs.yml may leave out the search
        index.write_bytes(search_index.by_passage(index.read_text(encoding="utf-8"), site).encode())
    moved = [each for one in made.editions.values() for each in one.card.moved]
    for name, data in policed.host_files(site, moved).items():
        (scratch / "site" / name).write_bytes(data)
    clock.stage("search")
    says: dict[str, tuple[str, ...]] = {}
    sites: dict[str, str] = {}
    for number, (folder, one) in enumerate(made.editions.items()):
        clock.step("proving", number, len(made.editions))
        sites[folder] = _bytes_of(one, scratch / "site")
        if one.known is not None and one.known.site == sites[folder]:
            says[folder] = one.known.says
            continue
        says[folder] = _proven(folder, one, one.reading or read_one(inputs, folder), site, problems)
    shelf.prove(site, problems.step("proof"))
    checks.links_lead(site, problems.step("proof"))
    files_there(site, scratch / "site", problems.step("proof"))
    if not fatal(problems):
        shelf.keep(site, scratch / "site")
    clock.stage("prove")
    return Proof(says, sites)


class _Shelf:
    """The pages of all versions: those that are kept from an earlier build, and those that have to be rendered."""

    def __init__(self, inputs: Inputs, made: Composition, problems: Problems) -> None:
        from briefsite.rendering.kept_pages import is_kept

        self.folder = inputs.root / WORK_FOLDER / "versions"
        self.keys = {kept: key_of(inputs, kept) for one in made.editions.values() for kept in one.versions}
        self.fresh = [kept for kept, key in self.keys.items() if not is_kept(self.folder / key)]
        self.publications: dict[KeptVersion, Publication] = {}
        self.to_render: dict[str, bytes] = {}
        ledgers: dict[str, Ledger] = {}
        for kept in self.fresh:
            if kept.folder not in ledgers:
                ledgers[kept.folder] = present_ledger(inputs, kept.folder)
            current = ledgers[kept.folder]
            publication = self.publications[kept] = version_publication(inputs, kept, current)
            self.to_render |= edition_pages(inputs, kept.folder, publication, problems)

    @property
    def fresh_paths(self) -> tuple[str, ...]:
        """The beginnings of the paths of those that are rendered."""
        return tuple(f"{kept.path}/" for kept in self.fresh)

    def with_kept(self, site: BuiltSite, built: Path) -> BuiltSite:
        """The site with the pages that are kept, put into the folder `built`."""
        from briefsite.rendering.built_site import BuiltSite
        from briefsite.rendering.kept_pages import take_pages

        pages, files = dict(site.pages), set(site.files)
        for kept, key in self.keys.items():
            if kept not in self.fresh:
                taken = take_pages(self.folder / key, built, kept.path)
                pages |= taken.pages
                files |= taken.files
        return BuiltSite(pages, frozenset(files))

    def prove(self, site: BuiltSite, problems: Problems) -> None:
        """The promises for the versions that were rendered: words, notes, addresses, as they were released."""
        from briefsite.ledger.former import published_addresses
        from briefsite.proof import checks

        for kept, publication in self.publications.items():
            part, found = site.below(kept.path), problems.below(kept.path)
            checks.passages_kept(publication, part, found)
            checks.notes_resolved(publication, part, found)
            checks.addresses_kept(tuple(published_addresses(publication.ledger)), part, found)

    def keep(self, site: BuiltSite, built: Path) -> None:
        """Keeps what was rendered, and forgets what no version is any more."""
        from briefsite.rendering.kept_pages import forget_pages, keep_pages

        for kept in self.fresh:
            keep_pages(self.folder / self.keys[kept], site, built, kept.path)
        forget_pages(self.folder, self.keys.values())


def _proven(
    folder: str, one: ComposedEdition, reading: Reading, site: BuiltSite, problems: Problems
) -> tuple[str, ...]:
    """Checks one edition on its part of the site. Returns lines for the terminal."""
    from briefsite.ledger.former import published_addresses
    from briefsite.proof import checks

    publication = reading.publication
    if publication is None:  # it was taken over, and can no longer be read: something outside it changed
        problems.add(reading.problems)
        return ()
    proof = problems.step("proof")
    in_source, in_site, part = proof.below(folder), proof.below(one.card.path), site.below(one.card.path)
    count = checks.words_kept(publication.source, reading.emended, publication, part, in_source)
    checks.notes_resolved(publication, part, in_site)
    addresses = tuple(published_addresses(publication.ledger))
    checks.addresses_kept(addresses, part, in_site)
    checks.parts_printed(set(part_names(one.pages, one.card.path)), part, in_site)
    released = frozenset(published_addresses(publication.released))
    return _account(publication, f"{folder}/{publication.source.file}", count, addresses, released)


def _bytes_of(one: ComposedEdition, site: Path) -> str:
    """The checksum of an edition's files in the built site. A missing file counts as empty; the checks report it."""
    found = {}
    for name in one.pages:
        if name.startswith("templates/"):  # these are not in the site
            continue
        path = site / (PagePath.of_markdown(name).built if name.endswith(".md") else name)
        found[name] = path.read_bytes() if path.is_file() else b""
    return checksum_of_files(found)


def _account(
    publication: Publication, file: str, count: int, addresses: Collection[str], released: Collection[str]
) -> tuple[str, ...]:
    """The lines for the terminal: words, notes and addresses that were checked; of these, some are `released`."""
    leaves, notes = publication.outline.leaves, publication.notes
    themes = sum(leaf.page.slug != "/" for leaf in leaves)
    pages = f"{themes + 1} pages" if themes else "1 page"
    corrections = len(publication.corrections)
    corrected = "1 correction" if corrections == 1 else f"{corrections} corrections"
    held = f"All {count:,} words of {file} appear exactly once, in order, on {pages} ({corrected})."
    says = [held, *filter(None, [words_taken_out(publication.furniture)])]
    if notes:
        with_works = sum(bool(note.works) for note in notes)
        own = sum(bool(note.text) for note in notes)
        authors = f"{own} {'is' if own == 1 else 'are'} the author’s own, " if own else ""
        none = [note.label for note in notes if note.status == "unidentified"]
        found = f"; note{'s' if len(none) > 1 else ''} {', '.join(none)} marked “none found”" if none else ""
        have = "has" if with_works == 1 else "have"
        says.append(f"{len(notes)} of {len(notes)} notes linked; {authors}{with_works} {have} sources{found}.")
    says.append(_of_addresses(len(released), sum(each not in released for each in addresses)))
    return tuple(says)


def _of_addresses(released: int, provisional: int) -> str:
    """What is said of addresses: that all which were released are there, and how many wait for it."""
    wait = f"{provisional:,} {'is' if provisional == 1 else 'are'} provisional until a release"
    if not released:
        return f"No permalinks have been released yet: {wait}."
    said = f"All {released:,} released permalinks are in the built site"
    return f"{said}; {wait}." if provisional else f"{said}."
