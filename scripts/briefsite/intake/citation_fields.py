"""Citation fields: what Zotero, Mendeley and EndNote write into a document about the works that it cites.

Zotero and older Mendeley: `ADDIN ZOTERO_ITEM CSL_CITATION {…}`, `ADDIN CSL_CITATION {…}`, with CSL-JSON items. Mendeley
since 2020: JSON in base64 in the tag of a content control. EndNote: XML in the field or, in base64, beside it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree as ET

from briefsite.intake.archive import parse_xml
from briefsite.intake.document import CitedPlace, IntakeError

_MENDELEY: Final = "MENDELEY_CITATION_v3_"
#: How a locator of CSL (its `label`) is written before the place.
_LABELS: Final[Mapping[str, str]] = {
    "page": "p.",
    "chapter": "chap.",
    "section": "sec.",
    "paragraph": "para.",
    "volume": "vol.",
    "verse": "v.",
    "line": "line",
    "figure": "fig.",
    "note": "n.",
    "folio": "fol.",
    "column": "col.",
    "part": "pt.",
    "book": "bk.",
    "issue": "no.",
    "article": "art.",
}
_RANGE: Final = re.compile(r"\d\s*[-–—,&]\s*\d")
#: EndNote's types of references, and those of CSL.
_ENDNOTE_TYPES: Final[Mapping[str, str]] = {
    "Journal Article": "article-journal",
    "Book": "book",
    "Edited Book": "book",
    "Book Section": "chapter",
    "Conference Paper": "paper-conference",
    "Conference Proceedings": "paper-conference",
    "Magazine Article": "article-magazine",
    "Newspaper Article": "article-newspaper",
    "Report": "report",
    "Thesis": "thesis",
    "Web Page": "webpage",
}

#: A work as CSL-JSON, and the place in it that is cited.
CitedItem = tuple[Mapping[str, Any], CitedPlace]


def cited_in_field(code: str, data: str = "") -> tuple[CitedItem, ...]:
    """What the code of a field cites; `data` is what EndNote stores beside it. Empty for fields of another kind."""
    code = code.strip()
    if code.startswith("ADDIN") and "CSL_CITATION" in code and "{" in code:
        return tuple(_of_csl(_json(code[code.index("{") :])))
    if code.startswith("ADDIN EN.CITE"):
        xml = code[code.index("<EndNote") :] if "<EndNote" in code else _decoded(data)
        return tuple(_of_endnote(xml)) if "<EndNote" in xml else ()
    return ()


def cited_in_tag(tag: str) -> tuple[CitedItem, ...]:
    """What the tag of a content control cites, if it is one of Mendeley's."""
    if not tag.startswith(_MENDELEY):
        return ()
    return tuple(_of_csl(_json(_decoded(tag.removeprefix(_MENDELEY)))))


def locator_shown(locator: str, label: str = "page") -> str:
    """A place in a work, as a note names it: "p. 45", "pp. 45–47", "chap. 3"; empty for no place."""
    locator = " ".join(locator.split())
    if not locator or not locator[0].isdigit():
        return locator
    sign = _LABELS.get(label, label)
    return f"{'pp.' if sign == 'p.' and _RANGE.search(locator) else sign} {locator}".strip()


def _json(text: str) -> Any:
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except ValueError:
        return None


def _decoded(data: str) -> str:
    try:
        return base64.b64decode("".join(data.split()) + "==").decode("utf-8", "replace").rstrip("\0")
    except (binascii.Error, ValueError):
        return ""


def _of_csl(citation: Any) -> Iterator[CitedItem]:
    items = citation.get("citationItems") if isinstance(citation, dict) else None
    for one in items if isinstance(items, list) else ():
        item = one.get("itemData") if isinstance(one, dict) else None
        if not isinstance(item, dict) or not item.get("title"):
            continue
        uris = one.get("uris") or one.get("uri")
        id_ = str(uris[0]) if isinstance(uris, list) and uris else str(item.get("id") or item["title"])
        locator = locator_shown(str(one.get("locator") or ""), str(one.get("label") or "page"))
        yield item, CitedPlace(id_, locator)


def _of_endnote(xml: str) -> Iterator[CitedItem]:
    try:
        root = parse_xml(xml.encode(), "a citation")
    except (ET.ParseError, IntakeError):
        return
    for cite in root.iter("Cite"):
        record = cite.find("record")
        if record is None:
            continue
        item = _endnote_item(record)
        if item.get("title"):
            places = cite.findtext("Pages") or cite.findtext("Suffix") or ""
            id_ = f"endnote-{cite.findtext('RecNum') or item['title']}"
            yield item, CitedPlace(id_, locator_shown(places.strip(" ,.")))


def _endnote_item(record: ET.Element) -> Mapping[str, Any]:
    def said(path: str) -> str:
        found = record.find(path)
        return " ".join("".join(found.itertext()).split()) if found is not None else ""

    kind = record.find("ref-type")
    fields = {
        "title": "titles/title",
        "container-title": "titles/secondary-title",
        "volume": "volume",
        "issue": "number",
        "page": "pages",
        "publisher": "publisher",
        "publisher-place": "pub-location",
        "DOI": "electronic-resource-num",
        "URL": "urls/related-urls/url",
    }
    item: dict[str, Any] = {name: text for name, path in fields.items() if (text := said(path))}
    item["type"] = _ENDNOTE_TYPES.get(kind.get("name", "") if kind is not None else "", "document")
    for role, path in (("author", "contributors/authors/author"), ("editor", "contributors/secondary-authors/author")):
        names = [" ".join("".join(one.itertext()).split()) for one in record.findall(path)]
        if names:
            item[role] = [_person(name) for name in names]
    if year := said("dates/year"):
        item["issued"] = {"date-parts": [[year]]}
    return item


def _person(name: str) -> Mapping[str, str]:
    family, comma, given = name.partition(",")
    return (
        {"family": family.strip(), "given": given.strip()} if comma and given.strip() else {"literal": name.rstrip(",")}
    )
