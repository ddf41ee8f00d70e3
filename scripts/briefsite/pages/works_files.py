"""The files of works for reference managers, as pages offer them: a link for each format, in a part of the page.

`exports.downloads` makes the files.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.exports.downloads import BIBLIOGRAPHY_FILES, works_file, works_on
from briefsite.exports.formats import FORMATS
from briefsite.exports.page_data import FOLDER
from briefsite.exports.template import address_in_site, printed
from briefsite.html import Html, element, html_phrase, html_text, joined_html
from briefsite.language.strings import Strings
from briefsite.markup import typeset
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.page import Part
from briefsite.pages.page_text import PageText
from briefsite.reading.publication import Publication


def files_of_page(text: PageText) -> tuple[Part, ...]:
    """The works that the notes of a page cite, or of a page with the whole text all works; empty if they cite none."""
    works = works_on(text.publication, text.paragraphs)
    if not works:
        return ()
    if text.copy:
        return files_of_all(text.publication)
    say, below = text.publication.strings, _below(text.publication)
    leaf = next(leaf for leaf in text.publication.outline.leaves if leaf.at.path == text.path)
    links = file_links(works_file(leaf), below, say["works.on_this_page"], say)
    said = _paragraph(say.count("works.on_page", len(works)), links, say)
    return (Part(f"{PagePath.of(text.path).stem}/works", printed(said)),)


def files_of_all(publication: Publication) -> tuple[Part, ...]:
    """All works of the bibliography; empty if it has none."""
    number = len(publication.bibliography.works)
    if not number:
        return ()
    say = publication.strings
    links = file_links(BIBLIOGRAPHY_FILES, _below(publication), say["works.whole_bibliography"], say)
    said = _paragraph(say.count("works.in_bibliography", number), links, say)
    return (Part(f"{BIBLIOGRAPHY_PAGE.stem}/works", printed(said)),)


def files_by_page(publication: Publication) -> tuple[Part, ...]:
    """The works of each page whose notes cite any, in a list that is folded; empty if no page has notes with works."""
    rows = [element("li", row) for row in _rows(publication)]
    if not rows:
        return ()
    said = element("summary", html_text(publication.strings["works.by_page"]))
    whole = element("details", said, element("ul", *rows, gap="\n"), gap="\n", classes=Css.FILES)
    return (Part(f"{BIBLIOGRAPHY_PAGE.stem}/works-by-page", printed(whole)),)


def _rows(publication: Publication) -> Iterator[Html]:
    below, say = _below(publication), publication.strings
    for leaf in publication.outline.leaves:
        if works := works_on(publication, leaf.paragraphs):
            title = typeset(leaf.page.title)
            page = element("a", html_text(title), href=address_in_site(f"{below}{leaf.at.path[1:]}"))
            count = html_text(say.count("works.of_page", len(works)))
            links = file_links(works_file(leaf), below, say.text("works.on_that_page", page=title), say)
            yield joined_html(page, count, links, by=" ")


def file_links(name: str, below: str, what: str, say: Strings) -> Html:
    """Links to the files with this name in docs/cite/, one for each format; `what` they hold is only said aloud.

    `below` is the edition's path on the site with a / at its end, empty at the root.
    """
    links = (
        element(
            "a",
            html_text(form.label),
            href=address_in_site(f"{below}{FOLDER}/{name}.{form.ending}"),
            download=True,
            type=form.media_type,
            aria_label=say.text("works.file", format=form.label, works=what),
        )
        for form in FORMATS
    )
    return joined_html(*links, by=say["list.between"])


def _paragraph(says: str, links: Html, say: Strings) -> Html:
    return element("p", html_phrase(say["works.files"], works=html_text(says), files=links), classes=Css.FILES)


def _below(publication: Publication) -> str:
    path = publication.edition.site.path
    return f"{path}/" if path else ""
