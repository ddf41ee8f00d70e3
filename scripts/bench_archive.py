"""Measures large sites: `python scripts/bench_archive.py [--editions N …] [--renderers NAME …] [--paragraphs N …]`.

Prints two tables and asserts nothing. The first has, for each size of an archive (1, 10, 60, 200 and 1,000 editions,
copies of the brief at different paths), a row for each command: the first build, a build after one edited word, one
with nothing changed, plain `mkdocs build` of the same docs/, and a full build by each of the other renderers that are
named. `seconds` are by the clock, `busy` is the time of processors, `memory` what all processes of the command have at
once, at most (Linux; on other systems, of the largest process), `site` the size of what was built.

The second table has single editions of 1,000 to 10,000 paragraphs, a fifth with a note, which are read and their
pages made, without the renderer. Each row is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from briefsite.problems.collector import Problems
from briefsite.progress import Clock
from briefsite.site.compose import compose
from briefsite.site.inputs import gather

HERE: Final = Path(__file__).resolve().parent
BRIEF: Final = HERE.parent / "sources/mongolia"
SIZES: Final = (1, 10, 60, 200, 1_000)
#: All commands may write bytecode, so that none of them compiles itself each time.
ENVIRONMENT: Final = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


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


class Taken(NamedTuple):
    """What a command took: seconds by the clock, seconds of processors, and bytes of memory."""

    wall: float
    busy: float
    memory: int


def timed(root: Path, *command: str) -> Taken:
    """Run a command in the folder `root`. Exit if it fails."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=root, stdout=said, stderr=subprocess.STDOUT, env=ENVIRONMENT)
        with ThreadPoolExecutor(1) as pool:
            ended = threading.Event()
            most = pool.submit(most_memory, process.pid, ended)
            _, status, used = os.wait4(process.pid, 0)
            ended.set()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}\n{said.read()[-2000:]}")
    wall = time.perf_counter() - began
    return Taken(wall, used.ru_utime + used.ru_stime, most.result() or 1024 * used.ru_maxrss)


def most_memory(process: int, ended: threading.Event) -> int:
    """The most memory, in bytes, that a process and its descendants have at once until `ended`; 0 if no file says it.

    It is looked up ten times a second. What processes share counts once.
    """
    most = 0
    while not ended.wait(0.1):
        most = max(most, sum(map(memory_of, descendants(process))))
    return most


def descendants(process: int) -> Iterator[int]:
    """A process, its children, and theirs."""
    yield process
    with suppress(OSError):  # it has ended
        for file in Path(f"/proc/{process}/task").glob("*/children"):
            for child in file.read_text().split():
                yield from descendants(int(child))


def memory_of(process: int) -> int:
    """The memory of a process in bytes: its own, and its part of what it shares."""
    with suppress(OSError):
        if found := re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE):
            return 1024 * int(found[1])
    return 0


def size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def measure_archive(count: int, renderers: Sequence[str]) -> None:
    """Print the rows of an archive of `count` editions."""
    briefsite = (sys.executable, "-m", "briefsite", "build")
    with tempfile.TemporaryDirectory() as place:
        root, plain = Path(place, "project"), Path(place, "plain")
        archive(root, count)
        row(count, "first build", timed(root, *briefsite), root / "site")
        edit(root / "sources/e000/edition.yml")
        row(count, "one word edited", timed(root, *briefsite), root / "site")
        row(count, "nothing changed", timed(root, *briefsite), root / "site")
        mkdocs = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(plain))
        row(count, "mkdocs build", timed(root, *mkdocs), plain)
        for name in renderers:
            row(count, f"--renderer {name}", timed(root, *briefsite, "--force", "--renderer", name), root / "site")


def edit(file: Path) -> None:
    """Add a word to the last summary of an edition."""
    before, found, after = file.read_text(encoding="utf-8").rpartition("summary: >-\n")
    indent = after[: len(after) - len(after.lstrip())]
    file.write_text(f"{before}{found}{indent}Edited: {after.lstrip()}", encoding="utf-8")


def row(count: int, what: str, taken: Taken, site: Path) -> None:
    """Print a row of the table of archives."""
    numbers = f"{taken.wall:>9.1f}{taken.busy:>9.1f}{taken.memory / 1e6:>9.0f}{size(site) / 1e6:>9.1f}"
    print(f"{count:>8,}  {what:22}{numbers}", flush=True)


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
    parser = argparse.ArgumentParser(description="Time large archives, and long editions.")
    parser.add_argument("--editions", type=int, nargs="*", default=SIZES, metavar="N", help="sizes of archives")
    parser.add_argument("--renderers", nargs="*", default=(), metavar="NAME", help="other renderers (zensical …)")
    parser.add_argument("--paragraphs", type=int, nargs="*", default=(1_000, 2_500, 5_000, 10_000), metavar="N")
    parser.add_argument("--row", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.row:
        measure_long(chosen.row)
        return
    if chosen.editions:
        print(f"{'editions':>8}  {'':22}{'seconds':>9}{'busy':>9}{'memory':>9}{'site':>9}   (memory and site in MB)")
    for count in chosen.editions:
        measure_archive(count, chosen.renderers)
    if chosen.paragraphs:
        heads = ("paragraphs", "notes", "seconds", "busy", "read", "pages", "ms each", "MB out", "MB")
        widths = (10, 8, 9, 9, 9, 9, 10, 8, 8)
        print("".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
    for count in chosen.paragraphs:
        subprocess.run([sys.executable, __file__, "--row", str(count)], check=True)


if __name__ == "__main__":
    main()
