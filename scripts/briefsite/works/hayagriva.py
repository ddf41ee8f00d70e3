"""Works as input of the citation engine: entries of a Hayagriva file, with stand-ins for the work's texts.

The format is that of *The Hayagriva YAML File Format* (github.com/typst/hayagriva). Names, numbers and dates have no
stand-ins, because styles abbreviate them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from briefsite.words import squeezed
from briefsite.works.languages import main_language
from briefsite.works.particles import leads_the_family_name
from briefsite.works.stand_ins import (
    APART,
    CONTAINER,
    EDITION,
    GENRE,
    OTHERS,
    PUBLISHER,
    PUBLISHER_PLACE,
    SERIES,
    STAND_IN_NUMBER,
    STAND_IN_PAGES,
    STAND_IN_VOLUME,
    STAND_IN_YEAR,
    TITLE,
    URL,
)
from briefsite.works.style import Style
from briefsite.works.style_repairs import EntryForm, exchanged
from briefsite.works.work import IN_THE_PRESS, PARTS, PERIODICALS, Date, Name, Work
from briefsite.writing.script import has_blankless

_NO_TEXT = re.compile(
    "[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
#: A range of pages as the engine knows it.
_PLAIN_RANGE: Final = re.compile(r"\s*\d+–\d*\s*")
#: Initials without a blank between them; and without full stops, as medical databases have them ("Hill, AB").
_JOINED: Final = re.compile(r"(\b[^\W\d_]\.)(?=[^\W\d_])")
_CAPITALS: Final = re.compile(r"[A-ZÀ-ÖØ-Þ]{2,3}")
#: Kinds whose pages a reference has; of others they are a sentence of their own (`unplaced`).
_WITH_PAGES: Final = PERIODICALS | PARTS
_GENRES: Final = {"dataset": "Data set", "thesis": "Thesis"}


def hayagriva_entry(work: Work, style: Style) -> dict[str, Any]:
    """The entry of `work` for one style, of a type that the engine formats correctly (see `Style.exchanges`)."""
    # "London, 1650": the engine has no place without a publisher. With an address, it would begin with a publisher.
    if work.publisher_place and not work.publisher and (work.leading or not work.url):
        work = replace(work, publisher=work.publisher_place, publisher_place="")
    work = without_repetition(work, style)
    form = exchanged(entry_form(work), work, style.exchanges)
    if style.editors_as_authors and work.leading and not work.authors:
        work = replace(work, authors=_as_editors(work.editors), editors=())
    people = _people(work.authors, style)
    others = Name(literal="others")
    known = [Name(literal=f"others{APART}") if name == others else name for name in work.translators]
    translators = {"role": "translator", "names": _people(known, style)}
    number = "" if work.type in {"book", "chapter", "paper", "entry"} else work.number  # of these, it is in the series
    if is_no_range(number):
        number = str(STAND_IN_NUMBER)
    numbers = {"doi": work.doi, "isbn": work.isbn, "issn": work.issn, "version": work.version, "serial": number}
    data = {
        "title": _stand_in(TITLE),
        "author": [*people, {"name": OTHERS}] if work.others and people else people,
        # Without authors, the engine would begin with the editors, even of the book that a part is in; and without
        # editors with the translators.
        "editor": _people(work.editors, style) if work.leading else None,
        "affiliated": [translators] if work.translators and (people or work.leading) else None,
        "date": _date(work.date),
        "url": _url(work),
        "publisher": work.publisher
        and {"name": _stand_in(PUBLISHER), "location": work.publisher_place and _stand_in(PUBLISHER_PLACE)},
        "genre": genre(work) and _stand_in(GENRE),
        "serial-number": _known({key: clean(value) for key, value in numbers.items()}),
        "page-range": work.type in _WITH_PAGES
        and (STAND_IN_PAGES if has_odd_range(work.pages) else clean(work.pages.replace("–", "-"))),
        "language": main_language(work.language),
    }
    return _known(data | _as_form(form, work, data))


def genre(work: Work) -> str:
    """The kind of work that a reference names: "Master’s thesis", "Analysis"; of a report also its series."""
    return work.genre or (work.series if work.type == "report" else "") or _GENRES.get(work.type, "")


def is_no_range(number: str) -> bool:
    """Whether the engine would take the number of a report for several numbers: "99-02" became "Nos. 99–2"."""
    return re.search(r"[-–—,&]", number) is not None and re.search(r"\d", number) is not None


def is_odd_volume(volume: str) -> bool:
    """Whether a volume has a number that the engine doesn't take for one: "IV", "2/1", "A"."""
    plain = re.fullmatch(r"\d+[A-Za-z]?(?:[-–]\d+)?", volume)
    return not plain and re.fullmatch(r"[IVXLCDMivxlcdm]+|[A-Z]|.*\d.*", volume) is not None


def has_odd_range(pages: str) -> bool:
    """Whether the engine would shorten or split pages that aren't numbers: "S1–S9" became "S1–9", "ix–xi" one page."""
    parts = re.split(r"[,;&]\s*", pages)
    mixed = len(parts) > 1 and any(part[:1].isalpha() for part in parts)  # "p. xii–xv, 1071–1108"
    return mixed or any("–" in part and not _PLAIN_RANGE.fullmatch(part) for part in parts)


def linked(work: Work) -> bool:
    """Whether the URL of `work` can be a link: only http and https can."""
    return work.url.lower().startswith(("http://", "https://"))


def clean(text: str) -> str:
    """`text` with each run of white space as one space, and invalid characters replaced by U+FFFD.

    Invalid are control characters, noncharacters, and private-use characters, which serve as stand-ins here.
    """
    return squeezed(_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text))


def entry_form(work: Work) -> EntryForm:
    """The form of entry for `work` in a style without exchanges."""
    held = bool(work.container)
    match work.type:
        case "newspaper" | "magazine":
            return "press" if held else "site"
        case "news" | "online":
            return "site"
        case "article" if held:
            return "journal"
        case "chapter" | "paper" | "entry" if held:
            return "part"
        case "book" | "report" | "thesis" | "manuscript":
            return work.type
        case "software":
            return "repository"
        case _:
            return "misc"


def _as_form(form: EntryForm, work: Work, data: dict[str, Any]) -> dict[str, Any]:
    """The type and the parent of the entry. Fields that belong to the parent are set to None in the entry."""
    held = {"title": _stand_in(CONTAINER)} if work.container else {}
    volume = str(STAND_IN_VOLUME) if is_odd_volume(work.volume) else clean(work.volume)
    numbers = {"volume": volume, "issue": clean(work.issue)}
    series = {"type": "book", "title": _stand_in(SERIES), "volume": clean(work.number)} if work.series else {}
    edition = EDITION if re.search(r"\d{4}", work.edition) else clean(work.edition)
    book = {"volume": numbers["volume"], "edition": edition, "parent": _known(series)}
    match form:
        case "site":
            # A manuscript or document that is exchanged for this form has no site.
            within = held and work.type in IN_THE_PRESS
            return {"type": "web", "parent": {"type": "web", **held} if within else None}
        case "press":
            return {"type": "article", "parent": _known({"type": "newspaper", **numbers, **held})}
        case "journal":
            return {"type": "article", "parent": _known({"type": "periodical", **numbers, **held})}
        case "part":
            whole = {"type": "book", **held, **book, "editor": data["editor"], "publisher": data["publisher"]}
            return {"type": "chapter", "parent": _known(whole), "editor": None, "publisher": None}
        case "book":
            return {"type": "book", **book}
        case _:
            return {"type": form}


def without_repetition(work: Work, style: Style) -> Work:
    """`work` without a publisher or container that repeats the author, by the style's rule (`Style.omits`).

    Authors without a name are left out.
    """
    authors = tuple(name for name in work.authors if clean(name.literal or name.family))
    body = authors[0].literal if len(authors) == 1 else ""
    in_own = bool(body) and _same(body, work.container)
    by_own = bool(body) and _same(body, work.publisher)
    if (in_own or by_own) and style.omits == "author":
        return replace(work, authors=())
    return replace(
        work,
        authors=authors,
        container="" if in_own else work.container,
        publisher="" if by_own and (style.omits == "publisher" or in_own) else work.publisher,
    )


def _same(body: str, name: str) -> bool:
    """Whether `name` is `body`, or its abbreviation or full name, as in "AVİM (Center for …)"."""
    names = {part.strip() for part in re.split(r"[()]", body) if part.strip()}
    return bool(name) and (name == body or name in names)


def _people(names: Sequence[Name], style: Style) -> list[dict[str, Any]]:
    people = []
    for name in names:
        first = style.particle_first or (style.french_particle_first and leads_the_family_name(name))
        if first and name.prefix and name.family:
            name = replace(name, family=f"{name.prefix} {name.family}", prefix="")  # noqa: PLW2901 - one name
        # The engine would split "De Vries", and print "Vries, Jan De"; a no-break space keeps the name in one piece.
        family = clean(name.family).replace(" ", "\N{NO-BREAK SPACE}")
        parts = {"name": name.literal or family, "prefix": name.prefix, "given-name": _given(name, style)}
        if has_blankless(name.given) and not has_blankless(name.family):  # it would print "LiMing (李明)"
            parts = {"name": str(name)}
        people.append(_known({part: _cleaned(text) for part, text in [*parts.items(), ("suffix", name.suffix)]}))
    return [person for person in people if "name" in person]


def _given(name: Name, style: Style) -> str:
    """The given names, in a form in which the engine finds all initials."""
    given = _JOINED.sub(r"\1 ", name.given)  # of "A.B." it would take one
    if _CAPITALS.fullmatch(given) and not name.family.isupper():
        given = " ".join(f"{letter}." for letter in given)
    # It would make "Y.-ha" of "Young-ha".
    return re.sub(r"(?<=\w-)\w", lambda small: small[0].upper(), given) if style.initials else given


def _cleaned(text: str) -> str:
    """`clean(text)`, with its no-break spaces."""
    return "\N{NO-BREAK SPACE}".join(clean(part) for part in text.split("\N{NO-BREAK SPACE}"))


def _as_editors(names: Sequence[Name]) -> tuple[Name, ...]:
    """`names` with "ed." or "eds." after the last one.

    A single person gets it as a suffix, because the style inverts the name; otherwise it follows the family name.
    """
    *others, last = names
    if last.literal:
        changed = replace(last, literal=f"{last.literal}, ed{'s' if others else ''}.")
    elif others:
        changed = replace(last, family=f"{last.family}, eds.")
    else:
        changed = replace(last, suffix=", ".join(filter(None, [last.suffix, "ed."])))
    return (*others, changed)


def _date(date: Date | None) -> str:
    if date is None:
        return ""
    return str(STAND_IN_YEAR) if date.literal or not date.year else date.iso


def _url(work: Work) -> object:
    if not linked(work):
        return None
    return {"value": URL, "date": work.accessed.iso} if work.accessed and work.accessed.iso else URL


def _stand_in(sign: str) -> dict[str, str]:
    return {"value": f"{{{sign}}}"}


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
