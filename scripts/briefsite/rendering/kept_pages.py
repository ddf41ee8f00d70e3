"""Kept pages: the built pages of a version, which are rendered once and then taken over by every build.

Each version has a folder with its part of the site (`site`), and beside it the ids of each page, what it loads, and the
checksum of all (`pages.json`). Files are linked, not copied: a version costs a build no more than a few names. Who
changes one in the published site changes the kept one, too; so a version whose files are not what they were is rendered
again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

from briefsite.cache import read_cache, write_cache
from briefsite.checksum import checksum_of_folder
from briefsite.rendering.built_site import BuiltPage, BuiltSite

_SITE: Final = "site"
_PAGES: Final = "pages.json"


def keep_pages(folder: Path, site: BuiltSite, built: Path, path: str) -> None:
    """Keeps in `folder` what was built below `path` of the site in the folder `built`."""
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    _link_all(built / path, new / _SITE)
    pages = {url: page for url, page in site.pages.items() if url.startswith(f"/{path}/")}
    ids = {url: dict(page.ids) for url, page in pages.items()}
    loads = {url: page.loads for url, page in pages.items()}
    kept = {"files": checksum_of_folder(new / _SITE), "ids": json.dumps(ids), "loads": json.dumps(loads)}
    write_cache(new / _PAGES, kept)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def take_pages(folder: Path, built: Path, path: str) -> BuiltSite:
    """Puts what is kept in `folder` below `path` of the site in `built`. Gives the pages, and the paths of all files.

    Their links were checked when they were kept; the files that they load may be in other parts of the site.
    """
    _link_all(folder / _SITE, built / path)
    kept = read_cache(folder / _PAGES)
    loads = json.loads(kept["loads"])
    pages = {
        url: BuiltPage(url, built / url[1:] / "index.html", count, (), (), tuple(loads[url]))
        for url, count in json.loads(kept["ids"]).items()
    }
    files = (file.relative_to(built).as_posix() for file in (built / path).rglob("*") if file.is_file())
    return BuiltSite(pages, frozenset(f"/{file}" for file in files))


def is_kept(folder: Path) -> bool:
    """Whether the pages of a version are kept in `folder`, as they were built."""
    return read_cache(folder / _PAGES).get("files") == checksum_of_folder(folder / _SITE)


def forget_pages(folder: Path, used: Collection[str]) -> None:
    """Removes all folders in `folder` but those with the names `used`."""
    if folder.is_dir():
        for one in folder.iterdir():
            if one.name not in used:
                shutil.rmtree(one, ignore_errors=True)


def _link_all(source: Path, to: Path) -> None:
    for place, _, names in os.walk(source):
        target = to / Path(place).relative_to(source)
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            try:
                os.link(Path(place, name), target / name)
            except OSError:  # the disk has no links, or too many to one file
                shutil.copyfile(Path(place, name), target / name)
