"""What the edition is, in the forms that archives read: Citation File Format, CodeMeta and Zenodo.

Sources of the formats: Citation File Format 1.2.0; CodeMeta 3.0; the metadata of Zenodo's deposit API (.zenodo.json).
Nothing is said that edition.yml doesn't state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from briefsite.documents.front import front
from briefsite.documents.swhid import swhid
from briefsite.edition.base import ORCID_SITE
from briefsite.exports.cited_work import editor_names, original
from briefsite.reading.publication import Publication
from briefsite.works.addresses import doi_address
from briefsite.works.work import Name

#: The license identifiers of SPDX that the names of Creative Commons licenses have.
_CREATIVE_COMMONS: Final = re.compile(r"CC (BY(?:-[A-Z]+)*) (\d\.\d)$")


def citation_file(publication: Publication, site_url: str) -> str:
    """CITATION.cff, as YAML. JSON is YAML, so every value is written as JSON writes it."""
    matter = front(publication, site_url)
    version = publication.version
    known: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Cite the author's work, with the paragraph and the version of this edition.",
        "type": "dataset",
        "title": matter.title,
        "authors": [_cff_name(name) for name in original(publication).work.authors],
        "contact": [{"name": editor.name.strip("{}")} for editor in publication.edition.editors],
        "version": str(version or ""),
        "date-released": version.day.isoformat() if version else "",
        "doi": matter.doi,
        "url": matter.url,
        "license": _spdx(publication),
        "license-url": matter.license.url if matter.license and not _spdx(publication) else "",
        "abstract": publication.edition.site.description,
        "identifiers": [
            *({"type": "doi", "value": doi, "description": "all versions"} for doi in _of_all(publication)),
            {"type": "swh", "value": swhid(publication.source.data), "description": "the text as received"},
        ],
    }
    return "".join(_yaml_lines({name: value for name, value in known.items() if value}))


def codemeta(publication: Publication, site_url: str, program: str) -> str:
    """codemeta.json. `program` is the name and version of the program that builds the edition."""
    matter = front(publication, site_url)
    version = publication.version
    known: dict[str, Any] = {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "Dataset",
        "name": matter.title,
        "description": publication.edition.site.description,
        "author": [_schema_name(name) for name in original(publication).work.authors],
        "editor": _editors(publication),
        "version": str(version or ""),
        "dateModified": version.day.isoformat() if version else "",
        "license": matter.license.cited if matter.license else "",
        "identifier": doi_address(matter.doi) if matter.doi else "",
        "url": matter.url,
        "isBasedOn": matter.published_at,
        "inLanguage": publication.edition.work.language,
        "softwareRequirements": program,
    }
    return _json({name: value for name, value in known.items() if value})


def zenodo(publication: Publication, site_url: str) -> str:
    """.zenodo.json: the metadata with which Zenodo begins a deposit."""
    matter = front(publication, site_url)
    version = publication.version
    related = [
        {"identifier": url, "relation": relation}
        for url, relation in ((matter.published_at, "isDerivedFrom"), (matter.url, "isIdenticalTo"))
        if url
    ]
    related += [{"identifier": doi, "relation": "isVersionOf"} for doi in _of_all(publication)]
    known: dict[str, Any] = {
        "upload_type": "publication",
        "publication_type": "annotationcollection",
        "title": matter.title,
        "creators": [{"name": str(name)} for name in original(publication).work.authors],
        "contributors": [
            {"name": str(name), "type": "Editor", **({"orcid": editor.orcid} if editor.orcid else {})}
            for name, editor in zip(editor_names(publication), publication.edition.editors, strict=True)
        ],
        "description": publication.edition.site.description,
        "publication_date": version.day.isoformat() if version else "",
        "version": str(version or ""),
        "language": publication.edition.work.language,
        "license": _spdx(publication).lower(),
        "notes": publication.edition.work.rights,
        "related_identifiers": related,
    }
    return _json({name: value for name, value in known.items() if value})


def _of_all(publication: Publication) -> Sequence[str]:
    """The DOI of all versions, if the edition has one."""
    return [doi for doi in (publication.edition.dois.of_all,) if doi]


def _editors(publication: Publication) -> list[Mapping[str, str]]:
    return [
        {**_schema_name(name), **({"@id": f"{ORCID_SITE}{editor.orcid}"} if editor.orcid else {})}
        for name, editor in zip(editor_names(publication), publication.edition.editors, strict=True)
    ]


def _spdx(publication: Publication) -> str:
    """The SPDX identifier of the license of the editors' part, if it is one of Creative Commons."""
    license_ = front(publication, "").license
    if license_ is None:
        return ""
    if license_.name == "CC0 1.0":
        return "CC0-1.0"
    found = _CREATIVE_COMMONS.match(license_.name)
    return f"CC-{found[1]}-{found[2]}" if found else ""


def _cff_name(name: Name) -> Mapping[str, str]:
    if name.literal:
        return {"name": name.literal}
    parts = {"family-names": name.family, "given-names": name.given, "name-particle": name.prefix}
    return {key: value for key, value in {**parts, "name-suffix": name.suffix}.items() if value}


def _schema_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    family = " ".join(filter(None, (name.prefix, name.family)))
    parts = {"givenName": name.given, "familyName": family}
    return {"@type": "Person", **{key: value for key, value in parts.items() if value}}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _yaml_lines(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, Sequence) and not isinstance(value, str):
            yield f"{name}:\n"
            yield from (f"  - {json.dumps(each, ensure_ascii=False)}\n" for each in value)
        else:
            yield f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
