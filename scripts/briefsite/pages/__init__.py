"""Pages: what a reader sees, as Markdown.

In: a `Publication`. Out: the pages of the edition as values, and their files by their names in docs/: the Markdown, and
what templates print beside it. No file is read or written here.
"""
