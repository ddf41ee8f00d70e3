"""A cache: results that take long to make, each under the checksum of everything it depends on.

A damaged cache counts as empty; a failed write is ignored.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

import msgspec

import briefsite
from briefsite.storage.checksum import checksum
from briefsite.storage.sealed_file import read_sealed, write_sealed

_T = TypeVar("_T")
_PACKAGE: Final = Path(briefsite.__path__[0])


@cache
def code_checksum(modules: tuple[str, ...], packages: tuple[str, ...]) -> str:
    """The checksum of the code of some modules of the program, and of the versions of some packages.

    `modules` are full names such as "briefsite.works.latex". They are read, not imported. With the code in the key, a
    cache needs no version number that somebody has to raise. FileNotFoundError for a name that is none: a module was
    renamed, and a list of those a cache depends on was not.
    """
    return checksum(*map(installed_version, packages), *map(_code, modules))


def _code(module: str) -> bytes:
    return _PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py").read_bytes()


def installed_version(package: str) -> str:
    """The name and version of a package: "typst-0.15.2". PackageNotFoundError if it isn't installed.

    `package` is its name as in the names of its files: in small letters, with underscores.
    """
    if package not in _installed():
        from importlib.metadata import version

        return f"{package}-{version(package)}"
    return _installed()[package]


@cache
def _installed() -> Mapping[str, str]:
    """The packages that have their version in the name of a folder beside them, by name.

    importlib.metadata knows all packages, but loading it takes a tenth of the time of a build with nothing changed.
    """
    found: dict[str, str] = {}
    for folder in reversed(sys.path):  # the first one that Python finds counts
        with contextlib.suppress(OSError):
            names = (name.removesuffix(_METADATA) for name in os.listdir(folder) if name.endswith(_METADATA))  # noqa: PTH208 - several times as fast as pathlib, on every build
            found |= {name.partition("-")[0].lower(): name for name in names}
    return found


_METADATA: Final = ".dist-info"


def read_cache(file: Path | None) -> dict[str, str]:
    """The results in a cache by their checksums; empty if the file is missing or damaged."""
    body = read_sealed(file) if file else None
    try:
        data = json.loads(body or b"{}")
    except ValueError:
        return {}
    right = isinstance(data, dict) and all(isinstance(text, str) for text in data.values())
    return data if right else {}


def write_cache(file: Path, entries: Mapping[str, str]) -> None:
    """Writes a cache as a whole. If that fails, there is none."""
    write_sealed(file, json.dumps(entries).encode())


class FolderCache:
    """A cache in a `folder`, with the last result of each name (a path, or whatever), one file each.

    Results that weren't asked for by the end are removed. They belong to what is no longer there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._used: set[str] = set()

    def get(self, name: str, key: str) -> str:
        """The result of that name, if it has that key; KeyError if it has another, or there is none."""
        return read_cache(self._file(name))[key]

    def put(self, name: str, key: str, result: str) -> None:
        """Keeps a result in the place of the last one."""
        write_cache(self._file(name), {key: result})

    def made(self, name: str, key: tuple[str | bytes, ...], make: Callable[[], _T], kind: type[_T]) -> _T:
        """The result of that name, if it is of that `kind` and its key is the checksum of `key`; or else a new one."""
        depends = checksum(*key)
        with contextlib.suppress(KeyError, msgspec.MsgspecError):
            return msgspec.json.decode(self.get(name, depends), type=kind)
        result = make()
        self.put(name, depends, msgspec.json.encode(result).decode())
        return result

    def _file(self, name: str) -> Path:
        file = f"{checksum(name)}.json"
        self._used.add(file)
        return self.folder / file

    def forget_unused(self) -> None:
        """Removes the results of all names that weren't asked for."""
        with contextlib.suppress(OSError):
            for file in self.folder.iterdir():
                if file.name not in self._used:
                    file.unlink()
