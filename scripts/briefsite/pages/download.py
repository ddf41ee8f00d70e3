"""What a page offers for download: the documents of the edition, with their sizes, in a list that is folded.

The documents are in the built site only, so the page in docs/ names them, and `rendering.document_sizes` adds the sizes
once they are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefsite.exports.document_links import TEXT_KIND, ZIP_KIND, DocumentLink
from briefsite.exports.template import Printed, address_in_site, printed
from briefsite.html import Html, element, html_text
from briefsite.language.strings import Strings
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.page import Part


def download_parts(page: PagePath, documents: Iterable[DocumentLink], path: str, say: Strings) -> tuple[Part, ...]:
    """The part of a page that offers the documents; empty if there are none.

    `path` is that of the edition, or of the version, on the site, empty at the root.
    """
    rows = [_row(document, f"{path}/" if path else "", say) for document in documents]
    return (Part(f"{page.stem}/download", _list(rows, say)),) if rows else ()


def _list(rows: Sequence[Html], say: Strings) -> Printed:
    return printed(
        element(
            "details",
            element("summary", html_text(say["download.title"])),
            element("ul", *rows, gap="\n"),
            gap="\n",
            classes=(Css.FILES, Css.DOWNLOADS, Css.ED),
            data_search_exclude="",
        )
    )


def _row(document: DocumentLink, below: str, say: Strings) -> Html:
    words = {TEXT_KIND: say["download.text"], ZIP_KIND: say["download.offline"]}
    link = element(
        "a",
        html_text(words.get(document.kind, document.label)),
        href=address_in_site(f"{below}{document.path}"),
        download=True,
        type=document.media_type,
    )
    path = f"/{below}{document.path}"
    size = element("data", value=path, data_kb=say["download.kb"], data_mb=say["download.mb"])
    return element("li", link, size, gap=" ", data_file=path)
