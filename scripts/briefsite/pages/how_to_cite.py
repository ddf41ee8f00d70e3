"""How to cite, at the end of each page of the text: the reference in every style, ready to be copied.

It is there for readers without JavaScript, and where the cite buttons lead without it. Its references are for the page;
a paragraph is cited with its number and its own address, and the block says how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefsite.edition.standing_pages import QUOTATION_PAGE
from briefsite.exports.citable import Citable, citables
from briefsite.exports.cited_work import editor_names, original
from briefsite.exports.page_data import ORIGINAL
from briefsite.exports.placeholder import is_placeholder
from briefsite.exports.short_forms import no_such_form, short_form
from briefsite.exports.slots import fill, in_html
from briefsite.exports.style_templates import without_address
from briefsite.exports.template import Printed, address_in_site, printed
from briefsite.html import Html, Markdown, element, html_text, joined_html
from briefsite.ledger.address import is_passage, label
from briefsite.ledger.version import DRAFT, version_named
from briefsite.ledger.wordings import unchanged_since
from briefsite.markup import html_of_engine, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.fold import folded
from briefsite.pages.page import Part, part_place
from briefsite.pages.works_files import file_links
from briefsite.reading.publication import Publication
from briefsite.words import in_one_sentence
from briefsite.works.addresses import doi_address
from briefsite.works.style import Style
from briefsite.works.work import names_in_words


def how_to_cite(
    publication: Publication, site_url: str, templates: Mapping[tuple[str, str], str]
) -> Mapping[str, Part]:
    """What is said of each page of the text, by its path. `templates` are those of `exports.style_templates`."""
    return {
        path: Part(f"{PagePath.of(path).stem}/cite", _said(publication, citable, site_url, templates))
        for path, citable in citables(publication, site_url).items()
        if citable.of_text
    }


def cite_section(part: Part) -> Markdown:
    """The block of the page in which the part is printed. Heading and address are the page's own: links lead there."""
    return folded(phrase("How to cite"), part_place(part.name), id="cite", classes=Css.CITE, search=False)


def _said(
    publication: Publication, citable: Citable, site_url: str, templates: Mapping[tuple[str, str], str]
) -> Printed:
    site = publication.edition.site
    rows = []
    for style in publication.styles:
        reference = _reference(templates[style.id, citable.work.key], style, citable, site_url)
        rows += [element("dt", html_text(style.label)), element("dd", reference)]
    below = f"{site.path}/" if site.path else ""
    files = file_links(citable.name, below, "this page")
    lines = [joined_html(html_text("For reference managers: "), files, html_text("."))]
    if example := next((address for address in citable.locators if is_passage(address)), ""):
        own = "give its number ({}) alone and add" if citable.locators.get("") else "add its number ({}) and"
        number = html_text(f"To cite a paragraph, {own.format(label(example))} its link (")
        lines.append(joined_html(number, element("code", html_text(f"#{example}")), html_text(").")))
    lines.append(html_text("Numbers and links are permanent."))
    if is_placeholder(site_url):
        lines.append(html_text("The site has no permanent address yet, so the references do not include one."))
    if not publication.frozen:
        page = address_in_site(QUOTATION_PAGE.under(site.path).path.lstrip("/"))
        check = element("a", html_text("Check a quotation"), href=page)
        lines.append(joined_html(check, html_text(" finds quoted words and reports any differences.")))
    lines += _unchanged(publication, citable)
    lines += _of_version(publication, citable, below)
    return printed(
        element("dl", *rows, gap="\n", classes=Css.STYLES),
        element("p", joined_html(*_short(citable, publication.styles, site_url), by="\n")),
        element("p", joined_html(*lines, by="\n")),
        element("p", joined_html(*_whose(publication, templates, below), by="\n")),
    )


def _short(citable: Citable, styles: Sequence[Style], site_url: str) -> Iterator[Html]:
    """The citations in a note and in the text, which name the page's paragraphs."""
    locator = citable.locators.get("", "")
    address = "" if is_placeholder(site_url) else PagePath.of(citable.path).url(site_url)
    cited = replace(citable.dressed, work=replace(citable.work, url="", doi=""))
    short = {style: html_of_engine(short_form(cited, style, locator, address)) for style in styles if not style.csl}
    for style, said in short.items():
        if not no_such_form(style, "note"):
            yield joined_html(html_text(f"In a note ({style.label}):"), said, by=" ")
    shown = [
        joined_html(html_text(style.label), said, by=" ")
        for style, said in short.items()
        if not no_such_form(style, "text")
    ]
    yield joined_html(html_text("In the text: "), joined_html(*shown, by=", "), html_text("."))


def _whose(publication: Publication, templates: Mapping[tuple[str, str], str], below: str) -> Iterator[Html]:
    """Whose the work is and whose the edition, and how to cite the work without it."""
    noun = publication.edition.work.noun
    if editors := names_in_words(editor_names(publication)):
        yield html_text(f"The edition is edited by {editors}.")
    yield html_text(f"References credit the {noun} as it was published; page titles are the editors’.")
    alone = original(publication)
    address = alone.work.url or (doi_address(alone.work.doi) if alone.work.doi else "")
    yield joined_html(
        html_text("The original publication, without this edition:"),
        html_of_engine(fill(templates[publication.styles[0].id, alone.work.key], in_html(address))),
        joined_html(html_text("("), file_links(ORIGINAL, below, "the original publication"), html_text(")")),
        by=" ",
    )


def _unchanged(publication: Publication, citable: Citable) -> Iterator[Html]:
    """Since which version the words of the page are the same, with the passages that changed, or came, later."""
    ledger = publication.ledger
    passages = [address for address in citable.locators if is_passage(address) and address not in citable.drafts]
    since = {address: unchanged_since(ledger, ledger.by_id[address]) for address in passages}
    versions = sorted({*since.values()} - {DRAFT})
    if not versions:
        return
    later = []
    for version in reversed(versions[1:]):
        these = in_one_sentence([citable.locators[address] for address in passages if since[address] == version])
        later.append(f"those of {these} since that of {version.shown}")
    but = f", {in_one_sentence(later)}" if later else ""
    unchanged = f"unchanged since {version_named(versions[0])}{but}."
    if not publication.frozen:
        yield html_text(f"The words are {unchanged}")
    elif versions != [publication.version]:
        yield html_text(f"In this version, the words are {unchanged}")


def _of_version(publication: Publication, citable: Citable, below: str) -> Iterator[Html]:
    """Which version is cited, where its words can be read for good, and what on the page is not in it."""
    if publication.version is None:
        yield html_text("This draft can be cited after its release.")
        return
    said = f"version of {publication.version.shown}"
    if citable.drafts.get("") and not citable.kept:
        yield html_text(f"This page is a draft, not part of the {said}. It can be cited after the next release.")
        return
    if publication.frozen or not citable.kept:
        yield html_text(f"This is the {said}.")
        return
    kept = element("a", html_text(said), href=address_in_site(f"{below}{citable.kept.lstrip('/')}"))
    yield joined_html(html_text("The "), kept, html_text(" keeps this page unchanged, with its own links."))
    drafts = [citable.locators[address] for address in citable.drafts if address]
    if drafts:
        they = f"{in_one_sentence(drafts)} {'are drafts' if len(drafts) > 1 else 'is a draft'}"
        yield html_text(f"{they}: changes since that version can be cited after the next release.")


def _reference(template: str, style: Style, citable: Citable, site_url: str) -> Html:
    locator = in_html(citable.locators.get("", ""))
    if is_placeholder(site_url):
        # The address at which the page is read is known to the browser only: the dialog adds it.
        return html_of_engine(fill(without_address(template, style), "", locator))
    return html_of_engine(fill(template, in_html(PagePath.of(citable.path).url(site_url)), locator))
