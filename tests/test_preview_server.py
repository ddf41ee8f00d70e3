"""The server of the preview: whoever asks for whatever in whatever way gets an answer with a status, and no draft."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path

import pytest

from briefsite.preview.connections import LimitedServer
from briefsite.preview.request import Refusal, requested_path
from briefsite.preview.server import EVENTS, SCRIPT, PreviewServer, Updates

PATIENCE = 0.4


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    root = tmp_path_factory.mktemp("preview")
    files = {"secret.txt": "draft", "site/index.html": "<p>First</p>", "site/404.html": "<p>Nothing here</p>"}
    files |= {"site/a/index.html": "<p>A</p></body>", "site/a/style.css": "p {}", "site/ü b.txt": "x"}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "site/out.txt").symlink_to(root / "secret.txt")
    (root / "site/empty").mkdir()
    with _serving(PreviewServer(root / "site", 0, Updates(), "/brief/", patience=PATIENCE)) as running:
        yield running


@contextlib.contextmanager
def _serving(server: PreviewServer) -> Iterator[PreviewServer]:
    with server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()


def _connected(server: LimitedServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.server_port), timeout=5)


def _said(server: PreviewServer, request: str | bytes) -> bytes:
    """All that is answered to the bytes of a request; the connection must end by itself."""
    with _connected(server) as connection:
        connection.sendall(request.encode("latin-1") if isinstance(request, str) else request)
        with contextlib.closing(connection.makefile("rb")) as answer:
            return answer.read()


def _asked(server: PreviewServer, path: str, method: str = "GET", **headers: str) -> tuple[int, Mapping[str, str], str]:
    """The status, the headers and the body of an answer to an ordinary request."""
    lines = {"Host": f"127.0.0.1:{server.server_port}", "Connection": "close", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    said, _, body = _said(server, f"{method} {path} HTTP/1.1\r\n{head}\r\n").partition(b"\r\n\r\n")
    first, *rest = said.decode().split("\r\n")
    assert first.startswith("HTTP/1.1 "), first
    return int(first.split()[1]), dict(line.split(": ", 1) for line in rest), body.decode()


@pytest.mark.parametrize(
    ("path", "status", "has"),
    [
        ("/", 200, "First"),
        ("/?a=%zz", 200, "First"),
        ("/a", 301, ""),
        ("/a/", 200, "A"),
        ("/brief/a/", 200, "A"),
        ("/a/style.css", 200, "p {}"),
        ("/%C3%BC%20b.txt", 200, "x"),
        (SCRIPT, 200, "EventSource"),
        ("/nowhere/", 404, "Nothing here"),
        ("/a/style.css/", 404, "Nothing here"),
        ("/empty/", 404, "Nothing here"),
        ("/%00", 400, ""),
        ("/a%0d%0aSet-Cookie:x", 400, ""),
        ("/%zz", 400, ""),
        ("/a%", 400, ""),
        ("/%ff", 400, ""),
        ("a/", 400, ""),
        ("*", 400, ""),
        ("https://127.0.0.1/", 400, ""),
        ("http://[/", 400, ""),
        ("/../secret.txt", 404, ""),
        ("/..%2fsecret.txt", 404, ""),
        ("/%2e%2e/secret.txt", 404, ""),
        ("/..%5csecret.txt", 404, ""),
        ("/out.txt", 404, "Nothing here"),
        (f"/{'a' * 300}", 404, "Nothing here"),
        (f"/{'a/' * 2500}", 404, "Nothing here"),
        (f"/{'a' * 9000}", 414, ""),
        (f"/{'a' * 200_000}", 414, ""),
    ],
    ids=lambda value: str(value)[:40],
)
def test_every_path_has_its_answer_and_head_is_the_same_without_a_body(
    server: PreviewServer, path: str, status: int, has: str
) -> None:
    got, headers, body = _asked(server, path)
    assert got == status
    assert has in body
    assert "draft" not in body
    assert "Traceback" not in body
    assert int(headers["Content-Length"]) == len(body.encode())
    assert ("data-version" in body) == (headers["Content-Type"].startswith("text/html")), "a page follows the edits"
    head_status, head_headers, head_body = _asked(server, path, "HEAD")
    date = {"Date": headers["Date"]}
    if status == HTTPStatus.REQUEST_URI_TOO_LONG:  # the method was not read to its end
        return
    assert (head_status, {**head_headers, **date}, head_body) == (status, dict(headers), "")


def test_a_folder_is_named_with_its_slash(server: PreviewServer) -> None:
    assert _asked(server, "/a?x")[1]["Location"] == "/a/"
    assert _asked(server, "//a")[1]["Location"] == "/a/"


@pytest.mark.parametrize(
    "host", ["evil.test", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.test:{}", "localhost.evil:{}", ""]
)
def test_another_host_gets_nothing(server: PreviewServer, host: str) -> None:
    """A name that somebody lets point to this machine (DNS rebinding)."""
    for path in ("/", "/a/", EVENTS, SCRIPT):
        status, _, body = _asked(server, path, Host=host.format(server.server_port))
        assert status == HTTPStatus.FORBIDDEN
        assert "First" not in body


def test_the_names_of_this_machine_are_served(server: PreviewServer) -> None:
    port = server.server_port
    for host in (f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}"):
        assert _asked(server, "/", Host=host)[0] == HTTPStatus.OK
    assert _asked(server, f"http://127.0.0.1:{port}/a/", Host="evil.test")[0] == HTTPStatus.OK
    assert _asked(server, "http://evil.test/a/")[0] == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "https://127.0.0.1:{}", "http://127.0.0.1:1"])
def test_another_origin_gets_nothing(server: PreviewServer, origin: str) -> None:
    for path in ("/", EVENTS):
        assert _asked(server, path, Origin=origin.format(server.server_port))[0] == HTTPStatus.FORBIDDEN
    assert _asked(server, "/", Origin=f"http://localhost:{server.server_port}")[0] == HTTPStatus.OK


def test_at_the_port_of_the_web_no_port_is_named() -> None:
    assert requested_path("/a", {"host": ["localhost"], "origin": ["http://localhost"]}, 80) == "/a"
    assert isinstance(requested_path("/a", {"host": ["localhost"]}, 8000), Refusal)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"\r\n\r\n", 400),
        (b"GET\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET /a b HTTP/1.1\r\n\r\n", 400),
        (b"GET / FTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.x\r\n\r\n", 400),
        (b"GET / HTTP/3.0\r\n\r\n", 505),
        (b"\x16\x03\x01\xff\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nA: " + b"b" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.0\r\n\r\n", 200),
        *((f"{m} / HTTP/1.0\r\n\r\n".encode(), 405) for m in ("POST", "PUT", "OPTIONS", "TRACE", "get", "X-\xe9")),
        (b"POST / HTTP/1.0\r\nContent-Length: 5\r\n\r\n12345", 405),
    ],
)
def test_whatever_is_said_there_is_an_answer(server: PreviewServer, request_: bytes, status: int) -> None:
    said = _said(server, request_)
    assert said.startswith(f"HTTP/1.1 {status} ".encode()), said[:200]
    assert (b"\r\nAllow: GET, HEAD\r\n" in said) == (status == HTTPStatus.METHOD_NOT_ALLOWED)


def test_a_body_is_not_taken_for_the_next_request(server: PreviewServer) -> None:
    host = f"Host: 127.0.0.1:{server.server_port}\r\n"
    said = _said(server, f"GET / HTTP/1.1\r\n{host}Content-Length: 40\r\n\r\nGET /a/ HTTP/1.1\r\n{host}\r\n")
    assert said.count(b"HTTP/1.1 ") == 1


def test_events_have_a_head_and_are_told(server: PreviewServer) -> None:
    status, headers, body = _asked(server, EVENTS, "HEAD")
    assert (status, headers["Content-Type"], body) == (HTTPStatus.OK, "text/event-stream", "")
    with _connected(server) as connection:
        connection.sendall(f"GET {EVENTS} HTTP/1.1\r\nHost: localhost:{server.server_port}\r\n\r\n".encode())
        with contextlib.closing(connection.makefile("rb")) as answer:
            assert answer.readline() == b"HTTP/1.1 200 OK\r\n"
            assert [line for line in iter(answer.readline, b"\n") if line.startswith(b"data: ")]


def test_whoever_says_nothing_or_too_little_is_let_go(server: PreviewServer) -> None:
    began = time.monotonic()
    with _connected(server) as silent, _connected(server) as slow:
        slow.sendall(b"GET / HT")
        for _ in range(20):  # a byte at a time does not make the time longer
            with contextlib.suppress(OSError):
                slow.sendall(b"T")
            time.sleep(PATIENCE / 10)
        assert silent.recv(1) == b""
        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - began < 10 * PATIENCE


def test_too_many_connections_are_refused_in_words_and_the_next_is_served(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>First</p>", encoding="utf-8")
    server = PreviewServer(tmp_path, 0, Updates(), patience=30, most=3)
    with _serving(server), contextlib.ExitStack() as open_:
        idle = [open_.enter_context(_connected(server)) for _ in range(3)]
        time.sleep(0.1)
        status, headers, _ = _asked(server, "/")
        assert (status, headers["Retry-After"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "1")
        idle[0].close()
        time.sleep(0.1)
        assert _asked(server, "/")[0] == HTTPStatus.OK


def test_a_fault_of_the_program_is_an_answer_too(server: PreviewServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("briefsite.preview.server.element", fail)
    assert _asked(server, "/")[0] == HTTPStatus.INTERNAL_SERVER_ERROR
