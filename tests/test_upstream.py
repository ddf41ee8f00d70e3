"""What other programs get wrong, or do in a way that we rely on: a canary for every place that repairs or reads it.

Each test shows the program alone, without us, and fails when the fault is gone or the behaviour has changed. The
message says which of our places that is about, and what to do there. Faults of the citation engine are rows of
`styles.STYLES`; the tests go through them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

from briefsite.works.bibliography import read_bibliography
from briefsite.works.hayagriva import entry_form, without_repetition
from briefsite.works.reference_html import engine_text
from briefsite.works.references import engine_html
from briefsite.works.style_repairs import Exchange, Repair, repaired
from briefsite.works.styles import STYLES, Style
from briefsite.works.work import Work

KINDS = Path(__file__).parent / "bibliography" / "kinds" / "references.bib"


def no_longer(upstream: str, fault: str, place: str) -> str:
    """The message of a canary whose fault is gone."""
    return (
        f"{upstream} {version(upstream)} no longer does this: {fault}.\nTake the repair out of {place}, and this test."
    )


# -- Typst: citations ------------------------------------------------------------------------------------------------


@cache
def _works() -> tuple[Work, ...]:
    return read_bibliography("references.bib", KINDS.read_text("utf-8"))[0].works


@cache
def _texts(style: Style) -> Sequence[tuple[Work, str]]:
    """Every kind of work as the engine writes it in a style, before any repair."""
    return list(zip(_works(), map(engine_text, engine_html([(style, work) for work in _works()])), strict=True))


@pytest.mark.parametrize(
    ("style", "repair"),
    [pytest.param(style, row, id=f"{style.cli}-{row.why}") for style in STYLES for row in style.repairs],
)
def test_typst_needs_the_repair(style: Style, repair: Repair) -> None:
    changed = [work.key for work, text in _texts(style) if repaired(text, work, (repair,)) != text]
    assert changed, no_longer("typst", repair.why, f"the row {style.cli} of works/styles.py")


@pytest.mark.parametrize(
    ("style", "exchange"),
    [pytest.param(style, row, id=f"{style.cli}-{row.why}") for style in STYLES for row in style.exchanges],
)
def test_typst_needs_the_exchange(style: Style, exchange: Exchange) -> None:
    bare = replace(style, exchanges=())
    shown = [(work, without_repetition(work, style)) for work in _works()]
    wrong = [work for work, seen in shown if entry_form(seen) in exchange.forms and exchange.when(seen)]
    assert wrong, "no work of tests/bibliography/kinds has this form: add one"
    faults = [work.key for work, text in _texts(bare) if work in wrong and re.search(exchange.fault, text)]
    assert faults, no_longer("typst", exchange.why, f"the row {style.cli} of works/styles.py")


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.cli)
def test_the_rows_were_compared_with_this_typst(style: Style) -> None:
    rows = [*((row.typst, row.why) for row in style.repairs), *((row.typst, row.why) for row in style.exchanges)]
    for compared, why in rows:
        assert version("typst").startswith(f"{compared}."), f"read tests/cited anew, then raise the version of: {why}"
