"""An edition, or one page of it, as clean Markdown (CommonMark), for programs and for people who quote.

Each paragraph begins with its number, which is the link with which it is cited; notes are below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.documents.commonmark import commonmark, line_of_commonmark, link_of_commonmark
from briefsite.documents.flow import (
    FlowCorrection,
    FlowMark,
    FlowPassage,
    FlowStretch,
    FlowWords,
    note_passages,
    page_url,
    stretches,
)
from briefsite.documents.front import Front, front
from briefsite.documents.reference import ReferenceRun, reference_runs
from briefsite.reading.note import Note
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication


def markdown_file(publication: Publication, site_url: str) -> bytes:
    """The whole edition as a Markdown file, in UTF-8."""
    own = list(stretches(publication, site_url))
    return _file(publication, site_url, own, publication.notes, whole=True)


def markdown_twin(publication: Publication, site_url: str, leaf: Leaf) -> bytes:
    """The twin of a page: its paragraphs, and the notes that it cites."""
    own = [stretch for stretch in stretches(publication, site_url) if stretch.leaf is leaf]
    cited = {citation.note for index in leaf.paragraphs for citation in publication.citations_in[index]}
    return _file(publication, site_url, own, [note for note in publication.notes if note.address in cited])


def _file(
    publication: Publication, site_url: str, own: Sequence[FlowStretch], notes: Sequence[Note], *, whole: bool = False
) -> bytes:
    blocks = [
        *_head(front(publication, site_url)),
        *(block for stretch in own for block in _stretch(stretch)),
        *_notes(publication, site_url, notes),
        *(_works(publication) if whole else ()),
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def _head(matter: Front) -> Iterator[str]:
    yield f"# {commonmark(matter.title)}"
    said = [*matter.authors, matter.published, matter.published_at, matter.statement, matter.url]
    yield "  \n".join(line_of_commonmark(part) for part in said if part)


def _stretch(stretch: FlowStretch) -> Iterator[str]:
    if not stretch.headed:
        yield f"## [{commonmark(stretch.title)}]"
    for block in stretch.blocks:
        page = block.url.partition("#")[0]
        yield _passage(block.body, page)
        if block.items:
            yield "\n".join(f"- {_passage(item, page)}" for item in block.items)


def _passage(passage: FlowPassage, page: str) -> str:
    if not passage.number:
        return _words(passage, begins=True)
    return f"{link_of_commonmark(passage.number, f'{page}#{passage.address}')} {_words(passage)}"


def _words(passage: FlowPassage, *, begins: bool = False) -> str:
    """The words of a passage. `begins`: nothing is before them on their line."""
    out: list[str] = []
    for part in passage.parts:
        if isinstance(part, FlowMark):
            out.append(commonmark(part.text))
        elif isinstance(part, FlowWords | FlowCorrection) and part.text:
            first, *others = part.text.split("\n")
            new = out[-1].endswith("\n") if out else begins
            shown = "  \n".join([(line_of_commonmark if new else commonmark)(first), *map(line_of_commonmark, others)])
            em = isinstance(part, FlowWords) and part.em and shown.strip() == shown
            out.append(f"*{shown}*" if em else shown)
    return "".join(out)


def _notes(publication: Publication, site_url: str, notes: Sequence[Note]) -> Iterator[str]:
    if notes:
        yield "## [Notes]"
    for note in notes:
        url = f"{page_url(publication, publication.home(note).at.path, site_url)}#{note.address}"
        own = [_words(passage) for passage in note_passages(publication, note)]
        status = [] if own and note.status == "author" else [f"[{publication.strings[f'status.{note.status}']}.]"]
        works = [
            f"{_reference(publication, cited.key)}{f' {commonmark(cited.locator)}.' if cited.locator else ''}"
            for cited in note.works
        ]
        comment = [f"[{commonmark(note.comment)}]"] if note.comment else []
        yield " ".join([link_of_commonmark(f"Note {note.label}", url), *own, *status, *works, *comment])


def _works(publication: Publication) -> Iterator[str]:
    if publication.bibliography.works:
        yield "## [Bibliography]"
        yield "\n".join(f"- {_reference(publication, work.key)}" for work in publication.bibliography.works)


def _reference(publication: Publication, key: str) -> str:
    return "".join(map(_run, reference_runs(publication.reference(key))))


def _run(run: ReferenceRun) -> str:
    if run.url:
        return link_of_commonmark(run.text, run.url)
    text = commonmark(run.text)
    return f"*{text}*" if "em" in run.styles and text.strip() == text else text
