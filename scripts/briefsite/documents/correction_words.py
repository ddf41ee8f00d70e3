"""How documents name the corrections of an edition: by letters in the order of the text, and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from briefsite.documents.reference import ReferenceRun, phrase_runs
from briefsite.markup import typeset
from briefsite.pages.emendations import letter
from briefsite.pages.source_lines import shown_lines
from briefsite.reading.publication import Publication
from briefsite.source.emendation import Correction


def correction_letters(publication: Publication) -> Mapping[int, str]:
    """The letter of each correction in the whole text, by its position in edition.yml."""
    return {one.index: letter(at) for at, one in enumerate(publication.corrections)}


def correction_in_words(publication: Publication, correction: Correction) -> tuple[ReferenceRun, ...]:
    """What a correction reads instead of what, where, of what kind, and why: the sentence that the site has, too."""
    source, say, own = publication.source, publication.strings, correction.emendation
    first, last = source.line(correction.start), source.line(max(correction.start, correction.end - 1))
    old, new = " ".join(correction.old.split()), correction.new.strip()
    changed = phrase_runs(say["correction.changed"], new=new, old=old)
    return phrase_runs(
        say["correction.sentence"],
        what=changed if new else phrase_runs(say["correction.removed"], old=old),
        where=shown_lines(say, first, last),
        kind=say[f"correction.{own.kind}"],
        because=typeset(own.because),
    )
