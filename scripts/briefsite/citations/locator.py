"""The place in a work that a citation names at its end: "45", "pp. 12–14", "S. 47", "¶ 85", "art. 10"."""

from __future__ import annotations

import re
from typing import Final

_NUMBERS: Final = r"\d+[a-z]?(?:\s?[–—-]\s?\d+)?(?:,\s?\d+(?:\s?[–—-]\s?\d+)?)*"
#: The words before numbers of pages, which are left out; those before others are kept.
_PAGES: Final = r"(?:pp?\.|pages?|S\.|Seiten?|s\.|ss\.|sayfa|С\.|с\.|стр\.|at)"
_OTHERS: Final = (
    r"(?:¶{1,2}|§{1,2}|paras?\.|paragraphs?|arts?\.|Art\.|chaps?\.|ch\.|vol\.|Kap\.|Rn\.|Rdnr\.|ст\.|гл\.|"
    r"col\.|fol\.|n\.)"
)
_FOLLOWING: Final = r"(?:\s?(?:ff?\.?|и сл\.?))?"
_AT_END: Final = re.compile(
    rf"(?:^|[\s,:(])\s*(?P<all>{_PAGES}\s?(?P<pages>{_NUMBERS}){_FOLLOWING}|"
    rf"(?P<others>{_OTHERS}\s?{_NUMBERS}{_FOLLOWING})|(?P<bare>{_NUMBERS}{_FOLLOWING}))\)?\s*[.,;]?\s*$"
)
_YEAR: Final = re.compile(r"^(?:1[5-9]\d\d|20\d\d)[a-z]?$")


def locator_at_end(text: str) -> tuple[str, int]:
    """The locator at the end of `text`, and where it begins; ("", the length) if there is none.

    A bare number that may be a year is none, nor is one without anything before it.
    """
    match = _AT_END.search(text)
    if match is None:
        return "", len(text)
    before = text[: match.start("all")]
    if before.count("(") > before.count(")"):  # a date, or a remark
        return "", len(text)
    if bare := match["bare"]:
        year, comma, behind = bare.partition(",")
        if comma and _YEAR.match(year):
            return behind.strip(), match.start("bare") + len(year)
        if _YEAR.match(bare) or not text[: match.start()].strip():
            return "", len(text)
        return bare.strip(), match.start()
    if pages := match["pages"]:
        following = match["all"][match["all"].index(pages) + len(pages) :].strip()
        return f"{pages} {following.rstrip('.')}.".replace(" .", ""), match.start()
    return (match["others"] or "").strip(), match.start()
