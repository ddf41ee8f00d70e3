"""Contents and index: the lists of pages that a book has of its chapters and of its subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import Line
from briefsite.paragraphs.heading import is_contents, is_index
from briefsite.source.sentence import ends_sentence
from briefsite.words import squeezed
from briefsite.writing.book_words import book_pattern

_LEADER: Final = re.compile(r"(?:[.·…]\s?){3,}\s*[\divxlcIVXLC]+$|(?:\s{2,}|\t)[\divxlcIVXLC]+$")
#: The end of an entry of an index: its pages ("12–14, 17 n. 2, 99 f."), or what it refers to.
_INDEXED: Final = re.compile(
    rf",\s*\d[\d\s,;–-]*(?:(?:nn?|ff?|sqq?|ss|bis|passim)\b\.?[\d\s,;–-]*)*\.?$|\b(?:{book_pattern('see')})\s+\S",
    re.IGNORECASE,
)
#: The head of the columns of a table of contents, and a part of a book without a page of its own.
_HEAD: Final = re.compile(
    rf"(?:^|\s)(?:{book_pattern('page')})\.?$|^(?:part|book|teil|buch|partie|livre|parte|"
    r"libro|deel|часть|книга|kısım|kitap)\s+\S+$",
    re.IGNORECASE,
)
#: The length of a line of an index that names no page; a line of the contents has at most twice as many characters.
_SHORT: Final = 40
#: Letters of a title that is looked for among the entries, at least one more.
_FEW: Final = 3


def is_entry(text: str) -> bool:
    """Whether a line ends with the page to which it refers: an entry of a table of contents."""
    return (text[-1:] in "ivxlcIVXLC" or text[-1:].isdecimal()) and _LEADER.search(text) is not None


def joining_lines(block: Sequence[Line]) -> list[bool]:
    """Of each line of a block of a table of contents, whether its entry runs on into the next."""
    paged = [is_entry(text) for _, text in block]
    last = max((number for number, one in enumerate(paged) if one), default=0)
    return [number < last and not paged[number] and not _HEAD.search(text) for number, (_, text) in enumerate(block)]


def find_lists_of_pages(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Turns the kinds `found` of the blocks in a table of contents or an index into `contents` and `index`.

    The contents are the lines below the heading "Contents" until the first chapter comes again.
    """
    in_index, end = False, 0
    for index, block in enumerate(blocks):
        text = squeezed(" ".join(line for _, line in block))
        if index < end:
            found[index] = "contents"
        elif found[index] == "heading" and is_contents(text):
            end = _end_of_contents(blocks, found, index + 1)
        elif found[index] == "heading" and is_index(text):
            in_index = True
        elif in_index:
            lines = [line for _, line in block]
            listed = 2 * sum(bool(_INDEXED.search(line)) for line in lines) >= len(lines)
            if found[index] != "heading" and (listed or len(text) < _SHORT or found[index] in {"verse", "table"}):
                found[index] = "index"
            elif found[index] == "heading" or ends_sentence(text):
                in_index = False


def _end_of_contents(blocks: Sequence[Sequence[Line]], found: Sequence[BlockKind], begin: int) -> int:
    """The position after the last block of a table of contents that begins at one."""
    end = begin
    entries: list[str] = []
    for index in range(begin, len(blocks)):
        lines = [line for _, line in blocks[index]]
        text = squeezed(" ".join(lines))
        again = any(len(_letters(text)) > _FEW and _letters(text) in entry for entry in entries)
        if again or found[index] == "break" or any(len(line) > 2 * _SHORT for line in lines):
            break
        entries += [_letters(line) for line in lines]
        if any(map(is_entry, lines)):
            end = index + 1
        elif ends_sentence(text) and found[index] == "prose":
            break
    else:
        index = len(blocks)
    if end > begin or not entries:
        return end
    # Without page numbers, they are all in one block, or end where the first of them comes again.
    return begin + 1 if len(blocks[begin]) > 1 else index


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
