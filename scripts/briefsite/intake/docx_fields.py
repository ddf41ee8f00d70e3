"""The fields of a Word file: what their codes say of the words that they show.

A field may reach over several paragraphs, and may be inside another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from briefsite.intake.citation_fields import CitedItem, cited_in_field
from briefsite.intake.document import CitedPlace
from briefsite.intake.docx_parts import WordFile, w

_HYPERLINK: Final = re.compile(r'HYPERLINK\s+"([^"]+)"')
#: What repeats the number of a note, and whether it is set as a mark.
_NOTE: Final = re.compile(r'NOTEREF\s+"?([^\s"\\]+)"?(.*\\f)?')
_SCHEMES: Final = ("https://", "http://", "mailto:")


@dataclass
class _Field:
    """A field that has begun: its code so far, what is beside it, and what its result is."""

    code: str = ""
    data: str = ""
    result: bool = False
    link: str = ""
    cites: tuple[CitedPlace, ...] = ()
    note: str | None = None
    is_mark: bool = False
    left_out: bool = False


class WordFields:
    """The fields that are open while the paragraphs of a part are read, in order.

    `counts` has what was left out, `works` the CSL-JSON items by their ids.
    """

    def __init__(self, file: WordFile, counts: Counter[str], works: dict[str, Mapping[str, Any]]) -> None:
        self.file, self.counts, self.works = file, counts, works
        self._open: list[_Field] = []
        self._balanced = True

    def begin(self, root: Element) -> None:
        """Begins to read what is in `root`. A field that never ends would take all words behind it for its own."""
        kinds = Counter(one.get(w("fldCharType")) for one in root.iter(w("fldChar")))
        self._balanced = kinds["begin"] == kinds["end"]
        self._open = []

    def takes(self, child: Element) -> bool:
        """Whether an element of a run is part of the code of a field, or belongs to one that is left out."""
        if not self._balanced:
            return child.tag in {w("fldChar"), w("instrText"), w("delInstrText")}
        if child.tag == w("fldChar"):
            kind = child.get(w("fldCharType"))
            if kind == "begin":
                outer = any(one.left_out for one in self._open)
                self._open.append(_Field(data=child.findtext(w("fldData")) or "", left_out=outer))
            elif self._open and kind == "separate":
                self._begin_result(self._open[-1])
            elif self._open and kind == "end":
                self._end(self._open.pop())
            return True
        if child.tag in {w("instrText"), w("delInstrText")}:
            if self._open and not self._open[-1].result:
                self._open[-1].code += child.text or ""
            return True
        return any(one.left_out or not one.result for one in self._open)

    def open_simple(self, code: str) -> None:
        """Begins a field that is an element with its result in it."""
        opened = _Field(code)
        self._begin_result(opened)
        self._open.append(opened)

    def close_simple(self) -> None:
        """Ends such a field."""
        self._open.pop()

    @property
    def link(self) -> str:
        """The address to which the words of an open field lead; empty if to none."""
        return next((one.link for one in self._open if one.result and one.link), "")

    @property
    def cites(self) -> tuple[CitedPlace, ...]:
        """What the words of an open field cite."""
        return next((one.cites for one in self._open if one.result and one.cites), ())

    def taken_note(self, text: str, *, raised: bool) -> str | None:
        """The key of the note whose mark the open field repeats with `text`: once, then ""; None if it repeats none.

        A number that isn't `raised` or set as a mark is one in a sentence: "see note 5".
        """
        found = next((one for one in self._open if one.result and one.note is not None), None)
        if found is None or not text.strip() or not (found.is_mark or raised):
            return None
        note, found.note = found.note, ""
        return note

    def known(self, cited: tuple[CitedItem, ...]) -> tuple[CitedPlace, ...]:
        """The places in works, which are remembered."""
        self.works.update({place.id: item for item, place in cited if place.id not in self.works})
        return tuple(place for _, place in cited)

    def _begin_result(self, opened: _Field) -> None:
        opened.result = True
        code = opened.code.strip()
        match = _HYPERLINK.match(code)
        opened.link = match[1] if match and match[1].startswith(_SCHEMES) else ""
        opened.cites = self.known(cited_in_field(code, opened.data))
        if (repeated := _NOTE.match(code)) is not None:
            opened.note, opened.is_mark = self.file.marked_notes.get(repeated[1]), repeated[2] is not None
        if code.split(maxsplit=1)[:1] == ["TOC"]:
            opened.left_out = True
            self.counts["tables of contents"] += 1

    def _end(self, ended: _Field) -> None:
        if not ended.result and self._open and not self._open[-1].result:  # EndNote's field beside its field
            self._open[-1].data = self._open[-1].data or ended.data
        elif not ended.result:
            self.known(cited_in_field(ended.code, ended.data))
