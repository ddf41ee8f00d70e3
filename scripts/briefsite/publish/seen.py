"""What a build saw last of docs/: the next one need not read these files again."""

from __future__ import annotations

from collections.abc import Mapping

from briefsite.site.inputs import Inputs
from briefsite.site.seen_files import as_seen, seen_as_bytes


def seen_after(inputs: Inputs, changes: Mapping[str, bytes | None]) -> bytes:
    """The file that says it, just after a build was published. `changes` it wrote to docs/, or deleted (None)."""
    docs = {name: file for name, file in inputs.seen.items() if name not in changes}
    docs |= {name: as_seen(inputs.root / "docs" / name) for name, data in changes.items() if data is not None}
    return seen_as_bytes(docs)
