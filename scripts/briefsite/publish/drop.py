"""`drop`: takes out of edition.yml, and of the menu, what refers to a passage or page that is gone.

Nothing is deleted from the text: the source is as it was received, and only its editor deletes words there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from briefsite.edition.file import parse_edition
from briefsite.edition.model import Edition
from briefsite.edition.standing_pages import standing_pages
from briefsite.file_names import EDITION_FILE
from briefsite.ledger.address import meant_by
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem, Removal
from briefsite.publish.dropped_parts import named_part
from briefsite.reading.read import read_edition
from briefsite.site.compose import meant
from briefsite.site.inputs import Inputs
from briefsite.site.navigation import menu_entries
from briefsite.storage.project import exclusive
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import Replacement
from briefsite.yaml_files.located import Path
from briefsite.yaml_files.rewritten import rewritten


@dataclass(frozen=True)
class Drop:
    """What would be taken out, a line each, and the files as they would be, by their paths from the project's root.

    `refused` says why nothing can be; empty if it can.
    """

    says: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""


def plan_drop(inputs: Inputs, address: str) -> Drop:
    """What refers to a passage (`p9`), page (`/turkey/`, `turkey`), note (`n7`), work or name, or is a section.

    With the files that would be without it.
    """
    editions = {
        folder: edition
        for folder, files in inputs.sources.items()
        if (edition := parse_edition(EDITION_FILE, files[EDITION_FILE].decode("utf-8", "replace"), Problems())[0])
    }
    if not editions:
        return Drop(refused="no edition can be read: see   briefsite check")
    folder, local = meant(inputs, editions, address)
    edition = editions[folder]
    reading = read_edition(folder, inputs.sources[folder], None)
    slugs = [PagePath.of(page.slug).slug for page in edition.pages]
    slug = PagePath.of(local).slug if local.startswith("/") or local in slugs else None
    subject = (meant_by(local) or local) if slug is None else PagePath.of(local).path
    asked = next((each for each in reading.problems if each.removal and subject in _names_of(each)), None)
    if asked is None and slug is not None and (kept := _kept(edition, slugs, slug)):
        return Drop(refused=f"{subject} is {kept}")
    removal, says = _removal(folder, slugs, slug, asked)
    if not says:
        removal = named_part(edition, f"{folder}/{EDITION_FILE}", local)
        says = removal.says
    menu = _in_menu(inputs, edition, removal, slugs, slug)
    says += tuple(f'{file}: "{name}" in the menu' for file, entries in menu.items() for name, _ in entries)
    if not says:
        return Drop(refused=_nothing(subject, edition, reading.emended.text))
    texts = (
        {f"{folder}/{EDITION_FILE}": inputs.sources[folder][EDITION_FILE]} if removal.paths or removal.instead else {}
    )
    return _without(inputs, texts, removal, menu, says)


def _names_of(problem: Problem) -> Collection[str]:
    """How what a problem is about can be named: a note is its number, or that with an n."""
    return {problem.subject, f"n{problem.subject}"} if problem.code == "N03" else {problem.subject}


def _kept(edition: Edition, slugs: Sequence[str], slug: str) -> str:
    """Why a page can't be taken out; empty if it can."""
    if slug == slugs[0]:
        return "the first page: let another page begin with its text, then drop that one"
    if slug not in slugs and slug in standing_pages(edition):
        return "made from the edition, and can’t be dropped by itself"
    return ""


def _removal(
    folder: str, slugs: Sequence[str], slug: str | None, asked: Problem | None
) -> tuple[Removal, tuple[str, ...]]:
    """What goes out of edition.yml, and a line about each: as the problem `asked` proposes it, or a page that is there.

    `slug` is that of the page that is named; None if it is a passage.
    """
    if asked is not None and asked.removal is not None:
        return asked.removal, tuple(f"{asked.place.file}, {line}" for line in asked.removal.says)
    if slug not in slugs:
        return Removal(()), ()
    number = slugs.index(slug)
    says = f'the page "{slug}" of {folder}/{EDITION_FILE}: its text goes on the page "{slugs[number - 1] or "/"}"'
    return Removal((("pages", number),)), (says,)


def _in_menu(
    inputs: Inputs, edition: Edition, removal: Removal, slugs: Sequence[str], slug: str | None
) -> Mapping[str, list[tuple[str, Path]]]:
    """The entries of the pages that go, or of the page `slug` that has gone, in the menu of each settings file."""
    gone = {slugs[int(path[-1])] for path in removal.paths if path[:-1] == ("pages",)}
    if slug is not None and slug not in slugs and not removal.paths:
        gone = {slug}
    return menu_entries(inputs.settings, {PagePath.of(each).under(edition.site.path).markdown for each in gone})


def _nothing(subject: str, edition: Edition, text: str) -> str:
    if subject and text:
        return f"nothing refers to {subject}, or the text still has it: first delete its words in {edition.source.file}"
    return f"{subject} is unknown on this site"


def _without(
    inputs: Inputs,
    editions: Mapping[str, bytes],
    removal: Removal,
    menu: Mapping[str, list[tuple[str, Path]]],
    says: tuple[str, ...],
) -> Drop:
    made: dict[str, str | None] = {
        file: rewritten(data.decode(), {each.path: each.words for each in removal.instead}, removal.paths)
        for file, data in editions.items()
    }
    for file, entries in menu.items():
        made[file] = rewritten(inputs.settings.files[file].decode(), {}, [path for _, path in entries])
    if left := [file for file, text in made.items() if text is None]:
        return Drop(refused=f"{left[0]} has to be changed by hand: delete\n" + "\n".join(says))
    return Drop(says, {file: text for file, text in made.items() if text is not None})


def write_drop(inputs: Inputs, drop: Drop) -> None:
    """Writes the files of a drop: all of them or none. OSError if the disk refuses."""
    files = {inputs.root / file: text.encode() for file, text in drop.files.items()}
    with exclusive(inputs.root) as scratch:
        replace_together(inputs.root, Replacement(files), scratch, "removal")
