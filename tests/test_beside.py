"""Copies of a process that work beside it: what they make is the same, and nothing depends on them.

The process of the tests makes none (`conftest`), so programs of their own are started.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.helpers import DEFAULT, call_build, make_project, snapshot

#: What begins each program: the machine has two cores.
TWO_CORES = "from briefsite.site import beside, workers\nbeside.cores = lambda: 2\n"


def run_program(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Python code that makes copies of its process."""
    command = [sys.executable, "-c", TWO_CORES + code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_copy_answers_and_says_nothing_of_its_own() -> None:
    code = """
import os
def act(tasks, send):
    print("not heard")
    for task in tasks:
        send((task, os.getpid()))
copy = beside.copied(act)
copy.send("a")
answers = copy.messages()
first = next(answers)
copy.send("b")
second = next(answers)
os.kill(first[1], 9)
copy.send("c")
copy.send("d")
print(first[0], second[0], first[1] == second[1] != os.getpid(), list(answers))
copy.end()
"""
    done = run_program(code)
    assert done.stdout == "a b True []\n", done.stderr


def test_there_is_no_copy_of_a_process_with_threads_or_with_one_core() -> None:
    code = """
import threading
stop = threading.Event()
thread = threading.Thread(target=stop.wait)
thread.start()
print(beside.copied(lambda tasks, send: None))
stop.set()
thread.join()
beside.cores = lambda: 1
print(beside.copied(lambda tasks, send: None))
"""
    done = run_program(code)
    assert done.stdout == "None\nNone\n", done.stderr


def test_a_copy_ends_with_the_process_that_made_it() -> None:
    code = """
import os, signal, sys, time
def act(tasks, send):
    send(os.getpid())
    time.sleep(60)
copy = beside.copied(act)
sys.stdout.write(str(next(copy.messages())))
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = run_program(code)
    assert done.returncode == -signal.SIGKILL, done.stderr
    process, begun = Path("/proc", done.stdout), time.monotonic()
    while process.exists() and "\nState:\tZ" not in (process / "status").read_text():
        assert time.monotonic() - begun < 10, "the copy is still there"
        time.sleep(0.05)


BUILD = """
import os
import sys
from pathlib import Path
from briefsite.publish.build import build
from briefsite.rendering import early_renderer
root, how = Path(sys.argv[1]), sys.argv[2]
copy = early_renderer.copied
def copied(act):
    made = copy(act)
    if how == "lost":
        os.kill(made._process, 9)
    return made
early_renderer.copied = copied
heard = []
from briefsite.progress import Clock
clock = Clock(lambda *step: heard.append(step[0]))
result = build(root, workers=workers.Processes(1 if how == "alone" else 2), clock=clock)
for problem in result.problems:
    print(problem)
print(*(name for name in ("mkdocs", "typst", "briefsite.documents.pdf") if name in sys.modules))
print("rendering" in heard)
"""


def test_a_build_with_copies_is_the_same_and_leaves_them_the_renderer_and_the_documents(tmp_path: Path) -> None:
    settings = (DEFAULT / "mkdocs.yml").read_text(encoding="utf-8").replace("[] }", "[pdf, txt] }")
    first = make_project(tmp_path / "first", {"mkdocs.yml": settings})
    call_build(first)  # the works are formatted, which is done by the engine of the documents
    sites = []
    for how, loaded in (("alone", "mkdocs typst briefsite.documents.pdf"), ("beside", ""), ("lost", "mkdocs")):
        root = tmp_path / how
        shutil.copytree(first, root)
        text = root / "sources/x/brief.txt"
        text.write_bytes(text.read_bytes().replace(b"held", b"stood"))
        done = run_program(BUILD, root, how)
        assert done.stdout == f"{loaded}\nTrue\n", done.stderr
        sites.append(snapshot(root / "site"))
    assert sites[0]["download/x.pdf"].startswith(b"%PDF")
    assert sites[1] == sites[0]
    assert sites[2] == sites[0]


def test_a_warning_of_a_renderer_beside_is_reported(tmp_path: Path) -> None:
    settings = (DEFAULT / "mkdocs.yml").read_text(encoding="utf-8") + "\nx: 1\n"
    root = make_project(tmp_path / "warned", {"mkdocs.yml": settings})
    done = run_program(BUILD, root, "beside")
    assert "Unrecognised configuration name: x" in done.stdout, done
