"""Languages: a row for each, with all that a file or a page calls it.

It is no library's work: none has the names of biblatex, and the rest is little (Babel, which has it, takes 33 MB and a
third of a second to say "Turkish"; tests compare the rows with it). A language that has no row goes by its tag.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class LanguageNames:
    """What a language is called: its BCP 47 `tag`, its English `name`, its names in `biblatex`.

    The first of those is written, the others are read. `country` (ISO 3166) is that of most of its speakers, as the
    Unicode Common Locale Data Repository has it: Open Graph wants one in the name of a language.
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
#: The language of what the editors write: pages, labels, what a page of the site is in.
SITE_LANGUAGE: Final = "en"

_BY_TAG: Final = {language.tag: language for language in LANGUAGES}
_TAGS: Final = {name: language.tag for language in LANGUAGES for name in language.biblatex}


def tag_of(biblatex: str) -> str | None:
    """The tag of a language as biblatex calls it, in any case: "turkish" is tr; None for a name of no language here."""
    return _TAGS.get(biblatex.casefold())


def biblatex_name(tag: str) -> str:
    """What biblatex calls the language; the tag where it has no row."""
    return _BY_TAG[tag].biblatex[0] if tag in _BY_TAG else tag


def language_name(tag: str) -> str:
    """The language in English: "Turkish"; a variety that has no row goes by its language, and that by its tag."""
    known = _BY_TAG.get(tag) or _BY_TAG.get(main_language(tag))
    return known.name if known else tag


def locale_of(tag: str) -> str:
    """The locale of Open Graph: "en_US", "tr_TR"; the tag alone if the country is unknown."""
    *_, last = parts = tag.split("-")
    said = last if len(parts) > 1 and len(last) == len("US") else ""
    country = said or (_BY_TAG[parts[0]].country if parts[0] in _BY_TAG else "")
    return f"{parts[0]}_{country}" if country else tag


def main_language(tag: str) -> str:
    """A tag without script, country and variety: "en" for "en-GB", "" for ""."""
    return tag.partition("-")[0]


def is_english(tag: str) -> bool:
    """Whether a text is English. One of which nothing is said is."""
    return main_language(tag) in {"", "en"}
