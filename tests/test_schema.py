"""The schema that editors read: what the types give, with a word on every key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from briefsite.cli.main import main
from briefsite.edition.file import parse_edition
from briefsite.edition.schema import HELP, edition_schema, schema_as_json
from tests.helpers import collect

FILE = "sources/edition.schema.json"


def test_the_committed_schema_is_what_the_types_give(root: Path) -> None:
    assert (root / FILE).read_text(encoding="utf-8") == schema_as_json(), f"briefsite schema > {FILE}"
    assert CliRunner().invoke(main, ["schema"]).output == schema_as_json()


def test_every_key_says_what_it_is_for() -> None:
    parts = {name: set(found["properties"]) for name, found in edition_schema()["$defs"].items()}
    assert {name: set(keys) for name, keys in HELP.items()} == parts, "briefsite.edition.schema.HELP"
    for name, keys in HELP.items():
        for key, said in keys.items():
            assert edition_schema()["$defs"][name]["properties"][key]["description"] == said


def test_every_edition_points_its_editor_at_the_schema(root: Path) -> None:
    for edition in (root / "sources").glob("*/edition.yml"):
        first = edition.read_text(encoding="utf-8").partition("\n")[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, edition
        assert (edition.parent / found[1]).resolve() == root / FILE


def wrong(data: Any, kind: dict[str, Any], defs: dict[str, Any]) -> Iterator[str]:
    """What is wrong with data by a schema, as far as the schema of an edition uses the language."""
    if "$ref" in kind:
        yield from wrong(data, defs[kind["$ref"].rpartition("/")[2]], defs)
    for option in kind.get("allOf", []):
        yield from wrong(data, option, defs)
    if "anyOf" in kind and all(list(wrong(data, option, defs)) for option in kind["anyOf"]):
        yield f"{data!r} is none of the options"
    if "enum" in kind and data not in kind["enum"]:
        yield f"{data!r} is none of {kind['enum']}"
    types: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "null": type(None),
    }
    if "type" in kind and not isinstance(data, types[kind["type"]]):
        yield f"{data!r} is no {kind['type']}"
    elif isinstance(data, dict):
        own = kind.get("properties", {})
        yield from (f"{key} is missing" for key in set(kind.get("required", [])) - set(data))
        yield from (f"{key} is unknown" for key in set(data) - set(own) if kind.get("additionalProperties") is False)
        for key in set(data) & set(own):
            yield from wrong(data[key], own[key], defs)
    elif isinstance(data, list):
        first = kind.get("prefixItems", [])
        for index, value in enumerate(data):
            item = first[index] if index < len(first) else kind.get("items", {})
            yield from wrong(value, item or {}, defs)
    elif isinstance(data, str) and "pattern" in kind and not re.search(kind["pattern"], data):
        yield f"{data!r} is not {kind['pattern']}"


def _judged(text: str) -> list[str]:
    # An editor reads dates as text.
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return list(wrong(data, edition_schema(), edition_schema()["$defs"]))


def test_the_brief_is_right_by_the_schema_as_by_the_types(root: Path) -> None:
    assert _judged((root / "sources/mongolia/edition.yml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    kind: scan\n", "    kind: scam\n"),
        ("slug: turkey", "slug: Türkiye"),
        ("    because: ", "    becuase: "),
        ("number: 1\n", "number: one\n"),
        ("  encoding: utf-8", "  encoding: [utf-8]"),
        ("\npages:\n", "\nseiten:\n"),
    ],
)
def test_what_is_wrong_by_the_types_is_wrong_by_the_schema(root: Path, old: str, new: str) -> None:
    text = (root / "sources/mongolia/edition.yml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    assert collect(parse_edition, "edition.yml", text)[1]
    assert _judged(text)
