"""A replacement: files and folders of a project that change together, or not at all.

docs/, the ledgers, the versions and site/ are in different folders, so no single operation of the disk can replace all
of them. Therefore a replacement is written down before it is made:

1. All that is new is written to a folder in `.briefsite/scratch`, with what it will replace and the list of steps.
2. The folder is renamed to `.briefsite/unfinished`. From here on the replacement counts as made.
3. The steps are done: each is one rename, or removes one name.
4. The folder is renamed back to where it will be deleted.

Whatever ends the program, `.briefsite/unfinished` is either there or not. If it is, the next command of any kind
completes the steps (`settle`). It undoes them instead if the disk refuses one, or if something was changed by somebody
else since: then completing would overwrite that, or release a text that has changed in the meantime.

Why this is safe if the power fails. A disk may make names durable in another order than they were changed, and content
after its name, except where the program waits for it (fsync). It waits four times:

- After 1, for the content of each file, then for the names in its folder. So the list of steps, and everything that
  completing or undoing needs, is durable before the name `unfinished` can be.
- After 2, for `.briefsite`. So no name outside of it changes before the list is durable: if any of the steps has
  survived, so has the list.
- After 3, for each folder in which a name was changed. So the list is not lost while a step may be. Until then any of
  the steps may have survived, not only the first ones; each looks for itself whether it is done.
- After 4, for `.briefsite`. So a replacement that the program has called complete isn't found again later, and undone
  for what was edited after it.

A file system must rename in one step and keep what was made durable; ext4, XFS, Btrfs, APFS and NTFS do.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from briefsite.storage import disk
from briefsite.storage.checksum import checksum
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.replacement_plan import (
    COMPLETE_MARK,
    STEP_LIST,
    UNDO_MARK,
    UNFINISHED,
    Replacement,
    ReplacementPlan,
    check_folders,
    stage,
)


class UnfinishedError(OSError):
    """The disk refused to complete a replacement, and to undo it: the next command tries both again."""


def replace_together(root: Path, replacement: Replacement, scratch: Path, act: str) -> None:
    """Replaces files and folders of the project in `root`: all or none. What is as it should be stays untouched.

    `scratch` is an empty folder in `.briefsite`; `act` names for a person what is done: "release". Call it only while
    the project is locked. OSError if the disk refuses: everything is as it was, unless it is an UnfinishedError.
    """
    folder = scratch / "replacement"
    disk.make_folder(folder)
    plan = stage(root, replacement, folder, act)
    if not plan.steps:
        return
    disk.rename(folder, root / UNFINISHED, of=root / UNFINISHED)
    try:
        disk.sync(root / WORK_FOLDER)
        _do(root, plan, first=True)
    except BaseException:  # an interruption from the keyboard, too, leaves nothing half-done
        _undo(root, plan)
        _forget(root, scratch)
        raise
    _forget(root, scratch)


def settle(root: Path, scratch: Path) -> str:
    """Completes or undoes a replacement that was interrupted, and says so in a line; empty if there was none.

    Call it only while the project is locked. UnfinishedError if the disk allows neither.
    """
    folder = root / UNFINISHED
    if not folder.is_dir():
        return ""
    plan = _read(root)
    if plan is None:
        _forget(root, scratch)
        return f"Ignored {UNFINISHED}, which briefsite did not write so. Run   briefsite build"
    if not (folder / UNDO_MARK).exists():
        changed = next(_changed_since(root, plan), "")
        if not changed:
            try:
                _do(root, plan, first=False)
            except OSError as error:
                changed = f"{_relative(root, error)}: {error.strerror}"
            else:
                _forget(root, scratch)
                return f"Completed the {plan.act} that was interrupted."
        why = f" ({changed})"
    else:
        why = ""
    _undo(root, plan)
    _forget(root, scratch)
    return f"Undid the {plan.act} that was interrupted{why}."


def _read(root: Path) -> ReplacementPlan | None:
    """The list of steps; None if this program can't have written it, which makes it durable first.

    The folder may come with a stranger's project: no step may lead out of the project, by its path or by a link.
    """
    file = root / UNFINISHED / STEP_LIST
    try:
        if file.is_symlink() or not file.is_file():
            return None
        plan = msgspec.json.decode(file.read_bytes(), type=ReplacementPlan)
        for path in (root / name for step in plan.steps for name in step.paths):
            if not path.is_relative_to(root) or ".." in path.parts or path == root:
                return None
            check_folders(root, path, {root})
    except (msgspec.DecodeError, OSError, ValueError):
        return None
    return plan


def _do(root: Path, plan: ReplacementPlan, *, first: bool) -> None:
    for number, step in enumerate(plan.steps):
        step.do(root, root / UNFINISHED, number, first=first)
    _sync_names(root, plan)


def _undo(root: Path, plan: ReplacementPlan) -> None:
    folder = root / UNFINISHED
    try:
        # What is undone can't be completed any more: its new content is gone.
        if (folder / COMPLETE_MARK).exists():
            disk.rename(folder / COMPLETE_MARK, folder / UNDO_MARK, of=folder)
            disk.sync(folder)
        for number, step in reversed([*enumerate(plan.steps)]):
            step.undo(root, folder, number)
        _sync_names(root, plan)
    except OSError as error:
        raise UnfinishedError(error.errno, error.strerror, error.filename) from error


def _forget(root: Path, scratch: Path) -> None:
    """Gives the folder of a replacement a name under which it counts as finished, and deletes it."""
    finished = scratch / "finished"
    try:
        disk.rename(root / UNFINISHED, finished, of=root / UNFINISHED)
    except OSError as error:
        raise UnfinishedError(error.errno, error.strerror, error.filename) from error
    with suppress(OSError):  # all is in place: only if the power fails now, too, will it be gone through once more
        disk.sync(root / WORK_FOLDER)
    shutil.rmtree(finished, ignore_errors=True)  # the next one may need the name


def _sync_names(root: Path, plan: ReplacementPlan) -> None:
    touched = {(root / name).parent for step in plan.steps for name in step.paths}
    disk.sync_all(folder for folder in sorted(touched) if folder.is_dir())


def _changed_since(root: Path, plan: ReplacementPlan) -> Iterator[str]:
    """What somebody else has changed since the plan was made, as lines."""
    for name, known in plan.made_from.items():
        path = root / name
        if not path.is_file() or checksum(path.read_bytes()) != known:
            yield f"{name} has changed since"
    for number, step in enumerate(plan.steps):
        if step.stage(root, root / UNFINISHED, number) == "other":
            yield f"{step.target} has changed since"


def _relative(root: Path, error: OSError) -> str:
    path = Path(str(error.filename))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
