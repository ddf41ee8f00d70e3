"""The web server of the preview: serves a folder on this machine, and tells open pages of newer versions and problems.

A script (data/preview.js) is added to each page. It is loaded from a file, so that it runs under any
Content-Security-Policy that allows the site's own scripts, and listens to server-sent events; browsers reconnect by
themselves.
"""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from briefsite.html import element

SCRIPT: Final = "/.preview/preview.js"
EVENTS: Final = "/.preview/events"
#: A listener is sent the old state after so many seconds without a change. That fails if its browser has gone.
BREATH: Final = 15.0
_EMPTY: Final = b"<!doctype html><html lang=en><title>Preview</title><body><p>There is nothing to show here.</p></body>"


class Updates:
    """What open pages need to know: the version of the site, and the problems. Threads can wait for a change."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._state: tuple[str, tuple[str, ...]] = (_now(), ())

    @property
    def version(self) -> str:
        """The version of the site that is served now."""
        return self._state[0]

    def tell(self, problems: Sequence[str], *, newer: bool) -> None:
        """Sets the problems of the last build. `newer`: it made a new version of the site."""
        with self._changed:
            self._state = (_now() if newer else self.version, tuple(problems))
            self._changed.notify_all()

    def after(self, heard: tuple[str, tuple[str, ...]] | None, timeout: float) -> tuple[str, tuple[str, ...]]:
        """The version and the problems, once they differ from `heard`, or after `timeout` seconds as they are."""
        with self._changed:
            self._changed.wait_for(lambda: self._state != heard, timeout)
            return self._state


def _now() -> str:
    """A version that no earlier run of the preview had, so that pages still open from then are loaded again."""
    return str(time.time_ns())


class PreviewServer(http.server.ThreadingHTTPServer):
    """Serves `folder`, which may be replaced at any time, at 127.0.0.1:`port` (0: any free port).

    `base` is the path of the site's own address: links that begin with it, as on the 404 page, lead to the same pages.
    """

    daemon_threads = True

    def __init__(self, folder: Path, port: int, news: Updates, base: str = "/") -> None:
        super().__init__(("127.0.0.1", port), partial(_Visit, directory=str(folder), news=news, base=base))

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: browsers often close a connection in the middle of an answer."""


class _Visit(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, directory: str, news: Updates, base: str) -> None:
        self.news, self.base = news, base
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # socketserver's own three

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._answer(HTTPStatus.OK, files("briefsite").joinpath("data/preview.js").read_bytes(), "text/javascript")
        else:
            self._page(path)

    def _page(self, path: str) -> None:
        # Taken before the page is read: a newer page with an older version is only loaded once more.
        version = self.news.version
        file = Path(self.translate_path(path))
        if file.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        try:
            data = (file / "index.html" if path.endswith("/") else file).read_bytes()
            status, kind = HTTPStatus.OK, "text/html" if path.endswith("/") else self.guess_type(str(file))
        except OSError:
            missing = Path(self.directory, "404.html")
            data = missing.read_bytes() if missing.is_file() else _EMPTY
            status, kind = HTTPStatus.NOT_FOUND, "text/html"
        if kind == "text/html":
            script = element("script", src=SCRIPT, data_version=version).encode()
            before, end, after = data.rpartition(b"</body>")
            data = before + script + end + after if end else data + script
        self._answer(status, data, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)

    def translate_path(self, path: str) -> str:
        """The file of a path, with or without the path of the site's own address before it."""
        plain = super().translate_path(path)
        if self.base != "/" and path.startswith(self.base) and not Path(plain).exists():
            return super().translate_path(path.removeprefix(self.base.rstrip("/")))
        return plain

    def _answer(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _events(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        heard = None
        while True:
            heard = self.news.after(heard, BREATH)
            version, problems = heard
            said = json.dumps({"version": version, "problems": problems})
            self.wfile.write(f"retry: 500\ndata: {said}\n\n".encode())

    def log_message(self, *args: object) -> None:
        """Print nothing: the terminal shows the builds."""
