"""Nearby files: those in the folder of a document, which it may name: images, a bibliography, further chapters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from briefsite.storage.file_reading import read_file

#: No path in a document is longer.
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class NearbyFiles:
    """The files in a folder and the folders below it, read when a document names them; none without a folder."""

    folder: Path | None = None

    def read(self, path: str) -> bytes | None:
        """The file at a path as a document writes it ("figures/map.png").

        None if no file is there, if it is too large, or if the path leads out of the folder, also by a link.
        """
        parts = PurePosixPath(path.replace("\\", "/")).parts
        if self.folder is None or not parts or len(path) > _LONGEST or not path.isprintable():
            return None
        if ".." in parts or parts[0].startswith(("/", "~")) or ":" in parts[0]:
            return None
        at = self.folder
        try:
            for part in parts[:-1]:
                at /= part
                if at.is_symlink():
                    return None
            return read_file(at / parts[-1])
        except (OSError, ValueError):
            return None

    def named(self, ending: str) -> tuple[str, ...]:
        """The names of the files in the folder itself that end so (".bib"), sorted."""
        if self.folder is None:
            return ()
        try:
            found = [one.name for one in self.folder.iterdir() if one.suffix.lower() == ending and one.is_file()]
        except OSError:
            return ()
        return tuple(sorted(found))
