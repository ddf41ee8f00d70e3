"""A formatted reference as runs of text: what documents other than pages make of the fragments of a style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, fromstring

#: The elements of a fragment (`works.reference_html`) and what they say of their text.
_STYLES: Final = {"em": "em", "sub": "sub", "sup": "sup", "span": "small-caps"}


@dataclass(frozen=True, slots=True)
class ReferenceRun:
    """Text of a reference with its `styles` ("em", "sub", "sup", "small-caps") and the URL that it leads to, or ""."""

    text: str
    styles: tuple[str, ...] = ()
    url: str = ""


def reference_runs(fragment: str) -> Iterator[ReferenceRun]:
    """The runs of a reference, in order."""
    tree = fromstring(f"<r>{fragment}</r>")  # noqa: S314 - the engine has escaped the text in it
    yield from _runs(tree, (), "")


def _runs(tree: Element, styles: tuple[str, ...], url: str) -> Iterator[ReferenceRun]:
    if tree.text:
        yield ReferenceRun(tree.text, styles, url)
    for child in tree:
        style = _STYLES.get(child.tag)
        yield from _runs(child, (*styles, style) if style else styles, child.get("href", url))
        if child.tail:
            yield ReferenceRun(child.tail, styles, url)
