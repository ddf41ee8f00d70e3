"""Repairs of faults that the engine has in several styles."""

from __future__ import annotations

from typing import Final, get_args

from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import CONTAINER, EDITION, STAND_IN_NUMBER, TITLE
from briefsite.works.style_repairs import Exchange, Repair
from briefsite.works.work import PARTS, PERIODICALS, Work, WorkKind

#: Kinds of works in which a chapter is cited, or a part of a volume.
WITH_CHAPTERS: Final[frozenset[WorkKind]] = frozenset({"book", *PARTS})
PART_OF_VOLUME: Final = Repair(
    r", [Pp]t\. {volume}(?:, Chapter {volume})?",
    "",
    "the number of a volume in a series comes again, as that of a part and of a chapter",
    frozenset({"book"}),
)

TWO_ROLES: Final = Repair(
    r"([Ee]dited and translated by )(.+?)[.,] \1\2(?=[.,])",
    r"\1\2",
    "who edited and translated a work is named twice",
)
PART_AFTER_VOLUME: Final = Repair(
    r"([Vv]ol\. {volume})(?!\w)", r"\1, pt. {part}", "the part of a volume is lost", WITH_CHAPTERS
)
NUMBERED_LETTERS: Final = Repair(
    rf"\b[Nn]o\. (?i:{STAND_IN_NUMBER}|{{number}})",
    "{number}",
    'a number with letters gets a "No." and perhaps a capital: "No. UCAM-CL-TR-574", "No. C. 12"',
    frozenset(get_args(WorkKind)) - {"patent"},  # APA and MLA have "Patent No. US 123456"
)
NAMED_ISSUES: Final = Repair(
    r"\bnos?\. (?i:{issue})",
    "{issue}",
    'an issue that is named and not numbered gets a "no.": "no. Suppl. 1"',
    PERIODICALS,
)
CHAPTER_BEFORE_PAGES: Final = Repair(
    r", (?=pp?\. )", ", ch. {chapter}, ", "the number of a chapter is lost, before the pages", WITH_CHAPTERS
)
#: Kinds of works that stand alone, so that their titles are in italics.
WHOLE: Final[frozenset[WorkKind]] = frozenset({"video", "audio", "image", "patent", "standard"})
WHOLE_TITLE: Final = Repair(
    f"[“‘]{TITLE}([.,]?)[”’]",
    rf"{EMPHASIS}{TITLE}{EMPHASIS_END}\1",
    "a film, a record, a picture, a patent or a standard is in quotation marks, as if it were a part of a whole",
    WHOLE,
)
LEGAL_TITLE: Final = Repair(
    f"[“‘]{TITLE}([.,]?)[”’]",
    rf"{TITLE}\1",
    "an act, a treaty or a case is in quotation marks",
    frozenset({"law", "case"}),
)


def by_its_day(fault: str) -> Exchange:
    """The exchange for an article of a weekly: its day is lost in a style that has at most the month of a journal."""
    return Exchange(
        frozenset({"journal"}), "press", _of_weekly, "the day of an article without volume and number is lost", fault
    )


def _of_weekly(work: Work) -> bool:
    # A journal's article without these, and with a DOI, is not in an issue yet.
    in_issue = work.volume or work.issue or work.doi
    return bool(work.date and work.date.day and not work.date.literal and not in_issue)


def two_bodies(conjunction: str) -> Repair:
    """The repair of a comma behind a body, in a style that joins two authors with `conjunction`."""
    return Repair(
        rf"^{{body}}, ({conjunction} |et al\.)",
        r"{body} \1",
        'a comma follows a body before the second of two authors or "et al.", as if its name were inverted',
    )


def translators_of_unsigned(pattern: str, replacement: str) -> Repair:
    """The repair for translators of a work that begins with its title, in a style that has them at that place."""
    return Repair(pattern, replacement, "the translators of a work that nobody signed are lost", unsigned=True)


#: The places of the editors of a book: before its title, behind it, and behind its edition and volume.
BEFORE_BOOK: Final = f"[Ii]n (?={EMPHASIS}{CONTAINER})"
BEHIND_BOOK: Final = f"({CONTAINER}{EMPHASIS_END})"
BEHIND_VOLUME: Final = rf"({CONTAINER}{EMPHASIS_END}(?:, (?:\d+\w\w ed\.|{EDITION}))?(?:, vol\. [^,.]+)?)"


def editors_of_whole(pattern: str, replacement: str) -> Repair:
    """The repair for the editors of the book that an unsigned part is in, in a style that has them at that place."""
    return Repair(
        pattern,
        replacement,
        "the editors of the book that a part without an author is in are lost",
        PARTS,
        unsigned=True,
    )
