"""Letters: the lines with which they begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import Line
from briefsite.paragraphs.heading import begins_upper, is_number_alone
from briefsite.source.sentence import ends_sentence
from briefsite.writing.headings import is_numbered_heading

_SALUTATION: Final = re.compile(
    r"(?:(?:my|mein[e]?|mon|ma|mi|mio|mia)\s+)?(?:very\s+)?"
    r"(?:dear(?:est)?|beloved|sirs?|madam|gentlemen|honou?red|liebe[rs]?|liebste[rs]?|(?:sehr\s+)?(?:ge|ver)ehrte[rs]?|"
    r"chère?s?|monsieur|madame|messieurs|querid[oa]s?|estimad[oa]s?|muy señor|car[oaie]|carissim[oa]|gentile|egregio|"
    r"geachte|beste|lieve|sayın|sevgili|aziz|(?:много)?уважаем\w+|дорог\w+|милостивый)(?:\b.*)?[,:!—–-]+",
    re.IGNORECASE,
)
#: Without a comma: "My dear Ann", "Lieber Herr Dahl".
_BARE_SALUTATION: Final = re.compile(
    r"(?i:(?:(?:my|mein[e]?|mon|ma)\s+)?(?:dear(?:est)?|liebe[rs]?|liebste[rs]?|chère?s?|querid[oa]s?|estimad[oa]s?|"
    r"car[oa]|geachte|beste|lieve|sayın|sevgili|дорог\w+|(?:много)?уважаем\w+))"
    r"(?:\s+[^\W\d_a-zß-ÿ]\S*){1,4}"
)
_CLOSING: Final = re.compile(
    r"(?:.*\b(?:yours?|thine|friend|servant|brother|sister|son|daughter|faithfully|sincerely|truly|respectfully|"
    r"affectionate(?:ly)?|devoted(?:ly)?|regards|wishes|love|hochachtungsvoll|grü(?:ße|ßen|ssen)|deine?|ihre?|euer|"
    r"votre|cordialement|salutations|respects|atentamente|cordialmente|saludos|abrazo|suy[oa]|saluti|distinti|"
    r"freund(?:in)?|amie?|amic[oa]|amig[oa]|serviteur|servidora?|servitore|vostr[oa]|tu[oa]|vriend(?:in)?|dostun(?:uz)?|"
    r"друг|hoogachtend|groeten?|saygılar\w*|sevgiler\w*|уважением|ваш[аи]?|тво[йя]|преданн\w+)\b.*?)(?P<open>[,—–-]*)",
    re.IGNORECASE,
)
#: A sentence that takes leave, however long it is.
_LEAVE: Final = re.compile(
    r"(?:veuillez (?:agréer|recevoir|croire)|je vous prie|mit (?:freundlichen|besten|herzlichen)|"
    r"i (?:am|remain|have the honou?r)|believe me|hochachtungsvoll|es grü(?:ß|ss)t|reciba|"
    r"le saluda|con (?:affetto|stima)|met (?:vriendelijke|hartelijke)|"
    r"с (?:уважением|любовью|приветом)|saygılarım\w*|sevgiler\w*)\b.*",
    re.IGNORECASE,
)
_POSTSCRIPT: Final = re.compile(r"P\.?\s?S\b|N\.?\s?B\b|П\.?\s?С\b", re.IGNORECASE)
#: A short line of a letter; the most lines of an address; how far from the margin a signature or a date begins.
_SHORT: Final = 40
_LINES: Final = 6
_ABOVE: Final = 3
_RIGHT: Final = 20


def is_salutation(line: str) -> bool:
    """Whether a line greets the person to whom a letter goes: "DEAR ANN,—"."""
    return bool(_SALUTATION.fullmatch(line.strip()))


def is_closing(line: str) -> bool:
    """Whether a line takes leave at the end of a letter: "Your friend,"."""
    match = _CLOSING.fullmatch(line.strip())
    return bool(match and match["open"])


def find_letters(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Turns the kinds `found` of address, date, salutation, closing and signature of letters into `lines`."""
    signed, letter = 0, False
    for index, block in enumerate(blocks):
        texts = [text for _, text in block]
        short = all(len(text) <= _SHORT for text in texts) and len(block) <= _LINES
        if found[index] == "heading" and is_numbered_heading(texts[0]):
            signed = 0
        elif found[index] in {"prose", "heading", "verse", "lines"} and short:
            if _greets(blocks, index):
                found[index] = "lines"
                letter, signed = True, 0
                _find_address(blocks, found, index)
                continue
            if any(map(is_closing, texts)) or (letter and found[index] != "heading" and _takes_leave(texts)):
                found[index] = "lines"
                signed = 2
                continue
            if signed and not (is_number_alone(texts) or texts[0].isdigit() or _POSTSCRIPT.match(texts[0])):
                found[index] = "lines"
                signed -= 1
                continue
            if letter and len(block) == 1 and block[0][0] >= _RIGHT and found[index] == "prose":
                found[index] = "lines"
        elif letter and found[index] == "prose" and _LEAVE.match(texts[0]) and texts[-1].endswith((",", "—", "-")):
            found[index] = "lines"
            signed = 2
            continue
        signed = 0


def _greets(blocks: Sequence[Sequence[Line]], index: int) -> bool:
    """Whether a block ends with a salutation; one without a comma has the letter below it."""
    last = blocks[index][-1][1]
    below = blocks[index + 1] if index + 1 < len(blocks) else []
    bare = _BARE_SALUTATION.fullmatch(last.strip()) and below and begins_upper(below[0][1])
    return is_salutation(last) or bool(bare and ends_sentence(below[-1][1]))


def _takes_leave(texts: Sequence[str]) -> bool:
    """Whether lines take leave without a comma, in a text of letters."""
    match = _CLOSING.fullmatch(texts[0].strip()) or _LEAVE.fullmatch(texts[0].strip())
    return bool(match) and not ends_sentence(texts[0])


def _find_address(blocks: Sequence[Sequence[Line]], found: list[BlockKind], index: int) -> None:
    """Place and date above a salutation, or the addressee, if it says what it is neither by a number nor by a name."""
    before = index - 1
    while before >= 0 and found[before] == "prose" and len(blocks[before]) <= _ABOVE:
        texts = [text for _, text in blocks[before]]
        if not all(len(text) <= _SHORT for text in texts) or is_number_alone(texts) or texts[0].isdigit():
            return
        found[before] = "lines"
        before -= 1
