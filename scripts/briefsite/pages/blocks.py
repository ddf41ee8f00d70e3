"""The blocks of a page's text: its paragraphs, each with its number, address and source lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from briefsite.html import Markdown, PageBlock, block_element, inline_element
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.version_links import address_now, record_now
from briefsite.ledger.wordings import changed_after, unchanged_since
from briefsite.markup import heading, joined, paragraph, typeset
from briefsite.pages.beside_passage import cite_link, draft_mark, latest_link, pilcrow, source_lines
from briefsite.pages.classes import Css, block_classes
from briefsite.pages.document_images import image_of
from briefsite.pages.former import alias, earlier_wordings, former_block, taken_in
from briefsite.pages.inline import inline, kept, lined
from briefsite.pages.item_lists import item_lists
from briefsite.pages.language import tongue
from briefsite.pages.page_text import PageText
from briefsite.pages.tables import grid_table
from briefsite.paragraphs.block import LINED
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.paragraphs.tables import caption_of, grid_of
from briefsite.reading.note import Citation
from briefsite.reading.publication import Publication
from briefsite.reading.typography import in_print
from briefsite.source.marker import MARKER
from briefsite.source.passage import Passage
from briefsite.words import fold
from briefsite.writing.capitals import cased

#: The deepest heading of HTML.
_DEEPEST: Final = 6


def blocks_before(text: PageText) -> Iterator[PageBlock]:
    """The former addresses that come before all that the page has now."""
    return _former(text, None)


def _former(text: PageText, behind: int | None) -> Iterator[PageBlock]:
    return (former_block(text.publication, found) for found in text.former_behind.get(behind, ()))


def paragraph_blocks(text: PageText, number: int) -> Iterator[PageBlock]:
    """A paragraph and its list, each with number, address and source lines; then the former addresses behind it."""
    publication = text.publication
    value = publication.paragraphs[number]
    cited = iter([c for c in publication.citations_in[number] if not c.within])
    address = publication.addresses.of(number)
    if not value.numbered:
        yield _unnumbered(text, number, address, value, cited)
        if address in publication.ledger.by_id and not text.copy:
            yield from earlier_wordings(publication, publication.ledger.by_id[address])
        yield from _former(text, number)
        return
    grid = grid_of(value)
    if grid:
        in_table = partial(grid_table, grid=grid, caption=_caption(text, number))
        body = _passage(text, address, value.body, cited, value, in_table)
    else:
        body = _passage(text, address, value.body, cited, value)
    if value.image:
        body = joined(image_of(publication, value), body, by=" ")
    language = publication.edition.work.language
    if value.kind == "list":
        yield from _list(text, number, address, body, cited)
        yield from _former(text, number)
        return
    classes = (Css.PAR, *block_classes(value.kind))
    if grid or value.image:
        yield block_element(
            "div", body, markdown="span", id=address, classes=classes, **tongue(language, value.body.text)
        )
    else:
        yield paragraph(body, id=address, classes=classes, **tongue(language, value.body.text))
    yield from _before_now(text, address)
    if value.items:
        addresses = publication.addresses.items[number]
        items = [
            block_element(
                "li",
                _passage(text, own, item, cited),
                markdown="span",
                id=own,
                classes=Css.ITEM,
                **tongue(language, item.text),
            )
            for own, item in zip(addresses, value.items, strict=True)
        ]
        way = tongue(language, value.items[0].text)["dir"]
        yield from item_lists(items, value.forms, Css.ITEMS, way)
        yield from (block for own in addresses for block in _before_now(text, own))
    yield from _former(text, number)


def _caption(text: PageText, number: int) -> str | None:
    """The address of the paragraph above or below a table that is its caption; None if there is none on the page."""
    publication = text.publication
    found = caption_of(publication.paragraphs, number, text.paragraphs)
    return None if found is None else publication.addresses.of(found)


def _list(text: PageText, number: int, address: str, first: Markdown, cited: Iterator[Citation]) -> Iterator[PageBlock]:
    """A list without an introduction: its first item has the number of the paragraph."""
    value, addresses = text.publication.paragraphs[number], text.publication.addresses.items[number]
    language = text.publication.edition.work.language
    items = [(address, first, value.body)]
    items += [(own, _passage(text, own, item, cited), item) for own, item in zip(addresses, value.items, strict=True)]
    entries = [
        block_element("li", words, markdown="span", id=own, classes=Css.ITEM, **tongue(language, item.text))
        for own, words, item in items
    ]
    way = tongue(language, value.body.text)["dir"]
    yield from item_lists(entries, value.forms, (Css.ITEMS, *block_classes(value.kind)), way)
    yield from (block for own, *_ in items for block in _before_now(text, own))


def _unnumbered(text: PageText, number: int, address: str, value: Paragraph, cited: Iterator[Citation]) -> Markdown:
    """A heading, or a break. A heading that says at the beginning of a page what its title says is in no menu."""
    aliases = [alias(found) for found in text.gone_into.get(address, ())]
    body, _ = in_print(text.publication.edition, value.body)
    show = lined if "\n" in body.text else inline
    shown = joined(*aliases, show(body, cited, text.signs_in.get(address, {}), say=text.publication.strings))
    classes = (Css.UNNUMBERED, *block_classes(value.kind))
    words, language = value.body.text, text.publication.edition.work.language
    if value.kind != "heading":
        return paragraph(shown, id=address, classes=classes)
    spoken_in = tongue(language, words)
    listed: Mapping[str, str | bool] = {"data_toc_label": typeset(cased(words, language))}
    if heads_page(text.publication, number):
        if not text.copy:
            return paragraph(shown, id=address, classes=classes, **spoken_in)
        listed = {"data_toc_omit": True}  # the line above it names the page
    return heading(_depth(text, value), shown, id=address, classes=classes, **listed, **spoken_in)


def _depth(text: PageText, value: Paragraph) -> int:
    """The depth of a heading on its page: 2, and more by its level where a document states levels."""
    if not value.level:
        return 2
    found = ((number, text.publication.paragraphs[number]) for number in text.paragraphs)
    heads = ((number, one) for number, one in found if one.kind == "heading" and one.level)
    levels = sorted({one.level for number, one in heads if text.copy or not heads_page(text.publication, number)})
    return min(2 + levels.index(value.level), _DEEPEST)


def _passage(
    text: PageText,
    address: str,
    passage: Passage,
    cited: Iterator[Citation],
    of: Paragraph | None = None,
    in_table: Callable[..., Markdown] | None = None,
) -> Markdown:
    """A passage between its number and its ways. Of a paragraph `of` lines may be kept; `in_table` shows its cells."""
    aliases = [alias(found) for found in text.gone_into.get(address, ())]
    say = text.publication.strings
    lines = source_lines(text.publication.source, passage, say, frozen=text.publication.frozen)
    links, signs = text.links.get(address, ()), text.signs_in.get(address, {})
    if of is None or of.kind != "table":
        passage, to = in_print(text.publication.edition, passage)
        links = tuple(one.moved(to) for one in links)
    if in_table is not None:
        shown = in_table(passage, cited=cited, signs=signs, links=links, say=say)
    elif of is not None and of.kind in LINED:
        shown = kept(lined(passage, cited, signs, links, of.indent, say=say), of.kind)
    elif of is not None and of.image and not any(map(str.isalnum, passage.text)):
        shown = inline(passage, cited, signs, say=say)
        shown = inline_element("span", shown, classes=Css.CELL_BAR, aria_hidden="true")
    elif "\n" in passage.text:
        shown = lined(passage, cited, signs, links, say=say)
    else:
        shown = inline(passage, cited, signs, links, say=say)
    ways = [cite_link(address, say)]
    if how := text.publication.draft_of(address):
        ways.insert(0, draft_mark(how, say))
    version, current = text.publication.version, text.publication.current
    if version and current and not text.copy:
        ways.append(latest_link(address, address_now(current, address, version), say))
    return joined(joined(_number(text, address), *aliases), shown, lines, *ways, by=" ")


def _number(text: PageText, address: str) -> Markdown:
    """The number of a passage, with since when its words are the same; in a version, also until when they were."""
    ledger, version, current = text.publication.ledger, text.publication.version, text.publication.current
    since = unchanged_since(ledger, ledger.by_id[address])
    now = record_now(current, address, version) if version and current else None
    until = changed_after(current, now, version) if version and current and now else None
    return pilcrow(address, since, until, text.publication.strings)


def _before_now(text: PageText, address: str) -> Iterator[PageBlock]:
    """What the passage said before, and what others said that went into it."""
    if not text.copy:
        publication = text.publication
        yield from earlier_wordings(publication, publication.ledger.by_id[address])
        yield from (
            taken_in(publication, found) for found in text.gone_into.get(address, ()) if found.record.kind in PASSAGES
        )


def heads_page(publication: Publication, number: int) -> bool:
    """Whether a heading says, where a page begins, what the page's title says already."""
    leaf = publication.leaf(number)
    here = leaf.paragraphs.index(number)
    before = (publication.paragraphs[other] for other in leaf.paragraphs[:here])
    title, words = (fold("".join(filter(str.isalnum, said))) for said in (leaf.page.title, _words(publication, number)))
    return all(other.kind == "heading" for other in before) and words in title


def _words(publication: Publication, number: int) -> str:
    return MARKER.sub("", publication.paragraphs[number].body.text)
