"""The check of the DOIs of versions: each names a version that was released."""

from __future__ import annotations

from briefsite.edition.model import Edition
from briefsite.ledger.ledger import Ledger
from briefsite.problems.collector import Problems
from briefsite.yaml_files.located import Located


def check_dois(edition: Edition, located: Located, ledger: Ledger, problems: Problems) -> None:
    """Problem E05 for each DOI of a version that the `ledger` doesn't have."""
    known = [str(version.id) for version in ledger.versions]
    for index, one in enumerate(edition.dois.versions):
        if one.version not in known:
            there = f"the versions are {', '.join(known[-5:])}" if known else "no version has been released yet"
            message = f"{one.version} is not a version of this edition: {there}"
            help_ = "name the version that has this DOI, or delete the entry"
            problems.error(
                located.place("dois", "versions", index, "version"), "E05", message, help_, subject=one.version
            )
