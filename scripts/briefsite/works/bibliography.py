"""The bibliography: the works that notes can cite.

Reading them needs a BibTeX parser and a TeX decoder. The result is cached, so a build in which no work changed doesn't
load either.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec

from briefsite.limits import limits
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem
from briefsite.storage.cache import code_checksum, read_cache, write_cache
from briefsite.storage.checksum import checksum
from briefsite.works.work import Work

#: The modules that affect how a work is read. Their code is part of the cache key.
_MODULES: Final = (
    "briefsite.works.addresses",
    "briefsite.works.archived_copies",
    "briefsite.works.biblatex",
    "briefsite.works.bibtex",
    "briefsite.works.bibtex_blocks",
    "briefsite.works.bibtex_entry",
    "briefsite.works.bibtex_size",
    "briefsite.works.bibtex_values",
    "briefsite.works.bodies",
    "briefsite.works.damaged_bibtex",
    "briefsite.works.date_notation",
    "briefsite.works.entry_fields",
    "briefsite.works.entry_types",
    "briefsite.works.field_names",
    "briefsite.works.from_bibtex",
    "briefsite.works.html_in_fields",
    "briefsite.works.languages",
    "briefsite.works.latex",
    "briefsite.works.name_lists",
    "briefsite.works.numbering",
    "briefsite.works.page_ranges",
    "briefsite.works.remarks",
    "briefsite.works.rich_text",
    "briefsite.works.tex_definitions",
    "briefsite.works.tex_fonts",
    "briefsite.works.tex_macros",
    "briefsite.works.unplaced",
    "briefsite.works.written_dates",
    "briefsite.limits",
    "briefsite.problems.codes",
    "briefsite.problems.collector",
    "briefsite.problems.problem",
    "briefsite.source.source",
    "briefsite.web_address",
    "briefsite.works.work",
)
#: A character in UTF-8 that isn't in ASCII.
_UTF8: Final = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
)
#: A line such as `% Encoding: Cp1252`, which JabRef writes.
_ENCODING: Final = re.compile(rb"Encoding:\s*([A-Za-z0-9_-]+)")
#: Java's names of encodings that Python calls otherwise.
_PYTHON_NAMES: Final = {
    "macroman": "mac-roman",
    "utf8": "windows-1252",
    "utf-8": "windows-1252",
    "ascii": "windows-1252",
}
_PACKAGES: Final = ("bibtexparser", "pylatexenc", "babel")


@dataclass(frozen=True)
class Bibliography:
    """The works in the order of the file.

    `broken` holds the keys of entries that could not be read, so that notes that cite them are not reported as well.
    `unread`: it is not known which works there are, since the file is missing or nothing in it can be read. `proposed`
    are the works that no editor has looked at, where these are left out.
    """

    works: tuple[Work, ...] = ()
    broken: frozenset[str] = frozenset()
    unread: bool = False
    proposed: tuple[Work, ...] = ()
    _by_key: Mapping[str, Work] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {work.key: work for work in self.works})

    def __getitem__(self, key: str) -> Work:
        return self._by_key[key]

    def lacks(self, key: str) -> bool:
        """Whether it is certain that no entry has this key."""
        return not (self.unread or key in self._by_key or key in self.broken)

    def get(self, key: str) -> Work | None:
        """The work with this key, or None."""
        return self._by_key.get(key)

    @property
    def reviewed(self) -> Bibliography:
        """The bibliography that readers see: without the works that are only proposed."""
        works = tuple(work for work in self.works if not work.proposed)
        return replace(self, works=works, proposed=tuple(work for work in self.works if work.proposed))

    @property
    def keys(self) -> Collection[str]:
        """The keys of the works, in the order of the file."""
        return self._by_key.keys()


class _Kept(msgspec.Struct):
    works: tuple[Work, ...]
    broken: frozenset[str]
    problems: tuple[Problem, ...]


def bibtex_text(file: str, data: bytes, problems: Problems) -> str:
    """The text of a BibTeX file, with line feeds. `file` is its name for messages.

    It is in UTF-8, or else in the encoding that JabRef writes at its head, or in Windows-1252; then there is a warning
    (S02). In a file of which most is in UTF-8, only the other bytes are in Windows-1252.
    """
    even, odd = data[:400:2].count(0), data[1:400:2].count(0)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif max(even, odd) > len(data[:400]) // 4:  # without a mark; most of it is in Latin letters
        encoding = "utf-16-be" if even > odd else "utf-16-le"
    else:
        with contextlib.suppress(UnicodeDecodeError):
            return _with_line_feeds(data.decode("utf-8-sig"))
        stated = _ENCODING.search(data)
        encoding = _PYTHON_NAMES.get(name := stated[1].decode().casefold(), name) if stated else ""
        if encoding in {"", "windows-1252"} and (mixed := _nearly_utf8(data)):
            said = "the file has bytes that are not in UTF-8; these are read as windows-1252"
            help_ = "look for wrong letters in names, and save the file as UTF-8"
            problems.warning(Place(file), "S02", said, help_, subject="windows-1252")
            return _with_line_feeds(mixed)
    try:
        text = data.decode(encoding or "windows-1252")
    except (UnicodeError, LookupError):
        # Latin-1 has all bytes; Windows-1252 gives five of them no character.
        encoding, text = "", data.decode("windows-1252", "replace")
    said = f"the file is not in UTF-8; it is read as {encoding or 'windows-1252'}"
    help_ = "look for wrong letters in names, and save the file as UTF-8"
    problems.warning(Place(file), "S02", said, help_, subject=encoding or "windows-1252")
    return _with_line_feeds(text)


def _nearly_utf8(data: bytes) -> str:
    """The text of a file of which most is in UTF-8, as if the rest were in Windows-1252; "" if most of it isn't."""
    parts = _UTF8.split(data.removeprefix(codecs.BOM_UTF8))  # what is in UTF-8 at odd indexes
    others = sum(byte > 127 for part in parts[::2] for byte in part)  # noqa: PLR2004
    if others >= len(parts) // 2:
        return ""
    return "".join(
        part.decode("utf-8" if number % 2 else "windows-1252", "replace") for number, part in enumerate(parts)
    )


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_bibliography(file: str, text: str, cache: Path | None, problems: Problems) -> Bibliography:
    """The works in a BibTeX file. Raises nothing. Problems: those of `from_bibtex.read_works`.

    `file` is the file's name for messages, `text` its contents. `cache` is the folder of the cache, or None for no
    cache; the result is the same with and without one.
    """
    shelf = None if cache is None else cache / "works.json"
    name = checksum(code_checksum(_MODULES, _PACKAGES), file, text, str(limits())) if shelf else ""
    if (kept := read_cache(shelf).get(name)) is not None:
        try:
            known = msgspec.json.decode(kept, type=_Kept)
        except msgspec.MsgspecError:
            pass  # damaged
        else:
            problems.add(known.problems)
            return Bibliography(known.works, known.broken)
    from briefsite.works.bibtex_size import check_bibtex_size
    from briefsite.works.from_bibtex import read_works

    check_bibtex_size(file, text, found := Problems())
    works, broken = ((), frozenset()) if found else read_works(file, text, found)
    problems.add(found)
    if shelf is not None:
        write_cache(shelf, {name: msgspec.json.encode(_Kept(works, broken, tuple(found))).decode()})
    return Bibliography(works, broken)
