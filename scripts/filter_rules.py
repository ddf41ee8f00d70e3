"""Writes the rules of the filter buttons into filters.css: `python scripts/filter_rules.py`.

`briefsite.pages.filters` says how the buttons work. A test compares the rules with the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from briefsite.pages.classes import Css, numbered_class
from briefsite.pages.filters import MOST_FACETS, MOST_THEMES

SHEET: Final = Path(__file__).resolve().parent / "briefsite/theme/assets/filters.css"
#: The first line of the rules in the style sheet. They go to the next line that is a closing brace.
BEGIN: Final = "@media screen { /* on paper everything is there, whatever is chosen */\n"
END: Final = "\n}\n"


def filter_rules() -> str:
    """The rules that the buttons need, as the style sheet has them."""
    rules = [
        *_rules(Css.CHRONICLE, Css.EVENT, "theme", MOST_THEMES),
        *_rules(Css.REGISTER, Css.WORK, "facet", MOST_FACETS),
    ]
    return BEGIN + "\n".join(rules) + END


def _rules(around: Css, entry: Css, family: Literal["theme", "facet"], most: int) -> Iterator[str]:
    for number in range(1, most + 1):
        button, shown = numbered_class("show", number), numbered_class(family, number)
        end = "," if number < most else " { display: none; }"
        yield f"  .{around}:has(.{button}:checked) .{entry}:not(.{shown}, :target){end}"


def main() -> None:
    """Put the rules in the place of those that the style sheet has."""
    css = SHEET.read_text(encoding="utf-8")
    before, _, rest = css.partition(BEGIN)
    SHEET.write_text(before + filter_rules() + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
