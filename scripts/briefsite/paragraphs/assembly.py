"""From lines to paragraphs: undoes the breaks that print and scan put into a text.

The rules, in the order in which they apply. Each decides of two lines whether the text runs on between them, and each
use of one is a `Decision` that can be listed.

0. `text_lines` gives the kind of each block (lines between empty lines). Headings, breaks, verse and tables run on into
   nothing.
1. A block that is only a marker belongs to the block before it.
2. A block that ends without terminal punctuation runs on into the next, over empty lines and removed page headers,
   unless it ended early and the next begins as a sentence does.
3. Within a block, an indented line begins a paragraph if the line before it ends a sentence.
4. A hyphen at a line end is kept where the word is a compound, dropped where it was a break (`line_ends`).
5. Two or more blocks after a colon that begin with the same word are the items of a list.

`joins`, `splits`, `lists` and `hyphens` of edition.yml override them. In a text with a structure file, none of these
rules is used: each of its blocks is what that says (`structured`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.edition.model import Edition
from briefsite.paragraphs.block import LINED, has_room
from briefsite.paragraphs.heading import begins_upper
from briefsite.paragraphs.line_ends import Chunk, tiled
from briefsite.paragraphs.overrides import ParagraphOverrides
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.paragraphs.structured import with_structure
from briefsite.paragraphs.text_lines import TextInProgress, TextLine, read_lines
from briefsite.problems.collector import Problems
from briefsite.scalar import quoted
from briefsite.source.marker import only_markers, only_near_marker
from briefsite.source.passage import Passage
from briefsite.source.sentence import LONGEST_END, ends_sentence
from briefsite.source.source import Source
from briefsite.words import squeezed
from briefsite.writing.segmentation import first_words
from briefsite.yaml_files.located import Located

#: How many characters the words of a question are taken from, and how many lines it names.
_QUOTED = 120
_SHOWN = 8
#: The most lines of the head of a table.
_HEAD: Final = 3


def assemble(
    source: Source, text: Passage, notes: Sequence[Passage], edition: Edition, located: Located, problems: Problems
) -> Assembly:
    """The paragraphs of the emended `text`, and of the `notes` that were taken out of it.

    The runs of all bodies and items, in order, tile what is read: white space and dropped hyphens are runs that read
    as a blank or as nothing. Problems: P01 and P02, overrides that fit nowhere; P03 blocks that may be
    paragraphs.
    """
    overrides = ParagraphOverrides((text, *notes), edition, located, problems)
    texts = [TextInProgress(source, number, overrides) for number in range(1 + len(notes))]
    paragraphs, *of_notes = (_paragraphs(one) for one in texts)
    overrides.check_hyphens()
    _ask_of_doubtful(texts[0], problems)
    decisions = [decision for one in texts for decision in one.decisions]
    return Assembly(paragraphs, tuple(sorted(decisions, key=lambda d: d.place)), tuple(of_notes))


def _paragraphs(text: TextInProgress) -> tuple[Paragraph, ...]:
    found = tiled(text, _with_lists(text, _chunks(text, read_lines(text))))
    structure = text.source.structure
    return found if structure is None else with_structure(found, text.source, structure)


def _chunks(text: TextInProgress, lines: Sequence[TextLine]) -> list[Chunk]:
    """The lines, grouped: each group becomes a paragraph or a list item."""
    chunks: list[Chunk] = []
    for line in lines:
        if chunks and _runs_on(text, chunks[-1], line):
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _runs_on(text: TextInProgress, chunk: Chunk, line: TextLine) -> bool:
    if line.low in text.splits:
        text.decide(line.low, "begins a paragraph, as edition.yml says")
        return False
    if line.low in text.joins:
        text.decide(line.low, "joined to the block before, as edition.yml says")
        return True
    return _goes_on(text, chunk, line)


def _goes_on(text: TextInProgress, chunk: Chunk, line: TextLine) -> bool:
    if text.source.structure is not None:
        return not line.after_blank
    last = chunk[-1]
    ended = ends_sentence(text.text[max(chunk[0].low, last.high - LONGEST_END) : last.high])
    if not line.after_blank:
        if line.indented and ended and line.kind == "prose":
            text.decide(line.low, "a line that begins with a blank after a sentence begins a paragraph")
            return False
        return True
    words = text.words(line)
    if only_markers(words) or only_near_marker(words):
        text.decide(line.low, "a block that is only a marker belongs to the block before it")
        return True
    if line.kind == last.kind == "contents" or (line.kind == last.kind == "table" and _is_row(text, chunk, line)):
        text.decide(line.low, "belongs to the lines before it")
        return True
    if line.kind != last.kind or line.kind in {"heading", "break", "list", *LINED}:
        return False
    bracketed = _is_bracketed(text.text, chunk[0].low, last.high)
    fed = "\f" in text.text[last.high : line.low]
    if not ended and (bracketed or not _is_apart(text, text.words(last), words, fed=fed)):
        text.decide(line.low, f"runs on from line {text.line_of(last.high - 1)}, which does not end a sentence")
        if _is_doubtful(text, last, line) and not bracketed:
            text.doubtful.append((line.low, text.line_of(last.high - 1)))
        return True
    return False


def _is_doubtful(text: TextInProgress, last: TextLine, line: TextLine) -> bool:
    """Whether a block that runs on may be a paragraph of its own.

    It begins as a sentence does, no comma or dash leads over to it, and no page ended before it.
    """
    before, between = text.text[last.low : last.high].rstrip(), text.text[last.high : line.low]
    first = text.words(line).lstrip("\"'“‘«„([_*")[:1]
    return "\f" not in between and before[-1:].isalnum() and (first.isupper() or first.isdigit())


def _is_bracketed(text: str, low: int, high: int) -> bool:
    """Whether what stands between two positions is all inside a bracket, which the block behind it closes."""
    words = text[low:high]
    if not words.startswith("["):
        return False
    if words.count("[") <= words.count("]"):
        return False
    begin = next((match.start() for match in re.compile(r"\S").finditer(text, high)), len(text))
    end = text.find("\n\n", begin)
    return text[begin : end if end >= 0 else len(text)].rstrip().endswith("]")


def _ask_of_doubtful(text: TextInProgress, problems: Problems) -> None:
    """Problem P03, a warning, about the blocks that run on and may be paragraphs: one for all of them."""
    if not text.doubtful:
        return
    (low, before), *others = text.doubtful
    words = first_words(squeezed(text.text[low : low + _QUOTED]), 5)
    lines = [text.line_of(position) for position, _ in others]
    message = f'"{words}" was joined to line {before}, which does not end a sentence'
    if len(lines) == 1:
        message += f", and so was another block (line {lines[0]})"
    elif lines:
        shown = ", ".join(map(str, lines[:_SHOWN])) + (", …" if len(lines) > _SHOWN else "")
        message += f", and so were {len(lines)} other blocks (lines {shown})"
    ways = f"   splits: [{quoted(words)}]   if it begins a paragraph,   joins: [{quoted(words)}]   if not"
    problems.warning(
        text.source.place(text.passage.place(low)), "P03", message, f"add to edition.yml{ways}", subject=words
    )


def _is_apart(text: TextInProgress, before: str, words: str, *, fed: bool) -> bool:
    """Whether a block begins anew after one that ends no sentence: that ended early, and this begins as sentences do.

    A sentence that a page break interrupts fills its line, or most of it where a page ended (`fed`). What is all
    between brackets is said of the print.
    """
    if before.startswith("[") and before.endswith("]") and begins_upper(words):
        return True
    width = text.overrides.width
    early = (2 if fed else 4) * len(before) <= (1 if fed else 3) * width and has_room(before, words, width)
    return early and begins_upper(words) and not before.endswith((",", ";", "-", "—", "–"))


def _is_row(text: TextInProgress, chunk: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a table goes on over an empty line: it is the end of its head, or a single row comes below it.

    A head of several lines begins further right than the rows below it, and so do the lines that go on with a cell.
    """
    end = text.text.find("\n\n", line.low)
    below = text.text[line.low : end if end >= 0 else len(text.text)].strip().split("\n")[1:]
    single = all(len(row) - len(row.lstrip()) > line.column for row in below)
    head = len(chunk) <= _HEAD and min(row.column for row in chunk) > line.column
    return len(chunk) == 1 or single or head


def _with_lists(text: TextInProgress, chunks: list[Chunk]) -> list[list[Chunk]]:
    """Chunks grouped into paragraphs: the first of each group is the body, the rest are its items."""
    named = _named_items(text, chunks)
    groups: list[list[Chunk]] = []
    index = 0
    while index < len(chunks):
        group = [chunks[index]]
        index += 1
        if index < len(chunks) and index in named:
            while index in named:
                group.append(chunks[index])
                index += 1
        elif group[0][0].kind in {"prose", "list"} and index < len(chunks) and chunks[index][0].kind == "list":
            while index < len(chunks) and chunks[index][0].kind == "list":
                group.append(chunks[index])
                index += 1
        elif text.source.structure is None and text.text[group[0][0].low : group[0][-1].high].rstrip().endswith(":"):
            words = [_first_word(text, chunk) for chunk in chunks[index : index + 1]]
            run = index
            while run < len(chunks) and words and words[0] and _first_word(text, chunks[run]) == words[0]:
                run += 1
            if run - index > 1:
                for item in chunks[index:run]:
                    text.decide(item[0].low, f'an item of the list after the colon: it begins with "{words[0]}"')
                group += chunks[index:run]
                index = run
        groups.append(group)
    return groups


def _named_items(text: TextInProgress, chunks: Sequence[Chunk]) -> set[int]:
    """The positions of the chunks that edition.yml names as items. Problem P01: words that begin no block."""
    begins = {chunk[0].low: position for position, chunk in enumerate(chunks)}
    named: set[int] = set()
    for number, stated in enumerate(text.overrides.edition.lists):
        for index, (of, low) in enumerate(text.overrides.items[number]):
            if of == text.number and low in begins:
                named.add(begins[low])
                text.decide(low, "an item of a list, as edition.yml says")
            elif of == text.number:
                text.ask_for_block(("lists", number, "items", index), "add them to splits as well", stated.items[index])
    return named


def _first_word(text: TextInProgress, chunk: Chunk) -> str:
    match = re.match(r"\w+", text.text[chunk[0].low : chunk[0].high]) if chunk[0].kind == "prose" else None
    return match[0].casefold() if match else ""
