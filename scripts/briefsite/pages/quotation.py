"""Check a quotation: a form that says where words are in the edition, and what differs there. It needs no server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefsite.edition.standing_pages import FULL_TEXT_PAGE, QUOTATION_PAGE, standing_title
from briefsite.exports.template import printed
from briefsite.html import Html, element, html_phrase, html_text
from briefsite.markup import bullet_list, code, heading, inner, link, paragraph, phrase
from briefsite.pages.classes import Css
from briefsite.pages.page import GeneratedPage, Part, part_place
from briefsite.quotations.quoted_words import FEWEST
from briefsite.quotations.wording_file import QUOTATIONS
from briefsite.reading.publication import Publication

_COMMAND: Final = 'briefsite quote "…"'


def quotation_page(publication: Publication) -> GeneratedPage:
    """The page with the form. Its script (theme/assets/quotation.js) finds what `briefsite quote` finds."""
    part = Part(f"{QUOTATION_PAGE.stem}/form", printed(*_form(publication)))
    say, work = publication.strings, publication.edition.work
    lead = phrase(say["quotation.lead"], text=inner(work.noun))
    full_text = link(phrase(say["quotation.the_full_text"]), FULL_TEXT_PAGE.markdown)
    example = code(say["quotation.gap_example"])
    return GeneratedPage(
        QUOTATION_PAGE,
        standing_title(QUOTATION_PAGE, say),
        say.text("quotation.description", title=work.title),
        (
            paragraph(lead, classes=Css.LEAD),
            part_place(part.name),
            heading(2, phrase(say["quotation.compared"]), id="compared"),
            bullet_list(
                [
                    phrase(say["quotation.compared_texts"]),
                    phrase(say["quotation.ignored"]),
                    phrase(say["quotation.gaps"], ellipsis=code("…"), dots=code("[...]"), example=example),
                    phrase(say.form("quotation.fewest", FEWEST), count=FEWEST),
                ]
            ),
            phrase(say["quotation.elsewhere"], command=code(_COMMAND), full_text=full_text),
        ),
        {"tool": "quotation"},
        parts=(part,),
    )


def _form(publication: Publication) -> Sequence[Html]:
    """The form, what is said without JavaScript, and the places for what is found."""
    at, say = QUOTATION_PAGE.under(publication.edition.site.path), publication.strings
    below = f"{publication.edition.site.path}/" if publication.edition.site.path else ""
    return (
        element(
            "form",
            element("label", html_text(say["quotation.label"]), **{"for": "quotation"}),
            element("textarea", id="quotation", name="words", rows="4", required=True, spellcheck="false"),
            element("button", html_text(say["quotation.check"]), type="submit"),
            id="check",
            classes=Css.CHECK,
            data_site=at.to("/"),
            data_wordings=at.to(f"/{below}{QUOTATIONS}"),
            data_title=publication.edition.work.title,
            data_searching=say["found.searching"],
            data_failed=say["found.failed"],
        ),
        element(
            "noscript",
            element("p", html_phrase(say["quotation.no_script"], command=element("code", html_text(_COMMAND)))),
        ),
        element("p", id="said", classes=Css.SAID, role="status", aria_live="polite"),
        element("ol", id="findings", classes=Css.FINDINGS, aria_label=say["quotation.results"]),
    )
