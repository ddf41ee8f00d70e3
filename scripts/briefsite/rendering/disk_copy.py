"""A copy of the site that is opened from a disk: what is other there than on a server.

A browser that opens a page from a disk opens no folder, fetches no file and starts no module or worker. So links lead
to index.html, and what a script would fetch is there as a script, too:

    search/search_index.js         the index, as the theme looks for it from a disk
    assets/citing_from_disk.js     the dialog for citing (citing.js, words.js) with the texts of all languages
    quotations.json.js             the wordings of the page that checks quotations
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefsite.quotations.wording_file import QUOTATIONS
from briefsite.rendering.built_site import with_index_files
from briefsite.rendering.document_sizes import without_documents
from briefsite.rendering.search_index import PassageIndex, united_index

#: The script with the index of the search, where the theme looks for it.
DISK_INDEX: Final = "search/search_index.js"
#: What only a server needs: the theme's own search, which is not ours, is one of workers.
_OF_SERVERS: Final = re.compile(
    r"404\.html|robots\.txt|sitemap\.xml(\.gz)?|.*\.map|search/search_index\.json|assets/javascripts/(lunr|workers)/.*"
)
#: Where a page that has moved leads.
_MOVED: Final = re.compile(r'(content="0; url=|data-to=")([^"#?]*/)(?=[#"])')
_STRINGS: Final = re.compile(r"assets/strings/([\w-]+)\.json")
_CITING: Final = "assets/citing.js"
_WORDS: Final = "assets/words.js"
_EXPORTED: Final = re.compile(r"^export const (\w+)", re.MULTILINE)
_IMPORT: Final = re.compile(r'^import \{[^}]*\} from "\./words\.js";\n', re.MULTILINE)


def disk_files(files: Mapping[str, bytes], path: str, *, version: bool, zip_path: str) -> Mapping[str, bytes]:
    """The files of a part of the site for a disk, by their paths on the site.

    `files` are those of the part at `path`, by their paths in it. The documents of a `version` are left out: they are
    on the site, and would be most of the copy. `zip_path` is that of the copy itself.
    """
    below = f"{path}/" if path else ""
    left_out = f"/{below}download/" if version else zip_path
    found: dict[str, bytes] = {}
    for name, data in files.items():
        if _OF_SERVERS.fullmatch(name) or f"/{below}{name}".startswith(left_out):
            continue
        found[f"{below}{name}"] = _page(data, left_out) if name.endswith(".html") else data
        if name.rpartition("/")[2] == QUOTATIONS:
            found[f"{below}{name}.js"] = b"window.wordings = %s;\n" % _in_script(data)
    if _CITING in files and _WORDS in files:
        texts = {match[1]: files[name] for name in files if (match := _STRINGS.fullmatch(name))}
        found["assets/citing_from_disk.js"] = _classic(files[_CITING].decode(), files[_WORDS].decode(), texts).encode()
    return found


def disk_name(zip_path: str, name: str) -> str:
    """The name of a file in the copy: in a folder, so that all files stay together where they are unpacked."""
    return f"{zip_path.rpartition('/')[2].removesuffix('.zip')}/{name}"


def disk_index(indexes: Sequence[PassageIndex]) -> bytes:
    """The script with the index of the search, whose results lead to files. `indexes` are those of the parts."""
    leading = [replace(index, entries=_to_files(index.entries)) for index in indexes]
    return b"var __index = %s;\n" % united_index(leading).encode()


def _to_files(entries: str) -> str:
    found = json.loads(f"[{entries}]")
    for entry in found:
        page, sign, fragment = entry["location"].partition("#")
        if not page or page.endswith("/"):
            entry["location"] = f"{page}index.html{sign}{fragment}"
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))[1:-1]


def _page(data: bytes, left_out: str) -> bytes:
    page = without_documents(data.decode(), lambda path: path.startswith(left_out))
    return _MOVED.sub(r"\1\2index.html", with_index_files(page)).encode()


def _classic(citing: str, words: str, texts: Mapping[str, bytes]) -> str:
    """The module for citing as a script: `window.citing(url)` gives what an import of `url` would give."""
    fetched = ", ".join(f'"{name}.json": {_in_script(data).decode()}' for name, data in sorted(texts.items()))
    names = ", ".join(_EXPORTED.findall(citing))
    dialog = _declared(_IMPORT.sub("", citing)).replace("import.meta.url", "address")
    return f"""\
window.citing = async (address) => {{
"use strict";
const texts_of = {{ {fetched} }};
const fetch = async (url) => ({{ json: () => texts_of[url.pathname.split("/").at(-1)] }});
{_declared(words)}
{{
{dialog}
return {{ {names} }};
}}
}};
"""


def _declared(module: str) -> str:
    """A module whose exports are only declared."""
    return _EXPORTED.sub(lambda found: f"const {found[1]}", module)


def _in_script(data: bytes) -> bytes:
    """JSON as an expression of a script. Every JSON text is one."""
    return data.strip()
