"""edition.yml as a file: from its text to an edition, with a complaint at its place for all that it can't be."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from briefsite.edition.model import Edition
from briefsite.problem import Problem
from briefsite.yaml_files.located import Located, read_yaml, typed


def parse_edition(file: str, text: str) -> tuple[Edition | None, Located, tuple[Problem, ...]]:
    """The edition that `text` (the content of an edition.yml) describes, and where each of its parts stands.

    The edition is None when it has problems: E01 no YAML, E02 wrong keys or types, E03 a file outside the folder,
    E04 a key twice.
    """
    located, problems = read_yaml(file, text)
    if located.data is None:
        if problems:
            return None, located, problems
        message = "the file is empty"
        return None, located, (Problem(located.place(), "E01", message, "`briefsite init` writes a first one"),)
    edition, complaints = typed(located, Edition)
    problems += complaints
    if edition is not None:
        problems += (*_outside(located, edition), *_unruled(located, edition), *_unlikely(located, edition))
    return (None if problems else edition), located, problems


def _outside(located: Located, edition: Edition) -> Iterator[Problem]:
    for name, path in (("source", ("source", "file")), ("bibliography", ("bibliography",))):
        value = edition.source.file if name == "source" else edition.bibliography
        parts = value.replace("\\", "/").split("/")
        if value.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0] or not value:
            yield Problem(
                located.place(*path),
                "E03",
                f'"{value}" is not a file inside the edition\'s folder',
                "put the file next to edition.yml and give its name only",
            )


def _unruled(located: Located, edition: Edition) -> Iterator[Problem]:
    for index, ruling in enumerate(edition.addresses):
        said = tuple(name for name in ("paragraph", "address", "is_", "not_", "into") if getattr(ruling, name))
        if said not in {("paragraph", "is_"), ("paragraph", "not_"), ("address", "into")}:
            yield Problem(
                located.place("addresses", index),
                "E02",
                "a ruling on an address says one thing",
                'write {paragraph: "first words", is: p9}, or {paragraph: "first words", not: p9},\n'
                "or {address: p9, into: p8}",
            )


def _unlikely(located: Located, edition: Edition) -> Iterator[Problem]:
    """Values of the right form that nothing can be done with."""
    if edition.site.date.year < _FIRST_YEAR:
        message = f"no site has the date {edition.site.date}"
        yield Problem(located.place("site", "date"), "E02", message, "write the day of this edition: 2026-11-24")
    for index, version in enumerate(edition.work.published):
        try:
            urlsplit(version.url)
        except ValueError:
            place = located.place("work", "published", index, "url")
            yield Problem(place, "E05", f'"{version.url}" is no address that a reader could follow', "copy it again")


#: The web's first; what comes before it is a slip.
_FIRST_YEAR = 1990
