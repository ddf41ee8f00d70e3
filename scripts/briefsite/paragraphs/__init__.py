"""Paragraphs: the emended text, divided as its author divided it.

In: the running text (a `Passage`), the words of each note, and the overrides of edition.yml. Out: an `Assembly`, the
paragraphs with their list items in the order of the source, and a line for each decision that was made.
"""
