"""Blocks of Markdown as HTML outside of any page: for feeds, which have no templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urljoin

from briefsite.html import PageBlock, attributes
from briefsite.page_path import PagePath

#: A link to a page, as Markdown has it.
_TO_PAGE: Final = re.compile(r'href=.([^":?#]+\.md)(#[^"]*)?"')


def fragment_html(blocks: Sequence[PageBlock], base: str) -> str:
    """Blocks as HTML. Links to pages (`turkey.md#p13`) count from `base`, a URL with a / at its end, or empty."""
    import markdown

    html = markdown.markdown("\n\n".join(blocks), extensions=["attr_list", "md_in_html"])

    def led(link: re.Match[str]) -> str:
        page = urljoin(base, PagePath.of_markdown(link[1]).path[1:] or "./")
        return attributes(href=page + (link[2] or "")).strip()

    return _TO_PAGE.sub(led, html)
