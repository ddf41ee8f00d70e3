"""The state: what a build leaves for the next one, so that nothing is made or proven twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from briefsite.checksum import checksum_of_files, checksum_of_folder
from briefsite.files import WORK_FOLDER
from briefsite.problem import Problem, in_order
from briefsite.site.inputs import Inputs

if TYPE_CHECKING:
    from briefsite.proof.verify import Proof
    from briefsite.site.compose import Composition, KnownEdition

#: The file of the state, from the root of the project.
STATE: Final = f"{WORK_FOLDER}/state.json"


def outputs(inputs: Inputs) -> str:
    """A checksum of all that a build wrote: its pages in docs/, and the site."""
    return f"{checksum_of_files(inputs.generated)} {checksum_of_folder(inputs.root / 'site')}"


def state(
    inputs: Inputs,
    made: Composition,
    proof: Proof,
    ledgers: Mapping[str, bytes],
    says: tuple[str, ...],
) -> bytes:
    """What the next build needs in order to see what has changed."""
    from briefsite.site.compose import KnownEdition

    written = {
        folder: {name: ledgers.get(f"{folder}/{name}", data) for name, data in files.items()}
        | {file.rpartition("/")[2]: data for file, data in ledgers.items() if file.startswith(f"{folder}/")}
        for folder, files in inputs.sources.items()
    }
    after = replace(inputs, sources=written, docs={**inputs.written_by_hand, **made.pages})
    editions = {
        folder: KnownEdition(
            inputs=after.checksum_of(folder),
            others=one.others,
            pages=checksum_of_files(one.pages),
            site=proof.sites[folder],
            card=one.card,
            files=tuple(one.pages),
            says=proof.says[folder],
            warnings=one.known.warnings if one.known else made.readings[folder].problems,
        )
        for folder, one in made.editions.items()
    }
    saved = {
        "inputs": after.checksum,
        "outputs": outputs(after),
        "says": says,
        "warnings": in_order(made.problems + proof.problems),
        "editions": editions,
    }
    return msgspec.json.encode(saved)


def last_build(root: Path) -> dict[str, Any]:
    """What the last build left; nothing, if it can't be read."""
    try:
        last = json.loads((root / STATE).read_bytes())
        last["warnings"] = msgspec.convert(last["warnings"], tuple[Problem, ...])
    except (OSError, ValueError, TypeError, KeyError, msgspec.ValidationError):
        return {}
    return last if {"inputs", "outputs", "says", "editions"} <= last.keys() else {}


def known_editions(last: Mapping[str, Any]) -> Mapping[str, KnownEdition]:
    """What it left of each edition."""
    from briefsite.site.compose import KnownEdition

    try:
        return msgspec.convert(last.get("editions", {}), dict[str, KnownEdition])
    except msgspec.ValidationError:
        return {}
