"""The fields of entries by biblatex's names, with those that other entries hand down.

No entry is refused: what it lacks, or has in vain, is a remark (`remarks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from briefsite.words import nearest
from briefsite.works.bibtex_entry import BibEntry, BibField
from briefsite.works.entry_types import EntryShape
from briefsite.works.field_names import SAME_FIELD, SHOWN, is_silent
from briefsite.works.remarks import Remarks

#: Fields that an entry inherits from its `crossref` under another name, as in biblatex (appendix B).
_RENAMED: Final = {"booktitle": "title", "booksubtitle": "subtitle"}
#: The number of `crossref` levels that are followed.
_DEPTH: Final = 8
#: Fields that no other entry inherits.
_KEPT: Final = {
    *("title", "subtitle", "titleaddon", "url", "urldate", "doi", "pages", "eid", "eprint", "eprinttype"),
    *("note", "addendum", "annotation", "keywords", "crossref", "xdata", "entryset", "author", "status"),
}


def entry_fields(
    entry: BibEntry, shape: EntryShape, by_key: Mapping[str, BibEntry], remarks: Remarks
) -> Mapping[str, BibField]:
    """The fields of `entry` by biblatex's names, including those inherited from its `crossref` and `xdata`.

    Empty fields are left out, and those that nobody shows. Remarks: a field given under two names, a field that would
    be shown nowhere, a field that is missing, a `crossref` to an entry that isn't there.
    """
    found: dict[str, BibField] = {}
    for name, field in named_fields(entry):
        if _is_empty(field):
            continue
        if name in found and found[name].value.strip() != field.value.strip():
            remarks.add("double", field.place, entry.key, field.name)
        elif name in SHOWN:
            found.setdefault(name, field)
        elif not is_silent(name):
            near = next(iter(nearest(name, SHOWN, cutoff=0.8)), "")
            remarks.add(
                "unshown", field.place, entry.key, f"{field.name}, did you mean {near}?" if near else field.name
            )
    handed_down = _handed_down(entry, by_key, frozenset(), remarks)
    found = {name: field for name, field in handed_down.items() if name in SHOWN} | found
    lacking = [need for need in shape.needs if not set(need.split("|")) & (found.keys() | entry.unread)]
    if lacking:
        remarks.add("missing", entry.place, entry.key, " and ".join(need.replace("|", " or ") for need in lacking))
    return found


def _is_empty(field: BibField) -> bool:
    return not field.value.strip(" \t\r\n{}~")


def named_fields(entry: BibEntry) -> Iterator[tuple[str, BibField]]:
    """The fields of an entry in order, each with biblatex's name for it."""
    for name, field in entry.fields.items():
        yield SAME_FIELD.get(name, name), field


def _handed_down(
    entry: BibEntry, by_key: Mapping[str, BibEntry], below: frozenset[str], remarks: Remarks
) -> Mapping[str, BibField]:
    """The fields that `entry` inherits from other entries, including what those inherit.

    `xdata` and `entryset` hand down all that they have (of a set, its first member), `crossref` all but what belongs to
    the parent alone.
    """
    handed: dict[str, BibField] = {}
    if entry.key in below or len(below) > _DEPTH:
        return handed
    for relation in ("crossref", "xdata", "entryset"):
        reference = entry.fields.get(relation)
        keys = [] if reference is None else [key.strip() for key in reference.value.split(",") if key.strip()]
        for key in keys[:1] if relation == "entryset" else keys:
            parent = by_key.get(key)
            if parent is None and reference is not None:
                near = next(iter(nearest(key, by_key, cutoff=0.8)), "")
                said = f'{relation} "{key}"' + (f", did you mean {near}?" if near else "")
                remarks.add("parents", reference.place, entry.key, said)
            elif parent is not None:
                # Faults of the parent are reported when the parent itself is read.
                above = _handed_down(parent, by_key, below | {entry.key}, Remarks())
                known = {**above, **{name: field for name, field in named_fields(parent) if not _is_empty(field)}}
                same = known if relation != "crossref" else _of_crossref(known)
                handed |= {name: field for name, field in same.items() if name not in handed}
    return handed


def _of_crossref(known: Mapping[str, BibField]) -> dict[str, BibField]:
    same = {name: field for name, field in known.items() if name not in _KEPT}
    return same | {part: known[whole] for part, whole in _RENAMED.items() if whole in known}
