"""`works --review`: the works that were only proposed, and what an editor answers about each.

Every answer is on the disk before the next question. The bibliography is appended to, citations.jsonl as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.entries import entries, entry_key
from briefsite.citations.recognize import recognize_citations
from briefsite.exports.biblatex_file import biblatex
from briefsite.file_names import CITATIONS
from briefsite.problems.collector import Problems
from briefsite.problems.problem import fatal
from briefsite.publish.recognized_works import appended
from briefsite.reading.citation_review import ReviewLine, note_words, read_review
from briefsite.reading.publication import Publication
from briefsite.site.inputs import Inputs
from briefsite.storage.file_reading import read_file
from briefsite.storage.project import exclusive
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import Replacement
from briefsite.words import squeezed
from briefsite.works.bibliography import read_bibliography
from briefsite.works.name_lists import read_names
from briefsite.works.work import Date, Work


@dataclass(frozen=True, slots=True)
class ProposedWork:
    """A work to ask about: the labels of its notes, the author's words, the proposal, and why it isn't certain."""

    labels: tuple[str, ...]
    words: str
    work: Work
    because: str


def works_to_review(publication: Publication, files: Mapping[str, bytes]) -> Sequence[ProposedWork]:
    """The works of an edition without an answer, in the order of the notes.

    Those that are recognized now come with the proposals of citations.jsonl whose words the notes still have.
    """
    review = read_review(files, Problems())
    texts = {note.label: note_words(note) for note in publication.notes if note.text}
    recognized = recognize_citations(publication, review)
    found = {squeezed(one.words): (one.work, one.because) for one in recognized.works if not one.certain}
    keys = {work.key for work in (*publication.bibliography.works, *publication.bibliography.proposed)}
    for line in review.waiting:
        works = read_bibliography(CITATIONS, line.entry, None, Problems()).works
        if squeezed(line.words) not in found and works:
            found[squeezed(line.words)] = (works[0], line.because)
    asked = []
    for words, (work, because) in found.items():
        labels = tuple(label for label, text in texts.items() if words in text)
        if labels:
            asked.append(ProposedWork(labels, words, work, because))
    order = {label: number for number, label in enumerate(texts)}
    in_order = sorted(asked, key=lambda one: order[one.labels[0]])
    return [replace(one, work=_keyed(one.work, keys)) for one in in_order]


def _keyed(work: Work, taken: set[str]) -> Work:
    """The work with a key that no other has, which is then taken."""
    key = work.key if work.key not in taken else entry_key(FullCitation("", "misc", title=work.title), taken)
    taken.add(key)
    return replace(work, key=key)


def keep_answer(inputs: Inputs, folder: str, publication: Publication, words: str, work: Work | None) -> str:
    """Writes an answer: the work that the words cite, or None for none. Gives a line about what was written.

    The files are read anew, so that nothing is lost that was written since the questions began.
    """
    root, name = inputs.root / folder, publication.edition.bibliography
    with exclusive(inputs.root) as scratch:
        before = {path: read_file(path) if path.exists() else b"" for path in (root / name, root / CITATIONS)}
        if work is None:
            line, made = ReviewLine(words, "none"), dict[str, bytes]()
        else:
            present = read_bibliography(name, before[root / name].decode("utf-8", "replace"), None, Problems()).works
            work = _keyed(work, {each.key for each in present})
            line = ReviewLine(words, "accepted", key=work.key)
            text = "\n".join(entries([work], [words]))
            made = {name: appended(before[root / name], text.encode(), b"\n")}
        made[CITATIONS] = appended(before[root / CITATIONS], line.line)
        changed = {root / each: data for each, data in made.items()}
        replace_together(inputs.root, Replacement(changed), scratch, "answer about a work")
    return f"{folder}/{name}: {work.key} added" if work is not None else "noted: no citation"


#: The fields that an editor can correct, with the texts of a work that they are.
_TEXTS: Final = {
    "title": "title",
    "container": "container",
    "place": "publisher_place",
    "publisher": "publisher",
    "volume": "volume",
    "number": "issue",
    "pages": "pages",
    "url": "url",
    "doi": "doi",
}
_KINDS: Final = ("book", "article", "chapter", "thesis", "report", "newspaper", "online", "document")


def shown_fields(work: Work) -> Iterator[str]:
    """The fields of a work, one in a line, as `with_field` reads them."""
    yield f"type = {work.type}"
    for name, names in (("author", work.authors), ("editor", work.editors)):
        if names:
            yield f"{name} = {' and '.join(map(str, names))}"
    for name, attribute in _TEXTS.items():
        if value := getattr(work, attribute):
            yield f"{name} = {value}"
    if work.date and work.date.year:
        yield f"year = {work.date.year}"


def with_field(work: Work, line: str) -> Work:
    """A work with a field changed: "title = Rivers", "year =" for none. ValueError says what is wrong with the line."""
    name, equals, value = (part.strip() for part in line.partition("="))
    if not equals:
        raise ValueError("write   field = value")
    if name in _TEXTS:
        changes: dict[str, Any] = {_TEXTS[name]: value, "markup": ()}
        return _readable(replace(work, **changes))
    match name:
        case "author" | "editor":
            named: dict[str, Any] = {f"{name}s": tuple(read_names(value).names) if value else ()}
            return _readable(replace(work, **named))
        case "year" if not value or (value.isascii() and value.isdecimal() and 0 < int(value) < 2100):  # noqa: PLR2004
            return replace(work, date=Date(int(value)) if value else None)
        case "type":
            for kind in _KINDS:
                if kind == value:
                    return replace(work, type=kind)
            raise ValueError(f"type is one of {', '.join(_KINDS)}")
    raise ValueError(f"{name} = {value}: the fields are type, author, editor, year, {', '.join(_TEXTS)}")


def _readable(work: Work) -> Work:
    """The work, if its entry can be read back. ValueError if not."""
    problems = Problems()
    works = read_bibliography(CITATIONS, biblatex([work]), None, problems).works
    if fatal(problems) or len(works) != 1:
        raise ValueError(next((str(problem.message) for problem in problems), "this cannot be an entry"))
    return work
