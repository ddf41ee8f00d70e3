"""The formats that reference managers import: a row for each.

To add one, write a function that makes a file of works, add a row, and read the golden file that
`scripts/test --update` writes for it (tests/cited). Downloads, pages, their heads, the command line and the tests take
the formats from here.

A format's template is its file of one work with slots (`slots`) for the address, for the place in the page, which comes
behind the note, and for the day of access. Its strings are escaped as the format needs.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from briefsite.exports import slots
from briefsite.exports.bibtex_file import bibtex, tex
from briefsite.exports.csl_json import csl_json, item
from briefsite.exports.ris import END, ris
from briefsite.works.work import Work

_ADDRESS: Final = "https://cited.invalid/"
_NOTE: Final = "noteofcitation"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the `ending` of its files, its `label` for readers, its media type, its name for `cite --style`.

    `write` makes a file of any works. `template` makes a template of one (text, or JSON whose strings are templates),
    and `fill` makes a file of that, of an address, a place ("" for none) and a day of access. `key` is where a page's
    data has the template for the browser.
    """

    ending: str
    label: str
    media_type: str
    cli: str
    key: str
    write: Callable[[Sequence[Work]], str]
    template: Callable[[Work], Any]
    fill: Callable[[Any, str, str, datetime.date | None], str]


def _bibtex_template(work: Work) -> str:
    text = _slotted(bibtex([_marked(work)]), tex(work.note))
    # A template's `}}` is the entry's last brace. The date is in quotation marks, as no slot may hold a brace.
    name = "urldate".ljust(text.splitlines()[1].index("=") - len("   "))
    return text.removesuffix("}}\n") + f'{{accessed|  {name} = "|YYYY-MM-DD|",\n}}}}}}\n'


def _filled_bibtex(template: str, address: str, locator: str, accessed: datetime.date | None) -> str:
    return slots.fill(template, slots.in_url_field(address), slots.in_tex(locator), accessed)


def _ris_template(work: Work) -> str:
    text = _slotted(ris([_marked(work)]), slots.in_line(work.note))
    return text.replace(f"ER  - {END}", f"{{accessed|Y2  - |YYYY/MM/DD|/{END}}}ER  - {END}")


def _csl_template(work: Work) -> Any:
    return _in_strings(item(_marked(work)), lambda text: _slotted(text, work.note))


def _filled_csl(template: Any, address: str, locator: str, accessed: datetime.date | None) -> str:
    filled = _in_strings(template, lambda text: slots.fill(text, address, locator))
    if accessed:
        filled["accessed"] = {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
    return json.dumps([filled], ensure_ascii=False, indent=1) + "\n"


def _marked(work: Work) -> Work:
    """The work with marks for its address and its note, and no day of access."""
    return replace(work, url=_ADDRESS, note=_NOTE if work.note else "", accessed=None)


def _slotted(text: str, note: str) -> str:
    """`text` as a template: the marks become slots. `note` is the work's, as the format writes it."""
    text = slots.literal(text).replace(_ADDRESS, slots.ADDRESS)
    return text.replace(_NOTE, slots.literal(note) + "{locator|, |}")


def _in_strings(value: Any, change: Callable[[str], str]) -> Any:
    """A JSON value with each of its strings changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_strings(part, change) for part in value]
    return {name: _in_strings(part, change) for name, part in value.items()} if isinstance(value, Mapping) else value


#: All formats, in the order in which they are offered.
FORMATS: Final = (
    Format("bib", "BibTeX", "application/x-bibtex", "bibtex", "bibtex", bibtex, _bibtex_template, _filled_bibtex),
    Format("ris", "RIS", "application/x-research-info-systems", "ris", "ris", ris, _ris_template, slots.fill),
    Format(
        "json",
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        "csl-json",
        "csl",
        csl_json,
        _csl_template,
        _filled_csl,
    ),
)
