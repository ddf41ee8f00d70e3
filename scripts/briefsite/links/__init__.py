"""Links: citations of an edition in other people's files, and what has become of each.

In: other people's Markdown, HTML, BibTeX or plain text, and the addresses.json of the edition. Out: every citation with
its place, and whether it resolves, has moved, has changed since, was withdrawn, or was never given.
"""
