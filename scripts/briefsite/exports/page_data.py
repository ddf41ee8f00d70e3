"""What the browser needs to cite a page, and the files that reference managers import.

The data of a page are one JSON object, put into it as `<script type="application/json" id="citation-data">`: no
request, nothing that a Content-Security-Policy would have to allow, about 1.5 kB compressed. Its keys:

    path       "/china-dependence/": the page's own path
    address    its published address; "" while the site has none (`site_url` is a placeholder): then the browser takes
               `location.origin + location.pathname`. A place's address is this, "#" and its id.
    locators   for each id on the page that can be cited, the place as a citation names it: {"p9": "¶ 9", …}
    styles     [[id, name, template], …] in the order in which they are offered; templates are HTML
    bibtex     a template, BibTeX
    ris        a template, RIS; lines end with CR LF
    csl        a CSL-JSON item whose strings are templates; where a day of access is given, the browser adds
               "accessed": {"date-parts": [[2001, 2, 3]]}, and the file is an array of one item
    files      {"bib": …, "ris": …, "json": …}: the ready files of the page, relative to the site's root

Templates are what briefsite.exports.slots describes. Their values are escaped as their form needs: `in_html` for the
styles, `in_tex` and `in_url_field` for BibTeX, nothing for RIS and for the strings of `csl`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from briefsite.exports import bibtex_file, csl_json, ris, slots
from briefsite.exports.citable import Citable
from briefsite.works.references import STYLES
from briefsite.works.work import Work

#: The styles as their readers call them.
NAMES: Final[Mapping[str, str]] = {
    "chicago-notes": "Chicago",
    "apa": "APA",
    "mla": "MLA",
    "harvard-cite-them-right": "Harvard",
    "ieee": "IEEE",
}
#: The folder in docs/ that holds the files; everything in it is generated.
FOLDER: Final = "cite"
_ADDRESS: Final = "https://cited.invalid/"
_NOTE: Final = "noteofcitation"


def page_data(citable: Citable, templates: Mapping[tuple[str, str], str], site_url: str) -> dict[str, Any]:
    """The data of one page. `templates` are those of `styled.templates`."""
    key = citable.work.key
    forms = form_templates(citable.work)
    return {
        "path": citable.path,
        "address": "" if is_placeholder(site_url) else citable.work.url,
        "locators": dict(citable.locators),
        "styles": [[style, NAMES[style], templates[style, key]] for style in STYLES if (style, key) in templates],
        **forms,
        "files": {ending: f"{FOLDER}/{citable.name}.{ending}" for ending in ("bib", "ris", "json")},
    }


def in_script(data: object) -> str:
    """JSON that can stand in a `<script>`: no sign in it can end the element or begin a comment (HTML, 4.12.1.3)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def form_templates(work: Work) -> dict[str, Any]:
    """BibTeX, RIS and CSL-JSON of a work as templates: address, place (in the note) and day of access are slots."""
    marked = replace(work, url=_ADDRESS, note=_NOTE if work.note else "", accessed=None)
    bibtex = _slotted(bibtex_file.bibtex_entry(marked), bibtex_file.tex(work.note))
    # A template's `}}` is the entry's last brace. The date stands in quotation marks, as no slot may hold a brace.
    name = "urldate".ljust(bibtex.splitlines()[1].index("=") - len("   "))
    bibtex = bibtex.removesuffix("}}\n") + f'{{accessed|  {name} = "|YYYY-MM-DD|",\n}}}}}}\n'
    tagged = _slotted(ris.record(marked), slots.in_line(work.note))
    tagged = tagged.replace(f"ER  - {ris.END}", f"{{accessed|Y2  - |YYYY/MM/DD|/{ris.END}}}ER  - {ris.END}")
    return {"bibtex": bibtex, "ris": tagged, "csl": _in_strings(csl_json.item(marked), work.note)}


def filled(work: Work, form: str, address: str, locator: str, accessed: datetime.date | None) -> str:
    """A work as a file in one of the forms "bibtex", "ris" and "csl-json", as the browser would fill the templates."""
    made = form_templates(work)
    if form == "bibtex":
        return slots.fill(made["bibtex"], slots.in_url_field(address), slots.in_tex(locator), accessed)
    if form == "ris":
        return slots.fill(made["ris"], address, locator, accessed)
    item = _filled_strings(made["csl"], address, locator)
    if accessed:
        item["accessed"] = {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def is_placeholder(site_url: str) -> bool:
    """Whether the site has no address yet: example.org and its like are nobody's (RFC 2606)."""
    return not site_url or "://example." in site_url


def addressed(work: Work, site_url: str) -> Work:
    """The work of a page without its address while that is nobody's: it would be saved, and lead nowhere."""
    return replace(work, url="") if is_placeholder(site_url) else work


def _slotted(text: str, note: str) -> str:
    text = slots.literal(text).replace(_ADDRESS, slots.ADDRESS)
    return text.replace(_NOTE, slots.literal(note) + "{locator|, |}")


def _in_strings(value: Any, note: str) -> Any:
    """A JSON value, each of its strings a template."""
    if isinstance(value, str):
        return _slotted(value, note)
    if isinstance(value, list):
        return [_in_strings(part, note) for part in value]
    return {name: _in_strings(part, note) for name, part in value.items()} if isinstance(value, dict) else value


def _filled_strings(value: Any, address: str, locator: str) -> Any:
    if isinstance(value, str):
        return slots.fill(value, address, locator)
    if isinstance(value, list):
        return [_filled_strings(part, address, locator) for part in value]
    if isinstance(value, dict):
        return {name: _filled_strings(part, address, locator) for name, part in value.items()}
    return value
