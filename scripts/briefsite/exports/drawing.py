"""Pictures that Typst draws, as PNG files: each is drawn only if the one that is there shows something else.

Drawing takes longer than all else that a page needs, and another processor may round otherwise. So a picture says in
its comment what it was drawn from, and is kept as long as that is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from briefsite.storage.checksum import checksum
from briefsite.storage.png_file import comment_of, commented
from briefsite.works.engine import engine_run


def kept_or_drawn(before: bytes | None, comment: str, draw: Callable[[], bytes]) -> bytes:
    """The picture in the file `before`, if that was drawn from the same and is as it was drawn; else a new one.

    `comment` says who made it, and from what: it has a checksum of that. What follows it is the picture's own.
    """
    if before is not None:
        with suppress(ValueError):  # it is no PNG, or has no comment
            said, picture = comment_of(before)
            if said == _sealed(comment, picture):
                return before
    drawn = draw()
    return commented(drawn, _sealed(comment, drawn))


def _sealed(comment: str, picture: bytes) -> str:
    return f"{comment} {checksum(picture)}".encode("ascii", "backslashreplace").decode()


@cache
def program_file(name: str) -> bytes:
    """A file that belongs to the program, by its path in the package: "data/social_card.typ"."""
    return files("briefsite").joinpath(name).read_bytes()


def drawn(document: bytes, inputs: Mapping[str, str], resolution: int = 72, fonts: Iterable[Path] = ()) -> bytes:
    """A Typst document of one page as a PNG, in the fonts of the engine and those in the folders `fonts`.

    What a long title pushes to a second page is not in the picture. `resolution` is in pixels an inch, which has 72
    points. ValueError if the engine refuses.
    """
    import typst

    known = typst.Fonts(include_system_fonts=False, font_paths=[*fonts])
    with engine_run():
        made: Any = typst.compile(document, format="png", ppi=resolution, font_paths=known, sys_inputs=dict(inputs))
    page: bytes = made[0] if isinstance(made, list) else made  # a list of several pages, which its types don't say
    return page
