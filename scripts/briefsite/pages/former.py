"""What is shown where an address once was, and what a passage said before it was changed.

All of it is the editors' (`ed`), works without JavaScript, and is left out of the search: the words of the edition are
found where they stand now.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from html import escape as html

from briefsite.dates import long_date
from briefsite.ledger.address import label, spoken
from briefsite.ledger.former import FormerAddress
from briefsite.ledger.record import PASSAGES, Record, spoken_name
from briefsite.markup import editorial, link
from briefsite.page_path import PagePath


def earlier_wordings(record: Record) -> Iterator[str]:
    """For a passage that was changed: when, and its earlier wordings, to be unfolded, with the differences marked."""
    if not record.earlier:
        return
    said = [
        f"<p><span>Until {long_date(on)}:</span> {marked_differences(wording, after)}</p>"
        for (wording, on), after in zip(
            record.earlier, [*(wording for wording, _ in record.earlier[1:]), record.wording], strict=True
        )
    ]
    latest = long_date(record.earlier[-1][1])
    many = "an earlier wording" if len(said) == 1 else f"{len(said)} earlier wordings"
    shown = f"{label(record.id)} was changed on {latest}: {many}"
    yield _unfolded(shown, "".join(said))


def former_block(found: FormerAddress) -> str:
    """A trace as a block of its own, with the address as its id."""
    record, end = found.record, found.end
    shown = _shown(record)
    if found.how == "gone":
        last = f"<blockquote><p>{html(record.wording)}</p></blockquote>" if record.wording else ""
        said = f"<p>{html(shown)} was withdrawn on {long_date(found.on)}."
        said += f" It {'said' if record.kind in PASSAGES else 'read'}:</p>" if last else "</p>"
        return f'<aside class="trace gone ed" id="{html(record.id)}" data-search-exclude="">{said}{last}</aside>'
    target = f"{file_of(end.page)}#{end.id}"
    if record.id == end.id:
        said = (
            f"{editorial(shown)} stands on another page since {long_date(found.on)}: {link(_shown_link(end), target)}."
        )
    else:
        said = f"{editorial(shown)} went into {link(_shown_link(end), target)} on {long_date(found.on)}."
    return f'<aside class="trace ed" id="{html(record.id)}" data-search-exclude="" markdown="span">{said}</aside>'


def alias(found: FormerAddress) -> str:
    """The address of a passage that went into this one, at its beginning."""
    return f'<span class="alias ed" id="{html(found.record.id)}"></span>'


def taken_in(found: FormerAddress) -> str:
    """Behind a passage that took another in: what that one said."""
    record = found.record
    shown = f"{_shown(record)} went into this paragraph on {long_date(found.on)}"
    said = f"<p>{html(record.wording)}</p>"
    return _unfolded(shown, said)


def _unfolded(shown: str, said: str) -> str:
    return f'<details class="earlier ed" data-search-exclude=""><summary>{html(shown)}</summary>{said}</details>'


def marked_differences(before: str, after: str, escaped: Callable[[str], str] = html) -> str:
    """The earlier wording, with what was taken out since marked as deleted and what came as inserted.

    HTML, or with `markup.inner` for `escaped` inline Markdown.
    """
    old, new = before.split(), after.split()
    out: list[str] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escaped(" ".join(old[a:b])), escaped(" ".join(new[c:d]))
        if what == "equal":
            out.append(gone)
            continue
        out += [f"<del>{gone}</del>"] if gone else []
        out += [f"<ins>{come}</ins>"] if come else []
    return " ".join(out)


def _shown(record: Record) -> str:
    if record.kind in PASSAGES:
        return label(record.id)
    text = spoken_name(record)
    return text[0].upper() + text[1:]


def _shown_link(record: Record) -> str:
    return label(record.id) if record.kind in PASSAGES else editorial(spoken_name(record))


def file_of(page: str) -> str:
    """The Markdown file of a page path: `index.md` for `/`, `turkey.md` for `/turkey/`."""
    return PagePath.of(page).markdown


def said_aloud(record: Record) -> str:
    """How an address is said: "paragraph 9"."""
    return spoken(record.id) if record.kind in PASSAGES else spoken_name(record)
