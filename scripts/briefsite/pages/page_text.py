"""Page text: what the paragraphs of one page need, worked out once for the page."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from briefsite.edition.standing_pages import NAMES_PAGE
from briefsite.ledger.address import is_passage, position
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.former import FormerAddress
from briefsite.markup import typeset
from briefsite.pages.cited_in_text import cited_in_text
from briefsite.pages.classes import Css
from briefsite.pages.emendations import letter
from briefsite.pages.inline import EmendationSign
from briefsite.pages.text_link import TextLink
from briefsite.reading.name_index import Mention, first_mentions
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.source.emendation import Correction


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
    def links(self) -> Mapping[str, tuple[TextLink, ...]]:
        """By address, a link on the first mention of each name on the page, to its entry, and on words that cite works.

        None on a copy of pages.
        """
        if self.copy:
            return {}
        publication = self.publication
        ids = publication.name_ids
        here = [number for number in self.paragraphs if publication.paragraphs[number].numbered]
        found = first_mentions(publication.paragraphs, publication.edition.names, here)
        links = {
            publication.addresses.of(*place): tuple(link_to_name(mention, ids[mention.name]) for mention in mentions)
            for place, mentions in found.items()
        }
        for number in self.paragraphs:
            for item, passage in publication.paragraphs[number].passages():
                if cited := [*cited_in_text(publication, passage)]:
                    address = publication.addresses.of(number, item)
                    names = [one for one in links.get(address, ()) if not any(map(one.meets, cited))]
                    links[address] = tuple(sorted([*names, *cited], key=lambda one: one.start))
        return links

    @cached_property
    def signs(self) -> Mapping[int, EmendationSign]:
        """The sign of each emendation, by its position in edition.yml."""
        return {one.index: EmendationSign(sign, self.emendation_ids(one.index)[0]) for sign, one in self.corrections}

    def emendation_ids(self, index: int) -> tuple[str, ...]:
        """The fragments of an emendation on the page: a copy has those of all the pages that list it."""
        ids = self.publication.emendation_ids[index]
        return tuple(ids.values()) if self.copy else (ids[self.path],)

    @cached_property
    def signs_in(self) -> Mapping[str, Mapping[int, EmendationSign]]:
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
    def gone_into(self) -> Mapping[str, tuple[FormerAddress, ...]]:
        """For each address on the page, what went into it."""
        found: dict[str, tuple[FormerAddress, ...]] = {}
        for former in self.publication.former.get(self.path, ()):
            if former.how == "inside":
                found[former.end.id] = (*found.get(former.end.id, ()), former)
        return found

    @cached_property
    def former_behind(self) -> Mapping[int | None, tuple[FormerAddress, ...]]:
        """The former addresses by the paragraph that they come behind by number; None: before the first."""
        addresses = ((self.publication.addresses.of(number), number) for number in self.paragraphs)
        numbers = sorted((position(own), number) for own, number in addresses if is_passage(own))
        found: dict[int | None, tuple[FormerAddress, ...]] = {}
        for former in self.publication.former.get(self.path, ()):
            if former.how != "inside" and former.record.kind in PASSAGES:
                before = bisect_left(numbers, (position(former.record.id), -1))
                place = numbers[before - 1][1] if before else None
                found[place] = (*found.get(place, ()), former)
        return found


def link_to_name(mention: Mention, fragment: str) -> TextLink:
    """A quiet link on a name, whose title is the line on it."""
    name, target = mention.name, f"{NAMES_PAGE.markdown}#{fragment}"
    return TextLink(mention.start, mention.end, target, typeset(name.line), Css.NAME, language=name.language or "")
