"""Writes the folder of a first edition; in an empty folder, a complete site."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briefsite.edition.schema import schema_as_json
from briefsite.edition.standing_pages import RESERVED_SLUGS
from briefsite.file_names import BIBLIOGRAPHY, DERIVED_TEXT, EDITION_FILE, LEDGER, SETTINGS, SOURCES
from briefsite.init.document_source import document_source
from briefsite.init.draft import FirstEdition, first_edition
from briefsite.init.git_attributes import GIT_ATTRIBUTES, git_attributes
from briefsite.init.refused import binary, refusal
from briefsite.init.site_files import SCHEMA, navigation_lines, site_files
from briefsite.intake.document import IntakeError
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem
from briefsite.publish.unwritten import report_unwritten
from briefsite.site.placement import RESERVED_PATHS
from briefsite.source.conflict import RESOLVE, find_conflicts
from briefsite.storage.file_reading import read_file, report_unread
from briefsite.storage.nearby_files import NearbyFiles
from briefsite.storage.project import exclusive
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import Replacement
from briefsite.works.dates import today
from briefsite.writing.transliteration import slug_of
from briefsite.yaml_files.reader import read_yaml

#: The most characters of a folder's name.
_LONGEST: Final = 60
#: Names that no file or folder can have on Windows.
_OF_DEVICES: Final = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
#: The files of an edition's folder besides the text.
_OURS: Final = frozenset({EDITION_FILE, BIBLIOGRAPHY})


@dataclass(frozen=True)
class InitResult:
    """What was decided and written, as lines to print, and the problems if it could not be written."""

    says: tuple[str, ...]
    problems: tuple[Problem, ...]


def write_first_edition(root: Path, text: Path, bib: Path | None, name: str = "") -> InitResult:
    """Writes the first edition of the file `text` into `sources/` of `root`, in a folder called `name` or as the file.

    If one of its files is there already, nothing is written at all. Where there is no mkdocs.yml, the other files of a
    site are written, too, unless they are there. Problems: S01 a file can't be read, or is no text, L01 it is too
    large, L02 it is a link or a pipe, S03 one can't be written, S06 one is there already, S07 a merge left a conflict
    in one, E03 no folder can have the name.
    """
    problems = Problems().step("init")
    try:
        data, works = read_file(text, "published"), read_file(bib) if bib else None
    except OSError as error:
        report_unread(error, str(error.filename or text), "check the file name", problems)
        return InitResult((), problems.in_order())
    folder_name = _folder_name(name or text.stem) or ("" if name else "text")
    if not folder_name:
        message = f'no folder name can be made of "{name}"'
        problems.error(Place("--name"), "E03", message, "use letters from a to z, digits and hyphens", subject=name)
        return InitResult((), problems.in_order())
    others = _edition_paths(root)
    path = "" if "" not in others else _free(folder_name, {*others, *_taken(root)})
    folder = f"{SOURCES}/{folder_name}"
    find_conflicts(str(text), data, RESOLVE, problems)
    find_conflicts(str(bib), works or b"", RESOLVE, problems)
    if kind := binary(works or b""):
        problems.error(Place(str(bib)), "S01", kind[0], "export the works as BibTeX (.bib)", subject=str(bib))
    if problems:
        return InitResult((), problems.in_order())
    try:
        document = document_source(_file_name(text), data, works, nearby=NearbyFiles(text.parent))
    except IntakeError as error:
        problems.error(Place(str(text)), "S01", error.message, error.help, subject=str(text))
        return InitResult((), problems.in_order())
    refused = refusal(data) if document is None else None
    made = None
    if refused is None:
        head = "# yaml-language-server: $schema=../edition.schema.json"
        file_name = _file_name(text) if document is None else DERIVED_TEXT
        made = first_edition(
            file_name, data, bib=works, today=today(), folder=folder, path=path, extra=head, document=document
        )
    if made is None:
        message, help_ = refused or ("contains no visible text", "choose a file that contains text")
        problems.error(Place(str(text)), "S01", message, help_, subject=str(text))
        return InitResult((), problems.in_order())
    files = {root / folder / own: content for own, content in made.files.items()}
    _check_free(root, files, data, problems)
    if problems:
        return InitResult(made.says, problems.in_order())
    fresh = not (root / SETTINGS).exists()
    further = site_files(made.title, folder_name, _file_name(text), made.pages) if fresh else {}
    further = {SCHEMA: schema_as_json().encode(), **further}
    files |= {root / own: content for own, content in further.items() if not (root / own).exists()}
    try:
        advice = _add_git_attributes(root, files)
        _written(root, files)
    except OSError as error:
        report_unwritten(error, root, "nothing was written", problems)
        return InitResult(made.says, problems.in_order())
    return InitResult((*advice, *_told(root, files, made, path, fresh=fresh)), ())


def _folder_name(name: str) -> str:
    """The name as a folder in sources/ and as a part of addresses: small letters, digits, hyphens; perhaps empty."""
    folder = slug_of(name)[:_LONGEST].strip("-")
    return f"{folder}-edition" if _OF_DEVICES.fullmatch(folder) else folder


def _file_name(text: Path) -> str:
    """The name of the text's file in its folder: its own, without what a path can't have or a terminal can't show."""
    name = "".join(sign for sign in text.name if sign.isprintable() and sign not in '\\:"<>|?*~').lstrip(" .").rstrip()
    return f"{_folder_name(text.stem) or 'text'}.txt" if name in {"", LEDGER, *_OURS} else name


def _taken(root: Path) -> Iterable[str]:
    """The parts of addresses that the site or an edition at its root has already."""
    docs = root / "docs"
    return {
        *RESERVED_PATHS,
        *RESERVED_SLUGS,
        *(path.stem for path in docs.glob("*.md")),
        *(path.name for path in docs.glob("*") if path.is_dir()),
    }


def _free(name: str, taken: Container[str]) -> str:
    tries = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(path for path in tries if path not in taken)


def _check_free(root: Path, files: Iterable[Path], data: bytes, problems: Problems) -> None:
    """Problem S06 for each file that is there already, with another content than the text that is to be there."""
    for path in files:
        if path.exists() and not (path.name not in _OURS and path.is_file() and path.read_bytes() == data):
            file = path.relative_to(root).as_posix()
            help_ = "move it away, or choose another name for the edition:   briefsite init --name …"
            problems.error(Place(file), "S06", "already exists", help_, subject=file)


def _edition_paths(root: Path) -> Sequence[str]:
    """The paths on the site of the editions that are there; empty for the one at the root."""
    found = []
    for file in (root / SOURCES).glob(f"*/{EDITION_FILE}"):
        located = read_yaml(file.name, read_file(file).decode("utf-8", "replace"), Problems())
        site = located.data.get("site") if isinstance(located.data, dict) else None
        if isinstance(site, dict):
            found.append(str(site.get("path") or ""))
    return found


def _add_git_attributes(root: Path, files: dict[Path, bytes]) -> Sequence[str]:
    """Adds .gitattributes to the files to write, if there is none. Returns what to say of one that is there."""
    file = root / GIT_ATTRIBUTES
    attributes, advice = git_attributes(file.read_bytes() if file.exists() else None)
    if attributes:
        files[file] = attributes.encode()
    return advice


def _written(root: Path, files: Mapping[Path, bytes]) -> None:
    with exclusive(root) as scratch:
        replace_together(root, Replacement(files), scratch, "first edition")


def _told(root: Path, files: Mapping[Path, bytes], made: FirstEdition, path: str, *, fresh: bool) -> Sequence[str]:
    says = [*made.says, *(f"written: {file.relative_to(root).as_posix()}" for file in sorted(files))]
    if not fresh:
        says += [
            "To add these pages to the menu, put in mkdocs.yml under nav:",
            *navigation_lines([file for file, _ in made.pages], path),
        ]
    says += made.summary
    if made.builds:
        return [*says, "Ready to build: briefsite build"]
    return [*says, "Not ready to build: run `briefsite check` to see what is left to do."]
