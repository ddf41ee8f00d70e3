"""The style of the *IEEE Reference Guide*."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from briefsite.works.common_repairs import (
    BEHIND_VOLUME,
    CHAPTER_BEFORE_PAGES,
    LEGAL_TITLE,
    NAMED_ISSUES,
    PART_AFTER_VOLUME,
    WHOLE,
    WHOLE_TITLE,
    WITH_CHAPTERS,
    by_its_day,
    editors_of_whole,
)
from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import CONTAINER, GENRE, PUBLISHER, PUBLISHER_PLACE, SERIES, TITLE
from briefsite.works.style import DateForms, InText, Style
from briefsite.works.style_repairs import Exchange, Repair
from briefsite.works.work import PARTS, Work


def _dated(work: Work) -> bool:
    return bool(work.date or work.doi)


def _online(work: Work) -> bool:
    return bool(work.url)


IEEE: Final = Style(
    "ieee",
    "IEEE",
    "ieee",
    DateForms("MMM D, YYYY", "", "MMM D, YYYY"),
    initials=True,
    before_link="[Online]. Available: ",
    in_text=InText("and", 2, None, "para.", "paras.", numbered=True),
    repairs=(
        Repair(
            f"“{TITLE}[.,]” ",
            f"“{TITLE},” {{identifier}}, ",
            "the number of a patent is lost",
            frozenset({"patent"}),
        ),
        replace(WHOLE_TITLE, kinds=WHOLE - {"patent"}),
        LEGAL_TITLE,
        NAMED_ISSUES,
        Repair(
            f"(“{TITLE}|^{TITLE}|{TITLE}{EMPHASIS_END})[.,](”?) ",
            r"\1,\2 {identifier}, ",
            "the number of an act, a case, a standard or a document is lost",
            frozenset({"law", "case", "standard", "document"}),
        ),
        Repair(
            f"({TITLE}{EMPHASIS_END})\\. ",
            r"\1, {translators}, Trans. ",
            "the translators of a book are lost",
            frozenset({"book"}),
        ),
        Repair(
            f"({TITLE}{EMPHASIS_END}), (?!{{translators}})",
            r"\1, {translators}, Trans., ",
            "the translators of a book are lost, before its edition or volume",
            frozenset({"book"}),
        ),
        Repair(
            f"({TITLE}{EMPHASIS_END})\\. ",
            r"\1, {editors} ",
            "the editors of a book with an author are lost",
            frozenset({"book"}),
        ),
        Repair(
            f"({TITLE}{EMPHASIS_END}), (?!{{editors}})",
            r"\1, {editors}, ",
            "the editors of a book with an author are lost, before its translators, edition or volume",
            frozenset({"book"}),
        ),
        Repair(
            f"({CONTAINER}{EMPHASIS_END}),",
            r"\1, {translators}, Trans.,",
            "the translators of a part of a book are lost",
            PARTS,
        ),
        editors_of_whole(BEHIND_VOLUME, r"\1, {within_ieee}"),
        Repair(r"\bEd(s?)\.,", r"Ed\1. and {both},", "nothing says that the editors are the translators, too"),
        PART_AFTER_VOLUME,
        CHAPTER_BEFORE_PAGES,
        Repair(
            r"(?<=, )(\d{4}(?:–\d{2,4})?)\.",
            r"\1, ch. {chapter}.",
            "the number of a chapter is lost, where there are no pages",
            WITH_CHAPTERS,
        ),
        Repair(
            f"({TITLE}{EMPHASIS_END})\\. \\(",
            r"\1, version {version}. (",
            "the version of software is lost",
            frozenset({"software"}),
        ),
        Repair(
            f"“{TITLE}[.,]” (?={PUBLISHER})",
            f"“{TITLE},” version {{version}}, ",
            "the version of a dataset is lost",
            frozenset({"dataset"}),
        ),
        Repair(GENRE, f"{{series}}, {GENRE}", "the series of a report that has a type is lost", frozenset({"report"})),
        Repair(
            r"(?<=[,.] ){year}(?=[.,])", "{date_ieee}", "an entry on the web has only its year", frozenset({"entry"})
        ),
        Repair(r"(?<=, ){year}(?=,)", "{month_ieee}", "a paper has only its year", frozenset({"paper"})),
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
        Repair(rf"([.,]) in {SERIES}(?:\.(?=,))?", rf"\1 {SERIES}", "a series is taken for a book that holds the book"),
        Repair(
            rf"({SERIES}[^{PUBLISHER}]*), vol\. {{volume}}(?:\.(?=,)|(?=\.))",
            r"\1",
            "the number of a volume in a series comes again, behind the series",
            WITH_CHAPTERS,
        ),
        Repair(
            f"{EMPHASIS}{CONTAINER}{EMPHASIS_END}",
            CONTAINER,
            "a page of a site that is exchanged for an article (below) has its site in italics, as a newspaper",
            frozenset({"news", "online"}),
        ),
    ),
    exchanges=(
        by_its_day(r"[A-Z]\w+\.? \d{4}\."),
        Exchange(
            frozenset({"site"}),
            "press",
            _dated,
            "the date and the DOI of a page of a site are left out",
            fault=r"^(?!.*\b(?:19|20)\d\d\b)",
        ),
        Exchange(
            frozenset({"misc"}),
            "manuscript",
            _online,
            "all but the author and the title is left out",
            fault=f"^(?!.*{PUBLISHER})",
        ),
    ),
)
