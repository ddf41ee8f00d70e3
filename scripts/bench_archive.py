"""Measures large sites: `python scripts/bench_archive.py [--editions N] [--paragraphs N]`.

Prints two tables and asserts nothing. First, a single edition of 1,000 to 10,000 paragraphs, a fifth of them with a
note, is read and its pages are made, without the renderer. Each size has a process of its own, so that its memory can
be measured. `busy` is processor time in seconds. Second, an archive of editions (copies of the brief at different
paths) is built, and then built again with one more edition, which alone should be read and made.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from briefsite.problems import Problems
from briefsite.progress import Clock
from briefsite.publish.build import build
from briefsite.site.compose import compose
from briefsite.site.inputs import gather

HERE: Final = Path(__file__).resolve().parent
BRIEF: Final = HERE.parent / "sources/mongolia"


def archive(root: Path, count: int) -> None:
    """Write the sources of a site of `count` editions, none of them at the root."""
    (root / "docs/templates").mkdir(parents=True)
    config = (HERE.parent / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"(?ms)^nav:.*?(?=^\S)", "nav:\n  - Editions: index.md\n  - all-works.md\n", config)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    for number in range(count):
        add(root, number)


def add(root: Path, number: int) -> None:
    """Write the sources of one more edition."""
    folder = root / f"sources/e{number:03}"
    folder.mkdir(parents=True)
    for name in ("brief.txt", "references.bib"):
        shutil.copy(BRIEF / name, folder)
    text = (BRIEF / "edition.yml").read_text(encoding="utf-8")
    (folder / "edition.yml").write_text(
        text.replace("\nsite:\n", f"\nsite:\n  path: e{number:03}\n", 1), encoding="utf-8"
    )


def timed(root: Path) -> tuple[float, Clock, str]:
    """Build the site; return the seconds, the clock with the stages, and the message with the number of editions."""
    clock = Clock()
    result = build(root, clock=clock)
    if result.failed:
        sys.exit("\n".join(f"{p.place.file}: {p.code} {p.message}" for p in result.problems[:5]))
    return time.perf_counter() - clock.began, clock, result.says[-2]


def measure_archive(count: int) -> None:
    """Print the table of an archive of `count` editions."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        archive(root, count)
        rows = [("all of them", *timed(root))]
        add(root, count)
        rows.append(("one added", *timed(root)))
        rows.append(("nothing changed", *timed(root)))
    print(f"{'':18}{'seconds':>9}{'read':>9}{'pages':>9}{'render':>9}{'prove':>9}  {count} editions")
    for name, seconds, clock, said in rows:
        stages = dict(clock.stages)
        parts = [stages.get(stage, 0.0) for stage in ("read", "write pages", "render", "prove")]
        print(f"{name:18}{seconds:9.1f}" + "".join(f"{part:9.1f}" for part in parts) + f"  {said}", flush=True)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def long_edition(root: Path, count: int) -> None:
    """Write an edition of `count` paragraphs, with a note in every fifth and 50 paragraphs a page."""
    folder = root / "sources/long"
    folder.mkdir(parents=True)
    words = [
        f"{a}{b}" for a in ("ri", "mo", "ta", "ne", "so", "lu") for b in ("ver", "untain", "ble", "st", "lid", "nar")
    ]
    paragraphs, notes, number = [], [], 0
    for index in range(count):
        said = " ".join(words[(index * 7 + step * (index % 5 + 1)) % len(words)] for step in range(60))
        marker = ""
        if index % 5 == 0:
            number += 1
            marker = f"[{number}]"
            notes.append(f"  - {{number: {number}, status: supplied, works: [work{number % 200}]}}")
        lines = textwrap.wrap(f"Passage {index} tells of {said}.{marker}", 90, break_on_hyphens=False)
        # A word is hyphenated at the end of the second line, as in print.
        lines[1:3] = [f"{lines[1]} {lines[2][:3]}-", lines[2][3:]]
        paragraphs.append("\n".join(lines))
    slugs = [(start, f"part-{start}" if start else "/") for start in range(0, count, 50)]
    pages = [f'  - {{slug: {s}, title: Part {at}, from: "Passage {at} tells", summary: S.}}' for at, s in slugs]
    names = [f'  - {{name: "{word}", kind: term, line: A word.}}' for word in words[:20]]
    years = [(1900 + index // 100, index) for index in range(0, count, 100)]
    events = [f'  - {{when: "{y}", year: {y}, what: It was., words: "Passage {at} tells"}}' for y, at in years]
    emendations = [
        f'  - {{find: "Passage {index} tells of", read: "Passage {index} tells", because: A slip., kind: print}}'
        for index in range(7, count, 50)
    ]
    (folder / "brief.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    (folder / "references.bib").write_text(
        "".join(
            f"@book{{work{index}, title = {{The Book {index}}}, author = {{{{The Press}}}}, date = {{2020}}}}\n"
            for index in range(200)
        ),
        encoding="utf-8",
    )
    parts = [
        'work: {title: Long, publisher: {name: A}, date: 2020-01-01, language: en, rights: "-"}',
        "site: {title: Long, date: 2021-01-01, description: Long.}",
        "source: {file: brief.txt}",
        *("pages:", *pages, "notes:", *notes, "names:", *names, "timeline:", *events, "emendations:", *emendations),
    ]
    (folder / "edition.yml").write_text("\n".join(parts) + "\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: Long\nsite_url: https://x.org/\n", encoding="utf-8")
    (root / "docs").mkdir()


def measure_long(count: int) -> None:
    """Print the row for an edition of `count` paragraphs."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        long_edition(root, count)
        clock, began = Clock(), time.process_time()
        problems = Problems()
        inputs = gather(root, {}, problems)
        assert inputs is not None, "the edition was just written"  # noqa: S101
        made = compose(inputs, clock, {}, problems)
        seconds, busy = time.perf_counter() - clock.began, time.process_time() - began
        if not made.editions:
            sys.exit("\n".join(f"{p.place.file}:{p.place.line} {p.code} {p.message}" for p in problems.in_order()[:5]))
        stages = dict(clock.stages)
        size = sum(map(len, made.pages.values()))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{count:>10,}{count // 5:>8,}{seconds:>9.2f}{busy:>9.2f}{stages['read']:>9.2f}{stages['write pages']:>9.2f}"
        f"{1e3 * busy / count:>10.2f}{size / 1e6:>8.1f}{memory:>8}",
        flush=True,
    )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="Time a large archive, and one long edition.")
    parser.add_argument("--editions", type=int, default=200, metavar="N", help="size of the archive (default: 200)")
    parser.add_argument("--paragraphs", type=int, default=0, metavar="N", help="only one long edition of so many")
    chosen = parser.parse_args()
    if chosen.paragraphs:
        measure_long(chosen.paragraphs)
        return
    heads = ("paragraphs", "notes", "seconds", "busy", "read", "pages", "ms each", "MB out", "MB")
    widths = (10, 8, 9, 9, 9, 9, 10, 8, 8)
    print("".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
    for size in (1_000, 2_500, 5_000, 10_000):
        subprocess.run([sys.executable, __file__, "--paragraphs", str(size)], check=True)
    if chosen.editions:
        print()
        measure_archive(chosen.editions)


if __name__ == "__main__":
    main()
