"""Archives: the parts of a document that is a zip file, read without trust in it.

Limits are on what the parts state that they have once unpacked: no more than that is ever unpacked of any of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree as ET

from briefsite.intake.document import IntakeError

#: The most bytes that a document may have once it is unpacked, and the most parts.
MOST_BYTES: Final = 200_000_000
_MOST_PARTS: Final = 20_000
#: The most bytes of one part that is read as XML.
_LARGEST_XML: Final = 100_000_000
_ENCRYPTED: Final = 0x1
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"})
_SAVE_WITHOUT: Final = "save the document without a password and try again"


class Archive:
    """The parts of a zip file. One that is damaged is noticed when it is read."""

    def __init__(self, data: bytes) -> None:
        """Opens the file with these bytes.

        IntakeError for one with a password, with paths that lead out of it, or with too much in it; BadZipFile.
        """
        self._file = zipfile.ZipFile(io.BytesIO(data))
        members = [member for member in self._file.infolist() if not member.is_dir()]
        if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > MOST_BYTES:
            raise _too_large()
        for member in members:
            if member.flag_bits & _ENCRYPTED:
                raise IntakeError("is protected by a password", _SAVE_WITHOUT)
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                message = f'has a part with the path "{member.filename[:80]}", which leads out of the file'
                raise IntakeError(message, "open the document in the program that made it, and save it again")
        self._members: Mapping[str, zipfile.ZipInfo] = {member.filename: member for member in members}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in their order."""
        return tuple(self._members)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None if there is none. BadZipFile for one that has more than it states."""
        member = self._members.get(name)
        if member is None:
            return None
        return self._file.read(member)

    def xml(self, name: str, renamed: Mapping[bytes, bytes] | None = None) -> ET.Element | None:
        """The root of a part that is XML; None if there is none. `renamed` replaces names of namespaces."""
        data = self.read(name)
        if data is None:
            return None
        for old, new in (renamed or {}).items():
            data = data.replace(old, new)
        return parse_xml(data, name)


def parse_xml(data: bytes, name: str) -> ET.Element:
    """The root of a document. IntakeError if it declares a type or entities, or is too large; ParseError."""
    if len(data) > _LARGEST_XML:
        raise _too_large()
    plain = data.replace(b"\0", b"")
    declared = _DECLARED.match(plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff"))
    strange = declared is not None and declared[1].decode().lower() not in _ENCODINGS
    if strange or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        message = f"has a declaration (DOCTYPE or ENTITY) in {name}, which documents never need"
        raise IntakeError(message, "open the document in the program that made it, and save it again")
    return ET.fromstring(data)  # noqa: S314 - without a DOCTYPE there are no entities


def _too_large() -> IntakeError:
    return IntakeError(f"is larger than {MOST_BYTES // 10**6} MB once unpacked", "take out large images, or divide it")
