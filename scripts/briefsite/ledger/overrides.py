"""Rulings: what editors say about addresses where the matching of old and new text is wrong.

In edition.yml:

    addresses:
    - {paragraph: "However, it is thought", is: p10}      # it is ¶ 10, whatever the words suggest
    - {paragraph: "However, it is thought", not: p10}     # it isn't: it gets a new number, unless it is another
    - {address: p12, into: p11}                           # ¶ 12 is gone; its readers are sent to ¶ 11
    - {address: p12, because: "A legend.", see: p11}      # why ¶ 12 was withdrawn, and what to read instead

A ruling states a fact, not an action. It may stay for good: applying it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from briefsite.file_names import EDITION_FILE
from briefsite.ledger.addressable import PASSAGES, Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.similarity import IN_ORDER, alike
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.words import squeezed

_HELP: Final = "correct it, or delete it"


@dataclass(frozen=True, slots=True)
class Ruling:
    """`is`, `not`: the passage that begins with the words `subject` is, or isn't, `address`.

    `into`: the address `subject` (of whatever kind) leads to `address`. `see`: where it was withdrawn, readers are told
    of `address`, or of none if that is empty.
    """

    verb: Literal["is", "not", "into", "see"]
    subject: str
    address: str
    place: Place = field(default=Place(EDITION_FILE), compare=False)


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rulings that apply: units (by position) that are, or are not, an address, and addresses that lead to another."""

    is_: dict[int, str] = field(default_factory=dict)
    not_: set[tuple[int, str]] = field(default_factory=set)
    into: dict[str, str] = field(default_factory=dict)


def resolve_rulings(
    rulings: Sequence[Ruling], ledger: Ledger, units: Sequence[Addressable], problems: Problems
) -> Ruled:
    """What the rulings say about `units`. Problem A05 for each ruling that doesn't apply."""
    ruled = Ruled()
    for ruling in rulings:
        if ruling.verb == "see":
            continue
        if ruling.verb == "into":
            objection = _lead(ruling, ledger, units, ruled)
        else:
            objection = _claim(ruling, ledger, units, ruled)
        if objection:
            problems.error(ruling.place, "A05", objection, _HELP, subject=ruling.address)
    for index, address in ruled.is_.items():
        if heir := _heir(ledger, address, units[index].text):
            place = next(one.place for one in rulings if one.verb == "is" and one.address == address)
            message = f"this paragraph was {address} on its branch, and is {heir} since a merge left that to another"
            problems.error(place, "A05", message, f"write   is: {heir}", subject=address)
    return ruled


def _heir(ledger: Ledger, address: str, text: str) -> str:
    """The address that a merge gave to this text, which was `address` on a branch; empty if that is its own."""
    least = max(IN_ORDER, alike(ledger.by_id[address].wording, text))
    others = (heir for heir in ledger.by_former_id.get(address, ()) if heir.id != address)
    return next((heir.id for heir in others if alike(heir.wording, text) > least), "")


def check_rulings(rulings: Iterable[Ruling], ledger: Ledger, problems: Problems) -> None:
    """Problem A05 for each `into` that, in the resulting ledger, leads to nothing in the text.

    Also for each `see` with an address that was never given.
    """
    for ruling in rulings:
        unknown = [each for each in (ruling.subject, ruling.address) if each and each not in ledger.by_id]
        if ruling.verb == "see" and unknown:
            message = f"{unknown[0]} has never been issued"
            problems.error(ruling.place, "A05", message, _HELP, subject=unknown[0])
        if ruling.verb == "into" and ruling.subject in ledger.by_id:
            end = ledger.resolve(ruling.subject)
            if end is None or not end.live:
                message = f"{ruling.subject} can't lead to {ruling.address}, which is not in the edition"
                problems.error(ruling.place, "A05", message, subject=ruling.address)


_A: Final = {"paragraph": "a paragraph", "item": "an item"}


def _lead(ruling: Ruling, ledger: Ledger, units: Sequence[Addressable], ruled: Ruled) -> str:
    """Record in `ruled` where an address leads. Returns why it can't (a sentence for the user), or an empty string."""
    if ruling.subject not in ledger.by_id:
        return f"{ruling.subject} has never been issued"
    if any(unit.id == ruling.subject for unit in units):
        return f"{ruling.subject} is still in the edition, so it can't lead to {ruling.address}"
    ruled.into[ruling.subject] = ruling.address
    return ""


def _claim(ruling: Ruling, ledger: Ledger, units: Sequence[Addressable], ruled: Ruled) -> str:
    """Record in `ruled` which address a passage is, or isn't. Returns as `_lead` does."""
    words = squeezed(ruling.subject)
    begun = [
        index for index, unit in enumerate(units) if unit.kind in PASSAGES and squeezed(unit.text).startswith(words)
    ]
    if len(begun) != 1:
        return f'{len(begun)} paragraphs begin with "{words}"' if begun else f'no paragraph starts with "{words}"'
    unit, record = units[begun[0]], ledger.by_id.get(ruling.address)
    if record is None or record.kind not in PASSAGES:
        return f"{ruling.address} is not a paragraph that was ever issued"
    if ruling.verb == "not":
        ruled.not_.add((begun[0], record.id))
    elif record.kind != unit.kind:
        return f"{record.id} is the ID of {_A[record.kind]}, and this is {_A[unit.kind]}"
    elif begun[0] in ruled.is_ or record.id in ruled.is_.values():
        return f"another override already uses {record.id} or this paragraph"
    else:
        ruled.is_[begun[0]] = record.id
    return ""
