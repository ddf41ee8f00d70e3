"""edition.yml as a file: from its text to an edition, with a problem at the place of each fault."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from briefsite.edition.date_fault import date_fault
from briefsite.edition.dois import bare_doi, dois_as_text
from briefsite.edition.model import Edition
from briefsite.problems.collector import Problems
from briefsite.problems.problem import fatal
from briefsite.web_address import address_fault
from briefsite.yaml_files.located import Located, Path
from briefsite.yaml_files.reader import read_yaml
from briefsite.yaml_files.typed import typed


def parse_edition(file: str, text: str, problems: Problems) -> tuple[Edition | None, Located]:
    """The edition that `text` (the content of an edition.yml) describes, and the place of each of its parts.

    The edition is None if it has problems: E01 invalid YAML, E02 wrong keys or types, E03 a file outside the folder,
    E04 a key twice, E05 an invalid web address.
    """
    found = problems.part()
    located = read_yaml(file, text, found)
    if located.data is None:
        if not found:
            help_ = "`briefsite init` creates one"
            found.error(located.place(), "E01", "the file is empty", help_, subject=file)
        return None, located
    located = replace(located, data=_as_stated(located.data))
    edition = typed(located, Edition, found)
    if edition is not None:
        _check_files(located, edition, found)
        _check_rulings(located, edition, found)
        _check_values(located, edition, found)
    return (None if fatal(found) else edition), located


#: What editions of earlier days have for a value that is not stated.
_UNSTATED: Final = "Not stated yet"


def _as_stated(data: Any) -> Any:
    """The document with dates of works and versions as text, and nothing for what is not stated."""
    if not isinstance(data, dict):
        return data
    if "dois" in data:
        data = {**data, "dois": dois_as_text(data["dois"])}
    work = data.get("work")
    if not isinstance(work, dict):
        return data
    stated = {key: _known(value) for key, value in work.items()}
    date = stated.get("date")
    if isinstance(date, datetime.date):
        stated["date"] = date.isoformat()[: len("2020-08-28")]
    elif isinstance(date, int) and not isinstance(date, bool):
        stated["date"] = f"{date:04}"
    return {**data, "work": stated}


def _known(value: Any) -> Any:
    """A value of the work, with empty text for nothing and for what an editor has not stated yet."""
    if isinstance(value, dict):
        return {key: _known(inner) for key, inner in value.items()}
    return "" if value is None or value == _UNSTATED else value


def _check_files(located: Located, edition: Edition, problems: Problems) -> None:
    named: list[tuple[str, tuple[str | int, ...], str]] = [
        ("source", ("source", "file"), edition.source.file),
        ("bibliography", ("bibliography",), edition.bibliography),
    ]
    for index, file in enumerate(edition.citation_styles):
        named.append(("citation_styles", ("citation_styles", index), file))
    for name, path, value in named:
        parts = value.replace("\\", "/").split("/")
        if value.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0] or not value:
            problems.error(
                located.place(*path),
                "E03",
                f'"{value}" is not a file inside the edition\'s folder',
                "put the file next to edition.yml and give only its name",
                subject=value or name,
            )


def _check_rulings(located: Located, edition: Edition, problems: Problems) -> None:
    for index, ruling in enumerate(edition.addresses):
        keys = ("paragraph", "address", "is_", "not_", "into", "because", "see")
        if tuple(name for name in keys if getattr(ruling, name)) not in _RULINGS:
            problems.error(
                located.place("addresses", index),
                "E02",
                "an override needs exactly one of: is, not, into, because",
                'write {paragraph: "first words", is: p9}, or {paragraph: "first words", not: p9},\n'
                'or {address: p9, into: p8}, or {address: p9, because: "why it was withdrawn", see: p8}',
                subject=ruling.address or ruling.paragraph or "addresses",
            )


#: The keys of a ruling that go together.
_RULINGS: Final = {
    ("paragraph", "is_"),
    ("paragraph", "not_"),
    ("address", "into"),
    ("address", "because"),
    ("address", "see"),
    ("address", "because", "see"),
}


def _check_values(located: Located, edition: Edition, problems: Problems) -> None:
    """Values that have the right form but cannot be used."""
    if edition.site.date is not None:
        message = "`date` is no longer used: an edition has the date of its last version"
        help_ = "delete the line; `briefsite release` dates a version"
        problems.warning(located.place("site", "date"), "E07", message, help_, subject="date")
    for index, editor in enumerate(edition.editors):
        if editor.orcid and _check_digit(editor.orcid) != editor.orcid[-1]:
            message = f'"{editor.orcid}" is not a valid ORCID iD: its check digit doesn\'t match'
            place = located.place("editors", index, "orcid")
            problems.error(place, "E05", message, "copy it again", subject=editor.orcid)
    for path, doi in _dois_given_twice(edition):
        message = f"{doi} is given twice: each version has a DOI of its own"
        problems.error(located.place(*path), "E05", message, "copy the right one from the archive", subject=doi)
    for path, date in _dates(edition):
        if wrong := date_fault(date):
            message = f'"{date}" is not a usable date: {wrong}'
            problems.error(located.place(*path), "E02", message, "correct it", subject=date)
    for path, stated in _addresses(edition):
        contact = stated if ":" in stated else f"mailto:{stated}"
        if wrong := address_fault(contact):
            message = f'"{stated}" is not a usable address: {wrong}'
            problems.error(located.place(*path), "E05", message, "copy it again", subject=stated)


def _dois_given_twice(edition: Edition) -> Iterator[tuple[Path, str]]:
    """The DOIs that another of the edition has, or that a version has besides another one, each with its place."""
    dois = edition.dois
    seen, versions = {dois.of_all.casefold()}, set[str]()
    for index, one in enumerate(dois.versions):
        path: Path = ("dois", "versions", index, "doi")
        doi = bare_doi(one.doi)
        if doi.casefold() in seen or one.version in versions:
            yield path, doi
        seen.add(doi.casefold())
        versions.add(one.version)


def _dates(edition: Edition) -> Iterator[tuple[Path, str]]:
    """The dates of an edition, each with its place in the file."""
    yield ("work", "date"), edition.work.date
    for index, version in enumerate(edition.work.published):
        yield ("work", "published", index, "date"), version.date.isoformat()
    if edition.source.received is not None:
        yield ("source", "received", "date"), edition.source.received.date.isoformat()


def _addresses(edition: Edition) -> Iterator[tuple[Path, str]]:
    """The addresses that pages link, each with its place in the file."""
    for index, version in enumerate(edition.work.published):
        yield ("work", "published", index, "url"), version.url
    for index, editor in enumerate(edition.editors):
        if editor.contact:
            yield ("editors", index, "contact"), editor.contact
    if edition.report_errors:
        yield ("report_errors",), edition.report_errors
    if edition.license.strip().lower().startswith(("http:", "https:")):
        yield ("license",), edition.license.strip()


def _check_digit(orcid: str) -> str:
    """The last digit of an ORCID iD, which follows from the others by ISO/IEC 7064, MOD 11-2."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    left = (12 - total % 11) % 11
    return "X" if left == 10 else str(left)  # noqa: PLR2004 - the sign for ten
