"""The browser for the tests: found, or installed. Uses only the standard library."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Final

from setup_steps import VENV, NotPossibleError, say, succeeds

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSERS_ELSEWHERE: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
BROWSER_REMEDY: Final = (
    "Install one (Debian: apt-get install chromium), or name the program of one that you have:\n"
    "  BROWSER_PATH=/path/to/chrome scripts/test"
)


def find_browser() -> str | None:
    """Return the path of Chromium or Chrome, or None. `BROWSER_PATH` takes precedence over the usual places."""
    named = os.environ.get("BROWSER_PATH")
    candidates = (named,) if named else (*BROWSERS, *BROWSERS_ELSEWHERE)
    return next(filter(None, map(shutil.which, candidates)), None)


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
    say(f"installing {' '.join(packages)} for the tests")
    command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq", "-o", "DPkg::Lock::Timeout=300"]
    # A failure isn't fatal: the packages may be in another index, or in an index downloaded earlier.
    succeeds(*command, "update")
    # apt prints every file to standard output, and errors to standard error.
    succeeds(*command, "install", "--yes", "--no-install-recommends", *packages, output=subprocess.DEVNULL)
