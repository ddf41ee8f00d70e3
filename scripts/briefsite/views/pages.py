"""All pages of an edition."""

from __future__ import annotations

from collections.abc import Mapping

from briefsite.publication import Publication
from briefsite.views.about import about
from briefsite.views.changes import changes, former_pages
from briefsite.views.full_text import full_text
from briefsite.views.names import names
from briefsite.views.overview import overview
from briefsite.views.received import received
from briefsite.views.theme import theme
from briefsite.views.timeline import timeline
from briefsite.views.works import works


def pages(publication: Publication, folder: str) -> Mapping[str, str]:
    """The Markdown of every page by its file in docs/. `folder` is where an editor finds the sources."""
    leaves = publication.outline.leaves
    return {
        **{leaf.file: (overview if leaf.file == "index.md" else theme)(publication, leaf, folder) for leaf in leaves},
        "bibliography.md": works(publication, folder),
        **({"timeline.md": timeline(publication, folder)} if publication.edition.timeline else {}),
        **({"names.md": names(publication, folder)} if publication.edition.names else {}),
        "full-text.md": full_text(publication, folder),
        "about.md": about(publication, folder),
        "received.md": received(publication, folder),
        "changes.md": changes(publication, folder),
        **dict(former_pages(publication, folder)),
    }
