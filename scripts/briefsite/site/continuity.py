"""Promise 2, as deep as the history: no address that a ledger in the repository ever had is lost, or means other words.

The present ledger of each edition is compared with every ledger in the history (`site.history`), not with the last one
only: a merge, a revert or a rebase that went wrong is a problem until the ledger is right again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefsite.file_names import LEDGER, SOURCES
from briefsite.ledger.continuity import Loss, losses, lost_versions, shown
from briefsite.ledger.excerpt import read_difference
from briefsite.ledger.reader import LedgerReading, read_ledger
from briefsite.ledger.record import Record
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.site.committed import is_blob, objects
from briefsite.site.history import EarlierLedger, History, dropped_ledgers
from briefsite.site.inputs import Inputs
from briefsite.source.conflict import RESOLVE, conflicts, left_middles, report_conflicts, stray_middles

#: The command that gives every address its text again, out of the ledgers in the history.
_AGAIN = "briefsite merge-ledger"


@dataclass(frozen=True, slots=True)
class _Present:
    """The present ledger of an edition: its file (from the root), its bytes, what they say."""

    file: str
    data: bytes
    reading: LedgerReading


def check_history(inputs: Inputs, problems: Problems) -> None:
    """Compares the ledgers of all editions with those in the history of the repository.

    Problems: A04 an address, a version, a ledger or an edition is lost, A10 an address had other words, A11 (a warning)
    the history is not there as a whole; S07 what a merge in progress left of conflicts. A ledger that can't be read is
    reported elsewhere, and is not compared.
    """
    history = inputs.history
    _check_resolved(inputs, problems)
    if history.refusal:
        message = f"earlier ledgers could not be compared, because git cannot read them: {history.refusal}"
        problems.warning(Place(SOURCES), "A11", message, "fix this, then run the command again", subject=SOURCES)
    if history.is_shallow and history.ledgers:
        message = "this clone has only part of the git history, so earlier ledgers were not compared"
        help_ = "fetch all of it:   git fetch --unshallow"
        problems.warning(Place(SOURCES), "A11", message, help_, subject=SOURCES)
    present_texts = {
        f"{folder}/{LEDGER}": files[LEDGER].decode("utf-8", "replace")
        for folder, files in inputs.sources.items()
        if LEDGER in files
    }
    heirs = history.heirs(present_texts)
    for old, ends in history.ends.items():
        file = heirs.get(old, old)
        folder = file.removesuffix(f"/{LEDGER}")
        if folder not in inputs.sources:
            help_ = f"restore it from git:   {_restoring(inputs, folder, ends[0])}"
            message = "the edition was deleted, so its permalinks would break"
            problems.error(Place(folder), "A04", message, help_, subject=folder)
        elif (data := inputs.sources[folder].get(LEDGER)) is None:
            message = "permalinks.yml is missing, so every permalink would break"
            help_ = f"restore it from git:   {_restoring(inputs, file, ends[0])}"
            problems.error(Place(file), "A04", message, help_, subject=LEDGER)
        elif any(not is_blob(data, end.blob) for end in ends) and (present := _present(file, data)) is not None:
            folders = [
                one.removesuffix(f"/{LEDGER}") for one in (file, *(name for name in heirs if heirs[name] == file))
            ]
            _compare(inputs, present, ends, folders, problems)


def _check_resolved(inputs: Inputs, problems: Problems) -> None:
    """Problem S07 for each line of seven `=` that came into a source with a merge in progress, the rest being gone.

    Plain text underlines headings so: a file that had as many of them before the merge is left alone.
    """
    files = {f"{folder}/{name}": data for folder, own in inputs.sources.items() for name, data in own.items()}
    found = {name: left for name, data in files.items() if b"\n=======" in data and (left := [*left_middles(data)])}
    if found and inputs.history.is_merging:
        earlier = objects(inputs.root, [f"HEAD:{name}" for name in found])
        for (name, left), before in zip(found.items(), earlier, strict=True):
            if len(left) > len([*left_middles(before or b"")]):
                known = {*stray_middles(name, files[name])}  # these are reported where the file is read
                report_conflicts(name, files[name], [one for one in left if one not in known], RESOLVE, problems)


def check_dropped(inputs: Inputs, problems: Problems) -> None:
    """Problem A12, a warning, for each ledger without addresses that a commit gave which the branch no longer has.

    After `git reset` or a rebase only git's own log of the branch knows them, and nothing whether anybody saw them.
    """
    dropped = dropped_ledgers(inputs.root)
    for one, text in zip(dropped, inputs.history.texts(dropped), strict=True):
        data = inputs.sources.get(one.file.removesuffix(f"/{LEDGER}"), {}).get(LEDGER)
        present = None if data is None else _present(one.file, data)
        found = [] if present is None else [*losses(read_ledger(text, Problems()).ledger, present.reading.ledger)]
        if found and all(problem.subject != one.file for problem in problems):
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            gave = f'{found[0].was.id} ("{shown(found[0].was.wording)}"){more}'
            message = f"the branch no longer has {one.shown}, which issued {gave}"
            help_ = f"if a site with these was public, restore them:   {_AGAIN} --with {one.commit[:9]}"
            problems.warning(Place(one.file), "A12", message, help_, subject=one.file)


def _present(file: str, data: bytes) -> _Present | None:
    """The present ledger, None if it can't be read."""
    problems = Problems()
    if any(conflicts(data)):
        return None
    reading = read_ledger(data.decode("utf-8", "replace"), problems)
    return None if problems else _Present(file, data, reading)


def _compare(
    inputs: Inputs, present: _Present, known: Sequence[EarlierLedger], folders: Sequence[str], problems: Problems
) -> None:
    """Compares a ledger with the `known` ones of the edition, which is in the first of `folders`, and was in others."""
    from briefsite.site.branches import ancestry  # only where a ledger differs from one in the history

    history = inputs.history
    ends = [end for end in known if not is_blob(present.data, end.blob)]
    commits = ancestry(inputs.root, folders)
    told: set[tuple[str, str]] = set()
    for end, text in zip(ends, history.texts(ends), strict=True):
        earlier = read_difference(text, present.data.decode("utf-8", "replace"))
        help_ = _remedy(inputs, present, end)
        for version in lost_versions(earlier, present.reading.ledger):
            message = f"the version {version.id} is lost: {end.shown} has it"
            problems.error(Place(present.file), "A04", message, help_, subject=str(version.id))
        for loss in losses(earlier, present.reading.ledger):
            # A commit that took an address from its text is no proof that its own words for it were ever released.
            wrong = commits.never_released.get(end.commit, ())
            if (loss.was.id, loss.was.wording) not in told and loss.was.id not in wrong:
                told.add((loss.was.id, loss.was.wording))
                _report(loss, end, present, history, help_, problems)


def _report(
    loss: Loss, end: EarlierLedger, present: _Present, history: History, help_: str, problems: Problems
) -> None:
    address = loss.was.id
    place = present.reading.places.get(address, Place(LEDGER))
    place = Place(present.file, place.line, place.column, place.text, place.width)
    if loss.now is None:
        message = f'{address} is lost: in {end.shown} it means "{shown(loss.was.wording)}"'
        problems.error(place, "A04", message, help_, subject=address)
    elif loss.other_words:
        since = _since(loss.now, present.file, history)
        now = f'"{shown(loss.now.wording)}" {f"since {since}" if since else "in this file"}'
        message = f'{address} meant "{shown(loss.was.wording)}" in {end.shown}, and means {now}'
        problems.error(place, "A10", message, help_, subject=address)
    else:
        problems.error(place, "A04", f"{address} {loss.says}: {end.shown} has it", help_, subject=address)


def _since(record: Record, file: str, history: History) -> str:
    """The first commit in which an address has its present words, empty if none has. Asked if something is wrong."""
    found = ""
    own = [one for one in history.ledgers if one.file == file]
    for ledger, text in zip(own, history.texts(own), strict=True):
        known = read_ledger(text, Problems()).ledger.by_id.get(record.id) if f"- id: {record.id}\n" in text else None
        if known is not None and record.wording in known.wordings:
            found = ledger.shown
    return found


def _remedy(inputs: Inputs, present: _Present, end: EarlierLedger) -> str:
    """What to do about it: what is wrong only in the working copy goes back to what was committed."""
    committed = inputs.committed_files.get(present.file, "")
    if not inputs.history.is_merging and end.blob == committed:
        return f"undo the manual change:   git restore {present.file}"
    return f"let   {_AGAIN}   merge the two: each text keeps an address, and the command reports which ones changed"


def _restoring(inputs: Inputs, path: str, end: EarlierLedger) -> str:
    """The command that brings a file or folder back from the last commit, or else from one that had it."""
    if any(f"{file}/".startswith(f"{path}/") for file in inputs.committed_files):
        return f"git restore {path}"
    return f"git checkout {end.commit[:9]} -- {path}"
