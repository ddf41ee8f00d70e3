"""biblatex's entry types and fields, and the older BibTeX names for them.

Types and fields follow *The biblatex Package* (P. Lehman et al., chapter 2). An entry's type and fields are brought to
biblatex's names, and each fault is reported at its place. A field that no reference would show is reported too, because
its author expects to see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from briefsite.problems import Problems
from briefsite.words import did_you_mean, nearest
from briefsite.works.bibtex import BibEntry, BibField
from briefsite.works.work import WorkKind

#: Fields that every type accepts.
_EVERY: Final = (
    *("title", "subtitle", "titleaddon", "author", "editor", "translator", "type", "version", "publisher", "location"),
    *("date", "year", "month", "url", "urldate", "doi", "langid", "note", "addendum", "annotation", "keywords"),
    "crossref",
)


@dataclass(frozen=True, slots=True)
class EntryShape:
    """An entry type: the kind of work, the required fields ("a|b": one of the two), and all fields that it accepts."""

    kind: WorkKind
    needs: tuple[str, ...]
    takes: frozenset[str]


def _shape(kind: WorkKind, needs: str, takes: str) -> EntryShape:
    named = needs.replace("|", " ").split()
    return EntryShape(kind, tuple(needs.split()), frozenset([*named, *takes.split(), *_EVERY]))


_PART: Final = "booksubtitle series number volume edition pages chapter isbn organization"
_SHAPES: Final[dict[str, EntryShape]] = {
    "article": _shape("article", "title journaltitle", "volume number issue series pages issn entrysubtype"),
    "online": _shape("online", "title", "organization journaltitle entrysubtype"),
    "report": _shape("report", "title institution|author", "series number pages isbn"),
    "thesis": _shape("thesis", "title author institution", "pages"),
    "book": _shape("book", "title", "series number volume edition pages isbn organization"),
    "incollection": _shape("chapter", "title booktitle", _PART),
    "inproceedings": _shape("paper", "title booktitle", _PART + " eventtitle"),
    "inreference": _shape("entry", "title booktitle", _PART),
    "dataset": _shape("dataset", "title", "number organization"),
    "software": _shape("software", "title", "number organization"),
    "unpublished": _shape("manuscript", "title", "howpublished"),
    "misc": _shape("document", "title", "number organization howpublished"),
}
#: The fields of an entry whose type is unknown and resembles no other.
_ANY: Final = EntryShape("document", ("title",), frozenset().union(*(shape.takes for shape in _SHAPES.values())))
#: Other names of these types, each with the genre of an entry that has no `type` field.
_SAME_TYPE: Final[dict[str, tuple[str, str]]] = {
    "booklet": ("book", ""),
    "collection": ("book", ""),
    "conference": ("inproceedings", ""),
    "electronic": ("online", ""),
    "inbook": ("incollection", ""),
    "manual": ("book", ""),
    "mastersthesis": ("thesis", "Master’s thesis"),
    "phdthesis": ("thesis", "PhD thesis"),
    "proceedings": ("book", ""),
    "reference": ("book", ""),
    "techreport": ("report", "Technical report"),
    "www": ("online", ""),
}
#: Field names of classic BibTeX, and biblatex's names for them.
_SAME_FIELD: Final = {
    "address": "location",
    "annote": "annotation",
    "journal": "journaltitle",
    "language": "langid",
    "school": "institution",
}
#: biblatex's keywords for the field `type`, and the genre that each stands for.
GENRES: Final = {
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "mathesis": "Master’s thesis",
    "phdthesis": "PhD thesis",
    "resreport": "Research report",
    "techreport": "Technical report",
}
#: Fields that an entry inherits from its `crossref` under another name, as in biblatex (appendix B).
_RENAMED: Final = {"booktitle": "title", "booksubtitle": "subtitle"}
#: The number of `crossref` levels that are followed.
_DEPTH: Final = 8
#: Fields that no other entry inherits.
_KEPT: Final = {
    *("title", "subtitle", "titleaddon", "url", "urldate", "doi", "pages"),
    *("note", "addendum", "annotation", "keywords", "crossref"),
}


def entry_shape(entry: BibEntry, problems: Problems) -> tuple[EntryShape, str]:
    """The type of `entry`, and the genre that the type's name implies ("PhD thesis"), or "".

    An unknown type is reported (B03) and read as the most similar known one, so that one typing error gives one
    problem.
    """
    name, genre = _SAME_TYPE.get(entry.type, (entry.type, ""))
    if name in _SHAPES:
        return _SHAPES[name], genre
    near = next(iter(nearest(entry.type, [*_SHAPES, *_SAME_TYPE])), "")
    help_ = f"did you mean @{near}?" if near else f"known types: {', '.join(f'@{known}' for known in _SHAPES)}"
    meant, genre = _SAME_TYPE.get(near, (near, ""))
    problems.error(entry.place, "B03", f"@{entry.type} is no known type", help_, subject=entry.type)
    return _SHAPES.get(meant, _ANY), genre


def entry_fields(
    entry: BibEntry, form: EntryShape, by_key: Mapping[str, BibEntry], problems: Problems
) -> Mapping[str, BibField]:
    """The fields of `entry` by biblatex's names, including those inherited from its `crossref`.

    Empty and unknown fields are left out. Problems: B04 for a field that is empty, given under two names, or missing,
    and as a warning for one that the type doesn't have.
    """
    found: dict[str, BibField] = {}
    for name, field in _named(entry):
        if _is_empty(field):
            help_ = "fill it in, or take the line out"
            problems.error(field.place, "B04", f"{field.name} is empty", help_, subject=field.name)
        elif name in found:
            said = f"{field.name} says the same as {found[name].name} in line {found[name].place.line}"
            problems.error(field.place, "B04", said, "keep one of the two", subject=field.name)
        elif name not in form.takes:
            help_ = did_you_mean(
                name, sorted(form.takes), f"@{entry.type} takes {', '.join(sorted(form.takes))}", form="{}"
            )
            said = f"@{entry.type} has no field {field.name}: it will be shown nowhere"
            problems.warning(field.place, "B04", said, help_, subject=field.name)
        else:
            found[name] = field
    unfound = problems.part()
    handed_down = _handed_down(entry, by_key, frozenset(), unfound)
    found = {name: field for name, field in handed_down.items() if name in form.takes} | found
    # A field that was already reported is not also reported as missing.
    there = found.keys() | {name for name, _ in _named(entry)} | {_SAME_FIELD.get(name, name) for name in entry.unread}
    for need in form.needs:
        if not set(need.split("|")) & there and (need == "title" or not unfound):
            said = f'@{entry.type} "{entry.key}" has no {need.replace("|", " or ")}'
            name = need.split("|")[0]
            problems.error(entry.place, "B04", said, f"add {name} = {{…}},", subject=name)
    return found


def _is_empty(field: BibField) -> bool:
    return not field.value.strip(" \t\r\n{}")


def _named(entry: BibEntry) -> tuple[tuple[str, BibField], ...]:
    return tuple((_SAME_FIELD.get(name, name), field) for name, field in entry.fields.items())


def _handed_down(
    entry: BibEntry, by_key: Mapping[str, BibEntry], below: frozenset[str], problems: Problems
) -> Mapping[str, BibField]:
    """The fields that `entry` inherits from the entry in its `crossref`, including what that one inherits."""
    reference = entry.fields.get("crossref")
    if reference is None or entry.key in below or len(below) > _DEPTH:
        return {}
    parent = by_key.get(reference.value.strip())
    if parent is None:
        said = f'crossref names "{reference.value}", which is not in this file'
        help_ = did_you_mean(reference.value, by_key, "add that entry, or take the line out")
        problems.error(reference.place, "B04", said, help_, subject=reference.value)
        return {}
    # Faults of the parent are reported when the parent itself is read.
    above = _handed_down(parent, by_key, below | {entry.key}, Problems())
    known = {**above, **{name: field for name, field in _named(parent) if not _is_empty(field)}}
    same = {name: field for name, field in known.items() if name not in _KEPT}
    return same | {part: known[whole] for part, whole in _RENAMED.items() if whole in known}
