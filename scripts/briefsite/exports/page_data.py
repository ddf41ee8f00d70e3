r"""The data with which the browser cites a page, and the paths of the page's files for reference managers.

They are a JSON object in the page, in `<script type="application/json" id="citation-data">`. So the browser makes no
request for them, and the Content-Security-Policy needs no exception. About 1.5 kB compressed. The keys:

    path       the page's path in the site: "/china-dependence/"
    address    its URL; "" while `site_url` is a placeholder: then the browser uses its own address, without
               the fragment. The address of a place on the page is this URL, "#" and the id.
    locators   the locator of each id on the page that can be cited: {"p9": "¶ 9", …}; that of "" is the page's own
    version    the last version: "24 November 2026"
    range      the locator of a range, with {first} and {last} for the numbers of its ends: "¶¶ {first}–{last}"
    runs       the passages that follow one another in the text, of which ranges can be cited: [["p8", "p9", …], …]
    kept       the way from the page to the same page in that version; missing if there is none
    drafts     what on the page is not in that version as it is here: {"p9": "changed", …}; "" is the page itself
    was        the way from the page to those of these that the version has: {"p9": "../v/2026-11-24/turkey/#p9", …}
    styles     [[id, label, template], …] in the order of the menu; templates are HTML
    short      the short form of each style by its id, [form, words, templates]: its name ("note" or "text"), what takes
               the place of signs in its locator, each in turn ({"¶¶": "paras.", "¶": "para.", …}), and its template;
               a second one, if there is one, is for citations without a locator
    formats    [{label, template, address, locator}, …], one for each row of `formats.FORMATS`. A template is a text, or
               a CSL-JSON item whose strings are templates: the browser adds "accessed": {"date-parts": [[2001, 2, 3]]}
               and writes an array of one item. `address` and `locator` map the characters to escape in those values to
               their replacements: {"&": "\&", …}
    files      {"bib": …, "ris": …, "json": …}: the paths of the page's files, relative to the root of the site
    original   the work as it was published, without this edition: its address, styles and formats, as above; missing on
               pages that are the editors'

briefsite.exports.slots describes the templates. Values for the styles are escaped as HTML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from briefsite.exports.citable import Citable
from briefsite.exports.cited_work import CitedWork
from briefsite.exports.formats import FORMATS
from briefsite.exports.placeholder import is_placeholder
from briefsite.exports.short_forms import form_of, locator_words, no_such_form, short_templates
from briefsite.ledger.address import RANGE_LOCATOR
from briefsite.page_path import PagePath
from briefsite.works.addresses import doi_address
from briefsite.works.style import Style
from briefsite.works.styles import STYLES
from briefsite.works.work import Work

#: The folder in docs/ that holds the files.
FOLDER: Final = "cite"
#: The name of the files of the original alone. No page can have this slug (`outline.RESERVED_SLUGS`).
ORIGINAL: Final = "index-original"


def page_data(
    citable: Citable,
    templates: Mapping[tuple[str, str], str],
    site_url: str,
    alone: CitedWork,
    styles: Sequence[Style] = STYLES,
) -> dict[str, Any]:
    """The data of one page. `templates` are those of `style_templates.page_templates`, `alone` is the original."""
    return {
        "path": citable.path,
        "address": "" if is_placeholder(site_url) else citable.work.url,
        "locators": dict(citable.locators),
        **({"range": RANGE_LOCATOR, "runs": citable.runs} if citable.runs else {}),
        **_of_versions(citable),
        **_references(citable.dressed, styles, templates, addressed=True),
        "files": {form.ending: f"{FOLDER}/{citable.name}.{form.ending}" for form in FORMATS},
        **({"original": _of_original(alone, styles, templates)} if citable.of_text else {}),
    }


def _of_original(alone: CitedWork, styles: Sequence[Style], templates: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    address = alone.work.url or (doi_address(alone.work.doi) if alone.work.doi else "")
    return {"address": address, **_references(alone, styles, templates, addressed=bool(address))}


def _references(
    cited: CitedWork, styles: Sequence[Style], templates: Mapping[tuple[str, str], str], *, addressed: bool
) -> dict[str, Any]:
    work, key = cited.work, cited.work.key
    return {
        "styles": [
            [style.id, style.label, templates[style.id, key]] for style in styles if (style.id, key) in templates
        ],
        "short": {
            style.id: [form_of(style), locator_words(style), short_templates(cited, style, addressed=addressed)]
            for style in styles
            if (style.id, key) in templates and not no_such_form(style, form_of(style))
        },
        "formats": [
            {
                "label": form.label,
                "template": form.template(work),
                "address": form.address_escapes,
                "locator": form.locator_escapes,
            }
            for form in FORMATS
        ],
    }


def _of_versions(citable: Citable) -> dict[str, Any]:
    version, page = citable.dressed.version, PagePath.of(citable.path)
    known = {
        "version": version.shown if version else "",
        "kept": page.to(citable.kept) if citable.kept else "",
        "drafts": dict(citable.drafts),
        "was": {address: page.to(place) for address, place in citable.was.items()},
    }
    return {name: value for name, value in known.items() if value}


def addressed(work: Work, site_url: str) -> Work:
    """The work of a page, without its URL while `site_url` is a placeholder: a saved citation would lead nowhere."""
    return replace(work, url="") if is_placeholder(site_url) else work
