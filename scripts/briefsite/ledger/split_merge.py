"""Passages that were split, and passages that were merged into others.

The first part of a split passage keeps its address. Of two merged neighbours, the one whose words come first keeps its
address, and the other's becomes a second address of the same passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from briefsite.ledger.pairing import Pairing
from briefsite.ledger.similarity import LEFT_BEHIND, PART, begins, contained


def split_off(pairing: Pairing) -> dict[int, int]:
    """Open texts that were part of a neighbouring passage, which lost these words: text -> known passage.

    If the open text comes before the one paired with the passage, they swap: the first part keeps the address.
    """
    left, right = _nearest(pairing, 1), _nearest(pairing, -1)
    split = {}
    for new in pairing.open_texts():
        rest = _rest_of(pairing, new, [beside[new] for beside in (left, right) if new in beside])
        if rest is not None:
            split[new] = pairing.same[rest]
    for new, old in sorted(split.items()):
        kept = pairing.now[old]
        if new < kept and kept not in pairing.sure:
            pairing.pair(new, old)
            del split[new]
            split[kept] = old
    return split


def _nearest(pairing: Pairing, step: int) -> dict[int, int]:
    """For each open text, the nearest paired one of its kind before it (`step` 1) or after it (`step` -1).

    A list doesn't separate two paragraphs, but a paragraph separates two lists.
    """
    found: dict[int, int] = {}
    last: dict[bool, int] = {}
    for new in range(len(pairing.texts))[::step]:
        is_item = new in pairing.items
        if not is_item:
            last.pop(True, None)
        if new in pairing.same:
            last[is_item] = new
        elif is_item in last:
            found[new] = last[is_item]
    return found


def _rest_of(pairing: Pairing, part: int, beside: Sequence[int]) -> int | None:
    """The text among those `beside` it whose passage had `part` in it, and no longer has."""
    text = pairing.texts[part]
    scored = [
        (contained(text, pairing.known[pairing.same[rest]].text), -rest)
        for rest in beside
        if pairing.fits(part, pairing.same[rest]) and contained(text, pairing.texts[rest]) < LEFT_BEHIND
    ]
    score, rest = max(scored, default=(0.0, 0))
    return -rest if score >= PART else None


def gone_inside(pairing: Pairing, parts: AbstractSet[int]) -> dict[int, int]:
    """Live passages that are gone, each with the text that grew by its words. Texts in `parts` are left out.

    If that text is open, it is the passage itself, with much added around it: the two are paired.
    """
    gone = pairing.open_known(live=True)
    if not gone:
        return {}
    grown = [new for new, old in pairing.same.items() if pairing.texts[new] != pairing.known[old].text]
    best: dict[int, tuple[float, int]] = {}
    for new, old in pairing.candidates(sorted({*grown, *pairing.open_texts()} - parts), gone):
        words = pairing.known[old].text
        score = contained(words, pairing.texts[new])
        had = contained(words, pairing.known[pairing.same[new]].text) if new in pairing.same else 0.0
        if score >= PART and had < LEFT_BEHIND:
            best[old] = max(best.get(old, (0.0, 0)), (score, -new))
    inside: dict[int, int] = {}
    for old, (_, negative) in sorted(best.items()):
        new = -negative
        kept = pairing.same.get(new)
        if kept is None:
            pairing.pair(new, old)
        elif new not in pairing.sure and _comes_first(pairing, old, kept, pairing.texts[new]):
            pairing.pair(new, old)
            inside[kept] = new
        else:
            inside[old] = new
    return inside


def _comes_first(pairing: Pairing, one: int, other: int, text: str) -> bool:
    """Whether two passages were neighbours, and `one` comes first in the `text` that has both."""
    if any(old in pairing.now for old in range(min(one, other) + 1, max(one, other))):
        return False
    return begins(pairing.known[one].text, text) < begins(pairing.known[other].text, text)
