"""Set up .venv for a command: `python scripts/prepare.py build|test`; or build the wheel: `… wheel`.

Uses only the standard library.

scripts/setup starts this script, and only if something is missing. Packages are installed in the versions of uv.lock
and checked against its hashes. `uv` is taken from the PATH, or else installed in .tools. Tests also need Chromium. A
.venv that is incomplete, or was moved or copied, is made again. Commands that start at the same time wait for each
other.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sys
from typing import TYPE_CHECKING

from setup_browser import set_up_browser
from setup_steps import ROOT, TOOLS, VENV, NotPossibleError, run, say, succeeds
from setup_uv import base_python, fetch_uv, find_uv, quiet, uv_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def main(want: str) -> None:
    """Set up .venv for `want`: "build", or "test" for a build and the tests; or build the "wheel" in dist/."""
    os.chdir(ROOT)
    TOOLS.mkdir(exist_ok=True)
    with only_one_at_a_time(TOOLS / "lock"):
        if want == "wheel":
            build_wheel(ROOT / "dist")
            return
        if not is_set_up(want):
            set_up_packages(want)
        if want == "test":
            (VENV / ".browser").write_text(set_up_browser() + "\n")


@contextlib.contextmanager
def only_one_at_a_time(path: Path) -> Iterator[None]:
    """Hold a lock on the file at `path`. The system releases it however the process ends."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another command that is setting up")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def state() -> bytes:
    """Return everything that determines the environment, in the form that scripts/setup compares."""
    named = (ROOT / name for name in ("pyproject.toml", "uv.lock", "scripts/prepare.py"))
    files = [*named, *sorted((ROOT / "scripts").glob("setup_*.py"))]
    # The path of the folder is part of it, because the scripts in .venv/bin contain that path.
    return os.fsencode(f"{ROOT}\n") + b"".join(file.read_bytes() for file in files)


def stamp(want: str) -> Path:
    """Return the file with the `state` for which .venv was last set up for `want`."""
    return VENV / f".set-up-for-{want}"


def is_set_up(want: str) -> bool:
    """Return whether .venv is up to date: another command may have set it up in the meantime."""
    with contextlib.suppress(OSError):
        return (VENV / "bin/python").exists() and stamp(want).read_bytes() == state()
    return False


def set_up_packages(want: str) -> None:
    """Install the packages of uv.lock in .venv. Raises NotPossibleError if that fails."""
    unfinished = TOOLS / "unfinished"
    if VENV.exists() and (unfinished.exists() or is_from_elsewhere()):
        shutil.rmtree(VENV)
    uv = find_uv() or fetch_uv()
    say(f"installing the packages of uv.lock for `{want}` into .venv (first use, or they changed)")
    unfinished.touch()
    install_locked(uv, ["--no-default-groups", *(["--group", "dev"] if want == "test" else [])])
    compile_program()
    # The packages for tests include those for a build.
    for done in ["build", "test"] if want == "test" else ["build"]:
        stamp(done).write_bytes(state())
    unfinished.unlink()


def compile_program() -> None:
    """Compile the program once. Where Python may not write bytecode, every command would do it again.

    What can't be written isn't needed.
    """
    succeeds(str(VENV / "bin/python"), "-m", "compileall", "-qq", str(ROOT / "scripts/briefsite"))


def build_wheel(folder: Path) -> None:
    """Build the wheel of the package in `folder`, and print its path. Raises NotPossibleError if that fails."""
    uv = find_uv() or fetch_uv()
    run(uv, "build", "--quiet", "--wheel", "--out-dir", str(folder), env=uv_environment())
    print(max(folder.glob("briefsite-*.whl"), key=lambda wheel: wheel.stat().st_mtime))


def is_from_elsewhere() -> bool:
    """Return whether .venv was made in another folder (the checkout was moved or copied), or has no Python."""
    with contextlib.suppress(FileNotFoundError):
        if not stamp("build").read_bytes().startswith(os.fsencode(f"{ROOT}\n")):
            return True
    return not (VENV / "bin/python").exists()


def install_locked(uv: str, groups: list[str]) -> None:
    """Install the packages of uv.lock from the package index of this machine.

    uv.lock has URLs of the public index, and `uv sync` uses only those. On a machine with another index, the same files
    are requested from that index by name, and checked against the same hashes.
    """
    environment = uv_environment()
    python = ["--python", base_python()]
    # --inexact: a build doesn't remove the packages for tests.
    sync = [uv, "sync", *quiet(), "--frozen", "--inexact", *python, *groups]
    if "UV_DEFAULT_INDEX" not in environment:
        if succeeds(*sync, env=environment):
            return
        say("that failed; trying once more by the packages' names, for an index that only uv's own configuration names")
    if not VENV.exists():
        run(uv, "venv", *quiet(), *python, str(VENV), env=environment)
    listed = TOOLS / "requirements.txt"
    export = [uv, "export", "--quiet", "--frozen", "--no-emit-project", *groups, "--output-file", str(listed)]
    run(*export, env=environment)
    install = [uv, "pip", "install", *quiet(), "--python", str(VENV / "bin/python"), "--no-deps"]
    run(*install, "--require-hashes", "--requirement", str(listed), env=environment)
    run(*install, "--editable", str(ROOT), env=environment)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except NotPossibleError as impossible:
        sys.exit(str(impossible))
    except KeyboardInterrupt:
        sys.exit(130)
