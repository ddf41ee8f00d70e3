"""Works: what the notes cite.

In: the text of a BibTeX or biblatex file. Out: a `Bibliography` of `Work` values, and the reference of each work in
each citation style as an HTML fragment.
"""
