"""The text of a YAML file with other words at some places and without some entries; the rest stays as it was written.

Programs that load YAML and dump it again lose comments and layout, which are the editor's. So only the characters of
the values meant are replaced. The result is read again and compared with what it should say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import yaml

from briefsite.scalar import quoted
from briefsite.yaml_files.located import Path
from briefsite.yaml_files.revised import is_inside, revised_data

#: What follows a value in its line: blanks, and perhaps a comment.
_LINE_END: Final = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r?\n|\Z)")
_BLANK: Final = re.compile(r"[ \t]*\r?\n")
_BLANK_BEFORE: Final = re.compile(r"\n[ \t]*\r?\n\Z")
_COMMENT_OR_BLANK: Final = re.compile(r"[ \t]*(?:#.*)?\r?")


def rewritten(text: str, values: Mapping[Path, str], without: Collection[Path] = ()) -> str | None:
    """The text of a YAML file with the words of `values` at their paths, and `without` what is at other paths.

    A list or mapping that would have nothing left is taken out itself. Comments stay, except those in a line that is
    taken out. None if that cannot be done without changing anything else: a person has to do it.
    """
    try:
        node = _composed(text)
        gone = _with_emptied(node, without)
        expected = revised_data(_plain(node), {path: _word(words) for path, words in values.items()}, gone)
        made = _put(text, node, values)
        for path in _last_first(gone):
            made = _taken_out(made, _composed(made), path)
        return made if _plain(_composed(made)) == expected else None
    except (yaml.YAMLError, LookupError, TypeError):
        return None


def _composed(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _word(words: str) -> tuple[str, str]:
    return "tag:yaml.org,2002:str", words


def _plain(node: yaml.Node | None) -> Any:
    """A node as data that can be compared, a scalar with its tag; each alias is a copy."""
    match node:
        case yaml.MappingNode():
            return {key.value: _plain(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_plain(value) for value in node.value]
        case yaml.ScalarNode():
            return node.tag, node.value
    return None


def _at(node: yaml.Node | None, path: Path) -> yaml.Node:
    """The node at a path. LookupError if the document has none there."""
    for step in path:
        match node:
            case yaml.MappingNode():
                node = next((value for key, value in node.value if key.value == step), None)
            case yaml.SequenceNode() if isinstance(step, int):
                node = node.value[step]
            case _:
                node = None
    if node is None:
        raise LookupError(path)
    return node


def _with_emptied(node: yaml.Node | None, without: Collection[Path]) -> frozenset[Path]:
    """The paths to take out, those of lists and mappings of which nothing would be left in place of their parts."""
    gone = {path for path in without if not is_inside(path, [other for other in without if other != path])}
    while True:
        parents = {path[:-1] for path in gone if len(path) > 1}
        emptied = {
            parent for parent in parents if len(_at(node, parent).value) == sum(path[:-1] == parent for path in gone)
        }
        if not emptied:
            return frozenset(gone)
        gone = {path for path in gone if path[:-1] not in emptied} | emptied


def _last_first(paths: Iterable[Path]) -> list[Path]:
    """The paths in such an order that taking one out moves none that follows."""
    return sorted(
        paths, key=lambda path: [(isinstance(step, int), step if isinstance(step, int) else 0) for step in path]
    )[::-1]


def _put(text: str, node: yaml.Node | None, values: Mapping[Path, str]) -> str:
    spans: dict[tuple[int, int], str] = {}
    for path, words in values.items():
        found: Any = _at(node, path)
        if not isinstance(found.value, str):
            raise TypeError(path)
        low, high = found.start_mark.index, found.end_mark.index
        # A block scalar ends where the next line begins.
        end = "\n" if found.style in {"|", ">"} and text[low:high].endswith("\n") else ""
        spans[low, high] = quoted(words) + end
    for (low, high), words in sorted(spans.items(), reverse=True):
        text = text[:low] + words + text[high:]
    return text


def _taken_out(text: str, root: yaml.Node | None, path: Path) -> str:
    """The text without the entry at a path, one of several in its list or mapping."""
    parent: Any = _at(root, path[:-1])
    last = path[-1]
    if isinstance(parent, yaml.MappingNode):
        spans = [(key.start_mark.index, value.end_mark.index) for key, value in parent.value]
        number = [key.value for key, _ in parent.value].index(last)
    else:
        spans = [(node.start_mark.index, node.end_mark.index) for node in parent.value]
        number = int(last)
    low, high = spans[number]
    if parent.flow_style:
        if number + 1 < len(spans):
            return text[:low] + text[spans[number + 1][0] :]
        return text[: spans[number - 1][1]] + text[high:]
    begin = text.rindex("\n", 0, low) + 1 if "\n" in text[:low] else 0
    end = _end_of_entry(text, low, high)
    before = text[begin:low]
    if isinstance(parent, yaml.SequenceNode):
        before = re.sub(r"-[ \t]+\Z", "", before)
    if before.strip():  # the first entry of a list in a list, or of a mapping in one: "- key: value"
        return text[:low] + text[spans[number + 1][0] :]
    if _BLANK_BEFORE.search(text, 0, begin) and (blank := _BLANK.match(text, end)):
        end = blank.end()  # one blank line between its neighbors, as there was on both sides
    return text[:begin] + text[end:]


def _end_of_entry(text: str, low: int, high: int) -> int:
    """Where an entry ends. For PyYAML that is where the next begins; here, before the comments and blanks there."""
    lines = text[low:high].split("\n")
    while len(lines) > 1 and _COMMENT_OR_BLANK.fullmatch(lines[-1]):
        lines.pop()
    end = low + len("\n".join(lines))
    rest = _LINE_END.match(text, end)
    return rest.end() if rest else end
