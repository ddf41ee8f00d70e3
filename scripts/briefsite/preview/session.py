"""The preview: the site in an open browser, built again with every edit. It publishes nothing.

Only `.briefsite/` is written to: not docs/, not site/, not the ledger. While a source has an error, the last good pages
stay, with the error shown on top of them.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from briefsite.file_names import SETTINGS, SOURCES
from briefsite.preview.server import PreviewServer, Updates
from briefsite.problems.shown import describe
from briefsite.progress import Clock
from briefsite.publish.build import Preview, build_preview
from briefsite.rendering.renderer import THEME
from briefsite.rendering.watch import changed, look
from briefsite.site.settings import read_settings
from briefsite.storage.files import WORK_FOLDER


def run_preview(root: Path, port: int, renderer: str, say: Callable[[str], None]) -> None:
    """Serves the site of `root` at 127.0.0.1:`port` until interrupted; `say` gets each line for the person.

    OSError if the port is in use, or not allowed.
    """
    folder = root / WORK_FOLDER / "preview"
    news = Updates()
    with PreviewServer(folder, port, news, _base(root)) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        try:
            seen = look(_watched(root))
            shown = _shown(root, folder, Preview(renderer), news, say)
            say(f"{host.url}  (press Ctrl-C to stop)")
            while True:
                seen = changed(_watched(root), seen)
                shown = _shown(root, folder, shown, news, say)
        except KeyboardInterrupt:
            say("")
        finally:
            host.shutdown()


def _base(root: Path) -> str:
    """The path of the site's own address."""
    try:
        return read_settings(root).root_path
    except OSError:
        return "/"


def _watched(root: Path) -> list[Path]:
    """The files and folders that the site is made from. The theme is edited only where the program itself is."""
    try:
        settings = list(read_settings(root).files)
    except OSError:
        settings = [SETTINGS]
    return [*(root / name for name in (SOURCES, "docs", *settings)), THEME]


def _shown(root: Path, folder: Path, before: Preview, news: Updates, say: Callable[[str], None]) -> Preview:
    """Builds, and tells the browsers and the person the result. Gives what the next build can reuse."""
    began = time.perf_counter()
    try:
        after, result = build_preview(root, folder, before, Clock())
    except Exception as error:  # noqa: BLE001 - a fault of the program: the next edit may avoid it
        say(traceback.format_exc())
        news.tell(
            [f"Internal error: {error!r}\nThis is not caused by your text. Details are in the terminal."], newer=False
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
        say(f"Updated in {time.perf_counter() - began:.1f} s.")
    elif errors:
        say("Still showing the last version that built; fix this to update.")
    return after
