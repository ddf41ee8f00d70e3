"""The names: an index of people, places, bodies, documents and terms, with every paragraph that mentions them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.edition.extras import IndexName
from briefsite.edition.standing_pages import NAMES_PAGE, STANDING_TITLES
from briefsite.html import Markdown, PageBlock, block_element, inline_element
from briefsite.markup import editorial, escape, heading, inner, joined, paragraph, phrase
from briefsite.pages.classes import Css
from briefsite.pages.evidence import paragraph_link
from briefsite.pages.language import Tongue, tongue
from briefsite.pages.page import GeneratedPage
from briefsite.pages.page_end import earlier_addresses
from briefsite.reading.publication import Publication
from briefsite.source.emendation import quotation
from briefsite.writing.collation import collation_key

#: The kinds in their order on the page, as their headings say them.
NAME_KINDS: Final = {"person": "People", "place": "Places", "body": "Bodies", "document": "Documents", "term": "Terms"}


def kind_id(kind: str) -> str:
    """The fragment of the heading over the names of a kind: `names-person`."""
    return f"names-{kind}"


def names_page(publication: Publication) -> GeneratedPage:
    """The page of the index."""
    known = publication.edition.names
    places = publication.mentioned
    ids = publication.name_ids
    lead = (
        f"{len(known)} names, by kind, with every paragraph that mentions them. Elsewhere on the site, "
        "the first mention of each name links here. Descriptions are by the editors."
    )
    body: list[PageBlock] = [paragraph(escape(lead), classes=Css.LEAD)]
    for kind, title in NAME_KINDS.items():
        own = sorted(
            (name for name in known if name.kind == kind),
            key=lambda name: collation_key(name.name, publication.edition.work.language),
        )
        if own:
            body.append(heading(2, phrase("{} ({})", inner(title), len(own)), id=kind_id(kind)))
            entries = [_entry(publication, name, ids[name], places[name]) for name in own]
            body.append(block_element("dl", *entries, gap="\n", classes=Css.NAMES))
    body += earlier_addresses(publication, NAMES_PAGE.path)
    description = (
        f"{publication.edition.work.title}: people, places, organizations, documents and terms, "
        "with every paragraph that mentions them."
    )
    return GeneratedPage(NAMES_PAGE, STANDING_TITLES[NAMES_PAGE], description, tuple(body))


def _entry(
    publication: Publication, name: IndexName, fragment: str, places: Sequence[tuple[int, int | None]]
) -> Markdown:
    links = [paragraph_link(publication, place) for place in places] or [phrase("not in the text")]
    where = inline_element("span", joined(*links, by=", "), classes=Css.SOURCE)
    line = joined(editorial(name.line), *_also(name, _texts(publication, places)), where, by=" ")
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


def _also(name: IndexName, texts: Sequence[str]) -> Iterator[Markdown]:
    """The other forms, but for those that differ from the name in capitals only: those in `texts`, then the rest."""
    other = [alias for alias in name.aliases if alias.casefold() != name.name.casefold()]
    used = [alias for alias in other if any(quotation(alias).search(text) for text in texts)]
    unused = [alias for alias in other if alias not in used]
    said = [
        phrase(sentence, joined(*(_form(name, alias) for alias in forms), by=", "))
        for sentence, forms in (("Also appears as {}.", used), ("Also known as {}.", unused))
        if forms
    ]
    if said:
        yield inline_element("span", joined(*said, by=" "), classes=Css.ALSO)


def _form(name: IndexName, alias: str) -> Markdown:
    return inline_element("span", phrase("“{}”", inner(alias)), lang=name.language or None)
