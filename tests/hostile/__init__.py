"""Hostile inputs of all kinds, and a detector of what any of them would leave in a published file."""
