"""Lines of the source, as pages name them."""

from __future__ import annotations

from briefsite.language.strings import Strings


def shown_lines(say: Strings, first: int, last: int) -> str:
    """Lines of the source by their numbers: "line 94", "lines 73–84"."""
    return say.text("common.line", line=first) if first == last else say.text("common.lines", first=first, last=last)
