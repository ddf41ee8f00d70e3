"""A cache: results that take long to make, each under the checksum of everything it depends on.

A damaged cache counts as empty; a failed write is ignored.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from briefsite.checksum import checksum


@cache
def code_checksum(modules: tuple[str, ...], packages: tuple[str, ...]) -> str:
    """The checksum of the code of some modules of the program, and of the versions of some packages.

    `modules` are full names such as "briefsite.works.latex". They are found and read, not imported. With the code in
    the key, a cache needs no version number that somebody has to raise. ModuleNotFoundError for a name that is none.
    """
    return checksum(*(version for package in packages for version in _version(package)), *map(_code, modules))


def _code(module: str) -> str:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:  # a module was renamed, and a list of those a cache depends on was not
        raise ModuleNotFoundError(module)
    return Path(spec.origin).read_text("utf-8")


def _version(package: str) -> list[str]:
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent.parent if spec and spec.origin else Path()
    return sorted(path.name for path in folder.glob(f"{package}-*.dist-info"))


def read_cache(file: Path | None) -> dict[str, str]:
    """The results in a cache by their checksums; empty if the file is missing or damaged."""
    if file is None:
        return {}
    try:
        sealed, _, body = file.read_text("utf-8").partition("\n")
        data = json.loads(body) if sealed == checksum(body) else {}
    except (OSError, ValueError):
        return {}
    right = isinstance(data, dict) and all(isinstance(text, str) for text in data.values())
    return data if right else {}


def write_cache(file: Path, entries: Mapping[str, str]) -> None:
    """Writes a cache as a whole. If that fails, the old one stays."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        body = json.dumps(entries)
        unfinished.write_text(f"{checksum(body)}\n{body}", encoding="utf-8")
        unfinished.replace(file)
