"""Quotations: where words that somebody quotes are in an edition, and what differs there.

In: the words, and the publications with all their wordings. Out: facts, each with its address and version, and no
verdict: word for word, with words left out or differing, as received, in an earlier version.
"""
