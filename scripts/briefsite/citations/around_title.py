"""What is around a title that is marked: names before it, and behind it the imprint, the journal or another work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from briefsite.citations.authors import are_names
from briefsite.citations.lead_ins import REMARK
from briefsite.words import fold

#: Where a mark begins and ends, and which it is.
TitleMark: TypeAlias = tuple[int, int, str]
#: "work": another one, or one that this one is about. "series": that of the book, which is no part of its name.
RoleOfMark = Literal["journal", "book", "series", "work"]


def names_before(before: str) -> str | None:
    """The names before a title, perhaps behind a remark ("The best guide is, as ever, A. Brandt, "); or None."""
    last = None if are_names(before) else _LAST_NAMES.search(before)
    # "Angela Davis, bell hooks, Toni Morrison, ": the first name is no remark.
    first = before[: last.start("names")].partition(",")[0].strip() if last else ""
    named = " " in first and are_names(first)
    names = last["names"] if last and not named and " " in last["names"] else before
    right = len(names.split()) <= _MOST_BEFORE and are_names(names) and fold(names.strip(" ,:")) not in _ALONE
    return names.strip() if right else None


def names_behind(rest: str) -> tuple[str, str]:
    """The names behind a title ("by A. Brandt"), and what follows them."""
    match = _BY.match(rest)
    return (match["names"], rest[match.end() :]) if match else ("", rest)


def in_review(rest: str) -> tuple[str, str, str] | None:
    """Journal and its volume, if there is one, and page, in the forms of American law."""
    match = _IN_REVIEW.match(rest) or _AFTER_TITLE.match(rest)
    if match is None:
        return None
    return match["container"] or "", match["volume"] or "", match["place"] or ""


def role_of_next(between: str, *, in_italics: bool) -> RoleOfMark:
    """What the next mark is, by what is between it and a title in italics, or in quotation marks."""
    numbered = bool(re.search(r"\d", between)) and not _NUMBERED.match(between)
    if in_italics and not _TO_CONTAINER.match(between):
        return "work" if re.search(r"\d", between) else "series"
    if numbered:
        return "work"
    return "book" if _IN.search(between) else "journal"


def is_remark(body: str, marks: Sequence[TitleMark], begin: int) -> bool:
    """Whether a sentence of the author's follows `begin`, outside of what is marked."""
    return bool(REMARK.search(_ROLES.sub("", _unmarked(body, marks, begin))))


_MOST_BEFORE: Final = 14


#: "“Rivers,” by A. Brandt (": the author behind the title.
_BY: Final = re.compile(r"^[\s,.]*(?:by|von|par) (?P<names>[^\W\d_a-z][^();\d]{2,90}?)(?= \(|, \d|\.?$)")
#: A colon, or a comma behind a word in small letters (behind another it may be between two authors).
_LAST_NAMES: Final = re.compile(r"(?::|[\s-][^\W\d_A-ZÀ-ÞА-ЯЁ]+,)\s+(?P<names>[^\W\d_a-zß-ÿа-яё][^,:;]*?)[,:.]?\s*$")
#: What is no author by itself before a title.
_ALONE: Final = frozenset({"in", "im", "the", "le", "la", "die", "der", "das", "el", "il", "dans", "en", "see"})
#: What is between a title in italics and the book or journal that holds the work.
_TO_CONTAINER: Final = re.compile(
    r"^[\s,.:”»\"’』」]*(?:(?:in|In|dans|en|w|em|В|в)\b:?\s"
    r"(?:[^\d]{0,80}?(?:\((?:eds?\.|Hg\.|Hrsg\.|a cura di|dir\.|red\.)\)|"
    r"ders\.|id\.),?\s)?)?[„“«»\"'‘『]?\s?$"
)


#: What is said of a work besides its fields: who edited or translated it, what kind of thesis or report it is.
_ROLES: Final = re.compile(
    r"\b(?:a cura di|edited by|translated by|hrsg\. von|sous la direction de|trad\. de|thèse|tesi|tesis|tese|rapport|"
    r"PhD|master’s|nouvelle série|Faculté|Université|Universidade?|Università|Facultad|Faculdade)\b[^,()]*|"
    r"\b\d{1,2} de \w+ de \d{4}",
    re.IGNORECASE,
)
#: "71 Harv. L. Rev. 630, 645 (1958)", "89 (1961)": the forms of American law.
_IN_REVIEW: Final = re.compile(
    r"^, (?P<volume>\d+) (?P<container>[A-Z][A-Za-z.&’ ]+?) \d+(?:, (?P<place>\d+(?:[–-]\d+)?))? \(\d{4}\)$"
)
_AFTER_TITLE: Final = re.compile(r"^ (?P<container>)(?P<volume>)(?P<place>\d+(?:[–-]\d+)?) \(\d{4}\)$")
_NUMBERED: Final = re.compile(r"^[”“»\"’』」\s,.]*$")
_IN: Final = re.compile(r"(?:^|[\s,.”“»])(?:in|In|dans|en|w|W|em|içinde)\b[\s:]")


def _unmarked(body: str, marks: Sequence[TitleMark], begin: int) -> str:
    """What follows `begin` in a body, without what is in italics or quotation marks."""
    inside = [(low, high) for low, high, _ in marks if low >= begin]
    return "".join(sign for at, sign in enumerate(body) if at >= begin and not any(a <= at < b for a, b in inside))
