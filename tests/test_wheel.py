"""The package by itself: a wheel, installed in an environment that has nothing of this repository, makes a site.

The quick test lends that environment the packages that are installed here; the long one installs all of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REPORT = "THE HARBOUR\n\nThe harbour was measured in the winter, and the ice held.[1]\n\n[1] See the report.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that scripts/wheel builds."""
    folder = tmp_path_factory.mktemp("wheel")
    code = "import sys, pathlib, prepare; prepare.build_wheel(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONDONTWRITEBYTECODE": "1"}
    built = subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    assert built.stdout == f"{found}\n"
    return found


def test_the_wheel_has_the_program_and_its_theme(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "scripts/briefsite"
    ours = {
        path.relative_to(ROOT / "scripts").as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours <= names
    assert {name.partition("/")[0] for name in names} == {"briefsite", "briefsite-0.1.0.dist-info"}
    assert "briefsite/theme/assets/style.css" in names


def bare_machine(folder: Path) -> tuple[Path, dict[str, str]]:
    """An environment with nothing in it, and the variables of a process that finds neither git nor this repository."""
    venv.create(folder, with_pip=False, symlinks=True)
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_", "HTTP"))}
    return folder / "bin/python", {**kept, "PATH": str(folder / "bin"), "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def installed(python: Path, wheel: Path, *options: str) -> None:
    """Install the wheel with pip, that of the Python on which this one is based."""
    base = str(getattr(sys, "_base_executable", sys.executable))
    pip = [base, "-m", "pip", "--python", str(python), "install", "--quiet", *options, str(wheel)]
    ran = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def check_a_day(python: Path, environment: dict[str, str], folder: Path) -> None:
    """What a person does on the first day: init, build, a look at the site, serve."""
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")

    def briefsite(*arguments: str) -> str:
        ran = subprocess.run(
            [python.with_name("briefsite"), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            cwd=folder,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    assert "Ready to build: briefsite build" in briefsite("init", "report.txt")
    built = briefsite("build")
    assert "1 of 1 notes linked" in built
    assert "Open it with briefsite serve" in built
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    for link in re.findall(r'(?:href|src)="(assets/[^"]+)"', page):
        assert (folder / "site" / link).is_file(), link
    assert "assets/reader.js" in page
    assert "Traceback" not in briefsite("check")
    with subprocess.Popen(
        [python.with_name("briefsite"), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        cwd=folder,
    ) as process:
        try:
            assert process.stdout
            lines = iter(process.stdout.readline, "")
            address = next(line.split()[0] for line in lines if line.startswith("http://"))
            with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - our own server
                assert "The harbour was measured" in answer.read().decode()
        finally:
            process.kill()


def test_on_a_bare_machine_a_report_becomes_a_site(wheel: Path, tmp_path: Path) -> None:
    python, environment = bare_machine(tmp_path / "machine")
    installed(python, wheel, "--no-deps")
    # The packages that it depends on, without the one that is installed here for development.
    ours = Path(sysconfig.get_paths()["purelib"])
    theirs = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    not_lent = ("briefsite", "__editable__", "_virtualenv", "__pycache__")
    for path in ours.iterdir():
        if not path.name.startswith(not_lent) and path.suffix != ".pth" and not (theirs / path.name).exists():
            (theirs / path.name).symlink_to(path)
    check_a_day(python, environment, tmp_path / "own")


@pytest.mark.long
def test_pip_installs_all_that_a_bare_machine_needs(wheel: Path, tmp_path: Path) -> None:
    python, environment = bare_machine(tmp_path / "machine")
    installed(python, wheel)
    check_a_day(python, environment, tmp_path / "own")
