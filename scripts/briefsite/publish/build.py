"""The build: sources → docs/ → site/, proven, and put in place as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem, fatal
from briefsite.progress import Clock
from briefsite.publish.account import account_of_build, how_to_open, resolved_conflicts, waiting_changes
from briefsite.publish.demands import NO_DEMANDS, Demands, check_released, check_stale
from briefsite.publish.replaced_files import ChangesOfDocs, ReplacedFiles
from briefsite.publish.seen import seen_after
from briefsite.publish.state import STATE, known_editions, last_build, outputs_are_there, state
from briefsite.publish.unwritten import check_targets, report_unwritten
from briefsite.site.generated import EDITED, check_edits, edited_files
from briefsite.site.inputs import Inputs, gather
from briefsite.site.missing_files import check_missing
from briefsite.site.renderers import RENDERER
from briefsite.site.seen_files import SEEN_DOCS, FileSet
from briefsite.storage.checksum import checksum_of_folder
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.project import exclusive, write_file
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import NewFolder, Replacement
from briefsite.storage.steps import swap

if TYPE_CHECKING:
    from briefsite.rendering.renderer import Templates
    from briefsite.site.composition import KnownEdition
    from briefsite.site.workers import Workers


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


@dataclass(frozen=True)
class Release:
    """What a release writes besides docs/ and site/, and what it was made from: files by their paths from the root."""

    files: Mapping[str, bytes]
    made_from: Mapping[str, bytes]


def build(
    root: Path,
    *,
    force: bool = False,
    locked: bool = False,
    released: bool = False,
    renderer: str = RENDERER,
    clock: Clock | None = None,
    workers: Workers | None = None,
) -> Result:
    """Builds the project in `root`, even if nothing has changed with `force`. `renderer` has to be installed.

    With `locked` it is an error (R03) if anything in docs/ would change, with `released` (A07) if anything waits for a
    release. A build never writes a ledger. The `workers` read and render editions; their number changes nothing.

    Never raises for what a user can cause: whatever goes wrong is a problem of the result, and docs/ and site/ are as
    they were.
    """
    told, demands = clock or Clock(), Demands(locked, released)

    def act(scratch: Path) -> Result:
        return _build(root, scratch, told, renderer, demands, workers, force=force)

    return alone(root, act)


def alone(root: Path, act: Callable[[Path], Result]) -> Result:
    """The result of an act that gets an empty scratch folder, while no other process writes to the project.

    Where the disk refuses a write, it is problem S03; where it allows neither to go on nor to go back, S12.
    """
    try:
        with exclusive(root) as scratch:
            return act(scratch)
    except OSError as error:
        if error.filename is None and error.errno is None:
            raise
        return _unwritten(error, root)


@dataclass(frozen=True)
class Preview:
    """What a preview keeps of its last good build: the checksum of what it was made from, and the loaded templates.

    `renderer` is that of all its builds.
    """

    renderer: str = RENDERER
    checksum: str = ""
    templates: Templates | None = None


def build_preview(root: Path, folder: Path, before: Preview, clock: Clock) -> tuple[Preview, Result]:
    """Builds the project in `root` into `folder`, for a preview; docs/ and site/ are not touched.

    After an error `folder` is as it was. If the pages are those of `before`, nothing is rendered or `published`.
    """
    from briefsite.proof.verify import prove
    from briefsite.site.compose import compose

    problems = Problems()
    try:
        with exclusive(root) as scratch:
            last = last_build(root)
            inputs = gather(root, last.written, problems.step("inputs"), before.renderer)
            if inputs is None:
                return before, Result((), problems.in_order())
            inputs = replace(inputs, with_proposed=True)
            made = compose(inputs, clock, known_editions(last), problems)
            if fatal(problems):
                return before, Result((), problems.in_order())
            edited = edited_files(root, inputs.generated, made.pages, inputs.last_written)
            check_edits(edited, problems.step("publish"))
            beside = {"/settings": inputs.settings.checksum.encode(), "/program": inputs.program.encode()}
            pages = FileSet.united([inputs.written_by_hand, made.pages, beside])
            templates, checksum = before.templates or _templates(root), pages.total
            if checksum == before.checksum:
                return before, Result((), problems.in_order())
            proof = prove(inputs, made, scratch, clock, templates, problems, preview=True)
            if fatal(problems):
                return replace(before, templates=templates), Result((), problems.in_order())
            swap(scratch / "site", folder, scratch / "last")
            after = replace(before, checksum=checksum, templates=templates)
            return after, Result(account_of_build(made, proof), problems.in_order(), published=True)
    except OSError as error:
        return before, _unwritten(error, root)


def _build(
    root: Path,
    scratch: Path,
    clock: Clock,
    renderer: str,
    demands: Demands,
    workers: Workers | None,
    *,
    force: bool,
) -> Result:
    before = last_build(root)
    problems = Problems()
    inputs = gather(root, before.written, problems.step("inputs"), renderer)
    if inputs is None:
        return Result((), problems.in_order())
    check_targets(root, inputs.sources, problems.step("publish"))
    if fatal(problems):
        return Result((), problems.in_order())
    # Files that are unchanged may be at fault because of what was committed since; `--locked` asks for that.
    if (
        not force
        and demands == NO_DEMANDS
        and before.inputs == inputs.checksum
        and outputs_are_there(before, inputs, root / "site")
    ):
        return Result((*before.says, "Nothing has changed: site/ is up to date."), before.warnings)
    check_missing(inputs, () if force else before.by_hand, problems.step("inputs"))
    if fatal(problems):
        return Result((), problems.in_order())
    if force:
        from briefsite.rendering.kept_parts import forget_rendered

        forget_rendered(root)
    known = {} if force else known_editions(before)
    return publish(inputs, scratch, clock, known, problems, demands, workers=workers)


def publish(
    inputs: Inputs,
    scratch: Path,
    clock: Clock,
    known: Mapping[str, KnownEdition],
    problems: Problems,
    demands: Demands = NO_DEMANDS,
    *,
    workers: Workers | None = None,
    release: Release | None = None,
) -> Result:
    """Makes and proves the site of the `inputs` in the folder `scratch`, and puts it in place.

    `known` is what the last build left of each edition. The files of a `release` are put in place with the site. See
    `build` for the `workers` and what is raised.
    """
    from briefsite.proof.verify import prove
    from briefsite.site.compose import compose

    root = inputs.root
    made = compose(inputs, clock, known, problems, workers)
    if fatal(problems):
        return Result((), problems.in_order())
    of_publishing = problems.step("publish")
    if demands.locked:
        check_stale(inputs, made, of_publishing)
    if demands.released:
        check_released(made, of_publishing)
    if fatal(problems):
        return Result((), problems.in_order())
    proof = prove(inputs, made, scratch, clock, _templates(root), problems, workers=workers)
    if fatal(problems):
        return Result((), problems.in_order())
    edited = edited_files(root, inputs.generated, made.pages, inputs.last_written)
    files: dict[Path, bytes | None] = {root / name: data for name, data in (release.files if release else {}).items()}
    files |= {root / EDITED / name: data for name, data in edited.items()}
    changes, resolved = ChangesOfDocs(inputs.generated, made.pages, inputs.docs), resolved_conflicts(inputs)
    says = (*account_of_build(made, proof), *waiting_changes(made))
    site = NewFolder(scratch / "site", checksum_of_folder(scratch / "site"))
    files[root / STATE] = state(inputs, made, proof, site, says, problems.in_order())
    made_from = {root / name: data for name, data in (release.made_from if release else {}).items()}
    replacement = Replacement(ReplacedFiles(files, root / "docs", changes), {root / "site": site}, made_from=made_from)
    replace_together(root, replacement, scratch, "release" if release else "build")
    with suppress(OSError):  # the next build only takes longer
        write_file(root / SEEN_DOCS, seen_after(inputs, changes.written, changes.deleted), scratch)
    clock.stage("swap")
    check_edits(edited, of_publishing)  # the next build has nothing more to say of these
    said = (*made.decisions, *says, *resolved, *how_to_open(root))
    return Result(said, problems.in_order(), published=True)


def _templates(root: Path) -> Templates:
    from briefsite.rendering.renderer import Templates

    return Templates(root / WORK_FOLDER / "templates")


def _unwritten(error: OSError, root: Path) -> Result:
    """The result where the disk refused a write."""
    problems = Problems().step("publish")
    report_unwritten(error, root, "docs/, site/ and the ledger are unchanged", problems)
    return Result((), problems.in_order())
