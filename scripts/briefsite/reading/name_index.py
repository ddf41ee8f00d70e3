"""Mentions: where the text names the persons, places, bodies, documents and terms of the edition's index.

Only whole words count, in the case given, the longest name first ("US Congress" is not a mention of "US"), and each
stretch of text mentions at most one name. The time taken grows with the text, not with text times names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from briefsite.edition.extras import IndexName
from briefsite.ledger.page_ids import name_id, numbered_again
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.source.emendation import quotation
from briefsite.source.passage import Passage
from briefsite.words import squeezed
from briefsite.writing.script import BLANKLESS, has_blankless
from briefsite.writing.transliteration import slug_of

# Without blanks between words, every character may begin or end one.
_WORD = re.compile(rf"[{BLANKLESS}]|[^\W{BLANKLESS}]+")

#: What is certainly in no word; at the end of a text there is nothing.
_APART = frozenset({"", *" \n.,;:!?()\"'"})

#: The forms of names by the first word of each, the longest first: (pattern, lead, name). `lead` is the number of
#: characters before that word.
Forms = Mapping[str, tuple[tuple[re.Pattern[str], int, IndexName], ...]]


class Mention(msgspec.Struct, frozen=True):
    """`name` is mentioned at `start`..`end` of a passage's text."""

    start: int
    end: int
    name: IndexName


def name_forms(names: tuple[IndexName, ...]) -> Forms:
    """Names and aliases, prepared for `mentions`. A form that two names share belongs to the first."""
    found: dict[str, dict[str, tuple[re.Pattern[str], int, IndexName]]] = {}
    for name in names:
        for form in (squeezed(written) for written in (name.name, *name.aliases)):
            word = _WORD.search(form)
            if word is not None:
                found.setdefault(word[0], {}).setdefault(form, (quotation(form), word.start(), name))
    return {
        word: tuple(entry for _, entry in sorted(entries.items(), key=lambda entry: -len(entry[0])))
        for word, entries in found.items()
    }


def mentions(text: str, known: Forms) -> Iterator[Mention]:
    """All mentions in `text`, in order, none inside another."""
    behind = 0
    for word in _WORD.finditer(text):
        for pattern, lead, name in known.get(word[0], ()):
            start = word.start() - lead
            match = pattern.match(text, start) if start >= behind else None
            if match is not None and _is_whole(text, *match.span()):
                yield Mention(start, match.end(), name)
                behind = match.end()
                break


@lru_cache(maxsize=8)
def _finder(names: tuple[IndexName, ...]) -> Callable[[str], tuple[Mention, ...]]:
    """The function that gives all mentions in a text; checks and several pages ask it for the same texts."""
    known = name_forms(names)
    return cache(lambda text: tuple(mentions(text, known)))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on over either end of a stretch of text."""
    if text[end : end + 1] in _APART and (not start or text[start - 1] in _APART):
        return True
    before = start > 0 and _is_letter(text[start - 1]) and not has_blankless(text[start])
    after = _is_letter(text[end : end + 1]) and not has_blankless(text[end - 1])
    # A vowel or tone sign behind the last letter belongs to it: the word is another.
    sign = unicodedata.category(text[end : end + 1] or " ").startswith("M")
    return not (before or after or sign)


def _is_letter(sign: str) -> bool:
    """Whether a character may be inside a word of a script with blanks between words."""
    return (sign.isalnum() or sign == "_") and not has_blankless(sign)


def mentioned(
    paragraphs: Sequence[Paragraph], names: Iterable[IndexName]
) -> Mapping[IndexName, tuple[tuple[int, int | None], ...]]:
    """For every name, the (paragraph, item or None) that mention it, each once, in the order of the text."""
    known = tuple(names)
    mentions_in = _finder(known)
    found: dict[IndexName, dict[tuple[int, int | None], None]] = {name: {} for name in known}
    for index, paragraph in enumerate(paragraphs):
        for item, passage in paragraph.passages():
            for mention in mentions_in(passage.text):
                found[mention.name][index, item] = None
    return {name: tuple(places) for name, places in found.items()}


def first_mentions(
    paragraphs: Sequence[Paragraph], names: Iterable[IndexName], page: Iterable[int]
) -> Mapping[tuple[int, int | None], tuple[Mention, ...]]:
    """For a page (its paragraphs, in order), the first mention of each name on it, by paragraph and item.

    A mention with an emendation in it is skipped for the next one, as it has the sign of the emendation.
    """
    mentions_in = _finder(tuple(names))
    seen: set[IndexName] = set()
    found: dict[tuple[int, int | None], tuple[Mention, ...]] = {}
    for index in page:
        paragraph = paragraphs[index]
        for item, passage in paragraph.passages():
            for mention in mentions_in(passage.text):
                if mention.name not in seen and not _emended(passage, mention):
                    seen.add(mention.name)
                    found[index, item] = (*found.get((index, item), ()), mention)
    return found


def _emended(passage: Passage, mention: Mention) -> bool:
    return any(run.emendation is not None for run in passage[mention.start : mention.end].runs)


def name_fragments(known: Sequence[IndexName]) -> Mapping[IndexName, str]:
    """The fragment that each name gets if it is new: `name-` and its letters as ASCII, whatever other names there are.

    Only if two are spelled alike, the later one in edition.yml gets a number at the end.
    """
    found: dict[IndexName, str] = {}
    taken: set[str] = set()
    for name in known:
        # A name without letters is written as code points: not pretty, but lasting, and never empty.
        slug = slug_of(name.name) or "-".join(f"u{ord(sign):x}" for sign in name.name if sign.isalnum()) or "sign"
        tries = (numbered_again(name_id(slug), occurrence) for occurrence in range(1, len(known) + 2))
        found[name] = next(fragment for fragment in tries if fragment not in taken)
        taken.add(found[name])
    return found
