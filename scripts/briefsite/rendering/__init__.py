"""Rendering: from Markdown to a site of HTML.

In: a folder of Markdown pages and mkdocs.yml. Out: the built site, read back as a `BuiltSite`, with a search index by
paragraph and a Content-Security-Policy in each page. Only `renderer` and `markdown_cache` import MkDocs.
"""
