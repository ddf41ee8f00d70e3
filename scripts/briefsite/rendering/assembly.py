"""The assembly: the site, put together from its parts, with what it has once: the site map and the search."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from briefsite.page_path import PagePath
from briefsite.rendering import search_index
from briefsite.rendering.disk_copy import DISK_INDEX, disk_index, disk_name
from briefsite.rendering.document_sizes import with_sizes, without_documents
from briefsite.rendering.kept_parts import DISK, SEARCH, KeptPart, ids_of_pages, put_in_site
from briefsite.rendering.renderer import SITE_MAP
from briefsite.rendering.unused_rules import drop_unused_rules
from briefsite.rendering.zip_file import one_zip, packed
from briefsite.site.seen_files import SeenFile
from briefsite.storage.cache import FolderCache

_END_OF_URLS: Final = "</urlset>"


@dataclass(frozen=True)
class PlacedPart:
    """A part by its path on the site, and the folder that has its files."""

    path: str
    folder: Path
    part: KeptPart

    @cached_property
    def ids(self) -> Mapping[str, Mapping[str, int]]:
        """The ids of its pages, which are read when a link asks for one."""
        return ids_of_pages(self.folder)

    @property
    def files(self) -> Iterator[tuple[str, SeenFile]]:
        """Its files, by their paths from the root of the site."""
        return ((f"{self.path}/{name}" if self.path else name, file) for name, file in self.part.of_site)


@dataclass(frozen=True)
class AssembledSite:
    """A whole site: the parts by the URLs of their pages, and the paths of all files that are in no part.

    `links` lead from one part to another: the URL of the page, the words, the target. `loads` are the files of other
    parts that parts load, each with those that do; `scripts` are the texts of the scripts in pages.
    """

    parts: tuple[PlacedPart, ...]
    once: frozenset[str]

    @cached_property
    def owners(self) -> Mapping[str, PlacedPart]:
        """The parts by the URLs of their pages."""
        return {url: placed for placed in self.parts for url in placed.part.report.pages}

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of all files (`/assets/style.css`)."""
        return self.once | {f"/{name}" for placed in self.parts for name, _ in placed.files}

    @property
    def links(self) -> Iterator[tuple[str, str, str]]:
        """The links that lead from one part to another."""
        return (link for placed in self.parts for link in placed.part.report.links)

    @property
    def loads(self) -> Iterator[tuple[str, Sequence[str]]]:
        """What parts load that others have."""
        return (each for placed in self.parts for each in placed.part.report.loads.items())

    @property
    def scripts(self) -> frozenset[str]:
        """The texts of the scripts in pages."""
        return frozenset[str]().union(*(placed.part.report.scripts for placed in self.parts))

    def has(self, target: str) -> bool:
        """Whether the site has a target, a path with an optional fragment."""
        path, _, fragment = target.partition("#")
        if path not in self.owners:
            return path in self.files
        wanted = fragment.partition(":~:")[0]
        return not wanted or wanted in self.owners[path].ids[path]


def assemble_site(parts: Iterable[PlacedPart], site: Path, epoch: int, sheets: FolderCache) -> AssembledSite:
    """Puts the parts together in the folder `site`; the first one is the root.

    `epoch` is the date of the build; `sheets` is the cache of style sheets.
    """
    parts = tuple(parts)
    for placed in parts:
        put_in_site(placed.part, placed.folder, site, placed.path)
    drop_unused_rules(site, frozenset[str]().union(*(placed.part.report.names for placed in parts)), sheets)
    _write_site_map([placed.part.report.sitemap for placed in parts], site, epoch)
    _write_search(parts, site)
    once = (SITE_MAP, f"{SITE_MAP}.gz", search_index.FILE)
    return AssembledSite(parts, frozenset(f"/{name}" for name in once if (site / name).is_file()))


def add_zip(whole: AssembledSite, site: Path, zip_path: str, *, made: bool) -> AssembledSite:
    """Puts the copy of the site for a disk at `zip_path` (`/download/dams.zip`), and its size on the first page.

    If it is not `made`, or would be too large, the page no longer offers it. Links to it lead somewhere all the same.
    """
    files = [placed.folder / DISK for placed in whole.parts]
    data = b""
    if made and all(file.is_file() for file in files):
        index = site / search_index.FILE
        script = {disk_name(zip_path, DISK_INDEX): disk_index(index.read_text("utf-8"))} if index.is_file() else {}
        with suppress(ValueError):
            data = one_zip([packed(script), *(file.read_bytes() for file in files)])
    if data:
        (site / zip_path[1:]).parent.mkdir(exist_ok=True)
        (site / zip_path[1:]).write_bytes(data)
    home = site / PagePath().built
    if home.is_file():
        page = home.read_text("utf-8")
        home.unlink()  # the kept part has the same file
        sized = with_sizes(page, "/", lambda path: len(data) if path == zip_path else 0)
        home.write_bytes((sized if data else without_documents(page, zip_path.__eq__)).encode())
    return replace(whole, once=whole.once | {zip_path})


def _write_site_map(maps: Sequence[str], site: Path, epoch: int) -> None:
    """Writes the site map of the root with the entries of all parts, and packed beside it, as MkDocs does."""
    if not maps or not maps[0]:
        return
    start, end, rest = maps[0].rpartition(_END_OF_URLS)
    whole = start.rstrip() + "".join(map(_urls, maps[1:])) + "\n" + end + rest
    (site / SITE_MAP).write_bytes(whole.encode())
    packed = io.BytesIO()
    with gzip.GzipFile(SITE_MAP, "wb", fileobj=packed, mtime=epoch) as file:
        file.write(whole.encode())
    (site / f"{SITE_MAP}.gz").write_bytes(packed.getvalue())


def _urls(text: str) -> str:
    """The entries of a site map, as they are written."""
    inside = text.partition("<urlset")[2].partition(">")[2]
    return inside.rpartition(_END_OF_URLS)[0].rstrip()


def _write_search(parts: Sequence[PlacedPart], site: Path) -> None:
    """Writes the index of the search, unless mkdocs.yml leaves that out."""
    if not parts or not parts[0].part.report.search:
        return
    reports = [(placed, placed.part.report) for placed in parts]
    indexes = [
        search_index.PassageIndex(report.search, (placed.folder / SEARCH).read_text("utf-8"), report.signs)
        for placed, report in reports
    ]
    file = site / search_index.FILE
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(search_index.united_index(indexes).encode())
