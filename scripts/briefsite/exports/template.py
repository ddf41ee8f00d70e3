"""Text of templates: what is written into docs/templates/, to be printed by Jinja (MkDocs, ProperDocs) and MiniJinja.

A template knows three beginnings of its own: `{{`, `{%` and `{#`. Wherever our text has one of them, its first brace is
written as a character reference, in JSON and in strings of the template as an escape. A closing sign needs nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from briefsite.markup import attribute

_BEGINNING: Final = re.compile(r"\{(?=[{%#])")
#: What may not stand in a script (HTML, 4.12.1.3), and what some editors take for the end of a line.
_IN_SCRIPT: Final = re.compile("<(?=[!/]|script)|[\u2028\u2029]", re.IGNORECASE)


def printed_html(markup: str) -> str:
    """HTML that a template prints as it is."""
    return _BEGINNING.sub("&#123;", markup)


def printed_text(text: str) -> str:
    """Text that a template prints in an element, or in an attribute between double quotes."""
    return printed_html(attribute(text))


def address_in_site(path: str) -> str:
    """The address of a file or page of the site (`cite/history.bib`, `about/#rights`), from wherever it is printed."""
    return f"{{{{ '{quote(path, safe='/#')}' | url }}}}"


def in_script(data: object) -> str:
    """JSON that can stand in a `<script>` in a template, one fact in a line.

    In JSON a brace before one of a template's signs, and `<` before anything, can be in a string only.
    """
    text = json.dumps(data, ensure_ascii=False, indent=1)
    text = _IN_SCRIPT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return _BEGINNING.sub(r"\\u007b", text)


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
