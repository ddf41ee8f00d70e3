"""A part of the site: rendered by itself, and proven. What comes out depends on nothing but its task.

The parts are the editions that have a path, the versions of each edition, and all the rest at the root of the site. A
part can be made in any order, beside others, and in another process.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from briefsite.page_path import PagePath
from briefsite.pages.page import part_names
from briefsite.problems.collector import Problems
from briefsite.problems.problem import fatal
from briefsite.progress import Clock
from briefsite.proof.account import account
from briefsite.proof.packing import PartsPacker
from briefsite.proof.part_task import MadePart, PartOfEdition, PartResult, PartTask, SiteFrame
from briefsite.proof.policed_site import PolicedSite
from briefsite.proof.site_files import FilesMaker, WantedFiles
from briefsite.rendering.kept_parts import DISK, IDS, SEARCH, SITE, PartReport, preview_key
from briefsite.rendering.printed_templates import OF_PAGES
from briefsite.rendering.renderer import SITE_MAP, Rendered, render
from briefsite.site.compose import read_one
from briefsite.site.composition import ComposedEdition
from briefsite.site.docs_files import edition_pages
from briefsite.site.kept_versions import KeptVersion, present_ledger, version_publication
from briefsite.storage.cache import FolderCache
from briefsite.storage.checksum import checksum_of_files

if TYPE_CHECKING:
    from briefsite.reading.publication import Publication
    from briefsite.reading.read import Reading
    from briefsite.rendering.built_site import BuiltSite


def make_part(frame: SiteFrame, task: PartTask, clock: Clock | None = None) -> PartResult:
    """Renders a part, and proves it.

    An edition taken over from the last build is proven only if the bytes of its built pages are others.

    Problems: R01 the renderer's warnings (then nothing is proven); W01, A01 and W02 broken promises; R02 broken links
    inside the part; R08 pieces that the templates don't print; R11 what the policy of the pages forbids.
    """
    problems = Problems()
    stage = frame.scratch / f"part-{os.getpid()}"
    shutil.rmtree(stage, ignore_errors=True)
    publications = _publications(task)
    beside = FilesMaker(tuple(_wanted_files(frame, task, publications)), root=task.is_root)
    docs = dict(task.docs)
    for kept, inputs in task.versions:
        docs |= edition_pages(inputs, kept.folder, publications[kept], problems.step("site"))
    built = stage / "site"
    rendered = _rendered(frame, task, docs, stage, problems.step("rendering"), clock)
    made = beside.result()
    if fatal(problems):
        return PartResult((), problems.in_order())
    _write_missing(built, made.files)
    versions = tuple(f"{kept.path}/" for kept, _ in task.versions)
    cache = FolderCache(frame.caches / task.name / "files") if frame.caches else None
    policed = PolicedSite(task.inputs or frame.inputs, built, {**frame.by_hand, **docs}, frame.root, cache)
    sizes = {f"/{name}": len(data) for name, data in made.files.items()} | {frame.offline: 0}
    _finish_pages(built, versions, policed, sizes)
    if frame.root or task.is_root:  # without the theme's files it can't be told whose a script is
        policed.report(problems.step("proof"))
    from briefsite.proof import checks, loaded_files
    from briefsite.rendering import search_index
    from briefsite.rendering.built_site import read_site
    from briefsite.rendering.file_facts import KnownFacts

    zip_path = frame.offline if frame.documents else ""
    with closing(PartsPacker(built, task.keys, {kept.path for kept, _ in task.versions}, zip_path)) as packer:
        program = frame.inputs.program
        site = read_site(built, KnownFacts(cache, program))
        index = built / search_index.FILE
        found = None
        if index.is_file():
            found = search_index.by_passage(index.read_text("utf-8"), site, frame.home, cache, program)
        says, sites = _proven(task, publications, site, built, made.says, problems)
        leaving = checks.links_lead(site, problems.step("proof"))
        if fatal(problems):
            return PartResult((), problems.in_order(), leaving)
        of_task: dict[str, Any] = {
            "asked": {name: there for name, there in rendered.asked.items() if name not in docs},
            "links": leaving,
            "loads": loaded_files.files_missing(site),
            "names": site.names,
            "scripts": frozenset(policed.used),
            "sitemap": _site_map(built),
            "search": found.config if found else {},
            "signs": found.signs if found else "",
            "menu": rendered.menu if task.is_root else [],
            "says": says,
            "sites": sites,
        }
        packed = packer.packed()
    parts = tuple(_taken(frame, task, site, built, of_task, found.entries if found else "", packed=packed))
    if cache is not None:
        cache.forget_unused()
    return PartResult(parts, problems.in_order())


def _taken(
    frame: SiteFrame,
    task: PartTask,
    site: BuiltSite,
    built: Path,
    of_task: Mapping[str, Any],
    entries: str,
    *,
    packed: Mapping[str, bytes],
) -> Iterator[MadePart]:
    """Takes the parts out of the site in `built`. What belongs to the whole task goes with the last one.

    `entries` are those in the search; `packed` has the packed files of each part.
    """
    from briefsite.rendering import search_index

    # What the site has once is put together from all parts.
    for name in (SITE_MAP, f"{SITE_MAP}.gz", search_index.FILE):
        (built / name).unlink(missing_ok=True)
    # A version may be in the folder of its edition.
    for number, path in enumerate(sorted(task.keys, reverse=True)):
        is_last = number + 1 == len(task.keys)
        folder = frame.scratch / "made" / task.name / str(number)
        key = task.keys[path] if frame.documents else preview_key(task.keys[path])
        report = PartReport(key, _pages(site, path), **(of_task if is_last else {}))
        _take(site, built, path, folder)
        (folder / SEARCH).write_bytes((entries * is_last).encode())
        if path in packed:
            (folder / DISK).write_bytes(packed[path])
        yield MadePart(path, folder, report)


def _rendered(
    frame: SiteFrame, task: PartTask, docs: Mapping[str, bytes], stage: Path, problems: Problems, clock: Clock | None
) -> Rendered:
    """Renders the files `docs` of a part in the folder `stage`, into its subfolder `site`."""
    by_hand = task.inputs.written_by_hand if task.inputs else {}
    templates, files = _hidden(docs, by_hand) if frame.hides_files else ({}, {})
    shown = {name: data for name, data in docs.items() if name not in files and _in_templates(name) not in templates}
    write_tree(stage / "docs", {**frame.by_hand, **shown})
    rendered = render(
        frame.config,
        stage / "docs",
        stage / "site",
        task.epoch,
        frame.templates,
        problems,
        renderer=frame.inputs.renderer,
        clock=clock,
        caches=frame.caches / task.name if frame.caches else None,
        rest=replace(frame.rest, menu=None if task.is_root else frame.rest.menu, templates=templates),
    )
    from briefsite.rendering.unchanged_files import place_files

    place_files(files, stage / "site", frame.config.parent / "site")
    return rendered


def _hidden(docs: Mapping[str, bytes], by_hand: Collection[str]) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """The files of a part in docs/ that the renderer gets in memory, or not at all because it would only copy them.

    The first are the templates of pages, by their paths in docs/templates/.
    """
    generated = {name: data for name, data in docs.items() if name not in by_hand}
    templates = {_in_templates(name): data for name, data in generated.items() if _in_templates(name)}
    kinds = (".md", ".html", ".xml")
    files = {
        n: data for n, data in generated.items() if not n.endswith(kinds) and not n.startswith(("templates/", "."))
    }
    return templates, files


def _in_templates(name: str) -> str:
    """The path in docs/templates/ of a template that belongs to a page; "" for any other file in docs/."""
    path = name.removeprefix("templates/")
    return path if path != name and path.startswith(OF_PAGES) else ""


def _publications(task: PartTask) -> Mapping[KeptVersion, Publication]:
    ledgers = {kept.folder: present_ledger(inputs, kept.folder) for kept, inputs in task.versions}
    return {kept: version_publication(inputs, kept, ledgers[kept.folder]) for kept, inputs in task.versions}


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files by their paths in a new folder."""
    folder.mkdir(parents=True)
    for parent in {(folder / name).parent for name in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _wanted_files(
    frame: SiteFrame, task: PartTask, publications: Mapping[KeptVersion, Publication]
) -> Iterator[WantedFiles]:
    """The files that are made beside the renderer: those of the editions and versions of a part."""
    folder, whole = frame.documents, frame.documents is not None
    for edition in task.editions:
        cache = folder / f"{task.name}.{edition.folder.rpartition('/')[2]}" if folder else None
        read = partial(lambda edition: _reading(edition).publication, edition)
        yield WantedFiles(edition.folder, edition.made.card.path, edition.inputs, read, cache, documents=whole)
    for kept, inputs in task.versions:
        read = partial(publications.get, kept)
        yield WantedFiles(kept.folder, kept.path, inputs, read, None, documents=whole)


def _write_missing(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files. Where one is that somebody wrote by hand, it stays."""
    for name, data in files.items():
        if not (folder / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)


def _finish_pages(built: Path, versions: tuple[str, ...], policed: PolicedSite, sizes: Mapping[str, int]) -> None:
    """Give each page its policy, and the sizes of documents; those of versions also links that work from a disk."""
    from briefsite.rendering.built_site import with_index_files
    from briefsite.rendering.document_sizes import with_sizes
    from briefsite.rendering.white_space import without_indentation

    for page in sorted(built.rglob("*.html")):
        html = policed.page(page, without_indentation(page.read_text(encoding="utf-8")))
        name = page.relative_to(built).as_posix()
        html = with_sizes(html, f"/{name.removesuffix('index.html')}", sizes.get)
        in_version = name.startswith(versions)
        page.write_bytes((with_index_files(html) if in_version else html).encode())


def _proven(
    task: PartTask,
    publications: Mapping[KeptVersion, Publication],
    site: BuiltSite,
    built: Path,
    refused: Mapping[str, tuple[str, ...]],
    problems: Problems,
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    from briefsite.ledger.former import published_addresses
    from briefsite.proof import checks

    says: dict[str, tuple[str, ...]] = {}
    sites: dict[str, str] = {}
    for edition in task.editions:
        folder, one = edition.folder, edition.made
        sites[folder] = _bytes_of(one, built)
        if one.known is not None and one.known.site == sites[folder]:
            says[folder] = one.known.says
            continue
        account_ = _proven_edition(folder, one, _reading(edition), site, problems)
        says[folder] = (*account_, *refused.get(folder, ()))
    for kept, publication in publications.items():
        part, found = site.below(kept.path), problems.step("proof").below(kept.path)
        checks.passages_kept(publication, part, found)
        checks.notes_resolved(publication, part, found)
        checks.addresses_kept(tuple(published_addresses(publication.ledger)), part, found)
    return says, sites


def _reading(edition: PartOfEdition) -> Reading:
    fresh = edition.made.fresh
    return fresh.reading if fresh else read_one(edition.inputs, edition.folder)


def _proven_edition(
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
    return account(publication, f"{folder}/{publication.source.file}", count, addresses, released)


def _bytes_of(one: ComposedEdition, site: Path) -> str:
    """The checksum of an edition's files in the built site. A missing file counts as empty; the checks report it."""
    found = {}
    for name in one.pages:
        if name.startswith("templates/"):  # these are not in the site
            continue
        path = site / (PagePath.of_markdown(name).built if name.endswith(".md") else name)
        found[name] = path.read_bytes() if path.is_file() else b""
    return checksum_of_files(found)


def _site_map(built: Path) -> str:
    file = built / SITE_MAP
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _pages(site: BuiltSite, path: str) -> tuple[str, ...]:
    return tuple(url for url in site.pages if url.startswith(f"/{path}/" if path else "/"))


def _take(site: BuiltSite, built: Path, path: str, folder: Path) -> None:
    """Moves the files of a part from the site in `built` to `folder`."""
    folder.mkdir(parents=True)
    if (built / path).is_dir():
        (built / path).rename(folder / SITE)
    ids = {url: dict(site.pages[url].ids) for url in _pages(site, path)}
    (folder / IDS).write_bytes(msgspec.json.encode(ids))
