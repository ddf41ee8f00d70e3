"""What is said of a quotation that was looked for, for a person and for programs: facts, and no verdict."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from briefsite.ledger.version import DRAFT, version_named
from briefsite.quotations.facts import CheckedQuotation, QuotationFact, WordDifference
from briefsite.quotations.wordings import QuotedPlace
from briefsite.words import in_one_sentence, squeezed

#: At most so many places are shown to a person; programs get all.
MOST_SHOWN: Final = 10


#: What is said of a quotation, with the names of what is put in; the page that checks quotations says the same.
PHRASES: Final[Mapping[str, str]] = {
    "not found": "Not found in {where}.",
    "more": "… and in {count} more {places}",
    "word for word": "word for word",
    "with gaps": "word for word, but for what the quotation marks as left out or replaced",
    "differing": "with these words differing",
    "across": "{how}, across them",
    "received": "in the uncorrected source only",
    "earlier": "in the wording until {version}",
    "gone": "in the wording until {version}, in which it was withdrawn or merged",
    "unreleased": "the unreleased draft",
    "draft": "in the unreleased draft",
    "since": "so since {version}",
    "gap": "{quoted} stands for {text}",
    "nothing": "nothing",
    "left out": "the quotation leaves out {text}",
    "added": "the quotation adds {quoted}",
    "other": "the quotation has {quoted}, the text {text}",
    "emended": "{received} was corrected to {read}",
}
#: What is said before the name of a place.
PREFIXES: Final[Mapping[QuotedPlace, str]] = {
    "heading": "the heading ",
    "editors’ heading": "the editors’ heading ",
    "editors’ note": "editors’ ",
}


def quotation_as_text(checked: CheckedQuotation, editions: Sequence[str]) -> str:
    """The facts in lines, the place of each first; or that there are none in the `editions` that were searched."""
    if checked.refused:
        return f"{checked.refused}\n"
    if not checked.facts:
        return f"{PHRASES['not found'].format(where=in_one_sentence(editions))}\n"
    lines = [line for fact in checked.facts[:MOST_SHOWN] for line in _lines(fact, several=len(editions) > 1)]
    if (more := len(checked.facts) - MOST_SHOWN) > 0:
        lines.append(PHRASES["more"].format(count=more, places="place" if more == 1 else "places"))
    return "".join(f"{line}\n" for line in lines)


def _lines(fact: QuotationFact, *, several: bool) -> Iterator[str]:
    edition = f"{fact.wordings[0].edition}, " if several else ""
    yield f"{edition}{_where(fact)}: {'; '.join(_found(fact))}"
    for gap in fact.gaps:
        yield f"  {PHRASES['gap'].format(quoted=gap.quoted, text=_quoted(gap.text))}"
    for difference in fact.differences:
        yield f"  {_difference(difference)}"
    if fact.how != "word for word":
        yield f"  the text: {_quoted(fact.text)}"
    for emended in _emended(fact):
        said = PHRASES["emended"].format(received=_quoted(emended["received"]), read=_quoted(emended["read"]))
        yield f"  {said}: {emended['url']}"
    for wording in fact.wordings:
        yield f"  {'its notice' if wording.gone else 'now'}: {wording.url}"
        if wording.kept:
            yield f"  {'the wording now' if fact.state == 'received' else 'this wording'} for good: {wording.kept}"


def _where(fact: QuotationFact) -> str:
    called = list(dict.fromkeys(wording.called for wording in fact.wordings))
    place = fact.wordings[0].place
    return f"{PREFIXES.get(place, '')}{in_one_sentence(called)}" if len(called) == 1 else in_one_sentence(called)


def _found(fact: QuotationFact) -> Iterator[str]:
    """The clauses that say how the words are found, and in which wording."""
    how = PHRASES[fact.how]
    yield PHRASES["across"].format(how=how) if len(fact.wordings) > 1 else how
    first = fact.wordings[0]
    if fact.state == "received":
        yield PHRASES["received"]
    elif fact.state == "earlier" and first.until is not None:
        until = PHRASES["unreleased"] if first.until == DRAFT else version_named(first.until)
        yield PHRASES["gone" if first.gone else "earlier"].format(version=until)
    elif first.since == DRAFT:
        yield PHRASES["draft"]
    else:
        yield PHRASES["since"].format(version=version_named(max(wording.since for wording in fact.wordings)))


def _difference(difference: WordDifference) -> str:
    which = "left out" if not difference.quoted else "added" if not difference.text else "other"
    return PHRASES[which].format(quoted=_quoted(difference.quoted), text=_quoted(difference.text))


def _quoted(words: str) -> str:
    return f"“{squeezed(words)}”" if words else PHRASES["nothing"]


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
        "says": f"{_where(fact)}: {'; '.join(_found(fact))}",
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
