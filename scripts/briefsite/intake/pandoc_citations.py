"""Pandoc's citations: `[see @mill2003, pp. 3-4; @hill1995]`, `@mill2003 [p. 12]`, `[-@mill2003]`.

Source of the rules: Pandoc User's Guide, "Citation syntax". A locator begins with a digit, or with the name of what it
counts ("chap. 3", "§ 2"); without a name it is a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briefsite.intake.citation_fields import locator_shown
from briefsite.intake.document import CitedPlace, WordPart

_KEY: Final = r"(?<![\w@.])(-?)@(?:\{([^{}\s]+)\}|(\w(?:[\w:.#$%&+?<>~/-]*[\w/])?))"
_CITED: Final = re.compile(_KEY)
_CLUSTER: Final = re.compile(r"\[([^\[\]]*@[^\[\]]*)\](?!\()")
_BEHIND: Final = re.compile(r"\s*\[([^\[\]@]+)\](?!\()")
_NAMES: Final = (
    r"(?:pp?|pages?|chaps?|chapters?|chs?|secs?|sections?|vols?|volumes?|paras?|paragraphs?|figs?|figures?|nn?|notes?|"
    r"ll?|lines?|fols?|folios?|cols?|columns?|nos?|arts?|articles?|bks?|books?|pts?|parts?|vv?|verses?|S\.|Bd\.|стр|с)"
    r"\b\.?|§{1,2}|¶{1,2}"
)
_PLACE: Final = r"(?:\d\w*|[ivxlcIVXLC]+\b)"
_MORE: Final = rf"(?:\s*(?:--?|[–—,&:])\s*{_PLACE})*"
_LOCATOR: Final = re.compile(rf"[\s,]*(?:((?:{_NAMES})\s*{_PLACE}{_MORE})|(\d\w*{_MORE}))")


@dataclass(frozen=True, slots=True)
class ClusterWork:
    """A work that a citation names: what is said before and behind it, and whether its author is left out."""

    key: str
    locator: str
    before: str = ""
    behind: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class PandocCitation:
    """A citation in the characters `start`..`end` of a text. `in_text`: the author's name is part of the sentence."""

    start: int
    end: int
    works: tuple[ClusterWork, ...]
    in_text: bool = False

    @property
    def places(self) -> tuple[CitedPlace, ...]:
        """The places that it cites."""
        return tuple(CitedPlace(one.key, one.locator) for one in self.works)


def citations_in(text: str) -> Iterator[PandocCitation]:
    """The citations in a text, in order."""
    at = 0
    while (match := _CITED.search(text, at)) is not None:
        cluster = next((one for one in _CLUSTER.finditer(text, at) if one.start() < match.start() < one.end()), None)
        works = _works(cluster[1]) if cluster else None
        if cluster and works:
            yield PandocCitation(cluster.start(), cluster.end(), works)
            at = cluster.end()
            continue
        behind = _BEHIND.match(text, match.end())
        locator, rest = _located(behind[1]) if behind else ("", "")
        end = behind.end() if behind and locator else match.end()
        work = ClusterWork(match[2] or match[3], locator, "", rest if locator else "", bare=bool(match[1]))
        yield PandocCitation(match.start(), end, (work,), in_text=True)
        at = end


def cited_words(text: str) -> Iterator[WordPart]:
    """A text as pieces, of which those that are citations say what they cite."""
    at = 0
    for citation in citations_in(text):
        if citation.start > at:
            yield WordPart(text[at : citation.start])
        yield WordPart(text[citation.start : citation.end], cites=citation.places)
        at = citation.end
    if at < len(text):
        yield WordPart(text[at:])


def citation_shown(text: str, known: Mapping[str, tuple[str, str]]) -> str:
    """A citation as it is printed: "(see Mill 2003, pp. 3–4; Hill 1995)". `known` has names and years by keys.

    As it was typed if one of its works isn't known.
    """
    citation = next(citations_in(text), None)
    if citation is None or not all(one.key in known for one in citation.works):
        return text
    if citation.in_text:
        (work,) = citation.works
        names, year = known[work.key]
        inside = ", ".join(part for part in (year, work.locator) if part) + work.behind
        if work.bare:
            return inside
        return f"{names} ({inside})" if inside else names
    return f"({'; '.join(_shown(one, *known[one.key]) for one in citation.works)})"


def _shown(work: ClusterWork, names: str, year: str) -> str:
    named = (year or names) if work.bare else " ".join(part for part in (names, year) if part)
    cited = ", ".join(part for part in (named, work.locator) if part)
    return f"{work.before} {cited}{work.behind}".strip()


def _works(cluster: str) -> tuple[ClusterWork, ...] | None:
    """The works of a citation in brackets; None if a part of it names none."""
    found = []
    for part in cluster.split(";"):
        match = _CITED.search(part)
        if match is None:
            return None
        locator, rest = _located(part[match.end() :])
        before = " ".join(part[: match.start()].split())
        found.append(ClusterWork(match[2] or match[3], locator, before, rest, bare=bool(match[1])))
    return tuple(found)


def _located(text: str) -> tuple[str, str]:
    """The locator at the beginning of a text, and what is behind it."""
    match = _LOCATOR.match(text)
    if match is None:
        return "", re.sub(r"\s+", " ", text.rstrip())
    shown = re.sub(r"-{1,2}", "–", " ".join((match[1] or match[2]).split()))
    locator = shown if match[1] else locator_shown(shown)
    return locator, re.sub(r"\s+", " ", text[match.end() :].rstrip())
