"""The work grows with the text, not faster: what is done for each page must not go through all paragraphs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench_archive import long_edition
from briefsite.problems import Problems
from briefsite.progress import Clock
from briefsite.site.compose import compose
from briefsite.site.inputs import gather


@pytest.mark.long
def test_four_times_the_paragraphs_take_about_four_times_as_long(tmp_path: Path) -> None:
    """Seconds of the processor, so that a busy machine changes nothing; what is done once only is done before."""
    busy = {}
    for count in (100, 1_000, 4_000):
        root = tmp_path / str(count)
        long_edition(root, count)
        problems = Problems()
        inputs = gather(root, {}, problems)
        assert inputs, problems
        began = time.process_time()
        made = compose(inputs, Clock(), {}, problems)
        busy[count] = time.process_time() - began
        assert len(made.editions) == 1, problems.in_order()[:3]
    assert busy[4_000] < 6 * busy[1_000], busy
