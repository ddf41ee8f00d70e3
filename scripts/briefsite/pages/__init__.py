"""Pages: what a reader sees, as Markdown.

In: a `Publication`. Out: the pages of the edition, each a Markdown file by its name in docs/. No file is read or
written here.
"""
