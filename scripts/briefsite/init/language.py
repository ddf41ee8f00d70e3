"""The language of a text: as its header names it, or else guessed from its letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from briefsite.works.languages import language_name, language_tag, tag_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: The tags of languages that no list of works here names, by their English names, as libraries of texts write them.
_TAGS: Final[Mapping[str, str]] = {
    "afrikaans": "af",
    "bulgarian": "bg",
    "catalan": "ca",
    "croatian": "hr",
    "esperanto": "eo",
    "estonian": "et",
    "farsi": "fa",
    "frisian": "fy",
    "gaelic": "gd",
    "galician": "gl",
    "icelandic": "is",
    "interlingua": "ia",
    "irish": "ga",
    "lithuanian": "lt",
    "romanian": "ro",
    "sanskrit": "sa",
    "scots gaelic": "gd",
    "serbian": "sr",
    "slovak": "sk",
    "slovenian": "sl",
    "tagalog": "tl",
    "vietnamese": "vi",
    "welsh": "cy",
    "yiddish": "yi",
}
#: At most so many characters are looked at, from the middle of the text: its beginning may be a header in English.
_SAMPLE: Final = 20_000
#: A guess that is less likely is no better than none.
_LEAST: Final = 0.4
#: What a text is taken to be in if nothing tells.
_DEFAULT: Final = "en"


def named_language(name: str) -> str:
    """The tag of a language that a header names ("German", "de"); empty if the name is not known."""
    first = re.split(r",|\band\b|\(", name.casefold())[0].strip()
    known = _TAGS.get(first) or tag_of(first.title()) or (first if language_name(first) != first else "")
    return known or (language_tag(first) or "")


def guessed_language(text: str) -> tuple[str, str]:
    """The tag of the language that `text` seems to be in, and the reason, in words."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    found, likely = _identifier().classify(text[middle : middle + _SAMPLE])
    if likely < _LEAST:
        return _DEFAULT, "the text is too short to tell; change it if wrong (de, tr, mn …)"
    return found, f"the text looks like it ({likely:.0%}); change it if wrong"


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
