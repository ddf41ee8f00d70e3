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
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
TOOLS: Final = ROOT / ".tools"

#: The oldest version of uv that can read uv.lock and has the build backend that pyproject.toml names.
OLDEST_UV: Final = (0, 9)
UV_REQUIREMENT: Final = "uv>=0.9,<1"

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSERS_ELSEWHERE: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
BROWSER_REMEDY: Final = (
    "Install one (Debian: apt-get install chromium), or name the program of one that you have:\n"
    "  BROWSER_PATH=/path/to/chrome scripts/test"
)


class NotPossibleError(Exception):
    """A step failed. The message, for the user, says which, and what to do."""


def find_browser() -> str | None:
    """Return the path of Chromium or Chrome, or None. `BROWSER_PATH` takes precedence over the usual places."""
    named = os.environ.get("BROWSER_PATH")
    candidates = (named,) if named else (*BROWSERS, *BROWSERS_ELSEWHERE)
    return next(filter(None, map(shutil.which, candidates)), None)


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
    files = ("pyproject.toml", "uv.lock", "scripts/prepare.py")
    # The path of the folder is part of it, because the scripts in .venv/bin contain that path.
    return os.fsencode(f"{ROOT}\n") + b"".join((ROOT / name).read_bytes() for name in files)


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
    # The packages for tests include those for a build.
    for done in ["build", "test"] if want == "test" else ["build"]:
        stamp(done).write_bytes(state())
    unfinished.unlink()


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


def base_python() -> str:
    """Return the Python outside any virtual environment: removing one must not remove the running Python."""
    return str(getattr(sys, "_base_executable", sys.executable))


def quiet() -> list[str]:
    """Return the options with which uv prints progress to a terminal, but only errors to a log."""
    return [] if sys.stderr.isatty() else ["--quiet"]


def uv_environment() -> dict[str, str]:
    """Return the environment for uv: this process's, with the variables that would affect the result set."""
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    environment["UV_PROJECT_ENVIRONMENT"] = str(VENV)
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    # Use the certificates of the machine, as pip does, instead of those that are built into uv.
    environment.setdefault("UV_SYSTEM_CERTS", "true")
    environment.setdefault("UV_NATIVE_TLS", environment["UV_SYSTEM_CERTS"])  # the setting's name in older versions
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL") or pip_setting("index-url")
    if index:
        environment["UV_DEFAULT_INDEX"] = index
    return environment


def pip_setting(name: str) -> str | None:
    """Return a setting of pip's configuration or environment, which uv doesn't read, or None."""
    listed = subprocess.run(
        [base_python(), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    values = re.findall(rf"^(?::env:|global|site|user|install)\.{name}='(.*)'$", listed, re.MULTILINE)
    return values[0] if values else None


def find_uv() -> str | None:
    """Return a uv that works and isn't too old, from the PATH or from .tools, or None."""
    for candidate in (shutil.which("uv"), str(TOOLS / "bin/uv"), str(TOOLS / "venv/bin/uv")):
        if candidate and uv_version(candidate) >= OLDEST_UV:
            return candidate
    return None


def uv_version(uv: str) -> tuple[int, ...]:
    """Return the version of uv as (major, minor), or () if it doesn't run."""
    with contextlib.suppress(OSError):
        shown = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout
        if found := re.match(r"uv (\d+)\.(\d+)", shown):
            return tuple(map(int, found.groups()))
    return ()


def fetch_uv() -> str:
    """Install uv in .tools and return its path: with the system's pip, or else in a virtual environment.

    `pip install --target` changes nothing in the system, so it is also allowed in an "externally managed" environment
    (Debian), and it needs no venv module. If pip is missing, `venv` may provide one. Raises NotPossibleError.
    """
    say("fetching uv into .tools (it is not on the PATH)")
    environment = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    errors = []
    pip_install = ["-m", "pip", "install", "--quiet", UV_REQUIREMENT]
    own = TOOLS / "venv"
    for steps in (
        [[base_python(), *pip_install, "--upgrade", "--target", str(TOOLS)]],
        [[base_python(), "-m", "venv", "--clear", str(own)], [str(own / "bin/python"), *pip_install]],
    ):
        for step in steps:
            result = subprocess.run(step, capture_output=True, text=True, check=False, env=environment)
            if result.returncode:
                errors.append(f"{' '.join(step)}\n{(result.stderr or result.stdout).strip()}")
                break
        if uv := find_uv():
            return uv
    raise NotPossibleError(
        "uv, which installs the packages, is neither on the PATH nor could it be fetched. Either install it yourself\n"
        "(pipx install uv, or your system's package), or give this Python pip (Debian, Ubuntu: apt-get install\n"
        "python3-pip) and a way to a package index. What was tried:\n\n" + "\n\n".join(errors)
    )


def set_up_browser() -> str:
    """Return the path of a Chromium for the tests, installed first if that is possible. Raises NotPossibleError."""
    if (named := os.environ.get("BROWSER_PATH")) and not find_browser():
        raise NotPossibleError(f"BROWSER_PATH names no program: {named}")
    lacking = []
    if not find_browser():
        # These fonts have the metrics of Arial and Times, so that screenshots are the same on every machine.
        lacking += ["chromium", "fonts-liberation"]
    if driver_complaint():
        # The only library that the driver needs and a minimal Debian doesn't have.
        lacking += ["libatomic1"]
    if lacking:
        apt_install(lacking)
    if complaint := driver_complaint():
        raise NotPossibleError(
            "The program in .venv that drives the browser doesn't start. What it says is below.\n"
            f"(A missing libatomic.so.1 is in Debian's package libatomic1.)\n\n{complaint}"
        )
    if browser := find_browser():
        return browser
    raise NotPossibleError(f"The browser tests need Chromium or Chrome, and found none.\n{BROWSER_REMEDY}")


def driver_complaint() -> str:
    """Return the error message of Playwright's driver if it doesn't start, otherwise ""."""
    command = [str(VENV / "bin/python"), "-m", "playwright", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return (result.stderr.strip() or f"exit status {result.returncode}") if result.returncode else ""


def apt_install(packages: list[str]) -> None:
    """Install packages with apt-get, if it exists and can be run without a password; otherwise do nothing."""
    apt = shutil.which("apt-get")
    may = os.geteuid() == 0 or (shutil.which("sudo") and succeeds("sudo", "-n", "true", errors=subprocess.DEVNULL))
    if not apt or not may:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    say(f"installing {' '.join(packages)} for the browser tests")
    command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq", "-o", "DPkg::Lock::Timeout=300"]
    # A failure isn't fatal: the packages may be in another index, or in an index downloaded earlier.
    succeeds(*command, "update")
    # apt prints every file to standard output, and errors to standard error.
    succeeds(*command, "install", "--yes", "--no-install-recommends", *packages, output=subprocess.DEVNULL)


def succeeds(
    *command: str, env: Mapping[str, str] | None = None, output: int | None = None, errors: int | None = None
) -> bool:
    """Run a command and return whether it succeeded. Its output is shown unless `output` or `errors` redirects it."""
    return subprocess.run(command, check=False, env=env, stdout=output, stderr=errors).returncode == 0


def run(*command: str, env: Mapping[str, str]) -> None:
    """Run a command. Raises NotPossibleError if it fails."""
    if not succeeds(*command, env=env):
        shown = " ".join([Path(command[0]).name, *command[1:3]])
        raise NotPossibleError(
            f"`{shown} ...` failed, for the reason above. Start the same command again once it is mended."
        )


def say(what: str) -> None:
    """Print a message to standard error, apart from the output of the command that is set up."""
    print(f"set-up: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except NotPossibleError as impossible:
        sys.exit(str(impossible))
    except KeyboardInterrupt:
        sys.exit(130)
