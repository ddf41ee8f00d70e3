"""What is shown at a former address, and what a passage said before it was changed.

All of it is the editors' (`ed`), works without JavaScript, and is left out of the search, which finds the words of the
edition where they are now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from briefsite.html import Markdown, PageBlock, block_element, inline_element
from briefsite.ledger.address import label, whole_of
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.former import FormerAddress, fragments
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listed import in_halves
from briefsite.ledger.record import Record
from briefsite.ledger.version import VersionId, in_version, version_named
from briefsite.ledger.version_links import last_kept
from briefsite.ledger.wordings import Rewording, rewordings
from briefsite.markup import editorial, inner, joined, link, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.reading.publication import Publication
from briefsite.writing.changes import stretch_text, word_changes


def shown_name(ledger: Ledger, record: Record) -> str:
    """What a reader calls an address: "¶ 9a", "note 7" as printed, "the section “Oil”", "the page “Turkey”"."""
    match record.kind:
        case "paragraph" | "item":
            return label(record.id)
        case "note" | "place":
            note = whole_of(record.id)
            number = ledger.labels.get(note, note.removeprefix("n"))
            return f"note {number}" if record.kind == "note" else f"the mark of note {number}"
        case "name":
            return f"the name “{in_halves(record.kind, record.wording)[0]}”"
        case kind:
            return f"the {kind} “{record.wording}”"


def record_link(ledger: Ledger, record: Record, *, page: str = "", first: bool = False) -> Markdown:
    """A link to an address: "¶ 9", and unless it is on `page`, with the title of its page: "¶ 9 on Conclusions".

    With `first` it begins a sentence.
    """
    file, name = PagePath.of(record.page).markdown, shown_name(ledger, record)
    target = link(editorial(_first(name) if first else name), file if record.kind == "page" else f"{file}#{record.id}")
    on = ledger.by_id.get(record.page)
    if record.kind == "page" or record.page == page or on is None:
        return target
    return phrase("{} on {}", target, editorial(on.wording))


def earlier_wordings(publication: Publication, record: Record, page: str) -> Iterator[PageBlock]:
    """For a passage or note that was changed: the versions that changed it, the newest first, to be unfolded.

    Each has the differences marked, and the way to the words before, from the `page` that shows this. Words that went
    into a passage of their own are no loss: the passages are named.
    """
    ledger = publication.ledger
    changed = rewordings(ledger, record)
    if not changed:
        return
    said = []
    for one in reversed(changed):
        rests = ledger.rests(record, one.on)
        said.append(
            joined(
                inline_element("span", inner(f"Revised {in_version(one.on)}:")),
                _differences(ledger, record, one),
                *_rests(ledger, record, rests),
                *_before(publication, record, one.on, page, "Before: {}."),
                by=" ",
            )
        )
    name = shown_name(ledger, record)
    many = f"{len(said)} times, last " if len(said) > 1 else ""
    yield _unfolded(inner(f"{_first(name)} was revised {many}{in_version(changed[-1].on)}"), *said)


def _differences(ledger: Ledger, record: Record, one: Rewording) -> Markdown:
    if one.before == one.after:
        return inner("the notes it cites changed.")
    return marked_differences(one.before, with_rests(ledger, record, one.on, one.after))


def _before(publication: Publication, record: Record, on: VersionId, page: str, sentence: str) -> Iterator[Markdown]:
    """A sentence with a link, from a page, to a record as it was in the last version before `on`."""
    if kept := last_kept(publication.ledger, record, on):
        version, path = kept
        # Versions are not in docs/: a link of Markdown would lead nowhere.
        href = publication.place_of(page).to(path)
        yield phrase(sentence, inline_element("a", inner(version_named(version)), href=href))


def _first(name: str) -> str:
    """A name at the beginning of a sentence."""
    return name[:1].upper() + name[1:]


def with_rests(ledger: Ledger, record: Record, version: VersionId, wording: str) -> str:
    """The `wording` that a passage got in a version, with the words of the parts that were split off from it then."""
    lineage = ledger.lineage(version)
    # The first part keeps the address, so the others are behind it.
    return " ".join([wording, *(rest.at(lineage).wording for rest in ledger.rests(record, version))])


def _rests(ledger: Ledger, record: Record, rests: Sequence[Record]) -> Iterator[Markdown]:
    if rests:
        links = joined(*(record_link(ledger, each, page=record.page) for each in rests), by=", ")
        yield phrase("The rest is now {}.", links)


def former_block(publication: Publication, found: FormerAddress) -> PageBlock:
    """What is shown of a former address, as a block of its own, with the address as its id.

    A withdrawal has the reason from edition.yml, the last words, and the way to the last version that has them.
    """
    ledger, record, end = publication.ledger, found.record, found.end
    name = _first(shown_name(ledger, record))
    when = in_version(found.on)
    last: list[PageBlock] = []
    if record.kind == "place":
        said = phrase("{} was here before {}.", editorial(name), inner(version_named(found.on)))
        if end.live and (passage := ledger.by_id.get(end.of)) is not None:
            said = joined(said, phrase("It is now in {}.", record_link(ledger, passage, page=found.page)), by=" ")
    elif found.how == "gone":
        words = _last_words(record)
        there = [*_before(publication, end, found.on, found.page, "Its wording in {}:" if words else "It is in {}.")]
        said = joined(
            phrase("{} was withdrawn {}.", editorial(name), inner(when)),
            *reasons(publication, {record.id, end.id}, found.page),
            *(there or ([phrase("Its last wording:")] if words else [])),
            by=" ",
        )
        last += [block_element("blockquote", inline_element("span", inner(words)), markdown="span")] if words else []
    else:
        target = record_link(ledger, end, page=found.page)
        how = "{} moved {}: it is now {}." if record.id == end.id else "{} was merged into {} {}."
        parts = (inner(when), target) if record.id == end.id else (target, inner(when))
        said = phrase(how, editorial(name), *parts)
    lines = [_line(joined(*map(empty_anchor, fragments(record)[1:]), said)), *last]
    classes = (Css.TRACE, Css.ED, *([Css.GONE] if found.how == "gone" else []))
    return block_element("aside", *lines, gap="\n", classes=classes, id=record.id, data_search_exclude="")


def _last_words(record: Record) -> str:
    """What something that was withdrawn said, as far as its name doesn't say it."""
    if record.kind == "name":
        return in_halves(record.kind, record.wording)[1]
    return record.wording if record.kind in PASSAGES | {"note"} else ""


def _line(said: Markdown) -> Markdown:
    return block_element("p", said, markdown="span")


def reasons(publication: Publication, addresses: Collection[str], page: str) -> Iterator[Markdown]:
    """Why addresses were withdrawn, and where to go instead of a `page`, as far as the editors say so."""
    for ruling in publication.edition.addresses:
        if ruling.address in addresses:
            if ruling.because:
                yield editorial(ruling.because)
            if (instead := publication.ledger.resolve(ruling.see)) is not None:
                yield phrase("See {}.", record_link(publication.ledger, instead, page=page))


def alias(found: FormerAddress) -> Markdown:
    """The address of a passage that went into this one, at its beginning."""
    return empty_anchor(found.record.id)


def empty_anchor(fragment: str) -> Markdown:
    """A fragment at a place that shows nothing for it."""
    return inline_element("span", classes=(Css.ALIAS, Css.ED), id=fragment)


def empty_anchors(fragments_: Sequence[str]) -> Iterator[PageBlock]:
    """Fragments that a page keeps though it shows nothing for them any more, as a block; nothing if there are none."""
    if fragments_:
        anchors = joined(*map(empty_anchor, fragments_))
        yield block_element("div", anchors, markdown="span", classes=Css.ED, data_search_exclude="")


def taken_in(ledger: Ledger, found: FormerAddress) -> PageBlock:
    """Behind a passage that took another in: what that one said."""
    record = found.record
    shown = f"{shown_name(ledger, record)} was merged into this paragraph {in_version(found.on)}"
    return _unfolded(inner(_first(shown)), inner(record.wording))


def _unfolded(shown: Markdown, *said: Markdown) -> Markdown:
    summary = block_element("summary", shown, markdown="span")
    lines = (block_element("p", each, markdown="span") for each in said)
    classes = (Css.EARLIER, Css.ED)
    return block_element("details", summary, *lines, gap="\n", classes=classes, data_search_exclude="")


def marked_differences(before: str, after: str) -> Markdown:
    """The earlier wording, with what was taken out since marked as deleted and what came as inserted."""
    marks = []
    for sign, words in word_changes(before, after):
        text = inner(stretch_text(words))
        marks.append(inline_element(_MARKS[sign], text) if sign else text)
    return joined(*marks, by=" ")


#: The elements for words that only one of two wordings has.
_MARKS: Final = {"-": "del", "+": "ins"}
