"""Reading an edition, from the bytes of its files to one value.

In: the files of one folder of sources/ by name. Out: a `Publication`, in which paragraphs, pages, notes, works and
addresses refer to one another, and every problem that was found.
"""
