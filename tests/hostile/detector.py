"""What of a hostile input has become markup, script or an address in a published file.

The inputs (payloads.txt) carry a token: `zqx` in scripts, names and addresses, `ZQX` as a class or an id, `zqxmd` as
all that Markdown would mark up, `7191*7193` as what a template would work out. As text they may be anywhere; and a link
whose own text is its address, as the citation engine makes one of each address in a reference, is honest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser, LexborNode

PRODUCT: Final = str(7191 * 7193)
_ADDRESSES: Final = frozenset(
    {"href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "background", "srcdoc", "content"}
)
_MARKED: Final = "strong, em, code, del, a, mark, kbd, sub, sup, td, th, dd, blockquote, pre, b, summary"
_HOSTILE: Final = re.compile(r"[\s\x00-\x20]*(?:javascript|data|vbscript)\s*:|.*zqx\.test", re.IGNORECASE | re.DOTALL)


def payloads() -> Mapping[str, str]:
    """The hostile inputs, each with its kind (HTML, script …)."""
    found: dict[str, str] = {}
    kind = ""
    for line in Path(__file__).with_name("payloads.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("@@ "):
            kind = line[3:]
        elif line:
            found[line.replace("⏎", "\n")] = kind
    return found


def foreign(name: str, data: bytes) -> list[str]:
    """What is foreign in a published file: each as a line for a person; empty if nothing is."""
    text = data.decode("utf-8", "replace")
    found = [f"{PRODUCT}: a template was worked out"] if PRODUCT in text else []
    if name.endswith(".html"):
        found += _in_html(text)
    elif name.endswith((".xml", ".svg")):
        found += _in_xml(text)
    elif name.endswith((".json", ".jsonld")):
        found += _in_json(text)
    return [f"{name}: {one}" for one in found]


def _in_html(text: str) -> Iterator[str]:
    tree = LexborHTMLParser(text)
    for node in tree.css("*"):
        yield from _in_element(node)
    for node in tree.css(_MARKED):
        if node.text().strip() == "zqxmd":
            yield f"<{node.tag}> around zqxmd"


def _in_element(node: LexborNode) -> Iterator[str]:
    tag = node.tag or ""
    if "zqx" in tag:
        yield f"an element <{tag}>"
    if tag in {"iframe", "object", "embed", "base", "marquee", "noscript"} and "zqx" in (node.html or "").lower():
        yield f"an element <{tag}>"
    if tag in {"script", "style"} and "zqx" in node.text():
        if "json" not in (node.attributes.get("type") or ""):
            yield f"a <{tag}> with {node.text()[:60]!r}"
        else:
            yield from _in_json(node.text())
    for key, value in node.attributes.items():
        said = value or ""
        if key.startswith("on") and key != "on":
            yield f"a handler {key} at <{tag}>"
        elif "zqx" in key:
            yield f"an attribute {key} at <{tag}>"
        elif key in {"class", "style"} and "zqx" in said.lower():
            yield f"{key}={said!r} at <{tag}>"
        elif key == "id" and "ZQX" in said:
            yield f"id={said!r} at <{tag}>"
        elif key in _ADDRESSES and (tag, key) != ("meta", "content") and _HOSTILE.match(unquote(said)):
            if tag == "a" and said.startswith(("http://", "https://")) and "zqx.test" in node.text():
                continue
            yield f"the address {said!r} at <{tag}>"
    if tag == "meta" and "http-equiv" in node.attributes and "zqx" in (node.html or ""):
        yield f"a <meta> {node.html}"


def _in_xml(text: str) -> Iterator[str]:
    try:
        tree = ET.fromstring(text)  # noqa: S314 - our own file; without external entities
    except ET.ParseError as error:
        yield f"it is not XML: {error}"
        return
    for node in tree.iter():
        tag = str(node.tag)
        if "zqx" in tag or tag.endswith("}script"):
            yield f"an element {tag}"
        for key, value in node.attrib.items():
            bare = key.rpartition("}")[2]
            if "zqx" in key or bare.startswith("on"):
                yield f"an attribute {key}"
            elif bare in _ADDRESSES | {"ref", "target", "url"} and _HOSTILE.match(unquote(value)):
                if value.startswith(("http://", "https://")) and "zqx.test" in "".join(node.itertext()):
                    continue  # as the text says itself
                yield f"the address {value!r}"


def _in_json(text: str) -> Iterator[str]:
    try:
        data = json.loads(text)
    except ValueError as error:
        yield f"it is not JSON: {error}"
        return
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "zqx" in value:
                yield "a key zqx"
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
