"""Blocks of Markdown as HTML outside of any page: for feeds, which have no templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from briefsite.html import PageBlock, attributes
from briefsite.page_path import PagePath

if TYPE_CHECKING:
    from markdown import Markdown as Converter

#: A link to a page, as Markdown has it.
_TO_PAGE: Final = re.compile(r'href=.([^":?#]+\.md)(#[^"]*)?"')


@cache
def _converter() -> Converter:
    """Made once, of the extensions themselves: to look up their names takes longer than to convert a few paragraphs."""
    from markdown import Markdown as Converter
    from markdown.extensions.attr_list import AttrListExtension
    from markdown.extensions.md_in_html import MarkdownInHtmlExtension

    return Converter(extensions=[AttrListExtension(), MarkdownInHtmlExtension()])


def fragment_html(blocks: Sequence[PageBlock], base: str) -> str:
    """Blocks as HTML. Links to pages (`turkey.md#p13`) count from `base`, a URL with a / at its end, or empty."""
    html = _converter().reset().convert("\n\n".join(blocks))

    def led(link: re.Match[str]) -> str:
        page = urljoin(base, PagePath.of_markdown(link[1]).path[1:] or "./")
        return attributes(href=page + (link[2] or "")).strip()

    return _TO_PAGE.sub(led, html)
