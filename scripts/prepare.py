"""Make .venv what a command needs: `python scripts/prepare.py build|test`, with nothing but the standard library.

Started by scripts/setup, and only when there is something to do. Packages come in the versions of uv.lock, checked
against its hashes. `uv` is taken from the PATH, or else put into .tools. Tests also need a Chromium. Whatever was
interrupted half-way, moved or copied is made anew; two commands started at once wait for each other.
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

#: The oldest uv that reads our lock file and carries the build backend that pyproject.toml names.
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
    """What could not be done, and the remedy, as it is shown to the person at the terminal."""


def find_browser() -> str | None:
    """Give the path of the Chromium or Chrome on this machine. `BROWSER_PATH` goes before what is found."""
    named = os.environ.get("BROWSER_PATH")
    candidates = (named,) if named else (*BROWSERS, *BROWSERS_ELSEWHERE)
    return next(filter(None, map(shutil.which, candidates)), None)


def main(want: str) -> None:
    """Set up for `want`: "build" has what the program needs, "test" that and what the tests need."""
    os.chdir(ROOT)
    TOOLS.mkdir(exist_ok=True)
    with only_one_at_a_time(TOOLS / "lock"):
        if not is_set_up(want):
            set_up_packages(want)
        if want == "test":
            (VENV / ".browser").write_text(set_up_browser() + "\n")


@contextlib.contextmanager
def only_one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock file. The system lets go of it however the process ends, so none can be left behind."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another command that is setting up")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def state() -> bytes:
    """Give all that the environment follows from, in the form that scripts/setup compares."""
    files = ("pyproject.toml", "uv.lock", "scripts/prepare.py")
    # The folder counts too: the programs in .venv/bin begin with its path.
    return os.fsencode(f"{ROOT}\n") + b"".join((ROOT / name).read_bytes() for name in files)


def stamp(want: str) -> Path:
    """Give the file that holds the `state` .venv was last set up to, for `want`."""
    return VENV / f".set-up-for-{want}"


def is_set_up(want: str) -> bool:
    """Say whether another command has done it in the meantime."""
    with contextlib.suppress(OSError):
        return (VENV / "bin/python").exists() and stamp(want).read_bytes() == state()
    return False


def set_up_packages(want: str) -> None:
    """Bring .venv to the versions of uv.lock."""
    unfinished = TOOLS / "unfinished"
    if VENV.exists() and (unfinished.exists() or is_from_elsewhere()):
        shutil.rmtree(VENV)
    uv = find_uv() or fetch_uv()
    say(f"installing the packages of uv.lock for `{want}` into .venv (first use, or they changed)")
    unfinished.touch()
    install_locked(uv, ["--no-default-groups", *(["--group", "dev"] if want == "test" else [])])
    # What tests need holds all that a build needs.
    for done in ["build", "test"] if want == "test" else ["build"]:
        stamp(done).write_bytes(state())
    unfinished.unlink()


def is_from_elsewhere() -> bool:
    """Say whether .venv was made for another folder, as when a checkout was moved or copied, or lost its Python."""
    with contextlib.suppress(FileNotFoundError):
        if not stamp("build").read_bytes().startswith(os.fsencode(f"{ROOT}\n")):
            return True
    return not (VENV / "bin/python").exists()


def install_locked(uv: str, groups: list[str]) -> None:
    """Install what uv.lock names, in the way that fits where this machine gets its packages from.

    The lock file records addresses of the public index, and `uv sync` asks exactly those. A machine that has been
    given an index of its own gets the same files, checked against the same hashes, from that index by name.
    """
    environment = uv_environment()
    python = ["--python", base_python()]
    # --inexact: a build leaves the test tools where they are.
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
    """Give the Python outside any virtual environment, so that removing one doesn't remove what runs this."""
    return str(getattr(sys, "_base_executable", sys.executable))


def quiet() -> list[str]:
    """Show uv's progress to a person who waits at a terminal, and only errors to a log."""
    return [] if sys.stderr.isatty() else ["--quiet"]


def uv_environment() -> dict[str, str]:
    """Give the environment for uv: ours, with what would lead it elsewhere set right."""
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    environment["UV_PROJECT_ENVIRONMENT"] = str(VENV)
    environment["UV_PYTHON_DOWNLOADS"] = "never"
    # Trust what the machine trusts, as pip does: uv brings certificates of its own.
    environment.setdefault("UV_SYSTEM_CERTS", "true")
    environment.setdefault("UV_NATIVE_TLS", environment["UV_SYSTEM_CERTS"])  # the setting's name in older versions
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL") or pip_setting("index-url")
    if index:
        environment["UV_DEFAULT_INDEX"] = index
    return environment


def pip_setting(name: str) -> str | None:
    """Give a setting of pip's configuration or environment, which uv doesn't read by itself."""
    listed = subprocess.run(
        [base_python(), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    values = re.findall(rf"^(?::env:|global|site|user|install)\.{name}='(.*)'$", listed, re.MULTILINE)
    return values[0] if values else None


def find_uv() -> str | None:
    """Give a uv that works and is not too old: the one on the PATH, or the one fetched earlier."""
    for candidate in (shutil.which("uv"), str(TOOLS / "bin/uv"), str(TOOLS / "venv/bin/uv")):
        if candidate and uv_version(candidate) >= OLDEST_UV:
            return candidate
    return None


def uv_version(uv: str) -> tuple[int, ...]:
    """Give the version of a uv as numbers, and () for one that doesn't run."""
    with contextlib.suppress(OSError):
        shown = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout
        if found := re.match(r"uv (\d+)\.(\d+)", shown):
            return tuple(map(int, found.groups()))
    return ()


def fetch_uv() -> str:
    """Put uv into .tools with pip, first beside the system's Python, then in an environment of its own.

    `--target` touches nothing of the system, so that Debian's guard against pip ("externally managed") lets it pass,
    and it needs no venv module. Where pip itself is missing, `venv` may bring one.
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
    """Give a Chromium that tests can drive, after installing the system's packages where that is ours to do."""
    if (named := os.environ.get("BROWSER_PATH")) and not find_browser():
        raise NotPossibleError(f"BROWSER_PATH names no program: {named}")
    lacking = []
    if not find_browser():
        # The fonts have the widths of Arial and Times, so that pictures look alike on every machine.
        lacking += ["chromium", "fonts-liberation"]
    if driver_complaint():
        # The one library that the driver's wheel expects of the system, and that a small Debian doesn't have.
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
    """Give what Playwright's driver says when it doesn't start, and nothing when it does."""
    command = [str(VENV / "bin/python"), "-m", "playwright", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return (result.stderr.strip() or f"exit status {result.returncode}") if result.returncode else ""


def apt_install(packages: list[str]) -> None:
    """Install packages with apt-get where it is there and may be used without asking; else do nothing."""
    apt = shutil.which("apt-get")
    may = os.geteuid() == 0 or (shutil.which("sudo") and succeeds("sudo", "-n", "true", errors=subprocess.DEVNULL))
    if not apt or not may:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    say(f"installing {' '.join(packages)} for the browser tests")
    command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq", "-o", "DPkg::Lock::Timeout=300"]
    # An index that fails is no reason to stop: the packages may be known from another, or from before.
    succeeds(*command, "update")
    # apt tells of every file on its standard output; errors come on the other.
    succeeds(*command, "install", "--yes", "--no-install-recommends", *packages, output=subprocess.DEVNULL)


def succeeds(
    *command: str, env: Mapping[str, str] | None = None, output: int | None = None, errors: int | None = None
) -> bool:
    """Run a command and say whether it ended well. What it prints is shown unless it is sent elsewhere."""
    return subprocess.run(command, check=False, env=env, stdout=output, stderr=errors).returncode == 0


def run(*command: str, env: Mapping[str, str]) -> None:
    """Run a command that has to end well."""
    if not succeeds(*command, env=env):
        shown = " ".join([Path(command[0]).name, *command[1:3]])
        raise NotPossibleError(
            f"`{shown} ...` failed, for the reason above. Start the same command again once it is mended."
        )


def say(what: str) -> None:
    """Tell what is being done, apart from the output of the command that it is done for."""
    print(f"set-up: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except NotPossibleError as impossible:
        sys.exit(str(impossible))
    except KeyboardInterrupt:
        sys.exit(130)
