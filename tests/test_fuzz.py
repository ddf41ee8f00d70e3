"""The inputs with which fuzzing begins, and those that it found, are all read or refused (scripts/fuzz)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import targets

INPUTS = [(target, path) for target in targets.TARGETS for path in targets.seeds(target)]


@pytest.mark.parametrize(("target", "path"), INPUTS, ids=[f"{target}-{path.name}" for target, path in INPUTS])
def test_what_once_failed_does_not_fail_again(target: str, path: Path) -> None:
    targets.run(target, path.read_bytes())


def test_a_fault_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_: str, __: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(targets, "read_ledger", faulty)
    with pytest.raises(KeyError):
        targets.run("ledger", b"form: 2\n")
