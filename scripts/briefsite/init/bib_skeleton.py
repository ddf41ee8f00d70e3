"""A bibliography to fill in: an entry, as a comment, for every note whose work is not known yet."""

from __future__ import annotations

from collections.abc import Sequence


def bib_skeleton(notes: Sequence[str]) -> str:
    """The text of a references.bib for the notes with these labels. It has no work until one is filled in."""
    lines = ["% The works that stand behind the notes, in BibTeX.", "%"]
    lines += [
        "% For a note, take the signs % away, fill in what you know, and name the key in edition.yml:",
        "%   - {number: 1, status: supplied, works: [work1]}",
    ]
    for label in notes:
        lines += ["", f"% @book{{work{label},", "%   author    = {},", "%   title     = {},"]
        lines += ["%   publisher = {},", "%   date      = {},", "% }"]
    return "\n".join(lines) + "\n"
