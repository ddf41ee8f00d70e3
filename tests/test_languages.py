"""The table of languages, compared with Unicode’s CLDR as Babel has it (which comes with Material for MkDocs)."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global

from briefsite.works.languages import LANGUAGES, LanguageNames, biblatex_name, language_name, locale_of, tag_of

ENGLISH = Locale.parse("en").languages


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_a_row_says_what_unicode_says(language: LanguageNames) -> None:
    assert language.name == ENGLISH[language.tag.replace("-", "_")]
    if "-" in language.tag:
        assert language.tag.endswith(f"-{language.country}")
    else:
        assert get_global("likely_subtags")[language.tag].endswith(f"_{language.country}")


def test_every_name_means_one_language() -> None:
    names = [name for language in LANGUAGES for name in language.biblatex]
    assert len(set(names)) == len(names)
    assert len({language.tag for language in LANGUAGES}) == len(LANGUAGES)
    for language in LANGUAGES:
        assert {tag_of(name) for name in language.biblatex} == {language.tag}
        assert tag_of(biblatex_name(language.tag)) == language.tag


@pytest.mark.parametrize(
    ("tag", "name", "locale"),
    [
        ("tr", "Turkish", "tr_TR"),
        ("en", "English", "en_US"),
        ("en-GB", "British English", "en_GB"),
        ("de-AT", "German", "de_AT"),
        ("mn-Mong", "Mongolian", "mn_MN"),
        ("mn-Mong-CN", "Mongolian", "mn_CN"),
        ("qaa", "qaa", "qaa"),
    ],
)
def test_a_tag_of_any_kind_has_a_name_and_a_locale(tag: str, name: str, locale: str) -> None:
    assert (language_name(tag), locale_of(tag)) == (name, locale)


def test_a_name_that_is_none_has_no_tag() -> None:
    assert tag_of("Klingon") is None
    assert tag_of("Turkish") == "tr"
    assert biblatex_name("qaa") == "qaa"
