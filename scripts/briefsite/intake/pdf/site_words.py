"""Words of a web site in a PDF that a program made of a web page: its menus, above the text, below it or in between.

Nothing in such a file tells them from the author's words. So they stay in the text, and the editor is asked: about what
comes before the first heading or sentence and behind the last sentence, and about rows of short lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from briefsite.intake.document import DocumentBlock, words_of_parts
from briefsite.words import first_of

#: Programs that make a PDF of a web page, as they say of themselves. Browsers' are refused.
_FROM_WEB_PAGES: Final = re.compile(
    r"WeasyPrint|Prince\b|PDFreactor|DocRaptor|dompdf|mPDF|TCPDF|pdfcrowd|xhtml2pdf|Flying Saucer|openhtmltopdf|"
    r"iText.{0,20}pdfHTML|PD4ML|HiQPdf|ABCpdf",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?…。！？;:,][\"'»”’)\]]*$")
#: A menu has at least so many lines, each of at most so many words.
_ROW: Final = 4
_SHORT: Final = 4
_SHOWN: Final = 6
_LONGEST: Final = 40


def site_remarks(blocks: Sequence[DocumentBlock], producer: str) -> Iterator[str]:
    """What to ask about a PDF that `producer` made, if that makes them of web pages."""
    made = _FROM_WEB_PAGES.search(producer)
    if made is None:
        return
    yield f"made of a web page by {made[0]}: better supply the page itself, saved as .html"
    words = [" ".join(words_of_parts(one.pieces).split()) for one in blocks]
    plain = [
        one.kind in {"prose", "item"} and not _SENTENCE.search(said) for one, said in zip(blocks, words, strict=True)
    ]
    first = next((at for at, own in enumerate(plain) if not own), len(plain))
    last = next((at for at in range(len(plain), 0, -1) if not plain[at - 1]), 0)
    found = {*range(first), *range(last, len(plain))}
    short = [own and len(said.split()) <= _SHORT for own, said in zip(plain, words, strict=True)]
    for is_short, row in groupby(range(len(blocks)), key=lambda at: short[at]):
        own = [*row]
        found.update(own if is_short and len(own) >= _ROW else ())
    if found and len(found) < len(blocks):
        shown = [f'"{words[at][:_LONGEST]}{"…" * (len(words[at]) > _LONGEST)}"' for at in sorted(found)]
        yield f"perhaps words of the site, kept in the text: {first_of(shown, _SHOWN)}"
