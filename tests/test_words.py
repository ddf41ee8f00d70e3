"""A name sorts, and gives an address, in one way: without its accents, whatever letters it is written in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefsite.edition.extras import IndexName
from briefsite.exports.citable import citables
from briefsite.language.strings import ENGLISH
from briefsite.ledger.work_matching import slug_of_key
from briefsite.pages.editions import editions_list
from briefsite.pages.names import names_page
from briefsite.reading.name_index import name_fragments
from briefsite.reading.publication import Publication
from briefsite.reading.summary import summarize
from briefsite.words import common_start, did_you_mean, fold, nearest, spaced, squeezed
from briefsite.works.from_bibtex import read_works
from briefsite.works.order import sort_key
from tests.helpers import call, collect

#: Names, as they are to be folded, in the order in which they sort.
FOLDED = {
    "Æsir": "aesir",
    "Ðorđe": "dorde",
    "Ǿresund": "oresund",
    "Ħal": "hal",
    "İstanbul": "istanbul",
    "Iğdır": "igdir",
    "Łódź": "lodz",
    "Ňa": "na",
    "Øresund": "oresund",
    "Straße": "strasse",
    "þing": "thing",
    "Ünsal": "unsal",
    "Ǽsir": "aesir",
}
NAMES = sorted(FOLDED, key=lambda name: (FOLDED[name], name))


@pytest.mark.parametrize("name", NAMES)
def test_how_a_name_is_folded(name: str) -> None:
    for written in (name, name.upper(), unicodedata.normalize("NFD", name)):
        assert fold(written) == FOLDED[name]


@given(st.text())
def test_what_is_folded_is_the_same_however_it_is_written(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == folded
    assert not any(map(unicodedata.combining, folded))


def test_names_sort_and_are_addressed_as_they_are_folded(publication: Publication) -> None:
    names = tuple(IndexName(name=name, kind="place", line="A place.") for name in reversed(NAMES))
    found = name_fragments(names)
    assert {name.name: re.sub(r"-\d$", "", fragment) for name, fragment in found.items()} == {
        name: f"name-{folded}" for name, folded in FOLDED.items()
    }
    addresses = replace(publication.addresses, listed={"name": tuple(found.values())})
    edition = msgspec.structs.replace(publication.edition, names=names)
    indexed = replace(publication, edition=edition, addresses=addresses)
    shown = re.findall(r'<dt markdown="span">(.*?)</dt>', "\n".join(names_page(indexed).blocks))
    assert shown == NAMES


def test_editions_sort_by_their_titles_as_they_are_folded(publication: Publication) -> None:
    card = summarize(publication)
    cards = [msgspec.structs.replace(card, title=name, path=f"e{at}") for at, name in enumerate(reversed(NAMES))]
    listed = "".join(editions_list(cards, "All"))
    assert re.findall(r"^### \[(.*?)\]", listed, re.MULTILINE) == NAMES


def test_works_sort_by_their_authors_as_they_are_folded() -> None:
    written = NAMES[::-1]
    entries = "".join(
        f"@book{{key{number}, author = {{{name}, A.}}, title = {{A Book}}, date = {{2020}}}}\n"
        for number, name in enumerate(written)
    )
    (works, _), problems = collect(read_works, "references.bib", entries)
    assert problems == ()
    found = [work.authors[0].family for work in sorted(works, key=lambda work: sort_key(work)[0])]
    assert found == sorted(written, key=FOLDED.__getitem__)


@pytest.mark.parametrize("name", NAMES)
def test_the_address_of_a_work_has_the_letters_of_its_key(name: str) -> None:
    (works, _), problems = collect(
        read_works, "references.bib", f"@book{{{name}2020, author = {{A}}, title = {{B}}, date = {{2020}}}}\n"
    )
    assert problems == ()
    assert slug_of_key(works[0].key) == f"{FOLDED[name]}2020"


@pytest.mark.parametrize("name", NAMES)
def test_a_citation_key_has_the_same_letters(publication: Publication, name: str) -> None:
    work = msgspec.structs.replace(publication.edition.work, authors=(f"{name}, Ada",))
    edition = msgspec.structs.replace(publication.edition, work=work)
    assert citables(replace(publication, edition=edition), "")["/"].work.key == f"{FOLDED[name]}{work.date[:4]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_first_edition_makes_slugs_of_the_same_letters(name: str, tmp_path: Path) -> None:
    own = "It was a long day in the town, and nobody came.\n"
    text = tmp_path / f"{name}.txt"
    text.write_text(f"CHAPTER I\n{name} AND THE SEA\n\n{own}\nCHAPTER II\n{name}\n\nThe next day, {own}")
    made = call(tmp_path, "init", str(text))
    assert made.exit_code == 0, made.output
    edition = yaml.safe_load((tmp_path / f"sources/{FOLDED[name]}/edition.yml").read_text(encoding="utf-8"))
    assert [page["slug"] for page in edition["pages"]][-1] == f"chapter-ii-{FOLDED[name]}"


# ---- the other operations on words


@given(st.text(st.sampled_from(" \t\n\u00a0\u3000ab")))
def test_property_single_blanks(text: str) -> None:
    assert squeezed(text) == re.sub(r"\s+", " ", text).strip()
    assert spaced(text) == re.sub("[ \t\n\u3000]+", " ", text)


@given(st.text(st.sampled_from("ab")), st.text(st.sampled_from("ab")))
def test_property_the_common_start(one: str, other: str) -> None:
    start = one[: common_start(one, other)]
    assert one.startswith(start)
    assert other.startswith(start)
    assert one[len(start) :][:1] != other[len(start) :][:1] or start == one == other


def test_the_nearest_word_is_asked_for() -> None:
    known = ("titles", "title", "date")
    assert nearest("titel", known) == ("title",)
    assert nearest("titel", known, count=3) == ("title", "titles")
    assert nearest("titel", known, count=3, cutoff=0.75) == ("title",)
    assert did_you_mean("titel", iter(known)) == 'did you mean "title"?'
    assert did_you_mean("titel", known, form="[{}]") == "did you mean [title]?"
    assert did_you_mean("titel", known, "no such key", cutoff=0.9) == "no such key"
    # Of five letters, three are right: so alike and no less, unless something else is asked for.
    assert did_you_mean("abcxy", ["abcde"]) == 'did you mean "abcde"?'
    assert nearest("abcxy", ["abcde"]) == ("abcde",)
    assert did_you_mean("abxyz", ["abcde"]) == ""
    assert nearest("abxyz", ["abcde"]) == ()


def test_the_nearest_of_very_many_words_is_found_as_well() -> None:
    known = [f"{number:04}" for number in range(3_000)]
    assert nearest("titel", [*known, "titles", "title", *known], count=3) == ("title", "titles")


@pytest.mark.parametrize(
    ("things", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), ([*"abcd"], "a, b, c and d")],
)
def test_things_in_one_sentence(things: list[str], sentence: str) -> None:
    assert ENGLISH.sequence(things) == sentence
