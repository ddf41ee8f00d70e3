"""The rules of scripts and languages: words, ends of sentences, direction, capitals, alphabetical order, slugs.

In: text, and the BCP 47 tag of its language. Out: its words and its first words, whether it ends a sentence, its
direction, its title in title case, its key in a sorted list, its slug.
"""
