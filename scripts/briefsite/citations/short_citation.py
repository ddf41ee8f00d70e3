"""Short citations: "Ibid., 46", "Smith, op. cit., p. 12", "Weber, a. a. O.", "Там же", "supra n. 6", "Smith 2003"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from briefsite.citations.authors import are_names
from briefsite.citations.locator import locator_at_end
from briefsite.citations.marked_note import MarkedNote, quoted_spans

#: "same": the work cited just before. "place": that, at the same place. "again": the work by these authors that was
#: cited before. "note": what another note cites. "named": a work by its authors, its title or its year.
ShortKind = Literal["same", "place", "again", "note", "named"]

LEAD_IN: Final = re.compile(
    r"^(?:(?:but |and )?(?:see(?:,? e\.\s?g\.,?)?(?: also)?|cf\.|compare|contra|accord|vgl\.(?: auch)?|s\.\s?a\.|"
    r"siehe(?: auch)?|so auch|voir(?: aussi)?|cfr?\.|bkz\.|bakınız|см\.(?: также)?|ср\.)\s+)+",
    re.IGNORECASE,
)
_SAME: Final = re.compile(
    r"^(?:ibid(?:em)?\.?|id\.|idem|ebd\.?|ebenda|ders\., ebd\.|там же\.?|тамже|a\.\s?y\.|aynı yer|íd\.)(?=$|[\s,;:.])",
    re.IGNORECASE,
)
#: With nothing before it, "the said work" is the one cited just before; behind a name, that person's.
_AGAIN: Final = re.compile(
    r"(?:^|[\s,.])(?:op\.\s?cit\.?|opus citatum|a\.\s?a\.\s?O\.|aaO|a\.\s?g\.\s?e\.|a\.\s?g\.\s?m\.|adı geçen eser|"
    r"указ\. соч\.|цит\. соч\.|art\. cit\.?)(?=$|[\s,;:.])",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(r"(?:^|[\s,])(?:loc\.\s?cit\.?|a\.\s?a\.\s?O\.\s?ebd\.)(?=$|[\s,;:.])", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"(?:^|[\s,(])(?:supra|above|oben|wie|siehe|ci-dessus|выше)?\s*,?\s*"
    r"(?:n\.|nn\.|note|fn\.|footnote|Anm\.|Fn\.|Fußn\.|dipnot|прим\.|примеч\.)\s?(\d+)(?=$|[\s,;:.)])",
    re.IGNORECASE,
)
_YEARED: Final = re.compile(r"^(?P<names>[^\d,;:]{2,80}?),?\s+\(?(?P<year>(?:1[5-9]\d\d|20\d\d)[a-z]?)\)?(?=$|[,:\s.])")


@dataclass(frozen=True, slots=True)
class ShortCitation:
    """A citation that only makes sense after others. `names` is what is written of the authors."""

    kind: ShortKind
    names: str = ""
    title: str = ""
    year: str = ""
    note: str = ""
    locator: str = ""


def without_lead_in(part: MarkedNote) -> MarkedNote:
    """A part without "See", "Vgl." and the like at its beginning."""
    match = LEAD_IN.match(part.text)
    return part.cut(match.end(), len(part.text)) if match else part


def short_citation(part: MarkedNote) -> ShortCitation | None:
    """The short citation that a part is, or None."""
    part = without_lead_in(part)
    locator, end = locator_at_end(part.text)
    head = part.text[:end]
    if same := _SAME.match(head + " "):
        behind = head[same.end() :].strip(" .,:;")
        # Other words behind it are a comment, or another work.
        return None if behind else ShortCitation("same", locator=locator)
    if _PLACE.search(head):
        return ShortCitation("place", names=_before(head, _PLACE))
    if _AGAIN.search(head):
        names = _before(head, _AGAIN)
        return ShortCitation("again" if names else "same", names=names, locator=locator)
    if note := _NOTE.search(head if _NOTE.search(head) else part.text):
        behind = part.text[note.end() :]
        place, at = locator_at_end(behind)
        if behind[:at].strip(" .,:;").casefold() in {"", "above", "below", "supra", "at"}:
            names = part.text[: note.start()].strip(" .,:;(")
            named = re.sub(
                r"(?:^|[\s,])(?:supra|above|oben|wie|siehe|ci-dessus)$", "", names, flags=re.IGNORECASE
            ).strip(" .,")
            return ShortCitation("note", names=named, note=note[1], locator=place)
        return None
    return _named(part, head, locator)


_POINTING: Final = re.compile(r"(?:^|[\s,])(?:supra|above|oben|wie|siehe|ci-dessus)$", re.IGNORECASE)


def _before(head: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(head)
    return head[: match.start()].strip(" .,:;") if match else ""


def _named(part: MarkedNote, head: str, locator: str) -> ShortCitation | None:
    """A work by name and title, or name and year; with nothing else in the part."""
    spans = [span for span in [*part.italics, *quoted_spans(part.text)] if span[0] < len(head)]
    if len(spans) == 1:
        low, high = spans[0]
        before = part.text[:low].strip(' ,:;.“„«"‘')
        behind = head[high:].strip(' ,.;:”“»"’')
        short = len(before.split()) <= _MOST_NAMES and len(part.text[low:high].split()) <= _LONGEST_TITLE
        if not behind and short and are_names(before):
            return ShortCitation("named", names=before, title=part.text[low:high].strip(" ,."), locator=locator)
    if not spans and (match := _YEARED.match(head)) and not head[match.end() :].strip(" ,.:"):
        return ShortCitation("named", names=match["names"].strip(" ,"), year=match["year"], locator=locator)
    return None


_MOST_NAMES: Final = 9
_LONGEST_TITLE: Final = 15
