"""The model of an edition in files that are small enough for every program that reads them.

A small edition is one file, `paragraphs.json`. Of a large one, that file has no text and lists the others: one for each
page, with the notes that the page cites, then the works and the corrections. What is too large for one file is in
several, whose names count on: `paragraphs/china.json`, `paragraphs/china.2.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeVar

from msgspec.structs import replace

from briefsite.documents.model_file import EditionModel, ModelPassage, ModelStretch, edition_model, model_as_json
from briefsite.reading.publication import Publication

_Item = TypeVar("_Item")

#: The first file, and the folder of the others.
MODEL: Final = "paragraphs.json"
_FOLDER: Final = "paragraphs"
#: How many bytes a file for programs has at most, except where a single passage has more.
LARGEST: Final = 1_000_000


def model_files(
    publication: Publication, site_url: str, schema: str = "", largest: int = LARGEST
) -> Mapping[str, bytes]:
    """The files of the model by their paths in the edition. `schema` is the URL of their schema."""
    model = replace(edition_model(publication, site_url), schema=schema)
    whole = model_as_json(model)
    if len(whole) <= largest:
        return {MODEL: whole}
    bare = replace(model, text=(), notes=(), works=(), corrections=(), versions=())
    files: dict[str, bytes] = {}

    def put(name: str, make: Callable[[Sequence[_Item]], EditionModel], items: Sequence[_Item]) -> None:
        for number, data in enumerate(_fitting(make, items, largest), 1):
            files[f"{_FOLDER}/{name}{f'.{number}' if number > 1 else ''}.json"] = data

    for leaf in publication.outline.leaves:
        own = [
            (stretch, passage) for stretch in model.text if stretch.page == leaf.at.path for passage in stretch.passages
        ]
        put(leaf.at.stem, lambda items: replace(bare, **_of_text(model, items)), own)
    lost = [note for note in model.notes if not note.cited_in]
    # No page can have these names: they are those of standing pages.
    put("bibliography", lambda works: replace(bare, works=tuple(works)), model.works)
    put("bibliography.notes", lambda notes: replace(bare, notes=tuple(notes)), lost)
    put("about.corrections", lambda those: replace(bare, corrections=tuple(those)), model.corrections)
    return {MODEL: model_as_json(replace(bare, versions=model.versions, parts=tuple(files))), **files}


def _of_text(model: EditionModel, items: Sequence[tuple[ModelStretch, ModelPassage]]) -> dict[str, object]:
    """The fields of a file with some of the passages, each given with its stretch."""
    stretches = [
        replace(stretch, passages=tuple(passage for _, passage in those))
        for stretch, those in groupby(items, lambda item: item[0])
    ]
    cited = {note for _, passage in items for one in (passage, *passage.items) for note in one.notes}
    return {"text": tuple(stretches), "notes": tuple(note for note in model.notes if note.address in cited)}


def _fitting(make: Callable[[Sequence[_Item]], EditionModel], items: Sequence[_Item], largest: int) -> Iterator[bytes]:
    """The files for `items`, halved until each is small enough; none for no items."""
    if not items:
        return
    data = model_as_json(make(items))
    if len(data) <= largest or len(items) == 1:
        yield data
        return
    half = len(items) // 2
    yield from _fitting(make, items[:half], largest)
    yield from _fitting(make, items[half:], largest)
