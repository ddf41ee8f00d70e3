"""What several tests need: small projects, folders as values, and the program as a person starts it."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from click.testing import CliRunner, Result

from briefsite.cli.main import main
from briefsite.ledger.addressable import Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.overrides import Ruling
from briefsite.ledger.update import update_ledger
from briefsite.ledger.version import Version, VersionId
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem
from briefsite.reading.publication import Publication
from briefsite.works.rich_text import TextMark
from briefsite.works.work import Work, marked_title

_T = TypeVar("_T")

GOLDEN = Path(__file__).resolve().parent / "golden"
#: The project that every golden case starts from: what a case does not bring itself, it has from here.
DEFAULT = GOLDEN / "default"
EDITION = "sources/x/edition.yml"

#: The pages of the site that belong to no edition: how to cite, how to make one, how to change the program.
BY_HAND = frozenset({"citing", "make-your-own", "editing", "working-on-branches", "publishing", "contributing"})

#: A PNG of one pixel, in the place of every social card.
NO_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)

_PART = re.compile(rb"^(\w+):.*\n(?:(?:[ \t#-].*)?\n)*", re.MULTILINE)

#: The versions of the brief in this repository, the first one first.
VERSIONS_OF_BRIEF = tuple(
    re.findall(
        r"^- version: (\S+)$",
        (GOLDEN.parents[1] / "sources/mongolia/permalinks.yml").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


_WORK = "title: {title}, publisher: {{ name: The Press }}, date: 2020-02-01, language: en, rights: The publisher’s."
_BIB = "@book{press2020, title = {The River}, author = {{The Press}}, date = {2020}}\n"


def small_edition(name: str, path: str, word: str) -> dict[str, str]:
    """The files of a small edition of two pages and a note."""
    return {
        f"sources/{name}/brief.txt": f"The {word} rose in the morning.[1]\n\nThe {word} fell.\n",
        f"sources/{name}/references.bib": _BIB,
        f"sources/{name}/edition.yml": (
            f"work: {{ {_WORK.format(title=f'The {word}')} }}\n"
            f"site: {{ path: {path!r}, title: T, description: A text about a {word}. }}\n"
            "source: { file: brief.txt }\n"
            "pages:\n"
            f"  - {{ slug: /, title: Rising, from: The {word} rose, summary: It rises. }}\n"
            f"  - {{ slug: fall, title: Falling, from: The {word} fell, summary: It falls. }}\n"
            "notes: [{ number: 1, status: supplied, works: [press2020] }]\n"
        ),
    }


def collect(step: Callable[..., _T], *arguments: Any) -> tuple[_T, tuple[Problem, ...]]:
    """What a step gives for `arguments`, and the problems that it meets."""
    problems = Problems()
    return step(*arguments, problems), problems.in_order()


class Updated(NamedTuple):
    """A `LedgerUpdate`, with the problems that were met."""

    ledger: Ledger
    decisions: tuple[str, ...]
    assignment: tuple[str, ...]
    problems: tuple[Problem, ...]


def updated(old: Ledger, units: Sequence[Addressable], version: VersionId, rulings: Sequence[Ruling] = ()) -> Updated:
    """The ledger that follows `old` when the `version` is released; without a change it is `old`."""
    update, problems = collect(update_ledger, old, units, rulings)
    ledger = old if update.ledger == old else update.ledger.released(Version(version))
    return Updated(ledger, update.decisions, update.assignment, problems)


def make_project(root: Path, *layers: Path | Mapping[str, str | bytes]) -> Path:
    """A project in `root`: the default one, and over it the files of each layer (a folder, or names with texts).

    An edition.yml need not be whole: the parts (top-level keys) that it lacks are put behind it from the default, so
    that the line numbers of what it has stay what they are.
    """
    for layer in (DEFAULT, *layers):
        files = layer if isinstance(layer, Mapping) else snapshot(layer)
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(completed(data) if name == EDITION else data)
    return root


def completed(edition: bytes) -> bytes:
    """An edition.yml with the parts that it lacks; one without any part at all is meant so."""
    own = {match[1] for match in re.finditer(rb"^(\w+):", edition, re.MULTILINE)}
    if not own:
        return edition
    parts = _PART.finditer((DEFAULT / EDITION).read_bytes())
    return edition + b"".join(match[0] for match in parts if match[1] not in own)


def of_one_day(publication: Publication) -> Publication:
    """A publication as of a version that no new one changes: for comparisons with what is written down."""
    released = Ledger(publication.ledger.records, (Version(VersionId(datetime.date(2026, 11, 24))),))
    return dataclasses.replace(publication, released=released, ledger=released)


def call(root: Path, *arguments: str, env: Mapping[str, str] | None = None, typed: str = "") -> Result:
    """The program in this process: as a person's own call, only sooner. `typed` is what the person answers."""
    return CliRunner(env=env).invoke(main, ["--root", str(root), *arguments], input=typed)


def call_build(root: Path, *arguments: str) -> Result:
    """A build in this process, which must succeed."""
    result = call(root, "build", *arguments)
    assert result.exit_code == 0, result.output or result.exception
    return result


def call_release(root: Path, day: str, *arguments: str) -> Result:
    """A release dated `day` (2026-11-24), in this process, which must succeed."""
    result = call(root, "release", "--date", day, *arguments)
    assert result.exit_code == 0, result.output or result.exception
    return result


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by its path: two snapshots are equal if the folders are, byte for byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def published(root: Path) -> dict[str, dict[str, bytes]]:
    """All that a build may change for others to see."""
    return {name: snapshot(root / name) for name in ("docs", "site", "sources")}


def latest_pages(site: Path) -> list[Path]:
    """The HTML files of a site, without those of earlier versions at its root."""
    return [path for path in sorted(site.rglob("*.html")) if path.relative_to(site).parts[0] != "v"]


def copy_repository(root: Path, to: Path) -> Path:
    """What a fresh checkout of `root` gives the program: sources, hand-written and generated pages, configuration."""
    to.mkdir()
    for name in ("docs", "sources"):
        shutil.copytree(root / name, to / name)
    shutil.copy(root / "mkdocs.yml", to)
    return to


def git(root: Path, *arguments: str, check: bool = True) -> str:
    """What git prints, as the same person on each machine."""
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@press.test", "-c", "commit.gpgsign=false")
    # Each commit would start another process, which looks whether there is something to tidy up.
    plain = ("-c", "init.defaultBranch=main", "-c", "maintenance.auto=false")
    command = ["git", "-C", str(root), *identity, *plain, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0 or not check, ran.stdout + ran.stderr
    return ran.stdout


def commit(root: Path, message: str = "Before") -> None:
    """Commits docs/ and sources/ of a project, in a new repository if it is in none."""
    git(root, "init", "--quiet")
    git(root, "add", "docs", "sources")
    git(root, "commit", "--quiet", f"--message={message}")


def command(root: Path, *arguments: str) -> list[str]:
    """The program's command line for the project in `root`."""
    return [sys.executable, "-m", "briefsite", "--root", str(root), *arguments]


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, as a person does."""
    return subprocess.run(
        command(root, *arguments), capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def build(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build what is in `root`, which must succeed."""
    result = run(root, "build", *arguments, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return result


def copy_of_repository(root: Path, copy: Path) -> Path:
    """A copy of what git has, or would have with all files added, as a repository of its own with one commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - the git of the machine
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (root / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, copy / name)
    for step in (
        ["init", "-q"],
        ["add", "--all"],
        ["-c", "user.name=x", "-c", "user.email=x@x.test", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *step], cwd=copy, check=True)  # noqa: S607
    return copy


def commands_of_page(page: str) -> list[str]:
    """The commands in the indented blocks of a hand-written page, in their order."""
    blocks = re.findall(r"(?:^ {4,}\S.*\n)+", page, re.MULTILINE)
    found = [line for block in blocks for line in textwrap.dedent(block).splitlines()]
    return [line for line in found if re.match(r"(\.venv/bin|scripts|git)\b", line)]


def printed_markup(work: Work) -> tuple[TextMark, ...]:
    """The markup that a format prints, with that of what is added to the title as a part of it."""
    marks = (*marked_title(work).of("title"), *(mark for mark in work.markup if mark.field in {"container", "series"}))
    return tuple(mark for mark in marks if mark.kind != "kept")
