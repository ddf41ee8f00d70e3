"""What the repairs of the citation engine's faults can name of a work."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from briefsite.words import squeezed
from briefsite.works.dates import MONTHS
from briefsite.works.stand_ins import SERIES
from briefsite.works.work import PARTS, Date, Name, Work, names_in_words

_NUMERAL: Final = re.compile(r"\d+|[IVXLCDM]+")


def repair_values(work: Work) -> dict[str, str]:
    """The values, each empty if the work hasn't got it.

    `volume` and its `part`, and both together; `edition` in words ("17th ed."); `version` and `chapter`, if they are
    numbers; `number`, if it begins with letters and so is no number to count, and `identifier` with what it is of
    ("U.S. patent 6285999"); `issue`, if it begins with a word ("Suppl. 1", "Spring"); `original`, the year of the
    first publication; `body`, the first of several authors, if it is one; `translators` as in IEEE style, unless they
    are the editors, of whom `both` says so, and `editors` of a book that has authors, as in that style; `translated`
    with the translators of a work that begins with its title, and `within` with the editors of the book that an
    unsigned part is in, each also as other styles have them, and `unsigned_apa` with what APA has in brackets behind
    the title of such a work; `series`, the stand-in for the series of a report that has a type besides. For a part of
    a whole, `year`; and for one on the web, `date_us`, `date_mla` and `date_ieee`, the whole date as the styles have
    it; for a paper, its `month_ieee`.
    """
    original, date = work.original, work.date
    lettered = re.match(r"[^\W\d_]", work.number) and not _NUMERAL.fullmatch(work.number)
    part = date if date and not date.literal and work.type in {"entry", "paper"} else None
    day = part if part and part.day and work.type == "entry" and (work.url or work.doi) else None
    return {
        "volume": work.volume,
        "volume_and_part": f"{work.volume}, pt. {work.part}" if work.volume and work.part else work.volume,
        "part": work.part if work.volume else "",
        "edition": f"{ordinal(work.edition)} ed." if work.edition.isdecimal() else "",
        "version": work.version if work.version[:1].isdecimal() else "",
        "chapter": work.chapter if _NUMERAL.fullmatch(work.chapter) else "",
        "number": work.number if lettered else "",
        "issue": work.issue if re.match(r"[^\W\d_]{3}", work.issue) else "",
        "identifier": _identifier(work),
        "original": str(original.year) if original and not original.literal and original.year > 0 else "",
        "body": squeezed(work.authors[0].literal) if work.authors[1:] or (work.authors and work.others) else "",
        "translators": _with_initials(work.translators) if work.translators != work.editors else "",
        "editors": _editors_of_book(work),
        **_of_unsigned(work),
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


def _identifier(work: Work) -> str:
    if work.type == "patent":
        return f"{work.genre} {work.number}".strip()
    return f"no. {work.number}" if work.number.isdecimal() else work.number


def _editors_of_book(work: Work) -> str:
    if not work.authors or not work.editors:
        return ""
    also = " and Trans." if work.editors == work.translators else ""
    return f"{_with_initials(work.editors)}, Ed{'s' if work.editors[1:] else ''}.{also}"


def _of_unsigned(work: Work) -> dict[str, str]:
    """The people of a work that begins with its title, whom the engine would take for its authors."""
    translators = () if work.leading or work.translators == work.editors else work.translators
    editors = () if work.leading or work.type not in PARTS else work.editors
    both = editors == work.translators
    several = "s" if editors[1:] else ""
    apa, harvard = (f"(Ed{several}.{' & Trans.' * both})", f"(ed{several or '.'}{' & trans.' * both})")
    counted = _counted(work) if work.type == "book" else ""
    values = {
        "translated": names_in_words(translators),
        "translated_harvard": _closed_up(_with_initials(translators, serial="")),
        "within": f"edited {'and translated ' * both}by {names_in_words(editors)}",
        "within_apa": f"{_with_initials(editors, '&')} {apa}",
        "within_harvard": f"{_closed_up(_with_initials(editors, serial=''))} {harvard}",
        "within_ieee": f"{_with_initials(editors)}, Ed{several}.",
    }
    known = {name: value if (editors if "within" in name else translators) else "" for name, value in values.items()}
    translated = f"{_with_initials(translators, '&')}, Trans." if translators else ""
    return known | {"unsigned_apa": "; ".join(filter(None, (translated, counted)))}


def _counted(work: Work) -> str:
    """The edition and the volume of a book, as APA style has them: "3rd ed., Vol. 2"."""
    edition = f"{ordinal(work.edition)} ed." if work.edition.isdecimal() else work.edition
    return ", ".join(filter(None, (edition, f"Vol. {work.volume}" if work.volume else "")))


def _closed_up(names: str) -> str:
    """Names without a blank between initials: "C.E. Hill"."""
    return re.sub(r"(?<=\b[^\W\d_]\.) (?=[^\W\d_]\.)", "", names)


def _with_initials(names: Sequence[Name], conjunction: str = "and", *, serial: str = ",") -> str:
    """Names with initials: "Q. Hoare and G. Nowell Smith".

    `serial` is the comma before the conjunction, if there are more than two.
    """
    known = [name for name in names if name != Name(literal="others")]
    shown = [
        name.literal or " ".join(filter(None, (_initials(name.given), name.prefix, name.family, name.suffix)))
        for name in known
    ]
    if len(known) < len(names):
        return f"{', '.join(shown)} et al." if shown else ""
    comma = serial if len(shown) > 2 else ""  # noqa: PLR2004 - two names have none
    return f"{comma} {conjunction} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def _initials(given: str) -> str:
    """Given names as initials: "J.-P.", "C. D."."""
    words = re.sub(r"\.(?=\w)", ". ", given).split()
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words)


def ordinal(number: str) -> str:
    """A number as English counts: "1st", "12th", "23rd"."""
    teens = number[-2:-1] == "1"
    return number + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th"))
