"""The language of a text: as its header names it, or else guessed from its letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: The tag of each language by its English name, as libraries of electronic texts write it.
TAGS: Final[Mapping[str, str]] = {
    "afrikaans": "af",
    "arabic": "ar",
    "bulgarian": "bg",
    "catalan": "ca",
    "chinese": "zh",
    "croatian": "hr",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "esperanto": "eo",
    "estonian": "et",
    "farsi": "fa",
    "finnish": "fi",
    "french": "fr",
    "frisian": "fy",
    "galician": "gl",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hungarian": "hu",
    "icelandic": "is",
    "interlingua": "ia",
    "irish": "ga",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "latin": "la",
    "lithuanian": "lt",
    "mongolian": "mn",
    "norwegian": "no",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "sanskrit": "sa",
    "scots gaelic": "gd",
    "serbian": "sr",
    "slovak": "sk",
    "slovenian": "sl",
    "spanish": "es",
    "swedish": "sv",
    "tagalog": "tl",
    "turkish": "tr",
    "ukrainian": "uk",
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
    first = name.casefold().split(",")[0].split(" and ")[0].strip()
    return first if first in TAGS.values() else TAGS.get(first, TAGS.get(first.partition(" (")[0], ""))


def guessed_language(text: str) -> tuple[str, str]:
    """The tag of the language that `text` seems to be in, and the reason, in words."""
    middle = max(0, (len(text) - _SAMPLE) // 2)
    found, likely = _identifier().classify(text[middle : middle + _SAMPLE])
    if likely < _LEAST:
        return _DEFAULT, "the text is too short to tell: put in the right tag if it has another (de, tr, mn)"
    return found, f"the text looks like it ({likely:.0%}): put in the right tag if it has another"


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
