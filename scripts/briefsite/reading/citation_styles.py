"""The citation styles of an edition: those of the program, and CSL files that edition.yml names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from briefsite.edition.model import Edition
from briefsite.problems.collector import Problems
from briefsite.works.csl_file import style_of_file
from briefsite.works.references import why_refused
from briefsite.works.style import Style
from briefsite.works.styles import STYLES
from briefsite.works.work import Date, Name, Work
from briefsite.yaml_files.located import Located

#: A work with which a style is tried out.
_SAMPLE: Final = Work(
    "sample",
    "book",
    "A Title",
    authors=(Name("Family", "Given"),),
    date=Date(2001),
    publisher="Publisher",
    publisher_place="Place",
)


def citation_styles(
    files: Mapping[str, bytes], edition: Edition, located: Located, cache: Path | None, problems: Problems
) -> tuple[Style, ...]:
    """All styles, in the order of menus: those of the program first.

    `files` are those of the edition by their names, `cache` is the folder of cached references or None. Problems: B09
    for a file that isn't there, or that the citation engine doesn't accept.
    """
    styles = [*STYLES]
    for index, name in enumerate(edition.citation_styles):
        reason, help_ = "", "take a file from https://github.com/citation-style-language/styles"
        if name not in files:
            reason, help_ = "the file does not exist", "put the file next to edition.yml"
        else:
            try:
                style = style_of_file(name, files[name])
            except ValueError as error:
                reason = str(error)
            else:
                if style.cli in {"address", *(known.cli for known in styles), *(known.id for known in styles)}:
                    reason, help_ = f'there is a style with the name "{style.cli}"', "give the file another name"
                else:
                    said = why_refused(style, _SAMPLE, cache)
                    reason = f"the citation engine rejects it: {said}" if said else ""
                    styles += [] if reason else [style]
        if reason:
            message = f"the citation style {problems.path(name)} cannot be used: {reason}"
            problems.error(located.place("citation_styles", index), "B09", message, help_, subject=name)
    return tuple(styles)
