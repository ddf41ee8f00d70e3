"""The files that a part of the site has besides what is rendered: documents of its editions, their text for programs.

They are made beside the renderer, in a thread: the PDF, which takes longest, is made outside of Python. Those of an
edition are taken over while nothing that they depend on changes; those of a version are kept with its part.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.exports.drawing import program_file
from briefsite.file_names import MODEL_SCHEMA
from briefsite.site.offered import offered_kinds
from briefsite.storage.checksum import checksum
from briefsite.storage.file_cache import CachedFiles, read_cached_files, write_cached_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefsite.reading.publication import Publication
    from briefsite.site.inputs import Inputs


@dataclass(frozen=True)
class SiteFiles:
    """Files by their paths on the site, and what there is to say to a person, by the folder of the edition."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    says: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class WantedFiles:
    """An edition, or a version, whose files are wanted: its folder, its path on the site, and how to read it.

    `cache` is the file of the cache, or None for no cache. Without `documents` only the text for programs is made.
    """

    folder: str
    path: str
    inputs: Inputs
    read: Callable[[], Publication | None]
    cache: Path | None = None
    documents: bool = True


class FilesMaker:
    """Makes the files that are wanted, from the moment on that this object is made. `root` adds those of the site."""

    def __init__(self, wanted: tuple[WantedFiles, ...], *, root: bool) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._made: Future[SiteFiles] = self._pool.submit(_made, wanted, root)

    def result(self) -> SiteFiles:
        """The files, once all are made."""
        try:
            return self._made.result()
        finally:
            self._pool.shutdown()


def _made(wanted: tuple[WantedFiles, ...], root: bool) -> SiteFiles:  # noqa: FBT001 - of a thread
    files: dict[str, bytes] = {MODEL_SCHEMA: program_file(f"data/{MODEL_SCHEMA}")} if root else {}
    says: dict[str, tuple[str, ...]] = {}
    for one in wanted:
        found = _of_edition(one)
        files |= {f"{one.path}/{name}" if one.path else name: data for name, data in found.files.items()}
        says[one.folder] = (*says.get(one.folder, ()), *found.says)
    return SiteFiles(files, says)


def _of_edition(wanted: WantedFiles) -> CachedFiles:
    kinds = offered_kinds(wanted.inputs.settings)
    names = (kind.name for kind in kinds)
    key = checksum(wanted.inputs.checksum_of(wanted.folder), wanted.path, str(wanted.documents), *names)
    if kept := read_cached_files(wanted.cache, key):
        return kept
    publication = wanted.read()
    if publication is None:  # the proof says why
        return CachedFiles(key, {})
    from briefsite.documents.site_files import made_documents, text_files

    address, name = wanted.inputs.address_of(publication.edition_path), wanted.folder.rpartition("/")[2]
    documents, refused = made_documents(publication, address, name, kinds) if wanted.documents else ({}, ())
    made = CachedFiles(key, {**text_files(publication, address, name, kinds), **documents}, refused)
    write_cached_files(wanted.cache, made)
    return made
