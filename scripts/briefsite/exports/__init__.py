"""Exports: the forms in which a citation leaves the site.

In: a `Publication` and the address of the site. Out: references in each citation style, files for reference managers,
and what the head of each page says to machines.
"""
