"""Writes the folder of a first edition, and the files that a site needs besides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefsite.edition.schema import schema_as_json
from briefsite.files import exclusive, write_file
from briefsite.init.draft import FirstEdition, first_edition
from briefsite.init.git_attributes import GIT_ATTRIBUTES, git_attributes
from briefsite.page_path import PagePath
from briefsite.problem import Place, Problem
from briefsite.problems import Problems
from briefsite.reading.addressables import STANDING_PAGES
from briefsite.scalar import quoted
from briefsite.works.dates import today
from briefsite.writing.transliteration import slug_of
from briefsite.yaml_files.located import read_yaml

SCHEMA = "sources/edition.schema.json"
MAIN = "docs/templates/main.html"
_MAIN_TEMPLATE = """\
{#- What every page has besides the theme's own: what the build writes into this folder. -#}
{% extends "base.html" %}

{% block extrahead %}
  {{ super() }}
  {% include "citation_head.html" %}
{% endblock %}

{% block content %}
  {% set content %}{{ super() }}{% endset %}
  {% include "parts.html" %}
  {% include "citation_body.html" %}
{% endblock %}
"""


@dataclass(frozen=True)
class InitResult:
    """What was decided and written, as lines to print, and the problems if it could not be written."""

    says: tuple[str, ...]
    problems: tuple[Problem, ...]


def write_first_edition(root: Path, text: Path, bib: Path | None, name: str = "") -> InitResult:
    """Writes the first edition of the file `text` into `sources/` of `root`, in a folder called `name` or as the file.

    If one of its files is there already, nothing is written at all. Problems: S01 a file can't be read or has no text,
    S03 one can't be written, S06 one is there already. mkdocs.yml, a template, the schema and .gitattributes are
    written only if there are none.
    """
    problems = Problems().step("init")
    try:
        data, works = text.read_bytes(), bib.read_bytes() if bib else None
    except OSError as error:
        file = str(error.filename or text)
        message = f"cannot be read: {error.strerror}"
        problems.error(Place(file), "S01", message, "name a file that is there", subject=file)
        return InitResult((), problems.in_order())
    name = name or slug_of(text.stem) or "text"
    folder = root / "sources" / name
    path = name if _at_root(root) else ""
    head = "# yaml-language-server: $schema=../edition.schema.json"
    made = first_edition(text.name, data, bib=works, today=today(), path=path, extra=head)
    if not made.files:
        problems.error(Place(str(text)), "S01", "there is no text in it", "name another file", subject=str(text))
        return InitResult(made.says, problems.in_order())
    files: dict[Path, bytes] = {folder / own: content for own, content in made.files.items()}
    for path_ in files:
        if path_.exists() and not (path_.name == text.name and path_.read_bytes() == data):
            file = path_.relative_to(root).as_posix()
            help_ = "take it away, or give the edition another name:   briefsite init --name …"
            problems.error(Place(file), "S06", "is there already", help_, subject=file)
    if problems:
        return InitResult(made.says, problems.in_order())
    fresh = not (root / "mkdocs.yml").exists()
    if fresh:
        files[root / "mkdocs.yml"] = new_config(made).encode()
        if not (root / MAIN).exists():
            files[root / MAIN] = _MAIN_TEMPLATE.encode()
    if not (root / SCHEMA).exists():
        files[root / SCHEMA] = schema_as_json().encode()
    try:
        advice = _add_git_attributes(root, files)
        _written(root, files)
    except OSError as error:
        file = str(error.filename or folder)
        problems.error(Place(file), "S03", f"cannot be written: {error.strerror}", "make room", subject=file)
        return InitResult(made.says, problems.in_order())
    return InitResult((*made.says, *advice, *_told(root, files, made, path, fresh=fresh)), ())


def new_config(made: FirstEdition) -> str:
    """A mkdocs.yml for a site that has none."""
    return "\n".join(
        [
            f"site_name: {quoted(made.title)}",
            "# The address of the published site, once it is known.",
            "site_url: https://example.org/",
            "theme:",
            "  name: material",
            "  custom_dir: docs/templates # not published",
            "  language: en",
            "  font: false # nothing is fetched from another host",
            "plugins:",
            "  - search",
            "markdown_extensions:",
            "  - attr_list",
            "  - md_in_html",
            "  - tables",
            "  - toc:",
            '      permalink: "§"',
            "      toc_depth: 2",
            "nav:",
            *navigation_lines(made, ""),
            "",
        ]
    )


def navigation_lines(made: FirstEdition, path: str) -> Sequence[str]:
    """The lines of `nav` for an edition: its own pages, then those that every edition has."""
    pages = [PagePath.of_markdown(file) for file, _ in made.pages] + [PagePath(slug) for slug in STANDING_PAGES]
    return [f"  - {page.under(path).markdown}" for page in pages]


def _at_root(root: Path) -> bool:
    """Whether an edition already has the root of the site."""
    for file in (root / "sources").glob("*/edition.yml"):
        located = read_yaml(file.name, file.read_text(encoding="utf-8", errors="replace"), Problems())
        site = located.data.get("site") if isinstance(located.data, dict) else None
        if isinstance(site, dict) and not site.get("path"):
            return True
    return False


def _add_git_attributes(root: Path, files: dict[Path, bytes]) -> Sequence[str]:
    """Adds .gitattributes to the files to write, if there is none. Returns what to say of one that is there."""
    file = root / GIT_ATTRIBUTES
    attributes, advice = git_attributes(file.read_bytes() if file.exists() else None)
    if attributes:
        files[file] = attributes.encode()
    return advice


def _written(root: Path, files: Mapping[Path, bytes]) -> None:
    # edition.yml comes last: without it, a folder is not an edition.
    with exclusive(root) as scratch:
        for file in sorted(files, key=lambda file: file.name == "edition.yml"):
            write_file(file, files[file], scratch)


def _told(root: Path, files: Mapping[Path, bytes], made: FirstEdition, path: str, *, fresh: bool) -> Sequence[str]:
    says = [f"written: {file.relative_to(root).as_posix()}" for file in sorted(files)]
    if not fresh:
        says += [
            "for the navigation, if the pages shall be in it, add to nav in mkdocs.yml:",
            *navigation_lines(made, path),
        ]
    if made.builds:
        return [*says, "It builds as it is: scripts/build. What is uncertain, `briefsite check` lists."]
    return [*says, "It does not build yet: `briefsite check` says what is left to do."]
