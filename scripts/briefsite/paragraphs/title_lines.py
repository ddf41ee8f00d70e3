"""Title lines: what is above the first sentence of a text: its title, who wrote it, where and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import Line
from briefsite.paragraphs.heading import begins_upper
from briefsite.paragraphs.list_item import item_label
from briefsite.source.sentence import ends_sentence
from briefsite.words import squeezed

#: The most lines of a title; a line of a title page that says who wrote the work, where and when.
_TITLE: Final = 3
_STATED: Final = re.compile(
    r"(?:by|von|par|di|de|door|por|yazan|av|af)\s+[^\W\d_].*|\S+@\S+|.*\b(?:1[4-9]|20)\d\d\W*", re.IGNORECASE
)
_BY: Final = re.compile(r"(?:by|von|par|por|yazan)\s+[^\W\d_]", re.IGNORECASE)
_BY_ALONE: Final = re.compile(r"(?:by|von|par|por|yazan|di|de|door|av|af)\W*", re.IGNORECASE)
_NAME: Final = 60
#: Where and when a book came out: "London: Dale, 1887", "LONDON FIRST PUBLISHED IN 1887".
_PUBLISHED: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,:;&'’-]){3,50}[ ,(](?:1[4-9]|20)\d\d[).]?")
_TITLED: Final = re.compile(r"\b(?:the|an?|of|for|der|die|das|für|les?|la|du|el|los?|il|de|del)\b", re.IGNORECASE)
_AND: Final = frozenset({"and", "und", "et", "y", "e", "en", "ve", "и", "&"})
#: So many words are the names of one person or of two.
_NAMED: Final = range(2, 7)
#: Words that begin titles, and no names of persons.
_ARTICLES: Final = re.compile(
    r"\b(?:the|a|an|of|in|on|der|die|das|ein|eine|le|la|les|une?|el|los|il|lo)\b", re.IGNORECASE
)
#: Something that is said of many texts above the first sentence, and that heads nothing.
_KEYWORDS: Final = re.compile(
    r"(?:key\s?words?|index terms|schl(?:ü|ue)sselw(?:ö|oe)rter|stichw(?:ö|oe)rter|mots[- ]clés|palabras clave|"
    r"parole chiave|palavras-chave|trefwoorden|anahtar (?:kelimeler|sözcükler)|ключевые слова)\s*[:—–-].*",
    re.IGNORECASE,
)


def find_title_lines(blocks: Sequence[Sequence[Line]], found: list[BlockKind], width: int) -> None:
    """Turns the kinds `found` of blocks above the first sentence into `lines`, and of the title into a heading.

    `width` is the measure of the text, in characters.
    """
    _find_title_page(blocks, found)
    for index, block in enumerate(blocks):
        texts = [text for _, text in block]
        text = squeezed(" ".join(texts))
        if found[index] in {"heading", "lines"}:
            if index and found[index] == "heading":
                return
            continue
        short = all(10 * len(text) <= 9 * width for text in texts) and not ends_sentence(text)
        if found[index] != "prose" or not short or is_keywords(text) or item_label(text):
            return
        if index == 0 and _STATED.fullmatch(texts[0]):
            found[index] = "lines"
        elif index == 0 and len(blocks) > 1 and not text.endswith((",", ";", "-")):
            title = len(block) <= _TITLE and any(sign.isalpha() for sign in text)
            if not title or not begins_upper(blocks[1][0][1]):
                return
            by = next((at for at in range(1, len(texts)) if _STATED.fullmatch(texts[at])), 0)
            found[index] = "lines" if by else "heading"
        elif index and len(block) == 1 and index + 1 < len(blocks) and _BY.match(blocks[index + 1][0][1]):
            found[index] = "heading"
        elif index and (len(block) > 1 or _STATED.fullmatch(text) or is_name(text)):
            found[index] = "lines"
        else:
            return


def _find_title_page(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    for index, (before, block) in enumerate(pairwise(blocks), start=1):
        text = squeezed(" ".join(text for _, text in block))
        if found[index] not in {"heading", "prose", "lines"} or (found[index] == "prose" and ends_sentence(text)):
            return
        if found[index] != "lines" and _is_of_title_page(text, before):
            found[index] = "lines"


def _is_of_title_page(text: str, before: Sequence[Line]) -> bool:
    """Whether a line says no more than "by", or names below it whom the work is by, or where and when it came out."""
    return bool(
        _BY_ALONE.fullmatch(text)
        or (_BY.match(text) and len(text) <= _NAME and not ends_sentence(text))
        or (_BY_ALONE.fullmatch(squeezed(before[-1][1])) and len(text) <= _NAME)
        or (_PUBLISHED.fullmatch(text) and not _TITLED.search(text))
    )


def is_keywords(text: str) -> bool:
    """Whether a line states the keywords of a text: it heads nothing."""
    return bool(_KEYWORDS.match(text))


def is_name(text: str) -> bool:
    """Whether a line can be the names of persons: two to six words in capitals or with a first capital."""
    words = re.findall(r"[^\W\d_][\w.'’-]*", text)
    named = all(word[0].isupper() or word in _AND for word in words)
    return named and not _ARTICLES.search(text) and len(words) in _NAMED and not re.search(r"\d|[^\w\s.,&'’-]", text)
