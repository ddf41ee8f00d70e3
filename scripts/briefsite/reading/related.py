"""Related passages: what other pages say about the names on a page, the rarest names first.

Two paragraphs that both name China have little in common in a text on China; two that both name coal have much. So a
shared name counts more if fewer paragraphs name it, and doesn't count if more than a third of them do.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import nsmallest
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


def related(page: Collection[int], count: int, places: Mapping[IndexName, AbstractSet[int]]) -> tuple[Related, ...]:
    """The paragraphs of other pages with most in common with those of `page`: at most MOST_RELATED, the nearest first.

    `count` is the number of all paragraphs that are compared, those of the page among them, and `places` gives, for
    each name, those of them that have it (`Publication.named`). Of equals the earlier one comes first.
    """
    here = frozenset(page)
    # Only shared names are looked at: a long text has many pages, and each would go through all paragraphs.
    weights = {
        name: weight
        for name, found in places.items()
        if (weight := _weight(len(found), count)) > 0 and not here.isdisjoint(found)
    }
    scores: defaultdict[int, float] = defaultdict(float)
    for name, weight in weights.items():
        for other in places[name] - here:
            scores[other] += weight
    nearest = nsmallest(MOST_RELATED, scores, key=lambda other: (-scores[other], other))
    return tuple(
        Related(other, tuple(_rarest((name for name in weights if other in places[name]), weights)))
        for other in nearest
    )


def related_to_page(publication: Publication, leaf: Leaf) -> tuple[Related, ...]:
    """The paragraphs of other themes that have most in common with a theme's page.

    The overview's own paragraphs are left out: they mention everything.
    """
    return related(leaf.paragraphs, len(publication.in_themes), publication.named_in_themes)


def _weight(those: int, all_of_them: int) -> float:
    """The weight of a name that `those` of all paragraphs have: 0 if that is more than a third."""
    return math.log(all_of_them / those) if 0 < those <= all_of_them / 3 else 0.0


def _rarest(names: Iterable[IndexName], weights: Mapping[IndexName, float]) -> list[IndexName]:
    return sorted(names, key=lambda name: (-weights[name], name.name))[:MOST_NAMES]
