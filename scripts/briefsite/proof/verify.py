"""The proof: renders the pages, and checks every edition on the site as a visitor will get it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.checksum import checksum_of_files
from briefsite.files import WORK_FOLDER
from briefsite.page_path import PagePath
from briefsite.pages.page import part_names
from briefsite.problem import fatal
from briefsite.problems import Problems
from briefsite.progress import Clock
from briefsite.site.compose import ComposedEdition, Composition, read_one
from briefsite.site.inputs import Inputs

if TYPE_CHECKING:
    from briefsite.reading.publication import Publication
    from briefsite.reading.read import Reading
    from briefsite.rendering.built_site import BuiltSite
    from briefsite.rendering.renderer import Templates


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
    R08 parts that the templates don't print.
    """
    from briefsite.rendering.renderer import render

    docs = scratch / "docs"
    for name, data in {**inputs.written_by_hand, **made.pages}.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    date = max(one.card.date for one in made.editions.values())
    epoch = int(datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC).timestamp())
    clock.stage("stage")
    of_rendering = problems.step("rendering")
    config, converted = inputs.root / "mkdocs.yml", inputs.root / WORK_FOLDER / "markdown"
    render(config, docs, scratch / "site", epoch, templates, of_rendering, clock=clock, converted=converted)
    clock.stage("render")
    if fatal(of_rendering):
        return Proof({}, {})
    from briefsite.proof import checks
    from briefsite.rendering import csp, search_index
    from briefsite.rendering.built_site import read_site

    for page in sorted((scratch / "site").rglob("*.html")):
        page.write_text(csp.with_policy(page.read_text(encoding="utf-8")), encoding="utf-8")
    site = read_site(scratch / "site")
    clock.stage("read site")
    index = scratch / "site" / search_index.FILE
    if index.is_file():  # mkdocs.yml may leave out the search
        index.write_text(search_index.by_passage(index.read_text(encoding="utf-8"), site), encoding="utf-8")
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
    checks.links_lead(site, problems.step("proof"))
    clock.stage("prove")
    return Proof(says, sites)


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
    return _account(publication, f"{folder}/{publication.source.file}", count, len(addresses))


def _bytes_of(one: ComposedEdition, site: Path) -> str:
    """The checksum of an edition's files in the built site. A missing file counts as empty; the checks report it."""
    found = {}
    for name in one.pages:
        if name.startswith("templates/"):  # these are not in the site
            continue
        path = site / (PagePath.of_markdown(name).built if name.endswith(".md") else name)
        found[name] = path.read_bytes() if path.is_file() else b""
    return checksum_of_files(found)


def _account(publication: Publication, file: str, count: int, addresses: int) -> tuple[str, ...]:
    """The lines for the terminal: words, notes and addresses that were checked."""
    leaves, notes = publication.outline.leaves, publication.notes
    themes = sum(leaf.page.slug != "/" for leaf in leaves)
    pages = f"{themes} themed page{'s' if themes > 1 else ''} and the overview hold" if themes else "The overview holds"
    held = f"{pages} all {count:,} words of {file} once, in order ({len(publication.corrections)} emendations)."
    says = [held]
    if notes:
        with_works = sum(bool(note.works) for note in notes)
        own = sum(bool(note.text) for note in notes)
        authors = f"{own} {'is' if own == 1 else 'are'} the author’s own, " if own else ""
        none = [note.label for note in notes if note.status == "unidentified"]
        found = (
            f"; of note{'s' if len(none) > 1 else ''} {', '.join(none)} the edition says that none was found"
            if none
            else ""
        )
        have = "has" if with_works == 1 else "have"
        says.append(f"{len(notes)} of {len(notes)} notes resolve, {authors}{with_works} {have} a work{found}.")
    says.append(f"All {addresses:,} addresses that were ever published are in the built site.")
    return tuple(says)
