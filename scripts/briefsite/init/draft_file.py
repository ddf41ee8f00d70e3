"""The file of a first edition: an edition.yml as a person would begin one, with a comment on each part."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefsite.edition.model import StatedForm
from briefsite.init.chapters import Chapter
from briefsite.init.title_page import TitlePage
from briefsite.intake.document import CitedPlace
from briefsite.problems.problem import Fix
from briefsite.scalar import quoted
from briefsite.source.typewriting import Convention


@dataclass(frozen=True, slots=True)
class CitingNote:
    """A note of a document that cites works: its label, its first words if others have that, too, and the places."""

    label: str
    start: str
    places: tuple[CitedPlace, ...]


@dataclass
class Draft:
    """What a first edition will state. It grows while the text is examined.

    `certain` are emendations that no editor has to look at. `licence` are the first
    words of a library's licence. `unread`: the notes are left to the editors. `document` is the file from which the
    text was derived, if it was, `citing` its notes that cite works.
    """

    file: str
    encoding: str
    sha256: str
    title: str
    work: TitlePage
    today: datetime.date
    path: str
    certain: list[Fix] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    emendations: list[Fix] = field(default_factory=list)
    conventions: list[Convention] = field(default_factory=list)
    splits: list[str] = field(default_factory=list)
    note_forms: list[StatedForm] = field(default_factory=list)
    note_ends: list[str] = field(default_factory=list)
    direction_signs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pages: list[Chapter] = field(default_factory=list)
    licence: str = ""
    unread: bool = False
    document: str = ""
    citing: tuple[CitingNote, ...] = ()

    @property
    def size(self) -> int:
        """The number of emendations, ends of notes and notes, which grows with each correction."""
        return len(self.emendations) + len(self.note_ends) + len(self.notes)


def edition_text(draft: Draft, head: str) -> str:
    """The draft as the text of an edition.yml. JSON is YAML, and quotes everything that needs it."""
    return "\n".join([*filter(None, [head]), *_work(draft), *_source(draft), *_notes(draft), *_pages(draft), ""])


def _work(draft: Draft) -> Iterator[str]:
    work = draft.work
    yield "# The work that is edited. Fill in what is empty, or delete the line to leave it out of pages and citations."
    yield "work:"
    yield f"  title: {quoted(draft.title)}"
    if work.authors:
        yield f"  authors: [{', '.join(map(quoted, work.authors))}]"
    place = f", place: {quoted(work.place)}" if work.place else ""
    yield f"  publisher: {{name: {quoted(work.publisher)}{place}}}"
    yield f"  date: {number_in_yaml(work.date)}"
    yield f"  language: {_plain(work.language)}"
    yield '  rights: ""'
    yield ""
    yield "# The edition on the site: its title, and a line for search engines."
    yield "site:"
    yield f"  title: {quoted(draft.title)}"
    yield f"  description: {quoted(f'An annotated edition of {draft.title}.')}"
    if draft.path:
        yield f"  path: {_plain(draft.path)}"
    yield ""


def _plain(word: str) -> str:
    """A word in small letters as YAML: between quotes only if YAML takes it for something else ("no", Norwegian)."""
    return quoted(word) if word in {"n", "no", "null", "off", "on", "true", "false", "y", "yes"} else word


def _source(draft: Draft) -> Iterator[str]:
    if draft.document:
        yield f"# The text as derived from {draft.document}; structure.jsonl says what each of its blocks is."
        yield "# Never change either file; add corrections under emendations."
    else:
        yield "# The text as received. Never change the file; add corrections under emendations."
    yield "source:"
    yield f"  file: {quoted(draft.file)}"
    yield f"  encoding: {draft.encoding}"
    yield f"  received: {{date: {draft.today}, sha256: {quoted(draft.sha256)}}}"
    yield ""
    if draft.conventions:
        yield "# Conventions of typed text that are shown as in print."
        yield f"conventions: {{{', '.join(f'{name}: true' for name in draft.conventions)}}}"
        yield ""
    if draft.direction_signs:
        yield "# Invisible characters that change the direction of writing, and that the text has."
        yield f"direction_signs: [{', '.join(draft.direction_signs)}]"
        yield ""
    if draft.furniture:
        yield "# Page headers and page numbers, with # for a number. They are removed only where a page ends."
        yield "furniture:"
        yield from (f"  - {quoted(form)}" for form in draft.furniture)
        yield ""
    if draft.splits:
        yield "# Words that begin a paragraph where the layout doesn't show it."
        yield "splits:"
        yield from (f"  - {quoted(words)}" for words in draft.splits)
        yield ""
    if draft.certain or draft.emendations:
        yield "# Proposed by `briefsite init`: delete   proposed: true   if you agree, or the line if you don't."
        yield "emendations:"
        yield from (f"  - {fix.entry}" for fix in draft.certain)
        yield from (f"  - {fix.proposal}" for fix in draft.emendations)
        yield ""


def _notes(draft: Draft) -> Iterator[str]:
    if draft.unread:
        yield "# What looks like a note or a note number is left in the text. Delete this line to be asked about each."
        yield "note_blocks: {read: no}"
        yield ""
        return
    if draft.note_forms:
        yield "# The form of the note numbers, which other texts use for something else."
        yield f"note_forms: [{', '.join(draft.note_forms)}]"
        yield ""
    if draft.note_ends:
        yield "# First words where a list of notes ends, or of text that only looks like a note."
        yield "note_blocks:"
        yield "  end:"
        yield from (f"    - {quoted(words)}" for words in draft.note_ends)
        yield ""
    if draft.citing:
        yield "# The works that the notes of the document cite, as its reference manager has them."
        yield "notes:"
        yield from map(citing_entry, draft.citing)
        yield ""
    if draft.notes:
        yield "# Note numbers in the text whose notes are missing. List the works that they cite."
        yield "notes:"
        for label in sorted(draft.notes, key=lambda label: label.zfill(4)):
            yield f'  - {{number: {number_in_yaml(label)}, status: unidentified, comment: "Not looked for yet."}}'
        yield ""


def citing_entry(note: CitingNote) -> str:
    """The line of edition.yml for a note that cites works."""
    works = ", ".join(
        f"{{key: {quoted(place.id)}, locator: {quoted(place.locator)}}}" if place.locator else quoted(place.id)
        for place in note.places
    )
    start = f", from: {quoted(note.start)}" if note.start else ""
    return f"  - {{number: {number_in_yaml(note.label)}{start}, status: author, works: [{works}]}}"


def number_in_yaml(label: str) -> str:
    """A label or year as YAML: a number, or anything else as text."""
    return label if re.fullmatch("[1-9][0-9]*", label, re.ASCII) else quoted(label)


def _pages(draft: Draft) -> Iterator[str]:
    yield "# The pages, in order. Each ends where the next begins. Add a one-sentence summary of each."
    yield "pages:"
    for page in draft.pages or [Chapter("/", "Overview", "…", 0, ())]:
        yield f"  - slug: {_plain(page.slug)}"
        yield f"    title: {quoted(page.title)}"
        yield f"    from: {quoted(page.start)}"
        yield '    summary: ""'
        if page.sections:
            yield "    sections:"
            for id_, title, start in page.sections:
                yield f"      - {{id: {_plain(id_)}, title: {quoted(title)}, from: {quoted(start)}}}"
