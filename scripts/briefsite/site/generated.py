"""Which files of docs/ a build wrote, and may therefore replace and delete. All others were written by hand.

A file is generated if one of these is true; what it says further down is never looked at:

- its first line has the mark (`pages.mark`);
- it is, byte for byte, what the last build wrote in its place;
- it is a download of a page that is generated: `cite/history.bib` and `cite/history-works.bib` are of `history.md`,
  and so is `figures/history-exports.png`; `received/report.docx` is of `received.md`.
  These files have no room for a mark, and a fresh clone has no last build to ask.

A file in which a merge left a conflict is generated if it was before the merge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from briefsite.pages.mark import is_marked
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.site.committed import committed_files, is_blob, is_merging
from briefsite.site.seen_files import FileSet
from briefsite.source.conflict import conflicts, our_side
from briefsite.storage.checksum import checksum
from briefsite.storage.files import WORK_FOLDER

#: The folder of the files that were edited by hand before a build replaced them.
EDITED: Final = f"{WORK_FOLDER}/edited"
_DOWNLOAD: Final = re.compile(
    r"(?P<folder>(?:.*/)?)cite/(?P<stem>[^/.]+?)(?P<works>-works|-original)?(?P<ending>\.[^/]+)"
)

#: The files of a figure begin with the name of its page, before a hyphen (`pages.picture`).
_DOCUMENT: Final = re.compile(r"(?P<folder>(?:.*/)?)received/[^/]+")
_OF_FIGURE: Final = re.compile(r"(?P<folder>(?:.*/)?)figures/(?P<stem>[a-z0-9-]+)\.(?:csv|svg|png)")


def is_generated(name: str, data: bytes, last_written: Mapping[str, str]) -> bool:
    """Whether a build wrote this file of docs/, as far as the file itself can say.

    `last_written` has the files that the last build wrote, by their names in docs/: the checksum of each.
    """
    return is_marked(our_side(data)) or (name in last_written and last_written[name] == checksum(data))


def generated_files(docs: FileSet, last_written: Mapping[str, str]) -> FileSet:
    """The files of docs/ that a build wrote, downloads included."""
    found = {name for name in docs if _is_last_written(name, docs, last_written) or is_marked(our_side(docs[name]))}
    found |= {name for name in docs.keys() - found if not found.isdisjoint(_pages_of(name))}
    return docs.only(name for name in docs if name in found)


def _is_last_written(name: str, docs: FileSet, last_written: Mapping[str, str]) -> bool:
    """Whether a file is what the last build wrote; then its content need not be read."""
    return name in last_written and last_written[name] == docs.checksum(name)


def _pages_of(name: str) -> Iterator[str]:
    """The pages that a file would be a download of; none if it is no download."""
    if match := _OF_FIGURE.fullmatch(name):
        words = match["stem"].split("-")
        yield from (f"{match['folder']}{'-'.join(words[:count])}.md" for count in range(1, len(words)))
    if match := _DOCUMENT.fullmatch(name):
        yield f"{match['folder']}received.md"
    match = _DOWNLOAD.fullmatch(name)
    if match and match["ending"] in _endings():
        yield f"{match['folder']}{match['stem']}{match['works'] or ''}.md"
        yield f"{match['folder']}{match['stem']}.md"


@cache
def _endings() -> frozenset[str]:
    # Only files that were not written by the last build need them: most builds do without loading the formats.
    from briefsite.exports.formats import FORMATS
    from briefsite.exports.signposting import LINKSET

    return frozenset({*(f".{form.ending}" for form in FORMATS), LINKSET.removeprefix("cite/index")})


def edited_files(
    root: Path, generated: FileSet, pages: FileSet, last_written: Mapping[str, str]
) -> Mapping[str, bytes]:
    """The generated files that would be replaced by `pages` (or deleted) together with what somebody changed in them.

    A file was changed if it is neither what the last build wrote nor what was committed last. Of a file that is known
    from neither, it can't be told, nor in the midst of a merge: git changes files, too.
    """
    changed = {
        name: generated[name]
        for name in generated
        if not _is_last_written(name, generated, last_written) and not _is_same(name, generated, pages)
    }
    if not changed or is_merging(root):
        return {}
    committed = committed_files(root, "docs")
    found = {}
    for name, data in changed.items():
        blob = committed.get(f"docs/{name}")
        if not any(conflicts(data)) and (not is_blob(data, blob) if blob else name in last_written):
            found[name] = data
    return found


def _is_same(name: str, one: FileSet, other: FileSet) -> bool:
    return name in other and one.checksum(name) == other.checksum(name)


def check_edits(edited: Mapping[str, bytes], problems: Problems) -> None:
    """Problem R06, a warning, for each of the edited files."""
    for name in edited:
        message = "was edited by hand; a build overwrites it from the sources"
        help_ = f"edit the sources instead; the build saves the edited file as {EDITED}/{name}"
        problems.warning(Place(f"docs/{name}"), "R06", message, help_, subject=name)


def conflicted_files(changed: FileSet) -> int:
    """How many generated files have conflicts that a merge left in them. `changed` are not what was last written."""
    return sum(any(conflicts(data)) for data in changed.values())


def check_conflicts(changed: FileSet, problems: Problems) -> None:
    """Problem R09, a warning, if generated files have merge conflicts. `changed` are not what was last written."""
    if count := conflicted_files(changed):
        message = f"merge conflicts in {count} generated file{'s' * (count > 1)}"
        help_ = "leave them: a build regenerates them from the sources. Commit the result with the merge"
        problems.warning(Place("docs"), "R09", message, help_, subject="docs")
