"""Init: a first edition of any text.

In: a text file as received, and a bibliography if there is one. Out: a folder of sources/ with an edition.yml for an
editor to go on with, and a line for each decision that was made.
"""
