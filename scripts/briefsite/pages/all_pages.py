"""All pages of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from briefsite.edition.model import UNSTATED
from briefsite.page_path import PagePath
from briefsite.pages.about import about_page
from briefsite.pages.changes import changes_page, former_pages
from briefsite.pages.former import file_of
from briefsite.pages.full_text import full_text_page
from briefsite.pages.names import names_page
from briefsite.pages.overview import overview_page
from briefsite.pages.page import with_head
from briefsite.pages.received import received_page
from briefsite.pages.theme import theme_page
from briefsite.pages.timeline import timeline_page
from briefsite.pages.works import works_page
from briefsite.reading.addressables import standing_pages
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication

if TYPE_CHECKING:
    from briefsite.reading.summary import EditionSummary


def edition_pages(
    publication: Publication,
    folder: str,
    citations: Mapping[str, Mapping[str, object]] | None = None,
    blocks: Mapping[str, str] | None = None,
    others: Sequence[EditionSummary] = (),
) -> Mapping[str, str]:
    """The Markdown of every page by its file in the edition's part of docs/.

    `folder` is where an editor finds the sources. `citations` has for a page's path what its head says of how it is
    cited (`exports.metadata`), `blocks` what is said of it at its end (`pages.how_to_cite`). `others` are the editions
    that the first page lists.
    """

    def leaf_page(leaf: Leaf) -> str:
        if leaf.page.slug == "/":
            return overview_page(publication, leaf, folder, others)
        return theme_page(publication, leaf, folder)

    made = {
        **{leaf.file: leaf_page(leaf) for leaf in publication.outline.leaves},
        "bibliography.md": works_page(publication, folder),
        **({"timeline.md": timeline_page(publication, folder)} if publication.edition.timeline else {}),
        **({"names.md": names_page(publication, folder)} if publication.edition.names else {}),
        "full-text.md": full_text_page(publication, folder),
        "about.md": about_page(publication, folder),
        "received.md": received_page(publication, folder),
        "changes.md": changes_page(publication, folder),
        **dict(former_pages(publication, folder)),
    }
    for path, block in (blocks or {}).items():
        made[file_of(path)] += f"\n{block}\n"
    for path, head in (citations or {}).items():
        made[file_of(path)] = with_head(made[file_of(path)], {"citation": head})
    if publication.edition.site.path:
        made = {name: with_head(text, {"edition": _place(publication)}) for name, text in made.items()}
    return made


def _place(publication: Publication) -> Mapping[str, object]:
    """What the head of a page says where its edition is not at the root: whose it is, and which pages stand beside it.

    The navigation of mkdocs.yml is the site's; with hundreds of editions it can't hold the pages of all.
    """
    edition = publication.edition
    leaves = [(leaf.page.slug, leaf.page.title) for leaf in publication.outline.leaves]
    tabs = [
        {"title": title, "url": PagePath.of(slug).under(edition.site.path).path.lstrip("/")}
        for slug, title in (*leaves, *standing_pages(edition).items())
    ]
    return {
        "path": f"{edition.site.path}/",
        "title": edition.work.title,
        "series": edition.work.in_series,
        "rights": "" if edition.work.rights == UNSTATED else edition.work.rights,
        "tabs": tabs,
    }
