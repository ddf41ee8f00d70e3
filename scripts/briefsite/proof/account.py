"""The account of a proof: what was checked of an edition, in lines for the terminal."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from briefsite.source.furniture import words_taken_out

if TYPE_CHECKING:
    from briefsite.reading.publication import Publication


def account(
    publication: Publication, file: str, count: int, addresses: Collection[str], released: Collection[str]
) -> tuple[str, ...]:
    """The lines for the terminal: words, notes and addresses that were checked; of these, some are `released`."""
    leaves, notes = publication.outline.leaves, publication.notes
    themes = sum(leaf.page.slug != "/" for leaf in leaves)
    pages = f"{themes + 1} pages" if themes else "1 page"
    corrections = len(publication.corrections)
    corrected = "1 correction" if corrections == 1 else f"{corrections} corrections"
    held = f"All {count:,} words of {file} appear exactly once, in order, on {pages} ({corrected})."
    says = [held, *filter(None, [words_taken_out(publication.furniture)])]
    if notes:
        with_works = sum(bool(note.works) for note in notes)
        own = sum(bool(note.text) for note in notes)
        authors = f"{own} {'is' if own == 1 else 'are'} the author’s own, " if own else ""
        none = [note.label for note in notes if note.status == "unidentified"]
        found = f"; note{'s' if len(none) > 1 else ''} {', '.join(none)} marked “none found”" if none else ""
        have = "has" if with_works == 1 else "have"
        says.append(f"{len(notes)} of {len(notes)} notes linked; {authors}{with_works} {have} sources{found}.")
    says.append(_of_addresses(len(released), sum(each not in released for each in addresses)))
    return tuple(says)


def _of_addresses(released: int, provisional: int) -> str:
    """What is said of addresses: that all which were released are there, and how many wait for it."""
    wait = f"{provisional:,} {'is' if provisional == 1 else 'are'} provisional until a release"
    if not released:
        return f"No permalinks have been released yet: {wait}."
    said = f"All {released:,} released permalinks are in the built site"
    return f"{said}; {wait}." if provisional else f"{said}."
