"""Filters: radio buttons that hide, by CSS alone, whatever isn't of the chosen kind.

The n-th button has the class `show-n`, and what it shows has the n-th class of its family (`theme-n` for events,
`facet-n` for works). In theme/assets/filters.css, a rule for each n hides all else in the list (scripts/filter_rules.py
writes it); what a link leads to is never hidden. Without CSS, without `:has()`, and on paper, everything is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from briefsite.html import Html, element, html_text
from briefsite.markup import typeset
from briefsite.pages.classes import Css, numbered_class

#: For so many themes and facets the style sheet has a rule. What an edition has more of gets no button. Another number
#: needs the rules written again: `python scripts/filter_rules.py`.
MOST_THEMES: Final = 12
MOST_FACETS: Final = 32


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its number, or "all"; what it says; how many entries it shows."""

    number: int | Literal["all"]
    title: str
    count: int


def filter_buttons(name: str, legend: str, choices: Sequence[Choice]) -> Html:
    """A group of buttons, as a block: one choice. `name` is its own on the page."""
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
