"""The navigation that mkdocs.yml writes by hand, held against the pages that the editions give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from briefsite.problem import Problem
from briefsite.reading.summary import EditionSummary
from briefsite.words import did_you_mean
from briefsite.yaml_files.located import Located, Path, read_yaml


def listed_files(config: str) -> tuple[str, ...]:
    """The files of docs/ that mkdocs.yml's `nav` names, in its order."""
    found = _navigation(config)
    return tuple(name for name, _ in found[1]) if found else ()


def navigation_problems(config: str, cards: Sequence[EditionSummary], others: set[str]) -> tuple[Problem, ...]:
    """O05 for each page that mkdocs.yml's `nav` lacks, names without there being one, or has in another order.

    `others` are the pages that belong to no edition. An edition that is not at the root is listed on the site's first
    page: its own pages need not be in `nav`. The navigation is a person's: it is never rewritten. A mkdocs.yml without
    `nav` is MkDocs' own business.
    """
    located = _settings(config)
    if located is not None and located.data.get("use_directory_urls") is False:
        message = "every address would be another one: /history.html for /history/"
        place = located.key_place("use_directory_urls")
        return (Problem(place, "R05", message, "take the line out: addresses end with / for good"),)
    found = _navigation(config)
    return tuple(_compared(*found, cards, others)) if found else ()


def _settings(config: str) -> Located | None:
    located, problems = read_yaml("mkdocs.yml", _without_tags(config))
    return None if problems or not isinstance(located.data, dict) else located


def _navigation(config: str) -> tuple[Located, list[tuple[str, Path]]] | None:
    located = _settings(config)
    if located is None or "nav" not in located.data:
        return None
    return located, list(_files(located.data["nav"], ("nav",)))


def _compared(
    located: Located, named: list[tuple[str, Path]], cards: Sequence[EditionSummary], others: set[str]
) -> Iterator[Problem]:
    names = {name for name, _ in named}
    files = {card.file(slug) for card in cards for slug, _ in (*card.themes, *card.standing)}
    for name, path in named:
        if name not in files and name not in others:
            help_ = did_you_mean(name, files - names or files, "take it out")
            yield Problem(located.place(*path), "O05", f'the edition has no page "{name}"', help_)
    for card in cards:
        own = {card.file(slug) for slug, _ in (*card.themes, *card.standing)} if not card.path else set()
        for name in sorted(own - names):
            yield Problem(located.place("nav"), "O05", f'"{name}" is not in the navigation', f"add   - {name}")
        yield from _out_of_order(located, named, [card.file(slug) for slug, _ in card.themes])


def _out_of_order(located: Located, named: list[tuple[str, Path]], themes: list[str]) -> Iterator[Problem]:
    own = set(themes)
    order = [(name, path) for name, path in named if name in own]
    there = {name for name, _ in order}
    wanted = [name for name in themes if name in there]
    for (name, path), should in zip(order, wanted, strict=False):
        if name != should:
            message = f'"{name}" stands where the edition has "{should}"'
            yield Problem(located.place(*path), "O05", message, "put the pages in the edition's order")
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


def _without_tags(config: str) -> str:
    """MkDocs has tags of its own (`!ENV`), which a safe loader doesn't know; none of them matters here."""
    return config.replace("!ENV", "    ").replace("!!python/name:", "")
