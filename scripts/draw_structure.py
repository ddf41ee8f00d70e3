"""Draws the imports between packages as docs/assets/structure.svg: `python scripts/draw_structure.py`.

The picture is drawn from the imports in the code, and a test compares the two. An arrow goes from a package to one that
uses it, in the direction of the data. Arrows that follow from others are left out: `pages` uses `exports` and `exports`
uses `reading`, so there is no arrow from `reading` to `pages`.
"""

from __future__ import annotations

import ast
import html
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "scripts/briefsite"
PICTURE: Final = ROOT / "docs/assets/structure.svg"

#: A package that holds only files for others to read.
WITHOUT_CODE: Final = frozenset({"theme"})
#: The packages in the order of the data: each may import those before it, and the modules beside the packages.
ORDER: Final = (
    "problems",
    "language",
    "storage",
    "writing",
    "yaml_files",
    "edition",
    "source",
    "intake",
    "paragraphs",
    "works",
    "ledger",
    "reading",
    "versions",
    "quotations",
    "exports",
    "citations",
    "pages",
    "documents",
    "site",
    "deposit",
    "rendering",
    "proof",
    "publish",
    "links",
    "answers",
    "preview",
    "init",
    "cli",
)
#: The size of a box, the distance between the middles of two, and that between two lines at the left of the boxes.
WIDTH, HEIGHT, DOWN, LANE = 112, 28, 42, 14
MARGIN: Final = 14
#: The room for the title of a package, at the right of its box, and the most characters in a line of it.
TITLE, LETTERS = 430, 58
STYLE: Final = 'font-family="system-ui, sans-serif"'
LINE: Final = 'fill="none" stroke="#5a6472" stroke-width="1.4" stroke-linejoin="round"'
BOX: Final = 'rx="4" fill="#fff" stroke="#8b95a1"'
NAME: Final = 'font-size="14" font-weight="600" fill="#1d2733" text-anchor="middle"'
TEXT: Final = 'font-size="13" fill="#46515e"'
TIP: Final = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#5a6472"/></marker>'
)

Graph = Mapping[str, frozenset[str]]


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the package by its name in it ("ledger.record"), parsed."""
    return tuple(
        (".".join(path.relative_to(PACKAGE).with_suffix("").parts), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


@cache
def imports(tree: ast.Module) -> tuple[str, ...]:
    """The modules of the package that a module imports anywhere in it, functions and type checking included."""
    return tuple(_imports(tree))


def _imports(tree: ast.Module) -> Iterator[str]:
    names = {name for name, _ in modules()}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "briefsite":
            module = (node.module or "").removeprefix("briefsite").lstrip(".")
            for alias in node.names:
                inner = f"{module}.{alias.name}".lstrip(".")
                yield inner if inner in names else module
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("briefsite.") for a in node.names if a.name.startswith("briefsite."))


def titles() -> Mapping[str, str]:
    """The first line of the docstring of each package in the folder, without its period, by the package's name."""
    found = ((name.removesuffix(".__init__"), tree) for name, tree in modules() if name.endswith(".__init__"))
    return {
        name: (ast.get_docstring(tree) or "").partition("\n")[0].rstrip(".").replace("`", "")
        for name, tree in found
        if name not in WITHOUT_CODE and "." not in name
    }


def graph() -> Graph:
    """The packages that each package imports."""
    packages = titles().keys()
    found: dict[str, set[str]] = {name: set() for name in packages}
    for name, tree in modules():
        own = name.partition(".")[0]
        if own in packages:
            found[own] |= {other.partition(".")[0] for other in imports(tree)} & packages - {own}
    return {name: frozenset(used) for name, used in found.items()}


def reduced(whole: Graph) -> Graph:
    """The graph, which must have no cycle, without the imports that follow from others."""

    @cache
    def below(name: str) -> frozenset[str]:
        return whole[name].union(*map(below, whole[name]))

    return {name: used - frozenset().union(*map(below, used)) for name, used in whole.items()}


def lanes(arrows: Graph) -> Mapping[str, int]:
    """The lane of each package whose arrows lead further than to the next package: from 0, beside the boxes.

    Two packages share a lane only where the arrows of one end above the other. Short ones are near the boxes.
    """
    place = {name: position for position, name in enumerate(ORDER)}
    last = {name: max((place[user] for user, used in arrows.items() if name in used), default=0) for name in ORDER}
    far = sorted((name for name in ORDER if last[name] > place[name] + 1), key=lambda name: last[name] - place[name])
    found: dict[str, int] = {}
    for name in far:
        taken = {found[other] for other in found if place[other] <= last[name] and place[name] <= last[other]}
        found[name] = next(lane for lane in range(len(ORDER)) if lane not in taken)
    return found


def picture() -> str:
    """The drawing as SVG, with a background that suits light and dark pages.

    The packages are one below the other in the order of the data. From each, one line leads past the others to all that
    use it.
    """
    arrows, said = reduced(graph()), titles()
    own_lane = lanes(arrows)
    left = MARGIN + LANE * (1 + max(own_lane.values(), default=0)) + LANE
    middle = {name: MARGIN + HEIGHT / 2 + DOWN * position for position, name in enumerate(ORDER)}
    wide, high = left + WIDTH + TITLE, 2 * MARGIN + HEIGHT + DOWN * (len(ORDER) - 1)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" {STYLE}>',
        f"<defs>{TIP}</defs>",
        f'<rect width="{wide:g}" height="{high:g}" rx="6" fill="#f7f6f2"/>',
    ]
    for position, name in enumerate(ORDER):
        users = [user for user in ORDER[position + 1 :] if name in arrows[user]]
        if users and users[0] == ORDER[position + 1]:
            x, y = left + WIDTH / 2, middle[name] + HEIGHT / 2
            lines.append(_arrow(f"M{x:g} {y:g}V{middle[users.pop(0)] - HEIGHT / 2 - 1:g}"))
        x = left - LANE * (own_lane.get(name, 0) + 1)
        for user in users:
            bend = f"M{left} {middle[name] + 5:g}H{x + 6:g}q-6 0 -6 6V{middle[user] - 11:g}q0 6 6 6H{left - 1}"
            lines.append(_arrow(bend))
    for name, y in middle.items():
        lines.append(f'<rect x="{left}" y="{y - HEIGHT / 2:g}" width="{WIDTH}" height="{HEIGHT}" {BOX}/>')
        lines.append(f'<text x="{left + WIDTH / 2:g}" y="{y + 5:g}" {NAME}>{name}/</text>')
        title = wrap(said[name], LETTERS)
        for number, line in enumerate(title):
            down = y + 4 + 16 * (number - (len(title) - 1) / 2)
            lines.append(f'<text x="{left + WIDTH + 14}" y="{down:g}" {TEXT}>{html.escape(line)}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _arrow(path: str) -> str:
    return f'<path d="{path}" {LINE} marker-end="url(#tip)"/>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
