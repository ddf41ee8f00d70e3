"""Writes new words for quotations into the text of an edition.yml; its comments and its layout stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from briefsite.problem import Requotation
from briefsite.scalar import quoted


def requoted(text: str, requotations: Sequence[Requotation]) -> str | None:
    """The text of an edition.yml with other words at the paths of its quotations.

    None if that cannot be done without changing anything else: an editor has to write them. The result is read again
    and compared, so that an unforeseen layout is left alone rather than broken.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        expected = _apart(yaml.safe_load(text))
    except yaml.YAMLError:
        return None
    spans: dict[tuple[int, int], str] = {}
    for requotation in requotations:
        node = _node(root, requotation.path)
        if not isinstance(node, yaml.ScalarNode):
            return None
        _put(expected, requotation)
        low, high = node.start_mark.index, node.end_mark.index
        # A block scalar ends where the next line begins.
        end = "\n" if node.style in {"|", ">"} and text[low:high].endswith("\n") else ""
        spans[low, high] = quoted(requotation.words) + end
    made = text
    for (low, high), words in sorted(spans.items(), reverse=True):
        made = made[:low] + words + made[high:]
    try:
        return made if yaml.safe_load(made) == expected else None
    except yaml.YAMLError:
        return None


def _node(node: yaml.Node | None, path: Sequence[str | int]) -> yaml.Node | None:
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _apart(data: Any) -> Any:
    """The data, with a copy for each alias: one must not change with another."""
    if isinstance(data, dict):
        return {key: _apart(value) for key, value in data.items()}
    return [_apart(value) for value in data] if isinstance(data, list) else data


def _put(data: Any, requotation: Requotation) -> None:
    *above, last = requotation.path
    for step in above:
        data = data[step]
    data[last] = requotation.words
