"""The stated source: what edition.yml says of the text, and of the document from which it may be derived."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from briefsite.file_names import EDITION_FILE
from briefsite.problems.collector import Problems
from briefsite.works.dates import today
from briefsite.yaml_files.reader import read_yaml
from briefsite.yaml_files.rewritten import rewritten

#: The encoding of a text that is derived.
DERIVED_ENCODING: Final = "utf-8"


def with_source(edition: str, file: str, document: bytes, encoding: str) -> str:
    """The text of edition.yml, which says that the text in `file` was derived from a document that came in today.

    Or that it came in itself. What was said of changes in the text before is left out.
    """
    sha256, day = hashlib.sha256(document).hexdigest(), today().isoformat()
    source: dict[str, Any] = read_yaml(EDITION_FILE, edition, Problems()).data["source"]
    received = source.get("received")
    known: dict[tuple[str | int, ...], str] = {
        ("source", "file"): file,
        ("source", "encoding"): encoding,
        ("source", "received", "sha256"): sha256,
        ("source", "received", "date"): day,
    }
    having = {*source, *(f"received {name}" for name in received or ())}
    values = {path: value for path, value in known.items() if " ".join(map(str, path[1:])) in having}
    made = rewritten(edition, values, [("source", "changed")] if "changed" in source else []) or edition
    if not received:
        made = _with_line(made, "received", f'{{date: {day}, sha256: "{sha256}"}}')
    return made if "encoding" in source or encoding == DERIVED_ENCODING else _with_line(made, "encoding", encoding)


def _with_line(edition: str, name: str, value: str) -> str:
    """The text of edition.yml with one fact more about the source; as it is, if its layout leaves no place for it."""
    lines = edition.split("\n")
    at = read_yaml(EDITION_FILE, edition, Problems()).place("source", "file")
    indent = " " * (len(lines[at.line - 1]) - len(lines[at.line - 1].lstrip()))
    lines.insert(at.line, f"{indent}{name}: {value}")
    added = "\n".join(lines)
    return added if read_yaml(EDITION_FILE, added, Problems()).data["source"].get(name) else edition
