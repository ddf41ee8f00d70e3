"""Text of templates: what is written into docs/templates/, to be printed by Jinja (MkDocs, ProperDocs) and MiniJinja.

A template knows three beginnings of its own: `{{`, `{%` and `{#`. Wherever our text has one of them, its first brace is
written as a character reference, in JSON and in strings of the template as an escape. A closing sign needs nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final, NewType
from urllib.parse import quote

from briefsite.html import Html

#: HTML that a template prints unchanged: nothing in it is read as template syntax.
Printed = NewType("Printed", Html)
#: What an address in the site begins with until it is printed: a code that no text has (Unicode, 23.7: noncharacters).
_IN_SITE: Final = "\ufdd0"
_ADDRESS: Final = re.compile(rf'href="{_IN_SITE}([\w.~/#%-]*)"', re.ASCII)
_BEGINNING: Final = re.compile(r"\{(?=[{%#])")
#: What a script may not contain (HTML, 4.12.1.3), and what some editors take for the end of a line.
_IN_SCRIPT: Final = re.compile("<(?=[!/]|script)|[\u2028\u2029]", re.IGNORECASE)


def printed(*parts: Html) -> Printed:
    """HTML as a template prints it, each part in a line; an `address_in_site` in it leads there from every page."""
    markup = _BEGINNING.sub("&#123;", "".join(f"{part}\n" for part in parts))
    return Printed(Html(_ADDRESS.sub(lambda found: f"href=\"{{{{ '{found[1]}' | url }}}}\"", markup)))


def address_in_site(path: str) -> str:
    """The address of a file or page of the site (`cite/history.bib`, `about/#rights`), as the value of a `href`."""
    return _IN_SITE + quote(path, safe="/#")


def in_script(data: object) -> Html:
    """JSON that can stand in a `<script>` in a template, one fact in a line.

    In JSON a brace before one of a template's signs, and `<` before anything, can be in a string only.
    """
    text = json.dumps(data, ensure_ascii=False, indent=1)
    text = _IN_SCRIPT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return Html(_BEGINNING.sub(r"\\u007b", text))


def template_comment(text: str) -> str:
    """A comment of a template, which it doesn't print."""
    return f"{{#- {text.replace('#}', '# }')} -#}}"


def assignments(values: Mapping[str, object]) -> str:
    """Variables of a template: strings, and lists of mappings of strings, a mapping in a line."""
    return "".join(f"{{% set {name} = {_literal(value)} %}}\n" for name, value in values.items())


def _literal(value: object) -> str:
    if isinstance(value, list):
        return "".join(["[\n", *(f"  {_mapping(entry)},\n" for entry in value), "]"])
    return _string(str(value))


def _mapping(entry: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{_string(key)}: {_string(value)}' for key, value in entry.items())}}}"


def _string(text: str) -> str:
    """A string of JSON is one of both languages; without a brace in it, no sign of a template can be."""
    return re.sub("[{}\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
