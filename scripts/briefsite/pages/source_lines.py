"""Lines of the source, as pages name them."""

from __future__ import annotations

from briefsite.language.strings import Strings
from briefsite.source.document_place import kind_of_place


def shown_lines(say: Strings, first: int, last: int) -> str:
    """Lines of the source by their numbers: "line 94", "lines 73–84"."""
    return say.text("common.line", line=first) if first == last else say.text("common.lines", first=first, last=last)


def shown_place(say: Strings, at: str) -> str:
    """A place in a document as the structure file has it ("body/p[4]", "line 12"), in words where it has some."""
    found = kind_of_place(at)
    return at if found is None else say.text(f"place.{found[0]}", number=found[1])
