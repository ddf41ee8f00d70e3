"""YAML files, read with the place of each value.

In: the text of a YAML file. Out: plain data or nodes, each with its line and column, and a problem for whatever is not
YAML, is there twice, or is of the wrong type.
"""
