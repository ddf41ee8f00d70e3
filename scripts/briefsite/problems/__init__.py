"""Problems: what is wrong, where, and what to do about it.

In: what a step found, with its place. Out: values that a collector gathers from every step, and the lines, annotations
or JSON in which people and programs read them.
"""
