"""Typed values made from a YAML document, with each problem at its place.

msgspec stops at the first error; an editor wants them all. So a document is converted as a whole if it is right, and
piece by piece if it isn't, until each wrong piece is found.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any, Literal, TypeVar

import msgspec

from briefsite.problems.collector import Problems
from briefsite.words import did_you_mean
from briefsite.yaml_files.located import Located, Path

_T = TypeVar("_T")


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
        said = _said(str(error), data, kind)
        if "Invalid enum value" in str(error) and key:
            message = f'"{data}" is not a valid {key}'
        else:
            message = f'"{key}": {said}' if key else said
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
            help_ = did_you_mean(key, fields, f"the keys here are {', '.join(fields)}")
            problems.error(located.key_place(*path, key), "E02", f'unknown key "{key}"', help_, subject=key)
    for name, info in fields.items():
        if name in data:
            _complain(located, data[name], info.type, (*path, name), problems)
        elif info.required:
            problems.error(
                located.place(*path), "E02", f'"{name}" is missing', _addition(name, info.type), subject=name
            )


def _addition(name: str, kind: Any) -> str:
    """The line to add for a key: its values if it has only certain ones."""
    choices = [
        str(value)
        for option in _options(kind)
        if typing.get_origin(option) is Literal
        for value in typing.get_args(option)
    ]
    return (
        f"add {name}: {' or '.join(filter(None, [', '.join(choices[:-1]), *choices[-1:]]))}"
        if choices
        else f"add {name}: …"
    )


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
