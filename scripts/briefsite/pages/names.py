"""The names: an index of people, places, bodies, documents and terms, with every paragraph that mentions them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Final

from briefsite.edition.extras import IndexName
from briefsite.edition.standing_pages import NAMES_PAGE, standing_title
from briefsite.html import Markdown, PageBlock, block_element, inline_element
from briefsite.language.strings import Strings
from briefsite.markup import editorial, heading, inner, joined, paragraph, phrase
from briefsite.pages.classes import Css
from briefsite.pages.evidence import paragraph_link
from briefsite.pages.language import Tongue, tongue
from briefsite.pages.page import GeneratedPage
from briefsite.pages.page_end import earlier_addresses
from briefsite.reading.publication import Publication
from briefsite.source.emendation import quotation
from briefsite.writing.collation import collation_key

#: The kinds in their order on the page.
NAME_KINDS: Final = ("person", "place", "body", "document", "term")


def kind_id(kind: str) -> str:
    """The fragment of the heading over the names of a kind: `names-person`."""
    return f"names-{kind}"


def names_page(publication: Publication) -> GeneratedPage:
    """The page of the index."""
    known = publication.edition.names
    places = publication.mentioned
    ids = publication.name_ids
    say = publication.strings
    link_to = cache(partial(paragraph_link, publication))  # a paragraph mentions many names
    body: list[PageBlock] = [paragraph(phrase(say.count("names.lead", len(known))), classes=Css.LEAD)]
    for kind in NAME_KINDS:
        own = sorted(
            (name for name in known if name.kind == kind),
            key=lambda name: collation_key(name.name, publication.edition.work.language),
        )
        if own:
            body.append(
                heading(
                    2, phrase(say["names.kind"], kind=phrase(say[f"names.{kind}"]), count=len(own)), id=kind_id(kind)
                )
            )
            entries = [_entry(publication, name, ids[name], places[name], link_to) for name in own]
            body.append(block_element("dl", *entries, gap="\n", classes=Css.NAMES))
    body += earlier_addresses(publication, NAMES_PAGE.path)
    description = say.text("names.description", title=publication.edition.work.title)
    return GeneratedPage(NAMES_PAGE, standing_title(NAMES_PAGE, say), description, tuple(body))


def _entry(
    publication: Publication,
    name: IndexName,
    fragment: str,
    places: Sequence[tuple[int, int | None]],
    link_to: Callable[[tuple[int, int | None]], Markdown],
) -> Markdown:
    say = publication.strings
    links = [link_to(place) for place in places] or [phrase(say["names.not_in_text"])]
    where = inline_element("span", joined(*links, by=say["list.between"]), classes=Css.SOURCE)
    line = joined(editorial(name.line), *_also(name, _texts(publication, places), say), where, by=" ")
    return block_element(
        "div",
        block_element("dt", editorial(name.name), markdown="span", **_tongue_of(publication, name)),
        block_element("dd", line, markdown="span"),
        gap="\n",
        id=fragment,
        classes=Css.NAME_ENTRY,
    )


def _tongue_of(publication: Publication, name: IndexName) -> Tongue:
    """The language of a name as its entry says it, and the direction of its letters."""
    way = tongue(name.language or publication.edition.work.language, name.name)["dir"]
    return Tongue(lang=name.language or None, dir=way)


def _texts(publication: Publication, places: Sequence[tuple[int, int | None]]) -> list[str]:
    """The texts of some paragraphs and list items."""
    return [
        passage.text
        for index, item in places
        for here, passage in publication.paragraphs[index].passages()
        if here == item
    ]


def _also(name: IndexName, texts: Sequence[str], say: Strings) -> Iterator[Markdown]:
    """The other forms, but for those that differ from the name in capitals only: those in `texts`, then the rest."""
    other = [alias for alias in name.aliases if alias.casefold() != name.name.casefold()]
    used = [alias for alias in other if any(quotation(alias).search(text) for text in texts)]
    unused = [alias for alias in other if alias not in used]
    said = [
        phrase(say[key], names=joined(*(_form(name, alias, say) for alias in forms), by=say["list.between"]))
        for key, forms in (("names.also_appears", used), ("names.also_known", unused))
        if forms
    ]
    if said:
        yield inline_element("span", joined(*said, by=" "), classes=Css.ALSO)


def _form(name: IndexName, alias: str, say: Strings) -> Markdown:
    return inline_element("span", phrase(say["common.quoted"], words=inner(alias)), lang=name.language or None)
