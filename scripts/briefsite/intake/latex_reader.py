"""LaTeX documents (.tex): read by Pandoc, with the files that they put in from their own folder."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from briefsite.intake.document import DocumentBlock, IntakeError, ReceivedDocument, words_of_parts
from briefsite.intake.latex_marks import with_notes_at_marks
from briefsite.intake.pandoc import pandoc_json
from briefsite.intake.pandoc_blocks import PandocBlocks
from briefsite.intake.pandoc_inline import words_of_nodes
from briefsite.intake.tidy import tidy
from briefsite.storage.nearby_files import NearbyFiles

_PUT_IN: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:input|include|subfile)\s*\{([^{}]+)\}")
_COMMENT: Final = re.compile(r"(?<!\\)(?:\\\\)*%")
_BEGIN: Final = r"\begin{document}"
#: What Pandoc's log says of a command that it doesn't know, and of what is behind it.
_SKIPPED: Final = re.compile(r"^\[INFO\] Skipped '(.*?)' at ", re.MULTILINE | re.DOTALL)
_ARGUMENTS: Final = re.compile(r"\\([A-Za-z]+)\*?(\[[^\[\]]*\])?((?:\{.*\})+)", re.DOTALL)
#: The mark of a note whose text is elsewhere.
_MARK: Final = r"\footnotemark"
#: The head of a table over several pages is there twice. Pandoc's own LaTeX has its images in a box.
_REPEATED: Final = re.compile(r"\\endfirsthead\b.*?\\endhead\b", re.DOTALL)
_HEAD: Final = r"\\endhead"
#: One that is left out with all that is in it.
_ENVIRONMENT: Final = re.compile(r"\\begin\{([A-Za-z]+\*?)\}.+\\end\{\1\}", re.DOTALL)
_ITEMS: Final = re.compile(r"\\(begin|end)\s*\{(\w+\*?)\}|\\item\s*\[((?:[^\[\]{}\\]|\{[^{}]*\}|\\[A-Za-z]++)*+)\]")
_BOX: Final = re.compile(r"\\pandocbounded(?=\s*\{)")
#: Commands that print nothing of what is in their braces.
_SILENT: Final = re.compile(
    r"begin|end|font\w+|urlstyle|If\w+|if\w+|After\w+|Before\w+|rotate|noalign|[vh]space|set\w*|addto\w*|new\w+|renew\w+|provide\w+|def\w*|let|index|glsadd|label|hyphenation|"
    r"addcontentsline|mark\w+|page(?:style|numbering)|thispagestyle|fancy\w*|geometry|hypersetup|graphicspath|"
    r"bibliographystyle|nocite|sbox|Pass\w+|Declare\w+|At\w+|use\w+|require\w+|color|pdf\w+|"
    r"lstset|tikzset|pgf\w+|cline|cmidrule|arraystretch|phantom|[hv]phantom|rule|vskip|hskip|kern|special|write"
)
#: Commands of which only the last part in braces is printed.
_LAST: Final = frozenset({"multicolumn", "multirow", "rotatebox", "resizebox", "raisebox", "makebox", "textcolor"})
_MOST_COMMANDS: Final = 200
_MOST_ARGUMENTS: Final = 8
_DEEPEST: Final = 10
_LARGEST: Final = 20_000_000
_MOST_NAMED: Final = 8
_COMMAND: Final = re.compile(r"\\[A-Za-z@]+\*?")
_WORDS: Final = re.compile(r"[^\W\d_]{2,}")
#: So many words tell a line.
_TELLING: Final = 3


def read_latex(data: bytes, nearby: NearbyFiles) -> ReceivedDocument:
    """The document in a file of LaTeX. IntakeError if Pandoc isn't there or can't read it; UnicodeDecodeError."""
    missing: dict[str, None] = {}
    text = _put_together(_decoded(data), nearby, missing, 0)
    if len(text) > _LARGEST:
        raise IntakeError("is too large with the files that it puts in", "divide it")
    remarks: list[str] = []
    head, begin, body = text.rpartition(_BEGIN)
    text = f"{head}{begin}{_with_labels(with_notes_at_marks(_BOX.sub('', _REPEATED.sub(_HEAD, body))))}"
    tree, log = pandoc_json(text, "latex")
    if unknown := dict(_unknown(log, tree)):
        try:
            tree, log = pandoc_json(_with_definitions(text, unknown), "latex")
        except IntakeError:
            named, unknown = ", ".join([*unknown][:_MOST_NAMED]), {}
            remarks.append(f"commands that Pandoc does not know, whose words were left out: {named}: please check")
    reader = PandocBlocks()
    meta = tree.get("meta", {})
    found = [*_front(reader, meta), *reader.blocks(tree["blocks"])]
    lines = _decoded(data).split("\n")
    blocks = _placed(tidy(found), lines)
    remarks += [f"the file {name} is not in the folder of the document, and was left out" for name in missing]
    if unknown:
        named = ", ".join([*unknown][:_MOST_NAMED])
        remarks.append(f"commands that Pandoc does not know, whose words are in the text: {named}: please check")
    if left_out := Counter(_environments(log)):
        named = ", ".join(f"{name} ({count})" for name, count in left_out.items())
        remarks.append(f"drawings and the like that Pandoc does not read: {named}: put them in as pictures")
    if count := sum(one.startswith(_MARK) for one in _SKIPPED.findall("\n".join(log))):
        remarks.append(f"marks without a note behind them ({_MARK}): {count}, left out: write \\footnote at the first")
    if count := reader.inline.counts["formulas"]:
        remarks.append(f"formulas: {count}, left as they are in LaTeX: please check")
    if count := reader.inline.counts["struck"]:
        remarks.append(f"struck text: {count} places, left out")
    remarks += [line.strip() for line in log if line.startswith("[WARNING]")][:_MOST_NAMED]
    title = words_of_nodes(_inlines(meta.get("title"))).strip()
    authors = tuple(name for one in _listed(meta.get("author")) if (name := words_of_nodes(_inlines(one)).strip()))
    works = tuple(words_of_nodes(_inlines(one)).strip() for one in _listed(meta.get("bibliography")))
    date = words_of_nodes(_inlines(meta.get("date"))).strip()
    return ReceivedDocument(
        tuple(blocks),
        tuple(reader.notes),
        title,
        authors,
        date if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", date) else "",
        "",
        {},
        tuple(remarks),
        bibliographies=works,
    )


def _unknown(log: Sequence[str], tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The commands with words that Pandoc left out, each with the definition that prints them."""
    read = {*_WORDS.findall(json.dumps(tree["blocks"], ensure_ascii=False))}
    for skipped in _SKIPPED.findall("\n".join(log)):
        match = _ARGUMENTS.fullmatch(skipped)
        if match is None:
            continue
        name, option, braces = match.groups()
        starts = [at for at, (sign, depth) in enumerate(_depths(braces)) if depth == 1 and sign == "{"]
        printed = braces[starts[-1] :] if name in _LAST else braces
        if _SILENT.fullmatch(name) or {*_WORDS.findall(printed)} <= read or len(starts) > _MOST_ARGUMENTS:
            continue
        first = 2 if option else 1
        count = first + len(starts) - 1
        words = " ".join(f"#{number}" for number in range(count if name in _LAST else first, count + 1))
        yield f"\\{name}", f"\\newcommand{{\\{name}}}[{count}]{'[]' if option else ''}{{{words}}}"


def _environments(log: Sequence[str]) -> Iterator[str]:
    """The names of the environments that Pandoc left out as a whole."""
    for skipped in _SKIPPED.findall("\n".join(log)):
        match = _ENVIRONMENT.fullmatch(skipped)
        if match is not None:
            yield match[1]


def _with_labels(text: str) -> str:
    """The text with the labels of items, which an author has chosen, in the items: Pandoc leaves them out."""
    open_: list[str] = []
    out: list[str] = []
    at = 0
    for match in _ITEMS.finditer(text):
        if match[1] == "begin":
            open_.append(match[2])
        elif match[1] == "end":
            open_ = open_[:-1]
        elif open_[-1:] in (["enumerate"], ["itemize"]) and any(map(str.isalnum, _COMMAND.sub("", match[3]))):
            out += [text[at : match.start()], f"\\item {match[3]} "]
            at = match.end()
    return "".join((*out, text[at:]))


def _depths(text: str) -> Iterator[tuple[str, int]]:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        yield sign, depth


def _with_definitions(text: str, unknown: Mapping[str, str]) -> str:
    """The text with definitions of commands before it begins."""
    added = "".join([*unknown.values()][:_MOST_COMMANDS])
    return text.replace(_BEGIN, f"{added}{_BEGIN}", 1) if _BEGIN in text else f"{added}\n{text}"


def _decoded(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _put_together(text: str, nearby: NearbyFiles, missing: dict[str, None], depth: int) -> str:
    """The text with those of the files that it puts in. One that isn't in the folder is noted in `missing`."""

    def put_in(match: re.Match[str]) -> str:
        name = match[2].strip()
        paths = (f"{name}.tex", name) if not name.endswith(".tex") else (name,)
        data = next((found for path in paths if (found := nearby.read(path)) is not None), None)
        if data is None or depth == _DEEPEST:
            missing[name] = None
            return match[1]
        try:
            inner = _decoded(data)
        except UnicodeDecodeError:
            missing[name] = None
            return match[1]
        return f"{match[1]}{_put_together(inner, nearby, missing, depth + 1)}"

    out: list[str] = []
    for line in text.split("\n"):
        comment = _COMMENT.search(line)
        end = comment.end() - 1 if comment else len(line)
        out.append(_PUT_IN.sub(put_in, line[:end]) + line[end:])
        if sum(map(len, out)) > _LARGEST:
            break
    return "\n".join(out)


def _front(reader: PandocBlocks, meta: Any) -> Iterator[DocumentBlock]:
    """The lines of the title page."""
    if "title" in meta:
        yield DocumentBlock("title", tuple(reader.inline.pieces(_inlines(meta["title"]))))
    for one in (meta.get("subtitle"), *_listed(meta.get("author")), meta.get("date")):
        if inlines := _inlines(one):
            yield DocumentBlock("front", tuple(reader.inline.pieces(inlines)))
    abstract = meta.get("abstract")
    if isinstance(abstract, dict) and abstract["t"] == "MetaBlocks":
        yield from reader.blocks(abstract["c"])
    elif inlines := _inlines(abstract):
        yield DocumentBlock("prose", tuple(reader.inline.pieces(inlines)))


def _inlines(value: Any) -> list[Any]:
    """The words of a value of the metadata."""
    if not isinstance(value, dict):
        return []
    if value["t"] == "MetaInlines":
        return list(value["c"])
    if value["t"] == "MetaBlocks":
        return [inline for one in value["c"] if one["t"] in {"Para", "Plain"} for inline in one["c"]]
    return [{"t": "Str", "c": value["c"]}] if value["t"] == "MetaString" else []


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict) and value["t"] == "MetaList":
        return list(value["c"])
    return [value] if value else []


def _placed(blocks: list[DocumentBlock], lines: list[str]) -> Iterator[DocumentBlock]:
    """The blocks with the line in which each begins, as far as its first words tell it: Pandoc doesn't."""
    bare = enumerate((_COMMAND.sub(" ", line) for line in lines), start=1)
    words = [(word, number) for number, line in bare for word in _WORDS.findall(line)]
    at = 0
    for block in blocks:
        pieces = block.pieces or next((own for row in block.rows for cell in row for own in cell.paragraphs), ())
        first = _WORDS.findall(words_of_parts(pieces))
        begin = [*first[:_TELLING]]
        found = next(
            (n for n in range(at, len(words)) if begin and [w for w, _ in words[n : n + len(begin)]] == begin), None
        )
        if found is None:
            yield block
        else:
            at = found + 1
            yield replace(block, at=f"line {words[found][1]}")
