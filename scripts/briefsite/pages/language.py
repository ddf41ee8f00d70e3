"""The language and the direction of words on a page, as attributes, where they differ from the interface's."""

from __future__ import annotations

import unicodedata
from typing import TypedDict

from briefsite.reading.publication import Publication
from briefsite.works.languages import SITE_LANGUAGE, main_language
from briefsite.writing.script import Direction, direction_of_language, direction_of_text
from briefsite.writing.segmentation import word_list


class Tongue(TypedDict):
    """The attributes `lang` and `dir` of an element (HTML Standard, 3.2.6); None where it has the interface's."""

    lang: str | None
    dir: Direction | None


def tongue(language: str, text: str) -> Tongue:
    """The attributes for words of a text in `language`.

    Words whose letters run in the other direction than the language's are of another, which isn't known: they have only
    that direction.
    """
    own = direction_of_language(language)
    found = direction_of_text(text, own)
    foreign = main_language(language) != SITE_LANGUAGE and found == own
    return {"lang": language if foreign else None, "dir": found if "rtl" in {found, own} else None}


def tongue_of_title(publication: Publication, title: str) -> Tongue:
    """The attributes for the title of a page or section.

    It is in the text's language if it is the work's title or a heading of the text, or has letters of another script
    than Latin. What else editors call a page is in the interface's.
    """
    work = publication.edition.work
    if main_language(work.language) == SITE_LANGUAGE:
        return tongue(work.language, title)
    headings = [paragraph.body.text for paragraph in publication.paragraphs if paragraph.kind == "heading"]
    authors = {word for text in (work.title, *headings) for word in word_list(text)}
    if set(word_list(title)) <= authors or not _is_latin(title):
        return tongue(work.language, title)
    return tongue(SITE_LANGUAGE, title)


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(sign, "LATIN") for sign in text if sign.isalpha() and not sign.isascii())
