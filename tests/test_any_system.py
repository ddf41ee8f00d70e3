"""What the package needs of a system is there on Linux, macOS and Windows: `pip install` and `briefsite build` work."""

from __future__ import annotations

import ast
import io
import os
import sys
import types
from pathlib import Path

import click
import pytest

import briefsite
from briefsite.cli import main
from briefsite.rendering.kept_parts import PartReport, keep_part, put_in_site
from briefsite.storage.lock import wait_for_lock

PACKAGE = Path(briefsite.__path__[0])
#: Modules of the standard library that only some systems have, and the modules of ours that ask for the system first.
ELSEWHERE_MISSING = {"fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "posix", "syslog", "msvcrt", "winreg"}
ASKING = {"lock.py", "disk.py", "extraction_process.py"}


def test_no_module_needs_what_only_some_systems_have() -> None:
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {(path.name, name) for name in names if name in ELSEWHERE_MISSING}
    asked = {("lock.py", "fcntl"), ("lock.py", "msvcrt"), ("disk.py", "fcntl"), ("extraction_process.py", "resource")}
    assert found == asked
    assert {name for name, _ in found} == ASKING


def test_every_file_is_written_with_the_same_line_ends() -> None:
    """`write_text` and `open("w")` would write other line ends on Windows, and the bytes would differ."""
    found = [
        f"{path.name}: {ast.unparse(node)}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            node.func.attr == "write_text"
            or (node.func.attr == "open" and any(isinstance(a, ast.Constant) and a.value == "w" for a in node.args))
        )
    ]
    assert found == []


def test_where_the_system_cannot_wait_for_a_lock_it_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[int, int]] = []

    def locking(_: int, how: int, count: int) -> None:
        tried.append((how, count))
        if len(tried) < 3:
            raise PermissionError(13, "locked by another process")

    windows = types.ModuleType("msvcrt")
    vars(windows).update(LK_NBLCK=2, locking=locking)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr(sys, "platform", "win32")
    with (tmp_path / "lock").open("a") as file:
        wait_for_lock(file)
    assert tried == [(2, 1)] * 3


def test_where_a_disk_has_no_links_kept_pages_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made/site/a").mkdir(parents=True)
    (tmp_path / "made/site/a/index.html").write_bytes(b"kept")
    part = keep_part(tmp_path / "made", tmp_path / "kept", PartReport("key", ()))

    def refuse(*_: object) -> None:
        raise OSError(95, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    put_in_site(part, tmp_path / "kept", tmp_path / "site", "v/1")
    assert (tmp_path / "site/v/1/a/index.html").read_bytes() == b"kept"


def test_a_terminal_with_an_old_encoding_gets_every_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    monkeypatch.setattr(os, "name", "nt")

    def say() -> None:
        click.echo("¶ 9 Сараана")
        monkeypatch.undo()
        raise SystemExit("said")

    stdout = sys.stdout
    monkeypatch.setattr(main, "main", say)
    with pytest.raises(SystemExit):
        main.run()
    stdout.flush()
    assert raw.getvalue().decode().split() == ["¶", "9", "Сараана"]


def test_a_current_folder_that_was_deleted_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: type[Path]) -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "cwd", classmethod(gone))
    with pytest.raises(click.ClickException, match="the current folder has been deleted"):
        main._root()
