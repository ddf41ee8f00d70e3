"""What readers find at an address that is no longer in the text."""

from __future__ import annotations

import datetime
from dataclasses import replace

import msgspec
import pytest

from briefsite.edition.model import AddressRuling
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import Change, Record
from briefsite.ledger.version import VersionId
from briefsite.pages.changes import former_pages
from briefsite.reading.publication import Publication

THEN = VersionId(datetime.date(2026, 11, 24))
LATER = VersionId(datetime.date(2027, 3, 1))


def at_former_page(publication: Publication, *rulings: AddressRuling) -> str:
    """The page about a theme that was withdrawn, as Markdown."""
    gone = Record("page", "/legends/", "/legends/", THEN, "Legends", (Change("withdrawn", LATER),))
    edition = msgspec.structs.replace(publication.edition, addresses=rulings)
    ledger = Ledger((*publication.ledger.records, gone), publication.ledger.versions)
    (page,) = former_pages(replace(publication, edition=edition, ledger=ledger))
    return "\n".join(map(str, page.blocks))


@pytest.mark.parametrize(
    ("because", "see", "said"),
    [
        ("", "", ""),
        ("They were legends.", "", "They were legends."),
        ("", "/china-dependence/", "See [the page “Dependence on China”](china-dependence.md)."),
        ("They were legends.", "p9", "They were legends.\nSee [¶ 9](china-dependence.md#p9) on Dependence on China."),
    ],
)
def test_a_withdrawn_page_says_why_and_what_to_read_instead(
    publication: Publication, because: str, see: str, said: str
) -> None:
    rulings = [AddressRuling(address="/legends/", because=because, see=see)] if because or see else []
    first, _, rest = at_former_page(publication, *rulings, AddressRuling(address="p9", because="No.")).partition("\n")
    assert first == "This page was withdrawn in the version of 1 March 2027."
    assert rest == said
