"""Which documents the site offers: those that `extra.downloads` in mkdocs.yml lists, or else all.

An edition is offered as a file of each kind. The zip has the whole site; of one with many editions there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from briefsite.exports.document_links import DOWNLOADS, ZIP_KIND, DocumentLink
from briefsite.problems.collector import Problems
from briefsite.site.settings import Settings

if TYPE_CHECKING:
    from briefsite.documents.kinds import DocumentKind
    from briefsite.reading.publication import Publication

#: The setting, as a path in mkdocs.yml.
_SETTING: Final = ("extra", "downloads")
#: From more editions than this, nobody wants all of them in one file, and each edit would write it again.
MOST_EDITIONS: Final = 10


def offered_names(settings: Settings) -> tuple[str, ...]:
    """The names of the kinds of documents that the site offers, as far as they can be used."""
    known, stated = _known_names(), _stated(settings)
    if not isinstance(stated, list):
        return known
    return tuple(name for name in known if name in stated)


def offered_kinds(settings: Settings) -> tuple[DocumentKind, ...]:
    """The kinds of documents that the site offers of each edition, in their order."""
    from briefsite.documents.kinds import DOCUMENT_KINDS

    names = offered_names(settings)
    return tuple(kind for kind in DOCUMENT_KINDS if kind.name in names)


def check_offered(settings: Settings, problems: Problems) -> None:
    """Problem R07 for an `extra.downloads` that can't be used."""
    stated, names = _stated(settings), ", ".join(_known_names())
    if stated is None:
        return
    if not isinstance(stated, list):
        help_ = f"write a list of: {names}"
        problems.error(settings.place(*_SETTING), "R07", "extra.downloads must be a list", help_, subject="downloads")
        return
    for index, name in enumerate(stated):
        if name not in _known_names():
            message = f'extra.downloads names "{name}", which the site cannot offer'
            problems.error(settings.place(*_SETTING, index), "R07", message, f"choose from: {names}", subject=str(name))


def document_links(
    settings: Settings, folder: str, publication: Publication, others: int | None = None
) -> tuple[DocumentLink, ...]:
    """The documents that the pages of an edition offer.

    `others` is the number of the other editions of the site if the edition is at the root: its page offers the zip.
    """
    from briefsite.documents.kinds import document_path

    name = folder.rpartition("/")[2]
    found = [
        DocumentLink(kind.name, kind.label, kind.media_type, document_path(publication, name, kind))
        for kind in offered_kinds(settings)
    ]
    if others is not None and not publication.frozen and not publication.edition.site.path:
        found += zip_links(settings, {"": folder}, others + 1)
    return tuple(found)


def zip_links(settings: Settings, editions: Mapping[str, str], count: int) -> Iterable[DocumentLink]:
    """The zip with the whole site, if there is one. `editions` are folders by their paths, `count` is their number."""
    if ZIP_KIND not in offered_names(settings) or count > MOST_EDITIONS:
        return ()
    name = editions[""].rpartition("/")[2] if "" in editions else "site"
    return (DocumentLink(ZIP_KIND, "ZIP", "application/zip", f"{DOWNLOADS}/{name}.zip"),)


def zip_of_site(settings: Settings, editions: Mapping[str, str]) -> str:
    """The path of the zip from the root of the site (`/download/dams.zip`), empty if there is none.

    `editions` are the folders of all editions by their paths.
    """
    return next((f"/{link.path}" for link in zip_links(settings, editions, len(editions))), "")


def _stated(settings: Settings) -> object:
    extra = settings.data.get(_SETTING[0])
    return extra.get(_SETTING[1]) if isinstance(extra, dict) else None


def _known_names() -> tuple[str, ...]:
    from briefsite.documents.kinds import DOCUMENT_KINDS

    return (*(kind.name for kind in DOCUMENT_KINDS if not kind.of_works), ZIP_KIND)
