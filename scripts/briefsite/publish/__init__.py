"""Publishing: one command from sources to site.

In: the folder of a project. Out: docs/, site/ and the ledger, all replaced together once everything is proven, or left
as they were, with the problems that prevented it.
"""
