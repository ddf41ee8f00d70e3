"""The Markdown cache: the HTML of each page, reused as long as a conversion would give the same.

The HTML of a page depends on its text, the Markdown extensions and their settings, and the versions of the programs
that convert it: the key is the hash of these. It depends, too, on the files that its links lead to: these are kept with
it, as they are seen from the page, and looked up again. So a page that two versions have in common is converted once. A
page with a warning isn't cached, so that each build repeats the warning. Nothing is cached if an extension or a plugin
may read anything else.
"""

from __future__ import annotations

import contextlib
import json
import posixpath
import sys
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

import markdown
import mkdocs
import msgspec
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import get_relative_url

from briefsite.rendering.known_settings import EXTENSIONS, PLUGINS
from briefsite.rendering.page_cache import PageCache
from briefsite.rendering.rest_of_site import RestOfSite
from briefsite.rendering.search_cache import SearchCache
from briefsite.rendering.unchanged_files import UnchangedFiles
from briefsite.storage.cache import FolderCache, code_checksum
from briefsite.storage.checksum import checksum

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

#: The plugins that don't affect the conversion of a page: they run after it, or only let it find files.
_PLUGINS: Final = PLUGINS | {PageCache.NAME, SearchCache.NAME, UnchangedFiles.NAME, RestOfSite.NAME}


class _Heading(TypedDict):
    """A heading, in the form that MkDocs' `get_toc` accepts."""

    level: int
    id: str
    name: str
    children: list[_Heading]


class _Converted(msgspec.Struct, frozen=True):
    """The attributes of MkDocs' `Page` that a conversion sets.

    `links` are the anchors that the page links to, by the path of the file that has them, each with the link as it is
    written. `files` are all files that were looked for, by their paths, each with what was found. Paths are relative to
    the folder of the page; that of the page itself is empty.
    """

    content: str
    headings: list[_Heading]
    title: str | None
    anchors: list[str]
    links: dict[str, dict[str, str]]
    files: dict[str, str]


class _LookedFor:
    """The files of a site, to convert a page with: `found` has each that it looked for, by its path in docs/."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.found: dict[str, File | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file with this path in docs/."""
        self.found[path] = found = self._files.get_file_from_path(path)
        return found


class MarkdownCache:
    """Handles MkDocs' events as a plugin, and caches converted pages in `folder`, one file a page.

    `warnings` is the collection to which the renderer adds MkDocs' warnings.
    """

    #: The cache's name among MkDocs' plugins. No plugin in mkdocs.yml can have it.
    NAME: Final = "briefsite markdown cache"

    def __init__(self, folder: Path, warnings: Collection[str]) -> None:
        self.warnings = warnings
        self._cache = FolderCache(folder)
        self._common: str | None = None

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG002 - as the event has it
        """Make the page take its content from the cache, if it is there."""
        if self._common is None:
            self._common = _common(config)
        if self._common:
            # MkDocs has no event that can skip the conversion, so the method is replaced.
            # `tests/test_markdown_cache.py` fails if a new version of MkDocs sets other attributes than those that are
            # cached here, or asks other things of the files.
            page.render = partial(self._render, page, page.render)  # type: ignore[method-assign]
        return page

    def _render(
        self, page: Page, convert: Callable[[MkDocsConfig, Files], None], config: MkDocsConfig, files: Files
    ) -> None:
        cache = self._cache
        key = checksum(self._common or "", page.markdown or "")
        with contextlib.suppress(KeyError, msgspec.MsgspecError):
            converted = msgspec.json.decode(cache.get(key, key), type=_Converted)
            if all(_seen(page, _file(page, path, files)) == seen for path, seen in converted.files.items()):
                _put(page, converted, files)
                return
        before, asked = len(self.warnings), _LookedFor(files)
        convert(config, asked)  # type: ignore[arg-type] # it has all that a conversion asks for
        if len(self.warnings) == before:
            cache.put(key, key, msgspec.json.encode(_taken(page, asked)).decode())

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - the signature of the event
        """Remove pages that no longer exist from the cache."""
        self._cache.forget_unused()


def _common(config: MkDocsConfig) -> str:
    """The hash of what all pages depend on, or "" if that is unknown and nothing may be cached."""
    extensions = config.markdown_extensions
    if not EXTENSIONS.issuperset(extensions) or not _PLUGINS.issuperset(config.plugins.keys() - {MarkdownCache.NAME}):
        return ""
    parts = {
        "versions": [sys.version, markdown.__version__, mkdocs.__version__],
        "extensions": extensions,
        "settings": config.mdx_configs,
        "links": dict(config.validation.links),
        "addresses": config.use_directory_urls,
    }
    try:
        said = json.dumps(parts, sort_keys=True)
    except TypeError:  # a setting that is a function
        return ""
    return checksum(code_checksum((__name__,), ()), said)


def _taken(page: Page, asked: _LookedFor) -> _Converted:
    links = page.links_to_anchors or {}
    return _Converted(
        content=page.content or "",
        headings=_headings(page.toc),
        title=page._title_from_render,  # noqa: SLF001 - where `Page.title` looks for it
        anchors=sorted(page.present_anchor_ids or ()),
        links={"" if file == page.file else _path(page, file.src_uri): anchors for file, anchors in links.items()},
        files={_path(page, path): _seen(page, file) for path, file in asked.found.items()},
    )


def _path(page: Page, path: str) -> str:
    """A path in docs/, as it is from the folder of a page."""
    return posixpath.relpath(path, posixpath.dirname(page.file.src_uri) or ".")


def _file(page: Page, path: str, files: Files) -> File | None:
    """The file at a path from the folder of a page."""
    return files.get_file_from_path(posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), path)))


def _seen(page: Page, file: File | None) -> str:
    """All that a page has of a file: whether it is in the site, and the way to it. Empty if there is no such file."""
    return "" if file is None else f"{file.inclusion.value} {get_relative_url(file.url, page.file.url)}"


def _headings(links: Iterable[AnchorLink]) -> list[_Heading]:
    return [
        {"level": link.level, "id": link.id, "name": link.title, "children": _headings(link.children)} for link in links
    ]


def _put(page: Page, converted: _Converted, files: Files) -> None:
    links = {_file(page, path, files) if path else page.file: anchors for path, anchors in converted.links.items()}
    page.content = converted.content
    page.toc = get_toc(converted.headings)
    page._title_from_render = converted.title  # noqa: SLF001 - where `Page.title` looks for it
    page.present_anchor_ids = set(converted.anchors)
    page.links_to_anchors = {file: anchors for file, anchors in links.items() if file is not None}
