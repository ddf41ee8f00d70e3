"""Parts of the site made where the project's files are not: sent as bytes, made in a folder of their own, sent back."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from briefsite.file_names import SETTINGS
from briefsite.proof.part import make_part, write_tree
from briefsite.proof.part_task import PartResult, PartTask, SiteFrame
from briefsite.rendering.renderer import Templates
from briefsite.site.workers import Workers
from briefsite.storage.files import read_tree

_DOCS = "docs"


@dataclass(frozen=True)
class SentFrame:
    """A frame with the files that it names: those of the project, and those of the part at the root, by their paths."""

    frame: SiteFrame
    files: Mapping[str, bytes]
    root: Mapping[str, bytes]


@dataclass(frozen=True)
class SentResult:
    """What was made, and the files of each of its parts, by their paths in its folder."""

    result: PartResult
    files: tuple[Mapping[str, bytes], ...]


def made_by(workers: Workers, frame: SiteFrame, tasks: Sequence[PartTask]) -> Iterator[PartResult]:
    """The results of `make_part` for the tasks, in their order, whether or not the workers see the project's files."""
    if workers.share_files:
        yield from workers.do(make_part, frame, tasks)
        return
    for number, sent in enumerate(workers.do(make_elsewhere, sent_frame(frame), tasks)):
        yield _arrived(sent, frame.scratch / "arrived" / str(number))


def sent_frame(frame: SiteFrame) -> SentFrame:
    """The frame for other machines."""
    by_hand = {f"{_DOCS}/{name}": data for name, data in frame.by_hand.items()}
    root = read_tree(frame.root) if frame.root else {}
    return SentFrame(frame, {**frame.inputs.settings.files, **by_hand}, root)


def make_elsewhere(sent: SentFrame, task: PartTask) -> SentResult:
    """What `make_part` makes, in a folder that has only the files that were sent."""
    with tempfile.TemporaryDirectory(prefix="briefsite-") as name:
        folder = Path(name).resolve()
        above = max(file.split("/").count("..") for file in sent.files)  # mkdocs.yml may inherit from files out there
        project = folder.joinpath("project", *map(str, range(above)))
        write_tree(project, sent.files)
        for variable, value in sent.frame.inputs.settings.environment.items():
            os.environ.pop(variable, None)
            if value is not None:
                os.environ[variable] = value
        (project / _DOCS / "templates").mkdir(parents=True, exist_ok=True)  # mkdocs.yml may name it
        write_tree(folder / "root", sent.root)
        frame = replace(
            sent.frame,
            config=project / SETTINGS,
            templates=_templates(),
            scratch=folder / "scratch",
            caches=None,
            inputs=replace(sent.frame.inputs, root=project),
            root=folder / "root" if sent.frame.root else None,
            documents=folder / "documents" if sent.frame.documents else None,
        )
        result = make_part(frame, task)
        return SentResult(result, tuple(read_tree(part.folder) for part in result.parts))


def _arrived(sent: SentResult, folder: Path) -> PartResult:
    parts = []
    for number, (part, files) in enumerate(zip(sent.result.parts, sent.files, strict=True)):
        write_tree(folder / str(number), files)
        parts.append(replace(part, folder=folder / str(number)))
    return replace(sent.result, parts=tuple(parts))


@cache
def _templates() -> Templates:
    """The compiled templates of this process, for all tasks."""
    return Templates(Path(tempfile.mkdtemp(prefix="briefsite-templates-")))
