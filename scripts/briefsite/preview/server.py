"""The web server of the preview: serves a folder on this machine, and tells open pages of newer versions and problems.

A script (data/preview.js) is added to each page. It is loaded from a file, so that it runs under any
Content-Security-Policy that allows the site's own scripts, and listens to server-sent events; browsers reconnect by
themselves. Whatever is asked, there is an answer with a status: for what nobody may ask, see `request`.
"""

from __future__ import annotations

import http.server
import io
import json
import threading
import time
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

from briefsite.html import element
from briefsite.preview.connections import MOST, SILENCE, LimitedServer, PatientReader, linger
from briefsite.preview.request import ANSWERED, LONGEST_LINE, Refusal, requested_path

SCRIPT: Final = "/.preview/preview.js"
EVENTS: Final = "/.preview/events"
#: A listener is sent the old state after so many seconds without a change. That fails if its browser has gone.
BREATH: Final = 15.0
_EMPTY: Final = b"<!doctype html><html lang=en><title>Preview</title><body><p>There is nothing to show here.</p></body>"
#: Sent with everything: nothing is kept, guessed, shown inside of other sites or lent to them.
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
}


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


class PreviewServer(LimitedServer):
    """Serves `folder`, which may be replaced at any time, at 127.0.0.1:`port` (0: any free port).

    `base` is the path of the site's own address: links that begin with it, as on the 404 page, lead to the same pages.
    There are at most `most` connections at a time, and each may be silent for `patience` seconds.
    """

    def __init__(
        self, folder: Path, port: int, news: Updates, base: str = "/", *, patience: float = SILENCE, most: int = MOST
    ) -> None:
        visit = partial(_Visit, directory=str(folder), news=news, base=base, patience=patience)
        super().__init__(("127.0.0.1", port), visit, most)

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Visit(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "briefsite", ""

    def __init__(self, *args: object, directory: str, news: Updates, base: str, patience: float) -> None:
        self.news, self.base, self.patience = news, base, patience
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # socketserver's own three

    def setup(self) -> None:
        super().setup()
        self._reader = PatientReader(self.connection)
        self.rfile = io.BufferedReader(self._reader)

    def handle_one_request(self) -> None:
        self._reader.wait(self.patience)
        self.command, self.requestline, self.request_version = "", "", self.protocol_version
        self._answered = False
        try:
            self.raw_requestline = self.rfile.readline(LONGEST_LINE + 1)
            if not self.raw_requestline:
                self.close_connection = True
            elif len(self.raw_requestline) > LONGEST_LINE:
                self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
            elif len(self.raw_requestline.split()) != len(("method", "target", "version")):
                self.send_error(HTTPStatus.BAD_REQUEST)
            elif self.parse_request():
                self.connection.settimeout(self.patience)
                self._reply()
        except TimeoutError:
            self.close_connection = True
            if self._reader.heard and not self._answered:
                self.send_error(HTTPStatus.REQUEST_TIMEOUT)
        except ConnectionError:  # the browser has gone
            self.close_connection = True
        except Exception:  # noqa: BLE001 - a fault of the program, which must not leave the browser without an answer
            self.close_connection = True
            if not self._answered:
                self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)

    def _reply(self) -> None:
        """Answers a request whose head has been read."""
        # What comes behind the head would be taken for the next request.
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True
        if self.request_version == self.protocol_version and "Host" not in self.headers:
            self.send_error(HTTPStatus.BAD_REQUEST, explain="There is no Host.")
            return
        named = {name: self.headers.get_all(name) or () for name in ("host", "origin")}
        path = requested_path(self.path, named, self.connection.getsockname()[1])
        if isinstance(path, Refusal):
            self.send_error(path.status, explain=path.why)
        elif self.command not in ANSWERED:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
        elif path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._answer(HTTPStatus.OK, files("briefsite").joinpath("data/preview.js").read_bytes(), "text/javascript")
        else:
            self._page(path)

    def _page(self, path: str) -> None:
        # Taken before the page is read: a newer page with an older version is only loaded once more.
        version = self.news.version
        file = self._file(path)
        if file is not None and file.is_dir() and not path.endswith("/"):
            self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", Location=quote(f"/{path.lstrip('/')}/"))
            return
        try:
            if file is None:
                raise FileNotFoundError
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
        self._answer(status, data, kind)

    def _file(self, path: str) -> Path | None:
        """The file or folder of a path, with or without the path of the site's own address before it.

        None if there is none, or if it is outside of the site: no link leads out of it.
        """
        root = Path(self.directory).resolve()
        tries = [path, *([path.removeprefix(self.base.rstrip("/"))] if path.startswith(self.base) else [])]
        for each in tries:
            try:
                file = (root / each.strip("/")).resolve()
                if file.is_relative_to(root) and file.exists():
                    return file
            except OSError:  # the name is too long for the disk
                continue
        return None

    def _answer(self, status: HTTPStatus, data: bytes, kind: str, **further: str) -> None:
        """Sends an answer; to HEAD the same without the data."""
        self._answered = True
        self.send_response(status)
        kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **_HEADERS, **further}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuses a request, in words, and ends the connection when they are read."""
        status = HTTPStatus(code)
        self.close_connection = True
        self.request_version = self.protocol_version
        allowed = {"Allow": ", ".join(ANSWERED)} if status == HTTPStatus.METHOD_NOT_ALLOWED else {}
        self._answer(status, f"{status.phrase}. {explain or message or ''}\n".encode(), "text/plain", **allowed)
        linger(self.connection)

    def _events(self) -> None:
        self.close_connection = self._answered = True
        self.send_response(HTTPStatus.OK)
        for name, value in {"Content-Type": "text/event-stream", **_HEADERS, "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        heard = None
        while self.command != "HEAD":
            heard = self.news.after(heard, BREATH)
            version, problems = heard
            said = json.dumps({"version": version, "problems": problems})
            self.wfile.write(f"retry: 500\ndata: {said}\n\n".encode())

    def log_message(self, *args: object) -> None:
        """Print nothing: the terminal shows the builds."""
