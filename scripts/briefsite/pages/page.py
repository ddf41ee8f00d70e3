"""A page as a value, and the files that it is written into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefsite.html import Html, PageBlock, comment
from briefsite.markup import editorial, front_matter, heading, typeset
from briefsite.page_path import PagePath
from briefsite.pages.language import Tongue
from briefsite.pages.mark import page_mark, template_mark

if TYPE_CHECKING:
    from briefsite.exports.metadata import Metadata
    from briefsite.exports.template import Printed


@dataclass(frozen=True)
class Part:
    """A piece of a page that is no text to be read in the Markdown: theme/parts.html prints it in its place.

    `name` is the page's and its own, or what several pages share ("turkey/cite", "notes/n7"); `markup` is HTML in a
    template.
    """

    name: str
    markup: Printed


def part_place(name: str) -> Html:
    """Where in the Markdown the part is printed. No text can be taken for such a place: its `<` is escaped."""
    return comment(name)


@dataclass(frozen=True)
class GeneratedPage:
    """A page: where it is in its edition, its title, its blocks.

    `facts` go into its front matter for the templates (`citable`, `reading_time`, …). `metadata` is what it says to
    machines; None if it says nothing. Without `search` the search leaves it out. `tongue` is the language of the title.
    """

    at: PagePath
    title: str
    description: str
    blocks: tuple[PageBlock, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    search: bool = True
    metadata: Metadata | None = None
    parts: tuple[Part, ...] = ()
    tongue: Tongue = field(default_factory=lambda: Tongue(lang=None, dir=None))


def page_files(pages: Iterable[GeneratedPage], sources: str, path: str = "") -> Mapping[str, str]:
    """The files of pages by their names in docs/.

    `sources` is where an editor finds what they were made from; `path` is the edition's on the site, "" at its root.
    """
    return dict(file for page in pages for file in _files(page, sources, path))


def part_names(files: Iterable[str], path: str) -> Iterator[str]:
    """The names of the parts of an edition among its files in docs/."""
    folder = _folder_of_parts(path)
    return (file.removeprefix(folder).removesuffix(".html") for file in files if file.startswith(folder))


def _files(page: GeneratedPage, sources: str, path: str) -> Iterator[tuple[str, str]]:
    at, mark = page.at.under(path), f"{template_mark(sources)}\n"
    yield at.markdown, _markdown(page, sources, path)
    if page.metadata is not None:
        yield f"templates/heads/{at.stem}.html", mark + page.metadata.head
        if page.metadata.body:
            yield f"templates/heads/{at.stem}.body.html", mark + page.metadata.body
    folder = _folder_of_parts(path)
    yield from ((f"{folder}{part.name}.html", f"{mark}{part.markup}") for part in page.parts)


def _folder_of_parts(path: str) -> str:
    return f"templates/parts/{path}/" if path else "templates/parts/"


def _markdown(page: GeneratedPage, sources: str, path: str) -> str:
    """The page: its front matter, the mark that it is generated, its title, its blocks."""
    head: dict[str, object] = {"title": typeset(page.title), "description": typeset(page.description), **page.facts}
    if not page.search:
        head["search"] = {"exclude": True}
    if path:
        head["edition"] = path
    if page.metadata is not None:
        head["head"] = page.at.stem
        head |= {"body": True} if page.metadata.body else {}
    if page.parts:
        head["parts"] = [part.name for part in page.parts]
    title = heading(1, editorial(page.title), id="top", **page.tongue)
    return "\n\n".join([front_matter(head) + page_mark(sources), title, *page.blocks]) + "\n"
