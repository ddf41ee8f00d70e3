"""The navigation, which is written by hand in mkdocs.yml, compared with the pages that the editions have."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

from briefsite.problems.collector import Problems
from briefsite.reading.summary import EditionSummary
from briefsite.site.settings import Settings
from briefsite.words import did_you_mean
from briefsite.yaml_files.located import Path

_MARKDOWN: Final = ".md"


def listed_files(settings: Settings) -> tuple[str, ...]:
    """The files of docs/ that mkdocs.yml's `nav` names, in its order."""
    return tuple(name for name, _ in named_files(settings))


def menu_entries(settings: Settings, names: Container[str]) -> Mapping[str, list[tuple[str, Path]]]:
    """The entries of `nav` for some files of docs/, each with the way to it, by the file of settings that has them."""
    found: dict[str, list[tuple[str, Path]]] = {}
    for name, path in named_files(settings):
        if name in names:
            found.setdefault(settings.place(*path).file, []).append((name, path))
    return found


def check_navigation(
    settings: Settings, cards: Sequence[EditionSummary], others: AbstractSet[str], problems: Problems
) -> None:
    """Problem O05 for each page that mkdocs.yml's `nav` lacks, names without there being one, or has in another order.

    `others` are the pages that belong to no edition. An edition that is not at the root is listed on the site's first
    page: its own pages need not be in `nav`. The navigation is a person's: it is never rewritten. Without `nav`,
    MkDocs lists the pages by itself. R05 where a setting would change the addresses of all pages.
    """
    if settings.data.get("use_directory_urls") is False:
        message = "every permalink would change: /history.html instead of /history/"
        setting, help_ = "use_directory_urls", "delete the line: permalinks end with /"
        problems.error(settings.key_place(setting), "R05", message, help_, subject=setting)
    elif "nav" in settings.data:
        _compare(settings, cards, others, problems)


def named_files(settings: Settings) -> list[tuple[str, Path]]:
    """The files of docs/ that mkdocs.yml's `nav` names, in its order, each with the way to it."""
    return list(_files(settings.data.get("nav"), ("nav",)))


def _compare(settings: Settings, cards: Sequence[EditionSummary], others: AbstractSet[str], problems: Problems) -> None:
    named = named_files(settings)
    names = {name for name, _ in named}
    files = {card.file(slug) for card in cards for slug, _ in (*card.themes, *card.standing)}
    for name, path in named:
        if name not in files and name not in others:
            # A page that is in the menu already was not misspelled.
            others_left = {file.removesuffix(_MARKDOWN) for file in files - names}
            stem = name.removesuffix(_MARKDOWN)
            help_ = did_you_mean(stem, others_left, f"remove it with   briefsite drop /{stem}/", form='"{}.md"')
            problems.error(settings.place(*path), "O05", f'the edition has no page "{name}"', help_, subject=name)
    for card in cards:
        own = {card.file(slug) for slug, _ in (*card.themes, *card.standing)} if not card.path else set()
        for name in sorted(own - names):
            message = f'"{name}" is not in the navigation'
            problems.error(settings.place("nav"), "O05", message, f"add   - {name}", subject=name)
        _check_order(settings, named, [card.file(slug) for slug, _ in card.themes], problems)


def _check_order(settings: Settings, named: list[tuple[str, Path]], themes: list[str], problems: Problems) -> None:
    own = set(themes)
    order = [(name, path) for name, path in named if name in own]
    there = {name for name, _ in order}
    wanted = [name for name in themes if name in there]
    for (name, path), should in zip(order, wanted, strict=False):
        if name != should:
            message = f'"{name}" is listed where the edition has "{should}"'
            problems.error(settings.place(*path), "O05", message, "list the pages in the edition's order", subject=name)
            return


def _files(node: Any, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(node, str):
        if node.endswith(".md"):
            yield node, path
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _files(child, (*path, index))
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _files(child, (*path, key))
