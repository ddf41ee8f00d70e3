"""Works that the text cites, outside of its notes: links on the author's words that do, to the bibliography."""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.pages.classes import Css
from briefsite.pages.text_link import TextLink
from briefsite.paragraphs.structured import block_of
from briefsite.reading.publication import Publication
from briefsite.source.passage import Passage
from briefsite.source.positions import SourcePositions
from briefsite.works.label import work_label


def cited_in_text(publication: Publication, passage: Passage) -> Iterator[TextLink]:
    """The links in a passage of the text, in order: what the document says there that it cites."""
    source = publication.source
    if source.structure is None:
        return
    block = block_of(passage, source, source.structure)
    spans = [span for span in block.spans if span.kind == "cite"] if block is not None and not block.note else []
    at, end = SourcePositions(passage), 0
    for span in spans:
        key, _, locator = span.value.partition(" ")
        work = publication.bibliography.get(key)
        start = source.offset(block.lines[0], 1) if block is not None else 0
        low, high = at.begin(start + span.low), at.end(start + span.high)
        if work is None or not end <= low < high:  # the words that cite two works lead to the first
            continue
        label = work_label(work)
        target = f"{BIBLIOGRAPHY_PAGE.markdown}#{publication.work_address(key)}"
        yield TextLink(low, high, target, f"{label}, {locator}" if locator else label, Css.CITED_WORK)
        end = high
