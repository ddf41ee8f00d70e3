"""Versions: what was released, kept so that it can be read for good.

In: a publication, and the version files of its edition.
Out: the frozen state of a version as one more file, and from it the publication again.
"""
