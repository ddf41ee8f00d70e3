"""The search cache: the entries that the theme's search makes of each page, reused while the page is the same.

The plugin reads the finished HTML of each page once more, with a parser written in Python. Its entries depend on that
HTML, on the page's title, address and metadata, and on the version of the plugin. The key is the hash of these.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from briefsite.storage.cache import FolderCache, installed_version
from briefsite.storage.checksum import checksum

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

#: The names that the theme's search has among the plugins, and the module that its index comes from.
_PLUGINS: Final = ("search", "material/search")
_MODULE: Final = "material.plugins.search.plugin"


class SearchCache:
    """Handles MkDocs' events as a plugin, and caches the entries of pages in `folder`, one file a page."""

    #: The cache's name among MkDocs' plugins. No plugin in mkdocs.yml can have it.
    NAME: Final = "briefsite search cache"

    def __init__(self, folder: Path) -> None:
        self._cache = FolderCache(folder)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make the index of the theme's search take its entries from the cache, if they are there."""
        found = (getattr(config.plugins.get(name), "search_index", None) for name in _PLUGINS)
        index: Any = next((each for each in found if type(each).__module__ == _MODULE), None)
        # With a segmenter for Chinese, entries depend on its dictionaries, too.
        if index is not None and "jieba" not in sys.modules:
            # There is no event for it, so the method is replaced. `tests/test_search_cache.py` fails if a new version
            # of the plugin makes entries in another way.
            index.add_entry_from_context = partial(self._add, index.entries, index.add_entry_from_context)

    def _add(self, entries: list[dict[str, Any]], add: Callable[[Page], None], page: Page) -> None:
        about = json.dumps([page.url, page.title, page.meta], default=str)
        key = checksum(installed_version("mkdocs_material"), sys.version, about, page.content or "")
        try:
            entries += msgspec.json.decode(self._cache.get(page.file.src_uri, key), type=list[dict[str, Any]])
        except (KeyError, msgspec.MsgspecError):
            before = len(entries)
            add(page)
            self._cache.put(page.file.src_uri, key, json.dumps(entries[before:], default=str))

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - the signature of the event
        """Remove pages that no longer exist from the cache."""
        self._cache.forget_unused()
