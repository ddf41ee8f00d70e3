"""ro-crate-metadata.json: what is in the deposit, file by file, and what made it.

Source of the format: RO-Crate 1.2.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from briefsite.documents.front import Front, front
from briefsite.exports.cited_work import editor_names, original
from briefsite.reading.publication import Publication
from briefsite.works.addresses import doi_address
from briefsite.works.work import Name

CRATE: Final = "ro-crate-metadata.json"
#: The folder with the project.
_PROJECT: Final = "project/"
#: Media types by the ending of a file.
_TYPES: Final = {
    "bib": "application/x-bibtex",
    "css": "text/css",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "ris": "application/x-research-info-systems",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "xml": "application/xml",
    "yml": "application/yaml",
}


def crate(publication: Publication, site_url: str, program: str, files: Mapping[str, bytes]) -> str:
    """The metadata of a deposit that has these files besides, by their paths."""
    matter = front(publication, site_url)
    version = publication.version
    license_ = _license(matter)
    authors = [_agent(name, "author", at) for at, name in enumerate(original(publication).work.authors, start=1)]
    editors = [_agent(name, "editor", at) for at, name in enumerate(editor_names(publication), start=1)]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": matter.title,
        "description": publication.edition.site.description or matter.statement,
        "datePublished": version.day.isoformat() if version else "",
        "version": str(version or ""),
        "license": {"@id": license_["@id"]},
        "inLanguage": publication.edition.work.language,
        "author": [{"@id": each["@id"]} for each in authors],
        "editor": [{"@id": each["@id"]} for each in editors],
        "identifier": doi_address(matter.doi) if matter.doi else "",
        "url": matter.url,
        "isBasedOn": matter.published_at,
        "hasPart": [{"@id": _PROJECT}, *({"@id": quote(name)} for name in files)],
        "mentions": [{"@id": "#build"}],
    }
    name, _, program_version = program.partition(" ")
    descriptor = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }
    graph = [
        descriptor,
        {name: value for name, value in root.items() if value},
        *authors,
        *editors,
        {
            "@id": "#program",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": program_version,
        },
        {
            "@id": "#build",
            "@type": "CreateAction",
            "instrument": {"@id": "#program"},
            "object": {"@id": _PROJECT},
            "result": [{"@id": quote(name)} for name in files if name.startswith("documents/")],
        },
        {
            "@id": _PROJECT,
            "@type": "Dataset",
            "name": "The project from which the site is built",
            "hasPart": [{"@id": quote(name)} for name in files if name.startswith(_PROJECT)],
        },
        license_,
        *(_file(path, data) for path, data in files.items()),
    ]
    return json.dumps(
        {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph}, ensure_ascii=False, indent=1
    )


def _license(matter: Front) -> Mapping[str, str]:
    """The license of the editors' part; without one, what edition.yml says of the rights in the text."""
    if matter.license:
        return {"@id": matter.license.url or "#license", "@type": "CreativeWork", "name": matter.license.name}
    return {"@id": "#rights", "@type": "CreativeWork", "name": matter.rights or "No license is stated."}


def _file(name: str, data: bytes) -> Mapping[str, Any]:
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    digest = hashlib.sha256(data).hexdigest()
    return {
        "@id": quote(name),
        "@type": "File",
        "encodingFormat": kind,
        "contentSize": str(len(data)),
        "sha256": digest,
    }


def _agent(name: Name, role: str, number: int) -> Mapping[str, str]:
    kind = "Organization" if name.literal else "Person"
    shown = name.literal or " ".join(filter(None, (name.given, name.prefix, name.family, name.suffix)))
    return {"@id": f"#{role}-{number}", "@type": kind, "name": shown}
