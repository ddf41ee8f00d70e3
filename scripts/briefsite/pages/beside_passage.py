"""What is beside a passage: its number, and the links to how it is cited, its lines and its present wording."""

from __future__ import annotations

from briefsite.edition.standing_pages import RECEIVED_PAGE
from briefsite.html import Markdown, inline_element
from briefsite.language.strings import ENGLISH, Strings
from briefsite.ledger.address import label, spoken
from briefsite.ledger.page_ids import line_id
from briefsite.ledger.version import DRAFT, VersionId, shown_version, version_named
from briefsite.markup import inner, inside, link, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.source_lines import shown_lines, shown_place
from briefsite.source.document_place import page_link
from briefsite.source.passage import Passage
from briefsite.source.source import Source


def pilcrow(address: str, since: VersionId, until: VersionId | None = None, say: Strings = ENGLISH) -> Markdown:
    """The number of a paragraph, a link to itself. It says `since` and `until` which version the words are the same."""
    named = version_named(since, say)
    title = "" if since == DRAFT else say.text("passage.unchanged_since", version=named)
    if until:
        title = say.text("passage.unchanged_until", version=named, later=shown_version(until, say))
    return _beside(inside(label(address)), f"#{address}", Css.PILCROW, spoken(address, say), title)


def cite_link(address: str, say: Strings) -> Markdown:
    """The way to the page's how-to-cite block; with JavaScript it opens the references to this passage."""
    return _beside(
        phrase(say["passage.cite"]), "#cite", Css.CITE_LINK, say.text("passage.cite_it", place=spoken(address, say))
    )


def draft_mark(how: str, say: Strings) -> Markdown:
    """Beside words that wait for a release: "draft: new", "draft: changed", "draft: moved"."""
    return inline_element(
        "span", phrase(say[f"passage.draft_{how}"]), classes=(Css.DRAFT, Css.ED), data_search_exclude=""
    )


def latest_link(address: str, now: str, say: Strings) -> Markdown:
    """From a passage in a version to the same passage as it is `now`: the path of its page, and its fragment."""
    path, _, fragment = now.partition("#")
    file = PagePath.of(path).markdown
    said = say.text("passage.as_it_is_now", place=spoken(address, say))
    return _beside(phrase(say["passage.now"]), f"../../{file}#{fragment}", Css.LATEST_LINK, said)


def source_lines(source: Source, passage: Passage, say: Strings, *, frozen: bool = False) -> Markdown:
    """The lines of the source that a passage was read from, or its place in the document; a link to them.

    A version is `frozen`: it doesn't have the document.
    """
    first, last = source.span(passage)
    block = source.structure.block_at(first) if source.structure is not None else None
    if block is not None and source.structure is not None:
        place = shown_place(say, block.at)
        said = say.text("passage.place_as_received", place=place)
        shown = "" if frozen else page_link(source.structure.head.document, block.at)
        return _beside(inner(place), shown or f"{RECEIVED_PAGE.markdown}#{line_id(first)}", Css.LINES, said)
    if first == last:
        said = say.text("passage.line_of_source", line=first)
    else:
        said = say.text("passage.lines_of_source", first=first, last=last)
    shown = inner(shown_lines(say, first, last))
    return _beside(shown, f"{RECEIVED_PAGE.markdown}#{line_id(first)}", Css.LINES, said)


def _beside(shown: Markdown, target: str, css: Css, said: str, title: str = "") -> Markdown:
    """A link beside a passage, which belongs to the editors and is left out of the search. `said`: its name aloud."""
    return link(shown, target, title=title, classes=(css, Css.ED), aria_label=said, data_search_exclude="")
