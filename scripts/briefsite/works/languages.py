"""The names of languages in files and pages, a row for each language.

No library has biblatex's names. Babel has the others, but takes 33 MB and a third of a second to load; tests compare
these rows with it, and it is loaded for a language without a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final


@dataclass(frozen=True, slots=True)
class LanguageNames:
    """A language: its BCP 47 `tag`, its English `name`, and its names in `biblatex`.

    Any of the biblatex names is read, and the first is written. `country` (ISO 3166) is the one that the Unicode Common
    Locale Data Repository names as the likeliest; Open Graph locales need one.
    """

    tag: str
    name: str
    biblatex: tuple[str, ...]
    country: str


LANGUAGES: Final = (
    LanguageNames("en-US", "American English", ("american", "usenglish"), "US"),
    LanguageNames("ar", "Arabic", ("arabic",), "EG"),
    LanguageNames("en-AU", "Australian English", ("australian",), "AU"),
    LanguageNames("en-GB", "British English", ("british", "ukenglish"), "GB"),
    LanguageNames("en-CA", "Canadian English", ("canadian",), "CA"),
    LanguageNames("zh", "Chinese", ("chinese",), "CN"),
    LanguageNames("cs", "Czech", ("czech",), "CZ"),
    LanguageNames("da", "Danish", ("danish",), "DK"),
    LanguageNames("nl", "Dutch", ("dutch",), "NL"),
    LanguageNames("en", "English", ("english",), "US"),
    LanguageNames("fi", "Finnish", ("finnish",), "FI"),
    LanguageNames("fr", "French", ("french",), "FR"),
    LanguageNames("de", "German", ("german", "ngerman"), "DE"),
    LanguageNames("el", "Greek", ("greek",), "GR"),
    LanguageNames("he", "Hebrew", ("hebrew",), "IL"),
    LanguageNames("hu", "Hungarian", ("hungarian",), "HU"),
    LanguageNames("it", "Italian", ("italian",), "IT"),
    LanguageNames("ja", "Japanese", ("japanese",), "JP"),
    LanguageNames("kk", "Kazakh", ("kazakh",), "KZ"),
    LanguageNames("ko", "Korean", ("korean",), "KR"),
    LanguageNames("la", "Latin", ("latin",), "VA"),
    LanguageNames("mn", "Mongolian", ("mongolian",), "MN"),
    LanguageNames("no", "Norwegian", ("norwegian",), "NO"),
    LanguageNames("fa", "Persian", ("persian",), "IR"),
    LanguageNames("pl", "Polish", ("polish",), "PL"),
    LanguageNames("pt", "Portuguese", ("portuguese",), "BR"),
    LanguageNames("ru", "Russian", ("russian",), "RU"),
    LanguageNames("es", "Spanish", ("spanish",), "ES"),
    LanguageNames("sv", "Swedish", ("swedish",), "SE"),
    LanguageNames("tr", "Turkish", ("turkish",), "TR"),
    LanguageNames("uk", "Ukrainian", ("ukrainian",), "UA"),
)
#: Other names that TeX's packages for languages have, and biblatex's `langid` with them; and some in plain words.
_ALSO: Final = {
    **dict.fromkeys(("acadian", "canadien"), "fr-CA"),
    **dict.fromkeys(("francais", "frenchb"), "fr"),
    **dict.fromkeys(("austrian", "naustrian"), "de-AT"),
    **dict.fromkeys(("swissgerman", "nswissgerman"), "de-CH"),
    "germanb": "de",
    **dict.fromkeys(("bahasa", "bahasai", "indon"), "id"),
    **dict.fromkeys(("bahasam", "melayu"), "ms"),
    "bengali": "bn",
    **dict.fromkeys(("brazil", "brazilian"), "pt-BR"),
    "portuges": "pt",
    "churchslavonic": "cu",
    **dict.fromkeys(("classiclatin", "medievallatin", "ecclesiasticlatin"), "la"),
    "farsi": "fa",
    "friulan": "fur",
    **dict.fromkeys(("polutonikogreek", "modern greek", "monogreek"), "el"),
    "ancientgreek": "grc",
    "kurmanji": "ku",
    **dict.fromkeys(("lowersorbian", "lsorbian"), "dsb"),
    **dict.fromkeys(("uppersorbian", "usorbian"), "hsb"),
    **dict.fromkeys(("mexican", "spanishmx"), "es-MX"),
    "castellano": "es",
    "newzealand": "en-NZ",
    "nynorsk": "nn",
    "bokmal": "nb",
    **dict.fromkeys(("sami", "samin"), "se"),
    "scottish": "gd",
    "serbianc": "sr-Cyrl",
    "slovene": "sl",
    "chinese-simplified": "zh-Hans",
    "chinese-traditional": "zh-Hant",
}
#: The language of the editors' texts: pages, labels, and citations of the site.
SITE_LANGUAGE: Final = "en"

_BY_TAG: Final = {language.tag: language for language in LANGUAGES}
_BY_NAME: Final = {language.name.casefold(): language.tag for language in LANGUAGES}
_CODE: Final = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_TAGS: Final = {name: language.tag for language in LANGUAGES for name in language.biblatex}


def tag_of(biblatex: str) -> str | None:
    """The tag for biblatex's name of a language, in upper or lower case ("turkish": "tr"), or None if unknown."""
    return _TAGS.get(biblatex.casefold())


@cache
def language_tag(word: str) -> str | None:
    """The tag of a language that a bibliography names, or None if it isn't known.

    `word` is biblatex's name of it, its name in English or in its own language, a BCP 47 tag, or a code of ISO 639-2
    ("ger").
    """
    # "in German", "English (US)", and biblatex's keys for the names of languages ("langgerman")
    word = re.sub(r"^(?:in |lang(?=[a-z]{4}))|\s*\(.*\)$", "", word.strip(" ."), flags=re.IGNORECASE)
    if not word:
        return None
    if tag := _TAGS.get(word.casefold()) or _BY_NAME.get(word.casefold()) or _ALSO.get(word.casefold()):
        return tag
    if found := _CODE.fullmatch(word):
        main, rest = found[1].lower(), (found[2] or "").replace("_", "-")
        main = main if main in _BY_TAG else _aliases().get(main, main)
        country = len(rest) == len("-US")
        return main + (rest.upper() if country else rest) if main in _BY_TAG or main in _other_names() else None
    named = _other_names()
    return next((tag for tag, name in named.items() if name.casefold() == word.casefold()), None) or _own_names().get(
        word.casefold()
    )


@cache
def _other_names() -> Mapping[str, str]:
    """The English names of all languages of the Unicode Common Locale Data Repository, by their tags."""
    from babel import Locale

    return dict(Locale.parse("en").languages)


@cache
def _own_names() -> Mapping[str, str]:
    """The tags of the languages that have a row, by their names in the languages that have one ("Englisch")."""
    from babel import Locale

    tags = [row.tag for row in LANGUAGES if "-" not in row.tag]
    names = [Locale.parse(tag, sep="-").languages for tag in reversed(tags)]
    return {str(named.get(tag, "")).casefold(): tag for named in names for tag in tags}


def _aliases() -> Mapping[str, str]:
    from babel.core import get_global

    return get_global("language_aliases")


def biblatex_name(tag: str) -> str:
    """biblatex's name of the language, or the tag if the language has no row."""
    return _BY_TAG[tag].biblatex[0] if tag in _BY_TAG else tag


def language_name(tag: str) -> str:
    """The English name of a language: "Turkish". A variety without a row has the name of its main language.

    The tag itself, if that has no row either.
    """
    known = _BY_TAG.get(tag) or _BY_TAG.get(main_language(tag))
    return known.name if known else _other_names().get(main_language(tag), tag)


def locale_of(tag: str) -> str:
    """The Open Graph locale: "en_US", "tr_TR"; the tag if no country is known."""
    *_, last = parts = tag.split("-")
    said = last if len(parts) > 1 and len(last) == len("US") else ""
    country = said or (_BY_TAG[parts[0]].country if parts[0] in _BY_TAG else "")
    return f"{parts[0]}_{country}" if country else tag


def main_language(tag: str) -> str:
    """The tag without script, country and variant: "en" for "en-GB", "" for ""."""
    return tag.partition("-")[0]


def is_english(tag: str) -> bool:
    """Whether a text is in English; a text without a language ("") counts as English."""
    return main_language(tag) in {"", "en"}
