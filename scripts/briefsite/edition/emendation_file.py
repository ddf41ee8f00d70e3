"""Adds entries to lists of an edition.yml, with its comments and its layout left as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from briefsite.problems.problem import Fix


def amended(text: str, fixes: Sequence[Fix]) -> str | None:
    """The text of an edition.yml with one more entry for each fix, marked as proposed.

    None if that cannot be done without changing anything else: an editor has to add them.
    """
    return with_entries(text, "emendations", [fix.proposal for fix in fixes])


def with_entries(text: str, key: str, wanted: Sequence[str]) -> str | None:
    """The text of an edition.yml with more entries (each YAML in a line) in the list `key`; None if it can't be done.

    The result is read again and compared, so that an unforeseen layout is left alone rather than broken.
    """
    try:
        before = yaml.safe_load(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    if not isinstance(node, yaml.MappingNode) or not isinstance(before, dict):
        return None
    values = [value for name, value in node.value if name.value == key]
    made = _into(text, values[0], wanted) if values else _behind(text, key, wanted)
    if made is None:
        return None
    expected = {**before, key: [*(before.get(key) or []), *map(yaml.safe_load, wanted)]}
    try:
        return made if yaml.safe_load(made) == expected else None
    except yaml.YAMLError:
        return None


def _behind(text: str, key: str, entries: Sequence[str]) -> str:
    body = text if text.endswith("\n") or not text else f"{text}\n"
    return "\n".join([f"{body}\n{key}:", *(f"  - {entry}" for entry in entries), ""])


def _into(text: str, node: yaml.Node, entries: Sequence[str]) -> str | None:
    if not isinstance(node, yaml.SequenceNode):
        return None
    if node.flow_style:
        end = node.end_mark.index - 1
        joined = ", ".join(entries)
        before = text[:end].rstrip()
        comma = "" if not node.value or before.endswith(",") else ", "
        return f"{before}{comma}{joined}{text[end:]}"
    indent = " " * node.start_mark.column
    last = node.value[-1]
    end = last.end_mark.index
    # For PyYAML a block ends where the next node begins: blank lines and comments before that are not part of it.
    rest_of_line = re.match(r"[ \t]*(#[^\n]*)?(?=\n|$)", text[end:])
    end += rest_of_line.end() if rest_of_line else 0
    lines = text[:end].split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    head = "\n".join(lines)
    rest = text[len(head) :]
    return "\n".join([head, *(f"{indent}- {entry}" for entry in entries)]) + (rest or "\n")
