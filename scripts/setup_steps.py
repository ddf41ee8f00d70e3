"""Steps of setting up: running commands, and what is said about them. Uses only the standard library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
TOOLS: Final = ROOT / ".tools"


class NotPossibleError(Exception):
    """A step failed. The message, for the user, says which, and what to do."""


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
            f"`{shown} ...` failed, for the reason above. Fix this, then run the same command again."
        )


def say(what: str) -> None:
    """Print a message to standard error, apart from the output of the command that is set up."""
    print(f"set-up: {what}", file=sys.stderr, flush=True)
