"""llms.txt of an edition: how programs quote and cite it, with a list of its pages as Markdown (llmstxt.org).

The link comes first in every example: programs leave out what they would have to add at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from briefsite.documents.commonmark import commonmark, line_of_commonmark, link_of_commonmark
from briefsite.documents.flow import page_url
from briefsite.documents.front import front
from briefsite.documents.markdown_twin import twin_name
from briefsite.documents.model_parts import MODEL
from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE, FULL_TEXT_PAGE, standing_title
from briefsite.ledger.version_links import version_path
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication

LLMS: Final = "llms.txt"


def llms_file(publication: Publication, site_url: str, documents: Sequence[tuple[str, str]]) -> bytes:
    """The file, in UTF-8. `documents` are the labels and URLs of the documents of the edition."""
    return ("\n".join(_lines(publication, site_url, documents)) + "\n").encode()


def llms_of_site(own: str, name: str, editions: Iterable[tuple[str, str]]) -> str:
    """llms.txt at the root of a site with several editions, given as titles and URLs.

    `own` is the text of the edition at the root; empty if there is none, then the site has its `name` as title.
    """
    listed = (f"- {link_of_commonmark(title, f'{url}{LLMS}')}" for title, url in editions)
    before = own.rstrip("\n") or f"# {commonmark(name)}\n\nEach edition says how to quote and cite from it."
    return "\n".join([before, "", "## Editions", "", *listed]) + "\n"


def _lines(publication: Publication, site_url: str, documents: Sequence[tuple[str, str]]) -> Iterator[str]:
    matter, example = front(publication, site_url), _example(publication, site_url)
    said = [", ".join(matter.authors), matter.published, matter.statement]
    yield f"# {commonmark(matter.title)}"
    yield ""
    yield f"> {commonmark('. '.join(part for part in said if part))}."
    yield ""
    yield "- Read a page below. Each paragraph begins with its number, which is the link to cite it by."
    yield "- The words after the number are the author's. Quote them as they are. Square brackets are the editors'."
    yield f"- Give the link with each quotation, as in: {example}"
    yield "- A link never leads to other words than those that it was released for: it says what has changed since."
    if kept := _kept(publication, site_url):
        yield f"- To cite the words as they are today for good, use the pages of the version: {kept}"
    yield f"- Programs find every passage, note and work with its link in {_url(publication, MODEL, site_url)}"
    yield ""
    yield "## Pages as Markdown"
    yield ""
    for leaf in publication.outline.leaves:
        summary = f": {line_of_commonmark(leaf.page.summary)}" if leaf.page.summary else ""
        yield f"- {_twin(publication, leaf.page.title, leaf.at, site_url)}{summary}".replace("\n", " ")
    for page in (FULL_TEXT_PAGE, BIBLIOGRAPHY_PAGE):
        yield f"- {_twin(publication, standing_title(page, publication.strings), page, site_url)}"
    if documents:
        yield ""
        yield "## Optional"
        yield ""
        yield from (f"- {link_of_commonmark(label, url)}" for label, url in documents)


def _example(publication: Publication, site_url: str) -> str:
    """How a paragraph is cited: the first one that has a number."""
    number = next((at for at, paragraph in enumerate(publication.paragraphs) if paragraph.numbered), None)
    if number is None:
        return "[the words](URL of the page)"
    address = publication.addresses.of(number)
    return link_of_commonmark(
        publication.called(address), f"{page_url(publication, publication.leaf(number).at.path, site_url)}#{address}"
    )


def _kept(publication: Publication, site_url: str) -> str:
    """The URL of the last version, if it can be read for good; "" on its own pages, where all links lead to it."""
    version = publication.released.latest
    if publication.frozen or version is None or not version.words:
        return ""
    return PagePath.of(version_path(version.id)).url(site_url)


def _twin(publication: Publication, title: str, page: PagePath, site_url: str) -> str:
    return link_of_commonmark(title, f"{page_url(publication, page.path, site_url)}{twin_name(1)}")


def _url(publication: Publication, name: str, site_url: str) -> str:
    return f"{page_url(publication, '/', site_url)}{name}"
