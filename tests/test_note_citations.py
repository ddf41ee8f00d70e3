"""The author's notes become a bibliography: what is certain is linked, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import markdown
import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.citations.authors import authors_of, named_as
from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.entries import as_work, entries
from briefsite.citations.full_citation import full_citation
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, parts
from briefsite.citations.naming import named_works
from briefsite.citations.recognize import recognize_citations
from briefsite.citations.resolve import ResolvedNotes, resolve
from briefsite.citations.short_citation import short_citation
from briefsite.pages.note_list import note_entry
from briefsite.problems.problem import fatal
from briefsite.reading.read import read_edition
from tests.helpers import call, make_project, snapshot

EXTENSIONS: Final = ["attr_list", "md_in_html", "tables", "toc"]
CHAINS: Final = Path(__file__).parent / "citations/chains.txt"


def chains() -> Iterator[tuple[str, str, str]]:
    for line in CHAINS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            label, note, wanted = line.split(" | ")
            yield label, note, wanted


def shown(resolved: ResolvedNotes) -> dict[str, str]:
    """For each note what it cites, in the notation of chains.txt: the second new work of note 7 is 7b."""
    names: dict[int, str] = {}
    for label, found in resolved.notes.items():
        new = [one.work for one in found if one.decision == "new" and one.work is not None]
        names |= {work: f"{label}{' bcde'[at].strip()}" for at, work in enumerate(new)}
    said = {}
    for label, found in resolved.notes.items():
        each = []
        for one in found:
            place = f"@{one.locator}" if one.locator else ""
            known = names[one.work] if one.work is not None else "?"
            each.append(f"N{place}" if one.decision == "new" else f"{known}{place}" if known != "?" else "?")
        said[label] = ";".join(each) or "-"
    return said


def test_each_short_citation_is_linked_to_its_work_or_left_undecided() -> None:
    rows = list(chains())
    found = shown(resolve([(label, MarkedNote.of_typed(note)) for label, note, _ in rows]))
    assert found == {label: wanted for label, _, wanted in rows}


@pytest.mark.parametrize(
    ("typed", "title", "authors", "year", "locator", "certain"),
    [
        ("Ada Brandt, _The Mill Book_ (Leeds: Weir, 1999), 12.", "The Mill Book", ("Brandt, Ada",), "1999", "12", True),
        ("Brandt, A. B., & Oak, T. (2003). _Wheels_. Weir.", "Wheels", ("Brandt, A. B.", "Oak, T."), "2003", "", True),
        ("World Bank, _Rivers_ (2017), para. 14.", "Rivers", ("{World Bank}",), "2017", "para. 14", True),
        (
            "Jan van der Berg, « Le Moulin », _Eaux_, 2011, p. 4.",
            "Le Moulin",
            ("van der Berg, Jan",),
            "2011",
            "4",
            True,
        ),
        ("“Wheels,” by J.C. Oak (_Mill Journal_, July, 1919).", "Wheels", ("Oak, J.C.",), "1919", "", True),
        ("On mills, Ada Brandt, _Wheels_, Paris, Roue, « Sol », 1975.", "Wheels", ("Brandt, Ada",), "1975", "", True),
        # What leads to a work in a language that isn't known may not become a name.
        ("Pace Ada Brandt, _Wheels_ (Leeds: Weir, 1999).", "Wheels", ("Brandt, Ada",), "1999", "", True),
        (
            "President Ada Brandt, _Wheels_ (Leeds: Weir, 1999).",
            "Wheels",
            ("Brandt, President Ada",),
            "1999",
            "",
            False,
        ),
        ("Ada Reed, _Wheels_ (Leeds: Weir, 1999).", "Wheels", ("Reed, Ada",), "1999", "", True),
        ("Ada Brandt, ed., _Wheels_ (Leeds: Weir, 1999).", "Wheels", ("Brandt, Ada",), "1999", "", True),
        ("Ada Snyder. _Wheels_. Leeds: Weir, 1999.", "Wheels", ("Snyder, Ada",), "1999", "", True),
        ("BRANDT Ada, _Le moulin_, Paris, Seuil, 1999.", "Le moulin", ("BRANDT, Ada",), "1999", "", True),
        ("BBC News, _Wheels_ (London: Weir, 1999).", "Wheels", ("{BBC News}",), "1999", "", False),
        ("Vedi Ada Brandt, _Wheels_ (Leeds: Weir, 1999).", "Wheels", ("Brandt, Ada",), "1999", "", True),
        ("A. W. Brandt, _Wheels_ (Leeds: Weir, 1999).", "Wheels", ("Brandt, A. W.",), "1999", "", True),
        ("Konf. Ada Brandt, _Wheels_ (Leeds: Weir, 1999).", "Wheels", ("Brandt, Konf. Ada",), "1999", "", False),
        ("“No author,” _The Weir Post_, 3 May 2004.", "No author", (), "2004", "", False),
        ("See _Mills_ of 1999.", "Mills", (), "1999", "", False),
    ],
)
def test_the_fields_of_a_work_are_those_that_its_words_mark(
    typed: str, title: str, authors: tuple[str, ...], year: str, locator: str, certain: bool
) -> None:
    found = full_citation(MarkedNote.of_typed(typed))
    assert found is not None
    assert (found.title, found.authors, found.year) == (title, authors, year)
    assert (found.locator, found.certain) == (locator, certain)


@pytest.mark.parametrize(
    "typed",
    [
        "In 1999 he wrote that “the wheel had stopped for good and nobody came to see it any more”.",
        "This was clearly pointed out by him in _The Weir Post_ for May 1904.",
        "If, _per impossibile_, the river paid 300 in 1921, it would pay in 1922.",
        "The town then “took over the mill” in 1920, as he says.",
        "He died in 1921.",
        'Part X, para. 10: "Germany will, within six months from the coming into force of the Treaty, pay" in 1920.',
        "Brandt, _Mills_ (Leeds: Weir, 1999), 3, with Tom Oak, _Weirs_ (York: Oak, 2001), 5.",
    ],
)
def test_what_an_author_remarks_is_no_work(typed: str) -> None:
    found = full_citation(MarkedNote.of_typed(typed))
    assert found is None or not found.certain


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("_, 45.", "45"),
        ("x, pp. 12–14", "12–14"),
        ("x. С. 47.", "47"),
        ("x, S. 17 f", "17 f."),
        ("x, S. 17 ff.", "17 ff."),
        ("x, art. 10.", "art. 10"),
        ("x, ¶ 85.", "¶ 85"),
        ("x 1999, 60.", "60"),
        ("x (2003)", ""),
        ("x, 1999.", ""),
        ("x (May 25).", ""),
        ("45", ""),
    ],
)
def test_a_locator_is_the_place_at_the_end_and_no_year(text: str, locator: str) -> None:
    assert locator_at_end(text)[0] == locator


@pytest.mark.parametrize("name", ["A. W. Phillips", "A. E. Housman", "A. G. E. Sabine", "A. Y. Oak", "I. D. Weir"])
def test_initials_are_no_short_citation(name: str) -> None:
    assert short_citation(MarkedNote.of_typed(f"{name}, _Wheels_ (Leeds: Weir, 1999), 3.")) is None


def test_a_note_is_divided_where_another_work_begins() -> None:
    note = MarkedNote.of_typed("A, _B; c_ (1999); see D, “E; f” (2000); and so on. See also G, _H_ (2001).")
    assert [part.text for part in parts(note)] == [
        "A, B; c (1999)",
        "see D, “E; f” (2000)",
        "and so on.",
        "See also G, H (2001).",
    ]


def test_an_entry_says_who_are_editors_and_that_there_are_more_authors() -> None:
    for typed, said in (
        ("Ada Brandt et al., _Mills_ (Leeds: Weir, 1999).", "author = {Brandt, Ada and others}"),
        ("Ada Brandt (ed.), _Mills_ (Leeds: Weir, 1999).", "editor = {Brandt, Ada},"),
        ("Ada Brandt and Tom Oak, eds., _Mills_ (Leeds: Weir, 1999).", "editor = {Brandt, Ada and Oak, Tom},"),
        ("Ada Brandt, _Mills_, Paris, Roue, 1999 [1971].", "date = {1999},"),
    ):
        found = full_citation(MarkedNote.of_typed(typed))
        assert found is not None
        assert said in " ".join("".join(entries([as_work(found, "x")], [found.words])).split())


def test_the_same_person_is_the_author_of_the_citation_before() -> None:
    notes = (
        "Ada Brandt, _Mills_ (Leeds: Weir, 1999), 3; idem, _Wheels_ (Leeds: Weir, 2001), 4.",
        "_Id._, _Weirs_ (York, 2003).",
        "Tom Oak, _Dams_ (York, 2004); Ada Brandt, _Locks_ (York, 2005).",
        "Ders., _Wells_ (York, 2006).",
    )
    resolved = resolve([(str(at), MarkedNote.of_typed(note)) for at, note in enumerate(notes)])
    assert [(work.title, work.authors) for work in resolved.works] == [
        ("Mills", ("Brandt, Ada",)),
        ("Wheels", ("Brandt, Ada",)),
        ("Weirs", ("Brandt, Ada",)),
        ("Dams", ("Oak, Tom",)),
        ("Locks", ("Brandt, Ada",)),
        ("Wells", ()),
    ]


def test_a_surname_prefers_first_authors() -> None:
    assert authors_of("John Brown and Mary Smith") == ("Brown, John", "Smith, Mary")
    assert named_as("Smith", ("Smith, J.",)) > named_as("Smith", ("Brown, John", "Smith, Mary"))
    assert named_as("Brown and Smith", ("Brown, John", "Smith, Mary")) == 3
    assert not named_as("Smith", ("Smithson, J.",))


TEXT: Final = """\
The mill stood by the river.[1] It was old.[2] The wheel was gone.[3] So was the weir.[4]

NOTES

[1] Ada Brandt, _The Mill Book_ (Leeds: Weir Press, 1999), 12.

[2] Ibid., 14.

[3] The author saw it in 1999.

[4] Green, op. cit., p. 1.
"""
EDITION: Final = """\
version: 1
work: {title: Mills, language: en}
site: {title: Mills, description: On mills.}
source: {file: brief.txt}
conventions: {italics: true}
pages: [{slug: /, title: Overview, from: The mill stood, summary: It stood.}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = make_project(tmp_path)
    (root / "sources/x/brief.txt").write_text(TEXT, encoding="utf-8")
    (root / "sources/x/edition.yml").write_text(EDITION, encoding="utf-8")
    (root / "sources/x/references.bib").write_text("% Ours.\n", encoding="utf-8")
    return root


def test_what_is_certain_is_written_once_and_nothing_else_is_touched(project: Path) -> None:
    before = snapshot(project / "sources/x")
    result = call(project, "works")
    assert snapshot(project / "sources/x") == before
    assert "2 citations resolved, with 1 new works." in result.output
    assert "note 4: “Green, op. cit., p. 1.” (no work cited before fits)" in result.output
    result = call(project, "works", "--write")
    assert result.exit_code == 0, result.output
    after = snapshot(project / "sources/x")
    assert after["references.bib"].startswith(b"% Ours.\n\n")
    assert b"@book{brandt1999mill" in after["references.bib"]
    assert {name for name in after if after[name] != before[name]} == {"references.bib", "edition.yml"}
    assert after["edition.yml"].startswith(EDITION.encode())
    assert b'  - {number: 1, works: [{key: brandt1999mill, locator: "12"}], status: author}' in after["edition.yml"]
    assert b"number: 3" not in after["edition.yml"]
    reading = read_edition("x", after, None)
    assert not fatal(reading.problems)
    assert reading.publication is not None
    assert [cited.key for cited in reading.publication.note["n2"].works] == ["brandt1999mill"]
    # The author's words of each note stay beside it, and a second run finds nothing new.
    assert reading.publication.note["n1"].text[0].body.text.startswith("Ada Brandt, The Mill Book")
    assert recognize_citations(reading.publication).works == ()
    assert "nothing to write" in call(project, "works", "--write").output


NOTES: Final = """\
The mill stood by the river.[1] It was old.[2] The wheel was gone.[3] So was the weir.[4] And all.[5]

NOTES

[1] Ada Brandt, _The Mill Book_ (Leeds: Weir Press, 1999), 12.

[2] Ibid., 14.

[3] See also Tom Oak, "Weirs," _Journal of Mills_ 4 (2003): 77; but Brandt, _op. cit._, p. 15, has it otherwise.

[4] Brandt, _Mill
Book_, 20. The author saw it.

[5] The author saw the _Mill Book_ itself in 1999.
"""


def test_a_note_leads_from_the_words_that_name_a_work_to_the_bibliography(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / "sources/x/brief.txt").write_text(NOTES, encoding="utf-8")
    # A mark of print may be longer than the straight one.
    (root / "sources/x/edition.yml").write_text(
        EDITION.replace("language: en", "language: fr") + "typography: quotation_marks\n", encoding="utf-8"
    )
    (root / "sources/x/references.bib").write_text("", encoding="utf-8")
    result = call(root, "works", "--write")
    assert "5 citations resolved, with 2 new works." in result.output, result.output
    publication = read_edition("x", snapshot(root / "sources/x"), None).publication
    assert publication is not None
    shown = "".join(note_entry(publication, note, {0}, page="index") for note in publication.notes)
    html = LexborHTMLParser(markdown.markdown(shown, extensions=EXTENSIONS))
    assert [
        (a.text(), a.attributes["href"], a.attributes.get("aria-label"), a.attributes["title"])
        for a in html.css("a.cited-work")
    ] == [
        ("The Mill Book", "bibliography.md#brandt1999mill", None, "Brandt 1999"),
        ("Ibid.", "bibliography.md#brandt1999mill", "Ibid.: Brandt 1999", "Brandt 1999"),
        ("Weirs", "bibliography.md#oak2003weirs", None, "Oak 2003"),
        ("Brandt", "bibliography.md#brandt1999mill", "Brandt: Brandt 1999", "Brandt 1999"),
        ("Mill Book", "bibliography.md#brandt1999mill", None, "Brandt 1999"),
    ]


def test_what_says_only_the_same_is_of_the_one_work_that_no_other_words_name() -> None:
    mills = FullCitation("", "book", "The Mill Book", ("Brandt, Ada",), year="1999")
    weirs = FullCitation("", "book", "Weirs", ("Oak, Tom",), year="2001")
    note = MarkedNote.of_typed("Ibid., 3; Oak, _Weirs_, 4; and cf. note 3 above.")
    named = named_works(note, {"a": mills, "b": weirs})
    assert [(note.text[one.start : one.end], one.key) for one in named] == [("Weirs", "b")]
    note = MarkedNote.of_typed("Ibid., 3; Oak, _Weirs_, 4.")
    named = named_works(note, {"a": mills, "b": weirs})
    assert [(note.text[one.start : one.end], one.key) for one in named] == [("Ibid.", "a"), ("Weirs", "b")]
    assert named_works(MarkedNote.of_typed("A remark on weirs."), {"b": weirs}) == ()
