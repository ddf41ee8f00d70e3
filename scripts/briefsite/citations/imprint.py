"""Place and publisher behind a title, and volume, issue and pages behind a periodical: as far as they are certain.

What tells them from each other is the form ("Köln: Weir", "12/3 (1999), S. 4–20"), a city where books appear, or a word
that only publishers have. What is neither stays in the author's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from briefsite.citations.publishing_places import is_publishing_place
from briefsite.citations.year_form import YEAR


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where and by whom a work is published, and which volume it is; what isn't certain is empty."""

    place: str = ""
    publisher: str = ""
    volume: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Where in a periodical a work is; what isn't certain is empty."""

    volume: str = ""
    number: str = ""
    pages: str = ""


_PLACED: Final = re.compile(r"^(?P<place>’?[^\W\d_a-z][^:\d]{0,58}?) ?: (?P<publisher>[^\W\d_][^:]{0,59})$")


def imprint_of(rest: str, year: str) -> Imprint:
    """The imprint in what follows a title. `year` is that of the work; if it is before the title, `rest` has none."""
    before = _before_year(rest, year)
    volume = _VOLUME.search(before)
    return replace(_of_segments(list(_segments(before)), before), volume=volume["volume"] if volume else "")


def _before_year(rest: str, year: str) -> str:
    """What is between a title and the year: in brackets, if the year is in them."""
    at = rest.rfind(year) if year else -1
    before = rest[:at] if at >= 0 else re.split(r"[,.:] (?:pp?|S|s|p)\. ", rest)[0]
    if "(" in before and ")" not in before[before.rfind("(") :]:
        return before[before.rfind("(") + 1 :]
    return before


def _segments(text: str) -> Iterator[str]:
    """What is between commas, or full stops that end more than an initial; without roles, editions and series."""
    text = _SERIES.sub("", text)
    held, begin, behind_role = "", 0, False
    for low, high in pairwise([0, *(match.end() for match in _ENDS.finditer(text)), len(text)]):
        piece = text[low:high].strip(_AROUND)
        # A state behind a city, and a publisher with a comma in the name.
        longer = text[begin:high].strip(_AROUND)
        if held and piece and (is_publishing_place(longer.partition(":")[0]) or ": " in held):
            held = longer
        elif piece:
            if held:
                yield held
            role = _ROLE.match(piece) or _THESIS.match(piece)
            held, begin = "" if behind_role or role else piece, low
            # "tłum. F. Jaszuński"; but "Diss., Universität Heidelberg"
            named = role is not None and role[0] == piece
            behind_role = named and not behind_role and not is_thesis(piece)
    if held:
        yield held


_AROUND: Final = " ,.:;、”»“«\"'’』–—"
_ENDS: Final = re.compile(r", |(?<=[^\W\d_]{3})\. |(?<=\))\. |[”»』、] ?| [–—] ")
#: "coll. « Le sens commun »", "(Reihe Wissen 12)".
_SERIES: Final = re.compile(r"\bcoll\. «[^»]*»|\([^()]*\)")
#: What is said of a book besides its imprint: who edited or translated it, which edition or volume it is.
_ROLE: Final = re.compile(
    r"(?:\d|[IVXLC]+(?: (?:bde|vols?|tomos?|tomes?|voll)\.?)?$|c(?:ilt)?\. ?[\dIVXLC]+\b|coll\.|rapport |"
    r"\w+ (?:aufl|ed|éd|bs|wyd|druk)\.|"
    r"(?:vol|t|bd|dl|cilt|т|tom|tomo|v|rev|aufl|wyd|изд|druk|hg|hrsg|ed|eds|dir|red|çev|trad|tłum|przeł|übers|trans|пер|"
    r"отв|под|der|haz|oprac|mit|with|introd|préf|prol|pref|ill|anm|diss|phd|ph|doctoral|dissertation|inaugural-dissertation)\b\.?|"
    r"a cura di|édition\b|edited|translated|préface|traduit|thèse|tesi|tesis|tese|doktora|yüksek|proefschrift|rozprawa|"
    r"дис|автореф|ma thesis|master|unpublished)",
    re.IGNORECASE,
)
#: What is called a thesis, in the languages that the model knows.
_THESIS: Final = re.compile(
    r"\b(?:diss(?:ertation)?|(?:ph\.?\s?d|master|doctoral)\b.{0,12}\b(?:thesis|diss)|thèse|tesis?|tese|doktora tezi|"
    r"yüksek lisans tezi|дис|автореф|proefschrift|rozprawa|doktorsavhandling|"
    r"praca (?:doktorska|magisterska|habilitacyjna))\b",
    re.IGNORECASE,
)


def is_thesis(words: str) -> bool:
    """Whether words say that a work is a thesis."""
    return bool(_THESIS.search(words))


#: What only the names of publishers have.
_PUBLISHES: Final = re.compile(
    r"\b(?:press|presses|books|publish\w*|verlag\w*|university|universität|université|universidade?|universidad|"
    r"università|uniwersytet\w*|uitgever\w*|éditions?|editions?|ediciones|edições|editora|editorial|edizioni|editore|"
    r"editrice|yayın\w*|yay\.|kitab?ev\w*|wydawnictw\w*|oficyna|издательство|изд-во|изд\.|librairie|imprimerie|"
    r"drukarnia|matbaa\w*|facult[éy]|facult?ad|faculdade|écoles?|institut\w*|and sons|& sons|& co|& cie|forlag|"
    r"förlag|kiadó|nakladatelství)(?!\w)|"
    r"(?:書店|出版\w*|書房|書院|新書|文庫|[社館堂会])$",
    re.IGNORECASE,
)


def _of_segments(segments: list[str], before: str) -> Imprint:
    if not segments or any(len(one.split()) > _MOST_WORDS for one in segments):
        return Imprint()
    if placed := _PLACED.match(segments[-1]):
        # What is before it may be a subtitle.
        alone = not _ROLE.match(placed["place"]) and (len(segments) == 1 or is_publishing_place(placed["place"]))
        return (
            Imprint(placed["place"].strip(), _PAGES_BEHIND.sub("", placed["publisher"]).strip()) if alone else Imprint()
        )
    places = [is_publishing_place(one) for one in segments]
    match segments, places:
        case [only], [True]:
            return Imprint(place=only)
        case [only], _ if _PUBLISHES.search(only) and "," not in only:
            return Imprint(publisher=only)
        case [place, publisher], [True, False]:
            return Imprint(place, publisher)
        case [publisher, place], [False, True] if _PUBLISHES.search(publisher) or not _ROLE.search(before):
            # Behind an editor or translator, it may be another one.
            return Imprint(place, publisher)
        case [place, publisher], _ if _PUBLISHES.search(publisher) and not _PUBLISHES.search(place):
            return Imprint(place, publisher)
    return Imprint()


_MOST_WORDS: Final = 9
_PAGES_BEHIND: Final = re.compile(r",? (?:[сСsS]|pp?|стр|str|blz)\. ?\d.*$")

_ROMAN: Final = r"[IVXLC]+(?![^\W_])"
_VOLUME: Final = re.compile(
    r"(?:\b(?:[Vv]ol|v|Bd|Jg|t|T|C|c|jrg|dl|Т|т|R|r)\.|\b(?i:volume|band|jahrgang|tom[eo]|cilt|jaargang|deel|anno|año|ano))"
    r" ?(?P<volume>\d{1,4}(?!\d)|[IVXLC]+(?:[./]\d)?(?![^\W_]))"
)
#: Just behind the name of the periodical: "38 (1967)", "31/2", "78(6)", "LI, 1999".
_BARE: Final = re.compile(
    rf"^[\s,.”»]*(?P<volume>\d{{1,3}}|{_ROMAN})(?:(?:/| ?\()(?P<number>\d{{1,3}}(?:[–/-]\d{{1,3}})?)\)?)?"
    r"(?=[,:]| ?\(|\.? (?:(?:no|n|nr|Nr|núm|iss|H)\.|n[°º]|№|\d)|$)"
)
#: "C. 3, S. 12", where the second letter means pages elsewhere.
_TURKISH: Final = re.compile(
    r"\b[Cc](?:ilt)?\. ?(?P<volume>\d{1,3}|[IVXLC]+), ?[Ss](?:ayı)?\. ?(?P<number>\d{1,3})(?!\d|–|-)"
)
_NUMBER: Final = re.compile(
    r"(?:\b(?:no|nos|n|nr|núm|num|Heft|H|iss|sayı|z|zesz|afl|вып|Вып)\.|\bn[°º]|\bn\.º|№|\bissue|\bHeft|\b[Ss]ayı:?|"
    r"\b[Nn]r|第) ?"
    r"(?P<number>\d{1,4}(?:[–/-]\d{1,4})?)(?=[\s,.:;)号]|$)"
)
_PAGES: Final = re.compile(
    r"(?:: ?|\b(?:pp?|S|s|ss|С|с|str|blz)\.? ?|[,)] )(?P<low>\d{1,4})(?:[–-])(?P<high>\d{1,4})(?![\d/–-])"
)
#: A range of fewer pages may be the place that a note means, not the whole.
_WHOLE: Final = 10
#: A place in the whole: "at 60", "hier S. 12", "aquí p. 4".
_HERE: Final = re.compile(r"[,;:] ?(?:at|here|esp\.|hier|bes\.|ici|aquí|cit\. a|qui|burada|здесь|tu|hier:)\s")


def issue_of(rest: str, year: str) -> Issue:
    """Volume, issue and pages in what follows the name of a periodical."""
    if both := _TURKISH.search(rest):
        return Issue(both["volume"], both["number"], whole_pages(rest))
    bare, said, number = _BARE.match(rest), _VOLUME.search(rest), _NUMBER.search(rest)
    volume = said["volume"] if said else bare["volume"] if bare and bare["volume"] != year else ""
    issued = number["number"] if number else (bare["number"] or "") if bare and not said else ""
    return Issue(volume, issued if issued != year else "", whole_pages(rest))


def whole_pages(rest: str) -> str:
    """The pages of the whole article or chapter, if it is certain that they are not the place that the note means."""
    for match in _PAGES.finditer(rest):
        low, high = match["low"], match["high"]
        last = int(low[: len(low) - len(high)] + high) if len(high) < len(low) else int(high)
        if re.fullmatch(YEAR, low) and re.fullmatch(YEAR, str(last)) and not re.match(r"\w", match[0]):
            continue
        whole = last - int(low) >= _WHOLE or (last > int(low) and _HERE.match(rest[match.end() :]))
        return rest[match.start("low") : match.end()] if whole else ""
    return ""
