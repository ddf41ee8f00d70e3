"""The difference as text: for a terminal, as Markdown for a comment on a code host, or as an HTML document."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from briefsite.publish.difference import ChangedAddress, EditionDifference, WordChange
from briefsite.reading.editorial_change import EditorialChange
from briefsite.works.languages import SITE_LANGUAGE

#: A comment on GitHub or GitLab may have a little more characters than this.
_LONGEST: Final = 60_000
_NOTHING: Final = "nothing has changed"
#: What a comment on a code host would take for something else than text; `@` would call a person.
_MARKDOWN: Final = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_{}[]()#+!|~@-"}


def difference_as_text(differences: Sequence[EditionDifference]) -> str:
    """For a terminal: words that go are in [-…-], words that come in {+…+}, as in a word diff of git."""
    return "".join(f"{line}\n" for one in differences for line in _text(one))


def difference_as_markdown(differences: Sequence[EditionDifference]) -> str:
    """For a comment on a code host. Where it would be too long, the words of the last changes are left out."""
    return _fitting(differences, _markdown)


def difference_as_html(differences: Sequence[EditionDifference]) -> str:
    """An HTML document."""
    body = "\n".join(line for one in differences for line in _html(one))
    style = "body{font:1rem/1.5 serif;max-width:45em;margin:2em auto}del{color:#9a1f1a}ins{color:#1d6b3a}"
    head = f'<meta charset="utf-8"><title>What would be released</title><style>{style}</style>'
    return f'<!doctype html>\n<html lang="{SITE_LANGUAGE}"><head>{head}</head><body>\n{body}\n</body></html>\n'


#: The forms of the command line.
DIFFERENCE_FORMS: Final[Mapping[str, Callable[[Sequence[EditionDifference]], str]]] = {
    "text": difference_as_text,
    "markdown": difference_as_markdown,
    "html": difference_as_html,
}


def _headline(one: EditionDifference) -> str:
    if one.first:
        return f"{one.folder}: nothing was released yet; {one.first}"
    count = len(one.changes) + len(one.edited)
    changes = "1 change" if count == 1 else f"{count} changes"
    return f"{one.folder}: {changes if count else _NOTHING} since {one.base}"


def _text(one: EditionDifference) -> Iterator[str]:
    yield _headline(one)
    for change in one.changes:
        yield ""
        yield from change.says
        if change.words:
            yield "  " + " ".join(_WORDS_IN_TEXT[sign].format(words) for sign, words in change.words)
        yield f"  now   {change.now}"
        if change.then:
            yield f"  then  {change.then}"
    for edit in one.edited:
        yield from ("", edit.says)
        yield from (f"  {_WORDS_IN_TEXT[sign].format(words)}" for sign, words in _sides(edit))


_WORDS_IN_TEXT: Final = {"": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}


def _markdown(one: EditionDifference, worded: int) -> Iterator[str]:
    yield f"#### {_escaped(_headline(one))}"
    for number, change in enumerate(one.changes):
        links = [f"[now]({change.now})", *([f"[then]({change.then})"] if change.then else [])]
        yield f"\n- **{_escaped('; '.join(change.says))}** · {' · '.join(links)}"
        if change.words and number < worded:
            yield f"\n  {_marked(change.words, _escaped)}"
    for edit in one.edited:
        yield f"\n- **{_escaped(edit.says)}**"
        if worded:
            yield f"\n  {_marked(_sides(edit), _escaped)}"
    if worded < len(one.changes):
        yield f"\nThe words of {len(one.changes) - worded} changes are left out here: `briefsite diff` shows them."


def _fitting(differences: Sequence[EditionDifference], write: Callable[[EditionDifference, int], Iterator[str]]) -> str:
    worded = max((max(len(one.changes), 1) for one in differences), default=0)
    while True:
        text = "".join(f"{line}\n" for one in differences for line in write(one, worded))
        if len(text) <= _LONGEST or not worded:
            return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rpartition(chr(10))[0]}\n…\n"
        worded = worded * 3 // 4


def _html(one: EditionDifference) -> Iterator[str]:
    yield f"<h1>{html.escape(_headline(one))}</h1>"
    for change in one.changes:
        yield f"<h2>{html.escape('; '.join(change.says))}</h2>"
        if change.words:
            yield f"<p>{_marked(change.words, html.escape)}</p>"
        yield f"<p>{' · '.join(_links(change))}</p>"
    for edit in one.edited:
        yield f"<h2>{html.escape(edit.says)}</h2>"
        yield f"<p>{_marked(_sides(edit), html.escape)}</p>"


def _sides(edit: EditorialChange) -> Sequence[WordChange]:
    """The words before and after, as a change of all of them."""
    sides: Sequence[WordChange] = (("-", edit.before), ("+", edit.after))
    return [(sign, words) for sign, words in sides if words]


def _links(change: ChangedAddress) -> Iterator[str]:
    for name, url in (("now", change.now), ("then", change.then)):
        if url:
            yield f'<a href="{html.escape(url)}">{name}</a>'


def _marked(words: Sequence[WordChange], escape: Callable[[str], str]) -> str:
    tags = {"": "{}", "-": "<del>{}</del>", "+": "<ins>{}</ins>"}
    return " ".join(tags[sign].format(escape(said)) for sign, said in words)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).translate(_MARKDOWN)
