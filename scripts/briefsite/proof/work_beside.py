"""What copies of this process do beside it: load the renderer and render, and make the documents of an edition.

The pages are written meanwhile. Without copies the same is done later, by this process, with the same result.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from briefsite.file_names import SETTINGS
from briefsite.problems.collector import Problems
from briefsite.progress import Clock
from briefsite.site.beside import Copy, copied
from briefsite.site.inputs import Inputs
from briefsite.site.workers import OneWorker, Processes, Workers

if TYPE_CHECKING:
    from briefsite.proof.site_files import WantedFiles
    from briefsite.rendering.early_renderer import EarlyRenderer
    from briefsite.rendering.renderer import Rendered, RenderTask
    from briefsite.site.composition import FreshEdition


class WorkBeside:
    """Begins at once. There are copies if `workers` are several processes."""

    def __init__(self, inputs: Inputs, workers: Workers | None) -> None:
        self.workers = workers or OneWorker()
        self._inputs, self._copies = inputs, isinstance(workers, Processes) and workers.count > 1
        self._renderer: EarlyRenderer | None = None
        self._files: Copy | None = None
        if self._copies and not inputs.settings.data.get("hooks"):  # these are run whenever settings are loaded
            from briefsite.rendering.early_renderer import EarlyRenderer

            self._renderer = EarlyRenderer(inputs.root / SETTINGS, inputs.renderer)

    def have_read(self, fresh: Mapping[str, FreshEdition]) -> None:
        """Begins the documents of the edition that was read, if it is a single one, at the root of the site."""
        if not self._copies or len(fresh) != 1:
            return
        from briefsite.proof.site_files import DOCUMENTS, WantedFiles, are_kept, cache_of_files
        from briefsite.rendering.kept_parts import folder_of_part

        ((folder, one),) = fresh.items()
        publication = one.reading.publication
        # The engine's threads, once there are any, are in no copy.
        if publication is None or publication.edition.site.path or "typst" in sys.modules:
            return
        cache = cache_of_files(self._inputs.root / DOCUMENTS, folder_of_part(""), folder)
        wanted = WantedFiles(folder, "", self._inputs.of_edition(folder), lambda: publication, cache)
        if not are_kept(wanted):
            self._files = copied(partial(_make, wanted))

    def begin_rendering(self, task: RenderTask, problems: Problems, clock: Clock | None) -> Callable[[], Rendered]:
        """Begins a rendering of MkDocs; gives a function that waits for it."""
        if self._renderer is not None:
            return self._renderer.begin(task, problems, clock)
        from briefsite.rendering.renderer import render

        return partial(render, task, problems, clock)

    def wait_for_files(self) -> None:
        """Waits until the documents are made, and kept in their cache."""
        if self._files is not None:
            self._files.wait()

    def close(self) -> None:
        """Ends what is still being done."""
        if self._renderer is not None:
            self._renderer.end()
        if self._files is not None:
            self._files.end()


def _make(wanted: WantedFiles, _tasks: Iterator[Any], _send: Callable[[object], None]) -> None:
    from briefsite.proof.site_files import make_files

    make_files(wanted)
