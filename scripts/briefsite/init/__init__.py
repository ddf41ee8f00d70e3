"""Init: a first edition of any text.

In: a text file as somebody received it, and its works if there are any. Out: a folder of sources/ that builds, and what
was decided about it, line by line, for an editor to change.
"""
