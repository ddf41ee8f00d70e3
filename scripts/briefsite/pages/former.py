"""What is shown at a former address, and what a passage said before it was changed.

All of it is the editors' (`ed`), works without JavaScript, and is left out of the search, which finds the words of the
edition where they are now.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Literal

from briefsite.html import Html, Markdown, PageBlock, block_element, element, html_text, inline_element, joined_html
from briefsite.ledger.address import label
from briefsite.ledger.former import FormerAddress
from briefsite.ledger.record import PASSAGES, Record, spoken_name
from briefsite.ledger.version import VersionId, in_version
from briefsite.markup import editorial, inner, inside, joined, link, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css


def earlier_wordings(record: Record) -> Iterator[Html]:
    """For a passage that was changed: when, and its earlier wordings, to be unfolded, with the differences marked."""
    if not record.earlier:
        return
    later = [*(wording for wording, _ in record.earlier[1:]), record.wording]
    said = [
        element("p", joined_html(_until(on), *_differences_in_html(wording, after), by=" "))
        for (wording, on), after in zip(record.earlier, later, strict=True)
    ]
    latest = record.earlier[-1][1]
    many = "an earlier wording" if len(said) == 1 else f"{len(said)} earlier wordings"
    yield _unfolded(f"{label(record.id)} was changed {in_version(latest)}: {many}", *said)


def _until(version: VersionId) -> Html:
    return element("span", html_text(f"Until {version.shown}:"))


def former_block(found: FormerAddress) -> PageBlock:
    """What is shown of a former address, as a block of its own, with the address as its id."""
    record, end = found.record, found.end
    shown = _shown(record)
    if found.how == "gone":
        said = f"{shown} was withdrawn {in_version(found.on)}."
        last = []
        if record.wording:
            said += f" It {'said' if record.kind in PASSAGES else 'read'}:"
            last = [element("blockquote", element("p", html_text(record.wording)))]
        return element(
            "aside",
            element("p", html_text(said)),
            *last,
            classes=(Css.TRACE, Css.GONE, Css.ED),
            id=record.id,
            data_search_exclude="",
        )
    target = link(_shown_link(end), f"{PagePath.of(end.page).markdown}#{end.id}")
    on = inner(in_version(found.on))
    if record.id == end.id:
        where = phrase("{} moved to another page {}: {}.", editorial(shown), on, target)
    else:
        where = phrase("{} went into {} {}.", editorial(shown), target, on)
    classes = (Css.TRACE, Css.ED)
    return block_element("aside", where, markdown="span", classes=classes, id=record.id, data_search_exclude="")


def alias(found: FormerAddress) -> Markdown:
    """The address of a passage that went into this one, at its beginning."""
    return inline_element("span", classes=(Css.ALIAS, Css.ED), id=found.record.id)


def taken_in(found: FormerAddress) -> Html:
    """Behind a passage that took another in: what that one said."""
    record = found.record
    shown = f"{_shown(record)} went into this paragraph {in_version(found.on)}"
    return _unfolded(shown, element("p", html_text(record.wording)))


def _unfolded(shown: str, *said: Html) -> Html:
    summary = element("summary", html_text(shown))
    return element("details", summary, *said, classes=(Css.EARLIER, Css.ED), data_search_exclude="")


def marked_differences(before: str, after: str) -> Markdown:
    """The earlier wording, with what was taken out since marked as deleted and what came as inserted."""
    marks = [inline_element(tag, inner(text)) if tag else inner(text) for tag, text in _differences(before, after)]
    return joined(*marks, by=" ")


def _differences_in_html(before: str, after: str) -> Iterator[Html]:
    for tag, text in _differences(before, after):
        yield element(tag, html_text(text)) if tag else html_text(text)


def _differences(before: str, after: str) -> Iterator[tuple[Literal["", "del", "ins"], str]]:
    """The words of two wordings in their order, with the element that marks them; none for what both have."""
    old, new = before.split(), after.split()
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "", " ".join(old[a:b])
            continue
        if a < b:
            yield "del", " ".join(old[a:b])
        if c < d:
            yield "ins", " ".join(new[c:d])


def _shown(record: Record) -> str:
    if record.kind in PASSAGES:
        return label(record.id)
    text = spoken_name(record)
    return text[0].upper() + text[1:]


def _shown_link(record: Record) -> Markdown:
    return inside(label(record.id)) if record.kind in PASSAGES else editorial(spoken_name(record))
