"""Editorial changes: what the editors say that is not as it was in the last version, apart from addresses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from briefsite.reading.publication import Publication
from briefsite.versions.freeze import freeze_editors_part
from briefsite.versions.lines import written
from briefsite.versions.store import read_state

#: The parts of edition.yml that readers see. The others say how the text is read: what follows is in the words.
_SHOWN: Final = frozenset(
    ("work", "site", "emendations", "pages", "notes", "names", "timeline", "figures", "charts", "map", "about")
)
#: How the lines of a state begin that have a work, or a part of edition.yml.
_WORK, _EDITION = '["work",', '["edition",'


def editorial_changes(publication: Publication, files: Mapping[str, bytes]) -> int:
    """In how many places the editors' part differs from that of the last version.

    `files` are those of the edition. It is 0 where the last version was not kept, or can't be read.
    """
    latest = publication.released.latest
    if latest is None or not latest.words:
        return 0
    try:
        before = Counter(_shown(read_state(latest.id, files)))
    except ValueError:  # a problem of its own: `site.kept_versions`
        return 0
    now = Counter(_shown(freeze_editors_part(publication)))
    return max((now - before).total(), (before - now).total())


def _shown(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        # Most lines are of the text: they need not be parsed to be left out.
        if line.startswith(_WORK):
            yield line
        elif line.startswith(_EDITION):
            _, part, *_, entry = json.loads(line)
            if part in _SHOWN:
                # Where a page or section begins shows in the outline, which the ledger has.
                yield written([part, _without_quotations(entry)])


def _without_quotations(entry: object) -> object:
    if isinstance(entry, dict):
        return {key: _without_quotations(value) for key, value in entry.items() if key != "from"}
    return [*map(_without_quotations, entry)] if isinstance(entry, list) else entry
