"""What the engine (Typst) refuses: one error for its own errors and for its panics."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class RefusedError(ValueError):
    """The engine rejected its input; the message is the first line of the engine's."""


@contextmanager
def refusals() -> Iterator[None]:
    """Raises RefusedError for what the engine refuses inside, by an error of its own or by a panic."""
    import typst

    try:
        yield
    except BaseException as error:
        # A panic in the engine reaches Python as a BaseException that is not an Exception.
        if not isinstance(error, typst.TypstError) and type(error).__name__ != "PanicException":
            raise
        raise RefusedError(str(error).partition("\n")[0]) from error
