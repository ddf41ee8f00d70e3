"""Looks for inputs that the program cannot cope with: `scripts/fuzz MINUTES [TARGET ...]`.

The time is divided among the targets (`tests/fuzz/targets.py`: text, yaml, bibtex, ledger). Half of it goes to
hypothesis, which puts pieces of the seeds together; the other half to atheris, which changes inputs so that they reach
new branches of the code. Where atheris is not installed (it has wheels for Linux only), hypothesis has all of it.

Inputs that reach something new are kept in .fuzz/TARGET/, those that fail in .fuzz/found/. Prints the number of inputs
tried and of failures; the exit status is 1 if there were any.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / ".fuzz"
FOUND: Final = FOLDER / "found"
sys.path.insert(0, str(ROOT))

TARGETS: Final = ("text", "yaml", "bibtex", "ledger")


def by_hypothesis(target: str, seconds: float) -> tuple[int, int]:
    """The number of inputs that were tried, and of those that failed."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    from tests.fuzz import targets

    pieces = sorted(
        {piece for path in targets.seeds(target) for piece in re.findall(rb"\w+|\s+|[^\w\s]", path.read_bytes())}
    )
    lines = sorted({line for path in targets.seeds(target) for line in path.read_bytes().splitlines(keepends=True)})
    part = st.one_of(
        st.sampled_from(pieces), st.sampled_from(lines), st.binary(max_size=4), st.characters().map(_encoded)
    )
    repeated = st.tuples(part, st.sampled_from([1, 1, 1, 1, 2, 7, 300])).map(lambda found: found[0] * found[1])
    end, tried, failed = time.monotonic() + seconds, 0, 0

    @settings(
        max_examples=10_000_000,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(repeated, max_size=40).map(b"".join))
    def attempt(data: bytes) -> None:
        nonlocal tried, failed
        if time.monotonic() > end:
            raise KeyboardInterrupt
        tried += 1
        try:
            targets.run(target, data)
        except Exception as error:  # noqa: BLE001 - any is a fault of the program
            failed += 1
            keep(target, data, error)

    with contextlib.suppress(KeyboardInterrupt), contextlib.redirect_stdout(io.StringIO()):
        attempt()
    return tried, failed


def _encoded(sign: str) -> bytes:
    return sign.encode("utf-8", "surrogatepass")


def keep(target: str, data: bytes, error: Exception) -> None:
    """Keeps an input that failed, one for each kind of failure."""
    import traceback

    where = traceback.extract_tb(error.__traceback__)[-1]
    name = re.sub(r"\W+", "-", f"{target}-{type(error).__name__}-{Path(where.filename).stem}-{where.lineno}")
    FOUND.mkdir(parents=True, exist_ok=True)
    if not (FOUND / name).exists():
        (FOUND / name).write_bytes(data)
        print(f"  {name}: {error}", flush=True)


def by_atheris(target: str, seconds: float) -> tuple[int, int]:
    """The same with atheris, in processes of their own, since it ends the process at the first failure."""
    from tests.fuzz import targets

    corpus, end, tried, failed = FOLDER / target, time.monotonic() + seconds, 0, 0
    corpus.mkdir(parents=True, exist_ok=True)
    FOUND.mkdir(parents=True, exist_ok=True)
    for path in targets.seeds(target):
        (corpus / path.name).write_bytes(path.read_bytes())
    while (left := int(end - time.monotonic())) > 1:
        options = [
            f"-max_total_time={left}",
            "-max_len=4000",
            f"-artifact_prefix={FOUND}/{target}-",
            "-rss_limit_mb=1500",
        ]
        command = [sys.executable, __file__, "--guided", target, str(corpus), *options, "-print_final_stats=1"]
        ran = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
        said = ran.stderr.decode(errors="replace") + ran.stdout.decode(errors="replace")
        counts = [
            *re.findall(r"number_of_executed_units: (\d+)", said),
            *re.findall(r"^#(\d+)", said, re.MULTILINE)[-1:],
        ]
        tried += int(counts[0]) if counts else 0
        if ran.returncode:
            failed += 1
            shown = [
                line for line in said.splitlines() if re.match(r"\w*(Error|Exception|SUMMARY|==\d+== ERROR)", line)
            ]
            print(f"  {target}: {(shown or said.splitlines()[-3:])[0]}", flush=True)
    return tried, failed


def guided(arguments: list[str]) -> None:
    """Runs atheris on a target, with the options of libFuzzer."""
    import atheris

    with atheris.instrument_imports(include=["briefsite"]):
        from tests.fuzz import targets

    target, *options = arguments
    atheris.Setup([sys.argv[0], *options], lambda data: targets.run(target, data))
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Divides the time, and prints what was tried."""
    if arguments[:1] == ["--guided"]:
        guided(arguments[1:])
        return 0
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("minutes", type=float)
    parser.add_argument("target", nargs="*", help=", ".join(TARGETS))
    given = parser.parse_args(arguments)
    given.target = given.target or list(TARGETS)
    if wrong := set(given.target) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(wrong))}")
    engines = {"hypothesis": by_hypothesis}
    if importlib.util.find_spec("atheris"):
        engines["atheris"] = by_atheris
    share = int(given.minutes * 60 / len(given.target) / len(engines))
    failures = 0
    for target in given.target:
        for name, engine in engines.items():
            tried, failed = engine(target, share)
            failures += failed
            print(f"{target} by {name}: {tried:,} inputs in {share} seconds, {failed} failures", flush=True)
    if failures:
        print(f"The inputs that failed are in {FOUND}.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
