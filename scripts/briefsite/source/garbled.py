"""Garbled text: what a text shows that was decoded in a wrong encoding before it came here.

It is a text in every respect, in valid UTF-8, but its letters are others: "GrÃ¶ÃŸe" for "Größe". What the author wrote
can't be known for certain, so that nothing is corrected: an editor is asked for another copy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from briefsite.problems.collector import Problems
from briefsite.source.passage import Passage
from briefsite.source.source import Source

#: What the bytes of UTF-8 are as characters of the encodings in which it is read by mistake.
_BEHIND: Final = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SEQUENCE: Final = re.compile(rf"[Â-ßĂĆĹ][{_BEHIND}]|[à-ïâăđ][{_BEHIND}]{{2}}|Ã\s?[{_BEHIND}]")
#: Letters that such a text has by the hundred, and others hardly ever.
_CERTAIN: Final = re.compile(rf"Ã[{_BEHIND}]|â€[{_BEHIND}]|Â[\xa0«»°·§]|Ð[{_BEHIND}]|Ñ[{_BEHIND}]")
#: What the sequences may mean: Latin letters with marks, Greek, Cyrillic, Hebrew, Arabic, punctuation, ideographs.
_MEANT: Final = re.compile(
    "[\xa0-\u017f\u0370-\u04ff\u0590-\u06ff\u0900-\u0d7f"
    "\u0e00-\u0eff\u2010-\u203f\u20ac\u2122\u3000-\u9fff\uac00-\ud7a3]+"
)
_ENCODINGS: Final = ("windows-1252", "latin-1", "windows-1250", "mac-roman")
#: Letters of another alphabet read as Western ones: "ÎÁÇÎÐ". So many words of a text are like that, one in three.
_WESTERN_WORD: Final = re.compile(r"\b[À-ÖØ-öø-ÿ]{3,}\b")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_WORDS: Final = 3
_LOST: Final = "\ufffd"
#: Letters as e-mail encodes them: "=E4", "=C3=A4".
_QUOTED: Final = re.compile(r"=(?:[89A-F][0-9A-F])|\w=\n(?=\w)")
_FEWEST: Final = 2
_ANEW: Final = "begin with another copy of the text, or save it anew as UTF-8 from the program in which it looks right"
#: What other wrong readings leave in a text, each far more often than any text has it of itself.
_LEFT: Final = (
    # UTF-7: "Br+APw-cke", "+BBwEPgRBBEI"
    re.compile(r"(?<![\w+/=])(?:[^\W\d_]*\+[A-Za-z0-9+/]{3,}-|\+(?=[a-z0-9/]*[A-Z][a-zA-Z0-9+/]{4})[A-Za-z0-9+/]{5,})"),
    re.compile(r"[^\W\d_]\?[a-zß-ÿ]|(?<!\?)\?[a-zß-ÿ]{2}"),  # letters that were saved as question marks: "Br?cke"
    re.compile(r"(?<![^\W\d_])\?{3,}(?=[\s,;:])"),  # and whole words: "???? ????????"
    re.compile(r"[А-яЁё](?:[®©¤¦§«»°±µ¶·‡†‰ЂЃЉЊЌЋЏђѓљњќћџЎўЈЇї]|[‚„“”•]){1,3}[А-яЁё]"),  # DOS and windows-1251
    re.compile(r"[a-z][À-ÖØ-Þ][a-z]|[^\W\d_][ŠŸŽŒ][a-z]"),  # the Macintosh and windows-1252: "BrŸcke"
    re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4})"),  # "Br\xfccke", as programs print it
    re.compile(r"(?:%[89A-F][0-9A-F]){2}"),  # "Br%C3%BCcke", as addresses have it
)
#: DOS and Latin 1: control characters within words, which are no part of what is read.
_CONTROLS: Final = re.compile(r"\w*[^\W\d_][\x80-\x84\x86-\x9f]\w*")
#: KOI8 and windows-1251 have capitals in each other's places of small letters: "нПУФ".
_SWAPPED: Final = re.compile(r"\b[а-яё][А-ЯЁ]{2,}\b")
_CYRILLIC: Final = re.compile("[А-яЁё]")
#: One word in so many, at least, is damaged; none of those that are addresses on the web counts.
_OF_WORDS: Final = 40
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")


def ask_about_garbled(source: Source, text: Passage, problems: Problems) -> None:
    """Problem S14, a warning, if a text seems to have been decoded in a wrong encoding, or has lost characters."""
    words = text.text
    if lost := [match.start() for match in re.finditer(_LOST, words)]:
        were = "was" if len(lost) == 1 else "were"
        message = f"{_many(len(lost), 'character')} of the text {were} lost before it came here"
        help_ = "begin with another copy of the text, or add each character with an emendation"
        problems.warning(source.place(text.place(lost[0])), "S14", message, help_, subject=_LOST)
    controls = [match.start() for match in _CONTROLS.finditer(source.text)]
    found = _in_wrong_encoding(words)
    if len(controls) > _FEWEST:
        message = f"{_many(len(controls), 'word')} of the text had control characters in the places of letters"
        problems.warning(source.place(controls[0]), "S14", message, _ANEW, subject="controls")
    elif found:
        shown = _around(words, found[0])
        meant = _read_again(words[slice(*shown)])
        message = (
            f'"{words[slice(*shown)]}" and {_many(len(found) - 1, "other place")} look as if the text was decoded '
        )
        message = message.replace(" and 0 other places look", " looks") + "in a wrong encoding"
        message += f': it may be "{meant}"' if meant else ""
        place = source.place(text.place(shown[0]), shown[1] - shown[0])
        problems.warning(place, "S14", message, _ANEW, subject="encoding")


def _in_wrong_encoding(text: str) -> Sequence[tuple[int, int]]:
    """The places that show a wrong encoding, if there are enough of them."""
    if left := _left_by_others(text):
        return left
    if text.isascii():
        found = [match.span() for match in _QUOTED.finditer(text)]
        return found if len(found) > _FEWEST else ()
    sequences = [match.span() for match in _SEQUENCE.finditer(text) if _read_again(match[0])]
    beyond = sum(not sign.isascii() and unicodedata.category(sign)[0] != "Z" for sign in text)
    likely = len(sequences) >= _FEWEST and 2 * sum(high - low for low, high in sequences) >= beyond
    if likely or sum(bool(_CERTAIN.match(text, low)) for low, _ in sequences) >= _FEWEST:
        return sequences
    western = [match.span() for match in _WESTERN_WORD.finditer(text)]
    return western if len(western) >= _WORDS and _WORDS * len(western) >= len(_WORD.findall(text)) else ()


def _left_by_others(text: str) -> Sequence[tuple[int, int]]:
    """The places that show one of the other wrong readings, if one word in `_OF_WORDS` does."""
    swapped = [match.span() for match in _SWAPPED.finditer(text)]
    letters = _CYRILLIC.findall(text) if swapped else []
    if len(swapped) >= _FEWEST and 2 * sum(map(str.isupper, letters)) > len(letters):
        return swapped
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for form in _LEFT:
        spans = (match.span() for match in form.finditer(text))
        found = [span for span in spans if not any(low <= span[0] < high for low, high in addresses)]
        if len(found) > _FEWEST and _OF_WORDS * len(found) >= len(_WORD.findall(text)):
            return found
    return ()


def _read_again(words: str) -> str:
    """What words mean, if they are UTF-8 that was read in another encoding; empty if they aren't."""
    for encoding in _ENCODINGS:
        try:
            meant = words.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        beyond = "".join(sign for sign in meant if not sign.isascii())
        if meant != words and beyond and _MEANT.fullmatch(beyond):
            return meant
    return ""


def _around(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The word around a place, at most a line."""
    low, high = span
    while low and not text[low - 1].isspace():
        low -= 1
    while high < len(text) and not text[high].isspace():
        high += 1
    return low, high


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
