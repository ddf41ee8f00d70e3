"""The blocks that pages are made of: paragraphs with their numbers; at the end notes, emendations, former addresses."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from briefsite.html import Markdown, PageBlock, block_element, inline_element, list_item
from briefsite.ledger.address import emendation_sign_id, is_passage, line_id, position
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.former import FormerAddress
from briefsite.ledger.version_links import address_now, record_now
from briefsite.ledger.wordings import changed_after, unchanged_since
from briefsite.markup import editorial, heading, inner, inside, joined, link, paragraph, phrase, typeset
from briefsite.pages.classes import Css, block_classes
from briefsite.pages.former import alias, earlier_wordings, empty_anchor, former_block, taken_in
from briefsite.pages.inline import (
    EmendationSign,
    cite_link,
    draft_mark,
    inline,
    kept,
    latest_link,
    lined,
    pilcrow,
    source_lines,
)
from briefsite.pages.language import tongue
from briefsite.pages.note_list import note_entry
from briefsite.paragraphs.block import LINED
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.name_index import Mention, first_mentions
from briefsite.reading.note import Citation, Note
from briefsite.reading.publication import Publication
from briefsite.source.emendation import Correction
from briefsite.source.marker import MARKER
from briefsite.source.passage import Passage
from briefsite.words import fold
from briefsite.writing.capitals import cased

KIND: Final = {"scan": "scan error", "furniture": "page furniture", "print": "print error", "name": "name"}


@dataclass(frozen=True)
class PageText:
    """What the paragraphs of one page need: markers, emendations, and the former addresses of the page.

    `path` is the page's, as the ledger has it. A `copy` repeats what other pages have.
    """

    publication: Publication
    paragraphs: tuple[int, ...]
    path: str
    copy: bool = False

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes that the page cites, in their order."""
        cited = {c.note for paragraph in self.paragraphs for c in self.publication.citations_in[paragraph]}
        order = self.publication.order_of_notes
        return tuple(self.publication.note[address] for address in sorted(cited, key=order.__getitem__))

    @cached_property
    def corrections(self) -> tuple[tuple[str, Correction], ...]:
        """The emendations on the page, in the order of the text, each with its letter."""
        found = [c for paragraph in self.paragraphs for c in self.publication.corrections_in[paragraph]]
        found += [c for note in self.notes for c in self.publication.corrections_of[note.address]]
        return tuple((letter(number), correction) for number, correction in enumerate(dict.fromkeys(found)))

    @cached_property
    def _names(self) -> Mapping[str, tuple[tuple[Mention, str], ...]]:
        """By address, the first mention of each name on the page, with the name's fragment. None on a copy of pages."""
        if self.copy:
            return {}
        publication = self.publication
        ids = publication.name_ids
        here = [number for number in self.paragraphs if publication.paragraphs[number].numbered]
        found = first_mentions(publication.paragraphs, publication.edition.names, here)
        return {
            publication.addresses.of(*place): tuple((mention, ids[mention.name]) for mention in mentions)
            for place, mentions in found.items()
        }

    @cached_property
    def signs(self) -> Mapping[int, EmendationSign]:
        """The sign of each emendation, by its position in edition.yml."""
        return {one.index: EmendationSign(sign, self._ids(one.index)[0]) for sign, one in self.corrections}

    def _ids(self, index: int) -> tuple[str, ...]:
        """The fragments of an emendation on the page: a copy has those of all the pages that list it."""
        ids = self.publication.emendation_ids[index]
        return tuple(ids.values()) if self.copy else (ids[self.path],)

    @cached_property
    def _signs(self) -> Mapping[str, Mapping[int, EmendationSign]]:
        """The signs in each passage, by its address; those in the notes by "".

        What was emended across a border has its sign in the last passage of the page that it touches.
        """
        here = set(self.paragraphs)
        found: defaultdict[str, dict[int, EmendationSign]] = defaultdict(dict)
        for index, sign in self.signs.items():
            places = [place for place in self.publication.places.get(index, ()) if place[0] in here]
            found[self.publication.addresses.of(*places[-1]) if places else ""][index] = sign
        return found

    @cached_property
    def _left(self) -> tuple[FormerAddress, ...]:
        return self.publication.former.get(self.path, ())

    def _former(self, found: FormerAddress) -> PageBlock:
        return former_block(self.publication, found)

    @cached_property
    def _inside(self) -> Mapping[str, tuple[FormerAddress, ...]]:
        """For each address on the page, what went into it."""
        found: dict[str, tuple[FormerAddress, ...]] = {}
        for former in self._left:
            if former.how == "inside":
                found[former.end.id] = (*found.get(former.end.id, ()), former)
        return found

    @cached_property
    def _behind(self) -> Mapping[int | None, tuple[FormerAddress, ...]]:
        """The former addresses by the paragraph that they come behind by number; None: before the first."""
        addresses = ((self.publication.addresses.of(number), number) for number in self.paragraphs)
        numbers = sorted((position(own), number) for own, number in addresses if is_passage(own))
        found: dict[int | None, tuple[FormerAddress, ...]] = {}
        for former in self._left:
            if former.how != "inside" and former.record.kind in PASSAGES:
                before = bisect_left(numbers, (position(former.record.id), -1))
                place = numbers[before - 1][1] if before else None
                found[place] = (*found.get(place, ()), former)
        return found

    def before(self) -> Iterator[PageBlock]:
        """The former addresses that come before all that the page has now."""
        yield from map(self._former, self._behind.get(None, ()))

    def blocks(self, number: int) -> Iterator[PageBlock]:
        """A paragraph and its list, each with number, address and source lines; then the former addresses behind it."""
        publication = self.publication
        value = publication.paragraphs[number]
        cited = iter([c for c in publication.citations_in[number] if not c.within])
        address = publication.addresses.of(number)
        if not value.numbered:
            yield self._unnumbered(number, address, value, cited)
            if address in publication.ledger.by_id and not self.copy:
                yield from earlier_wordings(publication, publication.ledger.by_id[address], self.path)
            yield from map(self._former, self._behind.get(number, ()))
            return
        text = self._passage(address, value.body, cited, value)
        language = publication.edition.work.language
        if value.kind == "list":
            yield from self._list(number, address, text, cited)
            yield from map(self._former, self._behind.get(number, ()))
            return
        classes = (Css.PAR, *block_classes(value.kind))
        yield paragraph(text, id=address, classes=classes, **tongue(language, value.body.text))
        yield from self._before_now(address)
        if value.items:
            addresses = publication.addresses.items[number]
            items = [
                block_element(
                    "li",
                    self._passage(own, item, cited),
                    markdown="span",
                    id=own,
                    classes=Css.ITEM,
                    **tongue(language, item.text),
                )
                for own, item in zip(addresses, value.items, strict=True)
            ]
            way = tongue(language, value.items[0].text)["dir"]
            yield block_element("ul", *items, gap="\n", classes=Css.ITEMS, dir=way)
            yield from (block for own in addresses for block in self._before_now(own))
        yield from map(self._former, self._behind.get(number, ()))

    def _list(self, number: int, address: str, first: Markdown, cited: Iterator[Citation]) -> Iterator[PageBlock]:
        """A list without an introduction: its first item has the number of the paragraph."""
        value, addresses = self.publication.paragraphs[number], self.publication.addresses.items[number]
        items = [(address, first)]
        items += [(own, self._passage(own, item, cited)) for own, item in zip(addresses, value.items, strict=True)]
        entries = [block_element("li", text, markdown="span", id=own, classes=Css.ITEM) for own, text in items]
        yield block_element("ul", *entries, gap="\n", classes=(Css.ITEMS, *block_classes(value.kind)))
        yield from (block for own, _ in items for block in self._before_now(own))

    def _unnumbered(self, number: int, address: str, value: Paragraph, cited: Iterator[Citation]) -> Markdown:
        """A heading, or a break. A heading that says at the beginning of a page what its title says is in no menu."""
        aliases = [alias(found) for found in self._inside.get(address, ())]
        text = joined(*aliases, inline(value.body, cited, self._signs.get(address, {})))
        classes = (Css.UNNUMBERED, *block_classes(value.kind))
        words, language = value.body.text, self.publication.edition.work.language
        if value.kind != "heading" or (not self.copy and heads_page(self.publication, number)):
            return paragraph(text, id=address, classes=classes)
        label = typeset(cased(words, language))
        return heading(2, text, id=address, classes=classes, data_toc_label=label, **tongue(language, words))

    def _passage(
        self, address: str, passage: Passage, cited: Iterator[Citation], of: Paragraph | None = None
    ) -> Markdown:
        aliases = [alias(found) for found in self._inside.get(address, ())]
        lines = source_lines(self.publication.source, passage)
        names, signs = self._names.get(address, ()), self._signs.get(address, {})
        if of is not None and of.kind in LINED:
            text = kept(lined(passage, cited, signs, names, of.indent), of.kind)
        else:
            text = inline(passage, cited, signs, names)
        ways = [cite_link(address)]
        if how := self.publication.draft_of(address):
            ways.insert(0, draft_mark(how))
        version, current = self.publication.version, self.publication.current
        if version and current and not self.copy:
            ways.append(latest_link(address, address_now(current, address, version)))
        return joined(joined(self._number(address), *aliases), text, lines, *ways, by=" ")

    def _number(self, address: str) -> Markdown:
        """The number of a passage, with since when its words are the same; in a version, also until when they were."""
        ledger, version, current = self.publication.ledger, self.publication.version, self.publication.current
        since = unchanged_since(ledger, ledger.by_id[address])
        now = record_now(current, address, version) if version and current else None
        until = changed_after(current, now, version) if version and current and now else None
        return pilcrow(address, since, until)

    def _before_now(self, address: str) -> Iterator[PageBlock]:
        """What the passage said before, and what others said that went into it."""
        if not self.copy:
            ledger = self.publication.ledger
            yield from earlier_wordings(self.publication, ledger.by_id[address], self.path)
            yield from (
                taken_in(ledger, found) for found in self._inside.get(address, ()) if found.record.kind in PASSAGES
            )

    def end(self) -> Iterator[PageBlock]:
        """The lists at the page's end: its notes, its emendations."""
        if self.notes:
            here = set(self.paragraphs)
            signs = self._signs.get("", {})
            page = "" if self.copy else self.path
            notes = (note_entry(self.publication, note, here, signs, page=page) for note in self.notes)
            yield _section(Css.NOTES, phrase("Notes"), block_element("ol", *notes, gap="\n"), role="doc-endnotes")
        if self.corrections:
            entries = [self._emendation(correction) for _, correction in self.corrections]
            yield _section(Css.EMENDATIONS, phrase("Emendations"), block_element("ol", *entries, gap="\n", type="a"))
        yield from self.others_left()

    def others_left(self) -> Iterator[PageBlock]:
        """The former addresses of all that is on the page besides passages: sections, notes, names and so on."""
        others = [found for found in self._left if found.record.kind not in PASSAGES]
        if others:
            yield block_element(
                "section",
                heading(2, phrase("Earlier addresses"), id="traces", data_search_exclude=""),
                *map(self._former, others),
                classes=Css.TRACES,
                aria_labelledby="traces",
            )

    def _emendation(self, correction: Correction) -> Markdown:
        address, _ = self.publication.emended_at(correction.index)
        own, *further = self._ids(correction.index)
        others = [empty_anchor(each) for name in further for each in (name, emendation_sign_id(name))]
        back = link(
            phrase("↩ {}", inside(self.publication.called(address))),
            f"#{emendation_sign_id(own)}",
            classes=Css.BACKLINK,
            aria_label=f"back to the text, {self.publication.spoken(address)}",
        )
        said = joined(emendation(self.publication, correction), back, by=" ")
        return list_item(joined(*others, said), id=own)


def heads_page(publication: Publication, number: int) -> bool:
    """Whether a heading says, where a page begins, what the page's title says already."""
    leaf = publication.leaf(number)
    here = leaf.paragraphs.index(number)
    before = (publication.paragraphs[other] for other in leaf.paragraphs[:here])
    title, words = (fold("".join(filter(str.isalnum, said))) for said in (leaf.page.title, _words(publication, number)))
    return all(other.kind == "heading" for other in before) and words in title


def _words(publication: Publication, number: int) -> str:
    return MARKER.sub("", publication.paragraphs[number].body.text)


def _section(css: Css, title: Markdown, entries: Markdown, role: str | None = None) -> Markdown:
    name = css.value
    return block_element("section", heading(2, title, id=name), entries, classes=css, role=role, aria_labelledby=name)


def emendation(publication: Publication, correction: Correction) -> Markdown:
    """What was emended, in a sentence: our reading, the source's, where, of what kind, and why."""
    source = publication.source
    first, last = source.line(correction.start), source.line(max(correction.start, correction.end - 1))
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    where = link(inner(lines), f"received.md#{line_id(first)}")
    own = correction.emendation
    spoken_in = tongue(publication.edition.work.language, own.find)
    old = inline_element("span", inner(own.find), classes=Css.OLD_READING, **spoken_in)
    kind = inline_element("span", inner(KIND[own.kind]), classes=Css.KIND)
    if own.read.strip():
        said = phrase("“{}” is the editors’ reading; the source has “{}”", inner(own.read), old)
    else:
        said = phrase("Taken out by the editors; the source has “{}”", old)
    return phrase("{} ({}). {} {}", said, where, kind, editorial(own.because))


def letter(number: int) -> str:
    """The sign of an emendation by its position on the page: a to z, then aa, ab and so on."""
    sign = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        sign = chr(ord("a") + rest) + sign
    return sign
