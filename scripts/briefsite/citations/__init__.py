"""Citations: what the author's notes cite, recognized in their own words.

In: the words of notes, with their italics, and the works that are known already. Out: for each note its citations, each
with the work that it is of and the place in that, or the reason why this can't be decided. Nothing is guessed.
"""
