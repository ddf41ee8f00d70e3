"""The places of the editions on the site: each has a path of its own, and keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from briefsite.file_names import EDITION_FILE, LEDGER
from briefsite.ledger.version_links import VERSIONS
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.reading.summary import EditionSummary
from briefsite.site.inputs import Inputs
from briefsite.site.seen_files import FileSet
from briefsite.yaml_files.reader import read_yaml

#: Folders that the site itself needs; no edition's path may contain them.
RESERVED_PATHS = frozenset({"assets", "cite", "javascripts", "search", "stylesheets", "templates", VERSIONS})


def check_places(
    inputs: Inputs,
    cards: Mapping[str, EditionSummary],
    pages: Mapping[str, FileSet],
    own: FileSet,
    problems: Problems,
) -> None:
    """Problems R04 and O10 where two things would be at one place.

    `pages` are the files in docs/ of each edition, `own` those of the site itself. A file written by hand that is the
    same as the generated one is no problem: nothing is lost.
    """
    made = FileSet.united([own, *pages.values()])
    by_hand = inputs.written_by_hand
    for name in sorted(name for name in by_hand if name in made and by_hand.checksum(name) != made.checksum(name)):
        message = "the build needs this name for a generated page, but a handwritten file is in its place"
        help_ = "move it, or give the edition's page another slug"
        problems.error(Place(f"docs/{name}"), "R04", message, help_, subject=name)
    owner = {PagePath.of_markdown(name).path: "the site itself" for name in own if name.endswith(".md")}
    for folder, names in pages.items():
        urls = {PagePath.of_markdown(name).path for name in names if name.endswith(".md")}
        if both := sorted(urls & owner.keys()):
            message = f"{both[0]} is a page of this edition, and of {owner[both[0]]}"
            help_ = "under site, give one of the two editions another path"
            problems.error(_path_of(inputs, folder), "O10", message, help_, subject=both[0])
        if set(cards[folder].path.split("/")) & RESERVED_PATHS:
            message = f'the path "{cards[folder].path}" is used by the site itself'
            problems.error(_path_of(inputs, folder), "O10", message, "choose another path", subject=cards[folder].path)
        owner |= dict.fromkeys(urls, folder)


def check_paths(inputs: Inputs, cards: Mapping[str, EditionSummary], fresh: Iterable[str], problems: Problems) -> None:
    """Problem A04 for an edition that had another path when its addresses were released.

    Only those in `fresh` are looked at: the others have not changed.
    """
    ends = {folder: end for folder in fresh for end in inputs.history.ends.get(f"{folder}/{LEDGER}", ())}
    before = inputs.history.beside(list(ends.values()), EDITION_FILE)
    for folder, text in zip(ends, before, strict=True):
        now = inputs.sources[folder][EDITION_FILE].decode("utf-8-sig", "replace")
        if folder in cards and text and _PATH.findall(text) != _PATH.findall(now):
            path = _path(folder, text)
            if path != cards[folder].path:
                message = f'its permalinks were published under "/{path}" and would break under "/{cards[folder].path}"'
                help_ = f'under site, put back   path: "{path}"'
                problems.error(_path_of(inputs, folder), "A04", message, help_, subject=f"/{path}")


#: Where an edition.yml has no other of these than another, it can't have another path: that saves reading it.
_PATH: Final = re.compile(r"""\bpath["']?\s*:[^\n]*""")


def _path(folder: str, text: str) -> str:
    """The path that an edition.yml states; empty if none."""
    data = read_yaml(f"{folder}/{EDITION_FILE}", text, Problems()).data
    site = data.get("site") if isinstance(data, dict) else None
    return str(site.get("path") or "") if isinstance(site, dict) else ""


def _path_of(inputs: Inputs, folder: str) -> Place:
    """The place in edition.yml where the path is, or should be."""
    text = inputs.sources[folder][EDITION_FILE].decode("utf-8-sig", "replace")
    return read_yaml(f"{folder}/{EDITION_FILE}", text, Problems()).place("site", "path")
