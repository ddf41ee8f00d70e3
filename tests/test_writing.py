"""Any language and script: words, sentences, headings, slugs, order, the search, language and direction on pages."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from briefsite.init.chapters import chapters
from briefsite.init.draft import first_edition
from briefsite.ledger.similarity import IN_ORDER, alike, contained
from briefsite.markup import typeset
from briefsite.pages.all_pages import edition_files
from briefsite.pages.elsewhere import reading_words
from briefsite.pages.language import tongue
from briefsite.paragraphs.paragraph import Assembly
from briefsite.problems.shown import describe
from briefsite.reading.read import Reading, read_edition
from briefsite.source.emendation import quotation
from briefsite.source.sentence import ends_sentence
from briefsite.writing.capitals import cased, lower, upper
from briefsite.writing.changes import stretch_text, word_changes
from briefsite.writing.collation import collation_key
from briefsite.writing.headings import is_heading_without_capitals
from briefsite.writing.roman import as_roman, is_numeral, is_well_formed, roman_value, roman_year
from briefsite.writing.script import (
    MARKS,
    direction_of_language,
    direction_of_text,
    has_blankless,
    is_caseless,
    joins_without_blank,
)
from briefsite.writing.search_forms import search_forms, separator_for
from briefsite.writing.segmentation import (
    PRINTED_WORD,
    first_words,
    measured,
    telling_units,
    within_word,
    word_list,
    word_spans,
)
from briefsite.writing.sentence_end import ends_with_mark
from briefsite.writing.transliteration import ascii_of, slug_of
from tests.helpers import call_build, make_project

DATA: Final = Path(__file__).resolve().parent / "writing/languages.yml"
LANGUAGES: Final[dict[str, dict[str, Any]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
TODAY: Final = datetime.date(2026, 11, 24)

each_language = pytest.mark.parametrize("tag", LANGUAGES)


@functools.cache
def files_of(tag: str) -> dict[str, bytes]:
    """The first edition of the report in a language, with the language stated."""
    made = first_edition("text.txt", LANGUAGES[tag]["text"].encode(), bib=None, today=TODAY, folder="sources/x")
    assert made
    assert made.builds, made.summary
    edition = made.files["edition.yml"].decode()
    stated = re.sub(r"(?m)^  language: .*$", f"  language: {tag}", edition)
    return {**made.files, "edition.yml": stated.encode()}


@functools.cache
def reading_of(tag: str) -> Reading:
    reading = read_edition("sources/x", files_of(tag), None)
    assert reading.publication, "\n".join(map(describe, reading.problems))
    return reading


@functools.cache
def pages_of(tag: str) -> dict[str, str]:
    publication = reading_of(tag).publication
    assert publication
    return dict(edition_files(publication, "sources/x"))


@each_language
def test_the_headings_of_a_text_make_its_pages(tag: str) -> None:
    publication = reading_of(tag).publication
    assert publication
    expected = LANGUAGES[tag]
    assert [page.slug for page in publication.edition.pages] == list(expected["pages"])
    titles = [chapter.title for chapter in chapters(Assembly(publication.paragraphs, ()), tag)]
    assert titles == [title for title in expected["pages"].values() if title != "Overview"]
    assert slug_of(publication.edition.work.title) == slug_of(expected["text"].partition("\n")[0])


@each_language
def test_paragraphs_end_where_their_sentences_do(tag: str) -> None:
    publication = reading_of(tag).publication
    assert publication
    found = [f"{paragraph.kind} {paragraph.body.text}" for paragraph in publication.paragraphs]
    expected = LANGUAGES[tag]["paragraphs"]
    assert len(found) == len(expected), found
    assert [text[: len(start)] for text, start in zip(found, expected, strict=True)] == expected


@each_language
def test_every_note_is_read_under_the_heading_of_its_language(tag: str) -> None:
    publication = reading_of(tag).publication
    assert publication
    assert [(note.label, len(note.citations), bool(note.text)) for note in publication.notes] == [
        (label, 1, True) for label in "123"
    ]


@each_language
def test_words_are_compared_without_case_by_the_rules_of_unicode(tag: str) -> None:
    assert list(word_list(LANGUAGES[tag]["of"])) == LANGUAGES[tag]["words"]
    assert round(reading_words(LANGUAGES[tag]["of"]), 1) == LANGUAGES[tag]["reading"]


@each_language
def test_slugs_are_ascii_and_unique(tag: str) -> None:
    slugs = [slug_of(line) for line in LANGUAGES[tag]["text"].splitlines() if line]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs), slugs
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("“Łódź”–Straße", "“lodz”–strasse"),
        ("D'Orsay и Łódź", "d'orsay i lodz"),
        ("שָׁלוֹם it's", "sahlvom it's"),
        ("東京 Ŋo", "dong-jing no"),
        ("हिन्दी Ǽ", "hindi ae"),
    ],
)
def test_a_text_in_ascii(text: str, ascii_text: str) -> None:
    assert ascii_of(text) == ascii_text


@each_language
def test_names_are_sorted_as_the_language_has_it(tag: str) -> None:
    expected = LANGUAGES[tag]["sorted"]
    assert sorted(sorted(expected, reverse=True), key=lambda name: collation_key(name, tag)) == expected


@each_language
def test_the_search_has_the_forms_of_a_word(tag: str) -> None:
    assert set(LANGUAGES[tag].get("forms", [])) <= set(search_forms(LANGUAGES[tag]["of"]).split())


@each_language
def test_text_notes_and_titles_say_their_language_and_direction(tag: str) -> None:
    pages = pages_of(tag)
    way = LANGUAGES[tag].get("dir")
    said = f'lang="{tag}"' + (f' dir="{way}"' if way else "")
    marked = re.escape(said)
    theme = next(page for name, page in pages.items() if ".note-text" in page and name != "full-text.md")
    assert re.search(rf"(?m)^# .* {{ #top {marked} }}$", theme)
    assert re.search(rf"(?m)^{{: #p\d+ \.par {marked} }}$", theme)
    assert not re.search(r"(?m)^\{: #p\d+ (?:\.\S+ )*\}$", theme)
    assert re.search(rf"(?m)^{{: \.note-text {marked} }}$", theme)
    assert re.search(rf"(?m)^# .* {{ #top {marked} }}$", pages["index.md"])
    assert (' dir="rtl"' in theme) == (way == "rtl")
    assert "lang=" not in pages["about.md"]


def test_a_text_in_the_interfaces_language_says_nothing_of_it() -> None:
    assert tongue("en", "A bridge") == tongue("en-GB", "1920") == {"lang": None, "dir": None}
    assert tongue("en", "הנהר קפא") == {"lang": None, "dir": "rtl"}
    assert tongue("he", "The river froze") == {"lang": None, "dir": "ltr"}
    assert tongue("he", "הנהר (the River)") == {"lang": "he", "dir": "rtl"}
    assert tongue("he", "1887 *") == {"lang": "he", "dir": "rtl"}
    assert tongue("de", "1920") == {"lang": "de", "dir": None}


def test_directions() -> None:
    assert [direction_of_language(tag) for tag in ("az-Latn", "az-arab-IR", "en-Latn-GB")] == ["ltr", "rtl", "ltr"]
    found = {tag: direction_of_language(tag) for tag in ("ar-EG", "az", "az-Arab", "he-Latn", "yi", "ja", "ckb", "")}
    assert [tag for tag, way in found.items() if way == "rtl"] == ["ar-EG", "az-Arab", "yi", "ckb"]
    assert [direction_of_text(text) for text in ("1887–1901", "שם", "the word שם")] == ["ltr", "rtl", "ltr"]


@pytest.mark.parametrize(
    "text",
    [
        "凍った。",
        "「凍った。」",
        "凍った！[3]",
        "هل؟",
        "گیا۔[1]",
        "गई।",
        "आए॥",
        "πάγωσε;",
        "ն։",
        "ነው።",
        "ສອງຄັ້ງ",
        "နှစ်။",
        "ដង។",
    ],
)
def test_every_script_ends_its_sentences(text: str) -> None:
    assert ends_sentence(text)
    assert not ends_sentence(text + " 4,")


@pytest.mark.parametrize("text", ["the river;", "第一章", "נהר,", "人々は、", "река", "नदी"])
def test_what_goes_on_ends_nothing(text: str) -> None:
    assert not ends_sentence(text)


def test_words_in_latin_script_are_found_by_the_same_rules_as_all_others() -> None:
    """They are found the short way, without the library; a letter of another script behind them forces the long one."""
    for code in range(0x2200):
        text = "a{0}b {0} 1{0}2 {0}{0}c".format(chr(code))
        assert (*word_list(text), "न") == word_list(f"{text} न"), hex(code)


def test_words_of_all_kinds() -> None:
    assert word_list("China’s 6.3 AVİM") == ("china", "s", "6", "3", "avim")
    assert word_list("China’s 6.3 e\u0301t\u00e9 नदी") == ("china", "s", "6", "3", "\u00e9t\u00e9", "नदी")
    assert word_list("ＡＢＣ ﬁn नदी") == ("abc", "fin", "नदी")
    assert PRINTED_WORD.findall("港は、1887年[3]に。 On [4]ly") == [
        *"港は、",
        "1887",
        "年",
        "[3]",
        *"に。",
        "On",
        "[4]",
        "ly",
    ]
    assert [(low, high) for low, high in word_spans("港は、 On it.")] == [(0, 1), (1, 3), (4, 6), (7, 10)]
    assert first_words("港の報告書である", 2) == "港の報告"
    assert first_words("The river  froze", 2) == "The river"
    assert [measured(text) for text in ("港の報告", "港の報", "The 港", "")] == [2, 2, 2, 0]


def test_how_much_words_of_scripts_with_and_without_blanks_say() -> None:
    assert [measured(text) for text in ("The river froze", "港", "港の 報告 The", "The 港の")] == [3, 1, 3, 2]
    assert [first_words(text, 0) for text in ("The river", "港", "")] == ["", "", ""]
    assert first_words("港の river froze", 2) == "港の river"
    inside = [
        ("a", "b"),
        ("a", "7"),
        ("a", " "),
        ("-", "b"),
        ("港", "の"),
        ("a", "港"),
        ("港", "7"),
        ("-", "-"),
        ("", "a"),
    ]
    assert [pair for pair in inside if within_word(*pair)] == [("a", "b"), ("a", "7")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("The river froze", ["the", "river", "froze"]),
        ("港の報告", ["港の", "の報", "報告"]),
        ("港", ["港"]),
        ("The 港 in 1887", ["the", "港", "in", "1887"]),
        ("港の The 報告", ["港の", "the", "報告"]),
        ("The 港の", ["the", "港の"]),
        ("港 The の", ["港", "the", "の"]),
    ],
)
def test_what_tells_a_text_from_others(text: str, units: list[str]) -> None:
    assert [*telling_units(text)] == units


def test_differences_are_shown_by_characters_in_scripts_without_blanks() -> None:
    def shown(before: str, after: str) -> list[tuple[str, str]]:
        return [(sign, stretch_text(words)) for sign, words in word_changes(before, after)]

    assert shown("春に港が OECD で測られた。", "春に船が OECD で測られた。") == [
        ("", "春に"),
        ("-", "港"),
        ("+", "船"),
        ("", "が OECD で測られた。"),
    ]
    assert [*word_changes("The  river froze.", "The river rose twice.")] == [
        ("", ["The", "river"]),
        ("-", ["froze."]),
        ("+", ["rose", "twice."]),
    ]
    assert [*word_changes("The old river", "The river")] == [("", ["The"]), ("-", ["old"]), ("", ["river"])]
    assert stretch_text(["The ", "river ", "froze. "]) == "The river froze."
    often = " ".join(["the", "river"] * 150)
    assert [sign for sign, _ in word_changes(often, f"{often[:900]}twice {often[900:]}")] == ["", "+", ""]
    assert shown("The river froze.", "The old river froze.") == [("", "The"), ("+", "old"), ("", "river froze.")]


def test_texts_without_blanks_are_told_apart() -> None:
    one = "春に港が測られた。その後、川は増水し、人々は舟から戻った。町の人は皆それを見た。"
    other = "冬になると町は静かになり、店は早く閉まった。それでも子供たちは雪の中で遊んでいた。"
    assert alike(one, other) < 0.2
    assert alike(one, one.replace("春に", "昨年の春に").replace("舟", "船")) > 0.8
    assert alike("ท่าเรือถูกสำรวจในฤดูใบไม้ผลิ", "เมืองนี้มีตลาดใหญ่อยู่ริมทะเล") < IN_ORDER
    assert contained("町の人は皆", one) == 0.0
    assert contained("川は増水し、人々は舟から", one) == 1.0


def test_quotation_marks_inside_hebrew_words_stay() -> None:
    assert typeset('צה"ל בשנת תשע"ד, עמ\' 4') == 'צה"ל בשנת תשע"ד, עמ\' 4'
    assert typeset('The "river" isn\'t') == "The “river” isn’t"


def test_lines_of_squares_are_joined_without_a_blank_and_quoted_across_them() -> None:
    assert joins_without_blank("人々は、", "舟から")
    assert joins_without_blank("見た。", "「港」")
    assert not joins_without_blank("항구", "보고서")
    assert not joins_without_blank("in 1887", "年")
    assert not joins_without_blank("港a", "港")
    assert quotation("増水し、人々は").search("増水し、\n人々は")
    assert not quotation("The river").search("Theriver")
    paragraph = next(p.body.text for p in reading_of("ja").publication.paragraphs if p.kind == "prose")  # type: ignore[union-attr]
    assert "増水し、人々は舟" in paragraph
    assert "それを「見た」" in paragraph


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("tr", ["Cd", "Çam", "hz", "Irmak", "ısı", "ilk", "İz", "sz", "şal"]),
        ("az-Latn", ["hz", "Xan", "Irmaq", "ısı", "İz"]),
        ("tr-TR", ["hz", "Irmak", "ırmaz", "İrmak", "irmaz"]),
        ("en", ["Irma", "ırmb", "İrmc", "irmd"]),
        ("sv-SE", ["Irma", "irmb", "z", "Åb", "äb", "öb"]),
    ],
)
def test_letters_with_places_of_their_own(language: str, order: list[str]) -> None:
    assert sorted(order, key=lambda name: collation_key(name, language)) == order
    assert collation_key("Abé", language) == ("abe", "Abé")
    assert collation_key("É") == ("e", "É")


def test_case_follows_the_language() -> None:
    assert cased("The_<river> &  ice", "de") == "The river ice"
    assert [is_caseless(text) for text in ("река", "港 é", "港 éé", "港港 éa", "港港 é", "港 à b")] == [
        *(False, False, False, False, True, False),
    ]
    assert (lower("IZ", "tr-TR"), upper("iz", "az-Latn"), lower("IZ"), upper("iz")) == ("ız", "İZ", "iz", "IZ")
    assert cased("THE HOUSE OF O’NEILL AND D'ORSAY") == "The House of O’Neill and D'Orsay"
    assert [lower("IŞIK İZİ", tag) for tag in ("tr", "az", "en")] == ["ışık izi", "ışık izi", "işik izi"]
    assert [upper("ışık izi", tag) for tag in ("tr", "de")] == ["IŞIK İZİ", "IŞIK IZI"]
    assert cased("THE FALL OF THE ARMY’S II CORPS", "en-GB") == "The Fall of the Army’s II Corps"
    assert cased("THE UN AND NATO: HOW MRS MCDONALD’S BBC LET US GO") == (
        "The UN and NATO: How Mrs McDonald’s BBC Let Us Go"
    )
    for tag, title in (("de", "DER FLUSS IM WINTER"), ("tr", "IRMAĞIN DONMASI"), ("fr", "LA FRANCE"), ("ru", "РЕКА")):
        assert cased(title, tag) == title


@pytest.mark.parametrize(
    ("text", "before", "found"),
    [
        ("港の報告", "", True),
        ("はじめに", "それを見た。", True),
        ("はじめに", "川は増水し、", True),
        ("その後", "川は増水し", False),
        ("川は凍った。", "", False),
        ("川は凍り、", "", False),
        ("1. 港", "それを見た。", False),
        ("דוח הנמל", "הנהר קפא.[3]", True),
        ("דוח הנמל", "והאנשים שבו", False),
        ("The report", "", False),
        ("长" * 31, "", False),
        ("港の報告:", "", False),
        ("港の報告：", "", False),
        ("รายงานท่าเรือ", "แม่น้ำแข็งตัว", True),
        ("דוח הנמל", "The river froze in", True),
        ("דוח על הנמל ועל כל הנהרות אשר", "", True),
    ],
)
def test_headings_without_capitals(text: str, before: str, found: bool) -> None:
    assert is_heading_without_capitals(text, before, 60) == found


@pytest.mark.parametrize("text", ["It froze.", "凍った。」", "It froze.”) ", "And then…", "そして⋯", "凍った！\u3000"])
def test_a_mark_ends_a_sentence_before_what_closes(text: str) -> None:
    assert ends_with_mark(text)
    assert not ends_with_mark(f"{text} x")


def test_lines_that_were_spaced_apart_are_no_headings() -> None:
    assert not is_heading_without_capitals("川は二度凍ったと町の人は皆", "", 14)


def test_a_search_in_latin_script_is_divided_as_before() -> None:
    assert separator_for(r"[\s-]+", "“China’s” AVİM …") == r"[\s-]+"
    assert search_forms("It was only for AVİM and the people in Łódź to say what it was") == "avim"
    assert separator_for(r"[\s-]+", "река") == r"[\s-]+"
    assert "،" in separator_for(r"[\s-]+", "النهر")
    assert "(?=[" not in separator_for(r"[\s-]+", "النهر")
    assert "(?=[" in separator_for(r"[\s-]+", "港")


def test_marks_are_those_of_scripts_without_blanks() -> None:
    found = [sign for sign in map(chr, range(0x250, 0x3400)) if re.match(f"[{MARKS}]", sign)]
    assert found == [
        sign
        for sign in map(chr, range(0x250, 0x3400))
        if unicodedata.category(sign) in {"Mn", "Mc"} and has_blankless(sign)
    ]
    assert [re.match(f"[{MARKS}]", sign) is not None for sign in "\ufe00\ufe0f\ufe10\U000e0100"] == [
        *(True, True, False, True),
    ]


def in_utf_16(text: str) -> str:
    """A text as JavaScript has it: a character beyond U+FFFF is two."""
    data = text.encode("utf-16-be")
    return "".join(chr(int.from_bytes(data[at : at + 2])) for at in range(0, len(data), 2))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("港は、OECD で 𠀀𠀁を。", ["港", "は", "OECD", "で", "𠀀", "𠀁", "を"]),
        ("ที่นี่ the", ["ที่", "นี่", "the"]),
        ("النهر، تجمد؟ نعم", ["النهر", "تجمد", "نعم"]),
    ],
)
def test_what_a_search_divides_a_text_into(text: str, parts: list[str]) -> None:
    found = re.split(separator_for(r"[\s-]+", text), in_utf_16(text))
    assert [part for part in found if part] == [*map(in_utf_16, parts)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("The river", ""),
        ("İz", "iz"),
        ("IZ ışık ığ", "ız işik iğ"),
        ("והבית", "בית הבית"),
        ("הַבַּיִת", "הבית בית"),
        ("والأخبار", "والاخبار اخبار الاخبار"),
    ],
)
def test_the_forms_that_a_search_needs(text: str, forms: str) -> None:
    assert search_forms(text) == forms


def test_a_site_in_japanese_holds_every_character_and_a_new_first_one_changes_no_page(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    folder = root / "sources/x"
    for name, data in files_of("ja").items():
        (folder / name).write_bytes(data)
    assert "All 9" in call_build(root).output
    text = folder / "text.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("春に港が", "昨春に港が"), encoding="utf-8")
    edition = folder / "edition.yml"
    edition.write_text(re.sub(r"(?m)^  received: .*\n", "", edition.read_text(encoding="utf-8")), encoding="utf-8")
    call_build(root)
    assert "昨春に港が" in (root / "docs/di-yi-zhang-gang.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("numeral", "value", "well_formed"),
    [("IV", 4, True), ("xcix", 99, True), ("IIII", 4, False), ("MDCCCLXXXVII", 1887, True), ("vx", 5, False)],
)
def test_roman_numbers_have_their_value(numeral: str, value: int, well_formed: bool) -> None:
    assert roman_value(numeral) == value
    assert is_well_formed(numeral) == well_formed
    assert (as_roman(value) == numeral.upper()) == well_formed


def test_a_year_in_roman_numbers_is_told_from_words() -> None:
    assert [roman_year(line) for line in ("MDCCCCX.", "MCMXIX", "MIX", "MILD", "1887")] == [1910, 1919, 0, 0, 0]
    assert [is_numeral(line) for line in ("XIV.", "IIII", "xiv", "XIV a", "MIX")] == [True, True, False, False, False]
