"""Measures the matching of long texts: `python scripts/bench_matching.py`.

Prints a table and asserts nothing. A random text is published, then edited (5 % of the paragraphs changed, 1 % moved),
and matched with the published one. Each size has a process of its own, so that its memory can be measured. Times are in
seconds: `match` for the matching, `update` for the update of the ledger, `file` for writing and reading its file.
`texts` is the memory of the texts, `all` that of the texts and the matching. `wrong` counts passages that were not
found.
"""

from __future__ import annotations

import datetime
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from briefsite.ledger.addressable import Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.matching import KnownPassage, match
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.similarity import alike, triples
from briefsite.ledger.update import update_ledger
from briefsite.ledger.version import Version, VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.problems.collector import Problems
from briefsite.writing.segmentation import word_list

SIZES = (1_000, 10_000, 100_000)
CHANGED, MOVED = 0.05, 0.01


def text_of(count: int, dice: random.Random) -> list[str]:
    """Paragraphs of 40 to 120 words, with common words and rare ones roughly as in English."""
    vocabulary = ["".join(dice.choices("abcdefghijklmnoprstuvwyz", k=dice.randint(2, 9))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    words = iter(dice.choices(vocabulary, weights, k=count * 80))
    paragraphs = []
    for _ in range(count):
        sentences = []
        for _ in range(dice.randint(2, 6)):
            sentence = [next(words, "end") for _ in range(20)]
            sentences.append(f"{' '.join(sentence).capitalize()}.")
        paragraphs.append(" ".join(sentences))
    return paragraphs


def edited(texts: list[str], dice: random.Random) -> list[str]:
    """The text after an edit: some paragraphs with a fifth of their words changed, some moved to another place."""
    new = list(texts)
    for at in dice.sample(range(len(new)), int(CHANGED * len(new))):
        words = new[at].split()
        for changed in dice.sample(range(len(words)), len(words) // 5):
            words[changed] = "".join(dice.choices("aeioubdgkmnrst", k=6))
        new[at] = " ".join(words)
    for _ in range(int(MOVED * len(new))):
        new.insert(dice.randrange(len(new)), new.pop(dice.randrange(len(new))))
    return new


def measure(count: int) -> str:
    """The row of the table for a text of `count` paragraphs."""
    dice = random.Random(count)  # noqa: S311 - seeded, so that the text is always the same
    before = text_of(count, dice)
    after = edited(before, dice)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    matching = match([KnownPassage(text) for text in before], after)
    matched = time.process_time() - start
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    equal = sum(after[new] == before[old] for new, old in matching.same.items())
    first = update_ledger(Ledger(), [Addressable("paragraph", text, "/") for text in before], (), Problems())
    ledger = first.ledger.released(Version(VersionId(datetime.date(2026, 11, 24))))
    addressables = [Addressable("paragraph", text, "/") for text in after]
    for remembered in (alike, word_list, triples):  # otherwise `update` would reuse the results of `match`
        remembered.cache_clear()
    start = time.process_time()
    step = update_ledger(ledger, addressables, (), Problems())
    moved_on = time.process_time() - start
    start = time.process_time()
    read_ledger(write_ledger(step.ledger.released(Version(VersionId(datetime.date(2026, 11, 25))))), Problems())
    filed = time.process_time() - start
    wrong = count - len(matching.same) + max(0, round((1 - CHANGED) * count) - equal)
    figures = (
        f"{matched:.3f} s",
        f"{moved_on:.3f} s",
        f"{filed:.2f} s",
        f"{held // 1024} MB",
        f"{used // 1024} MB",
        wrong,
    )
    return f"{count:>10,} " + " ".join(f"{figure:>10}" for figure in figures)


def main() -> None:
    """Measure each size."""
    print(" ".join(f"{title:>10}" for title in ("paragraphs", "match", "update", "file", "texts", "all", "wrong")))
    for size in SIZES:
        subprocess.run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(measure(int(sys.argv[1])))
    else:
        main()
