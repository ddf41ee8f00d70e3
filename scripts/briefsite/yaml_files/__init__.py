"""YAML files, read with the place of each value.

In: the text of a YAML file. Out: plain data or nodes, each with its line and column, and a problem for invalid YAML, a
key that is there twice, or a value of the wrong type.
"""
