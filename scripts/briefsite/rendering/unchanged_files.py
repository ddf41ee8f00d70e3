"""The files of the last site that are still the same: they are linked into the next one, not copied.

Most files of a site are assets of the theme and of the edition, which seldom change. To make a file, and to delete it
when the next build replaces it, takes several times as long as a link to it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

#: Made by MkDocs beside the site map.
_PACKED: Final = "sitemap.xml.gz"


class UnchangedFiles:
    """Handles MkDocs' events as a plugin: links what it would copy, where the site in the folder `last` has the same.

    Files are equal if their bytes are.
    """

    #: The name among MkDocs' plugins. No plugin in mkdocs.yml can have it.
    NAME: Final = "briefsite unchanged files"

    def __init__(self, last: Path) -> None:
        self.last = last

    def on_env(self, _env: object, *, config: MkDocsConfig, files: Files) -> None:
        """Link the files, just before MkDocs copies the others into the empty folder of the site.

        What is written again there must not be a link, or the published file would change: templates, the search
        index, and pages, for their policy. Media files are neither HTML nor XML nor JSON.
        """
        written_again = {*config.theme.static_templates, *map(str, config.extra_templates), _PACKED}
        for file in files.media_files():
            included = file.inclusion.is_included()  # type: ignore[no-untyped-call]
            last, to = self.last / file.dest_uri, Path(file.abs_dest_path)
            if included and file.dest_uri not in written_again and _linked(last, to, file.content_bytes):
                # MkDocs has no event for it, so the method is replaced. `tests/test_unchanged_files.py` fails if a new
                # version copies files in another way.
                file.copy_file = _nothing  # type: ignore[method-assign]


def place_files(files: Mapping[str, bytes], site: Path, last: Path) -> None:
    """Puts files into the folder of a `site`, by their paths in it, in the place of any that are there.

    Those that the `last` site has are linked. Raises OSError if one can't be written.
    """
    for name, data in files.items():
        to = site / name
        to.unlink(missing_ok=True)
        if not _linked(last / name, to, data):
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(data)


def _linked(last: Path, to: Path, data: bytes) -> bool:
    """Whether a file with this content is linked. Where there is no such file, or the disk can't link it, it isn't."""
    with contextlib.suppress(OSError):
        if not last.is_symlink() and last.read_bytes() == data:
            to.parent.mkdir(parents=True, exist_ok=True)
            os.link(last, to)
            return True
    return False


def _nothing(dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of the method
    """Copies nothing: the file is there."""
