"""DOIs: what edition.yml states of them, and everywhere that programs and people look for one."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec
import pypdfium2
import pytest
import yaml
from lxml import etree

from briefsite.deposit.crate import crate
from briefsite.deposit.descriptions import citation_file, codemeta, zenodo
from briefsite.documents.epub import epub
from briefsite.documents.jats import jats
from briefsite.documents.markdown_twin import markdown_file
from briefsite.documents.model_file import edition_model
from briefsite.documents.pdf import pdf
from briefsite.documents.plain_text import text_file
from briefsite.documents.tei import tei
from briefsite.edition.dois import Dois, VersionDoi, stated_dois
from briefsite.edition.file import parse_edition
from briefsite.exports.citable import citables
from briefsite.exports.cite import cite_address
from briefsite.exports.coins import coins
from briefsite.exports.formats import FORMATS
from briefsite.exports.json_ld import json_ld
from briefsite.exports.metadata import page_metadata
from briefsite.exports.signposting import signposts
from briefsite.exports.style_templates import page_templates
from briefsite.ledger.version import DRAFT
from briefsite.pages.about import about_page
from briefsite.problems.collector import Problems
from briefsite.reading.editorial_change import EditorialChange
from briefsite.reading.publication import Publication
from tests.helpers import call, call_build, call_release, make_project

SITE: Final = "https://press.org/"
ALL, OWN, OLD = "10.5281/zenodo.100", "10.5281/zenodo.102", "10.5281/zenodo.101"


@pytest.fixture(scope="module")
def with_dois(publication: Publication) -> Publication:
    """The brief as released, with a DOI of all versions, of the last, and of the first."""
    first, *_, last = publication.released.versions
    versions = (VersionDoi(version=str(first.id), doi=OLD), VersionDoi(version=str(last.id), doi=OWN))
    dois = Dois(all_versions=f"https://doi.org/{ALL}", versions=versions)
    edition = msgspec.structs.replace(publication.edition, dois=dois)
    return replace(publication, edition=edition, ledger=publication.released, edited={})


def test_no_doi_is_made_up(publication: Publication) -> None:
    assert (publication.doi, publication.landing_doi) == ("", "")
    assert "doi" not in citation_file(publication, SITE)


def test_words_have_the_doi_of_their_version_and_drafts_that_of_all(with_dois: Publication) -> None:
    assert not with_dois.is_draft
    assert (with_dois.doi, with_dois.landing_doi) == (OWN, ALL)
    draft = replace(with_dois, edited={DRAFT: (EditorialChange("site", "the description of the site", "", "a", "b"),)})
    assert (draft.is_draft, draft.doi) == (True, ALL)
    frozen = replace(with_dois, frozen=True)
    assert (frozen.doi, frozen.landing_doi) == (OWN, OWN)
    edition = msgspec.structs.replace(with_dois.edition, dois=Dois(all_versions=ALL))
    assert replace(frozen, edition=edition).doi == "", "all versions lead to another than this"
    assert replace(with_dois, edition=edition).doi == ALL


def test_citations_have_it_in_every_style_and_format_beside_the_link_to_the_paragraph(with_dois: Publication) -> None:
    for style in with_dois.styles:
        text, _ = cite_address(with_dois, SITE, "p9", style.cli)
        assert f"https://doi.org/{OWN}" in text
        assert f"{SITE}china-dependence/#p9" in text
    for form in FORMATS:
        text, _ = cite_address(with_dois, SITE, "p9", form.cli)
        assert OWN in text
        assert "china-dependence/#p9" in text
    work = citables(with_dois, SITE)["/china-dependence/"].work
    assert f"info%3Adoi%2F{OWN.replace('/', '%2F')}" in coins(work)


def test_only_the_landing_page_has_it_where_annotation_tools_look(with_dois: Publication) -> None:
    templates = page_templates(with_dois, None, Problems())
    heads = {path: metadata.head for path, metadata in page_metadata(with_dois, SITE, templates).items()}
    named = {path: re.findall(r'name="?citation_doi"? content="?([^">]+)', str(head)) for path, head in heads.items()}
    assert {path: found for path, found in named.items() if found} == {"/": [ALL]}
    pages = citables(with_dois, SITE)
    cite_as = {
        path: [sign.target for sign in signposts(with_dois, SITE, page) if sign.rel == "cite-as"]
        for path, page in pages.items()
    }
    assert cite_as["/"] == [f"https://doi.org/{ALL}"]
    assert cite_as["/turkey/"] == [f"{SITE}turkey/"]
    data = json_ld(with_dois, SITE, pages["/"])
    assert data["identifier"] == f"https://doi.org/{ALL}"
    assert data["sameAs"][:2] == [f"https://doi.org/{ALL}", f"https://doi.org/{OWN}"]


def test_documents_and_deposits_have_it(with_dois: Publication) -> None:
    header = etree.fromstring(tei(with_dois, SITE))
    assert header.xpath("string(//*[local-name()='publicationStmt']/*[local-name()='idno' and @type='DOI'])") == OWN
    assert etree.fromstring(jats(with_dois, SITE)).findtext(".//article-id[@pub-id-type='doi']") == OWN
    package = zipfile.ZipFile(io.BytesIO(epub(with_dois, SITE))).read("EPUB/package.opf").decode()
    assert f"<dc:identifier>doi:{OWN}</dc:identifier>" in package
    assert OWN in pypdfium2.PdfDocument(pdf(with_dois, SITE)).get_metadata_dict()["Subject"]
    for text in (text_file(with_dois, SITE), markdown_file(with_dois, SITE)):
        assert f"https://doi.org/{OWN}" in text.decode()
    assert edition_model(with_dois, SITE).doi == OWN
    cff = yaml.safe_load(citation_file(with_dois, SITE))
    assert (cff["doi"], cff["identifiers"][0]["value"]) == (OWN, ALL)
    assert json.loads(codemeta(with_dois, SITE, "briefsite 1"))["identifier"] == f"https://doi.org/{OWN}"
    assert {"identifier": ALL, "relation": "isVersionOf"} in json.loads(zenodo(with_dois, SITE))["related_identifiers"]
    graph = json.loads(crate(with_dois, SITE, "briefsite 1", {}))["@graph"]
    assert graph[1]["identifier"] == f"https://doi.org/{OWN}"
    shown = str(about_page(with_dois).blocks)
    assert [doi for doi in (ALL, OWN, OLD) if f"https://doi.org/{doi}" in shown] == [ALL, OWN, OLD]


MINIMAL: Final = """\
work: {{title: T, language: en}}
site: {{title: T, description: D.}}
source: {{file: a.txt}}
pages: [{{slug: /, title: T, from: The river, summary: S.}}]
dois: {dois}
"""


@pytest.mark.parametrize(
    "dois",
    [
        "{all_versions: 10.5281/zenodo.1}",
        "{all_versions: 'https://doi.org/10.5281/zenodo.1'}",
        "{all_versions: 'doi:10.1000.10/a(b)c;1-2'}",
        "{versions: [{version: 2026-12-01, doi: 10.5281/zenodo.1}]}",
        "{versions: [{version: '2026-12-01.2', doi: 10.5281/zenodo.1}]}",
    ],
)
def test_a_doi_may_be_stated_as_archives_show_it(dois: str) -> None:
    text, problems = MINIMAL.format(dois=dois), Problems()
    edition, _ = parse_edition("edition.yml", text, problems)
    assert edition is not None, problems.in_order()
    assert stated_dois(text.encode()) == edition.dois != Dois()
    stated = edition.dois.of_all or edition.dois.of_version(edition.dois.versions[0].version)
    assert stated.startswith("10.")


@pytest.mark.parametrize(
    ("dois", "said"),
    [
        ("{all_versions: zenodo.1}", "a DOI: 10.5281/zenodo.1234567"),
        ("{all_versions: 'https://zenodo.org/records/1'}", "a DOI"),
        ("{all_versions: '10.5281/a b'}", "a DOI"),
        ("{all_versions: '10.52/x'}", "a DOI"),
        ("{all_versions: 10.5281}", "all_versions"),
        ("{versions: [{version: first, doi: 10.5281/zenodo.1}]}", "the name of a version"),
        ("{versions: [{version: 2026-12-01}]}", "doi"),
        ("{versions: 10.5281/zenodo.1}", "versions"),
        ("[10.5281/zenodo.1]", "dois"),
        ("{all_versions: 10.5281/X, versions: [{version: 2026-12-01, doi: 10.5281/x}]}", "is given twice"),
        ("{versions: [{version: 2026-12-01, doi: 10.1/a}, {version: 2026-12-01, doi: 10.1234/b}]}", "DOI"),
        ("{versions: [{version: 2026-12-01, doi: 10.1234/a}, {version: 2026-12-01, doi: 10.1234/b}]}", "twice"),
    ],
)
def test_a_malformed_doi_is_a_problem_at_its_place(dois: str, said: str) -> None:
    problems = Problems()
    edition, _ = parse_edition("edition.yml", MINIMAL.format(dois=dois), problems)
    (problem,) = problems.in_order()
    assert edition is None
    assert (problem.place.line, said in f"{problem.message} {problem.help}") == (5, True)


def test_a_version_gets_its_doi_after_its_release_and_no_draft_comes_of_it(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    assert call_release(root, "2026-12-01").exit_code == 0
    file = root / "sources/x/edition.yml"
    own = "dois: {all_versions: 10.1234/all, versions: [{version: 2026-12-01, doi: 10.1234/first}]}\n"
    file.write_text(file.read_text("utf-8") + own, encoding="utf-8")
    assert call_build(root).exit_code == 0
    for page in ("about/index.html", "cite/index.bib"):
        now, kept = ((root / "site" / path).read_text("utf-8") for path in (page, f"v/2026-12-01/{page}"))
        assert "10.1234/first" in now, "nothing waits for a release, so the version's own is cited"
        assert ("10.1234/first" in kept, "10.1234/all" in kept) == (True, False)
    assert "10.1234/all" in (root / "site/about/index.html").read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace("10.1234/first", "10.1234/corrected"), encoding="utf-8")
    assert call_build(root).exit_code == 0
    assert "10.1234/corrected" in (root / "site/v/2026-12-01/cite/index.bib").read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace("version: 2026-12-01", "version: 2027-01-01"), encoding="utf-8")
    result = call(root, "check")
    assert result.exit_code == 1
    assert "2027-01-01 is not a version of this edition: the versions are 2026-12-01" in result.output
