"""English titles in title case, by the rules of the Citation Style Language."""

from __future__ import annotations

import re
from typing import Final

from briefsite.words import SMALL_WORDS

#: Words that keep their small letter: "Hill v. Dale", "α-decay".
_KEPT: Final = re.compile("vs?|[\u0370-\u03ff]")


def title_case(title: str, protected: tuple[tuple[int, int], ...] = ()) -> str:
    """An English title in title case, by the rules of the Citation Style Language 1.0.2 ("Title Case Conversion").

    Words with a capital stay as they are, except small words in the middle ("Of", "The"), which are lowercased. The
    spans (begin, end) in `protected` never change.
    """
    words = list(re.finditer(r"\S+", title))
    out = list(title)
    for index, word in enumerate(words):
        before = words[index - 1][0] if index else ""
        # "Proc. of the Board": a full stop may be that of an abbreviation.
        first = index == 0 or before.endswith((":", "?", "!", "—", "–") + ((".",) if word[0][:1].isupper() else ()))
        parts = list(re.finditer(r"[^-–—/]+", word[0]))
        for position, part in enumerate(parts):
            begin, end = word.start() + part.start(), word.start() + part.end()
            if any(begin < stop and start < end for start, stop in protected):
                continue
            last = index == len(words) - 1 and position == len(parts) - 1
            out[begin:end] = _cased(part[0], edge=last or (first and position == 0))
    return "".join(out)


def _cased(word: str, *, edge: bool) -> str:
    bare = re.sub(r"^\W+|\W+$", "", word)
    if bare.lower() in SMALL_WORDS and bare in {bare.lower(), bare.capitalize()} and not edge:
        return word.lower()
    # A capital was written on purpose; "7,38", "2nd" and "trends.mn" are not words.
    if bare != bare.lower() or not bare[:1].isalpha() or re.search("[.@<;]", bare) or _KEPT.fullmatch(bare):
        return word
    at = word.index(bare[0])
    upper = word[at].upper()
    # Some lowercase letters have no capital of their own (ı, ﬁ).
    return word[:at] + upper + word[at + 1 :] if upper.lower() == word[at] else word
