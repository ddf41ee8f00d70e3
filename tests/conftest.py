"""What every test can ask for, and how random tests are drawn."""

from __future__ import annotations

import contextlib
import difflib
import functools
import gc
import os
import shutil
import signal
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from jinja2 import FileSystemBytecodeCache

from briefsite.documents.kinds import DocumentKind, document_path
from briefsite.documents.site_files import made_documents
from briefsite.exports import social_card
from briefsite.progress import ProgressReporter
from briefsite.reading.publication import Publication
from briefsite.site.compose import read_one
from briefsite.site.inputs import gather
from briefsite.site.renderers import RENDERERS
from tests.helpers import NO_PICTURE, build, collect, copy_repository

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

ROOT = Path(__file__).resolve().parent.parent

# The same cases on every run and machine: a red test is red for everybody, and until the change that mends it.
# No time limit and no complaint about slowness: either would fail on a busy machine and tell nothing of the code.
settings.register_profile(
    "fixed",
    max_examples=60,
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# For a hunt: HYPOTHESIS_PROFILE=search scripts/test -k property
settings.register_profile("search", settings.get_profile("fixed"), derandomize=False, max_examples=5_000)
# For scripts/mutate, which only asks whether a test fails: the smallest case that makes it fail takes long to find.
settings.register_profile("unshrunk", settings.get_profile("fixed"), phases=(Phase.explicit, Phase.generate))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

#: Seconds for what takes longer than the limit in pyproject.toml: thousands of random cases, an installation by npm.
LIMITS: Final = {"long": 3_600, "alone": 600}

#: A folder in memory, if the system has one. Most of what the tests do is write files, and delete them.
MEMORY: Final = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it, for its user only
#: Bytes that must be free there. The whole suite takes about a quarter of it at a time.
ENOUGH: Final = 4_000_000_000

with contextlib.suppress(OSError):  # the system has none
    if shutil.disk_usage(MEMORY).free >= ENOUGH and os.access(MEMORY, os.W_OK):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


class TimedOut(BaseException):
    """A test ran for longer than its limit.

    Not pytest's own failure, which pytest-timeout 2.4 raises: Hypothesis 6 takes that for a finding, and runs the input
    that hangs once more, with no limit left to end it.
    """


@pytest.hookimpl(wrapper=True)
def pytest_timeout_set_timer() -> Generator[None, object, object]:
    started = yield
    handler = signal.getsignal(signal.SIGALRM)

    def time_out(number: int, frame: FrameType | None) -> None:
        __tracebackhide__ = True
        try:
            if callable(handler):
                handler(number, frame)
        except pytest.fail.Exception as failure:
            raise TimedOut(failure.msg) from None

    signal.signal(signal.SIGALRM, time_out)
    return started


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark, seconds in LIMITS.items():
            if item.get_closest_marker(mark) and not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(seconds))
        if isinstance(item, pytest.Function) and _shares_with_module(item):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def _shares_with_module(item: pytest.Function) -> bool:
    """Whether the test uses what its module makes once, which two workers would each make. In tests/browser all do."""
    fixtures = item._fixtureinfo.name2fixturedefs.values()
    return item.path.parent == Path(__file__).parent and any(
        found[-1].scope != "function" and found[-1].func.__module__ == item.module.__name__ for found in fixtures
    )


def pytest_sessionstart() -> None:
    """Forget what an earlier session in this process left in a cache: it would hide the faults of scripts/mutate."""
    for cached in gc.get_objects():
        if isinstance(cached, functools._lru_cache_wrapper):
            cached.cache_clear()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files with what the code gives now")
    parser.addoption("--renderer", choices=tuple(RENDERERS), help="make the pages of all sites with this renderer")


def pytest_configure(config: pytest.Config) -> None:
    """Have all builds, in this process and in others, use the renderer of the option."""
    if renderer := config.getoption("--renderer"):
        os.environ["BRIEFSITE_RENDERER"] = renderer


@pytest.fixture(autouse=True)
def _silent_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed must not depend on how busy the machine is. test_progress.py has a clock of its own."""
    monkeypatch.setattr(ProgressReporter, "PATIENCE", float("inf"))


@pytest.fixture(autouse=True, scope="session")
def _no_wait_for_the_disk() -> Generator[None]:
    """No test can tell whether a file has reached the disk, and a build waits for each of its files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def _templates_compiled_once() -> Generator[None]:
    """Each new project compiles the theme, which takes half the time of its rendering: here only the first one does."""
    compiled: dict[tuple[str, str], bytes] = {}
    load, dump = FileSystemBytecodeCache.load_bytecode, FileSystemBytecodeCache.dump_bytecode

    def load_or_take(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        load(self, bucket)
        if bucket.code is None and (known := compiled.get((bucket.key, bucket.checksum))):
            bucket.bytecode_from_string(known)
            dump(self, bucket)

    def dump_and_keep(self: FileSystemBytecodeCache, bucket: Bucket) -> None:
        dump(self, bucket)
        compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileSystemBytecodeCache, "load_bytecode", load_or_take)
        patch.setattr(FileSystemBytecodeCache, "dump_bytecode", dump_and_keep)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_card_is_drawn() -> Generator[None]:
    """No other test looks at a social card, and it takes as long to draw as all pages of a small edition to make."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(social_card, "draw", lambda _card, _mark: NO_PICTURE)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_document_is_made() -> Generator[None]:
    """The documents of a site that a test builds in this process are no more than names; see `real_documents`."""

    def named(
        publication: Publication, _address: str, name: str, kinds: Iterable[DocumentKind]
    ) -> tuple[dict[str, bytes], tuple[str, ...]]:
        return {document_path(publication, name, kind): kind.name.encode() for kind in kinds}, ()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefsite.documents.site_files.made_documents", named)
        yield


@pytest.fixture
def real_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are made, as for a person."""
    monkeypatch.setattr("briefsite.documents.site_files.made_documents", made_documents)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def brief(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the repository with its site built. It is for reading: who changes something takes a copy."""
    checkout = copy_repository(root, tmp_path_factory.mktemp("brief") / "checkout")
    build(checkout)
    return checkout


@pytest.fixture(scope="session")
def publication(root: Path) -> Publication:
    """The brief, read, resolved and addressed."""
    inputs, problems = collect(gather, root, {})
    assert inputs, problems
    reading = read_one(inputs, "sources/mongolia")
    assert reading.publication, reading.problems
    return reading.publication


@pytest.fixture
def golden(update: bool) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, and show a unified diff where they differ; with --update, write the file."""

    def compare(path: Path, actual: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="")
            return
        expected = path.read_bytes().decode("utf-8") if path.exists() else ""
        if actual != expected:
            shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
            difference = difflib.unified_diff(
                expected.splitlines(), actual.splitlines(), str(shown), "what the code gives now", lineterm=""
            )
            pytest.fail("\n".join([*difference, "If that is right: scripts/test --update"]), pytrace=False)

    return compare
