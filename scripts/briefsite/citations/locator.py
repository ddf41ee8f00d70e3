"""The place in a work that a citation names at its end: "45", "pp. 12–14", "S. 47", "¶ 85", "art. 10"."""

from __future__ import annotations

import re
from typing import Final

from briefsite.citations.year_form import YEAR

_NUMBERS: Final = r"\d+[a-z]?(?:\s?[–—-]\s?\d+)?(?:,\s?\d+(?:\s?[–—-]\s?\d+)?)*"
_ROMAN: Final = r"[ivxlc]+(?:\s?[–—-]\s?[ivxlc]+)?"
#: The words before numbers of pages, which are left out; those before others are kept.
_PAGES: Final = r"(?:pp?\.|págs?\.|pages?|(?:hier )?S\.|Seiten?|s\.|ss\.|sayfa|С\.|с\.|стр\.|Л\.|л\.|blz\.|str\.|at)"
_OTHERS: Final = (
    r"(?:¶{1,2}|§{1,2}|paras?\.|párrs?\.|paragraphs?|arts?\.|Art\.|md\.|madde|chaps?\.|chapters?|chs?\.|vol\.|Kap\.|Rn\.|Rdnr\.|"
    r"ст\.|гл\.|col\.|fol\.|n\.)"
)
_FOLLOWING: Final = r"(?:\s?(?:ff?\.?|sqq?\.?|(?:y|e|et) ss\.?|и сл\.?))?(?:,? (?:and|et|und|y|e|i) passim)?"
_AT_END: Final = re.compile(
    rf"(?:^|[\s,:(、])\s*(?P<all>{_PAGES}\s?(?P<pages>{_NUMBERS}|{_ROMAN}){_FOLLOWING}|"
    rf"(?P<others>{_OTHERS}\s?{_NUMBERS}(?:\(\d+\))?{_FOLLOWING})|"
    # "2:704": a volume and its page.
    rf"(?P<bare>(?:\d{{1,2}}:)?{_NUMBERS}{_FOLLOWING}|(?<=\), ){_ROMAN})|"
    rf"(?P<behind>\d+(?:[–-]\d+)?)頁)\)?\s*[.,;。]?\s*$"
)
#: A number behind these words is that of an issue or of a volume.
_COUNTED: Final = re.compile(
    r"(?:\bn[ro]\.?|\bn\.º|\bn°|№|\bBd\.|\bt\.|\bHeft|\bH\.|\bВып\.|\bsayı:?|号)\s?$", re.IGNORECASE
)
_YEAR: Final = re.compile(rf"^{YEAR}[a-z]?$")


def locator_at_end(text: str) -> tuple[str, int]:
    """The locator at the end of `text`, and where it begins; ("", the length) if there is none.

    A bare number that may be a year is not a locator, nor is one without anything before it.
    """
    match = _AT_END.search(text)
    if match is None:
        return "", len(text)
    before = text[: match.start("all")]
    if before.count("(") > before.count(")"):  # a date, or a remark
        return "", len(text)
    if match["bare"] and _COUNTED.search(before):
        return "", len(text)
    if bare := match["bare"]:
        year, comma, behind = bare.partition(",")
        if comma and _YEAR.match(year):
            return behind.strip(), match.start("bare") + len(year)
        if _YEAR.match(bare.rpartition(",")[2].strip()) or not text[: match.start()].strip():
            return "", len(text)
        return bare.strip(), match.start()
    if pages := match["pages"]:
        following = match["all"][match["all"].index(pages) + len(pages) :].strip()
        return f"{pages} {following.rstrip('.')}.".replace(" .", ""), match.start()
    return (match["others"] or match["behind"] or "").strip(), match.start()
