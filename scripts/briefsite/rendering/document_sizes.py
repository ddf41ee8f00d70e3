"""The sizes of documents on finished pages: the renderer does not know them, as documents are made beside it.

A page has a list item for each document that it offers (`pages.download`). One that is not there, as none is in a
preview, is taken out; with the last of them, the list.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable
from typing import Final

from briefsite.exports.document_links import DOWNLOADS

_ITEM: Final = re.compile(r'\s*<li data-file="([^"]*)">(.*?)</li>', re.DOTALL)
#: The URL of the PDF, which only the first page of an edition has.
_PDF: Final = re.compile(rf'<meta name="citation_pdf_url" content="[^"]*/({DOWNLOADS}/[^"/]+)">')
_SIZE: Final = re.compile(r'<data value="[^"]*" data-kb="([^"]*)" data-mb="([^"]*)"></data>')
_EMPTY: Final = re.compile(
    r'<details class="files downloads[^>]*>\s*<summary>[^<]*</summary>\s*<ul>\s*</ul>\s*</details>'
)
_KILO: Final = 1_000
_MEGA: Final = 1_000_000


def with_sizes(page: str, url: str, size_of: Callable[[str], int | None]) -> str:
    """The HTML of the page at `url` (`/`) with the size of each document that it offers.

    `size_of` has the number of bytes of a file by its path on the site, None if it isn't there, 0 if it will be.
    """
    if "<li data-file=" not in page:
        return page
    page = _PDF.sub(lambda meta: "" if size_of(f"{url}{meta[1]}") is None else meta[0], page)

    def item(found: re.Match[str]) -> str:
        size = size_of(html.unescape(found[1]))
        if size is None:
            return ""
        return _SIZE.sub(lambda form: _shown(size, form), found[0]) if size else found[0]

    return _EMPTY.sub("", _ITEM.sub(item, page))


def without_documents(page: str, missing: Callable[[str], bool]) -> str:
    """The HTML of a page that offers no document whose path is `missing`."""
    return _EMPTY.sub("", _ITEM.sub(lambda item: "" if missing(html.unescape(item[1])) else item[0], page))


def _shown(size: int, form: re.Match[str]) -> str:
    """A size in kilobytes, from a megabyte on in whole megabytes; rounded up, so that it is never more than it says."""
    kilo = math.ceil(size / _KILO)
    text, number = (form[1], kilo) if kilo < _KILO else (form[2], math.ceil(size / _MEGA))
    return f'<data value="{size}">{text.replace("{size}", str(number))}</data>'
