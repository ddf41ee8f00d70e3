"""The whole site as a file to be opened from a disk, as `briefsite export zip` gives it and a build publishes it."""

from __future__ import annotations

from pathlib import Path

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem, fatal
from briefsite.progress import Clock
from briefsite.publish.state import known_editions, last_build
from briefsite.publish.unwritten import report_unwritten
from briefsite.site.inputs import gather
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.project import exclusive


def site_zip(root: Path, clock: Clock) -> tuple[bytes, tuple[Problem, ...]]:
    """The file that a build of the project in `root` would publish, and the problems; empty if there is none.

    There is no file after an error, nor where the site offers none: mkdocs.yml lists other downloads, or there are too
    many editions. Only caches are written.
    """
    from briefsite.proof.verify import prove
    from briefsite.rendering.renderer import Templates
    from briefsite.site.compose import compose
    from briefsite.site.offered import zip_of_site

    problems = Problems()
    try:
        with exclusive(root) as scratch:
            last = last_build(root)
            inputs = gather(root, last.written, problems.step("inputs"))
            if inputs is None:
                return b"", problems.in_order()
            made = compose(inputs, clock, known_editions(last), problems)
            if fatal(problems):
                return b"", problems.in_order()
            path = zip_of_site(inputs.settings, {one.card.path: folder for folder, one in made.editions.items()})
            if path:
                prove(inputs, made, scratch, clock, Templates(root / WORK_FOLDER / "templates"), problems)
            file = scratch / "site" / path[1:]
            return file.read_bytes() if path and file.is_file() else b"", problems.in_order()
    except OSError as error:
        report_unwritten(error, root, "nothing was written", problems.step("publish"))
        return b"", problems.in_order()
