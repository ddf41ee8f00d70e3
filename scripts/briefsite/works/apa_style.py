"""The style of the American Psychological Association."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from briefsite.works.common_repairs import (
    BEFORE_BOOK,
    NUMBERED_LETTERS,
    PART_AFTER_VOLUME,
    PART_OF_VOLUME,
    WITH_CHAPTERS,
    by_its_day,
    editors_of_whole,
    two_bodies,
)
from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import CONTAINER, GENRE, LINK, TITLE
from briefsite.works.style import DateForms, InText, Style
from briefsite.works.style_repairs import Repair

APA: Final = Style(
    "apa",
    "APA",
    "apa",
    DateForms("YYYY, MMMM D", "", "MMMM D, YYYY"),
    initials=True,
    omits="publisher",
    series_in_brackets=True,
    particle_first=True,
    cased_genre=True,
    first_published="(Original work published {})",
    in_text=InText("&", 2, "n.d.", "para.", "paras."),
    repairs=(
        Repair(
            f"^({EMPHASIS}{TITLE}{EMPHASIS_END}|{TITLE})(?! \\(|{EMPHASIS_END})",
            r"\1 ({unsigned_apa})",
            "the translators, the edition and the volume of a work that nobody signed are lost",
            unsigned=True,
        ),
        PART_OF_VOLUME,
        replace(PART_AFTER_VOLUME, replacement=r"\1, Pt. {part}"),
        NUMBERED_LETTERS,
        two_bodies("&"),
        Repair(
            rf"^({EMPHASIS}{TITLE}{EMPHASIS_END})\. (\([^()]*\)\.) (\[[^\[\]]*\])\.",
            r"\1 \3. \2",
            "the kind of a work that nobody signed comes after the date, apart from the title",
            unsigned=True,
        ),
        editors_of_whole(BEFORE_BOOK, "In {within_apa}, "),
        Repair(
            rf"(?<={EMPHASIS_END} \()([^()]*?)(pp?\. )",
            r"\1Chapter {chapter}, \2",
            "the number of a chapter is lost, before the pages",
            WITH_CHAPTERS,
        ),
        Repair(
            rf"(?<={EMPHASIS_END} \()((?![^()]*(?:Chapter|pp?\.))[^()]+)\)",
            r"\1, Chapter {chapter})",
            "the number of a chapter is lost, after the edition or volume",
            WITH_CHAPTERS,
        ),
        Repair(
            rf"([{TITLE}{CONTAINER}]{EMPHASIS_END})(?! \()",
            r"\1 (Chapter {chapter})",
            "the number of a chapter is lost, where there are neither volume nor pages",
            WITH_CHAPTERS,
        ),
        Repair(
            rf"\(({GENRE}[^()]*)\)",
            r"(\1; {series})",
            "the series of a report that has a type is lost",
            frozenset({"report"}),
        ),
        Repair(
            f"{TITLE}({EMPHASIS_END}?) \\[",
            rf"{TITLE}\1 (Version {{version}}) [",
            "the version of a dataset is lost",
            frozenset({"dataset"}),
        ),
        Repair(f"Retrieved {LINK}", LINK, 'an address is announced with "Retrieved", which is for one with a date'),
        Repair(r"(\(\d{4}),\)", r"\1)", 'a year alone has a comma behind it: "(2018,)"'),
    ),
    exchanges=(by_its_day(r"\(\d{4}\)"),),
)
