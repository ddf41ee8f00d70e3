"""Rendering: from Markdown to a site of HTML.

In: a folder of Markdown pages and mkdocs.yml. Out: the built site as a visitor gets it, read back as a `BuiltSite`,
with its search index by paragraph and its Content-Security-Policy. Only `renderer` and `markdown_cache` know MkDocs.
"""
