"""A work as the citation engine takes it: one entry of a Hayagriva file, without the work's words.

The engine decides what stands where; it never sees a title. Each text is a stand-in, one private-use character, for
which `reference` puts in the words afterwards. So no style can damage them, no sign in them means anything to the
engine, and no address is refused or rewritten. Names, numbers and dates go in as they are: styles abbreviate them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from briefsite.words import squeezed
from briefsite.works.work import Date, Name, Work

TITLE: Final = "\ue001"
CONTAINER: Final = "\ue002"
PUBLISHER: Final = "\ue003"
PUBLISHER_PLACE: Final = "\ue004"
GENRE: Final = "\ue005"
SERIES: Final = "\ue006"
#: An author in the place of those who are not named.
OTHERS: Final = "\ue007"
#: In the place of the address. A host under .invalid belongs to nobody.
URL: Final = "https://address.invalid/"
#: In the place of a date that is words, such as "forthcoming".
STAND_IN_YEAR: Final = 9989

_NO_TEXT = re.compile(
    "[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_GENRES: Final = {"dataset": "Data set", "thesis": "Thesis"}


def hayagriva_entry(work: Work, style: str) -> dict[str, Any]:
    """The entry of `work` for one style. A type that comes out wrong in a style is exchanged for one that doesn't."""
    authors, container, publisher = _without_repetition(work, style)
    editors = work.editors
    if style == "chicago-notes" and editors and not authors and work.type == "book":
        # The engine forgets to turn the first editor's name round, and to say "ed.".
        authors, editors = _as_editors(editors), ()
    people = _people(authors)
    translators = {"role": "translator", "names": _people(work.translators)}
    number = "" if work.type in {"book", "chapter", "paper", "entry"} else work.number  # a book's is its series'
    numbers = {"doi": work.doi, "isbn": work.isbn, "issn": work.issn, "version": work.version, "serial": number}
    data = {
        "title": _stand_in(TITLE),
        "author": [*people, {"name": OTHERS}] if work.others and people else people,
        "editor": _people(editors),
        "affiliated": [translators] if work.translators else None,
        "date": _date(work.date),
        "url": _url(work),
        "publisher": publisher
        and {"name": _stand_in(PUBLISHER), "location": work.publisher_place and _stand_in(PUBLISHER_PLACE)},
        "genre": genre(work) and _stand_in(GENRE),
        "serial-number": _known({key: clean(value) for key, value in numbers.items()}),
        "page-range": clean(work.pages.replace("–", "-")),
        "language": work.language.partition("-")[0],
    }
    return _known(data | _form(work, style, container, data))


def genre(work: Work) -> str:
    """What a reference says that the work is: "Master’s thesis", "Analysis", a report's series."""
    return work.genre or (work.series if work.type == "report" else "") or _GENRES.get(work.type, "")


def linked(work: Work) -> bool:
    """Whether the address of `work` is one that a link may lead to."""
    return work.url.lower().startswith(("http://", "https://"))


def clean(text: str) -> str:
    """`text` in which all white space is one blank, and what is no text is a replacement character.

    No text are controls, private-use characters (here they are ours) and what Unicode will never assign.
    """
    return squeezed(_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text))


def _form(work: Work, style: str, container: str, data: dict[str, Any]) -> dict[str, Any]:
    """The type of the entry, what it is a part of, and the fields that move there with it."""
    held = {"title": _stand_in(CONTAINER)} if container else {}
    numbers = {"volume": clean(work.volume), "issue": clean(work.issue)}
    series = {"type": "book", "title": _stand_in(SERIES), "volume": clean(work.number)} if work.series else {}
    book = {"volume": numbers["volume"], "edition": clean(work.edition), "parent": _known(series)}
    if work.type in {"newspaper", "magazine", "news", "online"}:
        if _is_site(work, style, held=bool(held), signed=bool(data["author"])):
            return {"type": "web", "parent": {"type": "web", **held} if held else None}
        return {"type": "article", "parent": _known({"type": "newspaper", **numbers, **held})}
    if held and work.type == "article":
        return {"type": "article", "parent": _known({"type": "periodical", **numbers, **held})}
    if held and work.type in {"chapter", "paper", "entry"}:
        whole = {"type": "book", **held, **book, "editor": data["editor"], "publisher": data["publisher"]}
        return {"type": "chapter", "parent": _known(whole), "editor": None, "publisher": None}
    return {"type": "book", **book} if work.type == "book" else {"type": _plain_type(work, style, data)}


def _is_site(work: Work, style: str, *, held: bool, signed: bool) -> bool:
    """Whether what appears on paper or on a site is a page of a site for the engine, and no newspaper's article."""
    if style == "ieee" and (work.type in {"news", "online"} or not held):
        return not (work.date or work.doi)  # of a page IEEE would leave these out
    # Chicago would put the title of an article in italics where there is no author.
    return not held or work.type in {"news", "online"} or (style == "chicago-notes" and not signed)


def _plain_type(work: Work, style: str, data: dict[str, Any]) -> str:
    if work.type in {"report", "thesis"}:
        return work.type
    if work.type == "software":
        return "repository"
    if style == "chicago-notes" and not data["publisher"]:
        return "web"  # others would come out without their titles
    # Of other types, IEEE would leave out everything but the title.
    return "manuscript" if work.type == "manuscript" or (style == "ieee" and work.url) else "misc"


def _without_repetition(work: Work, style: str) -> tuple[tuple[Name, ...], str, str]:
    """Authors, container and publisher, less what names the author again: each style has its rule for that."""
    body = work.authors[0].literal if len(work.authors) == 1 else ""
    in_own = bool(body) and _same(body, work.container)
    by_own = bool(body) and _same(body, work.publisher)
    if (in_own or by_own) and style == "mla":
        return (), work.container, work.publisher
    return (
        work.authors,
        "" if in_own else work.container,
        "" if by_own and (style == "apa" or in_own) else work.publisher,
    )


def _same(body: str, name: str) -> bool:
    """Whether `name` names `body`, which may stand with its abbreviation, or by it, as in "AVİM (Center for …)"."""
    names = {part.strip() for part in re.split(r"[()]", body) if part.strip()}
    return bool(name) and (name == body or name in names)


def _people(names: Sequence[Name]) -> list[dict[str, Any]]:
    people = []
    for name in names:
        parts = {"name": name.literal or name.family, "prefix": name.prefix, "given-name": name.given}
        people.append(_known({part: clean(text) for part, text in [*parts.items(), ("suffix", name.suffix)]}))
    return [person for person in people if "name" in person]


def _as_editors(names: Sequence[Name]) -> tuple[Name, ...]:
    """`names` with "ed." behind the last: as a suffix where the name is turned round, else behind the family name."""
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
