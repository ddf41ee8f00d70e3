"""What is said of a quotation that was looked for, for a person and for programs: facts, and no verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from briefsite.language.strings import ENGLISH
from briefsite.ledger.version import DRAFT, version_named
from briefsite.quotations.facts import CheckedQuotation, QuotationFact, WordDifference
from briefsite.quotations.wordings import QuotedPlace
from briefsite.words import squeezed

#: The command line is in English; the page that checks quotations has the same texts in the language of its edition.
_SAY: Final = ENGLISH
#: At most so many places are shown to a person; programs get all.
MOST_SHOWN: Final = 10


#: What is said before the name of a place: the keys of the texts.
PREFIXES: Final[Mapping[QuotedPlace, str]] = {
    "heading": "found_in.heading",
    "editors’ heading": "found_in.editors_heading",
    "editors’ note": "found_in.editors_note",
}


def quotation_as_text(checked: CheckedQuotation, editions: Sequence[str]) -> str:
    """The facts in lines, the place of each first; or that there are none in the `editions` that were searched."""
    if checked.refused:
        return f"{checked.refused}\n"
    if not checked.facts:
        return f"{_SAY.text('found.not_found', where=_SAY.sequence(editions))}\n"
    lines = [line for fact in checked.facts[:MOST_SHOWN] for line in _lines(fact, several=len(editions) > 1)]
    if (more := len(checked.facts) - MOST_SHOWN) > 0:
        lines.append(_SAY.count("found.more", more))
    return "".join(f"{line}\n" for line in lines)


def _lines(fact: QuotationFact, *, several: bool) -> Iterator[str]:
    edition = f"{fact.wordings[0].edition}, " if several else ""
    yield f"{edition}{_says(fact)}"
    for gap in fact.gaps:
        yield f"  {_SAY.text('found.gap', quoted=gap.quoted, text=_quoted(gap.text))}"
    for difference in fact.differences:
        yield f"  {_difference(difference)}"
    if fact.how != "word for word":
        yield f"  the text: {_quoted(fact.text)}"
    for emended in _emended(fact):
        said = _SAY.text("found.emended", received=_quoted(emended["received"]), read=_quoted(emended["read"]))
        yield f"  {said}: {emended['url']}"
    for wording in fact.wordings:
        yield f"  {'its notice' if wording.gone else 'now'}: {wording.url}"
        if wording.kept:
            yield f"  permanent link to {'the current' if fact.state == 'received' else 'this'} wording: {wording.kept}"


def _says(fact: QuotationFact) -> str:
    return _SAY.text("found.is", where=_where(fact), how=_SAY["found.joint"].join(_found(fact)))


def _where(fact: QuotationFact) -> str:
    called = list(dict.fromkeys(wording.called for wording in fact.wordings))
    place = fact.wordings[0].place
    name = _SAY.sequence(called)
    return _SAY.text(PREFIXES[place], name=name) if len(called) == 1 and place in PREFIXES else name


def _found(fact: QuotationFact) -> Iterator[str]:
    """The clauses that say how the words are found, and in which wording."""
    how = _SAY[f"found.{fact.how.replace(' ', '_')}"]
    yield _SAY.text("found.across", how=how) if len(fact.wordings) > 1 else how
    first = fact.wordings[0]
    if fact.state == "received":
        yield _SAY["found.received"]
    elif fact.state == "earlier" and first.until is not None:
        until = _SAY["found.unreleased"] if first.until == DRAFT else version_named(first.until)
        yield _SAY.text("found.gone" if first.gone else "found.earlier", version=until)
    elif first.since == DRAFT:
        yield _SAY["found.draft"]
    else:
        yield _SAY.text("found.since", version=version_named(max(wording.since for wording in fact.wordings)))


def _difference(difference: WordDifference) -> str:
    which = "left_out" if not difference.quoted else "added" if not difference.text else "other"
    return _SAY.text(f"found.{which}", quoted=_quoted(difference.quoted), text=_quoted(difference.text))


def _quoted(words: str) -> str:
    return _SAY.text("common.quoted", words=squeezed(words)) if words else _SAY["found.nothing"]


def _emended(fact: QuotationFact) -> list[dict[str, str]]:
    """The emendations in the words that were found."""
    low, high = fact.range_
    return [
        {"received": each.received, "read": each.read, "url": each.url}
        for wording in fact.wordings
        for each in wording.emended
        if each.low < high and low < each.high
    ]


def quotation_as_json(checked: CheckedQuotation, editions: Sequence[str]) -> str:
    """A JSON object: the quotation, the status that the program ends with, and an object for each fact."""
    found = {
        "quotation": checked.quotation.text,
        "editions": list(editions),
        "status": checked.status,
        "refused": checked.refused,
        "facts": [_entry(fact) for fact in checked.facts],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _entry(fact: QuotationFact) -> dict[str, Any]:
    first = fact.wordings[0]
    return {
        "says": _says(fact),
        "found": fact.how,
        "state": fact.state,
        "place": first.place,
        "edition": first.edition,
        "text": fact.text,
        "gaps": [{"quoted": gap.quoted, "text": gap.text} for gap in fact.gaps],
        "differences": [{"quoted": each.quoted, "text": each.text} for each in fact.differences],
        "emended": _emended(fact),
        "addresses": [
            {
                "id": wording.address,
                "url": wording.url,
                "kept": wording.kept,
                "since": str(wording.since),
                "until": str(wording.until) if wording.until else "",
                "withdrawn": wording.gone,
            }
            for wording in fact.wordings
        ],
    }
