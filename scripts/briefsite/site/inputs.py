"""The inputs: all that a build depends on, read once, at its beginning."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import briefsite
from briefsite.exports.drawing import program_file
from briefsite.file_names import (
    CARD,
    CITATIONS,
    EDITION_FILE,
    RECEIVED_FILES,
    SETTINGS,
    SOURCES,
    STRINGS_FILE,
    VERSION_FILES,
)
from briefsite.language.strings import COMPLETE, Strings, Text, strings_of
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.site.committed import committed_files
from briefsite.site.generated import generated_files
from briefsite.site.renderers import RENDERER, RENDERERS
from briefsite.site.seen_files import SEEN_DOCS, FileSet, SeenFile, look_into, seen_before
from briefsite.site.settings import Settings, read_settings, refused_in_theme
from briefsite.storage.cache import installed_version
from briefsite.storage.checksum import checksum_of_files, checksum_of_folder
from briefsite.storage.file_reading import (
    RefusedFileError,
    check_folder,
    read_project_folder,
    refused_at,
    report_unread,
)
from briefsite.storage.path_names import check_names

if TYPE_CHECKING:
    from briefsite.site.history import History

_PATH: Final = re.compile(rb"""\bpath["']?\s*:\s*["']?([a-z0-9/-]*)""")

#: The mark of a site, in docs/ and in the theme.
MARK: Final = "assets/mark.svg"


@dataclass(frozen=True)
class Repository:
    """What git knows of the project in `root`; it is asked when that is needed, and once."""

    root: Path

    @cached_property
    def committed_files(self) -> Mapping[str, str]:
        """The files of all editions as they were last committed, by their paths: git's hash of each."""
        return committed_files(self.root, SOURCES)

    @cached_property
    def history(self) -> History:
        """The ledgers in the history of the repository."""
        from briefsite.site.history import read_history  # a build with nothing changed asks for none

        return read_history(self.root)


@dataclass(frozen=True)
class Inputs:
    """The files under `root`, as they were read: all that a build depends on.

    `sources` are the files of each edition by its folder (`sources/x`) and their names; `docs` those of docs/, by their
    paths in it. `program` is its fingerprint (`program_checksum`). `last_written` has the files in docs/ that
    the last build wrote, with their checksums: it only serves to tell generated files from those written by hand.
    `strings` is sources/strings.yml, empty if there is none. Inputs that are made of others share their `repository`.
    `seen` are the files of docs/ as they were looked at. `renderer` is one of `renderers.RENDERERS`.
    `with_proposed`: pages for editors have the works that are only proposed, too.
    """

    root: Path
    sources: Mapping[str, Mapping[str, bytes]]
    settings: Settings
    docs: FileSet
    program: str
    repository: Repository
    last_written: Mapping[str, str] = field(default_factory=dict)
    strings: bytes = b""
    seen: Mapping[str, SeenFile] = field(default_factory=dict)
    renderer: str = RENDERER
    with_proposed: bool = False

    @cached_property
    def _supplied(self) -> Mapping[str, Mapping[str, Text]]:
        from briefsite.site.supplied_strings import read_supplied_strings  # most sites have none

        return read_supplied_strings(self.strings, Problems()) if self.strings else {}

    def strings_for(self, language: str) -> Strings:
        """The texts of the interface for an edition in a language (a BCP 47 tag)."""
        return strings_of(language, self._supplied)

    @property
    def site_strings(self) -> Strings:
        """Those for pages of no edition: in the language of the theme."""
        theme = self.settings.data.get("theme")
        return self.strings_for(str(theme.get("language", COMPLETE)) if isinstance(theme, dict) else COMPLETE)

    @property
    def site_url(self) -> str:
        """The address of the published site, with a / at its end; empty if mkdocs.yml states none."""
        return self.settings.site_url

    @cached_property
    def generated(self) -> FileSet:
        """The files of docs/ that an earlier build wrote: the next one replaces or deletes them."""
        return generated_files(self.docs, self.last_written)

    @cached_property
    def written_by_hand(self) -> FileSet:
        """All other files of docs/."""
        return self.docs.only(name for name in self.docs if name not in self.generated)

    @cached_property
    def changed(self) -> FileSet:
        """The generated files that are not what the last build wrote."""
        ours, last = self.generated, self.last_written
        return ours.only(name for name in ours if last.get(name) != ours.checksum(name))

    @property
    def checksum(self) -> str:
        """The checksum of all that the result depends on."""
        return checksum_of_files(
            {
                "settings": self.settings.checksum.encode(),
                "program": self.program.encode(),
                "strings": self.strings,
                **{f"{folder}/{name}": data for folder, files in self.sources.items() for name, data in files.items()},
                "docs": self.written_by_hand.total.encode(),
            }
        )

    def checksum_of(self, folder: str) -> str:
        """The checksum of all that the pages of one edition depend on, except the other editions."""
        further = f"{self.program} {self.site_url}".encode()
        files = self.sources[folder]
        if self.with_proposed and any(b"proposed" in data for name, data in files.items() if name == CITATIONS):
            further += b" with proposed works"
        return checksum_of_files(
            {**files, "/further": further, "/mark": self.docs.get(MARK, b""), "/strings": self.strings}
        )

    def of_edition(self, folder: str) -> Inputs:
        """These inputs with no more than one edition reads: they are handed to another process."""
        names = {MARK, *self._cards_by_hand, self._card_of(folder)} & self.docs.keys()
        return Inputs(
            self.root,
            {folder: self.sources[folder]},
            Settings(self.settings.files, self.settings.environment),
            FileSet({name: self.docs[name] for name in names}),
            self.program,
            Repository(self.root),
            {name: self.last_written[name] for name in names if name in self.last_written},
            self.strings,
            renderer=self.renderer,
            with_proposed=self.with_proposed,
        )

    @cached_property
    def _cards_by_hand(self) -> frozenset[str]:
        return frozenset(name for name in self.written_by_hand if name.endswith(CARD))

    def _card_of(self, folder: str) -> str:
        """Where the card of an edition most probably is: if it is elsewhere, it is only drawn once more."""
        path = self.stated_path(folder)
        return f"{path}/{CARD}" if path else CARD

    def stated_path(self, folder: str) -> str:
        """The path of an edition on the site, as it most probably is: its edition.yml is not read as YAML."""
        stated = _PATH.search(self.sources[folder].get(EDITION_FILE, b""))
        return stated[1].decode() if stated else ""

    @property
    def mark(self) -> bytes:
        """The mark of the site, an SVG: its own in docs/, or else the theme's."""
        return self.docs.get(MARK) or program_file(f"theme/{MARK}")

    @property
    def committed_files(self) -> Mapping[str, str]:
        """The files of all editions as they were last committed, by their paths: git's hash of each."""
        return self.repository.committed_files

    @property
    def history(self) -> History:
        """The ledgers in the history of the repository."""
        return self.repository.history

    def address_of(self, path: str) -> str:
        """The address of the edition at `path` on the published site; empty if that has none."""
        return urljoin(self.site_url, f"{path}/") if path and self.site_url else self.site_url


def gather(root: Path, last_written: Mapping[str, str], problems: Problems, renderer: str = RENDERER) -> Inputs | None:
    """Reads everything under `root` that a build depends on.

    `last_written` are the files of docs/ that the last build wrote (`publish.state`), `renderer` is the name of an
    installed renderer. None, with a problem, where something is missing or can't be read (S01), is too large (L01), no
    file (L02), or has a name that is not the same everywhere (L03).
    """
    refused: list[OSError] = []
    try:
        if not (found := _edition_folders(root, refused)) and not refused:
            message = "no folder in it has an edition.yml"
            help_ = "`briefsite init TEXT` creates an edition from any text"
            problems.error(Place(SOURCES), "S01", message, help_, subject=SOURCES)
            return None
        if not os.path.lexists(root / SETTINGS):
            help_ = "run this in the folder that contains mkdocs.yml"
            problems.error(Place(SETTINGS), "S01", "the file does not exist", help_, subject=SETTINGS)
            return None
        settings = read_settings(root)
        seen: dict[str, SeenFile] = {}
        docs = look_into(root / "docs", seen_before(root / SEEN_DOCS), seen, refused)
        sources = {f"{SOURCES}/{name}": _read_sources(root / SOURCES / name, refused) for name in found}
        refused += refused_in_theme(root, settings)
        shared = read_project_folder(root / SOURCES, refused) if (root / SOURCES).is_dir() else {}
    except OSError as error:
        report_unread(error, relative(error, root), "check its permissions", problems)
        return None
    for each in refused:
        report_unread(each, relative(each, root), "check its permissions", problems)
    check_names("docs", docs, problems)
    check_names(SOURCES, [f"{name}/{file}" for name in found for file in sources[f"{SOURCES}/{name}"]], problems)
    if problems:
        return None
    strings = shared.get(STRINGS_FILE.removeprefix(f"{SOURCES}/"), b"")
    program = program_checksum(renderer)
    return Inputs(root, sources, settings, docs, program, Repository(root), last_written, strings, seen, renderer)


def _edition_folders(root: Path, refused: list[OSError]) -> Sequence[str]:
    """The names of the folders with an edition, sorted. What is neither file nor folder is added to `refused`."""
    if not os.path.lexists(root / SOURCES):
        return ()
    check_folder(root / SOURCES)
    folders = []
    for entry in sorted(os.scandir(root / SOURCES), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if os.path.lexists(f"{entry.path}/{EDITION_FILE}"):
                folders.append(entry.name)
        elif not entry.is_file(follow_symlinks=False):
            refused.append(refused_at(entry.path))
    return folders


def _read_sources(folder: Path, refused: list[OSError]) -> Mapping[str, bytes]:
    """The files of an edition by name, those of its versions as `versions/…`, its document as `received/…`."""
    files = dict(read_project_folder(folder, refused))
    if (folder / EDITION_FILE).is_dir() and not (folder / EDITION_FILE).is_symlink():
        refused.append(RefusedFileError(folder / EDITION_FILE, "a folder"))
    for below in (folder / VERSION_FILES, folder / RECEIVED_FILES):
        if below.is_dir() and not below.is_symlink():
            found = read_project_folder(below, refused)
            files |= {f"{below.name}/{name}": data for name, data in found.items()}
    return files


def program_checksum(renderer: str = RENDERER) -> str:
    """The fingerprint of the program: the checksum of its files, and the versions of packages that shape the result."""
    code = checksum_of_folder(Path(briefsite.__path__[0]), without="__pycache__")
    return " ".join([code, *map(installed_version, (*RENDERERS[renderer].packages, "typst"))])


def relative(error: OSError, root: Path) -> str:
    """The file at fault, as a path from `root` where it is below that."""
    path = Path(str(error.filename or root))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
