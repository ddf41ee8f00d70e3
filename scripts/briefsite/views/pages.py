"""All pages of an edition."""

from __future__ import annotations

from collections.abc import Mapping

from briefsite.publication import Publication
from briefsite.views.about import about
from briefsite.views.blocks import with_head
from briefsite.views.changes import changes, former_pages
from briefsite.views.full_text import full_text
from briefsite.views.names import names
from briefsite.views.overview import overview
from briefsite.views.received import received
from briefsite.views.theme import theme
from briefsite.views.timeline import timeline
from briefsite.views.traces import file_of
from briefsite.views.works import works


def pages(
    publication: Publication,
    folder: str,
    citations: Mapping[str, Mapping[str, object]] | None = None,
    blocks: Mapping[str, str] | None = None,
) -> Mapping[str, str]:
    """The Markdown of every page by its file in docs/. `folder` is where an editor finds the sources.

    `citations` has for a page's path what its head says of how it is cited (briefsite.exports.metadata), `blocks` what
    is said of it at its end (briefsite.views.citing).
    """
    leaves = publication.outline.leaves
    made = {
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
    for path, block in (blocks or {}).items():
        made[file_of(path)] += f"\n{block}\n"
    for path, head in (citations or {}).items():
        made[file_of(path)] = with_head(made[file_of(path)], {"citation": head})
    return made
