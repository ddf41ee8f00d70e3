"""What a citation is: whose, what, when and where; the addresses that lead to one; the templates of a page.

What citations say in full is in test_cited.py.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.exports import slots
from briefsite.exports.citable import citables
from briefsite.exports.cite import cite_address
from briefsite.exports.cited_work import original
from briefsite.exports.formats import FORMATS
from briefsite.exports.found_address import FoundAddress, find_address
from briefsite.exports.page_data import page_data
from briefsite.exports.short_forms import locator_words, short_form, short_templates
from briefsite.exports.style_templates import page_templates
from briefsite.exports.template import in_script
from briefsite.ledger.address import locator_of_range
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.version import DRAFT, Version, VersionId
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.works.styles import STYLES
from tests.helpers import collect, of_one_day

CASES = Path(__file__).parent / "exports"
SITE = "https://mongolia.press.test/brief/"
DAY = datetime.date(2026, 12, 3)


@pytest.fixture(scope="module", name="publication")
def publication_of_one_day(publication: Publication) -> Publication:
    return of_one_day(publication)


# -- the citations ---------------------------------------------------------------------------------------------------


def test_every_citation_says_whose_what_when_where(publication: Publication) -> None:
    for style in STYLES:
        dates = (
            slots.formatted_date(style.dates.published, datetime.date(2020, 8, 28)),
            slots.formatted_date(style.dates.rest, datetime.date(2020, 8, 28)),
            slots.formatted_date(style.dates.day, datetime.date(2026, 11, 24)),
        )
        text, _ = cite_address(publication, SITE, "p9", style.cli)
        for part in ("AVİM", "Mongolia’s Search for Balance in Its Foreign Policy", *dates):
            assert part in text, f"{style.cli}: {part}"
        assert "Dependence on China" not in text, "the title of a page is the editors'"
        for part in ("Analysis No. 2020/23", "Annotated web edition", ", ¶\N{NO-BREAK SPACE}9"):
            assert text.count(part) == 1, f"{style.cli}: {part}"
        assert f"{SITE}china-dependence/#p9" in text
        assert not re.search(
            r"[.,;:] ?[.,;]|\s\s|\?\.|[{}|]|invalid|dateof", text.replace("Nov.,", "").replace("’s.", "")
        )


def test_a_note_that_editors_supplied_is_cited_as_theirs(publication: Publication) -> None:
    assert "editors’ note 7" in cite_address(publication, SITE, "n7")[0]
    notes = tuple(replace(note, status="author") for note in publication.notes)
    own = cite_address(replace(publication, notes=notes), SITE, "n7")[0]
    assert ", note 7" in own


def test_a_named_author_is_a_person_and_the_body_the_publisher(publication: Publication) -> None:
    work = msgspec.structs.replace(publication.edition.work, authors=("Doe, Jane", "Ulrich von Hutten"))
    named = replace(publication, edition=msgspec.structs.replace(publication.edition, work=work))
    assert cite_address(named, SITE, "p9", "apa")[0].startswith("Doe, J., & von Hutten, U. (2020, August 28).")
    assert cite_address(named, SITE, "p9", "bibtex")[0].startswith("@techreport{doe2020-china-dependence,")


# -- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("p9", FoundAddress("/china-dependence/", "p9")),
        ("#p9", FoundAddress("/china-dependence/", "p9")),
        ("¶ 9", FoundAddress("/china-dependence/", "p9")),
        ("¶\N{NO-BREAK SPACE}6.1", FoundAddress("/security-concepts/", "p6-1")),
        ("9", FoundAddress("/china-dependence/", "p9")),
        ("par. 6.1", FoundAddress("/security-concepts/", "p6-1")),
        ("paragraph 9", FoundAddress("/china-dependence/", "p9")),
        ("note 20", FoundAddress("/turkey/", "n20")),
        ("/history/#p9", FoundAddress("/china-dependence/", "p9")),
        (f"{SITE}china-dependence/#p9:~:text=a", FoundAddress("/china-dependence/", "p9")),
        ("http://127.0.0.1:8000/turkey/index.html", FoundAddress("/turkey/")),
        ("turkey", FoundAddress("/turkey/")),
        ("turkey.md", FoundAddress("/turkey/")),
        ("/", FoundAddress("/")),
        (SITE, FoundAddress("/")),
        ("n20", FoundAddress("/turkey/", "n20")),
        ("one-third-rule", FoundAddress("/security-concepts/", "one-third-rule")),
        ("garnaut2007workers", FoundAddress("/bibliography/", "garnaut2007workers", "garnaut2007workers")),
    ],
)
def test_an_address_is_found_as_people_write_it(publication: Publication, address: str, expected: FoundAddress) -> None:
    assert find_address(publication, SITE, address) == expected


def test_a_citation_names_the_version_or_says_that_there_is_none_yet(publication: Publication) -> None:
    draft = replace(publication, released=Ledger())
    again = replace(
        publication,
        released=replace(publication.ledger, versions=(Version(VersionId(datetime.date(2026, 11, 24), 2)),)),
    )
    for style in STYLES:
        day = slots.formatted_date(style.dates.day, datetime.date(2026, 11, 24))
        assert f"Annotated web edition, version of {day} (2), ¶" in cite_address(again, SITE, "p9", style.cli)[0]
        assert "Annotated web edition, draft, ¶" in cite_address(draft, SITE, "p9", style.cli)[0]
        undated = cite_address(draft, SITE, "about", style.cli)[0]
        assert "2026" not in undated.replace("2026-", ""), undated
    for form in FORMATS:
        assert "Annotated web edition, version of 2026-11-24.2" in cite_address(again, SITE, "p9", form.cli)[0]
        assert "Annotated web edition, draft" in cite_address(draft, SITE, "p9", form.cli)[0]


def test_an_unknown_address_is_an_error_with_the_nearest(publication: Publication) -> None:
    text, says = cite_address(publication, SITE, "garnaut2007worker")
    assert not text
    assert says == ('"garnaut2007worker": this edition has no such ID: did you mean garnaut2007workers?',)
    text, says = cite_address(publication, SITE, "turky")
    assert not text
    assert "did you mean /turkey/" in says[0]
    assert cite_address(publication, SITE, "§§§")[1] == (
        '"§§§": this edition has no such ID; `briefsite addresses` lists all permalinks',
    )


def test_a_former_address_leads_on_and_says_so(publication: Publication) -> None:
    records = publication.ledger.by_id
    merged = replace(records["p9"], id="p9a").ceased("merged", "p9")
    renamed = replace(records["/turkey/"], id="/ankara/", page="/ankara/").ceased("renamed", "/turkey/")
    gone = replace(records["p9"], id="p9b").ceased("withdrawn")
    ledger = Ledger((*publication.ledger.records, merged, renamed, gone))
    later = replace(publication, ledger=ledger)
    assert cite_address(later, SITE, "p9a") == (
        cite_address(later, SITE, "p9")[0],
        ("p9a is no longer used: it now leads to p9",),
    )
    assert cite_address(later, SITE, "ankara", "address") == (
        f"{SITE}turkey/\n",
        ("/ankara/ is no longer used: it now leads to /turkey/",),
    )
    text, says = cite_address(later, SITE, "p9b")
    assert not text, "no citation may say that a version has what is not in it"
    assert says == (
        "p9b was withdrawn in the draft: its page has a notice with its last words",
        "no readable version has it, so it can't be cited",
    )
    released = replace(publication, ledger=ledger.released(Version(VersionId(datetime.date(2026, 12, 1)))))
    said = ("p9b was withdrawn in the version of 1 December 2026: its page has a notice with its last words",)
    assert cite_address(released, SITE, "p9b")[1][:1] == said


def test_only_what_a_version_has_is_cited_as_of_it(publication: Publication) -> None:
    """Of the draft, only where the words and the page are those of the last version."""
    records = dict(publication.ledger.by_id)
    kept = Version(publication.ledger.versions[0].id, "words")
    released = Ledger(tuple(records.values()), (kept,))
    records["p9"] = records["p9"].standing("/turkey/")
    records["p10"] = records["p10"].saying("Other words.")
    records["p11"] = records["p11"].ceased("withdrawn")
    records["p11a"] = replace(records["p11"], id="p11a", since=DRAFT, history=())
    draft = replace(publication, released=released, ledger=Ledger(tuple(records.values()), (kept,)))
    as_it_was = "cite it as it was:   briefsite cite {} --version 2026-11-24"
    until = "since the version of 24 November 2026: `briefsite release` makes it citable"
    assert cite_address(draft, SITE, "p9") == ("", (f"p9 is on another page {until}, or {as_it_was.format('p9')}",))
    assert cite_address(draft, SITE, "p10") == ("", (f"p10 has other words {until}, or {as_it_was.format('p10')}",))
    assert cite_address(draft, SITE, "p11a") == ("", (f"p11a is new {until}",))
    assert cite_address(draft, SITE, "p11")[1][1:] == (as_it_was.format("p11"),)
    assert "¶\N{NO-BREAK SPACE}12" in cite_address(draft, SITE, "p12")[0]
    china = citables(draft, SITE)["/china-dependence/"]
    assert china.drafts == {"p9": "moved", "p10": "changed"}
    assert china.was == {address: f"/v/2026-11-24/china-dependence/#{address}" for address in china.drafts}
    page = replace(draft, ledger=draft.released, frozen=True, current=draft.ledger)
    says = "p11a is not in the version of 24 November 2026: it came in the draft"
    assert cite_address(page, SITE, "p11a") == ("", (says,))


def test_the_placeholder_is_named(publication: Publication) -> None:
    text, says = cite_address(publication, "https://example.org/", "p9")
    assert text
    assert says == ("site_url in mkdocs.yml is a placeholder, and so is the link in the citation",)


# -- templates and what fills them -----------------------------------------------------------------------------------


def _cases() -> list[dict[str, str]]:
    cases: list[dict[str, str]] = json.loads((CASES / "slots.json").read_text("utf-8"))
    return cases


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["template"])
def test_slots(case: dict[str, str]) -> None:
    day = datetime.date.fromisoformat(case["accessed"]) if case["accessed"] else None
    assert slots.fill(case["template"], case["address"], case["locator"], day) == case["filled"]


@given(st.text())
def test_a_property_of_literal_text_is_that_it_comes_out_as_it_is(text: str) -> None:
    assert slots.fill(slots.literal(text), "address", "locator", DAY) == text


def test_templates_of_every_page_and_style_hold_each_slot_they_must(publication: Publication) -> None:
    made, problems = collect(page_templates, publication, None)
    assert not problems
    works = {citable.work.key for citable in citables(publication, SITE).values()} | {"avim2020-original"}
    assert made.keys() == {(style, key) for style in (style.id for style in STYLES) for key in works}
    for template in made.values():
        assert template.count("{address}") == 2
        assert template.count("{locator|, |}") == 1
        assert template.count("{accessed|") <= 1
        assert set(re.findall(r"<[^>]*>", template)) <= {"<em>", "</em>", '<a href="{address}">', "</a>"}


@pytest.mark.parametrize("author", ["as it is", ""])
@pytest.mark.parametrize("locator", ["", "¶\N{NO-BREAK SPACE}9", "¶¶\N{NO-BREAK SPACE}9–10", "sec. Aims (1994)"])
def test_the_browser_makes_the_short_forms_that_the_command_makes(
    publication: Publication, locator: str, author: str
) -> None:
    """A template, with its words for the signs of a locator, gives what `cite` gives."""
    address = f"{SITE}china-dependence/#p9"
    cited = citables(publication, SITE)["/china-dependence/"].dressed
    if not author:  # then a title in quotation marks is what names the work
        cited = replace(cited, work=replace(cited.work, authors=(), editors=()))
    for style in STYLES:
        both, *bare = short_templates(cited, style, addressed=True)
        spelled = locator
        for sign, words in locator_words(style).items():
            spelled = spelled.replace(sign, words)
        template = bare[0] if bare and not locator else both
        assert slots.fill(template, address, spelled) == short_form(cited, style, locator, address)
        assert bool(bare) == (not author and style.cli == "mla")


def test_what_a_page_brings_for_the_browser(publication: Publication) -> None:
    made = page_templates(publication, None, Problems())
    pages = citables(publication, SITE)
    data = page_data(pages["/china-dependence/"], made, SITE, original(publication))
    assert data["address"] == f"{SITE}china-dependence/"
    assert data["locators"]["p9"] == "¶\N{NO-BREAK SPACE}9"
    assert data["locators"]["n7"] == "editors’ note 7"
    assert data["locators"]["economic-concerns"] == "¶\N{NO-BREAK SPACE}9"
    assert data["locators"][""] == "¶¶\N{NO-BREAK SPACE}8–10"
    assert [label for _, label, _ in data["original"]["styles"]] == [label for _, label, _ in data["styles"]]
    assert "avim.org.tr" in data["original"]["address"]
    assert "original" not in page_data(pages["/about/"], made, SITE, original(publication))
    assert [name for _, name, _ in data["styles"]] == [style.label for style in STYLES]
    assert page_data(pages["/"], made, "https://example.org/", original(publication))["address"] == ""
    assert data["range"].format(first="9", last="10") == locator_of_range("p9", "p10")
    assert data["runs"] == [["p8", "p9", "p10"]]
    assert "runs" not in page_data(pages["/turkey/"], made, SITE, original(publication))
    concepts = page_data(pages["/security-concepts/"], made, SITE, original(publication))
    assert concepts["runs"][0][2:5] == ["p6", "p6-1", "p6-2"]
    assert len(in_script(data).encode()) < 12_600
    for leaf in publication.outline.leaves:
        path = "/" if leaf.page.slug == "/" else f"/{leaf.page.slug}/"
        assert {publication.addresses.of(index) for index in leaf.paragraphs} <= pages[path].locators.keys()
