"""The *Chicago Manual of Style*, in notes and bibliography."""

from __future__ import annotations

from typing import Final

from briefsite.works.common_repairs import (
    LEGAL_TITLE,
    NUMBERED_LETTERS,
    PART_OF_VOLUME,
    TWO_ROLES,
    WHOLE_TITLE,
    two_bodies,
)
from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import CONTAINER, GENRE, PUBLISHER, TITLE
from briefsite.works.style import DateForms, Style
from briefsite.works.style_repairs import Exchange, Repair

CHICAGO: Final = Style(
    "chicago-notes",
    "Chicago",
    "chicago",
    DateForms("MMMM D, YYYY", "", "MMMM D, YYYY"),
    title_case=True,
    cased_genre=True,
    repairs=(
        PART_OF_VOLUME,
        TWO_ROLES,
        NUMBERED_LETTERS,
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
            lambda work: not work.authors,
            "the title of an article that nobody signed is in italics, as if it were the newspaper's",
            fault=f"{EMPHASIS}{TITLE}",
        ),
        Exchange(
            frozenset({"misc", "manuscript"}),
            "site",
            lambda work: not work.publisher,
            "without a publisher, the title is left out",
            fault=f"^(?!.*{TITLE})",
        ),
        Exchange(
            frozenset({"book"}),
            "edited book",
            lambda work: bool(work.editors) and not work.authors,
            'the first editor\'s name is not inverted, and nothing says "ed."',
            fault=r"^(?!.*\beds?\.)",
        ),
    ),
)
