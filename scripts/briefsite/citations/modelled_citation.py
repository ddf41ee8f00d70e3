"""Citations as the model reads them, where rules don't decide: a proposal, with how sure each of its fields is.

What rules know outranks the model: a marked title, addresses, the place at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from briefsite.citations.authors import are_editors, authors_of, has_others
from briefsite.citations.citation_fields import FullCitation, WorkForm
from briefsite.citations.full_citation import addressed_ranges
from briefsite.citations.imprint import is_thesis
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, quoted_spans
from briefsite.citations.note_features import LABELS, Token, tokens_of
from briefsite.citations.note_model import Allowed, LabelledToken, labelled
from briefsite.citations.short_citation import without_lead_in
from briefsite.citations.year_form import YEAR

#: How sure the title must be, and the names or the periodical, for a note to be taken for a citation.
_SURE: Final = 0.5
#: The share of words that must be parts of a citation; of a case, treaty or paper, which has no fields.
_COVERED: Final = 0.5
#: How sure if there is less to go by.
_SURER: Final = 0.8
#: So many words without a field may be in a citation on end ("translated from the German by").
_IDLE: Final = 5
#: What a work is by or in.
_BY: Final = ("author", "container", "editor")
_DOCUMENT: Final = 0.6
#: A document is named by so many words of so many letters; "Art. 119" alone names none.
_FEW: Final = 2
_LONG: Final = 4
#: Parts of a law or treaty that the text has just named: these alone name no document.
_PARTS: Final = frozenset(
    {
        *("part", "parts", "section", "sections", "annex", "annexes", "article", "articles", "arts"),
        *("chapter", "chap", "para", "paras", "clause", "schedule", "appendix", "teil", "abschnitt"),
        *("kapitel", "artikel", "anhang", "partie", "titre", "livre", "chapitre", "annexe", "título"),
        *("capítulo", "artículo", "titolo", "capo", "articolo", "bölüm", "madde", "ek", "глава"),
        *("раздел", "часть", "статья", "пункт", "rozdział", "artykuł", "deel", "hoofdstuk", "afdeling"),
    }
)
#: What is written in capitals, as archives and courts are; Roman numbers aren't.
_ACRONYM: Final = re.compile(r"(?![IVXLC]+$)[^\W\d_a-zà-ÿа-я]{3,}")
_DIGIT: Final = re.compile(r"\d")
#: What else a thing with a title and an author must have, so that it is no sentence about them.
_PROVEN: Final = frozenset({"year", "publisher", "place"})
#: The most words that each of these has, unless it is marked; longer ones are sentences.
_LONGEST: Final = {"title": 28, "author": 16, "container": 18}
_NOTHING: Final = frozenset({"O"})
_QUOTED: Final = frozenset({"O", "title", "container", "document"})
_ITALIC: Final = frozenset({"O", "title", "container", "document", "volume"})
_UNTITLED: Final = frozenset(LABELS) - {"title"}


@dataclass(frozen=True, slots=True)
class FieldWords:
    """Words of a note that the model gives one label, on end; `sure` is the confidence of the least sure one."""

    label: str
    text: str
    sure: float


def modelled_citation(part: MarkedNote, ruled: FullCitation | None) -> FullCitation | None:
    """The work that a part of a note names, if the model is sure enough; `ruled` is what rules have found there.

    Of that each field stays, and the model adds others. None if the model sees no work, either.
    """
    part = without_lead_in(part)
    if ruled is None and not _DIGIT.search(part.text) and "://" not in part.text:
        return None  # no year, no page, no number of a paper
    if ruled is not None and ruled.form == "online" and not (ruled.url or ruled.doi):
        # What alone is in quotation marks may be the periodical: "J. Nowak, Mills, „Quarterly”".
        read = modelled_citation(part, None)
        ruled = read if read is not None and read.title else ruled
        return replace(ruled, doubts=ruled.doubts or "what the work is in is not marked")
    tokens = _joined(labelled(part, _allowed(part, ruled)))
    inside = _around_title(tokens)
    best = _best(list(_stretches(part.text, inside)))
    proven = bool(_PROVEN & best.keys() or addressed_ranges(part.text))
    if ruled is None and not (proven and _is_citation(tokens, inside, best)):
        return _document(part, tokens)
    if ruled is not None and ruled.form == "misc" and not ((ruled.url or ruled.doi) and _is_named(best)):
        return ruled
    return _cited(part, best, ruled)


def _joined(tokens: Sequence[LabelledToken]) -> Sequence[LabelledToken]:
    """The tokens, with a comma between the family name and the given name of an author as part of the name."""
    joined = list(tokens)
    for at in range(1, len(tokens) - 1):
        if tokens[at].token.text == "," and tokens[at - 1].label == tokens[at + 1].label == "author":
            joined[at] = replace(tokens[at], label="author")
    return joined


def _cited(part: MarkedNote, best: Mapping[str, FieldWords], ruled: FullCitation | None) -> FullCitation:
    said = {label: found.text for label, found in best.items()}
    before = ruled or FullCitation(part.text, "misc")
    names = authors_of(said.get("author", ""))
    edited = authors_of(said.get("editor", ""))
    leading = not names and bool(edited) and part.text.find(said["editor"]) < part.text.find(said.get("title", ""))
    if leading:
        names, edited = edited, ()
    if before.authors and not (names and best["editor" if leading else "author"].sure >= _SURE):
        names = before.authors
    read = replace(
        before,
        words=part.text,
        title=before.title or said.get("title", ""),
        authors=names,
        editors=edited,
        others=before.others or has_others(said.get("author", "")),
        edited=before.edited or leading or are_editors(said.get("author", "")),
        container=before.container or said.get("container", ""),
        place=before.place or said.get("place", ""),
        publisher=before.publisher or said.get("publisher", ""),
        year=said.get("year", "")[:4] or before.year,
        volume=before.volume or said.get("volume", ""),
        number=before.number or said.get("number", ""),
        pages=before.pages or (said.get("pages", "") if before.container or "container" in said else ""),
        locator=before.locator or said.get("locator", "") or said.get("pages", "") or _place_at_end(part.text, said),
    )
    shown = (f"{label} {found.sure:.2f}" for label, found in best.items() if label in {"title", "author", "container"})
    return replace(read, form=_form(read, best), doubts=", ".join(shown) or "no field is marked")


def _place_at_end(text: str, said: Mapping[str, str]) -> str:
    """The place at the end, before addresses and days of access, if that is no year or number of a volume."""
    body = text[: min((low for low, _ in addressed_ranges(text)), default=len(text))].rstrip(" ,.(")
    place, _ = locator_at_end(body)
    return place if place not in {said.get("year"), said.get("volume"), said.get("number")} else ""


def _form(read: FullCitation, best: Mapping[str, FieldWords]) -> WorkForm:
    if is_thesis(read.words):
        return "thesis"
    if read.container and (read.editors or read.publisher) and not {"volume", "number"} & best.keys():
        return "chapter"
    if read.container:
        return "article"
    return "online" if (read.url and not read.place and not read.publisher) else "book"


def _allowed(part: MarkedNote, ruled: FullCitation | None) -> Sequence[Allowed]:
    """The labels that each token may have by the rules."""
    ranges: list[tuple[int, int, Allowed]] = [(low, high, _NOTHING) for low, high in addressed_ranges(part.text)]
    if ruled is not None and ruled.title:
        for label, text in (("title", ruled.title), ("container", ruled.container)):
            if text and (low := part.text.find(text)) >= 0:
                ranges.append((low, low + len(text), frozenset({label})))
    ranges += [(low, high, _QUOTED) for low, high in quoted_spans(part.text)]
    ranges += [(low, high, _ITALIC) for low, high in part.italics]
    other = _UNTITLED if any(allowed == frozenset({"title"}) for _, _, allowed in ranges) else None

    def of(token: Token) -> Allowed:
        return next((allowed for low, high, allowed in ranges if low <= token.low < high), other)

    return [of(token) for token in tokens_of(part.text)]


def _stretches(text: str, tokens: Sequence[LabelledToken]) -> Iterator[FieldWords]:
    for label, run in groupby(tokens, key=lambda token: token.label):
        own = list(run)
        if label != "O":
            words = text[own[0].token.low : own[-1].token.high].strip(" ,:;–—/")
            if re.search(r"\w", words):
                yield FieldWords(label, _closed(words), min(each.confidence for each in own))


def _closed(words: str) -> str:
    """Words without the bracket or quotation mark that was opened before them, or is closed behind."""
    if words.count("(") != words.count(")"):
        words = words.strip("()")
    return words.strip('“”„«» "')


def _best(stretches: Sequence[FieldWords]) -> Mapping[str, FieldWords]:
    """Of each label the first stretch, but of titles and periodicals the longest."""
    best: dict[str, FieldWords] = {}
    for one in stretches:
        longer = one.label in {"title", "container"} and len(one.text) > len(best.get(one.label, one).text)
        if one.label not in best or longer:
            best[one.label] = one
    return best


def _is_published(best: Mapping[str, FieldWords]) -> bool:
    """Whether there is a title with a year and a place or publisher, as works have them whose authors aren't named."""
    proven = [best[name].sure for name in ("title", "year", "place", "publisher") if name in best]
    return {"title", "year"} <= best.keys() and len(proven) > 2 and min(proven) >= _SURER and _is_short(best)  # noqa: PLR2004


def _is_short(best: Mapping[str, FieldWords]) -> bool:
    return all(len(best[label].text.split()) <= most for label, most in _LONGEST.items() if label in best)


def _is_named(best: Mapping[str, FieldWords]) -> bool:
    """Whether there is a title, and somebody or something that it is by or in."""
    by = max((best[label].sure for label in _BY if label in best), default=0.0)
    return _is_short(best) and "title" in best and best["title"].sure >= _SURE and by >= _SURE


def _around_title(tokens: Sequence[LabelledToken]) -> Sequence[LabelledToken]:
    """The tokens of the longest title, with those before and behind it up to a remark of the author's own."""
    runs = groupby(range(len(tokens)), key=lambda at: tokens[at].label)
    titles = [list(run) for label, run in runs if label == "title"]
    if not titles:
        return tokens
    longest = max(titles, key=len)
    low, high = longest[0], longest[-1]
    low -= _reach(tokens[:low][::-1])
    high += _reach(tokens[high + 1 :])
    return tokens[low : high + 1]


def _reach(tokens: Sequence[LabelledToken]) -> int:
    """How many of the tokens belong to a citation: the last with a field before too many words that have none."""
    reach, idle = 0, 0
    for at, token in enumerate(tokens, 1):
        if token.label not in {"O", "document"}:
            reach, idle = at, 0
        elif token.token.text[0].isalpha():
            idle += 1
            if idle > _IDLE:
                break
    return reach


def _is_citation(
    tokens: Sequence[LabelledToken], inside: Sequence[LabelledToken], best: Mapping[str, FieldWords]
) -> bool:
    covered = sum(token.label not in {"O", "document"} for token in inside if token.token.text[0].isalpha())
    words = sum(token.token.text[0].isalpha() for token in inside)
    if covered < _COVERED * words:
        return False
    if 2 * words >= sum(token.token.text[0].isalpha() for token in tokens):
        return _is_named(best) or _is_published(best)
    # A remark with a citation in it.
    return _is_named(best) and min(best["title"].sure, *(best[name].sure for name in _BY if name in best)) >= _SURER


def _document(part: MarkedNote, tokens: Sequence[LabelledToken]) -> FullCitation | None:
    """A case, treaty, interview or paper in an archive, in the author's words."""
    inside = [token for token in tokens if token.label == "document"]
    words = [token.token.text for token in inside]
    own = [word for word in words if word.casefold() not in _PARTS]
    naming = sum((len(word) >= _LONG) + bool(_ACRONYM.fullmatch(word)) for word in own)
    if len(inside) < _DOCUMENT * len(tokens) or naming < _FEW or not re.search(r"\d", " ".join(words)):
        return None
    sure = sum(token.confidence for token in inside) / len(inside)
    if sure < _DOCUMENT:
        return None
    year = re.search(rf"\b{YEAR}\b", part.text)
    return FullCitation(part.text, "misc", year=year[0] if year else "", doubts=f"no fields of its own, {sure:.2f}")
