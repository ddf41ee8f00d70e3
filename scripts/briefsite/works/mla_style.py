"""The style of the Modern Language Association."""

from __future__ import annotations

from typing import Final

from briefsite.works.common_repairs import (
    BEHIND_BOOK,
    CHAPTER_BEFORE_PAGES,
    LEGAL_TITLE,
    NAMED_ISSUES,
    NUMBERED_LETTERS,
    PART_AFTER_VOLUME,
    TWO_ROLES,
    WHOLE_TITLE,
    WITH_CHAPTERS,
    by_its_day,
    editors_of_whole,
    translators_of_unsigned,
    two_bodies,
)
from briefsite.works.rich_text import EMPHASIS_END
from briefsite.works.stand_ins import DOI_LINK, GENRE, LINK, TITLE
from briefsite.works.style import DateForms, InText, Style
from briefsite.works.style_repairs import Repair

MLA: Final = Style(
    "mla",
    "MLA",
    "mla",
    DateForms("D MMM YYYY", "", "D MMM YYYY"),
    title_case=True,
    omits="author",
    small_prepositions=True,
    french_particle_first=True,
    in_text=InText("and", 2, None, "par.", "pars."),
    repairs=(
        PART_AFTER_VOLUME,
        translators_of_unsigned(f"({TITLE}(?:{EMPHASIS_END}\\.|\\.”)) ", r"\1 Translated by {translated}, "),
        editors_of_whole(BEHIND_BOOK, r"\1, {within}"),
        TWO_ROLES,
        Repair(rf"({TITLE}\.”?) no\. ", r"\1 No. ", "a small letter begins a sentence", frozenset({"law", "case"})),
        Repair(", Translated by ", ", translated by ", "behind the editors and a comma, the translators get a capital"),
        NUMBERED_LETTERS,
        NAMED_ISSUES,
        WHOLE_TITLE,
        LEGAL_TITLE,
        two_bodies("and"),
        Repair(r"\.$", ". {series}.", "the series of a report that has a type is lost", frozenset({"report"})),
        Repair(
            r"(?<=[,.] ){year}(?=[.,])", "{date_mla}", "an entry on the web has only its year", frozenset({"entry"})
        ),
        Repair(
            rf"(“{TITLE}\.”) {GENRE}\. ",
            r"\1 Version {version}, ",
            "the version of a dataset is lost",
            frozenset({"dataset"}),
        ),
        CHAPTER_BEFORE_PAGES,
        Repair(
            r"(?<=, )(\d{4}(?:–\d{2,4})?)(?=[.,](?! (?:ch|pp?)\. ))",
            r"\1, ch. {chapter}",
            "the number of a chapter is lost, where there are no pages",
            WITH_CHAPTERS,
        ),
        Repair(
            f"({TITLE}(?:{EMPHASIS_END}\\.|\\.”) )",
            r"\g<1>{original}. ",
            "the year of the first publication is lost",
            frozenset({"book", "chapter", "report"}),
        ),
        Repair(
            rf", ({LINK}|{DOI_LINK})\. (.+)\.$",
            r". \2, \1.",
            "the address of a thesis comes before what kind of thesis it is; it closes a reference",
            frozenset({"thesis"}),
        ),
    ),
    exchanges=(by_its_day(r", [A-Z]\w+\.? \d{4}"),),
)
