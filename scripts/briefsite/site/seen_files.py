"""Files that were seen before: their checksums are known, and they are read only when somebody asks for their content.

A file whose size, inode and times are those that the last build saw is the same. Git knows by the same what has
changed. Of a file that was written less than a moment before it was looked at, that can't be said: its time would be
the same if it were written once more.
"""

from __future__ import annotations

import os
import stat
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, MutableSequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from briefsite.limits import limits
from briefsite.storage.checksum import checksum
from briefsite.storage.file_reading import LargeFileError, RefusedFileError, project_paths, read_file
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.sealed_file import read_sealed, sealed

#: What the last build saw of docs/.
SEEN_DOCS: Final = f"{WORK_FOLDER}/seen-docs"
#: The moment, in nanoseconds. File systems tell times apart that are farther from each other.
_MOMENT: Final = 50_000_000


class SeenFile(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was seen: its size in bytes, its modification time (ns), its inode, the checksum of its content."""

    size: int
    modified: int
    inode: int
    checksum: str


class SeenFolder(msgspec.Struct, frozen=True):
    """The files of a folder by their paths in it, as they were seen until the time `at` (ns)."""

    at: int = 0
    files: dict[str, SeenFile] = {}


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """The content of a file that is not read yet: where it is, and its checksum."""

    path: str
    checksum: str


@dataclass(frozen=True, slots=True)
class PackedFile:
    """The content of a file, packed: pages take a fifth of the memory then. The checksum is that of the content."""

    data: bytes
    checksum: str


class FileSet(Mapping[str, bytes]):
    """Files by their names; some of them are read when their content is asked for. OSError if that fails then."""

    def __init__(self, entries: Mapping[str, bytes | UnreadFile | PackedFile]) -> None:
        self._entries = entries
        self._checksums: dict[str, str] = {}

    def __getitem__(self, name: str) -> bytes:
        entry = self._entries[name]
        if isinstance(entry, PackedFile):
            return zlib.decompress(entry.data)
        return entry if isinstance(entry, bytes) else read_file(entry.path, "published")

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def checksum(self, name: str) -> str:
        """The checksum of the content of a file. KeyError if there is none of that name."""
        entry = self._entries[name]
        if not isinstance(entry, bytes):
            return entry.checksum
        if name not in self._checksums:
            self._checksums[name] = checksum(entry)
        return self._checksums[name]

    @property
    def packed(self) -> FileSet:
        """The same files, those in memory packed."""
        return FileSet(
            {
                name: PackedFile(zlib.compress(entry, 1), self.checksum(name)) if isinstance(entry, bytes) else entry
                for name, entry in self._entries.items()
            }
        )

    def only(self, names: Iterable[str]) -> FileSet:
        """Those of the files that have one of the `names`."""
        chosen = FileSet({name: self._entries[name] for name in names if name in self._entries})
        chosen._checksums = self._checksums
        return chosen

    @property
    def total(self) -> str:
        """The checksum of all files and their names."""
        return checksum(*(part for name in sorted(self._entries) for part in (name, self.checksum(name))))

    @staticmethod
    def united(sets: Iterable[Mapping[str, bytes]]) -> FileSet:
        """The files of several sets; of two with one name the last one."""
        entries: dict[str, bytes | UnreadFile | PackedFile] = {}
        for each in sets:
            entries.update(each._entries if isinstance(each, FileSet) else each)  # noqa: SLF001 - of the same class
        return FileSet(entries)


def look_into(folder: Path, before: SeenFolder, now: dict[str, SeenFile], refused: MutableSequence[OSError]) -> FileSet:
    """All files in `folder`, however deep, by their paths in it, sorted. A missing folder has none.

    Only files that `before` does not have as they are now are read, to know their checksums. What was seen is put into
    `now`. What is neither a file nor a folder, or is too large, is added to `refused`.
    """
    known = before.files
    entries: dict[str, bytes | UnreadFile | PackedFile] = {}
    start, total, most = len(os.fspath(folder)) + 1, 0, limits().folder
    for path in project_paths(folder):
        name, stated = path[start:].replace(os.sep, "/"), os.lstat(path)
        seen = known.get(name)
        if (
            seen is None
            or not stat.S_ISREG(stated.st_mode)
            or (seen.size, seen.modified, seen.inode) != (stated.st_size, stated.st_mtime_ns, stated.st_ino)
            or stated.st_mtime_ns > before.at - _MOMENT
            or stated.st_size > limits().published
        ):
            try:
                content = read_file(path, "published")
            except (RefusedFileError, LargeFileError) as error:
                refused.append(error)
                continue
            seen = SeenFile(len(content), stated.st_mtime_ns, stated.st_ino, checksum(content))
        total += seen.size
        if total > most:
            refused.append(LargeFileError(path, "folder", total))
            break
        now[name] = seen
        entries[name] = UnreadFile(path, seen.checksum)
    return FileSet(entries)


def as_seen(path: Path) -> SeenFile:
    """A file as it is. OSError if it can't be read."""
    stated = path.stat()
    return SeenFile(stated.st_size, stated.st_mtime_ns, stated.st_ino, checksum(read_file(path, "published")))


def seen_before(file: Path) -> SeenFolder:
    """What the last build saw, and wrote to `file`; nothing if there was none, or the file is damaged."""
    body = read_sealed(file)
    try:
        return msgspec.msgpack.decode(body, type=SeenFolder) if body else SeenFolder()
    except msgspec.DecodeError:
        return SeenFolder()


def seen_as_bytes(files: Mapping[str, SeenFile]) -> bytes:
    """What was seen until now, for the next build."""
    return sealed(msgspec.msgpack.encode(SeenFolder(time.time_ns(), dict(files))))
