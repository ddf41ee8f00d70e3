"""Language: every text of the interface, in one table for each language.

In: the key of a text, a count, what takes the places of its slots. Out: the text, in English where a language lacks it.
The English table is complete. Nothing here knows of pages, templates or scripts, and every other module may use it.
"""
