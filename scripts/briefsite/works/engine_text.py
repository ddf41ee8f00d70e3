"""The citation engine's HTML as text, with signs for emphasis and links."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END
from briefsite.works.stand_ins import BARE_DOI, DOI_LINK, LINK, URL


def engine_text(engine_html: str) -> str:
    """The text of the engine's HTML, with one character for each begin and end of emphasis and each link (`stand_ins`).

    Each run of white space becomes one space.
    """
    reader = _Reader()
    reader.feed(engine_html)
    reader.close()
    return re.sub(r"\s+", " ", "".join(reader.out)).strip()


class _Reader(HTMLParser):
    """Collects the text of the engine's HTML in `out`, with stand-ins for emphasis and links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "em":
            self.out.append(EMPHASIS)
        elif tag == "a":
            address = known.get("href") or ""
            self.out.append(LINK if address == URL else DOI_LINK)
            self._skipping = "a"
        elif tag == "span" and known.get("class") == "prefix":
            self._skipping = "span"  # the number "[1]" in IEEE style

    def handle_endtag(self, tag: str) -> None:
        if tag == "em":
            self.out.append(EMPHASIS_END)
        elif tag == self._skipping:
            self._skipping = ""

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.out.append(data)
        elif self._skipping == "a" and self.out[-1] == DOI_LINK and not data.startswith("http"):
            self.out[-1] = BARE_DOI
