"""What a build says to a person: what was proven, what waits for a release, where the site is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.site.generated import conflicted_files
from briefsite.site.inputs import Inputs

if TYPE_CHECKING:
    from briefsite.proof.verify import Proof
    from briefsite.site.composition import Composition


def account_of_build(made: Composition, proof: Proof) -> tuple[str, ...]:
    """What was proven, as lines for a person; of several editions, only those that were made anew."""
    if len(made.editions) == 1:
        return next(iter(proof.says.values()))
    anew = [folder for folder, one in made.editions.items() if one.fresh is not None]
    said = [f"{folder}: {line}" for folder in anew[:_TOLD] for line in proof.says[folder]]
    more = [f"… and {len(anew) - _TOLD} more."] if len(anew) > _TOLD else []
    return (*said, *more, f"Built {len(made.editions)} editions ({len(anew)} changed).")


#: For at most so many editions the account says what was proven.
_TOLD = 5


def how_to_open(root: Path) -> tuple[str, ...]:
    """The line that says where the site is."""
    serve = "scripts/serve" if (root / "scripts/serve").is_file() else "briefsite serve"
    return (f"The site is in {root / 'site'}. Open it with {serve}, or upload the folder to any web server.",)


def resolved_conflicts(inputs: Inputs) -> tuple[str, ...]:
    """The line that says what of a merge is resolved by the build."""
    count = conflicted_files(inputs.changed)
    what = "1 generated file" if count == 1 else f"{count} generated files"
    return (f"Regenerated {what} that had merge conflicts. Commit docs/ with the merge.",) if count else ()


def waiting_changes(made: Composition) -> tuple[str, ...]:
    """The line that says what waits for a release."""
    waiting = sum(one.card.waiting for one in made.editions.values())
    if not waiting:
        return ()
    how = "`briefsite diff` shows them, `briefsite release` releases them"
    return (f"{changes_wait(waiting)} for a release: {how}.",)


def changes_wait(waiting: int) -> str:
    """How many changes wait: "1 change waits"."""
    return "1 change waits" if waiting == 1 else f"{waiting} changes wait"
