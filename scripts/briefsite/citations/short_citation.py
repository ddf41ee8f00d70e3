"""Short citations: "Ibid., 46", "Smith, op. cit., p. 12", "Weber, a. a. O.", "Там же", "supra n. 6", "Smith 2003"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from briefsite.citations.authors import are_names
from briefsite.citations.lead_ins import REMARK, lead_in_end
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, quoted_spans
from briefsite.citations.year_form import YEAR
from briefsite.words import fold
from briefsite.works.written_dates import month_number

#: "same": the work cited just before. "place": that, at the same place. "again": the work by these authors that was
#: cited before. "note": what another note cites. "named": a work by its authors, its title or its year.
ShortKind = Literal["same", "place", "again", "note", "named"]

_SAME: Final = re.compile(
    r"^(?:(?:ibid(?:em)?|id|idem|ebda?|ebenda|там же|тамже|(?-i:[Aa]\.\s?[ye])|aynı yer|aynı eser|ib[ií]d(?:em)?|"
    r"[ií]d(?:em)?|ivi|ibi|tamże|daselbst|ders\., ebd)\b\.?(?:,? (?:ibid(?:em)?|ebd)\b\.?)?|"
    r"同(?:上|前|書|論文))(?=$|[\s,;:.、])",
    re.IGNORECASE,
)
_VOLUME: Final = re.compile(r"^(?:vol|t|Bd|т|cilt|c|dl)\.\s?[\dIVX]+$", re.IGNORECASE)
#: With nothing before it, "the said work" is the one cited just before; behind a name, that person's.
_AGAIN: Final = re.compile(
    r"(?:^|[\s,.、])(?:(?:op|ob|art|dz)\.\s?cit\.?|dz\.\s?cyt\.?|opus citatum|(?:art|ouvr)\. cité|"
    # Initials of persons look alike: "A. W. Phillips", "A. G. E. Sabine".
    r"(?-i:[aA]\.\s?a\.\s?O\.)|aaO|(?-i:a\.\s?w\.)|(?-i:[aA]\.\s?g\.\s?[emty]\.)|"
    r"(?<=, )ag[emy]|adı geçen (?:eser|makale)|(?:указ|цит)\. (?:соч|ст)\.|cit\.|前掲(?:書|論文)?)"
    r"(?=$|[\s,;:.、])",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(r"(?:^|[\s,])(?:loc\.\s?cit\.?|a\.\s?a\.\s?O\.\s?ebd\.)(?=$|[\s,;:.])", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"(?:^|[\s,(])(?:supra|above|oben|wie|siehe|ci-dessus|выше)?\s*,?\s*"
    r"(?:n\.|nn\.|note|fn\.|footnote|Anm\.|Fn\.|Fußn\.|dipnot|прим\.|примеч\.)\s?(\d+)(?=$|[\s,;:.)])",
    re.IGNORECASE,
)
_YEARED: Final = re.compile(rf"^(?P<names>[^\d,;:]{{2,80}}?),?\s+\(?(?P<year>{YEAR}[a-z]?)\)?(?=$|[,:\s.])")
#: The work of a person that a sentence begins with: "Ostrom (1990, pp. 61–63) lists".
_REMARKED: Final = re.compile(
    rf"^(?P<names>[^\d,;:()]{{2,80}}?)\s+\((?P<year>{YEAR}[a-z]?)(?P<place>[,:] [^()]{{1,30}})?\)(?=$|[ .,])"
)
#: The same with a title behind it.
SAME_PERSON_AND: Final = re.compile(
    r"^(?i:id\.|idem|ders\.|dies\.|tenże|taż|он же|она же)[,:]?\s+(?=[^\W\d_a-z]|[“„«»\"'‘])"
)
_SAME_PERSON: Final = re.compile(
    r"^(?:his|her|their|ders\.?|dies\.?|idem|id\.?|tenże|taż|он же|она же)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ShortCitation:
    """A citation that only makes sense after others. `names` is what is written of the authors.

    `by_same`: the author is the one of the citation before ("ders.", "his"). `remark`: a sentence of the author's
    begins with it ("Ostrom (1990) lists …"), so that it may be none.
    """

    kind: ShortKind
    names: str = ""
    title: str = ""
    year: str = ""
    note: str = ""
    locator: str = ""
    by_same: bool = False
    remark: bool = False


def without_lead_in(part: MarkedNote) -> MarkedNote:
    """A part without "See", "Vgl." and the like at its beginning."""
    end = lead_in_end(part.text)
    # "_From Mill to Mill_": the first word of a title leads to nothing.
    inside = any(low < end < high for low, high in [*part.italics, *quoted_spans(part.text)])
    return part if inside else part.cut(end, len(part.text))


def _locator(part: MarkedNote) -> tuple[str, int]:
    """The locator at the end, and where it begins; no number in a title is one."""
    marks = [*part.italics, *quoted_spans(part.text)]
    begin = max((high for low, high in marks if fold(part.text[low:high]).strip(" .") != "passim"), default=0)
    locator, at = locator_at_end(f"x{part.text[begin:]}" if begin else part.text)
    return locator, begin + at - bool(begin)


def short_citation(part: MarkedNote) -> ShortCitation | None:
    """The short citation that a part is, or None."""
    part = without_lead_in(part)
    locator, end = _locator(part)
    head = part.text[:end]
    if same := _SAME.match(head + " "):
        behind = head[same.end() :].strip(" .,:;")
        # Other words behind it are a comment, or another work.
        if volume := _VOLUME.match(behind):
            return ShortCitation("same", locator=f"{volume[0]}, {locator}" if locator else volume[0])
        return None if behind else ShortCitation("same", locator=locator)
    for pattern, kind in ((_PLACE, "place"), (_AGAIN, "again")):
        if match := pattern.search(head):
            return _again(part, match, "place" if kind == "place" else "again", locator)
    if note := _NOTE.search(head if _NOTE.search(head) else part.text):
        behind = part.text[note.end() :]
        marks = [*part.italics, *quoted_spans(part.text)]
        if re.search(r"\d", part.text[: note.start()]) or any(
            not _POINTING.search(part.text[:high]) for _, high in marks
        ):
            return _named(part, head, locator)
        place, at = locator_at_end(behind)
        if behind[:at].strip(" .,:;)").casefold() in {"", "above", "below", "supra", "at"}:
            names = part.text[: note.start()].strip(" .,:;(")
            return ShortCitation("note", names=_POINTING.sub("", names).strip(" .,"), note=note[1], locator=place)
        return None
    return _named(part, head, locator)


def _again(part: MarkedNote, match: re.Match[str], kind: ShortKind, locator: str) -> ShortCitation | None:
    """What says that a work was cited before: by its authors, by its title, or just so."""
    before = part.cut(0, match.start())
    if before.italics or quoted_spans(before.text):
        found = _named(before, before.text.rstrip(" ,"), locator)
        return replace(found, kind="place") if found and kind == "place" else found
    names = before.text.strip(" .,:;、(")
    if kind == "again" and not names and match[0].strip(" ,.").casefold() == "cit":
        return None
    return ShortCitation(kind if names else "same", names=names, locator=locator)


_POINTING: Final = re.compile(r"(?:^|[\s,])\(?(?:supra|above|oben|wie|siehe|ci-dessus)$", re.IGNORECASE)


def _named(part: MarkedNote, head: str, locator: str) -> ShortCitation | None:
    """A work by name and title, or name and year; with nothing else in the part."""
    spans = [span for span in [*part.italics, *quoted_spans(part.text)] if span[0] < len(head.rstrip(" ,"))]
    if len(spans) == 1:
        low, high = spans[0]
        before = part.text[:low].strip(" ,:;.“„«»\"'‘『「")
        behind = head[high:].strip(" ,.;:”“»«\"'’』」、…")
        by_same = bool(_SAME_PERSON.match(before))
        before = "" if by_same else before
        short = len(before.split()) <= _MOST_NAMES and len(part.text[low:high].split()) <= _LONGEST_TITLE
        # "…, though for another purpose": what the author adds.
        added = not re.search(r"\d", behind) and REMARK.search(f"{behind} ") and head[high:].lstrip('”“»"’')[:1] == ","
        if (not behind or added) and short and are_names(before):
            return ShortCitation(
                "named", names=before, title=part.text[low:high].strip(" ,."), locator=locator, by_same=by_same
            )
    if not spans and (match := _REMARKED.match(part.text)) and are_names(match["names"]):
        if not match["place"] and locator and not head[match.end() :].strip(" ,.:"):
            return ShortCitation("named", names=match["names"].strip(" ,"), year=match["year"], locator=locator)
        place, _ = locator_at_end(match["place"] or "")
        return ShortCitation("named", names=match["names"].strip(" ,"), year=match["year"], locator=place, remark=True)
    if (
        not spans
        and (match := _YEARED.match(head))
        and are_names(match["names"])
        and not month_number(match["names"].split()[-1])
        and not head[match.end() :].strip(" ,.:")
    ):
        return ShortCitation("named", names=match["names"].strip(" ,"), year=match["year"], locator=locator)
    if not spans and locator and len(head.split()) <= _FEW and are_names(head) and head.strip(" ,.:"):
        return ShortCitation("named", names=head.strip(" ,.:"), locator=locator, remark=True)
    return None


_FEW: Final = 4
_MOST_NAMES: Final = 9
_LONGEST_TITLE: Final = 15
