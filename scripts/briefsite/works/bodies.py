"""Which names in a bibliography are those of bodies, although nobody put them in braces.

BibTeX would take "Ministry of Water and Ice" for two persons. A name is a body's if it has a word that no family name
is, or one that a family name hardly is at the end of a longer name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.works.latex import plain_text

#: Small words that are in names of bodies, and of persons only where no part of it is a family name ("of Ockham").
_JOINING: Final = {"of", "for", "the", "on", "für", "pour", "&"}
#: Words of which a family name has none.
_OF_BODIES: Final = re.compile(
    r"""(?:
    (?:ministry|department|dept\.?|universit\w*|commission\w*|committees?|council|institut\w*|association|society
    |organi[sz]ations?|agenc(?:y|ies)|(?:con)?federation|corporation|secretariat|parliament|bureau|authorit(?:y|ies)
    |governments?|nations|inc\.?|ltd\.?|limited|llc|gmbh|plc|company|laborator(?:y|ies)|observatory|consortium
    |program(?:me)?s?|congress|senate|tribunal|embassy|alliance|academy|assembly|directorate|inspectorate|registry
    |archives?|foundation|administration|services?|research|planning|statistics|education|development|security|affairs
    |technolog(?:y|ies)|systems|industries|solutions|sciences|studies|police|army|navy|treasury|chamber|brigade
    |delegation|division|panel|task ?force|staff|editors|contributors|partnership|cooperative|co-operative|syndicate
    |bundes\w+|ministeri\w+|minist[eè]re\w*|gesellschaft|verein|stiftung|verband|akademie|\w+anstalt|\w+ministerium
    |\w{4,}amt|kommission|beh[öo]rde|hochschule|verlag|forschung\w*|regierung
    |conseil|comit[eé]|acad[eé]mie|soci[eé]t[eé]|gouvernement|assembl[eé]e|agence|minist[eé]rio|ministero|istituto
    |instituto|consejo|comisi[oó]n|asociaci[oó]n|fundaci[oó]n|funda[cç][aã]o|fondazione|associazione|associa[cç][aã]o
    |sociedad|sociedade|academia|gobierno|governo|universidad|secretar[ií]a|instituut|vereniging|ministerie|myndighet\w*
    |ministerstw\w+|instytut|uniwersytet|stichting
    |(?:bakan|başkan)l\w+|kurumu|kurulu|meclisi|birliği|enstitüsü|merkezi|komisyonu|derne\w+|vakf\w+|üniversite\w*
    |müdürlü\w+
    |министерство|институт|университет|академия|комитет|комиссия|правительство|общество))""",
    re.IGNORECASE | re.VERBOSE,
)
#: Words of bodies that are family names, too: they count at the end of three or more words.
_OFTEN_OF_BODIES: Final = re.compile(
    r"(?:church|bank|house|college|press|court|board|office|cent(?:er|re)|group|union|fund|museum|library|team|project"
    r"|league|party|times|news|network|trust|school|collaboration|initiative|forum|station|hospital|club|band|studio"
    r"|health|justice|survey|energy|labou?r|agriculture|commerce|defen[cs]e|transport|international|exchange|branch"
    r"|section|unit|force|mission|cabinet|inspector|governor|auditor|collector|assessor|registrar|guild|circle|amt"
    r"|banco|banca|centro|bankası|partisi|совет)",
    re.IGNORECASE,
)
#: What stands behind a comma in the name of a firm: "Red Lamp, Inc."
_FIRMS: Final = re.compile(
    r"(?:inc|ltd|llc|l\.l\.c|gmbh|co|corp|plc|s\.?a|ag|b\.?v|n\.?v|k\.?g|s\.?r\.?l)\.?", re.IGNORECASE
)
#: The beginning of a name such as "Ministry of Water", which may go on with "and Ice".
_IS_OF: Final = re.compile(r"(?:\S+ ){1,3}(?:of|for|für|de|of the|de la)\b", re.IGNORECASE)
_LEADING: Final = {
    *("world", "national", "international", "european", "african", "asian", "united", "american", "royal", "state"),
    *("federal", "central", "associated", "islamic", "supreme", "global", "amnesty", "general", "editorial"),
}
_LONG: Final = 3
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?-?){1,2}|(?:[^\W\d_]\.-?)+")


def is_body(value: str) -> bool:
    """Whether an unbraced name is that of a body, or of a person without a family name ("William of Ockham")."""
    bare = plain_text(re.sub(r"\{[^{}\\]*\}", "x", value))
    family, comma, given = bare.partition(",")
    words = family.split()
    if comma and _FIRMS.fullmatch(given.strip()):
        return True
    if comma and (len(words) < _LONG or not given.strip()):
        return False
    if _JOINING.intersection(words[1:-1]) or any(sign in family for sign in "0123456789()[]:/"):
        return True
    if words[:1] == ["The"] and not comma:
        return len(words) > 1
    if any(_OF_BODIES.fullmatch(word) for word in words):
        return len(words) > 1
    last = bool(words) and not comma and _OFTEN_OF_BODIES.fullmatch(words[-1]) is not None
    person = any(_INITIALS.fullmatch(word) for word in words[:-1])
    leading = len(words) > 1 and (words[0].casefold() in _LEADING or (words[0].isupper() and not words[-1].isupper()))
    return last and not person and (len(words) >= _LONG or leading)


def rejoined(parts: Sequence[str]) -> Iterator[str]:
    """Names that were split at "and", with those of bodies in one piece: "Department of Health and Human Services"."""
    body = ""
    for number, part in enumerate(parts):
        words = part.split()
        alone = len(words) == 1 and "{" not in part and part.casefold() != "others"
        if body and (alone or _ends_body(part)):
            body = f"{body} and {part}"
            continue
        if body:
            yield body
        body = part if _begins_body(part, parts[number + 1 : number + 2]) else ""
        if not body:
            yield part
    if body:
        yield body


def _begins_body(part: str, following: Sequence[str]) -> bool:
    """Whether a name may go on behind an "and"."""
    words = part.split()
    if "{" in part or not words:
        return False
    if _IS_OF.match(part) and is_body(part):
        return True
    if "," in part:
        return False
    # "National Aeronautics", "Food", of which neither is a body yet.
    half = not is_body(part) and (words[0].casefold() in _LEADING if len(words) > 1 else _is_word(words[0]))
    return half and bool(following) and _ends_body(following[0])


def _is_word(name: str) -> bool:
    """Whether a name of one word can be the first word of a longer one: "Food", but not "NATO" or "Umweltbundesamt"."""
    return name.istitle() and not _OF_BODIES.fullmatch(name)


def _ends_body(part: str) -> bool:
    """Whether a name can only be the end of a body's: "Human Services", "Space Administration"."""
    words = part.split()
    if len(words) < 2 or "," in part or "{" in part or words[0].casefold() in _LEADING:  # noqa: PLR2004
        return False
    of = next((number for number, word in enumerate(words) if number and word in _JOINING), len(words))
    return _OF_BODIES.fullmatch(words[of - 1]) is not None and not _OF_BODIES.fullmatch(words[0])
