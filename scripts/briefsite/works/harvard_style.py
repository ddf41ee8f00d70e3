"""The Harvard style of *Cite Them Right*."""

from __future__ import annotations

from typing import Final

from briefsite.works.common_repairs import LEGAL_TITLE, WHOLE_TITLE
from briefsite.works.style import DateForms, Style
from briefsite.works.style_repairs import Repair

HARVARD: Final = Style(
    "harvard-cite-them-right",
    "Harvard",
    "harvard",
    # The year follows the author. Day and month are where Cite Them Right puts them for a work with a full date.
    DateForms("YYYY", "D MMMM", "D MMMM YYYY"),
    region="GB",
    initials=True,
    before_link="Available at: ",
    particle_first=True,
    repairs=(
        WHOLE_TITLE,
        LEGAL_TITLE,
        Repair(
            r" \[Preprint\]",
            "",
            "an article without a volume and pages is said to be a preprint, which nobody said",
            frozenset({"article"}),
        ),
    ),
)
