"""The register: the works of the bibliography, to be looked through by status, theme and kind of source.

As on the timeline, radio buttons and CSS alone do it (`FILTER_CSS`, for assets/reading.css): a rule for the n-th button
hides every work that hasn't the n-th facet. All buttons are one group, so that each count is true and no choice is
empty. Without CSS, or without `:has()`, all works are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.edition.model import Status
from briefsite.ledger.address import label, spoken
from briefsite.markup import attribute, inner, typeset
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.works.work import Work, WorkKind

#: For so many facets the style sheet has a rule. What an edition has more of gets no button.
MOST_FACETS: Final = 32
STATUSES: Final[dict[Status, str]] = {
    "author": "Author’s notes",
    "supplied": "Supports the sentence",
    "partial": "Partly supports it",
}
UNCITED: Final = "No note cites it"
SOURCE_KINDS: Final[dict[str, tuple[WorkKind, ...]]] = {
    "Web pages": ("online",),
    "News": ("news", "newspaper", "magazine"),
    "Journal articles": ("article",),
    "Reports": ("report",),
    "Theses": ("thesis",),
    "Books and chapters": ("book", "chapter", "entry"),
    "Conference papers": ("paper",),
    "Data and software": ("dataset", "software"),
    "Other": ("manuscript", "document"),
}
#: The rules that the buttons need. On paper all works stand, whatever is chosen.
FILTER_CSS: Final = "".join(
    [
        "@media screen {\n",
        *(
            f"  .register:has(.show-{number}:checked) .work:not(.facet-{number}, :target) {{ display: none; }}\n"
            for number in range(1, MOST_FACETS + 1)
        ),
        "}\n",
    ]
)


@dataclass(frozen=True, slots=True)
class Facet:
    """A button: the `group` that it stands in, what it says, the keys of the works that it shows."""

    group: str
    title: str
    keys: frozenset[str]


def facets(publication: Publication, works: Sequence[Work]) -> tuple[Facet, ...]:
    """The facets that some of `works`, but not all of them, have, in the order of the buttons."""
    notes = {work.key: notes_of(publication, work) for work in works}
    found = [
        Facet("Status", title, frozenset(key for key, own in notes.items() if any(n.status == status for n in own)))
        for status, title in STATUSES.items()
    ]
    found.append(Facet("Status", UNCITED, frozenset(key for key, own in notes.items() if not own)))
    relying: dict[str, set[str]] = {leaf.file: set() for leaf in publication.outline.leaves}
    for key, own in notes.items():
        for file in {publication.leaf(citation.paragraph).file for note in own for citation in note.citations}:
            relying[file].add(key)
    leaves = publication.outline.leaves
    found += [Facet("Theme", leaf.page.title, frozenset(relying[leaf.file])) for leaf in leaves]
    for title, kinds in SOURCE_KINDS.items():
        found.append(Facet("Kind of source", title, frozenset(work.key for work in works if work.type in kinds)))
    return tuple(facet for facet in found if 0 < len(facet.keys) < len(works))[:MOST_FACETS]


def buttons(publication: Publication, works: Sequence[Work]) -> Iterator[str]:
    """The buttons, a fieldset for each group; nothing where there is nothing to choose."""
    offered = facets(publication, works)
    if not offered:
        return
    numbered = list(enumerate(offered, start=1))
    groups = list(dict.fromkeys(facet.group for facet in offered))
    for group in groups:
        own = [(str(number), facet.title, len(facet.keys)) for number, facet in numbered if facet.group == group]
        first = [("all", "All", len(works))] if group == groups[0] else []
        yield "\n".join(
            [
                '<fieldset class="filter" data-search-exclude="">',
                f"<legend>{attribute(group)}</legend>",
                *(_choice(name, title, count) for name, title, count in [*first, *own]),
                "</fieldset>",
            ]
        )


def work_classes(offered: Sequence[Facet], work: Work) -> str:
    """The classes of a work's list item: `work` and its facets."""
    return " ".join(["work", *(f"facet-{n}" for n, facet in enumerate(offered, start=1) if work.key in facet.keys)])


def status_counts(publication: Publication) -> Iterator[tuple[Status, int]]:
    """How many notes have each status, those that none has left out."""
    statuses: tuple[Status, ...] = (*STATUSES, "unidentified")
    for status in statuses:
        if count := sum(note.status == status for note in publication.notes):
            yield status, count


def notes_of(publication: Publication, work: Work) -> tuple[Note, ...]:
    """The notes that cite a work, by number."""
    return publication.notes_on.get(work.key, ())


def relied_on(publication: Publication, work: Work) -> Iterator[str]:
    """A link to every place of the text that relies on a work: "¶ 8, note 7"."""
    for note in notes_of(publication, work):
        for citation in note.citations:
            address = publication.addresses.of(citation.paragraph, citation.item)
            target = f"{publication.leaf(citation.paragraph).file}#{citation.address}"
            said = f"{spoken(address)}, note {attribute(note.label)}"
            yield f'[{label(address)}, note {inner(note.label)}]({target}){{ aria-label="{said}" }}'


def _choice(name: str, title: str, count: int) -> str:
    """A button. Without `autocomplete`, Firefox brings a choice back on reloading, and hides what a link leads to."""
    checked = " checked" if name == "all" else ""
    button = f'<input type="radio" name="works" class="show-{name}" autocomplete="off"{checked}>'
    return f"<label>{button} <span>{attribute(typeset(title))} <small>{count}</small></span></label>"
