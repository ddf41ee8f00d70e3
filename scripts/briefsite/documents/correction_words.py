"""How documents name the corrections of an edition: by letters in the order of the text, and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from briefsite.pages.emendations import letter
from briefsite.reading.publication import Publication
from briefsite.source.emendation import Correction


def correction_letters(publication: Publication) -> Mapping[int, str]:
    """The letter of each correction in the whole text, by its position in edition.yml."""
    return {one.index: letter(at) for at, one in enumerate(publication.corrections)}


def correction_in_words(correction: Correction) -> str:
    """What a correction reads instead of what, and why."""
    read = f"“{correction.new}”" if correction.new else "nothing"
    return f"“{' '.join(correction.old.split())}” is read as {read}: {correction.emendation.because}"
