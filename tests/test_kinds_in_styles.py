"""Works of more than a hundred kinds in every citation style, as golden references, compared with citeproc-js.

`references/styles.txt` has our references. `references/citeproc.txt` has those of citeproc-js, as they were when both
were compared. Each difference is in `references/style_differences.txt` with its reason, and no other is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from briefsite.problems import Problems
from briefsite.works.bibliography import read_bibliography
from briefsite.works.references import format_works
from briefsite.works.styles import STYLES

FOLDER: Final = Path(__file__).parent / "references"


@cache
def _references() -> dict[tuple[str, str], str]:
    """All references, by the key of the work and the name of the style, with <em> as the only markup."""
    works = read_bibliography("kinds.bib", (FOLDER / "kinds.bib").read_text("utf-8"), None, Problems()).works
    made = format_works(works, STYLES, None, Problems())
    return {
        (work.key, style.cli): html.unescape(re.sub(r"</?a\b[^>]*>", "", made[style.id, work.key]))
        for work in works
        for style in STYLES
    }


def test_every_kind_in_every_style(golden: Callable[[Path, str], None]) -> None:
    lines = []
    for (key, style), reference in _references().items():
        lines += ["", key] if style == STYLES[0].cli else []
        lines.append(f"{style}: {reference}")
    golden(FOLDER / "styles.txt", "\n".join(lines[1:]) + "\n")


def _of_citeproc() -> Iterator[tuple[tuple[str, str], str]]:
    key = ""
    for line in (FOLDER / "citeproc.txt").read_text("utf-8").splitlines():
        style, found, reference = line.partition(":")
        if found and style in {style.cli for style in STYLES}:
            yield (key, style), reference.strip()
        elif line and not line.startswith("#"):
            key = line


def test_each_difference_from_citeproc_has_its_reason_and_each_reason_a_difference() -> None:
    explained: dict[tuple[str, str], str] = {}
    for line in (FOLDER / "style_differences.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            styles, keys, why = (part.strip() for part in line.split("|"))
            named = [style.cli for style in STYLES] if styles == "*" else styles.split(", ")
            explained |= {(key, style): why for key in keys.split(", ") for style in named}
    theirs = dict(_of_citeproc())
    ours = _references()
    assert theirs.keys() == ours.keys()
    differing = {at for at, reference in ours.items() if reference != theirs[at]}
    assert not sorted(differing - explained.keys()), "differences without a reason in style_differences.txt"
    assert not sorted(explained.keys() - differing), "reasons in style_differences.txt for what doesn't differ"
