"""Follows the quotations that say where paragraphs begin, before there are paragraphs.

Whether lines are joined or parted at a place depends on these quotations, so the passages of the ledger are looked for
in paragraphs that are made without those that no longer hold, block by block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Final

from briefsite.paragraphs.assembly import assemble, ends_block
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.problems import Problems
from briefsite.reading.addressables import edition_rulings
from briefsite.reading.alignment import word_spans
from briefsite.reading.followed import Findings, Followed, meant_address
from briefsite.reading.known_text import KnownText, KnownWords
from briefsite.reading.present_text import PresentText, PresentWords, position_of
from briefsite.reading.quotations import Quotation, quotations
from briefsite.source.emendation import quotation
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.source.source_notes import NoteText
from briefsite.words import squeezed

#: The most characters that are quoted to tell a place from all others.
_LONGEST: Final = 400
#: The words that are quoted where an address is given.
_OF_ADDRESS: Final = 6
_BLOCK_BEFORE: Final = re.compile(r"(?:^|\n[ \t\r\f]*\n)\s*$")


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

    Problems: see `following`.
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
                findings.never_given(found)
            elif had := of_address or (known.quoted(found.words) if times != 1 else None):
                broken.append((found, had, times))
    if broken:
        without = Findings(followed, Problems())
        without.without |= {found.owner for found, _, _ in broken} | findings.without
        rest = without.result()
        assembly = _in_blocks(assemble(source, text, texts[1:], rest.edition, rest.located, Problems()), texts)
        rulings = edition_rulings(followed.edition, followed.located)
        present = PresentText(known, assembly, printed, rulings)
        for found, had, times in broken:
            now = present.having(had, around=True)
            if now is None:
                findings.withdrawn(found, had.record)
            elif (words := _border_words(found, now, texts)) is None:
                findings.left_out(found, had.record)
            elif meant_address(found):
                findings.address(found, words)
            else:
                findings.words(found, had.record, words, times=times)
    return findings.result()


def _in_blocks(assembly: Assembly, texts: Sequence[Passage]) -> Assembly:
    """The paragraphs, parted also at empty lines: one that runs on over them may do so for lack of a quotation."""
    running, *notes = (
        tuple(
            Paragraph(piece, tuple(chain.from_iterable(_pieces(item, text) for item in items)))
            for paragraph in paragraphs
            for *before, last in [_pieces(paragraph.body, text)]
            for piece, items in [*((piece, ()) for piece in before), (last, paragraph.items)]
        )
        for paragraphs, text in zip((assembly.paragraphs, *assembly.notes), texts, strict=True)
    )
    return Assembly(running, (), tuple(notes))


def _pieces(passage: Passage, text: Passage) -> list[Passage]:
    """The parts of a passage that are in different blocks of `text`."""
    words = [begin for begin, _ in word_spans(passage.text)]
    cuts = [begin for begin in words[1:] if _BLOCK_BEFORE.search(text.text[: position_of(text, passage, begin)])]
    return [passage[low:high] for low, high in pairwise([0, *cuts, len(passage)])]


def _border_words(found: Quotation, now: PresentWords, texts: Sequence[Passage]) -> str | None:
    """The words to quote for the place where the passage begins now; None if there are none."""
    place = _place(found, now, texts)
    if place is None:
        return None
    count = _OF_ADDRESS if meant_address(found) else len(found.words.split())
    return _unique([text.text for text in texts], *place, count)


def _place(found: Quotation, now: PresentWords, texts: Sequence[Passage]) -> tuple[int, int] | None:
    """The number of the text in which the passage begins now, and the position in it.

    Where words were put in just there, a block begins with the nearest one that begins a block, a part of a block with
    the nearest that begins a sentence. None if nothing follows.
    """
    border = now.border
    if border is None:
        return None
    places: dict[int, tuple[int, int]] = {}
    good = []
    for word in now.words_from(border.low, border.high):
        part, offset = now.place(word)
        places[word] = part.note, position_of(texts[part.note], part.passage, offset)
        before = texts[part.note].text[: places[word][1]]
        if now.begins_part(word) or _BLOCK_BEFORE.search(before) or (found.path[0] == "splits" and ends_block(before)):
            good.append(word)
    nearest = border.nearest(good)
    return places.get(border.best if nearest is None else nearest)


def _unique(texts: Sequence[str], number: int, low: int, count: int) -> str | None:
    """The words of a text from a position, at least `count` of them, that are nowhere else; None if there are none."""
    ends = [low + match.end() for match in re.finditer(r"\S+", texts[number][low : low + _LONGEST])]
    for end in ends[count - 1 :] or ends[-1:]:
        words = squeezed(texts[number][low:end])
        if sum(1 for text in texts for _ in quotation(words).finditer(text)) == 1:
            return words
    return None
