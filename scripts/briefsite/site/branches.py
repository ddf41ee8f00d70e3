"""The sides of a merge, and the commits whose ledgers lost something: what `merge-ledger` has to unite."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from briefsite.file_names import LEDGER
from briefsite.ledger.continuity import carries_on, losses, lost_versions
from briefsite.ledger.excerpt import read_difference
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.merge import MergedLedger, merge_ledgers
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.record import Record
from briefsite.ledger.version import Version
from briefsite.problems.collector import Problems
from briefsite.site.committed import git_says, merge_base, merge_heads, objects


@dataclass(frozen=True, slots=True)
class Sides:
    """Two branches in a merge and what both began with: each as the beginning of git's names for an edition's files.

    That is `HEAD:sources/x/`, for instance; one branch may have renamed the folder.
    """

    base: str
    ours: str
    theirs: str

    @property
    def swapped(self) -> Sides:
        """The same merge, seen from the other branch."""
        return Sides(self.base, self.theirs, self.ours)


def sides_of(root: Path, folders: Sequence[str]) -> Sequence[Sides]:
    """The sides of the merge, rebase or cherry-pick that is in progress, for an edition in `folders`: now, and once.

    There are none if its ledger has no part in any, and several if several branches are merged at once (an octopus).
    """
    if heads := merge_heads(root):
        commits = ((merge_base(root, "HEAD", head), "HEAD", head) for head in heads)
        return [Sides(*(beginning(root, commit, folders) for commit in three)) for three in commits]
    # In the index, 1 is what both began with, 2 is ours, 3 is theirs.
    unmerged = git_says(root, "ls-files", "--unmerged", "-z", "--", f"{folders[0]}/{LEDGER}")
    return [Sides(*(f":{stage}:{folders[0]}/" for stage in (1, 2, 3)))] if unmerged else []


def beginning(root: Path, commit: str, folders: Sequence[str]) -> str:
    """The beginning of git's names for the files of an edition in a commit, which has it in one of `folders`."""
    found = zip(folders, objects(root, [f"{commit}:{folder}/{LEDGER}" for folder in folders]), strict=True)
    return f"{commit}:{next((folder for folder, data in found if data is not None), folders[0])}/"


def revision(root: Path, name: str) -> str:
    """The id of the commit with a name; empty if there is none."""
    return (git_says(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}") or b"").decode().strip()


@dataclass(frozen=True)
class Ancestry:
    """The commits that changed the ledger of an edition, each with those of them that it follows; the newest first.

    `folders` are those that the edition has, and had.
    """

    root: Path
    folders: Sequence[str]
    parents: Mapping[str, Sequence[str]]
    _read: dict[str, Ledger] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The ledger's text in each commit; empty if it has none."""
        names = [f"{commit}:{folder}/{LEDGER}" for commit in self.parents for folder in self.folders]
        found = iter((data or b"").decode("utf-8", "replace") for data in objects(self.root, names))
        return {commit: max([next(found) for _ in self.folders], key=bool) for commit in self.parents}

    def ledger(self, commit: str) -> Ledger:
        """The ledger in a commit, as far as it can be read."""
        if commit not in self._read:
            text = self.texts.get(commit, "")
            self._read[commit] = read_ledger(text, Problems()).ledger if text else Ledger()
        return self._read[commit]

    @cached_property
    def faults(self) -> Mapping[str, frozenset[str]]:
        """The commits in which something was lost that a commit before them had, each with what is at fault.

        That is an address, or a version.
        """
        found = {}
        for commit, parents in self.parents.items():
            known = [parent for parent in parents if self.texts.get(parent, "") not in {"", self.texts[commit]}]
            if known and (lost := frozenset(one for parent in known for one in self._lost(parent, commit))):
                found[commit] = lost
        return found

    def _lost(self, parent: str, commit: str) -> Iterator[str]:
        before, ledger = read_difference(self.texts[parent], self.texts[commit]), self.ledger(commit)
        yield from (loss.was.id for loss in losses(before, ledger))
        yield from (str(version.id) for version in lost_versions(before, ledger))

    @cached_property
    def never_released(self) -> Mapping[str, Collection[str]]:
        """For the commits that have any: the addresses and versions that are in them as nobody released them.

        These were lost in the commit or in one before it (`faults`), and no commit since has put them right. What is as
        it was released on one of two branches is not among them.
        """
        # Each with the commits before the fault, which have it as it was released.
        found: dict[str, dict[str, frozenset[str]]] = {}
        for commit in reversed([*self.parents] if self.faults else []):
            wrong = {
                one: right
                for parent in self.parents[commit]
                for one, right in found.get(parent, {}).items()
                if self._is_as_in(parent, commit, one) and not self._is_right(commit, one, right)
            }
            for one in self.faults.get(commit, ()):
                if not self._is_of_a_parent(commit, one, found):
                    before = (parent for parent in self.parents[commit] if one not in found.get(parent, ()))
                    wrong[one] = wrong.get(one, frozenset()).union(before)
            if wrong:
                found[commit] = wrong
        return found

    def _is_of_a_parent(self, commit: str, one: str, wrong: Mapping[str, Collection[str]]) -> bool:
        """Whether an address or a version is in a commit just as a commit before it has it, where it is not `wrong`."""
        own = self._named(commit, one)
        parents = (parent for parent in self.parents[commit] if one not in wrong.get(parent, ()))
        return own != (None, []) and any(self._named(parent, one) == own for parent in parents)

    def _named(self, commit: str, one: str) -> tuple[Record | None, list[Version]]:
        ledger = self.ledger(commit)
        return ledger.by_id.get(one), [version for version in ledger.versions if str(version.id) == one]

    def _is_as_in(self, parent: str, commit: str, one: str) -> bool:
        """Whether what is wrong with an address or a version in a commit may still be so in the one after it."""
        before, after = self._named(parent, one), self._named(commit, one)
        was, now = before[0], after[0]
        return before == after if was is None or now is None else carries_on(was, now)

    def _is_right(self, commit: str, address: str, released: Collection[str]) -> bool:
        """Whether an address has in a commit all that it had in those in which it was as it was `released`."""
        now = self.ledger(commit).by_id.get(address)
        known = [was for one in released if (was := self.ledger(one).by_id.get(address)) is not None]
        return now is not None and known != [] and all(carries_on(was, now) for was in known)

    def lacks(self, ledger: Ledger, commit: str) -> bool:
        """Whether a ledger lacks anything that a commit has, and that was released."""
        own, wrong = self.ledger(commit), self.never_released.get(commit, ())
        lost = (*(loss.was.id for loss in losses(own, ledger)), *(str(one.id) for one in lost_versions(own, ledger)))
        return not set(lost).issubset(wrong)

    def merges(self, first: str, others: Sequence[str]) -> Iterator[tuple[str, MergedLedger]]:
        """One after the other, each of `others` with the ledger that has all before it; `first` keeps its addresses."""
        ledger = self.ledger(first)
        for other in others:
            name = f"{beginning(self.root, merge_base(self.root, first, other), self.folders)}{LEDGER}"
            (data,) = objects(self.root, [name])
            known = read_ledger(data.decode("utf-8", "replace"), Problems()).ledger if data else Ledger()
            found = merge_ledgers(known, ledger, self.ledger(other))
            yield other, found
            ledger = found.ledger


def ancestry(root: Path, folders: Sequence[str]) -> Ancestry:
    """The commits, of HEAD or of a merge in progress, that changed a ledger; it is in `folders` now, or once was."""
    names = (f"{folder}/{LEDGER}" for folder in folders)
    listed = git_says(
        root, "rev-list", "--topo-order", "--full-history", "--parents", "HEAD", *merge_heads(root), "--", *names
    )
    lines = (line.split() for line in (listed or b"").decode().splitlines())
    return Ancestry(root, folders, {commit: parents for commit, *parents in lines})
