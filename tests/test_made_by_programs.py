"""What programs write in ways of their own: Word's sections, LibreOffice's web pages, Pandoc's Markdown."""

from __future__ import annotations

import pytest

from tests.made_documents import docx, mark, note, par, run
from tests.test_intake import read


def test_numbers_of_notes_begin_again_in_each_section_of_a_word_file() -> None:
    def section(restart: str) -> str:
        return f'<w:sectPr><w:footnotePr><w:numRestart w:val="{restart}"/></w:footnotePr></w:sectPr>'

    notes = {number: note(f"Note {number}.") for number in (2, 3, 4, 5)}
    for restart, labels in (("eachSect", "1212"), ("continuous", "1234")):
        body = (
            par(run("One.") + mark(2) + run(" Two.") + mark(3))
            + par(run("End."), "", section(restart))
            + par(run("Three.") + mark(4))
            + par(run("Four.") + mark(5))
            + section(restart)
        )
        found = read("x.docx", docx(body, notes))
        assert "".join(one.label for one in found.document.notes) == labels


def test_a_web_page_of_libreoffice_has_its_title_and_its_quotations() -> None:
    page = (
        '<html><head><title>On rivers</title></head><body><p align="center"><font size="6">On\nrivers</font></p>'
        '<p>Words.</p><p class="block-text">A quotation.</p></body></html>'
    )
    assert read("x.html", page.encode()).shown == ["title On rivers", "prose Words.", "quotation A quotation."]


SIMPLE = """\
Before.

  Station     1931   1964
  --------- ------ ------
  Harn         410    395
  Selm *it*    388

  : Flow

*Over
two lines*.
"""


def test_simple_tables_of_pandoc_are_tables() -> None:
    found = read("x.md", SIMPLE.encode())
    assert found.shown == [
        "prose Before.",
        "table Station\t1931\t1964\nHarn\t410\t395\nSelm {em:it}\t388\t",
        "caption Flow",
        "prose {em:Over two lines}.",
    ]
    assert [block.at for block in found.blocks] == ["line 1", "lines 3–6", "line 8", "lines 10–11"]
    assert [cell.head for cell in found.blocks[1].rows[0]] == [True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "```\na b\n--- ---\nc d\n```",
        "Words that are\nlong and go on\n--- ---\nmore",
        "  across   all\n  ------ -----\n  words words",
        "a | b\n--- ---\nc d",
    ],
)
def test_what_only_looks_like_one_stays_text(text: str) -> None:
    assert "table" not in [block.kind for block in read("x.md", text.encode()).blocks]


PANDOC = """\
% On rivers
% A. Mill; B. Hill
% 2024-03-05

# The source {#source .unnumbered key="a b"}

::: {.note}
It is [Mill]{.smallcaps}'s [own]{lang=en} river, 10<sup>6</sup> [there](https://x.example){target=_blank} {sic}.
:::

<!-- Nobody should read this. -->

Before <!-- or this --> and<br>after. `::: x`{.code}

<div><p>In a <i>division</i>.</p></div>

```
::: {.kept}
```
"""


def test_what_pandoc_sets_around_words_is_none_of_them() -> None:
    found = read("x.md", PANDOC.encode())
    assert found.shown == [
        "title On rivers",
        "front A. Mill",
        "front B. Hill",
        "front 2024-03-05",
        "heading1 The source",
        "prose It is {sc:Mill}’s own river, 10{sup:6} {link https://x.example:there} {sic}.",
        "prose Before and\nafter. ::: x",
        "prose In a {em:division}.",
        "lines ::: {.kept}",
    ]
    assert "comments: 6 words, left out" in found.document.remarks
