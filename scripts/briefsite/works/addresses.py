"""Addresses of works in BibTeX fields: URLs, DOIs, and numbers in archives such as arXiv ("eprints")."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from briefsite.web_address import address_fault
from briefsite.works.work import Eprint

_WEB = re.compile(r"https?://[^\s/?#\"<>\\{}]+[^\s\"<>\\{}]*", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s\"<>\\{}]+@[^\s\"<>\\{}]+", re.IGNORECASE)
#: Some DOIs of the 1990s contain an SICI (ANSI/NISO Z39.56), which has angle brackets.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"{}\\]+")
_DOI_LEAD = re.compile(r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|info:doi/|doi:?\s*)+", re.IGNORECASE)
_URL_MACRO = re.compile(r"\\(?:url|nolinkurl|path|href)\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
#: A percent sign that doesn't begin the code of a character.
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
#: What TeX needs for characters of an address, and reference managers write.
_UNTEXED: Final = (
    (re.compile(r"\{\\([%#&_$~^{}])\}"), r"\1"),
    (re.compile(r"\\([%#&_$])"), r"\1"),
    (re.compile(r"\{\\~\{\}\}|\\~(?:\{\})?|\{?\\(?:textasciitilde|sim)\b\s*(?:\{\})?\}?|\$\s*\\sim\s*\$|\{~\}"), "~"),
    (re.compile(r"\{?\\textunderscore\b\s*(?:\{\})?\}?"), "_"),
)
#: The angle brackets of an SICI in TeX and in HTML.
_ANGLES: Final = (
    (re.compile(r"\{?\\(?:textless|lt|langle)\b\s*(?:\{\})?\}?|\{?\$<\$\}?|\\<|\\ensuremath\{<\}|\{?\\?&\}?lt;"), "<"),
    (
        re.compile(r"\{?\\(?:textgreater|gt|rangle)\b\s*(?:\{\})?\}?|\{?\$>\$\}?|\\>|\\ensuremath\{>\}|\{?\\?&\}?gt;"),
        ">",
    ),
)
#: Characters that RFC 3986 keeps out of addresses, and browsers accept in them.
_TO_ENCODE = re.compile(r"[<>\"{}|\\^`\s]")

#: Archives: their names in `eprinttype` (in lower case), as they are shown, and the address of a work in them.
_ARCHIVES: Final = {
    "arxiv": ("arXiv", "https://arxiv.org/abs/"),
    "jstor": ("JSTOR", "https://www.jstor.org/stable/"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "pmcid": ("PMC", "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
    "hdl": ("HDL", "https://hdl.handle.net/"),
    "handle": ("HDL", "https://hdl.handle.net/"),
    "hal": ("HAL", "https://hal.science/"),
    "googlebooks": ("Google Books", "https://books.google.com/books?id="),
    "biorxiv": ("bioRxiv", "https://www.biorxiv.org/content/"),
    "medrxiv": ("medRxiv", "https://www.medrxiv.org/content/"),
    "urn": ("URN", "https://nbn-resolving.org/"),
}
_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:|abs/)*\s*"
    r"((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)(?:\.pdf)?(?:\s*\[([\w.-]+)\])?",
    re.IGNORECASE,
)


def url_in(value: str) -> str:
    r"""`value` without TeX's escapes and macros (`\url{…}`, `\_`, `{\_}`, `\textasciitilde`), on one line."""
    plain = value.strip()
    if found := _URL_MACRO.search(plain):
        plain = found[1]
    plain = plain.strip("<> \t\r\n")
    for written, meant in _UNTEXED:
        plain = written.sub(meant, plain)
    while len(plain) > 1 and plain.startswith("{") and plain.endswith("}"):
        plain = plain[1:-1].strip()
    return re.sub(r"\s*\n\s*", "", plain)


def is_address(value: str) -> bool:
    """Whether `value` is an address, and has no other words."""
    return bool(not _URL_MACRO.sub("", value).strip(" {}<>.,;\n") or "\\" not in value) and bool(web_address(value))


def web_address(value: str) -> tuple[str, str] | None:
    """`value` as a URL (http, https or mailto) and a DOI, one of them "". None if it is neither.

    What can't be in a URL is percent-encoded: blanks inside it, `<`, `|`, a `%` that begins no code. The URL of a DOI
    resolver counts as a DOI.
    """
    plain = url_in(value)
    lead = _DOI_LEAD.match(plain)
    if _DOI.fullmatch(plain, lead.end() if lead else 0):
        return "", plain[lead.end() if lead else 0 :]
    plain = _TO_ENCODE.sub(lambda sign: quote(sign[0]), plain)
    plain = _BARE_PERCENT.sub("%25", plain)
    if address_fault(plain):
        return None
    several = re.search(r"%20(?:https?://|www\.)", plain, re.IGNORECASE)
    return (plain, "") if not several and (_WEB.fullmatch(plain) or _MAIL.fullmatch(plain)) else None


def doi_in(value: str) -> str:
    """The DOI in `value`, without a resolver or "doi:"; "" if there is none."""
    for written, meant in _ANGLES:
        value = written.sub(meant, value)
    plain = url_in(value).rstrip(" .,;")
    lead = _DOI_LEAD.match(plain)
    bare = re.sub("%2F", "/", plain[lead.end() if lead else 0 :], count=1, flags=re.IGNORECASE)
    return bare if _DOI.fullmatch(bare) else ""


def eprint_in(number: str, archive: str, subject: str) -> Eprint:
    """The place of a work in an archive, from the fields `eprint`, `eprinttype` and `eprintclass`, as plain text.

    Without a type, a number that looks like arXiv's is arXiv's.
    """
    known = _ARCHIVES.get(archive.casefold().replace(" ", ""))
    found = _ARXIV.fullmatch(number)
    if found and (not archive or (known and known[0] == "arXiv")):
        return Eprint("arXiv", found[1], subject or found[2] or "")
    return Eprint(known[0] if known else archive, number, subject)


def eprint_address(eprint: Eprint) -> str:
    """The URL of a work in an archive; "" if the archive has none that is known."""
    if eprint.number.lower().startswith(("http://", "https://")):
        return "" if address_fault(eprint.number) else eprint.number
    base = next((address for shown, address in _ARCHIVES.values() if shown == eprint.archive), "")
    return base + quote(eprint.number, safe="/:.~-_") if base else ""


def doi_address(doi: str) -> str:
    """The resolver's URL of a DOI, percent-encoded where a URL needs it."""
    return "https://doi.org/" + _BARE_PERCENT.sub("%25", quote(doi, safe="/:;()._-~!$'*+,=@&%"))
