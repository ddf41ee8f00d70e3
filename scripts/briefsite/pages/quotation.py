"""Check a quotation: a form that says where words are in the edition, and what differs there. It needs no server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefsite.edition.standing_pages import FULL_TEXT_PAGE, QUOTATION_PAGE
from briefsite.exports.template import printed
from briefsite.html import Html, element, html_text
from briefsite.markup import bullet_list, code, heading, inside, link, paragraph, phrase
from briefsite.pages.classes import Css
from briefsite.pages.page import GeneratedPage, Part, part_place
from briefsite.quotations.quoted_words import FEWEST
from briefsite.quotations.wording_file import QUOTATIONS
from briefsite.reading.publication import Publication

QUOTATION_TITLE: Final = "Check a quotation"
_COMMAND: Final = 'briefsite quote "…"'


def quotation_page(publication: Publication) -> GeneratedPage:
    """The page with the form. Its script (theme/assets/quotation.js) finds what `briefsite quote` finds."""
    part = Part(f"{QUOTATION_PAGE.stem}/form", printed(*_form(publication)))
    noun = publication.edition.work.noun
    lead = (
        f"Paste words that are quoted from the {noun}. This page says where they are, what differs there, and in which "
        "version they are, with a link to each place."
    )
    full_text = link(phrase("the full text"), FULL_TEXT_PAGE.markdown)
    return GeneratedPage(
        QUOTATION_PAGE,
        QUOTATION_TITLE,
        f"{publication.edition.work.title}: whether words that are quoted are in the text, in which version, and what "
        "differs.",
        (
            paragraph(inside(lead), classes=Css.LEAD),
            part_place(part.name),
            heading(2, phrase("What is compared"), id="compared"),
            bullet_list(
                [
                    phrase(
                        "The text with its headings and notes, the text as received where it was emended, and earlier "
                        "versions."
                    ),
                    phrase(
                        "Quotation marks, dashes, hyphens, line ends, punctuation, capitals and the marks of notes are "
                        "no difference."
                    ),
                    phrase(
                        "An ellipsis ({} or {}) stands for words left out, and brackets for words put in: {}. What the "
                        "text has there is said.",
                        code("…"),
                        code("[...]"),
                        code("[the country]"),
                    ),
                    phrase(
                        "A quotation needs at least {} characters. It stays in your browser: nothing is sent anywhere.",
                        FEWEST,
                    ),
                ]
            ),
            phrase(
                "On the command line, {} says the same. Your browser’s own search finds words in {}.",
                code(_COMMAND),
                full_text,
            ),
        ),
        {"tool": "quotation"},
        parts=(part,),
    )


def _form(publication: Publication) -> Sequence[Html]:
    """The form, what is said without JavaScript, and the places for what is found."""
    at = QUOTATION_PAGE.under(publication.edition.site.path)
    below = f"{publication.edition.site.path}/" if publication.edition.site.path else ""
    return (
        element(
            "form",
            element("label", html_text("Quotation"), **{"for": "quotation"}),
            element("textarea", id="quotation", name="words", rows="4", required=True, spellcheck="false"),
            element("button", html_text("Check"), type="submit"),
            id="check",
            classes=Css.CHECK,
            data_site=at.to("/"),
            data_wordings=at.to(f"/{below}{QUOTATIONS}"),
            data_title=publication.edition.work.title,
        ),
        element(
            "noscript",
            element(
                "p",
                html_text("Checking needs JavaScript, which is off or missing here. Without it, use the command "),
                element("code", html_text(_COMMAND)),
                html_text(", or your browser’s own search in the full text."),
            ),
        ),
        element("p", id="said", classes=Css.SAID, role="status", aria_live="polite"),
        element("ol", id="findings", classes=Css.FINDINGS, aria_label="What is found"),
    )
