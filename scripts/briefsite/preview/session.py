"""The preview: what the sources give, in an open browser, anew with every edit. It publishes nothing.

Nothing is written but the workshop: not docs/, not site/, no ledger. A source with a problem leaves the last good
preview standing, with the problem over it, until it is mended.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from briefsite.files import WORK_FOLDER
from briefsite.preview.server import PreviewServer, Updates
from briefsite.problem import describe
from briefsite.progress import Clock
from briefsite.publish.build import Preview, build_preview
from briefsite.rendering.watch import changed, look
from briefsite.site.inputs import site_url


def run_preview(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Serves the site of `root` at 127.0.0.1:`port` until interrupted; `say` gets each line for the person.

    OSError if the port is not to be had.
    """
    folder = root / WORK_FOLDER / "preview"
    watched = (root / "sources", root / "docs", root / "mkdocs.yml")
    news = Updates()
    with PreviewServer(folder, port, news, urlsplit(site_url(root)).path or "/") as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        try:
            seen = look(watched)
            shown = _shown(root, folder, Preview(), news, say)
            say(f"{host.url}  (Ctrl-C ends it)")
            while True:
                seen = changed(watched, seen)
                shown = _shown(root, folder, shown, news, say)
        except KeyboardInterrupt:
            say("")
        finally:
            host.shutdown()


def _shown(root: Path, folder: Path, before: Preview, news: Updates, say: Callable[[str], None]) -> Preview:
    """Builds, and tells the browsers and the person what came of it."""
    began = time.perf_counter()
    try:
        after, result = build_preview(root, folder, before, Clock())
    except Exception as error:  # noqa: BLE001 - whatever we did wrong, the next edit may well go right
        say(traceback.format_exc())
        news.tell(
            [f"The program failed: {error!r}\nThis is its fault, not yours; the terminal says more."], newer=False
        )
        return before
    said = [describe(problem) for problem in result.problems]
    for line in said:
        say(line)
    errors = [line for line, problem in zip(said, result.problems, strict=True) if problem.severity == "error"]
    news.tell(errors, newer=result.published)
    if result.published:
        for line in result.says if before.checksum == "" else ():
            say(line)
        say(f"Shown after {time.perf_counter() - began:.2f} s.")
    elif errors:
        say("The last good pages stay, until this is mended.")
    return after
