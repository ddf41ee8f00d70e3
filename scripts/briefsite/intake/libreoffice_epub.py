"""EPUB files of LibreOffice: all blocks are paragraphs in them, and only their styles say which ones are headings.

Headings, the title and quotations are marked in the tree, by ARIA's roles and by classes. A heading is a paragraph that
the table of contents names, one that is set throughout in larger letters than the text, or one whose paragraph style
only headings have. Their levels follow the order in which their styles first come. A quotation is set in on both sides.
What is left is prose: bullets and numbers of lists are nowhere in such a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefsite.intake.epub_navigation import NavigationEntry
from briefsite.intake.html_tree import HtmlTree, ancestors, classes

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from selectolax.lexbor import LexborNode

_LISTS: Final = "LibreOffice leaves bullets and numbers out of EPUB files: if there are lists, supply the .odt or .docx"
_SET_IN: Final = "set in from the left: {} paragraphs, quotations or items of lists, are read as paragraphs"
#: What paragraphs are in if they are no headings.
_AROUND: Final = frozenset({"aside", "td", "th", "li", "figure"})
_SIZE: Final = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)(pt|%)")
_INCHES: Final = re.compile(r"(-?\d{1,3}(?:\.\d{1,6})?)(?:in|px)")
_USUAL_SIZE: Final = 12.0
#: How much larger the letters of headings are at least, and how far quotations are set in, in inches.
_LARGER: Final = 1.08
_INDENTED: Final = 0.15
_LONGEST: Final = 200
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class StyledParagraph:
    """A paragraph with words, the classes of it and of most of its words, how large these are, whether it is named."""

    node: LexborNode
    words: str
    paragraph: str
    span: str
    size: float
    entry: NavigationEntry | None = None


def is_of_libreoffice(package: Element) -> bool:
    """Whether a package says that LibreOffice made it."""
    return any("libepubgen" in (one.get("content") or "") for one in package.iter() if one.get("name") == "generator")


def mark_headings(tree: HtmlTree, entries: Sequence[NavigationEntry], title: str) -> tuple[str, ...]:
    """Marks the title, headings and quotations in a tree of chapters, and returns what to say of the rest."""
    found = _named([*_paragraphs(tree)], entries)
    if not found:
        return ()
    lengths: Counter[tuple[str, str]] = Counter()
    for one in found:
        lengths[one.paragraph, one.span] += len(one.words)
    (_, usual), _ = lengths.most_common(1)[0]
    base = next(one.size for one in found if one.span == usual)
    plain = {one.paragraph for one in found if one.span == usual and one.entry is None}
    body = found[next((at for at, one in enumerate(found) if one.entry), 0) :]  # behind the title page
    sure = [one for one in found if one.entry or (one.words == title and one is found[0])]
    sure += [one for one in body if _is_larger(one, base, plain)]
    styles = {one.paragraph for one in sure} - plain
    heads = {one.node.mem_id for one in (*sure, *(one for one in body if one.paragraph in styles and _is_short(one)))}
    levels: dict[tuple[str, str], int] = {}
    level, set_in = 0, 0
    for one in found:
        if one.node.mem_id in heads:
            if one is found[0] and one.words == title and not one.entry:
                one.node.attrs["class"] = f"{one.paragraph} title"
            else:
                own = one.entry.level if one.entry else min(level + 1, _DEEPEST)
                level = levels.setdefault((one.paragraph, one.span), own)
                one.node.attrs["role"] = "heading"
                one.node.attrs["aria-level"] = str(level)
            _without_style(one)
        elif one.paragraph and (sides := _sides(tree.styles.of(one.node))):
            if min(sides) >= _INDENTED:
                one.node.attrs["class"] = f"{one.paragraph} quote"
            else:
                set_in += sides[1] >= _INDENTED
    return (_LISTS, *([_SET_IN.format(set_in)] if set_in else []))


def _paragraphs(tree: HtmlTree) -> list[StyledParagraph]:
    found: list[StyledParagraph] = []
    for node in tree.body.css("p"):
        words = " ".join(node.text().split())
        if not words or any(one.tag in _AROUND for one in ancestors(node)):
            continue
        shares: Counter[str] = Counter()
        for span in node.css("span"):
            shares[" ".join(sorted(classes(span)))] += len(span.text().strip())
        most = shares.most_common(1)[0][0] if shares else ""
        of_most = next((one for one in node.css("span") if " ".join(sorted(classes(one))) == most), node)
        size = _size(tree.styles.of(of_most))
        found.append(StyledParagraph(node, words, " ".join(sorted(classes(node))), most, size))
    return found


def _named(found: Sequence[StyledParagraph], entries: Sequence[NavigationEntry]) -> list[StyledParagraph]:
    """The paragraphs, those with their entries that the table of contents names, in its order."""
    out, at = [*found], 0
    for entry in entries:
        for number in range(at, len(out)):
            one = out[number]
            if one.words == entry.words and any(up.attributes.get("id") == entry.path for up in ancestors(one.node)):
                out[number] = StyledParagraph(one.node, one.words, one.paragraph, one.span, one.size, entry)
                at = number + 1
                break
    return out


def _is_short(one: StyledParagraph) -> bool:
    return len(one.words) <= _LONGEST


def _is_larger(one: StyledParagraph, base: float, plain: set[str]) -> bool:
    return _is_short(one) and one.size >= base * _LARGER and one.paragraph not in plain


def _size(properties: Mapping[str, str]) -> float:
    """The size of letters in points. One in per cent is of a size that the file does not state."""
    match = _SIZE.fullmatch(properties.get("font-size", ""))
    if match is None:
        return _USUAL_SIZE
    return float(match[1]) * (1 if match[2] == "pt" else _USUAL_SIZE / 100)


def _sides(properties: Mapping[str, str]) -> tuple[float, float] | None:
    """How far a paragraph is set in, in inches, on the right and the left; None if its first line hangs out."""
    margins = [_INCHES.fullmatch(one) for one in properties.get("margin", "").split()]
    hangs = properties.get("text-indent", "").startswith("-")
    if len(margins) != 4 or hangs:  # noqa: PLR2004 - top, right, bottom, left
        return None
    right, left = margins[1], margins[3]
    return (float(right[1]), float(left[1])) if right and left else None


def _without_style(one: StyledParagraph) -> None:
    """Takes away how a heading is set throughout; what is set apart in it stays."""
    for span in one.node.css("span"):
        if " ".join(sorted(classes(span))) == one.span:
            span.attrs["class"] = ""
