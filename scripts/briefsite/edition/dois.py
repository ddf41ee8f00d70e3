"""The DOIs of an edition: one of all its versions together, and one of each version, as archives give them.

They are given after a release, when a version has been deposited. So they are no part of any version: those that
edition.yml has now count, for the pages of earlier versions too.
"""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec
import yaml

from briefsite.edition.base import Doi, EditionPart, VersionName

_RESOLVER: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)", re.IGNORECASE)


class VersionDoi(EditionPart, frozen=True, kw_only=True):
    """The DOI of one version."""

    version: VersionName
    doi: Doi


class Dois(EditionPart, frozen=True, kw_only=True):
    """`all_versions` is the DOI that always leads to the newest version; "" if there is none."""

    all_versions: Doi = ""
    versions: tuple[VersionDoi, ...] = ()

    @property
    def of_all(self) -> str:
        """The DOI of all versions, without a resolver; "" if there is none."""
        return bare_doi(self.all_versions)

    def of_version(self, version: str) -> str:
        """The DOI of a version by its name, without a resolver; "" if there is none."""
        return next((bare_doi(one.doi) for one in self.versions if one.version == version), "")


def bare_doi(stated: str) -> str:
    """A DOI without a resolver or "doi:"."""
    return _RESOLVER.sub("", stated, count=1)


def stated_dois(edition: bytes) -> Dois:
    """The DOIs in the bytes of an edition.yml; none if it can't be read, which is a problem of its own."""
    if b"dois:" not in edition:
        return Dois()
    try:
        data = yaml.safe_load(edition)
        return msgspec.convert(dois_as_text(data["dois"]), Dois)
    except (yaml.YAMLError, msgspec.ValidationError, KeyError, TypeError):
        return Dois()


def dois_as_text(data: Any) -> Any:
    """The DOIs as YAML has them, with the names of versions as texts: without quotation marks they are dates."""
    versions = data.get("versions") if isinstance(data, dict) else None
    if not isinstance(versions, list):
        return data
    return {**data, "versions": [_with_text(one) for one in versions]}


def _with_text(one: Any) -> Any:
    return {**one, "version": str(one["version"])} if isinstance(one, dict) and "version" in one else one
