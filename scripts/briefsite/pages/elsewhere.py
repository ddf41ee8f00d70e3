"""Finding one's way: how long a page takes to read, and where else the brief speaks of the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from briefsite.ledger.address import label, spoken
from briefsite.markup import editorial, link
from briefsite.reading.name_index import name_fragments
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.related import related_to_page

#: How many words of English prose are read in a minute, silently and for good (Brysbaert 2019 finds 238).
PACE: Final = 238


def reading_time(publication: Publication, paragraphs: Collection[int]) -> str:
    """How long the author's words in these paragraphs take, in words: "about 2 minutes"."""
    count = sum(len(publication.paragraphs[paragraph].whole.text.split()) for paragraph in paragraphs)
    minutes = max(1, round(count / PACE))
    return f"about {minutes}\N{NO-BREAK SPACE}minute{'s' if minutes > 1 else ''}"


def elsewhere(publication: Publication, leaf: Leaf) -> Iterator[str]:
    """The paragraphs of other themes that have most in common with this page, as its block, with what they share."""
    found = related_to_page(publication, leaf)
    if not found:
        return
    ids = name_fragments(publication.edition.names)
    rows = []
    for each in found:
        address = publication.addresses.of(each.paragraph)
        number = f'[{label(address)}]({publication.target(each.paragraph)}){{ .where aria-label="{spoken(address)}" }}'
        names = ", ".join(link(editorial(name.name), f"names.md#{ids[name]}") for name in each.names)
        rows.append(f"- {number} {_where(publication.leaf(each.paragraph), each.paragraph)}: {names}")
    yield "\n\n".join(
        [
            '<section class="elsewhere" aria-labelledby="elsewhere" markdown="1">',
            '## Elsewhere in the brief { #elsewhere data-search-exclude="" }',
            '<p class="label">Paragraphs of other themes, and the rarest names that they share with this page</p>',
            "\n".join(rows),
            "</section>",
        ]
    )


def _where(leaf: Leaf, paragraph: int) -> str:
    """The theme of a paragraph, and the section that it stands in there, as a link."""
    divisions = (division for stretch in leaf.stretches for division in stretch)
    section = next((each.section for each in divisions if paragraph in each.paragraphs), None)
    if section is None:
        return link(editorial(leaf.page.title), leaf.file)
    return link(editorial(f"{leaf.page.title} · {section.title}"), f"{leaf.file}#{section.id}")
