"""Editorial changes: what the editors say that is not as it was in the last version, apart from addresses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from briefsite.reading.publication import Publication
from briefsite.versions.frozen import freeze
from briefsite.versions.lines import written
from briefsite.versions.store import read_state

#: The parts of edition.yml that readers see. The others say how the text is read: what follows is in the words.
_SHOWN: Final = frozenset(
    ("work", "site", "emendations", "pages", "notes", "names", "timeline", "figures", "charts", "map", "about")
)


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
    now = Counter(_shown(freeze(publication)))
    return max((now - before).total(), (before - now).total())


def _shown(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        kind, *values = json.loads(line)
        if kind == "work":
            yield line
        elif kind == "edition" and values[0] in _SHOWN:
            entry = values[-1]
            # Where a page or section begins shows in the outline, which the ledger has.
            yield written([values[0], _without_quotations(entry)])


def _without_quotations(entry: object) -> object:
    if isinstance(entry, dict):
        return {key: _without_quotations(value) for key, value in entry.items() if key != "from"}
    return [*map(_without_quotations, entry)] if isinstance(entry, list) else entry
