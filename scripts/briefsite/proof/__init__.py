"""The proof: what was promised, checked on the built site.

In: a `Publication` and the `BuiltSite` that was made from it. Out: problems for words lost or added, notes that lead
nowhere and addresses that are missing; or, in numbers, what was proven.
"""
