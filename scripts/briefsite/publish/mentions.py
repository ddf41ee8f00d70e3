"""Where edition.yml mentions an address that a merge has given to another text: rulings, and quotations by address.

An address in edition.yml means what it meant on the branch where the line was written. When a merge gives a text of one
branch another address, the lines of that branch have to follow, and nobody but a person should change them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from briefsite.ledger.merge import Renumbered
from briefsite.yaml_files.strict import compose_node


@dataclass(frozen=True, slots=True)
class _Mention:
    """A value of a file: the `value`, where it is (from 1), its `key` if it has one, and all that is beside it."""

    value: str
    line: int
    column: int
    key: str
    beside: str


def stale_mentions(file: str, text: str, branch: str, renumbered: Iterable[Renumbered]) -> Iterator[str]:
    """A line for each mention in `text`, the present edition.yml, of an address that is another text's now.

    `file` is its path as people see it. `branch` is the edition.yml of the branch whose texts keep their addresses:
    what that says as well needs no change.
    """
    now = {one.was: one.now for one in renumbered}
    own = {(mention.value, mention.beside) for mention in _mentions(branch, now)}
    for mention in _mentions(text, now):
        if (mention.value, mention.beside) not in own:
            key = f"{mention.key}: " if mention.key else ""
            yield (
                f"{file}:{mention.line}:{mention.column}: {key}{mention.value} was written on the branch whose text "
                f"has another ID now: write   {key}{now[mention.value]}"
            )


def _mentions(text: str, addresses: Mapping[str, str]) -> Iterator[_Mention]:
    try:
        root = compose_node(text)
    except (yaml.YAMLError, RecursionError):
        return  # a build reports what is wrong with it
    if root is not None:
        yield from _below(root, addresses)


def _below(node: yaml.Node, addresses: Mapping[str, str]) -> Iterator[_Mention]:
    if isinstance(node, yaml.MappingNode):
        children = [(str(key.value), child) for key, child in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [("", child) for child in node.value]
    else:
        return
    for key, child in children:
        if isinstance(child, yaml.ScalarNode) and child.value in addresses:
            mark = child.start_mark
            yield _Mention(child.value, mark.line + 1, mark.column + 1, key, _said(node))
        yield from _below(child, addresses)


def _said(node: yaml.Node) -> str:
    """What a node says, whatever its layout."""
    if isinstance(node, yaml.MappingNode):
        return "{" + ", ".join(f"{_said(key)}: {_said(value)}" for key, value in node.value) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ", ".join(map(_said, node.value)) + "]"
    return repr(node.value)
