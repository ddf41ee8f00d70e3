"""Names of files and folders that not every system can have, or that a terminal, an archive or an address would change.

The rules of Windows are those of https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from briefsite.limits import limits
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place

#: Names without anything to ask about. So it is said of most paths at once.
_PLAIN: Final = re.compile(r"[\w.@+,=()'&#~!$%;^{}\[\] /-]+")
_OF_WINDOWS: Final = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?: *\..*)?", re.IGNORECASE)
_NOT_ON_WINDOWS: Final = re.compile(r'[<>:"\\|?*]')


def check_names(folder: str, paths: Iterable[str], problems: Problems) -> None:
    """Problem L03 for each of the `paths` in `folder` with a name that is not the same everywhere.

    Hidden files are passed over, since they are not published.
    """
    known: dict[str, str] = {}
    for path in paths:
        if "/." in f"/{path}":
            continue
        for message in _faults(path):
            _complain(folder, path, message, problems)
            break
        other = known.setdefault(path.casefold(), path)
        if other != path:
            message = f'the name differs from "{other}" only in capitals, and some systems take the two for one'
            _complain(folder, path, message, problems)


def _complain(folder: str, path: str, message: str, problems: Problems) -> None:
    problems.error(Place(f"{folder}/{path}"), "L03", message, "rename it", subject=path)


def _faults(path: str) -> Iterator[str]:
    """What is wrong with a path, each as a sentence."""
    if (length := len(path.encode("utf-8", "replace"))) > limits().name:
        yield f"the path has {length} bytes, and at most {limits().name} can be published"
    if _PLAIN.fullmatch(path) is None:
        for sign in path:
            if "\ud800" <= sign <= "\udfff":
                yield "the name is not in UTF-8"
            elif not sign.isprintable():
                yield f"the name contains the character U+{ord(sign):04X}, which is not visible"
            elif _NOT_ON_WINDOWS.match(sign):
                yield f"the name contains {sign} and so cannot be used on Windows"
    for name in path.split("/"):
        if _OF_WINDOWS.fullmatch(name):
            yield f'"{name}" is the name of a device on Windows'
        if name.startswith(" ") or name.endswith((" ", ".")):
            yield "a name that begins or ends with a blank, or ends with a point, cannot be used on Windows"
