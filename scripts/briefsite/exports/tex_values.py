r"""The values of BibTeX fields: text, titles, names and pages as TeX source.

Characters with a meaning in TeX are escaped. URLs and DOIs aren't text: see `slots.in_url_field`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefsite.exports.slots import in_tex
from briefsite.words import squeezed
from briefsite.works.languages import is_english
from briefsite.works.rich_text import MarkedField, MarkKind, TextMark, kept_spans, printed_marks, with_tags
from briefsite.works.work import Name, Work, text_with_marks

_WORD: Final = re.compile(r"\w+(?:[.’'-]\w+)*")
#: Between two characters that TeX would join into one. An empty group there keeps them apart.
_LIGATURE: Final = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)")


def tex(text: str) -> str:
    """`text` as TeX source that prints it. Each run of white space becomes one space."""
    # Straight quotation marks aren't escaped: the curved ones that TeX prints for them mean the same.
    return _stretch(squeezed(text))


_TAGS: Final[Mapping[MarkKind, str]] = {
    "italic": r"\emph{",
    "lowered": r"\textsubscript{",
    "raised": r"\textsuperscript{",
    "small_caps": r"\textsc{",
}


def tex_title(work: Work, name: MarkedField = "title") -> str:
    """A title of the work as TeX source, with braces around the spans whose case must not change.

    Many styles lowercase English titles, and no program knows which words are names. So every word with a capital is
    protected; of the first word, only what follows its first letter counts. What is added to the title follows it.
    """
    title = text_with_marks(work, name)
    kept = kept_spans(printed_marks(title))
    if is_english(work.language):
        kept = _capitals(title.text, kept)
    marks = [mark for mark in title.marks if mark.kind != "kept"] + [TextMark(*span, "kept") for span in kept]
    out = with_tags(title.text, printed_marks(replace(title, marks=tuple(marks))), _tags, _stretch)
    return f"{out} [{tex_marked(work, 'title_addon')}]" if name == "title" and work.title_addon else out


def tex_marked(work: Work, name: MarkedField) -> str:
    """A text of the work as TeX source with its markup."""
    said = text_with_marks(work, name)
    marks = [mark for mark in said.marks if mark.kind != "kept"]
    return with_tags(said.text, marks, _tags, _stretch) if marks else tex(said.text)


def _tags(kind: MarkKind, following: str) -> tuple[str, str]:
    """The macro for a kind of mark; for words of a fixed case, the braces.

    BibTeX takes a group that begins with a macro for one letter, and changes its case: it gets another pair.
    """
    if kind != "kept":
        return _TAGS[kind], "}"
    return ("{{", "}}") if following.startswith("\\") else ("{", "}")


def _capitals(title: str, protected: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The spans (begin, end) to protect: those in `protected`, and all other words that have a capital."""
    words = [match.span() for match in _WORD.finditer(title)]
    found = [
        (begin, end)
        for number, (begin, end) in enumerate(words)
        if title[begin + (number == 0) : end].casefold() != title[begin + (number == 0) : end]
        and not any(begin < stop and start < end for start, stop in protected)
    ]
    return tuple(sorted([*protected, *found]))


def _stretch(text: str) -> str:
    """A part of a text as TeX source, including the spaces at its ends."""
    return "{}".join(_LIGATURE.split(in_tex(text)))


def tex_names(names: Sequence[Name], *, others: bool = False) -> str:
    """Names as BibTeX lists them; `others` adds its "and others"."""
    return " and ".join([*map(_name, names), *(["others"] if others and names else [])])


def _name(name: Name) -> str:
    """A body in an extra pair of braces; a person as "von Family, Jr., Given"."""
    if name.literal or not (name.given or name.prefix or name.suffix):
        return f"{{{tex(name.literal or name.family)}}}"
    family = " ".join(filter(None, [_part(name.prefix), _part(name.family, group=" " in name.family)]))
    return ", ".join([family, *([_part(name.suffix)] if name.suffix else []), _part(name.given)])


def _part(text: str, *, group: bool = False) -> str:
    """A part of a name, in braces if `group` is set or if a comma or an "and" would split it."""
    grouped = group or "," in text or re.search(r"\band\b", text, re.IGNORECASE)
    return f"{{{tex(text)}}}" if grouped else tex(text)


def tex_pages(work: Work) -> str:
    """The pages, with TeX's dashes in their ranges."""
    return tex(work.pages).replace("–", "--")


def entry_text(type_: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
    """An entry with a line for each field that isn't empty, and a line end."""
    said = [(name, value) for name, value in fields if value]
    width = max((len(name) for name, _ in said), default=0)
    lines = [f"  {name:{width}} = {value if name == 'month' else f'{{{value}}}'}," for name, value in said]
    return "\n".join([f"@{type_}{{{key},", *lines, "}"]) + "\n"
