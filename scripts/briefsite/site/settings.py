"""mkdocs.yml, read as MkDocs reads it, but with the place of every value, and without loading MkDocs.

The same rules as in MkDocs 1.6 (https://www.mkdocs.org/user-guide/configuration/):

- `!ENV NAME` is the environment variable NAME, or nothing; `!ENV [ONE, OTHER, default]` the first variable that is
  set, or else the default. A value from the environment has the type that YAML would give it.
- `INHERIT: file.yml` takes over the settings of another file: mappings are merged, anything else is replaced.
- `site_url` gets a / at its end.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import yaml

from briefsite.checksum import checksum_of_files
from briefsite.exports.placeholder import is_placeholder
from briefsite.problem import Place, Problem
from briefsite.yaml_files.located import Located, read_yaml

SETTINGS: Final = "mkdocs.yml"
_ADDRESS_HELP: Final = "write the whole address, as in   site_url: https://press.test/brief/"


@dataclass(frozen=True)
class Settings:
    """The settings of a site.

    `files` are mkdocs.yml and the files that it inherits from, each with its content, as people call them.
    `environment` has every variable that they name, with its value; None where it isn't set.
    `documents` are the same files as read, each before the one that it inherits from; none if one is no YAML mapping:
    that is MkDocs' to report, and nothing is known of the settings then.
    """

    files: Mapping[str, bytes]
    environment: Mapping[str, str | None]
    documents: tuple[Located, ...]
    inheritance_problems: tuple[Problem, ...] = ()

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """All settings by their names."""
        merged: Mapping[str, Any] = {}
        for document in reversed(self.documents):
            merged = _merged(merged, document.data)
        return merged

    @property
    def checksum(self) -> str:
        """The checksum of all that the settings depend on."""
        variables = {f"${name}": f"={value}" if value is not None else "" for name, value in self.environment.items()}
        return checksum_of_files({**self.files, **{name: value.encode() for name, value in variables.items()}})

    def place(self, *path: str | int) -> Place:
        """Where the value of a setting is written."""
        return self._document(path).place(*path)

    def key_place(self, *path: str | int) -> Place:
        """Where the name of a setting is written."""
        return self._document(path).key_place(*path)

    def _document(self, path: tuple[str | int, ...]) -> Located:
        return next((document for document in self.documents if path in document.marks), self.documents[0])

    @property
    def site_url(self) -> str:
        """The address of the published site, with a / at its end; empty if none is stated, or one of no use."""
        return self._site_url[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """R07 for each setting that can't be used."""
        wrong = self._site_url[1]
        if not wrong:
            return self.inheritance_problems
        problem = Problem(self.place("site_url"), "R07", wrong, _ADDRESS_HELP)
        return (*self.inheritance_problems, problem)

    @cached_property
    def _site_url(self) -> tuple[str, str]:
        """The address, and what is wrong with it."""
        stated = self.data.get("site_url")
        if stated is None or stated == "":
            return "", ""
        if not isinstance(stated, str):
            return "", f"site_url must be text, and is {_shown(stated)}"
        try:
            parts = urlsplit(stated)
        except ValueError:
            return "", f'site_url "{stated}" is no address'
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return "", f'site_url "{stated}" is no address of a site: it must begin with https:// or http:// and a host'
        if parts.query or parts.fragment:
            return "", f'site_url "{stated}" is no address of a site: it must not have a ? or #'
        whole = urlunsplit(parts if parts.path.endswith("/") else parts._replace(path=f"{parts.path}/"))
        if re.search(r"\s", whole):
            return "", f'site_url "{stated}" is no address: it has a blank in it'
        return whole, ""


def read_settings(root: Path) -> Settings:
    """The settings of the site in `root`. OSError if there is no mkdocs.yml, or it can't be read."""
    files: dict[str, bytes] = {}
    documents: list[Located] = []
    environment: dict[str, str | None] = {}
    path = root / SETTINGS
    while True:
        name = _name(path, root)
        files[name] = path.read_bytes()
        text = files[name].decode("utf-8-sig", "replace")
        located, problems = read_yaml(name, text, lambda loader, node: _tagged(loader, node, environment))
        # MkDocs takes the last of two equal keys (E04).
        if any(problem.code == "E01" for problem in problems) or not isinstance(located.data, dict):
            return Settings(files, environment, ())
        documents.append(located)
        if "INHERIT" not in located.data:
            return Settings(files, environment, tuple(documents))
        stated = located.data["INHERIT"]
        path = Path(os.path.normpath(path.parent / str(stated)))
        if wrong := _no_parent(stated, path, {root / file for file in files}):
            problem = Problem(located.place("INHERIT"), "R07", wrong, "name another YAML file, as seen from this one")
            return Settings(files, environment, tuple(documents), (problem,))


def placeholder_problems(settings: Settings) -> Iterator[Problem]:
    """A02 while the site has no address of its own yet."""
    if not settings.documents or settings.problems or not is_placeholder(settings.site_url):
        return
    place = settings.key_place("site_url") if "site_url" in settings.data else Place(SETTINGS)
    message = "the site has no address of its own yet: citations can't name one"
    help_ = "in mkdocs.yml, set site_url to where the site will be, once it is known"
    whole = replace(place, width=len(place.text) or 1)
    yield Problem(whole, "A02", message, help_, "warning")


def _no_parent(stated: object, path: Path, children: set[Path]) -> str:
    """Why settings can't be inherited from a file; empty if they can."""
    if not isinstance(stated, str):
        return f"INHERIT must be the name of a file, and is {_shown(stated)}"
    if path in children:
        return f'"{stated}" inherits from itself'
    if not path.is_file() or not os.access(path, os.R_OK):
        return f'the file "{stated}" to inherit from is not there, or cannot be read'
    return ""


def _name(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _shown(value: object) -> str:
    kinds = {list: "a list", dict: "a mapping", type(None): "nothing"}
    return kinds.get(type(value), str(value))


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> Mapping[str, Any]:
    both = dict(parent)
    for key, value in child.items():
        mappings = isinstance(value, dict) and isinstance(both.get(key), dict)
        both[key] = _merged(both[key], value) if mappings else value
    return both


def _tagged(loader: Any, node: yaml.Node, environment: dict[str, str | None]) -> Any:
    """The value of a node with a tag of MkDocs'. Of its other tags (`!!python/name:`) nothing matters here."""
    if node.tag != "!ENV" or isinstance(node, yaml.MappingNode):
        return None
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    *names, default = parts if len(parts) > 1 else [*parts, None]
    for named in names:
        name = loader.construct_scalar(named)
        environment[name] = os.environ.get(name)
        if (value := environment[name]) is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return None if default is None else loader.construct_object(default, deep=True)
