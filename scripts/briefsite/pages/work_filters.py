"""The filters of the bibliography: its works by the status of their notes, by theme, and by kind of source.

A choice in each group shows what all of them have in common. A count is true while no other group has a choice: else
the style sheet hides it, and counts what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.edition.model import Status
from briefsite.html import Html, Markdown
from briefsite.ledger.address import label, spoken
from briefsite.markup import inner, inside, link, phrase
from briefsite.pages.classes import Css, numbered_class
from briefsite.pages.filters import MOST_FACETS, Choice, filter_buttons
from briefsite.pages.note_list import STATUSES
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.works.work import Work, WorkKind

#: The statuses that have a button, in the order of these, and the keys of the types of sources with the types of works.
FILTERED: Final[Sequence[Status]] = ("author", "supplied", "partial")
SOURCE_KINDS: Final[dict[str, tuple[WorkKind, ...]]] = {
    "web": ("online",),
    "news": ("news", "newspaper", "magazine"),
    "articles": ("article",),
    "reports": ("report",),
    "theses": ("thesis",),
    "books": ("book", "chapter", "entry"),
    "papers": ("paper",),
    "data": ("dataset", "software"),
    "laws": ("law", "case"),
    "media": ("video", "audio", "image"),
    "other": ("manuscript", "letter", "patent", "standard", "document"),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """A button: its `group`, what it says, the keys of the works that it shows."""

    group: str
    title: str
    keys: frozenset[str]


def facets(publication: Publication, works: Sequence[Work]) -> tuple[Facet, ...]:
    """The facets that some of `works`, but not all of them, have, in the order of the buttons."""
    say = publication.strings
    of_status, of_theme, of_kind = (say[f"works.{group}"] for group in ("status", "theme", "kind"))
    notes = {work.key: notes_of(publication, work) for work in works}
    found = [
        Facet(
            of_status,
            say[f"works.{status}"],
            frozenset(key for key, own in notes.items() if any(note.status == status for note in own)),
        )
        for status in FILTERED
    ]
    proposed = frozenset(work.key for work in works if work.proposed)
    uncited = frozenset(key for key, own in notes.items() if not own) - proposed
    found += [Facet(of_status, say["works.uncited"], uncited), Facet(of_status, say["works.proposed"], proposed)]
    relying: dict[str, set[str]] = {leaf.file: set() for leaf in publication.outline.leaves}
    for key, own in notes.items():
        for file in {publication.leaf(citation.paragraph).file for note in own for citation in note.citations}:
            relying[file].add(key)
    leaves = publication.outline.leaves
    found += [Facet(of_theme, leaf.page.title, frozenset(relying[leaf.file])) for leaf in leaves]
    for kind, types in SOURCE_KINDS.items():
        keys = frozenset(work.key for work in works if work.type in types)
        found.append(Facet(of_kind, say[f"works.kind.{kind}"], keys))
    return tuple(facet for facet in found if 0 < len(facet.keys) < len(works))[:MOST_FACETS]


def buttons(publication: Publication, works: Sequence[Work]) -> Iterator[Html]:
    """The buttons, a block for each group; nothing where there is nothing to choose."""
    offered = facets(publication, works)
    for group in dict.fromkeys(facet.group for facet in offered):
        choices = [
            Choice(number, facet.title, len(facet.keys))
            for number, facet in enumerate(offered, start=1)
            if facet.group == group
        ]
        yield filter_buttons(
            f"w-{choices[0].number}", group, [Choice("all", publication.strings["filter.all"], len(works)), *choices]
        )


def work_classes(offered: Sequence[Facet], work: Work) -> tuple[str, ...]:
    """The classes of a work's list item: `work` and its facets."""
    own = (numbered_class("facet", n) for n, facet in enumerate(offered, start=1) if work.key in facet.keys)
    return (Css.WORK, *own)


def status_counts(publication: Publication) -> Iterator[tuple[Status, int]]:
    """How many notes have each status, in the order of the lists of statuses; a status without notes is left out."""
    for status in STATUSES:
        if count := sum(note.status == status for note in publication.notes):
            yield status, count


def notes_of(publication: Publication, work: Work) -> tuple[Note, ...]:
    """The notes that cite a work, by number."""
    return publication.notes_on.get(work.key, ())


def relied_on(publication: Publication, work: Work) -> Iterator[Markdown]:
    """A link to every place of the text that relies on a work: "¶ 8, note 7"."""
    say = publication.strings
    for note in notes_of(publication, work):
        for citation in note.citations:
            address = publication.addresses.of(citation.paragraph, citation.item)
            target = f"{publication.leaf(citation.paragraph).file}#{citation.address}"
            said = phrase(say["common.note"], number=inner(note.shown))
            shown = phrase(say["common.place_and_note"], place=inside(label(address)), note=said)
            aloud = say.text("spoken.note", number=note.shown)
            aloud = say.text("common.place_and_note", place=spoken(address, say), note=aloud)
            yield link(shown, target, aria_label=aloud)
