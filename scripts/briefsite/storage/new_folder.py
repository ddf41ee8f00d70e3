"""A new folder outside of the project, which appears as a whole: a deposit.

Its files are written into a folder beside it, under a name that begins with a point, and are durable before that is
renamed. Whatever ends the program, the folder is there with all of its files, or it isn't there. What an interrupted
command has left beside it goes with the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from briefsite.storage import disk


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files, by their paths with slashes, into a folder that is new or empty. OSError if the disk refuses."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = folder.with_name(f".{folder.name}-new")
    _remove(new)
    disk.make_folder(new)
    inner = {Path(path).parent for path in files}
    within = sorted({above for path in inner for above in (path, *path.parents)} - {Path()})
    for path in within:
        disk.make_folder(new / path)
    disk.write_all({new / path: (data, folder / path) for path, data in files.items()})
    disk.sync_all(new / path for path in (*within, Path()))
    disk.remove_folder(folder)
    disk.rename(new, folder, of=folder)
    disk.sync(folder.parent)


def _remove(leftover: Path) -> None:
    """Removes what an interrupted command has left. A link is removed, not what it leads to."""
    if leftover.is_symlink() or leftover.is_file():
        disk.remove_file(leftover)
    elif leftover.is_dir():
        shutil.rmtree(leftover)
