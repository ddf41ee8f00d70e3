"""A page as a Markdown file: its head, the mark that it is generated, its title, its blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefsite.markup import editorial, front_matter, typeset
from briefsite.pages.mark import page_mark


def page(
    title: str,
    description: str,
    body: Sequence[str],
    *,
    search: bool = True,
    folder: str,
    head: Mapping[str, object] | None = None,
) -> str:
    """A whole page: its head, the mark that it is generated, its title, its blocks. `head` adds to the head."""
    head = {"title": typeset(title), "description": typeset(description), **(head or {})}
    if not search:
        head["search"] = {"exclude": True}
    return "\n\n".join([front_matter(head) + page_mark(folder), f"# {editorial(title)} {{ #top }}", *body]) + "\n"


def with_head(text: str, more: Mapping[str, object]) -> str:
    """A page with more in its head."""
    return text.replace("\n---\n", "\n" + front_matter(more).removeprefix("---\n"), 1)
