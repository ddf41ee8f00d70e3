"""Formatted text as runs: what documents make of a reference in a citation style, and of a sentence of the table.

A run has one look, one language and one target. PDF, EPUB and text write runs each in their way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from briefsite.language.strings import COMPLETE, Untranslated, cut_at_slots

#: The elements of a fragment (`works.reference_html`) and what they say of their text. A `span` with a language says
#: nothing else.
_STYLES: Final = {"em": "em", "sub": "sub", "sup": "sup", "span": "small-caps"}


@dataclass(frozen=True, slots=True)
class ReferenceRun:
    """Text with its `styles` ("em", "sub", "sup", "small-caps") and the URL that it leads to, or "".

    `language` is its BCP 47 tag if it is another than that of the document, else "".
    """

    text: str
    styles: tuple[str, ...] = ()
    url: str = ""
    language: str = ""


def reference_runs(fragment: str) -> Iterator[ReferenceRun]:
    """The runs of a reference, in order."""
    tree = fromstring(f"<r>{fragment}</r>")  # noqa: S314 - the engine has escaped the text in it
    yield from _runs(tree, (), "", "")


def phrase_runs(template: str, /, **slots: str | Sequence[ReferenceRun]) -> tuple[ReferenceRun, ...]:
    """A sentence of the language table with its slots filled in. KeyError for a slot that no value has the name of.

    A sentence in another language than the interface's is marked as such; what fills its slots is not.
    """
    language = COMPLETE if isinstance(template, Untranslated) else ""
    words, *rest = cut_at_slots(template)
    found = [ReferenceRun(words, language=language)]
    for slot, more in zip(rest[::2], rest[1::2], strict=True):
        value = slots[slot]
        found += [ReferenceRun(value)] if isinstance(value, str) else value
        found.append(ReferenceRun(more, language=language))
    return tuple(run for run in found if run.text)


def text_of_runs(runs: Iterable[ReferenceRun]) -> str:
    """The text of runs, for documents that have nothing but text."""
    return "".join(run.text for run in runs)


def _runs(tree: Element, styles: tuple[str, ...], url: str, language: str) -> Iterator[ReferenceRun]:
    if tree.text:
        yield ReferenceRun(tree.text, styles, url, language)
    for child in tree:
        own = child.get("lang", "")
        style = "" if own else _STYLES.get(child.tag, "")
        inner = (*styles, style) if style else styles
        yield from _runs(child, inner, child.get("href", url), own or language)
        if child.tail:
            yield ReferenceRun(child.tail, styles, url, language)
