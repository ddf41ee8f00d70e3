"""As received: whether the text is still what came in, byte for byte, and whether a change of it was intended."""

from __future__ import annotations

from briefsite.edition.model import SourceFile
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.source.source import Source


def is_as_received(source: Source, stated: SourceFile) -> bool:
    """Whether the bytes are those that were received, or derived from them, as far as edition.yml states them."""
    return stated.received is None or stated.received.sha256 == received_sha256(source)


def received_sha256(source: Source) -> str:
    """The checksum of what was received: the text, or the document from which it was derived."""
    return source.sha256 if source.structure is None else source.structure.head.sha256


def check_received(source: Source, stated: SourceFile, place: Place, problems: Problems) -> None:
    """Problem S08, a warning, for a text that has changed since it was received, unless it is said to be intended."""
    received, changed = stated.received, stated.changed
    if received is None or is_as_received(source, stated) or (changed and changed.sha256 == received_sha256(source)):
        return
    file = source.file if source.structure is None else source.structure.head.document
    message = f"{problems.path(file)} has changed since it was received on {received.date}"
    help_ = (
        "if this was a mistake, restore the received file and correct its errors with emendations; if it was "
        f'intended, add under source:\nchanged: {{because: "…", sha256: "{received_sha256(source)}"}}'
    )
    problems.warning(place, "S08", message, help_, subject=source.file)
