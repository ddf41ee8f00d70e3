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

from briefsite.file_names import SETTINGS
from briefsite.limits import limits, raising
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.rendering import search_index
from briefsite.rendering.disk_copy import DISK_INDEX, disk_index, disk_name
from briefsite.rendering.document_sizes import with_sizes, without_documents
from briefsite.rendering.kept_parts import DISK, SEARCH, KeptPart, ids_of_pages, put_in_site
from briefsite.rendering.renderer import SITE_MAP
from briefsite.rendering.unused_rules import drop_unused_rules
from briefsite.rendering.zip_file import one_zip, packed
from briefsite.site.seen_files import SeenFile
from briefsite.storage.cache import FolderCache, installed_version

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


def assemble_site(
    parts: Iterable[PlacedPart], site: Path, epoch: int, sheets: FolderCache, shards: Path, problems: Problems
) -> AssembledSite:
    """Puts the parts together in the folder `site`; the first one is the root.

    `epoch` is the date of the build; `sheets` is the cache of style sheets, `shards` the folder of the cache of a large
    search. Problems: L01 for a search that is too large for one file, and can't be divided.
    """
    parts = tuple(parts)
    for placed in parts:
        put_in_site(placed.part, placed.folder, site, placed.path)
    drop_unused_rules(site, frozenset[str]().union(*(placed.part.report.names for placed in parts)), sheets)
    _write_site_map([placed.part.report.sitemap for placed in parts], site, epoch)
    searched = _write_search(parts, site, shards, problems)
    maps = (SITE_MAP, f"{SITE_MAP}.gz")
    return AssembledSite(parts, searched | {f"/{name}" for name in maps if (site / name).is_file()})


def add_zip(whole: AssembledSite, site: Path, zip_path: str, *, made: bool) -> AssembledSite:
    """Puts the copy of the site for a disk at `zip_path` (`/download/dams.zip`), and its size on the first page.

    If it is not `made`, or would be too large, the page no longer offers it. Links to it lead somewhere all the same.
    """
    files = [placed.folder / DISK for placed in whole.parts]
    data = b""
    if made and all(file.is_file() for file in files):
        index = disk_index(list(map(_index_of, whole.parts))) if (site / search_index.FILE).is_file() else b""
        script = {disk_name(zip_path, DISK_INDEX): index} if index else {}
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


def _write_search(parts: Sequence[PlacedPart], site: Path, kept: Path, problems: Problems) -> frozenset[str]:
    """Writes the index of the search, unless mkdocs.yml leaves that out, and gives the paths of its files.

    Above a limit it is divided into shards, if Pagefind is installed; what is not changed of these is in `kept`.
    """
    if not parts or not parts[0].part.report.search:
        return frozenset()
    file = site / search_index.FILE
    file.parent.mkdir(exist_ok=True)
    size = sum((placed.folder / SEARCH).stat().st_size for placed in parts)
    names = _put_shards(parts, size, site, kept, problems) if size > limits().search else None
    if names is None:
        file.write_bytes(search_index.united_index(list(map(_index_of, parts))).encode())
    return (names or frozenset()) | {f"/{search_index.FILE}"}


def _put_shards(
    parts: Sequence[PlacedPart], size: int, site: Path, kept: Path, problems: Problems
) -> frozenset[str] | None:
    """Divides an index of this size into shards, and gives the paths of their files.

    None if Pagefind isn't there, or has failed: that is problem L01, since everybody who searches fetches all of it.
    """
    from briefsite.rendering.pagefind_index import HOW_TO_INSTALL, PagefindError, has_pagefind
    from briefsite.rendering.search_shards import SearchedPart, put_shards, shard_count

    failed = "which needs Pagefind"
    if has_pagefind():
        config, count = parts[0].part.report.search, shard_count(size)
        searched = [SearchedPart(one.path, one.folder / SEARCH, one.part.files[SEARCH].checksum) for one in parts]
        language = str(next(iter(config.get("lang", ())), "en"))
        try:
            names = put_shards(searched, count, language, kept, site, installed_version("pagefind_bin"))
        except PagefindError as error:
            failed = f"and Pagefind has failed: {error}"
        else:
            without = [replace(_index_of(one), entries="") for one in parts]
            (site / search_index.FILE).write_bytes(search_index.index_of_shards(without, count).encode())
            return names
    what = f"everybody who searches fetches the index of the search, {size:,} bytes"
    message = f"{what}; above {limits().search:,} it is divided, {failed}"
    help_ = f"install the extra `search`:   {HOW_TO_INSTALL}   or {raising('search', size)}"
    problems.warning(Place(SETTINGS), "L01", message, help_, subject="search")
    return None


def _index_of(placed: PlacedPart) -> search_index.PassageIndex:
    """The entries of a part."""
    report = placed.part.report
    return search_index.PassageIndex(report.search, (placed.folder / SEARCH).read_text("utf-8"), report.signs)
