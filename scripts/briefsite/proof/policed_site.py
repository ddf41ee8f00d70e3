"""The policy on the finished pages: each gets it, and what it forbids is a problem at the place where it is written."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from briefsite.exports.placeholder import is_placeholder
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.rendering.csp import policy, scripts_of, with_policy
from briefsite.rendering.foreign import intrusions, stylesheet_intrusions
from briefsite.rendering.hosting import Hosting, host_files, is_hashed
from briefsite.rendering.intrusion import Intrusion, Surroundings
from briefsite.rendering.renderer import THEME
from briefsite.rendering.search_index import SHARDS
from briefsite.rendering.shipped_scripts import ShippedScripts, theme_folders
from briefsite.site.inputs import Inputs
from briefsite.site.renderers import RENDERERS
from briefsite.storage.cache import FolderCache
from briefsite.storage.checksum import checksum

_TEMPLATES: Final = "templates/"
#: Files that a browser opens as pages though the renderer makes none of them. They get no policy of their own.
_DOCUMENTS: Final = (".svg", ".htm", ".html", ".xhtml", ".xht", ".xml", ".xsl", ".xslt")
_SCRIPTS: Final = (".js", ".mjs")


class PolicedSite:
    """The finished pages of a part of the site in the folder `built`, made from the files `docs` of docs/, by name.

    `root` is the folder of the part that has the theme's files, if that is another one. `used` are the texts of the
    scripts that were found on pages. Pages in which the last build found nothing are in the `cache`.
    """

    def __init__(
        self,
        inputs: Inputs,
        built: Path,
        docs: Mapping[str, bytes],
        root: Path | None = None,
        cache: FolderCache | None = None,
    ) -> None:
        self.inputs, self.built, self.docs, self.root, self._cache = inputs, built, docs, root or built, cache
        self.shipped = ShippedScripts(theme_folders(THEME, RENDERERS[inputs.renderer].theme), inputs.settings.root_path)
        self._declared = set(_declared_scripts(inputs))
        self._known: dict[str, bool] = {}
        self.site_url = "" if is_placeholder(inputs.site_url) else inputs.site_url
        self.used: set[str] = set()
        self._found: list[tuple[Intrusion, str, str]] = []

    def page(self, path: Path, text: str) -> str:
        """The HTML of a finished page with its policy. `path` is its file, `text` what the renderer made."""
        name = path.relative_to(self.built).as_posix()
        url = "/" + name.removesuffix("index.html")
        shipped = self.shipped.on_page(url)
        self.used.update(scripts_of(text, shipped))
        policed = with_policy(text, shipped)
        self._found += [(each, name, policed) for each in self._intrusions(policed, url, shipped)]
        return policed

    def _intrusions(self, page: str, url: str, shipped: tuple[str, ...]) -> Iterable[Intrusion]:
        """What does not belong in a page; nothing if the same page had nothing, and its scripts are still known."""
        key = checksum(self.inputs.program, url, self.site_url, *shipped, page)
        if self._cache is not None:
            with suppress(KeyError):
                if all(map(self._is_known, self._cache.get(f"scripts {url}", key).splitlines())):
                    return ()
        scripts: list[str] = []

        def is_known(path: str) -> bool:
            scripts.append(path)
            return self._is_known(path)

        found = list(intrusions(page, url, Surroundings(shipped, is_known, self.site_url)))
        if self._cache is not None and not found and not any("\n" in path for path in scripts):
            self._cache.put(f"scripts {url}", key, "\n".join(scripts))
        return found

    def host_files(
        self, urls: Collection[str], files: Collection[str], moved: Sequence[tuple[str, str]]
    ) -> Mapping[str, bytes]:
        """The files for hosts, by their names in the site; none that is written by hand.

        `urls` are those of all pages, `files` the paths of all files, `moved` the former paths of pages and the present
        ones.
        """
        hashed = [name for name in sorted(files) if is_hashed(name) and self._is_shipped(name[1:])]
        header = policy(self.shipped.on_pages(urls, self.used), wasm=needs_wasm(files))
        hosting = Hosting(moved, sorted(urls), hashed, header, self.inputs.settings.root_path)
        by_hand = self.inputs.written_by_hand
        return {name: data for name, data in host_files(hosting).items() if name not in by_hand}

    def report(self, problems: Problems) -> None:
        """Problem R11 for everything in a page, drawing or style sheet that the policy forbids.

        What many pages have from one template is one problem. Drawings and style sheets are those written by hand.
        """
        places: dict[tuple[Place, Intrusion], list[str]] = {}
        for each, page, text in self._found:
            place = self._place(each, page) or _place_in(each, page, text) or Place(page)
            places.setdefault((place, each), []).append(page)
        for (place, each), pages in places.items():
            more = len(set(pages)) - 1
            also = f" (and {more} more {'page' if more == 1 else 'pages'})" if more else ""
            problems.error(place, "R11", f"the page {pages[0]}{also} {each.does}", each.help, subject=pages[0])
        for name, data in self.inputs.written_by_hand.items():
            for each in self._in_file(name, data):
                place = _place_in(each, f"docs/{name}", data.decode("utf-8", "replace")) or Place(f"docs/{name}")
                problems.error(place, "R11", f"the file {each.does}", each.help, subject=name)

    def _in_file(self, name: str, data: bytes) -> Iterator[Intrusion]:
        """What is wrong with a file in docs/ that is no page: a drawing or a style sheet."""
        around, kind = Surroundings((), lambda _: False, self.site_url, styled=True), name.lower()
        if kind.endswith(".css"):
            yield from stylesheet_intrusions(data.decode("utf-8", "replace"), around)
        elif kind.endswith(_DOCUMENTS) and not name.endswith(".html"):  # those are pages, or templates
            yield from intrusions(data.decode("utf-8", "replace"), f"/{name}", around)
        elif kind.endswith(_SCRIPTS) and self.shipped.replaced_by(name.removeprefix(_TEMPLATES), data):
            help_ = "give it another name, and name it under `extra_javascript` in mkdocs.yml"
            yield Intrusion("takes the place of a script of the theme", (), help_)

    def _is_known(self, path: str) -> bool:
        """Whether a file of the site with a script is the theme's, or one that mkdocs.yml names."""
        path = path.removeprefix(self.inputs.settings.root_path[1:])  # as the page for what is missing has it
        if path not in self._known:
            self._known[path] = path in self._declared or self._is_shipped(path)
        return self._known[path]

    def _is_shipped(self, path: str) -> bool:
        return self.shipped.has_file(path, self.root / path)

    def _place(self, found: Intrusion, page: str) -> Place | None:
        """Where something in a page was written: in its Markdown, a template or the settings; None if not there."""
        own = PagePath.of(page.removesuffix("index.html"))
        templates = [name for name in self.docs if name.startswith(_TEMPLATES) and name.endswith(".html")]
        names = [own.markdown, f"{own.path[1:]}index.md", page, *sorted(templates)]
        files = {f"docs/{name}": self.docs[name] for name in names if name in self.docs}
        files |= self.inputs.settings.files
        texts = {name: data.decode("utf-8", "replace") for name, data in files.items()}
        places = (_place_of(each, name, text) for each in found.written for name, text in texts.items())
        return next(filter(None, places), None)


def needs_wasm(files: Iterable[str]) -> bool:
    """Whether a site with these files, given by their paths, has a search that is a program in WebAssembly."""
    return any(path.startswith(f"/{SHARDS}/") for path in files)


def _declared_scripts(inputs: Inputs) -> Iterable[str]:
    """The paths of the files that `extra_javascript` in mkdocs.yml names."""
    stated = inputs.settings.data.get("extra_javascript")
    for each in stated if isinstance(stated, list) else []:
        path = each.get("path") if isinstance(each, dict) else each
        if isinstance(path, str):
            yield path.removeprefix("./").lstrip("/")


def _place_in(found: Intrusion, name: str, text: str) -> Place | None:
    """The place of what was found in the file `name`, which has this `text`; None if it is not there."""
    return next(filter(None, (_place_of(each, name, text) for each in found.written)), None)


def _place_of(written: str, name: str, text: str) -> Place | None:
    """The first line with these words, as they are or with HTML's references. Capitals make no difference."""
    wanted = written.strip().lower()
    for number, line in enumerate(text.splitlines(), 1) if wanted else ():
        at = line.lower().find(wanted)
        if at >= 0:
            return Place(name, number, at + 1, line, len(wanted))
        if "&" in line and wanted in html.unescape(line).lower():
            return Place(name, number, 1, line, len(line))
    return None
