"""The preview: the site in an open browser while its sources are edited.

In: the folder of a project, and edits to it. Out: the rebuilt pages at an address of this machine; nothing is
published, and the ledger is never written.
"""
