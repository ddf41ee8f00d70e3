"""What a document says about itself: its title, its authors, its language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

#: The part of an Office file that has it.
CORE_PROPERTIES: Final = "docProps/core.xml"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
#: Names of programs that stand in the place of an author's.
_PROGRAMS: Final = re.compile(r"(?:python-docx|unknown|user|author|admin\w*|microsoft.*|windows.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The facts as the file states them; empty where it doesn't."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""


def core_properties(root: Element | None) -> DocumentFacts:
    """The facts among the core properties of an Office file (ISO 29500-2), or the metadata of an EPUB."""
    if root is None:
        return DocumentFacts()
    titles, authors, languages = (
        [" ".join((one.text or "").split()) for one in root.iter(f"{_DC}{name}")]
        for name in ("title", "creator", "language")
    )
    named = [part.strip() for one in authors for part in one.split(";")]
    people = tuple(name for name in named if name and not _PROGRAMS.fullmatch(name))
    return DocumentFacts(next(filter(None, titles), ""), people, next(filter(None, languages), ""))
