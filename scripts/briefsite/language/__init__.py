"""Language: every text of the interface, in one table for each language.

`tables/en.json` is complete. The other tables have what editors supplied; a text that one lacks is shown in English.
Nothing here knows of pages, templates or scripts: they ask for a text by its key.
"""
