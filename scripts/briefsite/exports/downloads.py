"""Files for reference managers: every page and the whole bibliography, in every format.

They are in docs/cite/. `site.generated` recognizes the files of a build there by these names:

    cite/bibliography.bib …               all works of the bibliography, in every format
    cite/index.bib …                      the brief, as this edition has it
    cite/index-original.bib …             the brief as it was published, without this edition
    cite/china-dependence.bib …           the brief, with the paragraphs of the page and its address
    cite/china-dependence-works.bib …     the works that the notes of that page cite
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.exports.citable import citables
from briefsite.exports.cited_work import original
from briefsite.exports.formats import FORMATS
from briefsite.exports.page_data import FOLDER, ORIGINAL, addressed
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.works.order import sort_key
from briefsite.works.work import Work

#: The name of the files with all works of the bibliography.
BIBLIOGRAPHY_FILES: Final = BIBLIOGRAPHY_PAGE.name


def download_files(publication: Publication, site_url: str) -> Mapping[str, bytes]:
    """The contents of every file, in UTF-8, by its path in docs/. The same edition gives the same bytes."""
    found: dict[str, bytes] = dict(_forms(BIBLIOGRAPHY_FILES, works_in_order(publication)))
    for citable in citables(publication, site_url).values():
        if citable.path != BIBLIOGRAPHY_PAGE.path:  # its files hold the works, see above
            found |= _forms(citable.name, [addressed(citable.located, site_url)])
    found |= _forms(ORIGINAL, [original(publication).work])
    for leaf in publication.outline.leaves:
        if cited := works_on(publication, leaf.paragraphs):
            found |= _forms(works_file(leaf), cited)
    return dict(sorted(found.items()))


def works_in_order(publication: Publication) -> Sequence[Work]:
    """All works of the bibliography, sorted by `sort_key`."""
    return _in_order(publication, publication.bibliography.works)


def works_file(leaf: Leaf) -> str:
    """The name of the files with the works that the notes of a page cite, if they cite any."""
    return f"{leaf.at.name}-works"


def works_on(publication: Publication, paragraphs: Sequence[int]) -> tuple[Work, ...]:
    """The works that the notes of these paragraphs (indexes) cite, sorted by `sort_key`."""
    addresses = {citation.note for paragraph in paragraphs for citation in publication.citations_in[paragraph]}
    notes = (publication.note[address] for address in addresses)
    works = {cited.key: publication.bibliography[cited.key] for note in notes for cited in note.works}
    return tuple(_in_order(publication, works.values()))


def _in_order(publication: Publication, works: Iterable[Work]) -> list[Work]:
    return sorted(works, key=lambda work: sort_key(work, publication.edition.work.language))


def _forms(name: str, works: Sequence[Work]) -> Iterator[tuple[str, bytes]]:
    yield from ((f"{FOLDER}/{name}.{form.ending}", form.write(works).encode()) for form in FORMATS)
