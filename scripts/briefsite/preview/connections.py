"""The connections of the preview: not too many, and none that waits for ever.

A browser opens a handful of them, and one for each open page to hear of changes. More than `MOST` are refused, in
words. A connection over which nothing comes, or a request a byte at a time, ends after `SILENCE` seconds, and so does
one whose answer isn't read.
"""

from __future__ import annotations

import http.server
import io
import socket
import threading
import time
from contextlib import suppress
from typing import Any, Final

#: Connections at a time.
MOST: Final = 100
#: Seconds for the head of a request, from the end of the one before; and for taking an answer.
SILENCE: Final = 15.0
#: Refused connections at a time that are told so, and the seconds and bytes for which what they still send is read:
#: to close a connection with something unread would take the answer away from its reader, too.
_REFUSED: Final = 16
_LINGER: Final = 1.0
_UNREAD: Final = 1 << 20
_BUSY: Final = b"Too many connections. Close some pages of the preview.\n"
_REFUSAL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 1\r\n"
    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(_BUSY), _BUSY)
)


class LimitedServer(http.server.ThreadingHTTPServer):
    """A server with a thread for each connection, and at most `most` of them."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], handler: Any, most: int = MOST) -> None:
        self._free = threading.BoundedSemaphore(most)
        self._refusable = threading.BoundedSemaphore(_REFUSED)
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answers a connection in a thread of its own, or refuses it."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        elif self._refusable.acquire(blocking=False):
            threading.Thread(target=self._refuse, args=(request,), daemon=True).start()
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """What a thread does."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def _refuse(self, request: socket.socket) -> None:
        try:
            with suppress(OSError):
                request.settimeout(_LINGER)
                request.sendall(_REFUSAL)
                linger(request)
            self.shutdown_request(request)
        finally:
            self._refusable.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: browsers often close a connection in the middle of an answer."""


class PatientReader(io.RawIOBase):
    """Reads what comes over a connection, until a moment: however slowly it comes, it is over then.

    `heard` says whether anything has come since the last `wait`.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._until = 0.0
        self.heard = False

    def wait(self, seconds: float) -> None:
        """Begins to wait for so many seconds."""
        self._until, self.heard = time.monotonic() + seconds, False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads some bytes; 0 at the end. TimeoutError when the time is up."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        count = self._connection.recv_into(buffer)
        self.heard = self.heard or count > 0
        return count


def linger(connection: socket.socket) -> None:
    """Says that nothing more will be sent, and reads for a moment what still comes."""
    until, count = time.monotonic() + _LINGER, 0
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while count < _UNREAD and (left := until - time.monotonic()) > 0:
            connection.settimeout(left)
            data = connection.recv(1 << 16)
            if not data:
                return
            count += len(data)
