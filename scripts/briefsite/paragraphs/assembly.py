"""From lines to paragraphs: undoes the breaks that print and scan put into a text.

The rules, in the order in which they apply. Each decides of two lines whether the text runs on between them, and each
use of one is a `Decision` that can be listed.

0. `block` gives the kind of each block (lines between empty lines). Headings, breaks, verse and tables run on into
   nothing.
1. A block that is only a marker belongs to the block before it.
2. A block that ends without terminal punctuation runs on into the next, over empty lines and removed page headers.
3. Within a block, an indented line begins a paragraph if the line before it ends a sentence.
4. A hyphen at a line end is kept where the word is a compound, dropped where it was a break (see `hyphen_stays`).
5. Two or more blocks after a colon that begin with the same word are the items of a list.

`joins`, `splits`, `lists` and `hyphens` of edition.yml override them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefsite.edition.base import BlockKind
from briefsite.edition.model import Edition
from briefsite.paragraphs.block import LINED, UNNUMBERED, block_kinds, joins_line, measure
from briefsite.paragraphs.hyphenation import hyphen_stays
from briefsite.paragraphs.layout import block_starts
from briefsite.paragraphs.note_layout import without_inset
from briefsite.paragraphs.overrides import ParagraphOverrides
from briefsite.paragraphs.paragraph import Assembly, Decision, Paragraph
from briefsite.problems import Problems
from briefsite.source.marker import only_markers, only_near_marker
from briefsite.source.passage import Passage, gap
from briefsite.source.sentence import ends_sentence
from briefsite.source.source import Source
from briefsite.writing.script import joins_without_blank
from briefsite.yaml_files.located import Located


@dataclass(frozen=True, slots=True)
class _Line:
    low: int
    high: int
    indented: bool
    after_blank: bool
    column: int = 0
    kind: BlockKind = "prose"
    joins: bool = False


#: The kinds other than prose, as a decision names them.
_A = {
    "heading": "a heading",
    "verse": "verse",
    "quotation": "a quotation",
    "table": "a table",
    "break": "a break",
    "list": "an item of a list",
    "contents": "a table of contents",
    "index": "an index",
    "lines": "lines that stay as they are",
}


def assemble(
    source: Source, text: Passage, notes: Sequence[Passage], edition: Edition, located: Located, problems: Problems
) -> Assembly:
    """The paragraphs of the emended `text`, and of the `notes` that were taken out of it.

    The runs of all bodies and items, in order, tile what is read: white space and dropped hyphens are runs that read
    as a blank or as nothing. Problems: P01 and P02, overrides that fit nowhere.
    """
    overrides = ParagraphOverrides((text, *notes), edition, located, problems)
    readers = [_Reader(source, number, overrides) for number in range(1 + len(notes))]
    paragraphs, *of_notes = (reader.read() for reader in readers)
    overrides.check_hyphens()
    decisions = [decision for reader in readers for decision in reader.decisions]
    return Assembly(paragraphs, tuple(sorted(decisions, key=lambda d: d.place)), tuple(of_notes))


class _Reader:
    """The paragraphs of one text: the running text (number 0) or a note. Collects decisions; lives for one call."""

    def __init__(self, source: Source, number: int, overrides: ParagraphOverrides) -> None:
        self.source, self.passage = source, overrides.texts[number]
        self.text = self.passage.text
        self.number, self.overrides = number, overrides
        self.edition, self.located = overrides.edition, overrides.located
        self.decisions: list[Decision] = []
        self.splits = [position for text, position in overrides.splits if text == number]
        self.joins = [position for text, position in overrides.joins if text == number]

    def read(self) -> tuple[Paragraph, ...]:
        return self._tiled(self._with_lists(self._chunks(self._lines())))

    # -- lines and chunks -------------------------------------------------------------------------------------------

    def _lines(self) -> list[_Line]:
        lines: list[_Line] = []
        blank = False
        for match in re.finditer(r"[^\n]*\n|[^\n]+", self.text):
            line = match[0]
            words = line.strip()
            if not words:
                blank = True
                continue
            low = match.start() + len(line) - len(line.lstrip())
            cuts = sorted(cut for cut in self.splits if low < cut < low + len(words))
            for begin, end in zip([low, *cuts], [*cuts, low + len(words)], strict=True):
                stripped = self.text[begin:end].rstrip()
                indented = begin == low and line[0] in " \t"
                column = self.source.column(self.passage.place(begin))
                lines.append(_Line(begin, begin + len(stripped), indented, blank, column))
                blank = False
        return self._laid_out(lines)

    def _laid_out(self, lines: Sequence[_Line]) -> list[_Line]:
        """The lines, each with the kind of its block."""
        blocks = self._blocks(lines)
        texts = [[(line.column, self.text[line.low : line.high]) for line in block] for block in blocks]
        if self.number:
            texts = without_inset(texts)
        else:  # the notes have the measure of the running text
            self.overrides.width = measure(texts)
        found = block_kinds(texts, self.overrides.width, headings=not self.number)
        begins = {block[0].low: number for number, block in enumerate(blocks)}
        for index, (text, low) in enumerate(self.overrides.blocks):
            if text == self.number and low in begins:
                found[begins[low]] = self.edition.blocks[index].kind
            elif text == self.number:
                place = self.located.place("blocks", index, "from")
                self.overrides.problems.error(
                    place,
                    "P01",
                    "these words begin no block",
                    "quote the first words of a block",
                    subject=self.edition.blocks[index].start,
                )
        for block, kind in zip(blocks, found, strict=True):
            if kind != "prose":
                self._decide(
                    block[0].low, f"{_A[kind]}, by how {'it stands' if len(block) == 1 else 'its lines stand'}"
                )
        return [
            replace(
                line,
                kind=kind,
                indented=line.indented and column > 0,
                joins=kind == "contents" and joins_line(text, number),
            )
            for block, kind, text in zip(blocks, found, texts, strict=True)
            for number, (line, (column, _)) in enumerate(zip(block, text, strict=True))
        ]

    def _blocks(self, lines: Sequence[_Line]) -> list[list[_Line]]:
        """The lines in blocks: between empty lines, and where the layout alone begins one."""
        blocks: list[list[_Line]] = []
        for line in lines:
            if line.after_blank or not blocks:
                blocks.append([])
            blocks[-1].append(line)
        texts = [[(line.column, self.text[line.low : line.high]) for line in block] for block in blocks]
        divided: list[list[_Line]] = []
        for block, starts in zip(blocks, block_starts(texts, headings=not self.number), strict=True):
            for low, high in pairwise([*starts, len(block)]):
                if low:
                    self._decide(block[low].low, "begins a block: the line before it ends early, or it is an item")
                divided.append(
                    [replace(block[low], after_blank=block[low].after_blank or low > 0), *block[low + 1 : high]]
                )
        return divided

    def _chunks(self, lines: Sequence[_Line]) -> list[list[_Line]]:
        """The lines, grouped: each group becomes a paragraph or a list item."""
        chunks: list[list[_Line]] = []
        for line in lines:
            if chunks and self._runs_on(chunks[-1], line):
                chunks[-1].append(line)
            else:
                chunks.append([line])
        return chunks

    def _runs_on(self, chunk: list[_Line], line: _Line) -> bool:
        if line.low in self.splits:
            self._decide(line.low, "begins a paragraph, as edition.yml says")
            return False
        if line.low in self.joins:
            self._decide(line.low, "joined to the block before, as edition.yml says")
            return True
        return self._goes_on(chunk, line)

    def _goes_on(self, chunk: list[_Line], line: _Line) -> bool:
        last = chunk[-1]
        ended = ends_sentence(self.text[chunk[0].low : last.high])
        if not line.after_blank:
            if line.indented and ended and line.kind == "prose":
                self._decide(line.low, "a line that begins with a blank after a sentence begins a paragraph")
                return False
            return True
        words = self.text[line.low : line.high]
        if only_markers(words) or only_near_marker(words):
            self._decide(line.low, "a block that is only a marker belongs to the block before it")
            return True
        if line.kind == last.kind == "contents" or (line.kind == last.kind == "table" and self._is_row(chunk, line)):
            self._decide(line.low, "belongs to the lines before it")
            return True
        if line.kind != last.kind or line.kind in {"heading", "break", "list", *LINED}:
            return False
        if not ended:
            self._decide(line.low, f"runs on from line {self._line(last.high - 1)}, which ends no sentence")
            return True
        return False

    def _is_row(self, chunk: Sequence[_Line], line: _Line) -> bool:
        """Whether a row stands by itself above or below a table: the empty line between them divides nothing."""
        end = self.text.find("\n\n", line.low)
        below = self.text[line.low : end if end >= 0 else len(self.text)]
        return len(chunk) == 1 or "\n" not in below.strip()

    # -- lists ------------------------------------------------------------------------------------------------------

    def _with_lists(self, chunks: list[list[_Line]]) -> list[list[list[_Line]]]:
        """Chunks grouped into paragraphs: the first of each group is the body, the rest are its items."""
        named = self._named_items(chunks)
        groups: list[list[list[_Line]]] = []
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
            elif self.text[group[0][0].low : group[0][-1].high].rstrip().endswith(":"):
                words = [self._first_word(chunk) for chunk in chunks[index : index + 1]]
                run = index
                while run < len(chunks) and words and words[0] and self._first_word(chunks[run]) == words[0]:
                    run += 1
                if run - index > 1:
                    for item in chunks[index:run]:
                        self._decide(item[0].low, f'an item of the list after the colon: it begins with "{words[0]}"')
                    group += chunks[index:run]
                    index = run
            groups.append(group)
        return groups

    def _named_items(self, chunks: Sequence[list[_Line]]) -> set[int]:
        begins = {chunk[0].low: number for number, chunk in enumerate(chunks)}
        named: set[int] = set()
        for number in range(len(self.edition.lists)):
            for index, (text, low) in enumerate(self.overrides.items[number]):
                if text == self.number and low in begins:
                    named.add(begins[low])
                    self._decide(low, "an item of a list, as edition.yml says")
                elif text == self.number:
                    place = self.located.place("lists", number, "items", index)
                    self.overrides.problems.error(
                        place,
                        "P01",
                        "these words begin no block",
                        "add them to splits as well",
                        subject=self.edition.lists[number].items[index],
                    )
        return named

    def _first_word(self, chunk: list[_Line]) -> str:
        match = re.match(r"\w+", self.text[chunk[0].low : chunk[0].high]) if chunk[0].kind == "prose" else None
        return match[0].casefold() if match else ""

    # -- passages ---------------------------------------------------------------------------------------------------

    def _tiled(self, groups: Sequence[Sequence[Sequence[_Line]]]) -> tuple[Paragraph, ...]:
        """The paragraphs made from the chunks. What is between two chunks goes to the end of the first of them."""
        flat = [chunk for group in groups for chunk in group]
        if not flat:
            return ()
        ends = [chunk[0].low for chunk in flat[1:]] + [len(self.passage)]
        passages: list[Passage] = []
        for number, (chunk, end) in enumerate(zip(flat, ends, strict=True)):
            passage = gap("", self.passage[: chunk[0].low]) if number == 0 else Passage()
            for line, following in zip(chunk, [*chunk[1:], None], strict=True):
                passage += self._line_passage(line, following, end, chunk)
            passages.append(passage)
        found = iter(passages)
        return tuple(
            replace(paragraph, items=tuple(next(found) for _ in group[1:]))
            for group in groups
            for lines in [group[0]]
            for paragraph in [self._paragraph(next(found), lines)]
        )

    def _paragraph(self, body: Passage, lines: Sequence[_Line]) -> Paragraph:
        kind = lines[0].kind
        numbered = bool(self.number) or kind not in UNNUMBERED
        return Paragraph(body, (), kind, self._indent(lines[0], lines), numbered)

    def _indent(self, line: _Line, chunk: Sequence[_Line]) -> int:
        """The columns by which a line of verse or of a table is indented more than the leftmost of its chunk."""
        if line.kind not in LINED or line.kind == "contents":
            return 0
        own = chunk[1:] if self.number and chunk[0].low == 0 and len(chunk) > 1 else chunk
        return max(0, line.column - min(other.column for other in own))

    def _line_passage(self, line: _Line, following: _Line | None, end: int, chunk: Sequence[_Line]) -> Passage:
        if following is None:
            return self.passage[line.low : line.high] + gap("", self.passage[line.high : end])
        between = self.passage[line.high : following.low]
        before = re.search(r"(\w+)-$", self.text[line.low : line.high])
        after = re.match(r"\w+", self.text[following.low : following.high])
        if before and after and line.kind not in {"contents", "index"}:
            stays = self._ruled(before[1], after[0], line.low + before.start())
            if stays:
                return self.passage[line.low : line.high] + gap("", between)
            return self.passage[line.low : line.high - 1] + gap("", self.passage[line.high - 1 : following.low])
        if line.kind in LINED:
            ending = " " if line.joins else "\n" + " " * self._indent(following, chunk)
            return self.passage[line.low : line.high] + gap(ending, between)
        before_end, begin = self.text[line.low : line.high], self.text[following.low : following.high]
        whole = (following.after_blank and only_markers(begin)) or joins_without_blank(before_end, begin)
        return self.passage[line.low : line.high] + gap("" if whole else " ", between)

    def _ruled(self, before: str, after: str, position: int) -> bool:
        hyphenated = f"{before}-{after}"
        if hyphenated in self.edition.hyphens.keep or hyphenated in self.edition.hyphens.join:
            self.overrides.hyphens_used.add(hyphenated)
            stays, why = hyphenated in self.edition.hyphens.keep, "as edition.yml says"
        else:
            stays = hyphen_stays(before, after, self.overrides.vocabulary)
            why = "a compound" if stays else "a break at the line end"
        says = f'"{hyphenated}" keeps its hyphen: {why}' if stays else f'"{before + after}" without its hyphen: {why}'
        self._decide(position, says)
        return stays

    # -- helpers ----------------------------------------------------------------------------------------------------

    def _line(self, position: int) -> int:
        return self.source.line(self.passage.place(position))

    def _decide(self, position: int, says: str) -> None:
        self.decisions.append(Decision(self.source.place(self.passage.place(position)), says))
