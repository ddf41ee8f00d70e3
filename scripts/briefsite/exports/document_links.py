"""The documents that a site offers of an edition: what a page needs to know of each. `documents` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: The folder of the documents, in the folder of an edition or a version.
DOWNLOADS: Final = "download"
#: The Markdown twin of a page, in the folder of the page.
TWIN: Final = "index.md"
#: The kinds of documents whose links have a meaning beyond that of a download, by their names for `briefsite export`.
PDF_KIND: Final = "pdf"
TEXT_KIND: Final = "txt"
ZIP_KIND: Final = "zip"


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document: the name of its `kind`, its `label` for readers, its path in the edition or the version."""

    kind: str
    label: str
    media_type: str
    path: str
