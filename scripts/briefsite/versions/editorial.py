"""Editorial changes: what the editors say that is not as it was in an earlier version, apart from addresses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.version import DRAFT, VersionId
from briefsite.reading.editorial_change import EditorialChange
from briefsite.reading.publication import Publication
from briefsite.versions.freeze import freeze_editors_part
from briefsite.versions.lines import written
from briefsite.versions.store import read_state

#: What each part of edition.yml that readers see is called, and the name of an entry: its
#: fields are in braces. The other parts say how the text is read: what follows is in the words. The works have a name
#: that is no key of edition.yml.
_WORKS: Final = "works"
_SUBJECTS: Final = {
    _WORKS: ("The work", "“{title}”"),
    "work": ("The description of the text", ""),
    "site": ("The description of the site", ""),
    "emendations": ("The correction of", "“{find}”"),
    "typography": ("The typography of the text", ""),
    "pages": ("The page", "“{title}”"),
    "notes": ("The comment on note", "{number}"),
    "names": ("The name", "“{name}”"),
    "timeline": ("The event of", "{when}"),
    "figures": ("The figure", "“{value} {label}”"),
    "charts": ("The chart", "“{title}”"),
    "map": ("The map", ""),
    "about": ("The section about the text", "“{title}”"),
}
#: The fields by which an entry is known again, the surest first.
_KNOWN_BY: Final = ("key", "slug", "number", "id", "name", "find", "what", "label", "words", "title")
#: The fields of a map that say how it is drawn, which is nothing that the editors say of the text.
_UNSAID: Final = {"map": {"projection", "center", "frame", "label", "side"}}
#: How the lines of a state begin that have a work, or a part of edition.yml.
_WORK, _EDITION = '["work",', '["edition",'

#: A part, and one thing that is said in it.
_Entry = tuple[str, dict[str, Any]]
_Said = Counter[str]


def editorial_changes(
    publication: Publication, files: Mapping[str, bytes]
) -> Mapping[VersionId, tuple[EditorialChange, ...]]:
    """What the editors say otherwise than in the version before: in each kept version, and in the draft.

    `files` are those of the edition. What can't be read has no entry: that is a problem of its own
    (`site.kept_versions`).
    """
    states = _states(publication.released, files)
    latest = publication.released.latest
    if latest is not None and latest.id in states:
        states[DRAFT] = _said(freeze_editors_part(publication))
    return _between(states)


def editorial_changes_of_versions(
    ledger: Ledger, files: Mapping[str, bytes]
) -> Mapping[VersionId, tuple[EditorialChange, ...]]:
    """The same for the kept versions that a ledger has, without a draft."""
    return _between(_states(ledger, files))


def _states(ledger: Ledger, files: Mapping[str, bytes]) -> dict[VersionId, _Said]:
    states: dict[VersionId, _Said] = {}
    last = None
    for version in (version.id for version in ledger.versions if version.words):
        try:
            state = read_state(version, files, last)
        except ValueError:
            continue
        states[version], last = _said(state), (version, state)
    return states


def _between(states: Mapping[VersionId, _Said]) -> Mapping[VersionId, tuple[EditorialChange, ...]]:
    return {later: tuple(_changes(before, after)) for (_, before), (later, after) in pairwise(states.items())}


def editorial_difference(before: Publication, after: Publication) -> tuple[EditorialChange, ...]:
    """What the editors say otherwise in one publication than in another."""
    return tuple(_changes(_said(freeze_editors_part(before)), _said(freeze_editors_part(after))))


def _said(lines: Iterable[str]) -> _Said:
    """What editors say in the lines of a state, and how often they say the same."""
    return Counter(_shown(lines))


def _shown(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        # Most lines are of the text: they need not be parsed to be left out.
        if line.startswith(_WORK):
            yield written([_WORKS, json.loads(line)[1]])
        elif line.startswith(_EDITION):
            _, part, *_, entry = json.loads(line)
            if part in _SUBJECTS:
                # Where a page or section begins shows in the outline, which the ledger has.
                yield written([part, _without(_UNSAID.get(part, {"from"}), entry)])


def _without(keys: Collection[str], entry: object) -> object:
    if isinstance(entry, dict):
        return {key: _without(keys, value) for key, value in entry.items() if key not in keys}
    return [_without(keys, one) for one in entry] if isinstance(entry, list) else entry


def _changes(earlier: _Said, later: _Said) -> Iterator[EditorialChange]:
    """Entries that are known again by a field, then what was taken out, and what is new."""
    before = [*map(_entry, (earlier - later).elements())]
    after = [*map(_entry, (later - earlier).elements())]
    for field in _KNOWN_BY:
        for old in [*before]:
            new = next((one for one in after if _is_same(old, one, field)), None)
            if new is not None:
                before.remove(old)
                after.remove(new)
                yield _changed(old, new)
    yield from (EditorialChange(*_subject(old), _words(old[1]), "") for old in before)
    yield from (EditorialChange(*_subject(new), "", _words(new[1])) for new in after)


def _entry(line: str) -> _Entry:
    part, entry = json.loads(line)
    return part, entry if isinstance(entry, dict) else {"text": entry}


def _is_same(old: _Entry, new: _Entry, field: str) -> bool:
    is_only_one = not _SUBJECTS[old[0]][1]
    return old[0] == new[0] and (is_only_one or (field in old[1] and old[1][field] == new[1].get(field)))


def _changed(old: _Entry, new: _Entry) -> EditorialChange:
    fields = [field for field in {**old[1], **new[1]} if old[1].get(field) != new[1].get(field)]
    before, after = (_words({field: side[field] for field in fields if field in side}) for side in (old[1], new[1]))
    return EditorialChange(*_subject(new), before or "(nothing)", after or "(nothing)")


def _subject(entry: _Entry) -> tuple[str, str, str]:
    part, said = entry
    kind, name = _SUBJECTS[part]
    return kind, part, name.format_map({field: said.get(field, "") for field in (*_KNOWN_BY, "when", "value")})


def _words(said: Mapping[str, object]) -> str:
    return "; ".join(f"{name}: {_flat(value)}" for name, value in said.items())


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(map(_flat, value.values()))
    return ", ".join(map(_flat, value)) if isinstance(value, list) else str(value)
