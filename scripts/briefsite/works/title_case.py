"""English titles in title case, by the rules of the Citation Style Language."""

from __future__ import annotations

import re
from typing import Final

from briefsite.words import SMALL_WORDS

#: Words that keep their small letter: "Hill v. Dale", "α-decay".
_KEPT: Final = re.compile(r"vs?|[\u0370-\u03ff]")
#: A web address, an account and a hashtag are no words.
_ADDRESS: Final = re.compile(r"\W*(?:https?://|www\.|[@#]\w)")
#: Prepositions of five letters and more, which some styles write small.
_PREPOSITIONS: Final = frozenset(
    {
        *("about", "above", "across", "after", "against", "along", "among", "amid", "around", "before", "behind"),
        *("below", "beneath", "beside", "between", "beyond", "during", "except", "inside", "near", "off", "outside"),
        *("past", "since", "through", "throughout", "toward", "towards", "under", "underneath", "until", "upon"),
        *("within",),
    }
)
#: Words after which a capital A is a name: "Hepatitis A", "Vitamin A".
_NAMED_A: Final = frozenset(
    {
        *("appendix", "block", "category", "class", "exhibit", "factor", "figure", "grade", "group", "hepatitis"),
        *("immunoglobulin", "influenza", "level", "model", "option", "part", "plan", "protein", "schedule", "section"),
        *("serotype", "strain", "study", "table", "team", "type", "unit", "version", "vitamin", "volume"),
    }
)


def title_case(title: str, protected: tuple[tuple[int, int], ...] = (), *, small_prepositions: bool = False) -> str:
    """An English title in title case, by the rules of the Citation Style Language 1.0.2 ("Title Case Conversion").

    Words with a capital stay as they are, except small words in the middle ("Of", "The"), which are lowercased. The
    spans (begin, end) in `protected` never change. A title in quotation marks within it begins anew, and a letter keeps
    its capital: "Reading ‘The Raven’", "Hepatitis A: A History". `small_prepositions`: a longer preposition that is
    written small stays so, as in MLA style.
    """
    words = list(re.finditer(r"\S+", title))
    out = list(title)
    for index, word in enumerate(words):
        before = words[index - 1][0] if index else ""
        # "Proc. of the Board": a full stop may be that of an abbreviation.
        first = index == 0 or before.endswith((":", "?", "!", "—", "–") + ((".",) if word[0][:1].isupper() else ()))
        parts = [] if _ADDRESS.match(word[0]) else list(re.finditer(r"[^-–—/]+", word[0]))
        for position, part in enumerate(parts):
            begin, end = word.start() + part.start(), word.start() + part.end()
            if any(begin < stop and start < end for start, stop in protected):
                continue
            last = index == len(words) - 1 and position == len(parts) - 1
            quoted = position == 0 and re.match(r"\W*[“‘\"'„«]\W*[A-Z]", word[0]) is not None
            named = _is_letter(part[0], word[0], before)
            edge = last or named or ((first or quoted) and position == 0)
            bare = re.sub(r"\W", "", part[0])
            if not (small_prepositions and bare in _PREPOSITIONS and not edge):
                out[begin:end] = _cased(part[0], edge=edge)
    return "".join(out)


def _is_letter(part: str, word: str, before: str) -> bool:
    """Whether a capital A is a letter and no article: "Hepatitis A Virus", "Group A:", "A-Levels"."""
    bare = re.sub(r"^\W+|\W+$", "", part)
    if bare != "A":
        return False
    return word.endswith((":", ",", ";", ")")) or word != part or re.sub(r"\W", "", before).casefold() in _NAMED_A


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
