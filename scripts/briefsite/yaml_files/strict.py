"""YAML nodes, read strictly: a scalar is its text, whatever type YAML would give it.

For files that a program writes and people may edit. Whatever isn't as expected is an `UnreadableError` at its node.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, cast

import yaml

#: A depth of nesting that none of our files has.
_DEPTH: Final = 20
_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableError(ValueError):
    """A part of the document (`node`) that isn't what is expected there."""

    def __init__(self, node: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.node = node


def compose_node(text: str) -> yaml.Node | None:
    """The root node of the document in `text`, or None if that is empty.

    yaml.YAMLError for invalid YAML, aliases, a second document, or too deep nesting: PyYAML's own `compose_node`
    recurses in C as deep as the text is nested, until the program crashes.
    """
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    document = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            if document is not None:
                raise _error("a second document begins", event)
            document = _node(event, events, 0)
    return document


def _error(problem: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


def _node(event: Any, events: Iterator[Any], depth: int) -> yaml.Node:
    start = event.start_mark
    if isinstance(event, yaml.ScalarEvent):
        return yaml.ScalarNode("", event.value, start)
    if isinstance(event, yaml.AliasEvent):
        raise _error("an alias has no place here", event)
    if depth > _DEPTH:
        raise _error("a list in a list in a list … has no place here", event)
    children = []
    while not isinstance(event := next(events), yaml.CollectionEndEvent):
        children.append(_node(event, events, depth + 1))
    if isinstance(event, yaml.SequenceEndEvent):
        return yaml.SequenceNode("", children, start)
    return yaml.MappingNode("", list(zip(children[::2], children[1::2], strict=True)), start)


def pairs(node: yaml.Node) -> Sequence[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a mapping; none for any other node."""
    return node.value if isinstance(node, yaml.MappingNode) else ()


def mapping(node: yaml.Node, needed: AbstractSet[str], allowed: AbstractSet[str] = frozenset()) -> dict[str, yaml.Node]:
    """The values, by their keys, of a mapping that must have the keys `needed` and may have those `allowed`.

    UnreadableError for any other mapping or node.
    """
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableError(node, f"expected {', '.join(sorted(needed))}")
    parts: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value not in needed | allowed:
            raise UnreadableError(key, f"{scalar(key)} is not known here")
        if key.value in parts:
            raise UnreadableError(key, f"{key.value} appears twice here")
        parts[key.value] = value
    if missing := sorted(needed - parts.keys()):
        raise UnreadableError(node, f"{' and '.join(missing)} missing")
    return parts


def sequence(node: yaml.Node) -> Sequence[yaml.Node]:
    """The items of a list; UnreadableError for any other node."""
    if not isinstance(node, yaml.SequenceNode):
        raise UnreadableError(node, "expected a list")
    return cast("Sequence[yaml.Node]", node.value)


def scalar(node: yaml.Node) -> str:
    """The text of a scalar; UnreadableError for any other node."""
    if not isinstance(node, yaml.ScalarNode):
        raise UnreadableError(node, "expected text")
    return str(node.value)


def stopped_at(error: Exception, text: str) -> yaml.Mark | None:
    """Where in `text` PyYAML met an error, or None. For a forbidden character it gives only the bytes before it."""
    if isinstance(error, yaml.MarkedYAMLError):
        return error.problem_mark or error.context_mark
    before = text.encode()[: getattr(error, "position", 0)].decode(errors="ignore")
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    return yaml.Mark("", len(before), line, column, None, 0)
