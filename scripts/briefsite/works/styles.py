"""The citation styles: a row for each, with everything that is specific to the style.

To add one, add a row, and check the golden file that `scripts/test --update` writes for it (tests/cited). The command
line, the pages, the files for the browser and the tests read the styles from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import (
    CONTAINER,
    DOI_LINK,
    GENRE,
    LINK,
    PUBLISHER,
    PUBLISHER_PLACE,
    SERIES,
    STAND_IN_NUMBER,
    TITLE,
)
from briefsite.works.style_repairs import Exchange, Repair
from briefsite.works.work import WorkKind


@dataclass(frozen=True, slots=True)
class DateForms:
    """How a style writes dates, as a FORMAT of `exports.slots`.

    `published` is for the date of publication. `rest` is for the part of it that is printed later in the reference, or
    "". `day` is for all other dates.
    """

    published: str
    rest: str
    day: str


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style.

    `id` is its name for the engine, `label` for readers, `cli` for `briefsite cite --style`. `region` is the country
    whose English conventions apply: GB has ‘single’ quotation marks, with the comma outside. `title_case`: whether
    English titles are in title case. `initials`: whether given names are abbreviated. `omits` is left out if author and
    publisher are the same body; a container with the author's name is left out of every style that keeps the author.
    `before_link` is the text before a URL. `series_in_brackets` is for the citation of a page, in which the engine
    doesn't print a series: the series is in brackets, or else a sentence of its own. `repairs` and `exchanges` correct
    the engine's faults. `particle_first`: whether a particle belongs to the family name ("van der Waals, J. D.").
    `small_prepositions`: whether a preposition of five letters and more keeps its small letter in title case.
    `cased_genre`: whether the kind of a report is in title case ("Technical Report"). `first_published` is the sentence
    for the date of the first publication, in place of `{}`, where the engine has none.
    """

    id: str
    label: str
    cli: str
    dates: DateForms
    region: str = "US"
    title_case: bool = False
    initials: bool = False
    omits: Literal["", "author", "publisher"] = ""
    before_link: str = ""
    series_in_brackets: bool = False
    repairs: tuple[Repair, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    particle_first: bool = False
    small_prepositions: bool = False
    cased_genre: bool = False
    first_published: str = "Originally published {}"


_PART_OF_VOLUME: Final = Repair(
    r", [Pp]t\. {volume}(?:, Chapter {volume})?",
    "",
    "the number of a volume in a series comes again, as that of a part and of a chapter",
    frozenset({"book"}),
)

_TWO_ROLES: Final = Repair(
    r"([Ee]dited and translated by )(.+?)[.,] \1\2(?=[.,])",
    r"\1\2",
    "who edited and translated a book is named twice",
    frozenset({"book", "chapter", "paper", "entry", "report", "document", "manuscript", "thesis", "online", "news"}),
)
_NUMBERED_LETTERS: Final = Repair(
    rf"\b[Nn]o\. (?={STAND_IN_NUMBER}|{{number}})",
    "",
    'a number with letters gets a "No.": "No. UCAM-CL-TR-574"',
    frozenset({"report", "standard", "law", "case"}),
)
#: Kinds of works that stand alone, so that their titles are in italics.
_WHOLE: Final[frozenset[WorkKind]] = frozenset({"video", "audio", "image", "patent", "standard"})
_WHOLE_TITLE: Final = Repair(
    f"[“‘]{TITLE}([.,]?)[”’]",
    rf"{EMPHASIS}{TITLE}{EMPHASIS_END}\1",
    "a film, a record, a picture, a patent or a standard is in quotation marks, as if it were a part of a whole",
    _WHOLE,
)
_LEGAL_TITLE: Final = Repair(
    f"[“‘]{TITLE}([.,]?)[”’]",
    rf"{TITLE}\1",
    "an act, a treaty or a case is in quotation marks",
    frozenset({"law", "case"}),
)


def _two_bodies(conjunction: str) -> Repair:
    return Repair(
        rf"^{{body}}, ({conjunction} |et al\.)",
        r"{body} \1",
        'a comma follows a body before the second of two authors or "et al.", as if its name were inverted',
    )


#: All styles, in the order of menus. The first is the default, and the style of the bibliography.
STYLES: Final = (
    Style(
        "chicago-notes",
        "Chicago",
        "chicago",
        DateForms("MMMM D, YYYY", "", "MMMM D, YYYY"),
        title_case=True,
        cased_genre=True,
        repairs=(
            _PART_OF_VOLUME,
            _TWO_ROLES,
            _NUMBERED_LETTERS,
            _WHOLE_TITLE,
            _LEGAL_TITLE,
            _two_bodies("and"),
            Repair(r"(?<= )No\. ", "", 'the number of a patent gets a "No."', frozenset({"patent"})),
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
    ),
    Style(
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
        repairs=(
            _PART_OF_VOLUME,
            _NUMBERED_LETTERS,
            _two_bodies("&"),
            Repair(
                f"^({EMPHASIS}{TITLE}{EMPHASIS_END})\\. ",
                r"\1 ({edition}). ",
                "the edition of a book that nobody signed is lost",
                frozenset({"book"}),
                unsigned=True,
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
    ),
    Style(
        "mla",
        "MLA",
        "mla",
        DateForms("D MMM YYYY", "", "D MMM YYYY"),
        title_case=True,
        omits="author",
        small_prepositions=True,
        repairs=(
            _TWO_ROLES,
            _NUMBERED_LETTERS,
            _WHOLE_TITLE,
            _LEGAL_TITLE,
            _two_bodies("and"),
            Repair(
                rf"(“{TITLE}\.”) {GENRE}\. ",
                r"\1 Version {version}, ",
                "the version of a dataset is lost",
                frozenset({"dataset"}),
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
    ),
    Style(
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
            _WHOLE_TITLE,
            _LEGAL_TITLE,
            Repair(
                r" \[Preprint\]",
                "",
                "an article without a volume and pages is said to be a preprint, which nobody said",
                frozenset({"article"}),
            ),
        ),
    ),
    Style(
        "ieee",
        "IEEE",
        "ieee",
        DateForms("MMM D, YYYY", "", "MMM D, YYYY"),
        initials=True,
        before_link="[Online]. Available: ",
        repairs=(
            _WHOLE_TITLE,
            _LEGAL_TITLE,
            Repair(
                f"{PUBLISHER}, {PUBLISHER_PLACE},",
                f"{PUBLISHER_PLACE}: {PUBLISHER},",
                "the place follows the publisher, as in a report",
                _WHOLE,
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
    ),
)
