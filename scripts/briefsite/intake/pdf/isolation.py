"""Isolation: PDFium is a library in machine code, so a process of its own reads a file, with a limit of time."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from typing import Final

import msgspec

from briefsite.intake.document import IntakeError
from briefsite.intake.pdf.contents import PdfContents, PdfPage
from briefsite.intake.pdf.extraction_process import LENGTH, PdfFrame

#: How long the process may take to begin and to read a page, in seconds.
SECONDS_A_PAGE = 60.0
#: What the process runs. Nothing in the folder in which it is started can take the place of the program.
COMMAND = ("-P", "-m", "briefsite.intake.pdf.extraction_process")
_LARGEST_FRAME: Final = 1_000_000_000
_HELP: Final = "open it in the program that made it, and save it as PDF again"


def pdf_contents(data: bytes) -> PdfContents:
    """What is in a PDF. IntakeError for one with a password, with too many pages, or that is damaged."""
    command = [sys.executable, *COMMAND]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    frames: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_send, args=(process, data), daemon=True).start()
    reader = threading.Thread(target=_receive, args=(process, frames), daemon=True)
    reader.start()
    try:
        return _collected(frames)
    except queue.Empty:
        raise IntakeError("is damaged: reading it takes too long", _HELP) from None
    finally:
        process.kill()
        process.wait()
        reader.join(timeout=1)


def _collected(frames: queue.Queue[bytes]) -> PdfContents:
    pages: list[PdfPage] = []
    while True:
        data = frames.get(timeout=SECONDS_A_PAGE)
        if not data:
            raise IntakeError("is damaged and cannot be read as PDF", _HELP)
        frame = msgspec.msgpack.decode(data, type=PdfFrame)
        if frame.refusal is not None:
            raise IntakeError(frame.refusal.message, frame.refusal.help)
        if frame.contents is not None:
            return msgspec.structs.replace(frame.contents, pages=tuple(pages))
        if frame.page is not None:
            pages.append(frame.page)


def _send(process: subprocess.Popen[bytes], data: bytes) -> None:
    if process.stdin is not None:
        with contextlib.suppress(OSError), process.stdin as to:
            to.write(data)


def _receive(process: subprocess.Popen[bytes], frames: queue.Queue[bytes]) -> None:
    """Puts the frames into a queue; an empty one when there are no more."""
    if process.stdout is not None:
        with process.stdout as source:
            while len(head := source.read(LENGTH.size)) == LENGTH.size:
                (length,) = LENGTH.unpack(head)
                data = source.read(length) if length <= _LARGEST_FRAME else b""
                if len(data) < length:
                    break
                frames.put(data)
    frames.put(b"")
