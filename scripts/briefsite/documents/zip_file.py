"""Zip files that are the same bytes for the same content: nothing in them has a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

#: No file has a time of its own: with this one, ZIP begins.
_TIME: Final = (1980, 1, 1, 0, 0, 0)


def zip_of(files: Mapping[str, bytes], *, stored: str = "") -> bytes:
    """The zip file with these files, in their order. The one called `stored` isn't compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
