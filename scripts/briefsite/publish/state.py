"""The state: what a build writes down for the next one, so that nothing is made or proven twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from briefsite.problems.problem import Problem
from briefsite.site.inputs import Inputs
from briefsite.site.missing_files import watched_files
from briefsite.site.seen_files import FileSet
from briefsite.storage.checksum import checksum_of_folder, look_of_folder
from briefsite.storage.files import WORK_FOLDER

if TYPE_CHECKING:
    from briefsite.proof.verify import Proof
    from briefsite.site.composition import Composition, KnownEdition
    from briefsite.storage.replacement_plan import NewFolder

#: The file of the state, from the root of the project.
STATE: Final = f"{WORK_FOLDER}/state.json"


class LastBuild(msgspec.Struct, frozen=True):
    """What the last build wrote down.

    `inputs` and `outputs` are checksums of all that it read and wrote, `look` is that of how the files of the site
    look. `says` and `warnings` are what it told; an unchanged build tells them again. `written` has its files in docs/
    by name, with the checksum of each, `by_hand` the files there that the next build would miss. `editions` are read by
    `known_editions`, as most builds don't need them.
    """

    inputs: str = ""
    outputs: str = ""
    look: str = ""
    says: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    written: dict[str, str] = {}
    by_hand: tuple[str, ...] = ()
    editions: msgspec.Raw = msgspec.Raw(b"{}")


def outputs(inputs: Inputs, site: str) -> str:
    """The checksums of all that a build wrote: its files in docs/, and the `site`."""
    return f"{inputs.generated.total} {site}"


def outputs_are_there(last: LastBuild, inputs: Inputs, site: Path) -> bool:
    """Whether docs/ and the folder `site` are as the last build left them. Files that look the same are not read."""
    if last.look and last.look == look_of_folder(site):
        return last.outputs == outputs(inputs, last.outputs.rpartition(" ")[2])
    return last.outputs == outputs(inputs, checksum_of_folder(site))


def state(
    inputs: Inputs,
    made: Composition,
    proof: Proof,
    site: NewFolder,
    says: tuple[str, ...],
    warnings: tuple[Problem, ...],
) -> bytes:
    """The state after a build that made the `site`, which is still where it was made, as a JSON file."""
    from briefsite.site.composition import KnownEdition

    written = {name: made.pages.checksum(name) for name in made.pages}
    docs = FileSet.united([inputs.written_by_hand, made.pages])
    after = replace(inputs, docs=docs, last_written=written)
    editions = {
        folder: KnownEdition(
            inputs=after.checksum_of(folder),
            others=one.others,
            pages=one.pages.total,
            site=proof.sites[folder],
            card=one.card,
            files=tuple(one.pages),
            says=proof.says[folder],
            warnings=one.known.warnings if one.known else made.fresh[folder].problems,
            versions=tuple(str(kept.version) for kept in one.versions),
        )
        for folder, one in made.editions.items()
    }
    last = LastBuild(
        inputs=after.checksum,
        outputs=outputs(after, site.checksum),
        look=look_of_folder(site.path),
        says=says,
        warnings=warnings,
        written=written,
        by_hand=watched_files(after),
        editions=msgspec.Raw(msgspec.json.encode(editions)),
    )
    return msgspec.json.encode(last)


def last_build(root: Path) -> LastBuild:
    """What the last build left. An empty one if there was none, or its state is damaged, or of another version."""
    try:
        return msgspec.json.decode((root / STATE).read_bytes(), type=LastBuild)
    except (OSError, msgspec.DecodeError):
        return LastBuild()


def known_editions(last: LastBuild) -> Mapping[str, KnownEdition]:
    """What the last build left of each edition, by folder."""
    from briefsite.site.composition import KnownEdition

    try:
        return msgspec.json.decode(last.editions, type=dict[str, KnownEdition])
    except msgspec.DecodeError:
        return {}
