"""Documents: an edition as one file, for paper, archives, corpora and programs.

In: a `Publication` and the URL of its site. Out: the bytes of a file in one of the `DOCUMENT_FORMATS` (TEI, text,
Markdown, JSON), made from the model and never from HTML. No document knows of pages or of a renderer.
"""
