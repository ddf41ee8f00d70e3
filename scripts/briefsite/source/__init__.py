"""The source: the text as received and as emended.

In: the bytes of a text file, and the emendations of edition.yml. Out: the emended text as a `Passage` in which each
character knows its place in the file, with the notes that the source prints separated from the running text.
"""
