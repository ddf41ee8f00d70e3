"""The ledger as a list, for people and programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from briefsite.ledger.record import Ledger, Record
from briefsite.page_path import PagePath
from briefsite.words import squeezed

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ListedAddress:
    """An address: its id, kind, the URL where it is published, its state, the address it leads to if any, its words."""

    id: str
    kind: str
    url: str
    state: str
    leads_to: str
    words: str


def listing(ledger: Ledger, site: str, path: str = "") -> tuple[ListedAddress, ...]:
    """Every address, in the order of the ledger.

    `site` is the site's URL; empty gives paths only. `path` is the edition's path on it.
    """
    return tuple(
        ListedAddress(record.id, record.kind, _url(record, site, path), record.state, record.into, record.wording)
        for record in ledger.records
    )


def _url(record: Record, site: str, path: str) -> str:
    fragment = f"#{record.id}" if record.kind != "page" else ""
    return PagePath.of(record.page).under(path).url(site) + fragment


def listing_as_text(entries: Sequence[ListedAddress]) -> str:
    """A line for each address, in columns: id, state, URL, first words."""
    columns = [
        (e.id, f"{e.state} → {e.leads_to}" if e.leads_to else e.state, e.url, squeezed(e.words)) for e in entries
    ]
    widths = [max((len(row[number]) for row in columns), default=0) for number in range(3)]
    lines = []
    for row in columns:
        words = row[3] if len(row[3]) <= _SHOWN else row[3][: _SHOWN - 1] + "…"
        lines.append(
            "  ".join([*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)), words]).rstrip()
        )
    return "".join(f"{line}\n" for line in lines)


def listing_as_json(entries: Sequence[ListedAddress]) -> str:
    """A JSON array of objects with the fields of `ListedAddress`."""
    return json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"
