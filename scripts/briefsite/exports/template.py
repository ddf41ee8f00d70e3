r"""Templates that a build writes into docs/templates/, for Jinja (MkDocs, ProperDocs) and MiniJinja (Zensical).

Template syntax begins with `{{`, `{%` or `{#`. If the text to print contains one of these, its first brace is escaped:
as a character reference in HTML, as `\u007b` in JSON and in strings of the template. Closing delimiters need no escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final, NewType
from urllib.parse import quote

from briefsite.html import Html

#: Text of a template that prints HTML: only the `url` filter in links is template syntax.
Printed = NewType("Printed", Html)
#: Marks a path in the site until it is printed. It is a noncharacter (Unicode, 23.7), so no text contains it.
_IN_SITE: Final = "\ufdd0"
_ADDRESS: Final = re.compile(rf'href="{_IN_SITE}([\w.~/#%-]*)"', re.ASCII)
_BEGINNING: Final = re.compile(r"\{(?=[{%#])")
#: What a script must not contain (HTML, 4.12.1.3), and characters that some text editors read as line ends.
_IN_SCRIPT: Final = re.compile("<(?=[!/]|script)|[\u2028\u2029]", re.IGNORECASE)


def printed(*parts: Html) -> Printed:
    """Text of a template that prints `parts`, one a line. Each `address_in_site` becomes a relative link."""
    markup = _BEGINNING.sub("&#123;", "".join(f"{part}\n" for part in parts))
    return Printed(Html(_ADDRESS.sub(lambda found: f"href=\"{{{{ '{found[1]}' | url }}}}\"", markup)))


def address_in_site(path: str) -> str:
    """A path in the site (`cite/history.bib`, `about/#rights`) as the value of a `href`, to be passed to `printed`."""
    return _IN_SITE + quote(path, safe="/#")


def in_script(data: object) -> Html:
    r"""`data` as JSON for a `<script>` in a template, one fact a line.

    In JSON, the sequences to escape can occur only in strings, where `\u` escapes are allowed.
    """
    text = json.dumps(data, ensure_ascii=False, indent=1)
    text = _IN_SCRIPT.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return Html(_BEGINNING.sub(r"\\u007b", text))


def template_comment(text: str) -> str:
    """A template comment, which isn't printed."""
    return f"{{#- {text.replace('#}', '# }')} -#}}"


def assignments(values: Mapping[str, object]) -> str:
    """Template code that sets variables to strings, or to lists of mappings of strings, one mapping a line."""
    return "".join(f"{{% set {name} = {_literal(value)} %}}\n" for name, value in values.items())


def _literal(value: object) -> str:
    if isinstance(value, list):
        return "".join(["[\n", *(f"  {_mapping(entry)},\n" for entry in value), "]"])
    return _string(str(value))


def _mapping(entry: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{_string(key)}: {_string(value)}' for key, value in entry.items())}}}"


def _string(text: str) -> str:
    """A string literal. JSON's are valid in both template languages; braces are escaped, so no syntax can begin."""
    return re.sub("[{}\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
