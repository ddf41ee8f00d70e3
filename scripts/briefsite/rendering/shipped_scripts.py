"""The scripts inside of pages that the theme ships, known from its templates before any page is made.

Material has a few in `partials/javascripts`. They are the same on every page except for the way to the root of the
site, so all that a page may have can be written down beforehand. What is not among them was put there by somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Final

#: Where a theme that descends from Material has its scripts, in its folder of templates.
_SCRIPTS: Final = "partials/javascripts"
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
#: What a template prints: the way to the root is the one thing that we can know.
_WAY: Final = re.compile(r"\{\{[^{}]*\bbase_url\b[^{}]*\}\}")
_LOGIC: Final = re.compile(r"\{[{%#]")


@dataclass(frozen=True)
class ShippedScripts:
    """The scripts inside of pages that the theme in `folders` ships. `root` is the path of the site on its host.

    `folders` are those of the theme's templates, ours first, without those that a site brings itself. A file of a
    script or style is the theme's if it is in one of them, byte for byte.
    """

    folders: tuple[Path, ...]
    root: str = "/"

    def on_page(self, url: str) -> tuple[str, ...]:
        """The texts of all scripts that the theme may put into the page at `url` (`/a/b/`), always in the same order.

        The page that hosts show for any missing one (/404.html) names the root by its path.
        """
        return _on_page(self.folders, self._way(url))

    def on_pages(self, urls: Iterable[str], used: Collection[str]) -> tuple[str, ...]:
        """The texts of the scripts that pages at all these `urls` may have, each once.

        Those of a kind that isn't `used`, by the text on any page, are left out.
        """
        ways = sorted({self._way(url) for url in urls}, key=lambda way: (len(way), way))
        pages = [_on_page(self.folders, way) for way in ways]
        kinds = [number for number, texts in enumerate(zip(*pages, strict=True)) if not set(used).isdisjoint(texts)]
        return tuple(dict.fromkeys(texts[number] for number in kinds for texts in pages))

    def _way(self, url: str) -> str:
        return self.root if url == "/404.html" else way_to_root(url)

    def has_file(self, path: str, file: Path) -> bool:
        """Whether `file`, at this `path` from the root of the site (`assets/reader.js`), is one of the theme's."""
        own = (folder / path for folder in self.folders)
        return file.is_file() and any(each.is_file() and each.read_bytes() == file.read_bytes() for each in own)

    def replaced_by(self, path: str, data: bytes) -> bool:
        """Whether a file of the site with this `path` and content would be published instead of one of the theme's."""
        own = [file.read_bytes() for file in (folder / path for folder in self.folders) if file.is_file()]
        return bool(own) and data not in own


def way_to_root(url: str) -> str:
    """How a page at `url` (`/a/b/`) calls the root of its site: `../..`; at the root itself `.`."""
    depth = len(PurePosixPath(url if url.endswith("/") else url.rpartition("/")[0]).parts) - 1
    return "/".join([".."] * depth) or "."


def theme_folders(own: Path, package: str) -> tuple[Path, ...]:
    """The folders of templates that are shipped: our `own`, and that of the package whose templates ours extend."""
    found = find_spec(package)
    folders = found.submodule_search_locations or [] if found else []
    return (own, *(Path(folder, "templates") for folder in folders))


@lru_cache(maxsize=64)
def _on_page(folders: tuple[Path, ...], way: str) -> tuple[str, ...]:
    return tuple(text.replace(_SLOT, way) for text in _texts(folders))


#: What the template of a script has for the way to the root.
_SLOT: Final = "\0"


@lru_cache(maxsize=4)
def _texts(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """The scripts in the templates of a theme, each with `_SLOT` where the way to the root belongs.

    Those that need anything else (a key for statistics on another host) are left out.
    """
    found: list[str] = []
    for folder in folders:
        for file in sorted((folder / _SCRIPTS).glob("*.html")):
            for script in _SCRIPT.findall(file.read_text(encoding="utf-8")):
                text = _WAY.sub(_SLOT, script)
                if not _LOGIC.search(text):
                    found.append(text)
    return tuple(dict.fromkeys(found))
