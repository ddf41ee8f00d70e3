"""The blocks that pages are made of: paragraphs with their numbers, and the apparatus at a page's end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from briefsite.ledger.address import emendation_id, emendation_sign_id, label, line_id, position, spoken
from briefsite.ledger.former import FormerAddress
from briefsite.ledger.record import PASSAGES
from briefsite.markup import editorial, inner, link
from briefsite.pages.former import alias, earlier_wordings, former_block, taken_in
from briefsite.pages.inline import cite_link, inline, kept, lined, pilcrow, source_lines
from briefsite.pages.note_list import note_entry
from briefsite.paragraphs.block import LINED
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.name_index import Mention, first_mentions, name_fragments
from briefsite.reading.note import Citation, Note
from briefsite.reading.publication import Publication
from briefsite.source.emendation import Correction
from briefsite.source.passage import Passage

KIND: Final = {"scan": "scan error", "furniture": "page furniture", "print": "print error", "name": "name"}


@dataclass(frozen=True)
class PageText:
    """What the paragraphs of one page need: markers, emendations, and the traces of what once stood there.

    `path` is the page's, as the ledger has it; None for a page that repeats what stands elsewhere.
    """

    publication: Publication
    paragraphs: tuple[int, ...]
    path: str | None = None

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
        if self.path is None:
            return {}
        publication = self.publication
        ids = name_fragments(publication.edition.names)
        found = first_mentions(publication.paragraphs, publication.edition.names, self.paragraphs)
        return {
            publication.addresses.of(*place): tuple((mention, ids[mention.name]) for mention in mentions)
            for place, mentions in found.items()
        }

    @cached_property
    def letters(self) -> Mapping[int, str]:
        """The letter of each emendation, by its position in edition.yml."""
        return {correction.index: sign for sign, correction in self.corrections}

    @cached_property
    def _signs(self) -> Mapping[str, Mapping[int, str]]:
        """The letters that stand in each passage, by its address; those in the notes by none.

        What was emended across a border has its sign in the last passage of the page that it touches.
        """
        here = set(self.paragraphs)
        found: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for index, sign in self.letters.items():
            places = [place for place in self.publication.places.get(index, ()) if place[0] in here]
            found[self.publication.addresses.of(*places[-1]) if places else ""][index] = sign
        return found

    @cached_property
    def _left(self) -> tuple[FormerAddress, ...]:
        return self.publication.former.get(self.path, ()) if self.path else ()

    @cached_property
    def _inside(self) -> Mapping[str, tuple[FormerAddress, ...]]:
        """For each address on the page, what went into it."""
        found: dict[str, tuple[FormerAddress, ...]] = {}
        for trace_ in self._left:
            if trace_.how == "inside":
                found[trace_.end.id] = (*found.get(trace_.end.id, ()), trace_)
        return found

    @cached_property
    def _behind(self) -> Mapping[int | None, tuple[FormerAddress, ...]]:
        """For each paragraph of the page, the traces that come behind it by their numbers; None: before the first."""
        numbers = [(position(self.publication.addresses.of(paragraph)), paragraph) for paragraph in self.paragraphs]
        found: dict[int | None, tuple[FormerAddress, ...]] = {}
        for trace_ in self._left:
            if trace_.how != "inside" and trace_.record.kind in PASSAGES:
                own = position(trace_.record.id)
                before = max(((number, paragraph) for number, paragraph in numbers if number < own), default=None)
                place = before[1] if before else None
                found[place] = (*found.get(place, ()), trace_)
        return found

    def before(self) -> Iterator[str]:
        """The traces of what came before all that the page has now."""
        yield from (former_block(found) for found in self._behind.get(None, ()))

    def blocks(self, paragraph: int) -> Iterator[str]:
        """A paragraph and its list, each with number, address and source lines; then what once stood behind it."""
        publication = self.publication
        value = publication.paragraphs[paragraph]
        cited = iter(publication.citations_in[paragraph])
        address = publication.addresses.of(paragraph)
        kind = "" if value.kind == "prose" else f" .{value.kind}"
        yield f"{self._passage(address, value.body, cited, value)}\n{{: #{address} .par{kind} }}"
        yield from self._before_now(address)
        if value.items:
            addresses = publication.addresses.items[paragraph]
            items = [
                f'<li id="{own}" class="item" markdown="span">{self._passage(own, item, cited)}</li>'
                for own, item in zip(addresses, value.items, strict=True)
            ]
            yield "\n".join(['<ul class="items" markdown="1">', *items, "</ul>"])
            yield from (block for own in addresses for block in self._before_now(own))
        if self.path:
            yield from (former_block(found) for found in self._behind.get(paragraph, ()))

    def _passage(self, address: str, passage: Passage, cited: Iterator[Citation], of: Paragraph | None = None) -> str:
        aliases = "".join(alias(found) for found in self._inside.get(address, ()))
        lines = source_lines(self.publication.source, passage)
        names, signs = self._names.get(address, ()), self._signs.get(address, {})
        if of is not None and of.kind in LINED:
            text = kept(lined(passage, cited, signs, names, of.indent), of.kind)
        else:
            text = inline(passage, cited, signs, names)
        return f"{pilcrow(address)}{aliases} {text} {lines} {cite_link(address)}"

    def _before_now(self, address: str) -> Iterator[str]:
        """What the passage said before, and what others said that went into it."""
        if self.path:
            yield from earlier_wordings(self.publication.ledger.by_id[address])
            yield from (taken_in(found) for found in self._inside.get(address, ()) if found.record.kind in PASSAGES)

    def end(self) -> Iterator[str]:
        """The lists at the page's end: its notes, its emendations."""
        if self.notes:
            here = set(self.paragraphs)
            letters = self._signs.get("", {})
            entries = [
                note_entry(self.publication, note, here, letters, repeated=self.path is None) for note in self.notes
            ]
            yield _section("notes", "doc-endnotes", "Notes", '<ol markdown="1">', entries)
        if self.corrections:
            entries = [self._emendation(sign, correction) for sign, correction in self.corrections]
            yield _section("emendations", "", "Emendations", '<ol type="a" markdown="1">', entries)
        yield from self.others_left()

    def others_left(self) -> Iterator[str]:
        """The traces of sections, notes, places and works that once were on the page."""
        others = [found for found in self._left if found.record.kind not in PASSAGES]
        if others:
            blocks = [former_block(found) for found in others]
            opening = '<section class="traces" aria-labelledby="traces" markdown="1">'
            yield "\n\n".join(
                [opening, '## Earlier addresses { #traces data-search-exclude="" }', *blocks, "</section>"]
            )

    def _emendation(self, sign: str, correction: Correction) -> str:
        address, _ = self.publication.emended_at(correction.index)
        own, place = emendation_id(sign), emendation_sign_id(sign)
        back = f'[↩ {label(address)}](#{place}){{ .backlink aria-label="back to the text, {spoken(address)}" }}'
        return f'<li id="{own}" markdown="block">\n\n{emendation(self.publication, correction)} {back}\n</li>'


def _section(name: str, role: str, title: str, opening: str, entries: Sequence[str]) -> str:
    said = f' role="{role}"' if role else ""
    return "\n\n".join(
        [
            f'<section class="{name}"{said} aria-labelledby="{name}" markdown="1">',
            f"## {title} {{ #{name} }}",
            "\n".join([opening, *entries, "</ol>"]),
            "</section>",
        ]
    )


def emendation(publication: Publication, correction: Correction) -> str:
    """What was emended, in a sentence: our reading, the source's, where, of what kind, and why."""
    source = publication.source
    first, last = source.line(correction.start), source.line(max(correction.start, correction.end - 1))
    lines = f"line {first}" if first == last else f"lines {first}–{last}"
    where = link(lines, f"received.md#{line_id(first)}")
    old = f'<span class="old-reading">{inner(correction.emendation.find)}</span>'  # the search looks for it
    kind = f'<span class="kind">{KIND[correction.emendation.kind]}</span>'
    if correction.emendation.read.strip():
        said = f"“{inner(correction.emendation.read)}” is the editors’ reading; the source has “{old}”"
    else:
        said = f"Taken out by the editors; the source has “{old}”"
    return f"{said} ({where}). {kind} {editorial(correction.emendation.because)}"


def letter(number: int) -> str:
    """The sign of an emendation by its position on the page: a to z, then aa, ab and so on."""
    sign = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        sign = chr(ord("a") + rest) + sign
    return sign
