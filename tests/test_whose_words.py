"""Whose words a citation credits: the author's work as it was published, in an edition that has editors of its own."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from briefsite.edition.edited_work import Editor, Publisher
from briefsite.edition.file import parse_edition
from briefsite.edition.model import Edition
from briefsite.exports.citable import citables
from briefsite.exports.cite import CHOICES, cite_address, cite_original
from briefsite.exports.cited_work import original
from briefsite.exports.coins import coins
from briefsite.exports.downloads import download_files
from briefsite.exports.json_ld import json_ld
from briefsite.exports.metadata import page_metadata
from briefsite.exports.style_templates import page_templates
from briefsite.pages.about import about_page
from briefsite.pages.how_to_cite import how_to_cite
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from tests.helpers import call, make_project, of_one_day
from tests.zotero import from_bib, from_coins, from_csl, from_ris

SITE = "https://mongolia.press.test/brief/"
TITLE = "Mongolia’s Search for Balance in Its Foreign Policy"
AUTHOR = "AVİM (Center for Eurasian Studies)"
THERE = "https://avim.org.tr/en/Analiz/MONGOLIA-S-SEARCH-FOR-BALANCE-IN-ITS-FOREIGN-POLICY"
#: For the tests alone: the edition itself names no editors.
EDITORS = (
    Editor(name="Doe, Jane", role="notes and index", orcid="0000-0002-1825-0097", contact="jane@press.test"),
    Editor(name="{Institute for Examples}"),
)
Templates = Mapping[tuple[str, str], str]
EVERY_PLACE = ("/", "china-dependence", "economic-concerns", "p9", "p6-1", "n7", "n7-1", "full-text")


@pytest.fixture(scope="module", name="plain")
def publication_of_one_day(publication: Publication) -> Publication:
    return of_one_day(publication)


@pytest.fixture(scope="module")
def edited(plain: Publication) -> Publication:
    """The brief as if it had editors who are named."""
    return replace(plain, edition=msgspec.structs.replace(plain.edition, editors=EDITORS))


@pytest.fixture(scope="module")
def plain_templates(plain: Publication) -> Templates:
    return page_templates(plain, None, Problems())


@pytest.fixture(scope="module")
def edited_templates(edited: Publication) -> Templates:
    return page_templates(edited, None, Problems())


def test_no_citation_presents_a_title_of_the_editors_as_the_authors(
    plain: Publication, plain_templates: Templates
) -> None:
    titles = [page.title for page in plain.edition.pages if page.slug != "/"]
    titles += [section.title for page in plain.edition.pages for section in page.sections]
    for place in EVERY_PLACE:
        for choice in CHOICES:
            text, _ = cite_address(plain, SITE, place, choice)
            assert not [title for title in titles if title.casefold() in text.casefold()], f"{place}: {choice}"
    for path, metadata in page_metadata(plain, SITE, plain_templates).items():
        head = metadata.head.split('<script type="application/ld+json">')[0]
        own = {"/bibliography/", "/about/"}  # that have works about these matters, and a section with such a title
        assert path in own or not [title for title in titles if title in head + metadata.body], path


@pytest.mark.parametrize(
    ("place", "locator"),
    [
        ("/", ""),
        ("full-text", ""),
        ("china-dependence", "¶¶ 8–10"),
        ("economic-concerns", "¶ 9"),
        ("one-third-rule", "¶ 7"),
        ("p9", "¶ 9"),
        ("p6-1", "¶ 6.1"),
        ("n7", "editors’ note 7"),
        ("n7-1", "¶ 8, editors’ note 7"),
    ],
)
def test_the_work_is_cited_as_published_and_the_place_by_numbers(plain: Publication, place: str, locator: str) -> None:
    text = cite_address(plain, SITE, place)[0].replace("\N{NO-BREAK SPACE}", " ")
    begin = f"{AUTHOR}. {TITLE}. Analysis No. 2020/23. AVİM, August 28, 2020. Annotated web edition, version of"
    assert re.fullmatch(
        rf"{re.escape(begin)} November 24, 2026{re.escape(locator and f', {locator}')}\. {SITE}\S*\.\n", text
    ), text


def test_the_same_record_is_on_the_page_and_in_every_file(edited: Publication) -> None:
    files = {name: data.decode() for name, data in download_files(edited, SITE).items()}
    page = citables(edited, SITE)["/china-dependence/"]
    records = {
        "COinS": from_coins(coins(page.located)),
        "RIS": from_ris(files["cite/china-dependence.ris"])[0],
        "CSL-JSON": from_csl(files["cite/china-dependence.json"])[0],
        "BibTeX": next(from_bib(files["cite/china-dependence.bib"])),
        "biblatex": next(from_bib(files["cite/china-dependence.biblatex.bib"])),
    }
    for way, record in records.items():
        assert record
        role = "contributor" if way == "COinS" else "editor"
        assert record["itemType"] == "report", way
        assert record["title"] == TITLE, way
        assert record["creators"] == [
            ("author", AUTHOR, ""),
            (role, "Doe", "Jane"),
            (role, "Institute for Examples", ""),
        ], way
        assert record["date"] == "2020-08-28", way
        assert (record["publisher"], record["place"]) == ("AVİM", "Ankara"), way
        assert record["url"] == f"{SITE}china-dependence/", way
        assert record["rights"].replace("’", "'") == " ".join(edited.edition.work.rights.split()), way
        assert record["free"].strip().replace("\N{NO-BREAK SPACE}", " ") == (
            "Annotated web edition, edited by Jane Doe and Institute for Examples, version of 2026-11-24, ¶¶ 8–10"
        ), way
        if way == "COinS":
            assert record["seriesTitle"] == "Analysis No. 2020/23"
        else:
            assert (record["type"], record["number"]) == ("Analysis", "2020/23"), way


def test_the_editors_are_named_wherever_the_edition_is(edited: Publication, edited_templates: Templates) -> None:
    for style in ("chicago", "apa", "mla", "harvard", "ieee"):
        text = cite_address(edited, SITE, "p9", style)[0]
        assert text.count("Annotated web edition, edited by Jane Doe and Institute for Examples, version of") == 1
        assert text.count("Doe") == 1
    about = str(about_page(edited).blocks)
    for said in ("Jane Doe", "notes and index", "https://orcid.org/0000-0002-1825-0097", "mailto:jane@press.test"):
        assert said in about
    assert "edited by Jane Doe and Institute for Examples" in str(
        how_to_cite(edited, SITE, edited_templates)["/turkey/"]
    )
    metadata = page_metadata(edited, SITE, edited_templates)
    assert 'name="citation_editor" content="Doe, Jane"' in metadata["/turkey/"].head
    assert 'name="dc.contributor" content="Doe, Jane"' in metadata["/turkey/"].head
    # The editors' own pages are theirs.
    assert citables(edited, SITE)["/about/"].work.authors == citables(edited, SITE)["/turkey/"].work.editors


def test_json_ld_tells_the_work_from_the_page_and_the_site(edited: Publication) -> None:
    pages = citables(edited, SITE)
    theme = json_ld(edited, SITE, pages["/china-dependence/"])
    assert (theme["@type"], theme["name"]) == ("WebPage", "Dependence on China")
    assert "author" not in theme
    work = theme["mainEntity"]
    assert (work["@type"], work["name"], work["author"][0]["name"]) == ("Report", TITLE, AUTHOR)
    assert work["publisher"] == {
        "@type": "Organization",
        "name": "AVİM",
        "alternateName": "Center for Eurasian Studies",
    }
    assert "editor" not in work
    assert work["sameAs"] == [THERE]
    (turkish,) = work["workTranslation"]
    assert (turkish["inLanguage"], turkish["reportNumber"]) == ("tr", "2020/24")
    editor = theme["isPartOf"]["editor"][0]
    assert (editor["familyName"], editor["identifier"]) == ("Doe", "https://orcid.org/0000-0002-1825-0097")
    whole = json_ld(edited, SITE, pages["/"])
    assert whole["@id"] == work["@id"] == SITE
    assert whole["workTranslation"] == work["workTranslation"]


def test_json_ld_describes_a_work_once_and_names_it_by_its_address_elsewhere(plain: Publication) -> None:
    pages = citables(plain, SITE)
    described = json_ld(plain, SITE, pages["/bibliography/"])["mainEntity"]["itemListElement"]
    assert [work["@id"] for work in described] == [f"{SITE}bibliography/#{key}" for key in plain.work_key]
    assert all(work["name"] for work in described)
    cited = json_ld(plain, SITE, pages["/china-dependence/"])["citation"]
    assert len(cited) == 16
    assert {"@id": f"{SITE}bibliography/#bulag2003language"} in cited
    whole = json_ld(plain, SITE, pages["/full-text/"])["citation"]
    assert all(work in whole and work.keys() == {"@id"} for work in cited)
    assert {work["@id"] for work in whole} <= {work["@id"] for work in described}


def test_the_text_of_a_translation_names_its_original(plain: Publication) -> None:
    first, second = plain.edition.work.published
    published = (first, msgspec.structs.replace(second, original=True))
    work = msgspec.structs.replace(plain.edition.work, published=published)
    translated = replace(plain, edition=msgspec.structs.replace(plain.edition, work=work))
    said = json_ld(translated, SITE, citables(translated, SITE)["/"])
    assert said["translationOfWork"][0]["url"] == second.url
    assert "workTranslation" not in said


def test_the_publisher_has_one_name_everywhere(plain: Publication, plain_templates: Templates) -> None:
    metadata = page_metadata(plain, SITE, plain_templates)["/china-dependence/"]
    said = re.findall(
        r'name="(?:citation_publisher|citation_technical_report_institution|dc.publisher)" content="(.*?)"',
        metadata.head,
    )
    assert said == ["AVİM"] * 3
    assert "rft.pub=AV%C4%B0M&" in metadata.body
    assert '"name": "Center for Eurasian Studies"' not in metadata.head


# -- the original alone ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", CHOICES)
def test_the_original_alone_has_nothing_of_this_edition(edited: Publication, choice: str) -> None:
    text, says = cite_original(edited, choice, datetime.date(2026, 12, 3))
    assert not says
    assert THERE in text
    assert not re.search("edition|version|Doe|press.test|2026-11|November 24|¶", text), text
    if choice != "address":
        assert "2020/23" in text
        assert AUTHOR.split(" ", maxsplit=1)[0] in text


def test_the_original_is_cited_without_an_address_if_it_has_none(plain: Publication) -> None:
    work = msgspec.structs.replace(plain.edition.work, published=(), publisher=Publisher(name="The Press"))
    nowhere = replace(plain, edition=msgspec.structs.replace(plain.edition, work=work))
    said = f"The Press. {TITLE}. Analysis No. 2020/23. The Press, August 28, 2020.\n"
    assert cite_original(nowhere)[0] == said
    assert cite_original(nowhere, "apa")[0] == f"The Press. (2020, August 28). {TITLE} (Analysis No. 2020/23).\n"
    assert cite_original(nowhere, "address") == ("", ("edition.yml has no URL where the work was published",))
    doi = msgspec.structs.replace(plain.edition.work.published[0], url="doi:10.1000/182")
    work = msgspec.structs.replace(work, published=(doi,))
    known = replace(plain, edition=msgspec.structs.replace(plain.edition, work=work))
    assert cite_original(known)[0].endswith("https://doi.org/10.1000/182.\n")
    assert original(known).work.doi == "10.1000/182"


def test_the_original_has_files_and_is_offered_on_each_page_of_the_text(
    plain: Publication, plain_templates: Templates
) -> None:
    files = download_files(plain, SITE)
    assert json.loads(files["cite/index-original.json"])[0]["URL"] == THERE
    for path, part in how_to_cite(plain, SITE, plain_templates).items():
        assert "The original publication, without this edition:" in str(part), path
        assert "cite/index-original.ris" in str(part), path


def test_the_command_line_cites_the_original(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    result = call(root, "cite", "--original", "--style", "apa")
    assert (result.exit_code, result.output) == (0, "The Press. (2020, February 1). The Bridge.\n")
    assert call(root, "cite").output == call(root, "cite", "/").output


# -- edition.yml -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("name: Doe, orcid: 0000-0002-1825-0098", "check digit"),
        ("name: Doe, orcid: 'https://orcid.org/0000-0002-1825-0097'", "an ORCID iD, without"),
        ("name: Doe, orcid: 0000-0002-1825", "an ORCID iD, without"),
        ("name: Doe, contact: jane at press", "an email address"),
        ("name: Doe, contact: 'javascript:alert(1)'", "an email address"),
        ("name: Doe, rank: first", "rank"),
        ("role: notes", "name"),
        ("name: '<b>Doe</b>'", "plain words"),
    ],
)
def test_what_is_wrong_with_an_editor_is_said_at_its_place(editor: str, said: str) -> None:
    found, problems = _read(f"editors: [{{ {editor} }}]\n")
    assert found is None
    (problem,) = problems.in_order()
    assert (problem.place.line, said in f"{problem.message} {problem.help}") == (1, True), problem


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_valid_identifiers_are_taken(orcid: str) -> None:
    found, problems = _read(f"editors: [{{ name: 'Doe, Jane', orcid: {orcid}, contact: 'https://press.test/doe' }}]\n")
    assert not problems.in_order()
    assert found
    assert found.editors[0].orcid == orcid


def _read(part: str) -> tuple[Edition | None, Problems]:
    problems = Problems()
    rest = "work: { title: T, language: en }\nsite: { title: S, description: D }\nsource: { file: a.txt }\n"
    pages = "pages: [{ slug: /, title: T, from: x, summary: s }]\n"
    return parse_edition("edition.yml", f"{part}{rest}{pages}", problems)[0], problems


def test_how_to_cite_has_the_note_and_the_citations_in_the_text(plain: Publication, plain_templates: Templates) -> None:
    page = str(how_to_cite(plain, SITE, plain_templates)["/china-dependence/"].markup)
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    assert f"In a note (Chicago): {AUTHOR}, <em>{TITLE}</em>, Analysis No. 2020/23 (AVİM, August 28, 2020)" in page
    assert "APA (AVİM [Center for Eurasian Studies], 2020, paras. 8–10), MLA (AVİM" in page
    assert "IEEE [1, paras. 8–10]" in page
