"""The bibliography: odd and bad input, each case a folder of tests/bibliography.

A case is `references.bib`; `works.json` says what is read from it, `problems.txt` what is said of it, and
`references.txt`, where there is one, how the list is printed. To add one, write the first and run the tests with
--update: read what appears before you keep it.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsite.problems.collector import Problems
from briefsite.problems.problem import fatal, in_order
from briefsite.problems.shown import describe
from briefsite.storage.cache import read_cache, write_cache
from briefsite.words import nearest
from briefsite.works import from_bibtex
from briefsite.works.bibliography import Bibliography, read_bibliography
from briefsite.works.label import work_label
from briefsite.works.latex import marks_of_tex
from briefsite.works.name_lists import read_names
from briefsite.works.order import sort_key
from briefsite.works.reference_html import reference_text
from briefsite.works.references import format_works
from briefsite.works.rich_text import MarkedText, TextMark
from briefsite.works.styles import STYLES
from briefsite.works.work import Date, Eprint, Name, Work
from tests.helpers import collect

CASES = Path(__file__).parent / "bibliography"


@pytest.mark.parametrize("case", sorted(path.parent.name for path in CASES.glob("*/references.bib")))
def test_case(case: str, golden: Callable[[Path, str], None]) -> None:
    bibliography, problems = collect(
        read_bibliography, "references.bib", (CASES / case / "references.bib").read_text("utf-8"), None
    )
    said = "".join(f"{describe(problem)}\n" for problem in in_order(problems))
    if bibliography.broken:
        said += f"broken: {', '.join(sorted(bibliography.broken))}\n"
    golden(CASES / case / "works.json", _as_json(bibliography.works))
    assert not fatal(problems)
    if said or (CASES / case / "problems.txt").exists():
        golden(CASES / case / "problems.txt", said)
    if (CASES / case / "references.txt").exists():
        golden(CASES / case / "references.txt", _as_printed(bibliography))


def _as_printed(bibliography: Bibliography) -> str:
    """The references in the style of the site, in the order of its list."""
    references = format_works(bibliography.works, STYLES[:1], None, Problems())
    ordered = sorted(bibliography.works, key=sort_key)
    return "".join(f"{work.key}: {reference_text(references[STYLES[0].id, work.key])}\n" for work in ordered)


def test_the_works_of_the_edition_are_read_without_a_complaint(root: Path) -> None:
    path = root / "sources" / "mongolia" / "references.bib"
    bibliography, problems = collect(read_bibliography, "references.bib", path.read_text("utf-8"), None)
    assert not [describe(problem) for problem in problems]
    assert not bibliography.broken
    assert all(work.keywords for work in bibliography.works)
    # No body is taken for a person: every name is either whole or has a given name.
    people = [name for work in bibliography.works for name in work.authors]
    assert all(bool(name.literal) != bool(name.given) for name in people)


def test_a_key_finds_its_work_and_a_misspelt_key_the_nearest() -> None:
    bibliography, _ = collect(read_bibliography, "b", "@misc{nsc_about, title={A}} @misc{bulag2003, title={B}}", None)
    assert bibliography["bulag2003"].title == "B"
    assert bibliography.get("bulag2004") is None
    assert nearest("bulag2004", bibliography.keys) == ("bulag2003",)
    assert nearest("zzz", bibliography.keys) == ()
    assert Bibliography().works == ()


@pytest.mark.parametrize("case", ["kinds", "accents", "duplicate-key"])
def test_what_was_read_is_kept_with_its_complaints(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (CASES / case / "references.bib").read_text("utf-8")
    first = collect(read_bibliography, "b", text, tmp_path)
    assert first == collect(read_bibliography, "b", text, None)
    monkeypatch.setattr(from_bibtex, "read_works", lambda *_: pytest.fail("read again"))
    again = collect(read_bibliography, "b", text, tmp_path)
    assert again == first
    # What no comparison looks at: where a work stands, and what would mend a fault.
    assert [work.place for work in again[0].works] == [work.place for work in first[0].works]
    monkeypatch.undo()
    assert collect(read_bibliography, "other", text, tmp_path)[1] == collect(read_bibliography, "other", text, None)[1]


@pytest.mark.parametrize("damage", ["{}", "[]", '{"works": [], "broken": []}', "{"])
def test_works_that_were_damaged_in_keeping_are_read_again(tmp_path: Path, damage: str) -> None:
    text = (CASES / "kinds" / "references.bib").read_text("utf-8")
    sound = collect(read_bibliography, "b", text, tmp_path)
    (shelf,) = tmp_path.iterdir()
    write_cache(shelf, dict.fromkeys(read_cache(shelf), damage))
    assert collect(read_bibliography, "b", text, tmp_path) == sound


def test_a_fault_leaves_every_other_entry_as_it_is() -> None:
    sound = [f"@misc{{w{number}, title={{Work {number}}}}}" for number in range(20)]
    for fault in (
        "@misc{x, title={y",
        '@misc{x, title="y',
        "@misc{x title}",
        "}}}",
        "@misc{w3, title={again}}",
        "@x{y,}",
    ):
        bibliography, problems = collect(read_bibliography, "b", "\n".join([*sound[:10], fault, *sound[10:]]), None)
        assert problems
        assert not fatal(problems)
        assert [work.title for work in bibliography.works if work.title.startswith("Work")] == [
            f"Work {number}" for number in range(20)
        ]


#: What BibTeX and TeX are made of.
PIECES = st.sampled_from("@{}\"=,%#$~`'-\\()[]&^_|xé \n\r\0") | st.sampled_from(
    [
        *("@misc{a,", "@online{b,", "@string{", "@comment{", "title={", "author=", "year={", "date=", "url={"),
        *(
            "crossref={a}",
            " and ",
            "others",
            ", ",
            "\\emph",
            "\\'",
            "\\x",
            "\\c",
            "\\verb|",
            "\\[",
            "\\(",
            "\\begin{a}",
        ),
        *("2020", "jan", "http://x", "%20", "10.1000/x", "``", "--"),
    ]
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_nothing_makes_the_reader_raise(text: str) -> None:
    fields = ("title", "author", "editor", "date", "year", "month", "url", "doi", "langid", "pages", "keywords")
    inside = re.sub(r"[{}@]", "", text)  # so that it stays one value
    entry = "".join(f"  {name} = {{{inside}}},\n" for name in fields)
    for whole in (text, f"@misc{{a,\n{entry}}}"):
        _, problems = collect(read_bibliography, "b", whole, None)
        assert all(problem.place.line for problem in problems)
        assert all(describe(problem) for problem in problems)


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="\\{}$~`'-"), min_size=1))
def test_text_without_tex_is_itself(text: str) -> None:
    assert marks_of_tex(text) == MarkedText(text)
    assert marks_of_tex(f"{{{text}}}") == MarkedText(text, (TextMark(0, len(text), "kept"),))


@pytest.mark.parametrize("depth", [10, 10_000])
def test_braces_in_braces_do_no_harm(depth: int) -> None:
    bibliography, _ = collect(
        read_bibliography, "b", "@misc{a, title={" + "{" * depth + "deep" + "}" * depth + "}}", None
    )
    assert bibliography["a"].title == "deep"


def test_names_are_split_as_bibtex_splits_them() -> None:
    found = read_names("Donald E. Knuth and de Beauvoir, Simone and King, Jr., Martin Luther and others")
    knuth, beauvoir, king = found.names
    assert (knuth, beauvoir) == (Name("Knuth", "Donald E."), Name("Beauvoir", "Simone", "de"))
    assert king == Name("King", "Martin Luther", "", "Jr.")
    assert found.others
    assert not found.doubtful


def test_a_list_of_works_is_in_the_order_that_a_reader_expects() -> None:
    works = [
        Work("k1", "book", "The Zenith", authors=(Name("Öz", "A."),), date=Date(2001)),
        Work("k2", "book", "Apex", authors=(Name("Oz", "A."),), date=Date(2003)),
        Work("k3", "book", "“The” quoted", date=Date(2001)),
        Work("k4", "book", "A zebra"),
        Work("k5", "news", "Zeta", container="The Asan Forum"),
        Work("k6", "report", "Beta", authors=(Name(literal="İzmir"),)),
        Work("k7", "book", "Apple", editors=(Name("Dam", "A.", "van"),)),
    ]
    assert [work.key for work in sorted(works, key=sort_key)] == ["k5", "k7", "k6", "k1", "k2", "k3", "k4"]


def _as_json(works: tuple[Work, ...]) -> str:
    """The works, each field on its line, less what is empty; of the place only the line."""
    return json.dumps([_known(work) for work in works], ensure_ascii=False, indent=1) + "\n"


def _known(value: Any) -> dict[str, Any]:
    known = {}
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if field.name == "key_place":
            continue
        if field.name == "place":
            known["line"] = content.line
        elif content:
            known[field.name] = _plain(content)
    return known


def _plain(value: Any) -> Any:
    if isinstance(value, TextMark):
        return f"{value.field} {value.begin}-{value.end} {value.kind}"
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Name | Eprint) else _known(value) if isinstance(value, Date) else value


#: A field for names: its names ("Family | Given | Prefix | Suffix", or a name as a whole), and how many are in doubt.
NAMES = {
    "Martin Luther King Jr.": (["King | Martin Luther |  | Jr."], 1),
    "Martin Luther King, Jr.": (["King | Martin Luther |  | Jr."], 1),
    "King, Martin Luther Jr.": (["King | Martin Luther |  | Jr."], 0),
    "Henry Ford III and Elizabeth II and {Ann I}": (["Henry Ford III", "Elizabeth II", "Ann I"], 2),
    "Ortega y Gasset, Jos\\'e and Jos{\\'e} Ortega y Gasset": (["Ortega y Gasset | José |  | "] * 2, 0),
    "João da Costa e Silva": (["Costa e Silva | João | da | "], 0),
    "De la Cruz, Ana": (["De la Cruz | Ana |  | "], 0),
    "Hill, Ann and and Dale, Bo": (["Hill | Ann |  | ", "Dale | Bo |  | "], 0),
    "A. Hill, B. C. Dale, D. van Berg": (["Hill | A. |  | ", "Dale | B. C. |  | ", "Berg | D. | van | "], 3),
    "Hill A, Dale BC": (["Hill A", "Dale BC"], 2),
    "A. B. Hill III and A. CCC and Ming LI": (["Hill | A. B. |  | III", "CCC | A. |  | ", "Ming LI"], 2),
    "Ann Hill und andere": (["Hill | Ann |  | "], 1),
    "Ann Hill und Bo Dale": (["Hill | Ann |  | ", "Dale | Bo |  | "], 2),
    "Georg von und zu Hill": (["Hill | Georg | von und zu | "], 0),
    "Ann Hill with Bo Dale": (["Ann Hill with Bo Dale"], 1),
    "Ann Hill and Bo Dale, editors": (["Hill | Ann |  | ", "Bo Dale, editors"], 1),
    "محفوظ، نجيب": (["محفوظ | نجيب |  | "], 0),
    "村上 春樹 and 李, 明": (["村上 春樹", "李 | 明 |  | "], 1),
    "Ann Hill 0001 and {Bo Dale 0002}": (["Hill | Ann |  | ", "Bo Dale 0002"], 0),
    "family=Hill, given=Ann, prefix=de, useprefix=true": (["Hill | Ann | de | "], 0),
    "Red Lamp, Inc.": (["Red Lamp, Inc."], 1),
    "Food and Agriculture Organization of the United Nations": (
        ["Food and Agriculture Organization of the United Nations"],
        1,
    ),
    "National Aeronautics and Space Administration": (["National Aeronautics and Space Administration"], 1),
    "Bureau of Alcohol, Tobacco and Firearms": (["Bureau of Alcohol, Tobacco and Firearms"], 1),
    "International Bank for Reconstruction and Development": (
        ["International Bank for Reconstruction and Development"],
        1,
    ),
    "UNESCO and World Bank and Plato and Xenophon": (["UNESCO", "World Bank", "Plato", "Xenophon"], 1),
    "ATLAS Collaboration and Tax Justice Network": (["ATLAS Collaboration", "Tax Justice Network"], 2),
    "Türkiye Büyük Millet Meclisi and Umweltbundesamt and Statistisches Landesamt": (
        ["Türkiye Büyük Millet Meclisi", "Umweltbundesamt", "Statistisches Landesamt"],
        2,
    ),
    "Alonzo Church and Peter Justice Hill": (["Church | Alonzo |  | ", "Hill | Peter Justice |  | "], 0),
}


@pytest.mark.parametrize("written", NAMES)
def test_names_are_read_as_they_are_meant(written: str) -> None:
    found = read_names(written)
    shown = [name.literal or f"{name.family} | {name.given} | {name.prefix} | {name.suffix}" for name in found.names]
    assert (shown, len(found.doubtful)) == NAMES[written]


def test_given_names_are_abbreviated_to_all_their_initials() -> None:
    names = (Name("Ng", "A.B."), Name("Hill", "AB"), Name("Kim", "Young-ha"), Name("HILL", "ANN"))
    work = Work("k", "book", "A title", authors=names)
    apa = next(style for style in STYLES if style.cli == "apa")
    shown = reference_text(format_works([work], [apa], None, Problems())[apa.id, "k"])
    assert shown.startswith("Ng, A. B., Hill, A. B., Kim, Y.-H., & HILL, A. ")


@pytest.mark.parametrize(
    ("publisher", "label"),
    [
        ("National Security Council of Mongolia", "National Security Council of Mongolia"),
        ("U.S. Department of State, Office of the Spokesperson for All Countries", "U.S. Department of State"),
        ("Journal of the Society (New Series) of Things That Nobody Reads", "Journal of the Society"),
        ("The Most Venerable Company of the Makers of Very Long Names", "The Most Venerable Company of the Makers of…"),
        ("UN: an office with a name that goes on for fifty letters", "UN: an office with a name that goes on for…"),
        ("A  name\nin two lines", "A name in two lines"),
    ],
)
def test_the_label_of_a_work_has_a_whole_name(publisher: str, label: str) -> None:
    assert work_label(Work(key="k", type="report", title="Title", publisher=publisher)) == label
