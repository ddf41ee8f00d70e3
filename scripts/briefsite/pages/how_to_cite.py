"""How to cite, at the end of each page of the text: the reference in every style, ready to be copied.

It is there for readers without JavaScript, and where the cite buttons lead without it. Its references are for the page;
a paragraph is cited with its number and its own address, and the block says how.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefsite.dates import long_date
from briefsite.exports.citable import Citable, citables
from briefsite.exports.formats import FORMATS
from briefsite.exports.page_data import FOLDER
from briefsite.exports.placeholder import is_placeholder
from briefsite.exports.slots import fill, in_html
from briefsite.exports.template import address_in_site, printed_html
from briefsite.ledger.address import is_passage, label
from briefsite.page_path import PagePath
from briefsite.pages.page import Part, part_place
from briefsite.reading.publication import Publication
from briefsite.works.styles import STYLES


def how_to_cite(
    publication: Publication, site_url: str, templates: Mapping[tuple[str, str], str]
) -> Mapping[str, Part]:
    """What is said of each page of the text, by its path. `templates` are those of `exports.style_templates`."""
    return {
        path: Part(f"{PagePath.of(path).stem}/cite", _said(publication, citable, site_url, templates))
        for path, citable in citables(publication, site_url).items()
        if citable.work.type in {"report", "chapter"}
    }


def cite_section(part: Part) -> str:
    """The block of the page in which the part is printed. Heading and address are the page's own: links lead there."""
    return "\n\n".join(
        [
            '<section class="cite" aria-labelledby="cite" markdown="1">',
            '## How to cite { #cite data-search-exclude="" }',
            part_place(part.name),
            "</section>",
        ]
    )


def _said(publication: Publication, citable: Citable, site_url: str, templates: Mapping[tuple[str, str], str]) -> str:
    site = publication.edition.site
    rows = []
    for style in STYLES:
        reference = _reference(templates[style.id, citable.work.key], citable, site_url)
        rows += [f"<dt>{style.label}</dt>", f"<dd>{printed_html(reference)}</dd>"]
    below = f"{site.path}/" if site.path else ""
    files = ", ".join(
        f'<a href="{address_in_site(f"{below}{FOLDER}/{citable.name}.{form.ending}")}">{form.label}</a>'
        for form in FORMATS
    )
    example = next((address for address in citable.locators if is_passage(address)), "")
    paragraph = f"To cite a paragraph, add its number ({label(example)}) and its address (<code>#{example}</code>)."
    lines = [
        '<dl class="styles">',
        *rows,
        "</dl>",
        f"<p>For reference managers: {files}.",
        *([paragraph] if example else []),
        "Numbers and addresses stay what they are when the text is edited.",
        f"This is the edition of {long_date(site.date)}.</p>",
    ]
    return "\n".join(lines)


def _reference(template: str, citable: Citable, site_url: str) -> str:
    if is_placeholder(site_url):
        # The site has no address yet, and the one it is read at is known to the browser only.
        plain = template.replace('<a href="{address}">{address}</a>', "{address}")
        return fill(plain, "[address of this page]")
    return fill(template, in_html(PagePath.of(citable.path).url(site_url)))
