"""The files of an edition, read: the ledger, edition.yml, the source, the works and the images."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from briefsite.edition.file import parse_edition
from briefsite.edition.model import Edition
from briefsite.file_names import EDITION_FILE, LEDGER, RECEIVED_FILES
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.paragraphs.paragraph import Assembly
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, fatal
from briefsite.source.conflict import RESOLVE, find_conflicts
from briefsite.source.received import check_received
from briefsite.source.size import check_size
from briefsite.source.source import Source, decode
from briefsite.source.structure import read_structure
from briefsite.works.bibliography import Bibliography, bibtex_text, read_bibliography
from briefsite.yaml_files.located import Located

_RESOLVE_LEDGER = "let   briefsite merge-ledger   resolve it: done by hand, one ID is easily given to two texts"

#: The places of an edition.yml that isn't there.
_NOWHERE = Located(EDITION_FILE, None, (), {}, {})


def begin(files: Mapping[str, bytes], problems: Problems) -> tuple[Ledger, Edition | None, Located]:
    """The first three steps: the ledger and the edition. None for the edition, and reading ends there."""
    of_merge = problems.step("conflicts")
    for name, data in files.items():
        find_conflicts(name, data, _RESOLVE_LEDGER if name == LEDGER else RESOLVE, of_merge)
    old = Ledger() if problems else _ledger(files, problems.step("ledger"))
    return (old, None, _NOWHERE) if problems else (old, *_edition(files, problems.step("edition")))


def _edition(files: Mapping[str, bytes], problems: Problems) -> tuple[Edition | None, Located]:
    name = EDITION_FILE
    if name not in files:
        problems.error(Place(name), "S01", "the file does not exist", "`briefsite init` creates one", subject=name)
    text = _text(name, files, problems)
    return (None, _NOWHERE) if text is None else parse_edition(name, text, problems)


def source_of(files: Mapping[str, bytes], edition: Edition, located: Located, problems: Problems) -> Source | None:
    """The source, with its structure if it was derived; None where it isn't there or can't be read."""
    name = edition.source.file
    if name not in files:
        help_ = f"put the source text there, or name one of: {', '.join(sorted(files))}"
        place = located.place("source", "file")
        problems.error(place, "S01", f"{problems.path(name)} is not there", help_, subject=name)
        return None
    source = decode(name, files[name], edition.source.encoding, problems)
    if source is not None:
        structure = read_structure(files, name, len(source.lines), problems)
        if structure is None and fatal(problems):
            return None
        source = replace(source, structure=structure)
        check_received(source, edition.source, located.place("source", "received"), problems)
        check_size(source, of_size := problems.part())
        if of_size:
            return None
    return source


def works_of(
    files: Mapping[str, bytes], edition: Edition, located: Located, cache: Path | None, problems: Problems
) -> Bibliography:
    """The works in references.bib, marked `unread` if notes cite some and none can be read."""
    name = edition.bibliography
    citing = sum(bool(entry.works) for entry in edition.notes)
    if name not in files and citing:
        place, message = located.place("bibliography"), f"{problems.path(name)} is not there"
        problems.error(place, "S01", message, "notes cite works, so this file is needed: add it", subject=name)
    text = bibtex_text(name, files[name], problems) if name in files else ""
    works = read_bibliography(name, text, cache, problems) if text else Bibliography()
    if works.works or works.broken or not citing:
        return works
    if not fatal(problems):
        message = f"the file is empty, but {citing} note{'s cite' if citing > 1 else ' cites'} some"
        help_ = f"add the works; a version that was committed comes back with   git restore {problems.path(name)}"
        problems.error(Place(name), "B01", message, help_, subject=name)
    return Bibliography(unread=True)


def images_of(files: Mapping[str, bytes], assembly: Assembly) -> Mapping[str, bytes]:
    """The images that the text has, by their names."""
    named = dict.fromkeys(paragraph.image for paragraph in assembly.paragraphs if paragraph.image)
    paths = {name: f"{RECEIVED_FILES}/{name}" for name in named}
    return {name: files[path] for name, path in paths.items() if path in files}


def _ledger(files: Mapping[str, bytes], problems: Problems) -> Ledger:
    """The ledger in the folder, empty if there is none."""
    text = _text(LEDGER, files, problems)
    return Ledger() if text is None else read_ledger(text, problems).ledger


def _text(name: str, files: Mapping[str, bytes], problems: Problems) -> str | None:
    """The text of a file that must be in UTF-8; None where it is missing or isn't."""
    if name not in files:
        return None
    source = decode(name, files[name], "utf-8", problems, help_="save the file as UTF-8")
    return None if source is None else source.text.replace("\r\n", "\n").replace("\r", "\n")
