"""How to cite, at the end of each page of the text: the reference in every style, ready to be copied.

It is there for readers without JavaScript, and where the cite buttons lead without it. Its references are for the page;
a paragraph is cited with its number and its own address, and the block says how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefsite.edition.standing_pages import QUOTATION_PAGE, standing_title
from briefsite.exports.citable import Citable, citables
from briefsite.exports.cited_work import editor_names, original
from briefsite.exports.page_data import ORIGINAL
from briefsite.exports.placeholder import is_placeholder
from briefsite.exports.short_forms import no_such_form, short_form
from briefsite.exports.slots import fill, in_html
from briefsite.exports.style_templates import without_address
from briefsite.exports.template import Printed, address_in_site, printed
from briefsite.html import Html, Markdown, element, html_phrase, html_text, joined_html
from briefsite.language.strings import Strings
from briefsite.ledger.address import is_passage, label
from briefsite.ledger.version import DRAFT, shown_version, version_named
from briefsite.ledger.wordings import unchanged_since
from briefsite.markup import html_of_engine, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.fold import folded
from briefsite.pages.page import Part, part_place
from briefsite.pages.works_files import file_links
from briefsite.reading.publication import Publication
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


def cite_section(part: Part, say: Strings) -> Markdown:
    """The block of the page in which the part is printed. Heading and address are the page's own: links lead there."""
    return folded(phrase(say["cite.title"]), part_place(part.name), id="cite", classes=Css.CITE, search=False)


def _said(
    publication: Publication, citable: Citable, site_url: str, templates: Mapping[tuple[str, str], str]
) -> Printed:
    site, say = publication.edition.site, publication.strings
    rows = []
    for style in publication.styles:
        reference = _reference(templates[style.id, citable.work.key], style, citable, site_url)
        rows += [element("dt", html_text(style.label)), element("dd", reference)]
    below = f"{site.path}/" if site.path else ""
    files = file_links(citable.name, below, say["cite.this_page"], say)
    lines = [html_phrase(say["cite.files"], files=files)]
    if example := next((address for address in citable.locators if is_passage(address)), ""):
        template = say["cite.paragraph_alone" if citable.locators.get("") else "cite.paragraph"]
        fragment = element("code", html_text(f"#{example}"))
        lines.append(html_phrase(template, number=html_text(label(example)), link=fragment))
    lines.append(html_text(say["cite.permanent"]))
    if is_placeholder(site_url):
        lines.append(html_text(say["cite.no_address"]))
    if not publication.frozen:
        page = address_in_site(QUOTATION_PAGE.under(site.path).path.lstrip("/"))
        check = element("a", html_text(standing_title(QUOTATION_PAGE, say)), href=page)
        lines.append(html_phrase(say["cite.check"], check=check))
    lines += _unchanged(publication, citable)
    lines += _of_version(publication, citable, below)
    return printed(
        element("dl", *rows, gap="\n", classes=Css.STYLES),
        element("p", joined_html(*_short(citable, publication.styles, site_url, say), by="\n")),
        element("p", joined_html(*lines, by="\n")),
        element("p", joined_html(*_whose(publication, templates, below), by="\n")),
    )


def _short(citable: Citable, styles: Sequence[Style], site_url: str, say: Strings) -> Iterator[Html]:
    """The citations in a note and in the text, which name the page's paragraphs."""
    locator = citable.locators.get("", "")
    address = "" if is_placeholder(site_url) else PagePath.of(citable.path).url(site_url)
    cited = replace(citable.dressed, work=replace(citable.work, url="", doi=""))
    short = {style: html_of_engine(short_form(cited, style, locator, address)) for style in styles if not style.csl}
    for style, said in short.items():
        if not no_such_form(style, "note"):
            yield html_phrase(say["cite.note"], style=html_text(style.label), note=said)
    shown = [
        html_phrase(say["cite.in_text_style"], style=html_text(style.label), citation=said)
        for style, said in short.items()
        if not no_such_form(style, "text")
    ]
    yield html_phrase(say["cite.in_text"], citations=joined_html(*shown, by=say["list.between"]))


def _whose(publication: Publication, templates: Mapping[tuple[str, str], str], below: str) -> Iterator[Html]:
    """Whose the work is and whose the edition, and how to cite the work without it."""
    say = publication.strings
    if editors := names_in_words(editor_names(publication), say):
        yield html_text(say.text("cite.edited_by", editors=editors))
    yield html_text(say.text("cite.credit", text=publication.edition.work.noun))
    alone = original(publication)
    address = alone.work.url or (doi_address(alone.work.doi) if alone.work.doi else "")
    yield html_phrase(
        say["cite.original"],
        reference=html_of_engine(fill(templates[publication.styles[0].id, alone.work.key], in_html(address))),
        files=file_links(ORIGINAL, below, say["cite.the_original"], say),
    )


def _unchanged(publication: Publication, citable: Citable) -> Iterator[Html]:
    """Since which version the words of the page are the same, with the passages that changed, or came, later."""
    ledger, say = publication.ledger, publication.strings
    passages = [address for address in citable.locators if is_passage(address) and address not in citable.drafts]
    since = {address: unchanged_since(ledger, ledger.by_id[address]) for address in passages}
    versions = sorted({*since.values()} - {DRAFT})
    if not versions:
        return
    later = []
    for version in reversed(versions[1:]):
        these = say.sequence([citable.locators[address] for address in passages if since[address] == version])
        later.append(say.text("cite.those_since", passages=these, version=shown_version(version, say)))
    if publication.frozen and versions == [publication.version]:
        return
    key = f"cite.unchanged{'_in_version' if publication.frozen else ''}{'_but' if later else ''}"
    yield html_text(say.text(key, version=version_named(versions[0], say), later=say.sequence(later)))


def _of_version(publication: Publication, citable: Citable, below: str) -> Iterator[Html]:
    """Which version is cited, where its words can be read for good, and what on the page is not in it."""
    say = publication.strings
    if publication.version is None:
        yield html_text(say["cite.draft"])
        return
    version = shown_version(publication.version, say)
    if citable.drafts.get("") and not citable.kept:
        yield html_text(say.text("cite.draft_page", version=version))
        return
    if publication.frozen or not citable.kept:
        yield html_text(say.text("cite.this_version", version=version))
        return
    said = html_text(say.text("cite.version_link", version=version))
    kept = element("a", said, href=address_in_site(f"{below}{citable.kept.lstrip('/')}"))
    yield html_phrase(say["cite.kept"], version=kept)
    drafts = [citable.locators[address] for address in citable.drafts if address]
    if drafts:
        yield html_text(say.count("cite.drafts", len(drafts), passages=say.sequence(drafts)))


def _reference(template: str, style: Style, citable: Citable, site_url: str) -> Html:
    locator = in_html(citable.locators.get("", ""))
    if is_placeholder(site_url):
        # The address at which the page is read is known to the browser only: the dialog adds it.
        return html_of_engine(fill(without_address(template, style), "", locator))
    return html_of_engine(fill(template, in_html(PagePath.of(citable.path).url(site_url)), locator))
