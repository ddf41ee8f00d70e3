"""What follows a reference: the notes of a work, and in words the facts that the style leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefsite.works.entry_types import IMPLIED_GENRES
from briefsite.works.hayagriva import clean, linked
from briefsite.works.style import Style
from briefsite.works.work import Name, Work, bracketed_title, names_in_words


def sentences_after(work: Work, text: str, style: Style) -> Iterator[str]:
    """The sentences behind `text`, the reference of `work` in `style`; some are empty."""
    yield work.note
    yield _unsaid(work.addendum, work, text)
    yield from _lost(work, text)
    yield from _dates(work, text, style)
    yield "" if linked(work) else work.url


def _unsaid(addendum: str, work: Work, text: str) -> str:
    """The addendum without the sentences about what `text` says: the version, the chapter, the series."""
    counted = work.chapter[:1].isdecimal()
    chapter = rf"\b(?:chap(?:ter|\.)|ch\.) {re.escape(work.chapter)}(?!\w)"
    for sentence, said in (
        (f"Version {work.version}", f"Version {work.version}".casefold() in text.casefold()),
        (f"Chap. {work.chapter}" if counted else work.chapter, re.search(chapter, text, re.IGNORECASE) is not None),
        (f"Pt. {work.part}", f"pt. {work.part}".casefold() in text.casefold()),
        (work.series, _bare(work.series) in _bare(text)),
    ):
        if sentence and said:
            addendum = re.sub(rf"(?:^|(?<=\. )){re.escape(sentence)}(?:\. |\.?$)", "", addendum)
    return addendum


def _lost(work: Work, text: str) -> Iterator[str]:
    """A sentence for each of editors, translators, volume, version, number and kind that the style leaves out."""
    editors = work.editors if work.authors or not work.leading else ()
    lost = not _named(editors, text)
    both = lost and editors == work.translators
    yield f"Edited {'and translated ' if both else ''}by {names_in_words(editors)}" if lost else ""
    role = re.search(r"\btrans(?:lated by|\.)", text, re.IGNORECASE)
    # Where they would lead, the engine would take them for the authors, so it doesn't know them.
    if work.translators and not (both or role or (work.leading and _named(work.translators, text))):
        yield f"Translated by {names_in_words(work.translators)}"
    said = f"{text} {work.note} {work.addendum}"
    if work.volume and work.type in {"book", "chapter", "paper", "entry"} and not _has_number(said, work.volume):
        yield f"Vol. {work.volume}" if work.volume[0].isalnum() else work.volume
    if work.version and not _has_number(said, work.version):
        yield f"Version {work.version}" if work.version[0].isdecimal() else work.version
    if work.number and work.type not in {"book", "chapter", "paper", "entry"} and not _has_number(said, work.number):
        kind = "" if work.genre and work.genre in said else work.genre
        number = f"{'No. ' if work.number.isdecimal() and not kind else ''}{work.number}"
        yield f"{kind} {number}".strip()
    elif not _is_implied(work) and _bare(work.genre) not in _bare(f"{said} {bracketed_title(work)}"):
        yield work.genre


def _is_implied(work: Work) -> bool:
    """Whether the genre says no more than the type of the entry, so that a style leaves it out on purpose."""
    told = work.type in {"dataset", "software"} and work.type in _bare(work.genre)
    return told or (work.type, work.genre) in IMPLIED_GENRES


def _named(names: Sequence[Name], text: str) -> bool:
    """Whether `text` has all names; or the first of several and "et al.", as styles shorten them."""
    letters = _bare(text)
    known = [_bare(name.literal or name.family) for name in names]
    return all(name in letters for name in known) or bool(known[2:] and f"{known[0]}etal" in letters)


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _has_number(text: str, number: str) -> bool:
    """Whether a number occurs in `text`, and not as a part of another."""
    shown = re.escape(typographic(clean(number))).replace("\\-", "[-–]")
    return re.search(rf"(?<![\w.]){shown}(?!\w)", text, re.IGNORECASE) is not None


def _dates(work: Work, text: str, style: Style) -> Iterator[str]:
    """Sentences for the date of the first publication, unless `text` has it, and for a date of access in words."""
    if work.original and not re.search(rf"\b{re.escape(work.original.shown)}[;.] ", text):
        yield style.first_published.format(work.original.shown)
    if work.accessed and work.accessed.literal:
        yield f"Accessed {work.accessed.literal}"


def typographic(text: str) -> str:
    """`text` with straight quotation marks and apostrophes replaced by curved ones."""
    text = re.sub(r"(?:^|(?<=[\s(\[{“‘—–/-]))'(?=\S)", "‘", text).replace("'", "’")
    return re.sub(r'(?:^|(?<=[\s(\[{“‘—–/-]))"(?=\S)', "“", text).replace('"', "”")
