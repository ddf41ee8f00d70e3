"""The texts of the interface as the theme has them: for its templates, and for its scripts.

- `templates/strings/tr.html` sets a variable for each text of the templates, escaped: `say.menu`. `templates/strings/
  site.html` has the same for the pages of the edition at the root, and for those of no edition. `reader` in it is what
  the script of every page needs, as JSON.
- `assets/strings/tr.json` has the texts of what is loaded when somebody cites.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping

from briefsite.exports.template import assignments, in_script
from briefsite.html import html_text
from briefsite.language.strings import Strings
from briefsite.pages.mark import data_mark, template_mark

#: How the names of the templates' texts end that are plain: in attributes and titles, and in the settings of the theme,
#: which are JSON. No element can mark their language.
_PLAIN, _IN_SETTINGS = "_label", "_data"


def string_files(of_site: Strings, interfaces: Iterable[Strings], sources: str) -> Mapping[str, bytes]:
    """The files by their names in docs/: `of_site` are the texts of pages at the root, `interfaces` those of editions.

    `sources` is where an editor finds the editions.
    """
    named = {"site": of_site, **{say.language: say for say in (of_site, *interfaces)}}
    mark = template_mark(sources)
    files = {f"templates/strings/{name}.html": f"{mark}\n{_of_templates(say)}" for name, say in named.items()}
    for name, say in named.items():
        if name == say.language:
            texts = {"$comment": data_mark(sources), **say.group("citing.")}
            files[f"assets/strings/{name}.json"] = json.dumps(texts, ensure_ascii=False, indent=1) + "\n"
    return {name: text.encode() for name, text in files.items()}


def _of_templates(say: Strings) -> str:
    texts: dict[str, object] = {"language": say.language}
    for name in say.group("theme."):
        text = say[f"theme.{name}"]
        if name.endswith(_IN_SETTINGS):
            texts[name] = in_script(str(text))[1:-1]
        else:
            texts[name] = html.escape(text) if name.endswith(_PLAIN) else html_text(text)
    texts["reader"] = html.escape(json.dumps(say.group("reader."), ensure_ascii=False, separators=(",", ":")))
    return assignments(texts)
