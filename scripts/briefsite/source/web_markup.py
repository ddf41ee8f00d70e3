"""Markup of web pages in a plain text: tags and entities that were left when the text was taken from a page.

The markers of notes in them are read (`marker_forms`). The rest stays as it is: a text may be about markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import Final

from briefsite.problems.collector import Problems
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.words import first_of

#: Tags that pages have within and around paragraphs. A word between angles may be a name, a place or a marker.
_TAGS: Final = (
    "a|abbr|acronym|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html"
    "|i|img|ins|li|link|meta|nobr|ol|p|pre|q|ref|s|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul"
)
_MARKUP: Final = re.compile(
    rf"</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?/?>|&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});",
    re.IGNORECASE,
)
#: So many different ones are named.
_MOST_NAMED: Final = 6


def ask_about_markup(source: Source, passages: Iterable[Passage], problems: Problems) -> None:
    """Problem S13, a warning, for all tags and entities in the running text and its notes that nobody has emended."""
    found = [markup for passage in passages for markup in _markup_of(passage)]
    if not found:
        return
    forms = list(dict.fromkeys(_bare(markup) for _, markup in found))
    times = f"{len(found):,} times" if len(found) > 1 else "once"
    named = f"{first_of(forms, _MOST_NAMED, by=' ')}, {times}"
    message = f"looks like the markup of a web page, which is left in the text as it is: {named}"
    help_ = (
        "if you have the page itself, begin with that (`briefsite init page.html`); "
        "or else remove the markup with emendations"
    )
    at, first = found[0]
    problems.warning(source.place(at, len(first)), "S13", message, help_, subject=forms[0])


def _markup_of(passage: Passage) -> Iterator[tuple[int, str]]:
    """Each piece of markup with its place in the source."""
    begin = 0
    for run in passage.runs:
        if run.emendation is None and run.style != "mark":
            for match in _MARKUP.finditer(run.text):
                if _is_known(match[0]):
                    yield passage.place(begin + match.start()), match[0]
        begin += len(run.text)


def _is_known(markup: str) -> bool:
    return markup[0] == "<" or markup[1] == "#" or markup[1:] in html5


def _bare(markup: str) -> str:
    """A tag without its attributes."""
    return re.sub(r"\s[^<>]*(?=>)", "", markup) if markup[0] == "<" else markup
