"""The words of a quotation as somebody wrote them: its pieces, and what they left out or put in between.

An ellipsis (… or ..., also in brackets) stands for words left out, words in brackets for others: "[the country]",
"depend[ed]". A number in brackets may be the mark of a note, and [sic] is the quoting author's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from briefsite.language.strings import ENGLISH
from briefsite.ledger.marks import unmarked
from briefsite.quotations.letters import letters

#: A shorter quotation is found by chance: "of the world" is everywhere.
FEWEST: Final = 12
GAP: Final = re.compile(r"[\[(<]\s*(?:…|\.\s?\.\s?\.)\s*[\])>]|…(?:\s*\.)?|\.\s?\.\s?\.(?:\s?\.)?|\[([^\[\]]{0,200})\]")
SIC: Final = re.compile(r"\s*\[\s*sic[.!]?\s*\]", re.IGNORECASE)
RAISED_MARKS: Final = re.compile(r"(?<=\S)[⁰¹²³⁴-⁹]+")
#: A letter in another case than in the text: "[n]ation".
LETTER: Final = re.compile(r"\[(\w)\](?=\w)")
#: A line end in a word: "depen-\ndence".
LINE_END: Final = re.compile(r"(?<=[^\W\d_])[-‐\u00ad]\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class QuotedPiece:
    """Words that a quotation has on end; `starts` and `ends` tell whether a whole word begins and ends there."""

    text: str
    starts: bool
    ends: bool

    @property
    def letters(self) -> str:
        """The letters of the words."""
        return letters(self.text)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is between two pieces: an ellipsis (`inserted` None), or the words that are in brackets."""

    inserted: str | None


@dataclass(frozen=True)
class QuotedWords:
    """A quotation as written, with single blanks."""

    text: str

    @property
    def refused(self) -> str:
        """Why the quotation is not looked for, in a line; empty if it is."""
        if len(self.text) < FEWEST:
            return ENGLISH.text("found.too_short", fewest=FEWEST, count=len(self.text))
        return "" if letters(self.text) else ENGLISH["found.without_words"]

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The quotation as it is, without [sic] and the brackets of a letter, and without the marks of notes."""
        plain = LETTER.sub(r"\1", SIC.sub("", self.text))
        forms = (self.text, plain, unmarked(plain), RAISED_MARKS.sub("", unmarked(plain)))
        return tuple(form for form in dict.fromkeys(forms) if letters(form))

    @cached_property
    def plain(self) -> str:
        """The words without marks of notes, ellipses and hyphens at line ends: what differences are told by."""
        text = RAISED_MARKS.sub("", unmarked(SIC.sub("", self.text)))
        return LINE_END.sub("", GAP.sub(lambda match: match[1] or " ", text)).strip()

    @cached_property
    def parts(self) -> tuple[tuple[QuotedPiece, ...], tuple[Gap, ...]]:
        """The pieces, and the gap between each two of them. A gap at either end says nothing about the text."""
        text = LETTER.sub(r"\1", RAISED_MARKS.sub("", unmarked(SIC.sub("", self.text))))
        pieces: list[QuotedPiece] = []
        gaps: list[Gap] = []
        at = 0
        for match in (*GAP.finditer(text), None):
            piece = text[at : match.start() if match else len(text)]
            if letters(piece):
                after_ellipsis = bool(gaps) and gaps[-1] == Gap(None)
                before_ellipsis = match is not None and match[1] is None
                starts, ends = after_ellipsis or not piece[0].isalnum(), before_ellipsis or not piece[-1].isalnum()
                pieces.append(QuotedPiece(piece, starts, ends))
            if match:
                at = match.end()
                if pieces and len(gaps) < len(pieces):
                    gaps.append(Gap(match[1]))
                elif gaps and match[1] is None:
                    gaps[-1] = Gap(None)
        return tuple(pieces), tuple(gaps[: max(len(pieces) - 1, 0)])


def read_quotation(words: str) -> QuotedWords:
    """The quotation in `words`."""
    return QuotedWords(re.sub(r"\s+", " ", unicodedata.normalize("NFC", words)))
