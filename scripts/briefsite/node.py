"""YAML nodes, read strictly: a scalar is the text that stands there, whatever YAML takes it for.

For files that a program writes and people may touch. Everything that isn't as expected is an error at its node.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import cast

import yaml


class UnreadableError(ValueError):
    """A piece of the document, given by its `node`, that isn't what is expected there."""

    def __init__(self, node: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.node = node


def pairs(node: yaml.Node) -> Sequence[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a mapping; of another node there are none."""
    return node.value if isinstance(node, yaml.MappingNode) else ()


def mapping(node: yaml.Node, needed: AbstractSet[str], allowed: AbstractSet[str] = frozenset()) -> dict[str, yaml.Node]:
    """The values of a mapping that must have the keys `needed` and may have those `allowed`, and no others."""
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableError(node, f"here should be {', '.join(sorted(needed))}")
    parts: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value not in needed | allowed:
            raise UnreadableError(key, f"{scalar(key)} is not known here")
        if key.value in parts:
            raise UnreadableError(key, f"{key.value} stands here twice")
        parts[key.value] = value
    if missing := sorted(needed - parts.keys()):
        raise UnreadableError(node, f"{' and '.join(missing)} missing")
    return parts


def sequence(node: yaml.Node) -> Sequence[yaml.Node]:
    """The members of a list."""
    if not isinstance(node, yaml.SequenceNode):
        raise UnreadableError(node, "here should be a list")
    return cast("Sequence[yaml.Node]", node.value)


def scalar(node: yaml.Node) -> str:
    """The text of a scalar."""
    if not isinstance(node, yaml.ScalarNode):
        raise UnreadableError(node, "here should be text")
    return str(node.value)


def day(node: yaml.Node) -> datetime.date:
    """The date that a scalar writes, in this form only; Python reads others as well: 20261124, 2026-W48-2."""
    text = scalar(node)
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    if str(date) != text or date is None:
        raise UnreadableError(node, f"{text} is no date such as 2026-11-24")
    return date


def stopped_at(error: Exception, text: str) -> yaml.Mark | None:
    """Where in `text` the YAML reader met an error; of a forbidden character it says only how many bytes precede it."""
    if isinstance(error, yaml.MarkedYAMLError):
        return error.problem_mark or error.context_mark
    before = text.encode()[: getattr(error, "position", 0)].decode(errors="ignore")
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    return yaml.Mark("", len(before), line, column, None, 0)
