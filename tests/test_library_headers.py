"""The headers of Project Gutenberg, as they were written in forty years: what they state, and where the text begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefsite.init.language import named_language
from briefsite.init.library_header import library_header, published_in

FILES = Path(__file__).parent / "library_headers"
TEXT = "THE FIRST CHAPTER\n\nThe harbour was measured."

#: What each header states: title, authors, tag of the language, first publication, and other people.
STATED = {
    "of-today": ("Harbours", ("Ann Hill", "Bo Dale"), "en", ("New York, NY", "Press & Co.", "1887"), ()),
    "german-with-an-editor": ("Häfen", ("Anna Hügel",), "de", (), ("editor: Bert Tal",)),
    "finnish-with-a-translator": ("Satamat", ("Anna Mäki",), "fi", (), ("translator: Eino Laakso",)),
    "french-from-an-edition": ("Les ports", ("Anne Val", "Luc Val", "Guy Pré"), "fr", (), ()),
    "dutch-by-its-first-line": ("De havens", ("Anna van den Berg",), "", (), ()),
    "nobody-but-an-editor": ("Harbours", (), "en", (), ("editor: Ann Hill",)),
    "an-etext": ("Harbours", ("Ann Hill",), "", (), ()),
    "a-german-etext": ("Häfen", ("Anna Hügel",), "", (), ()),
    "an-etext-of-a-series": ("Harbours", ("Ann Hill",), "", (), ()),
    "an-etext-with-fields": ("Harbours", ("Ann Hill, M.D.",), "", (), ()),
    "an-ebook-of-2004": ("Harbours", ("Alexandre Val, père",), "en", (), ()),
}


def test_no_header_is_without_its_case() -> None:
    assert {path.stem for path in FILES.glob("*.txt")} == STATED.keys()


@pytest.mark.parametrize("form", STATED)
def test_a_header_says_what_the_work_is_and_where_it_begins(form: str) -> None:
    lines = (FILES / f"{form}.txt").read_text(encoding="utf-8").split("\n")
    header = library_header(lines)
    assert header is not None
    first = tuple(published_in(header.publication).values())
    found = (header.title, header.authors, named_language(header.language), first, header.others)
    assert found == STATED[form]
    assert "\n".join(lines[header.begin : header.end]).strip() == TEXT
