"""YAML with the place of each value, and typed values made from it with each problem at its place.

msgspec stops at the first error; an editor wants them all. So a document is converted as a whole if it is right, and
piece by piece if it isn't, until each wrong piece is found.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import msgspec
import yaml

from briefsite.problem import Place
from briefsite.problems import Problems
from briefsite.words import did_you_mean

_T = TypeVar("_T")
#: The path to a value: keys and positions from the top of the document.
Path = tuple[str | int, ...]
#: Line and column of a value or key, counted from 0, and how many characters of the line belong to it.
Mark = tuple[int, int, int]

#: Makes the value of a node whose tag YAML doesn't define; its first argument is the loader.
TagReader = Callable[[Any, yaml.Node], Any]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Located:
    """A YAML document as plain `data` (dicts, lists, scalars), and the place of every value and key in it."""

    file: str
    data: Any
    lines: tuple[str, ...]
    marks: Mapping[Path, Mark] = field(repr=False)
    key_marks: Mapping[Path, Mark] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` begins; if there is none, where its nearest parent begins."""
        return self._place(self.marks, path)

    def key_place(self, *path: str | int) -> Place:
        """Where the key of the value at `path` begins; of a value without a key, where that begins."""
        return self._place(self.key_marks if path in self.key_marks else self.marks, path)

    def _place(self, marks: Mapping[Path, Mark], path: Path) -> Place:
        while path and path not in marks:
            path = path[:-1]
        line, column, width = marks.get(path, (0, 0, 1))
        return Place(self.file, line + 1, column + 1, self.lines[line] if line < len(self.lines) else "", width)


def read_yaml(file: str, text: str, problems: Problems, *, tags: TagReader | None = None) -> Located:
    """The document in `text`. Problems: E01 invalid YAML (`data` is None then), E04 a key is there twice.

    With `tags` it is read as a file of another program: `tags` makes the values that have tags of that program, and
    `<<` merges another mapping (https://yaml.org/type/merge.html). Without, a tag is E01, and `<<` is a key.
    """
    reader = _Reader(file, tuple(text.split("\n")), problems, tags)
    loader = _loader(tags)(text)
    data: Any = None
    try:
        node = loader.get_single_node()
        data = None if node is None else reader.plain(loader, node, (), frozenset())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        message = f"this is not valid YAML: {error.problem or error.context or 'unreadable'}"
        problems.error(reader.place(line, column), "E01", message, _YAML_HELP, subject=file)
    except (yaml.YAMLError, ValueError) as error:
        message = f"this is not valid YAML: {str(error).splitlines()[0]}"
        problems.error(reader.place(0, 0), "E01", message, _YAML_HELP, subject=file)
    finally:
        loader.dispose()
    return Located(file, data, reader.lines, reader.marks, reader.key_marks)


def _loader(tags: TagReader | None) -> Any:
    if tags is None:
        return _Loader
    loader = type("_TaggedLoader", (_Loader,), {})
    loader.add_constructor(None, tags)  # type: ignore[attr-defined]  # None: for every tag that isn't known
    return loader


_YAML_HELP = "check the indentation, and put text that contains a colon, # or bracket in double quotes"


@dataclass
class _Reader:
    """Makes plain data of YAML nodes and records the place of each. Lives for one document."""

    file: str
    lines: tuple[str, ...]
    problems: Problems
    tags: TagReader | None = None
    marks: dict[Path, Mark] = field(default_factory=dict)
    key_marks: dict[Path, Mark] = field(default_factory=dict)

    def place(self, line: int, column: int, width: int = 1) -> Place:
        shown = self.lines[line] if line < len(self.lines) else ""
        return Place(self.file, line + 1, column + 1, shown, width)

    def plain(self, loader: Any, node: yaml.Node, path: Path, above: frozenset[int]) -> Any:
        """The data of a node. `above` are the ids of the nodes around it: an alias of one of them is an error."""
        self.marks[path] = self._mark(node)
        if id(node) in above:
            raise yaml.MarkedYAMLError(problem="an alias holds itself", problem_mark=node.start_mark)
        above |= {id(node)}
        if self._tagged(loader, node):
            return loader.construct_object(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(loader, child, (*path, index), above) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(loader, node, path, above)
        return loader.construct_object(node)

    def _tagged(self, loader: Any, node: yaml.Node) -> bool:
        return self.tags is not None and node.tag not in loader.yaml_constructors

    def _mark(self, node: yaml.Node) -> Mark:
        begin, end = node.start_mark, node.end_mark
        line = self.lines[begin.line].rstrip() if begin.line < len(self.lines) else ""
        last = end.column if end.line == begin.line else len(line)
        return begin.line, begin.column, max(1, min(last, len(line)) - begin.column)

    def _mapping(self, loader: Any, node: yaml.MappingNode, path: Path, above: frozenset[int]) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        if self.tags is not None:
            loader.flatten_mapping(node)
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) and not self._tagged(loader, key_node):
                raise yaml.MarkedYAMLError(problem="a key must be plain text", problem_mark=key_node.start_mark)
            key = str(loader.construct_object(key_node, deep=True))
            mark = self._mark(key_node)
            if key in mapping:
                message = f'"{key}" appears twice here'
                self.problems.error(self.place(*mark), "E04", message, "keep one of the two", subject=key)
            self.key_marks[(*path, key)] = mark
            mapping[key] = self.plain(loader, value_node, (*path, key), above)
        return mapping


def typed(located: Located, kind: type[_T], problems: Problems) -> _T | None:
    """The document as a `kind` (a msgspec struct), or None with a problem for each fault: E02, or the code of its type.

    A type names its code in `extra` of its `Meta`, as `edition.base.WebAddress` does.
    """
    try:
        return msgspec.convert(located.data, kind)
    except msgspec.ValidationError:
        _complain(located, located.data, kind, (), problems)
        return None


def _complain(located: Located, data: Any, kind: Any, path: Path, problems: Problems) -> None:
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        inner = problems.part()
        _complain_of_parts(located, data, kind, path, inner)
        if inner:
            return
        code = next((meta.extra["code"] for meta in _metas(kind) if meta.extra and "code" in meta.extra), "E02")
        key = _key(path)
        message = f'"{key}": {_said(str(error), data, kind)}' if key else _said(str(error), data, kind)
        problems.error(located.place(*path), code, message, _remedy(data, kind), subject=key or located.file)


def _complain_of_parts(located: Located, data: Any, kind: Any, path: Path, problems: Problems) -> None:
    """Reports what is wrong with the parts of a value. If nothing is, the value as a whole is wrong."""
    if isinstance(data, dict) and (struct := _struct_kind(kind)) is not None:
        _complain_of_keys(located, data, struct, path, problems)
    elif isinstance(data, list) and (item := _item_kind(kind)) is not None:
        for index, value in enumerate(data):
            _complain(located, value, item, (*path, index), problems)


def _complain_of_keys(located: Located, data: dict[str, Any], kind: type, path: Path, problems: Problems) -> None:
    fields = {f.encode_name: f for f in msgspec.structs.fields(kind)}
    for key in data:
        if key not in fields:
            help_ = did_you_mean(key, fields, f"known here: {', '.join(fields)}")
            problems.error(located.key_place(*path, key), "E02", f'"{key}" is not known here', help_, subject=key)
    for name, info in fields.items():
        if name in data:
            _complain(located, data[name], info.type, (*path, name), problems)
        elif info.required:
            problems.error(located.place(*path), "E02", f'"{name}" is missing here', f"add {name}: …", subject=name)


def _item_kind(kind: Any) -> Any:
    """The type of the items of a list of this kind, or None if the kind is no list."""
    for option in _options(kind):
        while typing.get_origin(option) is typing.Annotated:
            option = typing.get_args(option)[0]  # noqa: PLW2901 - the constraints on the list are not those on its items
        if typing.get_origin(option) in {list, tuple}:
            return typing.get_args(option)[0]
    return None


def _struct_kind(kind: Any) -> Any:
    return next((o for o in _options(kind) if isinstance(o, type) and issubclass(o, msgspec.Struct)), None)


def _options(kind: Any) -> tuple[Any, ...]:
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return typing.get_args(kind)
    return (kind,)


def _key(path: Path) -> str:
    """The nearest key above a value; empty for the document itself."""
    return next((key for key in reversed(path) if isinstance(key, str)), "")


def _metas(kind: Any) -> Iterator[msgspec.Meta]:
    """The constraints on a value besides its type."""
    for option in _options(kind):
        if typing.get_origin(option) is typing.Annotated:
            yield from (arg for arg in typing.get_args(option)[1:] if isinstance(arg, msgspec.Meta))


def _said(message: str, data: Any, kind: Any) -> str:
    """msgspec's message without the path to the value (the place gives it), and with the value itself."""
    if "matching regex" in message and (asked := next((m.description for m in _metas(kind) if m.description), None)):
        return f'"{data}" is not right: {asked}'
    if "RFC3339" in message:
        return f'"{data}" is not a date such as 2026-11-24'
    if "length >= 1" in message:
        return "must not be empty"
    said = message.split(" - at ", maxsplit=1)[0].replace("`", "")
    said = said[0].lower() + said[1:]
    for python, plain in (
        ("str", "text"),
        ("int", "a whole number"),
        ("object", "a mapping"),
        ("array", "a list"),
        ("bool", "yes or no"),
        ("null", "nothing"),
    ):
        said = said.replace(f"expected {python}", f"expected {plain}").replace(f"got {python}", f"found {plain}")
    return f"{said} ({data!r})" if isinstance(data, str | int | float) else said


def _remedy(data: Any, kind: Any) -> str:
    for option in _options(kind):
        if typing.get_origin(option) is Literal:
            choices = [str(choice) for choice in typing.get_args(option)]
            return did_you_mean(str(data), choices, f"one of: {', '.join(choices)}")
    if str in _options(kind) and not isinstance(data, list | dict):
        return "put it in double quotes"
    return ""
