"""The Harvard style of *Cite Them Right*."""

from __future__ import annotations

from typing import Final

from briefsite.works.common_repairs import (
    BEFORE_BOOK,
    CHAPTER_BEFORE_PAGES,
    LEGAL_TITLE,
    WHOLE_TITLE,
    WITH_CHAPTERS,
    by_its_day,
    editors_of_whole,
    translators_of_unsigned,
)
from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import CONTAINER, PUBLISHER, PUBLISHER_PLACE, TITLE
from briefsite.works.style import DateForms, InText, Style
from briefsite.works.style_repairs import Exchange, Repair
from briefsite.works.work import Work


def _unsigned_news(work: Work) -> bool:
    return work.type == "news" and bool(work.container) and not work.authors


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
    in_text=InText("and", 3, "no date", "para.", "paras."),
    repairs=(
        WHOLE_TITLE,
        LEGAL_TITLE,
        Repair(
            rf"(?<=\. )((?:Translated by .+?\. )?(?:{PUBLISHER_PLACE}|{PUBLISHER}))",
            r"Vol. {volume_and_part}. \1",
            "the volume and its part are lost",
            frozenset({"book", "chapter", "paper", "entry"}),
        ),
        translators_of_unsigned(
            f"^((?:‘{TITLE}’|{EMPHASIS}{TITLE}{EMPHASIS_END})[^()]*\\([^()]*\\)\\.)",
            r"\1 Translated by {translated_harvard}.",
        ),
        editors_of_whole(BEFORE_BOOK, "in {within_harvard} "),
        CHAPTER_BEFORE_PAGES,
        Repair(
            rf"([{TITLE}{CONTAINER}]{EMPHASIS_END})\.(?= Available|$)",
            r"\1, ch. {chapter}.",
            "the number of a chapter is lost, where there are neither pages nor a publisher",
            WITH_CHAPTERS,
        ),
        Repair(
            rf"({PUBLISHER}(?: \([^()]*\))?)\.",
            r"\1, ch. {chapter}.",
            "the number of a chapter is lost, where there are no pages",
            WITH_CHAPTERS,
        ),
        Repair(
            f"(‘{TITLE}’|{EMPHASIS}{TITLE}{EMPHASIS_END})",
            r"\1 (Version {version})",
            "the version is lost",
            frozenset({"software", "dataset"}),
        ),
        Repair(
            rf"{PUBLISHER}\.",
            f"{PUBLISHER} ({{series}}).",
            "the series of a report that has a type is lost",
            frozenset({"report"}),
        ),
        Repair(
            r" \[Preprint\]",
            "",
            "an article without a volume and pages is said to be a preprint, which nobody said",
            frozenset({"article"}),
        ),
    ),
    exchanges=(
        by_its_day(r"^(?!.* \d{1,2} [A-Z])"),
        Exchange(
            frozenset({"site"}),
            "press",
            _unsigned_news,
            "an article of a news site that nobody signed has its title in italics, and no day",
            fault=f"{EMPHASIS}{TITLE}",
        ),
    ),
)
