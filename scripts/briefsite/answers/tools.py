"""The questions: find, read, cite, quote and history. Each is a pure function of the library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Final

from briefsite.answers.library import Answer, AnswerError, Library, LibraryEdition
from briefsite.documents.flow import FlowPassage, FlowStretch, stretches
from briefsite.documents.plain_text import text_of
from briefsite.exports.cite import choices, cite_address
from briefsite.exports.found_address import FoundAddress, find_address
from briefsite.ledger.record import Record
from briefsite.ledger.wordings import rewordings
from briefsite.quotations.find import check_quotation
from briefsite.quotations.quotation_report import quotation_as_json
from briefsite.quotations.quoted_words import read_quotation
from briefsite.quotations.wording_index import wording_index
from briefsite.quotations.wordings import searched_wordings
from briefsite.reading.note import Note
from briefsite.words import fold, squeezed
from briefsite.works.reference_html import reference_text

#: Answers to `find` at most, and the characters of an excerpt.
MOST_FOUND: Final = 50
_EXCERPT: Final = 240


def find(library: Library, words: str, edition: str = "", limit: int = 10) -> Answer:
    """The passages with these words, those with the whole phrase first; none is made up where nothing fits."""
    wanted = fold(squeezed(words))
    if not wanted:
        raise AnswerError("refused", "say at least one word to look for")
    found: list[tuple[int, Answer]] = []
    for one in library.searched(edition):
        for stretch, passage in _passages(one):
            text = fold(squeezed(passage.text))
            if all(word in text for word in wanted.split()):
                url = f"{stretch.url.partition('#')[0]}#{passage.address}"
                rank = 0 if wanted in text else 1
                found.append((rank, {**one.begun(url), "label": passage.number, "excerpt": _excerpt(passage, wanted)}))
    found.sort(key=lambda each: each[0])
    shown = [answer for _, answer in found[: max(1, min(limit, MOST_FOUND))]]
    return {"found": len(found), "passages": shown}


def read(library: Library, address: str, edition: str = "") -> Answer:
    """The words at an address (`p9`, `n7`, a page, a link): the author's, and apart from them what the editors say."""
    one = library.edition(edition)
    record = _record(one, address)
    answer = one.begun(one.link(record))
    if not record.live:
        until = str(record.until)
        return {**answer, "kind": record.kind, "withdrawn_in": until, "last_words": record.wording}
    if record.id in one.publication.note:
        return {**answer, "kind": "note", **_note(one, one.publication.note[record.id])}
    shown = [passage for stretch, passage in _passages(one) if _is_at(record, stretch, passage)]
    if not shown:
        return {**answer, "kind": record.kind, "text": record.wording}
    notes = dict.fromkeys(address for passage in shown for address in passage.notes)
    return {
        **answer,
        "kind": record.kind,
        "passages": [{"label": passage.number, "text": text_of(passage)} for passage in shown],
        "notes": [_note(one, one.publication.note[note]) for note in notes],
    }


def cite(library: Library, address: str, style: str = "", edition: str = "") -> Answer:
    """The citation of an address in a style of the site; "address" as the style gives the link alone."""
    one = library.edition(edition)
    known = choices(one.publication.styles)
    wanted = style or next(iter(known))
    if wanted not in known:
        raise AnswerError("refused", f"there is no style {style!r}", list(known))
    text, says = cite_address(one.publication, one.url, address, wanted)
    if not text:
        raise AnswerError("not-found", " ".join(says))
    link, _ = cite_address(one.publication, one.url, address, "address")
    return {**one.begun(link.strip()), "style": wanted, "citation": text.strip(), "remarks": list(says)}


def quote(library: Library, words: str, edition: str = "") -> Answer:
    """Where a quotation is, in the text of today, as received, or in an earlier version; and what differs: facts."""
    quotation = read_quotation(words)
    if quotation.refused:
        raise AnswerError("refused", quotation.refused)
    searched = library.searched(edition)
    blocks = (searched_wordings(one.name, one.publication, one.site) for one in searched)
    checked = check_quotation(quotation, wording_index(chain.from_iterable(blocks)))
    said = json.loads(quotation_as_json(checked, [one.name for one in searched]))
    first = checked.facts[0].wordings[0] if checked.facts else None
    begun = library.edition(first.edition).begun(first.url) if first else {}
    return {**begun, **said}


def history(library: Library, address: str, edition: str = "") -> Answer:
    """What has become of an address: since when it exists, each change of its words, and where it went."""
    one = library.edition(edition)
    record = _record(one, address)
    ledger = one.publication.ledger
    changes = [{"in": str(each.on), "before": each.before, "after": each.after} for each in rewordings(ledger, record)]
    answer = {**one.begun(one.link(record)), "since": str(record.since), "state": record.state, "changes": changes}
    moves = [{"page": page, "until": str(on)} for page, on in record.former_pages]
    into = {"into": record.into} if record.into else {}
    return {**answer, **into, "former_pages": moves, "text": record.wording}


def _passages(one: LibraryEdition) -> Iterator[tuple[FlowStretch, FlowPassage]]:
    for stretch in stretches(one.publication, one.url):
        for block in stretch.blocks:
            yield from ((stretch, passage) for passage in block.passages)


def _record(one: LibraryEdition, address: str) -> Record:
    found = find_address(one.publication, one.url, address)
    if not isinstance(found, FoundAddress):
        raise AnswerError("not-found", f"nothing in {one.name} has the ID {address!r}", found)
    if not found.path:
        raise AnswerError("ambiguous", found.says[0], [said.split()[0] for said in found.says[1:]])
    return one.publication.ledger.by_id[found.fragment or found.path]


def _is_at(record: Record, stretch: FlowStretch, passage: FlowPassage) -> bool:
    """Whether a passage of a stretch is at an address, or on the page or in the section that it is."""
    if record.kind == "page":
        return stretch.leaf.at.path == record.id
    if record.kind == "section":
        return stretch.section == record.id and stretch.leaf.at.path == record.page
    return passage.address == record.id or passage.address.startswith(f"{record.id}-")


def _note(one: LibraryEdition, note: Note) -> Answer:
    publication = one.publication
    works = [
        {"reference": reference_text(publication.reference(cited.key)), "locator": cited.locator}
        for cited in note.works
    ]
    own = "\n".join(block.body.text for block in note.text)
    said = {
        "label": note.shown,
        "status": publication.strings[f"status.{note.status}"],
        "author": own,
        "editors": note.comment,
        "works": works,
    }
    return {"address": note.address, **{name: value for name, value in said.items() if value}}


def _excerpt(passage: FlowPassage, wanted: str) -> str:
    text = squeezed(passage.text)
    at = max(0, fold(text).find(wanted.split(maxsplit=1)[0]) - _EXCERPT // 3)
    begin = text.rfind(" ", 0, at) + 1 if at else 0
    cut = text[begin : begin + _EXCERPT]
    end = cut if begin + _EXCERPT >= len(text) else f"{cut.rpartition(' ')[0]} …"
    return f"… {end}" if begin else end
