"""What the style sheets of a web page say of its elements: how words are set, and what is hidden.

Programs that export web pages set all italics by classes. Only plain selectors are read (`.c3`, `p.note`, `#x`, `em`),
and no rules for other media: what can't be told from these is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from briefsite.source.passage import Face

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PROPERTIES: Final = frozenset(
    {
        "display",
        "visibility",
        "font-style",
        "font-weight",
        "font-variant",
        "font-variant-caps",
        "vertical-align",
        "position",
        "top",
        "bottom",
        "mso-hide",
        "font-size",
        "margin",
        "text-indent",
    }
)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_PIECE: Final = re.compile(r"([^{};]*)([{};])")
_SELECTOR: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?((?:[.#][\w-]+)*)")
_MEDIA: Final = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*$", re.IGNORECASE)
_LENGTH: Final = re.compile(r"([+-]?(?:\d{1,4}(?:\.\d{1,6})?|\.\d{1,6}))(?:em|ex|pt|%)")
_MOST_RULES: Final = 20_000
#: How deep rules are at most in others that say when they hold.
_DEEPEST: Final = 5
_BOLD: Final = 600

#: Properties by their names.
Properties = dict[str, str]


class PageStyles:
    """The rules of style sheets, by the element, class or id that each is about."""

    def __init__(self, sheets: str) -> None:
        """Reads the rules of some style sheets, one behind the other."""
        self._rules: dict[str, list[tuple[str, frozenset[str], Properties]]] = {}
        for number, (selector, properties) in enumerate(_rules(sheets)):
            match = _SELECTOR.fullmatch(selector)
            if number >= _MOST_RULES or match is None or not selector:
                continue
            names = frozenset(re.findall(r"[.#][\w-]+", match[2] or ""))
            tag = (match[1] or "").lower()
            self._rules.setdefault(min(names, default=tag), []).append((tag, names, properties))

    def of(self, node: LexborNode) -> Properties:
        """What is stated of an element: by its tag, then by classes and ids, last by itself."""
        attributes = node.attributes
        own = {f".{name}" for name in (attributes.get("class") or "").split()}
        own |= {f"#{attributes.get('id')}"} if attributes.get("id") else set()
        found: Properties = {}
        for key in (node.tag or "", *sorted(own)) if self._rules else ():
            for tag, names, properties in self._rules.get(key, ()):
                if names <= own and tag in {"", node.tag}:
                    found |= properties
        return found | dict(_declared(attributes.get("style") or ""))

    def hides(self, node: LexborNode) -> bool:
        """Whether an element says that it is not shown."""
        if "hidden" in node.attributes:
            return True
        stated = self.of(node)
        return (
            stated.get("display") == "none"
            or stated.get("visibility") in {"hidden", "collapse"}
            or stated.get("mso-hide") == "all"
        )


def stated_faces(properties: Mapping[str, str]) -> Iterator[tuple[Face, bool]]:
    """The faces that properties set, or unset."""
    style, weight = properties.get("font-style", ""), properties.get("font-weight", "")
    variant = f"{properties.get('font-variant', '')} {properties.get('font-variant-caps', '')}"
    if style in {"italic", "oblique", "normal"}:
        yield "em", style != "normal"
    if weight in {"bold", "bolder", "normal"} or weight.isdecimal():
        yield "strong", weight in {"bold", "bolder"} or (weight.isdecimal() and int(weight) >= _BOLD)
    if "small-caps" in variant:
        yield "sc", True
    if height := _height(properties):
        yield ("sup" if height > 0 else "sub"), True


def _height(properties: Mapping[str, str]) -> float:
    """How far characters are raised, or lowered if below 0. LibreOffice moves them away from their place."""
    aligned = properties.get("vertical-align", "")
    if aligned in {"super", "sub"}:
        return 1.0 if aligned == "super" else -1.0
    if match := _LENGTH.fullmatch(aligned):
        return float(match[1])
    if properties.get("position") == "relative":
        for name, sign in (("top", -1.0), ("bottom", 1.0)):
            if match := _LENGTH.fullmatch(properties.get(name, "")):
                return sign * float(match[1])
    return 0.0


def _declared(text: str) -> Iterator[tuple[str, str]]:
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        if colon and (name := name.strip().lower()) in _PROPERTIES:
            yield name, " ".join(value.lower().replace("!important", "").split())


def _rules(sheets: str) -> Iterator[tuple[str, Properties]]:
    """The selectors of the rules that hold on a screen, each with its properties."""
    around: list[str] = []
    declared: list[str] = []
    for match in _PIECE.finditer(_COMMENT.sub(" ", sheets) + ";"):
        words, sign = match[1].strip(), match[2]
        if sign == "{":
            around.append(words)
            declared = []
        elif sign == ";":
            declared.append(words)
        elif around:
            selectors = around.pop()
            properties = dict(_declared(";".join((*declared, words))))
            declared = []
            if (
                properties
                and not selectors.startswith("@")
                and len(around) < _DEEPEST
                and all(_MEDIA.match(one) for one in around)
            ):
                yield from ((one.strip(), properties) for one in selectors.split(","))
