"""Place, publisher, volume, issue and pages of works whose other fields are certain: what is certain of them, too."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.full_citation import full_citation
from briefsite.citations.imprint import imprint_of, issue_of
from briefsite.citations.marked_note import MarkedNote
from briefsite.citations.resolve import resolve


def fields(typed: str) -> FullCitation:
    found = full_citation(MarkedNote.of_typed(typed))
    assert found is not None, typed
    return found


@pytest.mark.parametrize(
    ("behind", "place", "publisher"),
    [
        (" (Leeds: Weir Press, 1999), 12", "Leeds", "Weir Press"),
        (" (New York: Farrar, Straus and Oak, 1999), 12", "New York", "Farrar, Straus and Oak"),
        (" (New Haven: Weir Univ. Press, 1999)", "New Haven", "Weir Univ. Press"),
        (", trans. B. Oak, 3rd rev. ed. (Cambridge, MA: Weir, 1999), 4", "Cambridge, MA", "Weir"),
        (", Weir Press, Leeds, 1999, p. 4", "Leeds", "Weir Press"),
        (" (Weir University Press 1999) 4", "", "Weir University Press"),
        (" (Leeds, 1999), 4", "Leeds", ""),
        (", 2. Aufl., Frankfurt a. M.: Wehr 1999, S. 4", "Frankfurt a. M.", "Wehr"),
        (", Frankfurt am Main 1999, S. 4", "Frankfurt am Main", ""),
        (", Paris, Le Barrage, coll. « L’eau », 1999, p. 4", "Paris", "Le Barrage"),
        (", a cura di R. Rossi e C. Bianchi, vol. I, Torino, Chiusa, 1999, pp. 4-6", "Torino", "Chiusa"),
        (", przeł. B. Dąb, Wydawnictwo Wodne, Kraków 1999, s. 4", "Kraków", "Wydawnictwo Wodne"),
        (", Kraków–Warszawa 1999, s. 4", "Kraków–Warszawa", ""),
        (" (PhD diss., University of Leeds, 1999), 3", "", "University of Leeds"),
        # What may be an editor, a series or a lecture is no publisher, and a word in no list is neither.
        (", hg. von Max Müller, Hans Meier, Berlin 1999, S. 4", "", ""),
        (", Hans Meier, Ada Oak, 1999, p. 4", "", ""),
        (", Weir, 1999, p. 4", "", ""),
        (", London 12 May 1999", "", ""),
    ],
)
def test_a_city_a_form_or_a_word_tells_place_and_publisher(behind: str, place: str, publisher: str) -> None:
    found = imprint_of(behind, "1999")
    assert (found.place, found.publisher) == (place, publisher)


@pytest.mark.parametrize(
    ("behind", "wanted"),
    [
        (" 12, nos. 3–4 (1999): 12–40", ("12", "3–4", "12–40")),
        (", 12(3), 12–40", ("12", "3", "12–40")),
        (", 31/2, 1999, p. 121-152", ("31", "2", "121-152")),
        (", vol. XII, no. 3, May 1999, pp. 12–15, here 14", ("XII", "3", "12–15")),
        (" 12 (1999), Heft 2, S. 381–420", ("12", "2", "381–420")),
        (", C. 3, S. 2, 1999, s. 243-281", ("3", "2", "243-281")),
        (", t. 5, n° 12, 1999", ("5", "12", "")),
        (". 1999. № 2. С. 12–40", ("", "2", "12–40")),
        # A day is no volume, and a few pages may be the place that the note means.
        (", 12 May 1999, 4", ("", "", "")),
        (", 12 de mayo de 1999, p. 4", ("", "", "")),
        ("», 14 novembre 1999, p. 1", ("", "", "")),
        (", 6. Juni 1999, S. 25", ("", "", "")),
        (" 12 (1999): 12–14", ("12", "", "")),
        (", 1998-1999, p. 30-186", ("", "", "30-186")),
    ],
)
def test_volume_issue_and_pages_of_a_periodical(behind: str, wanted: tuple[str, str, str]) -> None:
    assert astuple(issue_of(behind, "1999")) == wanted


def test_a_work_in_a_book_is_a_chapter_and_one_in_a_periodical_is_not() -> None:
    chapter = fields("A. Brandt, „Räder“, in: B. Oak (Hg.), _Mühlen_, Köln 1990, S. 12–30, hier S. 14.")
    assert (chapter.form, chapter.container, chapter.place, chapter.pages) == ("chapter", "Mühlen", "Köln", "12–30")
    assert chapter.certain
    newspaper = fields("A. Brandt, „Räder“, in: _Die Woche_, 6. Juni 1986, S. 25.")
    assert (newspaper.form, newspaper.volume) == ("article", "")
    russian = fields("Бранд А. А. Мельница // Вода и сад. М.: Наука, 1983. С. 227–284.")
    assert (russian.form, russian.place, russian.publisher) == ("chapter", "М.", "Наука")
    assert fields("A. Brandt, “The Mill” (PhD diss., University of Leeds, 1999), 4.").form == "thesis"


def test_a_title_that_only_the_form_shows_is_never_certain() -> None:
    page = fields("IBGE. Censo de moinhos. Disponível em: https://example.org/m. Acesso em: 3 maio 2019.")
    assert (page.title, page.authors, page.url) == ("Censo de moinhos", ("{IBGE}",), "https://example.org/m")
    assert not page.certain
    russian = fields("Мельницы России [Электронный ресурс]. URL: https://example.org/r (дата обращения: 12.03.2021).")
    assert (russian.title, russian.certain) == ("Мельницы России", False)
    remark = fields("Os dados foram recolhidos por outros. Disponível em: https://example.org/m.")
    assert remark.title == ""


def cited(typed: str) -> list[str]:
    resolved = resolve([("1", MarkedNote.of_typed(typed))])
    return [f"{'; '.join(one.authors)}: {one.title}" for one in resolved.works if one.certain]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        # The title of a work isn't marked, that of the book that holds it is.
        ("O. Brandt, Räder und Wehre, in: E. Eich (Hg.), _Mühlen_, Köln 1990, S. 12–30.", []),
        ("O. Brandt, Wheels and Weirs, in E. Oak (ed.), _Mills_ (Leeds: Weir, 1990), 12.", []),
        # The first word of a title leads to nothing; one in Turkish or Dutch does, and is no given name.
        ("_From Mill to Mill_, by Ada Brandt (Leeds: Weir Press, 1999), 12.", ["Brandt, Ada: From Mill to Mill"]),
        ("Bk. N. D. Çınar, _Değirmen_, Ankara, Su, 1999, s. 4.", ["Çınar, N. D.: Değirmen"]),
        ("Aktaran M. Çınar, _Değirmen_, Ankara, Su, 1999, s. 4.", ["Çınar, M.: Değirmen"]),
        ("Vergelijk A. Eik, _De molen_ (Leiden: Brill, 1999), 4.", ["Eik, A.: De molen"]),
        # There are more authors than those with a name.
        ("Бранд А. А. и др. Мельница // Вестник СПб. ун-та. 1999. № 2. С. 12–40.", ["Бранд, А. А.: Мельница"]),
    ],
)
def test_no_work_is_certain_by_another_title_or_author(typed: str, wanted: list[str]) -> None:
    assert cited(typed) == wanted


def test_the_name_of_a_journal_has_its_shortened_words() -> None:
    found = fields("Бранд А. А. и др. Мельница // Вестник СПб. ун-та. 1999. № 2. С. 12–40.")
    assert (found.container, found.others, found.number) == ("Вестник СПб. ун-та", True, "2")


def test_what_the_model_reads_of_editors_alone_is_no_error() -> None:
    typed = (
        "V. Wein, Zwischen Wehr und Rad. Zur Lage, in: W. G. Eich (Hg.), _Mühlen_, Köln 2009, S. 55–95, hier S. 43 ff."
    )
    assert cited(f"So schon im Jahr davor (27. Dezember 1987). {typed}") == []
