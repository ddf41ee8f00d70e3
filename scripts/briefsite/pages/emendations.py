"""Emendations as pages say them: what was read, what the source has, where, of what kind, and why."""

from __future__ import annotations

from briefsite.edition.standing_pages import RECEIVED_PAGE
from briefsite.html import Markdown, inline_element
from briefsite.ledger.page_ids import line_id
from briefsite.markup import editorial, inner, joined, link, phrase
from briefsite.pages.classes import Css
from briefsite.pages.language import tongue
from briefsite.pages.source_lines import shown_lines
from briefsite.reading.publication import Publication
from briefsite.reading.typography import typeset_marks
from briefsite.source.emendation import Correction


def emendation_sentence(publication: Publication, correction: Correction) -> Markdown:
    """What was emended, in a sentence: our reading, the source's, where, of what kind, and why."""
    source, say = publication.source, publication.strings
    first, last = source.line(correction.start), source.line(max(correction.start, correction.end - 1))
    where = link(inner(shown_lines(say, first, last)), f"{RECEIVED_PAGE.markdown}#{line_id(first)}")
    own = correction.emendation
    spoken_in = tongue(publication.edition.work.language, own.find)
    old = inline_element("span", inner(own.find), classes=Css.OLD_READING, **spoken_in)
    kind = inline_element("span", inner(say[f"correction.{own.kind}"]), classes=Css.KIND)
    if own.read.strip():
        said = phrase(say["correction.changed"], new=inner(own.read), old=old)
    else:
        said = phrase(say["correction.removed"], old=old)
    return phrase(say["correction.sentence"], what=said, where=where, kind=kind, because=editorial(own.because))


def typography_sentence(publication: Publication) -> Markdown:
    """What the rule of typography does to the text, in a sentence: how many marks it changes, and which it leaves."""
    marks, say = typeset_marks(publication), publication.strings
    shown = phrase(
        say.form("correction.marks", marks.shown),
        count=inner(say.number(marks.shown)),
        kind=inline_element("span", inner(say["correction.typography"]), classes=Css.KIND),
        received=link(phrase(say["page.received"]), RECEIVED_PAGE.markdown),
    )
    if not marks.left:
        return shown
    lines = sorted({publication.source.line(offset) for offset in marks.left})
    links = (link(inner(shown_lines(say, line, line)), f"{RECEIVED_PAGE.markdown}#{line_id(line)}") for line in lines)
    left = phrase(
        say.form("correction.marks_left", len(marks.left)),
        count=inner(say.number(len(marks.left))),
        lines=joined(*links, by=say["list.between"]),
    )
    return joined(shown, left, by=" ")


def letter(number: int) -> str:
    """The sign of an emendation by its position on the page: a to z, then aa, ab and so on."""
    sign = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        sign = chr(ord("a") + rest) + sign
    return sign
