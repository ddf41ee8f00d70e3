"""A renderer that is ready before the pages are: a copy of this process, which loads MkDocs while they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem
from briefsite.progress import Clock
from briefsite.rendering.renderer import IN_PROCESS, Rendered, RenderTask, loaded_settings, render
from briefsite.site.beside import Copy, copied


class RenderStep(NamedTuple):
    """A step of the work, as a `Clock` passes it on: of `what`, `done` of `total` are done."""

    what: str
    done: int
    total: int


class RenderEnd(NamedTuple):
    """What came out of a rendering."""

    rendered: Rendered
    problems: tuple[Problem, ...]


class EarlyRenderer:
    """Renders once what `render` does, with the same result. `config` is the mkdocs.yml that will be asked for."""

    def __init__(self, config: Path, renderer: str) -> None:
        self._copy: Copy | None = copied(partial(_render, config)) if renderer == IN_PROCESS else None

    def begin(self, task: RenderTask, problems: Problems, clock: Clock | None) -> Callable[[], Rendered]:
        """Begins a rendering; gives a function that waits for it."""
        copy, self._copy = self._copy, None
        if copy is None:
            return partial(render, task, problems, clock)
        copy.send((task, bool(clock and clock.listener)))
        return partial(_rendered, copy, task, problems, clock)

    def end(self) -> None:
        """Ends the copy, if it was not needed."""
        if self._copy is not None:
            self._copy.end()


def _rendered(copy: Copy, task: RenderTask, problems: Problems, clock: Clock | None) -> Rendered:
    try:
        for message in copy.messages():
            if isinstance(message, RenderStep):
                if clock is not None:
                    clock.step(*message)
            elif isinstance(message, RenderEnd):
                problems.add(message.problems)
                return message.rendered
    finally:
        copy.end()
    return render(task, problems, clock)


def _render(config: Path, tasks: Iterator[Any], send: Callable[[object], None]) -> None:
    """What the copy does: it loads what a rendering needs, and then renders, once it is told what."""
    with suppress(Exception, SystemExit):  # the rendering finds the same fault, and reports it
        import briefsite.rendering.markdown_cache
        import briefsite.rendering.printed_templates  # noqa: F401 - what the rendering imports when it begins

        loaded_settings(config, config.parent / "docs", config.parent / "site")
    task, is_heard = next(tasks)
    clock, problems = Clock((lambda *step: send(RenderStep(*step))) if is_heard else None), Problems(step="rendering")
    rendered = render(task, problems, clock)
    send(RenderEnd(rendered, problems.in_order()))
