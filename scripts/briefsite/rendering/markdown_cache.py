"""The Markdown cache: the HTML of each page, reused as long as a conversion would give the same.

The HTML of a page depends on its text, the Markdown extensions and their settings, the files that links can lead to,
and the versions of the programs that convert it. The key is the hash of these. A page with a warning isn't cached, so
that each build repeats the warning. Nothing is cached if an extension or a plugin may read something that isn't in the
key.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

import markdown
import mkdocs
import msgspec
from mkdocs.structure.toc import AnchorLink, get_toc

from briefsite.cache import FolderCache, code_checksum
from briefsite.checksum import checksum
from briefsite.rendering.search_cache import SearchCache
from briefsite.rendering.unchanged_files import UnchangedFiles

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

#: The extensions of Python-Markdown that read only the page and their own settings. `codehilite` isn't among them,
#: because its output depends on the version of Pygments.
EXTENSIONS: Final = frozenset(
    {"abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "legacy_attrs", "legacy_em"}
    | {"md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"}
)
#: Plugins that don't affect the conversion, because they run after it.
PLUGINS: Final = frozenset({"search", "material/search", SearchCache.NAME, UnchangedFiles.NAME})


class _Heading(TypedDict):
    """A heading, in the form that MkDocs' `get_toc` accepts."""

    level: int
    id: str
    name: str
    children: list[_Heading]


class _Converted(msgspec.Struct, frozen=True):
    """The attributes of MkDocs' `Page` that a conversion sets.

    `links` are the anchors that the page links to, by the path in docs/ of the file that has them, each with the link
    as it is written.
    """

    content: str
    headings: list[_Heading]
    title: str | None
    anchors: list[str]
    links: dict[str, dict[str, str]]


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

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Make the page take its content from the cache, if it is there."""
        if self._common is None:
            self._common = _common(config, files)
        if self._common:
            # MkDocs has no event that can skip the conversion, so the method is replaced.
            # `tests/test_markdown_cache.py` fails if a new version of MkDocs sets other attributes than those that are
            # cached here.
            page.render = partial(self._render, page, page.render)  # type: ignore[method-assign]
        return page

    def _render(
        self, page: Page, convert: Callable[[MkDocsConfig, Files], None], config: MkDocsConfig, files: Files
    ) -> None:
        path = page.file.src_uri
        key = checksum(self._common or "", path, page.markdown or "")
        with contextlib.suppress(KeyError, msgspec.MsgspecError):
            _put(page, msgspec.json.decode(self._cache.get(path, key), type=_Converted), files)
            return
        before = len(self.warnings)
        convert(config, files)
        if len(self.warnings) == before:
            self._cache.put(path, key, msgspec.json.encode(_taken(page)).decode())

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - the signature of the event
        """Remove pages that no longer exist from the cache."""
        self._cache.forget_unused()


def _common(config: MkDocsConfig, files: Files) -> str:
    """The hash of what all pages depend on, or "" if that is unknown and nothing may be cached."""
    extensions = config.markdown_extensions
    if not EXTENSIONS.issuperset(extensions) or not PLUGINS.issuperset(config.plugins.keys() - {MarkdownCache.NAME}):
        return ""
    parts = {
        "versions": [sys.version, markdown.__version__, mkdocs.__version__],
        "extensions": extensions,
        "settings": config.mdx_configs,
        "links": dict(config.validation.links),
        "addresses": config.use_directory_urls,
        "files": [(file.src_uri, file.url, file.inclusion.value) for file in files],
    }
    try:
        said = json.dumps(parts, sort_keys=True)
    except TypeError:  # a setting that is a function
        return ""
    return checksum(code_checksum((__name__,), ()), said)


def _taken(page: Page) -> _Converted:
    links = page.links_to_anchors or {}
    return _Converted(
        content=page.content or "",
        headings=_headings(page.toc),
        title=page._title_from_render,  # noqa: SLF001 - where `Page.title` looks for it
        anchors=sorted(page.present_anchor_ids or ()),
        links={file.src_uri: anchors for file, anchors in links.items()},
    )


def _headings(links: Iterable[AnchorLink]) -> list[_Heading]:
    return [
        {"level": link.level, "id": link.id, "name": link.title, "children": _headings(link.children)} for link in links
    ]


def _put(page: Page, converted: _Converted, files: Files) -> None:
    links: dict[File, dict[str, str]] = {files.src_uris[path]: anchors for path, anchors in converted.links.items()}
    page.content = converted.content
    page.toc = get_toc(converted.headings)
    page._title_from_render = converted.title  # noqa: SLF001 - where `Page.title` looks for it
    page.present_anchor_ids = set(converted.anchors)
    page.links_to_anchors = links
