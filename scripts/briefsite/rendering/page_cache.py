"""The page cache: the HTML that the templates make of each page, reused as long as they would make the same.

It depends on the page (its content, title, address, metadata, neighbors), on the navigation, the settings, the day of
the build, and on the templates: the key is the hash of these. The templates in `heads/`, `parts/` and `drafts/`, of
which each page has its own, are no part of the key. Those that were included are kept with the page, and looked up
again. The templates that a site brings itself may show anything of other pages: then the key has all of these. Where
a plugin or hook may add anything else, there must be no such cache.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from jinja2 import Environment, Template, TemplateNotFound

from briefsite.rendering.printed_templates import OF_PAGES
from briefsite.storage.cache import FolderCache, code_checksum, installed_version
from briefsite.storage.checksum import checksum, checksum_of_files
from briefsite.storage.files import read_tree

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

#: The folders of the templates that a build writes for all pages.
_OF_SITE: Final = ("editions/", "strings/")
#: What the theme's menu shows of the metadata of other pages.
_IN_MENU: Final = ("icon", "subtitle", "status")
#: Settings that say nothing to templates, and those that are taken apart.
_UNSAID: Final = frozenset(
    {"theme", "plugins", "hooks", "site_dir", "docs_dir", "exclude_docs", "draft_docs", "not_in_nav"}
)


class _Rendered(msgspec.Struct, frozen=True):
    """The HTML of a page, and the templates of pages that it includes: the hash of each, empty if it isn't there."""

    html: str
    included: dict[str, str]


class PageCache:
    """Handles MkDocs' events as a plugin, and caches the HTML of pages in `folder`, one file a page."""

    #: The cache's name among MkDocs' plugins. No plugin in mkdocs.yml can have it.
    NAME: Final = "briefsite page cache"

    def __init__(self, folder: Path) -> None:
        self._cache = FolderCache(folder)
        self._common = ""
        self._env: Environment | None = None
        self._sources: dict[str, str] = {}
        self._included: dict[str, str] = {}

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - as the event has it
        """Take note of the settings, before anything is added to them, and of the navigation."""
        self._common, self._nav = _common(config), nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Make pages take their HTML from the cache, if it is there.

        MkDocs has no event that can skip the templates, so methods of the environment are replaced; they are put back
        when the build has ended. `tests/test_page_cache.py` fails if a new version gets templates in another way.
        """
        if self._common:
            self._env = env
            pages = [each.page for each in files.documentation_pages() if each.page] if _has_own(config) else []
            self._common = checksum(self._common, _of_nav(self._nav), *map(_of_page, pages))
            env.get_template = partial(self._template, env, env.get_template)  # type: ignore[method-assign]
            env._load_template = partial(self._loaded, env, env._load_template)  # type: ignore[method-assign]  # noqa: SLF001 - all ways lead here

    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - as the event has it
        """Leave the environment as it was, and remove pages that no longer exist from the cache."""
        self._put_back()
        self._cache.forget_unused()

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 - as the event has it
        """Leave the environment as it was: a preview goes on with it."""
        self._put_back()

    def _put_back(self) -> None:
        if self._env is not None:
            vars(self._env).pop("get_template", None)
            vars(self._env).pop("_load_template", None)

    def _template(
        self, env: Environment, get: Callable[..., Template], name: str, parent: str | None = None, *more: Any
    ) -> Any:
        """A template; instead of one that MkDocs itself asks for, one that looks into the cache first."""
        return get(name, parent, *more) if parent else _Cached(partial(self._html, env, partial(get, name)))

    def _loaded(self, env: Environment, load: Callable[..., Template], name: str, *more: Any) -> Template:
        if name.startswith(OF_PAGES):
            self._included[name] = self._source(env, name)
        return load(name, *more)

    def _source(self, env: Environment, name: str) -> str:
        """The hash of a template, as it is now."""
        if name not in self._sources:
            self._sources[name] = ""
            with contextlib.suppress(TemplateNotFound):
                assert env.loader is not None  # noqa: S101 - MkDocs sets one
                self._sources[name] = checksum(env.loader.get_source(env, name)[0])
        return self._sources[name]

    def _html(self, env: Environment, get: Callable[[], Template], context: Mapping[str, Any]) -> str:
        page: Page | None = context["page"]
        if page is None:
            return get().render(context)
        key = checksum(self._common, _of_page(page))
        with contextlib.suppress(KeyError, msgspec.MsgspecError):
            kept = msgspec.json.decode(self._cache.get(page.file.src_uri, key), type=_Rendered)
            if all(self._source(env, name) == source for name, source in kept.included.items()):
                return kept.html
        self._included = {}
        html = get().render(context)
        self._cache.put(page.file.src_uri, key, msgspec.json.encode(_Rendered(html, self._included)).decode())
        return html


class _Cached:
    """What MkDocs takes for a template: it only calls `render`."""

    def __init__(self, render: Callable[[Mapping[str, Any]], str]) -> None:
        self.render = render


def _common(config: MkDocsConfig) -> str:
    """The hash of what all pages depend on, or "" if that is unknown and nothing may be cached."""
    if config.hooks:
        return ""
    settings = {name: value for name, value in config.items() if name not in _UNSAID}
    plugins = {name: dict(plugin.config) for name, plugin in config.plugins.items() if hasattr(plugin, "config")}
    try:
        said = json.dumps([settings, dict(config.theme), plugins, os.environ.get("SOURCE_DATE_EPOCH")], default=_shown)
    except TypeError:  # a setting that is a function
        return ""
    packages = (installed_version(name) for name in ("mkdocs", "mkdocs_material", "jinja2", "babel"))
    templates = (checksum_of_files(_templates(folder)) for folder in _folders(config))
    return checksum(code_checksum((__name__,), ()), sys.version, *packages, said, *templates)


def _folders(config: MkDocsConfig) -> Iterator[Path]:
    """The folders of templates, without those of Material and of MkDocs, which go with the version of the package."""
    found = [spec for spec in map(find_spec, ("material", "mkdocs")) if spec]
    packages = [place for spec in found for place in spec.submodule_search_locations or ()]
    return (
        folder for folder in map(Path, config.theme.dirs) if not any(folder.is_relative_to(place) for place in packages)
    )


def _templates(folder: Path) -> Mapping[str, bytes]:
    files = read_tree(folder, without="assets")
    return {name: data for name, data in files.items() if not name.startswith(OF_PAGES)}


def _has_own(config: MkDocsConfig) -> bool:
    """Whether the site brings templates of its own."""
    own = (folder for folder in _folders(config) if folder != Path(__file__).parents[1] / "theme")
    return any(not name.startswith(_OF_SITE) for folder in own for name in _templates(folder))


def _shown(value: object) -> object:
    """A value of the settings that JSON doesn't have. TypeError if it isn't known what it says."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if type(value).__name__ in {"Locale", "ExtraScriptValue"}:
        return [str(value), *map(str, vars(value).values())]
    raise TypeError


def _of_page(page: Page) -> str:
    around = [(each.title, each.url) if each else None for each in (page.previous_page, page.next_page)]
    named = [page.title, page.url, page.canonical_url, page.edit_url, page.is_homepage, page.file.src_uri]
    return json.dumps([named, around, page.meta, page.content, _toc(page.toc)], default=str)


def _toc(links: Iterable[AnchorLink]) -> list[Any]:
    return [[link.level, link.id, link.title, _toc(link.children)] for link in links]


def _of_nav(nav: Navigation) -> str:
    return json.dumps([_items(nav.items), [page.url for page in nav.pages]], default=str)


def _items(items: Iterable[Any]) -> list[Any]:
    return [[item.title, getattr(item, "url", None), _in_menu(item), _items(item.children or ())] for item in items]


def _in_menu(item: Any) -> list[Any]:
    meta = getattr(item, "meta", None) or {}
    return [meta.get(name) for name in _IN_MENU]
