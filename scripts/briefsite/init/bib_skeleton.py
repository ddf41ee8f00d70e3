"""A bibliography to fill in: an entry, as a comment, for every note whose work is not known yet.

BibTeX has no sign for comments between entries: an @ begins an entry wherever it is. So the @ is left to the editor.
"""

from __future__ import annotations

from collections.abc import Sequence


def bib_skeleton(notes: Sequence[str]) -> str:
    """The text of a references.bib for the notes with these labels. It has no work until one is filled in."""
    lines = ["% The works that the notes cite, in BibTeX.", "%"]
    lines += [
        "% For a note, take the signs % away, put an at sign before the word book, fill in what you know, and name the",
        "% key in edition.yml:",
        "%   - {number: 1, status: supplied, works: [work1]}",
    ]
    for label in notes:
        lines += ["", f"% book{{work{_key(label)},", "%   author    = {},", "%   title     = {},"]
        lines += ["%   publisher = {},", "%   date      = {},", "% }"]
    return "\n".join(lines) + "\n"


def _key(label: str) -> str:
    """The label as a part of a key: a star or a dagger by its number."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"{ord(sign):x}" for sign in label)
