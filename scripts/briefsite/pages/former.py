"""What is shown at a former address, and what a passage said before it was changed.

All of it is the editors' (`ed`), works without JavaScript, and is left out of the search, which finds the words of the
edition where they are now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.edition.model import AddressRuling
from briefsite.html import Markdown, PageBlock, block_element, inline_element
from briefsite.ledger.address import label, whole_of
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.former import FormerAddress, fragments
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listed import in_halves
from briefsite.ledger.record import Record
from briefsite.ledger.version import VersionId, in_version, version_named
from briefsite.markup import editorial, inner, joined, link, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.words import word_changes


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


def record_link(ledger: Ledger, record: Record, *, page: str = "") -> Markdown:
    """A link to an address: "¶ 9", and unless it is on `page`, with the title of its page: "¶ 9 on Conclusions"."""
    file = PagePath.of(record.page).markdown
    target = link(editorial(shown_name(ledger, record)), file if record.kind == "page" else f"{file}#{record.id}")
    on = ledger.by_id.get(record.page)
    if record.kind == "page" or record.page == page or on is None:
        return target
    return phrase("{} on {}", target, editorial(on.wording))


def earlier_wordings(ledger: Ledger, record: Record) -> Iterator[PageBlock]:
    """For a passage that was changed: when, and its earlier wordings, to be unfolded, with the differences marked.

    Words that went into a passage of their own are no loss: the passages are named.
    """
    if not record.earlier:
        return
    later = [*(wording for wording, _ in record.earlier[1:]), record.wording]
    said = []
    for (wording, version), after in zip(record.earlier, later, strict=True):
        said.append(
            joined(
                inline_element("span", inner(f"Until {version_named(version)}:")),
                marked_differences(wording, with_rests(ledger, record, version, after)),
                *_rests(ledger, record, ledger.rests(record, version)),
                by=" ",
            )
        )
    latest = record.earlier[-1][1]
    many = "an earlier wording" if len(said) == 1 else f"{len(said)} earlier wordings"
    yield _unfolded(inner(f"{label(record.id)} was changed {in_version(latest)}: {many}"), *said)


def with_rests(ledger: Ledger, record: Record, version: VersionId, wording: str) -> str:
    """The `wording` that a passage got in a version, with the words of the parts that were split off from it then."""
    lineage = ledger.lineage(version)
    # The first part keeps the address, so the others are behind it.
    return " ".join([wording, *(rest.at(lineage).wording for rest in ledger.rests(record, version))])


def _rests(ledger: Ledger, record: Record, rests: Sequence[Record]) -> Iterator[Markdown]:
    if rests:
        links = joined(*(record_link(ledger, each, page=record.page) for each in rests), by=", ")
        yield phrase("The rest is now {}.", links)


def former_block(ledger: Ledger, found: FormerAddress, rulings: Sequence[AddressRuling] = ()) -> PageBlock:
    """What is shown of a former address, as a block of its own, with the address as its id.

    `rulings` are the editors', with the reasons of withdrawals.
    """
    record, end = found.record, found.end
    name = shown_name(ledger, record)
    name = name[:1].upper() + name[1:]
    when = in_version(found.on)
    last: list[PageBlock] = []
    if record.kind == "place":
        said = phrase("{} was here before {}.", editorial(name), inner(version_named(found.on)))
    elif found.how == "gone":
        quoted = bool(record.wording) and record.kind in PASSAGES | {"note"}
        before = [phrase("It said:")] if quoted else []
        said = joined(inner(f"{name} was withdrawn {when}."), *reasons(ledger, record, rulings), *before, by=" ")
        if quoted:
            words = inline_element("span", inner(record.wording))
            last.append(block_element("blockquote", words, markdown="span"))
    else:
        target = record_link(ledger, end, page=found.page)
        how = "{} moved {}: it is now {}." if record.id == end.id else "{} went into {} {}."
        parts = (inner(when), target) if record.id == end.id else (target, inner(when))
        said = phrase(how, editorial(name), *parts)
    lines = [_line(joined(*map(empty_anchor, fragments(record)[1:]), said)), *last]
    classes = (Css.TRACE, Css.ED, *([Css.GONE] if found.how == "gone" else []))
    return block_element("aside", *lines, gap="\n", classes=classes, id=record.id, data_search_exclude="")


def _line(said: Markdown) -> Markdown:
    return block_element("p", said, markdown="span")


def reasons(ledger: Ledger, record: Record, rulings: Sequence[AddressRuling]) -> Iterator[Markdown]:
    """Why an address was withdrawn, and where to go instead, as far as the editors say so."""
    for ruling in rulings:
        if ruling.address == record.id:
            if ruling.because:
                yield editorial(ruling.because)
            if (instead := ledger.resolve(ruling.see)) is not None:
                yield phrase("See {}.", record_link(ledger, instead, page=record.page))


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
    shown = f"{shown_name(ledger, record)} went into this paragraph {in_version(found.on)}"
    return _unfolded(inner(shown[:1].upper() + shown[1:]), inner(record.wording))


def _unfolded(shown: Markdown, *said: Markdown) -> Markdown:
    summary = block_element("summary", shown, markdown="span")
    lines = (block_element("p", each, markdown="span") for each in said)
    classes = (Css.EARLIER, Css.ED)
    return block_element("details", summary, *lines, gap="\n", classes=classes, data_search_exclude="")


def marked_differences(before: str, after: str) -> Markdown:
    """The earlier wording, with what was taken out since marked as deleted and what came as inserted."""
    marks = []
    for sign, words in word_changes(before, after):
        text = inner(" ".join(words))
        marks.append(inline_element(_MARKS[sign], text) if sign else text)
    return joined(*marks, by=" ")


#: The elements for words that only one of two wordings has.
_MARKS: Final = {"-": "del", "+": "ins"}
