"""The edition: what an editor says about the text.

In: the text of edition.yml. Out: an `Edition`, a frozen value with a place in the file for each of its parts, and the
JSON Schema by which text editors complete and check the file.
"""
