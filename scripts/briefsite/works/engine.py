"""A run of the engine (Typst): one error for all that it refuses, and nothing of it stays in memory afterwards.

The engine remembers what it worked out, and uses it again if a text is set twice. Each of ours is set once, and what
is remembered of a PDF of eight pages takes 25 MB. The engine forgets what its last runs had no use for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import typst

#: After so many runs without a use for it, the engine forgets what it worked out.
RUNS_UNTIL_FORGOTTEN: Final = 11


class RefusedError(ValueError):
    """The engine rejected its input; the message is the first line of the engine's."""


@contextmanager
def engine_run() -> Iterator[None]:
    """Raises RefusedError for what the engine refuses inside, as `refusals` does, and lets the engine forget the rest.

    What the engine works out inside is remembered until the end: draw a picture in several sizes in one run.
    """
    import typst

    try:
        with refusals():
            yield
    finally:
        for _ in range(RUNS_UNTIL_FORGOTTEN):
            typst.compile(b"", format="html", font_paths=_no_fonts())


@contextmanager
def refusals() -> Iterator[None]:
    """Raises RefusedError for what the engine refuses inside, by an error of its own or by a panic.

    It is enough in a process that ends with the run: nothing stays in memory.
    """
    import typst

    try:
        yield
    except BaseException as error:
        # A panic in the engine reaches Python as a BaseException that is not an Exception.
        if not isinstance(error, typst.TypstError) and type(error).__name__ != "PanicException":
            raise
        raise RefusedError(str(error).partition("\n")[0]) from error


@cache
def _no_fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
