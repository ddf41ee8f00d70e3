"""The ledger: every address ever published, and what happened to it.

In: permalinks.yml and everything in the present edition that can be cited (`Addressable`). Out: the address of each of
them, the updated ledger, and a line for each decision that was made.
"""
