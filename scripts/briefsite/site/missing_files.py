"""Files written by hand that were deleted, perhaps by mistake: nothing else would say that the site lacks them.

A template in docs/templates/ that is missing is replaced by the theme's own, and a picture in docs/assets/ may be
linked from elsewhere. Whoever deletes such a file on purpose tells git so; without git, `build --force` accepts it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from briefsite.pages.mark import is_marked
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.site.committed import git_says, objects
from briefsite.site.inputs import Inputs

#: The folders of docs/ with files that no page need name.
_FOLDERS: Final = ("assets/", "templates/")


def watched_files(inputs: Inputs) -> tuple[str, ...]:
    """The files of docs/, by their names in it, that the next build would miss."""
    return tuple(sorted(name for name in inputs.written_by_hand if name.startswith(_FOLDERS)))


def check_missing(inputs: Inputs, known: Collection[str], problems: Problems) -> None:
    """Problem S01 for each file by hand in docs/assets/ and docs/templates/ that is gone: git's index still has it.

    Without a repository, those are `known` that the last build had.
    """
    found = _deleted(inputs)
    for name in (each for each in known if each not in inputs.docs) if found is None else found:
        file = f"docs/{name}"
        message = "was deleted, but git still has it"
        help_ = f"restore it:   git restore {file}   or, if it is to go:   git rm {file}"
        if found is None:
            message = "was there at the last build"
            help_ = "put it back, or build without it:   briefsite build --force"
        problems.error(Place(file), "S01", message, help_, subject=file)


def _deleted(inputs: Inputs) -> Iterator[str] | None:
    """The deleted files by hand, by their names in docs/; None if there is no repository to ask."""
    folders = [f"docs/{folder}" for folder in _FOLDERS]
    listed = git_says(inputs.root, "ls-files", "-z", "--deleted", "--", *folders)
    if listed is None:
        return None
    names = [name for name in listed.decode(errors="surrogateescape").split("\0") if name]
    contents = objects(inputs.root, [f":{name}" for name in names])
    by_hand = (name for name, data in zip(names, contents, strict=True) if data is not None and not is_marked(data))
    return (name.removeprefix("docs/") for name in by_hand)
