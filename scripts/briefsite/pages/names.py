"""The names: an index of people, places, bodies, documents and terms, with every paragraph that mentions them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.edition.extras import IndexName
from briefsite.markup import editorial, inner
from briefsite.page_path import PagePath
from briefsite.pages.evidence import paragraph_link
from briefsite.pages.page import GeneratedPage
from briefsite.reading.name_index import name_fragments
from briefsite.reading.publication import Publication
from briefsite.words import fold

#: The kinds in their order on the page, as their headings say them.
NAME_KINDS: Final = {"person": "People", "place": "Places", "body": "Bodies", "document": "Documents", "term": "Terms"}


def names_page(publication: Publication) -> GeneratedPage:
    """The page of the index."""
    known = publication.edition.names
    places = publication.mentioned
    ids = name_fragments(known)
    lead = (
        f"{len(known)} names, by kind, with every paragraph that mentions them, also under another form. On the other "
        "pages the first mention of a name leads here. The lines are the editors’."
    )
    body = [f"{lead}\n{{: .lead }}"]
    for kind, title in NAME_KINDS.items():
        own = sorted((name for name in known if name.kind == kind), key=lambda name: (fold(name.name), name.name))
        if own:
            body.append(f"## {title} ({len(own)}) {{ #names-{kind} }}")
            entries = [_entry(publication, name, ids[name], places[name]) for name in own]
            body.append("\n".join(['<dl class="names" markdown="1">', *entries, "</dl>"]))
    description = (
        f"{publication.edition.work.title}: people, places, bodies, documents and terms, and each paragraph that "
        "mentions them."
    )
    return GeneratedPage(PagePath("names"), "Names", description, tuple(body))


def lang_attribute(name: IndexName) -> str:
    """The attribute that says in which language a name is, with a blank before it; nothing for English."""
    return f' lang="{name.language}"' if name.language else ""


def _entry(publication: Publication, name: IndexName, fragment: str, places: Sequence[tuple[int, int | None]]) -> str:
    said = "".join(_also(name))
    links = ", ".join(paragraph_link(publication, place) for place in places) or "not in the text"
    return (
        f'<div id="{fragment}" class="name-entry" markdown="1">\n'
        f'<dt{lang_attribute(name)} markdown="span">{editorial(name.name)}</dt>\n'
        f'<dd markdown="span">{editorial(name.line)}{said} <span class="source">{links}</span></dd>\n</div>'
    )


def _also(name: IndexName) -> Iterator[str]:
    """The other forms, but for those that differ from the name in capitals only."""
    other = [alias for alias in name.aliases if alias.casefold() != name.name.casefold()]
    if other:
        forms = ", ".join(f"<span{lang_attribute(name)}>“{inner(alias)}”</span>" for alias in other)
        yield f' <span class="also">In the text also: {forms}.</span>'
