"""An edition, or one page of it, as clean Markdown (CommonMark), for programs and for people who quote.

Each paragraph begins with its number, which is the link with which it is cited; notes are below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from briefsite.documents.commonmark import commonmark, line_of_commonmark, link_of_commonmark, target_of_commonmark
from briefsite.documents.flow import FlowPassage, FlowStretch, note_passages, page_url, stretches
from briefsite.documents.flow_parts import FlowCorrection, FlowMark, FlowWords
from briefsite.documents.front import Front, front
from briefsite.documents.note_words import locator_in_words, note_name, says_status, status_runs
from briefsite.documents.reference import ReferenceRun, reference_runs, text_of_runs
from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE, FULL_TEXT_PAGE
from briefsite.exports.document_links import TWIN
from briefsite.page_path import PagePath
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.works.addresses import doi_address

#: What a file of a twin has room for besides its blocks: the link to the next.
_ROOM: Final = 2_000


def markdown_file(publication: Publication, site_url: str) -> bytes:
    """The whole edition as a Markdown file, in UTF-8."""
    own = list(stretches(publication, site_url))
    return _file(publication, site_url, own, publication.notes, whole=True)


def markdown_twins(publication: Publication, site_url: str, largest: int) -> Iterator[tuple[PagePath, Sequence[bytes]]]:
    """The twins of the pages with the text or the notes, each as files of at most `largest` bytes, if it can be.

    A page of the text has its paragraphs, and the notes that it cites; the page of the full text has all, the
    bibliography all notes and works. Each file but the last ends with a link to the next (`twin_name`).
    """
    found, way_on = list(stretches(publication, site_url)), publication.strings["document.continued"]
    for leaf in publication.outline.leaves:
        own = [stretch for stretch in found if stretch.leaf is leaf]
        cited = {citation.note for index in leaf.paragraphs for citation in publication.citations_in[index]}
        notes = [note for note in publication.notes if note.address in cited]
        url = page_url(publication, leaf.at.path, site_url)
        yield leaf.at, _parted(_blocks(publication, site_url, own, notes), url, largest, way_on)
    for page, own in ((FULL_TEXT_PAGE, found), (BIBLIOGRAPHY_PAGE, [])):
        blocks = _blocks(publication, site_url, own, publication.notes, whole=True)
        yield page, _parted(blocks, page_url(publication, page.path, site_url), largest, way_on)


def _parted(blocks: Iterable[str], url: str, largest: int, way_on: str) -> Sequence[bytes]:
    """Blocks as files of at most `largest` bytes. `url` is that of the page, `way_on` the link to the next."""
    files: list[list[str]] = [[]]
    size = 0
    for block in blocks:
        length = len(block.encode()) + 2
        if files[-1] and size + length > largest - _ROOM:
            files.append([])
            size = 0
        files[-1].append(block)
        size += length
    for number, blocks_of_file in enumerate(files[:-1], 2):
        blocks_of_file.append(link_of_commonmark(way_on, f"{url}{twin_name(number)}"))
    return [("\n\n".join(each) + "\n").encode() for each in files]


def twin_name(number: int) -> str:
    """The name of a file of a twin in the folder of its page: `index.md`, then `index.2.md`."""
    stem, ending = TWIN.split(".")
    return f"{stem}.{number}.{ending}" if number > 1 else TWIN


def _file(
    publication: Publication, site_url: str, own: Sequence[FlowStretch], notes: Sequence[Note], *, whole: bool = False
) -> bytes:
    return ("\n\n".join(_blocks(publication, site_url, own, notes, whole=whole)) + "\n").encode()


def _blocks(
    publication: Publication, site_url: str, own: Sequence[FlowStretch], notes: Sequence[Note], *, whole: bool = False
) -> Iterator[str]:
    yield from _head(front(publication, site_url))
    for stretch in own:
        yield from _stretch(stretch)
    yield from _notes(publication, site_url, notes)
    if whole:
        yield from _works(publication)


def _head(matter: Front) -> Iterator[str]:
    yield f"# {commonmark(matter.title)}"
    said = [
        *matter.authors,
        matter.published,
        matter.published_at,
        matter.statement,
        matter.url,
        doi_address(matter.doi) if matter.doi else "",
    ]
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
            shown = f"*{shown}*" if em else shown
            link = part.link if isinstance(part, FlowWords) and part.text.strip() else ""
            out.append(f"[{shown}]({target_of_commonmark(link)})" if link else shown)
    return "".join(out)


def _notes(publication: Publication, site_url: str, notes: Sequence[Note]) -> Iterator[str]:
    if notes:
        yield f"## [{commonmark(publication.strings['notes.title'])}]"
    for note in notes:
        url = f"{page_url(publication, publication.home(note).at.path, site_url)}#{note.address}"
        own = [_words(passage) for passage in note_passages(publication, note)]
        status = [f"[{commonmark(text_of_runs(status_runs(publication, note)))}]"] if says_status(note) else []
        works = [
            _reference(publication, cited.key) + commonmark(locator_in_words(publication, cited))
            for cited in note.works
        ]
        comment = [f"[{commonmark(note.comment)}]"] if note.comment else []
        yield " ".join([link_of_commonmark(note_name(publication, note), url), *own, *status, *works, *comment])


def _works(publication: Publication) -> Iterator[str]:
    if publication.bibliography.works:
        yield f"## [{commonmark(publication.strings['page.bibliography'])}]"
        yield "\n".join(f"- {_reference(publication, work.key)}" for work in publication.bibliography.works)


def _reference(publication: Publication, key: str) -> str:
    return "".join(map(_run, reference_runs(publication.reference(key))))


def _run(run: ReferenceRun) -> str:
    if run.url:
        return link_of_commonmark(run.text, run.url)
    text = commonmark(run.text)
    return f"*{text}*" if "em" in run.styles and text.strip() == text else text
