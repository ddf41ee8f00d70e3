r"""What the browser needs to cite a page, and the files that reference managers import.

The data of a page are one JSON object, put into it as `<script type="application/json" id="citation-data">`: no
request, nothing that a Content-Security-Policy would have to allow, about 1.5 kB compressed. Its keys:

    path       "/china-dependence/": the page's own path
    address    its published address; "" while the site has none (`site_url` is a placeholder): then the browser takes
               `location.origin + location.pathname`. A place's address is this, "#" and its id.
    locators   for each id on the page that can be cited, the place as a citation names it: {"p9": "¶ 9", …}
    styles     [[id, name, template], …] in the order in which they are offered; templates are HTML
    formats    [{label, template, address, locator}, …], a row of `formats.FORMATS` each. A template is a text, or a
               CSL-JSON item whose strings are templates: the browser adds "accessed": {"date-parts": [[2001, 2, 3]]},
               and writes an array of one item. `address` and `locator` are what to escape in those values:
               {"&": "\&", …}, from each character to what replaces it
    files      {"bib": …, "ris": …, "json": …}: the ready files of the page, relative to the site's root

briefsite.exports.slots describes the templates. Values for the styles are escaped as HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from briefsite.exports.citable import Citable
from briefsite.exports.formats import FORMATS
from briefsite.exports.placeholder import is_placeholder
from briefsite.works.styles import STYLES
from briefsite.works.work import Work

#: The folder in docs/ that holds the files.
FOLDER: Final = "cite"


def page_data(citable: Citable, templates: Mapping[tuple[str, str], str], site_url: str) -> dict[str, Any]:
    """The data of one page. `templates` are those of `style_templates`."""
    key = citable.work.key
    return {
        "path": citable.path,
        "address": "" if is_placeholder(site_url) else citable.work.url,
        "locators": dict(citable.locators),
        "styles": [
            [style.id, style.label, templates[style.id, key]] for style in STYLES if (style.id, key) in templates
        ],
        "formats": [
            {
                "label": form.label,
                "template": form.template(citable.work),
                "address": form.address_escapes,
                "locator": form.locator_escapes,
            }
            for form in FORMATS
        ],
        "files": {form.ending: f"{FOLDER}/{citable.name}.{form.ending}" for form in FORMATS},
    }


def addressed(work: Work, site_url: str) -> Work:
    """The work of a page; without its address while that is a placeholder, which would be saved and lead nowhere."""
    return replace(work, url="") if is_placeholder(site_url) else work
