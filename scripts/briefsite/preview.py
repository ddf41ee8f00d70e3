"""The preview: a server on this machine that builds anew when a source changes. It publishes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefsite import workshop
from briefsite.build import Clock, build_preview
from briefsite.problem import describe


def preview(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Serves the site of `root` at 127.0.0.1:`port` until interrupted; `say` gets each line for the person.

    Built into the workshop, never into docs/ or site/. A source with a problem leaves the last good preview standing.
    """
    from mkdocs.livereload import LiveReloadServer

    folder = root / workshop.FOLDER / "preview"

    def builder() -> None:
        result = build_preview(root, folder, Clock())
        for problem in result.problems:
            say(describe(problem))
        for line in result.says:
            say(line)

    builder()
    server = LiveReloadServer(builder=builder, host="127.0.0.1", port=port, root=str(folder))
    for watched in (root / "sources", root / "docs", root / "mkdocs.yml"):
        server.watch(str(watched))
    say(f"http://127.0.0.1:{port}/  (Ctrl-C ends it)")
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        say("")
    finally:
        server.server_close()
