"""Filters: radio buttons that hide, by CSS alone, whatever isn't of the chosen kind.

The n-th button has the class `show-n`, and what it shows has the n-th class of its family (`theme-n` for events,
`facet-n` for works). A rule for each n hides all else in the list; what a link leads to is never hidden. Without CSS,
without `:has()`, and on paper, everything is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from briefsite.html import Html, element, html_text
from briefsite.markup import typeset
from briefsite.pages.classes import Css, numbered_class

#: For so many themes and facets the style sheet has a rule. What an edition has more of gets no button.
MOST_THEMES: Final = 12
MOST_FACETS: Final = 32


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its number, or "all"; what it says; how many entries it shows."""

    number: int | Literal["all"]
    title: str
    count: int


def filter_buttons(name: str, legend: str, choices: Sequence[Choice]) -> Html:
    """A group of buttons, as a block. Groups of one `name` are one choice."""
    buttons = (_button(name, choice) for choice in choices)
    return element(
        "fieldset",
        element("legend", html_text(legend)),
        *buttons,
        gap="\n",
        classes=Css.FILTER,
        data_search_exclude="",
    )


def _button(name: str, choice: Choice) -> Html:
    # Without `autocomplete`, Firefox brings a choice back on reloading, and hides what a link leads to.
    button = element(
        "input",
        type="radio",
        name=name,
        classes=numbered_class("show", choice.number),
        autocomplete="off",
        checked=choice.number == "all",
    )
    shown = element("span", html_text(f"{typeset(choice.title)} "), element("small", html_text(str(choice.count))))
    return element("label", button, html_text(" "), shown)


def filter_css() -> str:
    """The rules that the buttons need, as theme/assets/reading.css has them."""
    return "\n".join(
        [
            "@media screen { /* on paper everything is there, whatever is chosen */",
            *_rule(Css.CHRONICLE, Css.EVENT, "theme", MOST_THEMES),
            *_rule(Css.REGISTER, Css.WORK, "facet", MOST_FACETS),
            "}",
        ]
    )


def _rule(around: Css, entry: Css, family: Literal["theme", "facet"], most: int) -> Iterator[str]:
    for number in range(1, most + 1):
        button, shown = numbered_class("show", number), numbered_class(family, number)
        end = "," if number < most else " { display: none; }"
        yield f"  .{around}:has(.{button}:checked) .{entry}:not(.{shown}, :target){end}"
