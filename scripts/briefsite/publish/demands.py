"""What a build must not meet where somebody is about to publish: stale pages, and changes that wait for a release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefsite.file_names import LEDGER, VERSION_FILES
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.publish.account import changes_wait
from briefsite.site.inputs import Inputs
from briefsite.versions.store import version_file

if TYPE_CHECKING:
    from briefsite.site.composition import Composition


@dataclass(frozen=True)
class Demands:
    """What a build must not meet: with `locked` a change of docs/ (R03), with `released` something unreleased (A07)."""

    locked: bool = False
    released: bool = False


NO_DEMANDS: Final = Demands()


def check_stale(inputs: Inputs, made: Composition, problems: Problems) -> None:
    """Problem R03 for each file that a build would change, and for what a release that was interrupted has left."""
    from briefsite.site.kept_versions import present_ledger  # a build with nothing changed reads no edition

    for folder, files in inputs.sources.items():
        versions = present_ledger(inputs, folder).versions if LEDGER in files else ()
        listed = {version_file(version.id) for version in versions}
        for name in files:
            if name.startswith(f"{VERSION_FILES}/") and name not in listed:
                help_ = "release again, or delete the file"
                place = Place(f"{folder}/{name}")
                problems.error(place, "R03", "the ledger lists no such version", help_, subject=name)
    ours, pages = inputs.generated, made.pages
    for name in ours.keys() | pages.keys():
        if name not in ours or name not in pages or ours.checksum(name) != pages.checksum(name):
            help_ = "run `briefsite build` and commit the result"
            problems.error(Place(f"docs/{name}"), "R03", "does not match the sources", help_, subject=name)


def check_released(made: Composition, problems: Problems) -> None:
    """Problem A07 for each edition in which something waits for a release."""
    for folder, one in made.editions.items():
        if waiting := one.card.waiting:
            message = f"{changes_wait(waiting)} for a release"
            help_ = "run `briefsite release` and commit the result; `briefsite diff` shows what would be released"
            problems.error(Place(folder), "A07", message, help_, subject=folder)
