"""Related passages: what other pages say about the names on a page, the rarest names first.

Two paragraphs that both name China have little in common in a text on China; two that both name coal have much. So a
shared name counts more if fewer paragraphs name it, and doesn't count if more than a third of them do.
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

#: How many passages are shown, and how many of the names that they share.
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
    """The paragraphs among `others` with most in common with those of `page`: at most MOST_RELATED, the nearest first.

    `places` gives the paragraphs of each name (`Publication.named`). Of equals the earlier one comes first.
    """
    here, elsewhere = frozenset(page), frozenset(others)
    everywhere = here | elsewhere
    # Only shared names are looked at: a long text has many pages, and each would go through all paragraphs.
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

    The overview's own paragraphs are left out: they mention everything.
    """
    others = [
        paragraph
        for other in publication.outline.leaves
        if other is not leaf and other.page.slug != "/"
        for paragraph in other.paragraphs
    ]
    return related(leaf.paragraphs, others, publication.named)


def _weight(those: int, all_of_them: int) -> float:
    """The weight of a name that `those` of all paragraphs have: 0 if that is more than a third."""
    return math.log(all_of_them / those) if 0 < those <= all_of_them / 3 else 0.0


def _rarest(names: Iterable[IndexName], weights: Mapping[IndexName, float]) -> list[IndexName]:
    return sorted(names, key=lambda name: (-weights[name], name.name))[:MOST_NAMES]
