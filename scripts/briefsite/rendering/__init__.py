"""Rendering: from Markdown to a site of HTML, part by part.

In: folders of Markdown pages and mkdocs.yml. Out: what was built of each part, kept from one build to the next, and the
site that is assembled from the parts, with a search index by paragraph and a Content-Security-Policy in each page. Only
`renderer` and the modules that save it work import MkDocs.
"""
