"""The parts of a site: what is rendered by itself, and what it depends on.

The parts are each edition that has a path, each version, and the root, which has all the rest: an edition without a
path, pages written by hand, the pages of the site. A site whose settings name a plugin, a hook, an extension of
Markdown or a theme that the program does not know has only one part besides its versions, and that is not kept: what
such code reads can't be told. It is the same with any renderer but MkDocs: the others take a whole site.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from briefsite.limits import LAST_YEAR
from briefsite.proof.part_task import PartOfEdition, PartTask
from briefsite.rendering.kept_parts import folder_of_part
from briefsite.rendering.renderer import IN_PROCESS
from briefsite.site.composition import ComposedEdition, Composition
from briefsite.site.inputs import Inputs
from briefsite.site.kept_versions import KeptVersion, key_of
from briefsite.site.navigation import listed_files
from briefsite.site.renderers import THEME_NAME
from briefsite.site.seen_files import FileSet
from briefsite.site.settings import TEMPLATES_IN_DOCS, Settings
from briefsite.storage.checksum import checksum

#: A site map has no earlier day; before its first release, an edition has the date of its work.
_FIRST_DAY: Final = datetime.date(1970, 1, 1)
#: A packed site map dates itself in 32 bits; a work may be of a later year, if only by a slip.
_LAST_DAY: Final = datetime.date(LAST_YEAR, 12, 31)
_TEMPLATES: Final = "templates/"
#: The themes that come with the program and its renderer. None is the site's own, in its custom_dir.
_THEMES: Final = {THEME_NAME, "material", "mkdocs", "readthedocs", None}


@dataclass(frozen=True)
class Plan:
    """The parts: the root, and the `others`, whose keys lack the menu of the root.

    `names` are the files in docs/ that pages can link to. `facts` are the metadata of the pages in `nav` that other
    parts have. `is_separate`: whether editions are parts of their own.
    """

    root: PartTask
    others: tuple[PartTask, ...]
    names: frozenset[str]
    facts: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, bytes]
    is_separate: bool


def plan_parts(inputs: Inputs, made: Composition) -> Plan:
    """The parts of the site of what was composed."""
    separate = is_separable(inputs.settings, inputs.renderer)
    by_hand = inputs.written_by_hand
    shared = FileSet.united([by_hand, made.own])
    templates = shared.only(name for name in shared if name.startswith(_TEMPLATES))
    editions = made.editions.items()
    apart = {folder: one for folder, one in editions if one.card.path and separate}
    at_root = {folder: one for folder, one in editions if folder not in apart}
    common = checksum(inputs.program, inputs.settings.checksum, templates.total)
    docs = FileSet.united([by_hand, made.own, *(one.pages for one in at_root.values())])
    facts = _facts(inputs.settings, apart.values())
    root_key = checksum(common, docs.total, json.dumps(facts), *_sources(inputs, at_root))
    date = max(one.card.date for _, one in editions)
    proven = tuple(_part_of(inputs, folder, one) for folder, one in at_root.items())
    root = PartTask(folder_of_part(""), {"": root_key}, docs, _epoch(date), proven, inputs=inputs)
    others = [_edition_task(inputs, folder, one, common) for folder, one in apart.items()]
    others += [_version_task(inputs, folder, one.versions) for folder, one in editions if one.versions]
    if not separate:
        root = _united(root, others)
        others = []
    pages = (name for one in apart.values() for name in one.pages)
    names = frozenset(name for files in (docs, pages) for name in files if not name.startswith(_TEMPLATES))
    return Plan(root, tuple(others), names, facts, dict(templates), separate)


def is_separable(settings: Settings, renderer: str = IN_PROCESS) -> bool:
    """Whether a renderer can make one part after the other, and nothing in mkdocs.yml hinders that.

    Such a setting could make a page depend on another, or on a file that the program does not know.
    """
    from briefsite.rendering.known_settings import EXTENSIONS, PLUGINS

    data = settings.data
    theme = data.get("theme")
    theme = theme if isinstance(theme, dict) else {"name": theme or "mkdocs"}
    own = theme.get("custom_dir")
    return (
        renderer == IN_PROCESS
        and bool(settings.documents)
        and not data.get("hooks")
        and PLUGINS.issuperset(_names(data.get("plugins")))
        and EXTENSIONS.issuperset(_names(data.get("markdown_extensions")))
        and theme.get("name", "mkdocs") in _THEMES
        and (own is None or str(own).strip("/") == TEMPLATES_IN_DOCS)
    )


def _names(entries: Any) -> Iterable[str]:
    """The names in a list of plugins or extensions, some of them with settings of their own."""
    if isinstance(entries, dict):
        return map(str, entries)
    return [str(name) for entry in entries or () for name in (entry if isinstance(entry, dict) else [entry])]


def _facts(settings: Settings, editions: Iterable[ComposedEdition]) -> Mapping[str, Mapping[str, str]]:
    pages = FileSet.united(one.pages for one in editions)
    return {name: _stated(pages[name]) for name in listed_files(settings) if name in pages}


def _stated(page: bytes) -> Mapping[str, str]:
    """The title and the description that a generated page states in its metadata."""
    found = re.findall(r"^(title|description): (.+)$", page.decode().partition("\n---\n")[0], re.MULTILINE)
    return {name: str(json.loads(value)) for name, value in found}


def _sources(inputs: Inputs, editions: Mapping[str, ComposedEdition]) -> Iterable[str]:
    """The checksums of what editions were read from: pages are proven against it."""
    return (inputs.checksum_of(folder) for folder in editions)


def _part_of(inputs: Inputs, folder: str, one: ComposedEdition) -> PartOfEdition:
    return PartOfEdition(folder, one, inputs.of_edition(folder))


def _edition_task(inputs: Inputs, folder: str, one: ComposedEdition, common: str) -> PartTask:
    epoch = _epoch(one.card.date)
    key = checksum(common, one.pages.total, inputs.checksum_of(folder), str(epoch))
    path = one.card.path
    return PartTask(folder_of_part(path), {path: key}, one.pages, epoch, (_part_of(inputs, folder, one),))


def _version_task(inputs: Inputs, folder: str, versions: Iterable[KeptVersion]) -> PartTask:
    versions = tuple(versions)
    keys = {kept.path: key_of(inputs, kept) for kept in versions}
    narrow = inputs.of_edition(folder)
    epoch = _epoch(max(kept.version.day for kept in versions))
    return PartTask(
        f"{folder.rpartition('/')[2]}+v", keys, FileSet({}), epoch, versions=tuple((k, narrow) for k in versions)
    )


def _united(root: PartTask, others: Iterable[PartTask]) -> PartTask:
    """The root with what would be parts of their own."""
    for other in others:
        root = replace(root, keys={**root.keys, **other.keys}, versions=(*root.versions, *other.versions))
    return root


def _epoch(day: datetime.date) -> int:
    day = min(_LAST_DAY, max(_FIRST_DAY, day))
    return int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp())
