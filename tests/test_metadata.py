"""What the built pages say to machines, read by extruct, which knows nothing of us, and by the rules of each format."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin

import pytest
from extruct._extruct import extract
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.standing_pages import QUOTATION_PAGE
from briefsite.exports.coins import coins
from briefsite.exports.formats import FORMATS
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.works.bibliography import read_bibliography
from briefsite.works.work import Date, Name, Work
from tests.helpers import BY_HAND, VERSIONS_OF_BRIEF, build, copy_repository, latest_pages

SITE = "https://mongolia.press.test/brief/"
BRIEF = "Mongolia’s Search for Balance in Its Foreign Policy"
AUTHOR = "AVİM (Center for Eurasian Studies)"
CHAPTERS = ("history", "security-concepts", "china-dependence", "russia-balance", "third-neighbors", "turkey")
TEXT = ("/", "/full-text/", *(f"/{slug}/" for slug in CHAPTERS))
KINDS = Path(__file__).parent / "bibliography" / "kinds" / "references.bib"


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the brief under an address of its own: while it has none, half of what is tested is left out."""
    checkout = copy_repository(root, tmp_path_factory.mktemp("metadata") / "checkout")
    config = checkout / "mkdocs.yml"
    config.write_text(re.sub(r"(?m)^site_url:.*$", f"site_url: {SITE}", config.read_text("utf-8")), "utf-8")
    build(checkout)
    return checkout / "site"


def _editions_own(site: Path) -> list[Path]:
    """The pages of the edition as it is now, without those of its versions."""
    tools = {*BY_HAND, QUOTATION_PAGE.slug}  # which nobody cites
    return [path for path in latest_pages(site) if path.name == "index.html" and path.parent.name not in tools]


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[str, LexborHTMLParser]:
    return {
        f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/"): LexborHTMLParser(path.read_text("utf-8"))
        for path in _editions_own(site)
    }


@pytest.fixture(scope="module")
def data(site: Path) -> Mapping[str, Mapping[str, Any]]:
    """What extruct finds on every page, by the path of the page."""
    found = {}
    for path in _editions_own(site):
        url = f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/")
        wanted = ["json-ld", "opengraph", "dublincore"]
        found[url] = extract(path.read_text("utf-8"), SITE + url.lstrip("/"), syntaxes=wanted, uniform=False)
    return found


def _names(page: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in page.css("head meta[name]"):
        found.setdefault(node.attributes["name"] or "", []).append(node.attributes["content"] or "")
    return found


def _coins(page: LexborHTMLParser) -> list[dict[str, list[str]]]:
    return [parse_qs(node.attributes["title"] or "", strict_parsing=True) for node in page.css("span.Z3988")]


# -- COinS -----------------------------------------------------------------------------------------------------------


def test_a_theme_page_is_the_report_with_its_paragraphs(pages: Mapping[str, LexborHTMLParser]) -> None:
    (said,) = _coins(pages["/china-dependence/"])
    (rights,) = said.pop("rft.rights")
    assert "publisher's" in rights
    assert said == {
        "ctx_ver": ["Z39.88-2004"],
        "rft.description": [f"Annotated web edition, version of {VERSIONS_OF_BRIEF[-1]}, ¶¶\N{NO-BREAK SPACE}8–10"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"],
        "rft.genre": ["report"],
        "rft.btitle": [BRIEF],
        "rft.aucorp": [AUTHOR],
        "rft.date": ["2020-08-28"],
        "rft.pub": ["AVİM"],
        "rft.place": ["Ankara"],
        "rft.series": ["Analysis No. 2020/23"],
        "rft.language": ["en"],
        "rft.identifier": [f"{SITE}china-dependence/"],
    }


def test_every_page_of_the_text_has_its_own_span_and_no_other(pages: Mapping[str, LexborHTMLParser]) -> None:
    for url, page in pages.items():
        if url in TEXT:
            (said,) = _coins(page)
            assert said["rft.identifier"] == [SITE + url.lstrip("/")]
            assert said["rft.genre"] == ["report"]
        elif url != "/bibliography/":
            assert not _coins(page), url


def test_the_bibliography_has_one_of_each_work(root: Path, pages: Mapping[str, LexborHTMLParser]) -> None:
    text = (root / "sources/mongolia/references.bib").read_text("utf-8")
    works = read_bibliography("references.bib", text, None, Problems()).works
    said = [
        (each.get("rft.atitle") or each.get("rft.btitle") or each["rft.title"])[0]
        for each in _coins(pages["/bibliography/"])
    ]
    assert said == [work.title for work in works]


def test_every_kind_of_work_is_a_context_object() -> None:
    for work in read_bibliography("b", KINDS.read_text("utf-8"), None, Problems()).works:
        said = parse_qs(coins(work), strict_parsing=True)
        assert said["ctx_ver"] == ["Z39.88-2004"]
        assert re.fullmatch(r"info:ofi/fmt:kev:mtx:(book|journal|dissertation|dc)", said["rft_val_fmt"][0])
        assert work.title in {*said.get("rft.atitle", []), *said.get("rft.btitle", []), *said.get("rft.title", [])}
        assert not [name for name, values in said.items() if not all(values)]


def test_a_person_is_named_in_parts_and_a_body_whole() -> None:
    names = (Name("Doe", "Jane"), Name(literal="A, B & C"))
    said = parse_qs(coins(Work("k", "article", "T & <b>", authors=names, container="J", date=Date(2020))))
    assert (said["rft.aulast"], said["rft.aufirst"], said["rft.au"]) == (["Doe"], ["Jane"], ["Doe, Jane"])
    assert said["rft.aucorp"] == ["A, B & C"]
    assert said["rft.atitle"] == ["T & <b>"]


# -- Highwire, Dublin Core, Open Graph -------------------------------------------------------------------------------


def test_exactly_one_tag_says_what_a_page_is(pages: Mapping[str, LexborHTMLParser]) -> None:
    kinds = {"citation_inbook_title", "citation_technical_report_institution", "citation_journal_title"}
    for url, page in pages.items():
        said = _names(page)
        assert len(kinds & said.keys()) == (url in TEXT), url
        if url in TEXT:
            # A body's name that doesn't end with a comma would be parted into a first and a last name.
            assert said["citation_author"] == [f"{AUTHOR},"]
            assert said["citation_publication_date"] == ["2020/08/28"]
            assert said["citation_title"] == [BRIEF]
            assert said["citation_publisher"] == ["AVİM"]
            assert said["citation_public_url"] == [SITE + url.lstrip("/")]
            assert "citation_doi" not in said


def test_dublin_core_as_extruct_reads_it(data: Mapping[str, Mapping[str, Any]]) -> None:
    seen = set()
    for url, page in data.items():
        (found,) = page["dublincore"]
        said: dict[str, list[str]] = {}
        for each in [*found["elements"], *found["terms"]]:
            if "name" in each:
                said.setdefault(each["name"].lower(), []).append(each["content"])
        (identifier,) = said["dc.identifier"]
        assert re.fullmatch(r"[a-z][a-z0-9-]*", identifier)
        seen.add(identifier)
        assert said["dc.title"]
        if url in TEXT:
            assert said["dc.creator"] == [AUTHOR]
            assert said["dc.date"] == ["2020-08-28"]
            assert said["dc.language"] == ["en"]
            assert said["dc.publisher"] == ["AVİM"]
    # The brief is one thing, whether it is read on the overview or as a whole.
    assert len(seen) == len(data) - 1


def test_the_identifier_and_the_whole_are_what_hypothesis_reads(pages: Mapping[str, LexborHTMLParser]) -> None:
    for url, page in pages.items():
        said = _names(page)
        assert said["dc.relation.ispartof"] == ["avim2020"]
        assert not [each for each in said["dc.identifier"] if "doi:" in each or "/" in each], url
        # It skips feeds, and takes any other alternate for the same page: that may be nothing but the page's own.
        found = {str(link.attributes["type"]): link.attributes["href"] for link in page.css("link[rel=alternate]")}
        assert found.pop("application/atom+xml", "") == PagePath.of(url).to("feed.xml"), url
        assert found == ({"text/markdown": "index.md"} if url in {*TEXT, "/bibliography/"} else {}), url
        # One PDF for several pages would make them one: only the first page names it.
        assert said.get("citation_pdf_url") == ([f"{SITE}download/mongolia.pdf"] if url == "/" else None), url


def test_open_graph_as_extruct_reads_it(data: Mapping[str, Mapping[str, Any]]) -> None:
    for url, page in data.items():
        said = dict(page["opengraph"][0]["properties"])
        assert said["og:url"] == SITE + url.lstrip("/")
        assert said["og:title"]
        if url in TEXT:
            assert said["article:published_time"] == "2020-08-28"


# -- JSON-LD ---------------------------------------------------------------------------------------------------------


def test_a_theme_page_is_a_page_about_the_report_and_cites_its_works(
    data: Mapping[str, Mapping[str, Any]], pages: Mapping[str, LexborHTMLParser]
) -> None:
    (said,) = data["/china-dependence/"]["json-ld"]
    assert said["@context"] == "https://schema.org"
    assert said["@type"] == "WebPage"
    assert said["name"] == "Dependence on China"
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", said["dateModified"])
    report, site = said["mainEntity"], said["isPartOf"]
    assert report["author"] == [{"@type": "Organization", "name": AUTHOR}]
    assert report["datePublished"] == "2020-08-28"
    assert report["publisher"] == {
        "@type": "Organization",
        "name": "AVİM",
        "alternateName": "Center for Eurasian Studies",
    }
    assert "publisher's" in report["copyrightNotice"]
    assert (report["@type"], report["name"], report["reportNumber"]) == ("Report", BRIEF, "2020/23")
    assert (report["@id"], site["@type"]) == (SITE, "WebSite")
    # A work is described once, on the page of the bibliography.
    (whole,) = data["/bibliography/"]["json-ld"]
    described = {work["@id"]: work["name"] for work in whole["mainEntity"]["itemListElement"]}
    titles = {described[work["@id"]] for work in said["citation"]}
    assert "Mongolia in the making: Chinese investment there" in titles
    listed = {node.attributes["href"] for node in pages["/china-dependence/"].css("section.notes a.to-work")}
    assert len(titles) == len(listed) > 10


def test_the_first_page_is_the_report_on_a_site_with_pages(data: Mapping[str, Mapping[str, Any]]) -> None:
    (said,) = data["/"]["json-ld"]
    assert said["@type"] == "Report"
    assert [part["@id"] for part in said["isPartOf"]["hasPart"]] == [f"{SITE}{slug}/" for slug in CHAPTERS]
    assert "avim.org.tr/en/" in said["sameAs"][0]
    assert "avim.org.tr/tr/" in said["workTranslation"][0]["url"]


def test_every_page_has_one_object_of_its_own(data: Mapping[str, Mapping[str, Any]]) -> None:
    for url, page in data.items():
        (said,) = page["json-ld"]
        assert said["@id"] == SITE + url.lstrip("/")
        assert not [name for name, value in said.items() if value in ("", [], {})]


# -- Signposting -----------------------------------------------------------------------------------------------------


def test_signposts_lead_to_files_that_are_there(site: Path, pages: Mapping[str, LexborHTMLParser]) -> None:
    types = {form.media_type: form.ending for form in FORMATS}
    for url, page in pages.items():
        links = [dict(node.attributes) for node in page.css("head link[rel]")]
        assert [link["href"] for link in links if link["rel"] == "cite-as"] == [SITE + url.lstrip("/")]
        described = {link["type"]: urljoin(url, link["href"] or "") for link in links if link["rel"] == "describedby"}
        assert described.keys() == types.keys()
        for type_, target in described.items():
            assert target.endswith(f".{types[type_ or '']}")
            assert (site / target.lstrip("/")).is_file()
        assert len([link for link in links if link["rel"] == "license"]) == (url in TEXT)
    items = _signed(pages["/"], "item")
    assert items == [f"{SITE}full-text/", *(f"{SITE}{slug}/" for slug in CHAPTERS)]
    types_of = {"/": ["AboutPage", "Report"], "/full-text/": ["Report"]}
    for url, page in pages.items():
        assert _signed(page, "collection") == ([SITE] if SITE + url.lstrip("/") in items else [])
        said = [name.removeprefix("https://schema.org/") for name in _signed(page, "type")]
        assert said == types_of.get(url, ["WebPage"] * (url in TEXT))


def test_the_link_set_has_the_links_of_every_page_of_the_text(
    site: Path, pages: Mapping[str, LexborHTMLParser]
) -> None:
    for url in TEXT:
        (target,) = _signed(pages[url], "linkset")
        assert urljoin(SITE + url.lstrip("/"), target) == f"{SITE}cite/index.linkset.json"
    (links,) = json.loads((site / "cite/index.linkset.json").read_text("utf-8")).values()
    assert {each["anchor"] for each in links} == {SITE + url.lstrip("/") for url in TEXT}
    for each in links:
        anchor = each.pop("anchor")
        page = pages["/" + anchor.removeprefix(SITE)]
        assert each.keys() >= {"cite-as", "type", "describedby", "license"}
        for rel, targets in each.items():
            assert [urljoin(anchor, target) for target in _signed(page, rel)] == [one["href"] for one in targets]
            types = [node.attributes.get("type") for node in page.css(f"head link[rel={rel}]")]
            assert types == [one.get("type") for one in targets]


def _signed(page: LexborHTMLParser, rel: str) -> list[str]:
    return [node.attributes["href"] or "" for node in page.css(f"head link[rel={rel}]")]


# -- safety ----------------------------------------------------------------------------------------------------------


def test_no_title_or_name_breaks_out_of_the_head(root: Path, tmp_path: Path) -> None:
    checkout = copy_repository(root, tmp_path / "checkout")
    bib = checkout / "sources/mongolia/references.bib"
    evil = r"""</script><script>alert(1)</script>" onload="alert(1) \&lt; <!--"""
    bib.write_text(bib.read_text("utf-8").replace("{Mongolia: Foreign Relations}", f"{{{evil}}}"), "utf-8")
    shutil.rmtree(checkout / "docs" / "cite", ignore_errors=True)
    build(checkout)
    for name in ("bibliography", "history"):
        page = LexborHTMLParser((checkout / "site" / name / "index.html").read_text("utf-8"))
        scripts = [node.text() for node in page.css("script")]
        assert not [text for text in scripts if text.strip() == "alert(1)"]
        assert not page.css("[onload]")
        (said,) = (json.loads(node.text()) for node in page.css('script[type="application/ld+json"]'))
        assert ("</script><script>alert(1)</script>" in json.dumps(said)) == (name == "bibliography")


def test_while_the_site_has_no_address_none_is_given_away(brief: Path) -> None:
    page = LexborHTMLParser((brief / "site/china-dependence/index.html").read_text("utf-8"))
    (said,) = _coins(page)
    assert not {"rft_id", "rft.identifier"} & said.keys()
    assert "citation_public_url" not in _names(page)
    assert not page.css("link[rel=cite-as]")
    (data,) = page.css("#citation-data")
    assert json.loads(data.text())["address"] == ""
