"""Reads YAML: the text of a file becomes plain data with the place of each value, within the limits.

PyYAML makes the nodes; what becomes of them is decided here, so that a number is one that was written as a number, a
key appears once, and no alias, nesting or merge makes a small file large.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from yaml.reader import ReaderError

from briefsite.limits import check_limit, limits
from briefsite.markup import count_signs
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.words import shortened
from briefsite.yaml_files.located import Located, Mark, Path
from briefsite.yaml_files.strict import stopped_at

#: Makes the value of a node whose tag YAML doesn't define; its first argument is the loader.
TagReader = Callable[[Any, yaml.Node], Any]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _ExceededError(Exception):
    """A document is larger than the limit `name` allows: it has `count` of what the `message` says, at `mark`."""

    def __init__(self, name: str, count: int, message: str, mark: yaml.Mark | None) -> None:
        super().__init__(message)
        self.name, self.count, self.message, self.mark = name, count, message, mark


class _LimitedLoader(_Loader):  # type: ignore[misc, valid-type]  # which of two it is depends on the machine
    """A loader that stops where a document is nested more deeply than the limit: PyYAML would recurse until it crashes.

    The two methods are called before and after each node, for a feature of PyYAML's that is not used here.
    """

    depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, current_index: Any) -> None:  # noqa: ARG002 - theirs
        self.depth += 1
        if self.depth > limits().nesting:
            mark = current_node.start_mark if current_node else None
            raise _ExceededError("nesting", self.depth, _NESTED, mark)

    def ascend_resolver(self) -> None:
        self.depth -= 1


_NESTED = "lists and mappings are nested in {} levels here"


def read_yaml(file: str, text: str, problems: Problems, *, tags: TagReader | None = None) -> Located:
    """The document in `text`. Problems: E01 invalid YAML, L01 too much of it (`data` is None then), E04 a key twice.

    Without `tags` a number must be written as one: what YAML reads as a number to the base 60 or 8, or as infinite, is
    E01. With `tags` the document is one of another program: `tags` makes the values that have tags of that program,
    and `<<` merges another mapping (https://yaml.org/type/merge.html). Without, a tag is E01, and `<<` is a key.
    """
    reader = _Reader(file, tuple(text.split("\n")), problems, tags)
    loader = _loader(tags)(text)
    data: Any = None
    try:
        node = loader.get_single_node()
        data = None if node is None else reader.plain(loader, node, (), frozenset())
    except _ExceededError as error:
        place = reader.place(error.mark.line, error.mark.column) if error.mark else reader.place(0, 0)
        check_limit(place, error.name, error.count, error.message, "simplify it", problems)
    except _ScalarError as error:
        problems.error(reader.place(*error.at), "E01", error.message, error.help, subject=error.written)
    except yaml.YAMLError as error:
        mark = stopped_at(error, text)
        said = getattr(error, "problem", None) or getattr(error, "context", None) or str(error).splitlines()[0]
        if isinstance(error, ReaderError) and isinstance(error.character, int):
            said = f"the character U+{error.character:04X} is not allowed"
        place = reader.place(mark.line, mark.column) if mark else reader.place(0, 0)
        problems.error(place, "E01", f"this is not valid YAML: {said}", _YAML_HELP, subject=file)
    finally:
        loader.dispose()
    return Located(file, data, reader.lines, reader.marks, reader.key_marks)


def _loader(tags: TagReader | None) -> Any:
    if tags is None:
        return _LimitedLoader
    loader = type("_TaggedLoader", (_LimitedLoader,), {})
    loader.add_constructor(None, tags)  # type: ignore[attr-defined]  # None: for every tag that isn't known
    return loader


_YAML_HELP = "check the indentation, and put text that contains a colon, # or bracket in double quotes"


#: Whole and decimal numbers as people write them. YAML 1.1 also has 1:30 (ninety), 010 (eight), 0x1F, 1_000, .inf.
_AS_WRITTEN: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,30})?|\.[0-9]{1,30}")
_COLLECTIONS: Final = {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
_MERGE: Final = "tag:yaml.org,2002:merge"
_NUMBERS: Final = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}


class _ScalarError(Exception):
    """A value as `written` at a place (line, column, width) that cannot be read; `message` and `help` for a problem."""

    def __init__(self, at: Mark, written: str, message: str, help_: str) -> None:
        super().__init__(message)
        self.at, self.written, self.message, self.help = at, written, message, help_


@dataclass
class _Reader:
    """Makes plain data of YAML nodes and records the place of each. Lives for one document."""

    file: str
    lines: tuple[str, ...]
    problems: Problems
    tags: TagReader | None = None
    marks: dict[Path, Mark] = field(default_factory=dict)
    key_marks: dict[Path, Mark] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    merged: dict[int, int] = field(default_factory=dict)
    values: int = 0
    aliases: int = 0

    def place(self, line: int, column: int, width: int = 1) -> Place:
        shown = self.lines[line] if line < len(self.lines) else ""
        return Place(self.file, line + 1, column + 1, shown, width)

    def plain(self, loader: Any, node: yaml.Node, path: Path, above: frozenset[int]) -> Any:
        """The data of a node. `above` are the ids of the nodes around it: an alias of one of them is an error."""
        self.marks[path] = self._mark(node)
        if id(node) in above:
            raise yaml.MarkedYAMLError(problem="an alias holds itself", problem_mark=node.start_mark)
        above |= {id(node)}
        self._count(node, len(above))
        if self._tagged(loader, node):
            return loader.construct_object(node, deep=True)
        if self.tags is None and isinstance(node, yaml.CollectionNode) and node.tag not in _COLLECTIONS:
            said = f"could not determine a constructor for the tag {node.tag!r}"
            raise yaml.MarkedYAMLError(problem=said, problem_mark=node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            if self.tags is None and len(node.value) > limits().entries:
                raise _ExceededError("entries", len(node.value), "the list has {} entries", node.start_mark)
            return [self.plain(loader, child, (*path, index), above) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(loader, node, path, above)
        return self._scalar(loader, node)

    def _count(self, node: yaml.Node, depth: int) -> None:
        """_ExceededError where the document, with a copy for each alias, is larger than the limits."""
        self.values += 1
        self.aliases += id(node) in self.seen
        self.seen.add(id(node))
        most = limits()
        for name, count, message in (
            ("values", self.values, "with all aliases the document has {} values and more"),
            ("aliases", self.aliases, "the document has {} aliases and more"),
            ("nesting", depth, _NESTED),
        ):
            if count > getattr(most, name):
                raise _ExceededError(name, count, message, node.start_mark)

    def _check_merged(self, node: yaml.Node, depth: int) -> int:
        """How many keys a mapping, or a list of mappings, has with those that it merges; within the limits."""
        if depth > limits().nesting:  # so deep is also one that merges itself
            raise _ExceededError("nesting", depth, "mappings are merged in {} levels here", node.start_mark)
        if id(node) not in self.merged and isinstance(node, yaml.CollectionNode):
            parts = (
                [value for key, value in node.value if key.tag == _MERGE]
                if isinstance(node, yaml.MappingNode)
                else node.value
            )
            count = len(node.value) + sum(self._check_merged(part, depth + 1) for part in parts)
            if count > limits().values:
                raise _ExceededError("values", count, "with all that it merges, this has {} values", node.start_mark)
            self.merged[id(node)] = count
        return self.merged.get(id(node), 0)

    def _scalar(self, loader: Any, node: yaml.Node) -> Any:
        written = str(node.value)
        signs = count_signs(written) if len(written) > limits().signs else 0
        for name, count, said in (
            ("value", len(written), "the value has {} characters"),
            ("signs", signs, "the value has {} signs of markup"),
        ):
            check_limit(self.place(*self._mark(node)), name, count, said, "shorten it", self.problems)
        if self.tags is None and node.tag in _NUMBERS and not _AS_WRITTEN.fullmatch(written):
            help_ = "write a number with digits and a point, or put text in double quotes"
            many = written.lstrip("+-").isdecimal() and written.lstrip("+-")[:1] != "0"
            said = "has too many digits" if many else "is not written as a number, but YAML reads it as one"
            message = f'"{shortened(written)}" {said}'
            raise _ScalarError(self._mark(node), written, message, help_)
        try:
            return loader.construct_object(node)
        except yaml.YAMLError:
            raise
        except (ValueError, ArithmeticError, LookupError, AttributeError, TypeError) as error:
            # What PyYAML raises for a date that no calendar has, or a tag that does not fit its value.
            # Other messages than those of a ValueError are about Python.
            why = f": {error}" if isinstance(error, ValueError) else ""
            message = f'"{shortened(written)}" cannot be read as {node.tag.rpartition(":")[2]}{why}'
            raise _ScalarError(self._mark(node), written, message, "put it in double quotes, or correct it") from None

    def _tagged(self, loader: Any, node: yaml.Node) -> bool:
        return self.tags is not None and node.tag not in loader.yaml_constructors

    def _mark(self, node: yaml.Node) -> Mark:
        begin, end = node.start_mark, node.end_mark
        line = self.lines[begin.line].rstrip() if begin.line < len(self.lines) else ""
        last = end.column if end.line == begin.line else len(line)
        return begin.line, begin.column, max(1, min(last, len(line)) - begin.column)

    def _key(self, loader: Any, node: yaml.Node) -> Any:
        """A key: in a file of ours as it is written, also where YAML would make yes or a number of it."""
        self._count(node, 0)
        return node.value if self.tags is None else loader.construct_object(node, deep=True)

    def _mapping(self, loader: Any, node: yaml.MappingNode, path: Path, above: frozenset[int]) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        if self.tags is not None:
            self._check_merged(node, 1)
            loader.flatten_mapping(node)
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) and not self._tagged(loader, key_node):
                raise yaml.MarkedYAMLError(problem="a key must be plain text", problem_mark=key_node.start_mark)
            key = str(self._key(loader, key_node))
            mark = self._mark(key_node)
            if key in mapping:
                message = f'"{key}" appears twice here'
                self.problems.error(self.place(*mark), "E04", message, "keep one of the two", subject=key)
            self.key_marks[(*path, key)] = mark
            mapping[key] = self.plain(loader, value_node, (*path, key), above)
        return mapping
