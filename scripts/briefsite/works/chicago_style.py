"""The *Chicago Manual of Style*, in notes and bibliography."""

from __future__ import annotations

from typing import Final

from briefsite.works.common_repairs import (
    BEHIND_VOLUME,
    LEGAL_TITLE,
    NAMED_ISSUES,
    NUMBERED_LETTERS,
    PART_AFTER_VOLUME,
    PART_OF_VOLUME,
    TWO_ROLES,
    WHOLE_TITLE,
    editors_of_whole,
    translators_of_unsigned,
    two_bodies,
)
from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import CONTAINER, GENRE, PUBLISHER, TITLE
from briefsite.works.style import DateForms, Style
from briefsite.works.style_repairs import Exchange, Repair
from briefsite.works.work import Work


def _without_author(work: Work) -> bool:
    return not work.authors


def _without_publisher(work: Work) -> bool:
    return not work.publisher


CHICAGO: Final = Style(
    "chicago-notes",
    "Chicago",
    "chicago",
    DateForms("MMMM D, YYYY", "", "MMMM D, YYYY"),
    title_case=True,
    cased_genre=True,
    french_particle_first=True,
    editors_as_authors=True,
    repairs=(
        PART_OF_VOLUME,
        PART_AFTER_VOLUME,
        translators_of_unsigned(f"({TITLE}{EMPHASIS_END}?\\.”?)(?= |$)", r"\1 Translated by {translated}."),
        editors_of_whole(BEHIND_VOLUME, r"\1, {within}"),
        TWO_ROLES,
        NUMBERED_LETTERS,
        NAMED_ISSUES,
        WHOLE_TITLE,
        LEGAL_TITLE,
        two_bodies("and"),
        Repair(r"(?<= )No\. ", "", 'the number of a patent gets a "No."', frozenset({"patent"})),
        Repair(
            rf"\bIn (?={EMPHASIS}{CONTAINER})",
            "Chap. {chapter} in ",
            "the number of a chapter is lost",
            frozenset({"chapter"}),
        ),
        Repair(
            rf"(?<=\. ){PUBLISHER}",
            f"{{series}}. {PUBLISHER}",
            "the series of a report that has a type is lost",
            frozenset({"report"}),
        ),
        Repair(r"(?<=[,.] ){year}(?=\.)", "{date_us}", "an entry on the web has only its year", frozenset({"entry"})),
        Repair(
            r"\. (?=[A-Z][a-z]+ \d{1,2}, \d{4}\.)",
            ", issued ",
            "nothing says of what the date of a patent is",
            frozenset({"patent"}),
        ),
        Repair(", Released", ", released", "the word before the year of software has a capital"),
        Repair(
            rf"(“{TITLE}\.”) {GENRE}\.",
            r"\1 Version {version}.",
            "the version of a dataset is lost",
            frozenset({"dataset"}),
        ),
        Repair(
            f"(?<=[.”] ){PUBLISHER}",
            f"{{original}}; {PUBLISHER}",
            "the year of the first publication is lost",
            frozenset({"book", "chapter", "report"}),
        ),
        Repair(
            ", ahead of print",
            "",
            "an article with a DOI and without a volume is said to be ahead of print, which nobody said",
            frozenset({"article"}),
        ),
        Repair(
            f"^{CONTAINER}",
            f"{EMPHASIS}{CONTAINER}{EMPHASIS_END}",
            "a newspaper that leads for want of an author is not in italics",
            frozenset({"newspaper", "magazine"}),
        ),
    ),
    exchanges=(
        Exchange(
            frozenset({"press"}),
            "site",
            _without_author,
            "the title of an article that nobody signed is in italics, as if it were the newspaper's",
            fault=f"{EMPHASIS}{TITLE}",
        ),
        Exchange(
            frozenset({"misc", "manuscript"}),
            "site",
            _without_publisher,
            "without a publisher, the title is left out",
            fault=f"^(?!.*{TITLE})",
        ),
    ),
)
