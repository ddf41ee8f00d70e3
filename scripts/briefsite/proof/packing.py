"""The parts of the site as they are in the copy for a disk, packed while they are proven.

Most of the work is done outside of Python, so a thread is enough.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from briefsite.storage.files import read_tree


class PartsPacker:
    """Packs the parts at `paths` of the site in the folder `built`, from the moment on that this object is made.

    `versions` are the paths of those that are versions; `zip_path` is that of the copy, empty if there is none. No file
    may change before `packed` or `close`.
    """

    def __init__(self, built: Path, paths: Collection[str], versions: Collection[str], zip_path: str) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._begun = {
            path: self._pool.submit(
                _packed, built, path, [other for other in paths if other != path], zip_path, version=path in versions
            )
            for path in (paths if zip_path else ())
        }

    def packed(self) -> dict[str, bytes]:
        """The packed files by the path of the part, once all of them are packed."""
        return {path: begun.result() for path, begun in self._begun.items()}

    def close(self) -> None:
        """Waits for what has begun, and begins nothing more."""
        self._pool.shutdown(cancel_futures=True)


def _packed(built: Path, path: str, others: Collection[str], zip_path: str, *, version: bool) -> bytes:
    """The files of a part, packed, in the folder that the copy has when it is unpacked.

    `others` are the paths of other parts, which may be in the folder of this one.
    """
    from briefsite.rendering.disk_copy import disk_files, disk_name
    from briefsite.rendering.zip_file import packed

    start = f"{path}/" if path else ""
    inside = tuple(f"{other[len(start) :]}/" for other in others if other.startswith(start))
    own = {name: data for name, data in read_tree(built / path).items() if not name.startswith(inside)}
    files = disk_files(own, path, version=version, zip_path=zip_path)
    return packed({disk_name(zip_path, name): data for name, data in files.items()})
