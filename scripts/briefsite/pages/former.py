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
from briefsite.pages.site_link import inline_site_link
from briefsite.reading.publication import Publication
from briefsite.writing.changes import stretch_text, word_changes


def shown_name(publication: Publication, record: Record) -> str:
    """What a reader calls an address: "¶ 9a", "note 7" as printed, "the section “Oil”", "the page “Turkey”"."""
    match record.kind:
        case "paragraph" | "item":
            return label(record.id)
        case "note" | "place":
            note = whole_of(record.id)
            number = publication.ledger.labels.get(note, note.removeprefix("n"))
            return publication.strings.text(f"address.{record.kind}", number=number)
        case "name":
            return publication.strings.text("address.name", name=in_halves(record.kind, record.wording)[0])
        case kind:
            return publication.strings.text(f"address.{kind}", name=record.wording)


def record_link(publication: Publication, record: Record, *, page: str = "", first: bool = False) -> Markdown:
    """A link to an address: "¶ 9", and unless it is on `page`, with the title of its page: "¶ 9 on Conclusions".

    With `first` it begins a sentence.
    """
    file, name = PagePath.of(record.page).markdown, shown_name(publication, record)
    target = link(editorial(_first(name) if first else name), file if record.kind == "page" else f"{file}#{record.id}")
    on = publication.ledger.by_id.get(record.page)
    if record.kind == "page" or record.page == page or on is None:
        return target
    return phrase(publication.strings["address.on_page"], address=target, page=editorial(on.wording))


def earlier_wordings(publication: Publication, record: Record) -> Iterator[PageBlock]:
    """For a passage or note that was changed: the versions that changed it, the newest first, to be unfolded.

    Each has the differences marked, and the way to the words before. Words that went into a passage of their own are no
    loss: the passages are named.
    """
    ledger, say = publication.ledger, publication.strings
    changed = rewordings(ledger, record)
    if not changed:
        return
    said = []
    for one in reversed(changed):
        rests = ledger.rests(record, one.on)
        said.append(
            joined(
                inline_element("span", inner(say.text("former.revised_in", when=in_version(one.on, say)))),
                _differences(publication, record, one),
                *_rests(publication, record, rests),
                *_before(publication, record, one.on, "former.before"),
                by=" ",
            )
        )
    named = {"address": _first(shown_name(publication, record)), "when": in_version(changed[-1].on, say)}
    again = len(said) > 1
    shown = (
        say.count("former.was_revised_again", len(said), **named) if again else say.text("former.was_revised", **named)
    )
    yield _unfolded(inner(shown), *said)


def _differences(publication: Publication, record: Record, one: Rewording) -> Markdown:
    if one.before == one.after:
        return phrase(publication.strings["former.notes_changed"])
    return marked_differences(one.before, with_rests(publication.ledger, record, one.on, one.after))


def _before(publication: Publication, record: Record, on: VersionId, key: str) -> Iterator[Markdown]:
    """The sentence of a key, with a link to a record as it was in the last version before `on`."""
    if kept := last_kept(publication.ledger, record, on):
        version, path = kept
        say = publication.strings
        yield phrase(say[key], version=inline_site_link(publication, version_named(version, say), path))


def _first(name: str) -> str:
    """A name at the beginning of a sentence."""
    return name[:1].upper() + name[1:]


def with_rests(ledger: Ledger, record: Record, version: VersionId, wording: str) -> str:
    """The `wording` that a passage got in a version, with the words of the parts that were split off from it then."""
    lineage = ledger.lineage(version)
    # The first part keeps the address, so the others are behind it.
    return " ".join([wording, *(rest.at(lineage).wording for rest in ledger.rests(record, version))])


def _rests(publication: Publication, record: Record, rests: Sequence[Record]) -> Iterator[Markdown]:
    if rests:
        say = publication.strings
        links = joined(*(record_link(publication, each, page=record.page) for each in rests), by=say["list.between"])
        yield phrase(say["former.rest"], addresses=links)


def former_block(publication: Publication, found: FormerAddress) -> PageBlock:
    """What is shown of a former address, as a block of its own, with the address as its id.

    A withdrawal has the reason from edition.yml, the last words, and the way to the last version that has them.
    """
    ledger, record, end, say = publication.ledger, found.record, found.end, publication.strings
    name = editorial(_first(shown_name(publication, record)))
    when = inner(in_version(found.on, say))
    last: list[PageBlock] = []
    if record.kind == "place":
        said = phrase(say["former.was_here"], address=name, version=inner(version_named(found.on, say)))
        if end.live and (passage := ledger.by_id.get(end.of)) is not None:
            now = phrase(say["former.now_in"], address=record_link(publication, passage, page=found.page))
            said = joined(said, now, by=" ")
    elif found.how == "gone":
        words = _last_words(record)
        key = "former.wording_in" if words else "former.is_in"
        there = [*_before(publication, end, found.on, key)]
        said = joined(
            phrase(say["former.withdrawn"], address=name, when=when),
            *reasons(publication, {record.id, end.id}, found.page),
            *(there or ([phrase(say["former.last_wording"])] if words else [])),
            by=" ",
        )
        last += [block_element("blockquote", inline_element("span", inner(words)), markdown="span")] if words else []
    else:
        target = record_link(publication, end, page=found.page)
        key = "former.moved" if record.id == end.id else "former.merged"
        said = phrase(say[key], address=name, target=target, when=when)
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
                yield phrase(publication.strings["former.see"], address=record_link(publication, instead, page=page))


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


def taken_in(publication: Publication, found: FormerAddress) -> PageBlock:
    """Behind a passage that took another in: what that one said."""
    record, say = found.record, publication.strings
    name = _first(shown_name(publication, record))
    shown = say.text("former.taken_in", address=name, when=in_version(found.on, say))
    return _unfolded(inner(shown), inner(record.wording))


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
