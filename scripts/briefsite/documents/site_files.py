"""The files that only the built site has: an edition's documents, and its text for programs. None of them is in docs/.

They are made from the model of an edition, as `briefsite export` makes them:

    download/dams.pdf …           the documents (`kinds`); of a version, dams-2026-12-01.pdf
    china.md, china/index.md      the Markdown twin of each page with the text or the notes, twice: programs try both
    paragraphs.json, paragraphs/  the model (`model_parts`)
    llms.txt                      how to quote and cite
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefsite.documents.kinds import DocumentKind, document_path
from briefsite.documents.llms import LLMS, llms_file
from briefsite.documents.markdown_twin import markdown_twins, twin_name
from briefsite.documents.model_parts import LARGEST, model_files
from briefsite.exports.placeholder import is_placeholder
from briefsite.file_names import MODEL_SCHEMA
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication


def text_files(
    publication: Publication, site_url: str, name: str, kinds: Iterable[DocumentKind]
) -> Mapping[str, bytes]:
    """The files for programs, by their paths in the edition, or in the version. `kinds` are those that llms.txt names.

    `site_url` is the address of the edition. Of a site without an address, the links are paths from its root.
    """
    base = f"/{publication.edition_path}/".replace("//", "/") if is_placeholder(site_url) else site_url
    here = publication.place_of("/").url(base)
    schema = PagePath.of(publication.edition.site.path).to(MODEL_SCHEMA).removeprefix("./")
    files = dict(model_files(publication, base, schema))
    for page, parts in markdown_twins(publication, base, LARGEST):
        if page.slug:
            files[f"{page.stem}.md"] = parts[0]
        files |= {f"{page.path[1:]}{twin_name(number)}": data for number, data in enumerate(parts, 1)}
    documents = [(kind.label, f"{here}{document_path(publication, name, kind)}") for kind in kinds]
    return {**files, LLMS: llms_file(publication, base, documents)}


def made_documents(
    publication: Publication, site_url: str, name: str, kinds: Iterable[DocumentKind]
) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The documents of these kinds, by their paths in the edition, and a sentence for each that can't be made.

    See `text_files` for what comes in.
    """
    files: dict[str, bytes] = {}
    refused: list[str] = []
    for kind in kinds:
        try:
            files[document_path(publication, name, kind)] = kind.write(publication, site_url)
        except ValueError as error:
            refused.append(f"There is no {kind.label} file: {error}")
    return files, tuple(refused)
