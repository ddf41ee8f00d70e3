"""Fuzzing: what is tried, the inputs that it begins with, and those that once failed."""
