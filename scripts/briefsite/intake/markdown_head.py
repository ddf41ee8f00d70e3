"""The head of a file of Markdown: YAML between lines of three hyphens, with what the document says about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

_TITLE_LINES: Final = 3
_READ: Final = frozenset(
    {
        "title",
        "subtitle",
        "author",
        "authors",
        "date",
        "lang",
        "bibliography",
        "abstract",
        "link-citations",
        "csl",
        "...",
    }
)
_LONGEST: Final = 30


@dataclass(frozen=True, slots=True)
class MarkdownHead:
    """What the head states; what it doesn't is empty. `left_out` are the names of what is not read."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    bibliographies: tuple[str, ...] = ()
    abstract: str = ""
    left_out: tuple[str, ...] = ()


def markdown_head(text: str) -> tuple[MarkdownHead, int]:
    """The head, and the number of its lines, 0 if there is none. A head that is no YAML is text."""
    lines = text.split("\n")
    if lines[0].startswith("% "):
        return _title_block(lines)
    if lines[0].rstrip() != "---":
        return MarkdownHead(), 0
    end = next((at for at in range(1, len(lines)) if lines[at].rstrip() in {"---", "..."}), 0)
    try:
        data = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts and nothing else
    except (yaml.YAMLError, RecursionError, ValueError):
        return MarkdownHead(), 0
    if not end or not isinstance(data, dict):
        return MarkdownHead(), 0
    authors = data.get("author") or data.get("authors") or ()
    people = authors if isinstance(authors, list) else [authors]
    names = (_said(one.get("name") if isinstance(one, dict) else one) for one in people)
    found = tuple(name for name in names if name)
    said = (_said(data.get(name)) for name in ("title", "subtitle", "date", "lang"))
    title, subtitle, date, language = said
    named = data.get("bibliography") or ()
    files = tuple(filter(None, map(_said, named if isinstance(named, list) else [named])))
    abstract = data.get("abstract")
    left_out = tuple(str(key)[:_LONGEST] for key, value in data.items() if value and key not in _READ)
    return MarkdownHead(
        title, subtitle, found, date, language, files, abstract if isinstance(abstract, str) else "", left_out
    ), end + 1


def _title_block(lines: Sequence[str]) -> tuple[MarkdownHead, int]:
    """Pandoc's older head: lines with a percent sign for the title, the authors, the date; indented ones go on."""
    parts: list[str] = []
    count = 0
    for line in lines:
        if line.startswith("%") and len(parts) < _TITLE_LINES:
            parts.append(line[1:].strip())
        elif parts and line.startswith(" ") and line.strip():
            parts[-1] += f"\n{line.strip()}"
        else:
            break
        count += 1
    title, authors, date = (*parts, "", "", "")[:_TITLE_LINES]
    people = tuple(_said(one) for one in authors.replace(";", "\n").split("\n") if one.strip())
    return MarkdownHead(_said(title), "", people, _said(date)), count


def _said(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
