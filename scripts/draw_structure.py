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
#: The size of a box, and the distance between the centers of two boxes, in units of the drawing.
WIDTH, HEIGHT = 200, 56
ACROSS, DOWN = 224, 84
MARGIN: Final = 10
#: The most characters in a line of text in a box.
LETTERS: Final = 31
STYLE: Final = 'font-family="system-ui, sans-serif" text-anchor="middle"'
BOX: Final = 'rx="4" fill="#fff" stroke="#8b95a1"'
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
    """The first line of each package's docstring, without its period, by the package's name."""
    found = ((name.removesuffix(".__init__"), tree) for name, tree in modules() if name.endswith(".__init__"))
    return {
        name: (ast.get_docstring(tree) or "").partition("\n")[0].rstrip(".")
        for name, tree in found
        if name not in WITHOUT_CODE
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


def rows(whole: Graph) -> Mapping[str, int]:
    """The row of each package, from 0 at the top: the one above the first package that uses it."""
    users = {name: [other for other, used in whole.items() if name in used] for name in whole}

    @cache
    def depth(name: str) -> int:
        return 1 + max(map(depth, whole[name]), default=-1)

    @cache
    def row(name: str) -> int:
        return min(map(row, users[name])) - 1 if users[name] else depth(name)

    return {name: row(name) for name in whole}


def places(whole: Graph) -> Mapping[str, tuple[int, int]]:
    """Row and column of each package: the one that uses the most others in the middle, unused ones at the left."""
    by_row: dict[int, list[str]] = {}
    for name, row in rows(whole).items():
        by_row.setdefault(row, []).append(name)
    found: dict[str, tuple[int, int]] = {}
    for row, names in sorted(by_row.items()):
        used = [name for name in names if any(name in other for other in whole.values())]
        ends = [name for name in names if name not in used]
        used.sort(key=lambda name: (-_weight(whole, name), name))
        columns = [1, 0, *range(2, len(used))] if len(used) > 2 else [1, 2]  # noqa: PLR2004 - more need all columns
        found |= {name: (row, column) for name, column in zip(used, columns, strict=False)}
        found |= dict.fromkeys(ends, (row, 0 if used else 1))
    return found


def _weight(whole: Graph, name: str) -> int:
    """The number of packages that a package uses, directly or indirectly."""
    below: set[str] = set()
    waiting = list(whole[name])
    while waiting:
        if (other := waiting.pop()) not in below:
            below.add(other)
            waiting += whole[other]
    return len(below)


def picture() -> str:
    """The drawing as SVG, with a background that suits light and dark pages."""
    arrows, said = reduced(graph()), titles()
    at = {
        name: (MARGIN + WIDTH / 2 + column * ACROSS, MARGIN + HEIGHT / 2 + row * DOWN)
        for name, (row, column) in places(graph()).items()
    }
    wide = max(x for x, _ in at.values()) + WIDTH / 2 + MARGIN
    high = max(y for _, y in at.values()) + HEIGHT / 2 + MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" {STYLE}>',
        f"<defs>{TIP}</defs>",
        f'<rect width="{wide:g}" height="{high:g}" rx="6" fill="#f7f6f2"/>',
    ]
    for name, used in sorted(arrows.items()):
        lines += [_arrow(at[other], at[name]) for other in sorted(used)]
    for name, (x, y) in sorted(at.items(), key=lambda entry: entry[1][::-1]):
        lines += [
            f'<rect x="{x - WIDTH / 2:g}" y="{y - HEIGHT / 2:g}" width="{WIDTH}" height="{HEIGHT}" {BOX}/>',
            f'<text x="{x:g}" y="{y - 10:g}" font-size="14" font-weight="600" fill="#1d2733">{name}/</text>',
            *(
                f'<text x="{x:g}" y="{y + 5 + 13 * number:g}" font-size="11" fill="#46515e">{html.escape(line)}</text>'
                for number, line in enumerate(wrap(_short(said[name]), LETTERS))
            ),
        ]
    return "\n".join([*lines, "</svg>", ""])


def _arrow(begin: tuple[float, float], end: tuple[float, float]) -> str:
    """An arrow from a box to one below. If boxes may be in between, it goes to the side first, then down."""
    (x0, y0), (x1, y1) = begin, end
    side = (x1 > x0) - (x1 < x0)
    foot, head = y0 + HEIGHT / 2, y1 - HEIGHT / 2 - 1
    if side and y1 - y0 > DOWN:
        bend = f"M{x0 + side * WIDTH / 2:g} {y0:g}H{x1 - side * 12:g}q{side * 12} 0 {side * 12} 12V{head:g}"
    else:
        # Arrows of the same box are drawn side by side.
        x0, x1 = x0 + side * WIDTH / 3, x1 - side * WIDTH / 3
        half = (head - foot) / 2
        bend = f"M{x0:g} {foot:g}C{x0:g} {foot + half:g} {x1:g} {head - half:g} {x1:g} {head:g}"
    return f'<path d="{bend}" fill="none" stroke="#5a6472" stroke-width="1.4" marker-end="url(#tip)"/>'


def _short(title: str) -> str:
    """The title of a package without the package's name, which comes before a colon or comma."""
    said = title.partition(": ")[2] or title.partition(", ")[2] or title
    return said[:1].upper() + said[1:]


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
