"""The training of the model that reads the author's notes: footnotes are invented, labelled and learned from.

In: words of eleven languages in `words/` and forms of citations in `forms.txt`, all made for this. Out: the weights
that `briefsite.citations.note_model` reads. No outside data is used, and the works that the notes cite don't exist.
"""
