"""The renderers: programs that make a site of HTML from docs/ and mkdocs.yml. All of them make the same pages.

Theirs may be the files of the theme, the index of the search and the site map: docs/contributing.md lists what differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

#: The renderer of a build that names no other. When MkDocs is no longer to be had, this word is all that has to change.
RENDERER: Final = "mkdocs"
#: The name of our theme in a site's mkdocs.yml.
THEME_NAME: Final = "briefsite"


@dataclass(frozen=True, slots=True)
class RendererFacts:
    """What is known of a renderer: its name for people, and the package that has the templates ours extend.

    `packages` are those that the pages depend on, as they are in the names of their files.
    """

    shown: str
    theme: str
    packages: tuple[str, ...]


#: The renderers by their names, which are those of their programs and packages.
RENDERERS: Final[Mapping[str, RendererFacts]] = {
    "mkdocs": RendererFacts("MkDocs", "material", ("mkdocs", "mkdocs_material", "markdown")),
    "properdocs": RendererFacts("ProperDocs", "material", ("properdocs", "mkdocs_material", "markdown")),
    "zensical": RendererFacts("Zensical", "zensical", ("zensical", "markdown")),
}


def is_installed(renderer: str) -> bool:
    """Whether a renderer can be run. Only that of a build has to be installed."""
    return find_spec(renderer) is not None
