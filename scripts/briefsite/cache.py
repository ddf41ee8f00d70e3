"""Keeping: what takes long to make, under the hash of all that it came from, so that it is made once.

A cache that is damaged is none, and one that cannot be written is not worth a word.
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
    """The hash of the code of some of our modules, and of the versions of some packages.

    `modules` are full names such as "briefsite.works.latex". The code is read, not numbered: nobody forgets to raise a
    number. Finding a module is not loading it.
    """
    specs = [importlib.util.find_spec(module) for module in modules]
    code = [Path(spec.origin).read_text("utf-8") for spec in specs if spec and spec.origin]
    return checksum(*(version for package in packages for version in _version(package)), *code)


def _version(package: str) -> list[str]:
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent.parent if spec and spec.origin else Path()
    return sorted(path.name for path in folder.glob(f"{package}-*.dist-info"))


def read_cache(file: Path | None) -> dict[str, str]:
    """What is in a cache, by its hash."""
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
    """Writes a cache whole, or not at all."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        body = json.dumps(entries)
        unfinished.write_text(f"{checksum(body)}\n{body}", encoding="utf-8")
        unfinished.replace(file)
