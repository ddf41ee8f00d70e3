"""The rules by which the browser fills a citation's slots are written down in `slots`; a browser follows them here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.exports import slots
from briefsite.works.dates import MONTHS, SHORT_MONTHS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CASES = Path(__file__).parent.parent / "exports" / "slots.json"

DATED = """
const dated = (form, day) => {
  const [y, m, d] = day.split("-");
  const parts = {YYYY: y, MMMM: names[m - 1], MMM: short[m - 1], MM: m, DD: d, D: String(+d)};
  return form.replace(/YYYY|MMMM|MMM|MM|DD|D/g, part => parts[part]);
};
"""


def test_the_few_lines_of_javascript_fill_slots_as_we_do(browser: Browser) -> None:
    code = (slots.__doc__ or "").partition("    const fill")[2].partition("\n\nValues are")[0]
    cases = json.loads(CASES.read_text("utf-8"))
    months = json.dumps([[*MONTHS], [*SHORT_MONTHS]])
    program = (
        f"cases => {{ const [names, short] = {months}; {DATED} const fill{code}"
        "; return cases.map(c => fill(c.template, c.address, c.locator, c.accessed)); }"
    )
    page = browser.new_page()
    assert page.evaluate(program, cases) == [case["filled"] for case in cases]
    page.close()
