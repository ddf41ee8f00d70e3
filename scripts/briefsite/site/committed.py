"""What git has: files as they are in HEAD or elsewhere. Without git, or without a commit, there are none.

The project may be a folder of a larger repository: all paths are those from the project's root.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

#: Seconds that one answer of git may take.
_PATIENCE: Final = 10
#: The files that git has while it waits for a person.
_IN_PROGRESS: Final = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")
#: What comes before the path in git's name for a file.
_PATH: Final = re.compile(r"\A((?::[0-3])?[^:]*:)(?!\./)")
#: The hexadecimal digits of a SHA-1.
_SHA1: Final = 40


def committed_files(root: Path, folder: str) -> Mapping[str, str]:
    """The files below `folder` as they were last committed, by their paths from `root`: git's hash of each."""
    listed = git_says(root, "ls-tree", "-r", "-z", "HEAD", folder) or b""
    entries = (line.partition("\t") for line in listed.decode(errors="surrogateescape").split("\0") if line)
    return {path: about.rpartition(" ")[2] for about, _, path in entries}


def files_at(root: Path, commit: str, folder: str) -> Mapping[str, bytes]:
    """The files below `folder` in a commit, by their paths in it; none if there is no such commit or folder."""
    if commit.startswith("-"):
        return {}
    listed = git_says(root, "ls-tree", "-r", "-z", "--name-only", commit, f"{folder}/") or b""
    names = [name for name in listed.decode(errors="surrogateescape").split("\0") if name]
    found = zip(names, objects(root, [f"{commit}:{name}" for name in names]), strict=True)
    return {name.removeprefix(f"{folder}/"): data for name, data in found if data is not None}


def is_merging(root: Path) -> bool:
    """Whether a merge, a rebase, a cherry-pick or a revert is in progress: git waits for a person to resolve it."""
    told = git_says(root, "rev-parse", *(part for name in _IN_PROGRESS for part in ("--git-path", name)))
    return any((root / path).exists() for path in (told or b"").decode().splitlines())


def merge_heads(root: Path) -> Sequence[str]:
    """The commits that are being merged into HEAD: none, one, or (an octopus) several."""
    told = shallow_and_merged(root)
    return told[1] if told else ()


def shallow_and_merged(root: Path) -> tuple[bool, Sequence[str]] | None:
    """Whether only a part of the history is here, and the `merge_heads`; None where git says nothing."""
    told = git_says(root, "rev-parse", "--is-shallow-repository", "--git-path", "MERGE_HEAD")
    if told is None:
        return None
    shallow, _, name = told.decode().rstrip("\n").partition("\n")
    path = root / name
    heads = path.read_text(encoding="ascii", errors="replace").split() if path.is_file() else ()
    return shallow == "true", heads


def merge_base(root: Path, one: str, other: str) -> str:
    """The commit with which two others began; one that is not there if they began with nothing in common."""
    return (git_says(root, "merge-base", one, other) or b"").decode().strip() or "0" * _SHA1


def added_elsewhere(root: Path, path: str) -> str:
    """The short name of a commit of another branch that has added a file; "" if there is none, or HEAD knows it better.

    HEAD does if several of its commits changed the file, so that one of them may have it right.
    """
    own = git_says(root, "rev-list", "--max-count=2", "HEAD", "--", path) or b""
    if len(own.split()) > 1:
        return ""
    others = ("--branches", "--remotes", "--tags", "--not", "HEAD")
    found = git_says(root, "rev-list", "--max-count=1", "--abbrev-commit", *others, "--", path)
    return (found or b"").decode().strip()


def is_blob(data: bytes, name: str) -> bool:
    """Whether git's hash of a file with this content is `name`: SHA-1, or SHA-256 in a repository that was made so."""
    whole = b"blob %d\0" % len(data) + data
    hashed = hashlib.sha256(whole) if len(name) > _SHA1 else hashlib.sha1(whole, usedforsecurity=False)
    return hashed.hexdigest() == name


def git_says(root: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it fails, takes too long, or is not there."""
    if not _is_in_repository(root):
        return None
    ran = _ran(root, *arguments)
    return ran.stdout if isinstance(ran, subprocess.CompletedProcess) and ran.returncode == 0 else None


def git_refusal(root: Path) -> str:
    """Why git says nothing of the repository in `root`, in a line; empty if it does, or if there is none."""
    if not (root / ".git").exists():
        return ""
    ran = _ran(root, "rev-parse", "--is-shallow-repository")
    if isinstance(ran, OSError):
        return f"git cannot be started: {ran.strerror}"
    if isinstance(ran, subprocess.TimeoutExpired):
        return f"git gave no answer for {_PATIENCE} seconds"
    return ran.stderr.decode("utf-8", "replace").strip().partition("\n")[0] if ran.returncode else ""


def _ran(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | OSError | subprocess.TimeoutExpired:
    try:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        return error


def _is_in_repository(root: Path) -> bool:
    """Whether the project is a repository, or a folder that a larger one has in its last commit."""
    if (root / ".git").exists():
        return True
    if not any((parent / ".git").exists() for parent in root.resolve().parents):
        return False
    ran = _ran(root, "ls-tree", "--name-only", "HEAD", "./")
    return isinstance(ran, subprocess.CompletedProcess) and bool(ran.stdout)


def from_root(name: str) -> str:
    """Git's name for a file in a commit, or in the index (`:2:docs/index.md`), whose path is one from the root."""
    return _PATH.sub(r"\1./", name)


def objects(root: Path, names: Sequence[str]) -> Iterator[bytes | None]:
    """The content of each of git's objects; None if there is none of the name, such as `HEAD:docs/index.md`."""
    if not names or not _is_in_repository(root):
        yield from (None for _ in names)
        return
    command = ["git", "-C", str(root), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as git:
        assert git.stdin is not None  # noqa: S101 - both are pipes
        assert git.stdout is not None  # noqa: S101
        for name in names:
            git.stdin.write(f"{from_root(name)}\n".encode(errors="surrogateescape"))
            git.stdin.flush()
            size = git.stdout.readline().rpartition(b" ")[2].strip()
            if size.isdigit():
                yield git.stdout.read(int(size))
                git.stdout.readline()
            else:
                yield None
