"""The rest of the site, as a part of it that is rendered by itself sees it: files to link to, and the menu."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

#: The entries of a menu in the form of mkdocs.yml's `nav`, each with its title.
Menu = list[dict[str, Any]]


class RestOfSite:
    """Handles MkDocs' events as a plugin, where only a part of the site is rendered.

    `names` are the files of the other parts, by their paths in docs/. Pages may link to them, and the menu may name
    them, but they aren't rendered; `facts` are the metadata of those in the menu. `asked` has each of the files outside
    the part that MkDocs looked for: whether it is there. `menu` is the menu that MkDocs made. Without `assets`, the
    theme's own files are left out: another part has them.
    """

    #: The name among MkDocs' plugins. No plugin in mkdocs.yml can have it.
    NAME: Final = "briefsite rest of the site"

    def __init__(self, names: Container[str], facts: Mapping[str, Mapping[str, str]], *, assets: bool) -> None:
        self.names, self.facts, self.assets = names, facts, assets
        self.asked: dict[str, bool] = {}
        self.menu: Menu = []

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Let MkDocs find the files of the other parts, too."""
        if not self.assets:
            for file in [file for file in files if file.src_dir != config.docs_dir]:
                files.remove(file)
        own, found = files.get_file_from_path, dict[str, File]()

        def file_from_path(path: str) -> File | None:
            file = own(path)
            if file is None:
                self.asked[path] = path in self.names
                if self.asked[path] and path not in found:
                    found[path] = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
                    # MkDocs renders no such page, and still knows the way to it.
                    found[path].inclusion = InclusionLevel.EXCLUDED
                file = found.get(path)
            return file

        # MkDocs has no event for it, so the method is replaced. `tests/test_parts.py` fails if a new version looks for
        # files in another way.
        files.get_file_from_path = file_from_path  # type: ignore[method-assign]
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002 - as the event has it
        """Keep the navigation, whose pages have no titles yet, and give those of other parts what they state."""
        self._nav = nav
        for page in nav.pages:
            page.meta = dict(self.facts.get(page.file.src_uri, {}))
        return nav

    def on_env(self, env: object, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - as the event has it
        """Write down the menu: all pages are converted now, and have their titles."""
        self.menu = list(_entries(self._nav.items))


def _entries(items: Iterable[Any]) -> Iterable[dict[str, Any]]:
    for item in items:
        if isinstance(item, Section):
            yield {item.title: list(_entries(item.children))}
        elif isinstance(item, Page):
            yield {item.title or "": item.file.src_uri}
        elif isinstance(item, Link):
            yield {item.title or "": item.url}


def with_titles(nav: Any, facts: Mapping[str, Mapping[str, str]]) -> Any:
    """The `nav` of mkdocs.yml with a title for each of its pages that has `facts`, where it states none itself."""
    if isinstance(nav, str):
        return {facts[nav]["title"]: nav} if nav in facts else nav
    if isinstance(nav, list):
        return [with_titles(entry, facts) for entry in nav]
    if isinstance(nav, dict):
        return {label: entry if isinstance(entry, str) else with_titles(entry, facts) for label, entry in nav.items()}
    return nav
