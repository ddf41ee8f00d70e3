"""Parts of a page that stay closed until a reader opens them, so that the author's words come first.

The browser opens such a part by itself where a link leads into it or a search finds words in it, and paper has it open.
"""

from __future__ import annotations

from briefsite.html import Markdown, PageBlock, block_element
from briefsite.markup import heading
from briefsite.pages.classes import Css


def folded(title: Markdown, *blocks: PageBlock, id: str, classes: Css, search: bool = True) -> Markdown:  # noqa: A002
    """A section under its heading, closed. `id` is that of the heading; without `search` the search leaves it out."""
    named = heading(2, title, id=id, data_search_exclude=None if search else "")
    shown = block_element("summary", named, markdown="block")
    return block_element("details", shown, *blocks, classes=(Css.FOLD, classes))
