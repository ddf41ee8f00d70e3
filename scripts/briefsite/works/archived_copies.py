"""Archived copies of pages on the web: what the address of a copy says of itself, and which works have none.

Web archives put the time and the original address into the address of a copy: /web/20200503124500/https://… (Internet
Archive, and all that run OpenWayback or pywb), /20200503124500/https://… or /2020.05.03-124500/https://…
(archive.today).
Nothing is looked up, and no copy is made.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from typing import Final

from briefsite.works.date_notation import LAST_MONTH
from briefsite.works.work import ArchivedCopy, Date, Work

_COPY: Final = re.compile(
    r"https?://[^/]+/(?:[^/]+/)*?(?P<year>[12]\d{3})(?:\.?(?P<month>\d\d)(?:\.?(?P<day>\d\d)(?:-?\d{2,6})?)?)?(?:[a-z]{2}_)?/"
    r"(?P<original>(?:https?:/{1,2}|(?=[\w-]+(?:\.[\w-]+)+(?:[/?]|$))).+)",
    re.IGNORECASE,
)
#: The hosts whose copies may name the original without its scheme.
_ARCHIVES: Final = re.compile(
    r"https?://(?:web\.archive\.org/web|(?:www\.)?archive\.(?:today|ph|is|md|li|vn|fo))/", re.IGNORECASE
)
_SCHEME: Final = re.compile(r"(https?):/{1,2}", re.IGNORECASE)
#: The most keys that a remark names.
_NAMED: Final = 12


def copy_at(url: str, date: Date | None = None) -> ArchivedCopy:
    """The archived copy at an address, with the date and the original address that this names; `date` counts more."""
    match = _COPY.fullmatch(url)
    if match is None or not (_ARCHIVES.match(url) or _SCHEME.match(match["original"])):
        return ArchivedCopy(url, date)
    original = _SCHEME.sub(r"\1://", match["original"], count=1)
    return ArchivedCopy(url, date or _date(match), original if "://" in original else f"http://{original}")


def _date(match: re.Match[str]) -> Date | None:
    """The day of a copy; as much of it as can be one."""
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    if not 1 <= month <= LAST_MONTH:
        return Date(year)
    return Date(year, month, day if 1 <= day <= calendar.monthrange(year, month)[1] else None)


def is_copy(url: str) -> bool:
    """Whether an address is that of a copy in a web archive."""
    return bool(copy_at(url).original)


def copy_in_words(copy: ArchivedCopy, url: str, date: str) -> str:
    """The copy in a sentence, with its `date` as the style writes it; `url` is the work's own address.

    It says where the copy is, or where the page was if the work's own address is that of the copy.
    """
    said = f"Archived copy of {date}" if date else "Archived copy"
    if copy.url != url:
        return f"{said}{',' if date else ''} at {copy.url}"
    return f"{said}{',' if date else ''} of {copy.original}"


def web_sources_in_words(file: str, works: Sequence[Work], *, all_keys: bool = False) -> str:
    """Which works of a `file` that are read on the web have no archived copy, or no date of access; "" if all have.

    Works with a DOI or a number in an archive last without. It is no problem: many pages have no copy.
    """
    web = [work for work in works if work.url.startswith("http") and not work.doi and not work.eprint]
    kinds: dict[str, list[str]] = {}
    for work in web:
        lacking = [*(["archived copy"] * (work.archived is None)), *(["date of access"] * (work.accessed is None))]
        if lacking:
            kinds.setdefault(
                "neither archived copy nor date of access" if lacking[1:] else f"no {lacking[0]}", []
            ).append(work.key)
    said = [
        f"{len(keys)} {'has' if len(keys) == 1 else 'have'} {what} ({_named(keys, all_keys=all_keys)})"
        for what, keys in kinds.items()
    ]
    how = "archived = {https://web.archive.org/web/…}, urldate = {2020-05-03}"
    return f"{file}: of {len(web)} works on the web, {'; '.join(said)}: {how}" if said else ""


def _named(keys: Iterable[str], *, all_keys: bool) -> str:
    listed = [*keys]
    shown = listed if all_keys else listed[:_NAMED]
    more = len(listed) - len(shown)
    return ", ".join(shown) + (f" and {more} others" if more else "")
