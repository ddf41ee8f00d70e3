"""The title page: what the first lines of a text say about the work, as far as they do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefsite.citations.publishing_places import is_publishing_place
from briefsite.init.language import guessed_language, named_language
from briefsite.init.library_header import library_header, published_in
from briefsite.init.title_dates import date_of_line
from briefsite.paragraphs.title_lines import is_name
from briefsite.source.direction_signs import without_signs
from briefsite.source.furniture_forms import is_separator, number_at_edge
from briefsite.source.page_breaks import page_furniture
from briefsite.source.sentence import ends_sentence
from briefsite.source.source import Source, printable
from briefsite.words import squeezed
from briefsite.writing.book_words import book_pattern
from briefsite.writing.capitals import cased
from briefsite.writing.headings import is_numbered_heading
from briefsite.writing.roman import roman_year
from briefsite.writing.sentence_end import is_unmarked

#: The most characters of a title, and of a name; the lines in which they are looked for.
_TITLE: Final = 90
_NAME: Final = 60
_LINES: Final = 60
#: The most lines of a title with what it says below it. A rule below a title.
_BLOCK: Final = 5
_RULE: Final = re.compile(r"([=*~^#-])\1{2,}")
#: Letters of an honor or a degree after a name, which would be taken for a given name: ", C.B.", ", M.A., F.R.S.".
_LETTERS: Final = re.compile(r"(?:,\s*(?:[A-Z][A-Za-z]{0,3}\.\s?)+)+$")
#: What is before the author. Most of these words have other uses: they count only where they are alone on a line.
_BY: Final = re.compile(rf"(?:by|von|par|por|yazan)(?:\s+\S|$)|(?:{book_pattern('by')})$", re.IGNORECASE)
#: What more languages have before a name that has two words or more.
_BEFORE_NAME: Final = re.compile(r"^(?:di|door|av|af)\s+(?=\S+\s+\S)", re.IGNORECASE)
#: What looks like a name, between the title and the date, and is none.
_WORDS_OF_TITLE_PAGES: Final = frozenset(
    (
        *("first edition", "second edition", "third edition", "new edition", "revised edition", "zweite auflage"),
        *("seconde édition", "nouvelle édition", "segunda edición", "working paper", "final report", "annual report"),
    )
)
_FIRST_YEAR: Final = 1400
_YEAR: Final = r"(1[4-9][0-9]{2}|20[0-9]{2})"
#: Lines of a title page that date the work, the surest first: "FIRST PUBLISHED IN 1887"; "1887"; "LONDON, 1887".
_DATED: Final = (
    re.compile(rf"(?:.*\b)?first\s+(?:published|printed|edition)\W*(?:in\s+)?(?:[a-z]+\s+)?{_YEAR}\W*", re.IGNORECASE),
    re.compile(rf"\W*{_YEAR}\W*"),
    re.compile(rf"(?:published|printed|copyright|©).{{0,40}}?{_YEAR}\W*(?:by\b.{{0,60}})?", re.IGNORECASE),
    re.compile(rf"[^\W\d].{{0,60}},\s*{_YEAR}\W*"),
    re.compile(rf"[^\W\d_a-z]\w+(?:[ -][^\W\d_a-z]\w+)?\s+{_YEAR}\W*"),
)
_ANYWHERE: Final = _DATED[:1]
#: A sentence on a title page has at most so many words.
_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What the first lines of a text state: what they don't is empty.

    `begin` is the line with which the author's text begins, `end` the first after it (None for the end of the file),
    both counted from 0: a library's header and licence are outside. `why` is the reason for the language, in words.
    `others` are people who aren't authors ("translator: Ann Hill"), for whom an edition has no place.
    """

    title: str
    authors: tuple[str, ...]
    date: str
    language: str
    why: str
    publisher: str = ""
    place: str = ""
    begin: int = 0
    end: int | None = None
    others: tuple[str, ...] = ()


def title_page(source: Source) -> TitlePage:
    """The title page of a text, or the header that a library put before it."""
    header = library_header([without_signs(line) for line in source.lines])
    begin, end = (header.begin, header.end) if header else (0, None)
    lines, head = _without_furniture([without_signs(printable(line)).strip() for line in source.lines[begin:end]])
    tag, why = "", ""
    if header is not None and (tag := named_language(header.language)):
        why = f"the header of the text says {header.language}"
    if not tag:
        tag, why = guessed_language("\n".join(source.lines[begin:end]))
    title, author = _title(lines, tag) or _title([head], tag), _author(lines, tag)
    date = _date(lines, tag, [*map(str.strip, source.lines[begin:end])])
    if header is None:
        return TitlePage(title, (author,) if author else (), date, tag, why)
    first = published_in(header.publication)
    return TitlePage(
        cased(header.title, tag) or title,
        header.authors or ((author,) if author else ()),
        first.get("date") or date,
        tag,
        why,
        first.get("publisher", ""),
        first.get("place", ""),
        begin,
        end,
        header.others,
    )


def _without_furniture(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """The first lines without what print added to the pages, and the running head with which the text begins."""
    found = page_furniture(lines)
    taken = {number - 1 for one in found for number in one.lines}
    first = next((at for at, line in enumerate(lines) if line and not is_separator(line)), 0)
    edge = number_at_edge(lines[first]) if first in taken else None
    return [line for at, line in enumerate(lines[: _LINES + len(taken)]) if at not in taken][:_LINES], edge[
        1
    ] if edge else ""


def _title(lines: Sequence[str], language: str) -> str:
    """The first line, if it can be a title: those below it, up to an empty one, are a subtitle or state something."""
    begin = next((at for at, line in enumerate(lines) if line), 0)
    end = next((at for at in range(begin, len(lines)) if not lines[at]), len(lines))
    first, *others = lines[begin:end] or [""]
    if others and _RULE.fullmatch(others[0]):
        del others[0]
    # The text may begin right below the date that ends the block of a title.
    dated = next((at for at, line in enumerate(others[:_BLOCK]) if date_of_line(line, language)), None)
    if dated is not None:
        del others[dated + 1 :]
    first = re.sub(r"^#{1,6}\s+", "", first)
    subtitle = len(others) < _BLOCK and all(
        len(line) <= _NAME and (not ends_sentence(line) or date_of_line(line, language)) for line in others
    )
    stands = first.isupper() or first.endswith(":") or any(map(_BY.match, others))
    stands = stands or (dated is not None and is_name(others[dated - 1]) and dated > 0)
    ends = (ends_sentence(first) and not is_unmarked(first) and not first.endswith(":")) or first.endswith((",", ";"))
    heading = len(first) <= _TITLE and not ends and (not others or (subtitle and stands))
    heading = heading and not date_of_line(first, language)
    return cased(first.rstrip(":"), language) if heading and not is_numbered_heading(first) else ""


def _author(lines: Sequence[str], language: str) -> str:
    """The name after "by" on the same line, or on the line after "by", "von", "par"."""
    words = [line for line in lines if line]
    for line, after in pairwise([*words, ""]):
        if not _BY.match(line):
            continue
        name = re.split(r"\s*[|•·]\s*", squeezed((line.split(maxsplit=1)[1:] or [after])[0]))[0]
        name = _LETTERS.sub("", name)
        if name[:1].isupper() and len(name) <= _NAME and not ends_sentence(name):
            return cased(name, language)
    # A name alone, between a title and a date.
    first = [line for line in lines if line and not _RULE.fullmatch(line)][: _BLOCK - 1]
    dated = next((at for at, line in enumerate(first) if at > 1 and date_of_line(line, language)), 0)
    if not dated or first[dated - 1].casefold() in _WORDS_OF_TITLE_PAGES:
        return ""
    name = _BEFORE_NAME.sub("", first[dated - 1])
    return cased(name, language) if is_name(name) and not is_publishing_place(name) else ""


def _date(lines: Sequence[str], language: str, text: Sequence[str]) -> str:
    """The date of the surest line; `text` are all lines, some of which may date letters or the days of a diary."""
    page = [line for line in lines if line]
    # Below the first sentence, places with years are those of works that are cited.
    prose = next((at for at, line in enumerate(page) if ends_sentence(line) and len(line.split()) > _WORDS), len(page))
    if not any(form.fullmatch(line) for form in _ANYWHERE for line in page if len(line) <= _TITLE) and (
        stated := _stated(page[1:prose], language, text)
    ):
        return stated
    for form in _DATED:
        for line in page if form in _ANYWHERE else page[:prose]:
            if len(line) <= _TITLE and (found := form.fullmatch(line)):
                return found[1]
    return next((str(year) for line in page if (year := roman_year(line)) >= _FIRST_YEAR), "")


def _stated(page: Sequence[str], language: str, text: Sequence[str]) -> str:
    """What the only date below a title says that says more than a year.

    The dates of several letters or days are none of the work. Two years alone may be what a work is about: they date it
    only below its author.
    """
    dates = [(at, found) for at, line in enumerate(page) if (found := date_of_line(line, language))]
    precise = [(at, found) for at, found in dates if not re.fullmatch(_YEAR, found)]
    if len({found for _, found in precise}) != 1 or len(dates) > len(precise):
        return ""
    at, found = precise[0]
    if re.fullmatch(rf"{_YEAR}/{_YEAR}", found) and not any(_BY.match(line) or is_name(line) for line in page[:at]):
        return ""
    others = {date_of_line(line, language) for line in text if len(line) <= _NAME} - {"", found}
    return "" if any(len(other) == len(found) and not re.fullmatch(_YEAR, other) for other in others) else found
