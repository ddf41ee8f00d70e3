"""The dates that title pages state, in the languages of texts, and what else a title page says beside them."""

from __future__ import annotations

import pytest

from briefsite.init.title_dates import date_of_line
from briefsite.init.title_page import title_page
from briefsite.source.source import Source

_BODY = "The bridge was built over the river in the spring by the men of the town, and it was broken by the ice.\n"


def page(text: str) -> tuple[str, tuple[str, ...], str]:
    read = title_page(Source("text.txt", b"", text))
    return read.title, read.authors, read.date


@pytest.mark.parametrize(
    ("line", "language", "date"),
    [
        ("um 1650", "de", "1650~"),
        ("c. 1820", "en", "1820~"),
        ("ca.1820", "en", "1820~"),
        ("[London, circa 1820]", "en", "1820~"),
        ("около 1820 г.", "ru", "1820~"),
        ("[1820?]", "en", "1820?"),
        ("1820–1825", "en", "1820/1825"),
        ("1820-25", "en", "1820/1825"),
        ("between 1820 and 1825", "en", "1820/1825"),
        ("Spring 1887", "en", "1887-21"),
        ("IM HERBST 1887", "de", "1887-23"),
        ("été 1887", "fr", "1887-22"),
        ("Berlin, im März 1887", "de", "1887-03"),
        ("Mars 1887", "fr", "1887-03"),
        ("1er mars 1887", "fr", "1887-03-01"),
        ("Madrid, 3 de marzo de 1887", "es", "1887-03-03"),
        ("Roma, marzo 1887", "it", "1887-03"),
        ("Lisboa, março de 1887", "pt", "1887-03"),
        ("maart 1887", "nl", "1887-03"),
        ("3 марта 1887 года", "ru", "1887-03-03"),
        ("Ankara, Mart 1987", "tr", "1987-03"),
        ("marzec 1887", "pl", "1887-03"),
        ("březen 1987", "cs", "1987-03"),
        ("1987年3月2日", "ja", "1987-03-02"),
        ("LEEDS SEPT. 1887", "en", "1887-09"),
        ("March 3rd, 1887", "en", "1887-03-03"),
        ("3. 2. 1887", "de", "1887-02-03"),
        ("March–April 1887", "en", "1887-03/1887-04"),
        ("3–5 May 1887", "en", "1887-05-03/1887-05-05"),
        # Not dates, or none that a calendar has.
        ("31 February 1887", "en", ""),
        ("The Act of 1887", "en", ""),
        ("Vol. 3, 1887", "en", ""),
        ("He died in March 1887, aged 30", "en", ""),
        ("1825–1820", "en", ""),
        ("1 2 1887", "en", ""),
        ("March 12", "en", ""),
    ],
)
def test_a_line_that_is_a_date_is_read_in_any_language(line: str, language: str, date: str) -> None:
    assert date_of_line(line, language) == date


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(("line", "date"), [("3 March 1887", "1887-03-03"), ("c. 1820", "1820~"), ("1887", "1887")])
def test_a_title_a_name_and_a_date_need_no_word_between_them(gap: str, line: str, date: str) -> None:
    assert page(f"THE BRIDGE{gap}Ann Hill{gap}{line}\n\n{_BODY}") == ("The Bridge", ("Ann Hill",), date)


def test_a_tight_block_gives_a_title_in_small_letters_and_ends_at_its_date() -> None:
    assert page(f"The Bridge\nAnn Hill\nMarch 1887\n{_BODY}") == ("The Bridge", ("Ann Hill",), "1887-03")
    assert page(f"IL PONTE\nDi Anna Rossi\nmarzo 1887\n\n{_BODY}")[1] == ("Anna Rossi",)


def test_the_dates_of_letters_days_and_subjects_are_not_the_works() -> None:
    assert not page(f"DIARY\n\n3 March 1887\n\n{_BODY}\n4 March 1887\n\n{_BODY}")[2]
    assert not page(f"EUROPE\n\n1815–1848\n\nby Ann Hill\n\n{_BODY}")[2]
    assert page(f"EUROPE\n\n1815–1848\n\nby Ann Hill\n\nLondon, 1887\n\n{_BODY}")[2] == "1887"
    assert page(f"London, 3 March 1887\n\nDear Sir,\n\n{_BODY}")[0] == ""


def test_a_place_or_an_edition_above_the_date_is_no_author() -> None:
    assert page(f"THE BRIDGE\n\nNew York\n\n1887\n\n{_BODY}")[1] == ()
    assert page(f"THE BRIDGE\n\nSecond Edition\n\n1887\n\n{_BODY}")[1] == ()
