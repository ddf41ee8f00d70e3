"""The style of the *IEEE Reference Guide*."""

from __future__ import annotations

from typing import Final

from briefsite.works.common_repairs import LEGAL_TITLE, WHOLE, WHOLE_TITLE
from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import CONTAINER, PUBLISHER, PUBLISHER_PLACE, SERIES
from briefsite.works.style import DateForms, Style
from briefsite.works.style_repairs import Exchange, Repair

IEEE: Final = Style(
    "ieee",
    "IEEE",
    "ieee",
    DateForms("MMM D, YYYY", "", "MMM D, YYYY"),
    initials=True,
    before_link="[Online]. Available: ",
    repairs=(
        WHOLE_TITLE,
        LEGAL_TITLE,
        Repair(
            f"{PUBLISHER}, {PUBLISHER_PLACE},",
            f"{PUBLISHER_PLACE}: {PUBLISHER},",
            "the place follows the publisher, as in a report",
            WHOLE,
        ),
        Repair(r", \[Online\]\. Available", ". [Online]. Available", "behind a date, a comma is before [Online]"),
        Repair(r"( no\. [^,]+)\., ", r"\1, ", 'the number in a series has a full stop and a comma: "no. 3.,"'),
        Repair(
            r"\b((?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.|May|June|July) 0(\d, \d{4})",
            r"\1 \2",
            'days have two digits: "Mar. 04, 2016"',
        ),
        Repair(rf"([.,]) in {SERIES}\.?,", rf"\1 {SERIES},", "a series is taken for a book that holds the book"),
        Repair(
            rf"({SERIES}.*), vol\. {{volume}}\.",
            r"\1.",
            "the number of a volume in a series comes again, behind the series",
            frozenset({"book"}),
        ),
        Repair(
            f"{EMPHASIS}{CONTAINER}{EMPHASIS_END}",
            CONTAINER,
            "a page of a site that is exchanged for an article (below) has its site in italics, as a newspaper",
            frozenset({"news", "online"}),
        ),
    ),
    exchanges=(
        Exchange(
            frozenset({"site"}),
            "press",
            lambda work: bool(work.date or work.doi),
            "the date and the DOI of a page of a site are left out",
            fault=r"^(?!.*\b(?:19|20)\d\d\b)",
        ),
        Exchange(
            frozenset({"misc"}),
            "manuscript",
            lambda work: bool(work.url),
            "all but the author and the title is left out",
            fault=f"^(?!.*{PUBLISHER})",
        ),
    ),
)
