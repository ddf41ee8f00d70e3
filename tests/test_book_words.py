"""Each row of the table of book words serves each reader: notes, page furniture, headings, contents."""

from __future__ import annotations

import pytest

from briefsite.init.title_page import title_page
from briefsite.paragraphs.block_kinds import block_kinds
from briefsite.paragraphs.heading import is_contents, is_heading, is_outer_part
from briefsite.source.furniture_forms import bare_number
from briefsite.source.note_finder import FoundNotes, find_notes
from briefsite.source.note_headings import is_note_heading
from briefsite.source.page_breaks import page_furniture
from briefsite.source.source import Source
from briefsite.writing.book_words import BOOK_LANGUAGES, book_names
from briefsite.writing.headings import is_numbered_heading

#: A language, its heading of notes, its page 12, its third chapter, its table of contents and its foreword; empty where
#: the table has no word.
LANGUAGES = (
    ("en", "Notes", "Page 12", "Chapter 3", "Contents", "Foreword"),
    ("de", "Anmerkungen", "Seite 12", "Kapitel 3", "Inhaltsverzeichnis", "Vorwort"),
    ("nl", "Voetnoten", "blz. 12", "Hoofdstuk 3", "Inhoudsopgave", "Voorwoord"),
    ("sv", "Fotnoter", "Sida 12", "Kapitel 3", "Innehåll", "Förord"),
    ("da", "Fodnoter", "Side 12", "Kapitel 3", "Indholdsfortegnelse", "Forord"),
    ("nb", "Sluttnoter", "Side 12", "Kapittel 3", "Innhold", "Etterord"),
    ("fr", "Notes de fin", "Page 12 sur 20", "Chapitre 3", "Table des matières", "Préface"),
    ("es", "Notas al pie", "Página 12 de 20", "Capítulo 3", "Índice general", "Prólogo"),
    ("pt", "Notas de rodapé", "Página 12", "Capítulo 3", "Sumário", "Prefácio"),
    ("it", "Riferimenti", "Pag. 12", "Capitolo 3", "Sommario", "Prefazione"),
    ("ro", "Note de subsol", "Pagina 12 din 20", "Capitolul 3", "Cuprins", "Prefață"),
    ("tr", "DİPNOTLAR", "Sayfa 12", "BÖLÜM 3", "İÇİNDEKİLER", "Önsöz"),
    ("pl", "Przypisy końcowe", "Strona 12 z 20", "Rozdział 3", "Spis treści", "Przedmowa"),
    ("cs", "Poznámky pod čarou", "Strana 12", "Kapitola 3", "Obsah", "Předmluva"),
    ("hr", "Bilješke", "Stranica 12", "Poglavlje 3", "Sadržaj", "Predgovor"),
    ("fi", "Alaviitteet", "Sivu 12", "Luku 3", "Sisällysluettelo", "Esipuhe"),
    ("hu", "Jegyzetek", "12. oldal", "3. fejezet", "Tartalomjegyzék", "Előszó"),
    ("vi", "Chú thích", "Trang 12", "Chương 3", "Mục lục", "Lời nói đầu"),
    ("id", "Catatan kaki", "Halaman 12", "Bab 3", "Daftar isi", "Kata pengantar"),
    ("ru", "ПРИМЕЧАНИЯ", "Стр. 12", "Глава третья", "Оглавление", "Предисловие"),
    ("uk", "Примітки", "Стор. 12", "Розділ 3", "Зміст", "Передмова"),
    ("bg", "Бележки", "Стр. 12", "Глава 3", "Съдържание", "Предговор"),
    ("sr", "Напомене", "Страна 12", "Поглавље 3", "Садржај", "Предговор"),
    ("el", "ΣΗΜΕΙΩΣΕΙΣ", "Σελίδα 12", "Κεφάλαιο 3", "Περιεχόμενα", "ΠΡΟΛΟΓΟΣ"),
    ("mn", "Тайлбар", "Хуудас 12", "Гуравдугаар бүлэг", "Гарчиг", "Өмнөх үг"),
    ("hy", "Ծանոթագրություններ", "Էջ 12", "Գլուխ 3", "Բովանդակություն", "Նախաբան"),
    ("ka", "შენიშვნები", "გვ. 12", "თავი 3", "სარჩევი", "წინასიტყვაობა"),
    ("he", "הערות שוליים", "עמוד 12", "פרק שלישי", "תוכן העניינים", "הקדמה"),
    ("ar", "الهوامش", "صفحة ١٢", "الفصل الثالث", "المحتويات", "تمهيد"),
    ("fa", "پانویس‌ها", "صفحه ۱۲", "فصل ۳", "فهرست مطالب", "پیشگفتار"),
    ("ur", "حواشی", "صفحہ 12", "باب ۳", "فہرست مضامین", "پیش لفظ"),
    ("hi", "टिप्पणियाँ", "पृष्ठ १२", "अध्याय ३", "विषय सूची", "प्रस्तावना"),
    ("bn", "পাদটীকা", "পৃষ্ঠা ১২", "অধ্যায় ৩", "সূচিপত্র", "ভূমিকা"),
    ("ta", "குறிப்புகள்", "பக்கம் 12", "அத்தியாயம் 3", "பொருளடக்கம்", "முன்னுரை"),
    ("te", "గమనికలు", "పేజీ 12", "అధ్యాయం 3", "", ""),
    ("kn", "ಟಿಪ್ಪಣಿಗಳು", "ಪುಟ 12", "ಅಧ್ಯಾಯ 3", "", ""),
    ("ml", "കുറിപ്പുകൾ", "പേജ് 12", "അദ്ധ്യായം 3", "", ""),
    ("gu", "નોંધો", "પૃષ્ઠ 12", "અધ્યાય 3", "", ""),
    ("pa", "ਟਿੱਪਣੀਆਂ", "ਪੰਨਾ 12", "ਅਧਿਆਇ 3", "", ""),
    ("th", "เชิงอรรถ", "หน้า ๑๒", "บทที่ ๓", "สารบัญ", "คำนำ"),
    ("lo", "ໝາຍເຫດ", "ໜ້າ 12", "ບົດທີ 3", "", ""),
    ("km", "កំណត់សម្គាល់", "ទំព័រ 12", "ជំពូកទី 3", "", ""),
    ("my", "မှတ်စုများ", "စာမျက်နှာ 12", "အခန်း ၃", "", ""),
    ("am", "ማስታወሻዎች", "ገጽ 12", "ምዕራፍ 3", "", ""),
    ("zh", "註釋", "第12頁", "第三章", "目錄", "序言"),
    ("ja", "脚注", "12 ページ", "第3章　港", "目次", "はじめに"),
    ("ko", "각주", "12쪽", "제3장 항구", "차례", "머리말"),
)
CODES = [row[0] for row in LANGUAGES]
SENTENCE = "the harbor was measured in the winter of that year and the ice held until the men had left it"


def notes_in(text: str) -> FoundNotes:
    return find_notes(text, (), frozenset(), frozenset())


def test_every_language_of_the_table_is_tried() -> None:
    assert [row.code for row in BOOK_LANGUAGES] == CODES
    lacking = {row.code for row in BOOK_LANGUAGES if not row.contents or not row.outer}
    assert lacking == {code for code, *_, contents, foreword in LANGUAGES if not contents or not foreword}


@pytest.mark.parametrize(("heading", "code"), [(row[1], row[0]) for row in LANGUAGES], ids=CODES)
def test_a_heading_of_notes_is_read(heading: str, code: str) -> None:
    text = f"The ice held.[1] The men left it.[2]\n\n{heading}\n\n1. The log.\n2. The letter.\n"
    search = notes_in(text)
    assert [note.label for note in search.notes] == ["1", "2"]
    assert [text[low:high].strip() for low, high in search.heads] == [heading]
    assert is_note_heading(f"8. {heading}:"), code


@pytest.mark.parametrize("page", [row[2] for row in LANGUAGES], ids=CODES)
def test_the_number_of_a_page_is_furniture_where_it_is_proven(page: str) -> None:
    number = next(digits for digits in ("12", "١٢", "۱۲", "१२", "১২", "๑๒") if digits in page)
    assert bare_number(page) == number
    zero = chr(ord(number[0]) - 1)
    lines = []
    for count in range(8):
        lines += [SENTENCE] * 30
        lines += [page.replace(number, f"{chr(ord(zero) + 1)}{chr(ord(zero) + 1 + count)}", 1)]
    taken = [line for one in page_furniture(lines) for line in one.lines]
    assert sorted(taken)[:7] == [31 * (count + 1) for count in range(7)]


@pytest.mark.parametrize("chapter", [row[3] for row in LANGUAGES], ids=CODES)
def test_a_chapter_with_its_number_is_a_heading(chapter: str) -> None:
    text = [(0, f"{SENTENCE.capitalize()}.")] * 3
    assert block_kinds([text, [(0, chapter)], text], 100, headings=True) == ["prose", "heading", "prose"]


@pytest.mark.parametrize("chapter", [row[3] for row in LANGUAGES[:18] if not row[3][0].isdigit()])
def test_below_the_number_of_a_chapter_the_notes_count_again(chapter: str) -> None:
    first, second = chapter.replace("3", "1"), chapter.replace("3", "2")
    notes = f"{first}\n\n1. The log.\n2. It.\n\n{second}\n\n1. The log.\n"
    text = f"It held.[1] They left.[2]\n\nIt broke.[1]\n\nNotes\n\n{notes}"
    search = notes_in(text)
    assert [note.label for note in search.notes] == ["1", "2", "1"]
    assert [text[low:high].strip() for low, high in search.heads] == ["Notes", first, second]


@pytest.mark.parametrize(("contents", "foreword"), [row[4:] for row in LANGUAGES if row[4]])
def test_contents_and_a_foreword_are_known(contents: str, foreword: str) -> None:
    assert is_contents(contents)
    assert is_outer_part(foreword)
    text = [(0, f"{SENTENCE.capitalize()}.")] * 3
    for heading in (contents, foreword):
        assert block_kinds([text, [(0, heading)], text], 100, headings=True)[1] == "heading"


def test_names_are_compared_without_case_and_accents() -> None:
    assert {"icindekiler", "onsoz", "fussnoten", "σημειωσεισ"} <= book_names("contents", "outer", "notes")


@pytest.mark.parametrize("line", ["Notes on the harbor", "The notes", "Chapter", "References to it end.", "Chapter 3"])
def test_what_only_begins_like_a_heading_of_notes_is_none(line: str) -> None:
    assert not is_note_heading(line)


@pytest.mark.parametrize("line", ["Note:", "Nota.", "Anmerkung:"])
def test_what_may_begin_a_remark_is_no_heading_by_its_word(line: str) -> None:
    assert is_note_heading(line)
    assert not is_heading([line])


@pytest.mark.parametrize("persons", ["Dramatis personæ.", "Personen", "PERSONNAGES", "Действующие лица", "Kişiler"])
def test_the_list_of_the_persons_of_a_play_has_a_heading(persons: str) -> None:
    assert is_heading([persons])


@pytest.mark.parametrize("by", ["BY", "Von", "par", "POR", "door", "av"])
def test_the_author_is_named_below_the_word_for_it(by: str) -> None:
    text = f"THE HARBOR\n\n{by}\n\nANN HILL\n\n{SENTENCE.capitalize()}.\n"
    source = Source("a.txt", text.encode(), text)
    assert title_page(source).authors == ("Ann Hill",)


@pytest.mark.parametrize(
    "line",
    ["Chapter IV The army", "Chapter iv", "Part a.", "LIBRO PRIMO", "Livre deuxième", "Zweiter Teil"],
)
def test_a_numbered_heading_has_a_number_of_any_kind(line: str) -> None:
    assert is_numbered_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Carta a Ana",
        "Tom A. Smith",
        "Libro il quale amo",
        "Knjiga i pero",
        "Deel een appel",
        "Part a way",
        "Kitap o kadar",
    ],
)
def test_a_word_in_small_letters_is_no_number(line: str) -> None:
    assert not is_numbered_heading(line)
