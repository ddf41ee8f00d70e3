"""What the repairs of the citation engine's faults can name of a work."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from briefsite.words import squeezed
from briefsite.works.dates import MONTHS
from briefsite.works.stand_ins import SERIES
from briefsite.works.work import Date, Name, Work

_NUMERAL: Final = re.compile(r"\d+|[IVXLCDM]+")


def repair_values(work: Work) -> dict[str, str]:
    """The values, each empty if the work hasn't got it.

    `volume`; `edition` in words ("17th ed."); `version` and `chapter`, if they are numbers; `number`, if it begins with
    letters and so is no number to count, and `identifier` with what it is of ("U.S. patent 6285999"); `original`, the
    year of the first publication; `body`, the first of several authors, if it is one; `translators` as in IEEE style,
    unless they are the editors, of whom `both` says so;
    `series`, the stand-in for the series of a report that has a type besides. For a part of a whole, `year`; and for
    one on the web, `date_us`, `date_mla` and `date_ieee`, the whole date as the styles have it; for a paper, its
    `month_ieee`.
    """
    original, date = work.original, work.date
    signed = work.authors or work.editors
    lettered = re.match(r"[^\W\d_]", work.number) and not _NUMERAL.fullmatch(work.number)
    part = date if date and not date.literal and work.type in {"entry", "paper"} else None
    day = part if part and part.day and work.type == "entry" and (work.url or work.doi) else None
    return {
        "volume": work.volume,
        "edition": f"{ordinal(work.edition)} ed." if work.edition.isdecimal() else "",
        "version": work.version if work.version[:1].isdecimal() else "",
        "chapter": work.chapter if _NUMERAL.fullmatch(work.chapter) else "",
        "number": work.number if lettered else "",
        "identifier": " ".join(filter(None, (work.genre if work.type == "patent" else "", work.number))),
        "original": str(original.year) if original and not original.literal and original.year > 0 else "",
        "body": squeezed(work.authors[0].literal) if work.authors[1:] or (work.authors and work.others) else "",
        "translators": _with_initials(work.translators) if signed and work.translators != work.editors else "",
        "both": "Trans." if work.translators and work.translators == work.editors else "",
        "series": SERIES if work.type == "report" and work.genre and work.series else "",
        "year": str(part.year) if part else "",
        "date_us": _written(day, "{month} {day}, {year}", str),
        "date_mla": _written(day, "{day} {month} {year}", lambda month: _short(month, ("Sept", "May", "June", "July"))),
        "date_ieee": _written(day, "{month} {day}, {year}", _short),
        "month_ieee": _written(part, "{month} {year}", _short) if work.type == "paper" else "",
    }


def _written(date: Date | None, form: str, month: Callable[[str], str]) -> str:
    if not (date and date.month):
        return ""
    return form.format(month=month(MONTHS[date.month - 1]), day=date.day, year=date.year)


def _short(month: str, known: Sequence[str] = ("May",)) -> str:
    """A month as it is abbreviated: as in `known`, or to three letters."""
    short = next((name for name in known if month.startswith(name)), month[:3])
    return short if short == month else f"{short}."


def _with_initials(names: Sequence[Name]) -> str:
    """Names as IEEE style has them: "Q. Hoare and G. Nowell Smith"."""
    known = [name for name in names if name != Name(literal="others")]
    shown = [
        name.literal or " ".join(filter(None, (_initials(name.given), name.prefix, name.family, name.suffix)))
        for name in known
    ]
    if len(known) < len(names):
        return f"{', '.join(shown)} et al." if shown else ""
    comma = "," if len(shown) > 2 else ""  # noqa: PLR2004 - two names have none
    return f"{comma} and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def _initials(given: str) -> str:
    """Given names as initials: "J.-P.", "C. D."."""
    words = re.sub(r"\.(?=\w)", ". ", given).split()
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words)


def ordinal(number: str) -> str:
    """A number as English counts: "1st", "12th", "23rd"."""
    teens = number[-2:-1] == "1"
    return number + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th"))
