"""uv, which installs the packages: found on the PATH, or installed in .tools. Uses only the standard library."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from typing import Final

from setup_steps import TOOLS, VENV, NotPossibleError, say

#: The oldest version of uv that can read uv.lock and has the build backend that pyproject.toml names.
OLDEST_UV: Final = (0, 9)
UV_REQUIREMENT: Final = "uv>=0.9,<1"


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
