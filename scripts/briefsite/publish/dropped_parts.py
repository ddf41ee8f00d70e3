"""Parts of an edition that `drop` takes out by their names: the citations of a work, a name, a section."""

from __future__ import annotations

from dataclasses import replace

from briefsite.edition.model import Edition
from briefsite.problems.problem import Removal
from briefsite.reading.cited_works import without_work


def named_part(edition: Edition, file: str, name: str) -> Removal:
    """What goes out of edition.yml (`file`, as shown) for a work, by its key, a name, or the id of a section.

    A removal without paths if nothing has that name. Its `says` has a line for each part.
    """
    removal = without_work(edition, name)
    if removal.paths:
        return replace(removal, says=tuple(f"{file}: {line}" for line in removal.says))
    for number, entry in enumerate(edition.names):
        if name in {entry.name, *entry.aliases}:
            return Removal((("names", number),), says=(f'{file}: the name "{entry.name}"',))
    section = name.rpartition("#")[2]
    for number, page in enumerate(edition.pages):
        for index, own in enumerate(page.sections):
            if own.id == section:
                says = f'{file}: the section "{own.title}" of the page "{page.title}", whose text stays'
                return Removal((("pages", number, "sections", index),), says=(says,))
    return Removal(())
