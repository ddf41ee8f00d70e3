"""A ZIP file whose bytes depend on nothing but its files, put together from packed parts.

A file is packed once: of the parts of a site most are the same in the next build, and their files are copied as they
are. Source of the format: PKWARE, APPNOTE 6.3.10, 4.3 (local file header, central directory).
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

#: No file has a time: ZIP begins with this one.
TIME: Final = (1980, 1, 1, 0, 0, 0)
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_DATE: Final = (TIME[0] - 1980) << 9 | TIME[1] << 5 | TIME[2]
#: Made on Unix, so that the mode of the files counts: everybody may read them.
_MADE_BY: Final = 3 << 8 | 20
_MODE: Final = 0o100644
#: Files beyond these limits would need another form of the format.
_MOST_FILES: Final = 0xFFFF - 1
_MOST_BYTES: Final = 0xFFFFFFFF - 1
#: What is packed already.
_PACKED: Final = (".png", ".jpg", ".webp", ".woff2", ".epub", ".pdf", ".zip", ".gz")


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files as a ZIP file, sorted by their paths."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return out.getvalue()


def one_zip(parts: Iterable[bytes]) -> bytes:
    """ZIP files of `packed` as one, sorted by path. ValueError if that would have too many files or bytes."""
    found: list[tuple[str, zipfile.ZipInfo, bytes]] = []
    for part in parts:
        with zipfile.ZipFile(io.BytesIO(part)) as archive:
            found += [(entry.filename, entry, _content(part, entry)) for entry in archive.infolist()]
    if len(found) > _MOST_FILES or sum(len(data) + 2 * len(name) + 100 for name, _, data in found) > _MOST_BYTES:
        raise ValueError("too many files, or too large ones, for one ZIP file")
    out, directory = bytearray(), bytearray()
    for name, entry, data in sorted(found, key=lambda each: each[0]):
        encoded, flags = name.encode(), 0 if name.isascii() else 0x800
        sizes = (0, _DATE, entry.CRC, entry.compress_size, entry.file_size, len(encoded))
        method = entry.compress_type
        rest = (0, 0, 0, 0, _MODE << 16, len(out))
        directory += _CENTRAL.pack(b"PK\x01\x02", _MADE_BY, 20, flags, method, *sizes, *rest) + encoded
        out += _LOCAL.pack(b"PK\x03\x04", 20, flags, method, *sizes, 0) + encoded + data
    end = _END.pack(b"PK\x05\x06", 0, 0, len(found), len(found), len(directory), len(out), 0)
    return bytes(out + directory + end)


def _content(part: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a file as they are packed."""
    lengths = _LOCAL.unpack_from(part, entry.header_offset)[-2:]
    start = entry.header_offset + _LOCAL.size + sum(lengths)
    return part[start : start + entry.compress_size]
