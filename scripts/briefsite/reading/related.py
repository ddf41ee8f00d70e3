"""Related passages: what other pages say of the names that a page is about, the rarest names first.

Two paragraphs that both name China have little in common in a text on China; two that both name coal have much. So a
shared name counts the more the fewer paragraphs name it, and one that more than a third of them name counts nothing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from briefsite.edition.extras import IndexName
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication

#: So many are shown, and so many of the names that they share.
MOST_RELATED: Final = 3
MOST_NAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Related:
    """A paragraph elsewhere, and the names that it shares with the page, the rarest first."""

    paragraph: int
    names: tuple[IndexName, ...]


def related(
    page: Collection[int], others: Collection[int], places: Mapping[IndexName, AbstractSet[int]]
) -> tuple[Related, ...]:
    """Which of the paragraphs `others` have most in common with those of `page`; at most so many, the nearest first.

    `places` says for each name which paragraphs have it (`Publication.named`). Of equals the earlier one comes first.
    """
    here, elsewhere = frozenset(page), frozenset(others)
    everywhere = here | elsewhere
    # Only what is shared is looked at: a long text has many pages, and each of them would go through all paragraphs.
    weights = {
        name: weight
        for name, found in places.items()
        if not here.isdisjoint(found) and (weight := _weight(len(everywhere & found), len(everywhere))) > 0
    }
    scored = [
        (sum(weight for name, weight in weights.items() if other in places[name]), other)
        for other in set().union(*(elsewhere & places[name] for name in weights))
    ]
    nearest = sorted(scored, key=lambda each: (-each[0], each[1]))
    return tuple(
        Related(other, tuple(_rarest((name for name in weights if other in places[name]), weights)))
        for _, other in nearest[:MOST_RELATED]
    )


def related_to_page(publication: Publication, leaf: Leaf) -> tuple[Related, ...]:
    """The paragraphs of other themes that have most in common with a page.

    The overview's own paragraphs are left out: they speak of everything.
    """
    others = [
        paragraph
        for other in publication.outline.leaves
        if other is not leaf and other.page.slug != "/"
        for paragraph in other.paragraphs
    ]
    return related(leaf.paragraphs, others, publication.named)


def _weight(those: int, all_of_them: int) -> float:
    """What a name counts that so many of all paragraphs have: nothing if more than a third of them do."""
    return math.log(all_of_them / those) if 0 < those <= all_of_them / 3 else 0.0


def _rarest(names: Iterable[IndexName], weights: Mapping[IndexName, float]) -> list[IndexName]:
    return sorted(names, key=lambda name: (-weights[name], name.name))[:MOST_NAMES]
