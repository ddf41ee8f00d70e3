"""The checks of the built site that every build makes, above all of three promises.

1. `words_kept`: nothing lost, nothing added. The words on the themed pages are the words of the emended source, each
   once, in order; those of its notes are in the list of notes of the page that cites each note first.
2. `addresses_kept`: every address ever published is in the built site, once.
3. `notes_resolved`: every marker leads to its note, and every note to all works that it cites.

They compare the pages as a browser gets them with the source before it was cut into paragraphs, so that a fault in
anything between the two (rules, pages, Markdown, templates) is found.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.reading.publication import Publication
from briefsite.reading.typography import is_typeset
from briefsite.rendering.built_site import BuiltPage, BuiltSite
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.writing.quotation_marks import NO_BREAK, PRINTED, STRAIGHT
from briefsite.writing.segmentation import PRINTED_WORD, TYPESET_WORD, is_square_mark

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: What the theme puts behind each heading.
_PERMALINK = "headerlink"
_OURS = "this is an error in the program, not in your text: docs/ and site/ are unchanged; please report it"


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A word of the source: the spellings that a page may show for it, and its offset in the source.

    There are several only where the source breaks a word at line ends: with and without each hyphen.
    """

    spellings: tuple[str, ...]
    offset: int


def source_words(text: Passage, reader: WordReader) -> Iterator[SourceWord]:
    """The words of the emended source, in order, before its lines were made into paragraphs."""
    found = deque(reader.matches(text.text))
    while found:
        match = found.popleft()
        spellings: tuple[str, ...] = (reader.read(match[0]),)
        end, start = match.end(), match.start()
        while found and _broken(spellings[0], text.text[end : found[0].start()], found[0][0]):
            rest = found.popleft()
            spellings = tuple(begin + reader.read(rest[0]) for word in spellings for begin in (word, word[:-1]))
            end = rest.end()
        yield SourceWord(spellings, text.place(start))


def _broken(word: str, between: str, rest: str) -> bool:
    """Whether a word that ends with a hyphen continues in the next line."""
    return "\n" in between and re.search(r"\w-$", word) is not None and re.match(r"\w", rest) is not None


@dataclass(frozen=True, slots=True)
class WordReader:
    """How words of a page and of the source are read, to be compared.

    Where the edition has a rule of typography (`typeset`), all quotation marks are read as one, and the no-break spaces
    within them as nothing: the rule may change the marks of a word, and nothing else.
    """

    typeset: bool = False

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """The words of a text, with their places."""
        return (TYPESET_WORD if self.typeset else PRINTED_WORD).finditer(text)

    def words(self, text: str) -> list[str]:
        """The words of a text, as they are compared."""
        return [self.read(match[0]) for match in self.matches(text)]

    def read(self, word: str) -> str:
        """A word as it is compared."""
        return word.translate(_AS_ONE) if self.typeset else word


#: Each quotation mark that a rule of typography replaces or puts in, and the spaces within it.
_AS_ONE: Final = {**dict.fromkeys(map(ord, STRAIGHT + PRINTED), "'"), ord(NO_BREAK): ""}


def words_kept(source: Source, emended: Passage, publication: Publication, site: BuiltSite, problems: Problems) -> int:
    """Promise 1: the number of words checked. Problem W01 names the first word that differs, and its line."""
    if not _is_whole(source, emended, publication, problems):
        return 0
    reader = _reader(publication)
    shown: list[tuple[str, str]] = []
    for index, paragraph in enumerate(publication.paragraphs):
        url = publication.leaf(index).at.path
        for item in (None, *range(len(paragraph.items))):
            address = publication.addresses.of(index, item)
            where = f"{url}#{address}"
            shown += [(word, where) for word in _shown(site.pages.get(url), address, reader)]
    total = sum(len(list(_all_shown(site.pages[leaf.at.path], reader))) for leaf in publication.outline.leaves)
    wanted = list(source_words(publication.apparatus.text, reader))
    for word, (seen, where) in zip(wanted, shown, strict=False):
        if seen not in word.spellings:
            _complain_of_word(source, word, f'the page has "{seen}" ({where})', problems)
            return len(wanted)
    if len(shown) < len(wanted):
        _complain_of_word(source, wanted[len(shown)], "the pages end before it", problems)
    elif len(shown) > len(wanted):
        extra, where = shown[len(wanted)]
        message = f'after the last word the page has "{extra}" ({where})'
        problems.error(source.place(len(source.text) - 1), "W01", message, _OURS, subject=extra)
    elif total != len(wanted):
        message = f"the pages hold {total} words of the text, the source has {len(wanted)}: a paragraph appears twice"
        problems.error(Place(source.file), "W01", message, _OURS, subject=source.file)
    else:
        return _counted(wanted) + _notes_kept(source, publication, site, problems)
    return len(wanted)


def _counted(words: Sequence[SourceWord]) -> int:
    """How many of them are words: East Asian punctuation is compared by itself, and is none."""
    return sum(not is_square_mark(word.spellings[0]) for word in words)


def _is_whole(source: Source, emended: Passage, publication: Publication, problems: Problems) -> bool:
    """Whether the running text, the notes and their labels, put side by side, are the emended text."""
    parts = "".join(part.passage.text for part in publication.apparatus.parts)
    if parts == emended.text:
        return True
    at = next((n for n, (a, b) in enumerate(zip(parts, emended.text, strict=False)) if a != b), len(parts))
    place = source.place(emended.place(min(at, len(emended))))
    message = "the text is in neither the running text nor the notes from here on"
    problems.error(place, "W01", message, _OURS, subject=source.file)
    return False


def _notes_kept(source: Source, publication: Publication, site: BuiltSite, problems: Problems) -> int:
    """The number of words checked in the source's own notes, each on the page that cites it first. Problem W01."""
    count, reader = 0, _reader(publication)
    own = (note for note in publication.notes if note.text)
    # A printed note without words has none to check.
    worded = (printed for printed in publication.apparatus.notes if printed.passage.text.strip())
    for note, printed in zip(own, worded, strict=True):
        url = publication.home(note).at.path
        wanted = list(source_words(printed.passage, reader))
        node = site.pages[url].tree.css_first(f'li[id="{note.address}"]')
        texts = node.css(f".{Css.NOTE_TEXT}") if node else []
        shown = [word for text in texts for word in reader.words(_authors_words(text))]
        count += _counted(wanted)
        for at, word in enumerate(wanted):
            if at >= len(shown) or shown[at] not in word.spellings:
                seen = f'the page has "{shown[at]}"' if at < len(shown) else "the note ends before it"
                _complain_of_word(source, word, f"{seen} ({url}#{note.address})", problems)
                return count
        if len(shown) > len(wanted):
            extra = shown[len(wanted)]
            message = f'after the last word of note {note.label} the page has "{extra}" ({url}#{note.address})'
            problems.error(source.place(printed.start), "W01", message, _OURS, subject=extra)
            return count
    return count


def _reader(publication: Publication) -> WordReader:
    return WordReader(typeset=is_typeset(publication.edition))


def _shown(page: BuiltPage | None, address: str, reader: WordReader) -> list[str]:
    """The author's words in one paragraph or item of a page."""
    if page is None or page.ids.get(address) != 1:
        return []
    node = page.tree.css_first(f'[id="{address}"]')
    return reader.words(_authors_words(node)) if node else []


def _all_shown(page: BuiltPage, reader: WordReader) -> Iterator[str]:
    for node in page.tree.css(f"article .{Css.PAR}, article .{Css.ITEM}, article .{Css.UNNUMBERED}"):
        yield from reader.words(_authors_words(node))


def _authors_words(node: LexborNode) -> str:
    """The text of a node without the elements of the class `ed`, which are the editors', and the theme's permalinks."""
    if not {Css.ED, _PERMALINK}.isdisjoint((node.attributes.get("class") or "").split()):
        return ""
    return "".join(
        child.text_content or "" if child.is_text_node else _authors_words(child)
        for child in node.iter(include_text=True)
    )


def _complain_of_word(source: Source, word: SourceWord, found: str, problems: Problems) -> None:
    spelling = word.spellings[0]
    message = f'the word "{spelling}" should come here; {found}'
    problems.error(source.place(word.offset, len(spelling)), "W01", message, _OURS, subject=spelling)


def passages_kept(publication: Publication, site: BuiltSite, problems: Problems) -> None:
    """Promise 1 for a version: problem W01 for each passage whose page has other words than the version."""
    reader = _reader(publication)
    for index, paragraph in enumerate(publication.paragraphs):
        url = publication.leaf(index).at.path
        for item, passage in paragraph.passages():
            address = publication.addresses.of(index, item)
            if _shown(site.pages.get(url), address, reader) != reader.words(passage.text):
                message = f"{address} has other words than the version {publication.version}"
                problems.error(Place(PagePath.of(url).built), "W01", message, _OURS, subject=address)


def notes_resolved(publication: Publication, site: BuiltSite, problems: Problems) -> None:
    """Promise 3: problem W02 for every broken link between a marker, its note and the works of the note."""
    bibliography = site.pages.get(BIBLIOGRAPHY_PAGE.path)
    for note in publication.notes:
        for citation in note.citations:
            page = site.pages[publication.leaf(citation.paragraph).at.path]
            marker = page.tree.css_first(f'[id="{citation.address}"] a')
            entry = page.tree.css_first(f'li[id="{note.address}"]')
            says = marker.text(strip=True) if marker else ""
            leads = marker.attributes.get("href") if marker else None
            shown = says.strip("[]") == note.label or says == citation.printed != ""
            if not shown or leads != f"#{note.address}":
                message = f"the marker of note {note.label} is missing or leads elsewhere"
                problems.error(_place(page), "W02", message, _OURS, subject=note.label)
            if entry is None or note.shown not in {entry.attributes.get(name) for name in ("value", "data-sign")}:
                message = f"note {note.label} is not listed, or has another number"
                problems.error(_place(page), "W02", message, _OURS, subject=note.label)
                continue
            if entry.css_first(f'a[href$="#{citation.address}"]') is None:
                message = f"note {note.label} has no link back to {citation.address}"
                problems.error(_place(page), "W02", message, _OURS, subject=note.label)
            for cited in note.works:
                own = publication.work_address(cited.key)
                ways = (f'a[href$="bibliography/{file}#{own}"]' for file in ("", "index.html"))
                if entry.css_first(", ".join(ways)) is None:
                    message = f"note {note.label} does not lead to {cited.key}"
                    problems.error(_place(page), "W02", message, _OURS, subject=cited.key)
        for cited in note.works:
            if bibliography is None or publication.work_address(cited.key) not in bibliography.ids:
                place, message = Place(BIBLIOGRAPHY_PAGE.built), f"{cited.key} is not in the bibliography"
                problems.error(place, "W02", message, _OURS, subject=cited.key)


def _place(page: BuiltPage) -> Place:
    return Place(PagePath.of(page.url).built)


def parts_printed(parts: Collection[str], site: BuiltSite, problems: Problems) -> None:
    """Problem R08 for every built page that still has the placeholder of a part, a comment with its name."""
    help_ = "in the main.html of the site (custom_dir in mkdocs.yml), let parts.html print the content:\n" + _BLOCK
    for page in site.pages.values():
        left = [name for name in page.facts.comments if name in parts]
        if left:
            message = f"the templates print nothing for {', '.join(left[:_NAMED])}"
            message += f" and of {len(left) - _NAMED} more" if len(left) > _NAMED else ""
            problems.error(_place(page), "R08", message, help_, subject=left[0])


_BLOCK: Final = '{% block content %}{% set content %}{{ super() }}{% endset %}{% include "parts.html" %}{% endblock %}'
#: How many of the parts that a page lacks are named.
_NAMED: Final = 3


def addresses_kept(addresses: Sequence[str], site: BuiltSite, problems: Problems) -> None:
    """Promise 2: problem A01 for every one of the `addresses` (`/history/#p3`) that isn't in the built site, once."""
    for address in addresses:
        path, _, fragment = address.partition("#")
        place = Place(PagePath.of(path).built)
        page = site.pages.get(path)
        if page is None:
            problems.error(place, "A01", f"the page {path} was not built", _OURS, subject=address)
        elif fragment and page.ids.get(fragment, 0) != 1:
            times = page.ids.get(fragment, 0)
            message = f"the permalink #{fragment} appears {times} times"
            problems.error(place, "A01", message, _OURS, subject=address)


#: A link that leaves a part of the site: the URL of its page, its words, its target.
LeavingLink = tuple[str, str, str]


def links_lead(site: BuiltSite, problems: Problems) -> tuple[LeavingLink, ...]:
    """Problem A01 for every id that a page has twice, R02 for every link inside the site whose target lacks the id.

    Gives the links to pages and files that `site` does not have: if it is a part, another part may.
    """
    leaving: list[LeavingLink] = []
    for page in site.pages.values():
        file = _file(page.url)
        for name, count in page.ids.items():
            if count > 1 and not name.startswith("__"):
                message = f"the ID {name} appears {count} times"
                problems.error(Place(file), "A01", message, "an ID must be unique on a page", subject=name)
        if file == "404.html":
            continue  # its links are absolute under site_url, which may be a subfolder
        for says, target in page.links:
            if not site.has(target.partition("#")[0]):
                leaving.append((page.url, says, target))
            elif not site.has(target):
                _complain_of_link(page.url, says, target, problems)
    return tuple(leaving)


def links_arrive(links: Iterable[LeavingLink], has: Callable[[str], bool], problems: Problems) -> None:
    """Problem R02 for each of the links that leave their part whose target the site does not have."""
    for url, says, target in links:
        if not has(target):
            _complain_of_link(url, says, target, problems)


def _complain_of_link(url: str, says: str, target: str, problems: Problems) -> None:
    message = f'the link "{says}" leads to {target}, which is not there'
    problems.error(Place(_file(url)), "R02", message, "fix the link", subject=target)


def _file(url: str) -> str:
    return PagePath.of(url).built if url.endswith("/") else url.lstrip("/")
