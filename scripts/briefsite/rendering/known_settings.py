"""The settings of MkDocs whose effects the program knows: what a page depends on with them can be told."""

from __future__ import annotations

from typing import Final

#: The extensions of Python-Markdown that read only the page and their own settings. `codehilite` isn't among them,
#: because its output depends on the version of Pygments.
EXTENSIONS: Final = frozenset(
    {"abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "legacy_attrs", "legacy_em"}
    | {"md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"}
)
#: Plugins that don't affect the conversion, because they run after it.
PLUGINS: Final = frozenset({"search", "material/search"})
