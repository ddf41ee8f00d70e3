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
from briefsite.ledger.address import is_passage, label
from briefsite.markup import from_fragment, link
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication
from briefsite.works.styles import STYLES


def how_to_cite(publication: Publication, site_url: str, templates: Mapping[tuple[str, str], str]) -> Mapping[str, str]:
    """For the path of each page of the text, the block at its end. `templates` are those of `style_templates`."""
    return {
        path: _block(publication, citable, site_url, templates)
        for path, citable in citables(publication, site_url).items()
        if citable.work.type in {"report", "chapter"}
    }


def _block(publication: Publication, citable: Citable, site_url: str, templates: Mapping[tuple[str, str], str]) -> str:
    rows = []
    for style in STYLES:
        reference = _reference(templates[style.id, citable.work.key], citable, site_url)
        rows.append(f'<dt>{style.label}</dt>\n<dd markdown="span">{reference}</dd>')
    files = ", ".join(link(form.label, f"{FOLDER}/{citable.name}.{form.ending}") for form in FORMATS)
    example = next((address for address in citable.locators if is_passage(address)), "")
    paragraph = f" To cite a paragraph, add its number ({label(example)}) and its address (`#{example}`)."
    note = (
        f"For reference managers: {files}.{paragraph if example else ''} Numbers and addresses stay what they are when "
        f"the text is edited. This is the edition of {long_date(publication.edition.site.date)}."
    )
    parts = [
        '<section class="cite" aria-labelledby="cite" markdown="1">',
        '## How to cite { #cite data-search-exclude="" }',
        "\n".join(['<dl class="styles" markdown="1">', *rows, "</dl>"]),
        note,
        "</section>",
    ]
    return "\n\n".join(parts)


def _reference(template: str, citable: Citable, site_url: str) -> str:
    if is_placeholder(site_url):
        # The site has no address yet, and the one it is read at is known to the browser only.
        plain = template.replace('<a href="{address}">{address}</a>', "{address}")
        return from_fragment(fill(plain, "[address of this page]"))
    return from_fragment(fill(template, in_html(PagePath.of(citable.path).url(site_url))))
