"""The navigation that mkdocs.yml writes by hand, held against the pages that the edition gives."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from briefsite.located import Located, Path, read_yaml
from briefsite.problem import Problem
from briefsite.publication import Publication
from briefsite.unit import standing_pages


def differences(config: str, publication: Publication, by_hand: set[str]) -> tuple[Problem, ...]:
    """O05 for each page that mkdocs.yml's `nav` lacks, names without there being one, or has in another order.

    The navigation is a person's: it is never rewritten. A mkdocs.yml without `nav` is MkDocs' own business.
    """
    located, problems = read_yaml("mkdocs.yml", _without_tags(config))
    if located.data is None or problems or not isinstance(located.data, dict):
        return ()
    if located.data.get("use_directory_urls") is False:
        message = "every address would be another one: /history.html for /history/"
        place = located.key_place("use_directory_urls")
        return (Problem(place, "R05", message, "take the line out: addresses end with / for good"),)
    if "nav" not in located.data:
        return ()
    listed = list(_files(located.data["nav"], ("nav",)))
    themes = [leaf.file for leaf in publication.outline.leaves]
    files = {*themes, *(f"{slug}.md" for slug in standing_pages(publication.edition))}
    return tuple(_compared(located, listed, themes, files, by_hand))


def _compared(
    located: Located, listed: list[tuple[str, Path]], themes: list[str], files: set[str], by_hand: set[str]
) -> Iterator[Problem]:
    names = [name for name, _ in listed]
    for name, path in listed:
        if name not in files and name not in by_hand:
            near = difflib.get_close_matches(name, files - set(names) or files, n=1)
            help_ = f'did you mean "{near[0]}"?' if near else "take it out"
            yield Problem(located.place(*path), "O05", f'the edition has no page "{name}"', help_)
    for name in sorted(files - set(names)):
        yield Problem(located.place("nav"), "O05", f'"{name}" is not in the navigation', f"add   - {name}")
    order = [(name, path) for name, path in listed if name in themes]
    wanted = [name for name in themes if name in names]
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
