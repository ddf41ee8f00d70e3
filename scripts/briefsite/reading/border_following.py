"""Follows the quotations that say where paragraphs begin, before there are paragraphs.

Whether lines are joined or parted at a place depends on these quotations, so the passages of the ledger are looked for
in paragraphs that are made without those that no longer hold, block by block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Final

from briefsite.paragraphs.assembly import assemble
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.problems.collector import Problems
from briefsite.reading.addressables import edition_rulings
from briefsite.reading.followed import Findings, Followed, meant_address
from briefsite.reading.known_text import KnownText, KnownWords
from briefsite.reading.present_text import PresentText, PresentWords, position_of
from briefsite.reading.quotations import Quotation, quotations
from briefsite.source.emendation import quotation
from briefsite.source.note_text import NoteText
from briefsite.source.passage import Passage
from briefsite.source.sentence import ends_sentence
from briefsite.source.source import Source
from briefsite.words import squeezed
from briefsite.writing.segmentation import word_spans

#: The most characters that are quoted to tell a place from all others.
_LONGEST: Final = 400
#: The words that are quoted where an address is given.
_OF_ADDRESS: Final = 6
_BLOCK: Final = re.compile(r"(?:\A|\n[ \t\r\f]*\n)\s*(?=\S)")
#: So many characters before a place say whether a sentence ends there.
_SENTENCE_END: Final = 100

#: Offsets in the source.
_Places = frozenset[int]


def follow_borders(
    followed: Followed,
    known: KnownText,
    source: Source,
    text: Passage,
    printed: Sequence[NoteText],
    *,
    problems: Problems,
) -> Followed:
    """The edition with `joins`, `splits`, `lists` and `blocks` that quote the running `text` and the `printed` notes.

    Problems: Q01 for words that have changed, Q02 for an address that was never given, Q03 for a place that is gone.
    """
    texts = [text, *(note.passage for note in printed)]
    raw = [passage.text for passage in texts]
    findings = Findings(followed, problems)
    broken: list[tuple[Quotation, KnownWords, int]] = []
    for found in quotations(followed.edition):
        if found.use == "border":
            address = meant_address(found)
            of_address = known.addressed(address) if address else None
            times = sum(1 for words in raw for _ in quotation(found.words).finditer(words))
            if of_address is None and address and times != 1:
                findings.unusable(found)
            elif had := of_address or (known.quoted(found.words) if times != 1 else None):
                broken.append((found, had, times))
    if broken:
        without = Findings(followed, Problems())
        without.without |= {found.owner for found, _, _ in broken} | findings.without
        rest = without.result()
        blocks = [frozenset(each.place(match.end()) for match in _BLOCK.finditer(each.text)) for each in texts]
        assembly = _in_blocks(assemble(source, text, texts[1:], rest.edition, rest.located, Problems()), blocks)
        rulings = edition_rulings(followed.edition, followed.located)
        present = PresentText(known, assembly, printed, rulings)
        for found, had, times in broken:
            now = present.having(had, around=True)
            if now is None:
                findings.withdrawn(found, had.record)
            elif (words := _border_words(found, now, texts, blocks)) is None:
                findings.left_out(found, had.record)
            elif meant_address(found):
                findings.address(found, words)
            else:
                findings.words(found, had.record, words, times=times)
    return findings.result()


def _in_blocks(assembly: Assembly, blocks: Sequence[_Places]) -> Assembly:
    """The paragraphs, parted also at empty lines: one that runs on over them may do so for lack of a quotation."""
    running, *notes = (
        tuple(
            Paragraph(piece, tuple(chain.from_iterable(_pieces(item, begins) for item in items)))
            for paragraph in paragraphs
            for *before, last in [_pieces(paragraph.body, begins)]
            for piece, items in [*((piece, ()) for piece in before), (last, paragraph.items)]
        )
        for paragraphs, begins in zip((assembly.paragraphs, *assembly.notes), blocks, strict=True)
    )
    return Assembly(running, (), tuple(notes))


def _pieces(passage: Passage, begins: _Places) -> list[Passage]:
    """The parts of a passage that are in different blocks."""
    cuts = [low for low, _ in word_spans(passage.text)[1:] if passage.place(low) in begins]
    return [passage[low:high] for low, high in pairwise([0, *cuts, len(passage)])]


def _border_words(
    found: Quotation, now: PresentWords, texts: Sequence[Passage], blocks: Sequence[_Places]
) -> str | None:
    """The words to quote for the place where the passage begins now; None if there are none."""
    place = _place(found, now, texts, blocks)
    if place is None:
        return None
    count = _OF_ADDRESS if meant_address(found) else len(word_spans(found.words))
    return _unique([text.text for text in texts], *place, count)


def _place(
    found: Quotation, now: PresentWords, texts: Sequence[Passage], blocks: Sequence[_Places]
) -> tuple[int, int] | None:
    """The number of the text in which the passage begins now, and the position in it.

    Where words were put in just there, a block begins with the nearest one that begins a block, a part of a block with
    the nearest that begins a sentence. None if nothing is left from there on.
    """
    border = now.border
    if border is None:
        return None
    places: dict[int, tuple[int, int]] = {}
    good = []
    for word in now.words_from(border.low, border.high):
        part, offset = now.place(word)
        at = position_of(texts[part.note], part.passage, offset)
        places[word] = part.note, at
        before = texts[part.note].text[max(at - _SENTENCE_END, 0) : at]
        begins_block = now.begins_part(word) or part.passage.place(offset) in blocks[part.note]
        if begins_block or (found.path[0] == "splits" and ends_sentence(before)):
            good.append(word)
    nearest = border.nearest(good)
    return places.get(border.best if nearest is None else nearest)


def _unique(texts: Sequence[str], number: int, low: int, count: int) -> str | None:
    """The words of a text from a position, at least `count` of them, that are nowhere else; None if there are none."""
    ends = [low + end for _, end in word_spans(texts[number][low : low + _LONGEST])]
    for end in ends[count - 1 :] or ends[-1:]:
        words = squeezed(texts[number][low:end])
        if sum(1 for text in texts for _ in quotation(words).finditer(text)) == 1:
            return words
    return None
