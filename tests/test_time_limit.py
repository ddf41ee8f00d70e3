"""A test that hangs is ended, shown where it hung, and keeps no other from running: the limit in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HANGING = """
import subprocess
import pytest
from hypothesis import given, strategies as st

pytestmark = pytest.mark.timeout(1)

def test_that_waits():
    subprocess.run(["sleep", "50"])

@given(st.integers())
def test_property_of_a_loop_without_end(number):
    while number >= 0:
        pass

def test_after_them():
    pass
"""


@pytest.mark.timeout(40)
def test_a_test_that_hangs_is_ended_and_the_next_one_runs(root: Path, tmp_path: Path) -> None:
    """With pytest-timeout 2.4 alone it would not be: Hypothesis 6 runs the input that hung again, without a limit."""
    file = tmp_path / "test_hanging.py"
    file.write_text(HANGING)
    options = ["-c", str(root / "pyproject.toml"), "-p", "tests.conftest", "-p", "no:cacheprovider", "--tb=short"]
    command = [sys.executable, "-m", "pytest", *options, str(file)]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout
    assert "2 failed, 1 passed" in said
    assert said.count("TimedOut: Timeout (>1.0s)") >= 2
    assert "while number >= 0:" in said, "the line that hung is not shown"
