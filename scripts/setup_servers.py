"""The web servers for the tests of hosts: found, or installed. Uses only the standard library."""

from __future__ import annotations

import shutil
from typing import Final

from setup_browser import apt_install
from setup_steps import NotPossibleError

#: The programs, with the packages of Debian that have them.
SERVERS: Final = {"nginx": "nginx", "apache2": "apache2-bin"}
#: Where programs are that only an administrator starts; a person's PATH may not have it.
_PLACES: Final = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"


def set_up_server(program: str) -> str:
    """Return the path of a web server, installed first if that is possible. Raises NotPossibleError."""
    if not _find(program):
        apt_install([SERVERS[program]])
    if found := _find(program):
        return found
    raise NotPossibleError(f"There is no {program}. Install it (Debian: apt-get install {SERVERS[program]}).")


def _find(program: str) -> str | None:
    return shutil.which(program) or shutil.which(program, path=_PLACES)
