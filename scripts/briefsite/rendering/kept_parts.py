"""Kept parts: what was rendered of a part of the site, taken over by every build for which it would be the same.

Each part has a folder of its own: its files (`site`), the same packed for a copy on a disk (`disk.zip`), the ids of its
pages (`ids.json`), its entries in the search (`search.json`), and a list of all these with everything that the rest of
the site needs of the part (`part.json`).
Files are linked, not copied: to keep a part costs no more than a few names. Who changes one in the published site
changes the kept one, too; so a part whose files are not what they were is rendered again.

A file whose size, time and inode are those of the list wasn't changed; of any other, the content is compared.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import msgspec

from briefsite.ledger.version_links import VERSIONS
from briefsite.site.seen_files import SeenFile
from briefsite.storage.checksum import checksum
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.sealed_file import read_sealed, sealed, write_sealed

#: The folder of all parts, and the names in that of one.
PARTS_FOLDER: Final = f"{WORK_FOLDER}/parts"
SITE: Final = "site"
IDS: Final = "ids.json"
SEARCH: Final = "search.json"
DISK: Final = "disk.zip"
_LIST: Final = "part.json"


class PartReport(msgspec.Struct, frozen=True):
    """What the rest of the site needs of a part.

    `key` is the checksum of all that it was made from. `asked` are the files in the docs/ of other parts that it looked
    for: whether they were there. `pages` are the URLs of its pages, `links` those of its links that leave it, each as
    the page, the words and the target. `sitemap` is its part of the site map. `search` has the settings of the search,
    `signs` all characters beyond ASCII that it has. `menu` is that of the part at the root. `loads` are the
    files of others that it loads, each with those that do, `names` what style rules may be for, `scripts` the texts of
    the scripts in its pages. `says` and `sites` are the
    account of the proof and the checksum of the built files, by the folder of the edition.
    """

    key: str
    pages: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...] = ()
    loads: dict[str, list[str]] = {}
    asked: dict[str, bool] = {}
    sitemap: str = ""
    search: dict[str, Any] = {}
    signs: str = ""
    menu: list[dict[str, Any]] = []
    names: frozenset[str] = frozenset()
    scripts: frozenset[str] = frozenset()
    says: dict[str, tuple[str, ...]] = {}
    sites: dict[str, str] = {}


class KeptPart(msgspec.Struct, frozen=True):
    """A part as it is kept: the report, and all its files by their paths in its folder."""

    report: PartReport
    files: dict[str, SeenFile]

    @property
    def of_site(self) -> Iterator[tuple[str, SeenFile]]:
        """Its files in the site, by their paths from that of the part."""
        start = f"{SITE}/"
        return ((name[len(start) :], file) for name, file in self.files.items() if name.startswith(start))


def keep_part(made: Path, folder: Path, report: PartReport) -> KeptPart:
    """Keeps the folder `made`, which has the files of a part, as `folder`, in the place of what is there."""
    names = sorted(_below(os.fspath(made), ""))
    files = {name: _as_it_is(made / name, checksum((made / name).read_bytes())) for name in names if name != _LIST}
    part = KeptPart(report, files)
    (made / _LIST).write_bytes(sealed(msgspec.json.encode(part)))
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        folder.unlink()
    folder.parent.mkdir(parents=True, exist_ok=True)
    made.rename(folder)
    return part


def kept_part(folder: Path) -> KeptPart | None:
    """The part that is kept in `folder`; None if there is none, or one of its files is not what it was."""
    body = read_sealed(folder / _LIST)
    if body is None:
        return None
    try:
        part = msgspec.json.decode(body, type=KeptPart)
        touched = {name: known for name, known in part.files.items() if not _is_same(f"{folder}/{name}", known)}
        for name, known in touched.items():
            if checksum((folder / name).read_bytes()) != known.checksum:
                return None
    except (OSError, msgspec.DecodeError):
        return None
    if touched:  # it was copied: the next build needn't read it again
        part = KeptPart(part.report, {n: _as_it_is(folder / n, known.checksum) for n, known in part.files.items()})
        write_sealed(folder / _LIST, msgspec.json.encode(part))
    return part


def put_in_site(part: KeptPart, folder: Path, built: Path, path: str) -> None:
    """Puts the files of a part, which is kept in `folder`, below `path` of the site in the folder `built`."""
    to = os.fspath(built / path)
    made: set[str] = set()
    for name, _ in part.of_site:
        target = f"{to}/{name}"
        parent = os.path.dirname(target)  # noqa: PTH120 - there are thousands of them
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103
            made.add(parent)
        try:
            os.link(f"{folder}/{SITE}/{name}", target)
        except FileExistsError:
            pass  # a file written by hand that is the same as the generated one
        except OSError:  # the disk has no links
            shutil.copy2(f"{folder}/{SITE}/{name}", target)


def ids_of_pages(folder: Path) -> Mapping[str, Mapping[str, int]]:
    """How often each id is on each page, by the URLs of the pages, of the part that is kept in `folder`."""
    found: dict[str, dict[str, int]] = json.loads((folder / IDS).read_bytes())
    return found


def preview_key(key: str) -> str:
    """The key of a part that a preview made, without documents: a build does not take it over."""
    return f"{key} preview"


def folder_of_part(path: str) -> str:
    """The name of the folder of a part: its path on the site, with no / in it."""
    return path.replace("/", "+") or "+"


def forget_rendered(root: Path) -> None:
    """Removes what is kept of the project in `root`, except versions: these never change."""
    folder = root / PARTS_FOLDER
    names = (one.name for one in folder.iterdir()) if folder.is_dir() else ()
    forget_parts(folder, {name for name in names if VERSIONS in name.split("+")})


def forget_parts(folder: Path, used: Collection[str]) -> None:
    """Removes everything in `folder` but what has one of the names `used`."""
    if folder.is_dir():
        for one in folder.iterdir():
            if one.name not in used:
                shutil.rmtree(one, ignore_errors=True)


def _as_it_is(path: Path, content: str) -> SeenFile:
    found = path.stat()
    return SeenFile(found.st_size, found.st_mtime_ns, found.st_ino, content)


def _is_same(path: str, known: SeenFile) -> bool:
    found = os.lstat(path)
    return (found.st_size, found.st_mtime_ns, found.st_ino) == (known.size, known.modified, known.inode)


def _below(folder: str, start: str) -> Iterable[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{start}{entry.name}/")
            else:
                yield f"{start}{entry.name}"
