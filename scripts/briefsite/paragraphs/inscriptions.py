"""Inscriptions: lines in capitals that a text quotes, as telegrams, gravestones, signs and headlines have them.

They look like headings, and are told from them by what is before them, by their words and by their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import Line
from briefsite.paragraphs.heading import is_known_heading
from briefsite.source.sentence import ends_sentence
from briefsite.words import squeezed
from briefsite.writing.headings import is_numbered_heading

#: What telegrams have between their sentences, in the languages of their services.
_STOP: Final = re.compile(r"\w\s+(?:STOP|ТЧК|ЗПТ|PUNKT|PUNTO|POINT)(?:\s+\w|\W*$)")
#: A sentence that ends within a line, behind a word of four letters or more: abbreviations are shorter.
_SENTENCES: Final = re.compile(r"\w{4,}[.!?]\s+\w.*[.!?]\W*$")
#: What says that words follow, if it is the last word of the paragraph before, and the fewest words of that.
_SAYS: Final = re.compile(
    r"\b(?:read|reads|said|says|words|inscription|inscribed|telegram|telegraphed|wired|cabled|sign|headline|notice|"
    r"lautete|lautet|stand|steht|worte|inschrift|telegramm|telegraphierte|mots|inscription|télégramme|lisait|dit|"
    r"palabras|telegrama|decía|parole|telegramma|diceva|слова|надпись|телеграмма|телеграмму|гласила)\W*$",
    re.IGNORECASE,
)
_FEWEST: Final = 3


def without_inscriptions(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Turns the kinds `found` of blocks in capitals that are no headings: `prose` if they end a sentence, else `lines`.

    The paragraph that announces one is no heading either.
    """
    for index, block in enumerate(blocks):
        text = squeezed(" ".join(text for _, text in block))
        if found[index] != "heading" or not text.isupper() or is_numbered_heading(text) or is_known_heading(text):
            continue
        before = squeezed(" ".join(text for _, text in blocks[index - 1])) if index else ""
        announced = _announces(before) and found[index - 1] in {"prose", "heading"}
        if announced or _STOP.search(text) or (index and _SENTENCES.search(text)):
            found[index] = "prose" if ends_sentence(text) and len(block) == 1 else "lines"
        if announced and found[index - 1] == "heading":
            found[index - 1] = "prose"


def _announces(before: str) -> bool:
    """Whether a paragraph says that words of another text follow it."""
    if before.isupper() or len(before.split()) < _FEWEST:
        return False
    return before.endswith((":", ":—", ":–", ":-")) or (bool(_SAYS.search(before)) and not ends_sentence(before))
