"""The process in which a PDF is read: a file that makes the library crash or hang ends that process, and nothing else.

It gets the file on its standard input, and writes frames: four bytes with a length, then a value as MessagePack. One
for each page, and a last one for the file, or for why it can't be read.
"""

from __future__ import annotations

import struct
import sys
from typing import BinaryIO, Final

import msgspec

from briefsite.intake.document import IntakeError
from briefsite.intake.pdf.contents import PdfContents, PdfPage

LENGTH: Final = struct.Struct(">I")
#: The most memory of the process, in bytes, where the system can limit it.
_MEMORY: Final = 4_000_000_000


class PdfRefusal(msgspec.Struct, frozen=True, tag=True):
    """Why a file can't be read, and what to do."""

    message: str
    help: str


class PdfFrame(msgspec.Struct, frozen=True):
    """A page, or the file without its pages, or a refusal."""

    page: PdfPage | None = None
    contents: PdfContents | None = None
    refusal: PdfRefusal | None = None


def answer_standard_input() -> None:
    """Reads the file from the standard input."""
    _limit_memory()
    out = sys.stdout.buffer
    try:
        from briefsite.intake.pdf.extraction import extracted

        for part in extracted(sys.stdin.buffer.read()):
            frame = PdfFrame(page=part) if isinstance(part, PdfPage) else PdfFrame(contents=part)
            _write(out, frame)
    except IntakeError as error:
        _write(out, PdfFrame(refusal=PdfRefusal(error.message, error.help)))


def _write(out: BinaryIO, frame: PdfFrame) -> None:
    data = msgspec.msgpack.encode(frame)
    out.write(LENGTH.pack(len(data)) + data)
    out.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, most))
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    answer_standard_input()
