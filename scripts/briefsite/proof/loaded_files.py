"""The check that every file which the built site loads is in it: stylesheets, scripts, pictures, fonts, downloads.

A browser shows a page without them, and says so to nobody. They go missing where a file in docs/assets/ or of the theme
was deleted or renamed, or where a template or a setting (`extra_css`) misspells its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote, urljoin

from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.rendering.built_site import BuiltPage, BuiltSite
from briefsite.rendering.file_facts import FileFacts


def files_missing(site: BuiltSite) -> Mapping[str, list[str]]:
    """The files that a page, a stylesheet or a script of a part of the site loads, and the part lacks.

    By their paths, each with the files that load it. Files of other hosts are not looked for.
    """
    missing: dict[str, list[str]] = {}
    for page in site.pages.values():
        if page.url != "/404.html":  # its addresses are absolute under site_url, which may be a subfolder
            for target in _loaded(page.url, page.facts):
                if not site.has(target):
                    missing.setdefault(target, []).append(_name(page))
    for file, facts in sorted(site.assets.items()):
        for target in _loaded(file, facts):
            if not site.has(target):
                missing.setdefault(target, []).append(file[1:])
    return missing


def files_there(loads: Iterable[tuple[str, Sequence[str]]], has: Callable[[str], bool], problems: Problems) -> None:
    """Problem R02 for each file that the parts of a site load and the site lacks. `loads` are those of `files_missing`.

    `has` says whether the site has what is at a path.
    """
    missing: dict[str, list[str]] = {}
    for target, users in loads:
        if not has(target):
            missing.setdefault(target, []).extend(users)
    for target, users in missing.items():
        file = f"docs{target}"
        others = f" and {len(users) - 1:,} more" if len(users) > 1 else ""
        help_ = f"put the file in its place, or take {target} out of the templates, the page or mkdocs.yml.\n"
        help_ += "If it belongs to the theme, install the theme again"
        problems.error(Place(file), "R02", f"is missing: {users[0]}{others} would load it", help_, subject=target)


def _loaded(url: str, facts: FileFacts) -> Iterator[str]:
    """The paths of all files that the file at `url` loads or names for programs, each once."""
    yield from dict.fromkeys(_path(url, address) for address in facts.loads)


def _path(start: str, address: str) -> str:
    return unquote(re.sub(r"[?#].*", "", urljoin(start, address), flags=re.DOTALL))


def _name(page: BuiltPage) -> str:
    return PagePath.of(page.url).built if page.url.endswith("/") else page.url.lstrip("/")
