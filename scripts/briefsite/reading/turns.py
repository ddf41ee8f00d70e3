"""The turns of the text in its original order: where it comes to another page, and what that is called there."""

from __future__ import annotations

from briefsite.reading.publication import Publication


def turn_title(publication: Publication, paragraph: int) -> str:
    """The title of the page that has the text from a paragraph on; told from others that name the same page.

    It is the title of the section that begins there, if the page has several turns; else that of `theme_title`.
    """
    leaf = publication.leaf(paragraph)
    section = publication.outline.section_at.get(paragraph)
    if section and len(_turns_to(publication, paragraph)) > 1:
        return publication.strings.text("full_text.section", page=leaf.page.title, section=section.title)
    return theme_title(publication, paragraph)


def theme_title(publication: Publication, paragraph: int) -> str:
    """The title of the page to which the text comes with a paragraph, without that of a section.

    The first page of the edition, which often has the beginning and the end of a text, has its opening and conclusion;
    where the text comes to a page again, that is continued.
    """
    leaf, say = publication.leaf(paragraph), publication.strings
    title, own = leaf.page.title, _turns_to(publication, paragraph)
    if len(own) == 1:
        return title
    if paragraph == 0:
        return say.text("full_text.opening", page=title)
    if paragraph == max(map(max, publication.turns.values())) and leaf.page.slug == "/":
        return say.text("full_text.conclusion", page=title)
    position = own.index(paragraph)
    if not position:
        return title
    if position == 1:
        return say.text("full_text.continued", page=title)
    return say.text("full_text.continued_again", page=title, number=position)


def _turns_to(publication: Publication, paragraph: int) -> tuple[int, ...]:
    """The turns to the page of a paragraph."""
    return publication.turns[publication.leaf(paragraph).at.path]
