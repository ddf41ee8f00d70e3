"""mkdocs.yml, read as MkDocs reads it, but with the place of every value, and without loading MkDocs.

The same rules as in MkDocs 1.6 (https://www.mkdocs.org/user-guide/configuration/):

- `!ENV NAME` is the environment variable NAME, or nothing; `!ENV [ONE, OTHER, default]` the first variable that is
  set, or else the default. A value from the environment has the type that YAML would give it.
- `INHERIT: file.yml` takes over the settings of another file: mappings are merged, anything else is replaced.
- `site_url` gets a / at its end.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit, urlunsplit

from briefsite.exports.placeholder import is_placeholder
from briefsite.file_names import SETTINGS
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem
from briefsite.site.renderers import THEME_NAME
from briefsite.source.conflict import RESOLVE, find_conflicts
from briefsite.source.direction_signs import ask_about_file
from briefsite.source.source import Source
from briefsite.storage.checksum import checksum_of_files
from briefsite.storage.file_reading import RefusedFileError, check_way, read_file, refused_below
from briefsite.web_address import address_fault

if TYPE_CHECKING:
    import yaml

    from briefsite.yaml_files.located import Located
    from briefsite.yaml_files.located import Path as KeyPath

#: A file without any of these words names no environment variable and no other file. Whether anything has changed can
#: then be said without loading YAML, which would take a fifth of the time of a build that has nothing to do.
_BEYOND: Final = re.compile(rb"ENV|INHERIT|%TAG")
#: Where a build writes the templates of the site, and a site has its own.
TEMPLATES_IN_DOCS: Final = "docs/templates"
#: The settings of themes that are links, and what begins an address that leads out of the site.
_LINKED: Final = {"link", "homepage", "edit_uri", "url", "href"}
_BEYOND_SITE: Final = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")
_ADDRESS_HELP: Final = "write the full URL, for example   site_url: https://press.test/brief/"


@dataclass(frozen=True)
class Settings:
    """The settings of a site.

    `files` are mkdocs.yml and the files that it inherits from, by their paths from the root of the project.
    `environment` has every variable that they name, with its value; None if it isn't set.
    """

    files: Mapping[str, bytes]
    environment: Mapping[str, str | None]

    @property
    def documents(self) -> tuple[Located, ...]:
        """The files as YAML, each before the one that it inherits from.

        None if one of them is no YAML mapping: MkDocs reports that, and nothing is known of the settings.
        """
        return self._read[0]

    @cached_property
    def _exceeded(self) -> tuple[Problem, ...]:
        """A problem for each file that is larger or deeper than the limits, so that MkDocs must not read it."""
        problems = Problems()
        for name, data in self.files.items():
            _document(name, data, self.environment.get, problems)
        return tuple(problem for problem in problems if problem.code == "L01")

    @cached_property
    def _read(self) -> tuple[tuple[Located, ...], str]:
        """The documents, and what is wrong with the last one's INHERIT."""
        documents: dict[str, Located] = {}
        name: str = SETTINGS
        while True:
            located = _document(name, self.files[name], self.environment.get, Problems())
            if located is None:
                return (), ""
            documents[name] = located
            if "INHERIT" not in located.data:
                return tuple(documents.values()), ""
            stated = located.data["INHERIT"]
            name = _inherited(name, stated)
            if wrong := _not_inherited(stated, name, documents, self.files):
                return tuple(documents.values()), wrong

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
    def root_path(self) -> str:
        """The path of the published site on its host, with a / at both ends: `/`, or `/brief/`."""
        return urlsplit(self.site_url).path or "/"

    def check(self, problems: Problems) -> None:
        """Problem S07 for each conflict that a merge left in a file, L01 for too large a file, R07 for bad settings."""
        for name, data in self.files.items():
            find_conflicts(name, data, RESOLVE, problems)
            text = Source(name, data, data.decode("utf-8", "replace"))
            ask_about_file(text, (), problems, otherwise='delete it, or write it as an escape: "\\u{}"')
        problems.add(self._exceeded)
        documents, wrong = self._read
        if wrong:
            help_ = "give the path of another YAML file, relative to this one"
            problems.error(documents[-1].place("INHERIT"), "R07", wrong, help_, subject="INHERIT")
        if wrong := self._site_url[1]:
            problems.error(self.place("site_url"), "R07", wrong, _ADDRESS_HELP, subject="site_url")
        if wrong := _wrong_theme(self.data.get("theme")):
            help_ = (
                f"write   theme: {{name: {THEME_NAME}, custom_dir: {TEMPLATES_IN_DOCS}}}; your own can be there, too"
            )
            problems.error(self.place("theme"), "R07", wrong, help_, subject="theme")
        for path, stated in _links(self.data, ()):
            if wrong := address_fault(stated):
                message = f'"{stated}" is not a usable address: {wrong}'
                problems.error(self.place(*path), "R07", message, "correct it", subject=stated)

    @cached_property
    def _site_url(self) -> tuple[str, str]:
        """The address, and what is wrong with it."""
        stated = self.data.get("site_url")
        if stated is None or stated == "":
            return "", ""
        if not isinstance(stated, str):
            return "", f"site_url must be text, not {_shown(stated)}"
        try:
            parts = urlsplit(stated)
        except ValueError:
            return "", f'site_url "{stated}" is not a valid URL'
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return "", f'site_url "{stated}" is not a valid URL: it must begin with https:// or http:// and a host'
        if parts.query or parts.fragment:
            return "", f'site_url "{stated}" is not a valid site URL: it must not contain ? or #'
        whole = urlunsplit(parts if parts.path.endswith("/") else parts._replace(path=f"{parts.path}/"))
        if wrong := address_fault(whole):
            return "", f'site_url "{stated}" is not a valid URL: {wrong}'
        return whole, ""


def _wrong_theme(stated: Any) -> str:
    """What is wrong with our own theme: a build writes templates for its pages, and the theme has to find them."""
    theme = stated if isinstance(stated, dict) else {"name": stated}
    own = theme.get("custom_dir")
    if theme.get("name") != THEME_NAME or (isinstance(own, str) and posixpath.normpath(own) == TEMPLATES_IN_DOCS):
        return ""
    said = f"custom_dir is {own}" if isinstance(own, str) else "custom_dir is missing"
    return f"the theme {THEME_NAME} needs the templates that a build writes to {TEMPLATES_IN_DOCS}, and {said}"


def _links(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """The addresses beyond the site that the theme links, each with its place: all that have a scheme or a host."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if path[:1] == ("nav",) or not path or path[0] == "extra":
                yield from _links(inner, (*path, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _links(inner, (*path, index))
    elif isinstance(value, str) and value and path:
        is_link = path[0] == "nav" or path[-1] in _LINKED
        if path == ("repo_url",) or (is_link and _BEYOND_SITE.match(value)):
            yield path, value


def read_settings(root: Path) -> Settings:
    """The settings of the site in `root`. OSError if there is no mkdocs.yml, or it can't be read."""
    files = {SETTINGS: read_file(root / SETTINGS)}
    environment: dict[str, str | None] = {}

    def variable(name: str) -> str | None:
        return environment.setdefault(name, os.environ.get(name))

    name = SETTINGS
    while _BEYOND.search(files[name]) and (document := _document(name, files[name], variable, Problems())):
        name = _inherited(name, document.data.get("INHERIT"))
        if not name or name in files:
            break
        if (root / name).is_dir() or not os.path.lexists(root / name):
            break
        check_way(root, name)
        files[name] = read_file(root / name)
    return Settings(files, environment)


def refused_in_theme(root: Path, settings: Settings) -> Iterator[RefusedFileError]:
    """An error for each link, device or pipe in the site's own templates, as far as these are outside of docs/."""
    theme = settings.data.get("theme")
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    if isinstance(own, str) and own and not posixpath.normpath(own).startswith(("docs/", "..", "/")):
        check_way(root, own)
        yield from refused_below(root / posixpath.normpath(own))


def check_placeholder(settings: Settings, problems: Problems) -> None:
    """Problem A02 while the site has no address of its own yet."""
    unusable = Problems()
    settings.check(unusable)
    if not settings.documents or unusable or not is_placeholder(settings.site_url):
        return
    place = settings.key_place("site_url") if "site_url" in settings.data else Place(SETTINGS)
    message = "site_url is not set, so citations have no URL"
    help_ = "set site_url in mkdocs.yml when you know it"
    whole = replace(place, width=len(place.text) or 1)
    problems.warning(whole, "A02", message, help_, subject=settings.site_url or "site_url")


def _document(name: str, data: bytes, variable: Callable[[str], str | None], problems: Problems) -> Located | None:
    """A file of settings; None if it is no YAML mapping. `variable` gives the value of an environment variable."""
    from briefsite.yaml_files.reader import read_yaml

    text = data.decode("utf-8-sig", "replace")
    located = read_yaml(name, text, problems, tags=lambda loader, node: _tagged(loader, node, variable))
    # Of two equal keys (E04) MkDocs takes the last.
    broken = any(problem.code in {"E01", "L01"} for problem in problems)
    return None if broken or not isinstance(located.data, dict) else located


def _inherited(name: str, stated: object) -> str:
    """The file that the file `name` inherits from, if it states `stated`; empty if that is no name."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), stated)) if isinstance(stated, str) else ""


def _not_inherited(stated: object, name: str, children: Mapping[str, Any], files: Mapping[str, bytes]) -> str:
    """Why the settings of the file `name` can't be inherited; empty if they can."""
    if not name:
        return f"INHERIT must be the name of a file, not {_shown(stated)}"
    if name in children:
        return f'"{stated}" inherits from itself'
    return "" if name in files else f'the file "{stated}" to inherit from does not exist or cannot be read'


def _shown(value: object) -> str:
    kinds = {list: "a list", dict: "a mapping", type(None): "nothing"}
    return kinds.get(type(value), str(value))


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> Mapping[str, Any]:
    both = dict(parent)
    for key, value in child.items():
        mappings = isinstance(value, dict) and isinstance(both.get(key), dict)
        both[key] = _merged(both[key], value) if mappings else value
    return both


def _tagged(loader: Any, node: yaml.Node, variable: Callable[[str], str | None]) -> Any:
    """The value of a node with a tag of MkDocs'. Of its other tags (`!!python/name:`) nothing matters here."""
    import yaml

    if node.tag != "!ENV" or isinstance(node, yaml.MappingNode):
        return None
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    *names, default = parts if len(parts) > 1 else [*parts, None]
    for name in names:
        value = variable(loader.construct_scalar(name))
        if value is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return None if default is None else loader.construct_object(default, deep=True)
