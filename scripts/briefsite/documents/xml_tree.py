"""Trees of XML, built with mixed content and written the same way everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element, tostring

from briefsite.language.strings import COMPLETE, Untranslated

Content: TypeAlias = "Element | str"
#: What no XML 1.0 document can hold, not even as a reference (XML 1.0, 2.2).
NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What an id may be (XML Names, without the colon; addresses are ASCII).
_ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def node(tag: str, /, *content: Content, **values: str | None) -> Element:
    """An element. `xml_id` is the attribute `xml:id`, `class_` is `class`, `sec_type` is `sec-type`.

    None and "" leave an attribute out.
    """
    found = Element(tag, {_attribute(name): value for name, value in values.items() if value})
    add_content(found, content)
    return found


def add_content(parent: Element, content: Iterable[Content]) -> None:
    """Adds texts and elements to an element, in order."""
    for one in content:
        if isinstance(one, Element):
            parent.append(one)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + one
        else:
            parent.text = (parent.text or "") + one


def lines_of(tag: str, /, *content: Element | None, **values: str | None) -> Element:
    """An element with nothing but elements in it, each on a line of its own. None is left out."""
    children = [child for one in content if one is not None for child in (one, "\n")]
    return node(tag, *(["\n", *children] if children else []), **values)


def english(text: str) -> str | None:
    """The language of a text of the table, if it is in English for want of another."""
    return COMPLETE if isinstance(text, Untranslated) else None


def worded(tag: str, text: str, **values: str | None) -> Element:
    """An element with a text of the language table; one that the language lacks is marked as English."""
    return node(tag, text, xml_lang=english(text), **values)


def document_of(root: Element, doctype: str = "") -> bytes:
    """The file of a tree, in UTF-8."""
    begun = "\n".join(filter(None, ['<?xml version="1.0" encoding="UTF-8"?>', doctype]))
    return f"{begun}\n{tostring(root, encoding='unicode')}\n".encode()


def xml_id(address: str) -> str:
    """An address as an id of XML. Ids can't begin with a digit: such a one gets a low line before it."""
    return address if _ID.fullmatch(address) else f"_{re.sub(r'[^A-Za-z0-9_.-]', '_', address)}"


def _attribute(name: str) -> str:
    if name.startswith("xml_"):
        return f"xml:{name.removeprefix('xml_')}"
    return name.rstrip("_").replace("_", "-")
