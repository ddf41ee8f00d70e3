"""The files that a build replaces in the project, as mappings that unpack a file only when it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path

from briefsite.site.seen_files import FileSet


class ChangesOfDocs(Mapping[str, bytes | None]):
    """The files in docs/ that have to be written, by their names; None for those to be deleted.

    Their content is only unpacked when it is asked for: of many editions it would take too much memory at once.
    `generated` and `old` are what is there, `new` what will be; `written` and `deleted` are names.
    """

    def __init__(self, generated: Collection[str], new: FileSet, old: FileSet) -> None:
        self.deleted = frozenset(name for name in generated if name not in new)
        changed = (name for name in new if name not in old or old.checksum(name) != new.checksum(name))
        self.written, self._new = dict.fromkeys(changed), new

    def __getitem__(self, name: str) -> bytes | None:
        if name in self.deleted:
            return None
        if name in self.written:
            return self._new[name]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return chain(sorted(self.deleted), self.written)

    def __len__(self) -> int:
        return len(self.deleted) + len(self.written)


class ReplacedFiles(Mapping[Path, bytes | None]):
    """Files that are replaced, by their paths: some `files`, and the `changes` of the folder `docs`."""

    def __init__(self, files: Mapping[Path, bytes | None], docs: Path, changes: ChangesOfDocs) -> None:
        self._files, self._changes = files, changes
        self._names = {docs / name: name for name in changes}

    def __getitem__(self, path: Path) -> bytes | None:
        return self._files[path] if path in self._files else self._changes[self._names[path]]

    def __iter__(self) -> Iterator[Path]:
        return iter({**self._files, **self._names})

    def __len__(self) -> int:
        return len({**self._files, **self._names})
