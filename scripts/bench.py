"""Compares the time of a build with that of the plain renderer: `scripts/bench [--pairs N]`.

Three commands take turns, in alternating order, so that other load on the machine affects all of them alike:
`mkdocs build` of docs/ into a folder on the same disk as the site, `briefsite build --force`, and `briefsite build`
with nothing changed. The times of the last two are divided by that of `mkdocs build` in the same round. A slow build is
not an error: compare the figures with their limits.

All commands may write bytecode, as they usually may, so that none of them compiles itself in every round.

Each time is measured twice: by the clock, which counts only on an idle machine, and as the processor time of the
command and of all programs that it starts, which other load on the machine changes much less.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

WORK_FOLDER: Final = Path(".briefsite")
BIN: Final = Path(sys.executable).parent
PLAIN: Final = "mkdocs build"
FULL: Final = "full build, caches filled"
UNCHANGED: Final = "build with nothing changed"
#: The limits, as multiples of the plain renderer's time.
LIMITS: Final = {FULL: 1.0, UNCHANGED: 0.15}
ENVIRONMENT: Final = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


class Taken(NamedTuple):
    """What a command took, in seconds: by the clock, and of the processors' time (user and system)."""

    wall: float
    cpu: float


def main() -> None:
    """Time the rounds, print the figures, and print the profile of a full build."""
    parser = argparse.ArgumentParser(description="Time `briefsite build` against `mkdocs build` of the same docs/.")
    parser.add_argument("--pairs", type=positive, default=7, metavar="N", help="rounds that count (default: 7)")
    pairs = parser.parse_args().pairs

    briefsite = str(BIN / "briefsite")
    WORK_FOLDER.mkdir(exist_ok=True)
    # Not in the folder of the system for temporary files, which may be on a faster disk.
    with tempfile.TemporaryDirectory(dir=WORK_FOLDER) as elsewhere:
        plain = [str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", str(Path(elsewhere, "site"))]
        commands = {PLAIN: plain, FULL: [briefsite, "build", "--force"], UNCHANGED: [briefsite, "build"]}
        print("warming up: each command once, the time not counted", flush=True)
        # The full build comes first, because it writes the docs/ that the plain renderer reads.
        for name in (FULL, PLAIN, UNCHANGED):
            timed(commands[name])
        taken: dict[str, list[Taken]] = {name: [] for name in commands}
        for number in range(pairs):
            # Forwards, then backwards: no command always has the same one before it.
            for name in list(commands)[:: -1 if number % 2 else 1]:
                taken[name].append(timed(commands[name]))
            said = (f"{name} {times[-1].wall:.2f} s (CPU {times[-1].cpu:.2f} s)" for name, times in taken.items())
            print(f"round {number + 1} of {pairs}: " + ", ".join(said), flush=True)
        report("wall time", {name: [each.wall for each in times] for name, times in taken.items()})
        report("CPU time", {name: [each.cpu for each in times] for name, times in taken.items()})
        print("\nwhere the time of a full build went")
        sys.stdout.flush()
        subprocess.run([*commands[FULL], "--profile"], check=False)


def positive(text: str) -> int:
    """Read a number of rounds: at least one."""
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def timed(command: list[str]) -> Taken:
    """Run a command and return what it took. Exit if it fails."""
    spent, begun = processor_time(), time.perf_counter()
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=ENVIRONMENT
    )
    taken = Taken(time.perf_counter() - begun, processor_time() - spent)
    if result.returncode:
        sys.exit(f"{result.stdout}\nnothing timed: `{' '.join([Path(command[0]).name, *command[1:]])}` failed")
    return taken


def processor_time() -> float:
    """Return the processor time, in seconds, of all programs that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report(what: str, seconds: dict[str, list[float]]) -> None:
    """Print medians and ranges of wall or CPU time: the seconds of each command, and the ratio within each round."""
    times_plain = f"times {PLAIN}"
    width = max(map(len, [*seconds, f"{what}, {times_plain}"]))
    print(f"\n{f'{what}, seconds':{width}}  median   min     max")
    for name, times in seconds.items():
        print(f"{name:{width}}  {spread(times)}")
    print(f"{f'{what}, {times_plain}':{width}}  median   min     max     limit")
    for name, limit in LIMITS.items():
        ratios = [ours / plain for ours, plain in zip(seconds[name], seconds[PLAIN], strict=True)]
        print(f"{name:{width}}  {spread(ratios)}  {limit:.2f}")


def spread(values: list[float]) -> str:
    """Format the median, minimum and maximum in columns."""
    return f"{statistics.median(values):6.3f}  {min(values):6.3f}  {max(values):6.3f}"


if __name__ == "__main__":
    main()
