"""Where a page is: its Markdown file in docs/, and its address."""

from __future__ import annotations


def url_of(file: str) -> str:
    """The URL of the page that a Markdown file becomes: `index.md` is `/`, `history.md` is `/history/`."""
    name = file.removesuffix(".md")
    return "/" if name == "index" else f"/{name.removesuffix('/index')}/"
