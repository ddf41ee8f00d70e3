"""The site: all editions together.

In: the files of sources/, docs/ and mkdocs.yml. Out: a `Composition`, the pages of every edition under its path, with
the pages that belong to no edition, checked against the navigation and against one another.
"""
