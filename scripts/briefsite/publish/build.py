"""The build: sources → docs/ → site/, proven, and put in place as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.checksum import checksum_of_files
from briefsite.files import WORK_FOLDER, exclusive, replace_files, swap, write_file
from briefsite.problem import Place, Problem, fatal, in_order
from briefsite.progress import Clock
from briefsite.publish.state import STATE, known_editions, last_build, outputs, state
from briefsite.site.generated import EDITED, edit_problems, edited_files
from briefsite.site.inputs import Inputs, gather, relative

if TYPE_CHECKING:
    from briefsite.proof.verify import Proof
    from briefsite.rendering.renderer import Templates
    from briefsite.site.compose import Composition


@dataclass(frozen=True)
class Result:
    """The result of a build: lines for a person, the problems, and whether anything new was published."""

    says: tuple[str, ...]
    problems: tuple[Problem, ...]
    published: bool = False

    @property
    def failed(self) -> bool:
        """Whether there is an error among the problems."""
        return fatal(self.problems)


def build(root: Path, *, force: bool = False, locked: bool = False, clock: Clock | None = None) -> Result:
    """Builds the project in `root`, even if nothing has changed with `force`.

    With `locked` it is an error (R03) if anything in docs/ or a ledger would change.

    Never raises for what a user can cause: whatever goes wrong is a problem of the result, and docs/ and site/ are as
    they were.
    """
    clock = clock or Clock()
    try:
        with exclusive(root) as scratch:
            return _build(root, scratch, clock, force=force, locked=locked)
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        return Result((), (_unwritable(error, root),))


@dataclass(frozen=True)
class Preview:
    """What a preview keeps of its last good build: the checksum of its pages and settings, and the loaded templates."""

    checksum: str = ""
    templates: Templates | None = None


def build_preview(root: Path, folder: Path, before: Preview, clock: Clock) -> tuple[Preview, Result]:
    """Builds the project in `root` into `folder`, for a preview; docs/ and site/ are not touched.

    After an error `folder` is as it was. If the pages are those of `before`, nothing is rendered or `published`.
    """
    from briefsite.proof.verify import prove
    from briefsite.site.compose import compose

    try:
        with exclusive(root) as scratch:
            last = last_build(root)
            inputs, problems = gather(root, last.written)
            if inputs is None:
                return before, Result((), problems)
            made = compose(inputs, clock, known_editions(last))
            if fatal(made.problems):
                return before, Result((), in_order(made.problems))
            edited = edited_files(root, inputs.generated, made.pages, inputs.last_written)
            problems = in_order((*made.problems, *edit_problems(edited)))
            pages = {**inputs.written_by_hand, **made.pages, "/settings": inputs.settings.checksum.encode()}
            templates, checksum = before.templates or _templates(root), checksum_of_files(pages)
            if checksum == before.checksum:
                return before, Result((), problems)
            proof = prove(inputs, made, scratch, clock, templates)
            problems = in_order(problems + proof.problems)
            if fatal(problems):
                return replace(before, templates=templates), Result((), problems)
            swap(scratch / "site", folder)
            return Preview(checksum, templates), Result(_account(made, proof), problems, published=True)
    except OSError as error:
        return before, Result((), (_unwritable(error, root),))


def _build(root: Path, scratch: Path, clock: Clock, *, force: bool, locked: bool) -> Result:
    before = last_build(root)
    inputs, problems = gather(root, before.written)
    if inputs is None:
        return Result((), problems)
    if not force and before.inputs == inputs.checksum and before.outputs == outputs(inputs):
        return Result((*before.says, "Nothing has changed: site/ is up to date."), before.warnings)
    from briefsite.proof.verify import prove
    from briefsite.site.compose import compose

    made = compose(inputs, clock, {} if force else known_editions(before))
    if fatal(made.problems):
        return Result((), in_order(made.problems))
    ledgers = _ledgers(made)
    if locked and (stale := _stale(inputs, made, ledgers)):
        return Result((), in_order(made.problems + stale))
    proof = prove(inputs, made, scratch, clock, _templates(root))
    problems = in_order(made.problems + proof.problems)
    if fatal(problems):
        return Result((), problems)
    edited = edited_files(root, inputs.generated, made.pages, inputs.last_written)
    # The ledger first: an address that is written down and not published, as after a kill in between, does no harm.
    files: dict[Path, bytes | None] = {root / name: data for name, data in ledgers.items()}
    files |= {root / EDITED / name: data for name, data in edited.items()}
    files |= {root / "docs" / name: None for name in inputs.generated}
    files |= {root / "docs" / name: data for name, data in made.pages.items()}
    replace_files(files, root / "site", scratch / "site", scratch)
    says = _account(made, proof)
    write_file(root / STATE, state(inputs, made, proof, ledgers, says), scratch)
    clock.stage("swap")
    problems = in_order((*problems, *edit_problems(edited)))
    return Result((*made.decisions, *says, *_how_to_open(root)), problems, published=True)


def _templates(root: Path) -> Templates:
    from briefsite.rendering.renderer import Templates

    return Templates(root / WORK_FOLDER / "templates")


def planned_changes(root: Path, clock: Clock) -> Result:
    """What a build would do with the addresses, without doing it."""
    from briefsite.site.compose import compose

    inputs, problems = gather(root, last_build(root).written)
    if inputs is None:
        return Result((), problems)
    made = compose(inputs, clock)
    said = made.decisions if fatal(made.problems) else made.decisions or ("No address would change.",)
    return Result(said, in_order(made.problems))


def _ledgers(made: Composition) -> Mapping[str, bytes]:
    """The new content of the ledger of each edition that was read, by its path from the root."""
    from briefsite.ledger.file import write_ledger
    from briefsite.reading.read import LEDGER

    return {
        f"{folder}/{LEDGER}": write_ledger(reading.publication.ledger).encode()
        for folder, reading in made.readings.items()
        if reading.publication is not None
    }


def _account(made: Composition, proof: Proof) -> tuple[str, ...]:
    """What was proven, as lines for a person; of several editions, only those that were made anew."""
    if len(made.editions) == 1:
        return next(iter(proof.says.values()))
    anew = [folder for folder, one in made.editions.items() if one.reading is not None]
    said = [f"{folder}: {line}" for folder in anew[:_TOLD] for line in proof.says[folder]]
    more = [f"… and so of {len(anew) - _TOLD} more."] if len(anew) > _TOLD else []
    return (*said, *more, f"{len(made.editions)} editions are in the site, {len(anew)} of them made anew.")


#: For at most so many editions the account says what was proven.
_TOLD = 5


def _how_to_open(root: Path) -> tuple[str, ...]:
    return (f"The site is in {root / 'site'}. Open it with scripts/serve, or put the folder on any web server.",)


def _stale(inputs: Inputs, made: Composition, ledgers: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """A problem R03 for each file that a build would change."""
    ours, pages = inputs.generated, made.pages
    changed = [f"docs/{name}" for name in ours.keys() | pages.keys() if ours.get(name) != pages.get(name)]
    stale = [Problem(Place(file), "R03", "is not what the sources give", _COMMIT) for file in changed]
    for file, ledger in ledgers.items():
        folder, _, name = file.rpartition("/")
        if inputs.sources[folder].get(name) != ledger:
            transition = made.readings[folder].transition
            help_ = "\n".join([_COMMIT, *(transition.decisions if transition else ())])
            stale.append(Problem(Place(file), "R03", "is not what the sources give", help_))
    return tuple(stale)


_COMMIT = "run scripts/build and commit what it writes"


def _unwritable(error: OSError, root: Path) -> Problem:
    help_ = "make room, or see to the permissions, and build again; what was published is as it was"
    return Problem(Place(relative(error, root)), "S03", f"cannot be written: {error.strerror}", help_)
