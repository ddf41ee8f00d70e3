"""The ledgers in the history of the repository: those that must be carried on by the present ones.

All commits count from which HEAD, and a merge in progress, descend. A ledger that another one of them carries on need
not be compared: that relation is transitive (`ledger.continuity`), and what is found out about two files is kept by
their blob ids, for good. So of a thousand ledgers in which nothing was ever lost, one is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from briefsite.file_names import LEDGER, SOURCES
from briefsite.ledger.continuity import is_carried_on
from briefsite.ledger.excerpt import read_difference
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.problems.collector import Problems
from briefsite.site.committed import git_refusal, git_says, is_merging, merge_heads, objects, shallow_and_merged
from briefsite.storage.cache import code_checksum, read_cache, write_cache
from briefsite.storage.files import WORK_FOLDER

#: What the relation of two ledgers is found out by: the code is part of the key of what is kept.
_MODULES: Final = (
    "continuity",
    "excerpt",
    "reader",
    "writer",
    "sentences",
    "ledger",
    "record",
    "addressable",
    "version",
    "address",
    "numbering",
)
#: So many of the steps that a branch took are gone back.
_REFLOG: Final = 500


@dataclass(frozen=True, slots=True)
class EarlierLedger:
    """A ledger in the history: its `file` (from the root), its blob id, and the first commit that has it (`commit`)."""

    file: str
    blob: str
    commit: str

    @property
    def shown(self) -> str:
        """The commit as people name it."""
        return f"commit {self.commit[:9]}"


@dataclass(frozen=True)
class History:
    """The ledgers in the history, the newest first.

    `is_shallow`: the history is not there as a whole.
    `ends` are the ledgers of each file that no other of that file carries on; all others are in one of them.
    `refusal` is why git says nothing of the repository, where there is one.
    """

    root: Path
    ledgers: tuple[EarlierLedger, ...] = ()
    is_shallow: bool = False
    ends: Mapping[str, Sequence[EarlierLedger]] = field(default_factory=dict)
    refusal: str = ""

    @property
    def is_merging(self) -> bool:
        """Whether a merge, a rebase or the like is in progress."""
        return is_merging(self.root)

    def texts(self, ledgers: Sequence[EarlierLedger]) -> Iterator[str]:
        """The text of each of these ledgers."""
        yield from _texts(self.root, [ledger.blob for ledger in ledgers])

    def heirs(self, present: Mapping[str, str]) -> Mapping[str, str]:
        """The present ledger of each edition whose folder was renamed: old file -> new file.

        `present` are the files of the present ledgers, with their texts. The new one has had the same content as the
        old one, or has all that the first ledger of the old one had.
        """
        blobs = {file: {one.blob for one in self.ledgers if one.file == file} for file in self.ends}
        found = {}
        for old in self.ends.keys() - present.keys():
            first = [one for one in self.ledgers if one.file == old][-1:]
            (begun,) = self.texts(first)
            for new, text in present.items():
                if not blobs[old].isdisjoint(blobs.get(new, ())) or _carries_on(text, begun):
                    found[old] = new
        return found

    def beside(self, ledgers: Sequence[EarlierLedger], name: str) -> Iterator[str]:
        """The text of another file of the edition, as the commit of each of these ledgers has it."""
        yield from _texts(self.root, [f"{one.commit}:{one.file.removesuffix(LEDGER)}{name}" for one in ledgers])


def read_history(root: Path) -> History:
    """The history of the repository in `root`; an empty one where there is no git."""
    told = shallow_and_merged(root)
    if told is None:
        return History(root, refusal=git_refusal(root))
    is_shallow, merged = told
    ledgers = tuple(_listed(root, "HEAD", *merged))
    file = root / WORK_FOLDER / "history.json"
    kept = read_cache(file)
    maker = code_checksum(tuple(f"briefsite.ledger.{module}" for module in _MODULES), ())
    inside = {blob: into for blob, into in kept.items() if blob != "maker"} if kept.get("maker") == maker else {}
    found = dict(inside)
    ends = {
        name: _ends(root, [one for one in ledgers if one.file == name], found)
        for name in dict.fromkeys(one.file for one in ledgers)
    }
    if found != inside:
        write_cache(file, {"maker": maker, **found})
    return History(root, ledgers, is_shallow, ends)


def dropped_ledgers(root: Path) -> Sequence[EarlierLedger]:
    """The ledgers of commits that the current branch had and no longer has, as after `git reset`; the newest first."""
    commits = (git_says(root, "log", "--walk-reflogs", f"--max-count={_REFLOG}", "--format=%H", "@{0}") or b"").split()
    # Without a branch it is the log of all branches that were checked out here, and what one of these has is not lost.
    others = [] if git_says(root, "symbolic-ref", "--quiet", "HEAD") else ["--branches", "--remotes", "--tags"]
    known = ("--not", "HEAD", *merge_heads(root), *others)
    return tuple(_listed(root, *(commit.decode() for commit in commits), *known))


def _listed(root: Path, *revisions: str) -> Iterator[EarlierLedger]:
    """Every ledger in the history of some revisions once, with the first commit that has it; the newest first."""
    listed = git_says(
        root,
        *("log", "--full-history", "--diff-merges=first-parent", "--raw", "--no-abbrev", "--no-renames", "-z"),
        "--relative",
        *("--format=commit %H", "--ignore-missing", *revisions, "--", f":(glob){SOURCES}/*/{LEDGER}"),
    )
    commit = ""
    found: dict[tuple[str, str], EarlierLedger] = {}
    parts = iter((listed or b"").decode(errors="surrogateescape").split("\0"))
    for part in parts:
        # A colon, the modes, the blobs and the status; its path is the next part.
        entry = part.strip()
        if entry.startswith("commit "):
            commit = entry.removeprefix("commit ")
        elif entry.startswith(":"):
            blob, file = entry.split(" ")[3], next(parts)
            if blob.strip("0"):
                found[file, blob] = EarlierLedger(file, blob, commit)
    # An entry that comes again has kept its place, and has the older commit.
    yield from found.values()


def _ends(root: Path, ledgers: Sequence[EarlierLedger], inside: dict[str, str]) -> Sequence[EarlierLedger]:
    """The ledgers of one file that no other of them carries on, the newest first.

    `inside` is what is known: blob id -> id of one that carries it on. It is added to.
    """
    seen: set[str] = set()
    unknown = []
    for ledger in ledgers:
        if inside.get(ledger.blob) not in seen:
            unknown.append(ledger)
        seen.add(ledger.blob)
    if len(unknown) == 1:
        return unknown
    ends: list[tuple[EarlierLedger, str, Ledger]] = []
    for ledger, text in zip(unknown, _texts(root, [one.blob for one in unknown]), strict=True):
        for end, other, known in ends:
            if is_carried_on(read_difference(text, other), known):
                inside[ledger.blob] = end.blob
                break
        else:
            ends.append((ledger, text, read_ledger(text, Problems()).ledger))
    return [end for end, _, _ in ends]


def _texts(root: Path, names: Sequence[str]) -> Iterator[str]:
    """The text of each object, empty if there is none of the name; what isn't UTF-8 in it is replaced."""
    return ((data or b"").decode("utf-8", "replace") for data in objects(root, names))


def _carries_on(text: str, earlier: str) -> bool:
    ledger = read_ledger(earlier, Problems()).ledger
    return bool(ledger.records) and is_carried_on(ledger, read_ledger(text, Problems()).ledger)
