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
    lead = f"Paste a quotation from the {noun} to find its passage and version, and to see any differences."
    full_text = link(phrase("the full text"), FULL_TEXT_PAGE.markdown)
    return GeneratedPage(
        QUOTATION_PAGE,
        QUOTATION_TITLE,
        f"{publication.edition.work.title}: find a quotation in the text and its versions, and see any differences.",
        (
            paragraph(inside(lead), classes=Css.LEAD),
            part_place(part.name),
            heading(2, phrase("What is compared"), id="compared"),
            bullet_list(
                [
                    phrase(
                        "The text with its headings and notes, the source’s wording of corrected passages, and earlier "
                        "versions."
                    ),
                    phrase(
                        "Differences in quotation marks, dashes, hyphens, line ends, punctuation, capitals and note "
                        "markers are ignored."
                    ),
                    phrase(
                        "An ellipsis ({} or {}) marks omitted words, and brackets mark inserted words: {}. "
                        "The result shows what the text has there.",
                        code("…"),
                        code("[...]"),
                        code("[the country]"),
                    ),
                    phrase(
                        "Enter at least {} characters. The check runs in your browser; nothing is sent.",
                        FEWEST,
                    ),
                ]
            ),
            phrase(
                "On the command line, use {}. Or use your browser’s Find in {}.",
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
                html_text("This check needs JavaScript. Without it, use the command "),
                element("code", html_text(_COMMAND)),
                html_text(", or your browser’s Find in the full text."),
            ),
        ),
        element("p", id="said", classes=Css.SAID, role="status", aria_live="polite"),
        element("ol", id="findings", classes=Css.FINDINGS, aria_label="Results"),
    )
