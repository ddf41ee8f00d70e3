"""The download formats, which reference managers import: a row for each.

To add one, write a function that makes a file of works, add a row, and check the golden file that
`scripts/test --update` writes for it (tests/cited). Downloads, pages and their heads, the dialog for citing, the
command line and the tests read the formats from here.

A format's template is its file of one work, with slots (`slots`) for the address, for the locator, which follows the
note, and for the date of access. It is a text, or, for CSL-JSON, an item whose strings are templates. `Format.fill`
fills it in here; theme/assets/reader.js does so in the browser by the same rules, for any format that has a row.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from briefsite.exports import slots
from briefsite.exports.biblatex_file import biblatex
from briefsite.exports.bibtex_file import bibtex
from briefsite.exports.csl_json import csl_json, item
from briefsite.exports.ris import END, ris
from briefsite.exports.tex_values import tex
from briefsite.works.work import Work

_NOTE: Final = "noteofcitation"


@dataclass(frozen=True, slots=True)
class Format:
    """A download format.

    `ending` is the extension of its files, without the first dot ("biblatex.bib"); `label` its name for readers; `cli`
    its name for `briefsite cite --style`. `write` returns the text of a file of works, `template` the template of one
    work. `address_escapes` and `locator_escapes` say how the values of those slots are escaped (`slots.escaped`).
    """

    ending: str
    label: str
    media_type: str
    cli: str
    write: Callable[[Sequence[Work]], str]
    template: Callable[[Work], Any]
    address_escapes: Mapping[str, str]
    locator_escapes: Mapping[str, str]

    def fill(self, template: Any, address: str, locator: str, accessed: datetime.date | None) -> str:
        """The text of a file, from a `template` of this format, an address, a locator ("" for none) and a date.

        A CSL-JSON item becomes an array of one item, with the date of access as CSL writes dates.
        """
        address = slots.escaped(address, self.address_escapes)
        locator = slots.escaped(locator, self.locator_escapes)
        if isinstance(template, str):
            return slots.fill(template, address, locator, accessed)
        filled = _in_strings(template, lambda text: slots.fill(text, address, locator))
        if accessed:
            filled["accessed"] = {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
        return json.dumps([filled], ensure_ascii=False, indent=1) + "\n"


def _bibtex_template(work: Work) -> str:
    return _of_entry(bibtex([_marked(work)]), work)


def _biblatex_template(work: Work) -> str:
    return _of_entry(biblatex([_marked(work)]), work)


def _of_entry(text: str, work: Work) -> str:
    """The template of an entry, with a field for the date of access at its end."""
    text = _slotted(text, tex(work.note))
    # `}}` in a template is the closing brace of the entry. The date is in quotation marks: a slot can't hold braces.
    name = "urldate".ljust(text.splitlines()[1].index("=") - len("   "))
    return text.removesuffix("}}\n") + f'{{accessed|  {name} = "|YYYY-MM-DD|",\n}}}}}}\n'


def _ris_template(work: Work) -> str:
    text = _slotted(ris([_marked(work)]), slots.in_line(work.note))
    return text.replace(f"ER  - {END}", f"{{accessed|Y2  - |YYYY/MM/DD|/{END}}}ER  - {END}")


def _csl_template(work: Work) -> Any:
    return _in_strings(item(_marked(work)), lambda text: _slotted(text, work.note))


def _marked(work: Work) -> Work:
    """The work with placeholders for its URL and its note, and no date of access."""
    return replace(work, url=slots.STAND_IN_ADDRESS, note=_NOTE if work.note else "", accessed=None)


def _slotted(text: str, note: str) -> str:
    """`text` as a template, with slots for the placeholders. `note` is the work's note, escaped for the format."""
    text = slots.literal(text).replace(slots.STAND_IN_ADDRESS, slots.ADDRESS)
    return text.replace(_NOTE, slots.literal(note) + "{locator|, |}")


def _in_strings(value: Any, change: Callable[[str], str]) -> Any:
    """A JSON value with `change` applied to each of its strings."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_strings(part, change) for part in value]
    return {name: _in_strings(part, change) for name, part in value.items()} if isinstance(value, Mapping) else value


#: All formats, in the order of menus.
FORMATS: Final = (
    Format(
        "bib",
        "BibTeX",
        "application/x-bibtex",
        "bibtex",
        bibtex,
        _bibtex_template,
        slots.URL_FIELD_ESCAPES,
        slots.TEX_ESCAPES,
    ),
    Format(
        "biblatex.bib",
        "biblatex",
        "application/x-biblatex",
        "biblatex",
        biblatex,
        _biblatex_template,
        slots.URL_FIELD_ESCAPES,
        slots.TEX_ESCAPES,
    ),
    Format("ris", "RIS", "application/x-research-info-systems", "ris", ris, _ris_template, {}, {}),
    Format("json", "CSL-JSON", "application/vnd.citationstyles.csl+json", "csl-json", csl_json, _csl_template, {}, {}),
)
