"""Exports: citations as references, files and metadata.

In: a `Publication` and the URL of the site. Out: references in each citation style, files for reference managers, and
the metadata of each page.
"""
