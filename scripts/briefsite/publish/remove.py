"""`remove`: takes an edition out of the site, unless readers may already cite it.

Addresses of a released edition are for good: a site without them breaks promise 2, which every build checks against the
ledgers in the history (A04). An edition that was never released has given none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from briefsite.edition.standing_pages import QUOTATION_PAGE, STANDING_SLUGS
from briefsite.file_names import EDITION_FILE, LEDGER, SOURCES
from briefsite.ledger.reader import read_ledger
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.site.inputs import Inputs
from briefsite.site.navigation import menu_entries
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.project import exclusive
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import Replacement
from briefsite.yaml_files.reader import read_yaml
from briefsite.yaml_files.rewritten import rewritten

#: Where the folders of removed editions are kept, from the root of the project.
REMOVED: Final = f"{WORK_FOLDER}/removed"


@dataclass(frozen=True)
class Removed:
    """What would be removed: its folder, lines for a person, and the settings as they would be, by their files.

    `refused` says why nothing can be; empty if it can.
    """

    folder: str = ""
    says: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    refused: str = ""


def plan_remove(inputs: Inputs, name: str) -> Removed:
    """What it means to remove the edition in the folder `name` of sources/."""
    folder = f"{SOURCES}/{name.strip('/').rpartition('/')[2]}"
    if folder not in inputs.sources:
        there = ", ".join(each.removeprefix(f"{SOURCES}/") for each in inputs.sources)
        return Removed(refused=f'no edition "{name}"; the editions are {there}')
    if len(inputs.sources) == 1:
        return Removed(refused=f"{folder} is the only edition: a site without any can't be built")
    if released := tuple(_released(inputs, folder)):
        return Removed(refused="\n".join(released))
    path = _site_path(inputs, folder)
    by_hand: list[str] = []
    files: dict[str, str] = {}
    for file, own in menu_entries(inputs.settings, _pages(inputs, path)).items():
        changed = rewritten(inputs.settings.files[file].decode(), {}, [at for _, at in own])
        if changed is not None:
            files[file] = changed
        else:
            by_hand += [f"{file}: take {name} out of nav by hand" for name, _ in own]
    says = (
        f"{folder}: {len(inputs.sources[folder])} files, to be kept in {REMOVED}/",
        f"/{path}: its pages go with the next build; it was never released, so none of its links is permanent",
        *(f"{file}: its pages in the menu" for file in files),
        *by_hand,
    )
    return Removed(folder, says, files)


def _released(inputs: Inputs, folder: str) -> Iterator[str]:
    """Why a released edition stays, and what can be done; nothing for one that was never released."""
    data = inputs.sources[folder].get(LEDGER, b"")
    ledger = read_ledger(data.decode("utf-8", "replace"), Problems()).ledger if data else None
    committed = any(file == f"{folder}/{LEDGER}" for file in inputs.history.ends)
    if not committed and (ledger is None or ledger.latest is None):
        return
    count = sum(1 for _ in ledger.records) if ledger is not None else 0
    last = f", last on {ledger.latest.id}" if ledger is not None and ledger.latest is not None else ""
    yield f"{folder} was released{last}: {count:,} of its links may have been cited, and each must lead somewhere."
    yield "Without the edition none does, and every build says so (A04). To withdraw its text, delete the words"
    yield f"of its text, and say why under addresses in {folder}/edition.yml: each link then leads to a notice, and"
    yield "versions can still be read. To remove it from the menu, delete its pages from nav in mkdocs.yml."


def _site_path(inputs: Inputs, folder: str) -> str:
    text = inputs.sources[folder][EDITION_FILE].decode("utf-8-sig", "replace")
    data = read_yaml(EDITION_FILE, text, Problems()).data
    site = data.get("site") if isinstance(data, dict) else None
    return str(site.get("path") or "") if isinstance(site, dict) else ""


def _pages(inputs: Inputs, path: str) -> set[str]:
    """The files in docs/ that the last build wrote for an edition, and those that every edition has."""
    standing = {page.under(path).markdown for page in (*map(PagePath, STANDING_SLUGS), QUOTATION_PAGE)}
    others = {other for folder in inputs.sources if (other := _site_path(inputs, folder)) and other != path}
    below = f"{path}/" if path else ""
    return standing | {
        name
        for name in inputs.generated
        if name.endswith(".md")
        and name.startswith(below)
        and not any(name.startswith(f"{other}/") for other in others if len(other) > len(path))
    }


def write_removed(inputs: Inputs, removed: Removed) -> None:
    """Moves the folder out of sources/, and writes the settings: both or neither. OSError if the disk refuses."""
    root = inputs.root
    files = {root / file: text.encode() for file, text in removed.files.items()}
    with exclusive(root) as scratch:
        kept = _free(root / REMOVED / removed.folder.removeprefix(f"{SOURCES}/"))
        replace_together(root, Replacement(files, moves={root / removed.folder: kept}), scratch, "removal")


def _free(path: Path) -> Path:
    tries = (path, *(path.with_name(f"{path.name}-{number}") for number in range(2, 1000)))
    return next(each for each in tries if not each.exists())
