"""What hosts make of the files that a build writes for them: `_redirects` and `_headers`, as three of them do."""

from __future__ import annotations

import http.server
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final, Literal

#: Netlify follows `301!` always, another rule only if there is no file. Cloudflare Pages knows no `!`, ignores such a
#: line, and follows the others always. GitLab Pages ignores it, too, and prefers files.
Kind = Literal["netlify", "cloudflare", "gitlab"]
_KEPT: Final = "Cache-Control"


@dataclass(frozen=True)
class Answer:
    """An answer: its status, the headers that the host's file gives, and the file that is sent, or where to go."""

    status: int
    headers: Mapping[str, str]
    file: Path | None = None
    location: str = ""


@dataclass(frozen=True)
class StaticSite:
    """The site in a `folder` on a host of a `kind`, with a small interpreter of its two files."""

    folder: Path
    kind: Kind

    def answer(self, path: str) -> Answer:
        """The answer to a GET of a path."""
        file = self._file(path)
        for source, target, status in self._redirects():
            forced = status.endswith("!")
            if source != path or (forced and self.kind != "netlify"):
                continue
            if file is None or forced or self.kind == "cloudflare":
                return Answer(int(status.rstrip("!")), self.headers(path), location=target)
        if file is None and (self.folder / path.strip("/") / "index.html").is_file():
            return Answer(HTTPStatus.MOVED_PERMANENTLY, self.headers(path), location=f"{path}/")
        if file is None:
            return Answer(HTTPStatus.NOT_FOUND, self.headers(path), self.folder / "404.html")
        return Answer(HTTPStatus.OK, self.headers(path), file)

    def end(self, path: str) -> tuple[str, Answer]:
        """The path at which a browser ends, and the answer there."""
        for _ in range(5):
            answer = self.answer(path)
            if not answer.location:
                return path, answer
            path = answer.location
        raise AssertionError(f"{path}: it leads in a circle")

    def _file(self, path: str) -> Path | None:
        file = self.folder / (f"{path}index.html" if path.endswith("/") else path).lstrip("/")
        return file if file.is_file() and not file.name.startswith("_") else None

    def _redirects(self) -> Iterator[Sequence[str]]:
        for line in (self.folder / "_redirects").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                source, target, status = line.split()
                yield source, target, status

    def headers(self, path: str) -> Mapping[str, str]:
        """The headers that all matching rules give; where two give the same one, the values are joined."""
        found: dict[str, str] = {}
        matches = False
        for line in (self.folder / "_headers").read_text("utf-8").splitlines():
            if line.startswith("/"):
                matches = path.startswith(line[:-1]) if line.endswith("*") else path == line
            elif matches and line.startswith("  "):
                name, value = line.strip().split(": ", 1)
                found[name] = f"{found[name]}, {value}" if name in found else value
        return found


class HostHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a `StaticSite` by HTTP."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, site: StaticSite) -> None:
        self.site = site
        super().__init__(*args)  # type: ignore[arg-type]  # socketserver's own three

    def do_GET(self) -> None:
        answer = self.site.answer(self.path.partition("?")[0])
        data = answer.file.read_bytes() if answer.file else b""
        self.send_response(answer.status)
        further = {"Location": answer.location} if answer.location else {}
        kind = self.guess_type(str(answer.file)) if answer.file else "text/html"
        own = {"Content-Type": kind, "Content-Length": str(len(data))}
        for name, value in {**answer.headers, **further, **own}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def host(folder: Path, kind: Kind) -> http.server.ThreadingHTTPServer:
    """A server of the site in a folder, at a free port of this machine."""
    handler = partial(HostHandler, site=StaticSite(folder, kind))
    return http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
