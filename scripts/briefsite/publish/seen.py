"""What a build saw last of docs/: the next one need not read these files again."""

from __future__ import annotations

from collections.abc import Collection

from briefsite.site.inputs import Inputs
from briefsite.site.seen_files import as_seen, seen_as_bytes


def seen_after(inputs: Inputs, written: Collection[str], deleted: Collection[str]) -> bytes:
    """The file that says it, just after a build was published. The names are those in docs/."""
    docs = {name: file for name, file in inputs.seen.items() if name not in deleted}
    docs |= {name: as_seen(inputs.root / "docs" / name) for name in written}
    return seen_as_bytes(docs)
